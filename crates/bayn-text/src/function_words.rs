//! Small words that tell a language and, with a capital, the first word of a sentence.
//!
//! They are the section `[words]` of a language's file (see `language`). Languages of the Arabic
//! script are told apart by letters and words both (see `script`).

use crate::language::lists;

/// Returns whether `word`, in small letters, is a function word of the language.
#[must_use]
pub fn contains(primary: &str, word: &str) -> bool {
    lists(primary).is_some_and(|lists| lists.words().contains(word))
}
