//! Facts about folding: what must meet, what must not, and that hits are whole clusters.

use super::{find_all, fold};
use harf::Span;
use harf::grapheme::graphemes;
use proptest::prelude::*;

fn same(left: &str, right: &str) {
    assert_eq!(fold(left).text, fold(right).text, "{left} {right}");
}

/// Returns the text of the only hit.
fn hit<'a>(text: &'a str, needle: &str) -> &'a str {
    match find_all(&fold(text), needle)[..] {
        [span] => span.of(text),
        ref other => panic!("{other:?}"),
    }
}

#[test]
fn tashkeel_tatweel_and_joiners_do_not_count() {
    same(
        "\u{645}\u{64F}\u{62D}\u{64E}\u{645}\u{651}\u{62F}",
        "\u{645}\u{62D}\u{640}\u{645}\u{62F}",
    );
    same("\u{645}\u{6CC}\u{200C}\u{631}", "\u{645}\u{64A}\u{631}");
    same(
        "\u{631}\u{62D}\u{645}\u{670}\u{646}",
        "\u{631}\u{62D}\u{645}\u{646}",
    );
}

#[test]
fn forms_of_alef_ya_kaf_and_heh_meet() {
    same(
        "\u{623}\u{625}\u{622}\u{671}",
        "\u{627}\u{627}\u{627}\u{627}",
    );
    same(
        "\u{645}\u{648}\u{633}\u{649}",
        "\u{645}\u{648}\u{633}\u{6CC}",
    );
    same(
        "\u{645}\u{62F}\u{631}\u{633}\u{629}",
        "\u{645}\u{62F}\u{631}\u{633}\u{647}",
    );
    same(
        "\u{6A9}\u{62A}\u{627}\u{628}",
        "\u{643}\u{62A}\u{627}\u{628}",
    );
    // Alef and the hamza or madda above it as separate characters.
    same("\u{627}\u{654}\u{627}\u{653}", "\u{623}\u{622}");
}

#[test]
fn hamza_before_alef_is_madda() {
    same(
        "\u{642}\u{631}\u{621}\u{627}\u{646}",
        "\u{642}\u{631}\u{622}\u{646}",
    );
    let text = "\u{642}\u{631}\u{621}\u{627}\u{646}";
    assert_eq!(hit(text, "\u{631}\u{627}"), "\u{631}\u{621}\u{627}");
    same("\u{621}\u{621}\u{622}", "\u{627}");
    assert_eq!(fold("\u{634}\u{64A}\u{621}").text, "\u{634}\u{64A}\u{621}");
}

#[test]
fn digits_and_signs_of_every_system_meet() {
    same("\u{663}\u{66B}\u{665}\u{66A}", "3.5%");
    same("\u{6F3}\u{6F6}\u{66C}\u{6F0}\u{6F0}\u{6F0}", "36,000");
    same("\u{967}\u{968}\u{969}", "123");
    same("\u{201C}a\u{201D} \u{2013} b", "\"a\"  -\nb");
}

#[test]
fn latin_is_without_case_accents_and_ligatures() {
    same(
        "\u{C9}t\u{E9} \u{FB01}n STRA\u{DF}E \u{C6}on \u{141}\u{F3}d\u{17A}",
        "ete fin strasse aeon lodz",
    );
    same("e\u{301}", "E");
    same("\u{130}\u{131}I", "iii");
    same("\u{401}\u{436}", "\u{435}\u{436}");
    assert_ne!(fold("\u{439}").text, fold("\u{438}").text);
}

#[test]
fn presentation_forms_are_their_letters() {
    same("\u{FEFB}", "\u{644}\u{627}");
    same("\u{FEB3}\u{FEFC}\u{FEE1}", "\u{633}\u{644}\u{627}\u{645}");
}

#[test]
fn a_query_hits_inside_affixes_and_under_marks() {
    let akkad = "\u{627}\u{643}\u{62F}";
    let stem = "\u{623}\u{643}\u{62F}";
    assert_eq!(hit(&format!("\u{648}{stem} \u{62B}\u{645}"), akkad), stem);
    assert_eq!(hit(&format!("{stem}\u{648}\u{627}"), akkad), stem);
    let also = "\u{623}\u{64A}\u{636}\u{64B}\u{627}";
    assert_eq!(hit(also, "\u{627}\u{64A}\u{636}\u{627}"), also);
    let late = "\u{623}\u{64A}\u{636}\u{627}\u{64B}";
    assert_eq!(
        hit(&format!("{late} x"), "\u{627}\u{64A}\u{636}\u{627}"),
        late
    );
}

#[test]
fn a_hit_in_a_ligature_covers_it() {
    assert_eq!(hit("di\u{FB01}cile", "f"), "\u{FB01}");
    assert_eq!(hit("di\u{FB01}cile", "ic"), "\u{FB01}c");
}

#[test]
fn hits_are_apart_and_space_is_one() {
    let text = "one  two\none\ttwo";
    let found = find_all(&fold(text), "ONE TWO");
    assert_eq!(found, [Span::new(0, 8), Span::new(9, 16)]);
    assert!(find_all(&fold(text), "").is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn every_piece_of_a_text_finds_itself(
        text in "[a-cA-C\u{E9}\u{301}\u{FB01} \u{621}-\u{628}\u{640}\u{64B}-\u{652}\u{660}-\u{663}\u{200C}\u{DF}]{0,24}",
        from in 0..24_usize,
        length in 1..6_usize,
    ) {
        let clusters: Vec<Span> = graphemes(&text).collect();
        let starts: Vec<usize> = clusters.iter().map(|span| span.start).chain([text.len()]).collect();
        let folded = fold(&text);
        let again = fold(&folded.text);
        prop_assert_eq!(&again.text, &folded.text);
        if let Some(part) = clusters.get(from..(from + length).min(clusters.len()))
            && let (Some(first), Some(last)) = (part.first(), part.last())
        {
            let needle = first.cover(*last).of(&text);
            for span in find_all(&folded, needle) {
                prop_assert!(starts.contains(&span.start) && starts.contains(&span.end));
                prop_assert!(fold(span.of(&text)).text.contains(fold(needle).text.trim()));
            }
        }
    }
}
