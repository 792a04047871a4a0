//! The features of a pair of words, and their names.

/// The number of features of a pair.
pub const WORD_FEATURE_COUNT: usize = 16;

/// The features of a pair.
pub type WordFeatures = [f32; WORD_FEATURE_COUNT];

/// Returns the name of a feature as the weight files spell it.
#[must_use]
pub const fn word_feature_name(feature: usize) -> &'static str {
    const NAMES: [&str; WORD_FEATURE_COUNT] = [
        "bias",
        "cosine",
        "ahead",
        "ahead_once",
        "string",
        "number",
        "number_odd",
        "name",
        "name_near",
        "learned",
        "apart",
        "function_both",
        "function_one",
        "before",
        "after",
        "across",
    ];
    if feature < NAMES.len() {
        NAMES[feature]
    } else {
        ""
    }
}
