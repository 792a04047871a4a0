//! Which words of the two sides answer to each other, as far as somebody looks.
//!
//! Links are found beside the loop, a bead at a time: quick ones first, better ones when the
//! sentence encoder is there. The last few dozen beads are kept.

use crate::session::cursor::Cursor;
use bayn_align::WordLink;
use bayn_doc::{Bead, Bitext};
use bayn_doc::{Score, Side, Sides};
use harf::Span;
use std::ops::Range;

/// The sentences of a bead: what its links are kept under.
pub type Sentences = Sides<Range<usize>>;

/// Words that answer to another, with how sure that is, and their side.
pub type Answers = (Side, Vec<(Span, Score)>);

/// How many beads' links are kept.
const KEPT: usize = 64;

/// A link below this probability is doubtful.
pub const DOUBTFUL: f32 = 0.6;

/// Word links as the session holds them.
#[derive(Clone, Debug, PartialEq)]
pub struct Words {
    /// Whether the translation of the word under the caret is highlighted.
    pub lit: bool,
    /// The links of some beads, oldest first.
    known: Vec<(Sentences, Vec<WordLink>)>,
    /// The bead whose links are being found.
    pub asked: Option<Sentences>,
    /// Whether to go to the other side when they are.
    pub go: bool,
}

impl Default for Words {
    fn default() -> Self {
        Self {
            lit: true,
            known: Vec::new(),
            asked: None,
            go: false,
        }
    }
}

impl Words {
    /// Forgets all links, for another text.
    pub fn forget(&mut self) {
        *self = Self {
            lit: self.lit,
            ..Self::default()
        };
    }

    /// Returns the links of a bead, once they were found.
    #[must_use]
    pub fn links(&self, bead: &Bead) -> Option<&[WordLink]> {
        self.known
            .iter()
            .find(|(sentences, _)| *sentences == bead.sentences)
            .map(|(_, links)| links.as_slice())
    }

    /// Takes the links of a bead; better ones take the place of quick ones.
    pub fn insert(&mut self, sentences: Sentences, links: Vec<WordLink>) {
        self.known.retain(|(known, _)| *known != sentences);
        if self.known.len() >= KEPT {
            self.known.remove(0);
        }
        self.known.push((sentences, links));
    }

    /// Returns the words that answer to the one under the caret, best first, and their side;
    /// `None` without caret or before the links are known.
    #[must_use]
    pub fn answers(&self, bitext: &Bitext, cursor: Cursor) -> Option<Answers> {
        let (side, word) = cursor.word(bitext)?;
        let links = self.links(bitext.beads.get(cursor.bead)?)?;
        let mut found: Vec<(Span, Score)> = links
            .iter()
            .map(|link| match side {
                Side::Source => (link.source, link.target, link.probability),
                Side::Target => (link.target, link.source, link.probability),
            })
            .filter(|(own, _, _)| own.overlaps(word))
            .map(|(_, other, probability)| (other, probability))
            .collect();
        found.sort_by(|one, other| other.1.value().total_cmp(&one.1.value()));
        Some((side.other(), found))
    }
}
