//! The alignment at paragraph level: each paragraph is one unit.

use crate::paragraph_beads;
use bayn_doc::{Bead, Bitext, Document, Paragraph, Sentence};

/// Returns the bitext whose units are the paragraphs of this one. Its beads are the
/// paragraph beads, with the mean confidence of the sentence beads inside.
#[must_use]
pub fn by_paragraph(bitext: &Bitext) -> Bitext {
    let beads = paragraph_beads(&bitext.documents, &bitext.beads)
        .into_iter()
        .map(|found| Bead {
            kind: found.kind,
            ..Bead::new(found.paragraphs, found.confidence)
        })
        .collect();
    let mut seen = Bitext {
        documents: bitext.documents.as_ref().map(whole_paragraphs),
        beads,
    };
    seen.name_beads();
    seen
}

fn whole_paragraphs(document: &Document) -> Document {
    let spans = || document.paragraphs.iter().map(|paragraph| paragraph.span);
    Document {
        text: document.text.clone(),
        lang: document.lang.clone(),
        paragraphs: spans()
            .enumerate()
            .map(|(at, span)| Paragraph {
                span,
                sentences: at..at + 1,
            })
            .collect(),
        sentences: spans()
            .enumerate()
            .map(|(paragraph, span)| Sentence { span, paragraph })
            .collect(),
    }
}
