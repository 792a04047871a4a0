//! Error spans in the format of WMT's error detection task: tab-separated, lists separated by spaces.
//!
//! | form | known by | end of a span |
//! |---|---|---|
//! | since 2025 | a header with `start_indices`, `end_indices`, `error_types` | exclusive |
//! | 2023, 2024 | three lines with numbers, then seven columns | **inclusive** |
//!
//! Both count code points of the translation. `-1` and `no-error` mean none, `missing` an
//! omission. The older form names no source.

use super::CodecError;
use crate::rated::{RatedSegments, Segment, SegmentError, byte_of};
use bayn_doc::Sides;
use bayn_text::msg;
use harf::Span;

/// Returns whether a file is of one of the two forms.
#[must_use]
pub fn is_span_table(text: &str) -> bool {
    is_named(text.lines().next().unwrap_or_default()) || is_bare(text)
}

fn is_named(first: &str) -> bool {
    let cells: Vec<&str> = first.split('\t').map(str::trim).collect();
    [
        "hypothesis_segment",
        "start_indices",
        "end_indices",
        "error_types",
    ]
    .iter()
    .all(|name| cells.contains(name))
}

fn is_bare(text: &str) -> bool {
    let mut lines = text.lines();
    let heads = lines.by_ref().take(3).collect::<Vec<_>>();
    let are_numbers =
        heads.len() == 3 && heads.iter().all(|line| line.trim().parse::<u64>().is_ok());
    are_numbers
        && lines
            .next()
            .is_some_and(|line| line.split('\t').count() == 7)
}

/// The columns of a form, and whether the end of a span is its last letter.
struct Columns {
    system: Option<usize>,
    document: Option<usize>,
    id: Option<usize>,
    source: Option<usize>,
    target: usize,
    starts: usize,
    ends: usize,
    kinds: usize,
    inclusive: bool,
}

/// Reads a table.
///
/// # Errors
/// If a row is short, or a number is invalid.
pub fn read(text: &str) -> Result<RatedSegments, CodecError> {
    let first = text.lines().next().unwrap_or_default();
    let named = is_named(first);
    let columns = if named {
        let cells: Vec<&str> = first.split('\t').map(str::trim).collect();
        let at = |name: &str| cells.iter().position(|cell| *cell == name);
        Columns {
            system: at("system_id"),
            document: at("doc_id"),
            id: at("segment_id"),
            source: at("source_segment"),
            target: at("hypothesis_segment").unwrap_or_default(),
            starts: at("start_indices").unwrap_or_default(),
            ends: at("end_indices").unwrap_or_default(),
            kinds: at("error_types").unwrap_or_default(),
            inclusive: false,
        }
    } else {
        Columns {
            system: None,
            document: None,
            id: Some(2),
            source: None,
            target: 3,
            starts: 4,
            ends: 5,
            kinds: 6,
            inclusive: true,
        }
    };
    let skipped = if named { 1 } else { 3 };
    let mut rated = RatedSegments::default();
    for (number, line) in text.lines().enumerate().skip(skipped) {
        if !line.trim().is_empty() {
            let cells: Vec<&str> = line.split('\t').collect();
            rated.segments.push(segment(&columns, &cells, number + 1)?);
        }
    }
    Ok(rated)
}

fn segment(columns: &Columns, cells: &[&str], line: usize) -> Result<Segment, CodecError> {
    let cell = |at: usize| {
        let found = cells.get(at).map(|cell| cell.trim());
        found.ok_or_else(|| CodecError::at(line, msg!("the row is short")))
    };
    let other = |at: Option<usize>| -> Result<String, CodecError> {
        at.map_or(Ok(String::new()), |at| cell(at).map(str::to_owned))
    };
    // A line break in a segment is written as two characters, which count as two.
    let text = Sides::new(other(columns.source)?, cell(columns.target)?.to_owned());
    let kinds = cell(columns.kinds)?;
    let mut errors = Vec::new();
    if !matches!(kinds, "no-error" | "-1" | "") {
        let list = |at: usize| cell(at).map(|cell| cell.split_whitespace().collect::<Vec<_>>());
        let (starts, ends) = (list(columns.starts)?, list(columns.ends)?);
        for ((kind, start), end) in kinds.split_whitespace().zip(starts).zip(ends) {
            let place = |word: &str| -> Result<usize, CodecError> {
                word.parse().map_err(|_| {
                    CodecError::at(
                        line,
                        msg!(
                            "{word} is not a position in a text: a whole number is expected",
                            word
                        ),
                    )
                })
            };
            let spans = if start == "missing" || start == "-1" {
                Vec::new()
            } else {
                let end = place(end)? + usize::from(columns.inclusive);
                let span = Span::new(
                    byte_of(&text.target, place(start)?),
                    byte_of(&text.target, end),
                );
                if span.is_empty() {
                    Vec::new()
                } else {
                    vec![span]
                }
            };
            errors.push(SegmentError {
                category: match start {
                    "missing" => "omission".to_owned(),
                    _ => String::new(),
                },
                spans: Sides::new(Vec::new(), spans),
                severity: kind.to_owned(),
                ..SegmentError::default()
            });
        }
    }
    Ok(Segment {
        system: other(columns.system)?,
        document: other(columns.document)?,
        id: other(columns.id)?,
        text,
        errors,
        ..Segment::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(rated: &RatedSegments) -> Vec<(String, String)> {
        let of = |segment: &Segment| {
            let text = segment.text.target.clone();
            let errors = segment.errors.clone();
            errors.into_iter().map(move |error| {
                let words = error.spans.target.first().map_or("", |span| span.of(&text));
                (error.severity, words.to_owned())
            })
        };
        rated.segments.iter().flat_map(of).collect()
    }

    #[test]
    fn the_ends_of_both_forms_are_read_as_each_counts_them() {
        let named = "doc_id\tsegment_id\tsystem_id\tsource_segment\thypothesis_segment\tstart_indices\tend_indices\terror_types\n\
                     d\t0\ts\tنص\tقال 😀 كلاما\t4 missing\t5 missing\tmajor minor\n\
                     d\t1\ts\tb\tfine\t-1\t-1\tno-error\n";
        let bare = "12\n34\n1\n\
                    en-ar\tm\t0\tقال 😀 كلاما\t0 6\t2 10\tmajor minor\n\
                    en-ar\tm\t1\tfine\t-1\t-1\tno-error\n";
        assert!(is_span_table(named) && is_span_table(bare) && !is_span_table("1\n2\n3\nx\n"));
        let want = |all: &[(&str, &str)]| -> Vec<(String, String)> {
            let all = all.iter();
            all.map(|(kind, words)| ((*kind).to_owned(), (*words).to_owned()))
                .collect()
        };
        let rated = read(named).unwrap_or_default();
        assert_eq!(words(&rated), want(&[("major", "😀"), ("minor", "")]));
        assert_eq!(rated.segments[0].errors[1].category, "omission");
        let rated = read(bare).unwrap_or_default();
        assert_eq!(words(&rated), want(&[("major", "قال"), ("minor", "كلاما")]));
        assert_eq!(rated.segments.len(), 2);
    }

    #[test]
    fn a_short_row_is_named() {
        let text = "hypothesis_segment\tstart_indices\tend_indices\terror_types\na\t0\n";
        assert_eq!(read(text).map_err(|error| error.line), Err(2));
    }
}
