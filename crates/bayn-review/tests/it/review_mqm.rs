//! What the checks find in real machine translation, beside the errors that people marked there.
//!
//! A finding counts as right where any rater marked any error in that sentence of that system. It
//! says how often a reader is sent to a sentence with an error, not whether the error is the same.

#![allow(clippy::print_stdout, reason = "the figures are for people to read")]

use crate::pairs_kit::pairs;
use bayn_doc::Severity;
use bayn_review::check::{Meaning, Options, run};
use bayn_review::codec::wmt;
use std::collections::{BTreeMap, BTreeSet};

#[test]
#[ignore = "long: run by the gate, optimised"]
fn findings_are_in_sentences_that_people_marked() {
    let path = testkit::shared("review/mqm_ted_ende.tsv");
    let Ok(marks) = std::fs::read_to_string(path) else {
        testkit::skip("no data beside the project");
        return;
    };
    let rated = wmt::read(&marks).expect("a WMT file");
    // A text for each system and talk; of each sentence, whether anybody marked an error.
    type Text = BTreeMap<usize, (String, String, bool)>;
    let mut texts: BTreeMap<(String, String), Text> = BTreeMap::new();
    for segment in &rated.segments {
        let text = texts
            .entry((segment.system.clone(), segment.document.clone()))
            .or_default();
        let at = segment.in_document.parse().expect("a number");
        let row = text.entry(at).or_insert_with(|| {
            let own = &segment.text;
            (own.source.clone(), own.target.clone(), false)
        });
        row.2 |= !segment.errors.is_empty();
    }
    let meaning = Meaning::for_languages(&["en", "de"]);
    let mut by_check: BTreeMap<String, [usize; 2]> = BTreeMap::new();
    let (mut sentences, mut marked) = (0, 0);
    for text in texts.values() {
        let rows: Vec<&(String, String, bool)> = text.values().collect();
        sentences += rows.len();
        marked += rows.iter().filter(|row| row.2).count();
        let sides = [0, 1].map(|side| {
            let texts: Vec<&str> = rows
                .iter()
                .map(|row| {
                    if side == 0 {
                        row.0.as_str()
                    } else {
                        row.1.as_str()
                    }
                })
                .collect();
            texts.join("\u{b6}")
        });
        let bitext = pairs([&sides[0], &sides[1]], ["en", "de"]);
        let options = Options {
            meaning: meaning.clone(),
            ..Options::default()
        };
        let places: BTreeSet<(String, usize)> = run(&bitext, &options)
            .into_iter()
            .filter(|finding| finding.severity > Severity::Neutral)
            .map(|finding| (finding.check, finding.bead))
            .collect();
        for (check, bead) in places {
            let row = by_check.entry(check).or_default();
            row[usize::from(rows[bead].2)] += 1;
        }
    }
    let sum = |right: usize| by_check.values().map(|row| row[right]).sum::<usize>();
    let (wrong, right) = (sum(0), sum(1));
    let precision = right as f64 / (right + wrong).max(1) as f64;
    println!("{sentences} sentences, {marked} of them marked by somebody");
    println!("[not marked, marked] by check: {by_check:?}");
    println!(
        "{} findings, {precision:.2} of them in marked sentences",
        right + wrong
    );
    assert!(precision >= 0.25, "precision {precision:.2}");
}
