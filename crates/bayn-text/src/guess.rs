//! Guesses the language of a text.
//!
//! Inside a script, languages are distinguished by letters that only some of them use (Arabic
//! script), and by function words (Latin, Cyrillic, Hebrew and where letters do not decide). A guess
//! says whether it is reliable; an unknown language is `und`, with the correct direction.

use crate::lang::Lang;
use crate::language::{LANGUAGES, lists};
use crate::script::{Census, Script, script_of};
use crate::word::words;

/// A language, and whether the text gives enough evidence for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LanguageGuess {
    /// The language; `und` if it cannot be determined.
    pub lang: Lang,
    /// Whether script, letters and words agree, with enough evidence.
    pub is_reliable: bool,
}

/// With fewer letters than this a guess is not reliable.
const ENOUGH_LETTERS: usize = 60;

/// More text than this adds no evidence.
const SAMPLE_BYTES: usize = 1 << 18;

/// Guesses the language of a text.
#[must_use]
pub fn guess_language(text: &str) -> LanguageGuess {
    let text = text.get(..sample_end(text)).unwrap_or(text);
    let census = Census::of(text);
    let total = census.total();
    let Some(script) = census.main() else {
        return guess("und", false);
    };
    let enough = total >= ENOUGH_LETTERS && census.count(script) * 5 >= total * 3;
    let (tag, is_told) = match script {
        Script::Arabic => by_arabic_letters(text, census.count(Script::Arabic)),
        Script::Latin | Script::Cyrillic => by_words(text, script).unwrap_or(("und", false)),
        Script::Hebrew => by_words(text, script).unwrap_or(("he", false)),
        Script::Syriac => ("syr", true),
        Script::Thaana => ("dv", true),
        Script::Nko => ("nqo", true),
        Script::Adlam => ("ff-adlm", true),
        Script::Rohingya => ("rhg-rohg", true),
        Script::Greek => ("el", true),
        Script::Armenian => ("hy", true),
        Script::Georgian => ("ka", true),
        Script::Devanagari => ("hi", false),
        Script::Thai => ("th", true),
        Script::Ethiopic => ("am", false),
        Script::Hangul => ("ko", true),
        Script::Kana => ("ja", true),
        Script::Han => ("zh", true),
        Script::Other => ("und", false),
    };
    guess(tag, is_told && enough)
}

fn guess(tag: &str, is_reliable: bool) -> LanguageGuess {
    LanguageGuess {
        lang: Lang::new(tag),
        is_reliable,
    }
}

fn sample_end(text: &str) -> usize {
    (SAMPLE_BYTES..text.len())
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(text.len())
}

/// Letters that one language of the Arabic script uses and its neighbours do not, from the
/// alphabets in CLDR (exemplar characters). Each row: tag, letters.
const LETTERS: &[(&str, &[char])] = &[
    ("ug", &['\u{6C7}', '\u{6C8}', '\u{6CB}', '\u{6AD}']),
    ("ckb", &['\u{6CE}', '\u{695}', '\u{6B5}', '\u{6C6}']),
    (
        "ps",
        &[
            '\u{67C}', '\u{689}', '\u{693}', '\u{696}', '\u{69A}', '\u{6AB}', '\u{6BC}', '\u{6CD}',
            '\u{681}', '\u{685}',
        ],
    ),
    (
        "sd",
        &[
            '\u{67B}', '\u{680}', '\u{67A}', '\u{67D}', '\u{684}', '\u{683}', '\u{68F}', '\u{68A}',
            '\u{68D}', '\u{6A6}', '\u{6B3}', '\u{6B1}', '\u{6BB}',
        ],
    ),
    (
        "ur",
        &[
            '\u{679}', '\u{688}', '\u{691}', '\u{6BA}', '\u{6D2}', '\u{6C1}', '\u{6BE}',
        ],
    ),
    (
        "fa",
        &[
            '\u{67E}', '\u{686}', '\u{698}', '\u{6AF}', '\u{6A9}', '\u{6CC}',
        ],
    ),
    (
        "ar",
        &['\u{629}', '\u{643}', '\u{64A}', '\u{649}', '\u{625}'],
    ),
];

/// Distinguishes the languages of the Arabic script; the rarer the letters, the fewer are
/// needed.
fn by_arabic_letters(text: &str, letters: usize) -> (&'static str, bool) {
    let share = |signs: &[char]| {
        let count = text.chars().filter(|c| signs.contains(c)).count();
        count * 1000 / letters.max(1)
    };
    let shares: Vec<(&str, usize)> = LETTERS
        .iter()
        .map(|(tag, signs)| (*tag, share(signs)))
        .collect();
    // Five special letters in a thousand are more than names and quotations contribute.
    if let Some((tag, _)) = shares
        .iter()
        .take(5)
        .filter(|(_, share)| *share >= 10)
        .max_by_key(|(_, share)| *share)
    {
        return (tag, true);
    }
    let of = |wanted: &str| {
        shares
            .iter()
            .find(|(tag, _)| *tag == wanted)
            .map_or(0, |(_, share)| *share)
    };
    let (persian, arabic) = (of("fa"), of("ar"));
    match by_words(text, Script::Arabic) {
        // Egyptian print writes the final ya as Persian does: words decide.
        Some((tag, told)) => (tag, told),
        None if persian > arabic => ("fa", false),
        None => ("ar", false),
    }
}

/// Returns the language of a script whose function words are the most frequent, and whether it
/// leads clearly; `None` if none of their words occurs.
fn by_words(text: &str, script: Script) -> Option<(&'static str, bool)> {
    /// More words than this add no evidence.
    const ENOUGH_WORDS: usize = 4000;
    let tags: Vec<&'static str> = LANGUAGES
        .iter()
        .filter(|row| row.told_by_words && row.script() == script)
        .filter_map(|row| row.tags.first().copied())
        .collect();
    let lists: Vec<_> = tags.iter().filter_map(|tag| lists(tag)).collect();
    let mut hits = vec![0_usize; tags.len()];
    let mut total = 0_usize;
    let mut small = String::new();
    for span in words(text).take(ENOUGH_WORDS * 4) {
        let word = span.of(text);
        let first = word.chars().next();
        if first.and_then(script_of) != Some(script) {
            continue;
        }
        total += 1;
        small.clear();
        small.extend(word.chars().flat_map(char::to_lowercase));
        for (hit, lists) in hits.iter_mut().zip(&lists) {
            *hit += usize::from(lists.words().contains(small.as_str()));
        }
        if total >= ENOUGH_WORDS {
            break;
        }
    }
    let best = (0..tags.len()).rev().max_by_key(|at| hits.get(*at))?;
    let most = *hits.get(best)?;
    let second = hits
        .iter()
        .enumerate()
        .filter(|(at, _)| *at != best)
        .map(|(_, hits)| *hits)
        .max()
        .unwrap_or(0);
    // In running text a fifth to a half are function words; a foreign list matches only by chance.
    let enough = most >= 5 && most * 8 >= total;
    let tag = tags.get(best)?;
    if most == 0 || (most * 20 < total && total > 20) {
        return None;
    }
    Some((tag, enough && most * 3 > second * 4))
}

#[cfg(test)]
mod tests {
    use super::guess_language;

    #[test]
    fn too_little_text_is_not_reliable() {
        let guess = guess_language("Connect with us");
        assert_eq!((guess.lang.tag(), guess.is_reliable), ("en", false));
        let guess = guess_language("12:30 -");
        assert_eq!((guess.lang.tag(), guess.is_reliable), ("und", false));
    }

    #[test]
    fn buttons_in_another_script_do_not_hide_the_language() {
        let text = "Connect with us\n\u{642}\u{627}\u{644} \u{627}\u{644}\u{645}\u{635}\u{62F}\u{631} \u{625}\u{646} \u{627}\u{644}\u{639}\u{62F}\u{62F} \u{643}\u{628}\u{64A}\u{631}";
        assert_eq!(guess_language(text).lang.tag(), "ar");
    }
}
