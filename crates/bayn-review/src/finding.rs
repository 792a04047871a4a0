//! A finding: a possible error reported by an automatic check.
//!
//! A finding is a hint for a person, never a verdict: it names its check, describes in one
//! sentence what was found, and marks the smallest spans that show it. Its key does not
//! depend on byte offsets or on the index of its bead, so that a finding that somebody
//! dismissed stays dismissed when the texts around it change or the pair is realigned.

use crate::fingerprint;
use bayn_doc::{Bitext, Severity};
use bayn_doc::{Side, Sides};
use bayn_text::Message;
use fnv::FnvHasher;
use harf::Span;
use serde::Serialize;
use std::hash::Hasher;

/// One finding of a check.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The id of the check, such as `number`.
    pub check: String,
    /// The severity if it is an error.
    pub severity: Severity,
    /// The message, as one English sentence.
    pub message: Message,
    /// The index of its bead in the bitext.
    pub bead: usize,
    /// Its spans in each document, in order; one side may have none.
    #[serde(flatten)]
    pub spans: Sides<Vec<Span>>,
}

impl Finding {
    /// Returns the key under which the finding is dismissed: its check and a digest of the
    /// words of its spans and of the source text of its bead (of the target text if the
    /// source is empty).
    ///
    /// Equal findings of two beads with the same text share a key, as a reviewer who
    /// dismisses one means both.
    #[must_use]
    pub fn key(&self, bitext: &Bitext) -> String {
        Keys::new(bitext).of(self)
    }
}

/// Computes the keys of findings of one bitext, reading the text around the findings of a bead once.
#[derive(Debug)]
pub struct Keys<'a> {
    bitext: &'a Bitext,
    /// The last bead, and the digest of its text.
    last: Option<(usize, u64)>,
}

impl<'a> Keys<'a> {
    /// Returns the key computation for a bitext.
    #[must_use]
    pub const fn new(bitext: &'a Bitext) -> Self {
        Self { bitext, last: None }
    }

    /// Returns [`Finding::key`] of a finding; findings of one bead should follow each other.
    pub fn of(&mut self, finding: &Finding) -> String {
        let around = match self.last {
            Some((bead, digest)) if bead == finding.bead => digest,
            _ => self.digest(finding.bead),
        };
        self.last = Some((finding.bead, around));
        // Control characters separate the parts, since no clean text contains any.
        let mut digest = FnvHasher::with_key(around);
        for side in Side::BOTH {
            digest.write(b"\x1e");
            for span in &finding.spans[side] {
                digest.write(b"\x1f");
                digest.write(span.of(&self.bitext.documents[side].text).as_bytes());
            }
        }
        format!("{}:{:016x}", finding.check, digest.finish())
    }

    fn digest(&self, bead: usize) -> u64 {
        let around = self.bitext.beads.get(bead);
        let context = Side::BOTH.into_iter().find_map(|side| {
            let document = &self.bitext.documents[side];
            let span = document.span_of(&around?.sentences[side])?;
            Some(span.of(&document.text))
        });
        fingerprint::hash(context.unwrap_or(""))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bayn_doc::Score;
    use bayn_doc::{Bead, Document, Paragraph, Sentence};

    fn bitext(source: &str, target: &str) -> Bitext {
        let document = |text: &str| Document {
            text: text.to_owned(),
            paragraphs: vec![Paragraph {
                span: Span::new(0, text.len()),
                sentences: 0..1,
            }],
            sentences: vec![Sentence {
                span: Span::new(text.len() - text.trim_start().len(), text.len()),
                paragraph: 0,
            }],
            ..Document::default()
        };
        Bitext {
            documents: Sides::new(document(source), document(target)),
            beads: vec![Bead::new(Sides::new(0..1, 0..1), Score::ONE)],
        }
    }

    fn finding(at: usize) -> Finding {
        Finding {
            check: "number".to_owned(),
            severity: Severity::Major,
            message: Message::label("Why."),
            bead: 0,
            spans: Sides::new(Vec::new(), vec![Span::new(at, at + 2)]),
        }
    }

    #[test]
    fn key_survives_a_move_and_not_a_change_of_words() {
        let before = finding(4).key(&bitext("abc", "xyz 12"));
        let moved = finding(6).key(&bitext("  abc", "  xyz 12"));
        assert_eq!(before, moved);
        assert_ne!(before, finding(4).key(&bitext("abc", "xyz 13")));
        assert_ne!(before, finding(4).key(&bitext("abd", "xyz 12")));
    }

    #[test]
    fn spans_are_written_beside_the_other_fields() {
        let json = serde_json::to_value(finding(4)).unwrap_or_default();
        assert_eq!(json["target"][0]["start"], 4);
        assert_eq!(json["severity"], "major");
    }
}
