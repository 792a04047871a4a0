//! What both texts share, in the reader: facts on both sides at once, names place by place.

use crate::review::snap;
use crate::stage::{SAMPLE, Stage};
use bayn::catalogue::UiLanguage;
use bayn::tui::picker::{Line, Picked, Picker, draw};
use bayn::tui::view::Look;
use bayn_doc::Bead;
use bayn_doc::{Score, Side, Sides};
use bayn_text::message::{Number, Separator};
use bayn_text::{Message, plural};
use ratatui::Terminal;
use ratatui::backend::TestBackend;

const ONE: &str = "A fire broke out in Harlow.\n\nForty-two people were taken to the clinic, \
Mayor Ruth Bell said.\n\nThe fire destroyed 17 houses in the old quarter.\n\nThe road to \
Harlow is shut.\n\nSchools stay open, the council said.\n";
const OTHER: &str = "The council of Harlow met in the evening.\n\nRuth Bell spoke first and \
thanked the helpers.\n\nRain was expected.\n\nThe fire destroyed 19 houses in the old quarter \
of Harlow.\n\nNobody knows why.\n";

#[test]
fn facts_lead_to_both_texts() {
    let mut stage = Stage::open([ONE, OTHER], ["en", "de"], (100, 18));
    stage.keys("g F");
    assert!(
        stage.screen().contains("17 here, 19 there"),
        "{}",
        stage.screen()
    );
    snap("facts_list", &stage);
    stage.keys("enter");
    let cursor = stage.state.reading.cursor;
    assert_eq!(cursor.side, Side::Source);
    let text = &stage.state.texts.bitext.documents.source.text;
    assert!(text[cursor.caret.expect("caret")..].starts_with("17 houses"));
    let screen = stage.screen();
    assert!(
        screen.contains("17 houses") && screen.contains("19 houses"),
        "{screen}"
    );
}

#[test]
fn places_without_a_link_stand_on_the_screen_together() {
    let mut stage = Stage::open([ONE, OTHER], ["en", "de"], (100, 12));
    // Nothing is linked: all of one text, then all of the other.
    let mut bitext = (*stage.state.texts.bitext).clone();
    let alone = |at: usize, source: bool| {
        let (source, target) = if source {
            (at..at + 1, 0..0)
        } else {
            (5..5, at..at + 1)
        };
        Bead::new(Sides::new(source, target), Score::ZERO)
    };
    bitext.beads = (0..5)
        .map(|at| alone(at, true))
        .chain((0..5).map(|at| alone(at, false)))
        .collect();
    bitext.name_beads();
    assert!(bitext.is_tiled());
    stage.state.texts.bitext = bitext.into();
    stage.keys("g F enter");
    let screen = stage.screen();
    assert!(
        screen.contains("17 houses") && screen.contains("19 houses"),
        "{screen}"
    );
    assert!(stage.state.reading.view.free);
    snap("facts_without_links", &stage);
}

#[test]
fn names_are_listed_and_walked_through() {
    let mut stage = Stage::open([ONE, OTHER], ["en", "de"], (100, 18));
    stage.keys("g n");
    assert!(stage.screen().contains("Harlow 4"), "{}", stage.screen());
    snap("names_list", &stage);
    stage.keys("enter");
    let mut seen = vec![(
        stage.state.reading.cursor.side,
        stage.state.reading.cursor.caret,
    )];
    for _ in 0..3 {
        stage.keys("] N");
        let cursor = stage.state.reading.cursor;
        let text = &stage.state.texts.bitext.documents[cursor.side].text;
        assert!(text[cursor.caret.expect("caret")..].starts_with("Harlow"));
        seen.push((cursor.side, cursor.caret));
    }
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 4, "{seen:?}");
    stage.keys("[ N");
    assert!(stage.screen().contains("of 4"), "{}", stage.screen());
}

#[test]
fn names_of_the_sample_are_found_in_both_scripts() {
    let mut stage = Stage::open(SAMPLE, ["ar", "en"], (100, 24));
    stage.keys("g n");
    let both = stage
        .state
        .background
        .comparing
        .names()
        .iter()
        .filter(|name| {
            let places = name.places();
            [0, 1]
                .iter()
                .all(|document| places.iter().any(|place| place.document == *document))
        });
    assert!(both.count() >= 3, "{}", stage.screen());
}

#[test]
fn a_picker_thins_out_as_one_types() {
    let line = |kind: &'static str, score: f64, source: &str, target: &str| Line {
        kind: Message::joined(
            [Message::of(Number::decimal(score, 2)), Message::label(kind)],
            Separator::Gap,
        ),
        reviewed: Message::default(),
        source: source.to_owned(),
        target: target.to_owned(),
        preview: [("ar", "السوق مفتوح."), ("en", "The market is open.")]
            .map(|(lang, begins)| (lang.to_owned(), begins.to_owned())),
    };
    let lines = vec![
        line(
            "translation",
            1.00,
            "reports/harbour.ar.txt",
            "reports/harbour.en.txt",
        ),
        line(
            "translation",
            0.98,
            "reports/market.ar.txt",
            "reports/market.en.txt",
        ),
        line(
            "comparable",
            0.60,
            "reports/harbour.ar.txt",
            "reports/port.en.txt",
        ),
    ];
    let found = plural!(
        "1 with a translation",
        "{translations} with a translation",
        translations = 2_usize
    );
    let heading = Message::joined([Message::name("reports"), found], Separator::Colon);
    let look = Look::default();
    let mut picker = Picker::new(heading, lines);
    let mut terminal = Terminal::new(TestBackend::new(80, 10)).expect("a test screen");
    let encoding = harf::encode::Encoding::ALL[0];
    let mut shown = |picker: &mut Picker| {
        draw(&mut terminal, picker, &look, encoding).expect("drawn");
        terminal.backend().to_string()
    };
    insta::assert_snapshot!("picker", shown(&mut picker));
    picker.typed("mrkt");
    let screen = shown(&mut picker);
    assert!(
        screen.contains("market") && !screen.contains("harbour"),
        "{screen}"
    );
    assert!(screen.contains("1/3"), "{screen}");
    let arabic = Look {
        language: UiLanguage::of("ar").expect("Arabic"),
        ..Look::default()
    };
    draw(&mut terminal, &mut picker, &arabic, encoding).expect("drawn");
    let screen = terminal.backend().to_string();
    for word in ["translation", "filter", "opens", "leaves"] {
        assert!(!screen.contains(word), "{word}: {screen}");
    }
    let key =
        |picker: &mut Picker, name: &str| picker.key(&Look::default(), name.parse().expect("key"));
    assert_eq!(key(&mut picker, "enter"), Some(Picked::Line(1)));
    assert_eq!(key(&mut picker, "ctrl-u"), None);
    assert_eq!(key(&mut picker, "down"), None);
    assert_eq!(key(&mut picker, "down"), None);
    assert_eq!(key(&mut picker, "enter"), Some(Picked::Line(2)));
    assert_eq!(key(&mut picker, "esc"), Some(Picked::Nothing));
}
