//! Arabic words without their proclitics: and, so, with, as, for, the.
//!
//! Every possible form of a word is returned, not just the right one: the caller compares each with
//! known words. If a single key per word is needed, without a list to compare with, there is the light
//! stem of `stem`.

/// The proclitics, in the order in which they may occur.
const PROCLITICS: [&[&str]; 3] = [
    &["\u{648}", "\u{641}"],
    &["\u{628}", "\u{643}", "\u{644}"],
    &["\u{627}\u{644}", "\u{644}"],
];

/// Returns the forms of a folded Arabic word without proclitics: the word itself, then
/// without conjunction, preposition and article, as long as two letters remain.
#[must_use]
pub fn proclitic_forms(key: &str) -> Vec<&str> {
    let mut forms = vec![key];
    for prefixes in PROCLITICS {
        for at in 0..forms.len() {
            for prefix in prefixes {
                let rest = forms
                    .get(at)
                    .and_then(|form| form.strip_prefix(prefix))
                    .filter(|rest| rest.chars().count() >= 2);
                if let Some(rest) = rest
                    && !forms.contains(&rest)
                {
                    forms.push(rest);
                }
            }
        }
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn proclitics_come_off_in_their_order() {
        // "and to the camp"
        let forms = proclitic_forms("\u{648}\u{644}\u{644}\u{645}\u{62E}\u{64A}\u{645}");
        assert!(forms.contains(&"\u{645}\u{62E}\u{64A}\u{645}"), "{forms:?}");
    }
}
