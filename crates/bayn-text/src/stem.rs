//! What a word's forms have in common: light stemming, for concordance and dictionary.
//!
//! Arabic words lose a conjunction, the article with what is joined before it, and the common
//! endings (the light stemmer "light10" of Larkey, Ballesteros & Connell 2007, with the plural
//! ending of verbs), after folding. Of other languages the Snowball algorithms take the
//! endings off. Both are rules without a dictionary: now and then two words share a stem, and
//! a broken plural does not meet its singular.

use super::fold::fold;
use super::language::{Stemming, language};
use rust_stemmers::Stemmer;

/// The conjunctions, and the article with what is written before it in one word.
const ARTICLES: [&str; 6] = [
    "\u{627}\u{644}",
    "\u{648}\u{627}\u{644}",
    "\u{628}\u{627}\u{644}",
    "\u{643}\u{627}\u{644}",
    "\u{641}\u{627}\u{644}",
    "\u{644}\u{644}",
];

/// Endings: her, dual, plurals, of, feminine, his; and of verbs: they.
const ENDINGS: [&str; 10] = [
    "\u{647}\u{627}",
    "\u{627}\u{646}",
    "\u{627}\u{62a}",
    "\u{648}\u{646}",
    "\u{64a}\u{646}",
    "\u{648}\u{627}",
    "\u{64a}\u{647}",
    "\u{647}\u{645}",
    "\u{647}",
    "\u{64a}",
];

/// Letters that are written before a word as its first: and, so, with, for, like, will.
const LETTERS: [char; 6] = [
    '\u{648}', '\u{641}', '\u{628}', '\u{644}', '\u{643}', '\u{633}',
];

/// Gives words their stems in one language.
pub struct Stems {
    algorithm: Option<Stemmer>,
    is_arabic: bool,
}

impl Stems {
    /// Returns the stems of a language by its primary subtag; of a language without rules a
    /// word is folded only.
    #[must_use]
    pub fn of(subtag: &str) -> Self {
        let stemming = language(subtag).map_or(Stemming::Fold, |row| row.stemming);
        Self {
            algorithm: match stemming {
                Stemming::Snowball(algorithm) => Some(Stemmer::create(algorithm)),
                Stemming::Fold | Stemming::Arabic => None,
            },
            is_arabic: stemming == Stemming::Arabic,
        }
    }

    /// Returns the stem of a word: a key to compare, not a word to show.
    #[must_use]
    pub fn stem(&self, word: &str) -> String {
        // Names in another script keep what their own language gives them.
        let arabic = word.chars().any(is_arabic_letter);
        match &self.algorithm {
            Some(stemmer) if !arabic => fold(&stemmer.stem(&word.to_lowercase())).text,
            _ => {
                let folded = fold(word).text;
                if self.is_arabic && arabic {
                    light(&folded).to_owned()
                } else {
                    folded
                }
            }
        }
    }
}

fn is_arabic_letter(c: char) -> bool {
    ('\u{620}'..='\u{64a}').contains(&c)
}

fn letters(word: &str) -> usize {
    word.chars().count()
}

/// Returns the light stem of a folded Arabic word.
fn light(word: &str) -> &str {
    let mut stem = word;
    if let Some(rest) = stem.strip_prefix('\u{648}')
        && letters(rest) >= 3
    {
        stem = rest;
    }
    if let Some(rest) = ARTICLES
        .iter()
        .filter_map(|article| stem.strip_prefix(article))
        .find(|rest| letters(rest) >= 2)
    {
        stem = rest;
    }
    for ending in ENDINGS {
        if let Some(rest) = stem.strip_suffix(ending)
            && letters(rest) >= 2
            && (letters(ending) > 1 || letters(rest) >= 3)
        {
            stem = rest;
        }
    }
    stem
}

/// Returns the shorter words that a folded Arabic word may be, with letters in front that are
/// words of their own: nearest first, the word itself not among them.
#[must_use]
pub fn without_first_letters(word: &str) -> Vec<&str> {
    let mut rests = Vec::new();
    let mut rest = word;
    for _ in 0..2 {
        match rest.strip_prefix(LETTERS) {
            Some(shorter) if letters(shorter) >= 3 => {
                rests.push(shorter);
                rest = shorter;
            }
            _ => break,
        }
    }
    rests
}

/// Returns the forms under which a dictionary may have a word, best first: as it is, then
/// folded, without clitics, without endings. Of other than Arabic words: as it is, folded,
/// and its stem.
#[must_use]
pub fn dictionary_forms(word: &str, subtag: &str) -> Vec<String> {
    let folded = fold(word).text;
    let mut forms = vec![word.to_owned(), folded.clone()];
    if word.chars().any(is_arabic_letter) {
        let mut heads = vec![folded.as_str()];
        heads.extend(without_first_letters(&folded));
        for head in heads.clone() {
            for article in ARTICLES {
                let rest = head.strip_prefix(article);
                heads.extend(rest.filter(|rest| letters(rest) >= 2));
            }
        }
        for head in &heads {
            forms.push((*head).to_owned());
        }
        // "For the" hides the article, with which a dictionary may have the word.
        for head in &heads {
            let rest = head.strip_prefix("\u{644}\u{644}");
            forms.extend(rest.map(|rest| format!("\u{627}\u{644}{rest}")));
        }
        for head in heads {
            for ending in ENDINGS {
                let Some(rest) = head.strip_suffix(ending).filter(|rest| letters(rest) >= 2) else {
                    continue;
                };
                // What ends in a ta before a pronoun ended in a ta marbuta, folded as heh.
                if let Some(open) = rest.strip_suffix('\u{62a}') {
                    forms.push(format!("{open}\u{647}"));
                }
                forms.push(rest.to_owned());
                forms.push(format!("{rest}\u{647}"));
            }
        }
    } else {
        forms.push(Stems::of(subtag).stem(word));
        if subtag == "en" {
            for (ending, instead) in [
                ("ies", "y"),
                ("es", ""),
                ("s", ""),
                ("ed", ""),
                ("ed", "e"),
                ("ing", ""),
                ("ing", "e"),
            ] {
                let rest = folded
                    .strip_suffix(ending)
                    .filter(|rest| letters(rest) >= 3);
                forms.extend(rest.map(|rest| format!("{rest}{instead}")));
            }
        }
    }
    if word.chars().any(is_arabic_letter) {
        // Many a noun is in a dictionary with the article alone.
        let article = |form: &String| format!("\u{627}\u{644}{form}");
        let definite: Vec<String> = forms.iter().skip(1).map(article).collect();
        forms.extend(definite);
    }
    let mut seen = std::collections::HashSet::new();
    forms.retain(|form| !form.is_empty() && seen.insert(form.clone()));
    forms
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Arabic words by the letters of their names' first sounds (Buckwalter 2004).
    fn arabic(letters: &str) -> String {
        letters
            .chars()
            .map(|c| match c {
                'A' => '\u{627}',
                'b' => '\u{628}',
                't' => '\u{62a}',
                'l' => '\u{644}',
                'k' => '\u{643}',
                'w' => '\u{648}',
                'm' => '\u{645}',
                'd' => '\u{62f}',
                'y' => '\u{64a}',
                'n' => '\u{646}',
                'h' => '\u{647}',
                'p' => '\u{629}',
                's' => '\u{633}',
                '>' => '\u{623}',
                'f' => '\u{641}',
                'r' => '\u{631}',
                '$' => '\u{634}',
                'H' => '\u{62d}',
                other => other,
            })
            .collect()
    }

    #[test]
    fn forms_of_an_arabic_word_share_their_stem() {
        let stems = Stems::of("ar");
        let stem = |letters: &str| stems.stem(&arabic(letters));
        for (one, other) in [
            ("ktAb", "wAlktAb"),
            ("mdynp", "Almdynp"),
            ("mdynp", "llmdynp"),
            (">kd", "w>kdwA"),
            ("$AHnp", "$AHnAt"),
            ("mdny", "mdnyyn"),
        ] {
            assert_eq!(stem(one), stem(other), "{one} {other}");
        }
        assert_ne!(stem("ktAb"), stem("bAb"));
        assert_eq!(stem("wld"), arabic("wld"), "a root's own letter stays");
    }

    #[test]
    fn snowball_takes_endings_off() {
        let english = Stems::of("en");
        assert_eq!(english.stem("Trucks"), english.stem("truck"));
        assert_eq!(english.stem("running"), english.stem("runs"));
        let german = Stems::of("de");
        assert_eq!(german.stem("H\u{e4}user"), german.stem("Hauses"));
        assert_eq!(Stems::of("xx").stem("Words"), "words");
    }

    #[test]
    fn a_dictionary_is_asked_for_the_word_without_its_clitics() {
        let forms = dictionary_forms(&arabic("wllmdynp"), "ar");
        assert!(forms.contains(&arabic("mdynh")), "{forms:?}");
        let forms = dictionary_forms(&arabic("mdynthm"), "ar");
        assert!(forms.contains(&arabic("mdynh")), "{forms:?}");
        let forms = dictionary_forms("cities", "en");
        assert!(forms.contains(&"city".to_owned()));
        assert_eq!(forms.first().map(String::as_str), Some("cities"));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]
        #[test]
        fn any_word_has_a_stem_in_every_language(word in "\\PC{0,12}") {
            for subtag in [
                "ar", "da", "nl", "en", "fi", "fr", "de", "el", "hu", "it", "no", "pt", "ro",
                "ru", "es", "sv", "ta", "tr", "xx",
            ] {
                let _stem = Stems::of(subtag).stem(&word);
                let _forms = dictionary_forms(&word, subtag);
            }
        }
    }
}
