//! The effect of each key during judging.

use super::{Effect, Judge};
use crate::session::chord::Chord;
use crate::session::keymap::{Keymap, Lookup, Mode};
use crate::session::{Command, Event, Notice};
use bayn_doc::Severity;
use bayn_review::judging::log::first_unmet;
use bayn_review::judging::{ASKS_FOR_A_SPAN, Answer};
use bayn_text::{Message, digit_value, msg, words};
use harf::CaretMap;

/// Changes the session by one event; `caret` is the map of the translation that is judged.
#[must_use = "what was said is to be kept"]
pub fn update(judge: &mut Judge, keymap: &Keymap, event: &Event, caret: &CaretMap) -> Vec<Effect> {
    let Event::Key(chord) = event else {
        return Vec::new();
    };
    judge.count_time();
    judge.message = None;
    if judge.help {
        judge.help = false;
        return Vec::new();
    }
    if let Some(digit) = digit_of(*chord) {
        type_digit(judge, digit);
        return Vec::new();
    }
    match keymap.look_up(Mode::Judge, &[*chord]) {
        Lookup::Run(command) => run(judge, command, caret),
        Lookup::Prefix | Lookup::Nothing => Vec::new(),
    }
}

fn digit_of(chord: Chord) -> Option<char> {
    let digit = digit_value(chord.typed()?)?;
    char::from_digit(u32::from(digit), 10)
}

/// The number of typed digits that are kept.
const LONGEST_SCORE: usize = 4;

fn type_digit(judge: &mut Judge, digit: char) {
    let typed = judge.typing.get_or_insert_default();
    // What is too much is refused when it is to be taken: a digit left out would make it another score.
    if typed.len() < LONGEST_SCORE {
        typed.push(digit);
    }
}

fn run(judge: &mut Judge, command: Command, caret: &CaretMap) -> Vec<Effect> {
    match command {
        Command::Accept => return accept(judge),
        Command::Cancel => cancel(judge),
        Command::DeleteBack => {
            let left = judge.typing.as_mut().map(|typed| {
                typed.pop();
                typed.is_empty()
            });
            if left == Some(true) {
                judge.typing = None;
            }
        }
        Command::ListDown => step(judge, 1),
        Command::ListUp => step(judge, -1),
        Command::NextPair => return turn(judge, 1),
        Command::PreviousPair => return turn(judge, -1),
        Command::NextOpen => {
            let is_open = judge.go_to_open(judge.at + 1);
            judge.message = (!is_open).then(all_judged);
        }
        Command::CaretLeft | Command::CaretRight => move_caret(judge, command, caret),
        Command::NextWord | Command::PreviousWord => move_by_word(judge, command, caret),
        Command::SelectWords => match (judge.anchor, judge.caret) {
            (Some(_), _) => judge.anchor = None,
            (None, Some(cell)) => judge.anchor = Some(cell),
            (None, None) => say_no_caret(judge),
        },
        Command::SwapEnds => {
            if let (Some(anchor), Some(cell)) = (judge.anchor, judge.caret) {
                (judge.anchor, judge.caret) = (Some(cell), Some(anchor));
            }
        }
        Command::SetMinor => return mark(judge, Severity::Minor),
        Command::SetMajor => return mark(judge, Severity::Major),
        Command::MarkMissing => {
            let changed = judge.change(Answer::toggle_missing);
            return kept(judge, changed);
        }
        Command::DeleteItem => {
            let at = judge.caret.map(|cell| cell.start);
            let changed = judge.change(|answer| {
                let _gone = at.is_some_and(|at| answer.unmark(at));
            });
            return kept(judge, changed);
        }
        Command::TieScore => match judge.latest {
            Some(score) => return give(judge, score),
            None => {
                judge.message = Some(Notice::bad(msg!(
                    "no translation was scored before this one"
                )));
            }
        },
        Command::ToggleDifferences => judge.differences = !judge.differences,
        Command::NextLayout => judge.columns = !judge.columns,
        Command::Undo => return undo(judge),
        Command::Help => judge.help = true,
        Command::Redraw => return vec![Effect::Redraw],
        Command::Quit => return vec![Effect::Keep(judge.at), Effect::Quit],
        _ => {}
    }
    Vec::new()
}

fn kept(judge: &Judge, changed: bool) -> Vec<Effect> {
    if changed {
        vec![Effect::Keep(judge.at)]
    } else {
        Vec::new()
    }
}

fn all_judged() -> Notice {
    Notice::good(msg!(
        "everything is judged; {key} ends and shows the systems",
        key = Mode::Judge.keys(Command::Quit)
    ))
}

fn say_no_caret(judge: &mut Judge) {
    judge.message = Some(Notice::bad(msg!("put the caret on the words first")));
}

fn cancel(judge: &mut Judge) {
    if judge.typing.take().is_none() && judge.anchor.take().is_none() {
        judge.caret = None;
    }
}

/// Goes to another translation of the segment.
fn step(judge: &mut Judge, by: isize) {
    let last = judge.order().len().saturating_sub(1);
    judge.show(judge.shown.saturating_add_signed(by).min(last));
}

/// Goes to another segment, whatever the state of this one.
fn turn(judge: &mut Judge, by: isize) -> Vec<Effect> {
    let last = judge.campaign.items.len().saturating_sub(1);
    let left = judge.at;
    let at = judge.at.saturating_add_signed(by).min(last);
    judge.go_to(at);
    // The time that was spent on it is to be kept too.
    match judge.answers.contains_key(&left) {
        true => vec![Effect::Keep(left)],
        false => Vec::new(),
    }
}

/// Accepts the score, else goes on.
fn accept(judge: &mut Judge) -> Vec<Effect> {
    if let Some(typed) = judge.typing.take() {
        let score = typed.parse().ok().filter(|score| *score <= 100);
        let Some(score) = score else {
            judge.message = Some(Notice::bad(msg!("a score is from 0 to 100")));
            return Vec::new();
        };
        return give(judge, score);
    }
    if judge.anchor.take().is_some() {
        return Vec::new();
    }
    go_on(judge)
}

/// Gives the current translation a score and goes on, unless a span is requested.
fn give(judge: &mut Judge, score: u8) -> Vec<Effect> {
    judge.latest = Some(score);
    judge.typing = None;
    let changed = judge.change(|answer| answer.score = Some(score));
    let mut effects = kept(judge, changed);
    let place = (judge.at, judge.shown);
    if score < ASKS_FOR_A_SPAN
        && judge.answer(judge.shown).errors.is_empty()
        && judge.asked != Some(place)
    {
        judge.asked = Some(place);
        judge.message = Some(Notice::bad(msg!(
            "below {bound}: mark what is wrong, or {key} to skip",
            bound = ASKS_FOR_A_SPAN,
            key = Mode::Judge.keys(Command::Accept)
        )));
        return effects;
    }
    if judge.is_complete(judge.at) {
        judge.message = Some(Notice::good(msg!(
            "{key} goes to the next segment",
            key = Mode::Judge.keys(Command::Accept)
        )));
    } else {
        effects.extend(go_on(judge));
    }
    effects
}

/// Goes to the next translation without score, or leaves a segment that is complete.
fn go_on(judge: &mut Judge) -> Vec<Effect> {
    let count = judge.order().len();
    let next = (judge.shown + 1..count).chain(0..judge.shown.min(count));
    let open = next
        .into_iter()
        .find(|shown| judge.answer(*shown).score.is_none());
    if let Some(shown) = open {
        judge.show(shown);
        return Vec::new();
    }
    if judge.answer(judge.shown).score.is_none() {
        judge.message = Some(Notice::bad(msg!("type a score from 0 to 100")));
        return Vec::new();
    }
    if let Some(item) = judge.item()
        && let answers = judge.answers_of(judge.at)
        && let Some((system, warning)) = first_unmet(&judge.campaign, item, &answers)
        && !warning.is_empty()
    {
        let place = item.targets.iter().position(|(own, _)| *own == system);
        let warning = Notice::bad(Message::name(warning.to_owned()));
        let shown = judge.order().iter().position(|own| Some(*own) == place);
        judge.show(shown.unwrap_or(0));
        judge.message = Some(warning);
        return Vec::new();
    }
    let left = judge.at;
    if !judge.go_to_open(left + 1) {
        judge.message = Some(all_judged());
    }
    vec![Effect::Keep(left)]
}

fn mark(judge: &mut Judge, severity: Severity) -> Vec<Effect> {
    let Some(span) = judge.words_to_mark() else {
        say_no_caret(judge);
        return Vec::new();
    };
    let own = judge.answer(judge.shown).error_at(span.start);
    // With the caret on a mark, the mark is changed instead of adding one.
    let span = match own.and_then(|error| error.span) {
        Some(marked) if judge.anchor.is_none() => marked,
        _ => span,
    };
    judge.anchor = None;
    let changed = judge.change(|answer| answer.mark(span, severity));
    kept(judge, changed)
}

fn undo(judge: &mut Judge) -> Vec<Effect> {
    let Some((at, before)) = judge.done.pop() else {
        judge.message = Some(Notice::bad(msg!("nothing left to undo")));
        return Vec::new();
    };
    let left = judge.at;
    judge.answers.insert(at, before);
    if at != left {
        judge.go_to(at);
    }
    vec![Effect::Keep(at)]
}

/// Puts the caret on the first cell, or moves it in visual order.
fn move_caret(judge: &mut Judge, command: Command, map: &CaretMap) {
    let place = match judge.caret.and_then(|cell| map.place_of(cell.start)) {
        None => map.first(),
        Some(place) if command == Command::CaretLeft => map.left(place),
        Some(place) => map.right(place),
    };
    if let Some(cell) = place.and_then(|place| map.span_at(place)) {
        judge.caret = Some(cell);
    }
}

/// Moves the caret to the next or previous word of the text.
fn move_by_word(judge: &mut Judge, command: Command, map: &CaretMap) {
    let Some(target) = judge.target(judge.shown) else {
        return;
    };
    let starts = words(target).map(|word| word.start);
    let goal = match (judge.caret, command) {
        (None, _) => starts.min(),
        (Some(cell), Command::NextWord) => starts.filter(|start| *start > cell.start).min(),
        (Some(cell), _) => starts.filter(|start| *start < cell.start).max(),
    };
    let place = goal.and_then(|byte| map.place_of(byte));
    if let Some(cell) = place.and_then(|place| map.span_at(place)) {
        judge.caret = Some(cell);
    }
}
