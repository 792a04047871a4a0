//! Tickets: the text and the revision that work was requested for.
//!
//! Work runs in the background, while the user changes parts, reloads, edits and undoes. Every
//! piece of work has a [`Ticket`] and every answer returns it; the session checks
//! it before it uses the answer.

use std::sync::Arc;

/// Which texts are open. Opening, reloading and changing to another part each create
/// another one; copies of a state have the same.
///
/// It is the address of something that lives as long as a ticket names it, so no two texts of
/// a process are ever mistaken for each other, without a counter.
#[derive(Clone, Debug, Default)]
pub struct TextId(Arc<TextMark>);

/// What a [`TextId`] points at; not a unit, so that each has an address of its own.
#[derive(Debug, Default)]
struct TextMark(#[allow(dead_code, reason = "its address is what counts")] u8);

impl PartialEq for TextId {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for TextId {}

/// How often the texts of a session were edited.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Revision {
    /// Changes of where sentences begin and end.
    pub sentences: u64,
    /// Changes of the beads; one of the sentences is one of these too.
    pub beads: u64,
}

/// What a piece of work was requested for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ticket {
    /// The texts.
    pub text: TextId,
    /// Their revision.
    pub revision: Revision,
}

/// What an answer depends on, which must be unchanged for the answer to be valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// The characters of the texts, which no edit changes.
    Text,
    /// The sentences.
    Sentences,
    /// The beads.
    Beads,
}

impl Basis {
    /// Returns whether what an answer depends on is the same in two revisions of a text.
    #[must_use]
    pub const fn holds(self, then: Revision, now: Revision) -> bool {
        match self {
            Self::Text => true,
            Self::Sentences => then.sentences == now.sentences,
            Self::Beads => then.beads == now.beads,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_is_another_and_a_copy_is_the_same() {
        let (one, other) = (TextId::default(), TextId::default());
        assert_ne!(one, other);
        assert_eq!(one, one.clone());
    }

    #[test]
    fn an_answer_holds_while_what_it_speaks_of_does() {
        let then = Revision::default();
        let linked = Revision { beads: 1, ..then };
        let cut = Revision {
            sentences: 1,
            beads: 2,
        };
        let holds =
            |now| [Basis::Text, Basis::Sentences, Basis::Beads].map(|it| it.holds(then, now));
        assert_eq!(holds(then), [true; 3]);
        assert_eq!(holds(linked), [true, true, false]);
        assert_eq!(holds(cut), [true, false, false]);
    }
}
