//! Long texts, a window at a time: bounded memory, and progress to show.
//!
//! A window of both texts is aligned as if it were the whole text; the beads safely before its
//! end are kept, and the next window begins after the last kept bead. Its end on each side is given by
//! a coarse chain of sentences of the whole texts, so that a block missing on one side does
//! not mislead it. If nothing in a window is safe the window is doubled, up to a limit: texts
//! that have nothing in common must not end up in one window of their whole length.
//!
//! ```text
//!   |===== kept =====|.. seen, not kept ..|
//!                    |===== kept =====|.......|
//! ```

use crate::Options;
use crate::aligner::{Alignment, align_whole};
use crate::pair::Pair;
use bayn_doc::{Bead, BeadKind, Document, Paragraph, Score, Sentence};
use bayn_doc::{Side, Sides};
use harf::Span;
use std::ops::Range;

/// Texts with at most this many sentences on their longer side are aligned in one piece.
pub(crate) const WHOLE_TEXT: usize = 3_000;
/// The number of sentences of the longer side in a window.
const WINDOW: usize = 2_400;
/// The most sentences of the longer side in a doubled window.
const WIDEST: usize = 4 * WINDOW;
/// The share of a window whose beads may be kept, in percent.
const KEPT: usize = 95;
/// The part of a window by which it extends beyond the end given by the coarse chain.
const SLACK: usize = 12;
/// The minimum confidence of the bead that closes the kept part.
const SAFE: f32 = 0.95;
/// How far from the diagonal the coarse chain of the whole texts may be, in sentences, or in
/// tenths of the text.
const REACH: usize = 3_000;

/// Returns whether two texts are aligned in windows.
pub(crate) fn is_cut(documents: &Sides<Document>) -> bool {
    let counts = documents.as_ref().map(|document| document.sentences.len());
    counts.source.min(counts.target) > 0 && counts.source.max(counts.target) > WHOLE_TEXT
}

/// Aligns two documents by strings, numbers, names, lengths and punctuation, by a lexicon
/// learned from them, and by meaning if an encoder is given; long ones in windows.
///
/// Total: an empty side yields null beads. The result does not depend on the
/// number of threads.
#[must_use]
pub fn align(documents: &Sides<Document>, options: &Options<'_>) -> Alignment {
    if options.confirmed.is_empty() && is_cut(documents) {
        return align_long(documents, options);
    }
    align_whole(documents, options)
}

/// Aligns two documents by strings in windows; `progress` is called with the share done after each.
/// The beads cover both sides in order. Memory does not grow with the length of the texts, except
/// for the beads themselves and the words of both texts.
pub fn align_in_windows(documents: &Sides<Document>, progress: impl FnMut(f32)) -> Vec<Bead> {
    if is_cut(documents) {
        in_windows(documents, &Options::default(), WINDOW, progress).beads
    } else {
        align(documents, &Options::default()).beads
    }
}

/// Aligns two long documents in windows.
pub(crate) fn align_long(documents: &Sides<Document>, options: &Options<'_>) -> Alignment {
    in_windows(documents, options, WINDOW, |_share| ())
}

/// Corresponding positions in both texts: nodes that ascend on both sides, the
/// end of both texts last.
struct Guide(Vec<(usize, usize)>);

impl Guide {
    fn read(documents: &Sides<Document>) -> Self {
        let pair = Pair::read(documents);
        let reach = REACH.max(pair.rows.max(pair.columns) / 10);
        let mut path = pair.coarse_path(reach);
        path.push((pair.rows, pair.columns));
        Self(path)
    }

    /// Returns the end of a window of `size` sentences on its longer side that begins at `at`.
    fn end(&self, at: Sides<usize>, size: usize) -> Sides<usize> {
        let mut from = (at.source, at.target);
        let begin = self
            .0
            .partition_point(|node| node.0 <= at.source || node.1 <= at.target);
        let mut end = from;
        for &to in self.0.iter().skip(begin) {
            let done = from.0 - at.source;
            let other = from.1 - at.target;
            let (down, right) = (to.0 - from.0, to.1 - from.1);
            if done + down < size && other + right < size {
                from = to;
                end = to;
                continue;
            }
            // The last step stops at the side that is full first.
            let share = |left: usize, step: usize| left as f64 / step.max(1) as f64;
            let part = share(size - done, down)
                .min(share(size - other, right))
                .min(1.0);
            let along = |step: usize| (step as f64 * part).ceil() as usize;
            end = (from.0 + along(down), from.1 + along(right));
            break;
        }
        Sides::new(end.0, end.1)
    }
}

fn in_windows(
    documents: &Sides<Document>,
    options: &Options<'_>,
    size: usize,
    mut progress: impl FnMut(f32),
) -> Alignment {
    let counts = documents.as_ref().map(|document| document.sentences.len());
    let guide = Guide::read(documents);
    let mut beads: Vec<Bead> = Vec::new();
    let mut parallel = 0.0;
    let mut at = Sides::new(0, 0);
    let mut window = size;
    while at.source < counts.source || at.target < counts.target {
        // The chain is approximate, so the window extends a little farther.
        let told = guide.end(at, window);
        let mut end = Sides::from_fn(|side| {
            let far = (told[side] + window / SLACK).min(at[side] + window);
            far.min(counts[side])
        });
        // If one text has ended, every remaining sentence of the other is unaligned.
        let unaligned = Side::BOTH.iter().any(|&side| at[side] == counts[side]);
        if unaligned {
            end = counts;
        }
        let is_last = end == counts;
        let part = Sides::from_fn(|side| cut(&documents[side], at[side]..end[side]));
        let found = align_whole(&part, options);
        let length = Sides::from_fn(|side| end[side] - at[side]);
        let mut kept = found.beads;
        if !is_last {
            match safe_length(&kept, length) {
                0 if window < size * (WIDEST / WINDOW) => {
                    window *= 2;
                    continue;
                }
                0 => kept = before(kept, Sides::from_fn(|side| told[side] - at[side])),
                safe => kept.truncate(safe),
            }
        }
        window = size;
        let start = at;
        for bead in kept {
            let sentences = Sides::from_fn(|side| at[side]..at[side] + bead.sentences[side].len());
            at = Sides::new(sentences.source.end, sentences.target.end);
            // The start of a later window is not a title: the text began before it.
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
        let share = |from: Sides<usize>| {
            let done = at.source + at.target - from.source - from.target;
            done as f32 / (counts.source + counts.target) as f32
        };
        parallel += found.parallel.value() * share(start);
        progress(share(Sides::new(0, 0)));
    }
    Alignment {
        beads,
        parallel: Score::new(parallel),
    }
}

/// Returns how many beads of a window may be kept: up to the last bead with both sides that is
/// sure and ends inside the kept share of each side.
fn safe_length(beads: &[Bead], size: Sides<usize>) -> usize {
    beads
        .iter()
        .rposition(|bead| {
            !bead.is_null()
                && bead.confidence.value() >= SAFE
                && Side::BOTH
                    .into_iter()
                    .all(|side| bead.sentences[side].end * 100 <= size[side] * KEPT)
        })
        .map_or(0, |last| last + 1)
}

/// Returns the beads of a window in which none is safe, as far as they are in the kept share of what
/// the coarse chain gives; unaligned sentences of either side wherever the other side is.
/// At least one is kept.
fn before(beads: Vec<Bead>, told: Sides<usize>) -> Vec<Bead> {
    let inside = |bead: &Bead, side: Side| bead.sentences[side].end * 100 <= told[side] * KEPT;
    let first = beads.first().cloned();
    let mut left_out = Sides::new(false, false);
    let mut kept = Vec::new();
    for bead in beads {
        let own: Vec<Side> = Side::BOTH
            .into_iter()
            .filter(|&side| !bead.sentences[side].is_empty())
            .collect();
        if own
            .iter()
            .all(|&side| inside(&bead, side) && !left_out[side])
        {
            kept.push(bead);
        } else if own.len() == 2 {
            break;
        } else {
            own.into_iter().for_each(|side| left_out[side] = true);
        }
        if left_out.source && left_out.target {
            break;
        }
    }
    if kept.is_empty() {
        kept.extend(first);
    }
    kept
}

/// Returns the document with only these sentences; a paragraph split in two keeps its
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
            Document::from_text(&"a\n\n".repeat(800), &Lang::new("en")),
            Document::from_text(&"b\n\n".repeat(800), &Lang::new("ar")),
        );
        let (mut windows, by_words) = (0, Options::default());
        let beads = in_windows(&apart, &by_words, 40, |_| windows += 1).beads;
        assert!(tiles(&beads, [800, 800]));
        // Each window of at most 160 sentences is kept except its end.
        assert!(windows >= 800 / 160, "{windows}");
        let more = Document::from_text(&"a\n\n".repeat(1_000), &Lang::new("en"));
        let uneven = Sides::new(more, apart.target);
        let beads = in_windows(&uneven, &by_words, 40, |_| ()).beads;
        assert!(tiles(&beads, [1_000, 800]));
    }

    #[test]
    fn windows_tile_and_find_what_the_whole_would_find() {
        let count = 120;
        let documents = Sides::new(
            numbered(count, 0..0, "Item"),
            numbered(count, 0..0, "Number"),
        );
        let mut shares = Vec::new();
        let progress = |share| shares.push(share);
        let beads = in_windows(&documents, &Options::default(), 40, progress).beads;
        assert!(tiles(&beads, [count, count]));
        assert!(shares.len() > 1 && shares.windows(2).all(|two| two[0] < two[1]));
        let right = beads
            .iter()
            .filter(|bead| bead.sentences.source == bead.sentences.target)
            .count();
        assert!(right * 100 >= count * 95, "{right} of {count}");
    }

    /// Two texts that repeat the same sentences, in languages that share the numbers only.
    fn repeated(times: usize) -> Sides<Document> {
        const PERIOD: usize = 20;
        let text = |word: &str, more: &str| {
            let line = |at: usize| {
                let tail = more.repeat(at * at % 7);
                format!(
                    "{word} {} comes {}{tail}.\n\n",
                    at * 7 + 1000,
                    at * 13 + 5000
                )
            };
            let period: String = (0..PERIOD).map(line).collect();
            Document::from_text(&period.repeat(times), &Lang::new("en"))
        };
        Sides::new(text("Item", " and more"), text("Number", " und mehr"))
    }

    #[test]
    fn a_text_that_repeats_itself_keeps_its_order_and_costs_no_more_a_sentence() {
        let work = |times: usize| {
            let documents = repeated(times);
            let count = documents.source.sentences.len();
            let mut windows = 0;
            let beads = in_windows(&documents, &Options::default(), 60, |_| windows += 1).beads;
            assert!(tiles(&beads, [count, count]));
            let right = beads
                .iter()
                .filter(|bead| bead.sentences.source == bead.sentences.target)
                .count();
            assert!(right * 100 >= count * 95, "{right} of {count}");
            windows
        };
        let (some, more) = (work(8), work(24));
        assert!(more <= 3 * some + 3, "{some} and {more} windows");
    }

    #[test]
    fn a_block_that_one_side_lacks_does_not_lead_astray() {
        let count = 400;
        let documents = Sides::new(
            numbered(count, 100..300, "Item"),
            numbered(count, 0..0, "Number"),
        );
        let beads = in_windows(&documents, &Options::default(), 40, |_| ()).beads;
        assert!(tiles(&beads, [200, 400]));
        let right = beads
            .iter()
            .filter(|bead| bead.shape() == (1, 1))
            .filter(|bead| {
                let place = bead.sentences.source.start;
                bead.sentences.target.start == place + if place < 100 { 0 } else { 200 }
            })
            .count();
        assert!(right >= 180, "{right} of 200");
    }
}
