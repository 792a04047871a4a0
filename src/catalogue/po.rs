//! The entries of a catalogue, from the reader of PO files.

use bayn_formats::FormatError;
use bayn_formats::po;

/// The translations of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Forms {
    /// One for all.
    One(String),
    /// One for each form of the plural.
    Many(Vec<String>),
}

/// A key and its translations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// `msgid`.
    pub id: String,
    /// `msgid_plural`.
    pub plural: Option<String>,
    /// `msgstr`, or `msgstr[0]` and so on.
    pub forms: Forms,
    /// Whether the words are those of a library, which are nowhere in the sources: `#. library`.
    pub library: bool,
    /// The line of `msgid`, from 1.
    pub line: usize,
}

impl From<po::Entry> for Entry {
    fn from(entry: po::Entry) -> Self {
        let library = entry.comments.iter().any(|line| line == "#. library");
        let forms = if entry.plural.is_none() {
            Forms::One(entry.text)
        } else {
            let others = entry.others.into_iter().map(|(_, form)| form);
            Forms::Many(std::iter::once(entry.text).chain(others).collect())
        };
        Self {
            id: entry.id,
            plural: entry.plural,
            forms,
            library,
            line: entry.line,
        }
    }
}

/// Reads the entries of a PO file; its head is none, and fuzzy ones count as not translated.
///
/// # Errors
/// Where the file is no PO.
pub fn parse(text: &str) -> Result<Vec<Entry>, FormatError> {
    let (entries, _) = po::entries(text)?;
    let translated = |entry: &po::Entry| !entry.id.is_empty() && !entry.fuzzy;
    let translated = entries.into_iter().filter(translated);
    Ok(translated.map(Entry::from).collect())
}
