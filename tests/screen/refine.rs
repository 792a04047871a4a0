//! Aligning by meaning while somebody reads: nothing moves, nothing reviewed is touched.

use crate::stage::{SAMPLE, Stage};
use bayn::session::{
    Answer, Effect, Event, Layout, Record, Refining, Replacement, Review, State, Work,
};
use bayn::tui::workers::refined;
use bayn_align::draft;
use bayn_doc::{Bead, BeadStatus, Bitext, Document, Edit, LinkState, ReviewedBitext};
use bayn_doc::{Score, Side, Sides};
use bayn_review::carry::{Remembered, carry};
use bayn_text::Lang;

/// Opens a text long enough to be aligned again in several runs, with the work to be done.
fn long(size: (u16, u16)) -> Stage {
    let mut stage = Stage::open(["A.", "B."], ["ar", "en"], size);
    let document = |at: usize, lang: &str| {
        let text = format!("{}\n\n", SAMPLE[at]).repeat(8);
        Document::from_text(&text, &Lang::new(lang))
    };
    let documents = Sides::new(document(0, "ar"), document(1, "en"));
    let counts = Side::BOTH.map(|side| documents[side].sentences.len());
    let beads = draft(counts).into_iter().map(|bead| Bead {
        confidence: Score::new(0.99),
        ..bead
    });
    let beads = beads.collect();
    let mut bitext = Bitext { documents, beads };
    bitext.name_beads();
    stage.state = State::new(bitext, stage.state.texts.about.clone());
    stage.state.aligning.refining = Some(Refining::new(&stage.state.texts.bitext));
    stage.event(Event::Resized);
    stage
}

/// Every two beads as one, and beads of several sentences apart: as different as can be.
fn other_way(was: &[Bead]) -> Vec<Bead> {
    let mut now = Vec::new();
    for two in was.chunks(2) {
        let (first, last) = (&two[0], &two[two.len() - 1]);
        let whole = Sides::from_fn(|side| first.sentences[side].start..last.sentences[side].end);
        let cut = Sides::from_fn(|side: Side| {
            let range = &whole[side];
            if range.len() > 2 {
                range.start + 1
            } else {
                range.end
            }
        });
        let head = Sides::from_fn(|side| whole[side].start..cut[side]);
        let tail = Sides::from_fn(|side| cut[side]..whole[side].end);
        for sentences in [head, tail] {
            let bead = Bead::new(sentences, first.confidence);
            if bead.shape() != (0, 0) {
                now.push(bead);
            }
        }
    }
    now
}

/// Takes the run that is asked for, if one is.
fn asked(stage: &mut Stage) -> Option<Replacement> {
    stage
        .effects
        .drain(..)
        .rev()
        .find_map(|effect| match effect {
            Effect::Work(_, Work::Refine(bitext, run, _)) => {
                let was = bitext.beads[run].to_vec();
                let now = other_way(&was);
                Some(Replacement { was, now })
            }
            _ => None,
        })
}

/// Where the first sentence of the current bead is: its text and its row.
fn place(stage: &Stage) -> Option<(usize, usize)> {
    let state = &stage.state;
    let side = state.reading.cursor.side;
    let bead = &state.texts.bitext.beads[state.reading.cursor.bead];
    let byte = state.texts.bitext.documents[side]
        .span_of(&bead.sentences[side])?
        .start;
    let row = row_of(stage, side, byte)?;
    Some((byte, row))
}

fn row_of(stage: &Stage, side: Side, byte: usize) -> Option<usize> {
    stage.geometry.screen.iter().position(|row| {
        let mut cells = row.cells[side].iter();
        cells.any(|cell| cell.span.contains(byte))
    })
}

#[test]
fn the_sentence_being_read_stays_on_its_row() {
    let mut checked = 0;
    for (width, layout) in [(100, Layout::Columns), (60, Layout::Stacked)] {
        let mut stage = long((width, 24));
        stage.state.reading.view.layout = layout;
        let fresh = stage.state.clone();
        for down in [12, 25, 33, 47, 90] {
            for side in Side::BOTH {
                stage.state = fresh.clone();
                stage.state.reading.cursor.side = side;
                stage.keys(&"j ".repeat(down));
                stage.effects.clear();
                let Some((byte, row)) = place(&stage) else {
                    continue;
                };
                stage.event(Event::Begin);
                let found = asked(&mut stage).expect("a run");
                let changed = found.was != found.now;
                stage.answer(Answer::Refined(found));
                assert!(changed && stage.state.texts.bitext.is_tiled());
                assert_eq!(
                    row_of(&stage, side, byte),
                    Some(row),
                    "{layout:?} {side:?} {down}"
                );
                let bead = &stage.state.texts.bitext.beads[stage.state.reading.cursor.bead];
                let document = &stage.state.texts.bitext.documents[side];
                let span = document.span_of(&bead.sentences[side]).expect("text");
                assert!(span.contains(byte), "the cursor is on another sentence");
                checked += 1;
            }
        }
    }
    assert!(checked >= 12, "{checked}");
}

#[test]
fn the_work_ends_and_the_result_is_worth_remembering() {
    let mut stage = long((100, 24));
    stage.event(Event::Begin);
    assert!(
        stage.screen().contains("rough alignment, improving 0%"),
        "{}",
        stage.screen()
    );
    let mut rounds = 0;
    loop {
        let remembered = stage.effects.iter().any(|effect| {
            matches!(effect, Effect::Remember(_, bitext) if bitext.beads == stage.state.texts.bitext.beads)
        });
        let Some(found) = asked(&mut stage) else {
            assert!(remembered);
            break;
        };
        stage.answer(Answer::Refined(found));
        rounds += 1;
        assert!(rounds < 50);
    }
    assert!(stage.state.aligning.refining.is_none() && rounds > 0);
    assert!(!stage.screen().contains("by meaning"));
}

#[test]
fn under_review_nothing_changes_before_the_end_and_then_as_one_change() {
    let mut stage = long((100, 24));
    stage.event(Event::Begin);
    for _ in 0..8 {
        stage.keys("j");
    }
    // A verdict is given before the run comes back.
    let id = stage.state.texts.bitext.beads[stage.state.reading.cursor.bead].id;
    let found = asked(&mut stage).expect("a run");
    stage.keys("a");
    let before = stage.state.texts.bitext.clone();
    stage.answer(Answer::Refined(found));
    assert_eq!(
        stage.state.texts.bitext, before,
        "nothing may change under the reviewer"
    );
    while let Some(found) = asked(&mut stage) {
        stage.answer(Answer::Refined(found));
    }
    assert!(stage.state.aligning.refining.is_none());
    assert!(stage.state.texts.bitext != before && stage.state.texts.bitext.is_tiled());
    let verdicts = stage.state.reviewing.review.notes.entries().count();
    assert!(verdicts >= 1, "the verdict found its place");
    let labels: Vec<&str> = stage
        .state
        .reviewing
        .review
        .history
        .done
        .iter()
        .map(|c| c.label.as_str())
        .collect();
    assert_eq!(labels.len(), 2, "{labels:?}");
    stage.keys("u");
    assert!(stage.state.texts.bitext.beads == before.beads);
    assert!(stage.state.reviewing.review.notes.verdict(id).is_some());
}

#[test]
fn a_confirmed_pair_is_never_touched() {
    let mut stage = long((100, 24));
    let confirmed = stage.state.texts.bitext.beads[10].clone();
    let mut review = ReviewedBitext::new((*stage.state.texts.bitext).clone());
    review
        .edit(&Edit::Link(confirmed.id, LinkState::Confirmed))
        .expect("confirmed");
    stage.state.texts.bitext = std::sync::Arc::new(review.bitext);
    stage.event(Event::Begin);
    while let Some(found) = asked(&mut stage) {
        assert!(found.was.iter().all(|bead| bead.id != confirmed.id));
        stage.answer(Answer::Refined(found));
    }
    let bitext = &stage.state.texts.bitext;
    let after = &bitext.beads[bitext.index_of(confirmed.id).expect("still there")];
    assert_eq!(after.sentences, confirmed.sentences);
    assert_eq!(after.link, LinkState::Confirmed);
}

#[test]
fn a_record_is_written_for_the_late_change_alone() {
    let mut stage = long((100, 24));
    stage.event(Event::Begin);
    let found = asked(&mut stage).expect("a run");
    stage.answer(Answer::Refined(found));
    let records = stage
        .effects
        .iter()
        .filter(|effect| matches!(effect, Effect::Keep(Record::Done(_))));
    assert_eq!(records.count(), 0);
}

/// A review of a translation that leaves one sentence out, with a verdict on the first pair,
/// one on the last and a confirmed link.
fn reviewed() -> Stage {
    let mut stage = Stage::open(BEFORE, ["en", "de"], (100, 30));
    let mut review = ReviewedBitext::new((*stage.state.texts.bitext).clone());
    let ids: Vec<_> = review.bitext.beads.iter().map(|bead| bead.id).collect();
    let accepted = Some(BeadStatus::Accepted);
    for id in [ids[0], ids[6]] {
        review
            .set_status(id, accepted.clone(), "r", 1)
            .expect("new");
    }
    let confirmed = Edit::Link(ids[1], LinkState::Confirmed);
    review.edit(&confirmed).expect("confirmed");
    stage.state.texts.bitext = std::sync::Arc::new(review.bitext);
    stage.state.reviewing.review = Review::new(review.notes, review.history, Vec::new());
    stage.event(Event::Resized);
    stage
}

const BEFORE: [&str; 2] = [
    "The river rose by 12 metres.\n\nAnna Keller left Basel.\n\nThe school closed in 1987.\n\n\
     Nobody asked why.\n\nThe trains ran again on Monday, and 400 people came home.\n\n\
     Peter Meyer paid 30 francs.\n\nThe end came in July.\n",
    "Der Fluss stieg um 12 Meter.\n\nAnna Keller verliess Basel.\n\nDie Schule schloss 1987.\n\n\
     Die Zuege fuhren am Montag wieder, und 400 Menschen kamen heim.\n\n\
     Peter Meyer zahlte 30 Franken.\n\nDas Ende kam im Juli.\n",
];

/// The translation edited elsewhere: what was left out is there, and one sentence is two.
const AFTER: &str = "Der Fluss stieg um 12 Meter.\n\nAnna Keller verliess Basel.\n\n\
     Die Schule schloss 1987.\n\nNiemand fragte warum.\n\nDie Zuege fuhren am Montag wieder. \
     Und 400 Menschen kamen heim.\n\nPeter Meyer zahlte 30 Franken.\n\nDas Ende kam im Juli.\n";

#[test]
fn a_translation_edited_elsewhere_is_linked_around_what_was_reviewed() {
    let mut stage = reviewed();
    assert_eq!(
        stage.state.texts.bitext.beads[3].shape(),
        (1, 0),
        "left out"
    );
    stage.keys("j j j j");
    let before = stage.state.clone();
    let documents = Sides::new(
        before.texts.bitext.documents.source.clone(),
        Document::from_text(AFTER, &Lang::new("de")),
    );
    let carried = carry(
        &Remembered::of(&before.texts.bitext, &before.reviewing.review.notes),
        documents,
    );
    assert!(!carried.added.is_empty(), "there are new sentences");
    let mut state = State::new(carried.bitext, before.texts.about.clone());
    state.aligning.refining = Refining::mending(
        &state.texts.bitext,
        &carried.notes,
        &carried.added,
        &carried.changed,
    );
    state.reviewing.review = Review::new(carried.notes, Default::default(), carried.orphans);
    state.take_over(before);
    stage.state = state;
    let fixed: Vec<Bead> = [0, 1]
        .map(|at| stage.state.texts.bitext.beads[at].clone())
        .into();
    stage.effects.clear();
    stage.event(Event::Begin);
    let mut runs = 0;
    while let Some(Effect::Work(_, Work::Refine(bitext, run, _))) = stage.effects.pop() {
        assert!(run.start >= 2, "what is reviewed is no part of a run");
        stage.answer(Answer::Refined(refined(&bitext, run, None)));
        runs += 1;
    }
    assert!(runs > 0 && stage.state.aligning.refining.is_none());
    let state = &stage.state;
    assert!(state.texts.bitext.is_tiled());
    let linked: Vec<(usize, usize)> = state.texts.bitext.beads.iter().map(Bead::shape).collect();
    let one = (1, 1);
    assert_eq!(linked, [one, one, one, one, (1, 2), one, one]);
    assert_eq!(
        state.texts.bitext.beads[..2],
        fixed,
        "confirmed and accepted links stay"
    );
    assert_eq!(
        state.reviewing.review.notes.entries().count(),
        2,
        "verdicts stay"
    );
    let here = state.texts.text_of(state.reading.cursor.bead, Side::Source);
    assert!(here.starts_with("The trains"), "the place is kept: {here}");
    let written = |effect: &Effect| matches!(effect, Effect::Keep(_));
    assert!(
        !stage.effects.iter().any(written),
        "nothing is written by itself"
    );
}

#[test]
fn what_is_found_late_in_a_mended_review_comes_as_one_change() {
    let mut stage = reviewed();
    let before = stage.state.clone();
    let documents = Sides::new(
        before.texts.bitext.documents.source.clone(),
        Document::from_text(AFTER, &Lang::new("de")),
    );
    let old = Remembered::of(&before.texts.bitext, &before.reviewing.review.notes);
    let carried = carry(&old, documents);
    let bitext = carried.bitext;
    let work = Refining::mending(&bitext, &carried.notes, &carried.added, &carried.changed);
    stage.state = State::new(bitext, before.texts.about);
    stage.state.aligning.refining = work;
    stage.state.reviewing.review = Review::new(carried.notes, Default::default(), Vec::new());
    stage.effects.clear();
    stage.event(Event::Begin);
    let Some(Effect::Work(_, Work::Refine(bitext, run, _))) = stage.effects.pop() else {
        panic!("a run is asked for");
    };
    // Somebody judges before the answer comes.
    stage.keys("j j a");
    let beads = stage.state.texts.bitext.beads.clone();
    stage.answer(Answer::Refined(refined(&bitext, run, None)));
    while let Some(effect) = stage.effects.pop() {
        if let Effect::Work(_, Work::Refine(bitext, run, _)) = effect {
            assert_eq!(
                stage.state.texts.bitext.beads, beads,
                "nothing moves meanwhile"
            );
            stage.answer(Answer::Refined(refined(&bitext, run, None)));
        }
    }
    assert_ne!(stage.state.texts.bitext.beads, beads);
    stage.keys("u");
    assert_eq!(stage.state.texts.bitext.beads, beads);
}
