//! Making, changing, deleting and finding marks.

use crate::session::ask::Ask;
use crate::session::command::Command;
use crate::session::command::kind::{Error, Marked};
use crate::session::dialogue::{Choice, Dialogue};
use crate::session::event::Effect;
use crate::session::focus::Focus;
use crate::session::items::{describe, marks};
use crate::session::keymap::Mode;
use crate::session::langmap::latin_of;
use crate::session::notice::Notice;
use crate::session::panel::Panel;
use crate::session::prompt::Prompt;
use crate::session::reading::Reading;
use crate::session::review::Review;
use crate::session::state::State;
use crate::session::texts::Texts;
use crate::session::ui::Ui;
use crate::session::update::{change, move_, panel, select};
use bayn_doc::{Entry, EntryKey, Mark, MarkId, Severity};
use bayn_doc::{Side, Sides};
use bayn_review::mqm;
use bayn_review::scorecard::Kind;
use bayn_text::label;
use bayn_text::message::Word;
use bayn_text::msg;
use harf::Span;

/// Runs a command of the group Marking errors.
pub(super) fn run(state: &mut State, command: Error, count: Option<usize>) {
    match command {
        Error::SelectWords => select::start(state),
        // It means something only while words are selected.
        Error::SwapEnds => {}
        Error::MarkError => open(state),
        Error::MarkMissing => missing(state),
        Error::ToggleEsa => toggle_esa(state),
        Error::NextError => walk(state, true, count),
        Error::PreviousError => walk(state, false, count),
        Error::ListErrors => panel::open(state, Panel::Marks),
    }
}

/// Runs a command on the chosen mark of a list where no list is open.
pub(super) fn no_list(ui: &mut Ui, command: Marked) {
    match command {
        Marked::Suggest
        | Marked::SetNeutral
        | Marked::SetMinor
        | Marked::SetMajor
        | Marked::SetCritical => {
            ui.message = Some(Notice::bad(msg!(
                "choose a mark in the list first: {key}",
                key = Command::ListErrors
            )));
        }
        Marked::DeleteItem => {}
    }
}

/// Switches between ESA and MQM.
fn toggle_esa(state: &mut State) {
    state.reviewing.review.method = Some(state.method().other());
    state.ui.message = Some(Notice::good(if state.is_esa() {
        msg!(
            "ESA: {mark} marks minor or major errors, {missing} missing text, {score} scores the pair",
            mark = Command::MarkError,
            missing = Command::MarkMissing,
            score = Command::ScorePair
        )
    } else {
        msg!(
            "MQM: {mark} marks by kind and severity",
            mark = Command::MarkError
        )
    }));
}

/// Opens the dialogue on what is selected, else on the word under the caret, else on the
/// whole active side of the pair.
fn open(state: &mut State) {
    let Some(bead) =
        change::here(&state.texts, &state.reading).filter(|_| change::may_change(state))
    else {
        return;
    };
    let spans = match state.reading.selection {
        Some(selection) => selection.spans(),
        None => without_selection(&state.texts, &state.reading),
    };
    state.ui.focus.push(Focus::Mark(Dialogue {
        bead,
        spans,
        changing: None,
        choice: if state.is_esa() {
            Choice::Severity(String::new())
        } else {
            first_choice(&state.reviewing.review)
        },
    }));
}

/// Returns the first step: a kind of the client's typology, else a dimension.
fn first_choice(review: &Review) -> Choice {
    match review.kinds() {
        [] => Choice::Dimension(0),
        _ => Choice::Kind(0),
    }
}

/// Accepts a kind of the client's typology: praise is written at once, an error needs a severity.
fn take_kind(state: &mut State, kind: &Kind) -> Vec<Effect> {
    if kind.is_praise {
        return finish(state, &kind.name, Severity::Neutral);
    }
    if let Some(Focus::Mark(dialogue)) = state.ui.focus.last_mut() {
        dialogue.choice = Choice::Severity(kind.name.clone());
    }
    Vec::new()
}

/// Opens the dialogue on an omission: on the selected words of the source, else on the word
/// under the caret there, else on none.
fn missing(state: &mut State) {
    let Some(bead) =
        change::here(&state.texts, &state.reading).filter(|_| change::may_change(state))
    else {
        return;
    };
    let source = match state.reading.selection {
        Some(selection) => selection.span(Side::Source),
        None if state.reading.cursor.side == Side::Source
            && state.reading.cursor.caret.is_some() =>
        {
            select::word_at(&state.texts, &state.reading, Side::Source)
        }
        None => None,
    };
    state.ui.focus.push(Focus::Mark(Dialogue {
        bead,
        spans: Sides::new(source.into_iter().collect(), Vec::new()),
        changing: None,
        choice: Choice::Severity("omission".to_owned()),
    }));
}

fn without_selection(texts: &Texts, reading: &Reading) -> Sides<Vec<Span>> {
    let side = reading.cursor.side;
    let document = &texts.bitext.documents[side];
    let span = match reading.cursor.caret {
        Some(_) => select::word_at(texts, reading, side),
        None => texts
            .bitext
            .beads
            .get(reading.cursor.bead)
            .and_then(|bead| document.span_of(&bead.sentences[side])),
    };
    let mut spans = Sides::<Vec<Span>>::default();
    spans[side].extend(span);
    spans
}

/// Opens the dialogue on an existing mark.
pub(super) fn change(state: &mut State, id: MarkId) {
    let Some(Entry::Mark(_, mark)) = state
        .reviewing
        .review
        .notes
        .get(&EntryKey::Mark(id))
        .cloned()
    else {
        return;
    };
    if change::may_change(state) {
        state.ui.focus.push(Focus::Mark(Dialogue {
            bead: mark.bead,
            spans: mark.spans,
            changing: Some(id),
            choice: first_choice(&state.reviewing.review),
        }));
    }
}

/// Handles a letter: a key of the tree, or a severity.
pub(super) fn typed(state: &mut State, letter: char) -> Vec<Effect> {
    let letter = latin_of(letter).unwrap_or(letter);
    let is_esa = state.is_esa();
    let Some(Focus::Mark(dialogue)) = state.ui.focus.last_mut() else {
        return Vec::new();
    };
    match dialogue.choice.clone() {
        Choice::Kind(_) => {
            let mut kinds = state.reviewing.review.kinds().iter();
            if let Some(kind) = kinds.find(|kind| kind.key == letter).cloned() {
                return take_kind(state, &kind);
            }
        }
        Choice::Dimension(_) => {
            if let Some(found) = mqm::dimensions().find(|found| found.key == letter) {
                dialogue.choice = Choice::Subtype(found.mnemonic, 0);
                return Vec::new();
            }
        }
        Choice::Subtype(dimension, _) => {
            let key = mqm::find(dimension).map(|found| found.key);
            if let Some(found) = key.and_then(|key| mqm::by_keys(key, letter)) {
                dialogue.choice = Choice::Severity(found.mnemonic.to_owned());
                return Vec::new();
            }
        }
        Choice::Severity(category) => {
            let severity = severity_of(letter).filter(|severity| {
                let esa = is_esa && dialogue.changing.is_none();
                !esa || matches!(severity, Severity::Minor | Severity::Major)
            });
            if let Some(severity) = severity {
                return finish(state, &category, severity);
            }
        }
        Choice::Search(..) => {}
    }
    state.ui.message = Some(Notice::bad(msg!("`{letter}` is none of these", letter)));
    Vec::new()
}

/// Returns the severity that a key gives, as in Anthea.
const fn severity_of(letter: char) -> Option<Severity> {
    match letter {
        'n' => Some(Severity::Neutral),
        'm' => Some(Severity::Minor),
        'M' => Some(Severity::Major),
        'C' | 'c' => Some(Severity::Critical),
        _ => None,
    }
}

/// Accepts the selected line.
pub(super) fn accept(state: &mut State) -> Vec<Effect> {
    let Some(Focus::Mark(dialogue)) = state.ui.focus.last_mut() else {
        return Vec::new();
    };
    if let Choice::Severity(category) = dialogue.choice.clone() {
        let old = dialogue.changing.map(EntryKey::Mark);
        let severity = match old.and_then(|key| state.reviewing.review.notes.get(&key)) {
            Some(Entry::Mark(_, mark)) => mark.severity,
            _ => Severity::Minor,
        };
        return finish(state, &category, severity);
    }
    if let Choice::Kind(at) = dialogue.choice {
        let kind = state.reviewing.review.kinds().get(at).cloned();
        return kind.map_or_else(Vec::new, |kind| take_kind(state, &kind));
    }
    let (entries, at) = dialogue.entries();
    if let Some(found) = entries.get(at) {
        dialogue.choice = match dialogue.choice {
            Choice::Dimension(_) => Choice::Subtype(found.mnemonic, 0),
            _ => Choice::Severity(found.mnemonic.to_owned()),
        };
    }
    Vec::new()
}

/// Goes one step back, and out of the dialogue at its first.
pub(super) fn step_back(state: &mut State, leave: bool) {
    let is_esa = state.is_esa();
    let Some(Focus::Mark(dialogue)) = state.ui.focus.last_mut() else {
        return;
    };
    let first = first_choice(&state.reviewing.review);
    let back = match &dialogue.choice {
        Choice::Dimension(_) | Choice::Kind(_) => None,
        Choice::Subtype(..) if leave => None,
        Choice::Severity(_) if leave => None,
        Choice::Severity(_) if is_esa && dialogue.changing.is_none() => None,
        Choice::Subtype(..) | Choice::Search(..) => Some(first),
        Choice::Severity(category) => Some(match mqm::find(category) {
            Some(found) if matches!(first, Choice::Dimension(_)) => {
                Choice::Subtype(found.dimension(), 0)
            }
            _ => first,
        }),
    };
    match back {
        Some(choice) => dialogue.choice = choice,
        None => {
            state.ui.focus.pop();
        }
    }
}

/// Begins to search the tree.
pub(super) fn search(focus: &mut [Focus]) {
    if let Some(Focus::Mark(dialogue)) = focus.last_mut() {
        dialogue.choice = Choice::Search(Prompt::default(), 0);
    }
}

/// Goes up or down in the list.
pub(super) fn list(focus: &mut [Focus], review: &Review, rows: isize) {
    if let Some(Focus::Mark(dialogue)) = focus.last_mut() {
        let count = match dialogue.choice {
            Choice::Kind(_) => review.kinds().len(),
            _ => dialogue.entries().0.len(),
        };
        let most = count.saturating_sub(1);
        if let Choice::Kind(at)
        | Choice::Dimension(at)
        | Choice::Subtype(_, at)
        | Choice::Search(_, at) = &mut dialogue.choice
        {
            *at = at.saturating_add_signed(rows).min(most);
        }
    }
}

/// Writes the mark and prompts for a note on a new one.
fn finish(state: &mut State, category: &str, severity: Severity) -> Vec<Effect> {
    let Some(Focus::Mark(dialogue)) = state.ui.focus.pop() else {
        return Vec::new();
    };
    if let Some(id) = dialogue.changing {
        return rewrite(state, id, label!("change mark"), |mark| {
            category.clone_into(&mut mark.category);
            mark.severity = severity;
        });
    }
    let mark = Mark {
        bead: dialogue.bead,
        spans: dialogue.spans,
        category: category.to_owned(),
        severity,
        rater: state.reviewing.review.rater.clone(),
        time: state.reviewing.review.now,
        ..Mark::default()
    };
    if is_marked_already(&state.reviewing.review, &mark) {
        state.reading.selection = None;
        state.ui.message = Some(Notice::bad(msg!(
            "already marked: the same words, kind and severity"
        )));
        return Vec::new();
    }
    let mut made = None;
    let effects = change::change(state, |review| {
        let (id, change) = review.add_mark(mark);
        made = Some(id);
        change
    });
    state.reading.selection = None;
    if state.is_esa() {
        // ESA goes on to the next error at once; the list takes notes.
        if !effects.is_empty() {
            state.ui.message = Some(Notice::good(msg!(
                "marked {severity}",
                severity = Word(severity.name())
            )));
        }
    } else if let Some(id) = made.filter(|_| !effects.is_empty()) {
        state
            .ui
            .focus
            .push(Focus::Line(Ask::MarkNote(id), Prompt::default()));
    }
    effects
}

/// Returns whether this reviewer marked the same words in the same way. Marks without
/// words may be many: each is another omission.
fn is_marked_already(review: &Review, mark: &Mark) -> bool {
    let points = Side::BOTH
        .into_iter()
        .any(|side| !mark.spans[side].is_empty());
    let same = |old: &Mark| {
        (&old.spans, &old.category, old.severity, &old.rater)
            == (&mark.spans, &mark.category, mark.severity, &mark.rater)
    };
    points && review.notes.marks_of(mark.bead).any(|(_, old)| same(old))
}

/// Changes an existing mark.
fn rewrite(
    state: &mut State,
    id: MarkId,
    label: &str,
    change: impl FnOnce(&mut Mark),
) -> Vec<Effect> {
    let key = EntryKey::Mark(id);
    change::change(state, |review| {
        let Some(Entry::Mark(_, mut mark)) = review.notes.get(&key).cloned() else {
            return None;
        };
        change(&mut mark);
        review.write(label, &key, Some(Entry::Mark(id, mark)))
    })
}

/// Prompts for the note of a mark.
pub(super) fn ask_note(state: &mut State, id: MarkId) {
    if let Some(Entry::Mark(_, mark)) = state.reviewing.review.notes.get(&EntryKey::Mark(id)) {
        let old = Prompt::new(&mark.note);
        if change::may_change(state) {
            state.ui.focus.push(Focus::Line(Ask::MarkNote(id), old));
        }
    }
}

/// Prompts for the suggestion of a mark.
pub(super) fn ask_suggestion(state: &mut State, id: MarkId) {
    if let Some(Entry::Mark(_, mark)) = state.reviewing.review.notes.get(&EntryKey::Mark(id)) {
        let old = Prompt::new(&mark.suggestion);
        if change::may_change(state) {
            state.ui.focus.push(Focus::Line(Ask::Suggestion(id), old));
        }
    }
}

/// Writes the suggestion of a mark.
pub(super) fn write_suggestion(state: &mut State, id: MarkId, text: String) -> Vec<Effect> {
    rewrite(state, id, "suggestion", |mark| mark.suggestion = text)
}

/// Changes the severity of a mark.
pub(super) fn set_severity(state: &mut State, id: MarkId, severity: Severity) -> Vec<Effect> {
    rewrite(state, id, label!("change mark"), |mark| {
        mark.severity = severity;
    })
}

/// Writes the note of a mark.
pub(super) fn write_note(state: &mut State, id: MarkId, text: String) -> Vec<Effect> {
    rewrite(state, id, label!("note on a mark"), |mark| mark.note = text)
}

/// Deletes a mark.
pub(super) fn delete(state: &mut State, id: MarkId) -> Vec<Effect> {
    let key = EntryKey::Mark(id);
    let effects = change::change(state, |review| {
        review.write(label!("delete mark"), &key, None)
    });
    if !effects.is_empty() {
        state.ui.message = Some(Notice::good(msg!(
            "the mark was deleted; {key} brings it back",
            key = Command::Undo
        )));
    }
    effects
}

/// Goes to the next or previous mark.
fn walk(state: &mut State, forward: bool, count: Option<usize>) {
    for _ in 0..count.unwrap_or(1).clamp(1, 10_000) {
        let cursor = state.reading.cursor;
        let caret = cursor.caret.map_or(0, |byte| byte + 1);
        let here = match cursor.caret {
            Some(_) => (cursor.bead, Some(cursor.side), caret),
            None => (cursor.bead, None, 0),
        };
        let mut all = marks(&state.texts, &state.reviewing);
        all.retain(|(bead, ..)| state.reviewing.review.filter.passes(*bead));
        let place = |at: usize| {
            let (bead, place, _, _) = all[at];
            match place {
                Some((side, span)) => (bead, Some(side), span.start + 1),
                None => (bead, None, 0),
            }
        };
        let next = if forward {
            (0..all.len()).find(|&at| place(at) > here)
        } else {
            (0..all.len()).rev().find(|&at| place(at) < here)
        };
        let Some(at) = next else {
            state.ui.message = Some(Notice::bad(match (all.is_empty(), forward) {
                (true, _) => msg!(
                    "no marks yet; {select} selects words, {mark} marks them",
                    select = Command::SelectWords,
                    mark = Mode::Select.keys(Command::MarkError)
                ),
                (false, true) => msg!("no marks after this point"),
                (false, false) => msg!("no marks before this point"),
            }));
            return;
        };
        let (bead, place, _, mark) = all[at];
        let said = msg!(
            "mark {at} of {all}: {mark}",
            at = at + 1,
            all = all.len(),
            mark = describe(&state.texts.bitext, mark)
        );
        move_::jump(&state.texts, &mut state.reading, bead);
        if let Some((side, span)) = place {
            state.reading.cursor.side = side;
            state.reading.cursor.caret = Some(span.start);
        }
        state.ui.message = Some(Notice::good(said));
    }
}
