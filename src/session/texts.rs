//! The texts of a session: their beads, their revision, and data about them.

use crate::session::about::About;
use crate::session::event::Effect;
use crate::session::part::Part;
use crate::session::several::Several;
use crate::session::ticket::{Revision, TextId, Ticket};
use crate::session::work::Work;
use bayn_doc::{BeadId, BeadKind, Bitext, Side, Sides};
use std::sync::Arc;

/// The texts that are open.
#[derive(Clone, Debug, PartialEq)]
pub struct Texts {
    /// The two texts and their alignment.
    pub bitext: Arc<Bitext>,
    /// Their identity.
    pub id: TextId,
    /// Their revision.
    pub revision: Revision,
    /// Data about each text.
    pub about: Sides<About>,
    /// Further translations of the source.
    pub several: Several,
    /// The page furniture: all other pairs are to be reviewed.
    pub furniture: Vec<BeadId>,
    /// The open part, if a file is read part by part.
    pub part: Option<Part>,
}

impl Texts {
    /// Returns the texts of a bitext, whose beads get ids if they have none.
    pub(crate) fn new(mut bitext: Bitext, about: Sides<About>) -> Self {
        if bitext.beads.iter().any(|bead| bead.id == BeadId(0)) {
            bitext.name_beads();
        }
        Self {
            furniture: furniture(&bitext),
            bitext: Arc::new(bitext),
            id: TextId::default(),
            revision: Revision::default(),
            about,
            several: Several::default(),
            part: None,
        }
    }

    /// Returns the side of a text that is read by itself; `None` if there are several, or if
    /// other parts of the file may contain its translation.
    #[must_use]
    pub fn alone(&self) -> Option<Side> {
        let whole = self.part.is_none() && self.several.is_empty();
        whole.then(|| self.bitext.only_side()).flatten()
    }

    /// Returns the ticket for work requested now.
    #[must_use]
    pub fn ticket(&self) -> Ticket {
        Ticket {
            text: self.id.clone(),
            revision: self.revision,
        }
    }

    /// Returns the effect that requests work.
    pub(crate) fn ask(&self, work: Work) -> Effect {
        Effect::Work(self.ticket(), work)
    }

    /// Returns the index of the last bead; 0 when there is none.
    #[must_use]
    pub fn last_bead(&self) -> usize {
        self.bitext.beads.len().saturating_sub(1)
    }

    /// Returns how many pairs are to be reviewed.
    #[must_use]
    pub fn pairs(&self) -> usize {
        self.bitext.beads.len() - self.furniture.len()
    }

    /// Returns whether a paragraph begins with this bead on either side.
    #[must_use]
    pub fn begins_paragraph(&self, bead: usize) -> bool {
        let Some(bead) = self.bitext.beads.get(bead) else {
            return false;
        };
        Side::BOTH.into_iter().any(|side| {
            let document = &self.bitext.documents[side];
            let first = bead.sentences[side].start;
            !bead.sentences[side].is_empty()
                && document
                    .sentences
                    .get(first)
                    .and_then(|sentence| document.paragraphs.get(sentence.paragraph))
                    .is_some_and(|paragraph| paragraph.sentences.start == first)
        })
    }

    /// Returns the text of one side of a bead; see [`Bitext::text_of`].
    #[must_use]
    pub fn text_of(&self, bead: usize, side: Side) -> &str {
        self.bitext.text_of(bead, side)
    }

    /// Returns the bead that contains the byte of a side; see [`Bitext::bead_at`].
    #[must_use]
    pub fn bead_at(&self, side: Side, byte: usize) -> usize {
        self.bitext.bead_at(side, byte)
    }

    /// Returns the bead that contains a sentence of a side; see [`Bitext::bead_of_sentence`].
    #[must_use]
    pub fn bead_of_sentence(&self, side: Side, sentence: usize) -> usize {
        self.bitext.bead_of_sentence(side, sentence)
    }
}

/// Returns the page furniture of the texts.
pub(crate) fn furniture(bitext: &Bitext) -> Vec<BeadId> {
    let beads = bitext.beads.iter();
    let furniture = beads.filter(|bead| bead.kind == BeadKind::Furniture);
    furniture.map(|bead| bead.id).collect()
}

/// Texts with fewer sentences than this may have no pair by chance.
const ENOUGH: usize = 10;
/// The minimum share of sentences with counterpart in texts that are translations, in percent.
const LINKED: usize = 10;

/// Returns whether the two texts seem not to be translations of each other: hardly a sentence
/// of the shorter one has a counterpart.
#[must_use]
pub fn are_strangers(bitext: &Bitext) -> bool {
    let linked = bitext.beads.iter().filter(|bead| !bead.is_null());
    let linked: usize = linked.map(|bead| bead.sentences.source.len()).sum();
    let counts = Side::BOTH.map(|side| bitext.documents[side].sentences.len());
    let fewest = counts[0].min(counts[1]);
    fewest >= ENOUGH && linked * 100 < fewest * LINKED
}
