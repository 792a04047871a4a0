//! Blind judging of several systems, as plain data, and the effect of each key.
//!
//! Campaigns and answers are defined in the review package (`judging`); here are the position,
//! the caret, the score being typed, and the effect of each command. No system name is in
//! anything that is displayed.

mod update;

pub use update::update;

use crate::session::{Command, Notice};
use bayn_review::judging::{Answer, Campaign, Item};
use bayn_text::{label, words};
use harf::Span;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A longer pause counts as this many seconds.
const LONGEST_PAUSE: f64 = 60.0;

/// The commands of this screen, in the order of help: most are those of the reader,
/// with descriptions for this screen.
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

/// The effects of a judging session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Write the answers about a segment to the disk.
    Keep(usize),
    /// Draw the whole screen again.
    Redraw,
    /// Quit.
    Quit,
}

/// A judging session.
#[derive(Clone, Debug, Default)]
pub struct Judge {
    /// The campaign.
    pub campaign: Arc<Campaign>,
    /// The seed of the display orders.
    pub seed: u64,
    /// The answers, by segment, in the order of its translations.
    answers: BTreeMap<usize, Vec<Answer>>,
    /// Seconds by segment.
    seconds: BTreeMap<usize, f64>,
    /// The index of the segment.
    pub at: usize,
    /// The display position of the translation.
    pub shown: usize,
    /// The cell of the caret, as bytes of the translation.
    pub caret: Option<Span>,
    /// The cell at which selecting began.
    pub anchor: Option<Span>,
    /// The digits of the score that is being typed.
    pub typing: Option<String>,
    /// Whether translations are side by side.
    pub columns: bool,
    /// Whether differing words are highlighted.
    pub differences: bool,
    /// Whether help is shown.
    pub help: bool,
    /// The message in the bottom line.
    pub message: Option<Notice>,
    /// The time, in seconds.
    pub now: f64,
    last: Option<f64>,
    done: Vec<(usize, Vec<Answer>)>,
    /// The translation for which a span was requested, so that it is requested once.
    asked: Option<(usize, usize)>,
    /// The score that a tie repeats.
    latest: Option<u8>,
}

impl Judge {
    /// Returns a session that continues where a log ended.
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

    /// Returns the answer about a translation, by its place on the screen.
    #[must_use]
    pub fn answer(&self, shown: usize) -> Answer {
        let place = self.order().get(shown).copied();
        let own = place.and_then(|place| self.answers.get(&self.at)?.get(place));
        own.cloned().unwrap_or_default()
    }

    /// Returns the answers about a segment, in the order of its translations.
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

    /// Returns the segments that have an answer.
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

    /// Goes to the first unjudged segment from an index on, wrapping around; stays if
    /// all are judged.
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

    /// Returns the words of a new mark: the selection, else the word under the caret.
    fn words_to_mark(&self) -> Option<Span> {
        let caret = self.caret?;
        let target = self.target(self.shown)?;
        let word = words(target).find(|word| word.contains(caret.start));
        Some(self.selected().or(word).unwrap_or(caret))
    }

    /// Changes the answer of the current translation; returns whether it has changed.
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
