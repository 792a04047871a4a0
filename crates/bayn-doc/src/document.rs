//! One text with its paragraphs and sentences.
//!
//! Sentences alone do not cover the text: between them are gaps (spaces, line breaks), and
//! `gap sentence gap ... gap` covers the whole text, with one gap more than sentences. A
//! paragraph has at least one sentence; every sentence is in exactly one paragraph.

use bayn_text::Lang;
use harf::Span;
use std::ops::Range;

/// One sentence and where it belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Its bytes in the document's text, without the space around it.
    pub span: Span,
    /// The index of its paragraph.
    pub paragraph: usize,
}

/// One paragraph as a run of sentences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// Its bytes in the document's text, from its first sentence to its last.
    pub span: Span,
    /// The indexes of its sentences; never empty.
    pub sentences: Range<usize>,
}

/// One text of a bitext: a clean text, and spans over it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// The clean text; all spans are bytes of it.
    pub text: String,
    /// Its language.
    pub lang: Lang,
    /// Its paragraphs in order.
    pub paragraphs: Vec<Paragraph>,
    /// Its sentences in order.
    pub sentences: Vec<Sentence>,
}

impl Document {
    /// Returns the text of a sentence, or `""` for an index that does not exist.
    #[must_use]
    pub fn sentence(&self, index: usize) -> &str {
        self.sentences
            .get(index)
            .map_or("", |sentence| sentence.span.of(&self.text))
    }

    /// Adds a sentence after the last one: to the last paragraph, or, if it `begins` one or
    /// there is none, to a new one. The caller adds the text.
    pub fn push_sentence(&mut self, span: Span, begins: bool) {
        let index = self.sentences.len();
        if begins || self.paragraphs.is_empty() {
            self.paragraphs.push(Paragraph {
                span,
                sentences: index..index,
            });
        }
        let paragraph = self.paragraphs.len() - 1;
        self.sentences.push(Sentence { span, paragraph });
        if let Some(last) = self.paragraphs.last_mut() {
            last.span = last.span.cover(span);
            last.sentences.end = index + 1;
        }
    }

    /// Returns the bytes from the first sentence of `range` to its last, or `None` if it is
    /// empty or out of bounds.
    #[must_use]
    pub fn span_of(&self, range: &Range<usize>) -> Option<Span> {
        if range.is_empty() {
            return None;
        }
        let first = self.sentences.get(range.start)?;
        let last = self.sentences.get(range.end - 1)?;
        Some(first.span.cover(last.span))
    }
}
