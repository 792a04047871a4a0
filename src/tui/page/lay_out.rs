//! The parts of a text that are laid out at once, and their romanised lines.

use super::cache::PaneLine;
use bayn_doc::Document;
use bayn_text::{LONGEST_SENTENCE, Romanisation, cut_before, romanise};
use harf::layout::{Block, LayoutOptions, VisualLine};
use harf::{Direction, Span};

/// The most bytes that are laid out at once; each part is a separate paragraph for UAX #9. A
/// sentence of a text is never more than one part.
pub const PART: usize = LONGEST_SENTENCE;

/// Splits the bytes from one sentence of a document to the end of another into the parts that are
/// laid out: what lies in one paragraph, and of that no more than [`PART`] bytes.
pub(super) fn parted(document: &Document, span: Span) -> Vec<Span> {
    let first = document
        .paragraphs
        .partition_point(|paragraph| paragraph.span.end <= span.start);
    let inside = document.paragraphs.iter().skip(first);
    let mut spans = Vec::new();
    for paragraph in inside.take_while(|paragraph| paragraph.span.start < span.end) {
        let mut at = paragraph.span.start.max(span.start);
        let end = paragraph.span.end.min(span.end);
        while at < end {
            let text = Span::new(at, end).of(&document.text);
            let next = at + cut_before(text, PART);
            debug_assert!(next > at, "{span:?} is no span of its text");
            if next == at {
                break;
            }
            spans.push(Span::new(at, next));
            at = next;
        }
    }
    spans
}

/// Returns the paragraph that a part is in.
pub(super) fn paragraph_of(document: &Document, part: Span) -> Span {
    let after = document
        .paragraphs
        .partition_point(|paragraph| paragraph.span.start <= part.start);
    let found = after
        .checked_sub(1)
        .and_then(|at| document.paragraphs.get(at));
    found.map_or(part, |paragraph| paragraph.span)
}

/// Returns the romanisation of a line, shown under it; in a narrow pane it takes more than
/// one line, and text already in Latin letters takes none.
pub(super) fn roman(
    line: &VisualLine,
    way: Romanisation,
    options: &LayoutOptions<'_>,
) -> Vec<PaneLine> {
    let written = line.logical_text();
    let text = romanise(written.trim(), way);
    if text == written.trim() {
        return Vec::new();
    }
    let options = LayoutOptions {
        direction: Direction::Ltr,
        ghosts: &[],
        ..*options
    };
    let block = Block::new(&text, &options);
    let lines = block.lines.into_iter().map(|line| PaneLine {
        line,
        base: 0,
        is_roman: true,
    });
    lines.collect()
}
