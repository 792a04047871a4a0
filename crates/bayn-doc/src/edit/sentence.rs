//! Edits of sentence boundaries: join two sentences, split one. Beads keep their text.

use super::EditError;
use crate::Side;
use crate::{BeadId, Bitext, Change, Sentence, Step};
use bayn_text::label;
use harf::Span;

/// Returns the bead that contains a sentence and the index of the sentence in it.
fn holder(bitext: &Bitext, side: Side, sentence: usize) -> Result<(BeadId, usize), EditError> {
    // The ranges of one side ascend, so the first that ends after the sentence contains it.
    let at = bitext
        .beads
        .partition_point(|bead| bead.sentences[side].end <= sentence);
    let bead = bitext.beads.get(at).ok_or(EditError::NotThere)?;
    let place = sentence.checked_sub(bead.sentences[side].start);
    Ok((bead.id, place.ok_or(EditError::NotThere)?))
}

pub(super) fn join(bitext: &Bitext, side: Side, index: usize) -> Result<Change, EditError> {
    let sentences = &bitext.documents[side].sentences;
    let Some([first, second]) = sentences.get(index..index.saturating_add(2)) else {
        return Err(EditError::NoNeighbour);
    };
    if first.paragraph != second.paragraph {
        return Err(EditError::OtherParagraph);
    }
    let (bead, at) = holder(bitext, side, index)?;
    if holder(bitext, side, index + 1)?.0 != bead {
        return Err(EditError::OtherBead);
    }
    Ok(Change {
        label: label!("join sentences").to_owned(),
        steps: vec![Step::Sentences {
            side,
            bead,
            at,
            was: vec![first.span, second.span],
            now: vec![first.span.cover(second.span)],
        }],
    })
}

pub(super) fn cut(bitext: &Bitext, side: Side, byte: usize) -> Result<Change, EditError> {
    let document = &bitext.documents[side];
    let index = document
        .sentences
        .partition_point(|sentence| sentence.span.end <= byte);
    let Sentence { span, .. } = *document.sentences.get(index).ok_or(EditError::NoCut)?;
    if !span.contains(byte) || !document.text.is_char_boundary(byte) {
        return Err(EditError::NoCut);
    }
    let (head, tail) = (Span::new(span.start, byte), Span::new(byte, span.end));
    let head = Span::new(
        span.start,
        span.start + head.of(&document.text).trim_end().len(),
    );
    let rest = tail.of(&document.text).trim_start().len();
    let tail = Span::new(span.end - rest, span.end);
    if head.is_empty() || tail.is_empty() {
        return Err(EditError::NoCut);
    }
    let (bead, at) = holder(bitext, side, index)?;
    Ok(Change {
        label: label!("split sentence").to_owned(),
        steps: vec![Step::Sentences {
            side,
            bead,
            at,
            was: vec![span],
            now: vec![head, tail],
        }],
    })
}
