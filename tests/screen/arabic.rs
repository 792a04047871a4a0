//! The interface in Arabic: every kind of page, mirrored, with no English sentence of ours left.

use crate::stage::Stage;
use bayn::catalogue::UiLanguage;
use bayn::session::Tutor;

fn stage(size: (u16, u16)) -> Stage {
    let mut stage = Stage::sample(size);
    stage.look.language = UiLanguage::of("ar").expect("Arabic");
    stage.state.home.language = UiLanguage::of("ar").expect("Arabic");
    stage
}

fn snap(name: &str, stage: &Stage) {
    insta::assert_snapshot!(name, stage.screen());
}

/// No row of ours holds these words; the texts that are read hold none of them.
fn has_none(stage: &Stage, words: &[&str]) {
    let screen = stage.screen();
    for word in words {
        assert!(!screen.contains(word), "{word}:\n{screen}");
    }
}

#[test]
fn findings_and_their_checks_are_told_in_arabic() {
    let mut stage = stage((110, 24));
    stage.keys("g q");
    snap("arabic_findings", &stage);
    has_none(
        &stage,
        &["The ", "findings", "goes there", "Number", "This was"],
    );
    stage.keys("q ] q");
    snap("arabic_finding_walk", &stage);
    has_none(&stage, &["finding", "The translation", "The source"]);
}

#[test]
fn kinds_of_errors_have_arabic_names_beside_the_known_ones() {
    let mut stage = stage((120, 24));
    stage.keys("j j j j j j v w e");
    snap("arabic_kinds", &stage);
    stage.keys("a");
    snap("arabic_subtypes", &stage);
    has_none(&stage, &["Error where", "Error occurring"]);
    stage.keys("m");
    snap("arabic_severities", &stage);
    stage
        .keys("M")
        .text("\u{645}\u{644}\u{627}\u{62d}\u{638}\u{629}")
        .keys("enter");
    stage.keys("g m");
    snap("arabic_marks", &stage);
    has_none(&stage, &["major", "Mistranslation", "marks", "deletes"]);
}

#[test]
fn a_narrow_menu_keeps_to_one_name() {
    let mut stage = stage((80, 20));
    stage.keys("v e a");
    snap("arabic_subtypes_narrow", &stage);
    has_none(&stage, &["Mistranslation"]);
}

#[test]
fn the_filter_is_arabic_but_for_the_words_that_are_typed() {
    let mut stage = stage((100, 24));
    stage.keys("j a j r f");
    snap("arabic_filter", &stage);
    has_none(&stage, &["verdict yet", "pairs", "somebody"]);
}

#[test]
fn links_are_repaired_in_arabic() {
    let mut stage = stage((120, 24));
    stage.keys("j j A");
    snap("arabic_link", &stage);
    has_none(&stage, &["LINK", "merge", "confirm"]);
    stage.keys("g x");
    snap("arabic_explain", &stage);
    has_none(&stage, &["stands", "lengths"]);
}

#[test]
fn a_word_in_latin_letters_has_its_caret_behind_it() {
    let mut stage = stage((80, 12));
    stage.keys(":").text("them");
    let row = stage.rows().pop().expect("a row");
    let sign = row.chars().position(|c| c == ':').expect("the sign");
    assert!(row.ends_with("them :"), "{row}");
    assert_eq!(
        stage.caret(),
        Some(u16::try_from(sign).expect("a column") - 1)
    );
}

#[test]
fn lessons_are_given_in_arabic_and_broken_where_the_screen_is_narrow() {
    let mut stage = stage((70, 16));
    stage.state.reading.tutor = Some(Tutor::default());
    stage.keys("j j");
    snap("arabic_tutor", &stage);
    has_none(&stage, &["Press", "Matching"]);
}

#[test]
fn help_is_searched_in_arabic() {
    let mut stage = stage((90, 16));
    stage.keys("? /").text("\u{633}\u{645}\u{629}");
    snap("arabic_help_search", &stage);
    assert!(stage.screen().contains("tp"), "{}", stage.screen());
}

#[test]
fn how_much_is_reviewed_reads_in_its_order() {
    let mut stage = stage((110, 24));
    stage.keys("a j a");
    let screen = stage.screen();
    let status = screen.lines().find(|line| line.contains("2/"));
    let status = status.unwrap_or_default();
    let total = stage.state.texts.bitext.beads.len();
    // On the screen a row runs from left to right: "2/29", never "29/2".
    assert!(status.contains(&format!("2/{total}")), "{screen}");
    assert!(!screen.contains(&format!("{total}/2 ")), "{screen}");
}
