//! Further translations aligned by meaning, one at a time.
//!
//! As the first translation, a text is realigned run by run; intermediate results are sent
//! at intervals, so that a long text improves while it is read.

use crate::session::Refining;
use crate::session::several::Text;
use crate::tui::workers::links::encoder;
use bayn_align::{Options, realign};
use bayn_doc::Sides;
use bayn_doc::{Bead, Bitext, Document};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How often intermediate results are sent.
const OFTEN: Duration = Duration::from_secs(1);

/// Returns the alignment of a further translation by meaning; `go_on` is called at intervals
/// with the intermediate result, and may end the work.
pub(super) fn refine(
    main: Arc<Bitext>,
    text: Arc<Text>,
    mut go_on: impl FnMut(&[Bead]) -> bool,
) -> Vec<Bead> {
    let documents = Sides::new(main.documents.source.clone(), text.document.clone());
    let beads = text.beads.clone();
    // The next change of the texts need not copy them.
    drop((main, text));
    let mut last = Instant::now();
    refined(documents, beads, |beads| {
        if last.elapsed() < OFTEN {
            return true;
        }
        last = Instant::now();
        go_on(beads)
    })
}

/// Returns the alignment of two texts by meaning, made run by run out of a quick one; `go_on`
/// gets the result after each run and may end the work.
#[must_use]
pub fn refined(
    documents: Sides<Document>,
    beads: Vec<Bead>,
    mut go_on: impl FnMut(&[Bead]) -> bool,
) -> Vec<Bead> {
    let mut bitext = Bitext { documents, beads };
    bitext.name_beads();
    let options = Options {
        encoder: encoder(&bitext),
        ..Options::default()
    };
    let mut work = Refining::new(&bitext);
    let mut near = 0;
    while let Some(run) = work.next(&bitext.beads, near) {
        let now = realign(&bitext.documents, &bitext.beads, run.clone(), &options);
        work.finish(bitext.beads.get(run.clone()).unwrap_or_default());
        near = run.start + now.len();
        bitext.beads.splice(run, now);
        if !go_on(&bitext.beads) {
            break;
        }
    }
    bitext.beads
}
