//! Further translations of the same source, shown next to the first.
//!
//! The bitext of the source and the first translation stays the one that is read, reviewed
//! and repaired. Every further translation has its own alignment with the source;
//! [`Group`]s map its sentences to beads of the first bitext, so
//! that all panes scroll together by sentence. Nothing here is written to disk.

mod difference;
mod group;

pub use difference::{Difference, compare};
pub use group::{Group, groups};

use crate::session::about::About;
use bayn_doc::Side;
use bayn_doc::{Bead, BeadKind, Bitext, Document};
use bayn_text::Found;
use bayn_text::Message;
use bayn_text::message::Separator;
use bayn_text::msg;
use std::ops::Range;
use std::sync::Arc;

/// The most translations that a session shows, the first one counted.
pub const MOST: usize = 9;

/// The state of the alignment of a further translation with the source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stage {
    /// By position only; the quick one is in progress.
    Draft,
    /// The quick one, by strings; alignment by meaning follows.
    Quick,
    /// Final, or taken from a review.
    #[default]
    Done,
}

/// A further translation: a text and its alignment with the source.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Text {
    /// Data about it other than its characters.
    pub about: About,
    /// The text.
    pub document: Document,
    /// Its beads with the source; they cover both.
    pub beads: Vec<Bead>,
    /// The groups of its sentences and the beads of the first bitext; they cover those.
    pub groups: Vec<Group>,
    /// The state of its alignment.
    pub stage: Stage,
}

impl Text {
    /// Returns the group that contains a bead of the first bitext.
    #[must_use]
    pub fn group_of(&self, bead: usize) -> Option<&Group> {
        let at = self.groups.partition_point(|group| group.main.end <= bead);
        self.groups.get(at)
    }

    /// Returns what is in the text at a group.
    #[must_use]
    pub fn text_of(&self, group: &Group) -> &str {
        self.document
            .span_of(&group.sentences)
            .map_or("", |span| span.of(&self.document.text))
    }

    /// Returns the characters of the text that are not shown as they are.
    #[must_use]
    pub fn hidden_characters(&self) -> &[Found] {
        &self.about.found
    }
}

/// The further translations and how they are shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Several {
    /// The second translation, the third, and so on.
    pub texts: Vec<Arc<Text>>,
    /// The numbers of the translations that are not shown; the first translation is 1.
    pub hidden: Vec<usize>,
    /// If there is no room for all: which of the shown ones comes first.
    pub turn: usize,
    /// Whether the words in which translations differ are marked.
    pub differences: bool,
    /// Whether one of the texts is being aligned by meaning.
    pub is_asked: bool,
}

impl Several {
    /// Returns whether there is only one translation.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// Returns the numbers of the translations that are to be shown, from 1.
    #[must_use]
    pub fn chosen(&self) -> Vec<usize> {
        (1..=self.texts.len() + 1)
            .filter(|number| !self.hidden.contains(number))
            .collect()
    }

    /// Returns those of the selected translations that are shown if `room` of them fit, in
    /// the order of their numbers.
    #[must_use]
    pub fn window(&self, room: usize) -> Vec<usize> {
        let mut wanted = self.chosen();
        if room < wanted.len() {
            let turn = self.turn % wanted.len();
            wanted.rotate_left(turn);
            wanted.truncate(room.max(1));
            wanted.sort_unstable();
        }
        wanted
    }

    /// Returns a further translation by its number, from 2.
    #[must_use]
    pub fn text(&self, number: usize) -> Option<&Arc<Text>> {
        self.texts.get(number.checked_sub(2)?)
    }

    /// Adds a further translation with its alignment with the source.
    pub fn add(&mut self, main: &Bitext, document: Document, about: About, beads: Vec<Bead>) {
        let groups = groups(&main.beads, &beads);
        self.texts.push(Arc::new(Text {
            about,
            document,
            beads,
            groups,
            stage: Stage::Done,
        }));
    }

    /// Computes the groups of every text again, after the beads of the first bitext have changed.
    pub fn regroup(&mut self, main: &Bitext) {
        for text in &mut self.texts {
            let found = groups(&main.beads, &text.beads);
            if found != text.groups {
                Arc::make_mut(text).groups = found;
            }
        }
    }

    /// Adapts to new source sentence boundaries, which began at the bytes `was`: every
    /// text stays linked to the sentence that begins there or next.
    pub fn resegmented(&mut self, was: &[usize], main: &Bitext) {
        let sentences = &main.documents.source.sentences;
        let same = sentences.iter().map(|sentence| sentence.span.start);
        if same.eq(was.iter().copied()) {
            return;
        }
        let moved = |at: usize| match was.get(at) {
            Some(&byte) => sentences.partition_point(|sentence| sentence.span.start < byte),
            None => sentences.len(),
        };
        for text in &mut self.texts {
            let text = Arc::make_mut(text);
            for bead in &mut text.beads {
                let range = &mut bead.sentences.source;
                *range = moved(range.start)..moved(range.end);
            }
            text.beads.retain(|bead| bead.shape() != (0, 0));
        }
    }

    /// Stores the alignment of a further translation (the first of them is 0), if it is still
    /// one of these sentences.
    pub fn aligned(&mut self, at: usize, beads: Vec<Bead>, stage: Stage, main: &Bitext) {
        let Some(text) = self.texts.get_mut(at) else {
            return;
        };
        let ends = beads.last().map_or((0, 0), |bead| {
            (bead.sentences.source.end, bead.sentences.target.end)
        });
        let source = main.documents.source.sentences.len();
        if ends != (source, text.document.sentences.len()) {
            return;
        }
        let text = Arc::make_mut(text);
        text.groups = groups(&main.beads, &beads);
        text.beads = beads;
        text.stage = stage;
    }

    /// Returns the next translation that is to be aligned by meaning (the first is 0).
    #[must_use]
    pub fn next_quick(&self) -> Option<usize> {
        let is_quick = |text: &Arc<Text>| text.stage == Stage::Quick;
        self.texts.iter().position(is_quick)
    }
}

/// Returns the sentences of the first translation that are at a group.
#[must_use]
pub fn sentences_of(main: &Bitext, group: &Group) -> Range<usize> {
    let first = main.beads.get(group.main.start);
    let last = main.beads.get(group.main.end.saturating_sub(1));
    match (first, last) {
        (Some(first), Some(last)) => first.sentences.target.start..last.sentences.target.end,
        _ => 0..0,
    }
}

/// Returns in which words a further translation and the first differ at a group; `None`
/// if their languages differ.
#[must_use]
pub fn difference(main: &Bitext, text: &Text, group: &Group) -> Option<Difference> {
    let document = &main.documents.target;
    if document.lang.primary() != text.document.lang.primary() {
        return None;
    }
    let first = placed(document, &sentences_of(main, group));
    let other = placed(&text.document, &group.sentences);
    let mut found = compare(first.1, other.1);
    for (spans, base) in [(&mut found.first, first.0), (&mut found.other, other.0)] {
        for span in spans {
            *span = span.shifted(base);
        }
    }
    Some(found)
}

/// Returns where sentences begin, and their text.
fn placed<'a>(document: &'a Document, sentences: &Range<usize>) -> (usize, &'a str) {
    document
        .span_of(sentences)
        .map_or((0, ""), |span| (span.start, span.of(&document.text)))
}

/// Returns why a bead is listed: what a shown translation omits, adds or expresses in
/// other words. `None` if nothing differs, and for page furniture.
#[must_use]
pub fn why(main: &Bitext, several: &Several, bead: usize) -> Option<Message> {
    let found = main.beads.get(bead)?;
    if found.kind == BeadKind::Furniture {
        return None;
    }
    let wanted = several.chosen();
    let mut says = Vec::new();
    let mut anybody = false;
    for &number in &wanted {
        let Some(text) = several.text(number) else {
            continue;
        };
        let Some(group) = text.group_of(bead).filter(|group| group.main.start == bead) else {
            continue;
        };
        anybody |= !group.left_out && !group.sentences.is_empty();
        if group.left_out {
            says.push(msg!("translation {number} leaves this out", number));
        } else if wanted.contains(&1) && !sentences_of(main, group).is_empty() {
            match difference(main, text, group) {
                Some(difference) if !difference.is_none() => says.push(msg!(
                    "{number} and 1 differ in {differing} of {words} words",
                    number,
                    differing = difference.differing,
                    words = difference.words
                )),
                _ => {}
            }
        }
        if group.added {
            says.push(msg!(
                "translation {number} says more than the source",
                number
            ));
        }
    }
    let unaligned = found.sentences.target.is_empty() && found.crosses.is_none();
    if unaligned && anybody && wanted.contains(&1) {
        says.insert(0, msg!("translation 1 leaves this out"));
    }
    (!says.is_empty()).then(|| Message::joined(says, Separator::Semicolon))
}

/// Returns the first word of the first translation that a shown one translates differently.
#[must_use]
pub fn first_difference(main: &Bitext, several: &Several, bead: usize) -> Option<(Side, usize)> {
    several.chosen().into_iter().find_map(|number| {
        let text = several.text(number)?;
        let group = text.group_of(bead)?;
        let found = difference(main, text, group)?;
        found.first.first().map(|span| (Side::Target, span.start))
    })
}
