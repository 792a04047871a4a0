//! A text made from another by replacing pieces of it.

use crate::OffsetMap;
use std::ops::Range;

/// The result.
#[derive(Debug, Default)]
pub(super) struct Rewritten {
    /// The new text.
    pub(super) text: String,
    /// Offsets of the new text to those of the old.
    pub(super) map: OffsetMap,
    /// How many pieces were replaced.
    pub(super) places: usize,
    /// The position of the first one, in the old text.
    pub(super) first: usize,
}

/// The work in progress; pieces come in order.
pub(super) struct Rewrite<'a> {
    old: &'a str,
    done: usize,
    new: Rewritten,
}

impl<'a> Rewrite<'a> {
    pub(super) fn of(old: &'a str) -> Self {
        Self {
            old,
            done: 0,
            new: Rewritten {
                text: String::with_capacity(old.len()),
                ..Rewritten::default()
            },
        }
    }

    /// Replaces the bytes `piece` by `by`.
    pub(super) fn replace(&mut self, piece: Range<usize>, by: &str) {
        self.copy_to(piece.start);
        if self.new.places == 0 {
            self.new.first = piece.start;
        }
        self.new.places += 1;
        self.new.map.push(self.new.text.len(), piece.start);
        self.new.text.push_str(by);
        self.done = piece.end;
        self.new.map.push(self.new.text.len(), self.done);
    }

    fn copy_to(&mut self, at: usize) {
        if self.done < at {
            self.new.map.push(self.new.text.len(), self.done);
            let kept = self.old.get(self.done..at).unwrap_or("");
            self.new.text.push_str(kept);
            self.done = at;
        }
    }

    /// Returns the new text, or `None` if nothing was replaced.
    pub(super) fn finish(mut self) -> Option<Rewritten> {
        self.copy_to(self.old.len());
        (self.new.places > 0).then_some(self.new)
    }
}

/// Returns the lines of a text, each with its offset and without its line end.
pub(super) fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        (start, line.trim_end_matches(['\n', '\r']))
    })
}

/// Returns the words of a line, split at everything but letters and marks, each with its offset.
pub(super) fn words(line: &str) -> impl Iterator<Item = (usize, &str)> {
    let inside = |c: char| c.is_alphabetic() || harf::shape::is_mark(c);
    line.split(move |c: char| !inside(c))
        .filter(|word| !word.is_empty())
        .map(move |word| (word.as_ptr() as usize - line.as_ptr() as usize, word))
}
