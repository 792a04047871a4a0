//! What was mended in a text, in words.

use bayn_text::{Damage, Repair, shown};

/// Returns a sentence for each damage that was mended in a text.
pub(crate) fn notes(name: &str, decoded: &str, repairs: &[Repair]) -> Vec<String> {
    let sentence = |repair: &Repair| {
        let before = decoded.get(..repair.first).unwrap_or("");
        let line = before.matches('\n').count() + 1;
        let (name, places) = (shown(name), repair.places);
        match repair.damage {
            Damage::Mojibake => format!(
                "{name}, line {line}: letters decoded in a wrong encoding were mended ({places}); --as-is leaves them"
            ),
            Damage::VisualOrder => format!(
                "{name}, line {line}: lines stored in visual order were turned ({places}); --as-is leaves them"
            ),
            Damage::PresentationForms => format!(
                "{name}, line {line}: letters stored by their shapes were mended ({places}); --as-is leaves them"
            ),
            Damage::LamAlef => format!(
                "{name}, line {line}: lam and alef that had changed places were mended ({places}); --as-is leaves them"
            ),
            Damage::Tatweel => format!(
                "{name}, line {line}: tatweel was taken out of words ({places}); --as-is leaves it"
            ),
            Damage::PersianLetters => format!(
                "{name}, line {line}: Persian ya and kaf were read as Arabic ({places}); --as-is leaves them"
            ),
        }
    };
    repairs.iter().map(sentence).collect()
}
