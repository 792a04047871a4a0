//! Tab- and comma-separated values: a bead a row, a language a column.
//!
//! A first row that names its columns is used: language tags, `source`, `target`, `id`,
//! `unit`, `state`, `confidence`, `note`. Without one, the first two columns of text are
//! source and target. Codes are written as placeholders.

use crate::FormatError;
use crate::columns::{Column, guessed_columns, named_columns};
use crate::corpus::{Corpus, FileInfo, Note, Segment, State, Unit, written_tag};
use crate::guard::{Cells, guard, unguard};
use crate::left_out::LeftOut;
use crate::sign::{Lines, Naming};
use crate::text::Text;
use bayn_text::Lang;
use bayn_text::Message;
use bayn_text::label;
use bayn_text::msg;
use csv::{ReaderBuilder, StringRecord, WriterBuilder};

/// Joins sentences inside a cell, as hunalign does.
const JOINT: &str = " ~~~ ";

/// Reads a table whose cells are parted by `delimiter`.
///
/// # Errors
/// Where the quoting is broken or no column contains text.
pub fn read(text: &str, delimiter: u8) -> Result<Corpus, FormatError> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let told = told_delimiter(text);
    let (text, delimiter) = told.map_or((text, delimiter), |(told, rest)| (rest, told));
    let quoting = delimiter == b',' || quotes_are_meant(text, delimiter);
    let delimiter = if told.is_none() && delimiter == b',' && semicolons(text) {
        b';'
    } else {
        delimiter
    };
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter)
        .quoting(quoting)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut records = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| {
            let at = error
                .position()
                .and_then(|place| usize::try_from(place.byte()).ok())
                .unwrap_or(0);
            FormatError::at(text, at, msg!("RFC 4180"), Message::library(error))
        })?;
        records.push(record);
    }
    let mut cells = Cells::default();
    records.iter().flatten().for_each(|cell| cells.look(cell));
    if cells.are_guarded() {
        let bare = |record: &StringRecord| record.iter().map(unguard).collect();
        records = records.iter().map(bare).collect();
    }
    table_of(text, &records)
}

/// Reads the rows of a table from another kind of file.
///
/// # Errors
/// Where no column contains text.
pub(crate) fn read_records(records: &[StringRecord]) -> Result<Corpus, FormatError> {
    table_of("", records)
}

fn table_of(text: &str, records: &[StringRecord]) -> Result<Corpus, FormatError> {
    let Some(first) = records.first() else {
        let mut corpus = Corpus::default();
        corpus.files.push(FileInfo::default());
        return Ok(corpus);
    };
    let named = named_columns(first);
    let skip = usize::from(named.is_some());
    let columns = named.unwrap_or_else(|| guessed_columns(records));
    if !columns
        .iter()
        .any(|column| matches!(column, Column::Text(_)))
    {
        return Err(FormatError::at(
            text,
            0,
            msg!("table: at least one column must contain text"),
            msg!("no column contains text"),
        )
        .remedy(msg!(
            "name the columns in the first row: ar, en, or source, target"
        )));
    }
    read_rows(text, records.get(skip..).unwrap_or(&[]), &columns)
}

/// Returns the delimiter that the first line names, as spreadsheets write it (`sep=;`), and the
/// text behind that line.
fn told_delimiter(text: &str) -> Option<(u8, &str)> {
    let (line, rest) = text.split_once('\n')?;
    match line.trim_end_matches('\r').strip_prefix("sep=")?.as_bytes() {
        [delimiter] if !delimiter.is_ascii_alphanumeric() => Some((*delimiter, rest)),
        _ => None,
    }
}

fn read_rows(
    text: &str,
    records: &[StringRecord],
    columns: &[Column],
) -> Result<Corpus, FormatError> {
    let langs: Vec<Lang> = columns
        .iter()
        .filter_map(|column| match column {
            Column::Text(lang) => Some(lang.clone()),
            _ => None,
        })
        .collect();
    let mut corpus = Corpus {
        langs,
        files: vec![FileInfo::default()],
        ..Corpus::default()
    };
    for record in records {
        if record.iter().all(str::is_empty) {
            continue;
        }
        let mut segment = Segment::default();
        let mut notes = Vec::new();
        let mut unit_id = String::new();
        let mut lang = 0;
        for (cell, column) in record.iter().zip(columns) {
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
                Column::Confidence => segment.confidence = confidence(cell, record, text)?,
                // Scores of miners and judges have ranges of their own.
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
        let continues =
            !unit_id.is_empty() && corpus.units.last().is_some_and(|unit| unit.id == unit_id);
        if !continues {
            corpus.units.push(Unit {
                id: unit_id,
                ..Unit::default()
            });
        }
        if let Some(unit) = corpus.units.last_mut() {
            unit.notes.append(&mut notes);
            unit.push(segment);
        }
    }
    Ok(corpus)
}

/// Reads a cell of confidence; an empty one says nothing.
fn confidence(cell: &str, record: &StringRecord, text: &str) -> Result<Option<f32>, FormatError> {
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
        return Err(FormatError::at(text, at, msg!("table: confidence"), said)
            .remedy(msg!("leave the cell empty where it is unknown")));
    }
    Ok(in_range)
}

/// Returns whether a comma-separated file is parted by semicolons, as spreadsheets of many
/// countries write it.
fn semicolons(text: &str) -> bool {
    let first = text.lines().next().unwrap_or("");
    first.contains(';') && !first.contains(',')
}

/// Returns whether quotes around cells are quoting: every quoted cell closes properly and
/// would need its quotes. Corpora of news hold whole sentences in quotes that are text.
#[must_use]
pub fn quotes_are_meant(text: &str, delimiter: u8) -> bool {
    let bytes = text.as_bytes();
    let mut at = 0;
    let mut seen = false;
    while at < bytes.len() {
        if bytes.get(at) == Some(&b'"') {
            let Some((end, needed)) = quoted_cell(bytes, at + 1, delimiter) else {
                return false;
            };
            if !needed {
                return false;
            }
            seen = true;
            at = end;
        }
        let rest = bytes.get(at..).unwrap_or(&[]);
        match memchr::memchr2(delimiter, b'\n', rest) {
            Some(step) => at += step + 1,
            None => break,
        }
    }
    seen
}

/// Returns the end of a quoted cell and whether it needs its quotes.
fn quoted_cell(bytes: &[u8], start: usize, delimiter: u8) -> Option<(usize, bool)> {
    let mut at = start;
    let mut needed = false;
    loop {
        let byte = *bytes.get(at)?;
        if byte == b'"' {
            match bytes.get(at + 1) {
                Some(b'"') => {
                    needed = true;
                    at += 2;
                    continue;
                }
                None | Some(b'\n' | b'\r') => return Some((at + 1, needed)),
                Some(next) if *next == delimiter => return Some((at + 1, needed)),
                Some(_) => return None,
            }
        }
        needed |= byte == delimiter || byte == b'\n' || byte == b'\r';
        at += 1;
    }
}

/// Writes a corpus as a table with a first row that names its columns; `guarded` as
/// `guard` says.
#[must_use]
pub fn write(corpus: &Corpus, delimiter: u8, guarded: bool, left_out: &mut LeftOut) -> String {
    let (table, cells) = rows(corpus, delimiter, guarded, left_out);
    if !guarded && cells.are_guarded() {
        // Else it would be read as what it is not.
        return rows(corpus, delimiter, true, &mut LeftOut::default()).0;
    }
    table
}

/// Returns the rows, and what their cells say.
fn rows(corpus: &Corpus, delimiter: u8, guarded: bool, left_out: &mut LeftOut) -> (String, Cells) {
    let units = &corpus.units;
    let segments = || units.iter().flat_map(|unit| unit.segments.iter());
    let has_id = segments().any(|segment| !segment.id.is_empty());
    let has_unit = units.iter().any(|unit| !unit.id.is_empty());
    let has_state = segments().any(|segment| segment.state.is_some());
    let has_confidence = segments().any(|segment| segment.confidence.is_some());
    let has_note = units.iter().any(|unit| !unit.notes.is_empty());
    let mut writer = WriterBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .from_writer(Vec::new());
    let mut row: Vec<String> = Vec::new();
    let optional = [
        (has_unit, "unit"),
        (has_id, "id"),
        (has_state, "state"),
        (has_confidence, "confidence"),
    ];
    row.extend(
        optional
            .iter()
            .filter(|(has, _)| *has)
            .map(|(_, name)| (*name).to_owned()),
    );
    for (at, lang) in corpus.langs.iter().enumerate() {
        row.push(match (at, lang.tag()) {
            (0, "und") => "source".to_owned(),
            (1, "und" | "und-x-target") => "target".to_owned(),
            _ => written_tag(lang),
        });
    }
    if has_note {
        row.push("note".to_owned());
    }
    let mut cells = Cells::default();
    let mut put = |row: &[String]| {
        row.iter().for_each(|cell| cells.look(cell));
        // Writing to memory cannot fail.
        let _ = if guarded {
            writer.write_record(row.iter().map(|cell| guard(cell).into_owned()))
        } else {
            writer.write_record(row)
        };
    };
    put(&row);
    for unit in units {
        for (at, segment) in unit.segments.iter().enumerate() {
            if segment.ignorable {
                continue;
            }
            row.clear();
            if has_unit {
                row.push(unit.id.clone());
            }
            if has_id {
                row.push(segment.id.clone());
            }
            if has_state {
                row.push(segment.state.map_or("", State::name).to_owned());
            }
            if has_confidence {
                row.push(
                    segment
                        .confidence
                        .map_or_else(String::new, |value| value.to_string()),
                );
            }
            for lang in 0..corpus.langs.len() {
                row.push(cell(segment, lang, left_out));
            }
            if has_note {
                let notes = if at == 0 { unit.notes.as_slice() } else { &[] };
                let texts: Vec<&str> = notes.iter().map(|note| note.text.as_str()).collect();
                left_out.count(label!("boundaries between notes"), texts.len() > 1);
                row.push(texts.join("\n"));
            }
            put(&row);
        }
        left_out.add(label!("properties"), unit.props.len());
    }
    left_out.count(label!("groups"), !corpus.groups.is_empty());
    let bytes = writer.into_inner().unwrap_or_default();
    (String::from_utf8(bytes).unwrap_or_default(), cells)
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

/// Returns whether every line has as many tabs; one named so needs some in its first.
pub(crate) fn is_tsv(lines: &Lines<'_>, naming: Naming) -> bool {
    let tabs = lines.first().matches('\t').count();
    let rows = lines.lines.split_last().map_or(&[][..], |(_, most)| most);
    let even = rows.iter().all(|line| line.matches('\t').count() == tabs);
    tabs > 0 && (even || naming == Naming::This || quoted_table(lines.head))
}

/// Returns whether a text is a table by its quotes, within which a line may end.
fn quoted_table(head: &str) -> bool {
    let whole = head
        .rsplit_once(['\n', '\r'])
        .map_or(head, |(whole, _)| whole);
    quotes_are_meant(whole, b'\t') && {
        let mut reader = ReaderBuilder::new();
        let reader = reader.delimiter(b'\t').has_headers(false).flexible(true);
        let mut reader = reader.from_reader(whole.as_bytes());
        let mut widths = reader.records().map_while(Result::ok).map(|row| row.len());
        let first = widths.next().unwrap_or(0);
        first > 1 && widths.all(|width| width == first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(corpus: &Corpus) -> Vec<Vec<String>> {
        corpus
            .segments()
            .map(|segment| {
                (0..corpus.langs.len())
                    .map(|lang| segment.joined(lang).map_or_else(String::new, |t| t.plain()))
                    .collect()
            })
            .collect()
    }

    #[test]
    fn quotes_in_a_tsv_are_text_unless_they_must_be_quoting() {
        let news = "\"Yes.\"\t\"Ja.\"\nNo \"way\"\tNein\n";
        assert_eq!(
            texts(&read(news, b'\t').unwrap()),
            [["\"Yes.\"", "\"Ja.\""], ["No \"way\"", "Nein"]]
        );
        let quoted = "\"a\tb\"\tc\n";
        assert_eq!(texts(&read(quoted, b'\t').unwrap()), [["a\tb", "c"]]);
    }

    #[test]
    fn a_guarded_table_comes_back_exactly_and_a_bare_one_too() {
        let cells = [
            "=cmd|'/c calc'!A1",
            "'=1",
            "''=1",
            "-5",
            "''wiki''",
            "'tis",
            "@x",
            "\u{ff1d}1",
        ];
        for pick in 1_usize..1 << cells.len() {
            let chosen = (0..cells.len()).filter(|at| pick >> at & 1 == 1);
            let corpus = Corpus {
                langs: vec![Lang::new("ar"), Lang::new("en")],
                files: vec![FileInfo::default()],
                units: vec![Unit {
                    segments: chosen
                        .map(|at| Segment {
                            texts: [vec![Text::from(cells[at])], vec![Text::from("b")]].into(),
                            ..Segment::default()
                        })
                        .collect(),
                    ..Unit::default()
                }],
                ..Corpus::default()
            };
            for (delimiter, guarded) in [(b',', true), (b'\t', true), (b',', false), (b'\t', false)]
            {
                let table = write(&corpus, delimiter, guarded, &mut LeftOut::default());
                let again = read(&table, delimiter).unwrap();
                assert_eq!(texts(&again), texts(&corpus), "{table}");
                let bare = table.lines().any(bayn_text::begins_formula);
                assert!(!(guarded && bare), "{table}");
            }
        }
        let plain = "ar,en\n=1,'x\n";
        assert_eq!(texts(&read(plain, b',').unwrap()), [["=1", "'x"]]);
    }

    #[test]
    fn a_first_row_names_columns_and_numbers_are_no_text() {
        let corpus = read("id,ar,en,score\n7,x,y,0.5\n", b',').unwrap();
        assert_eq!(corpus.langs, [Lang::new("ar"), Lang::new("en")]);
        let segment = corpus.segments().next().unwrap();
        assert_eq!((segment.id.as_str(), segment.confidence), ("7", Some(0.5)));
        let corpus = read("a ~~~ b\tc\t0.3\nd\te\t0.1\n", b'\t').unwrap();
        assert_eq!(corpus.segments().next().unwrap().sentences(0).len(), 2);
    }
}
