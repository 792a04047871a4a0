//! Where a line and a cell may end, by Unicode's own tests.
//!
//! Lines: LineBreakTest.txt (15.0) against the places where the layout may end a line. The
//! engine follows newer rules than the file; every case in which it differs is in
//! `crates/harf/tests/data/line_break_differences.txt`, and no other may.
//! Cells: GraphemeBreakTest.txt against the clusters of the shaper, which may differ from
//! grapheme clusters only where the shaper says so.

use crate::ucd;

use harf::layout::opportunities;
use harf::shape::{Policy, shape};

/// A case: its text and the byte offsets where the file has a break, ends left out.
fn case(line: &str) -> (String, Vec<usize>) {
    let mut text = String::new();
    let mut breaks = Vec::new();
    for token in line.split_whitespace() {
        match token {
            "\u{f7}" => breaks.push(text.len()),
            "\u{d7}" => {}
            hex => text.push(ucd::character(hex)),
        }
    }
    breaks.retain(|&at| at > 0 && at < text.len());
    (text, breaks)
}

/// Writes a case in the notation of the file.
fn written(text: &str, breaks: &[usize]) -> String {
    let mut line = String::from("\u{d7}");
    for (at, c) in text.char_indices() {
        if at > 0 {
            line.push(if breaks.contains(&at) {
                '\u{f7}'
            } else {
                '\u{d7}'
            });
        }
        line.push_str(&format!(" {:04X} ", u32::from(c)));
    }
    line.push('\u{f7}');
    line
}

#[test]
fn line_breaks_are_unicodes_but_for_the_cases_that_are_listed() {
    let file = ucd::read("LineBreakTest.txt");
    let listed = include_str!("../data/line_break_differences.txt");
    let mut listed: Vec<&str> = ucd::data_lines(listed).collect();
    let mut cases = 0;
    let mut differing = 0;
    let mut unlisted = Vec::new();
    for line in ucd::data_lines(&file) {
        let (text, expected) = case(line);
        let found: Vec<usize> = opportunities(&text).collect();
        cases += 1;
        if found != expected {
            differing += 1;
            let difference = format!("{} ; {}", written(&text, &expected), written(&text, &found));
            match listed.iter().position(|line| *line == difference) {
                Some(at) => drop(listed.swap_remove(at)),
                None => unlisted.push(difference),
            }
        }
    }
    assert!(unlisted.is_empty(), "not listed:\n{}", unlisted.join("\n"));
    assert!(
        listed.is_empty(),
        "listed, but as in the file:\n{}",
        listed.join("\n")
    );
    assert_eq!((cases, differing), (7_654, 42));
}

#[test]
fn cells_are_grapheme_clusters_but_where_the_shaper_says_so() {
    let file = ucd::read("GraphemeBreakTest.txt");
    let mut cases = 0;
    let mut cut = 0;
    for line in ucd::data_lines(&file) {
        let (text, expected) = case(line);
        let clusters = shape(&text, &[], Policy::default());
        let tiled = clusters.iter().fold(0, |end, cluster| {
            assert_eq!(cluster.span.start, end, "{line}");
            cluster.span.end
        });
        assert_eq!(tiled, text.len(), "{line}");
        let found: Vec<usize> = clusters.iter().skip(1).map(|c| c.span.start).collect();
        for at in found.iter().filter(|at| !expected.contains(at)) {
            // A sign such as U+0600 is apart from what follows; joined emoji too.
            let before = text[..*at].chars().next_back().expect("inside");
            assert!(
                matches!(before, '\u{600}' | '\u{200d}' | '\u{110bd}'),
                "{line}: cut at {at}"
            );
            cut += 1;
        }
        let joined = expected.iter().find(|at| !found.contains(at));
        assert_eq!(joined, None, "{line}");
        cases += 1;
    }
    assert_eq!((cases, cut), (602, 16));
}
