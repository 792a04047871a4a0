//! A review as a table in an office document, and the changes made in it.
//!
//! ```text
//!  changed target     marks with suggestions on the changed words
//!  changed source     note on the changed words
//!  changed verdict    verdict; other words in its column: note
//!  changed note       its new part: note
//!  comment            note, on its words if they are still there
//! ```
//!
//! The pair of a row is found by its texts (`find`), so rows may be sorted, deleted and copied. Which
//! cells were changed is detected by a fingerprint of each, stored in the row; if it was lost,
//! by the texts of the review.

mod correction;
mod document;
mod find;
mod read;
mod verdict;
mod write;

pub use document::read_document;
pub use read::read;
pub use write::write;

use crate::position::squeezed;
use fnv::FnvHasher;
use std::hash::Hasher;

/// The fingerprints of the cells of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Prints {
    source: u32,
    target: u32,
    verdict: u32,
    note: u32,
}

impl Prints {
    /// Returns the fingerprints of these texts.
    fn of([source, target, verdict, note]: [&str; 4]) -> Self {
        let print = |text: &str| {
            let mut hash = FnvHasher::default();
            hash.write(squeezed(text).as_bytes());
            let word = hash.finish();
            #[expect(clippy::cast_possible_truncation, reason = "both halves count")]
            let half = (word ^ (word >> 32)) as u32;
            half
        };
        Self {
            source: print(source),
            target: print(target),
            verdict: print(verdict),
            note: print(note),
        }
    }

    /// Returns them as the name of a bookmark may be: letters, digits and `_`, at most 40.
    fn written(self) -> String {
        format!(
            "bayn{:08x}{:08x}{:08x}{:08x}",
            self.source, self.target, self.verdict, self.note
        )
    }

    /// Reads a name; a program may have appended to it.
    fn read(text: &str) -> Option<Self> {
        let digits = text.trim().strip_prefix("bayn")?;
        let part = |at: usize| u32::from_str_radix(digits.get(at * 8..at * 8 + 8)?, 16).ok();
        Some(Self {
            source: part(0)?,
            target: part(1)?,
            verdict: part(2)?,
            note: part(3)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_come_back_and_tell_texts_apart() {
        let prints = Prints::of(["a b", "c", "", "d\ne"]);
        assert_eq!(Prints::read(&prints.written()), Some(prints));
        assert!(prints.written().len() <= 40);
        assert_eq!(Prints::of(["ab", " c", " ", "d e"]), prints);
        assert_ne!(Prints::of(["ab", "c", "x", "de"]).verdict, prints.verdict);
        assert_eq!(Prints::read("bayn12"), None);
        assert_eq!(Prints::read(""), None);
    }
}
