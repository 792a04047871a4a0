//! Builds a document from clean text, or from lines that are already sentences.
//!
//! The document's text is the text given, byte for byte, except white space that no screen
//! can show: tabs, and the line ends inside a wrapped paragraph, become spaces of the same
//! length. So every offset of the clean text is an offset of the document, and a paragraph
//! contains no line end.

use super::document::{Document, Paragraph, Sentence};
use bayn_text::{Lang, paragraphs, sentences};
use harf::Span;

impl Document {
    /// Returns the document of a clean text (see `text::sanitise`): paragraphs by the rule
    /// of `text::paragraphs`, sentences by the rules of `text::sentences`.
    #[must_use]
    pub fn from_text(text: &str, lang: &Lang) -> Self {
        let spans = paragraphs(text);
        let text = flatten(text, &spans);
        let mut document = Self {
            lang: lang.clone(),
            ..Self::default()
        };
        for span in spans {
            let inner = sentences(span.of(&text), lang);
            document.push_paragraph(inner.into_iter().map(|part| part.shifted(span.start)));
        }
        document.text = text;
        document
    }

    /// Returns the document of a text whose lines are sentences and whose blank lines end
    /// paragraphs. Its language is not set.
    #[must_use]
    pub fn pre_segmented(text: &str) -> Self {
        let mut document = Self::default();
        let mut paragraph = Vec::new();
        let mut start = 0;
        for whole in text.split_inclusive('\n') {
            let line = whole.trim();
            if line.is_empty() {
                document.push_paragraph(paragraph.drain(..));
            } else {
                let at = start + (whole.len() - whole.trim_start().len());
                paragraph.push(Span::new(at, at + line.len()));
            }
            start += whole.len();
        }
        document.push_paragraph(paragraph.drain(..));
        document.text = text.replace('\t', " ");
        document
    }

    /// Adds a paragraph of these sentences, unless there are none.
    fn push_paragraph(&mut self, spans: impl Iterator<Item = Span>) {
        let first = self.sentences.len();
        let paragraph = self.paragraphs.len();
        self.sentences
            .extend(spans.map(|span| Sentence { span, paragraph }));
        if let Some([start, ..]) = self.sentences.get(first..)
            && let Some(end) = self.sentences.last()
        {
            self.paragraphs.push(Paragraph {
                span: start.span.cover(end.span),
                sentences: first..self.sentences.len(),
            });
        }
    }
}

/// Returns `text` with a space for each tab and for each line end inside a paragraph.
fn flatten(text: &str, paragraphs: &[Span]) -> String {
    if !text.contains('\t') && !paragraphs.iter().any(|span| span.of(text).contains('\n')) {
        return text.to_owned();
    }
    let mut flat = String::with_capacity(text.len());
    let mut at = 0;
    for span in paragraphs {
        flat.push_str(&Span::new(at, span.start).of(text).replace('\t', " "));
        flat.push_str(&span.of(text).replace(['\n', '\t'], " "));
        at = span.end;
    }
    flat.push_str(&Span::new(at, text.len()).of(text).replace('\t', " "));
    flat
}

#[cfg(test)]
mod tests {
    use crate::Document;
    use bayn_text::Lang;
    use proptest::prelude::*;

    fn sentences(document: &Document) -> Vec<&str> {
        (0..document.sentences.len())
            .map(|index| document.sentence(index))
            .collect()
    }

    fn assert_sound(document: &Document) {
        let mut at = 0;
        for sentence in &document.sentences {
            assert!(sentence.span.start >= at && !sentence.span.is_empty());
            let text = sentence.span.of(&document.text);
            assert_eq!(text.trim(), text);
            assert!(!text.is_empty() && !text.contains(['\n', '\t']));
            assert!(document.text[at..sentence.span.start].trim().is_empty());
            at = sentence.span.end;
        }
        assert!(document.text[at..].trim().is_empty());
        let mut next = 0;
        for (index, paragraph) in document.paragraphs.iter().enumerate() {
            assert_eq!(paragraph.sentences.start, next);
            assert!(!paragraph.sentences.is_empty());
            assert_eq!(document.span_of(&paragraph.sentences), Some(paragraph.span));
            for sentence in &document.sentences[paragraph.sentences.clone()] {
                assert_eq!(sentence.paragraph, index);
            }
            next = paragraph.sentences.end;
        }
        assert_eq!(next, document.sentences.len());
    }

    #[test]
    fn a_text_becomes_paragraphs_of_sentences() {
        let document = Document::from_text("One. Two.\n\nThree.\tFour.\n", &Lang::new("en"));
        assert_eq!(sentences(&document), ["One.", "Two.", "Three.", "Four."]);
        assert_eq!(document.paragraphs.len(), 2);
        assert_eq!(document.text, "One. Two.\n\nThree. Four.\n");
        assert_sound(&document);
    }

    #[test]
    fn lines_of_a_segmented_text_are_sentences() {
        let document = Document::pre_segmented("A. B.\n C\n\n\nD\n");
        assert_eq!(sentences(&document), ["A. B.", "C", "D"]);
        assert_eq!(document.paragraphs.len(), 2);
        assert_sound(&document);
    }

    #[test]
    fn an_empty_text_is_an_empty_document() {
        assert_eq!(
            Document::from_text("", &Lang::default()),
            Document::default()
        );
        assert_eq!(Document::pre_segmented("\n \n").sentences.len(), 0);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(150))]
        #[test]
        fn every_document_is_sound(
            text in "(([A-Za-c\u{627}-\u{62A}.?!\"(\u{61F}) ]{0,70}[\n\t]{0,2}){0,12})",
            lang in "(en|ar)",
        ) {
            let document = Document::from_text(&text, &Lang::new(&lang));
            prop_assert_eq!(document.text.len(), text.len());
            assert_sound(&document);
            assert_sound(&Document::pre_segmented(&text));
        }
    }
}
