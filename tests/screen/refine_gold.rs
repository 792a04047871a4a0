//! What aligning a run at a time beside the reader costs in quality against the whole text.
//!
//! The sets are beside the project and are not part of it. Takes minutes without
//! optimisation: `cargo test --release --test screen refine_gold:: -- --ignored --nocapture`.

use crate::sets_kit;

use bayn::session::{
    About, Answer, Effect, Event, Geometry, Keymap, Refining, State, Work, update,
};
use bayn::tui::workers::refined;
use bayn_align::encoder::Encoder;
use bayn_align::{Counts, LadderBead, Options, align, align_in_windows, count, summarise};
use bayn_doc::Sides;
use bayn_doc::{Bead, Bitext, Document};
use sets_kit::{Gold, read_set};

/// Reads as the reader does: quick first, then run after run from the cursor outwards.
fn beside(documents: Sides<Document>) -> Vec<Bead> {
    let beads = align_in_windows(&documents, |_share| ());
    let mut bitext = Bitext { documents, beads };
    bitext.name_beads();
    let mut state = State::new(bitext, Sides::new(About::default(), About::default()));
    state.aligning.refining = Some(Refining::new(&state.texts.bitext));
    state.reading.cursor.bead = state.texts.bitext.beads.len() / 3;
    let (keymap, geometry) = (Keymap::default(), Geometry::default());
    let mut effects = update(&mut state, &keymap, Event::Begin, &geometry);
    while let Some(Effect::Work(ticket, Work::Refine(bitext, run, _))) = effects.pop() {
        let found = refined(&bitext, run, Encoder::load());
        drop(bitext);
        effects = update(
            &mut state,
            &keymap,
            Event::Answer(ticket, Answer::Refined(found)),
            &geometry,
        );
    }
    assert!(state.aligning.refining.is_none() && state.texts.bitext.is_tiled());
    state.texts.bitext.beads.clone()
}

#[test]
#[ignore = "takes minutes without optimisation"]
fn runs_are_nearly_as_good_as_the_whole() {
    let Some(encoder) = Encoder::load() else {
        testkit::skip("this build carries no encoder");
        return;
    };
    let options = Options {
        encoder: Some(encoder),
        ..Options::default()
    };
    for set in ["ntrex-h5", "alignar-law", "alignar-literature", "textberg"] {
        let Some(documents) = read_set(set) else {
            continue;
        };
        let mut totals = [Counts::default(), Counts::default(), Counts::default()];
        for Gold { texts, beads: gold } in documents {
            let documents = texts.as_ref().map(|text| Document::pre_segmented(text));
            let ways = [
                align(&documents, &Options::default()).beads,
                align(&documents, &options).beads,
                beside(documents),
            ];
            for (total, beads) in totals.iter_mut().zip(ways) {
                let ladder: Vec<LadderBead> = beads.iter().map(LadderBead::from).collect();
                *total += count(&gold, &ladder);
            }
        }
        let [quick, whole, runs] = totals.map(|counts| summarise(&counts).f1);
        println!("{set}: quick {quick:.4}, whole {whole:.4}, run by run {runs:.4}");
        assert!(runs > whole - 0.02, "{set}");
    }
}
