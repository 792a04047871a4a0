//! Reads a workbook: as a review, or as a table of any two languages.
//!
//! The first sheet whose columns are named is read; hidden rows are read too. Formulas count by the
//! value that was saved with them. Comments and threads of comments belong to their rows.

use super::parts::{relations, title_and_writer};
use super::{Cell, Comment, RawRow, ReviewTable, assembled, no_table};
use crate::xml::{Element, Item, Puller};
use crate::zipped::Archive;
use crate::{Corpus, FormatError, delimited};
use bayn_text::msg;
use csv::StringRecord;
use std::collections::HashMap;
use std::sync::Arc;

/// How many columns are read.
const COLUMNS: usize = 256;
/// How many bytes all cells may always have, and the number for each byte of the sheets: one text
/// may be in many cells.
const ALWAYS: usize = 16 << 20;
const RATIO: usize = 8;

/// Reads a review.
///
/// # Errors
/// If the archive or one of its parts cannot be read, or no sheet names a source and a target.
pub fn read(bytes: &[u8]) -> Result<ReviewTable, FormatError> {
    let mut archive = Archive::open(bytes)?;
    let sheets = sheets(&mut archive)?;
    let (title, by) = title_and_writer(&mut archive)?;
    for sheet in sheets {
        if let Some(mut table) = assembled(sheet) {
            table.title = title;
            table.by = by;
            return Ok(table);
        }
    }
    Err(no_table())
}

/// Reads a workbook as texts in two languages or more: the first sheet that holds some.
///
/// # Errors
/// If the archive or one of its parts cannot be read, or no column contains text.
pub(crate) fn read_corpus(bytes: &[u8]) -> Result<Corpus, FormatError> {
    let mut archive = Archive::open(bytes)?;
    let mut refused = None;
    for sheet in sheets(&mut archive)? {
        let records: Vec<StringRecord> = sheet
            .iter()
            .map(|row| row.cells.iter().map(|cell| cell.text.as_str()).collect())
            .collect();
        if records.is_empty() {
            continue;
        }
        match delimited::read_records(&records) {
            Ok(corpus) if corpus.langs.len() >= 2 => return Ok(corpus),
            Ok(_) => {}
            Err(error) => refused = refused.or(Some(error)),
        }
    }
    Err(refused.unwrap_or_else(no_table))
}

/// Returns the rows of all sheets, in the order of the workbook.
fn sheets(archive: &mut Archive<'_>) -> Result<Vec<Vec<RawRow>>, FormatError> {
    let root = relations(archive, "")?;
    let book = root
        .into_iter()
        .find(|one| one.kind == "officeDocument")
        .map_or_else(|| "xl/workbook.xml".to_owned(), |one| one.part);
    let Some(text) = archive.xml(&book)? else {
        return Err(no_table());
    };
    let named = relations(archive, &book)?;
    let part = |kind: &str| {
        let found = named.iter().find(|one| one.kind == kind);
        found.map(|one| one.part.clone())
    };
    let strings = match part("sharedStrings") {
        Some(name) => shared_strings(archive, &name)?,
        None => Vec::new(),
    };
    let people = match part("person") {
        Some(name) => people(archive, &name)?,
        None => HashMap::new(),
    };
    let mut budget = Budget {
        left: ALWAYS.saturating_add(text.len()),
    };
    let mut sheets = Vec::new();
    each(&text, &book, "sheet", |element| {
        let id = element.attrs.iter().find(|attr| &*attr.local == "id");
        let found = named
            .iter()
            .find(|one| id.is_some_and(|id| id.value == one.id));
        sheets.extend(found.map(|one| one.part.clone()));
        Ok(())
    })?;
    let mut read = Vec::new();
    for name in sheets {
        let Some(text) = archive.xml(&name)? else {
            continue;
        };
        budget.left = budget.left.saturating_add(text.len().saturating_mul(RATIO));
        let mut rows = Vec::new();
        each(&text, &name, "row", |element| {
            rows.push(row(&element, rows.len(), &strings, &mut budget)?);
            Ok(())
        })?;
        comments(archive, &name, &people, &mut rows)?;
        read.push(rows.into_iter().map(|(_, row)| row).collect());
    }
    Ok(read)
}

/// Calls `visit` for each element of this name, with all that is in it.
fn each(
    text: &str,
    part: &str,
    name: &str,
    mut visit: impl FnMut(Element) -> Result<(), FormatError>,
) -> Result<(), FormatError> {
    let mut puller = Puller::bounded(text);
    loop {
        match puller.next().map_err(|error| error.of_file(part))? {
            Item::Start(element) if &*element.local == name => {
                let tree = puller
                    .subtree(element)
                    .map_err(|error| error.of_file(part))?;
                visit(*tree).map_err(|error| error.of_file(part))?;
            }
            Item::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// The number of bytes that cells may still have.
struct Budget {
    left: usize,
}

impl Budget {
    fn charge(&mut self, bytes: usize) -> Result<(), FormatError> {
        let Some(left) = self.left.checked_sub(bytes) else {
            return Err(FormatError::whole(
                msg!("repetition limit"),
                msg!(
                    "the cells of this workbook repeat their texts far beyond the size of the file"
                ),
            )
            .remedy(msg!("split the file into smaller ones")));
        };
        self.left = left;
        Ok(())
    }
}

/// Returns the number of a row, and the row.
fn row(
    element: &Element,
    at: usize,
    strings: &[Arc<str>],
    budget: &mut Budget,
) -> Result<(usize, RawRow), FormatError> {
    let number = element.get("r").and_then(|r| r.parse().ok());
    let mut row = RawRow::default();
    for cell in element.elements().filter(|cell| &*cell.local == "c") {
        let column = cell
            .get("r")
            .and_then(cell_position)
            .map(|(column, _)| column);
        let column = column.unwrap_or(row.cells.len());
        if column >= COLUMNS {
            continue;
        }
        let value = |name: &str| cell.child(name).map(Element::text).unwrap_or_default();
        let text = match cell.get("t") {
            Some("s") => {
                let at = value("v").trim().parse::<usize>().ok();
                let shared = at.and_then(|at| strings.get(at));
                shared.map(|text| text.to_string()).unwrap_or_default()
            }
            Some("inlineStr") => cell.child("is").map(rich).unwrap_or_default(),
            Some("str") => unescaped(&value("v")),
            Some("e") => String::new(),
            _ => value("v"),
        };
        budget.charge(text.len())?;
        if row.cells.len() <= column {
            row.cells.resize_with(column + 1, Cell::default);
        }
        if let Some(cell) = row.cells.get_mut(column) {
            cell.text = text;
        }
    }
    Ok((number.unwrap_or(at + 1), row))
}

/// Returns column and row of a name such as `C12`, the column from 0.
fn cell_position(name: &str) -> Option<(usize, usize)> {
    let name = name.split(':').next()?;
    let digits = name.find(|c: char| c.is_ascii_digit())?;
    let (letters, number) = name.split_at(digits);
    let mut column = 0_usize;
    for letter in letters.bytes() {
        if !letter.is_ascii_alphabetic() || column > COLUMNS {
            return None;
        }
        column = column * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1;
    }
    Some((column.checked_sub(1)?, number.parse().ok()?))
}

/// Returns the text of a string of runs; how it is pronounced is left out.
fn rich(element: &Element) -> String {
    let mut text = String::new();
    for child in element.elements() {
        match &*child.local {
            "t" => text.push_str(&unescaped(&child.text())),
            "r" => text.push_str(&rich(child)),
            _ => {}
        }
    }
    text
}

fn shared_strings(archive: &mut Archive<'_>, name: &str) -> Result<Vec<Arc<str>>, FormatError> {
    let mut strings = Vec::new();
    if let Some(text) = archive.xml(name)? {
        each(&text, name, "si", |element| {
            strings.push(rich(&element).into());
            Ok(())
        })?;
    }
    Ok(strings)
}

/// Returns the letter that an escape such as `_x000D_` at the beginning of a text stands for.
pub(super) fn escape_at(text: &str) -> Option<char> {
    let code = text.strip_prefix("_x")?.get(..5)?.strip_suffix('_')?;
    if !code.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    char::from_u32(u32::from_str_radix(code, 16).ok()?)
}

fn unescaped(text: &str) -> String {
    if !text.contains("_x") {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        match escape_at(rest) {
            Some('\r') => {}
            Some(meant) => out.push(meant),
            None => out.push(c),
        }
        let wide = if escape_at(rest).is_some() {
            7
        } else {
            c.len_utf8()
        };
        rest = rest.get(wide..).unwrap_or("");
    }
    out
}

/// Returns the names of those who write in threads.
fn people(archive: &mut Archive<'_>, name: &str) -> Result<HashMap<String, String>, FormatError> {
    let mut people = HashMap::new();
    if let Some(text) = archive.xml(name)? {
        each(&text, name, "person", |element| {
            let get = |name: &str| element.get(name).unwrap_or_default().to_owned();
            people.insert(get("id"), get("displayName"));
            Ok(())
        })?;
    }
    Ok(people)
}

/// Adds the comments of a sheet to its rows. A thread is stored twice in a file, the second time as
/// one old-style comment that explains threads; that one is left out.
fn comments(
    archive: &mut Archive<'_>,
    sheet: &str,
    people: &HashMap<String, String>,
    rows: &mut [(usize, RawRow)],
) -> Result<(), FormatError> {
    let by_number: HashMap<usize, usize> = rows
        .iter()
        .enumerate()
        .map(|(at, (number, _))| (*number, at))
        .collect();
    let mut add = |name: Option<&str>, text: String, author: String| {
        let Some((column, line)) = name.and_then(cell_position) else {
            return;
        };
        let row = by_number.get(&line).and_then(|at| rows.get_mut(*at));
        if let (Some((_, row)), false) = (row, text.trim().is_empty()) {
            let comment = Comment {
                text: text.trim().to_owned(),
                author,
                place: None,
            };
            row.comments.push((column, comment, None));
        }
    };
    for relation in relations(archive, sheet)? {
        if !matches!(relation.kind.as_str(), "comments" | "threadedComment") {
            continue;
        }
        let Some(text) = archive.xml(&relation.part)? else {
            continue;
        };
        let mut authors = Vec::new();
        each(&text, &relation.part, "author", |element| {
            authors.push(element.text().trim().to_owned());
            Ok(())
        })?;
        each(&text, &relation.part, "comment", |element| {
            let author = element
                .get("authorId")
                .and_then(|at| at.parse::<usize>().ok());
            let author = author
                .and_then(|at| authors.get(at))
                .cloned()
                .unwrap_or_default();
            if author.starts_with("tc=") {
                return Ok(());
            }
            let text = element.child("text").map(rich).unwrap_or_default();
            // Some programs begin each comment with the name of its author.
            let bare = text
                .strip_prefix(&format!("{author}:"))
                .filter(|_| !author.is_empty());
            add(
                element.get("ref"),
                bare.unwrap_or(&text).to_owned(),
                author.clone(),
            );
            Ok(())
        })?;
        each(&text, &relation.part, "threadedComment", |element| {
            let author = element.get("personId").and_then(|id| people.get(id));
            let text = element.child("text").map(Element::text).unwrap_or_default();
            add(
                element.get("ref"),
                text,
                author.cloned().unwrap_or_default(),
            );
            Ok(())
        })?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_found_by_their_names() {
        assert_eq!(cell_position("A1"), Some((0, 1)));
        assert_eq!(cell_position("AB12:AC13"), Some((27, 12)));
        assert_eq!(cell_position("12"), None);
        assert_eq!(cell_position("A"), None);
        assert_eq!(cell_position("ZZZZZZZZZZZZZZZZZZZZZZ1"), None);
    }

    #[test]
    fn escapes_of_cells_are_read() {
        assert_eq!(
            unescaped("a_x000D_\nb_x0041__x005F_x0041_ _x12"),
            "a\nbA_x0041_ _x12"
        );
    }
}
