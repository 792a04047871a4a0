//! The translations among a few texts, aligned, so that corresponding sentences are known.

use crate::compare::names::Linked;
use crate::compare::pair::pair;
use crate::compare::pairing::Kind;
use crate::compare::sketch::{Sketch, encode};
use bayn_align::encoder::{Encoder, knows_language};
use bayn_align::{Options, align};
use bayn_doc::Sides;
use bayn_doc::{Bead, Document};

/// A text and its translation, aligned.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// The index of the source.
    pub source: usize,
    /// The index of the target.
    pub target: usize,
    /// The beads between them.
    pub beads: Vec<Bead>,
}

impl Link {
    /// Returns the link in the form that [`crate::compare::names()`] takes.
    #[must_use]
    pub fn as_linked(&self) -> Linked<'_> {
        Linked {
            source: self.source,
            target: self.target,
            beads: &self.beads,
        }
    }
}

/// Finds the translations among some texts and aligns them.
#[must_use]
pub fn links(documents: &[&Document], encoder: Option<&Encoder>) -> Vec<Link> {
    let mut sketches: Vec<Sketch> = documents.iter().map(|text| Sketch::of(text)).collect();
    if let Some(encoder) = encoder {
        encode(&mut sketches, encoder);
    }
    pair(&sketches)
        .into_iter()
        .filter(|pair| pair.kind == Kind::Translation)
        .filter_map(|pair| {
            let (source, target) = (*documents.get(pair.source)?, *documents.get(pair.target)?);
            let known = |text: &Document| knows_language(text.lang.primary());
            let options = Options {
                encoder: encoder.filter(|_| known(source) && known(target)),
                ..Options::default()
            };
            let documents = Sides::new(source.clone(), target.clone());
            Some(Link {
                source: pair.source,
                target: pair.target,
                beads: align(&documents, &options).beads,
            })
        })
        .collect()
}
