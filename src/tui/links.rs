//! The aligner beside the loop: runs of beads aligned again, and links explained.
//!
//! Short runs are aligned by meaning where the encoder knows both languages; long ones by
//! their strings, so that an answer comes at once.

use crate::align::encoder::{Encoder, for_languages};
use crate::align::{Explanation, Options, explain, find_splits_in, realign};
use crate::doc::{Bead, Bitext};
use crate::session::Event;
use crate::tui::post::Sender;
use crate::units::Side;
use std::ops::Range;
use std::sync::Arc;

/// The most sentences, both sides together, that are encoded for an answer: at 5 ms each it
/// comes within a third of a second.
const ENCODED: usize = 60;

/// Aligns a run again on a thread of its own.
pub(crate) fn realign_beside(bitext: Arc<Bitext>, run: Range<usize>, sender: Sender<Event>) {
    std::thread::spawn(move || {
        let beads = realigned(&bitext, run.clone(), encoder(&bitext));
        // The loop may have ended: then nobody wants to know.
        let _gone = sender.send(Event::Realigned(bitext, run, beads));
    });
}

/// Explains a link on a thread of its own.
pub(crate) fn explain_beside(bitext: Arc<Bitext>, at: usize, sender: Sender<Event>) {
    std::thread::spawn(move || {
        let why = explained(&bitext, at, encoder(&bitext));
        // The loop may have ended: then nobody wants to know.
        let _gone = sender.send(Event::Explained(bitext, at, why));
    });
}

/// Finds pairs that would better be cut on a thread of its own.
pub(crate) fn cuts_beside(bitext: Arc<Bitext>, run: Range<usize>, sender: Sender<Event>) {
    std::thread::spawn(move || {
        let splits = find_splits_in(&bitext, run, encoder(&bitext));
        // The loop may have ended: then nobody wants to know.
        let _gone = sender.send(Event::CutsFound(bitext, splits));
    });
}

/// Returns beads in the place of a run, aligned again.
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

/// Returns why a link stands.
#[must_use]
pub fn explained(bitext: &Bitext, at: usize, encoder: Option<&Encoder>) -> Option<Explanation> {
    let options = Options {
        encoder,
        ..Options::default()
    };
    explain(&bitext.documents, &bitext.beads, at, &options)
}

/// Returns the encoder that knows both languages, if there is one.
pub(crate) fn encoder(bitext: &Bitext) -> Option<&'static Encoder> {
    let langs = Side::BOTH.map(|side| bitext.documents[side].lang.primary());
    for_languages(&langs)
}
