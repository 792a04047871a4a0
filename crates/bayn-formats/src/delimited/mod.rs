//! Tab- and comma-separated values: one bead per row, one language per column.
//!
//! A header row is used: language tags, `source`, `target`, `id`,
//! `unit`, `state`, `confidence`, `note`. Without one, the first two columns of text are
//! source and target. Codes are written as placeholders.

mod quoting;
mod read;
mod write;

use crate::sign::{Lines, Naming};
use csv::ReaderBuilder;

pub use quoting::quotes_are_meant;
pub use read::read;
pub(crate) use read::{read_pieces, read_records};
pub(crate) use write::Table;
pub use write::write;

/// Separates sentences inside a cell, as in hunalign.
const JOINT: &str = " ~~~ ";

/// Returns the delimiter that the first line names, as spreadsheets write it (`sep=;`).
fn told_delimiter(first: &str) -> Option<u8> {
    let line = first.strip_suffix('\n')?.trim_end_matches('\r');
    match line.strip_prefix("sep=")?.as_bytes() {
        [delimiter] if !delimiter.is_ascii_alphanumeric() => Some(*delimiter),
        _ => None,
    }
}

/// Returns whether a comma-separated file uses semicolons, as spreadsheets of many
/// countries do.
fn semicolons(first: &str) -> bool {
    first.contains(';') && !first.contains(',')
}

/// Returns whether every line has the same number of tabs; in a file named so the first must have some.
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
    use crate::corpus::{Corpus, FileInfo, Segment, Unit};
    use crate::left_out::LeftOut;
    use crate::text::Text;
    use bayn_text::Lang;

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
