//! A review as a table in an office document, for people without other software:
//! number, source, target, verdict, note, one pair per row.
//!
//! ```text
//!   ReviewTable -> docx_out, xlsx_out -> bytes -> (somebody writes in it) -> docx_in, xlsx_in -> ReviewTable
//! ```
//!
//! The meaning of the rows for a review is not known here. Columns are found by the names in their first
//! row, wherever it is; rows may be sorted, deleted and added. Of a Word document the text
//! before tracked changes is kept along with the text after them.

mod docx_in;
mod docx_out;
mod parts;
mod xlsx_in;
mod xlsx_out;

use crate::FormatError;
use crate::columns::{Column, named_columns};
use bayn_doc::{Severity, Side, Sides};
use bayn_text::{Lang, msg};
use harf::Span;
use std::cmp::Reverse;

pub use docx_in::{read as read_docx, read_paragraphs};
pub use docx_out::write as write_docx;
pub use xlsx_in::read as read_xlsx;
pub(crate) use xlsx_in::read_corpus as read_xlsx_corpus;
pub use xlsx_out::write as write_xlsx;

/// A review as rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReviewTable {
    /// The title of the document.
    pub title: String,
    /// The languages; `und` if the file does not give them.
    pub langs: Sides<Lang>,
    /// Who wrote the file last, or empty.
    pub by: String,
    /// The rows in the order of the file.
    pub rows: Vec<Row>,
    /// Extra rows of cells after the rows, such as scores; they are not read back.
    pub scores: Vec<Vec<String>>,
}

/// A pair of texts with verdict, notes and comments.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// The number of the pair, as the file has it.
    pub number: String,
    /// Source and target.
    pub texts: Sides<Cell>,
    /// The verdict in words.
    pub verdict: String,
    /// The notes.
    pub note: String,
    /// Written to detect later which cells were changed; hidden from people.
    pub print: String,
    /// Who changed something in this row, where the file says it.
    pub by: String,
    /// Comments on cells of the row.
    pub comments: Vec<Comment>,
}

/// A text in a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cell {
    /// The text with all changes.
    pub text: String,
    /// The text before the changes that the file tracks.
    pub was: Option<String>,
    /// Marked words, with their severity.
    pub marked: Vec<(Span, Severity)>,
}

/// A comment of an office program.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comment {
    /// Its text.
    pub text: String,
    /// Who wrote it, or empty.
    pub author: String,
    /// The words it is on, in the text with all changes; `None` if it is on the whole row.
    pub place: Option<(Side, Span)>,
}

/// A paragraph of a document in one language, with its changes and comments.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Paragraph {
    /// Its text, and what it was before tracked changes.
    pub cell: Cell,
    /// Who changed something, where the file says it.
    pub by: String,
    /// Its comments with the words they are on.
    pub comments: Vec<(Comment, Option<Span>)>,
}

/// The names of the columns as they are written.
const HEADER: [&str; 5] = ["#", "Source", "Target", "Verdict", "Note"];
/// The name of the column that holds [`Row::print`] where a file has a hidden column for it.
const PRINT: &str = "bayn";
/// The verdicts that are offered.
const VERDICTS: &str = "accepted, needs review, rejected";
/// The most rows before the header row.
const TITLES: usize = 20;

/// Returns the names of the columns of a table in these languages.
fn header(langs: &Sides<Lang>) -> [String; 5] {
    let mut names = HEADER.map(str::to_owned);
    for (name, side) in names.iter_mut().skip(1).zip(Side::BOTH) {
        let lang = &langs[side];
        if lang.primary() != "und" {
            name.push_str(&format!(" ({})", crate::written_tag(lang)));
        }
    }
    names
}

impl Cell {
    /// Returns a cell without marks.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }

    /// Returns the text in pieces, each with one severity; if marks overlap, the worst.
    fn pieces(&self) -> Vec<(&str, Option<Severity>)> {
        let mut cuts: Vec<usize> = vec![0, self.text.len()];
        for (span, _) in &self.marked {
            cuts.extend([span.start, span.end]);
        }
        cuts.retain(|cut| self.text.is_char_boundary(*cut));
        cuts.sort_unstable();
        cuts.dedup();
        // The worst first, so that a sweep meets it first.
        let mut marked = self.marked.clone();
        marked.sort_by_key(|(span, severity)| (Reverse(*severity), span.start));
        let worst = |from: usize, to: usize| {
            let over = |span: &Span| span.start <= from && to <= span.end;
            marked
                .iter()
                .find(|(span, _)| over(span))
                .map(|(_, severity)| *severity)
        };
        cuts.windows(2)
            .filter_map(|ends| match ends {
                [from, to] => Some((self.text.get(*from..*to)?, worst(*from, *to))),
                _ => None,
            })
            .collect()
    }
}

/// The text colour and background colour of a severity, as `RRGGBB`.
const fn colours(severity: Severity) -> (&'static str, &'static str) {
    match severity {
        Severity::Critical => ("9C0006", "FFC7CE"),
        Severity::Major => ("974706", "FDE4CF"),
        Severity::Minor => ("7F6000", "FFF2CC"),
        Severity::Neutral => ("404040", "E7E6E6"),
    }
}

/// A row as a reader of one kind of document finds it.
#[derive(Debug, Default)]
struct RawRow {
    cells: Vec<Cell>,
    /// Comments with the column they are in; their words are in the text of that cell.
    comments: Vec<(usize, Comment, Option<Span>)>,
    by: String,
    print: String,
}

impl RawRow {
    fn text(&self, at: usize) -> &str {
        self.cells.get(at).map_or("", |cell| cell.text.trim())
    }
}

/// Returns the content of rows; `None` if no row names a source and a target.
fn assembled(rows: Vec<RawRow>) -> Option<ReviewTable> {
    let (at, columns) = rows.iter().take(TITLES).enumerate().find_map(|(at, row)| {
        let names: csv::StringRecord = (0..row.cells.len()).map(|at| row.text(at)).collect();
        let columns = named_columns(&names)?;
        let texts = columns.iter().filter(|one| matches!(one, Column::Text(_)));
        (texts.count() >= 2).then_some((at, columns))
    })?;
    let texts: Vec<(usize, &Lang)> = columns
        .iter()
        .enumerate()
        .filter_map(|(at, column)| match column {
            Column::Text(lang) => Some((at, lang)),
            _ => None,
        })
        .collect();
    let sides = match texts.as_slice() {
        // A column that is called the target may stand before that of the source.
        [(one, a), (other, b), ..] if a.tag() == "und-x-target" => {
            Sides::new((*other, *b), (*one, *a))
        }
        [one, other, ..] => Sides::new(*one, *other),
        _ => return None,
    };
    let mut table = ReviewTable {
        langs: sides.map(|(_, lang)| match lang.primary() {
            "und" => Lang::new("und"),
            _ => lang.clone(),
        }),
        ..ReviewTable::default()
    };
    for row in rows.into_iter().skip(at + 1) {
        table
            .rows
            .push(row_of(row, &columns, sides.map(|(at, _)| at)));
    }
    table.rows.retain(|row| {
        let bare = Side::BOTH
            .iter()
            .all(|side| row.texts[*side].text.is_empty());
        !(bare && row.verdict.is_empty() && row.note.is_empty() && row.comments.is_empty())
    });
    Some(table)
}

fn row_of(mut raw: RawRow, columns: &[Column], sides: Sides<usize>) -> Row {
    let mut row = Row::default();
    for (at, column) in columns.iter().enumerate() {
        let text = raw.text(at);
        match column {
            Column::Id if row.number.is_empty() => text.clone_into(&mut row.number),
            Column::Verdict | Column::State if row.verdict.is_empty() => {
                text.clone_into(&mut row.verdict);
            }
            Column::Note if !text.is_empty() => {
                if !row.note.is_empty() {
                    row.note.push('\n');
                }
                row.note.push_str(text);
            }
            Column::Print => text.clone_into(&mut row.print),
            _ => {}
        }
    }
    if !raw.print.is_empty() {
        row.print = raw.print;
    }
    row.by = raw.by;
    row.comments = raw
        .comments
        .into_iter()
        .map(|(column, mut comment, words)| {
            let side = Side::BOTH.into_iter().find(|side| sides[*side] == column);
            comment.place = side.zip(words);
            comment
        })
        .collect();
    row.texts = sides.map(|at| {
        raw.cells
            .get_mut(at)
            .map(std::mem::take)
            .unwrap_or_default()
    });
    row
}

/// Returns why a document is not a review.
fn no_table() -> FormatError {
    FormatError::whole(
        msg!("a table of source and target"),
        msg!("no table of this document has columns for source and target"),
    )
    .remedy(msg!(
        "write Source and Target, or the two languages, into the first row of the table"
    ))
}
