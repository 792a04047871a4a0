//! The tutorial: a sequence of lessons, each a command to use.
//!
//! A line at the bottom says what to press; the lesson is complete when the command was run, by
//! any of its keys. Keys are named by their current bindings.

use crate::session::command::Command;
use crate::session::keymap::Mode;
use bayn_text::message::{Binding, Fraction, Separator};
use bayn_text::{Message, msg};

/// A lesson: what is to be done, how often, and the sentence that names its key.
struct Lesson {
    command: Command,
    times: usize,
    sentence: fn(Binding) -> Message,
}

const fn lesson(command: Command, times: usize, sentence: fn(Binding) -> Message) -> Lesson {
    Lesson {
        command,
        times,
        sentence,
    }
}

/// The lessons in order.
const LESSONS: &[Lesson] = &[
    lesson(Command::NextPair, 3, |key| {
        msg!(
            "Matching sentences are side by side; the current pair is highlighted. Press {key} three times to go down. {leave} leaves the tutorial at any time.",
            key,
            leave = Command::Quit
        )
    }),
    lesson(Command::PreviousPair, 1, |key| {
        msg!("Press {key} to go back up.", key)
    }),
    lesson(Command::NextParagraph, 1, |key| {
        msg!("Press {key} to go to the next paragraph.", key)
    }),
    lesson(Command::Search, 1, |key| {
        msg!(
            "Search finds words in both texts, whatever their vowel marks or forms of alef. Press {key} to begin.",
            key
        )
    }),
    lesson(Command::Accept, 1, |key| {
        msg!(
            "Type: convoy (or its Arabic). Then press {key} to find it.",
            key
        )
    }),
    lesson(Command::NextHit, 1, |key| {
        msg!("Press {key} to go to the next match.", key)
    }),
    lesson(Command::NextWord, 2, |key| {
        msg!(
            "A caret walks the words in reading order; what translates the word is highlighted in the other text. Press {key} twice.",
            key
        )
    }),
    lesson(Command::OtherPane, 1, |key| {
        msg!("Press {key} to take the caret to the other text.", key)
    }),
    lesson(Command::AcceptPair, 1, |key| {
        msg!(
            "Reviewing: press {key} to accept the translation of this pair. A sign appears in the margin.",
            key
        )
    }),
    lesson(Command::Undo, 1, |key| {
        msg!(
            "Press {key} to undo. You can undo as often as you like.",
            key
        )
    }),
    lesson(Command::NextFinding, 1, |key| {
        msg!(
            "Checks look at numbers, quotation marks and names. Press {key} to go to the next finding.",
            key
        )
    }),
    lesson(Command::SelectWords, 1, |key| {
        msg!("To mark an error, press {key} and select its words.", key)
    }),
    lesson(Command::MarkError, 1, |key| {
        msg!(
            "Extend the selection with {word}, then press {key} to say what kind of error it is.",
            key,
            word = Mode::Select.keys(Command::NextWord)
        )
    }),
    lesson(Command::Accept, 1, |key| {
        msg!(
            "Answer the questions above, a letter each: a, accuracy; m, mistranslation; M, major. Then write a note, or press {key} to skip it.",
            key
        )
    }),
    lesson(Command::ListErrors, 1, |key| {
        msg!(
            "The mark is shown in the margin. Press {key} to list all marks; {leave} leaves the list.",
            key,
            leave = Mode::List.keys(Command::Cancel)
        )
    }),
    lesson(Command::NextLayout, 5, |key| {
        msg!(
            "Press {key} to see one text above the other, then each text alone, then line under line. The fifth time both are side by side again.",
            key
        )
    }),
    lesson(Command::ToggleTashkeel, 2, |key| {
        msg!(
            "Press {key} to hide the vowel marks of Arabic. Press it again to show them.",
            key
        )
    }),
    lesson(Command::Help, 1, |key| {
        msg!(
            "Press {key} for all keys; {search} searches them, {leave} leaves the list.",
            key,
            search = Mode::List.keys(Command::Search),
            leave = Mode::List.keys(Command::Cancel)
        )
    }),
    lesson(Command::Quit, 1, |key| {
        msg!(
            "That is enough to read with. Open your own texts with `bayn A B`. Press {key} to leave.",
            key
        )
    }),
];

/// The progress in the tutorial.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tutor {
    at: usize,
    done: usize,
}

impl Tutor {
    /// Returns the number of lessons.
    #[must_use]
    pub const fn lessons() -> usize {
        LESSONS.len()
    }

    /// Handles a command that was run; continues if it was the expected one, often enough.
    pub fn did(&mut self, command: Command) {
        let Some(lesson) = LESSONS.get(self.at) else {
            return;
        };
        if lesson.command != command {
            return;
        }
        self.done += 1;
        if self.done >= lesson.times && self.at + 1 < LESSONS.len() {
            *self = Self {
                at: self.at + 1,
                done: 0,
            };
        }
    }

    /// Returns the lesson in one line, with its key as the user has it.
    #[must_use]
    pub fn line(&self) -> Message {
        let Some(lesson) = LESSONS.get(self.at) else {
            return Message::default();
        };
        let mode = match lesson.command {
            Command::Accept | Command::Cancel => Mode::Prompt,
            _ => Mode::Reader,
        };
        let sentence = (lesson.sentence)(mode.keys(lesson.command));
        let place = Message::of(Fraction(self.at + 1, LESSONS.len()));
        Message::joined([place, sentence], Separator::Gap)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lesson_waits_for_its_command_as_often_as_it_says() {
        let mut tutor = Tutor::default();
        assert!(
            tutor
                .line()
                .to_string()
                .contains("Press :next_pair three times")
        );
        tutor.did(Command::NextHit);
        tutor.did(Command::NextPair);
        tutor.did(Command::NextPair);
        assert!(tutor.line().to_string().starts_with("1/"));
        tutor.did(Command::NextPair);
        assert!(tutor.line().to_string().starts_with("2/"));
    }

    #[test]
    fn every_lesson_has_a_key_and_the_last_stays() {
        let mut tutor = Tutor::default();
        for lesson in LESSONS {
            let key = format!(":{}", lesson.command.name());
            assert!(tutor.line().to_string().contains(&key), "{key}");
            for _ in 0..lesson.times {
                tutor.did(lesson.command);
            }
        }
        assert!(
            tutor
                .line()
                .to_string()
                .starts_with(&format!("{0}/{0}", Tutor::lessons()))
        );
    }
}
