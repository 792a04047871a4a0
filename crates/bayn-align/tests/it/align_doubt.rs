//! What it would cost to encode only where the alignment by words is in doubt.
//!
//! Beads by words that are sure stay; what lies between them is aligned again by meaning, with two
//! beads to each side. Two ways: every sentence is encoded all the same and only the sure beads
//! are held fast (what could be reached at best), and each doubtful run is aligned by itself (what
//! would be saved). No floors: docs/alignment.md has the table and what follows from it. `cargo test --release -p bayn-align --test it align_doubt:: -- --ignored --nocapture`.

use crate::sets_kit;

use bayn_align::encoder::for_languages;
use bayn_align::{Counts, LadderBead, Options, align, count, realign, summarise};
use bayn_doc::Sides;
use bayn_doc::{Bead, Document, LinkState};
use sets_kit::{Gold, read_set};

/// Beads to each side of a doubtful one that are aligned again with it.
const ABOUT: usize = 2;

/// A document and its gold.
struct Item {
    documents: Sides<Document>,
    gold: Vec<LadderBead>,
    words: Vec<Bead>,
}

fn read(set: &str) -> Option<Vec<Item>> {
    let item = |Gold { texts, beads: gold }: Gold| {
        let documents = texts.map(|text| Document::pre_segmented(&text));
        Item {
            words: align(&documents, &Options::default()).beads,
            documents,
            gold,
        }
    };
    Some(read_set(set)?.into_iter().map(item).collect())
}

fn size(bead: &Bead) -> usize {
    bead.shape().0 + bead.shape().1
}

#[test]
#[ignore = "takes minutes without optimisation"]
fn encoding_only_what_is_in_doubt() {
    let encoder = for_languages(&["ar", "en"]);
    if encoder.is_none() {
        testkit::skip("this build carries no encoder");
        return;
    }
    let by_meaning = || Options {
        encoder,
        ..Options::default()
    };
    eprintln!("set | all | sure at: F1 at best, F1 run by run, share encoded");
    for set in [
        "ntrex-nat",
        "ntrex-h1",
        "ntrex-h2",
        "ntrex-h3",
        "ntrex-h5",
        "alignar-law",
        "alignar-literature",
        "textberg",
    ] {
        let Some(items) = read(set) else {
            testkit::skip(format_args!("shared/align/{set} is absent"));
            continue;
        };
        let mut all = Counts::default();
        for item in &items {
            let beads = align(&item.documents, &by_meaning()).beads;
            all += counted(item, &beads);
        }
        let mut row = format!("{set} | {:.3}", summarise(&all).f1);
        for sure in [0.9, 0.97, 0.99, 0.997] {
            let (mut best, mut runs) = (Counts::default(), Counts::default());
            let (mut encoded, mut sentences) = (0, 0);
            for item in &items {
                let doubtful: Vec<bool> = doubt(&item.words, sure);
                let confirmed = item
                    .words
                    .iter()
                    .zip(&doubtful)
                    .filter(|(_, doubt)| !**doubt);
                let options = Options {
                    confirmed: confirmed
                        .map(|(bead, _)| Bead {
                            link: LinkState::Confirmed,
                            ..bead.clone()
                        })
                        .collect(),
                    ..by_meaning()
                };
                best += counted(item, &align(&item.documents, &options).beads);
                let mut beads = Vec::new();
                let mut at = 0;
                while at < item.words.len() {
                    let same = |other: &&bool| **other == doubtful[at];
                    let end = at + doubtful[at..].iter().take_while(same).count();
                    let run = &item.words[at..end];
                    sentences += run.iter().map(size).sum::<usize>();
                    if doubtful[at] {
                        encoded += run.iter().map(size).sum::<usize>();
                        beads.extend(realign(
                            &item.documents,
                            &item.words,
                            at..end,
                            &by_meaning(),
                        ));
                    } else {
                        beads.extend_from_slice(run);
                    }
                    at = end;
                }
                runs += counted(item, &beads);
            }
            row += &format!(
                " | {sure}: {:.3}, {:.3}, {:.2}",
                summarise(&best).f1,
                summarise(&runs).f1,
                encoded as f64 / sentences as f64
            );
        }
        eprintln!("{row}");
    }
}

/// Returns which beads are in doubt: those that are less sure, and a few about them.
fn doubt(beads: &[Bead], sure: f32) -> Vec<bool> {
    let unsure = |bead: &Bead| bead.is_null() || bead.confidence.value() < sure;
    (0..beads.len())
        .map(|at| {
            let about = at.saturating_sub(ABOUT)..(at + ABOUT + 1).min(beads.len());
            beads[about].iter().any(unsure)
        })
        .collect()
}

fn counted(item: &Item, beads: &[Bead]) -> Counts {
    let ladder: Vec<LadderBead> = beads.iter().map(LadderBead::from).collect();
    count(&item.gold, &ladder)
}
