//! A job: pairs of texts that are read, and reported on, as one. They are those of a folder that belong
//! together, or those of a list with two paths on a line, as `bayn align --pairs` takes it.

use crate::cli::args::Texts;
use crate::cli::pair::{self, Paired};
use crate::cli::print::Page;
use crate::cli::progress::Hear;
use crate::cli::report::{CliError, padded};
use crate::store;
use bayn_review::compare::{Kind, Pairing};
use bayn_review::filter::{Progress, progress};
use bayn_text::message::{Fraction, Number, Separator};
use bayn_text::{Message, msg, plural, shown_path};
use rayon::prelude::*;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// A longer file is not a list.
const LONGEST: u64 = 4 << 20;
/// A longer suffix is not a file extension.
const LONGEST_END: usize = 12;
/// The number of lines of a table that are tested to detect a list.
const TRIED: usize = 8;

/// Where the pairs come from.
#[derive(Clone, Debug)]
pub(crate) enum Job {
    /// A folder in which they are searched.
    Folder(PathBuf),
    /// A list, and its content.
    List(PathBuf, Vec<[PathBuf; 2]>),
}

impl Job {
    /// Returns the job of a single named file, if it is one.
    pub(crate) fn named(files: &[PathBuf]) -> Result<Option<Self>, CliError> {
        let [only] = files else {
            return Ok(None);
        };
        if only.is_dir() {
            return Ok(Some(Self::Folder(only.clone())));
        }
        Ok(listed(only)?.map(|pairs| Self::List(only.clone(), pairs)))
    }

    /// Returns the folder or the list.
    pub(crate) fn path(&self) -> &Path {
        match self {
            Self::Folder(path) | Self::List(path, _) => path,
        }
    }

    /// Finds the pairs, of which there is at least one.
    pub(crate) fn find(&self, listener: &mut dyn Hear) -> Result<Found, CliError> {
        let mut found = match self {
            Self::Folder(folder) => in_folder(folder, &find(folder, listener)?),
            Self::List(list, pairs) => in_list(list, pairs, listener),
        };
        found
            .pairs
            .par_iter_mut()
            .for_each(|pair| pair.progress = progress_of(&pair.files));
        Ok(found)
    }
}

/// The pairs of a job.
#[derive(Default)]
pub(crate) struct Found {
    /// In list order.
    pub(crate) pairs: Vec<JobPair>,
    /// How they were found, in a few words.
    said: Vec<Message>,
}

/// A pair of a job.
pub(crate) struct JobPair {
    /// The text and its counterpart.
    pub(crate) files: [PathBuf; 2],
    /// Their display names.
    pub(crate) names: [String; 2],
    /// Their relation, if known.
    pub(crate) kind: Message,
    /// The language of each, and its beginning.
    pub(crate) preview: [(String, String); 2],
    /// The progress of its review, if one was started.
    progress: Option<Progress>,
}

impl JobPair {
    /// Returns the progress of its review for display; empty if none was started.
    pub(crate) fn reviewed(&self) -> Message {
        self.progress.map_or_else(Message::default, |found| {
            Message::of(Fraction(found.reviewed(), found.beads))
        })
    }
}

impl Found {
    /// Returns the total progress and the result of the search.
    pub(crate) fn summary(&self) -> Message {
        let begun: Vec<Progress> = self.pairs.iter().filter_map(|pair| pair.progress).collect();
        let mut parts = Vec::new();
        if !begun.is_empty() {
            let reviewed = begun.iter().map(Progress::reviewed).sum();
            let pairs = begun.iter().map(|found| found.beads).sum();
            parts.push(msg!("reviewed {part}", part = Fraction(reviewed, pairs)));
            let part = Fraction(begun.len(), self.pairs.len());
            parts.push(msg!("in progress {part}", part));
        }
        parts.extend(self.said.iter().cloned());
        Message::joined(parts, Separator::Comma)
    }

    /// Returns the pairs as a table for people: the progress of each, and its files.
    pub(crate) fn table(&self) -> Page {
        let language = crate::cli::language();
        let rows: Vec<[String; 3]> = self
            .pairs
            .iter()
            .map(|pair| {
                let [source, target] = pair.names.clone();
                [language.say(pair.reviewed()), source, target]
            })
            .collect();
        let [reviewed, source] = [0, 1].map(|column| {
            let cells = rows.iter().filter_map(|row| row.get(column));
            let widths = cells.map(|cell| harf::grapheme::width(cell));
            widths.max().unwrap_or(0)
        });
        let mut page = Page::default();
        page.line(language.say(self.summary()));
        for [done, one, other] in rows {
            let line = format!(
                "{}  {}  {other}",
                padded(&done, reviewed),
                padded(&one, source)
            );
            page.line(line.trim_end());
        }
        page
    }
}

/// Finds the pairs of a folder, of which there is at least one.
pub(crate) fn find(folder: &Path, listener: &mut dyn Hear) -> Result<Paired, CliError> {
    let mut found = pair::find(&[folder.to_owned()], true, listener)?;
    if found.files.is_empty() && !found.errors.is_empty() {
        return Err(found.errors.swap_remove(0));
    }
    if found.pairs.is_empty() {
        return Err(CliError::with_remedy(
            msg!(
                "no two texts in {folder} belong together",
                folder = shown_path(folder)
            ),
            msg!("name the two files to read them side by side anyway"),
        ));
    }
    Ok(found)
}

fn in_folder(folder: &Path, found: &Paired) -> Found {
    let file = |at: usize| found.files.get(at).cloned().unwrap_or_default();
    let pair = |pair: &Pairing| {
        let files = [file(pair.source), file(pair.target)];
        let kind = [
            Message::of(Number::decimal(pair.score.value(), 2)),
            Message::label(pair.kind.name()),
        ];
        JobPair {
            names: files.each_ref().map(|path| name_in(folder, path)),
            files,
            kind: Message::joined(kind, Separator::Gap),
            preview: [pair.source, pair.target]
                .map(|at| found.previews.get(at).cloned().unwrap_or_default()),
            progress: None,
        }
    };
    Found {
        pairs: found.pairs.iter().map(pair).collect(),
        said: said_of(found),
    }
}

/// Reports the pairs found in a folder.
fn said_of(found: &Paired) -> Vec<Message> {
    let count = |kind: Kind| found.pairs.iter().filter(|pair| pair.kind == kind).count();
    let unaligned = found.unaligned().count();
    let translations = count(Kind::Translation);
    let comparable = count(Kind::Comparable);
    let mut parts = vec![plural!(
        "1 with a translation",
        "{translations} with a translation",
        translations
    )];
    if comparable > 0 {
        parts.push(msg!("{comparable} about the same event", comparable));
    }
    if unaligned > 0 {
        parts.push(msg!("{unaligned} without a partner", unaligned));
    }
    parts
}

fn in_list(list: &Path, pairs: &[[PathBuf; 2]], listener: &mut dyn Hear) -> Found {
    let all: Vec<PathBuf> = pairs.iter().flatten().cloned().collect();
    let mut previews = pair::previews(&all, listener);
    let folder = list.parent().unwrap_or(Path::new(""));
    let pair = |files: &[PathBuf; 2]| JobPair {
        names: files.each_ref().map(|path| name_in(folder, path)),
        kind: Message::default(),
        preview: files
            .each_ref()
            .map(|path| previews.remove(path).unwrap_or_default()),
        files: files.clone(),
        progress: None,
    };
    Found {
        pairs: pairs.iter().map(pair).collect(),
        said: vec![plural!(
            "1 pair of texts",
            "{texts} pairs of texts",
            texts = pairs.len()
        )],
    }
}

fn name_in(folder: &Path, path: &Path) -> String {
    shown_path(path.strip_prefix(folder).unwrap_or(path))
}

/// Reads a list: two paths on each line with a tab between, from here or from beside the list. A file
/// is one where a line of its first ones names two files, or one and what looks like a name.
fn listed(path: &Path) -> Result<Option<Vec<[PathBuf; 2]>>, CliError> {
    let short = std::fs::metadata(path).is_ok_and(|meta| meta.is_file() && meta.len() <= LONGEST);
    let text = short.then(|| std::fs::read(path).ok()).flatten();
    let Some(text) = text.and_then(|bytes| String::from_utf8(bytes).ok()) else {
        return Ok(None);
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let folder = path.parent().unwrap_or(Path::new(""));
    let lines = text.lines().enumerate();
    let mut lines = lines.filter(|(_, line)| !line.trim().is_empty());
    let names_two = |line: &str| two(line, folder).is_some_and(|pair| is_there(&pair));
    if !lines.clone().take(TRIED).any(|(_, line)| names_two(line)) {
        return Ok(None);
    }
    let pairs = lines.try_fold(Vec::new(), |mut pairs, (at, line)| {
        let pair = two(line, folder).ok_or_else(|| {
            CliError::with_remedy(
                msg!(
                    "line {line} of {list} does not name two files",
                    line = at + 1,
                    list = shown_path(path)
                ),
                msg!("a line is two paths with a tab between them"),
            )
        })?;
        pairs.push(pair);
        Ok(pairs)
    });
    pairs.map(Some)
}

/// Rejects a list where texts are expected: its names would pass for a text and its translation. Who
/// says the format means the names.
pub(crate) fn refuse_list(texts: &Texts) -> Result<(), CliError> {
    if texts.reading.format.is_some() {
        return Ok(());
    }
    match Job::named(&texts.files)? {
        Some(Job::List(list, _)) => Err(CliError::with_remedy(
            msg!("{list} is a list of texts", list = shown_path(&list)),
            msg!(
                "name the two texts of a pair; `bayn LIST` opens all, `bayn report LIST OUT` reports on them, `--format tsv` reads their names as texts"
            ),
        )),
        _ => Ok(()),
    }
}

/// Returns the two paths of a line; languages may follow them.
fn two(line: &str, folder: &Path) -> Option<[PathBuf; 2]> {
    let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
    let [source, target, langs @ ..] = cells.as_slice() else {
        return None;
    };
    if langs.len() > 2 || source.is_empty() || target.is_empty() {
        return None;
    }
    Some([source, target].map(|name| {
        let here = PathBuf::from(name);
        let beside = folder.join(name);
        match !here.exists() && beside.exists() {
            true => beside,
            false => here,
        }
    }))
}

/// Returns whether a line names two files, of which one may be misspelt.
fn is_there(pair: &[PathBuf; 2]) -> bool {
    let is_name = |path: &Path| {
        let end = path.extension().and_then(OsStr::to_str);
        let is_end = |end: &str| end.len() <= LONGEST_END && end.chars().all(char::is_alphanumeric);
        let odd = ['{', '"', ' '];
        end.is_some_and(is_end) && !path.to_string_lossy().contains(odd)
    };
    match pair.each_ref().map(|path| path.is_file()) {
        [true, true] => true,
        [true, false] => is_name(&pair[1]),
        [false, true] => is_name(&pair[0]),
        [false, false] => false,
    }
}

/// Returns the progress of the review of two texts, from its file alone; `None` if none was started.
fn progress_of(files: &[PathBuf; 2]) -> Option<Progress> {
    let [one, other] = files
        .each_ref()
        .map(|path| std::path::absolute(path).unwrap_or_else(|_| path.clone()));
    let names = [&one, &other].map(|path| {
        let name = path.file_name().unwrap_or_default();
        name.to_string_lossy().into_owned()
    });
    // The reader may have swapped the texts by their languages.
    let mut places = vec![store::beside(&other), store::beside(&one)];
    if let Some(state) = crate::cli::state_folder() {
        places.push(store::in_folder(&state, &one, &other));
        places.push(store::in_folder(&state, &other, &one));
    }
    places.iter().find_map(|place| {
        let read = store::read(crate::disk::read(place).ok()?).ok()?;
        let own = [&read.texts.source.name, &read.texts.target.name];
        let is_theirs = names.iter().all(|name| own.contains(&name));
        is_theirs.then(|| progress(&read.remembered.bitext, &read.remembered.notes))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_names_two_files_on_a_line_and_a_table_of_sentences_does_not() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        for name in ["a.ar", "a.en", "b.ar"] {
            std::fs::write(at(name), "x").expect("written");
        }
        let read = |text: &str| {
            std::fs::write(at("list.tsv"), text).expect("written");
            listed(&at("list.tsv"))
        };
        let pairs = read("\na.ar\ta.en\nb.ar\tgone.en\tar\ten\n").expect("read");
        let pairs = pairs.expect("a list");
        assert_eq!(pairs[0], [at("a.ar"), at("a.en")]);
        assert_eq!(pairs[1], [at("b.ar"), PathBuf::from("gone.en")]);
        assert_eq!(read("One.\tEins.\nTwo.\tZwei.\n").expect("read"), None);
        let misspelt = read("a.ar\ta.enn\n").expect("read");
        assert_eq!(
            misspelt.expect("a list"),
            [[at("a.ar"), PathBuf::from("a.enn")]]
        );
        assert_eq!(read("a.ar\n").expect("read"), None);
        let error = read("a.ar\ta.en\nb.ar\n").expect_err("half a line");
        assert!(error.line().contains("line 2 of"), "{}", error.line());
    }
}
