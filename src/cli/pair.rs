//! `bayn pair`: finds files that are translations of each other.

use crate::cli::args::{Pair, PairForm, Reading};
use crate::cli::print::{self, Page};
use crate::cli::progress::{Hear, ProgressListener, Stage};
use crate::cli::report::{CliError, FAILED, GOOD, padded};
use crate::cli::{open, texts_in};
use bayn_align::encoder::Encoder;
use bayn_review::compare::{Pairing, Sketch, encode, pair};
use bayn_text::label;
use bayn_text::msg;
use bayn_text::shown;
use rayon::prelude::*;
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The number of files read at once; their texts are dropped when their sketches are computed.
const BATCH: usize = 256;

/// Files and their relations.
pub(crate) struct Paired {
    /// The files that could be read, in order.
    pub(crate) files: Vec<PathBuf>,
    /// The language of each file, and its beginning.
    pub(crate) previews: Vec<(String, String)>,
    /// The pairs by the indexes of their files.
    pub(crate) pairs: Vec<Pairing>,
    /// Named files that are not texts, and those that could not be read.
    pub(crate) errors: Vec<CliError>,
    /// Files in folders that are not texts in one language.
    left_out: Vec<CliError>,
}

/// Pairs and writes; the exit code says whether all could be read.
pub(crate) fn run(args: &Pair) -> Result<ExitCode, CliError> {
    let found = find(
        &args.paths,
        !args.no_model,
        &mut ProgressListener::default(),
    )?;
    for error in &found.left_out {
        crate::cli::say(error.message());
    }
    for error in &found.errors {
        print::error(error);
    }
    match args.to {
        PairForm::Table => print::page(&table(&found))?,
        PairForm::Jsonl => crate::cli::write_output(jsonl(&found).as_bytes())?,
    }
    let is_whole = found.errors.is_empty();
    Ok(ExitCode::from(if is_whole { GOOD } else { FAILED }))
}

/// Finds the pairs among files and the files of folders; `listener` is called with the progress.
pub(crate) fn find(
    paths: &[PathBuf],
    model: bool,
    listener: &mut dyn Hear,
) -> Result<Paired, CliError> {
    listener.hear(Stage::Listing(0));
    let listed = texts_in::list(paths, listener);
    if listed.files.len() < 2 && listed.errors.is_empty() {
        return Err(CliError::with_remedy(
            msg!("at least two texts are needed to find pairs"),
            msg!("give the files, or folders that contain them"),
        ));
    }
    let Sketched {
        files,
        mut sketches,
        unread,
        left_out,
    } = sketched(&listed.files, listener);
    let (no_texts, left_out): (Vec<_>, Vec<_>) = left_out
        .into_iter()
        .partition(|(path, _)| paths.contains(path));
    let no_texts = no_texts.into_iter().map(|(_, error)| error);
    let errors = listed.errors.into_iter().chain(unread).chain(no_texts);
    listener.hear(Stage::Comparing(sketches.len()));
    if let Some(encoder) = Encoder::load().filter(|_| model) {
        encode(&mut sketches, encoder);
    }
    Ok(Paired {
        pairs: pair(&sketches),
        previews: sketches.iter().map(preview).collect(),
        files,
        errors: errors.collect(),
        left_out: left_out.into_iter().map(|(_, error)| error).collect(),
    })
}

/// The result of reading files.
#[derive(Default)]
struct Sketched {
    files: Vec<PathBuf>,
    sketches: Vec<Sketch>,
    /// Files that could not be read.
    unread: Vec<CliError>,
    /// Files that are not texts in one language.
    left_out: Vec<(PathBuf, CliError)>,
}

fn sketched(all: &[PathBuf], listener: &mut dyn Hear) -> Sketched {
    let mut found = Sketched::default();
    for (number, batch) in all.chunks(BATCH).enumerate() {
        listener.hear(Stage::Reading(number * BATCH, all.len()));
        let read: Vec<_> = batch.par_iter().map(|path| sketch(path)).collect();
        for (path, sketch) in batch.iter().zip(read) {
            match sketch {
                Ok(Ok(sketch)) => {
                    found.files.push(path.clone());
                    found.sketches.push(sketch);
                }
                Ok(Err(error)) => found.left_out.push((path.clone(), error)),
                Err(error) => found.unread.push(error),
            }
        }
    }
    found
}

/// Returns the language of each file that can be read, and its beginning.
pub(crate) fn previews(
    all: &[PathBuf],
    listener: &mut dyn Hear,
) -> HashMap<PathBuf, (String, String)> {
    let found = sketched(all, listener);
    let previews = found.sketches.iter().map(preview);
    found.files.into_iter().zip(previews).collect()
}

fn preview(sketch: &Sketch) -> (String, String) {
    let (lang, begins) = sketch.preview();
    (lang.to_owned(), begins.to_owned())
}

/// Reads a file; the inner result is its sketch, or why it is not a text.
fn sketch(path: &Path) -> Result<Result<Sketch, CliError>, CliError> {
    let reading = Reading::default();
    let file = open::fetch(path, &reading)?;
    let opened = open::open_fetched(file, &reading);
    Ok(opened.map(|opened| Sketch::of(&opened.document)))
}

impl Paired {
    /// Returns the files in no pair.
    pub(crate) fn unaligned(&self) -> impl Iterator<Item = usize> + '_ {
        let pairs = self.pairs.iter();
        let paired: HashSet<usize> = pairs.flat_map(|pair| [pair.source, pair.target]).collect();
        (0..self.files.len()).filter(move |at| !paired.contains(at))
    }

    /// Returns the path of a file as it was given or found.
    pub(crate) fn name(&self, at: usize) -> String {
        self.files
            .get(at)
            .map(|path| path.display().to_string())
            .unwrap_or_default()
    }
}

fn jsonl(found: &Paired) -> String {
    let mut text = String::new();
    for pair in &found.pairs {
        let line = serde_json::json!({
            "source": found.name(pair.source),
            "target": found.name(pair.target),
            "kind": pair.kind.name(),
            "score": rounded(pair.score.value()),
            "paths": true,
        });
        text.push_str(&format!("{line}\n"));
    }
    for at in found.unaligned() {
        let line = serde_json::json!({
            "source": found.name(at), "target": null, "kind": null, "score": 0.0,
            "paths": true,
        });
        text.push_str(&format!("{line}\n"));
    }
    text
}

fn rounded(value: f32) -> f64 {
    (f64::from(value) * 1e4).round() / 1e4
}

/// Returns the pairs as a table for people.
pub(crate) fn table(found: &Paired) -> Page {
    let wide = |path: &str| harf::grapheme::width(path);
    let name = |at: usize| shown(&found.name(at)).into_owned();
    let unaligned: Vec<usize> = found.unaligned().collect();
    let sources = found.pairs.iter().map(|pair| pair.source);
    let column = sources
        .chain(unaligned.iter().copied())
        .map(|at| wide(&name(at)))
        .max()
        .unwrap_or(0);
    let mut page = Page::default();
    let language = crate::cli::language();
    let mut line = |kind: &'static str, score: &str, source: &str, target: &str| {
        let gap = " ".repeat(column.saturating_sub(wide(source)));
        let kind = padded(language.word(kind), 12);
        let line = format!("{kind} {score:>4}  {source}{gap}  {target}");
        page.line(line.trim_end());
    };
    for pair in &found.pairs {
        line(
            pair.kind.name(),
            &format!("{:.2}", pair.score.value()),
            &name(pair.source),
            &name(pair.target),
        );
    }
    for at in unaligned {
        line(label!("no partner"), "", &name(at), "");
    }
    page
}
