//! Restores the inline codes of the file that a review was made on when the file is written.
//!
//! In the review a code is written as a placeholder, `{1}`; in the file it is an element. A
//! sentence gets its text with codes if the file still has the same words. Issues are on the
//! words only, so their bytes are counted without placeholders: [`plain_of`], [`shown_of`].

use crate::position::squeezed;
use bayn_doc::Bitext;
use bayn_doc::{Side, Sides};
use bayn_formats::{Corpus, Part, Text};
use harf::Span;

/// How many sentences of the file are skipped for one that was removed from the review.
const REACH: usize = 50;

/// The texts of the file by sentence of the review.
#[derive(Debug, Default)]
pub(super) struct Originals<'c>(Sides<Vec<Option<&'c Text>>>);

impl<'c> Originals<'c> {
    /// Finds the text of each sentence, going through both in order.
    pub(super) fn of(corpus: &'c Corpus, bitext: &Bitext) -> Self {
        Self(Sides::from_fn(|side| {
            let lang = usize::from(side == Side::Target);
            let texts: Vec<(&Text, String)> = corpus
                .segments()
                .flat_map(|segment| segment.sentences(lang))
                .map(|text| (text, squeezed(&text.shown())))
                .collect();
            let document = &bitext.documents[side];
            let mut next = 0;
            (0..document.sentences.len())
                .map(|at| {
                    let wanted = squeezed(document.sentence(at));
                    let near = texts.iter().enumerate().skip(next).take(REACH);
                    let (found, (text, _)) =
                        near.into_iter().find(|(_, (_, own))| *own == wanted)?;
                    next = found + 1;
                    Some(*text)
                })
                .collect()
        }))
    }

    /// Returns the text of a sentence; `None` if the file does not have it.
    pub(super) fn text(&self, side: Side, sentence: usize) -> Option<&'c Text> {
        *self.0[side].get(sentence)?
    }
}

/// Returns a text with its codes, but without annotations: those are in the review.
pub(super) fn without_marks(text: &Text) -> Text {
    let mut bare = Text::default();
    for part in text.parts() {
        match part {
            Part::Text(words) => bare.push_str(words),
            Part::Code(code) if code.mark => {}
            Part::Code(code) => bare.push_code((**code).clone()),
        }
    }
    bare
}

/// Where each piece begins: among the shown letters, and among the words alone.
fn pieces(text: &Text) -> impl Iterator<Item = (usize, usize, usize, usize)> + '_ {
    let (mut shown, mut plain) = (0, 0);
    text.parts().iter().map(move |part| {
        let (wide, own) = match part {
            Part::Text(words) => (words.len(), words.len()),
            Part::Code(code) if code.mark => (0, 0),
            Part::Code(code) => (code.placeholder().len(), 0),
        };
        let piece = (shown, plain, wide, own);
        shown += wide;
        plain += own;
        piece
    })
}

/// Returns a span of the shown text as one of the words alone; a placeholder has no bytes there.
pub(super) fn plain_of(text: &Text, span: Span) -> Span {
    let byte = |byte: usize| {
        let last = pieces(text).take_while(|(shown, ..)| *shown <= byte).last();
        last.map_or(0, |(shown, plain, _, own)| plain + (byte - shown).min(own))
    };
    Span::new(byte(span.start), byte(span.end))
}

/// Returns a span of the words alone as one of the shown text, without the placeholders around.
pub(super) fn shown_of(text: &Text, span: Span) -> Span {
    let words = |text| pieces(text).filter(|(.., own)| *own > 0);
    let start = words(text)
        .find(|(_, plain, _, own)| span.start < plain + own)
        .map(|(shown, plain, ..)| shown + span.start.saturating_sub(plain));
    let end = words(text)
        .filter(|(_, plain, ..)| *plain < span.end)
        .last()
        .map(|(shown, plain, _, own)| shown + (span.end - plain).min(own));
    let all: usize = pieces(text).map(|(_, _, wide, _)| wide).sum();
    let start = start.unwrap_or(all);
    Span::new(start, end.unwrap_or(start).max(start))
}

#[cfg(test)]
mod tests {
    use super::*;
    use bayn_formats::{Code, Role};

    fn text() -> Text {
        let code = |role| Code {
            id: "1".to_owned(),
            role,
            ..Code::default()
        };
        let mut text = Text::from("An ");
        text.push_code(code(Role::Open));
        text.push_str("old");
        text.push_code(code(Role::Close));
        text.push_str(" boat");
        text
    }

    #[test]
    fn placeholders_count_on_one_side_only() {
        let text = text();
        assert_eq!(text.shown(), "An {1}old{/1} boat");
        let old = Span::new(6, 9);
        assert_eq!(plain_of(&text, old), Span::new(3, 6));
        assert_eq!(shown_of(&text, Span::new(3, 6)), old);
        let with_code = Span::new(3, 13);
        assert_eq!(plain_of(&text, with_code), Span::new(3, 6));
        let boat = Span::new(14, 18);
        assert_eq!(boat.of("An {1}old{/1} boat"), "boat");
        assert_eq!(shown_of(&text, plain_of(&text, boat)), boat);
        let whole = Span::new(0, 11);
        assert_eq!(shown_of(&text, whole), Span::new(0, 18));
    }
}
