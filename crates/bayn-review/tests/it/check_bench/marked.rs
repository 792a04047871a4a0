//! Findings on machine translations in which people marked errors: how many are where somebody
//! marked something.

use bayn_doc::{Severity, Side};
use bayn_review::check::run;
use bayn_review::codec::wmt;
use bayn_review::rated::Segment;
use harf::Span;
use std::collections::BTreeMap;

/// What was found by one check: findings, those on a segment with a mark, those whose words overlap
/// a mark.
type Counts = [usize; 3];

/// One segment of a system as all raters together marked it.
#[derive(Default)]
struct Marked {
    text: [String; 2],
    any: bool,
    spans: Vec<Span>,
}

/// Returns the segments of each system and talk, in their order.
fn marked(segments: Vec<Segment>) -> BTreeMap<(String, String), BTreeMap<usize, Marked>> {
    let mut talks: BTreeMap<(String, String), BTreeMap<usize, Marked>> = BTreeMap::new();
    for segment in segments {
        let number: usize = segment.id.parse().unwrap_or(0);
        let talk = talks.entry((segment.system, segment.document)).or_default();
        let known = talk.entry(number).or_default();
        known.text = [segment.text.source, segment.text.target];
        known.any |= !segment.errors.is_empty();
        let spans = segment
            .errors
            .into_iter()
            .flat_map(|error| error.spans.target);
        known.spans.extend(spans);
    }
    talks
}

#[test]
#[ignore = "long: run by the gate, optimised"]
fn findings_are_where_people_marked_errors() {
    let Ok(file) = std::fs::read_to_string(testkit::shared("review/mqm_ted_ende.tsv")) else {
        testkit::skip("no data beside the project");
        return;
    };
    let shown = std::env::var("SHOW").unwrap_or_default();
    let rated = wmt::read(&file).expect("a WMT file");
    let mut by_check: BTreeMap<String, Counts> = BTreeMap::new();
    let (mut all, mut with_marks) = (0, 0);
    for ((system, talk), segments) in marked(rated.segments) {
        let document: Vec<[String; 2]> = segments.values().map(|one| one.text.clone()).collect();
        let direction = super::data::Direction {
            langs: ["en".to_owned(), "de".to_owned()],
            documents: BTreeMap::new(),
        };
        let bitext = super::bitext(&direction, &document);
        let marked: Vec<&Marked> = segments.values().collect();
        all += marked.len();
        with_marks += marked.iter().filter(|one| one.any).count();
        for finding in run(&bitext, &super::options(&bitext)) {
            if finding.severity == Severity::Neutral {
                continue;
            }
            let here = marked[finding.bead];
            let start = bitext.documents.target.sentences[finding.bead].span.start;
            let near = |span: &Span| {
                let mut marks = here.spans.iter();
                marks.any(|mark| mark.shifted(start).overlaps(*span))
            };
            let counts = by_check.entry(finding.check.clone()).or_default();
            counts[0] += 1;
            counts[1] += usize::from(here.any);
            counts[2] += usize::from(finding.spans.target.iter().any(near));
            if shown == "all" || shown == finding.check {
                let words = finding.spans[Side::Target].iter();
                let words: Vec<&str> = words
                    .map(|span| span.of(&bitext.documents.target.text))
                    .collect();
                println!(
                    "{system} {talk} {} {} {} {words:?}\n    {}\n    {}",
                    finding.check, finding.message, here.any, here.text[0], here.text[1]
                );
            }
        }
    }
    let mut sum = Counts::default();
    for (check, counts) in &by_check {
        println!("{check:14} {counts:?}");
        for (sum, count) in sum.iter_mut().zip(counts) {
            *sum += count;
        }
    }
    let share = |part: usize| part as f64 / sum[0].max(1) as f64;
    println!(
        "{} findings: {:.2} on a segment with a mark, {:.2} on marked words; {:.2} of {all} segments have a mark",
        sum[0],
        share(sum[1]),
        share(sum[2]),
        with_marks as f64 / all.max(1) as f64
    );
    assert!(
        share(sum[1]) >= 0.7,
        "findings are where nobody marked anything"
    );
}
