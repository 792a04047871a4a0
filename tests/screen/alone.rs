//! One text by itself: the whole width, and everything that needs no translation.

use crate::stage::{SAMPLE, Stage};

fn arabic(size: (u16, u16)) -> Stage {
    Stage::open([SAMPLE[0], ""], ["ar", "und"], size)
}

#[test]
fn one_text_has_the_whole_width() {
    let stage = arabic((100, 24));
    insta::assert_snapshot!("alone_arabic", stage.screen());
    let stage = Stage::open([SAMPLE[1], ""], ["en", "und"], (70, 16));
    insta::assert_snapshot!("alone_english", stage.screen());
    // A file whose only text is on the other side.
    let stage = Stage::open(["", SAMPLE[1]], ["und", "en"], (70, 16));
    assert!(
        stage.screen().contains("Twenty-six trucks"),
        "{}",
        stage.screen()
    );
}

#[test]
fn search_marks_notes_and_digits_work_on_one_text() {
    let mut stage = arabic((100, 24));
    stage
        .keys("/")
        .text("\u{642}\u{627}\u{641}\u{644}\u{629}")
        .keys("enter");
    assert!(!stage.state.reading.search.hits.is_empty());
    stage.keys("m a g g ' a");
    assert_eq!(
        stage.state.reading.cursor.bead,
        stage.state.reading.bookmarks[&'a']
    );
    stage.keys("c").text("a note").keys("enter");
    let bead = stage.state.texts.bitext.beads[stage.state.reading.cursor.bead].id;
    assert_eq!(stage.state.reviewing.review.notes.notes_of(bead).count(), 1);
    let before = stage.screen();
    assert!(
        before.contains('\u{0662}') || before.contains('\u{666}'),
        "{before}"
    );
    stage.keys("t d");
    let western = stage.screen();
    assert!(
        !western.contains('\u{662}') && western.contains("2019"),
        "{western}"
    );
    stage.keys("t r");
    assert!(
        stage.screen().contains("sh\u{101}\u{1e25}nah"),
        "{}",
        stage.screen()
    );
}

#[test]
fn what_needs_two_texts_says_how_to_add_the_other() {
    for keys in ["tab", "|", "t l", "a", "A", "t f"] {
        let mut stage = arabic((120, 24));
        let before = stage.state.clone();
        stage.keys(keys);
        let last = stage.rows().pop().expect("a row");
        assert!(
            last.contains("`bayn report.ar.txt TRANSLATION` puts its translation beside it"),
            "{keys}: {last}"
        );
        assert_eq!(stage.state.reading.cursor, before.reading.cursor, "{keys}");
        assert_eq!(stage.state.reading.view, before.reading.view, "{keys}");
        assert_eq!(
            stage.state.reviewing.review, before.reviewing.review,
            "{keys}"
        );
    }
}

#[test]
fn a_text_alone_has_no_findings_of_a_missing_translation() {
    let mut stage = arabic((100, 24));
    stage.keys("g q");
    assert!(
        stage
            .state
            .reviewing
            .findings
            .list
            .as_ref()
            .is_none_or(Vec::is_empty)
    );
}
