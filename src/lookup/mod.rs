//! Floor 6: what glossaries and dictionaries on this machine say of a word.
//!
//! `Dictionaries` holds the user's own glossaries, the dictionaries that were found (StarDict, and
//! the databases of dictd, packed by dictzip or not) and a command to ask. Nothing is opened
//! before the first word is looked up; of a dictionary only its index is held in memory. A
//! word is looked up as it is, then folded, then without clitics and endings.
//!
//! Reading files is done here; what the bytes of an index mean is found by pure functions.

mod body;
mod command;
mod dictd;
mod dictzip;
mod folders;
mod index;
mod stardict;

pub use folders::{beside, in_system};
pub use index::{Entry, Index};

use bayn_text::{Lang, dictionary_forms, fold, sanitise, shown_path};
use body::Body;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// The most entries that one dictionary gives for one word, and the most lines of one.
const MOST_ENTRIES: usize = 4;
const MOST_LINES: usize = 60;

/// What one source says of a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The name of the source.
    pub from: String,
    /// The form of the word that it has.
    pub headword: String,
    /// What it says, line by line, without controls.
    pub lines: Vec<String>,
    /// Whether the user's own glossary says it.
    pub is_glossary: bool,
}

/// A glossary of the user's: terms and their renderings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Glossary {
    /// Its name.
    pub name: String,
    /// Each term with what it is to be called on the other side.
    pub terms: Vec<(String, String)>,
}

/// Where to look words up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sources {
    /// The user's own glossaries.
    pub glossaries: Vec<Glossary>,
    /// Dictionaries: the paths of `.ifo` and `.index` files.
    pub dictionaries: Vec<PathBuf>,
    /// A command and its arguments, `{word}` standing for the word; empty for none.
    pub command: Vec<String>,
}

/// A dictionary that was opened.
struct Dictionary {
    name: String,
    index: Index,
    body: Body,
    is_stardict: Option<String>,
}

/// Glossaries and dictionaries, opened when they are first asked.
pub struct Dictionaries {
    sources: Sources,
    /// The terms of each glossary by their folded words.
    glossaries: Vec<HashMap<String, Vec<usize>>>,
    dictionaries: Option<Vec<Dictionary>>,
    /// What could not be opened, and why.
    pub errors: Vec<String>,
}

impl Dictionaries {
    /// Returns a set of dictionaries that has not opened anything yet.
    #[must_use]
    pub fn new(sources: Sources) -> Self {
        let by_word = |glossary: &Glossary| {
            let mut terms: HashMap<String, Vec<usize>> = HashMap::new();
            for (at, (term, rendering)) in glossary.terms.iter().enumerate() {
                for side in [term, rendering] {
                    for word in bayn_text::words(side) {
                        let known = terms.entry(fold(word.of(side)).text).or_default();
                        if known.last() != Some(&at) {
                            known.push(at);
                        }
                    }
                }
            }
            terms
        };
        Self {
            glossaries: sources.glossaries.iter().map(by_word).collect(),
            sources,
            dictionaries: None,
            errors: Vec::new(),
        }
    }

    /// Returns what all sources say of a word of a language.
    pub fn look_up(&mut self, word: &str, lang: &Lang) -> Vec<Said> {
        let forms = dictionary_forms(word, lang.primary());
        let mut said = self.of_glossaries(&forms);
        if self.dictionaries.is_none() {
            self.open();
        }
        for dictionary in self.dictionaries.iter_mut().flatten() {
            match dictionary.look_up(&forms) {
                Ok(found) => said.extend(found),
                Err(error) => self.errors.push(format!("{}: {error}", dictionary.name)),
            }
        }
        if !self.sources.command.is_empty() {
            match command::ask(&self.sources.command, word) {
                Ok(Some(answer)) => said.push(Said {
                    from: self.sources.command.first().cloned().unwrap_or_default(),
                    headword: word.to_owned(),
                    lines: lines_of(&answer),
                    is_glossary: false,
                }),
                Ok(None) => {}
                Err(error) => self.errors.push(error),
            }
        }
        said
    }

    fn of_glossaries(&self, forms: &[String]) -> Vec<Said> {
        let mut said = Vec::new();
        for (glossary, by_word) in self.sources.glossaries.iter().zip(&self.glossaries) {
            let found = forms.iter().find_map(|form| by_word.get(form.as_str()));
            for &at in found.into_iter().flatten().take(MOST_ENTRIES * 2) {
                if let Some((term, rendering)) = glossary.terms.get(at) {
                    said.push(Said {
                        from: glossary.name.clone(),
                        headword: term.clone(),
                        lines: lines_of(rendering),
                        is_glossary: true,
                    });
                }
            }
        }
        said
    }

    fn open(&mut self) {
        let mut dictionaries = Vec::new();
        for path in &self.sources.dictionaries {
            match Dictionary::open(path) {
                Ok(dictionary) => dictionaries.push(dictionary),
                Err(error) => self.errors.push(format!("{}: {error}", shown_path(path))),
            }
        }
        self.dictionaries = Some(dictionaries);
    }
}

impl Dictionary {
    fn open(path: &Path) -> Result<Self, String> {
        if path.extension().is_some_and(|extension| extension == "ifo") {
            stardict::open(path)
        } else {
            dictd::open(path)
        }
    }

    /// Returns what it says under the first of the forms that it has.
    fn look_up(&mut self, forms: &[String]) -> Result<Vec<Said>, String> {
        let found = forms.iter().flat_map(|form| self.index.entries(form));
        let mut entries: Vec<Entry> = Vec::new();
        for entry in found {
            if entries.len() < MOST_ENTRIES && !entries.contains(&entry) {
                entries.push(entry);
            }
        }
        let mut said: Vec<Said> = Vec::new();
        for entry in entries {
            let bytes = self.body.read(entry.offset, entry.length)?;
            let text = match &self.is_stardict {
                Some(types) => stardict::article(&bytes, types),
                None => String::from_utf8_lossy(&bytes).into_owned(),
            };
            let mut lines = lines_of(&text);
            // A dictd entry says its headword first.
            if lines.first().is_some_and(|line| *line == entry.headword) {
                lines.remove(0);
            }
            if said.iter().any(|known| known.lines == lines) {
                continue;
            }
            said.push(Said {
                from: self.name.clone(),
                headword: entry.headword,
                lines,
                is_glossary: false,
            });
        }
        Ok(said)
    }
}

/// Returns the lines of a text that somebody else wrote, without controls.
fn lines_of(text: &str) -> Vec<String> {
    let clean = sanitise(text).text;
    let lines = clean.lines().map(str::trim_end);
    let lines = lines.filter(|line| !line.trim().is_empty());
    lines.take(MOST_LINES).map(ToOwned::to_owned).collect()
}
