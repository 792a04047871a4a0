//! Sentences as spans of one paragraph.
//!
//! Overview: UAX #29 (§5, through `icu_segmenter`) proposes places where a sentence may end.
//! It does not know abbreviations and splits too often, above all in scripts without
//! capital letters; and it misses a few ends after careless typing. So `candidate`
//! adds those, `point` describes the context of a candidate, and the table in
//! `rules` decides: the first rule that applies wins, else the sentence ends there.
//! Rules of scripts with capitals are in `latin`, others in `arabic`, those of lists in one line in
//! `list`; the word lists are data (`crates/bayn-text/assets/languages`, see `language`).
//!
//! The Arabic semicolon does not end a sentence; the Arabic question mark does. No rule
//! looks back further than the current sentence, so a text of any length costs O(n). A sentence
//! of more than [`LONGEST_SENTENCE`] bytes is split in any case: everything above handles a
//! sentence as one piece.

mod abbreviation;
mod arabic;
mod candidate;
mod latin;
mod list;
mod nesting;
mod point;
mod rules;
mod verdict;

use crate::{LONGEST_SENTENCE, Lang, cut_before};
use harf::Span;
use nesting::Nesting;
use point::Point;
use rules::decide;
use verdict::Verdict;

/// Returns the sentences of the paragraph `text`, written in `lang`, in order.
///
/// Spans have no space at their ends, do not overlap, and leave out nothing but space; none is
/// longer than [`LONGEST_SENTENCE`].
#[must_use]
pub fn sentences(text: &str, lang: &Lang) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut from = 0;
    let mut nesting = Nesting::new(text);
    let items = list::Items::of(text);
    let mut starts = items.starts.iter().copied().peekable();
    let mut candidates = candidate::candidates(text, lang).peekable();
    loop {
        let item = starts.next_if(|start| candidates.peek().is_none_or(|at| start <= at));
        let Some(at) = item.or_else(|| candidates.next()) else {
            break;
        };
        if at <= from || items.is_behind_number(at) {
            continue;
        }
        if item.is_some() {
            push(&mut spans, text, from, at);
            from = at;
            continue;
        }
        let point = Point::new(text, lang, from, at, &mut nesting);
        if let Verdict::Break(end) = decide(&point)
            && end > from
        {
            push(&mut spans, text, from, end);
            from = end;
        }
    }
    push(&mut spans, text, from, text.len());
    spans
}

/// Adds `from..to` without the space around it, unless nothing is left; in pieces if it is
/// too long.
fn push(spans: &mut Vec<Span>, text: &str, from: usize, to: usize) {
    let part = text.get(from..to).unwrap_or("");
    let mut start = from + (part.len() - part.trim_start().len());
    let mut rest = part.trim();
    while !rest.is_empty() {
        let (piece, behind) = rest.split_at(cut_before(rest, LONGEST_SENTENCE));
        spans.push(Span::new(start, start + piece.trim_end().len()));
        let next = behind.trim_start();
        start += rest.len() - next.len();
        rest = next;
    }
}

#[cfg(test)]
mod tests;
