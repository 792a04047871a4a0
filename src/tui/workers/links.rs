//! The aligner: runs of beads aligned by meaning or realigned, and links explained.
//!
//! Requests of the user are aligned by meaning if they are short and the encoder supports both
//! languages; long runs by strings, so that the answer comes at once.

use crate::session::Replacement;
use bayn_align::encoder::{Encoder, for_languages};
use bayn_align::{Explanation, Options, explain, realign};
use bayn_doc::Side;
use bayn_doc::{Bead, Bitext};
use std::ops::Range;

/// The most sentences, both sides together, that are encoded for an answer: at 5 ms each it
/// comes within a third of a second.
const ENCODED: usize = 60;

/// Returns a run of beads aligned by meaning; by strings without an encoder.
#[must_use]
pub fn refined(bitext: &Bitext, run: Range<usize>, encoder: Option<&Encoder>) -> Replacement {
    let options = Options {
        encoder,
        ..Options::default()
    };
    Replacement {
        was: bitext.beads.get(run.clone()).unwrap_or_default().to_vec(),
        now: realign(&bitext.documents, &bitext.beads, run, &options),
    }
}

/// Returns realigned beads that replace a run.
#[must_use]
pub fn realigned(bitext: &Bitext, run: Range<usize>, encoder: Option<&Encoder>) -> Vec<Bead> {
    let sentences: usize = bitext
        .beads
        .get(run.clone())
        .unwrap_or_default()
        .iter()
        .map(|bead| bead.shape().0 + bead.shape().1)
        .sum();
    let options = Options {
        encoder: encoder.filter(|_| sentences <= ENCODED),
        ..Options::default()
    };
    realign(&bitext.documents, &bitext.beads, run, &options)
}

/// Returns why a link was chosen.
#[must_use]
pub fn explained(bitext: &Bitext, at: usize, encoder: Option<&Encoder>) -> Option<Explanation> {
    let options = Options {
        encoder,
        ..Options::default()
    };
    explain(&bitext.documents, &bitext.beads, at, &options)
}

/// Returns the encoder that supports both languages, if there is one.
pub(crate) fn encoder(bitext: &Bitext) -> Option<&'static Encoder> {
    let langs = Side::BOTH.map(|side| bitext.documents[side].lang.primary());
    for_languages(&langs)
}
