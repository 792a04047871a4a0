//! Proposals: marks of an automatic judge or another reviewer, until a person accepts or dismisses
//! them.
//!
//! What several of them marked alike is one proposal with all their names. A proposal is a [`Finding`] whose check is `judge:` and the name of the judge, so that it is
//! listed, visited, dismissed and accepted like a finding, and never counts as a mark of a
//! person. The verdict and the score of another reviewer on a pair are proposed too, under
//! a separate check: a [`Decision`]. Segments are found by the letters of their texts, ignoring white
//! space and bead borders: a judge may have read paragraphs or lines.

use crate::finding::Finding;
use crate::mqm;
use crate::position::{letters_of, squeezed};
use crate::rated::{RatedSegments, Segment, SegmentError, bead_text};
use bayn_doc::{Annotations, BeadId, BeadStatus, Bitext, Entry, Severity, Side, Sides};
use bayn_text::message::{Number, Separator};
use bayn_text::{Message, msg, shown};
use harf::Span;
use std::collections::BTreeMap;

/// The prefix of the check of a proposal.
const JUDGE: &str = "judge:";
const ACCEPTED: &str = "accepted:";
const NEEDS_REVIEW: &str = "needs-review:";
const REJECTED: &str = "rejected:";
const SCORE: &str = "score:";

/// Returns the judge of a finding or a mark by its check; `None` for our own checks, and for
/// decisions.
#[must_use]
pub fn judge_of(check: &str) -> Option<&str> {
    check.strip_prefix(JUDGE)
}

/// Returns what is said of a decision and of who took it, by the check of its proposal; `None` of every
/// other check.
#[must_use]
pub fn decision_of(check: &str) -> Option<Message> {
    let (kind, names) = check.split_at(check.find(':')? + 1);
    let names = shown(names);
    match kind {
        ACCEPTED => Some(msg!("accepted by {names}", names)),
        NEEDS_REVIEW => Some(msg!("needs another look: {names}", names)),
        REJECTED => Some(msg!("rejected by {names}", names)),
        SCORE => Some(msg!("scores by {names}", names)),
        _ => None,
    }
}

/// Returns the check id of a judge's proposals.
#[must_use]
pub fn check_of(judge: &str) -> String {
    format!("{JUDGE}{judge}")
}

/// A decision about a whole pair.
#[derive(Clone, Debug, PartialEq)]
pub enum Decision {
    /// A verdict.
    Verdict(BeadStatus),
    /// A score from 0 to 100.
    Score(f32),
}

impl Decision {
    /// Returns the prefix of the check of its proposal.
    const fn check(&self) -> &'static str {
        match self {
            Self::Verdict(BeadStatus::Accepted) => ACCEPTED,
            Self::Verdict(BeadStatus::NeedsReview) => NEEDS_REVIEW,
            Self::Verdict(BeadStatus::Rejected(_)) => REJECTED,
            Self::Score(_) => SCORE,
        }
    }

    /// Returns the severity that corresponds to the decision.
    const fn severity(&self) -> Severity {
        match self {
            Self::Verdict(BeadStatus::Rejected(_)) => Severity::Major,
            Self::Verdict(BeadStatus::NeedsReview) => Severity::Minor,
            Self::Verdict(BeadStatus::Accepted) | Self::Score(_) => Severity::Neutral,
        }
    }

    /// Returns whether both decisions are equal, ignoring the reason of a rejection.
    #[must_use]
    pub fn is_like(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Verdict(BeadStatus::Rejected(_)), Self::Verdict(BeadStatus::Rejected(_))) => {
                true
            }
            _ => self == other,
        }
    }

    /// Returns whether both are about the same question, so that one of them settles it.
    #[must_use]
    pub const fn competes(&self, other: &Self) -> bool {
        matches!(
            (self, other),
            (Self::Verdict(_), Self::Verdict(_)) | (Self::Score(_), Self::Score(_))
        )
    }

    /// Returns whether a review already has this decision.
    #[must_use]
    pub fn stands(&self, bead: BeadId, notes: &Annotations) -> bool {
        match self {
            Self::Verdict(_) => notes
                .verdict(bead)
                .is_some_and(|own| self.is_like(&Self::Verdict(own.status.clone()))),
            #[expect(
                clippy::float_cmp,
                reason = "a score that was taken is the same number"
            )]
            Self::Score(value) => notes.ratings_of(bead).any(|(_, own)| own.value == *value),
        }
    }

    /// Adds the reason of the same decision by another.
    fn add_reason(&mut self, other: &Self) {
        if let (
            Self::Verdict(BeadStatus::Rejected(reason)),
            Self::Verdict(BeadStatus::Rejected(more)),
        ) = (self, other)
            && !more.is_empty()
            && reason != more
        {
            if !reason.is_empty() {
                reason.push_str("; ");
            }
            reason.push_str(more);
        }
    }

    /// Says it of words of the pair.
    fn of_words(&self, words: &str) -> Message {
        let what = match self {
            Self::Verdict(BeadStatus::Rejected(reason)) if !reason.is_empty() => {
                Some(Message::name(reason))
            }
            Self::Verdict(_) => None,
            Self::Score(value) => Some(Message::of(Number::written(value.to_string()))),
        };
        let words = msg!("\u{201c}{words}\u{201d}", words);
        Message::joined(what.into_iter().chain([words]), Separator::Gap)
    }
}

/// One mark or decision of a judge, with its position in the texts.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// The finding.
    pub finding: Finding,
    /// The MQM category, or the judge's own term if MQM-Core has none; may be empty.
    pub category: String,
    /// The judge's comment.
    pub note: String,
    /// The suggestion.
    pub suggestion: String,
    /// The decision, if nothing is marked.
    pub decision: Option<Decision>,
}

impl Proposal {
    /// Returns whether two proposals are equal and on the same words.
    fn is_like(&self, other: &Self) -> bool {
        let (own, others) = (&self.finding, &other.finding);
        let decide_alike = match (&self.decision, &other.decision) {
            (Some(own), Some(others)) => own.is_like(others),
            (None, None) => true,
            _ => false,
        };
        decide_alike
            && own.spans == others.spans
            && own.severity == others.severity
            && own.bead == others.bead
            && self.category == other.category
            && self.suggestion == other.suggestion
    }
}

/// The judgements of one judge, by its name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Judge {
    /// The name, as it is shown.
    pub name: String,
    /// Its marks.
    pub rated: RatedSegments,
    /// Whether it is a person, whose verdicts and scores are proposed too.
    pub is_person: bool,
}

impl Judge {
    /// Returns the judges of a file: its raters, or one named after the file if it names none.
    #[must_use]
    pub fn all_of(rated: RatedSegments, file: &str) -> Vec<Self> {
        let mut all: Vec<Self> = Vec::new();
        for segment in rated.segments {
            let name = match segment.rater.as_str() {
                "" | "-" => file,
                rater => rater,
            };
            let at = all.iter().position(|judge| judge.name == name);
            let at = at.unwrap_or_else(|| {
                all.push(Self {
                    name: name.to_owned(),
                    ..Self::default()
                });
                all.len() - 1
            });
            if let Some(judge) = all.get_mut(at) {
                judge.rated.segments.push(segment);
            }
        }
        all
    }
}

/// Returns the proposals of judges in text order, and the number of segments with errors that are
/// not in them. O(text + segments) for each judge whose segments come in the text's order.
#[must_use]
pub fn place(judges: &[Judge], bitext: &Bitext) -> (Vec<Proposal>, usize) {
    // By bead, since what is alike is on one.
    let mut all: BTreeMap<usize, Vec<(Vec<&str>, Proposal)>> = BTreeMap::new();
    let mut strays = 0;
    for judge in judges {
        let (own, lost) = place_one(judge, bitext);
        strays += lost;
        for proposal in own {
            let here = all.entry(proposal.finding.bead).or_default();
            // Equal ones of the same judge are merged already; for those of others a name is added.
            let alike = here.iter_mut().find(|(names, other)| {
                !names.contains(&judge.name.as_str()) && other.is_like(&proposal)
            });
            match alike {
                Some((names, other)) => {
                    names.push(&judge.name);
                    if let (Some(other), Some(own)) = (&mut other.decision, &proposal.decision) {
                        other.add_reason(own);
                    }
                }
                None => here.push((vec![&judge.name], proposal)),
            }
        }
    }
    let proposals = all.into_values().flatten();
    let proposals = proposals.map(|(names, mut proposal)| {
        let names = names.join(", ");
        proposal.finding.check = match &proposal.decision {
            Some(decision) => {
                let words = words_of(bitext, proposal.finding.bead);
                proposal.finding.message = decision.of_words(&words);
                format!("{}{names}", decision.check())
            }
            None => check_of(&names),
        };
        proposal
    });
    (proposals.collect(), strays)
}

fn place_one(judge: &Judge, bitext: &Bitext) -> (Vec<Proposal>, usize) {
    let mut letters = Sides::from_fn(|side| Letters::of(&bitext.documents[side].text));
    let (mut proposals, mut strays) = (Vec::<Proposal>::new(), 0);
    for segment in &judge.rated.segments {
        // Searched even without errors: the search for the next one starts after it.
        let places = Sides::from_fn(|side| letters[side].find(&segment.text[side]));
        let Some((side, letter)) = [Side::Target, Side::Source]
            .into_iter()
            .find_map(|side| Some((side, places[side]?)))
        else {
            strays += usize::from(!segment.errors.is_empty());
            continue;
        };
        let begin = proposals.len();
        for error in &segment.errors {
            let spans = spans_in(segment, error, &places, &letters);
            let first = Side::BOTH
                .iter()
                .find_map(|&side| Some((side, spans[side].first()?.start)));
            let (side, byte) = first.unwrap_or_else(|| (side, letters[side].byte(letter)));
            let proposal = proposal(error, bitext.bead_at(side, byte), spans);
            let said = proposals.get(begin..).unwrap_or_default();
            if !said.iter().any(|other| other.is_like(&proposal)) {
                proposals.push(proposal);
            }
        }
        if judge.is_person {
            let bead = bitext.bead_at(side, letters[side].byte(letter));
            proposals.extend(decisions(segment).map(|decision| decided(decision, bead)));
        }
    }
    (proposals, strays)
}

/// Returns a person's decisions about a segment.
fn decisions(segment: &Segment) -> impl Iterator<Item = Decision> {
    let verdict = segment.verdict.clone().map(Decision::Verdict);
    #[expect(clippy::cast_possible_truncation, reason = "a score needs no 64 bits")]
    let score = segment.score.map(|score| Decision::Score(score as f32));
    verdict.into_iter().chain(score)
}

fn decided(decision: Decision, bead: usize) -> Proposal {
    Proposal {
        finding: Finding {
            check: String::new(),
            severity: decision.severity(),
            message: Message::default(),
            bead,
            spans: Sides::default(),
        },
        category: String::new(),
        note: String::new(),
        suggestion: String::new(),
        decision: Some(decision),
    }
}

/// Returns how a pair begins: its translation, or its source where that is empty.
fn words_of(bitext: &Bitext, bead: usize) -> String {
    const MOST: usize = 40;
    let bead = bitext.beads.get(bead);
    let text = |side| bead.map_or("", |bead| bead_text(bitext, bead, side).0);
    let text = match text(Side::Target) {
        "" => text(Side::Source),
        target => target,
    };
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match flat.char_indices().nth(MOST) {
        Some((at, _)) => format!("{}\u{2026}", flat.get(..at).unwrap_or("")),
        None => flat,
    }
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

fn proposal(error: &SegmentError, bead: usize, spans: Sides<Vec<Span>>) -> Proposal {
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
    if !error.suggestion.is_empty() {
        said.push(msg!(
            "suggests \u{201c}{words}\u{201d}",
            words = error.suggestion.as_str()
        ));
    }
    Proposal {
        finding: Finding {
            check: String::new(),
            severity: Severity::from_name(&error.severity).unwrap_or(Severity::Minor),
            message: Message::joined(said, Separator::Comma),
            bead,
            spans,
        },
        category: found.map_or_else(|| error.category.clone(), |found| found.mnemonic.to_owned()),
        note: error.note.clone(),
        suggestion: error.suggestion.clone(),
        decision: None,
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

    /// Returns the index of the letter at which a text begins: after the last one, else
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

/// The outcome of the proposals of a judge.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Marks that were made of them.
    pub taken: usize,
    /// Dismissed proposals.
    pub dismissed: usize,
}

/// Returns the outcome of each judge's proposals, by its name, as recorded in a review.
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
        // Accepted ones are dismissed too, so that they are not proposed again.
        outcome.dismissed = count.saturating_sub(outcome.taken);
    }
    all
}
