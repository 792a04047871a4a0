//! Realigns a run of beads between confirmed ones.
//!
//! Only the sentences of the run are used, with the confirmed bead on either side as
//! its border, so the work is proportional to the run, not to the text.

use crate::windows::cut;
use crate::{Options, WHOLE_TEXT, align, align_in_windows};
use bayn_doc::{Bead, BeadKind, Document, LinkState};
use bayn_doc::{Side, Sides};
use std::ops::Range;

/// Returns the beads from the last confirmed one before `at` to the next one after it; empty
/// if the bead itself is confirmed or does not exist.
#[must_use]
pub fn open_run(beads: &[Bead], at: usize) -> Range<usize> {
    let open = |bead: &&Bead| bead.link != LinkState::Confirmed;
    if beads.get(at).is_none_or(|bead| !open(&bead)) {
        return at..at;
    }
    let before = beads.iter().take(at).rev().take_while(open).count();
    let after = beads.iter().skip(at).take_while(open).count();
    at - before..at + after
}

/// Returns beads that replace those of `run`: the same sentences, realigned. The bead
/// on either side of the run is kept as the border.
///
/// Fast without an encoder; with one it takes some milliseconds per sentence.
#[must_use]
pub fn realign(
    documents: &Sides<Document>,
    beads: &[Bead],
    run: Range<usize>,
    options: &Options<'_>,
) -> Vec<Bead> {
    let Some(old) = beads.get(run.clone()) else {
        return Vec::new();
    };
    let (Some(first), Some(last)) = (old.first(), old.last()) else {
        return Vec::new();
    };
    let before = run.start.checked_sub(1).and_then(|at| beads.get(at));
    let after = beads.get(run.end);
    let size = |side: Side| last.sentences[side].end - first.sentences[side].start;
    let long = size(Side::Source).max(size(Side::Target)) > WHOLE_TEXT;
    let (before, after) = if long { (None, None) } else { (before, after) };
    let start = before
        .unwrap_or(first)
        .sentences
        .as_ref()
        .map(|range| range.start);
    let end = after
        .unwrap_or(last)
        .sentences
        .as_ref()
        .map(|range| range.end);
    let part = Sides::from_fn(|side| cut(&documents[side], start[side]..end[side]));
    let found = if long {
        align_in_windows(&part, |_| ())
    } else {
        let confirmed = before.into_iter().chain(after).map(|bead| {
            let sentences = Sides::from_fn(|side| {
                let range = &bead.sentences[side];
                range.start - start[side]..range.end - start[side]
            });
            Bead {
                sentences,
                link: LinkState::Confirmed,
                ..bead.clone()
            }
        });
        let options = Options {
            encoder: options.encoder,
            confirmed: confirmed.collect(),
        };
        align(&part, &options).beads
    };
    let inside = found.len() - usize::from(before.is_some()) - usize::from(after.is_some());
    found
        .into_iter()
        .skip(usize::from(before.is_some()))
        .take(inside)
        .map(|bead| {
            let sentences = Sides::from_fn(|side| {
                let range = &bead.sentences[side];
                range.start + start[side]..range.end + start[side]
            });
            let kind = kept_kind(old, &sentences).unwrap_or(if bead.kind == BeadKind::Title {
                BeadKind::Text
            } else {
                bead.kind
            });
            Bead {
                kind,
                ..Bead::new(sentences, bead.confidence)
            }
        })
        .collect()
}

/// Returns the kind of the bead with the same sentences.
fn kept_kind(old: &[Bead], sentences: &Sides<Range<usize>>) -> Option<BeadKind> {
    let at = old.partition_point(|bead| {
        Side::BOTH
            .iter()
            .all(|&side| bead.sentences[side].end <= sentences[side].start)
    });
    let near = old.get(at.saturating_sub(1)..).unwrap_or_default();
    near.iter()
        .take(3)
        .find(|bead| bead.sentences == *sentences)
        .map(|bead| bead.kind)
}

#[cfg(test)]
mod tests {
    use super::*;
    use bayn_doc::Score;
    use bayn_doc::tiles;
    use bayn_text::Lang;

    fn numbered(range: Range<usize>, word: &str) -> Document {
        let text: String = range
            .map(|at| format!("{word} {} comes {}. ", at * 7 + 1000, at * 13 + 5000))
            .collect();
        Document::from_text(&text, &Lang::new("en"))
    }

    fn shifted(count: usize) -> (Sides<Document>, Vec<Bead>) {
        // The target lacks the first sentence and ends with one of its own.
        let documents = Sides::new(numbered(0..count, "Item"), numbered(1..count + 1, "Number"));
        let beads = (0..count)
            .map(|at| Bead::new(Sides::new(at..at + 1, at..at + 1), Score::new(0.4)))
            .collect();
        (documents, beads)
    }

    #[test]
    fn a_shifted_run_comes_right_between_confirmed_beads() {
        let (documents, mut beads) = shifted(30);
        beads[20].link = LinkState::Confirmed;
        let run = open_run(&beads, 10);
        assert_eq!(run, 0..20);
        let found = realign(&documents, &beads, run.clone(), &Options::default());
        let mut whole = found.clone();
        whole.extend_from_slice(&beads[20..]);
        assert!(tiles(&whole, [30, 30]), "{found:?}");
        let right = found
            .iter()
            .filter(|bead| bead.sentences.source.start == bead.sentences.target.start + 1)
            .filter(|bead| bead.shape() == (1, 1))
            .count();
        assert!(right >= 18, "{right}: {found:?}");
        assert!(open_run(&beads, 20).is_empty());
        assert_eq!(open_run(&beads, 25), 21..30);
    }

    #[test]
    fn every_run_of_every_text_is_tiled() {
        let (documents, mut beads) = shifted(12);
        for at in 0..12 {
            beads[at].link = LinkState::Confirmed;
            for open in 0..12 {
                let run = open_run(&beads, open);
                let mut whole = beads[..run.start].to_vec();
                whole.extend(realign(
                    &documents,
                    &beads,
                    run.clone(),
                    &Options::default(),
                ));
                whole.extend_from_slice(&beads[run.end..]);
                assert!(tiles(&whole, [12, 12]), "{at} {open}");
            }
            beads[at].link = LinkState::Proposed;
        }
        assert!(realign(&documents, &beads, 40..50, &Options::default()).is_empty());
    }
}
