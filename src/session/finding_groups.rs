//! What the checks found, by kind: each kind under a heading with its count, equal findings
//! together, and what is no error under a fold of its own.

use crate::session::review::{PlacedFinding, title};
use crate::session::state::State;
use bayn_doc::Bitext;
use bayn_doc::Severity;
use bayn_text::message::Separator;
use bayn_text::{Message, msg};

/// The fold of the findings that are no errors; no check has this name.
pub const NEUTRAL: &str = "neutral";

/// A line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row<'a> {
    /// The heading of a kind.
    Group {
        /// The check, or [`NEUTRAL`].
        name: &'a str,
        /// How many findings it has.
        count: usize,
        /// Whether they are shown.
        is_open: bool,
    },
    /// A finding, with the index of its bead.
    Finding(usize, &'a PlacedFinding),
}

/// Returns the findings that nobody dismissed, of the pairs that the filter lets pass, each
/// with the index of its bead, in the order of the beads.
#[must_use]
pub fn findings(state: &State) -> Vec<(usize, &PlacedFinding)> {
    if state.findings.list.as_ref().is_none_or(Vec::is_empty) {
        return Vec::new();
    }
    let places = state.bitext.places();
    state
        .findings
        .open(&state.review.notes)
        .filter_map(|finding| Some((*places.get(&finding.bead)?, finding)))
        .filter(|(bead, _)| state.review.filter.passes(*bead))
        .collect()
}

/// Returns the lines: kinds with the worst first, then as they come in the text. While the
/// list is thinned out every fold is open.
#[must_use]
pub fn rows(state: &State) -> Vec<Row<'_>> {
    let mut groups: Vec<(&str, Vec<(usize, &PlacedFinding)>)> = Vec::new();
    for (bead, finding) in findings(state) {
        let name = match finding.severity {
            Severity::Neutral => NEUTRAL,
            _ => finding.check.as_str(),
        };
        match groups.iter_mut().find(|(known, _)| *known == name) {
            Some((_, all)) => all.push((bead, finding)),
            None => groups.push((name, vec![(bead, finding)])),
        }
    }
    let worst =
        |all: &[(usize, &PlacedFinding)]| all.iter().map(|(_, finding)| finding.severity).max();
    groups.sort_by_key(|(name, all)| (*name == NEUTRAL, std::cmp::Reverse(worst(all))));
    let mut rows = Vec::new();
    for (name, mut all) in groups {
        put_equal_together(&state.bitext, &mut all);
        let is_open = is_open(state, name);
        rows.push(Row::Group {
            name,
            count: all.len(),
            is_open,
        });
        if is_open {
            let lines = all.into_iter();
            rows.extend(lines.map(|(bead, finding)| Row::Finding(bead, finding)));
        }
    }
    rows
}

/// Returns whether the findings of a kind are shown: all but those that are no errors, unless
/// the fold was turned.
fn is_open(state: &State, name: &str) -> bool {
    let turned = state.findings.turned.contains(name);
    state.thin.is_on() || (name == NEUTRAL) == turned
}

/// Puts findings that say the same of the same words behind the first of them.
fn put_equal_together(bitext: &Bitext, all: &mut [(usize, &PlacedFinding)]) {
    let says = |finding: &PlacedFinding| {
        let words = bayn_doc::Side::BOTH.map(|side| {
            let text = &bitext.documents[side].text;
            let spans = finding.spans[side].iter();
            spans
                .map(|span| span.of(text).to_owned())
                .collect::<Vec<_>>()
        });
        (finding.check.clone(), finding.message.to_string(), words)
    };
    let mut firsts = std::collections::HashMap::new();
    let ranks: Vec<usize> = all
        .iter()
        .enumerate()
        .map(|(at, (_, finding))| *firsts.entry(says(finding)).or_insert(at))
        .collect();
    let mut order: Vec<usize> = (0..all.len()).collect();
    order.sort_by_key(|&at| (ranks[at], at));
    let sorted: Vec<_> = order.into_iter().map(|at| all[at]).collect();
    all.copy_from_slice(&sorted);
}

/// Returns the heading of a kind.
#[must_use]
pub fn heading(name: &str, count: usize) -> Message {
    let heading = match name {
        NEUTRAL => msg!("no errors, worth a look"),
        check => title(check),
    };
    Message::joined([heading, Message::of(count)], Separator::Dot)
}
