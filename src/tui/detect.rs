//! Finds out which terminal this is: asks it, and reads what lies about it on this machine.

use crate::disk;
use crate::tui::facts::{Asking, Evidence, TerminalFacts, decide, probe};

/// Asks the terminal, reads environment and files, and decides. To be called once, before raw
/// mode and the alternate screen are entered. Asks nothing where standard input or output is no
/// terminal.
#[must_use]
pub fn detect(asking: Asking) -> TerminalFacts {
    decide(Evidence::gather(probe(asking), &|path| {
        disk::read_text(path).ok()
    }))
}
