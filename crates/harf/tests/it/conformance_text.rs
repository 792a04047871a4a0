//! Grapheme clusters and sentence candidates against Unicode's own test files.
//!
//! The files are of Unicode 15.0, the engines are newer; where newer rules break a line of
//! the old file, it is named here by its number, and the count is exact.

use flate2::read::GzDecoder;
use harf::grapheme::graphemes;
use icu_segmenter::SentenceSegmenter;
use icu_segmenter::options::SentenceBreakInvariantOptions;
use std::io::Read;
use std::path::Path;

/// Returns the lines of a file: number, text and the offsets of its boundaries.
fn cases(name: &str) -> Vec<(usize, String, Vec<usize>)> {
    let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
        .join("crates/harf/tests/data/ucd")
        .join(name);
    let packed = std::fs::File::open(path).expect("the file is there");
    let mut file = String::new();
    GzDecoder::new(packed)
        .read_to_string(&mut file)
        .expect("the file is gzip and UTF-8");
    let mut cases = Vec::new();
    for (at, line) in file.lines().enumerate() {
        let body = line.split('#').next().unwrap_or("").trim();
        let mut text = String::new();
        let mut bounds = Vec::new();
        for token in body.split_whitespace() {
            match token {
                "\u{F7}" => bounds.push(text.len()),
                "\u{D7}" => {}
                code => {
                    let code = u32::from_str_radix(code, 16).expect("a code point");
                    text.push(char::from_u32(code).expect("a character"));
                }
            }
        }
        if !body.is_empty() {
            cases.push((at + 1, text, bounds));
        }
    }
    cases
}

fn failures(name: &str, least: usize, bounds: impl Fn(&str) -> Vec<usize>) -> Vec<usize> {
    let cases = cases(name);
    assert!(cases.len() >= least, "{name} holds {} cases", cases.len());
    cases
        .into_iter()
        .filter(|(_, text, wanted)| bounds(text) != *wanted)
        .map(|(line, ..)| line)
        .collect()
}

#[test]
fn grapheme_clusters_are_those_of_the_standard() {
    let failed = failures("GraphemeBreakTest.txt.gz", 600, |text| {
        std::iter::once(0)
            .chain(graphemes(text).map(|span| span.end))
            .collect()
    });
    // Line 625 joins two scissors (U+2701) by ZWJ: newer data count them no longer among
    // the pictographs.
    assert_eq!(failed, [625], "lines that fail");
}

/// The engine proposes; our rules override it, and are tested by cases.
#[test]
fn sentence_candidates_are_those_of_the_standard() {
    let segmenter = SentenceSegmenter::new(SentenceBreakInvariantOptions::default());
    let failed = failures("SentenceBreakTest.txt.gz", 500, |text| {
        segmenter.segment_str(text).collect()
    });
    assert_eq!(failed, [0_usize; 0], "lines that fail");
}
