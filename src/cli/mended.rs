//! Messages about repairs of a text.

use bayn_text::Message;
use bayn_text::msg;
use bayn_text::{Damage, Repair};

/// Returns a sentence for each damage repaired in a text.
pub(crate) fn notes(name: &str, decoded: &str, repairs: &[Repair]) -> Vec<Message> {
    let sentence = |repair: &Repair| {
        let before = decoded.get(..repair.first).unwrap_or("");
        let line = before.matches('\n').count() + 1;
        let places = repair.places;
        match repair.damage {
            Damage::Mojibake => msg!(
                "{name}, line {line}: letters decoded in a wrong encoding were repaired ({places}); --as-is leaves them",
                name,
                line,
                places
            ),
            Damage::VisualOrder => msg!(
                "{name}, line {line}: lines stored in visual order were reordered ({places}); --as-is leaves them",
                name,
                line,
                places
            ),
            Damage::PresentationForms => msg!(
                "{name}, line {line}: letters stored as presentation forms were repaired ({places}); --as-is leaves them",
                name,
                line,
                places
            ),
            Damage::LamAlef => msg!(
                "{name}, line {line}: swapped lam and alef were repaired ({places}); --as-is leaves them",
                name,
                line,
                places
            ),
            Damage::Tatweel => msg!(
                "{name}, line {line}: tatweel was removed from words ({places}); --as-is leaves it",
                name,
                line,
                places
            ),
            Damage::PersianLetters => msg!(
                "{name}, line {line}: Persian ya and kaf were read as Arabic ({places}); --as-is leaves them",
                name,
                line,
                places
            ),
        }
    };
    repairs.iter().map(sentence).collect()
}
