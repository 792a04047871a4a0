//! Stems of words, for concordance and dictionary: the light stem of [`Affixes`]
//! if a language has a row there, else that of the Snowball algorithms. Words are folded.

use super::affix::Affixes;
use super::fold::fold;
use super::language::language;
use rust_stemmers::Stemmer;

/// Gives words their stems in one language.
pub struct Stems {
    snowball: Option<Stemmer>,
    affixes: Option<&'static Affixes>,
}

impl Stems {
    /// Returns the stems of a language by its primary subtag; of a language without rules a
    /// word is folded only.
    #[must_use]
    pub fn of(subtag: &str) -> Self {
        let algorithm = language(subtag).and_then(|row| row.snowball);
        Self {
            snowball: algorithm.map(Stemmer::create),
            affixes: Affixes::own(subtag),
        }
    }

    /// Returns the stem of a word: a key to compare, not a word to show.
    #[must_use]
    pub fn stem(&self, word: &str) -> String {
        // Names in another script are stemmed by the rules of their own language.
        if let Some(stemmer) = &self.snowball
            && !word.chars().any(is_arabic_letter)
        {
            return fold(&stemmer.stem(&word.to_lowercase())).text;
        }
        let folded = fold(word).text;
        match self.affixes {
            Some(affixes) => affixes.stem(&folded).to_owned(),
            None => folded,
        }
    }

    /// Returns the shorter words that may be the core of a stem, without initial letters that are
    /// separate words: closest first.
    #[must_use]
    pub fn without_first_letters<'a>(&self, stem: &'a str) -> Vec<&'a str> {
        let affixes = self.affixes;
        affixes.map_or_else(Vec::new, |affixes| affixes.without_first_letters(stem))
    }
}

fn is_arabic_letter(c: char) -> bool {
    ('\u{620}'..='\u{64a}').contains(&c)
}

fn letters(word: &str) -> usize {
    word.chars().count()
}

/// Returns the forms under which a dictionary may list a word, best first: as written, then
/// folded, without clitics, without endings. Of words in other languages: as written, folded,
/// and its stem.
#[must_use]
pub fn dictionary_forms(word: &str, subtag: &str) -> Vec<String> {
    let folded = fold(word).text;
    let mut forms = vec![word.to_owned(), folded.clone()];
    if word.chars().any(is_arabic_letter) {
        let affixes = Affixes::of(subtag);
        let mut heads = vec![folded.as_str()];
        heads.extend(affixes.without_first_letters(&folded));
        for head in heads.clone() {
            heads.extend(affixes.without_article(head));
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
            for rest in affixes.without_ending(head) {
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
        // Many nouns are listed in a dictionary only with the article.
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
