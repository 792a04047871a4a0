//! The dialogue for a mark: dimension, subtype, severity, each by one key.
//!
//! ```text
//! v … e   a          m        M           note, Enter
//!         dimension  subtype  severity
//! ```
//!
//! The tree is that of MQM-Core; `/` searches all of it. A client's own typology is one list of kinds
//! instead of dimension and subtype.

use crate::session::prompt::Prompt;
use bayn_doc::Sides;
use bayn_doc::{BeadId, MarkId};
use bayn_review::mqm::{self, Category};
use harf::Span;

/// What is being chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// The kind of the client's typology, with the selected line.
    Kind(usize),
    /// The dimension, with the line chosen.
    Dimension(usize),
    /// A subtype of the dimension with this mnemonic, with the line chosen; the first line
    /// is the dimension itself.
    Subtype(&'static str, usize),
    /// Any entry that matches the words, with the selected line.
    Search(Prompt, usize),
    /// The severity of an error of the category with this mnemonic.
    Severity(String),
}

/// A mark being made or changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dialogue {
    /// The bead it belongs to.
    pub bead: BeadId,
    /// Its words.
    pub spans: Sides<Vec<Span>>,
    /// The mark being changed; `None` for a new one.
    pub changing: Option<MarkId>,
    /// What is being chosen.
    pub choice: Choice,
}

impl Dialogue {
    /// Returns the entries of MQM-Core to choose from and the line chosen; `None` if it is not
    /// these that are shown.
    #[must_use]
    pub fn entries(&self) -> (Vec<&'static Category>, usize) {
        match &self.choice {
            Choice::Dimension(at) => (mqm::dimensions().collect(), *at),
            Choice::Subtype(dimension, at) => {
                let own = mqm::find(dimension).into_iter();
                (own.chain(mqm::subtypes(dimension)).collect(), *at)
            }
            Choice::Search(prompt, at) => (mqm::search(prompt.text()), *at),
            Choice::Kind(_) | Choice::Severity(_) => (Vec::new(), 0),
        }
    }
}
