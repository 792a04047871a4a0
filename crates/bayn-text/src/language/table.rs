//! The rows.
//!
//! The order matters: the first language of a script is used for words in that script in a text
//! of another script, and of languages whose words are equally frequent the earlier one is guessed.

use super::{Language, Spelling};
use crate::Script;
use rust_stemmers::Algorithm;

/// Returns a row that specifies only how a language is written.
const fn written(tags: &'static [&'static str], scripts: &'static [Script]) -> Language {
    Language {
        tags,
        scripts,
        file: "",
        relative: None,
        snowball: None,
        spelling: None,
        told_by_words: false,
        decimal_comma: false,
        ordinal_stop: false,
        capital_nouns: false,
        spaced_marks: false,
        encoded: false,
    }
}

/// The file of a language.
macro_rules! file {
    ($tag:literal) => {
        include_str!(concat!("../../assets/languages/", $tag, ".txt"))
    };
}

/// All languages that bayn knows something about.
pub const LANGUAGES: &[Language] = &[
    Language {
        file: file!("en"),
        snowball: Some(Algorithm::English),
        spelling: Some(Spelling::English),
        told_by_words: true,
        encoded: true,
        ..written(&["en"], &[Script::Latin])
    },
    Language {
        file: file!("de"),
        snowball: Some(Algorithm::German),
        told_by_words: true,
        decimal_comma: true,
        ordinal_stop: true,
        capital_nouns: true,
        encoded: true,
        ..written(&["de"], &[Script::Latin])
    },
    Language {
        file: file!("fr"),
        snowball: Some(Algorithm::French),
        told_by_words: true,
        decimal_comma: true,
        spaced_marks: true,
        encoded: true,
        ..written(&["fr"], &[Script::Latin])
    },
    Language {
        file: file!("es"),
        snowball: Some(Algorithm::Spanish),
        told_by_words: true,
        decimal_comma: true,
        encoded: true,
        ..written(&["es"], &[Script::Latin])
    },
    Language {
        file: file!("it"),
        snowball: Some(Algorithm::Italian),
        told_by_words: true,
        decimal_comma: true,
        encoded: true,
        ..written(&["it"], &[Script::Latin])
    },
    Language {
        file: file!("pt"),
        snowball: Some(Algorithm::Portuguese),
        told_by_words: true,
        decimal_comma: true,
        encoded: true,
        ..written(&["pt"], &[Script::Latin])
    },
    Language {
        file: file!("nl"),
        snowball: Some(Algorithm::Dutch),
        told_by_words: true,
        decimal_comma: true,
        encoded: true,
        ..written(&["nl"], &[Script::Latin])
    },
    Language {
        file: file!("sv"),
        snowball: Some(Algorithm::Swedish),
        told_by_words: true,
        decimal_comma: true,
        ..written(&["sv"], &[Script::Latin])
    },
    Language {
        file: file!("tr"),
        snowball: Some(Algorithm::Turkish),
        told_by_words: true,
        decimal_comma: true,
        ordinal_stop: true,
        encoded: true,
        ..written(&["tr"], &[Script::Latin])
    },
    Language {
        file: file!("id"),
        told_by_words: true,
        decimal_comma: true,
        ..written(&["id"], &[Script::Latin])
    },
    Language {
        file: file!("pl"),
        told_by_words: true,
        decimal_comma: true,
        ordinal_stop: true,
        encoded: true,
        ..written(&["pl"], &[Script::Latin])
    },
    Language {
        file: file!("ku"),
        told_by_words: true,
        ..written(&["ku"], &[Script::Latin, Script::Arabic])
    },
    Language {
        file: file!("ca"),
        decimal_comma: true,
        ..written(&["ca"], &[Script::Latin])
    },
    Language {
        file: file!("gl"),
        decimal_comma: true,
        ..written(&["gl"], &[Script::Latin])
    },
    Language {
        file: file!("lb"),
        relative: Some("de"),
        decimal_comma: true,
        ordinal_stop: true,
        capital_nouns: true,
        ..written(&["lb"], &[Script::Latin])
    },
    Language {
        file: file!("az"),
        relative: Some("tr"),
        decimal_comma: true,
        ..written(&["az"], &[Script::Latin, Script::Cyrillic])
    },
    Language {
        file: file!("da"),
        snowball: Some(Algorithm::Danish),
        decimal_comma: true,
        ordinal_stop: true,
        ..written(&["da"], &[Script::Latin])
    },
    Language {
        file: file!("nb"),
        snowball: Some(Algorithm::Norwegian),
        decimal_comma: true,
        ordinal_stop: true,
        ..written(&["nb", "no", "nn"], &[Script::Latin])
    },
    Language {
        file: file!("fi"),
        snowball: Some(Algorithm::Finnish),
        decimal_comma: true,
        ordinal_stop: true,
        ..written(&["fi"], &[Script::Latin])
    },
    Language {
        file: file!("cs"),
        decimal_comma: true,
        ordinal_stop: true,
        ..written(&["cs"], &[Script::Latin])
    },
    Language {
        file: file!("sk"),
        decimal_comma: true,
        ordinal_stop: true,
        ..written(&["sk"], &[Script::Latin])
    },
    Language {
        file: file!("hu"),
        snowball: Some(Algorithm::Hungarian),
        decimal_comma: true,
        ordinal_stop: true,
        ..written(&["hu"], &[Script::Latin])
    },
    Language {
        file: file!("ro"),
        snowball: Some(Algorithm::Romanian),
        decimal_comma: true,
        ..written(&["ro"], &[Script::Latin])
    },
    Language {
        ordinal_stop: true,
        ..written(&["is"], &[Script::Latin])
    },
    Language {
        decimal_comma: true,
        ordinal_stop: true,
        ..written(&["hr"], &[Script::Latin])
    },
    Language {
        decimal_comma: true,
        ordinal_stop: true,
        ..written(&["sl"], &[Script::Latin])
    },
    Language {
        ordinal_stop: true,
        ..written(&["bs"], &[Script::Latin])
    },
    Language {
        ordinal_stop: true,
        ..written(&["et"], &[Script::Latin])
    },
    Language {
        ordinal_stop: true,
        ..written(&["lv"], &[Script::Latin])
    },
    written(&["lt"], &[Script::Latin]),
    written(&["vi"], &[Script::Latin]),
    written(&["sw"], &[Script::Latin]),
    written(&["ms"], &[Script::Latin]),
    Language {
        file: file!("ar"),
        spelling: Some(Spelling::Arabic),
        told_by_words: true,
        encoded: true,
        ..written(
            &["ar", "arb", "ara", "arz", "apc", "ary"],
            &[Script::Arabic],
        )
    },
    Language {
        file: file!("fa"),
        told_by_words: true,
        ..written(&["fa", "fas", "pes", "prs"], &[Script::Arabic])
    },
    Language {
        file: file!("ur"),
        relative: Some("fa"),
        told_by_words: true,
        ..written(&["ur", "urd"], &[Script::Arabic])
    },
    Language {
        file: file!("ps"),
        relative: Some("fa"),
        told_by_words: true,
        ..written(&["ps", "pus"], &[Script::Arabic])
    },
    Language {
        file: file!("ckb"),
        relative: Some("fa"),
        told_by_words: true,
        ..written(&["ckb"], &[Script::Arabic])
    },
    Language {
        file: file!("ug"),
        ..written(&["ug", "uig"], &[Script::Arabic])
    },
    Language {
        file: file!("sd"),
        ..written(&["sd"], &[Script::Arabic])
    },
    written(&["ks"], &[Script::Arabic]),
    written(&["pnb"], &[Script::Arabic]),
    written(&["azb"], &[Script::Arabic]),
    Language {
        file: file!("he"),
        told_by_words: true,
        ..written(&["he", "heb", "iw"], &[Script::Hebrew])
    },
    Language {
        file: file!("yi"),
        told_by_words: true,
        ..written(&["yi"], &[Script::Hebrew])
    },
    written(&["syr", "arc"], &[Script::Syriac]),
    written(&["dv"], &[Script::Thaana]),
    written(&["nqo"], &[Script::Nko]),
    Language {
        file: file!("ru"),
        snowball: Some(Algorithm::Russian),
        told_by_words: true,
        decimal_comma: true,
        encoded: true,
        ..written(&["ru"], &[Script::Cyrillic])
    },
    Language {
        file: file!("uk"),
        told_by_words: true,
        decimal_comma: true,
        ..written(&["uk"], &[Script::Cyrillic])
    },
    Language {
        file: file!("be"),
        decimal_comma: true,
        ..written(&["be"], &[Script::Cyrillic])
    },
    Language {
        file: file!("bg"),
        decimal_comma: true,
        ..written(&["bg"], &[Script::Cyrillic])
    },
    Language {
        decimal_comma: true,
        ordinal_stop: true,
        ..written(&["sr"], &[Script::Cyrillic, Script::Latin])
    },
    written(&["mk"], &[Script::Cyrillic]),
    written(&["kk"], &[Script::Cyrillic]),
    written(&["ky"], &[Script::Cyrillic]),
    Language {
        file: file!("el"),
        snowball: Some(Algorithm::Greek),
        decimal_comma: true,
        ..written(&["el"], &[Script::Greek])
    },
    written(&["hy"], &[Script::Armenian]),
    written(&["ka"], &[Script::Georgian]),
    written(&["hi"], &[Script::Devanagari]),
    written(&["mr"], &[Script::Devanagari]),
    written(&["ne"], &[Script::Devanagari]),
    Language {
        snowball: Some(Algorithm::Tamil),
        ..written(&["ta"], &[Script::Other])
    },
    Language {
        encoded: true,
        ..written(&["th"], &[Script::Thai])
    },
    written(&["am"], &[Script::Ethiopic]),
    Language {
        encoded: true,
        ..written(&["ko"], &[Script::Hangul])
    },
    Language {
        encoded: true,
        ..written(&["ja"], &[Script::Kana, Script::Han])
    },
    Language {
        encoded: true,
        ..written(&["zh"], &[Script::Han])
    },
];
