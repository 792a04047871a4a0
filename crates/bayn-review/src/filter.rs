//! Filters over beads, as a user types them: `weak & unreviewed`, `severity:major | note`.
//!
//! A filter is an expression of tests with `&` (or a space), `|`, `!` and brackets; `&` binds
//! tighter than `|`. [`parse`] reports errors with their position; [`select`] returns the beads.
//!
//! Tests: `reviewed unreviewed accepted needs-review rejected · weak confirmed unconfirmed ·
//! note mark score · non-1:1 no-counterpart crossing · text title furniture ·
//! sample · severity:NAME category:NAME rater:NAME check:ID score<N score>N`, `check` for any finding.
//! The texts are matched with patterns: `s:/…/ & !t:/…/`.

use crate::mqm;
use crate::pattern::{Pattern, end_of};
use crate::registry::CHECKS;
use bayn_doc::{Annotations, Bead, BeadId, BeadKind, BeadStatus, Bitext, LinkState, Severity};
use bayn_text::{Message, error_message, msg};
use std::collections::{HashMap, HashSet};

/// The data that a filter tests.
#[derive(Clone, Copy, Debug)]
pub struct Looked<'a> {
    /// The beads.
    pub bitext: &'a Bitext,
    /// Their annotations.
    pub notes: &'a Annotations,
    /// The ids of the checks with undismissed findings in a bead.
    pub checks: &'a HashMap<BeadId, Vec<String>>,
    /// The beads of the sample that is judged; without one all are judged.
    pub sample: Option<&'a HashSet<BeadId>>,
}

/// A filter.
#[derive(Clone, Debug, PartialEq)]
pub enum Filter {
    /// All of them pass; if empty, everything passes.
    All(Vec<Self>),
    /// One of them passes.
    Any(Vec<Self>),
    /// It does not pass.
    Not(Box<Self>),
    /// A test of a bead.
    Test(Test),
}

/// One test of a bead.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// It has a verdict.
    Reviewed,
    /// It was accepted.
    Accepted,
    /// It needs review.
    NeedsReview,
    /// It was rejected.
    Rejected,
    /// Its link is weak.
    Weak,
    /// A person confirmed it.
    Confirmed,
    /// It has a note, or a mark with a note.
    Note,
    /// It has a mark.
    Mark,
    /// It has a score.
    Scored,
    /// It is not one sentence to one.
    NotOneToOne,
    /// One side is empty.
    NoCounterpart,
    /// It crosses with another one.
    Crossing,
    /// It is of this kind.
    Kind(BeadKind),
    /// It has a mark of this severity.
    Severity(Severity),
    /// It has a mark of this category or of this dimension (mnemonics).
    Category(String),
    /// It has an annotation by this person.
    Rater(String),
    /// This check found something; `None`: any check.
    Check(Option<String>),
    /// A score is below this.
    ScoreBelow(f32),
    /// A score is above this.
    ScoreAbove(f32),
    /// It is in the sample that is judged.
    Sample,
    /// The texts match.
    Says(Pattern),
}

/// Why a filter could not be read: the byte where, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilterError {
    /// The byte in what was typed.
    pub at: usize,
    /// What is wrong.
    pub what: Message,
}

impl FilterError {
    /// Returns its message.
    #[must_use]
    pub fn message(&self) -> Message {
        msg!("{what} (at {at})", what = self.what, at = self.at)
    }
}

error_message!(FilterError);

/// The words without argument and what they test; `true` negates the test.
const WORDS: &[(&str, Test, bool)] = &[
    ("reviewed", Test::Reviewed, false),
    ("unreviewed", Test::Reviewed, true),
    ("accepted", Test::Accepted, false),
    ("needs-review", Test::NeedsReview, false),
    ("rejected", Test::Rejected, false),
    ("weak", Test::Weak, false),
    ("confirmed", Test::Confirmed, false),
    ("unconfirmed", Test::Confirmed, true),
    ("note", Test::Note, false),
    ("mark", Test::Mark, false),
    ("score", Test::Scored, false),
    ("non-1:1", Test::NotOneToOne, false),
    ("no-counterpart", Test::NoCounterpart, false),
    ("crossing", Test::Crossing, false),
    ("text", Test::Kind(BeadKind::Text), false),
    ("title", Test::Kind(BeadKind::Title), false),
    ("furniture", Test::Kind(BeadKind::Furniture), false),
    ("check", Test::Check(None), false),
    ("sample", Test::Sample, false),
];

/// Returns the words a filter can be made of, for completion.
pub fn vocabulary() -> impl Iterator<Item = &'static str> {
    let with_argument = [
        "severity:",
        "category:",
        "rater:",
        "check:",
        "score<",
        "score>",
        "s:",
        "t:",
    ];
    WORDS.iter().map(|word| word.0).chain(with_argument)
}

/// Reads a filter; an empty one passes everything.
///
/// # Errors
/// If a word is unknown or a bracket is unmatched.
pub fn parse(text: &str) -> Result<Filter, FilterError> {
    let mut parser = Parser {
        tokens: tokens(text),
        next: 0,
        end: text.len(),
        depth: 0,
    };
    if parser.tokens.is_empty() {
        return Ok(Filter::All(Vec::new()));
    }
    let filter = parser.any()?;
    match parser.tokens.get(parser.next) {
        Some((at, token)) => Err(FilterError {
            at: *at,
            what: msg!("{token} does not belong here", token),
        }),
        None => Ok(filter),
    }
}

fn tokens(text: &str) -> Vec<(usize, &str)> {
    let mut tokens = Vec::new();
    let mut start: Option<usize> = None;
    let mut inside = 0;
    for (at, letter) in text.char_indices() {
        if at < inside {
            continue;
        }
        // A pattern may contain spaces and punctuation.
        if letter == '/' && opens(text.get(start.unwrap_or(at)..at).unwrap_or_default()) {
            start = start.or(Some(at));
            inside = end_of(text, at).unwrap_or(text.len());
            continue;
        }
        let sign = matches!(letter, '&' | '|' | '!' | '(' | ')');
        if sign || letter.is_whitespace() {
            tokens.extend(
                start
                    .take()
                    .and_then(|from| Some((from, text.get(from..at)?))),
            );
            if sign {
                tokens.extend(text.get(at..at + 1).map(|sign| (at, sign)));
            }
        } else {
            start = start.or(Some(at));
        }
    }
    tokens.extend(start.and_then(|from| Some((from, text.get(from..)?))));
    tokens
}

/// Returns whether a slash after this begins a pattern.
fn opens(before: &str) -> bool {
    matches!(before, "" | "=" | "s:" | "t:" | "s:=" | "t:=")
}

struct Parser<'a> {
    tokens: Vec<(usize, &'a str)>,
    next: usize,
    end: usize,
    depth: usize,
}

impl<'a> Parser<'a> {
    fn peek(&self) -> Option<&'a str> {
        self.tokens.get(self.next).map(|token| token.1)
    }

    fn any(&mut self) -> Result<Filter, FilterError> {
        let mut parts = vec![self.all()?];
        while self.peek() == Some("|") {
            self.next += 1;
            parts.push(self.all()?);
        }
        Ok(single(parts, Filter::Any))
    }

    fn all(&mut self) -> Result<Filter, FilterError> {
        let mut parts = vec![self.one()?];
        loop {
            match self.peek() {
                Some("&") => self.next += 1,
                None | Some("|" | ")") => break,
                Some(_) => {}
            }
            parts.push(self.one()?);
        }
        Ok(single(parts, Filter::All))
    }

    fn one(&mut self) -> Result<Filter, FilterError> {
        let Some(&(at, token)) = self.tokens.get(self.next) else {
            return Err(FilterError {
                at: self.end,
                what: msg!("a condition is missing"),
            });
        };
        self.next += 1;
        let fail = |what: Message| FilterError { at, what };
        match token {
            "!" => Ok(Filter::Not(Box::new(self.deeper(at, Self::one)?))),
            "(" => {
                let inner = self.deeper(at, Self::any)?;
                if self.peek() != Some(")") {
                    return Err(fail(msg!("this bracket is never closed")));
                }
                self.next += 1;
                Ok(inner)
            }
            "&" | "|" | ")" => Err(fail(msg!("a condition is missing before this"))),
            word => test(word).map_err(fail),
        }
    }

    /// Nobody types a hundred brackets; a pasted file must not exhaust the stack.
    fn deeper(
        &mut self,
        at: usize,
        read: impl Fn(&mut Self) -> Result<Filter, FilterError>,
    ) -> Result<Filter, FilterError> {
        self.depth += 1;
        if self.depth > 100 {
            let what = msg!("too many brackets");
            return Err(FilterError { at, what });
        }
        let inner = read(self);
        self.depth -= 1;
        inner
    }
}

fn single(mut parts: Vec<Filter>, make: fn(Vec<Filter>) -> Filter) -> Filter {
    match (parts.len(), parts.pop()) {
        (1, Some(only)) => only,
        (_, last) => {
            parts.extend(last);
            make(parts)
        }
    }
}

/// Reads one condition.
fn test(word: &str) -> Result<Filter, Message> {
    let lower = word.to_lowercase();
    if let Some((_, test, turned)) = WORDS.iter().find(|(name, ..)| *name == lower) {
        let test = Filter::Test(test.clone());
        return Ok(if *turned {
            Filter::Not(Box::new(test))
        } else {
            test
        });
    }
    if let Some(pattern) = Pattern::typed(word) {
        return Ok(Filter::Test(Test::Says(pattern?)));
    }
    if let Some(("check", id)) = lower.split_once(':')
        && !id.is_empty()
        && !CHECKS.iter().any(|check| check.id == id)
    {
        return Err(msg!(
            "no check is called {name}; `bayn check --list` lists them",
            name = id
        ));
    }
    let test = argued(word, &lower).ok_or_else(|| msg!("{word} is not a condition", word))?;
    Ok(Filter::Test(test))
}

/// Reads a condition with an argument.
fn argued(word: &str, lower: &str) -> Option<Test> {
    for (sign, make) in [
        ("score<", Test::ScoreBelow as fn(f32) -> Test),
        ("score>", Test::ScoreAbove),
    ] {
        if let Some(number) = lower.strip_prefix(sign) {
            return Some(make(number.parse().ok()?));
        }
    }
    let (name, value) = word
        .split_once(':')
        .filter(|(_, value)| !value.is_empty())?;
    Some(match name.to_lowercase().as_str() {
        "severity" => Test::Severity(Severity::from_name(value)?),
        "category" => {
            let entry = mqm::resolve(value).or_else(|| mqm::search(value).first().copied());
            Test::Category(entry?.mnemonic.to_owned())
        }
        "rater" => Test::Rater(value.to_owned()),
        "check" => Test::Check(Some(value.to_lowercase())),
        _ => return None,
    })
}

impl Filter {
    /// Returns whether the filter tests findings.
    #[must_use]
    pub fn needs_checks(&self) -> bool {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().any(Self::needs_checks),
            Self::Not(part) => part.needs_checks(),
            Self::Test(test) => matches!(test, Test::Check(_)),
        }
    }

    /// Returns whether the bead passes.
    #[must_use]
    pub fn passes(&self, bead: &Bead, at: &Looked<'_>) -> bool {
        match self {
            Self::All(parts) => parts.iter().all(|part| part.passes(bead, at)),
            Self::Any(parts) => parts.iter().any(|part| part.passes(bead, at)),
            Self::Not(part) => !part.passes(bead, at),
            Self::Test(test) => test.holds(bead, at),
        }
    }
}

impl Test {
    fn holds(&self, bead: &Bead, at: &Looked<'_>) -> bool {
        let status = || at.notes.verdict(bead.id).map(|verdict| &verdict.status);
        let any_mark = |test: &dyn Fn(&bayn_doc::Mark) -> bool| {
            at.notes.marks_of(bead.id).any(|(_, mark)| test(mark))
        };
        let any_score = |test: &dyn Fn(f32) -> bool| {
            at.notes
                .ratings_of(bead.id)
                .any(|(_, rating)| test(rating.value))
        };
        match self {
            Self::Reviewed => status().is_some(),
            Self::Accepted => status() == Some(&BeadStatus::Accepted),
            Self::NeedsReview => status() == Some(&BeadStatus::NeedsReview),
            Self::Rejected => matches!(status(), Some(BeadStatus::Rejected(_))),
            Self::Weak => bead.is_weak(),
            Self::Confirmed => bead.link == LinkState::Confirmed,
            Self::Note => {
                at.notes.notes_of(bead.id).next().is_some()
                    || any_mark(&|mark| !mark.note.is_empty())
            }
            Self::Mark => any_mark(&|_| true),
            Self::Scored => any_score(&|_| true),
            Self::NotOneToOne => bead.shape() != (1, 1),
            Self::NoCounterpart => bead.is_null(),
            Self::Crossing => bead.crosses.is_some(),
            Self::Kind(kind) => bead.kind == *kind,
            Self::Severity(severity) => any_mark(&|mark| mark.severity == *severity),
            Self::Category(name) => any_mark(&|mark| {
                mqm::resolve(&mark.category)
                    .is_some_and(|entry| entry.mnemonic == name || entry.dimension() == name)
            }),
            Self::Rater(name) => {
                any_mark(&|mark| mark.rater == *name)
                    || at.notes.ratings_of(bead.id).any(|(by, _)| by == name)
                    || at
                        .notes
                        .notes_of(bead.id)
                        .any(|(_, note)| note.author == *name)
                    || at
                        .notes
                        .verdict(bead.id)
                        .is_some_and(|verdict| verdict.by == *name)
            }
            Self::Check(id) => at.checks.get(&bead.id).is_some_and(|found| {
                id.as_ref()
                    .map_or(!found.is_empty(), |id| found.contains(id))
            }),
            Self::ScoreBelow(limit) => any_score(&|value| value < *limit),
            Self::ScoreAbove(limit) => any_score(&|value| value > *limit),
            Self::Sample => at.sample.is_none_or(|sample| sample.contains(&bead.id)),
            Self::Says(pattern) => at
                .bitext
                .index_of(bead.id)
                .is_some_and(|index| pattern.holds(index, at.bitext)),
        }
    }
}

/// Returns the indexes of the beads that pass, in order.
#[must_use]
pub fn select(filter: &Filter, at: &Looked<'_>) -> Vec<usize> {
    at.bitext
        .beads
        .iter()
        .enumerate()
        .filter(|(_, bead)| filter.passes(bead, at))
        .map(|(index, _)| index)
        .collect()
}

/// The progress of a review; page furniture does not count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// The beads to review.
    pub beads: usize,
    /// Those accepted.
    pub accepted: usize,
    /// Those that need another look.
    pub needs_review: usize,
    /// Those rejected.
    pub rejected: usize,
    /// Those with a mark.
    pub marked: usize,
    /// Those with a score.
    pub scored: usize,
    /// Those whose link a person confirmed.
    pub confirmed: usize,
}

impl Progress {
    /// Returns the number of beads with a verdict.
    #[must_use]
    pub const fn reviewed(&self) -> usize {
        self.accepted + self.needs_review + self.rejected
    }

    /// Returns the decided part in whole percent, rounded down: 100 means all of them.
    #[must_use]
    pub const fn percent(&self) -> usize {
        match (self.reviewed() * 100).checked_div(self.beads) {
            Some(percent) => percent,
            None => 100,
        }
    }
}

/// Returns the progress of the review.
#[must_use]
pub fn progress(bitext: &Bitext, notes: &Annotations) -> Progress {
    let mut progress = Progress::default();
    for bead in &bitext.beads {
        if bead.kind == BeadKind::Furniture {
            continue;
        }
        progress.beads += 1;
        match notes.verdict(bead.id).map(|verdict| &verdict.status) {
            Some(BeadStatus::Accepted) => progress.accepted += 1,
            Some(BeadStatus::NeedsReview) => progress.needs_review += 1,
            Some(BeadStatus::Rejected(_)) => progress.rejected += 1,
            None => {}
        }
        progress.marked += usize::from(notes.marks_of(bead.id).next().is_some());
        progress.scored += usize::from(notes.ratings_of(bead.id).next().is_some());
        progress.confirmed += usize::from(bead.link == LinkState::Confirmed);
    }
    progress
}
