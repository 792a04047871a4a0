//! The review in the session: annotations, history, and what must be
//! written to disk.
//!
//! Every change goes through a [`ReviewedBitext`], so that it can be undone and written down; the
//! session passes a [`Record`] of it to the loop, the only part that handles files. Names and times
//! come from outside.

use crate::session::command::Command;
use crate::session::pair_filter::PairFilter;
use bayn_doc::Sides;
use bayn_doc::{
    Annotations, BeadId, Bitext, Change, Entry, History, ReviewedBitext, Severity, Step,
};
use bayn_review::carry::Orphan;
use bayn_review::check::Options;
use bayn_review::proposal::{Decision, Proposal, decision_of, judge_of};
use bayn_review::scorecard::{Kind, Metric};
use bayn_review::{Finding, Keys, Method, registry};
use bayn_text::{Message, msg, shown};
use harf::Span;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// A change to be appended to the sidecar, in this order.
#[derive(Clone, Debug, PartialEq)]
pub enum Record {
    /// A change was made.
    Done(Change),
    /// The last change was undone; this is its inverse.
    Undone(Change),
    /// An undone change was redone.
    Redone(Change),
}

impl Record {
    /// Returns the change as it was carried out.
    #[must_use]
    pub const fn change(&self) -> &Change {
        match self {
            Self::Done(change) | Self::Undone(change) | Self::Redone(change) => change,
        }
    }
}

/// The annotations of the texts, with their history.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Review {
    /// Marks, notes, verdicts.
    pub notes: Annotations,
    /// The history.
    pub history: History,
    /// Why nothing may be changed, if so.
    pub read_only: Option<Message>,
    /// The reviewer.
    pub rater: String,
    /// The time of the event under way, in seconds since 1970; the loop sets it.
    pub now: u64,
    /// Whether to move to the next pair after a verdict.
    pub advance: bool,
    /// The number of beads with a verdict.
    pub decided: usize,
    /// The entries without a place in the current texts.
    pub orphans: Vec<Orphan>,
    /// The number of changes not yet on disk.
    pub unsaved: usize,
    /// How errors are marked, if chosen for this review; else by the setting.
    pub method: Option<Method>,
    /// The number of scores.
    pub scored: usize,
    /// The filter at whose pairs movement stops.
    pub filter: PairFilter,
    /// How errors are scored, if the client defines it.
    pub metric: Option<Arc<Metric>>,
}

impl Review {
    /// Returns why nothing may be changed, as a message for the user.
    #[must_use]
    pub fn refusal(&self) -> Option<Message> {
        let why = self.read_only.clone()?;
        Some(msg!("read only: {why}", why))
    }

    /// Returns the review of an opened sidecar.
    #[must_use]
    pub fn new(notes: Annotations, history: History, orphans: Vec<Orphan>) -> Self {
        let decided = notes
            .entries()
            .filter(|entry| matches!(entry, Entry::Verdict(..)))
            .count();
        let scored = notes
            .entries()
            .filter(|entry| matches!(entry, Entry::Rating(..)))
            .count();
        Self {
            notes,
            history,
            decided,
            scored,
            orphans,
            ..Self::default()
        }
    }

    /// Returns the kinds of the client's own typology; none if it is MQM-Core's.
    #[must_use]
    pub fn kinds(&self) -> &[Kind] {
        self.metric.as_ref().map_or(&[], |metric| &metric.kinds)
    }

    /// Lets `act` work on the texts, the notes and the history as one.
    pub(crate) fn with_review<R>(
        &mut self,
        bitext: &mut Arc<Bitext>,
        act: impl FnOnce(&mut ReviewedBitext) -> R,
    ) -> R {
        let mut review = ReviewedBitext {
            bitext: Arc::unwrap_or_clone(std::mem::take(bitext)),
            notes: std::mem::take(&mut self.notes),
            history: std::mem::take(&mut self.history),
        };
        let result = act(&mut review);
        *bitext = Arc::new(review.bitext);
        self.notes = review.notes;
        self.history = review.history;
        result
    }

    /// Updates the numbers of verdicts and scores after a change.
    pub(crate) fn count(&mut self, change: &Change) {
        let verdict = |entry: &Option<Box<Entry>>| {
            usize::from(matches!(entry.as_deref(), Some(Entry::Verdict(..))))
        };
        let score = |entry: &Option<Box<Entry>>| {
            usize::from(matches!(entry.as_deref(), Some(Entry::Rating(..))))
        };
        for step in &change.steps {
            if let Step::Entry { was, now } = step {
                self.decided = (self.decided + verdict(now)).saturating_sub(verdict(was));
                self.scored = (self.scored + score(now)).saturating_sub(score(was));
            }
        }
    }
}

/// A finding with the id of its bead.
///
/// It refers to its bead by id, since indexes change while the checks run and after.
#[derive(Clone, Debug, PartialEq)]
pub struct PlacedFinding {
    /// The key under which it is dismissed.
    pub key: String,
    /// Its bead.
    pub bead: BeadId,
    /// The id of the check.
    pub check: String,
    /// The MQM category of the mark that it becomes.
    pub category: String,
    /// The note of such a mark; its message if the judge gives none.
    pub note: String,
    /// A judge's suggestion for its words.
    pub suggestion: String,
    /// Another reviewer's decision about the pair, if nothing is marked.
    pub decision: Option<Decision>,
    /// The severity if it is an error.
    pub severity: Severity,
    /// The message.
    pub message: Message,
    /// Its spans in each document, in order.
    pub spans: Sides<Vec<Span>>,
}

impl PlacedFinding {
    /// Returns findings with the ids of their beads, in order.
    #[must_use]
    pub fn all(findings: Vec<Finding>, bitext: &Bitext) -> Vec<Self> {
        let of_check = |finding: Finding| {
            let category = registry::find(&finding.check).map_or("", |check| check.category);
            let category = category.to_owned();
            Proposal {
                finding,
                category,
                note: String::new(),
                suggestion: String::new(),
                decision: None,
            }
        };
        Self::of(findings.into_iter().map(of_check), bitext)
    }

    /// Returns the findings of checks and judges with the ids of their beads, in order.
    #[must_use]
    pub fn of(all: impl Iterator<Item = Proposal>, bitext: &Bitext) -> Vec<Self> {
        let mut keys = Keys::new(bitext);
        let placed = all.filter_map(|proposal| {
            let finding = proposal.finding;
            let bead = bitext.beads.get(finding.bead)?.id;
            Some(Self {
                key: keys.of(&finding),
                bead,
                check: finding.check,
                category: proposal.category,
                note: proposal.note,
                suggestion: proposal.suggestion,
                decision: proposal.decision,
                severity: finding.severity,
                message: finding.message,
                spans: finding.spans,
            })
        });
        placed.collect()
    }
}

impl PlacedFinding {
    /// Returns whether a review already has what another proposes: the same mark, verdict or score.
    fn is_recorded(&self, notes: &Annotations) -> bool {
        if let Some(decision) = &self.decision {
            return decision.stands(self.bead, notes);
        }
        judge_of(&self.check).is_some()
            && notes.marks_of(self.bead).any(|(_, mark)| {
                mark.spans == self.spans
                    && mark.severity == self.severity
                    && mark.category == self.category
                    && mark.suggestion == self.suggestion
            })
    }
}

/// Returns the name of a check, or of the judge whose proposals have it.
#[must_use]
pub fn title(check: &str) -> Message {
    if let Some(found) = registry::find(check) {
        return Message::label(found.title);
    }
    let proposed = judge_of(check).map(|judge| msg!("proposed by {judge}", judge = shown(judge)));
    proposed
        .or_else(|| decision_of(check))
        .unwrap_or_else(|| Message::name(check))
}

/// The findings of the checks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Findings {
    /// The findings, in the order of the beads; `None` before the checks ran.
    pub list: Option<Vec<PlacedFinding>>,
    /// The kinds whose fold in the list is not in its initial state.
    pub turned: BTreeSet<String>,
    /// The command to run when they finish.
    pub asked: Option<Command>,
    /// Which checks run, with the user's glossary and rules.
    pub options: Arc<Options>,
}

impl Findings {
    /// Returns the findings that nobody dismissed or accepted, and proposals of others unless the
    /// review already has them.
    pub fn open<'a>(&'a self, notes: &'a Annotations) -> impl Iterator<Item = &'a PlacedFinding> {
        self.list
            .iter()
            .flatten()
            .filter(|finding| !notes.is_dismissed(&finding.key))
            .filter(|at| !notes.is_taken_over(at.bead, &at.check, &at.spans))
            .filter(|at| !at.is_recorded(notes))
    }

    /// Returns the checks with undismissed findings, by bead.
    #[must_use]
    pub fn by_bead(&self, notes: &Annotations) -> HashMap<BeadId, Vec<String>> {
        let mut found: HashMap<BeadId, Vec<String>> = HashMap::new();
        for finding in self.open(notes) {
            let checks = found.entry(finding.bead).or_default();
            if !checks.contains(&finding.check) {
                checks.push(finding.check.clone());
            }
        }
        found
    }
}
