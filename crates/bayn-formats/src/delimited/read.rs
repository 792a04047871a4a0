//! Reads a table: first its columns, then row by row.

use super::quoting::are_meant_in;
use super::{JOINT, semicolons, told_delimiter};
use crate::FormatError;
use crate::columns::{Column, guessed_columns, named_columns};
use crate::corpus::{Corpus, FileInfo, Full, Note, Segment, State, Unit};
use crate::feed::Feed;
use crate::guard::{Cells, unguard};
use crate::text::Text;
use bayn_text::{Lang, Message, msg};
use csv::{ReaderBuilder, StringRecord};
use std::io::Read;

/// The number of rows from which unnamed columns are identified.
const SAMPLE: usize = 101;

/// Reads a table whose cells are separated by `delimiter`.
///
/// # Errors
/// If the quoting is broken or no column contains text.
pub fn read(text: &str, delimiter: u8) -> Result<Corpus, FormatError> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    read_pieces(&Feed::of_text(text), delimiter, &mut |_| Ok(()))
}

/// Reads a table and passes on its units piece by piece.
pub(crate) fn read_pieces(
    feed: &Feed<'_>,
    delimiter: u8,
    full: &mut Full<'_>,
) -> Result<Corpus, FormatError> {
    let table = Table::of(feed, delimiter)?;
    // Whether cells are guarded depends on all of them, and the width of a table on its widest row.
    let mut cells = Cells::default();
    let mut shape = Shape::default();
    table.each(&mut |row| {
        row.iter().for_each(|cell| cells.look(cell));
        shape.look(row);
        Ok(())
    })?;
    let guarded = cells.are_guarded();
    let bare = |row: &StringRecord| -> StringRecord { row.iter().map(unguard).collect() };
    if guarded {
        shape.sample = shape.sample.iter().map(bare).collect();
    }
    let mut rows = Rows::new(feed, &shape)?;
    table.each(&mut |row| {
        if guarded {
            rows.row(&bare(row), full)
        } else {
            rows.row(row, full)
        }
    })?;
    Ok(rows.corpus)
}

/// Reads the rows of a table from another kind of file.
///
/// # Errors
/// If no column contains text.
pub(crate) fn read_records(records: &[StringRecord]) -> Result<Corpus, FormatError> {
    let mut shape = Shape::default();
    records.iter().for_each(|row| shape.look(row));
    let feed = Feed::of_text("");
    let mut rows = Rows::new(&feed, &shape)?;
    for row in records {
        rows.row(row, &mut |_| Ok(()))?;
    }
    Ok(rows.corpus)
}

/// How the rows of a table are separated.
struct Table<'a, 'f> {
    feed: &'f Feed<'a>,
    /// Where its first row begins.
    start: usize,
    delimiter: u8,
    quoting: bool,
}

impl<'a, 'f> Table<'a, 'f> {
    fn of(feed: &'f Feed<'a>, delimiter: u8) -> Result<Self, FormatError> {
        let mut lines = feed.lines(b'\n');
        let first = lines.next()?.map_or("", |(_, line)| line);
        let told = told_delimiter(first);
        let start = told.map_or(0, |_| first.len());
        let semicolons = told.is_none() && delimiter == b',' && semicolons(first);
        let delimiter = told.unwrap_or(delimiter);
        let quoting = delimiter == b',' || are_meant_in(feed, start, delimiter)?;
        Ok(Self {
            feed,
            start,
            delimiter: if semicolons { b';' } else { delimiter },
            quoting,
        })
    }

    /// Passes on each row in order.
    fn each(
        &self,
        take: &mut dyn FnMut(&StringRecord) -> Result<(), FormatError>,
    ) -> Result<(), FormatError> {
        let mut text = self.feed.open();
        let skipped = std::io::copy(
            &mut text.by_ref().take(self.start as u64),
            &mut std::io::sink(),
        );
        skipped.map_err(|error| crate::feed::unread(&error))?;
        let mut reader = ReaderBuilder::new()
            .delimiter(self.delimiter)
            .quoting(self.quoting)
            .has_headers(false)
            .flexible(true)
            .from_reader(text);
        let mut row = StringRecord::new();
        loop {
            let read = reader.read_record(&mut row).map_err(|error| {
                let at = error
                    .position()
                    .and_then(|place| usize::try_from(place.byte()).ok())
                    .unwrap_or(0);
                let place = self.start + at;
                self.feed
                    .error(place, msg!("RFC 4180"), Message::library(error))
            })?;
            if !read {
                return Ok(());
            }
            take(&row)?;
        }
    }
}

/// What must be known about all rows before the first is read.
#[derive(Default)]
struct Shape {
    sample: Vec<StringRecord>,
    width: usize,
    rows: usize,
}

impl Shape {
    fn look(&mut self, row: &StringRecord) {
        self.rows += 1;
        self.width = self.width.max(row.len());
        if self.sample.len() < SAMPLE {
            self.sample.push(row.clone());
        }
    }
}

/// The rows of a table while they are read.
struct Rows<'a, 'f> {
    feed: &'f Feed<'a>,
    columns: Vec<Column>,
    /// Whether the next row names the columns.
    names: bool,
    corpus: Corpus,
}

impl<'a, 'f> Rows<'a, 'f> {
    fn new(feed: &'f Feed<'a>, shape: &Shape) -> Result<Self, FormatError> {
        let named = shape.sample.first().and_then(named_columns);
        let names = named.is_some();
        let columns = named.unwrap_or_else(|| guessed_columns(&shape.sample, shape.width));
        let langs: Vec<Lang> = columns
            .iter()
            .filter_map(|column| match column {
                Column::Text(lang) => Some(lang.clone()),
                _ => None,
            })
            .collect();
        if langs.is_empty() && shape.rows > 0 {
            return Err(feed
                .error(
                    0,
                    msg!("table: at least one column must contain text"),
                    msg!("no column contains text"),
                )
                .remedy(msg!(
                    "name the columns in the first row: ar, en, or source, target"
                )));
        }
        Ok(Self {
            feed,
            columns,
            names,
            corpus: Corpus {
                langs,
                files: vec![FileInfo::default()],
                ..Corpus::default()
            },
        })
    }

    fn row(&mut self, record: &StringRecord, full: &mut Full<'_>) -> Result<(), FormatError> {
        if std::mem::take(&mut self.names) || record.iter().all(str::is_empty) {
            return Ok(());
        }
        let mut segment = Segment::default();
        let mut notes = Vec::new();
        let mut unit_id = String::new();
        let mut lang = 0;
        for (cell, column) in record.iter().zip(&self.columns) {
            match column {
                Column::Text(_) => {
                    if !cell.is_empty() {
                        let sentences = cell.split(JOINT).map(Text::from).collect();
                        segment.texts.set(lang, sentences);
                    }
                    lang += 1;
                }
                Column::Id => cell.clone_into(&mut segment.id),
                Column::Unit => cell.clone_into(&mut unit_id),
                Column::State => segment.state = State::from_name(cell),
                Column::Confidence => segment.confidence = confidence(cell, record, self.feed)?,
                // Scores from mining and judging have other ranges.
                Column::Score => {
                    let score = cell.trim().parse().ok();
                    segment.confidence = score.filter(|score| (0.0..=1.0).contains(score));
                }
                Column::Note if !cell.is_empty() => notes.push(Note {
                    text: cell.to_owned(),
                    ..Note::default()
                }),
                Column::Note | Column::Verdict | Column::Print | Column::Other => {}
            }
        }
        let last = self.corpus.units.last_mut();
        match last.filter(|last| !unit_id.is_empty() && last.id == unit_id) {
            Some(unit) => {
                unit.notes.append(&mut notes);
                unit.push(segment);
                Ok(())
            }
            None => {
                let mut unit = Unit {
                    id: unit_id,
                    notes,
                    ..Unit::default()
                };
                unit.push(segment);
                self.corpus.add(unit, full)
            }
        }
    }
}

/// Reads a cell of confidence; an empty one is no value.
fn confidence(
    cell: &str,
    record: &StringRecord,
    feed: &Feed<'_>,
) -> Result<Option<f32>, FormatError> {
    let cell = cell.trim();
    if cell.is_empty() {
        return Ok(None);
    }
    let number = cell.parse::<f32>().ok();
    let in_range = number.filter(|number| (0.0..=1.0).contains(number));
    if in_range.is_none() {
        let at = record.position().map_or(0, csv::Position::byte);
        let at = usize::try_from(at).unwrap_or(0);
        let said = msg!("{number} is not a confidence from 0 to 1", number = cell);
        return Err(feed
            .error(at, msg!("table: confidence"), said)
            .remedy(msg!("leave the cell empty where it is unknown")));
    }
    Ok(in_range)
}
