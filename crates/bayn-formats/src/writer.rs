//! The input and output of writers.

use crate::corpus::{Corpus, Full, Unit};
use crate::error::FormatError;
use crate::feed::Feed;
use crate::left_out::LeftOut;
use bayn_text::msg;
use std::borrow::Cow;

/// Options of a writer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WriteOptions {
    /// The title of a page or book; if it is empty, the names of the files are used.
    pub title: String,
    /// Whether cells of a table that a spreadsheet would interpret as formulas get an apostrophe.
    pub spreadsheet_safe: bool,
}

/// A writer that works piece by piece.
///
/// In each pass the calls are `start_pass`, then for each piece `look`, `head` and `units`; at last
/// `holds` and `end`. The head is generated again for each piece: if it differs from the one that
/// was written, later units contain something new, and everything is written in a second pass.
pub(crate) trait Writer {
    /// Starts a pass; what was learnt from units and from an earlier pass is kept.
    fn start_pass(&mut self) {}

    /// Collects what the head must contain for these units.
    fn look(&mut self, _: &[Unit]) {}

    /// Returns the head, which precedes all units.
    fn head(&self, corpus: &Corpus, left_out: &mut LeftOut) -> String;

    /// Returns units as they are written; those of one file come together and in its order.
    fn units(&mut self, corpus: &Corpus, units: &[Unit], left_out: &mut LeftOut) -> String;

    /// Returns whether the output is still valid, now that everything is known.
    fn holds(&mut self, _: &Corpus) -> bool {
        true
    }

    /// Returns the part after all units.
    fn end(&mut self, corpus: &Corpus, left_out: &mut LeftOut) -> String;
}

/// Writes a whole corpus, which is one piece.
pub(crate) fn write_whole(
    writer: &mut dyn Writer,
    corpus: &Corpus,
    left_out: &mut LeftOut,
) -> String {
    let (units, before) = (in_order(corpus), left_out.clone());
    writer.look(&units);
    loop {
        writer.start_pass();
        let mut out = writer.head(corpus, left_out);
        out.push_str(&writer.units(corpus, &units, left_out));
        if writer.holds(corpus) {
            out.push_str(&writer.end(corpus, left_out));
            return out;
        }
        left_out.clone_from(&before);
    }
}

/// Returns the units in the order of their files.
fn in_order(corpus: &Corpus) -> Cow<'_, [Unit]> {
    let file = |unit: &Unit| file_of(corpus, unit);
    if corpus.units.is_sorted_by_key(file) {
        return Cow::Borrowed(&corpus.units);
    }
    let mut units = corpus.units.clone();
    units.sort_by_key(file);
    Cow::Owned(units)
}

/// Returns the file of a unit; the first if its file does not exist.
pub(crate) fn file_of(corpus: &Corpus, unit: &Unit) -> usize {
    let known = unit.file < corpus.files.len();
    if known { unit.file } else { 0 }
}

/// A function that writes a corpus in one format, and counts what it leaves out.
pub(crate) type Write = fn(&Corpus, &WriteOptions, &mut LeftOut) -> Result<Vec<u8>, FormatError>;

/// Returns the piecewise writer of a file.
pub(crate) type NewWriter = fn(&WriteOptions) -> Box<dyn Writer>;

/// Reads a file piece by piece.
pub(crate) type ReadPieces =
    fn(feed: &Feed<'_>, full: &mut Full<'_>) -> Result<Corpus, FormatError>;

/// Returns the error for writing an empty corpus as XLIFF 2.
pub(crate) fn nothing_to_write() -> FormatError {
    FormatError::whole(
        msg!("XLIFF 2 #file: file content"),
        msg!("an XLIFF file needs at least one unit, and there is none to write"),
    )
    .remedy(msg!("write tmx or jsonl, which may be empty"))
}
