//! Marot's files (google-research/google-research, `marot`): like WMT's with ten columns, the
//! last of them JSON.
//!
//! Span convention: `<v>…</v>` in the text, and pairs of token indexes, both inclusive, in the
//! metadata (`source_spans`, `target_spans`) with the tokens in one row of the segment. Columns:
//! `system doc docSegId globalSegId rater source target category severity metadata`; of the
//! metadata `note`, `corrected_translation`, the spans and the tokens are read and written. If a
//! text has no tags the tokens are used. Rows without a rater are no judgements: they contain metadata.

use super::rows::rows;
use super::wmt::{is_no_error, push_row};
use super::{CodecError, tags};
use crate::rated::{RatedSegments, Segment, SegmentError};
use bayn_doc::{Side, Sides};
use bayn_text::msg;
use harf::Span;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashMap, HashSet};

const HEADER: &str =
    "system\tdoc\tdocSegId\tglobalSegId\trater\tsource\ttarget\tcategory\tseverity\tmetadata";

#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default)]
struct Metadata {
    #[serde(skip_serializing_if = "String::is_empty")]
    note: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    corrected_translation: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    source_spans: Vec<[usize; 2]>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    target_spans: Vec<[usize; 2]>,
    #[serde(skip_serializing_if = "Tokens::is_empty")]
    segment: Tokens,
}

#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default)]
struct Tokens {
    source_tokens: Vec<String>,
    target_tokens: Vec<String>,
}

impl Tokens {
    fn is_empty(&self) -> bool {
        self.source_tokens.is_empty() && self.target_tokens.is_empty()
    }
}

/// The key of a segment: system, document, number in it.
type Key = [String; 3];

/// Reads a file, with or without its header line.
///
/// # Errors
/// If a row has fewer than nine cells.
pub fn read(text: &str) -> Result<RatedSegments, CodecError> {
    let mut rated = RatedSegments::default();
    let mut places: HashMap<[String; 5], usize> = HashMap::new();
    let mut tokens: HashMap<Key, Tokens> = HashMap::new();
    let mut untold: Vec<(usize, usize, Key, Metadata)> = Vec::new();
    for (number, cells) in rows(text) {
        let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
        if cells.starts_with(&["system", "doc"]) {
            continue;
        }
        let [
            system,
            doc,
            doc_seg,
            global,
            rater,
            source,
            target,
            category,
            severity,
            rest @ ..,
        ] = cells.as_slice()
        else {
            return Err(CodecError::at(
                number,
                msg!("expected ten cells, found {cells}", cells = cells.len()),
            ));
        };
        // Old files have a plain note in this column.
        let last = rest.first().copied().unwrap_or("");
        let metadata = serde_json::from_str(last).unwrap_or_else(|_| Metadata {
            note: last.to_owned(),
            ..Metadata::default()
        });
        let key = [system, doc, doc_seg].map(|cell| (*cell).to_owned());
        if !metadata.segment.is_empty() {
            tokens.insert(key.clone(), metadata.segment.clone());
        }
        if rater.is_empty() && severity.is_empty() {
            continue;
        }
        let (source, source_spans) = tags::strip(source);
        let (target, target_spans) = tags::strip(target);
        let place = [system, doc, doc_seg, global, rater].map(|cell| (*cell).to_owned());
        let place = *places.entry(place).or_insert_with(|| {
            rated.segments.push(Segment {
                system: (*system).to_owned(),
                document: (*doc).to_owned(),
                in_document: (*doc_seg).to_owned(),
                id: (*global).to_owned(),
                rater: (*rater).to_owned(),
                text: Sides::new(source, target),
                ..Segment::default()
            });
            rated.segments.len() - 1
        });
        if is_no_error(severity) {
            continue;
        }
        if let Some(segment) = rated.segments.get_mut(place) {
            untold.push((place, segment.errors.len(), key, metadata.clone()));
            segment.errors.push(SegmentError {
                spans: Sides::new(source_spans, target_spans),
                category: (*category).to_owned(),
                severity: (*severity).to_owned(),
                note: metadata.note,
                suggestion: metadata.corrected_translation,
            });
        }
    }
    // The tokens may be in a later row than the spans.
    for (place, error, key, metadata) in untold {
        let (Some(segment), Some(tokens)) = (rated.segments.get_mut(place), tokens.get(&key))
        else {
            continue;
        };
        let Segment { text, errors, .. } = segment;
        let Some(error) = errors.get_mut(error) else {
            continue;
        };
        for (side, spans, tokens) in [
            (Side::Source, metadata.source_spans, &tokens.source_tokens),
            (Side::Target, metadata.target_spans, &tokens.target_tokens),
        ] {
            if error.spans[side].is_empty() {
                let found = spans
                    .into_iter()
                    .filter_map(|span| words(&text[side], tokens, span));
                error.spans[side] = found.collect();
            }
        }
    }
    Ok(rated)
}

/// Returns the bytes from one token to another, both included; `None` if the text does not have
/// the tokens.
fn words(text: &str, tokens: &[String], [first, last]: [usize; 2]) -> Option<Span> {
    let mut at = 0;
    let mut start = None;
    for (number, token) in tokens.iter().enumerate() {
        // Some tokenizers omit the space.
        let begin = at + text.get(at..)?.find(token.as_str())?;
        at = begin + token.len();
        if number == first {
            start = Some(begin);
        }
        if number == last {
            return start.map(|start| Span::new(start, at));
        }
    }
    None
}

/// Returns the ends of the tokens of a text: words and what is between them, cut at each of these
/// bytes too.
fn token_ends(text: &str, cuts: &BTreeSet<usize>) -> Vec<usize> {
    let mut ends: BTreeSet<usize> = cuts.iter().copied().collect();
    let mut space = None;
    for (at, c) in text.char_indices() {
        if space.is_some_and(|space| space != c.is_whitespace()) {
            ends.insert(at);
        }
        space = Some(c.is_whitespace());
    }
    ends.insert(text.len());
    ends.remove(&0);
    ends.into_iter().collect()
}

fn tokens(text: &str, ends: &[usize]) -> Vec<String> {
    let starts = std::iter::once(0).chain(ends.iter().copied());
    starts
        .zip(ends)
        .map(|(start, end)| Span::new(start, *end).of(text).to_owned())
        .collect()
}

fn indexes(spans: &[Span], ends: &[usize]) -> Vec<[usize; 2]> {
    let token = |byte: usize| ends.partition_point(|end| *end <= byte);
    let spans = spans.iter().filter(|span| !span.is_empty());
    spans
        .map(|span| [token(span.start), token(span.end - 1)])
        .collect()
}

/// Writes a file with its header line.
#[must_use]
pub fn write(rated: &RatedSegments) -> String {
    // The tokens of a segment are the same for all raters.
    let key = |segment: &Segment| {
        [&segment.system, &segment.document, &segment.in_document].map(Clone::clone)
    };
    let mut cuts: HashMap<Key, Sides<BTreeSet<usize>>> = HashMap::new();
    for segment in &rated.segments {
        let cuts = cuts.entry(key(segment)).or_default();
        for error in &segment.errors {
            for side in Side::BOTH {
                let ends = error.spans[side]
                    .iter()
                    .flat_map(|span| [span.start, span.end]);
                cuts[side].extend(ends);
            }
        }
    }
    let mut out = format!("{HEADER}\n");
    let mut told: HashSet<Key> = HashSet::new();
    for segment in &rated.segments {
        let key = key(segment);
        let ends = Sides::from_fn(|side| match cuts.get(&key) {
            Some(cuts) => token_ends(&segment.text[side], &cuts[side]),
            None => Vec::new(),
        });
        let clean = SegmentError {
            category: "No-error".into(),
            severity: "No-error".into(),
            ..SegmentError::default()
        };
        let none = [clean];
        let errors = match segment.errors.is_empty() {
            true => &none[..],
            false => &segment.errors,
        };
        for error in errors {
            let first = told.insert(key.clone());
            let tokens = |side: Side| match first {
                true => tokens(&segment.text[side], &ends[side]),
                false => Vec::new(),
            };
            let metadata = Metadata {
                note: error.note.clone(),
                corrected_translation: error.suggestion.clone(),
                source_spans: indexes(&error.spans.source, &ends.source),
                target_spans: indexes(&error.spans.target, &ends.target),
                segment: Tokens {
                    source_tokens: tokens(Side::Source),
                    target_tokens: tokens(Side::Target),
                },
            };
            let metadata = serde_json::to_string(&metadata).unwrap_or_default();
            push_row(&mut out, segment, error, &metadata);
        }
    }
    out
}
