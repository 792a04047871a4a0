//! The rows.
//!
//! Order is meaning: the first language of a script is asked about words in that script in a text
//! of another script, and of languages whose words are as frequent the earlier one is guessed.

use super::{Language, Spelling, Stemming};
use crate::Script;
use rust_stemmers::Algorithm;

/// Returns a row that says nothing but how a language is written.
const fn written(tags: &'static [&'static str], scripts: &'static [Script]) -> Language {
    Language {
        tags,
        scripts,
        file: "",
        relative: None,
        stemming: Stemming::Fold,
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

/// All languages that bayn knows something of.
pub const LANGUAGES: &[Language] = &[
    Language {
        file: file!("en"),
        stemming: Stemming::Snowball(Algorithm::English),
        spelling: Some(Spelling::English),
        told_by_words: true,
        encoded: true,
        ..written(&["en"], &[Script::Latin])
    },
    Language {
        file: file!("de"),
        stemming: Stemming::Snowball(Algorithm::German),
        told_by_words: true,
        decimal_comma: true,
        ordinal_stop: true,
        capital_nouns: true,
        encoded: true,
        ..written(&["de"], &[Script::Latin])
    },
    Language {
        file: file!("fr"),
        stemming: Stemming::Snowball(Algorithm::French),
        told_by_words: true,
        decimal_comma: true,
        spaced_marks: true,
        encoded: true,
        ..written(&["fr"], &[Script::Latin])
    },
    Language {
        file: file!("es"),
        stemming: Stemming::Snowball(Algorithm::Spanish),
        told_by_words: true,
        decimal_comma: true,
        encoded: true,
        ..written(&["es"], &[Script::Latin])
    },
    Language {
        file: file!("it"),
        stemming: Stemming::Snowball(Algorithm::Italian),
        told_by_words: true,
        decimal_comma: true,
        encoded: true,
        ..written(&["it"], &[Script::Latin])
    },
    Language {
        file: file!("pt"),
        stemming: Stemming::Snowball(Algorithm::Portuguese),
        told_by_words: true,
        decimal_comma: true,
        encoded: true,
        ..written(&["pt"], &[Script::Latin])
    },
    Language {
        file: file!("nl"),
        stemming: Stemming::Snowball(Algorithm::Dutch),
        told_by_words: true,
        decimal_comma: true,
        encoded: true,
        ..written(&["nl"], &[Script::Latin])
    },
    Language {
        file: file!("sv"),
        stemming: Stemming::Snowball(Algorithm::Swedish),
        told_by_words: true,
        decimal_comma: true,
        ..written(&["sv"], &[Script::Latin])
    },
    Language {
        file: file!("tr"),
        stemming: Stemming::Snowball(Algorithm::Turkish),
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
        stemming: Stemming::Snowball(Algorithm::Danish),
        decimal_comma: true,
        ordinal_stop: true,
        ..written(&["da"], &[Script::Latin])
    },
    Language {
        file: file!("nb"),
        stemming: Stemming::Snowball(Algorithm::Norwegian),
        decimal_comma: true,
        ordinal_stop: true,
        ..written(&["nb", "no", "nn"], &[Script::Latin])
    },
    Language {
        file: file!("fi"),
        stemming: Stemming::Snowball(Algorithm::Finnish),
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
        stemming: Stemming::Snowball(Algorithm::Hungarian),
        decimal_comma: true,
        ordinal_stop: true,
        ..written(&["hu"], &[Script::Latin])
    },
    Language {
        file: file!("ro"),
        stemming: Stemming::Snowball(Algorithm::Romanian),
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
        stemming: Stemming::Arabic,
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
    written(&["ug", "uig"], &[Script::Arabic]),
    written(&["sd"], &[Script::Arabic]),
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
        stemming: Stemming::Snowball(Algorithm::Russian),
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
        stemming: Stemming::Snowball(Algorithm::Greek),
        decimal_comma: true,
        ..written(&["el"], &[Script::Greek])
    },
    written(&["hy"], &[Script::Armenian]),
    written(&["ka"], &[Script::Georgian]),
    written(&["hi"], &[Script::Devanagari]),
    written(&["mr"], &[Script::Devanagari]),
    written(&["ne"], &[Script::Devanagari]),
    Language {
        stemming: Stemming::Snowball(Algorithm::Tamil),
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
