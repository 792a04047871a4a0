//! Function words, which identify a language and, with a capital, the start of a sentence.
//!
//! They are the section `[words]` of a language's file (see `language`), those that tell of a question
//! its section `[whether]`. Languages of the Arabic
//! script are distinguished by both letters and words (see `script`).

use crate::language::lists;

/// Returns whether `word`, in lower case, is a function word of the language.
#[must_use]
pub fn contains(primary: &str, word: &str) -> bool {
    lists(primary).is_some_and(|lists| lists.words().contains(word))
}

/// Returns whether `word`, behind `before` and both in small letters, tells of a question without asking
/// it, as "whether" does and "if" behind some verbs.
#[must_use]
pub fn tells_question(primary: &str, before: &str, word: &str) -> bool {
    lists(primary).is_some_and(|lists| {
        let known = lists.whether();
        known.contains(word) || known.contains(format!("{before} {word}").as_str())
    })
}
