//! The consonant skeleton of a word, for comparing names in two scripts.
//!
//! Arabic writes few vowels and has sounds that Latin letters do not distinguish, so the letters of each
//! script are mapped to coarse classes of consonants. Two words with equal skeletons may
//! be the same name; this must be confirmed by other evidence. The function does not know what a name
//! is, and strips nothing.

/// Returns the class of a consonant as Latin letters, `""` for a vowel or punctuation.
const fn class(c: char) -> &'static str {
    match c {
        'b' | 'p' | '\u{628}' | '\u{67e}' | '\u{67b}' | '\u{680}' | '\u{43f}' | '\u{431}'
        | '\u{3b2}' | '\u{3c0}' | '\u{5d1}' | '\u{5e4}' | '\u{5e3}' => "b",
        'f' | 'v' | '\u{641}' | '\u{6a4}' | '\u{6a6}' | '\u{6cb}' | '\u{444}' | '\u{432}'
        | '\u{3c6}' => "f",
        'c' | 'k' | 'q' | '\u{642}' | '\u{643}' | '\u{6a9}' | '\u{6aa}' | '\u{62e}' | '\u{43a}'
        | '\u{445}' | '\u{3ba}' | '\u{3c7}' | '\u{5e7}' | '\u{5db}' | '\u{5da}' => "k",
        's' | 'z' | '\u{632}' | '\u{633}' | '\u{634}' | '\u{635}' | '\u{638}' | '\u{698}'
        | '\u{687}' | '\u{681}' | '\u{685}' | '\u{69a}' | '\u{441}' | '\u{437}' | '\u{448}'
        | '\u{449}' | '\u{447}' | '\u{446}' | '\u{436}' | '\u{3c3}' | '\u{3c2}' | '\u{3b6}'
        | '\u{5e1}' | '\u{5e9}' | '\u{5d6}' | '\u{5e6}' | '\u{5e5}' => "s",
        'g' | 'j' | '\u{62c}' | '\u{63a}' | '\u{686}' | '\u{6af}' | '\u{6b3}' | '\u{683}'
        | '\u{684}' | '\u{696}' | '\u{433}' | '\u{3b3}' | '\u{5d2}' => "g",
        'd' | '\u{62f}' | '\u{688}' | '\u{689}' | '\u{68f}' | '\u{68a}' | '\u{68c}' | '\u{68d}'
        | '\u{630}' | '\u{636}' | '\u{434}' | '\u{3b4}' | '\u{5d3}' => "d",
        't' | '\u{62a}' | '\u{679}' | '\u{67a}' | '\u{67c}' | '\u{67d}' | '\u{67f}' | '\u{62b}'
        | '\u{637}' | '\u{442}' | '\u{3c4}' | '\u{3b8}' | '\u{5ea}' | '\u{5d8}' => "t",
        'r' | '\u{631}' | '\u{691}' | '\u{693}' | '\u{695}' | '\u{699}' | '\u{440}' | '\u{3c1}'
        | '\u{5e8}' => "r",
        'l' | '\u{644}' | '\u{6b5}' | '\u{43b}' | '\u{3bb}' | '\u{5dc}' => "l",
        'm' | '\u{645}' | '\u{43c}' | '\u{3bc}' | '\u{5de}' | '\u{5dd}' => "m",
        'n' | '\u{646}' | '\u{6ba}' | '\u{6bb}' | '\u{6bc}' | '\u{6ad}' | '\u{43d}' | '\u{3bd}'
        | '\u{5e0}' | '\u{5df}' => "n",
        'x' | '\u{3be}' => "ks",
        _ => "",
    }
}

/// Latin digraphs, and the sounds they are read as.
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

/// Returns the consonants of a word in lower case as classes, doubled ones once.
#[must_use]
pub fn skeleton(word: &str) -> String {
    let mut read = word.to_owned();
    if word.is_ascii() || word.chars().any(|c| c.is_ascii_lowercase()) {
        for (written, sound) in DIGRAPHS {
            read = read.replace(written, sound);
        }
    }
    let mut out = String::new();
    let mut last = None;
    for c in read.chars() {
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

#[cfg(test)]
mod tests {
    use super::skeleton;

    #[test]
    fn a_name_sounds_alike_in_both_scripts() {
        let arabic = "\u{628}\u{63a}\u{62f}\u{627}\u{62f}\u{64a}";
        assert_eq!(skeleton(arabic), "bgd");
        assert_eq!(skeleton("baghdadi"), "bgd");
        assert_eq!(skeleton("aia"), "");
    }
}
