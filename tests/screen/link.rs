//! LINK mode: what its keys do, what is on the screen, and that nothing else changes links.

use crate::review::{kept, small, snap};
use crate::stage::Stage;
use bayn::session::{Effect, Record};
use bayn_doc::{BeadKind, LinkState};

const ONE: (usize, usize) = (1, 1);

fn links(stage: &Stage) -> Vec<LinkState> {
    let beads = &stage.state.texts.bitext.beads;
    beads.iter().map(|bead| bead.link).collect()
}

#[test]
fn help_begins_with_the_keys_of_the_mode() {
    let mut stage = small();
    let heading = |stage: &mut Stage, keys: &str| {
        stage.keys(keys);
        let screen = stage.screen();
        stage.keys("esc");
        let is_heading = |line: &&str| ["Moving", "Repairing links"].contains(&line.trim());
        screen
            .lines()
            .find(is_heading)
            .map(|line| line.trim().to_owned())
    };
    assert_eq!(heading(&mut stage, "?").as_deref(), Some("Moving"));
    assert_eq!(
        heading(&mut stage, "A ?").as_deref(),
        Some("Repairing links")
    );
}

/// Beads tile after each key, and `u` for each change gives back what was there.
fn journey(keys: &str) -> Stage {
    let mut stage = small();
    let before = stage.state.texts.bitext.clone();
    stage.keys(keys);
    assert!(stage.state.texts.bitext.is_tiled(), "{keys}");
    let after = stage.state.texts.bitext.clone();
    let cursor = stage.state.reading.cursor;
    let changes = kept(&stage).len();
    stage.keys("9 9 u");
    assert_eq!(stage.state.texts.bitext, before, "{keys}");
    stage.keys("9 9 ctrl-r");
    assert_eq!(stage.state.texts.bitext, after, "{keys}");
    assert_eq!(kept(&stage).len(), 3 * changes, "{keys}");
    stage.state.reading.cursor = cursor;
    stage
}

#[test]
fn links_change_in_link_mode_only() {
    let mut stage = small();
    let before = stage.state.texts.bitext.clone();
    for keys in [
        "m", "x", "s", "J", "K", ">", "<", "p", "X", "f", "C", "+", "-", "=",
    ] {
        stage.keys("g g").keys(keys).keys("esc");
    }
    stage.keys("X");
    assert!(
        stage.screen().contains("only in LINK mode"),
        "the key is known"
    );
    for name in [
        "merge_next",
        "unlink",
        "shift_down",
        "realign",
        "confirm_link",
    ] {
        stage.keys(":").text(name).keys("enter");
        assert!(stage.screen().contains("only in LINK mode"), "{name}");
    }
    assert_eq!(stage.state.texts.bitext, before);
    assert!(
        stage
            .effects
            .iter()
            .all(|effect| !matches!(effect, Effect::Keep(_)))
    );
}

#[test]
fn the_mode_is_said_loudly_and_left_again() {
    let mut stage = small();
    stage.keys("j A");
    snap("link_mode_100", &stage);
    stage.keys("q");
    assert!(!stage.state.aligning.link.on);
    assert!(!stage.screen().contains("LINK"));
    stage.keys("A esc A A A p esc");
    assert!(
        stage.state.aligning.link.on,
        "escape took the pin out first"
    );
}

#[test]
fn merging_splitting_and_unlinking() {
    let stage = journey("A j m");
    assert_eq!(stage.shapes(), [ONE, (2, 2), ONE, ONE]);
    let stage = journey("A j 2 m");
    assert_eq!(stage.shapes(), [ONE, (3, 3), ONE]);
    let stage = journey("A j j 2 M");
    assert_eq!(stage.shapes(), [(3, 3), ONE, ONE]);
    assert_eq!(stage.state.reading.cursor.bead, 0);
    let stage = journey("A j m s");
    assert_eq!(stage.shapes(), [ONE; 5]);
    let stage = journey("A x");
    assert_eq!(stage.shapes()[..3], [(1, 0), (0, 1), ONE]);
    let stage = journey("A m m w w w w w w w s");
    assert_eq!(
        stage.shapes(),
        [(2, 2), ONE, ONE, ONE],
        "before the third sentence"
    );
    assert_eq!(
        stage.state.reading.cursor.bead, 1,
        "the cursor goes with its caret"
    );
}

#[test]
fn one_sentence_moves_or_the_whole_text_does() {
    let stage = journey("A tab j K");
    assert_eq!(stage.shapes(), [(1, 2), (1, 0), ONE, ONE, ONE]);
    let stage = journey("A J");
    assert_eq!(stage.shapes(), [(0, 1), (2, 1), ONE, ONE, ONE]);
    let stage = journey("A tab >");
    assert_eq!(stage.shapes(), [(1, 0), ONE, ONE, ONE, ONE, (0, 1)]);
    assert_eq!(
        stage.state.reading.cursor.bead, 1,
        "the cursor goes with its text"
    );
    let stage = journey("A tab 2 >");
    assert_eq!(
        stage.shapes(),
        [(1, 0), (1, 0), ONE, ONE, ONE, (0, 1), (0, 1)]
    );
    assert_eq!(kept(&stage).len(), 3, "a count is one change");
    let stage = journey("A tab 2 > g g <");
    assert_eq!(
        stage.shapes(),
        [ONE; 5],
        "from a gap the text below is pulled up"
    );
}

#[test]
fn sentences_are_cut_and_joined() {
    let stage = journey("A w w S");
    assert_eq!(stage.shapes()[..3], [(1, 0), ONE, ONE]);
    assert_eq!(stage.pair()[0], "cat sat.");
    let stage = journey("A w w - tab w w - s");
    assert_eq!(stage.shapes(), [ONE; 6]);
    let stage = journey("A m +");
    assert_eq!(stage.shapes()[0], (1, 2));
    assert!(stage.pair()[0].contains("sat. Two"));
}

#[test]
fn two_ends_far_apart_are_pinned_together() {
    // The link between them goes, which was asked.
    let stage = journey("A j p tab j j p p");
    let beads = &stage.state.texts.bitext.beads;
    let pinned = &beads[stage.state.reading.cursor.bead];
    assert_eq!(pinned.link, LinkState::Confirmed);
    assert_eq!(stage.pair(), ["Two dogs ran.", "Vier Fische schwammen."]);
    assert_eq!(stage.state.aligning.link.pin, None);
}

#[test]
fn crossing_furniture_and_confirming() {
    let stage = journey("A j X");
    let beads = &stage.state.texts.bitext.beads;
    assert_eq!(beads[1].crosses, Some(beads[2].id));
    assert_eq!(beads[2].crosses, Some(beads[1].id));
    assert!(stage.screen().contains("1\u{d7}1"));
    let stage = journey("A j X X");
    assert!(
        stage
            .state
            .texts
            .bitext
            .beads
            .iter()
            .all(|bead| bead.crosses.is_none())
    );
    let stage = journey("A p G X");
    let beads = &stage.state.texts.bitext.beads;
    assert_eq!(beads[0].crosses, Some(beads[4].id), "the pinned pair");
    let stage = journey("A f");
    assert_eq!(stage.state.texts.bitext.beads[0].kind, BeadKind::Furniture);
    let stage = journey("A j j C");
    let open = LinkState::Proposed;
    let sure = LinkState::Confirmed;
    assert_eq!(links(&stage), [sure, sure, sure, open, open]);
    let stage = journey("A c c");
    assert_eq!(links(&stage)[0], LinkState::Edited);
}

#[test]
fn walks_go_to_what_wants_a_look() {
    let mut stage = small();
    stage.keys("A j x G m k c esc");
    let at = |stage: &mut Stage, keys: &str| {
        stage.keys(keys);
        stage.state.reading.cursor.bead
    };
    assert_eq!(stage.shapes(), [ONE, (1, 0), (0, 1), ONE, ONE, ONE]);
    assert_eq!(at(&mut stage, "g g ] n"), 1);
    assert_eq!(at(&mut stage, "] 0"), 2);
    assert_eq!(at(&mut stage, "[ \u{2205}"), 1);
    assert_eq!(at(&mut stage, "G [ n"), 2);
    assert_eq!(
        at(&mut stage, "g g 4 ] o"),
        5,
        "the fifth pair is confirmed"
    );
    stage.keys("g w");
    let weak = bayn::session::link::weak(&stage.state.texts.bitext, &stage.state.aligning.cuts);
    assert_eq!(stage.screen().contains("no weak links"), weak.is_empty());
}

#[test]
fn aligning_again_is_a_proposal_to_take_or_leave() {
    let mut stage = small();
    stage.keys("A tab j > c");
    let shifted = stage.shapes();
    assert_eq!(shifted, [ONE, (1, 0), ONE, ONE, ONE, (0, 1)]);
    stage.keys("g g =");
    assert_eq!(
        stage.shapes(),
        shifted,
        "nothing changes before it is taken"
    );
    stage.keys("esc");
    stage.keys("c u");
    // The third pair is confirmed: the text on either side of it is aligned, it is not.
    stage.keys("3 G =");
    assert!(stage.screen().contains("is confirmed"));
    stage.keys("c g g =");
    snap("link_preview", &stage);
    stage.keys("enter");
    assert_eq!(stage.shapes(), [ONE; 5]);
    assert_eq!(kept(&stage).last().map(String::as_str), Some("realign"));
    stage.keys("u");
    assert_eq!(stage.shapes(), shifted);
    stage.keys("= d");
    assert_eq!(stage.shapes(), shifted);
    assert!(
        stage.state.ui.focus.is_empty(),
        "the only change was dropped"
    );
}

#[test]
fn a_link_is_explained_and_a_rival_taken() {
    let mut stage = small();
    stage.keys("A tab j > g g j g x");
    snap("link_explained", &stage);
    stage.keys("esc esc g x enter");
    assert!(stage.screen().contains("only in LINK mode"));
    assert_eq!(stage.shapes().len(), 6);
    stage.keys("A g x enter");
    assert!(stage.state.texts.bitext.is_tiled());
    assert_eq!(kept(&stage), ["shift", "realign"]);
}

#[test]
fn the_keys_of_the_mode_have_room_on_a_narrow_screen() {
    let mut stage = Stage::sample((80, 24));
    stage.keys("j j A");
    // What is announced leaves them room.
    assert!(stage.state.ui.message.is_some());
    let line = stage.rows().pop().expect("a bottom line");
    assert!(
        line.contains("LINK 3/29") && !line.contains('\u{b6}'),
        "{line}"
    );
    assert!(line.matches('\u{b7}').count() >= 3, "{line}");
}

#[test]
fn confidence_is_legible_without_colour() {
    let mut stage = Stage::sample((120, 30));
    stage.look.theme = bayn::tui::theme::Theme::mono();
    stage.keys("t c ] n");
    snap("link_confidence_mono", &stage);
    stage.keys("g w");
    snap("link_weak_list", &stage);
    stage.keys("enter").resize((80, 24));
    stage.keys("A c j");
    snap("link_mode_80", &stage);
    stage.resize((120, 30));
    snap("link_mode_120", &stage);
    stage.resize((60, 24));
    snap("link_mode_60", &stage);
}

#[test]
fn what_is_given_out_to_be_written_replays_to_the_same_texts() {
    let mut stage = small();
    let mut bitext = (*stage.state.texts.bitext).clone();
    let mut notes = stage.state.reviewing.review.notes.clone();
    stage.keys("A m j x a u ctrl-r 2 > K w w S c C u u X f");
    for effect in &stage.effects {
        if let Effect::Keep(record) = effect {
            record
                .change()
                .apply(&mut bitext, &mut notes)
                .expect("it fits");
        }
    }
    assert_eq!(bitext, *stage.state.texts.bitext);
    assert_eq!(notes, stage.state.reviewing.review.notes);
    let undone = |effect: &&Effect| matches!(effect, Effect::Keep(Record::Undone(_)));
    assert_eq!(stage.effects.iter().filter(undone).count(), 3);
}

/// Five sentences of which the translation moved the first behind the third.
fn moved() -> Stage {
    let target = "Zwei Hunde liefen. Drei Voegel flogen. Eine Katze sass. Vier Fische schwammen. Fuenf Bienen summten.\n";
    let mut stage = Stage::open([crate::review::SOURCE, target], ["en", "de"], (100, 20));
    let shapes = [(1, 0), ONE, ONE, (0, 1), ONE, ONE];
    let mut at = (0, 0);
    let beads = shapes.map(|(source, target)| {
        let end = (at.0 + source, at.1 + target);
        let sentences = bayn_doc::Sides::new(at.0..end.0, at.1..end.1);
        at = end;
        bayn_doc::Bead::new(sentences, bayn_doc::Score::new(0.99))
    });
    let bitext = std::sync::Arc::make_mut(&mut stage.state.texts.bitext);
    bitext.beads = beads.to_vec();
    bitext.name_beads();
    assert!(bitext.is_tiled());
    stage
}

#[test]
fn sentences_alone_are_linked_over_right_links() {
    // The second end lies on the side that is not active: the pair gives the sentence it has.
    let mut stage = moved();
    let shapes = stage.shapes();
    stage.keys("A g g p 4 G p");
    assert_eq!(stage.shapes(), shapes, "what lies between keeps its links");
    let beads = &stage.state.texts.bitext.beads;
    assert_eq!(beads[0].crosses, Some(beads[3].id));
    assert_eq!(beads[3].crosses, Some(beads[0].id));
    assert_eq!(beads[0].link, LinkState::Confirmed);
    let linked = stage.state.texts.bitext.linked(&beads[0]);
    assert_eq!((linked.source, linked.target), (0..1, 2..3));
    let screen = stage.screen();
    assert!(
        screen.contains("\u{d7}4") && screen.contains("\u{d7}1"),
        "{screen}"
    );
    assert!(stage.state.aligning.link.pin.is_none());
    stage.keys("u");
    assert_eq!(stage.state.texts.bitext.beads[0].crosses, None);
    assert_eq!(
        stage.state.reading.cursor.bead, 3,
        "undo stays where it undid"
    );
    // One key does the same for the nearest that fits.
    stage.keys("g g X");
    let beads = &stage.state.texts.bitext.beads;
    assert_eq!(beads[0].crosses, Some(beads[3].id));
}

#[test]
fn a_pin_that_takes_links_apart_asks_first() {
    let mut stage = small();
    let before = stage.shapes();
    stage.keys("A p 4 G tab p");
    assert!(
        stage.screen().contains("2 links would be taken apart"),
        "{}",
        stage.screen()
    );
    assert_eq!(stage.shapes(), before);
    stage.keys("esc");
    assert!(stage.state.aligning.link.pin.is_none() && stage.state.aligning.link.on);
    stage.keys("tab g g p 4 G tab p p");
    assert_ne!(stage.shapes(), before);
    let pinned = &stage.state.texts.bitext.beads[stage.state.reading.cursor.bead];
    assert_eq!((pinned.shape(), pinned.link), (ONE, LinkState::Confirmed));
}

#[test]
fn undo_stays_at_a_pair_it_is_about() {
    let mut stage = small();
    stage.keys("A 4 G C u");
    assert_eq!(stage.state.reading.cursor.bead, 3);
    stage.keys("X u");
    assert_eq!(stage.state.reading.cursor.bead, 3);
    stage.keys("m g g u");
    assert_eq!(
        stage.state.reading.cursor.bead, 3,
        "what is elsewhere is gone to"
    );
}

#[test]
fn sentences_alone_that_resemble_each_other_are_weak_and_offered() {
    let mut stage = moved();
    let found = bayn_align::UnalignedPair {
        beads: bayn_doc::Sides::new(0, 3),
        confidence: bayn_doc::Score::new(0.88),
    };
    // The aligner answers once it was asked.
    stage.keys("j k");
    stage.answer(bayn::session::Answer::CutsFound(Vec::new(), vec![found]));
    stage.keys("t c");
    let screen = stage.screen();
    assert!(screen.contains("12!"), "{screen}");
    stage.keys("] w");
    assert_eq!(stage.state.reading.cursor.bead, 3);
    stage.keys("g w");
    let screen = stage.screen();
    assert!(screen.contains("1:0") && screen.contains("0:1"), "{screen}");
    // Why it is alone: the other one is the first offer, and one key takes it.
    stage.keys("esc g x");
    let screen = stage.screen();
    assert!(
        screen.contains("\u{25b8} 88") && screen.contains("One cat sat."),
        "{screen}"
    );
    // The title says what the list of weak links and the margin say.
    assert!(screen.contains("link 4: .12 sure"), "{screen}");
    stage.keys("enter");
    assert!(stage.screen().contains("only in LINK mode"));
    // In LINK mode the aligner is asked once more.
    stage.keys("A");
    stage.answer(bayn::session::Answer::CutsFound(Vec::new(), vec![found]));
    stage.keys("g x enter");
    let beads = &stage.state.texts.bitext.beads;
    assert_eq!(beads[0].crosses, Some(beads[3].id));
    stage.keys("esc g w");
    assert!(
        stage.screen().contains("no weak link"),
        "{}",
        stage.screen()
    );
}
