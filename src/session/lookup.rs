//! The glossary and dictionary entries of a word, as stored in the session.

use bayn_text::Message;

/// The entry of one glossary, dictionary or command.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// Its name.
    pub from: Message,
    /// The form of the word that it has.
    pub headword: String,
    /// The entry, line by line.
    pub lines: Vec<String>,
    /// Whether it is from the user's own glossary.
    pub is_glossary: bool,
}

/// The word looked up last, and its entries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lookup {
    /// The word.
    pub word: String,
    /// The entries, the user's own glossaries first.
    pub answers: Vec<Answer>,
    /// The word being looked up.
    pub asked: Option<String>,
}

/// One line of the panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line<'a> {
    /// The head of an entry: the form found, and its source.
    Head(&'a str, &'a Message),
    /// A line of the entry.
    Body(&'a str),
}

impl Lookup {
    /// Returns the lines of the panel.
    #[must_use]
    pub fn lines(&self) -> Vec<Line<'_>> {
        self.answers
            .iter()
            .flat_map(|answer| {
                let head = Line::Head(&answer.headword, &answer.from);
                let body = answer.lines.iter().map(|line| Line::Body(line));
                std::iter::once(head).chain(body)
            })
            .collect()
    }
}
