//! The script of a letter and of a text, and its direction.
//!
//! Scripts are counted over all letters, so a report keeps its script even if the page
//! around it has buttons in another.

use harf::Direction;

/// A script, as far as bayn distinguishes them.
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
    pub(crate) fn of_subtag(subtag: &str) -> Option<Self> {
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

/// Returns the script of a letter, and `None` for digits, marks and signs that many scripts share.
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

/// The number of letters of each script in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Census([usize; SCRIPTS]);

impl Census {
    /// Counts the letters of a text.
    pub(crate) fn of(text: &str) -> Self {
        let mut counts = [0; SCRIPTS];
        for script in text.chars().filter_map(script_of) {
            if let Some(count) = counts.get_mut(script as usize) {
                *count += 1;
            }
        }
        Self(counts)
    }

    /// Returns how many letters a script has.
    pub(crate) fn count(&self, script: Script) -> usize {
        self.0.get(script as usize).copied().unwrap_or(0)
    }

    /// Returns how many letters have a script.
    pub(crate) fn total(&self) -> usize {
        self.0.iter().sum()
    }

    /// Returns the script with the most letters.
    pub(crate) fn main(&self) -> Option<Script> {
        // A Japanese text has more Han than Kana, and a Chinese one no Kana at all.
        if self.count(Script::Kana) * 20 > self.total() {
            return Some(Script::Kana);
        }
        ALL.into_iter()
            .rev()
            .max_by_key(|script| self.count(*script))
            .filter(|script| self.count(*script) > 0)
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
    Census::of(text).main()
}

/// Returns the direction of the script with the most letters; left to right without any.
#[must_use]
pub fn direction_of(text: &str) -> Direction {
    main_script(text).map_or(Direction::Ltr, Script::direction)
}

#[cfg(test)]
mod tests {
    use super::{ALL, Script, direction_of, main_script, script_of};
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
    }
}
