//! The rows of the tables of WMT and Marot: separated by tabs, without quoting, unless a program
//! has nevertheless written the file with CSV quoting.

use bayn_formats::delimited::quotes_are_meant;

/// A row: the number of its line, from 1, and its cells.
type Row = (usize, Vec<String>);

/// Returns the rows that are not empty.
///
/// If every line has the same number of cells, a quotation mark that would join some of
/// them is a letter.
pub(crate) fn rows(text: &str) -> Vec<Row> {
    let bare = bare(text);
    if !quotes_are_meant(text, b'\t') {
        return bare;
    }
    let quoted = quoted(text);
    let width = |row: &Row| row.1.len();
    let even = bare
        .iter()
        .all(|row| Some(width(row)) == bare.first().map(width));
    if even && !bare.iter().map(width).eq(quoted.iter().map(width)) {
        return bare;
    }
    quoted
}

fn bare(text: &str) -> Vec<Row> {
    let lines = text.lines().enumerate();
    lines
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(at, line)| (at + 1, line.split('\t').map(str::to_owned).collect()))
        .collect()
}

fn quoted(text: &str) -> Vec<Row> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b'\t')
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let records = reader.records().filter_map(Result::ok);
    records
        .map(|record| {
            let line = record.position().map_or(0, csv::Position::line);
            let cells = record.iter().map(str::to_owned).collect();
            (usize::try_from(line).unwrap_or(usize::MAX), cells)
        })
        .collect()
}
