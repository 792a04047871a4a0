//! Formats in which a pair is several files: two texts of lines, or an alignment with its texts.
//!
//! The files are named after the one that the user names, with the languages before the rest of
//! its name.

use crate::corpus::{Corpus, written_tag};
use crate::error::FormatError;
use crate::left_out::LeftOut;
use crate::text::Text;
use bayn_text::{Lang, Message, label, msg};

/// One of the files that are written together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewFile {
    /// Its name, without a folder.
    pub name: String,
    /// Its content, not compressed yet.
    pub bytes: Vec<u8>,
}

/// Files that were written together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Together {
    /// The files.
    pub files: Vec<NewFile>,
    /// One line for each kind of content that they cannot represent.
    pub left_out: Vec<Message>,
}

/// Writes a corpus as several files, of which the named one is given, with the endings of both texts.
pub(crate) type WriteTogether =
    fn(&Corpus, name: &str, endings: [String; 2], left_out: &mut LeftOut) -> Vec<NewFile>;

/// Writes the files of a corpus, and counts what no such format holds.
///
/// # Errors
/// If both languages are the same.
pub(crate) fn write_files(
    write: WriteTogether,
    corpus: &Corpus,
    name: &str,
    left_out: &mut LeftOut,
) -> Result<Vec<NewFile>, FormatError> {
    let files = write(corpus, name, endings(corpus)?, left_out);
    count_rest(corpus, left_out);
    Ok(files)
}

/// Returns the endings that distinguish the two texts.
///
/// # Errors
/// If both would be the same, also on a case-insensitive disk.
fn endings(corpus: &Corpus) -> Result<[String; 2], FormatError> {
    let tag = |at: usize| written_tag(corpus.langs.get(at).unwrap_or(&Lang::default()));
    let [one, other] = [tag(0), tag(1)];
    if !one.eq_ignore_ascii_case(&other) {
        return Ok([one, other]);
    }
    Err(FormatError::whole(
        msg!("a text and its translation"),
        msg!(
            "both texts are in `{lang}`, so their files would have the same name",
            lang = one
        ),
    )
    .remedy(msg!(
        "set their languages with --source-lang and --target-lang"
    )))
}

/// Returns a text on one line: each character that some program treats as a line end becomes a space.
pub(crate) fn on_one_line(text: &str) -> String {
    let ends = |c: char| (c.is_control() && c != '\t') || matches!(c, '\u{2028}' | '\u{2029}');
    let pieces = text.split(ends).map(str::trim);
    let pieces: Vec<&str> = pieces.filter(|piece| !piece.is_empty()).collect();
    pieces.join(" ")
}

/// Counts the inline codes of texts that keep only their placeholders.
pub(crate) fn count_codes(texts: &[Text], left_out: &mut LeftOut) {
    left_out.add(
        label!("inline codes (now placeholders)"),
        texts.iter().map(|text| text.codes().count()).sum(),
    );
}

/// Counts what neither a text of lines nor an alignment of sentences can represent.
fn count_rest(corpus: &Corpus, left_out: &mut LeftOut) {
    let units = || corpus.units.iter();
    left_out.add(label!("notes"), units().map(|unit| unit.notes.len()).sum());
    left_out.add(
        label!("properties"),
        units().map(|unit| unit.props.len()).sum(),
    );
    left_out.count(label!("groups"), !corpus.groups.is_empty());
    let sure = |segment: &&crate::Segment| segment.confidence.is_some();
    left_out.add(
        label!("confidence values"),
        corpus.segments().filter(sure).count(),
    );
}
