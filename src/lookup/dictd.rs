//! Databases of the dictd server: `NAME.index` beside `NAME.dict` or `NAME.dict.dz`.
//!
//! A line of the index is a headword, the offset and the length of its entry, with tabs
//! between them; the numbers are written in base 64 (dictd(8), dictfmt(1)). Headwords that
//! begin with `00database` or `00-database` say what the database is.

use super::{Body, Dictionary, Entry, Index};
use std::path::Path;

/// Opens a database by its index.
pub(super) fn open(path: &Path) -> Result<Dictionary, String> {
    let bytes = super::body::read_whole(path)?;
    let entries = entries(&String::from_utf8_lossy(&bytes));
    let mut body = Body::open(&[path.with_extension("dict.dz"), path.with_extension("dict")])?;
    let about = |entry: &&Entry| {
        let name = entry.headword.replace('-', "");
        name == "00databaseshort"
    };
    let name = entries
        .iter()
        .find(about)
        .and_then(|entry| body.read(entry.offset, entry.length.min(1000)).ok())
        .and_then(|bytes| {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            let lines = super::lines_of(&text);
            lines
                .into_iter()
                .map(|line| line.trim().to_owned())
                .find(|line| !line.starts_with("00"))
        })
        .or_else(|| Some(path.file_stem()?.to_string_lossy().into_owned()))
        .unwrap_or_default();
    let words = entries
        .into_iter()
        .filter(|entry| !entry.headword.starts_with("00"))
        .collect();
    Ok(Dictionary {
        name,
        index: Index::new(words),
        body,
        is_stardict: None,
    })
}

/// Reads the lines of an index; one that is none is passed over.
fn entries(text: &str) -> Vec<Entry> {
    text.lines()
        .filter_map(|line| {
            let mut parts = line.split('\t');
            let headword = parts.next()?.to_owned();
            let offset = number(parts.next()?)?;
            let length = number(parts.next()?)?;
            Some(Entry {
                headword,
                offset,
                length,
            })
        })
        .collect()
}

/// Reads a number in base 64, the most significant digit first.
fn number(text: &str) -> Option<u64> {
    if text.is_empty() {
        return None;
    }
    text.bytes().try_fold(0_u64, |sum, byte| {
        let digit = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        sum.checked_mul(64)?.checked_add(u64::from(digit))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_base_64_without_padding() {
        assert_eq!(number("A"), Some(0));
        assert_eq!(number("BA"), Some(64));
        assert_eq!(number("/"), Some(63));
        assert_eq!(number("a-"), None);
        assert_eq!(number("////////////"), None, "too large for 64 bits");
    }

    #[test]
    fn lines_that_are_none_are_passed_over() {
        let found = entries("cat\tA\tI\nbroken\ndog\tI\t\nox\tI\tBA\tOX\n");
        assert_eq!(found.len(), 2);
        assert_eq!(found[1].length, 64);
    }
}
