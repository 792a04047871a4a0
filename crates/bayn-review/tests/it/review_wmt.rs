//! The published segment averages of a WMT campaign, from the published annotations.

use bayn_review::codec::wmt;
use bayn_review::score::{Weights, wmt_scores};
use std::collections::BTreeMap;

#[test]
fn all_published_segment_averages_come_out() {
    let folder = testkit::shared("review");
    let (Ok(marks), Ok(published)) = (
        std::fs::read_to_string(folder.join("mqm_ted_ende.tsv")),
        std::fs::read_to_string(folder.join("mqm_ted_ende.avg_seg_scores.tsv")),
    ) else {
        testkit::skip("shared/review is not there");
        return;
    };
    let rated = wmt::read(&marks).expect("a WMT file");
    let scores: BTreeMap<_, _> = wmt_scores(&rated, &Weights::default())
        .into_iter()
        .map(|((system, segment), score)| {
            let system = match system.as_str() {
                "ref" => "ref-A".to_owned(),
                "refB" => "ref-B".to_owned(),
                _ => system,
            };
            ((system, segment), score)
        })
        .collect();
    let mut right = 0;
    for line in published.lines().skip(1) {
        let cells: Vec<&str> = line.split_whitespace().collect();
        let [system, average, segment] = cells.as_slice() else {
            panic!("three cells expected: {line}");
        };
        if *average == "None" {
            continue;
        }
        let average: f64 = average.parse().expect("a number");
        let ours = scores
            .get(&((*system).to_owned(), (*segment).to_owned()))
            .unwrap_or_else(|| panic!("no score for {line}"));
        assert!((ours - average).abs() < 1e-6, "{line}: {ours}");
        right += 1;
    }
    assert_eq!(right, 7406);
    // Nothing of the file is lost on the way: every row comes out again.
    let written = wmt::write(&rated);
    let sorted = |text: &str| {
        let mut lines: Vec<String> = text
            .lines()
            .map(|line| line.trim_end().to_owned())
            .collect();
        lines.sort();
        lines
    };
    let (ours, theirs) = (sorted(&written), sorted(&marks));
    let missing: Vec<&String> = theirs.iter().filter(|line| !ours.contains(line)).collect();
    // One row of the file opens a span and never closes it; ours closes at the end.
    assert_eq!(missing.len(), 1, "{missing:?}");
    assert!(
        missing
            .iter()
            .all(|line| line.contains("<v>") && !line.contains("</v>"))
    );
    assert_eq!(ours.len(), theirs.len());
}
