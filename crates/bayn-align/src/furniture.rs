//! Page furniture: the lines of a web page that are not part of the article.
//!
//! A line is furniture if it has no letter and no digit, or if its words are, as a
//! whole, one of the captions in `crates/bayn-align/assets/furniture.txt`. A sentence that merely contains
//! a caption is text.

use crate::signal::tokens;
use bayn_text::Affixes;
use std::collections::HashSet;
use std::sync::LazyLock;

/// A caption has no more words than this.
const LONGEST: usize = 6;

static CAPTIONS: LazyLock<HashSet<Vec<String>>> = LazyLock::new(|| {
    include_str!("../assets/furniture.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(words)
        .filter(|words| !words.is_empty())
        .collect()
});

fn words(text: &str) -> Vec<String> {
    tokens(text, Affixes::of(""))
        .into_iter()
        .map(|token| token.key)
        .collect()
}

/// Returns whether a sentence is page furniture.
#[must_use]
pub fn is_furniture(sentence: &str) -> bool {
    if !sentence.chars().any(char::is_alphanumeric) {
        return true;
    }
    // Captions are short: this avoids folding all sentences of a book.
    if sentence.len() > 120 {
        return false;
    }
    let words = words(sentence);
    (1..=LONGEST).contains(&words.len()) && CAPTIONS.contains(&words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn captions_are_furniture_and_sentences_are_not() {
        assert!(is_furniture("Share"));
        assert!(is_furniture("\u{202a}Font size:"));
        assert!(is_furniture(
            "\u{62d}\u{62c}\u{645} \u{627}\u{644}\u{62e}\u{637}:"
        ));
        assert!(is_furniture(" - "));
        assert!(!is_furniture("They share a border."));
        assert!(!is_furniture("2019"));
    }
}
