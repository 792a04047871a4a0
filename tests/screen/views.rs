//! Help, palette, search, layouts and what is shown of the text itself.

use crate::stage::Stage;
use bayn::session::command::Kind;

fn snap(name: &str, stage: &Stage) {
    insta::assert_snapshot!(
        name,
        format!("{}\n---- styles\n{}", stage.screen(), stage.styles())
    );
}

#[test]
fn help_lists_every_command() {
    let mut stage = Stage::sample((100, 30));
    stage.keys("?");
    snap("help", &stage);
    let mut seen = String::new();
    for _ in 0..20 {
        seen.push_str(&stage.screen());
        stage.keys("ctrl-f");
    }
    // The screen of `bayn judge` lists its own.
    let own = bayn::session::Command::ALL.iter();
    let own = own.filter(|command| !matches!(command.kind(), Kind::Judge(_)));
    for command in own {
        assert!(seen.contains(command.sentence()), "{}", command.name());
    }
}

#[test]
fn help_can_be_searched() {
    let mut stage = Stage::sample((100, 30));
    stage.keys("? /").text("paragraph").keys("enter");
    snap("help_searched", &stage);
    stage.keys("q j");
    assert_eq!(
        stage.state.reading.cursor.bead, 1,
        "q closes help and nothing else"
    );
}

#[test]
fn the_palette_lists_what_fits() {
    let mut stage = Stage::sample((100, 30));
    stage.keys(":").text("copy");
    snap("palette", &stage);
}

#[test]
fn hits_are_lit_in_both_panes() {
    let mut stage = Stage::sample((100, 30));
    stage.keys("/").text("26").keys("enter");
    snap("search_26", &stage);
}

#[test]
fn panes_swap() {
    let mut stage = Stage::sample((100, 16));
    stage.keys("j j j |");
    snap("swapped", &stage);
}

#[test]
fn one_side_alone() {
    let mut stage = Stage::sample((60, 16));
    stage.keys("j j j t l t l t l");
    snap("source_alone", &stage);
}

#[test]
fn invisible_characters_can_be_seen() {
    let source = "\u{202e}abc\u{202c} d\u{200f}ef. Next\u{1b}[31m one.\n";
    let mut stage = Stage::open([source, "Abc def. Nextone.\n"], ["en", "en"], (100, 12));
    assert!(!stage.screen().contains("RLM"));
    stage.keys("t i");
    snap("invisibles", &stage);
}

#[test]
fn digits_and_vowel_marks_change_on_the_screen_alone() {
    let source =
        "\u{643}\u{64e}\u{62a}\u{64e}\u{628}\u{640}\u{640}\u{64e} 26 \u{648}\u{663}\u{665}.\n";
    let mut stage = Stage::open([source, "He wrote 26 and 35.\n"], ["ar", "en"], (100, 12));
    let before = stage.state.texts.bitext.clone();
    assert!(stage.screen().contains('\u{64e}'));
    stage.keys("t t");
    assert!(!stage.screen().contains('\u{64e}'));
    assert!(!stage.screen().contains('\u{640}'));
    stage.keys("t d");
    assert!(stage.rows()[2].contains("35"), "{}", stage.screen());
    stage.keys("t d");
    assert!(
        stage.rows()[2].contains("\u{662}\u{666}"),
        "{}",
        stage.screen()
    );
    assert_eq!(before, stage.state.texts.bitext);
}

#[test]
fn two_right_to_left_texts_stand_side_by_side() {
    let mut stage = Stage::open(
        [
            "\u{647}\u{630}\u{627} \u{62e}\u{628}\u{631} 26.\n",
            "\u{627}\u{6cc}\u{646} \u{62e}\u{628}\u{631} \u{627}\u{633}\u{62a} 26.\n",
        ],
        ["ar", "fa"],
        (100, 8),
    );
    stage.keys("j");
    snap("arabic_persian", &stage);
}

#[test]
fn one_text_alone_leaves_the_active_side_as_it_was() {
    let mut stage = Stage::sample((100, 24));
    let before = stage.state.reading.cursor.side;
    // Stacked, source alone, target alone, interlinear.
    stage.keys("t l t l t l t l");
    assert_eq!(
        stage.state.reading.view.layout,
        bayn::session::Layout::Interlinear
    );
    assert_eq!(stage.state.reading.cursor.side, before);
}
