//! Reads a review from a Word document: its first table that names a source and a target.
//!
//! A tracked change is read as accepted, and the text before it is kept too. A row that was deleted
//! under tracking is deleted. Comments belong to the words they begin on.

use super::parts::{relations, title_and_writer};
use super::{Cell, Comment, Paragraph, RawRow, ReviewTable, assembled, no_table};
use crate::FormatError;
use crate::xml::{Element, Item, Puller};
use crate::zipped::Archive;
use harf::Span;
use std::collections::HashMap;

/// How many columns of a table are read.
const COLUMNS: usize = 64;

/// Reads a review.
///
/// # Errors
/// If the archive or one of its parts cannot be read, or no table names a source and a target.
pub fn read(bytes: &[u8]) -> Result<ReviewTable, FormatError> {
    let mut archive = Archive::open(bytes)?;
    let (text, part, comments) = parts(&mut archive)?;
    let (title, by) = title_and_writer(&mut archive)?;
    let mut puller = Puller::bounded(&text);
    loop {
        match puller.next().map_err(|error| error.of_file(&part))? {
            Item::Start(element) if &*element.local == "tbl" => {
                let tree = puller
                    .subtree(element)
                    .map_err(|error| error.of_file(&part))?;
                let mut rows = Vec::new();
                rows_of(&tree, &comments, &mut rows);
                if let Some(mut table) = assembled(rows) {
                    table.title = title;
                    table.by = by;
                    return Ok(table);
                }
            }
            Item::Eof => return Err(no_table()),
            _ => {}
        }
    }
}

/// Reads the paragraphs of a document in one language, with comments and tracked changes.
///
/// # Errors
/// If the archive or one of its parts cannot be read.
pub fn read_paragraphs(bytes: &[u8]) -> Result<Vec<Paragraph>, FormatError> {
    let mut archive = Archive::open(bytes)?;
    let (text, part, comments) = parts(&mut archive)?;
    let mut paragraphs = Vec::new();
    let mut puller = Puller::bounded(&text);
    loop {
        match puller.next().map_err(|error| error.of_file(&part))? {
            Item::Start(element) if &*element.local == "p" => {
                let tree = puller
                    .subtree(element)
                    .map_err(|error| error.of_file(&part))?;
                let mut row = RawRow::default();
                let mut reader = CellReader::default();
                reader.read(&tree, State::Now);
                reader.end(&comments, &mut row);
                let said = row.comments.into_iter();
                paragraphs.push(Paragraph {
                    cell: row.cells.pop().unwrap_or_default(),
                    by: row.by,
                    comments: said.map(|(_, comment, words)| (comment, words)).collect(),
                });
            }
            Item::Eof => return Ok(paragraphs),
            _ => {}
        }
    }
}

/// Returns the text of the main part, its name, and the comments of the document.
fn parts(
    archive: &mut Archive<'_>,
) -> Result<(String, String, HashMap<String, Comment>), FormatError> {
    let root = relations(archive, "")?;
    let part = root
        .into_iter()
        .find(|one| one.kind == "officeDocument")
        .map_or_else(|| "word/document.xml".to_owned(), |one| one.part);
    let Some(text) = archive.xml(&part)? else {
        return Err(no_table());
    };
    let mut comments = HashMap::new();
    for relation in relations(archive, &part)? {
        if relation.kind == "comments"
            && let Some(text) = archive.xml(&relation.part)?
        {
            read_comments(&text, &relation.part, &mut comments)?;
        }
    }
    Ok((text, part, comments))
}

fn read_comments(
    text: &str,
    part: &str,
    into: &mut HashMap<String, Comment>,
) -> Result<(), FormatError> {
    let mut puller = Puller::bounded(text);
    loop {
        match puller.next().map_err(|error| error.of_file(part))? {
            Item::Start(element) if &*element.local == "comment" => {
                let tree = puller
                    .subtree(element)
                    .map_err(|error| error.of_file(part))?;
                let mut reader = CellReader::default();
                reader.read(&tree, State::Now);
                let comment = Comment {
                    text: reader.now.trim().to_owned(),
                    author: named(&tree, "author").to_owned(),
                    place: None,
                };
                into.insert(named(&tree, "id").to_owned(), comment);
            }
            Item::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// Returns an attribute by its name, of any namespace.
fn named<'e>(element: &'e Element, name: &str) -> &'e str {
    let found = element.attrs.iter().find(|attr| &*attr.local == name);
    found.map_or("", |attr| attr.value.as_str())
}

/// Collects the rows of a table, also those inside controls; not those of tables in its cells.
fn rows_of(element: &Element, comments: &HashMap<String, Comment>, rows: &mut Vec<RawRow>) {
    for child in element.elements() {
        match &*child.local {
            "tr" => {
                let properties = child.child("trPr");
                if properties.is_none_or(|properties| properties.child("del").is_none()) {
                    let mut row = RawRow::default();
                    cells_of(child, comments, &mut row);
                    rows.push(row);
                }
            }
            "tc" | "p" => {}
            _ => rows_of(child, comments, rows),
        }
    }
}

fn cells_of(element: &Element, comments: &HashMap<String, Comment>, row: &mut RawRow) {
    for child in element.elements() {
        match &*child.local {
            "tc" if row.cells.len() < COLUMNS => {
                let mut reader = CellReader::default();
                reader.read(child, State::Now);
                reader.end(comments, row);
                let wide = child
                    .child("tcPr")
                    .and_then(|properties| properties.child("gridSpan"))
                    .and_then(|span| named(span, "val").parse::<usize>().ok());
                for _ in 1..wide.unwrap_or(1).min(COLUMNS) {
                    row.cells.push(Cell::default());
                }
            }
            "p" | "tc" => {}
            _ => cells_of(child, comments, row),
        }
    }
}

/// To which text a piece belongs.
#[derive(Clone, Copy, PartialEq)]
enum State {
    /// Both.
    Now,
    /// Only the one with the changes.
    New,
    /// Only the one before the changes.
    Old,
}

/// A cell that is being read.
#[derive(Default)]
struct CellReader {
    now: String,
    was: String,
    tracked: bool,
    by: String,
    print: String,
    paragraphs: usize,
    /// Comments that began, with where; and where they ended.
    begun: Vec<(String, usize, Option<usize>)>,
}

impl CellReader {
    fn push(&mut self, text: &str, state: State) {
        if state != State::Old {
            self.now.push_str(text);
        }
        if state != State::New {
            self.was.push_str(text);
        }
    }

    fn read(&mut self, element: &Element, state: State) {
        for child in element.elements() {
            match &*child.local {
                "t" | "delText" => self.push(&child.text(), state),
                "tab" => self.push("\t", state),
                "br" | "cr" => self.push("\n", state),
                "noBreakHyphen" => self.push("\u{2011}", state),
                "instrText" | "delInstrText" | "pPr" | "rPr" | "tcPr" | "Fallback" => {}
                "p" => {
                    if self.paragraphs > 0 {
                        self.push("\n", state);
                    }
                    self.paragraphs += 1;
                    self.read(child, state);
                }
                "ins" | "moveTo" | "del" | "moveFrom" => {
                    self.tracked = true;
                    if self.by.is_empty() {
                        named(child, "author").clone_into(&mut self.by);
                    }
                    let is_old = matches!(&*child.local, "del" | "moveFrom");
                    let inner = match (state, is_old) {
                        // Text that was inserted and deleted again is in neither.
                        (State::New, true) | (State::Old, _) => State::Old,
                        (_, true) => State::Old,
                        (_, false) => State::New,
                    };
                    if !(state == State::New && is_old) {
                        self.read(child, inner);
                    }
                }
                "bookmarkStart" if named(child, "name").starts_with("bayn") => {
                    named(child, "name").clone_into(&mut self.print);
                }
                "commentRangeStart" => {
                    let id = named(child, "id").to_owned();
                    self.begun.push((id, self.now.len(), None));
                }
                "commentRangeEnd" => {
                    let id = named(child, "id");
                    let end = self.now.len();
                    if let Some(begun) = self.begun.iter_mut().find(|begun| begun.0 == id) {
                        begun.2 = Some(end);
                    }
                }
                "commentReference" => {
                    let id = named(child, "id");
                    if self.begun.iter().all(|begun| begun.0 != id) {
                        let at = self.now.len();
                        self.begun.push((id.to_owned(), at, None));
                    }
                }
                _ => self.read(child, state),
            }
        }
    }

    /// Adds what was read to the row.
    fn end(self, comments: &HashMap<String, Comment>, row: &mut RawRow) {
        let column = row.cells.len();
        for (id, from, to) in self.begun {
            let taken = row
                .comments
                .iter()
                .any(|(_, known, _)| comments.get(&id).is_some_and(|comment| comment == known));
            if let (Some(comment), false) = (comments.get(&id), taken) {
                let to = to.unwrap_or(self.now.len());
                let words = (from < to).then(|| Span::new(from, to));
                row.comments.push((column, comment.clone(), words));
            }
        }
        if row.by.is_empty() {
            row.by = self.by;
        }
        if !self.print.is_empty() {
            row.print = self.print;
        }
        row.cells.push(Cell {
            was: (self.tracked && self.was != self.now).then_some(self.was),
            text: self.now,
            marked: Vec::new(),
        });
    }
}
