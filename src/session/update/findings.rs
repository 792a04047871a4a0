//! What the automatic checks point at: walking, listing, dismissing, taking over as marks.
//!
//! The checks run beside the loop when somebody first asks for them; what was asked is done
//! when they are ready. Dismissing is a change like any other: written down, undone by `u`.

use crate::session::command::{Command, kind};
use crate::session::event::Effect;
use crate::session::finding_groups::findings as open_findings;
use crate::session::notice::Notice;
use crate::session::panel::{Panel, describe_finding, place_of};
use crate::session::review::PlacedFinding;
use crate::session::state::State;
use crate::session::update::{change, move_, panel};
use crate::session::work::Work;
use bayn_doc::{Change, Dismissal, Entry, EntryKey, Mark};
use bayn_doc::{Side, Sides};
use bayn_review::check::{Options, add_hidden};
use bayn_review::proposal;
use bayn_text::label;
use bayn_text::msg;
use std::sync::Arc;

/// Runs a command about findings, or has the checks run first.
pub(super) fn run(state: &mut State, command: kind::Findings) -> Vec<Effect> {
    if state.aligning.progress.is_some() {
        state.message = Some(Notice::bad(msg!("the texts are still being aligned")));
        return Vec::new();
    }
    if state.findings.list.is_none() {
        return ask(state, command.into());
    }
    match command {
        kind::Findings::ListFindings => panel::open(state, Panel::Findings),
        kind::Findings::NextFinding => walk(state, true),
        kind::Findings::PreviousFinding => walk(state, false),
    }
    Vec::new()
}

/// Has the checks run, for a command that goes on when they did.
pub(super) fn ask(state: &mut State, command: Command) -> Vec<Effect> {
    let running = state.findings.asked.replace(command).is_some();
    state.message = Some(Notice::good(msg!("checking \u{2026}")));
    if running {
        Vec::new()
    } else {
        vec![state.ask(Work::Check(Arc::clone(&state.bitext)))]
    }
}

/// Takes what the checks found; returns the command that waited for it.
pub(super) fn checked(state: &mut State, found: Vec<PlacedFinding>) -> Option<Command> {
    state.message = None;
    state.findings.list = Some(with_others(state, found));
    state.findings.asked.take()
}

/// Returns findings with those of the controls that the texts had when they were read, and
/// with what the judges propose.
fn with_others(state: &State, found: Vec<PlacedFinding>) -> Vec<PlacedFinding> {
    let gone = Side::BOTH.map(|side| state.about[side].found.as_slice());
    let mut hidden = Vec::new();
    let gone = Sides::new(gone[0], gone[1]);
    add_hidden(&mut hidden, &state.bitext, gone, &Options::default());
    let mut others = PlacedFinding::all(hidden, &state.bitext);
    for judge in state.judges.iter() {
        let (proposals, _) = proposal::place(judge, &state.bitext);
        others.extend(PlacedFinding::of(proposals.into_iter(), &state.bitext));
    }
    if others.is_empty() {
        return found;
    }
    let mut all: Vec<PlacedFinding> = found.into_iter().chain(others).collect();
    let places = state.bitext.places();
    all.sort_by_key(|finding| places.get(&finding.bead).copied());
    all
}

/// Has the checks run beside the loop where nobody asked for them yet: what they find is
/// counted somewhere.
pub(super) fn prepare(state: &mut State) -> Vec<Effect> {
    if state.findings.list.is_some() || state.aligning.progress.is_some() {
        return Vec::new();
    }
    if state.findings.asked.is_some() {
        return Vec::new();
    }
    state.findings.asked = Some(Command::FilterPairs);
    vec![state.ask(Work::Check(Arc::clone(&state.bitext)))]
}

/// Puts a finding aside for good.
pub(super) fn dismiss(state: &mut State, finding: &PlacedFinding) -> Vec<Effect> {
    let Some(entry) = dismissal(state, finding) else {
        return Vec::new();
    };
    let effects = change::change(state, |review| {
        review.write(label!("dismiss"), &entry.key(), Some(entry))
    });
    if !effects.is_empty() {
        state.message = Some(Notice::good(msg!(
            "dismissed for good; {key} brings it back",
            key = Command::Undo
        )));
    }
    effects
}

/// Makes a mark of a finding, which is then no longer listed. Another one that would be
/// dismissed with it stays.
pub(super) fn take_over(state: &mut State, finding: &PlacedFinding) -> Vec<Effect> {
    let Some(dismissal) = dismissal(state, finding) else {
        return Vec::new();
    };
    let mark = Mark {
        bead: finding.bead,
        spans: finding.spans.clone(),
        category: finding.category.clone(),
        severity: finding.severity,
        note: finding.message.to_string(),
        rater: state.review.rater.clone(),
        time: state.review.now,
        check: finding.check.clone(),
        ..Mark::default()
    };
    let has_twin = state
        .findings
        .open(&state.review.notes)
        .any(|other| other.key == finding.key && other != finding);
    let effects = change::change(state, |review| {
        let id = review.notes.name_mark(&mark);
        let mut change = Change::entry(label!("take over"), None, Some(Entry::Mark(id, mark)));
        if !has_twin {
            let aside = Change::entry(label!("take over"), None, Some(dismissal));
            change.steps.extend(aside.steps);
        }
        review.apply(change).ok()
    });
    if !effects.is_empty() {
        state.message = Some(Notice::good(msg!(
            "the finding is a mark now; {key} lists them",
            key = Command::ListErrors
        )));
    }
    effects
}

/// Returns the entry that puts a finding aside; none when it is aside already, or its bead is
/// no more.
fn dismissal(state: &State, finding: &PlacedFinding) -> Option<Entry> {
    state.bitext.index_of(finding.bead)?;
    let key = &finding.key;
    let entry = Entry::Dismissal(
        key.clone(),
        Dismissal {
            bead: finding.bead,
            by: state.review.rater.clone(),
            time: state.review.now,
        },
    );
    let free = state
        .review
        .notes
        .get(&EntryKey::Dismissal(key.clone()))
        .is_none();
    free.then_some(entry)
}

/// Goes to the next or previous finding that nobody dismissed.
fn walk(state: &mut State, forward: bool) {
    let cursor = state.cursor;
    let here = match cursor.caret {
        Some(byte) => (cursor.bead, Some(cursor.side), byte + 1),
        None => (cursor.bead, None, 0),
    };
    let mut places: Vec<_> = open_findings(state)
        .into_iter()
        .map(|(bead, finding)| match place_of(finding) {
            Some((side, span)) => ((bead, Some(side), span.start + 1), finding),
            None => ((bead, None, 0), finding),
        })
        .collect();
    places.sort_by_key(|(place, _)| *place);
    let next = if forward {
        places.iter().position(|(place, _)| *place > here)
    } else {
        places.iter().rposition(|(place, _)| *place < here)
    };
    let Some(at) = next else {
        state.message = Some(Notice::bad(match (places.is_empty(), forward) {
            (true, _) => msg!("the checks find nothing"),
            (false, true) => msg!("there is no finding further on"),
            (false, false) => msg!("there is no finding further back"),
        }));
        return;
    };
    let ((bead, ..), finding) = places[at];
    let place = place_of(finding);
    let said = msg!(
        "finding {at} of {places}: {finding}",
        at = at + 1,
        places = places.len(),
        finding = describe_finding(finding)
    );
    move_::jump(state, bead);
    if let Some((side, span)) = place {
        state.cursor.side = side;
        state.cursor.caret = Some(span.start);
    }
    state.message = Some(Notice::good(said));
}
