//! Reduces the inflected forms of a glossary term to those that a glossary lists:
//! English plurals and possessives, Arabic endings.
//!
//! Arabic proclitics are stripped elsewhere ([`bayn_text::proclitic_forms`]).
//! Irregular plurals must be listed in the glossary.

use bayn_text::proclitic_forms;
use std::sync::LazyLock;

/// English count nouns, singular and plural.
pub(super) static PLURALS: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
    include_str!("../../assets/review/english-plurals.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .collect()
});

/// The fewest letters that must remain of an Arabic word.
const FEWEST_LETTERS: usize = 3;

/// Arabic pronoun suffixes of nouns: theirs, ours, hers, his, yours.
const PRONOUNS: [&str; 9] = [
    "\u{647}\u{645}\u{627}",
    "\u{643}\u{645}\u{627}",
    "\u{647}\u{645}",
    "\u{647}\u{646}",
    "\u{643}\u{645}",
    "\u{647}\u{627}",
    "\u{646}\u{627}",
    "\u{647}",
    "\u{643}",
];

/// Arabic endings of number and case, and their replacement in the singular: the feminine plural
/// and dual of a word with and without its feminine ending, those of a masculine one, the
/// accusative, the feminine ending before a pronoun.
const NUMBERS: [(&str, &[&str]); 8] = [
    ("\u{62A}\u{627}\u{646}", &["\u{647}", "\u{62A}"]),
    ("\u{62A}\u{64A}\u{646}", &["\u{647}", "\u{62A}"]),
    ("\u{627}\u{62A}", &["\u{647}", ""]),
    ("\u{627}\u{646}", &[""]),
    ("\u{648}\u{646}", &[""]),
    ("\u{64A}\u{646}", &[""]),
    ("\u{62A}", &["\u{647}"]),
    ("\u{627}", &[""]),
];

/// Returns the forms under which a word of a language may be listed: as written, and
/// as compared.
pub(super) fn forms(primary: &str, (text, key): (&str, &str)) -> Vec<String> {
    match primary {
        "ar" => arabic(text, key),
        "en" => english(key),
        _ => vec![key.to_owned()],
    }
}

fn arabic(text: &str, key: &str) -> Vec<String> {
    // The key writes the feminine ending as the pronoun "his".
    let feminine = text.contains('\u{629}');
    let mut found: Vec<String> = Vec::new();
    for stem in proclitic_forms(key) {
        found.push(stem.to_owned());
        let bare = PRONOUNS
            .iter()
            .filter(|pronoun| !(feminine && **pronoun == "\u{647}"))
            .filter_map(|pronoun| stem.strip_suffix(pronoun));
        for bare in bare.chain([stem]) {
            if bare.chars().count() < FEWEST_LETTERS {
                continue;
            }
            found.push(bare.to_owned());
            for (ending, instead) in NUMBERS {
                let cut = bare.strip_suffix(ending);
                let cut = cut.filter(|cut| cut.chars().count() >= FEWEST_LETTERS);
                let singular = |cut: &str| {
                    instead
                        .iter()
                        .map(|end| format!("{cut}{end}"))
                        .collect::<Vec<_>>()
                };
                found.extend(cut.map(singular).unwrap_or_default());
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

fn english(key: &str) -> Vec<String> {
    let mut found = vec![key.to_owned()];
    let owned = key
        .strip_suffix("'s")
        .or_else(|| key.strip_suffix('\''))
        .unwrap_or(key);
    found.push(owned.to_owned());
    let listed = PLURALS.iter().filter(|row| row.1 == owned);
    found.extend(listed.map(|row| row.0.to_owned()));
    if let Some(stem) = owned.strip_suffix("ies").filter(|stem| stem.len() >= 2) {
        found.push(format!("{stem}y"));
    }
    if let Some(stem) = owned.strip_suffix("es") {
        let hissing = ["s", "x", "z", "ch", "sh", "o"];
        found.extend(
            hissing
                .iter()
                .any(|end| stem.ends_with(end))
                .then(|| stem.to_owned()),
        );
    }
    let plain = owned.strip_suffix('s');
    let plain = plain.filter(|stem| stem.len() >= 3 && !stem.ends_with('s'));
    found.extend(plain.map(str::to_owned));
    found.sort_unstable();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As words are compared: without the mark of the accusative, one letter for the feminine
    /// ending and "his".
    fn folded(word: &str) -> String {
        word.replace('\u{64B}', "").replace('\u{629}', "\u{647}")
    }

    #[test]
    fn english_plurals_and_possessives_come_off() {
        let has = |word: &str, term: &str| english(word).iter().any(|form| form == term);
        for (word, term) in [
            ("companies", "company"),
            ("bank's", "bank"),
            ("banks'", "bank"),
            ("boxes", "box"),
            ("children", "child"),
            ("women's", "woman"),
            ("news", "news"),
        ] {
            assert!(has(word, term), "{word}: {:?}", english(word));
        }
        assert!(!has("bus", "bu") && !has("glass", "glas"));
    }

    #[test]
    fn arabic_words_lose_what_is_joined_to_them() {
        let forms = |word: &str| arabic(word, &folded(word));
        let has = |word: &str, term: &str| forms(word).contains(&folded(term));
        // "and for their companies", "the engineers", "two banks", "its bank", "an agreement"
        for (word, term) in [
            ("ولشركاتهم", "شركة"),
            ("المهندسين", "مهندس"),
            ("بنكان", "بنك"),
            ("شركتها", "شركة"),
            ("اتفاقًا", "اتفاق"),
            ("شركتان", "شركة"),
        ] {
            assert!(has(word, term), "{word}: {:?}", forms(word));
        }
        // "currency" is not "his work".
        assert!(!has("عملة", "عمل"));
    }
}
