//! Texts of Python as documents: strings are cut into sentences, lists are sentences.

use bayn_doc::Document;
use bayn_text::{Lang, guess_language, sanitise};
use harf::Span;
use pyo3::prelude::*;

/// What a caller gives as a text.
#[derive(FromPyObject)]
pub(crate) enum Given {
    /// A text, to be cut into paragraphs and sentences.
    Text(String),
    /// Sentences.
    Sentences(Vec<String>),
}

/// A document, and the number that each of its sentences has for the caller.
pub(crate) struct Read {
    pub(crate) document: Document,
    numbers: Option<Vec<usize>>,
}

impl Read {
    /// Returns the document of what was given; `lang` is guessed where it is not given.
    pub(crate) fn of(given: Given, lang: Option<&str>) -> Self {
        match given {
            Given::Text(text) => {
                let text = sanitise(&text).text;
                let lang = lang_of(lang, &text);
                Self {
                    document: Document::from_text(&text, &lang),
                    numbers: None,
                }
            }
            Given::Sentences(sentences) => Self::of_sentences(&sentences, lang),
        }
    }

    /// Returns a document whose sentences keep their numbers.
    pub(crate) fn whole(document: Document) -> Self {
        Self {
            document,
            numbers: None,
        }
    }

    fn of_sentences(sentences: &[String], lang: Option<&str>) -> Self {
        let mut lines = String::new();
        let mut numbers = Vec::new();
        for (number, sentence) in sentences.iter().enumerate() {
            // One line each: what has no letter left is no sentence, but keeps its number.
            let line = sanitise(sentence).text.replace(['\n', '\t'], " ");
            if !line.trim().is_empty() {
                lines.push_str(line.trim());
                lines.push('\n');
                numbers.push(number);
            }
        }
        let mut document = Document::pre_segmented(&lines);
        document.lang = lang_of(lang, &document.text);
        Self {
            document,
            numbers: Some(numbers),
        }
    }

    /// Returns the number that a sentence of the document has for the caller.
    pub(crate) fn number(&self, sentence: usize) -> usize {
        let own = self.numbers.as_ref();
        own.and_then(|numbers| numbers.get(sentence).copied())
            .unwrap_or(sentence)
    }
}

fn lang_of(said: Option<&str>, text: &str) -> Lang {
    said.map_or_else(|| guess_language(text).lang, Lang::new)
}

/// Returns the code points from the start of `text` to both ends of a span.
pub(crate) fn code_points(text: &str, span: Span) -> (usize, usize) {
    let count = |part: &str| part.chars().count();
    let start = count(text.get(..span.start).unwrap_or(text));
    (start, start + count(span.of(text)))
}

/// Cuts a text into its sentences, in order.
#[pyfunction]
#[pyo3(signature = (text, lang=None))]
pub(crate) fn split(py: Python<'_>, text: String, lang: Option<String>) -> Vec<String> {
    py.detach(|| {
        let document = Read::of(Given::Text(text), lang.as_deref()).document;
        (0..document.sentences.len())
            .map(|sentence| document.sentence(sentence).to_owned())
            .collect()
    })
}
