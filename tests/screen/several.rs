//! Several translations of one source: panes, what they leave out, what they say otherwise.

use crate::review::snap;
use crate::stage::Stage;
use bayn::catalogue::UiLanguage;
use bayn::session::{Answer, Effect, Event, Work, several};
use bayn::tui::workers::texts;
use bayn_align::encoder::Encoder;
use bayn_align::{Options, align, draft};
use bayn_doc::Bead;
use bayn_doc::{Side, Sides};

const SECOND: &str = include_str!("../data/several/report.2.en.txt");
const FRENCH: &str = include_str!("../data/several/report.fr.txt");

fn stage(size: (u16, u16)) -> Stage {
    let mut stage = Stage::sample(size);
    stage.add(SECOND, "en", "second.en.txt");
    stage
}

#[test]
fn three_panes_are_locked_by_the_sentence() {
    let mut stage = stage((132, 30));
    snap("several_three_panes", &stage);
    stage.keys("D ] d ] d");
    snap("several_differences", &stage);
}

#[test]
fn four_panes_where_there_is_room_and_two_where_there_is_none() {
    let mut stage = stage((140, 26));
    stage.add(FRENCH, "fr", "rapport.fr.txt");
    stage.keys("7 G");
    snap("several_four_panes", &stage);
    stage.resize((80, 20));
    assert_eq!(stage.geometry.room, 1);
    assert!(stage.screen().contains("report.en.txt"));
    stage.keys("t n");
    assert!(
        stage.screen().contains("second.en.txt"),
        "{}",
        stage.screen()
    );
    assert_eq!(stage.state.reading.cursor.side, Side::Source);
    stage.keys("tab");
    assert_eq!(
        stage.state.reading.cursor.side,
        Side::Source,
        "its pane is not there"
    );
    stage.keys("t 3");
    assert!(stage.screen().contains("rapport.fr.txt"));
    stage.resize((60, 20));
    snap("several_stacked", &stage);
    let names = stage.rows().swap_remove(0);
    for lang in ["ar", "en", "fr"] {
        let lang = format!(" \u{b7} {lang}");
        assert!(names.contains(&lang), "the name is cut, not{lang}: {names}");
    }
    stage.keys("t 1");
    assert!(stage.screen().contains("shown translations: 2, 3 of 3"));
}

/// A source of two sentences with two translations: what the second says besides is linked to
/// nothing.
fn with_unlinked(size: (u16, u16)) -> Stage {
    let texts = [
        "The house is old. The garden is large.",
        "Das Haus ist alt. Der Garten ist groß.",
    ];
    let mut stage = Stage::open(texts, ["en", "de"], size);
    let french =
        "Avant tout. La maison est vieille. Nul ne le sait. Le jardin est grand. Fin du récit.";
    stage.add(french, "fr", "maison.fr.txt");
    let mut second = (*stage.state.texts.several.texts[0]).clone();
    let shapes = [(0, 1), (1, 1), (0, 1), (1, 1), (0, 1)];
    let (mut source, mut target) = (0, 0);
    second.beads = shapes
        .iter()
        .map(|&(s, t)| {
            let sentences = Sides::new(source..source + s, target..target + t);
            (source, target) = (source + s, target + t);
            Bead::new(sentences, bayn_doc::Score::ONE)
        })
        .collect();
    stage.state.texts.several.texts[0] = second.into();
    let main = stage.state.texts.bitext.clone();
    stage.state.texts.several.regroup(&main);
    stage.event(Event::Resized);
    stage
}

#[test]
fn unlinked_text_is_on_no_row_of_a_pair() {
    for size in [(130, 20), (60, 20)] {
        let mut stage = with_unlinked(size);
        for (at, (own, others)) in [
            ("La maison", ["Avant", "Nul", "Le jardin", "Fin"]),
            ("Le jardin", ["Avant", "Nul", "La maison", "Fin"]),
        ]
        .into_iter()
        .enumerate()
        {
            stage.keys(["g g", "j"][at]);
            let rows = stage.rows();
            let lit: Vec<&String> = rows.iter().filter(|row| row.contains('\u{2503}')).collect();
            assert!(
                lit.iter().any(|row| row.contains(own)),
                "{}",
                stage.screen()
            );
            for other in others {
                assert!(
                    !lit.iter().any(|row| row.contains(other)),
                    "{}",
                    stage.screen()
                );
            }
        }
        let screen = stage.screen();
        let place = |words: &str| {
            screen
                .find(words)
                .unwrap_or_else(|| panic!("{words}: {screen}"))
        };
        let order = ["Avant tout", "La maison", "Nul ne", "Le jardin", "Fin du"].map(place);
        assert!(order.is_sorted(), "{screen}");
        for words in ["Avant tout", "Nul ne", "Fin du"] {
            let row = stage.rows().into_iter().find(|row| row.contains(words));
            let row = row.expect("shown");
            assert!(row.contains(&format!("+ {words}")), "{row}");
            let alone = !["house", "garden", "Haus", "Garten"]
                .iter()
                .any(|word| row.contains(word));
            assert!(alone, "{row}");
        }
    }
}

#[test]
fn texts_below_each_other_are_all_there_and_numbered() {
    let mut stage = with_unlinked((60, 20));
    stage.keys("g g");
    snap("several_below_each_other", &stage);
    for name in ["report.en.txt", "report.de.txt"] {
        assert!(stage.rows()[0].contains(&name[..8]), "{}", stage.rows()[0]);
    }
    stage.keys("t n");
    assert!(
        stage
            .screen()
            .contains("all translations are shown already")
    );
}

#[test]
fn where_one_has_no_room_the_key_that_turns_is_named() {
    let mut stage = stage((80, 20));
    assert!(
        stage.screen().contains("tn next translation"),
        "{}",
        stage.screen()
    );
    stage.resize((132, 20));
    assert!(!stage.screen().contains("next translation"));
}

#[test]
fn a_translation_is_hidden_and_shown_again_but_never_the_last() {
    let mut stage = stage((132, 20));
    stage.keys("t 1");
    assert!(!stage.screen().contains("report.en.txt"));
    assert!(stage.screen().contains("second.en.txt"));
    stage.keys("t 2");
    assert!(
        stage
            .screen()
            .contains("at least one translation stays shown")
    );
    stage.keys("t 1 t 2");
    assert!(stage.screen().contains("report.en.txt"));
    assert!(!stage.screen().contains("second.en.txt"));
    stage.keys("t 5");
    assert!(stage.screen().contains("there are 2 translations"));
}

#[test]
fn what_one_leaves_out_is_said_and_found() {
    let mut stage = stage((132, 30));
    let mut left = Vec::new();
    let mut before = usize::MAX;
    while stage.state.reading.cursor.bead != before {
        before = stage.state.reading.cursor.bead;
        stage.keys("] d");
        if stage.screen().contains("translation 2 leaves this out") {
            // The pane of the translation holds the mark and nothing else.
            let rows = stage.rows();
            let row = rows.iter().find(|row| row.contains('\u{2503}'));
            let pane = row.and_then(|row| row.split('\u{2502}').next());
            assert_eq!(pane.map(str::trim), Some("\u{2205}"), "{row:?}");
            left.push(stage.pair()[1].to_owned());
        }
    }
    let spokesman = |text: &String| text.starts_with("He added that the men");
    assert!(left.iter().any(spokesman), "{left:#?}");
    assert!(stage.screen().contains("no pairs after this point differ"));
    stage.keys("ctrl-o");
    assert_ne!(stage.state.reading.cursor.bead, before);
}

#[test]
fn what_is_left_out_is_said_in_arabic_too() {
    let mut stage = stage((132, 30));
    stage.look.language = UiLanguage::of("ar").expect("Arabic");
    stage.keys("j");
    snap("several_arabic", &stage);
    assert!(!stage.screen().contains("left out"), "{}", stage.screen());
}

#[test]
fn one_translation_has_nothing_to_compare_with() {
    let mut stage = Stage::sample((100, 20));
    stage.keys("D");
    assert!(stage.screen().contains("there is only one translation"));
}

#[test]
fn all_panes_are_locked_while_text_goes_by() {
    // On every screen the rows of the three panes are those of one bead.
    let mut stage = stage((120, 14));
    for _ in 0..60 {
        stage.keys("j");
        let top = stage.geometry.top;
        assert_eq!(top.source, top.target);
        assert!(
            stage
                .geometry
                .height(stage.state.reading.cursor.bead)
                .is_some()
        );
    }
    stage.keys("g g ctrl-f ctrl-f G ctrl-b");
}

#[test]
fn further_translations_are_aligned_by_meaning_in_their_turn() {
    let mut stage = stage((132, 30));
    let quick = stage.state.texts.several.texts[0].beads.clone();
    let source = stage.state.texts.bitext.documents.source.clone();
    let text = stage.state.texts.several.texts[0].document.clone();
    // A draft by place alone is what a quick alignment at its worst would be.
    let bad = draft([source.sentences.len(), text.sentences.len()]);
    let mut held = (*stage.state.texts.several.texts[0]).clone();
    held.beads = bad.clone();
    held.stage = several::Stage::Quick;
    stage.state.texts.several.texts[0] = held.into();
    stage
        .state
        .texts
        .several
        .regroup(&stage.state.texts.bitext.clone());
    stage.event(Event::Begin);
    let asked = stage.effects.iter().filter_map(|effect| match effect {
        Effect::Work(_, Work::RefineText(_, at, text)) => Some((*at, text.clone())),
        _ => None,
    });
    let asked: Vec<_> = asked.collect();
    let [(0, text)] = asked.as_slice() else {
        panic!("asked once: {}", asked.len());
    };
    let documents = Sides::new(source, text.document.clone());
    let best = texts::refined(documents.clone(), text.beads.clone(), |_| true);
    let whole = Options {
        encoder: Encoder::load(),
        ..Options::default()
    };
    let whole = align(&documents, &whole).beads;
    let same = |beads: &[Bead]| {
        let has = |bead: &&Bead| whole.iter().any(|other| other.sentences == bead.sentences);
        beads.iter().filter(has).count() as f64 / whole.len() as f64
    };
    assert!(same(&best) > 0.95, "{:.3}", same(&best));
    assert!(same(&bad) < 0.8, "{:.3}", same(&bad));
    assert!(same(&best) >= same(&quick), "{:.3}", same(&quick));
    stage.answer(Answer::TextRefined(0, best.clone(), several::Stage::Done));
    let shown = &stage.state.texts.several.texts[0];
    assert_eq!(shown.beads, best);
    assert_eq!(shown.stage, several::Stage::Done);
    assert!(!stage.state.texts.several.is_asked);
    snap("several_refined", &stage);
    // An alignment of other sentences is not taken.
    stage.answer(Answer::TextRefined(
        0,
        bad[..3].to_vec(),
        several::Stage::Done,
    ));
    assert_eq!(stage.state.texts.several.texts[0].beads, best);
}
