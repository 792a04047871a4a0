//! The direction of a paragraph: its pane's, unless no letter has that one.

use crate::stage::Stage;

/// "Size: 12" and a sentence, in Arabic; the first letters on the screen are hah and meem.
const HEADING: &str = "\u{62d}\u{62c}\u{645} \u{627}\u{644}\u{62e}\u{637}: 12";
const SENTENCE: &str =
    "\u{642}\u{627}\u{644} \u{627}\u{644}\u{631}\u{62c}\u{644} \u{643}\u{644}\u{645}\u{629}.";

fn row_with<'a>(rows: &'a [String], part: &str) -> &'a str {
    let found = rows.iter().find(|row| row.contains(part));
    assert!(found.is_some(), "{part} in {rows:#?}");
    found.map_or("", String::as_str)
}

#[test]
fn arabic_in_the_english_column_begins_at_its_right() {
    let english = format!("{HEADING}\n\nThe man said a word.\n");
    let arabic = format!("{HEADING}\n\n{SENTENCE}\n");
    let stage = Stage::open([&arabic, &english], ["ar", "en"], (81, 16));
    let rows = stage.rows();
    // The colon is behind the letters, which for Arabic is on their left, and the digits on its
    // left; both columns show the same.
    let heading = "12 :\u{fec2}\u{fea8}\u{fedf}\u{fe8d} \u{fee2}\u{fea0}\u{fea3}";
    let row = row_with(&rows, heading);
    let parts: Vec<&str> = row.split('\u{2503}').collect();
    assert_eq!(parts.len(), 2, "{row}");
    for part in parts {
        assert!(part.trim_end().ends_with(heading), "{row}");
        assert!(part.starts_with("          "), "flush right: {row}");
    }
    let text = row_with(&rows, "The man said a word.");
    assert!(text.starts_with("   The man"), "{text}");
}

#[test]
fn english_in_the_arabic_column_begins_at_its_left() {
    let arabic = format!("Text size: A+ (12)\n\n{SENTENCE}\n");
    let english = "Text size: A+ (12)\n\nThe man said a word.\n";
    let stage = Stage::open([&arabic, english], ["ar", "en"], (81, 16));
    let row = row_with(&stage.rows(), "Text size: A+ (12)").to_owned();
    let parts: Vec<&str> = row.split('\u{2503}').collect();
    assert_eq!(parts.len(), 2, "{row}");
    assert!(
        parts.iter().all(|part| part.trim() == "Text size: A+ (12)"),
        "{row}"
    );
    assert!(parts[1].starts_with("  Text"), "flush left: {row}");
}

#[test]
fn a_paragraph_with_one_letter_of_the_pane_keeps_its_direction() {
    // Latin first, and an Arabic word at the end: right-to-left, so that the Latin is at the right.
    let arabic = format!("Reuters \u{642}\u{627}\u{644}\n\n{SENTENCE}\n");
    let english = "Reuters said\n\nThe man said a word.\n";
    let stage = Stage::open([&arabic, english], ["ar", "en"], (81, 16));
    let row = row_with(&stage.rows(), "Reuters said").to_owned();
    assert!(
        row.trim_end().ends_with("\u{fedd}\u{fe8e}\u{fed7} Reuters"),
        "{row}"
    );
    // Digits and signs alone stay where the pane begins.
    let stage = Stage::open(["12/3\n", "12/3\n"], ["ar", "en"], (81, 16));
    let row = row_with(&stage.rows(), "12/3").to_owned();
    assert!(
        row.starts_with("   12/3") && row.trim_end().ends_with(" 12/3"),
        "{row}"
    );
}

#[test]
fn the_caret_follows_the_direction_of_its_line() {
    let english = format!("{HEADING}\n\nThe man said a word.\n");
    let arabic = format!("{HEADING}\n\n{SENTENCE}\n");
    let mut stage = Stage::open([&arabic, &english], ["ar", "en"], (81, 16));
    stage.keys("tab 0");
    assert_eq!(
        stage.state.reading.cursor.caret,
        Some(0),
        "a line begins with its first letter"
    );
    stage.keys("left");
    assert_eq!(
        stage.state.reading.cursor.caret,
        Some(2),
        "and goes on to the left"
    );
    stage.keys("$");
    assert_eq!(
        stage.state.reading.cursor.caret,
        Some(HEADING.len() - 2),
        "{HEADING:?}"
    );
}
