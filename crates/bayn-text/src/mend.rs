//! Repairs Arabic and Hebrew text that a program damaged, before it is read.
//!
//! ```text
//!   damage              stored                 mended
//!   mojibake            Ø§Ù„Ù†Øµ  ط§ظ„ظ†طµ  ÇáäÕ     النص
//!   visual order        صنلا                   النص
//!   presentation forms  U+FE8D U+FEDF ...      U+0627 U+0644 ...
//!   lam-alef turned     اإلسالم                الإسلام
//!   tatweel             الـــنـــص             النص
//!   Persian letters     کتابی, in Arabic       كتابي
//! ```
//!
//! Each damage is detected by evidence that intact text does not show, and repaired only where it
//! prevails (in a line or in the whole text, depending on the damage); an intact text is left as it
//! is, byte for byte. The repairs are reported, and an [`OffsetMap`] maps back. The letters
//! of a line stored in visual order are reordered, so there an offset is mapped to its line, not
//! to its letter.

mod forms;
mod lam_alef;
mod letters;
mod mojibake;
mod rewrite;
mod visual;

#[cfg(test)]
mod tests;

pub use forms::unshaped;
pub use visual::logical_line;

use crate::OffsetMap;
use rewrite::Rewritten;

/// A kind of damage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Damage {
    /// Bytes that were decoded in another encoding than they were written in.
    Mojibake,
    /// Lines stored in visual order, from left to right.
    VisualOrder,
    /// Arabic letters stored as presentation forms (from U+FB50 on).
    PresentationForms,
    /// Lam and alef swapped, as PDF extractors leave them.
    LamAlef,
    /// Tatweel that only stretched the line.
    Tatweel,
    /// Persian ya and kaf in Arabic.
    PersianLetters,
}

/// What was repaired.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Repair {
    /// The damage.
    pub damage: Damage,
    /// The number of repairs: lines for visual order, else characters or sequences.
    pub places: usize,
    /// The first repair, as an offset in the text before it was repaired.
    pub first: usize,
}

/// A repaired text, the map back, and what was done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mended {
    /// The repaired text.
    pub text: String,
    /// Offsets of the mended text to offsets of the damaged one and back.
    pub map: OffsetMap,
    /// What was done, in the order in which it was done.
    pub repairs: Vec<Repair>,
}

/// Repairs one kind of damage; `None` if a text does not have it.
type Way = fn(&str) -> Option<Rewritten>;

/// The repairs in order: letters first, then their order, then their
/// shapes, since each requires those before it.
const WAYS: [(Damage, Way); 6] = [
    (Damage::Mojibake, mojibake::mend),
    (Damage::VisualOrder, visual::mend),
    (Damage::PresentationForms, forms::mend),
    (Damage::LamAlef, lam_alef::mend),
    (Damage::Tatweel, letters::without_tatweel),
    (Damage::PersianLetters, letters::arabic_letters),
];

/// Repairs a decoded text; `None` if nothing is damaged. O(n) for each kind of damage.
#[must_use]
pub fn mend(decoded: &str) -> Option<Mended> {
    // Every damage shows in characters beyond ASCII.
    if decoded.is_ascii() {
        return None;
    }
    let mut mended: Option<Mended> = None;
    for (damage, way) in WAYS {
        let text = mended.as_ref().map_or(decoded, |mended| &mended.text);
        let Some(done) = way(text) else { continue };
        let before = mended.unwrap_or_else(|| Mended {
            map: OffsetMap::default(),
            ..Mended::default()
        });
        let mut repairs = before.repairs;
        repairs.push(Repair {
            damage,
            places: done.places,
            first: before.map.original_of(done.first),
        });
        mended = Some(Mended {
            map: done.map.through(&before.map),
            text: done.text,
            repairs,
        });
    }
    mended
}
