//! Arabic words under what is written on them: and, so, with, as, for, the.

/// What may be written before a word, in the order in which it may stand.
const PROCLITICS: [&[&str]; 3] = [
    &["\u{648}", "\u{641}"],
    &["\u{628}", "\u{643}", "\u{644}"],
    &["\u{627}\u{644}", "\u{644}"],
];

/// Returns the forms of a folded Arabic word under its proclitics: the word itself, then
/// without conjunction, preposition and article, as far as two letters stay.
pub(crate) fn stems(key: &str) -> Vec<&str> {
    let mut stems = vec![key];
    for prefixes in PROCLITICS {
        for at in 0..stems.len() {
            for prefix in prefixes {
                let rest = stems
                    .get(at)
                    .and_then(|stem| stem.strip_prefix(prefix))
                    .filter(|rest| rest.chars().count() >= 2);
                if let Some(rest) = rest
                    && !stems.contains(&rest)
                {
                    stems.push(rest);
                }
            }
        }
    }
    stems
}
