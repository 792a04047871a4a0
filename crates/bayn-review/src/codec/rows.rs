//! The rows of the tables of WMT and Marot: parted by tabs, without quoting, unless a program
//! has written the file with the quoting of CSV all the same.

use bayn_formats::delimited::quotes_are_meant;

/// Returns the rows that are not empty, each with the number of its line, from 1, and its cells.
pub(crate) fn rows(text: &str) -> Vec<(usize, Vec<String>)> {
    if !quotes_are_meant(text, b'\t') {
        let lines = text.lines().enumerate();
        return lines
            .filter(|(_, line)| !line.trim().is_empty())
            .map(|(at, line)| (at + 1, line.split('\t').map(str::to_owned).collect()))
            .collect();
    }
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
