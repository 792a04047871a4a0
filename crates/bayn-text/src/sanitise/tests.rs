//! Facts about cleaning, and its two laws: cleaning twice changes nothing, and what is clean
//! holds no control.

use super::{Found, sanitise};
use proptest::prelude::*;

fn clean(decoded: &str) -> String {
    sanitise(decoded).text
}

#[test]
fn every_line_end_becomes_a_line_feed() {
    assert_eq!(clean("a\r\nb\rc\u{85}d\u{2028}e\nf"), "a\nb\nc\nd\ne\nf");
    assert_eq!(clean("a\u{2029}b"), "a\n\nb");
    assert_eq!(clean("page\n\u{C}next\u{C}last"), "page\nnext\nlast");
}

#[test]
fn escape_sequences_leave_whole() {
    assert_eq!(clean("a\u{1B}[31;1mred\u{1B}[0m"), "ared");
    assert_eq!(clean("a\u{1B}]0;title\u{7}b\u{1B}]8;;u\u{1B}\\c"), "abc");
    assert_eq!(clean("a\u{9B}2Jb\u{1B}(Bc\u{1B}7d"), "abcd");
    assert_eq!(clean("a\u{1B}P1$r\u{9C}b"), "ab");
}

#[test]
fn an_open_control_string_does_not_swallow_the_text() {
    assert_eq!(clean("a\u{1B}]0;title\nnext line"), "a0;title\nnext line");
    assert_eq!(clean("a\u{1B}\u{1B}[mb"), "ab");
    assert_eq!(clean("a\u{1B}[31\u{645}"), "a31\u{645}");
}

#[test]
fn controls_and_tags_are_removed_and_reported() {
    let done = sanitise("a\0b\u{7F}c\u{9F}\u{E0041}d\u{FEFF}");
    assert_eq!(done.text, "abcd");
    assert_eq!(done.found.len(), 5);
    assert!(done.found.iter().all(|found| found.removed));
    assert_eq!(
        done.found[1],
        Found {
            at: 2,
            ch: '\u{7F}',
            removed: true
        }
    );
}

#[test]
fn honest_invisible_characters_stay_and_are_reported() {
    let text = "\u{645}\u{6CC}\u{200C}\u{631} a\u{200E}b\u{61C} so\u{AD}ft";
    let done = sanitise(text);
    assert_eq!(done.text, text);
    assert_eq!(done.found.len(), 4);
    assert!(done.found.iter().all(|found| !found.removed));
    assert_eq!((done.found[0].at, done.found[0].ch), (4, '\u{200C}'));
}

#[test]
fn paired_isolates_and_embeddings_stay() {
    let text = "a \u{2067}b\u{2069} c \u{202B}d\u{202C} \u{2068}\u{202A}x\u{202C}\u{2069}";
    assert_eq!(clean(text), text);
}

#[test]
fn overrides_go_with_their_end() {
    let done = sanitise("x\u{202E}evil\u{202C}y");
    assert_eq!(done.text, "xevily");
    assert_eq!(
        done.found
            .iter()
            .map(|found| (found.at, found.removed))
            .collect::<Vec<_>>(),
        [(1, true), (5, true)]
    );
}

#[test]
fn a_bidi_control_without_partner_on_its_line_goes() {
    assert_eq!(clean("a\u{2067}b\nc\u{2069}d"), "ab\ncd");
    assert_eq!(clean("a\u{202C}b\u{202A}c"), "abc");
    // The isolate ends the embedding inside; what comes after is not closed by the PDF.
    assert_eq!(
        clean("\u{2066}a\u{202B}b\u{2069}c\u{202C}"),
        "\u{2066}ab\u{2069}c"
    );
}

#[test]
fn places_in_the_clean_text_lead_back() {
    let decoded = "one\r\ntwo\u{202E}three\u{1B}[0mfour\r\nfive";
    let done = sanitise(decoded);
    assert_eq!(done.text, "one\ntwothreefour\nfive");
    for word in ["one", "two", "three", "four", "five"] {
        let at = done.text.find(word).expect("is there");
        let original = decoded.find(word).expect("is there");
        assert_eq!(done.map.original_of(at), original, "{word}");
        assert_eq!(done.map.clean_of(original), at, "{word}");
    }
}

/// Text rich in what is to be cleaned.
fn dirty() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("\u{1B}".to_owned()),
        Just("\u{1B}[3".to_owned()),
        Just("\u{9D}".to_owned()),
        Just("\r".to_owned()),
        Just("\n".to_owned()),
        Just("m".to_owned()),
        Just("\u{7}".to_owned()),
        Just("\u{645}\u{64E}".to_owned()),
        "[\u{202A}-\u{202E}\u{2066}-\u{2069}]",
        any::<char>().prop_map(String::from),
    ];
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn clean_text_is_clean_and_stays_so(decoded in dirty()) {
        let done = sanitise(&decoded);
        for c in done.text.chars() {
            prop_assert!(!c.is_control() || c == '\n' || c == '\t', "{c:?}");
            let is_forbidden = matches!(c, '\u{E0000}'..='\u{E0FFF}' | '\u{202D}' | '\u{202E}');
            prop_assert!(!is_forbidden, "{c:?}");
        }
        let again = sanitise(&done.text);
        prop_assert_eq!(&again.text, &done.text);
        prop_assert!(again.found.iter().all(|found| !found.removed));
        let kept: Vec<_> = done.found.iter().filter(|found| !found.removed).copied().collect();
        prop_assert_eq!(again.found, kept);
    }

    #[test]
    fn every_kept_character_maps_to_itself(decoded in dirty()) {
        let done = sanitise(&decoded);
        let mut last = 0;
        for (at, c) in done.text.char_indices() {
            let original = done.map.original_of(at);
            prop_assert!(original >= last);
            last = original;
            if c != '\n' {
                prop_assert!(decoded[original..].starts_with(c));
                prop_assert_eq!(done.map.clean_of(original), at);
            }
        }
        prop_assert_eq!(done.map.clean_of(decoded.len()), done.text.len());
        for found in &done.found {
            prop_assert!(done.text.is_char_boundary(found.at));
            prop_assert!(found.removed || done.text[found.at..].starts_with(found.ch));
        }
    }
}
