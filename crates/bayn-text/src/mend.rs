//! Arabic and Hebrew text that a program damaged, made whole again before it is read.
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
//! Each damage is told by signs that sound text does not show, and mended only where they
//! prevail (in a line or in the whole text, as the damage has it); a sound text is left as it
//! is, byte for byte. What was done is reported, and an [`OffsetMap`] leads back. The letters
//! of a line stored in visual order change places, so there an offset leads to its line, not
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

/// A way in which text is damaged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Damage {
    /// Bytes that were decoded in another encoding than they were written in.
    Mojibake,
    /// Lines whose letters are stored as they are seen, from left to right.
    VisualOrder,
    /// Arabic letters stored by their shape (U+FB50 and on).
    PresentationForms,
    /// Lam and alef that changed places, as PDF programs leave them.
    LamAlef,
    /// Tatweel that only stretched the line.
    Tatweel,
    /// Persian ya and kaf in Arabic.
    PersianLetters,
}

/// What was mended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Repair {
    /// The damage.
    pub damage: Damage,
    /// How many places: lines for visual order, else characters or sequences.
    pub places: usize,
    /// The first place, as an offset of the text before it was mended.
    pub first: usize,
}

/// A mended text, the way back, and what was done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mended {
    /// The text as it was meant.
    pub text: String,
    /// Offsets of the mended text to offsets of the damaged one and back.
    pub map: OffsetMap,
    /// What was done, in the order in which it was done.
    pub repairs: Vec<Repair>,
}

/// Mends one damage; none where a text does not have it.
type Way = fn(&str) -> Option<Rewritten>;

/// The ways in which text is mended, in order: letters first, then their order, then their
/// shapes, since each needs what comes before it.
const WAYS: [(Damage, Way); 6] = [
    (Damage::Mojibake, mojibake::mend),
    (Damage::VisualOrder, visual::mend),
    (Damage::PresentationForms, forms::mend),
    (Damage::LamAlef, lam_alef::mend),
    (Damage::Tatweel, letters::without_tatweel),
    (Damage::PersianLetters, letters::arabic_letters),
];

/// Mends a decoded text; none where nothing is damaged. O(n) for each way.
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
