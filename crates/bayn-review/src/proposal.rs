//! Proposals: what an automatic judge marked, until a person takes it or puts it aside.
//!
//! A proposal is a [`Finding`] whose check is `judge:` and the name of the judge, so that it is
//! listed, walked, dismissed and made a mark as findings are, and never counts as a mark of a
//! person. The judge's segments are found by the letters of their texts, whatever the white
//! space and wherever the beads begin: a judge may have read paragraphs or lines.

use crate::finding::Finding;
use crate::mqm;
use crate::position::{letters_of, squeezed};
use crate::rated::{RatedSegments, Segment, SegmentError};
use bayn_doc::{Annotations, Bitext, Entry, Severity, Side, Sides};
use bayn_text::message::Separator;
use bayn_text::{Message, msg};
use harf::Span;
use std::collections::{BTreeMap, BTreeSet};

/// What the check of a proposal begins with.
const JUDGE: &str = "judge:";

/// Returns the judge of a finding or a mark by its check; `None` for the checks of our own.
#[must_use]
pub fn judge_of(check: &str) -> Option<&str> {
    check.strip_prefix(JUDGE)
}

/// Returns the check of a judge's proposals.
#[must_use]
pub fn check_of(judge: &str) -> String {
    format!("{JUDGE}{judge}")
}

/// One thing that a judge marked, on its place in the texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// What is pointed at.
    pub finding: Finding,
    /// The MQM category, or the judge's own word where MQM-Core has none; may be empty.
    pub category: String,
}

/// The judgements of one judge, by its name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Judge {
    /// The name, as it is shown.
    pub name: String,
    /// What it marked.
    pub rated: RatedSegments,
}

/// Returns the proposals of a judge in the order of the texts, and how many of its segments
/// with errors are not in them. O(text + segments), where segments come in the text's order.
#[must_use]
pub fn place(judge: &Judge, bitext: &Bitext) -> (Vec<Proposal>, usize) {
    let mut letters = Sides::from_fn(|side| Letters::of(&bitext.documents[side].text));
    let mut known = BTreeSet::new();
    let (mut proposals, mut strays) = (Vec::new(), 0);
    for segment in &judge.rated.segments {
        // Found even without errors: the next one is looked for behind it.
        let places = Sides::from_fn(|side| letters[side].find(&segment.text[side]));
        let Some(target) = places.target else {
            strays += usize::from(!segment.errors.is_empty());
            continue;
        };
        for error in &segment.errors {
            let spans = spans_in(segment, error, &places, &letters);
            let bead = match Side::BOTH
                .iter()
                .find_map(|&side| Some((side, spans[side].first()?)))
            {
                Some((side, span)) => bitext.bead_at(side, span.start),
                None => bitext.bead_at(Side::Target, letters.target.byte(target)),
            };
            let proposal = proposal(&judge.name, error, bead, spans);
            let name = format!("{proposal:?}");
            if known.insert(name) {
                proposals.push(proposal);
            }
        }
    }
    proposals.sort_by_key(|proposal| proposal.finding.bead);
    (proposals, strays)
}

/// Returns the spans of an error in the documents.
fn spans_in(
    segment: &Segment,
    error: &SegmentError,
    places: &Sides<Option<usize>>,
    letters: &Sides<Letters>,
) -> Sides<Vec<Span>> {
    Sides::from_fn(|side| {
        let Some(at) = places[side] else {
            return Vec::new();
        };
        let spans = error.spans[side].iter().filter_map(|span| {
            let (start, end) = letters_of(&segment.text[side], *span);
            letters[side].span(at + start, at + end)
        });
        spans.collect()
    })
}

fn proposal(judge: &str, error: &SegmentError, bead: usize, spans: Sides<Vec<Span>>) -> Proposal {
    let found = mqm::resolve(&error.category);
    let what = match (found, error.category.as_str()) {
        (Some(found), _) => Message::label(found.name),
        (None, "") => msg!("an error"),
        (None, name) => Message::name(name),
    };
    let mut said = vec![what];
    if !error.note.is_empty() {
        said.push(Message::name(&error.note));
    }
    Proposal {
        finding: Finding {
            check: check_of(judge),
            severity: Severity::from_name(&error.severity).unwrap_or(Severity::Minor),
            message: Message::joined(said, Separator::Comma),
            bead,
            spans,
        },
        category: found.map_or_else(|| error.category.clone(), |found| found.mnemonic.to_owned()),
    }
}

/// A text by its letters, without white space.
struct Letters {
    squeezed: String,
    /// The byte of each letter in the squeezed text, and its bytes in the whole one.
    places: Vec<(usize, Span)>,
    /// The byte of the squeezed text behind what was found last.
    reached: usize,
}

impl Letters {
    fn of(text: &str) -> Self {
        let mut squeezed = String::with_capacity(text.len());
        let mut places = Vec::new();
        for (at, letter) in text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
            places.push((squeezed.len(), Span::new(at, at + letter.len_utf8())));
            squeezed.push(letter);
        }
        Self {
            squeezed,
            places,
            reached: 0,
        }
    }

    /// Returns the number of the letter at which a text begins: behind the last one, else
    /// anywhere.
    fn find(&mut self, text: &str) -> Option<usize> {
        let text = squeezed(text);
        if text.is_empty() {
            return None;
        }
        let behind = self
            .squeezed
            .get(self.reached..)
            .and_then(|rest| rest.find(&text));
        let at = behind
            .map(|at| at + self.reached)
            .or_else(|| self.squeezed.find(&text))?;
        self.reached = at + text.len();
        Some(self.places.partition_point(|(byte, _)| *byte < at))
    }

    /// Returns the byte of the whole text at which a letter begins.
    fn byte(&self, letter: usize) -> usize {
        self.places.get(letter).map_or(0, |(_, span)| span.start)
    }

    fn span(&self, start: usize, end: usize) -> Option<Span> {
        let first = self.places.get(start)?.1;
        let last = self.places.get(end.checked_sub(1)?)?.1;
        (start < end).then(|| Span::new(first.start, last.end))
    }
}

/// What became of the proposals of a judge.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Marks that were made of them.
    pub taken: usize,
    /// Proposals that were put aside.
    pub dismissed: usize,
}

/// Returns what became of each judge's proposals, by its name, as far as a review says it.
#[must_use]
pub fn outcomes(notes: &Annotations) -> BTreeMap<String, Outcome> {
    let mut all: BTreeMap<String, Outcome> = BTreeMap::new();
    let mut aside: BTreeMap<String, usize> = BTreeMap::new();
    for entry in notes.entries() {
        match entry {
            Entry::Mark(_, mark) => {
                if let Some(judge) = judge_of(&mark.check) {
                    all.entry(judge.to_owned()).or_default().taken += 1;
                }
            }
            Entry::Dismissal(key, _) => {
                let judge = judge_of(key).and_then(|rest| rest.rsplit_once(':'));
                if let Some((judge, _)) = judge {
                    *aside.entry(judge.to_owned()).or_default() += 1;
                }
            }
            _ => {}
        }
    }
    for (judge, count) in aside {
        let outcome = all.entry(judge).or_default();
        // What is taken is put aside too, so that it is not proposed again.
        outcome.dismissed = count.saturating_sub(outcome.taken);
    }
    all
}
