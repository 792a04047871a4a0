//! Prompts: what is typed in Arabic, digits and Latin letters is edited where the eye sees it.

use crate::stage::Stage;

/// Beh, teh: U+0628 U+062A; alone they are drawn as U+FE91 U+FE96.
const WORD: &str = "\u{628}\u{62a}";
const DRAWN: &str = "\u{fe96}\u{fe91}";

fn last(stage: &Stage) -> String {
    stage.rows().pop().expect("a row")
}

#[test]
fn the_caret_of_a_search_goes_left_and_right_as_seen() {
    let mut stage = Stage::sample((80, 12));
    stage.keys("/").text(&format!("{WORD} 12 ab"));
    // From right to left: the word, the number, the Latin word; the caret behind it, at the left.
    let row = last(&stage);
    assert!(row.starts_with(&format!("/ ab 12 {DRAWN}")), "{row}");
    assert_eq!(stage.caret(), Some(1));
    stage.keys("right right");
    assert_eq!(stage.caret(), Some(3), "between a and b");
    stage.text("x");
    assert!(last(&stage).starts_with(&format!("/ axb 12 {DRAWN}")));
    assert_eq!(stage.caret(), Some(4));
    stage.keys("end backspace");
    assert!(last(&stage).starts_with(&format!("/ ax 12 {DRAWN}")));
    stage.keys("home");
    assert_eq!(stage.caret(), Some(9), "the first letter is the rightmost");
    stage.keys("left delete");
    assert!(
        last(&stage).starts_with("/ ax 12 \u{fe8f}"),
        "{}",
        last(&stage)
    );
}

#[test]
fn a_note_and_a_filter_are_edited_alike() {
    for keys in ["c", "f /"] {
        let mut stage = Stage::sample((100, 24));
        stage.keys(keys).text(&format!("ab {WORD} cd"));
        let start = stage.caret().expect("a caret") - 8;
        assert!(
            last(&stage).contains(&format!("ab {DRAWN} cd")),
            "{keys}: {}",
            last(&stage)
        );
        // One letter at a time from the right edge to the left one.
        for column in (0..8).rev() {
            stage.keys("left");
            assert_eq!(stage.caret(), Some(start + column), "{keys}");
        }
        stage.keys("right right right right").text("\u{62b}");
        // Theh is put before beh, the rightmost letter of the word.
        assert!(
            last(&stage).contains("ab \u{fe96}\u{fe92}\u{fe9b} cd"),
            "{keys}: {}",
            last(&stage)
        );
    }
}

#[test]
fn a_line_longer_than_its_room_shows_the_caret() {
    let mut stage = Stage::sample((40, 12));
    stage.keys("/").text(&format!("{WORD} ").repeat(30));
    for key in ["end", "home", "left left left", "right", "end right right"] {
        stage.keys(key);
        let caret = usize::from(stage.caret().expect("a caret"));
        assert!((1..40).contains(&caret), "{key}: {caret}");
    }
    stage.keys("home");
    assert!(last(&stage).contains(DRAWN));
}
