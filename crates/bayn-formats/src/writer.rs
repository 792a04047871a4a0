//! What every writer is given, and what it gives back.

use crate::corpus::Corpus;
use crate::error::FormatError;
use crate::left_out::LeftOut;
use bayn_text::msg;

/// What a writer may be told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WriteOptions {
    /// The title of a page or book; the names of the files where it is empty.
    pub title: String,
    /// Whether cells of a table that a spreadsheet would take for formulas get an apostrophe.
    pub spreadsheet_safe: bool,
}

/// What writes a corpus in one format, and counts what it leaves out.
pub(crate) type Write = fn(&Corpus, &WriteOptions, &mut LeftOut) -> Result<Vec<u8>, FormatError>;

/// Returns why no XLIFF 2 is written for an empty corpus.
pub(crate) fn nothing_to_write() -> FormatError {
    FormatError::whole(
        msg!("XLIFF 2 #file: file content"),
        msg!("there is no unit to write, and an XLIFF file needs at least one"),
    )
    .remedy(msg!("write tmx or jsonl, which may be empty"))
}
