//! Names across scripts: the consonant skeletons of words.
//!
//! `text::skeleton` maps the letters of every script to coarse classes; here clitics are stripped
//! first. Two words with equal skeletons are likely the same name. The module does not know who
//! is named.

use super::token::TokenKind;
use bayn_text::{Affixes, skeleton};

/// Returns the consonants of a folded word as coarse classes, the same for every script; equal
/// ones suggest that two words are the same name. Latin letters may be of either case.
#[must_use]
pub fn consonants(word: &str) -> String {
    skeleton(&word.to_lowercase())
}

/// Returns the possible skeletons of a word, one for each way to strip its clitics; skeletons
/// of fewer than two consonants are no evidence and are left out.
pub(crate) fn skeletons(word: &str, kind: TokenKind, affixes: &Affixes) -> Vec<String> {
    let mut found = Vec::new();
    match kind {
        TokenKind::Number | TokenKind::Ideographs => {}
        TokenKind::Arabic => {
            found.push(skeleton(word));
            found.extend(affixes.without_clitic(word, 2).map(skeleton));
        }
        TokenKind::Hebrew => {
            // Two letters have two readings each: b or v, p or f.
            let soft = |word: &str| word.replace(['\u{5d1}', '\u{5e4}', '\u{5e3}'], "f");
            for form in std::iter::once(word).chain(affixes.without_clitic(word, 2)) {
                found.extend([skeleton(form), skeleton(&soft(form))]);
            }
        }
        TokenKind::Letters => found.push(consonants(word)),
    }
    found.retain(|skeleton| skeleton.len() >= 2);
    found.sort_unstable();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_sounds_alike_in_both_scripts() {
        let arabic = skeletons(
            "\u{627}\u{644}\u{628}\u{63a}\u{62f}\u{627}\u{62f}\u{64a}",
            TokenKind::Arabic,
            Affixes::of("ar"),
        );
        let latin = skeletons("Baghdadi", TokenKind::Letters, Affixes::of("en"));
        assert_eq!(latin, ["bgd"]);
        assert!(arabic.contains(&"bgd".to_owned()), "{arabic:?}");
    }

    #[test]
    fn a_vowel_alone_has_no_skeleton() {
        assert!(skeletons("I", TokenKind::Letters, Affixes::of("en")).is_empty());
        assert!(skeletons("12", TokenKind::Number, Affixes::of("en")).is_empty());
    }
}
