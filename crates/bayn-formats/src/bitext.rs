//! Converts between the corpus of a file and the bitext that is aligned and read.
//!
//! A unit is a paragraph, a segment is a bead, and its texts are sentences. Codes are shown as
//! placeholders. An XLIFF `<ignorable>` is the space between two beads, not a bead.

use crate::attrs::attr;
use crate::corpus::{Corpus, FileInfo, Segment, State, Unit};
use crate::text::{Part, Text};
use bayn_doc::{Bead, BeadId, BeadKind, Bitext, Document, LinkState, Paragraph, Sentence};
use bayn_doc::{Score, Side, Sides};
use bayn_text::Lang;
use harf::Span;
use std::ops::Range;

/// The attribute for the kind of a bead.
pub(crate) const KIND: &str = "bayn:kind";

/// Returns the first two languages of a corpus as a bitext, with one bead per segment.
///
/// A segment without any text becomes no bead, nor one of codes only. A confidence that the file does not
/// give is 1, since the file states that the two correspond.
#[must_use]
pub fn to_bitext(corpus: &Corpus) -> Bitext {
    let mut sides = Sides::from_fn(|side| {
        let lang = corpus.langs.get(at(side)).cloned().unwrap_or_default();
        DocumentMaker::new(lang)
    });
    let mut beads = Vec::new();
    for unit in &corpus.units {
        for segment in unit.segments.iter().filter(|segment| !segment.ignorable) {
            if says_nothing(segment) {
                continue;
            }
            let sentences = Sides::from_fn(|side| sides[side].add(segment.sentences(at(side))));
            if sentences.source.is_empty() && sentences.target.is_empty() {
                continue;
            }
            let number = beads.len() as u64 + 1;
            let mut bead = Bead::new(sentences, Score::new(segment.confidence.unwrap_or(1.0)));
            bead.id = BeadId(number);
            bead.kind = kind_of(segment);
            if matches!(segment.state, Some(State::Reviewed | State::Final)) {
                bead.link = LinkState::Confirmed;
            }
            beads.push(bead);
        }
        for side in Side::BOTH {
            sides[side].end_paragraph();
        }
    }
    Bitext {
        documents: sides.map(DocumentMaker::finish),
        beads,
    }
}

/// Returns a bitext as a corpus: a unit begins where paragraphs begin on both sides.
#[must_use]
pub fn from_bitext(bitext: &Bitext) -> Corpus {
    let lang = |side: Side| -> Lang { bitext.documents[side].lang.clone() };
    let mut corpus = Corpus::bilingual(lang(Side::Source), lang(Side::Target));
    corpus.files.push(FileInfo::default());
    let mut before: Sides<Option<usize>> = Sides::default();
    for (number, bead) in bitext.beads.iter().enumerate() {
        let starts = starts_paragraph(bitext, bead, &mut before);
        if starts || corpus.units.is_empty() {
            corpus.units.push(Unit {
                id: (corpus.units.len() + 1).to_string(),
                ..Unit::default()
            });
        }
        let Some(unit) = corpus.units.last_mut() else {
            continue;
        };
        let sentences = bitext.linked(bead);
        let texts = Side::BOTH.map(|side| {
            sentences[side]
                .clone()
                .map(|sentence| Text::from(bitext.documents[side].sentence(sentence)))
                .collect()
        });
        let mut segment = Segment {
            id: format!("s{}", number + 1),
            confidence: Some(bead.confidence.value()),
            texts: texts.into(),
            ..Segment::default()
        };
        match bead.kind {
            BeadKind::Text => {}
            BeadKind::Title => segment.attrs.push((KIND.into(), "title".into())),
            BeadKind::Furniture => segment.attrs.push((KIND.into(), "furniture".into())),
        }
        if bead.link == LinkState::Confirmed {
            segment.state = Some(State::Reviewed);
        }
        unit.push(segment);
    }
    corpus
}

/// Returns whether the first two languages of a segment contain only codes and spaces.
fn says_nothing(segment: &Segment) -> bool {
    let is_text = |part: &Part| matches!(part, Part::Text(text) if !text.trim().is_empty());
    let all = Side::BOTH.map(|side| segment.sentences(at(side)));
    !all.into_iter()
        .flatten()
        .any(|text| text.parts().iter().any(is_text))
}

const fn at(side: Side) -> usize {
    match side {
        Side::Source => 0,
        Side::Target => 1,
    }
}

fn kind_of(segment: &Segment) -> BeadKind {
    match attr(&segment.attrs, KIND) {
        Some("title") => BeadKind::Title,
        Some("furniture") => BeadKind::Furniture,
        _ => BeadKind::Text,
    }
}

/// Returns whether on every side that the bead has, its first sentence begins a paragraph.
fn starts_paragraph(bitext: &Bitext, bead: &Bead, before: &mut Sides<Option<usize>>) -> bool {
    let mut starts = true;
    for side in Side::BOTH {
        let range = &bead.sentences[side];
        let paragraph = |at: usize| {
            let sentence = bitext.documents[side].sentences.get(at)?;
            Some(sentence.paragraph)
        };
        if let (Some(first), false) = (paragraph(range.start), range.is_empty()) {
            starts &= before[side] != Some(first);
            before[side] = paragraph(range.end - 1);
        }
    }
    starts
}

/// Builds a document sentence by sentence.
struct DocumentMaker {
    document: Document,
    open: Option<usize>,
}

impl DocumentMaker {
    fn new(lang: Lang) -> Self {
        Self {
            document: Document {
                lang,
                ..Document::default()
            },
            open: None,
        }
    }

    /// Adds sentences to the open paragraph; returns their indexes.
    fn add(&mut self, sentences: &[Text]) -> Range<usize> {
        let first = self.document.sentences.len();
        for sentence in sentences {
            let shown = sentence.shown();
            let shown = shown.trim();
            if shown.is_empty() {
                continue;
            }
            let begins = self.open.is_none();
            let text = &mut self.document.text;
            if !text.is_empty() {
                text.push_str(if begins { "\n\n" } else { " " });
            }
            self.open.get_or_insert(self.document.sentences.len());
            let start = text.len();
            push_one_line(text, shown);
            self.document.sentences.push(Sentence {
                span: Span::new(start, text.len()),
                paragraph: self.document.paragraphs.len(),
            });
        }
        first..self.document.sentences.len()
    }

    fn end_paragraph(&mut self) {
        let Some(first) = self.open.take() else {
            return;
        };
        let sentences = first..self.document.sentences.len();
        if let Some(span) = self.document.span_of(&sentences) {
            self.document.paragraphs.push(Paragraph { span, sentences });
        }
    }

    fn finish(mut self) -> Document {
        self.end_paragraph();
        self.document
    }
}

/// Adds a sentence; a line break inside it becomes a space, since a break ends a paragraph.
fn push_one_line(text: &mut String, sentence: &str) {
    let mut blank = false;
    for c in sentence.chars() {
        if matches!(c, '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}') {
            blank = true;
            continue;
        }
        if std::mem::take(&mut blank) && !text.ends_with(' ') && c != ' ' {
            text.push(' ');
        }
        text.push(c);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn corpus() -> Corpus {
        let mut corpus = Corpus::bilingual(Lang::new("ar"), Lang::new("en"));
        let bead = |source: &[&str], target: &[&str]| Segment {
            texts: [source, target]
                .map(|side| side.iter().map(|text| Text::from(*text)).collect())
                .into(),
            ..Segment::default()
        };
        corpus.units = vec![
            Unit {
                segments: vec![bead(&["A.", "B."], &["a\nb."]), bead(&["C."], &[])],
                ..Unit::default()
            },
            Unit {
                segments: vec![bead(&["D."], &["d."])],
                ..Unit::default()
            },
        ];
        corpus
    }

    #[test]
    fn a_unit_is_a_paragraph_and_a_segment_a_bead() {
        let bitext = to_bitext(&corpus());
        assert!(bitext.is_tiled());
        assert_eq!(bitext.documents.source.text, "A. B. C.\n\nD.");
        assert_eq!(bitext.documents.target.text, "a b.\n\nd.");
        assert_eq!(bitext.documents.source.paragraphs.len(), 2);
        let shapes: Vec<_> = bitext.beads.iter().map(Bead::shape).collect();
        assert_eq!(shapes, [(2, 1), (1, 0), (1, 1)]);
    }

    #[test]
    fn a_segment_of_mere_codes_is_no_row() {
        let mut lone = Text::from(" ");
        lone.push_code(crate::text::Code::default());
        let mut corpus = corpus();
        let before = to_bitext(&corpus);
        corpus.units[1]
            .segments
            .push(Segment::pair(lone.clone(), Text::default()));
        corpus.units[1]
            .segments
            .push(Segment::pair(lone.clone(), lone));
        assert_eq!(to_bitext(&corpus), before);
    }

    #[test]
    fn a_bitext_comes_back_through_a_corpus() {
        let bitext = to_bitext(&corpus());
        let again = from_bitext(&bitext);
        assert_eq!(again.units.len(), 2);
        assert_eq!(to_bitext(&again), bitext);
    }
}
