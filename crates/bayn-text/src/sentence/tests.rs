//! Invariants that need no file of cases.

use super::sentences;
use crate::Lang;
use proptest::prelude::*;

fn of(text: &str, lang: &str) -> Vec<String> {
    sentences(text, &Lang::new(lang))
        .iter()
        .map(|span| span.of(text).to_owned())
        .collect()
}

#[test]
fn a_paragraph_of_punctuation_is_one_sentence() {
    assert_eq!(of("-", "ar"), ["-"]);
    assert_eq!(of("* * *", "en"), ["* * *"]);
    assert!(of("  ", "en").is_empty());
}

#[test]
fn an_endless_line_is_read_in_linear_time() {
    for piece in [
        "He said (\"so. \u{645}. 3. x! ",
        "\u{627}.",
        "\u{300C}\u{3002}",
        "!(",
        ". \"",
        "a.A",
        "x\u{2026}\u{627}. ",
    ] {
        let text = piece.repeat(5_000);
        assert!(!of(&text, "ar").is_empty(), "{piece}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn sentences_cover_all_but_space(
        text in "([A-Za-c.!?\"(\\[\\]) 12\u{201C}\u{201D}\u{AB}\u{BB}\u{2026}\u{61F}\u{61B}\u{62F}\u{648}\u{628}\u{B9}:/@]|Dr\\. |www\\.|\\[3\\]){0,60}",
        lang in "(en|ar|de|fa|he|zh|und)",
    ) {
        let mut at = 0;
        for span in sentences(&text, &Lang::new(&lang)) {
            prop_assert!(span.start >= at && !span.is_empty());
            prop_assert!(text[at..span.start].trim().is_empty());
            prop_assert_eq!(span.of(&text).trim(), span.of(&text));
            at = span.end;
        }
        prop_assert!(text[at..].trim().is_empty());
    }
}
