//! A long review: 100,000 beads with 20,000 marks. Prints what opening, saving one mark,
//! editing and filtering take; run it built with optimization:
//! `cargo test --release --test cli store_speed:: -- --ignored --nocapture`.

use crate::store_kit;

use bayn::store::{Store, open};
use bayn_doc::Sides;
use bayn_doc::{Edit, Neighbour};
use bayn_review::filter::{Looked, parse, select};
use std::collections::HashMap;
use std::time::Instant;
use store_kit::{Folder, document, names, review, source_text, target_text};

#[test]
#[ignore = "a measurement, of use in an optimized build only"]
fn a_hundred_thousand_beads_with_twenty_thousand_marks() {
    const BEADS: usize = 100_000;
    let folder = Folder::new("speed");
    let mut review = review(&source_text(BEADS), &target_text(BEADS));
    for at in (0..BEADS).step_by(5) {
        let span = review.bitext.documents.target.sentences[at].span;
        review.add_mark(bayn_doc::Mark {
            bead: review.bitext.beads[at].id,
            spans: Sides::new(vec![], vec![span]),
            category: "grammar".into(),
            time: at as u64,
            ..bayn_doc::Mark::default()
        });
    }
    let texts = Sides::new(document(&source_text(BEADS)), document(&target_text(BEADS)));
    let timed = |what: &str, limit_ms: u128, start: Instant| {
        let took = start.elapsed();
        eprintln!("{what}: {took:?}");
        assert!(
            cfg!(debug_assertions) || took.as_millis() <= limit_ms,
            "{what} took {took:?}, at most {limit_ms} ms"
        );
    };
    let start = Instant::now();
    drop(Store::create(&folder.sidecar(), names(), &review).expect("new"));
    timed("create", 5_000, start);
    let start = Instant::now();
    let (mut store, mut review, _) = open(&folder.sidecar(), texts)
        .expect("it opens")
        .expect("it is there");
    timed("open", 1_000, start);
    let mut all = Vec::new();
    for at in 0..50 {
        let span = review.bitext.documents.target.sentences[at * 1000 + 1].span;
        let start = Instant::now();
        let (_, change) = review.add_mark(bayn_doc::Mark {
            bead: review.bitext.beads[at * 1000 + 1].id,
            spans: Sides::new(vec![], vec![span]),
            time: 1,
            ..bayn_doc::Mark::default()
        });
        store.append(&change.expect("new")).expect("written");
        all.push(start.elapsed());
    }
    all.sort();
    // The worst one is the disk's, not ours: others write to it too.
    eprintln!("mark and save: median {:?}, worst {:?}", all[25], all[49]);
    assert!(cfg!(debug_assertions) || all[25].as_millis() <= 5);
    let id = review.bitext.beads[50_000].id;
    let start = Instant::now();
    let change = review.edit(&Edit::Merge(id, Neighbour::Next)).expect("two");
    timed("merge", 5, start);
    let start = Instant::now();
    store.append(&change).expect("written");
    timed("save the merge", 5, start);
    let start = Instant::now();
    review.undo().expect("fits");
    timed("undo", 5, start);
    let checks = HashMap::new();
    let looked = Looked {
        bitext: &review.bitext,
        notes: &review.notes,
        checks: &checks,
        sample: None,
    };
    let filter = parse("unreviewed & severity:minor | category:accuracy & weak").expect("a filter");
    let start = Instant::now();
    let found = select(&filter, &looked).len();
    timed("filter", 50, start);
    assert_eq!(found, 20_050);
    let start = Instant::now();
    let facets = bayn_review::facet::facets(&looked);
    timed("count for the filter panel", 500, start);
    assert!(facets.iter().any(|facet| facet.word == "category:grammar"));
}
