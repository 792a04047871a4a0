//! Looks, comfort, learners, pages, settings by the palette.

use crate::stage::{SAMPLE, Stage};
use bayn::session::{Event, Recent, Setting};
use bayn::tui::theme::Theme;

fn snap(name: &str, stage: &Stage) {
    insta::assert_snapshot!(name, stage.screen());
}

#[test]
fn the_translation_is_hidden_and_revealed_word_by_word() {
    let mut stage = Stage::sample((100, 14));
    stage.keys("j j j t h");
    snap("hidden", &stage);
    let english = stage.pair()[1].to_owned();
    let first = english
        .split_whitespace()
        .next()
        .expect("a word")
        .to_owned();
    assert!(!stage.screen().contains(&english[..20]));
    stage.keys(";");
    assert!(stage.screen().contains(&first), "{}", stage.screen());
    let one = stage.screen().matches('\u{b7}').count();
    stage.keys(";");
    assert!(stage.screen().matches('\u{b7}').count() < one);
    stage.keys("enter");
    assert!(stage.screen().contains(&english[..20]));
    stage.keys("j k");
    assert!(!stage.screen().contains(&english[..20]), "hidden again");
    stage.keys("enter enter");
    assert!(!stage.screen().contains(&english[..20]), "enter hides too");
    stage.keys("t h t h");
    assert!(stage.screen().contains(&english[..20]), "nothing is hidden");
}

#[test]
fn a_translation_stands_under_its_sentence() {
    let mut stage = Stage::sample((60, 20));
    stage
        .keys(":")
        .text("layout = interlinear")
        .keys("enter j j j");
    snap("interlinear", &stage);
}

#[test]
fn zen_shows_nothing_but_the_text() {
    let mut stage = Stage::sample((110, 16));
    stage.keys("t z t m t m j j");
    snap("zen", &stage);
    assert!(!stage.screen().contains("help"));
    stage.keys("/");
    assert!(
        stage.rows()[15].starts_with('/'),
        "a prompt brings its line"
    );
    stage.keys("esc t z");
    assert!(stage.screen().contains("help"));
}

#[test]
fn lines_are_spaced_and_filled() {
    let mut stage = Stage::sample((90, 24));
    let heights = |stage: &Stage| stage.geometry.heights.iter().sum::<usize>();
    let close = heights(&stage);
    stage.keys("t s");
    assert!(heights(&stage) > close);
    stage.keys("t j j j j");
    snap("spaced_justified", &stage);
}

#[test]
fn comforts_have_a_screen_each() {
    let mut stage = Stage::sample((96, 18));
    stage.keys("j j j j j j t m t m t m");
    snap("measure_ragged", &stage);
    stage.keys("t j");
    snap("measure_justified", &stage);
    stage.keys("t j t s t s");
    snap("spacing_two", &stage);
    stage.keys("t s t h ; ; ;");
    snap("revealed_words", &stage);
    stage.keys("enter");
    snap("revealed_sentence", &stage);
    stage.keys("enter t h");
    snap("hidden_source", &stage);
}

#[test]
fn statistics_speak_of_both_texts() {
    let mut stage = Stage::sample((110, 20));
    stage.keys("a j a j R").text("wrong").keys("enter");
    stage.state.reviewing.review.now = 1000;
    stage.keys("j");
    stage.state.reviewing.review.now = 1075;
    stage.keys("g s");
    snap("statistics", &stage);
    stage.keys("q");
    assert!(stage.state.ui.focus.is_empty());
}

#[test]
fn every_setting_can_be_reached_from_the_palette() {
    let mut stage = Stage::sample((100, 30));
    for setting in Setting::ALL {
        stage.keys(":").text(setting.name());
        let offered = format!("{} = ", setting.name());
        assert!(stage.screen().contains(&offered), "{}", setting.name());
        stage.keys("esc");
    }
    stage.keys(":").text("measure = 9000").keys("enter");
    assert_eq!(stage.state.reading.view.measure, 0);
    let said = stage.screen();
    assert!(
        said.contains("invalid value `9000` for `measure`"),
        "{said}"
    );
    stage.keys(":").text("theme = blurple").keys("enter");
    let said = stage.screen();
    assert!(
        said.contains("invalid value `blurple` for `theme`"),
        "{said}"
    );
    stage.keys("esc :").text("measure 40").keys("enter");
    assert_eq!(stage.state.reading.view.measure, 40);
    stage.keys(":").text("digits").keys("enter");
    assert!(stage.screen().contains("Digits: as written"));
    stage.keys("g o");
    snap("settings", &stage);
    stage.keys("j j enter");
    assert!(stage.screen().contains(":color ="), "{}", stage.screen());
}

#[test]
fn what_was_just_said_comes_before_where_the_reader_is() {
    let mut stage = Stage::sample((60, 12));
    assert!(stage.screen().contains("1/29 \u{b7} \u{b6} 1/24"));
    stage.keys(":").text("no such thing at all").keys("enter");
    let said = stage.screen();
    assert!(
        !said.contains('\u{b6}') && said.contains("1/29  there is"),
        "{said}"
    );
}

#[test]
fn pasted_lines_become_one() {
    let mut stage = Stage::sample((60, 12));
    stage.keys("/");
    stage.event(Event::Paste("one\r\n  two\rthree\n".to_owned()));
    assert!(
        stage.screen().contains("/one two three"),
        "{}",
        stage.screen()
    );
}

#[test]
fn what_is_called_as_typed_comes_first_and_small_words_find_nothing_else() {
    let mut stage = Stage::sample((100, 30));
    stage.keys(":").text("the");
    let screen = stage.screen();
    let place = |words: &str| {
        screen
            .find(words)
            .unwrap_or_else(|| panic!("{words}: {screen}"))
    };
    assert!(place("next_theme") < place("theme = "), "{screen}");
    assert!(
        !screen.contains("first_pair"),
        "the is in every sentence: {screen}"
    );
    // A word of a sentence finds it from its beginning.
    stage.keys("ctrl-u").text("bookmark");
    assert!(stage.screen().contains("set_mark"), "{}", stage.screen());
    stage.keys("ctrl-u").text("ookmark");
    assert!(
        stage.screen().contains("no such command"),
        "{}",
        stage.screen()
    );
    // A number is a pair.
    stage.keys("ctrl-u").text("12");
    assert!(
        stage.screen().contains("enter goes to pair 12"),
        "{}",
        stage.screen()
    );
}

#[test]
fn every_command_can_be_reached_from_the_palette_with_its_key() {
    use bayn::session::command::{Group, Kind};
    use bayn::session::{Command, Mode, Offer, offers};
    let stage = Stage::sample((100, 30));
    for &command in Command::ALL {
        if command.group() == Group::Prompt || matches!(command.kind(), Kind::Judge(_)) {
            // They steer prompts and lists, or the screen of `bayn judge`, where the palette
            // cannot be opened.
            continue;
        }
        let found = offers(&stage.state.home, command.name());
        assert_eq!(
            found.first(),
            Some(&Offer::Command(command)),
            "{}",
            command.name()
        );
        let bound = Mode::ALL
            .into_iter()
            .any(|mode| !stage.look.keymap.keys_of(mode, command).is_empty());
        assert!(bound, "{} has no key", command.name());
    }
}

#[test]
fn recent_texts_and_mistakes_are_listed() {
    let mut stage = Stage::sample((100, 16));
    stage.keys("g f");
    assert!(stage.screen().contains("no mistakes"));
    let (_, mistakes) = bayn::session::Settings::read("thme = 1\nzen = 2\n");
    stage.state.home.mistakes = mistakes
        .into_iter()
        .map(|mistake| mistake.in_file("config.toml"))
        .collect();
    stage.keys("g f");
    snap("faults", &stage);
    stage.keys("q");
    stage.state.home.recent = ["one.ar.txt", "two.ar.txt"]
        .map(|name| Recent {
            names: name.to_owned(),
            place: "12/80".to_owned(),
        })
        .to_vec();
    stage.keys("g r j enter");
    assert!(
        stage.effects.contains(&bayn::session::Effect::Open(1)),
        "{:?}",
        stage.effects
    );
}

#[test]
fn texts_read_again_keep_the_place() {
    let mut old = Stage::sample((100, 30));
    old.keys("j j j j j j m a j t z /")
        .text("26")
        .keys("enter 8 G");
    let wanted = old.pair()[0].to_owned();
    let english = SAMPLE[1].replacen("\n\n", "\n\nA sentence that nobody wrote before.\n\n", 1);
    let mut new = Stage::open([SAMPLE[0], &english], ["ar", "en"], (100, 30));
    new.state.take_over(old.state.clone());
    assert_eq!(new.pair()[0], wanted);
    assert_eq!(
        new.state.reading.search.hits.len(),
        old.state.reading.search.hits.len()
    );
    assert!(new.state.reading.view.zen);
    let mark = |stage: &Stage| {
        let bead = stage.state.reading.bookmarks[&'a'];
        stage
            .state
            .texts
            .text_of(bead, bayn_doc::Side::Source)
            .to_owned()
    };
    assert_eq!(mark(&new), mark(&old));
}

#[test]
fn themes_paint_every_cell() {
    for name in ["light", "dark", "high-contrast", "colour-blind"] {
        let mut stage = Stage::sample((100, 20));
        stage.look.theme = Theme::built_in(name).expect("a theme");
        for keys in ["j", "?", "q : t", "esc g s"] {
            stage.keys(keys);
            assert_eq!(stage.bare_cells(), 0, "{name} after {keys}");
        }
    }
}

#[test]
fn a_note_goes_to_the_editor_and_comes_back() {
    let mut stage = Stage::sample((100, 16));
    stage.keys("j c").text("short").keys("ctrl-x ctrl-e");
    let Some(bayn::session::Effect::Edit(ask, text)) = stage.effects.pop() else {
        panic!("an effect");
    };
    assert_eq!(text, "short");
    stage.event(Event::Edited(ask, Some("long\nand wide".to_owned())));
    let bead = stage.state.texts.bitext.beads[1].id;
    let notes: Vec<_> = stage.state.reviewing.review.notes.notes_of(bead).collect();
    assert_eq!(notes[0].1.text, "long\nand wide");
    assert!(stage.screen().contains("note saved"));
    stage.keys("C");
    assert!(
        matches!(stage.effects.last(), Some(bayn::session::Effect::Edit(_, text)) if text == "long\nand wide")
    );
}

#[test]
fn the_interface_is_mirrored_in_arabic() {
    let mut stage = Stage::sample((100, 30));
    stage.look.language = bayn::catalogue::UiLanguage::of("ar").expect("Arabic");
    stage.state.home.language = bayn::catalogue::UiLanguage::of("ar").expect("Arabic");
    stage.keys("j j j t h t h t h");
    snap("arabic_reader", &stage);
    stage.keys("?");
    snap("arabic_help", &stage);
    stage.keys("q g s");
    snap("arabic_statistics", &stage);
    stage.keys("q :").text("copy");
    snap("arabic_palette", &stage);
    stage.keys("esc /").text("26").keys("enter");
    assert!(!stage.screen().contains("hit "), "{}", stage.screen());
    stage
        .keys("a R")
        .text("26 \u{634}\u{627}\u{62d}\u{646}\u{629}");
    snap("arabic_prompt", &stage);
}
