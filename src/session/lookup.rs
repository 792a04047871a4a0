//! What glossaries and dictionaries say of a word, as the session holds it.

use bayn_text::Message;

/// What one glossary, dictionary or command says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// Its name.
    pub from: Message,
    /// The form of the word that it has.
    pub headword: String,
    /// What it says, line by line.
    pub lines: Vec<String>,
    /// Whether the user's own glossary says it.
    pub is_glossary: bool,
}

/// The word that was asked for last, and the answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lookup {
    /// The word.
    pub word: String,
    /// The answers, the user's own glossaries first.
    pub answers: Vec<Answer>,
    /// The word that is being asked for.
    pub asked: Option<String>,
}

/// One line of the panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line<'a> {
    /// The head of an answer: the form found, and who says it.
    Head(&'a str, &'a Message),
    /// What is said.
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
