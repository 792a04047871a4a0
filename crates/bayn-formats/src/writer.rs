//! What every writer is given, and what it gives back.

use crate::corpus::{Corpus, Full, Unit};
use crate::error::FormatError;
use crate::feed::Feed;
use crate::left_out::LeftOut;
use bayn_text::msg;
use std::borrow::Cow;

/// What a writer may be told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WriteOptions {
    /// The title of a page or book; the names of the files where it is empty.
    pub title: String,
    /// Whether cells of a table that a spreadsheet would take for formulas get an apostrophe.
    pub spreadsheet_safe: bool,
}

/// What writes a file piece by piece.
///
/// It is asked for a pass: `start_pass`, and then for each piece `look`, `head` and `units`; at last
/// `holds` and `end`. The head is made again for each piece: where it differs from the one that
/// was written, later units hold what the first did not, and all is written in a second pass.
pub(crate) trait Writer {
    /// Begins a pass; what was learnt from units and from a pass before stays.
    fn start_pass(&mut self) {}

    /// Learns what the head must say of these units.
    fn look(&mut self, _: &[Unit]) {}

    /// Returns what is before all units.
    fn head(&self, corpus: &Corpus, left_out: &mut LeftOut) -> String;

    /// Returns units as they are written; those of one file come together and in its order.
    fn units(&mut self, corpus: &Corpus, units: &[Unit], left_out: &mut LeftOut) -> String;

    /// Returns whether what was written is still what would be written, now that all is known.
    fn holds(&mut self, _: &Corpus) -> bool {
        true
    }

    /// Returns what is behind all units.
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

/// Returns the file of a unit; the first where it names none that is there.
pub(crate) fn file_of(corpus: &Corpus, unit: &Unit) -> usize {
    let known = unit.file < corpus.files.len();
    if known { unit.file } else { 0 }
}

/// What writes a corpus in one format, and counts what it leaves out.
pub(crate) type Write = fn(&Corpus, &WriteOptions, &mut LeftOut) -> Result<Vec<u8>, FormatError>;

/// Returns what writes a file piece by piece.
pub(crate) type NewWriter = fn(&WriteOptions) -> Box<dyn Writer>;

/// Reads a file piece by piece.
pub(crate) type ReadPieces =
    fn(feed: &Feed<'_>, full: &mut Full<'_>) -> Result<Corpus, FormatError>;

/// Returns why no XLIFF 2 is written for an empty corpus.
pub(crate) fn nothing_to_write() -> FormatError {
    FormatError::whole(
        msg!("XLIFF 2 #file: file content"),
        msg!("an XLIFF file needs at least one unit, and there is none to write"),
    )
    .remedy(msg!("write tmx or jsonl, which may be empty"))
}
