//! Writing a table: one row per segment, below a header row.

use super::JOINT;
use crate::corpus::{Corpus, Segment, State, Unit, written_tag};
use crate::guard::{Cells, guard};
use crate::left_out::LeftOut;
use crate::text::Text;
use crate::writer::{Writer, write_whole};
use bayn_text::label;
use csv::WriterBuilder;

/// Writes a corpus as a table with a header row; `guarded` as
/// `guard` says.
#[must_use]
pub fn write(corpus: &Corpus, delimiter: u8, guarded: bool, left_out: &mut LeftOut) -> String {
    write_whole(&mut Table::new(delimiter, guarded), corpus, left_out)
}

/// A table that is written piece by piece.
pub(crate) struct Table {
    delimiter: u8,
    guarded: bool,
    /// What is known of the cells written so far.
    cells: Cells,
    has: Columns,
}

/// Which optional columns are not empty.
#[derive(Default)]
struct Columns {
    unit: bool,
    id: bool,
    state: bool,
    confidence: bool,
    note: bool,
}

impl Table {
    pub(crate) fn new(delimiter: u8, guarded: bool) -> Self {
        Self {
            delimiter,
            guarded,
            cells: Cells::default(),
            has: Columns::default(),
        }
    }

    fn sheet(&self) -> Sheet {
        let mut builder = WriterBuilder::new();
        builder.delimiter(self.delimiter).flexible(true);
        Sheet {
            writer: builder.from_writer(Vec::new()),
            guarded: self.guarded,
            cells: Cells::default(),
        }
    }
}

/// Rows while they are written.
struct Sheet {
    writer: csv::Writer<Vec<u8>>,
    guarded: bool,
    cells: Cells,
}

impl Sheet {
    /// Adds a cell to the row.
    fn add_cell(&mut self, cell: &str) {
        self.cells.look(cell);
        // Writing to memory cannot fail.
        let _ = if self.guarded {
            self.writer.write_field(&*guard(cell))
        } else {
            self.writer.write_field(cell)
        };
    }

    fn end_row(&mut self) {
        let _ = self.writer.write_record(None::<&[u8]>);
    }

    fn finish(self) -> (String, Cells) {
        let bytes = self.writer.into_inner().unwrap_or_default();
        (String::from_utf8(bytes).unwrap_or_default(), self.cells)
    }
}

impl Writer for Table {
    fn start_pass(&mut self) {
        self.cells = Cells::default();
    }

    fn look(&mut self, units: &[Unit]) {
        let has = &mut self.has;
        for unit in units {
            has.unit |= !unit.id.is_empty();
            has.note |= !unit.notes.is_empty();
            for segment in &unit.segments {
                has.id |= !segment.id.is_empty();
                has.state |= segment.state.is_some();
                has.confidence |= segment.confidence.is_some();
            }
        }
    }

    fn head(&self, corpus: &Corpus, _: &mut LeftOut) -> String {
        let mut sheet = self.sheet();
        let optional = [
            (self.has.unit, "unit"),
            (self.has.id, "id"),
            (self.has.state, "state"),
            (self.has.confidence, "confidence"),
        ];
        for (_, name) in optional.iter().filter(|(has, _)| *has) {
            sheet.add_cell(name);
        }
        for (at, lang) in corpus.langs.iter().enumerate() {
            match (at, lang.tag()) {
                (0, "und") => sheet.add_cell("source"),
                (1, "und" | "und-x-target") => sheet.add_cell("target"),
                _ => sheet.add_cell(&written_tag(lang)),
            }
        }
        if self.has.note {
            sheet.add_cell("note");
        }
        sheet.end_row();
        sheet.finish().0
    }

    fn units(&mut self, corpus: &Corpus, units: &[Unit], left_out: &mut LeftOut) -> String {
        let mut sheet = self.sheet();
        for unit in units {
            for (at, segment) in unit.segments.iter().enumerate() {
                if segment.ignorable {
                    continue;
                }
                if self.has.unit {
                    sheet.add_cell(&unit.id);
                }
                if self.has.id {
                    sheet.add_cell(&segment.id);
                }
                if self.has.state {
                    sheet.add_cell(segment.state.map_or("", State::name));
                }
                if self.has.confidence {
                    let confidence = segment.confidence.map(|value| value.to_string());
                    sheet.add_cell(confidence.as_deref().unwrap_or(""));
                }
                for lang in 0..corpus.langs.len() {
                    sheet.add_cell(&cell(segment, lang, left_out));
                }
                if self.has.note {
                    let notes = if at == 0 { unit.notes.as_slice() } else { &[] };
                    let texts: Vec<&str> = notes.iter().map(|note| note.text.as_str()).collect();
                    left_out.count(label!("boundaries between notes"), texts.len() > 1);
                    sheet.add_cell(&texts.join("\n"));
                }
                sheet.end_row();
            }
            left_out.add(label!("properties"), unit.props.len());
        }
        let (rows, cells) = sheet.finish();
        self.cells.join(cells);
        rows
    }

    fn holds(&mut self, _: &Corpus) -> bool {
        // Otherwise cells would be read back differently.
        let unguarded = !self.guarded && self.cells.are_guarded();
        self.guarded |= unguarded;
        !unguarded
    }

    fn end(&mut self, corpus: &Corpus, left_out: &mut LeftOut) -> String {
        left_out.count(label!("groups"), !corpus.groups.is_empty());
        String::new()
    }
}

fn cell(segment: &Segment, lang: usize, left_out: &mut LeftOut) -> String {
    let sentences = segment.sentences(lang);
    left_out.add(
        label!("inline codes (now placeholders)"),
        sentences.iter().map(|text| text.codes().count()).sum(),
    );
    sentences
        .iter()
        .map(Text::shown)
        .collect::<Vec<_>>()
        .join(JOINT)
}
