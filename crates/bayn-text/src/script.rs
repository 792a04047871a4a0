//! The script of a text, its direction and a guess at its language.
//!
//! Scripts are counted over all letters, so a report keeps its language although the page
//! around it has buttons in another. Inside a script, languages are told apart by letters
//! that only some of them use (Arabic script), and by small words (Latin, Cyrillic, Hebrew
//! and where letters do not decide). A guess says whether it is reliable; what cannot be
//! told is `und`, with the direction still right.

use super::language::{LANGUAGES, lists};
use super::word::words;
use crate::Lang;
use harf::Direction;

/// A script, as far as bayn treats texts differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Script {
    /// Latin.
    Latin,
    /// Arabic with its extensions and presentation forms.
    Arabic,
    /// Hebrew.
    Hebrew,
    /// Syriac.
    Syriac,
    /// Thaana, for Dhivehi.
    Thaana,
    /// N'Ko, for the Manding languages.
    Nko,
    /// Adlam, for Fulani.
    Adlam,
    /// Hanifi Rohingya.
    Rohingya,
    /// Cyrillic.
    Cyrillic,
    /// Greek.
    Greek,
    /// Armenian.
    Armenian,
    /// Georgian.
    Georgian,
    /// Devanagari.
    Devanagari,
    /// Thai.
    Thai,
    /// Ethiopic.
    Ethiopic,
    /// Hangul.
    Hangul,
    /// Hiragana and Katakana.
    Kana,
    /// Han.
    Han,
    /// Any other script.
    Other,
}

/// The number of scripts, `Other` included.
const SCRIPTS: usize = Script::Other as usize + 1;

impl Script {
    /// Returns the direction in which the script is written.
    #[must_use]
    pub const fn direction(self) -> Direction {
        match self {
            Self::Arabic
            | Self::Hebrew
            | Self::Syriac
            | Self::Thaana
            | Self::Nko
            | Self::Adlam
            | Self::Rohingya => Direction::Rtl,
            Self::Latin
            | Self::Cyrillic
            | Self::Greek
            | Self::Armenian
            | Self::Georgian
            | Self::Devanagari
            | Self::Thai
            | Self::Ethiopic
            | Self::Hangul
            | Self::Kana
            | Self::Han
            | Self::Other => Direction::Ltr,
        }
    }

    /// Returns the script that a subtag of a language's tag names (ISO 15924, in small letters).
    #[must_use]
    pub fn of_subtag(subtag: &str) -> Option<Self> {
        Some(match subtag {
            "latn" => Self::Latin,
            "arab" | "aran" => Self::Arabic,
            "hebr" => Self::Hebrew,
            "syrc" => Self::Syriac,
            "thaa" => Self::Thaana,
            "nkoo" => Self::Nko,
            "adlm" => Self::Adlam,
            "rohg" => Self::Rohingya,
            "cyrl" => Self::Cyrillic,
            "grek" => Self::Greek,
            "armn" => Self::Armenian,
            "geor" => Self::Georgian,
            "deva" => Self::Devanagari,
            "thai" => Self::Thai,
            "ethi" => Self::Ethiopic,
            "hang" | "kore" => Self::Hangul,
            "kana" | "hira" | "jpan" => Self::Kana,
            "hani" | "hans" | "hant" => Self::Han,
            _ => return None,
        })
    }
}

/// Returns the script of a letter, and nothing for digits, marks and signs that many share.
#[must_use]
pub fn script_of(c: char) -> Option<Script> {
    Some(match c {
        'a'..='z' | 'A'..='Z' => Script::Latin,
        '\0'..='\u{A9}' => return None,
        '\u{620}'..='\u{64A}'
        | '\u{66E}'..='\u{6D3}'
        | '\u{6D5}'
        | '\u{6EE}'
        | '\u{6EF}'
        | '\u{6FA}'..='\u{6FF}'
        | '\u{750}'..='\u{77F}'
        | '\u{870}'..='\u{8C9}'
        | '\u{FB50}'..='\u{FD3D}'
        | '\u{FD50}'..='\u{FDFB}'
        | '\u{FE70}'..='\u{FEFC}'
            if c != '\u{640}' && c != '\u{670}' =>
        {
            Script::Arabic
        }
        '\u{5D0}'..='\u{5F2}' | '\u{FB1D}'..='\u{FB4F}' => Script::Hebrew,
        '\u{710}'..='\u{74F}' => Script::Syriac,
        '\u{780}'..='\u{7BF}' => Script::Thaana,
        '\u{7CA}'..='\u{7FF}' => Script::Nko,
        '\u{1E900}'..='\u{1E95F}' => Script::Adlam,
        '\u{10D00}'..='\u{10D3F}' => Script::Rohingya,
        '\u{400}'..='\u{52F}' | '\u{1C80}'..='\u{1C8F}' | '\u{2DE0}'..='\u{2DFF}' => {
            Script::Cyrillic
        }
        '\u{370}'..='\u{3FF}' | '\u{1F00}'..='\u{1FFF}' => Script::Greek,
        '\u{531}'..='\u{587}' => Script::Armenian,
        '\u{10A0}'..='\u{10FF}' | '\u{1C90}'..='\u{1CBF}' => Script::Georgian,
        '\u{904}'..='\u{97F}' => Script::Devanagari,
        '\u{E01}'..='\u{E4E}' => Script::Thai,
        '\u{1200}'..='\u{139F}' => Script::Ethiopic,
        '\u{1100}'..='\u{11FF}' | '\u{AC00}'..='\u{D7FF}' => Script::Hangul,
        '\u{3041}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}' => Script::Kana,
        '\u{3400}'..='\u{4DBF}'
        | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{323AF}' => Script::Han,
        '\u{AA}'
        | '\u{BA}'
        | '\u{C0}'..='\u{24F}'
        | '\u{250}'..='\u{2AF}'
        | '\u{1E00}'..='\u{1EFF}'
            if c.is_alphabetic() =>
        {
            Script::Latin
        }
        _ if c.is_alphabetic() && c > '\u{24F}' && !is_shared(c) => Script::Other,
        _ => return None,
    })
}

/// Returns whether an alphabetic character is a mark or a sign that many scripts use.
const fn is_shared(c: char) -> bool {
    matches!(c, '\u{2B0}'..='\u{36F}' | '\u{591}'..='\u{5C7}' | '\u{610}'..='\u{670}'
        | '\u{6D4}'..='\u{6ED}' | '\u{2000}'..='\u{2BFF}')
}

/// How many letters of each script a text holds.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Census([usize; SCRIPTS]);

impl Census {
    fn of(text: &str) -> Self {
        let mut counts = [0; SCRIPTS];
        for script in text.chars().filter_map(script_of) {
            if let Some(count) = counts.get_mut(script as usize) {
                *count += 1;
            }
        }
        Self(counts)
    }

    fn count(&self, script: Script) -> usize {
        self.0.get(script as usize).copied().unwrap_or(0)
    }

    fn total(&self) -> usize {
        self.0.iter().sum()
    }
}

const ALL: [Script; SCRIPTS] = [
    Script::Latin,
    Script::Arabic,
    Script::Hebrew,
    Script::Syriac,
    Script::Thaana,
    Script::Nko,
    Script::Adlam,
    Script::Rohingya,
    Script::Cyrillic,
    Script::Greek,
    Script::Armenian,
    Script::Georgian,
    Script::Devanagari,
    Script::Thai,
    Script::Ethiopic,
    Script::Hangul,
    Script::Kana,
    Script::Han,
    Script::Other,
];

/// Returns the script with the most letters; `None` for a text without letters.
#[must_use]
pub fn main_script(text: &str) -> Option<Script> {
    main_of(&Census::of(text))
}

fn main_of(census: &Census) -> Option<Script> {
    // A Japanese text has more Han than Kana, and a Chinese one no Kana at all.
    if census.count(Script::Kana) * 20 > census.total() {
        return Some(Script::Kana);
    }
    ALL.into_iter()
        .rev()
        .max_by_key(|script| census.count(*script))
        .filter(|script| census.count(*script) > 0)
}

/// Returns the direction of the script with the most letters; left to right without any.
#[must_use]
pub fn direction_of(text: &str) -> Direction {
    main_script(text).map_or(Direction::Ltr, Script::direction)
}

/// A language, and whether the text says enough to believe it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LanguageGuess {
    /// The language; `und` when it cannot be told.
    pub lang: Lang,
    /// Whether script, letters and words agree, on enough of them.
    pub is_reliable: bool,
}

/// Fewer letters than this make no reliable guess.
const ENOUGH_LETTERS: usize = 60;

/// More text than this tells nothing new.
const SAMPLE_BYTES: usize = 1 << 18;

/// Guesses the language of a text.
#[must_use]
pub fn guess_language(text: &str) -> LanguageGuess {
    let text = text.get(..sample_end(text)).unwrap_or(text);
    let census = Census::of(text);
    let total = census.total();
    let Some(script) = main_of(&census) else {
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

/// Tells the languages of the Arabic script apart; the rarer the letters, the fewer are
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
    // Five special letters in a thousand are more than names and quotations bring.
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

/// Returns the language of a script whose small words are the most frequent, and whether it
/// leads clearly; `None` when none of their words occurs.
fn by_words(text: &str, script: Script) -> Option<(&'static str, bool)> {
    /// More words than this tell nothing new.
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
    // Running text has a fifth to a half of small words; a foreign list hits by chance.
    let enough = most >= 5 && most * 8 >= total;
    let tag = tags.get(best)?;
    if most == 0 || (most * 20 < total && total > 20) {
        return None;
    }
    Some((tag, enough && most * 3 > second * 4))
}

#[cfg(test)]
mod tests {
    use super::{ALL, Script, direction_of, guess_language, main_script, script_of};
    use harf::Direction;

    #[test]
    fn the_list_of_scripts_is_in_order() {
        assert!(
            ALL.iter()
                .enumerate()
                .all(|(at, script)| *script as usize == at)
        );
    }

    #[test]
    fn a_letter_has_a_script_and_a_digit_has_none() {
        assert_eq!(script_of('\u{645}'), Some(Script::Arabic));
        assert_eq!(script_of('\u{5D0}'), Some(Script::Hebrew));
        assert_eq!(script_of('\u{E9}'), Some(Script::Latin));
        for c in ['5', '\u{665}', '\u{64E}', '\u{640}', '.', ' ', '\u{D7}'] {
            assert_eq!(script_of(c), None, "{c:?}");
        }
    }

    #[test]
    fn the_many_letters_decide_and_not_the_first() {
        let text = "Connect with us\n\u{642}\u{627}\u{644} \u{627}\u{644}\u{645}\u{635}\u{62F}\u{631} \u{625}\u{646} \u{627}\u{644}\u{639}\u{62F}\u{62F} \u{643}\u{628}\u{64A}\u{631}";
        assert_eq!(main_script(text), Some(Script::Arabic));
        assert_eq!(direction_of(text), Direction::Rtl);
        assert_eq!(guess_language(text).lang.tag(), "ar");
    }

    #[test]
    fn too_little_text_is_not_reliable() {
        let guess = guess_language("Connect with us");
        assert_eq!((guess.lang.tag(), guess.is_reliable), ("en", false));
        let guess = guess_language("12:30 -");
        assert_eq!((guess.lang.tag(), guess.is_reliable), ("und", false));
    }
}
