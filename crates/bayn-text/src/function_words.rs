//! Small words that tell a language and, with a capital, the first word of a sentence.
//!
//! One file per language in `crates/bayn-text/assets/function-words`: words in small letters, separated by
//! space. Arabic-script languages are told apart by letters and words both (see `script`).

use std::collections::HashSet;
use std::sync::OnceLock;

type List = HashSet<&'static str>;

/// A language's tag, whether its script has capitals, and its words.
const FILES: &[(&str, bool, &str)] = &[
    ("en", true, include_str!("../assets/function-words/en.txt")),
    ("de", true, include_str!("../assets/function-words/de.txt")),
    ("fr", true, include_str!("../assets/function-words/fr.txt")),
    ("es", true, include_str!("../assets/function-words/es.txt")),
    ("it", true, include_str!("../assets/function-words/it.txt")),
    ("pt", true, include_str!("../assets/function-words/pt.txt")),
    ("nl", true, include_str!("../assets/function-words/nl.txt")),
    ("sv", true, include_str!("../assets/function-words/sv.txt")),
    ("tr", true, include_str!("../assets/function-words/tr.txt")),
    ("id", true, include_str!("../assets/function-words/id.txt")),
    ("pl", true, include_str!("../assets/function-words/pl.txt")),
    ("ku", true, include_str!("../assets/function-words/ku.txt")),
    ("ru", true, include_str!("../assets/function-words/ru.txt")),
    ("uk", true, include_str!("../assets/function-words/uk.txt")),
    ("ar", false, include_str!("../assets/function-words/ar.txt")),
    ("fa", false, include_str!("../assets/function-words/fa.txt")),
    ("ur", false, include_str!("../assets/function-words/ur.txt")),
    ("ps", false, include_str!("../assets/function-words/ps.txt")),
    (
        "ckb",
        false,
        include_str!("../assets/function-words/ckb.txt"),
    ),
    ("he", false, include_str!("../assets/function-words/he.txt")),
    ("yi", false, include_str!("../assets/function-words/yi.txt")),
];

/// Returns the words of a language by its primary subtag, parsed once.
fn list(primary: &str) -> Option<&'static List> {
    static LISTS: [OnceLock<List>; FILES.len()] = [const { OnceLock::new() }; FILES.len()];
    let at = FILES.iter().position(|(tag, ..)| *tag == primary)?;
    let (.., words) = FILES.get(at)?;
    Some(
        LISTS
            .get(at)?
            .get_or_init(|| words.split_whitespace().collect()),
    )
}

/// Returns whether `word`, in small letters, is a function word of the language.
#[must_use]
pub fn contains(primary: &str, word: &str) -> bool {
    list(primary).is_some_and(|list| list.contains(word))
}

/// Returns whether the language is written with capital letters and has a list here.
#[must_use]
pub(crate) fn is_cased(primary: &str) -> bool {
    FILES
        .iter()
        .any(|(tag, cased, _)| *tag == primary && *cased)
}
