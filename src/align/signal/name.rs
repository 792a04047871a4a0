//! Names across scripts: what is left of a word when only its consonants are heard.
//!
//! Arabic writes few vowels and has sounds that Latin letters blur, so both are mapped to a
//! coarse class of consonants; Cyrillic, Greek and Hebrew letters go to the same classes. Two
//! words whose skeletons are equal are likely the same name. It does not know who is named.

use super::token::{TokenKind, without_clitic};

/// Returns the class of a consonant as Latin letters, `""` for a vowel or a sign.
const fn class(c: char) -> &'static str {
    match c {
        'b' | 'p' | '\u{628}' | '\u{67e}' | '\u{43f}' | '\u{431}' | '\u{3b2}' | '\u{3c0}'
        | '\u{5d1}' | '\u{5e4}' | '\u{5e3}' => "b",
        'f' | 'v' | '\u{641}' | '\u{6a4}' | '\u{444}' | '\u{432}' | '\u{3c6}' => "f",
        'c' | 'k' | 'q' | '\u{642}' | '\u{643}' | '\u{6a9}' | '\u{62e}' | '\u{43a}' | '\u{445}'
        | '\u{3ba}' | '\u{3c7}' | '\u{5e7}' | '\u{5db}' | '\u{5da}' => "k",
        's' | 'z' | '\u{632}' | '\u{633}' | '\u{634}' | '\u{635}' | '\u{638}' | '\u{698}'
        | '\u{441}' | '\u{437}' | '\u{448}' | '\u{449}' | '\u{447}' | '\u{446}' | '\u{436}'
        | '\u{3c3}' | '\u{3c2}' | '\u{3b6}' | '\u{5e1}' | '\u{5e9}' | '\u{5d6}' | '\u{5e6}'
        | '\u{5e5}' => "s",
        'g' | 'j' | '\u{62c}' | '\u{63a}' | '\u{686}' | '\u{6af}' | '\u{433}' | '\u{3b3}'
        | '\u{5d2}' => "g",
        'd' | '\u{62f}' | '\u{630}' | '\u{636}' | '\u{434}' | '\u{3b4}' | '\u{5d3}' => "d",
        't' | '\u{62a}' | '\u{62b}' | '\u{637}' | '\u{442}' | '\u{3c4}' | '\u{3b8}' | '\u{5ea}'
        | '\u{5d8}' => "t",
        'r' | '\u{631}' | '\u{440}' | '\u{3c1}' | '\u{5e8}' => "r",
        'l' | '\u{644}' | '\u{43b}' | '\u{3bb}' | '\u{5dc}' => "l",
        'm' | '\u{645}' | '\u{43c}' | '\u{3bc}' | '\u{5de}' | '\u{5dd}' => "m",
        'n' | '\u{646}' | '\u{43d}' | '\u{3bd}' | '\u{5e0}' | '\u{5df}' => "n",
        'x' | '\u{3be}' => "ks",
        _ => "",
    }
}

/// Latin spellings of one sound in two letters, and what they are read as.
const DIGRAPHS: [(&str, &str); 8] = [
    ("sh", "s"),
    ("ch", "s"),
    ("th", "t"),
    ("kh", "k"),
    ("gh", "g"),
    ("ph", "f"),
    ("ce", "s"),
    ("ci", "s"),
];

fn skeleton(word: &str) -> String {
    let mut out = String::new();
    let mut last = None;
    for c in word.chars() {
        for heard in class(c).chars() {
            // A doubled consonant is written once in one script and twice in the other.
            if last != Some(heard) {
                out.push(heard);
            }
            last = Some(heard);
        }
    }
    out
}

/// Returns the consonants of a folded word as coarse classes, the same for every script; equal
/// ones are a hint that two words name the same. Latin letters may be of either case.
#[must_use]
pub fn consonants(word: &str) -> String {
    let mut lower = word.to_lowercase();
    for (written, read) in DIGRAPHS {
        lower = lower.replace(written, read);
    }
    skeleton(&lower)
}

/// Returns the possible skeletons of a word, one for each way to cut its clitics; skeletons
/// of fewer than two consonants say nothing and are left out.
pub(crate) fn skeletons(word: &str, kind: TokenKind) -> Vec<String> {
    let mut found = Vec::new();
    match kind {
        TokenKind::Number | TokenKind::Ideographs => {}
        TokenKind::Arabic => {
            found.push(skeleton(word));
            found.extend(without_clitic(word, 2).map(skeleton));
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
        );
        let latin = skeletons("Baghdadi", TokenKind::Letters);
        assert_eq!(latin, ["bgd"]);
        assert!(arabic.contains(&"bgd".to_owned()), "{arabic:?}");
    }

    #[test]
    fn a_vowel_alone_has_no_skeleton() {
        assert!(skeletons("I", TokenKind::Letters).is_empty());
        assert!(skeletons("12", TokenKind::Number).is_empty());
    }
}
