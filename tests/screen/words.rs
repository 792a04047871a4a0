//! Words: lit on the other side, jumped to, in all their places, looked up, in Latin letters;
//! and the tour of the worst.

use crate::review::snap;
use crate::stage::Stage;
use bayn::lookup::{Glossary, Shelf, Sources};
use bayn::session::Focus;
use bayn::units::Side;

/// The sample at a sentence, with the caret on a word of it.
fn at(word: &str, side: Side, size: (u16, u16)) -> Stage {
    let mut stage = Stage::sample(size);
    let document = &stage.state.bitext.documents[side];
    let byte = document.text.find(word).expect("the sample has the word");
    stage.state.cursor.bead = stage.state.bead_at(side, byte);
    stage.state.cursor.side = side;
    stage.state.cursor.caret = Some(byte);
    stage.keys("z z");
    stage.state.cursor.caret = Some(byte);
    stage
}

fn caret_word(stage: &Stage) -> &str {
    let cursor = stage.state.cursor;
    let text = &stage.state.bitext.documents[cursor.side].text;
    let rest = &text[cursor.caret.expect("a caret")..];
    rest.split_whitespace().next().unwrap_or("")
}

#[test]
fn the_word_that_answers_is_lit_and_jumped_to() {
    let mut stage = at("3,370", Side::Target, (110, 22));
    stage.keys("t w");
    snap("words_lit", &stage);
    stage.keys("g d");
    assert_eq!(stage.state.cursor.side, Side::Source);
    let found: String = caret_word(&stage)
        .chars()
        .filter_map(|c| {
            c.to_digit(10).or_else(|| {
                ('\u{660}'..='\u{669}')
                    .contains(&c)
                    .then(|| u32::from(c) - 0x660)
            })
        })
        .map(|digit| char::from_digit(digit, 10).expect("a digit"))
        .collect();
    assert_eq!(found, "3370");
    stage.keys("ctrl-o");
    assert_eq!(stage.state.cursor.side, Side::Target);
    assert_eq!(caret_word(&stage), "3,370");
}

#[test]
fn without_a_caret_words_ask_for_one() {
    let mut stage = Stage::sample((100, 20));
    for keys in ["g d", "*", "g *", "K"] {
        stage.keys(keys);
        assert!(stage.screen().contains("put the caret on a word"), "{keys}");
    }
}

#[test]
fn every_place_of_a_word_stands_in_one_column() {
    let mut stage = at("trucks left", Side::Target, (110, 26));
    stage.keys("*");
    snap("concordance_english", &stage);
    let Some(Focus::Kwic(kwic)) = stage.state.focus.last() else {
        panic!("no list");
    };
    let columns: Vec<usize> = (0..kwic.places.len())
        .filter_map(|at| kwic.line(&stage.state, at))
        .map(|line| {
            let text = &stage.state.bitext.documents.target.text;
            let word = line.word.of(text);
            assert!(word.to_lowercase().starts_with("truck"), "{word}");
            line.bead
        })
        .collect();
    assert!(columns.len() >= 3, "{columns:?}");
    stage.keys("j enter");
    assert!(stage.state.focus.is_empty());
    assert!(caret_word(&stage).to_lowercase().starts_with("truck"));
    stage.keys("ctrl-o");
    assert_eq!(caret_word(&stage), "trucks");
}

#[test]
fn arabic_places_end_in_one_column_with_the_other_side_under_them() {
    let word = "\u{645}\u{62e}\u{64a}\u{645}";
    let mut stage = at(word, Side::Source, (110, 26));
    stage.keys("g *");
    snap("concordance_arabic", &stage);
    let Some(Focus::Kwic(kwic)) = stage.state.focus.last() else {
        panic!("no list");
    };
    assert!(
        kwic.both && kwic.places.len() >= 2,
        "camp and camps share a stem"
    );
    stage.keys("esc");
    assert!(stage.state.focus.is_empty());
}

#[test]
fn a_word_is_looked_up_in_the_glossary_first() {
    let mut stage = at("convoy was bound", Side::Target, (100, 24));
    stage.shelf = Shelf::new(Sources {
        glossaries: vec![Glossary {
            name: "terms.tsv".to_owned(),
            terms: vec![(
                "\u{642}\u{627}\u{641}\u{644}\u{629}".to_owned(),
                "convoy".to_owned(),
            )],
        }],
        ..Sources::default()
    });
    stage.keys("K");
    snap("looked_up", &stage);
    stage.keys("q w K");
    assert!(stage.screen().contains("no glossary or dictionary has"));
}

#[test]
fn arabic_is_written_in_latin_letters_under_its_lines() {
    let mut stage = Stage::sample((100, 24));
    stage.keys("t r");
    snap("romanised", &stage);
    // The caret goes over letters, never over their romanisation.
    stage.keys("w w");
    assert!(stage.state.cursor.caret.is_some());
    stage.keys("t r t r t r");
    assert!(stage.screen().contains("Latin letters hidden"));
}

#[test]
fn the_tour_goes_from_the_worst_on_and_back() {
    let mut stage = Stage::sample((120, 24));
    stage.keys(".");
    snap("tour_first", &stage);
    let mut said = Vec::new();
    let status = |stage: &Stage| stage.rows().last().cloned().unwrap_or_default();
    loop {
        let now = status(&stage);
        if now.contains("at its end") {
            break;
        }
        said.push((stage.state.cursor.bead, now));
        assert!(said.len() < 200);
        stage.keys(".");
    }
    assert!(said.len() >= 5, "{said:#?}");
    assert!(
        said.iter().any(|(_, why)| why.contains("no counterpart")),
        "{said:#?}"
    );
    let last = said.len();
    stage.keys(",");
    assert_eq!(stage.state.cursor.bead, said[last - 2].0);
    // What is judged leaves the tour.
    let bead = stage.state.cursor.bead;
    let before = bayn::session::tour::stops(&stage.state).len();
    stage.keys("a");
    let after = bayn::session::tour::stops(&stage.state);
    assert!(after.len() <= before);
    assert!(
        after
            .iter()
            .all(|stop| stop.bead != bead || !stop.why.contains("weak link"))
    );
}
