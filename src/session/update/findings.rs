//! Findings of the automatic checks: visiting, listing, dismissing, accepting as marks.
//!
//! The checks run in the background on first request; the waiting command runs
//! when they are ready. Dismissing is a change like any other: stored, and undone by `u`.

use crate::session::command::{Command, kind};
use crate::session::event::Effect;
use crate::session::finding_groups::findings as open_findings;
use crate::session::notice::Notice;
use crate::session::panel::{Panel, describe_finding, place_of};
use crate::session::review::PlacedFinding;
use crate::session::reviewing::Reviewing;
use crate::session::state::State;
use crate::session::texts::Texts;
use crate::session::update::{change, move_, panel};
use crate::session::work::Work;
use bayn_doc::{Annotations, BeadId, Change, Dismissal, Entry, EntryKey, Mark, Rating, Verdict};
use bayn_doc::{Side, Sides};
use bayn_review::check::add_hidden;
use bayn_review::proposal::{Decision, judge_of, place};
use bayn_text::label;
use bayn_text::msg;
use bayn_text::plural;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// Runs a command about findings, or has the checks run first.
pub(super) fn run(state: &mut State, command: kind::Findings) -> Vec<Effect> {
    if state.aligning.progress.is_some() {
        state.ui.message = Some(Notice::bad(msg!("the texts are still being aligned")));
        return Vec::new();
    }
    if state.reviewing.findings.list.is_none() {
        return ask(state, command.into());
    }
    match command {
        kind::Findings::ListFindings => panel::open(state, Panel::Findings),
        kind::Findings::NextFinding => walk(state, true),
        kind::Findings::PreviousFinding => walk(state, false),
    }
    Vec::new()
}

/// Runs the checks, for a command that continues when they finish.
pub(super) fn ask(state: &mut State, command: Command) -> Vec<Effect> {
    let running = state.reviewing.findings.asked.replace(command).is_some();
    state.ui.message = Some(Notice::good(msg!("checking \u{2026}")));
    if running {
        Vec::new()
    } else {
        run_checks(&state.texts, &state.reviewing)
    }
}

/// Runs the checks with the user's options.
pub(super) fn run_checks(texts: &Texts, reviewing: &Reviewing) -> Vec<Effect> {
    let options = Arc::clone(&reviewing.findings.options);
    vec![texts.ask(Work::Check(Arc::clone(&texts.bitext), options))]
}

/// Stores the findings; returns the command that waited for them.
pub(super) fn checked(state: &mut State, found: Vec<PlacedFinding>) -> Option<Command> {
    state.ui.message = None;
    state.reviewing.findings.list = Some(with_others(&state.texts, &state.reviewing, found));
    state.reviewing.findings.asked.take()
}

/// Returns findings with those of the control characters that the texts had when they were read, and
/// with the judges' proposals.
fn with_others(
    texts: &Texts,
    reviewing: &Reviewing,
    found: Vec<PlacedFinding>,
) -> Vec<PlacedFinding> {
    let gone = Side::BOTH.map(|side| texts.about[side].found.as_slice());
    let mut hidden = Vec::new();
    let gone = Sides::new(gone[0], gone[1]);
    add_hidden(
        &mut hidden,
        &texts.bitext,
        gone,
        &reviewing.findings.options,
    );
    let mut others = PlacedFinding::all(hidden, &texts.bitext);
    let (proposals, _) = place(&reviewing.judges, &texts.bitext);
    others.extend(PlacedFinding::of(proposals.into_iter(), &texts.bitext));
    if others.is_empty() {
        return found;
    }
    let mut all: Vec<PlacedFinding> = found.into_iter().chain(others).collect();
    let places = texts.bitext.places();
    all.sort_by_key(|finding| places.get(&finding.bead).copied());
    all
}

/// Runs the checks in the background if they were not requested yet: their findings are
/// counted somewhere.
pub(super) fn prepare(state: &mut State) -> Vec<Effect> {
    if state.reviewing.findings.list.is_some() || state.aligning.progress.is_some() {
        return Vec::new();
    }
    if state.reviewing.findings.asked.is_some() {
        return Vec::new();
    }
    state.reviewing.findings.asked = Some(Command::FilterPairs);
    run_checks(&state.texts, &state.reviewing)
}

/// Dismisses findings permanently, in one change.
pub(super) fn dismiss(state: &mut State, findings: &[PlacedFinding]) -> Vec<Effect> {
    let entries: BTreeMap<_, _> = findings
        .iter()
        .filter_map(|finding| dismissal(&state.texts, &state.reviewing, finding))
        .map(|entry| (entry.key(), entry))
        .collect();
    if entries.is_empty() {
        return Vec::new();
    }
    let effects = change::change(state, |review| {
        let change = all_in_one(label!("dismiss"), entries, &review.notes)?;
        review.apply(change).ok()
    });
    if !effects.is_empty() {
        state.ui.message = Some(Notice::good(msg!(
            "dismissed; {key} brings it back",
            key = Command::Undo
        )));
    }
    effects
}

/// Returns one change that writes all these entries; `None` for no entries.
fn all_in_one(
    name: &str,
    entries: BTreeMap<EntryKey, Entry>,
    notes: &Annotations,
) -> Option<Change> {
    let each = entries.into_iter();
    each.map(|(key, entry)| Change::entry(name, notes.get(&key).cloned(), Some(entry)))
        .reduce(|mut all, more| {
            all.steps.extend(more.steps);
            all
        })
}

/// Converts findings to marks, and decisions of others to verdicts or scores, in one
/// change; they are then no longer listed. Others with the same dismissal key stay.
pub(super) fn take_over(state: &mut State, findings: &[PlacedFinding]) -> Vec<Effect> {
    let decided = decided(&state.texts, &state.reviewing, findings);
    let wanted: Vec<(Mark, Entry)> = findings
        .iter()
        .filter(|finding| finding.decision.is_none())
        .filter_map(|finding| {
            Some((
                mark_of(&state.reviewing, finding),
                dismissal(&state.texts, &state.reviewing, finding)?,
            ))
        })
        .collect();
    if wanted.is_empty() && decided.is_empty() {
        return Vec::new();
    }
    let marks = wanted.len();
    // Others with the same dismissal key must stay.
    let others: BTreeSet<EntryKey> = state
        .reviewing
        .findings
        .open(&state.reviewing.review.notes)
        .filter(|other| !findings.contains(other))
        .map(|other| EntryKey::Dismissal(other.key.clone()))
        .collect();
    let effects = change::change(state, |review| {
        let decided = decided.into_iter().map(|entry| (entry.key(), entry));
        let mut entries: BTreeMap<EntryKey, Entry> = decided.collect();
        for (mark, dismissal) in wanted {
            let id = review.notes.new_mark_id(&mark);
            let aside = Some(dismissal).filter(|entry| !others.contains(&entry.key()));
            for entry in [Entry::Mark(id, mark)].into_iter().chain(aside) {
                entries.insert(entry.key(), entry);
            }
        }
        let name = match marks {
            0 => label!("decide"),
            _ => label!("make a mark"),
        };
        let change = all_in_one(name, entries, &review.notes)?;
        review.apply(change).ok()
    });
    if !effects.is_empty() {
        state.ui.message = Some(Notice::good(match marks {
            0 => plural!(
                "the pair is decided; {key} undoes it",
                "{findings} pairs are decided; {key} undoes it",
                findings = findings.len(),
                key = Command::Undo
            ),
            _ => plural!(
                "the finding is now a mark; {key} lists the marks",
                "{findings} findings are now marks; {key} lists the marks",
                findings = marks,
                key = Command::ListErrors
            ),
        }));
    }
    effects
}

/// Returns what the decisions of others among findings become when they are taken: the reviewer's
/// own, and what others decided of the same pairs put aside.
fn decided(texts: &Texts, reviewing: &Reviewing, findings: &[PlacedFinding]) -> Vec<Entry> {
    let review = &reviewing.review;
    let taken: HashMap<BeadId, Vec<&PlacedFinding>> = findings
        .iter()
        .filter(|finding| finding.decision.is_some())
        .map(|finding| (finding.bead, finding))
        .fold(HashMap::new(), |mut all, (bead, finding)| {
            all.entry(bead).or_default().push(finding);
            all
        });
    let loses = |other: &PlacedFinding| {
        let mut own = taken.get(&other.bead).into_iter().flatten();
        let of = other.decision.as_ref();
        own.any(|finding| {
            let competing = finding.decision.as_ref().zip(of);
            *finding != other && competing.is_some_and(|(own, of)| own.competes(of))
        })
    };
    let open = reviewing.findings.open(&review.notes);
    let aside = open
        .filter(|other| loses(other))
        .filter_map(|other| dismissal(texts, reviewing, other));
    let own = taken.values().flatten().filter_map(|finding| {
        Some(match finding.decision.as_ref()? {
            Decision::Verdict(status) => Entry::Verdict(
                finding.bead,
                Verdict {
                    status: status.clone(),
                    by: review.rater.clone(),
                    time: review.now,
                },
            ),
            Decision::Score(value) => Entry::Rating(
                finding.bead,
                review.rater.clone(),
                Rating::new(*value, review.now),
            ),
        })
    });
    aside.chain(own).collect()
}

/// Returns the mark that a finding becomes.
fn mark_of(reviewing: &Reviewing, finding: &PlacedFinding) -> Mark {
    Mark {
        bead: finding.bead,
        spans: finding.spans.clone(),
        category: finding.category.clone(),
        severity: finding.severity,
        note: match (judge_of(&finding.check), finding.note.as_str()) {
            (None, "") => finding.message.to_string(),
            (_, note) => note.to_owned(),
        },
        suggestion: finding.suggestion.clone(),
        rater: reviewing.review.rater.clone(),
        time: reviewing.review.now,
        check: finding.check.clone(),
    }
}

/// Returns the entry that dismisses a finding; `None` if it is dismissed already, or its bead does
/// not exist.
fn dismissal(texts: &Texts, reviewing: &Reviewing, finding: &PlacedFinding) -> Option<Entry> {
    texts.bitext.index_of(finding.bead)?;
    let key = &finding.key;
    let entry = Entry::Dismissal(
        key.clone(),
        Dismissal {
            bead: finding.bead,
            by: reviewing.review.rater.clone(),
            time: reviewing.review.now,
        },
    );
    let free = reviewing
        .review
        .notes
        .get(&EntryKey::Dismissal(key.clone()))
        .is_none();
    free.then_some(entry)
}

/// Goes to the next or previous finding that nobody dismissed.
fn walk(state: &mut State, forward: bool) {
    let cursor = state.reading.cursor;
    let here = match cursor.caret {
        Some(byte) => (cursor.bead, Some(cursor.side), byte + 1),
        None => (cursor.bead, None, 0),
    };
    let mut places: Vec<_> = open_findings(&state.texts, &state.reviewing)
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
        state.ui.message = Some(Notice::bad(match (places.is_empty(), forward) {
            (true, _) => msg!("the checks found nothing"),
            (false, true) => msg!("no findings after this point"),
            (false, false) => msg!("no findings before this point"),
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
    move_::jump(&state.texts, &mut state.reading, bead);
    if let Some((side, span)) = place {
        state.reading.cursor.side = side;
        state.reading.cursor.caret = Some(span.start);
    }
    state.ui.message = Some(Notice::good(said));
}
