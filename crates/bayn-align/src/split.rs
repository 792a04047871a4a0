//! Finds beads that contain two pairs: where a sentence of one side corresponds to two of the other, and
//! can be split at clause punctuation so that each half has its own counterpart.
//!
//! ```text
//!   A1 ; A2  |  B1. B2.        a bead 1:2, with a mark inside its one sentence
//!   A1 | B1.    A2 | B2.       what is found, if both halves are sure of each other
//! ```
//!
//! The pieces between the punctuation of one bead are aligned separately; the result is
//! proposed if every part has both sides and enough confidence, and if each part begins with a
//! sentence on at least one side. Splits are inside beads, so that no sentence ever changes its
//! counterpart. Nothing is split here: [`Split::edits`] returns
//! what to do.

use crate::encoder::Encoder;
use crate::{Options, align};
use bayn_doc::{Bead, BeadKind, Bitext, Document, Edit, LinkState, Paragraph, Sentence};
use bayn_doc::{Score, Side, Sides};
use bayn_text::{Lang, function_words, words};
use harf::Span;
use rayon::prelude::*;
use std::ops::Range;

/// A part of a bead on both sides.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SplitPart {
    /// Its bytes of both documents.
    pub spans: Sides<Span>,
    /// The confidence that they belong together.
    pub confidence: Score,
}

/// A bead that should be split into several.
#[derive(Clone, Debug, PartialEq)]
pub struct Split {
    /// The index of the bead.
    pub bead: usize,
    /// Its parts in order; two at least.
    pub parts: Vec<SplitPart>,
}

/// Words of a piece, at least.
const FEWEST_WORDS: usize = 3;
/// A bead of more pieces on a side is left alone.
const MOST_PIECES: usize = 12;
/// Each part must be at least this sure.
const SURE: f32 = 0.9;

/// Returns the beads that should be split, except those made by a person. Without an
/// encoder only numbers and names are evidence, and little is found.
#[must_use]
pub fn find_splits(bitext: &Bitext, encoder: Option<&Encoder>) -> Vec<Split> {
    find_splits_in(bitext, 0..bitext.beads.len(), encoder)
}

/// Does the same for the beads at the given indices.
#[must_use]
pub fn find_splits_in(
    bitext: &Bitext,
    places: Range<usize>,
    encoder: Option<&Encoder>,
) -> Vec<Split> {
    let options = Options {
        encoder,
        ..Options::default()
    };
    places
        .into_par_iter()
        .filter_map(|at| split_of(bitext, at, &options))
        .collect()
}

fn split_of(bitext: &Bitext, at: usize, options: &Options<'_>) -> Option<Split> {
    let bead = bitext.beads.get(at)?;
    let (source, target) = bead.shape();
    let open = bead.link == LinkState::Proposed && bead.kind == BeadKind::Text;
    if !open || source == 0 || target == 0 || source + target < 3 {
        return None;
    }
    let pieces = Sides::from_fn(|side| pieces(&bitext.documents[side], &bead.sentences[side]));
    let cut = |side: Side| pieces[side].len() > bead.sentences[side].len();
    let fits = |side: Side| (2..=MOST_PIECES).contains(&pieces[side].len());
    if !Side::BOTH.into_iter().all(fits) || !Side::BOTH.into_iter().any(cut) {
        return None;
    }
    let part = Sides::from_fn(|side| document_of(&bitext.documents[side], &pieces[side]));
    let found = align(&part, options).beads;
    let sure = |bead: &Bead| !bead.is_null() && bead.confidence.value() >= SURE;
    if found.len() < 2 || !found.iter().all(sure) {
        return None;
    }
    let span = |side: Side, range: &Range<usize>| {
        let pieces = pieces[side].get(range.clone())?;
        Some(pieces.first()?.cover(*pieces.last()?))
    };
    let parts: Vec<SplitPart> = found
        .iter()
        .map(|bead| {
            Some(SplitPart {
                spans: Sides::new(
                    span(Side::Source, &bead.sentences.source)?,
                    span(Side::Target, &bead.sentences.target)?,
                ),
                confidence: bead.confidence,
            })
        })
        .collect::<Option<_>>()?;
    let split = Split {
        bead: at,
        parts: at_sentences(bitext, parts),
    };
    let cuts = |side: Side| !split.cuts(bitext, side).is_empty();
    Side::BOTH.into_iter().any(cuts).then_some(split)
}

/// Joins parts again that begin inside a sentence on both sides: splits there are not wanted.
fn at_sentences(bitext: &Bitext, parts: Vec<SplitPart>) -> Vec<SplitPart> {
    let begins = |part: &SplitPart, side: Side| {
        let sentences = &bitext.documents[side].sentences;
        let start = part.spans[side].start;
        sentences
            .binary_search_by_key(&start, |sentence| sentence.span.start)
            .is_ok()
    };
    let mut joined: Vec<SplitPart> = Vec::new();
    for part in parts {
        let alone = Side::BOTH.into_iter().any(|side| begins(&part, side));
        match joined.last_mut().filter(|_| !alone) {
            Some(last) => {
                last.spans = Sides::from_fn(|side| last.spans[side].cover(part.spans[side]));
                if part.confidence < last.confidence {
                    last.confidence = part.confidence;
                }
            }
            None => joined.push(part),
        }
    }
    joined
}

impl Split {
    /// Returns the byte offsets of a side at which sentences are to be split.
    #[must_use]
    pub fn cuts(&self, bitext: &Bitext, side: Side) -> Vec<usize> {
        let sentences = &bitext.documents[side].sentences;
        self.parts
            .iter()
            .skip(1)
            .map(|part| part.spans[side].start)
            .filter(|start| {
                sentences
                    .binary_search_by_key(start, |sentence| sentence.span.start)
                    .is_err()
            })
            .collect()
    }

    /// Returns the edits that turn the parts into separate beads, to be applied as one change.
    #[must_use]
    pub fn edits(&self, bitext: &Bitext) -> Vec<Edit> {
        let Some(bead) = bitext.beads.get(self.bead) else {
            return Vec::new();
        };
        let cuts = Sides::from_fn(|side| self.cuts(bitext, side));
        let mut edits: Vec<Edit> = Side::BOTH
            .into_iter()
            .flat_map(|side| {
                cuts[side]
                    .iter()
                    .map(move |&at| Edit::CutSentence(side, at))
            })
            .collect();
        let before = |side: Side, byte: usize| {
            let sentences = bitext.documents[side]
                .sentences
                .get(bead.sentences[side].clone());
            let whole = sentences.unwrap_or_default().iter();
            whole.filter(|sentence| sentence.span.start < byte).count()
                + cuts[side].iter().filter(|&&cut| cut < byte).count()
        };
        // In reverse order, since the first part keeps the name of the bead.
        for part in self.parts.iter().skip(1).rev() {
            let at = Sides::from_fn(|side| before(side, part.spans[side].start));
            edits.push(Edit::Split(bead.id, at));
        }
        edits
    }
}

/// Returns the document whose sentences are these pieces of another, in one paragraph.
fn document_of(document: &Document, pieces: &[Span]) -> Document {
    let whole = pieces
        .first()
        .zip(pieces.last())
        .map_or_else(Span::default, |(first, last)| first.cover(*last));
    let back = |span: &Span| Span::new(span.start - whole.start, span.end - whole.start);
    Document {
        text: whole.of(&document.text).to_owned(),
        lang: document.lang.clone(),
        paragraphs: vec![Paragraph {
            span: Span::new(0, whole.len()),
            sentences: 0..pieces.len(),
        }],
        sentences: pieces
            .iter()
            .map(|piece| Sentence {
                span: back(piece),
                paragraph: 0,
            })
            .collect(),
    }
}

/// Returns the pieces of some sentences between the punctuation at which they may be split.
fn pieces(document: &Document, sentences: &Range<usize>) -> Vec<Span> {
    let mut found = Vec::new();
    for sentence in document
        .sentences
        .get(sentences.clone())
        .unwrap_or_default()
    {
        let text = sentence.span.of(&document.text);
        let mut start = 0;
        for cut in marks(text, &document.lang) {
            if is_clause(&text[start..cut]) && is_clause(&text[cut..]) {
                found.push((sentence.span.start, text, start, cut));
                start = cut;
            }
        }
        found.push((sentence.span.start, text, start, text.len()));
    }
    found
        .into_iter()
        .map(|(base, text, start, end)| {
            let piece = Span::new(start, end).of(text);
            let lead = piece.len() - piece.trim_start().len();
            let trail = piece.len() - piece.trim_end().len();
            Span::new(start + lead, end - trail).shifted(base)
        })
        .collect()
}

fn is_clause(text: &str) -> bool {
    words(text).nth(FEWEST_WORDS - 1).is_some()
}

/// Returns the byte offsets at which a sentence may be split, ascending: after punctuation that ends a
/// clause, and after a comma before a function word such as a conjunction.
fn marks(text: &str, lang: &Lang) -> Vec<usize> {
    let mut found = Vec::new();
    for (at, mark) in text.char_indices() {
        let end = at + mark.len_utf8();
        let rest = &text[end..];
        let cut = match mark {
            ';' | '\u{61b}' | '\u{ff1b}' | '\u{2014}' => true,
            ':' | '.' | '!' | '?' | '\u{61f}' | '\u{2026}' => rest.starts_with(char::is_whitespace),
            '\u{2013}' => rest.starts_with(' ') && text[..at].ends_with(' '),
            ',' | '\u{60c}' => begins_clause(rest, lang),
            _ => false,
        };
        if cut && !rest.trim().is_empty() {
            found.push(end);
        }
    }
    found
}

/// Returns whether the text after a comma begins with a function word; in Arabic also with a word
/// prefixed by the conjunction waw or fa.
fn begins_clause(rest: &str, lang: &Lang) -> bool {
    if !rest.starts_with(char::is_whitespace) {
        return false;
    }
    let Some(word) = words(rest).next().map(|span| span.of(rest)) else {
        return false;
    };
    function_words::contains(lang.primary(), &word.to_lowercase())
        || lang.primary() == "ar" && word.starts_with(['\u{648}', '\u{641}'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use bayn_doc::{Bead, ReviewedBitext};

    fn bitext(source: &str, target: &str) -> Bitext {
        let document = |text: &str, lang| Document {
            lang: Lang::new(lang),
            ..Document::pre_segmented(text)
        };
        let documents = Sides::new(document(source, "de"), document(target, "en"));
        let counts = documents.as_ref().map(|document| document.sentences.len());
        let bead = Bead::new(
            Sides::new(0..counts.source, 0..counts.target),
            Score::new(0.9),
        );
        let mut bitext = Bitext {
            documents,
            beads: vec![bead],
        };
        bitext.name_beads();
        bitext
    }

    fn texts(bitext: &Bitext) -> Vec<[String; 2]> {
        let side = |bead: &Bead, side: Side| {
            let document = &bitext.documents[side];
            let span = document.span_of(&bead.sentences[side]);
            span.map_or("", |span| span.of(&document.text)).to_owned()
        };
        let both = |bead: &Bead| Side::BOTH.map(|at| side(bead, at));
        bitext.beads.iter().map(both).collect()
    }

    #[test]
    fn a_sentence_is_cut_where_each_half_has_its_counterpart() {
        let bitext = bitext(
            "Der Zug 1742 nach Hamburg kam um 9:15; der Bus 38 nach Potsdam fuhr erst um 11:40.\n",
            "Train 1742 to Hamburg came at 9:15.\nBus 38 to Potsdam only left at 11:40.\n",
        );
        let splits = find_splits(&bitext, None);
        assert_eq!(splits.len(), 1, "{splits:?}");
        let mut review = ReviewedBitext::new(bitext.clone());
        review.edit_all(&splits[0].edits(&bitext)).expect("it fits");
        let found = texts(&review.bitext);
        assert_eq!(found.len(), 2);
        assert!(found[0][0].ends_with("9:15;") && found[0][1].ends_with("9:15."));
        assert!(found[1][0].starts_with("der Bus") && found[1][1].starts_with("Bus 38"));
        assert!(review.bitext.is_tiled());
    }

    #[test]
    fn a_sentence_without_mark_stays_whole() {
        let bitext = bitext(
            "Der Zug 1742 nach Hamburg kam um 9:15 und der Bus 38 um 11:40.\n",
            "Train 1742 to Hamburg came at 9:15.\nBus 38 came at 11:40.\n",
        );
        assert!(find_splits(&bitext, None).is_empty());
    }

    #[test]
    fn marks_are_where_clauses_end() {
        let at = |text: &str, lang: &str| marks(text, &Lang::new(lang)).len();
        assert_eq!(at("one, two, and three", "en"), 1);
        assert_eq!(at("a; b: c \u{2013} d \u{2014} e", "en"), 4);
        assert_eq!(at("9:15 and 3.5, 4", "en"), 0);
        assert_eq!(
            at(
                "\u{642}\u{627}\u{644}\u{60c} \u{648}\u{643}\u{627}\u{646} \u{60c}",
                "ar"
            ),
            1
        );
    }
}
