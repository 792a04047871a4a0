//! Judging several systems blind, as plain data, and how each key changes it.
//!
//! What is judged and what an answer is, the review package says (`judging`); here are the place,
//! the caret, the score that is being typed, and what each command does. No name of a system is in
//! anything that is shown.

use crate::session::chord::Chord;
use crate::session::keymap::{Keymap, Lookup, Mode};
use crate::session::{Command, Event, Notice};
use bayn_doc::Severity;
use bayn_review::judging::log::first_unmet;
use bayn_review::judging::{ASKS_FOR_A_SPAN, Answer, Campaign, Item};
use bayn_text::{Message, digit_value, label, msg, words};
use harf::{CaretMap, Span};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A pause longer than this counts as so many seconds.
const LONGEST_PAUSE: f64 = 60.0;

/// What a key does on this screen, in the order of help: most commands are those of the reader,
/// and say here what they mean.
pub const SENTENCES: &[(Command, &str)] = &[
    (
        Command::Accept,
        label!("Accepts the typed score, otherwise goes on to what has none."),
    ),
    (Command::TieScore, Command::TieScore.sentence()),
    (
        Command::ListDown,
        label!("Goes to the next translation of the segment."),
    ),
    (
        Command::ListUp,
        label!("Goes to the previous translation of the segment."),
    ),
    (Command::NextPair, label!("Goes to the next segment.")),
    (
        Command::PreviousPair,
        label!("Goes to the previous segment."),
    ),
    (
        Command::NextOpen,
        label!("Goes to the next segment without a judgement."),
    ),
    (Command::CaretLeft, Command::CaretLeft.sentence()),
    (Command::CaretRight, Command::CaretRight.sentence()),
    (Command::NextWord, Command::NextWord.sentence()),
    (Command::PreviousWord, Command::PreviousWord.sentence()),
    (
        Command::SelectWords,
        label!("Starts or stops selecting words; moving extends the selection."),
    ),
    (Command::SwapEnds, Command::SwapEnds.sentence()),
    (
        Command::SetMinor,
        label!("Marks the selected words, or the caret's word, as a minor error."),
    ),
    (
        Command::SetMajor,
        label!("Marks the selected words, or the caret's word, as a major error."),
    ),
    (
        Command::MarkMissing,
        label!("Marks something as missing: minor, then major, then not at all."),
    ),
    (
        Command::DeleteItem,
        label!("Removes the mark under the caret."),
    ),
    (
        Command::ToggleDifferences,
        Command::ToggleDifferences.sentence(),
    ),
    (
        Command::NextLayout,
        label!("Puts the translations beside each other, or one above the other."),
    ),
    (Command::Undo, Command::Undo.sentence()),
    (
        Command::DeleteBack,
        label!("Deletes the last digit of the score."),
    ),
    (
        Command::Cancel,
        label!("Clears the score, then the selection, then the caret."),
    ),
    (Command::Help, Command::Help.sentence()),
    (Command::Redraw, Command::Redraw.sentence()),
    (
        Command::Quit,
        label!("Leaves and shows the systems with their names."),
    ),
];

/// What a session of judging wants done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Put what was said of a segment on the disk.
    Keep(usize),
    /// Draw the whole screen again.
    Redraw,
    /// Leave.
    Quit,
}

/// A session of judging.
#[derive(Clone, Debug, Default)]
pub struct Judge {
    /// What is judged.
    pub campaign: Arc<Campaign>,
    /// From what the orders are drawn.
    pub seed: u64,
    /// What was said, by segment, in the order of its translations.
    answers: BTreeMap<usize, Vec<Answer>>,
    /// Seconds by segment.
    seconds: BTreeMap<usize, f64>,
    /// The segment.
    pub at: usize,
    /// The place of the translation among those that are shown.
    pub shown: usize,
    /// The cell of the caret, as bytes of the translation.
    pub caret: Option<Span>,
    /// The cell at which selecting began.
    pub anchor: Option<Span>,
    /// The digits of the score that is being typed.
    pub typing: Option<String>,
    /// Whether translations are beside each other.
    pub columns: bool,
    /// Whether words that differ are lit.
    pub differences: bool,
    /// Whether the keys are listed.
    pub help: bool,
    /// What is said in the bottom line.
    pub message: Option<Notice>,
    /// The time, in seconds.
    pub now: f64,
    last: Option<f64>,
    done: Vec<(usize, Vec<Answer>)>,
    /// The translation of which a span was asked for, so that it is asked once.
    asked: Option<(usize, usize)>,
    /// The score that a tie repeats.
    latest: Option<u8>,
}

impl Judge {
    /// Returns a session that goes on where a log ended.
    #[must_use]
    pub fn new(
        campaign: Arc<Campaign>,
        seed: u64,
        answers: BTreeMap<usize, Vec<Answer>>,
        seconds: BTreeMap<usize, f64>,
    ) -> Self {
        let mut judge = Self {
            campaign,
            seed,
            answers,
            seconds,
            ..Self::default()
        };
        judge.go_to_open(0);
        judge
    }

    /// Returns the segment.
    #[must_use]
    pub fn item(&self) -> Option<&Item> {
        self.campaign.items.get(self.at)
    }

    /// Returns the order in which the translations are shown, as indexes of those of the segment.
    #[must_use]
    pub fn order(&self) -> Vec<usize> {
        self.campaign.order(self.at, self.seed)
    }

    /// Returns a translation by its place on the screen.
    #[must_use]
    pub fn target(&self, shown: usize) -> Option<&str> {
        let place = *self.order().get(shown)?;
        Some(&self.item()?.targets.get(place)?.1)
    }

    /// Returns what was said of a translation, by its place on the screen.
    #[must_use]
    pub fn answer(&self, shown: usize) -> Answer {
        let place = self.order().get(shown).copied();
        let own = place.and_then(|place| self.answers.get(&self.at)?.get(place));
        own.cloned().unwrap_or_default()
    }

    /// Returns what was said of a segment, in the order of its translations.
    #[must_use]
    pub fn answers_of(&self, at: usize) -> Vec<Answer> {
        let count = self
            .campaign
            .items
            .get(at)
            .map_or(0, |item| item.targets.len());
        let mut answers = self.answers.get(&at).cloned().unwrap_or_default();
        answers.resize(count, Answer::default());
        answers
    }

    /// Returns the seconds that were spent on a segment.
    #[must_use]
    pub fn seconds_of(&self, at: usize) -> f64 {
        self.seconds.get(&at).copied().unwrap_or(0.0)
    }

    /// Returns the segments of which something was said.
    pub fn answered(&self) -> impl Iterator<Item = usize> + '_ {
        self.answers.keys().copied()
    }

    /// Returns how many translations have a score.
    #[must_use]
    pub fn scored(&self) -> usize {
        let all = self.answers.values().flatten();
        all.filter(|answer| answer.score.is_some()).count()
    }

    fn is_complete(&self, at: usize) -> bool {
        self.answers_of(at)
            .iter()
            .all(|answer| answer.score.is_some())
    }

    /// Goes to the first segment from a place on that is not judged, round the end; stays where
    /// all are.
    fn go_to_open(&mut self, from: usize) -> bool {
        let count = self.campaign.items.len();
        let places = (from..count).chain(0..from.min(count));
        let open = places.into_iter().find(|at| !self.is_complete(*at));
        if let Some(at) = open {
            self.go_to(at);
        }
        open.is_some()
    }

    fn go_to(&mut self, at: usize) {
        self.at = at;
        let open = (0..self.order().len()).find(|shown| self.answer(*shown).score.is_none());
        self.show(open.unwrap_or(0));
    }

    fn show(&mut self, shown: usize) {
        self.shown = shown;
        (self.caret, self.anchor, self.typing) = (None, None, None);
    }

    /// Returns what is selected, from the first cell to the last.
    #[must_use]
    pub fn selected(&self) -> Option<Span> {
        Some(self.anchor?.cover(self.caret?))
    }

    /// Returns the words that a mark would take: what is selected, else the word under the caret.
    fn words_to_mark(&self) -> Option<Span> {
        let caret = self.caret?;
        let target = self.target(self.shown)?;
        let word = words(target).find(|word| word.contains(caret.start));
        Some(self.selected().or(word).unwrap_or(caret))
    }

    /// Changes the answer of the current translation; returns whether it is another one now.
    fn change(&mut self, change: impl FnOnce(&mut Answer)) -> bool {
        let before = self.answers_of(self.at);
        let Some(place) = self.order().get(self.shown).copied() else {
            return false;
        };
        let mut after = before.clone();
        if let Some(answer) = after.get_mut(place) {
            change(answer);
        }
        if after == before {
            return false;
        }
        self.done.push((self.at, before));
        self.answers.insert(self.at, after);
        true
    }

    /// Counts the time since the last key for the segment that is shown.
    fn count_time(&mut self) {
        if let Some(last) = self.last {
            let pause = (self.now - last).clamp(0.0, LONGEST_PAUSE);
            *self.seconds.entry(self.at).or_default() += pause;
        }
        self.last = Some(self.now);
    }
}

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

fn type_digit(judge: &mut Judge, digit: char) {
    let typed = judge.typing.get_or_insert_default();
    typed.push(digit);
    if typed.parse::<u16>().is_ok_and(|score| score > 100) {
        typed.pop();
        judge.message = Some(Notice::bad(msg!("a score is from 0 to 100")));
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
        "everything is judged; {key} leaves and shows the systems",
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

/// Goes to another segment, whatever was said of this one.
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

/// Takes the score, else goes on.
fn accept(judge: &mut Judge) -> Vec<Effect> {
    if let Some(typed) = judge.typing.take() {
        return match typed.parse() {
            Ok(score) => give(judge, score),
            Err(_) => Vec::new(),
        };
    }
    if judge.anchor.take().is_some() {
        return Vec::new();
    }
    go_on(judge)
}

/// Gives the current translation a score and goes on, unless a span is asked for.
fn give(judge: &mut Judge, score: u8) -> Vec<Effect> {
    judge.latest = Some(score);
    judge.typing = None;
    let changed = judge.change(|answer| answer.score = Some(score));
    let mut effects = kept(judge, changed);
    let place = (judge.at, judge.shown);
    if score < ASKS_FOR_A_SPAN
        && judge.answer(judge.shown).slips.is_empty()
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
    let own = judge.answer(judge.shown).slip_at(span.start);
    // The caret on a mark changes that, and marks no part of it anew.
    let span = match own.and_then(|slip| slip.span) {
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

/// Puts the caret on the first cell, or moves it by what the eye sees.
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
