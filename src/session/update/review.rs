//! Verdicts, notes, undo and redo.
//!
//! Each change is made in the state at once and emitted as an effect, to be on disk
//! before the next key.

use crate::session::ask::Ask;
use crate::session::command::{Command, kind};
use crate::session::event::Effect;
use crate::session::focus::Focus;
use crate::session::notice::Notice;
use crate::session::panel::Panel;
use crate::session::prompt::Prompt;
use crate::session::reading::Reading;
use crate::session::review::Record;
use crate::session::review::Review;
use crate::session::state::State;
use crate::session::texts::Texts;
use crate::session::ui::Ui;
use crate::session::update::change::{change, here, may_change};
use crate::session::update::places::keeping_places;
use crate::session::update::{dialogue, move_, panel};
use bayn_doc::Sides;
use bayn_doc::{
    BeadId, BeadStatus, Change, Entry, EntryKey, Note, NoteId, Rating, ReviewedBitext, Step,
};
use bayn_text::Message;
use bayn_text::digit_value;
use bayn_text::label;
use bayn_text::message::Number;
use bayn_text::message::Word;
use bayn_text::msg;
use harf::Span;

/// Runs a command of the group Reviewing.
pub(super) fn run(state: &mut State, command: kind::Review, count: Option<usize>) -> Vec<Effect> {
    match command {
        kind::Review::AcceptPair => return decide(state, BeadStatus::Accepted),
        kind::Review::DoubtPair => return decide(state, BeadStatus::NeedsReview),
        kind::Review::RejectPair => ask_reason(state),
        kind::Review::Note => {
            let spans = state.reading.selection.take();
            ask_note(state, spans.map(|found| found.spans()).unwrap_or_default());
        }
        kind::Review::NextUnreviewed => unreviewed(state, true, count),
        kind::Review::PreviousUnreviewed => unreviewed(state, false, count),
        kind::Review::Undo | kind::Review::Redo => {
            let effects = if command == kind::Review::Undo {
                back(state, count)
            } else {
                again(state, count)
            };
            panel::clamp(state);
            return effects;
        }
        kind::Review::ScorePair => ask_score(state),
        kind::Review::ToggleAdvance => {
            state.reviewing.review.advance = !state.reviewing.review.advance;
            state.ui.message = Some(Notice::good(if state.reviewing.review.advance {
                msg!("a verdict now moves on to the next pair")
            } else {
                msg!("a verdict now stays on its pair")
            }));
        }
        kind::Review::LongNote => return long_note(state),
        kind::Review::ListNotes => panel::open(state, Panel::Notes),
    }
    Vec::new()
}

fn decide(state: &mut State, status: BeadStatus) -> Vec<Effect> {
    match here(&state.texts, &state.reading) {
        Some(bead) => decide_on(state, bead, status),
        None => Vec::new(),
    }
}

fn decide_on(state: &mut State, bead: BeadId, status: BeadStatus) -> Vec<Effect> {
    if !may_change(state) {
        return Vec::new();
    }
    let said = match &status {
        BeadStatus::Accepted => msg!("accepted"),
        BeadStatus::NeedsReview => msg!("needs review"),
        BeadStatus::Rejected(_) => msg!("rejected"),
    };
    let old = state.reviewing.review.notes.verdict(bead);
    let effects = if old.is_some_and(|old| old.status == status) {
        Vec::new()
    } else {
        let (by, now) = (
            state.reviewing.review.rater.clone(),
            state.reviewing.review.now,
        );
        let effects = change(state, |review| {
            review.set_status(bead, Some(status), &by, now)
        });
        if effects.is_empty() {
            return effects;
        }
        effects
    };
    state.ui.message = Some(Notice::good(said));
    if state.reviewing.review.advance {
        move_::next(state);
    }
    effects
}

fn ask_reason(state: &mut State) {
    let Some(bead) = here(&state.texts, &state.reading).filter(|_| may_change(state)) else {
        return;
    };
    let old = match state
        .reviewing
        .review
        .notes
        .verdict(bead)
        .map(|verdict| &verdict.status)
    {
        Some(BeadStatus::Rejected(reason)) => Prompt::new(reason),
        _ => Prompt::default(),
    };
    state.ui.focus.push(Focus::Line(Ask::Reason(bead), old));
}

/// Prompts for a note on the current bead, or on spans of it; a note that this reviewer wrote
/// there before is offered to be changed.
pub(super) fn ask_note(state: &mut State, spans: Sides<Vec<Span>>) {
    let Some(bead) = here(&state.texts, &state.reading).filter(|_| may_change(state)) else {
        return;
    };
    let old = state
        .reviewing
        .review
        .notes
        .notes_of(bead)
        .find(|(_, note)| note.spans == spans && note.author == state.reviewing.review.rater)
        .map(|(id, note)| (id, note.text.clone()));
    let (id, text) = old.map_or((None, String::new()), |(id, text)| (Some(id), text));
    state
        .ui
        .focus
        .push(Focus::Line(Ask::Note(bead, id, spans), Prompt::new(&text)));
}

/// Handles the answer to a prompt.
pub(super) fn accept_typed(state: &mut State, ask: Ask, text: &str) -> Vec<Effect> {
    let text = text.trim().to_owned();
    match ask {
        Ask::Reason(bead) => decide_on(state, bead, BeadStatus::Rejected(text)),
        Ask::MarkNote(id) => dialogue::write_note(state, id, text),
        Ask::Suggestion(id) => dialogue::write_suggestion(state, id, text),
        Ask::Score(bead) => write_score(state, bead, &text),
        Ask::Note(bead, id, spans) => write_note(state, bead, id, spans, text),
    }
}

fn ask_score(state: &mut State) {
    let Some(bead) = here(&state.texts, &state.reading).filter(|_| may_change(state)) else {
        return;
    };
    let own = state
        .reviewing
        .review
        .notes
        .ratings_of(bead)
        .find(|(by, _)| *by == state.reviewing.review.rater)
        .map(|(_, rating)| Prompt::new(&rating.value.to_string()));
    let prompt = own.unwrap_or_default();
    state.ui.focus.push(Focus::Line(Ask::Score(bead), prompt));
}

/// Handles a score in the digits of any script; an invalid one is requested again.
fn write_score(state: &mut State, bead: BeadId, text: &str) -> Vec<Effect> {
    let latin: String = text
        .chars()
        .map(|c| match digit_value(c) {
            Some(digit) => char::from(b'0' + digit.min(9)),
            None if c == '\u{66b}' => '.',
            None => c,
        })
        .collect();
    let value = latin.parse::<f32>().ok();
    let Some(value) = value.filter(|value| (0.0..=100.0).contains(value)) else {
        if text.is_empty() {
            let rater = state.reviewing.review.rater.clone();
            return change(state, |review| review.set_rating(bead, &rater, None));
        }
        state.ui.message = Some(Notice::bad(msg!("a score is a number from 0 to 100")));
        let again = Prompt::new(text);
        state.ui.focus.push(Focus::Line(Ask::Score(bead), again));
        return Vec::new();
    };
    let (rater, now) = (
        state.reviewing.review.rater.clone(),
        state.reviewing.review.now,
    );
    let rating = Rating::new(value, now);
    let effects = change(state, |review| {
        review.set_rating(bead, &rater, Some(rating))
    });
    state.ui.message = Some(Notice::good(msg!(
        "scored {value}",
        value = Number::written(value.to_string())
    )));
    if state.reviewing.review.advance {
        move_::next(state);
    }
    effects
}

/// Goes from the note of a mark to its suggestion or back; what was typed is kept.
pub(super) fn other_field(state: &mut State) -> Vec<Effect> {
    let Some(Focus::Line(ask, prompt)) = state.ui.focus.last().cloned() else {
        return Vec::new();
    };
    let id = match ask {
        Ask::MarkNote(id) | Ask::Suggestion(id) => id,
        _ => return Vec::new(),
    };
    state.ui.focus.pop();
    let effects = accept_typed(state, ask.clone(), prompt.text());
    match ask {
        Ask::MarkNote(_) => dialogue::ask_suggestion(state, id),
        _ => dialogue::ask_note(state, id),
    }
    effects
}

fn write_note(
    state: &mut State,
    bead: BeadId,
    id: Option<NoteId>,
    spans: Sides<Vec<Span>>,
    text: String,
) -> Vec<Effect> {
    let note = Note {
        bead,
        spans,
        author: state.reviewing.review.rater.clone(),
        time: state.reviewing.review.now,
        text,
    };
    let gone = note.text.is_empty();
    let effects = change(state, |review| match id {
        Some(id) => {
            let key = EntryKey::Note(id);
            let same = matches!(review.notes.get(&key), Some(Entry::Note(_, old)) if old.text == note.text);
            let now = (!gone).then_some(Entry::Note(id, note));
            if same {
                None
            } else {
                review.write(
                    if gone {
                        label!("delete note")
                    } else {
                        label!("note")
                    },
                    &key,
                    now,
                )
            }
        }
        None if gone => None,
        None => review.add_note(note).1,
    });
    if !effects.is_empty() {
        state.ui.message = Some(Notice::good(if gone {
            msg!("the note was deleted")
        } else {
            msg!("note saved")
        }));
    }
    effects
}

/// Opens a note of the list for editing.
pub(super) fn change_note(state: &mut State, id: NoteId) {
    if let Some(Entry::Note(_, note)) = state
        .reviewing
        .review
        .notes
        .get(&EntryKey::Note(id))
        .cloned()
        && may_change(state)
    {
        let prompt = Prompt::new(&note.text);
        let ask = Ask::Note(note.bead, Some(id), note.spans);
        state.ui.focus.push(Focus::Line(ask, prompt));
    }
}

/// Deletes a note.
pub(super) fn delete_note(state: &mut State, id: NoteId) -> Vec<Effect> {
    let key = EntryKey::Note(id);
    let effects = change(state, |review| {
        review.write(label!("delete note"), &key, None)
    });
    if !effects.is_empty() {
        state.ui.message = Some(Notice::good(msg!(
            "the note was deleted; {key} brings it back",
            key = Command::Undo
        )));
    }
    effects
}

fn unreviewed(state: &mut State, forward: bool, count: Option<usize>) {
    let beads = &state.texts.bitext.beads;
    let open = |at: usize| {
        let bead = &beads[at];
        state.reviewing.review.filter.passes(at)
            && state.reviewing.review.notes.verdict(bead.id).is_none()
    };
    let mut at = None;
    let mut from = state.reading.cursor.bead;
    for _ in 0..count.unwrap_or(1).clamp(1, 10_000) {
        let next = if forward {
            (from + 1..beads.len()).find(|&bead| open(bead))
        } else {
            (0..from).rev().find(|&bead| open(bead))
        };
        let Some(next) = next else { break };
        (at, from) = (Some(next), next);
    }
    match at {
        Some(bead) => move_::go(&state.texts, &mut state.reading, bead),
        None => {
            state.ui.message = Some(Notice::bad(if forward {
                msg!("every pair after this has a verdict")
            } else {
                msg!("every pair before this has a verdict")
            }));
        }
    }
}

fn back(state: &mut State, count: Option<usize>) -> Vec<Effect> {
    history(
        state,
        count,
        ReviewedBitext::undo,
        Record::Undone,
        label!("undo"),
    )
}

fn again(state: &mut State, count: Option<usize>) -> Vec<Effect> {
    history(
        state,
        count,
        ReviewedBitext::redo,
        Record::Redone,
        label!("redo"),
    )
}

type Walk = fn(&mut ReviewedBitext) -> Result<Option<Change>, bayn_doc::ApplyError>;

fn history(
    state: &mut State,
    count: Option<usize>,
    walk: Walk,
    record: fn(Change) -> Record,
    what: &'static str,
) -> Vec<Effect> {
    let mut effects = Vec::new();
    if !may_change(state) {
        return effects;
    }
    for _ in 0..count.unwrap_or(1).clamp(1, 10_000) {
        let walked = if moves_beads(&state.reviewing.review, what) {
            keeping_places(state, |state| {
                state
                    .reviewing
                    .review
                    .with_review(&mut state.texts.bitext, walk)
            })
        } else {
            state
                .reviewing
                .review
                .with_review(&mut state.texts.bitext, walk)
        };
        match walked {
            Ok(Some(change)) => {
                state.reviewing.review.count(&change);
                go_to_change(&state.texts, &mut state.reading, &change);
                state.ui.message = Some(Notice::good(msg!(
                    "{what}: {label}",
                    what = Word(what),
                    label = Message::library(&change.label)
                )));
                effects.push(Effect::Keep(record(change)));
            }
            Ok(None) => {
                if effects.is_empty() {
                    state.ui.message =
                        Some(Notice::bad(msg!("nothing to {what}", what = Word(what))));
                }
                break;
            }
            Err(error) => {
                state.ui.message = Some(Notice::bad(msg!(
                    "cannot {what}: {error}",
                    what = Word(what),
                    error
                )));
                break;
            }
        }
    }
    effects
}

/// Returns whether the next step of the history changes more than annotations.
fn moves_beads(review: &Review, what: &'static str) -> bool {
    let history = &review.history;
    let next = if what == "undo" {
        history.done.last()
    } else {
        history.undone.last()
    };
    let entry = |step: &Step| matches!(step, Step::Entry { .. });
    next.is_some_and(|change| !change.steps.iter().all(entry))
}

/// Stays if a change concerns the cursor's bead, else goes to the nearest one it concerns.
fn go_to_change(texts: &Texts, reading: &mut Reading, change: &Change) {
    let at = |bead: BeadId| texts.bitext.index_of(bead);
    let run = |first: BeadId, count: usize| {
        let first = at(first)?;
        Some((first, first + count.max(1) - 1))
    };
    let touched = change.steps.iter().filter_map(|step| match step {
        Step::Beads { now, .. } => {
            let (first, last) = (at(now.first()?.id)?, at(now.last()?.id)?);
            Some((first.min(last), first.max(last)))
        }
        Step::Sentences { bead, .. } => run(*bead, 1),
        Step::Counts { first, now, .. } => run(*first, now.len()),
        Step::Links { first, now, .. } => run(*first, now.iter().map(|(_, count)| count).sum()),
        Step::Entry { was, now } => run(now.as_ref().or(was.as_ref())?.bead(), 1),
    });
    let here = reading.cursor.bead;
    let nearest = touched
        .map(|(first, last)| here.clamp(first, last))
        .min_by_key(|&at| at.abs_diff(here));
    if let Some(at) = nearest.filter(|&at| at != here) {
        move_::go(texts, reading, at);
    }
}

/// Opens a line being typed in the editor; it comes back by `Event::Edited`.
pub(super) fn to_editor(ui: &mut Ui) -> Vec<Effect> {
    match ui.focus.pop() {
        Some(Focus::Line(ask, prompt)) => vec![Effect::Edit(ask, prompt.text().to_owned())],
        Some(other) => {
            ui.focus.push(other);
            ui.message = Some(Notice::bad(msg!("only notes and reasons go to the editor")));
            Vec::new()
        }
        None => Vec::new(),
    }
}

/// Opens the editor on the note of the current pair.
fn long_note(state: &mut State) -> Vec<Effect> {
    let depth = state.ui.focus.len();
    let spans = state.reading.selection.take();
    ask_note(state, spans.map(|found| found.spans()).unwrap_or_default());
    if state.ui.focus.len() > depth {
        to_editor(&mut state.ui)
    } else {
        Vec::new()
    }
}

/// Handles the editor's result; `None` changes nothing.
pub(super) fn edited(state: &mut State, ask: Ask, text: Option<&str>) -> Vec<Effect> {
    match text {
        Some(text) => accept_typed(state, ask, text),
        None => Vec::new(),
    }
}
