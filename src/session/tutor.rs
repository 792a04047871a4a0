//! The tutorial: one lesson after the other, each a command that the reader is to use.
//!
//! A line at the bottom says what to press; the lesson is done when the command was run, by
//! whatever key it has. Keys are named as they are bound now.

use crate::session::chord::show_sequence;
use crate::session::command::Command;
use crate::session::keymap::{Keymap, Mode};

/// A lesson: what is to be done, how often, and the words around its key.
struct Lesson {
    command: Command,
    times: usize,
    before: &'static str,
    after: &'static str,
}

const fn lesson(
    command: Command,
    times: usize,
    before: &'static str,
    after: &'static str,
) -> Lesson {
    Lesson {
        command,
        times,
        before,
        after,
    }
}

/// The lessons in order.
const LESSONS: &[Lesson] = &[
    lesson(
        Command::NextPair,
        3,
        "Matching sentences stand on one row, the current pair is lit. Press",
        "three times to go down.",
    ),
    lesson(Command::PreviousPair, 1, "Press", "to go back up."),
    lesson(
        Command::NextParagraph,
        1,
        "Press",
        "to go to the next paragraph.",
    ),
    lesson(
        Command::Search,
        1,
        "Both texts are searched, without vowel marks or forms of alef. Press",
        "to begin.",
    ),
    lesson(
        Command::Accept,
        1,
        "Type: trucks (or its Arabic). Then press",
        "to find it.",
    ),
    lesson(Command::NextHit, 1, "Press", "for the next hit."),
    lesson(
        Command::NextWord,
        2,
        "A caret walks the words in the order of reading. Press",
        "twice.",
    ),
    lesson(
        Command::OtherPane,
        1,
        "Press",
        "to take the caret to the other text.",
    ),
    lesson(
        Command::AcceptPair,
        1,
        "Reviewing: press",
        "to accept the translation of this pair. A sign stands in the margin.",
    ),
    lesson(
        Command::Undo,
        1,
        "Press",
        "to take that back. There is no limit.",
    ),
    lesson(
        Command::NextFinding,
        1,
        "Checks look at numbers, quotation marks, names. Press",
        "to go to the next thing they found.",
    ),
    lesson(
        Command::SelectWords,
        1,
        "To mark an error, press",
        "to begin with the words of it.",
    ),
    lesson(
        Command::MarkError,
        1,
        "Extend with w, then press",
        "to say what kind of error it is.",
    ),
    lesson(
        Command::Accept,
        1,
        "One letter chooses the kind, one how bad it is. Type: a m M. Then write a note, or press",
        "without one.",
    ),
    lesson(
        Command::ListErrors,
        1,
        "The mark stands in the margin. Press",
        "to list all marks; q leaves the list.",
    ),
    lesson(
        Command::NextLayout,
        1,
        "Press",
        "to see the texts one above the other. The same key goes on to one alone.",
    ),
    lesson(
        Command::ToggleTashkeel,
        1,
        "Press",
        "to hide the vowel marks of Arabic. The same key brings them back.",
    ),
    lesson(
        Command::Help,
        1,
        "Press",
        "for all keys; a slash searches them, q leaves the list.",
    ),
    lesson(
        Command::Quit,
        1,
        "That is enough to read with. Open your own with `bayn A B`. Press",
        "to leave.",
    ),
];

/// How far a reader of the tutorial has come.
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

    /// Returns every lesson as one sentence with `{}` for its key, as it is translated.
    #[must_use]
    pub fn sentences() -> Vec<String> {
        LESSONS
            .iter()
            .map(|lesson| format!("{} {{}} {}", lesson.before, lesson.after))
            .collect()
    }

    /// Takes a command that was run; goes on when it was the one waited for, often enough.
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

    /// Returns the lesson in one line, with the key as it is bound.
    #[must_use]
    pub fn line(&self, keymap: &Keymap) -> String {
        let Some(lesson) = LESSONS.get(self.at) else {
            return String::new();
        };
        let bound = |mode| {
            let keys = keymap.keys_of(mode, lesson.command);
            keys.first().map(|keys| show_sequence(keys))
        };
        let mode = match lesson.command {
            Command::Accept | Command::Cancel => Mode::Prompt,
            _ => Mode::Reader,
        };
        let key = bound(mode)
            .or_else(|| Mode::ALL.into_iter().find_map(bound))
            .unwrap_or_else(|| format!(":{}", lesson.command.name()));
        format!(
            "{}/{}  {} {key} {}",
            self.at + 1,
            LESSONS.len(),
            lesson.before,
            lesson.after
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lesson_waits_for_its_command_as_often_as_it_says() {
        let keymap = Keymap::default();
        let mut tutor = Tutor::default();
        assert!(tutor.line(&keymap).contains("Press j three times"));
        tutor.did(Command::NextHit);
        tutor.did(Command::NextPair);
        tutor.did(Command::NextPair);
        assert!(tutor.line(&keymap).starts_with("1/"));
        tutor.did(Command::NextPair);
        assert!(tutor.line(&keymap).starts_with("2/"));
    }

    #[test]
    fn every_lesson_has_a_key_and_the_last_stays() {
        let keymap = Keymap::default();
        let mut tutor = Tutor::default();
        for lesson in LESSONS {
            assert!(
                !tutor.line(&keymap).contains(':')
                    || lesson.command == Command::Accept
                    || lesson.before.contains(':')
            );
            for _ in 0..lesson.times {
                tutor.did(lesson.command);
            }
        }
        assert!(
            tutor
                .line(&keymap)
                .starts_with(&format!("{0}/{0}", Tutor::lessons()))
        );
    }
}
