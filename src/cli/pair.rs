//! `bayn pair`: which files translate which.

use crate::cli::args::{Pair, PairForm, Reading};
use crate::cli::open;
use crate::cli::print::{self, Page};
use crate::cli::report::{CliError, padded};
use bayn_align::encoder::Encoder;
use bayn_formats::Format;
use bayn_review::compare::{Pairing, Sketch, encode, pair};
use bayn_text::Message;
use bayn_text::label;
use bayn_text::msg;
use bayn_text::shown;
use rayon::prelude::*;
use std::collections::{HashMap, HashSet};
use std::mem::{Discriminant, discriminant};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Files read at one time; their texts are gone when their sketches are made.
const BATCH: usize = 256;

/// Files, and how they belong together.
pub(crate) struct Paired {
    /// The files that could be read, in order.
    pub(crate) files: Vec<PathBuf>,
    /// The language of each file, and how it begins.
    pub(crate) previews: Vec<(String, String)>,
    /// The pairs by the indexes of their files.
    pub(crate) pairs: Vec<Pairing>,
    /// What could not be read.
    pub(crate) errors: Vec<CliError>,
}

/// Pairs and writes.
pub(crate) fn run(args: &Pair) -> Result<(), CliError> {
    let found = find(&args.paths, !args.no_model, &mut Herald::default())?;
    for error in &found.errors {
        print::error(error);
    }
    match args.to {
        PairForm::Table => print::page(&table(&found)),
        PairForm::Jsonl => crate::cli::write_output(jsonl(&found).as_bytes()),
    }
}

/// What finding pairs is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    /// So many files are found; more may come.
    Listing(usize),
    /// So many files of so many are read.
    Reading(usize, usize),
    /// So many texts are compared.
    Comparing(usize),
}

impl Stage {
    /// Says it in a sentence.
    pub(crate) fn sentence(self) -> Message {
        match self {
            Self::Listing(files) => msg!("files found so far: {files}", files),
            Self::Reading(done, all) => msg!("files read: {done} of {all}", done, all),
            Self::Comparing(texts) => msg!("texts being compared: {texts}", texts),
        }
    }
}

/// Hears what finding pairs is at, as often as there is something new.
pub(crate) trait Hear {
    /// Takes the stage.
    fn hear(&mut self, stage: Stage);
}

/// Says on standard error what long work is at: soon, or at once where there are many files,
/// and then every few seconds.
#[derive(Default)]
pub(crate) struct Herald {
    began: Option<Instant>,
    said: Option<(Instant, Discriminant<Stage>)>,
}

impl Hear for Herald {
    fn hear(&mut self, stage: Stage) {
        /// Work that is done by then says nothing.
        const PATIENCE: Duration = Duration::from_millis(300);
        const AGAIN: Duration = Duration::from_secs(3);
        let began = *self.began.get_or_insert_with(Instant::now);
        let kind = discriminant(&stage);
        let due = self
            .said
            .is_none_or(|(at, before)| before != kind || at.elapsed() >= AGAIN);
        let many = match stage {
            Stage::Listing(_) => false,
            Stage::Reading(_, files) | Stage::Comparing(files) => files > BATCH,
        };
        if due && (many || began.elapsed() >= PATIENCE) {
            crate::cli::say(stage.sentence());
            self.said = Some((Instant::now(), kind));
        }
    }
}

/// Finds the pairs among files and the files of folders; `herald` hears how far that is.
pub(crate) fn find(
    paths: &[PathBuf],
    model: bool,
    herald: &mut dyn Hear,
) -> Result<Paired, CliError> {
    herald.hear(Stage::Listing(0));
    let all = files_of(paths, herald)?;
    let Sketched {
        files,
        mut sketches,
        errors,
    } = sketched(&all, herald);
    herald.hear(Stage::Comparing(sketches.len()));
    if let Some(encoder) = Encoder::load().filter(|_| model) {
        encode(&mut sketches, encoder);
    }
    Ok(Paired {
        pairs: pair(&sketches),
        previews: sketches.iter().map(preview).collect(),
        files,
        errors,
    })
}

/// What was read of files.
struct Sketched {
    files: Vec<PathBuf>,
    sketches: Vec<Sketch>,
    errors: Vec<CliError>,
}

fn sketched(all: &[PathBuf], herald: &mut dyn Hear) -> Sketched {
    let mut found = Sketched {
        files: Vec::new(),
        sketches: Vec::new(),
        errors: Vec::new(),
    };
    for (number, batch) in all.chunks(BATCH).enumerate() {
        herald.hear(Stage::Reading(number * BATCH, all.len()));
        let read: Vec<Result<Sketch, CliError>> =
            batch.par_iter().map(|path| sketch(path)).collect();
        for (path, sketch) in batch.iter().zip(read) {
            match sketch {
                Ok(sketch) => {
                    found.files.push(path.clone());
                    found.sketches.push(sketch);
                }
                Err(error) => found.errors.push(error),
            }
        }
    }
    found
}

/// Returns the language of each file that can be read, and how it begins.
pub(crate) fn previews(
    all: &[PathBuf],
    herald: &mut dyn Hear,
) -> HashMap<PathBuf, (String, String)> {
    let found = sketched(all, herald);
    let previews = found.sketches.iter().map(preview);
    found.files.into_iter().zip(previews).collect()
}

fn preview(sketch: &Sketch) -> (String, String) {
    let (lang, begins) = sketch.preview();
    (lang.to_owned(), begins.to_owned())
}

fn sketch(path: &Path) -> Result<Sketch, CliError> {
    let opened = open::open_one(path, &Reading::default())?;
    Ok(Sketch::of(&opened.document))
}

/// Endings of files that hold no running text, beside those of bilingual formats.
const DATA: &[&str] = &[
    "json", "toml", "yaml", "yml", "xml", "ini", "cfg", "conf", "log", "lock", "tbx", "py", "rs",
    "sh", "js", "css", "c", "h", "pdf", "png", "jpg", "jpeg", "gif", "zip", "tar", "bak", "tmp",
];

/// Returns whether a file holds no running text in one language, by the ending of its name.
fn is_data(path: &Path) -> bool {
    path.extension().is_some_and(|ending| {
        let ending = ending.to_string_lossy().to_ascii_lowercase();
        DATA.contains(&ending.as_str())
            || Format::from_name(&ending).is_some_and(Format::is_bilingual)
    })
}

/// Folders inside folders that are looked into.
const DEPTH: usize = 8;

/// Returns the files that are named, and the texts in the folders that are named, each folder
/// in the order of names; hidden files and data files are left out.
fn files_of(paths: &[PathBuf], herald: &mut dyn Hear) -> Result<Vec<PathBuf>, CliError> {
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            walk(path, DEPTH, &mut files, herald)?;
        } else {
            files.push(path.clone());
        }
    }
    let mut seen = HashSet::new();
    files.retain(|path| seen.insert(path.clone()));
    if files.len() < 2 {
        return Err(CliError::with_remedy(
            msg!("at least two texts are needed to find pairs"),
            msg!("give the files, or folders that contain them"),
        ));
    }
    Ok(files)
}

fn walk(
    folder: &Path,
    depth: usize,
    files: &mut Vec<PathBuf>,
    herald: &mut dyn Hear,
) -> Result<(), CliError> {
    let error = |error: std::io::Error| CliError::unread(folder, &error);
    let mut inside = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(error)? {
        let entry = entry.map_err(error)?;
        if !entry.file_name().to_string_lossy().starts_with('.') {
            inside.push(entry.path());
        }
        if inside.len().is_multiple_of(BATCH) {
            herald.hear(Stage::Listing(files.len() + inside.len()));
        }
    }
    inside.sort();
    for path in inside {
        if files.len().is_multiple_of(BATCH) {
            herald.hear(Stage::Listing(files.len()));
        }
        if path.is_dir() {
            if depth > 0 && !path.is_symlink() {
                walk(&path, depth - 1, files, herald)?;
            }
        } else if path.is_file() && !is_data(&path) {
            files.push(path);
        }
    }
    Ok(())
}

impl Paired {
    /// Returns the files in no pair.
    pub(crate) fn lonely(&self) -> impl Iterator<Item = usize> + '_ {
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
        });
        text.push_str(&format!("{line}\n"));
    }
    for at in found.lonely() {
        let line = serde_json::json!({
            "source": found.name(at), "target": null, "kind": null, "score": 0.0,
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
    let lonely: Vec<usize> = found.lonely().collect();
    let sources = found.pairs.iter().map(|pair| pair.source);
    let column = sources
        .chain(lonely.iter().copied())
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
    for at in lonely {
        line(label!("no partner"), "", &name(at), "");
    }
    page
}
