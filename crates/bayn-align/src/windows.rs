//! Long texts, a window at a time: bounded memory, and progress to show.
//!
//! A window of both texts is aligned as if it were all there is; what lies safely before its
//! end is kept, and the next window begins after the last kept bead. Where nothing in a
//! window is safe, as at a block that one side has lost, the window is doubled, up to a bound:
//! texts that have nothing in common must not end in one window as long as they are.
//!
//! ```text
//!   |===== kept =====|.. seen, not kept ..|
//!                    |===== kept =====|.......|
//! ```

use crate::{Options, align};
use bayn_doc::{Bead, BeadKind, Document, Paragraph, Sentence};
use bayn_doc::{Side, Sides};
use harf::Span;
use std::ops::Range;

/// Texts with at most this many sentences on their longer side are aligned in one piece.
pub const WHOLE_TEXT: usize = 3_000;
/// Sentences of the longer side that a window holds.
const WINDOW: usize = 2_400;
/// Sentences of the longer side that a window that was doubled holds at most.
const WIDEST: usize = 4 * WINDOW;
/// The share of a window whose beads may be kept, in hundredths.
const KEPT: usize = 92;
/// A bead that closes the kept part is at least this sure.
const SAFE: f32 = 0.95;

/// Aligns two documents by strings in windows; `progress` is told the share done after each.
/// The beads tile both sides in order. Memory does not grow with the length of the texts but
/// for the beads themselves.
pub fn align_in_windows(documents: &Sides<Document>, progress: impl FnMut(f32)) -> Vec<Bead> {
    let counts = documents.as_ref().map(|document| document.sentences.len());
    let lonely = counts.source.min(counts.target) == 0;
    if lonely || counts.source.max(counts.target) <= WHOLE_TEXT {
        return align(documents, &Options::default()).beads;
    }
    in_windows(documents, WINDOW, progress)
}

fn in_windows(
    documents: &Sides<Document>,
    size: usize,
    mut progress: impl FnMut(f32),
) -> Vec<Bead> {
    let counts = documents.as_ref().map(|document| document.sentences.len());
    let mut beads: Vec<Bead> = Vec::new();
    let mut at = Sides::new(0, 0);
    let mut window = size;
    while at.source < counts.source || at.target < counts.target {
        let end = Sides::from_fn(|side| {
            // Each side advances by its own share of what is left.
            let left = |side: Side| counts[side] - at[side];
            let longer = left(Side::Source).max(left(Side::Target)).max(1);
            counts[side].min(at[side] + (left(side) * window).div_ceil(longer))
        });
        let is_last = end == counts;
        // Where one text has ended, every sentence of the other is alone.
        let lonely = Side::BOTH.iter().any(|&side| at[side] == counts[side]);
        let part = Sides::from_fn(|side| cut(&documents[side], at[side]..end[side]));
        let found = align(&part, &Options::default()).beads;
        let length = Sides::from_fn(|side| end[side] - at[side]);
        let kept = if is_last || lonely {
            found.len()
        } else {
            safe_length(&found, length, SAFE)
        };
        let kept = match kept {
            0 if window < size * (WIDEST / WINDOW) => {
                window *= 2;
                continue;
            }
            0 => safe_length(&found, length, 0.0).max(1),
            kept => kept,
        };
        window = size;
        let start = at;
        for bead in found.into_iter().take(kept) {
            let sentences = Sides::from_fn(|side| {
                let range = &bead.sentences[side];
                range.start + start[side]..range.end + start[side]
            });
            at = Sides::new(sentences.source.end, sentences.target.end);
            // What opens a window is no title: the text began before it.
            let kind = match bead.kind {
                BeadKind::Title if start != Sides::new(0, 0) => BeadKind::Text,
                kind => kind,
            };
            beads.push(Bead {
                sentences,
                kind,
                ..bead
            });
        }
        let share = (at.source + at.target) as f32 / (counts.source + counts.target) as f32;
        progress(share);
    }
    beads
}

/// Returns how many beads of a window may be kept: up to the last bead that ends inside the
/// kept share of each side; of those with both sides where they are to be this `sure`.
fn safe_length(beads: &[Bead], size: Sides<usize>, sure: f32) -> usize {
    beads
        .iter()
        .rposition(|bead| {
            (sure <= 0.0 || !bead.is_null())
                && bead.confidence.value() >= sure
                && Side::BOTH
                    .into_iter()
                    .all(|side| bead.sentences[side].end * 100 <= size[side] * KEPT)
        })
        .map_or(0, |last| last + 1)
}

/// Returns the document that holds only these sentences; a paragraph cut in two keeps its
/// break.
pub(super) fn cut(document: &Document, sentences: Range<usize>) -> Document {
    let Some(span) = document.span_of(&sentences) else {
        return Document {
            lang: document.lang.clone(),
            ..Document::default()
        };
    };
    let back = |inner: Span| Span::new(inner.start - span.start, inner.end - span.start);
    let mut part = Document {
        text: span.of(&document.text).to_owned(),
        lang: document.lang.clone(),
        ..Document::default()
    };
    for sentence in document.sentences.get(sentences).unwrap_or(&[]) {
        let at = part.sentences.len();
        let paragraph = &document.paragraphs[sentence.paragraph];
        let begins = part.paragraphs.is_empty()
            || document.sentences[paragraph.sentences.start].span == sentence.span;
        let inner = back(sentence.span);
        match part.paragraphs.last_mut().filter(|_| !begins) {
            Some(last) => {
                last.sentences.end = at + 1;
                last.span.end = inner.end;
            }
            None => part.paragraphs.push(Paragraph {
                span: inner,
                sentences: at..at + 1,
            }),
        }
        part.sentences.push(Sentence {
            span: inner,
            paragraph: part.paragraphs.len() - 1,
        });
    }
    part
}

#[cfg(test)]
mod tests {
    use super::*;
    use bayn_doc::tiles;
    use bayn_text::Lang;

    fn numbered(count: usize, skip: Range<usize>, word: &str) -> Document {
        let text: String = (0..count)
            .filter(|at| !skip.contains(at))
            .map(|at| format!("{word} {} comes {}.\n\n", at * 7 + 1000, at * 13 + 5000))
            .collect();
        Document::from_text(&text, &Lang::new("en"))
    }

    #[test]
    fn texts_without_anything_in_common_are_aligned_in_bounded_windows() {
        let apart = Sides::new(
            Document::from_text(&"a\n\n".repeat(2_000), &Lang::new("en")),
            Document::from_text(&"b\n\n".repeat(2_000), &Lang::new("ar")),
        );
        let mut windows = 0;
        let beads = in_windows(&apart, 40, |_| windows += 1);
        assert!(tiles(&beads, [2_000, 2_000]));
        // Each window of at most 160 sentences is kept but for its end.
        assert!(windows >= 2_000 / 160, "{windows}");
        let more = Document::from_text(&"a\n\n".repeat(3_000), &Lang::new("en"));
        let uneven = Sides::new(more, apart.target);
        let beads = in_windows(&uneven, 40, |_| ());
        assert!(tiles(&beads, [3_000, 2_000]));
    }

    #[test]
    fn windows_tile_and_find_what_the_whole_would_find() {
        let count = 120;
        let documents = Sides::new(
            numbered(count, 0..0, "Item"),
            numbered(count, 0..0, "Number"),
        );
        let mut shares = Vec::new();
        let beads = in_windows(&documents, 40, |share| shares.push(share));
        assert!(tiles(&beads, [count, count]));
        assert!(shares.len() > 1 && shares.windows(2).all(|two| two[0] < two[1]));
        let right = beads
            .iter()
            .filter(|bead| bead.sentences.source == bead.sentences.target)
            .count();
        assert!(right * 100 >= count * 95, "{right} of {count}");
    }
}
