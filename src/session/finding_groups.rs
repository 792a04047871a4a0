//! The findings of the checks by kind: each kind under a heading with its count, the same finding at
//! many places as one expandable line, and neutral findings under a collapsed heading of their own.

use crate::session::panel::{Panel, describe_finding};
use crate::session::review::{PlacedFinding, title};
use crate::session::reviewing::Reviewing;
use crate::session::state::State;
use crate::session::texts::Texts;
use crate::session::ui::Ui;
use bayn_doc::{Bitext, Severity};
use bayn_review::RepeatKey;
use bayn_review::proposal::judge_of;
use bayn_text::message::Separator;
use bayn_text::{Message, msg};
use std::cmp::Reverse;
use std::collections::HashMap;

/// The group of the neutral findings; no check has this name.
pub const NEUTRAL: &str = "neutral";

/// A finding with the index of its bead.
pub type Place<'a> = (usize, &'a PlacedFinding);

/// A line of the list.
#[derive(Clone, Debug, PartialEq)]
pub enum Row<'a> {
    /// The heading of a kind.
    Group {
        /// The check, or [`NEUTRAL`].
        name: &'a str,
        /// How many lines it has.
        count: usize,
    },
    /// A finding with its places, one or more.
    Repeated(Vec<Place<'a>>),
    /// One place of the finding before it, which is open.
    Place(Place<'a>),
}

/// Returns the findings that are not dismissed, of the pairs that match the filter, each
/// with the index of its bead, in the order of the beads.
#[must_use]
pub fn findings<'a>(texts: &'a Texts, reviewing: &'a Reviewing) -> Vec<Place<'a>> {
    if reviewing.findings.list.as_ref().is_none_or(Vec::is_empty) {
        return Vec::new();
    }
    let places = texts.bitext.places();
    reviewing
        .findings
        .open(&reviewing.review.notes)
        .filter_map(|finding| Some((*places.get(&finding.bead)?, finding)))
        .filter(|(bead, _)| reviewing.review.filter.passes(*bead))
        .collect()
}

/// Returns the lines: kinds with the worst first, then in the order of the text. While the
/// list is filtered, every group is expanded.
#[must_use]
pub fn rows(state: &State) -> Vec<Row<'_>> {
    let mut groups: Vec<(&str, Vec<Place<'_>>)> = Vec::new();
    for (bead, finding) in findings(&state.texts, &state.reviewing) {
        let name = group_of(finding);
        match groups.iter_mut().find(|(known, _)| *known == name) {
            Some((_, all)) => all.push((bead, finding)),
            None => groups.push((name, vec![(bead, finding)])),
        }
    }
    let order = order(&state.reviewing);
    groups.sort_by_key(|(name, _)| order.get(name).copied());
    let mut rows = Vec::new();
    for (name, all) in groups {
        let lines = by_finding(&state.texts.bitext, all);
        rows.push(Row::Group {
            name,
            count: lines.len(),
        });
        if !is_open(&state.reviewing, &state.ui, name) {
            continue;
        }
        for places in lines {
            let fold = fold_of(&places);
            rows.push(Row::Repeated(places.clone()));
            if fold.is_some_and(|fold| state.reviewing.findings.turned.contains(fold)) {
                rows.extend(places.into_iter().map(Row::Place));
            }
        }
    }
    rows
}

/// Returns the rank of each kind in the list: the worst first, then in the order of the text.
/// Accepted and dismissed findings count too, so that the order of the list does not change while one goes
/// through it.
fn order(reviewing: &Reviewing) -> HashMap<&str, (bool, Reverse<Severity>, usize)> {
    let mut order: HashMap<&str, (bool, Reverse<Severity>, usize)> = HashMap::new();
    for (at, finding) in reviewing.findings.list.iter().flatten().enumerate() {
        let name = group_of(finding);
        let known = order.entry(name);
        let (_, worst, _) = known.or_insert((name == NEUTRAL, Reverse(finding.severity), at));
        *worst = (*worst).min(Reverse(finding.severity));
    }
    order
}

/// Returns the kind that a finding is listed under.
fn group_of(finding: &PlacedFinding) -> &str {
    let proposed = judge_of(&finding.check).is_some() || finding.decision.is_some();
    match (finding.severity, proposed) {
        // Neutral marks of a person are listed with the other marks of that person.
        (Severity::Neutral, false) => NEUTRAL,
        _ => finding.check.as_str(),
    }
}

/// Returns what a finding says below the heading of its kind, which is said there once.
#[must_use]
pub fn described(finding: &PlacedFinding) -> Message {
    if group_of(finding) == NEUTRAL || finding.message.is_empty() {
        return describe_finding(finding);
    }
    finding.message.clone()
}

/// Returns the kind of the finding at a line of the list, where that line does not say it.
#[must_use]
pub fn kind_of(state: &State, panel: Panel, line: usize) -> Option<Message> {
    if panel != Panel::Findings {
        return None;
    }
    let found = chosen(state, line).into_iter().next()?;
    (group_of(&found) != NEUTRAL).then(|| title(&found.check))
}

/// Returns the findings of a line: for a repeated one all its places, for a heading its whole kind, even
/// if that is collapsed.
#[must_use]
pub fn chosen(state: &State, line: usize) -> Vec<PlacedFinding> {
    let places = match rows(state).into_iter().nth(line) {
        Some(Row::Repeated(places)) => places,
        Some(Row::Place(place)) => vec![place],
        Some(Row::Group { name, .. }) => findings(&state.texts, &state.reviewing)
            .into_iter()
            .filter(|(_, finding)| group_of(finding) == name)
            .collect(),
        None => Vec::new(),
    };
    places
        .into_iter()
        .map(|(_, finding)| finding.clone())
        .collect()
}

/// Returns the name of the group of places of a repeated finding; none if there is only one.
#[must_use]
pub fn fold_of<'a>(places: &[Place<'a>]) -> Option<&'a str> {
    match places {
        [(_, first), _, ..] => Some(&first.key),
        _ => None,
    }
}

/// Returns whether the findings of a kind are shown: all except the neutral ones, unless
/// the group was toggled. While the list is filtered, every kind is expanded.
#[must_use]
pub fn is_open(reviewing: &Reviewing, ui: &Ui, name: &str) -> bool {
    let turned = reviewing.findings.turned.contains(name);
    ui.thin.is_on() || (name == NEUTRAL) == turned
}

/// Returns findings with those that repeat them, each under its first place.
fn by_finding<'a>(bitext: &Bitext, all: Vec<Place<'a>>) -> Vec<Vec<Place<'a>>> {
    let mut groups: Vec<Vec<Place<'a>>> = Vec::new();
    let mut known = HashMap::new();
    for (bead, finding) in all {
        let said = (&*finding.check, finding.severity, &finding.message);
        let key = RepeatKey::of(said, &finding.spans, bitext);
        let at = *known.entry(key).or_insert(groups.len());
        match groups.get_mut(at) {
            Some(places) => places.push((bead, finding)),
            None => groups.push(vec![(bead, finding)]),
        }
    }
    groups
}

/// Returns the heading of a kind.
#[must_use]
pub fn heading(name: &str, count: usize) -> Message {
    let heading = match name {
        NEUTRAL => msg!("not errors, but worth a look"),
        check => title(check),
    };
    Message::joined([heading, Message::of(count)], Separator::Dot)
}
