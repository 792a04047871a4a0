//! StarDict dictionaries: `NAME.ifo`, `NAME.idx` (or `.idx.gz`), `NAME.dict` (or `.dict.dz`).
//!
//! An index entry is a headword, a zero byte, and offset and length in big-endian order; the
//! `.ifo` file says how wide the offset is and of which types the articles are (the file
//! `StarDictFileFormat` of the StarDict sources). Text, phonetics and marked-up text are
//! shown, pictures and sounds are not.

use super::{Body, Dictionary, Entry, Index};
use std::path::Path;

/// Opens a dictionary by its `.ifo` file.
pub(super) fn open(path: &Path) -> Result<Dictionary, String> {
    let info = super::body::read_whole(path)?;
    let info = String::from_utf8_lossy(&info).into_owned();
    let field = |name: &str| {
        info.lines()
            .filter_map(|line| line.split_once('='))
            .find(|(key, _)| key.trim() == name)
            .map(|(_, value)| value.trim().to_owned())
    };
    let wide = field("idxoffsetbits").as_deref() == Some("64");
    let name = field("bookname")
        .or_else(|| Some(path.file_stem()?.to_string_lossy().into_owned()))
        .unwrap_or_default();
    let index = match super::body::read_whole(&path.with_extension("idx")) {
        Ok(bytes) => bytes,
        Err(_) => super::body::read_packed(&path.with_extension("idx.gz"))?,
    };
    let body = Body::open(&[path.with_extension("dict.dz"), path.with_extension("dict")])?;
    Ok(Dictionary {
        name: super::lines_of(&name).concat(),
        index: Index::new(entries(&index, wide)),
        body,
        is_stardict: Some(field("sametypesequence").unwrap_or_default()),
    })
}

/// Reads the entries of an index; what is cut off at its end is left out.
fn entries(mut bytes: &[u8], wide: bool) -> Vec<Entry> {
    let mut found = Vec::new();
    let offset_bytes = if wide { 8 } else { 4 };
    while let Some(end) = bytes.iter().position(|&byte| byte == 0) {
        let (head, rest) = bytes.split_at(end);
        let Some((numbers, rest)) = rest
            .get(1..)
            .and_then(|rest| rest.split_at_checked(offset_bytes + 4))
        else {
            break;
        };
        let (offset, length) = numbers.split_at(offset_bytes);
        found.push(Entry {
            headword: String::from_utf8_lossy(head).into_owned(),
            offset: big_endian(offset),
            length: big_endian(length),
        });
        bytes = rest;
    }
    found
}

fn big_endian(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0, |sum, &byte| (sum << 8) | u64::from(byte))
}

/// Returns the text of an article; `types` are those that the `.ifo` file gives for all.
pub(super) fn article(bytes: &[u8], types: &str) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut rest = bytes;
    let mut given = types.bytes();
    loop {
        let kind = if types.is_empty() {
            let Some((&kind, after)) = rest.split_first() else {
                break;
            };
            rest = after;
            kind
        } else {
            match given.next() {
                Some(kind) => kind,
                None => break,
            }
        };
        // Of the types given for all, the last has no end mark.
        let last = !types.is_empty() && given.len() == 0;
        let (data, after) = if kind.is_ascii_uppercase() {
            if last {
                (rest, &[][..])
            } else {
                let Some((size, after)) = rest.split_at_checked(4) else {
                    break;
                };
                let size = usize::try_from(big_endian(size)).unwrap_or(usize::MAX);
                after.split_at(size.min(after.len()))
            }
        } else {
            let end = rest.iter().position(|&byte| byte == 0);
            match end.filter(|_| !last) {
                Some(end) => (
                    rest.get(..end).unwrap_or(&[]),
                    rest.get(end + 1..).unwrap_or(&[]),
                ),
                None => (rest, &[][..]),
            }
        };
        let text = String::from_utf8_lossy(data);
        match kind {
            b'm' | b'l' | b'y' | b'w' => parts.push(text.into_owned()),
            b't' => parts.push(format!("[{text}]")),
            b'g' | b'h' | b'x' | b'k' => parts.push(without_markup(&text)),
            _ => {}
        }
        rest = after;
        if rest.is_empty() && (types.is_empty() || given.len() == 0) {
            break;
        }
    }
    parts.join("\n")
}

/// Takes the tags out of marked-up text; blocks and breaks become lines.
fn without_markup(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        let (before, tag) = rest.split_at(start);
        out.push_str(before);
        let Some(end) = tag.find('>') else {
            out.push_str(tag);
            rest = "";
            break;
        };
        let (tag, after) = tag.split_at(end + 1);
        let name: String = tag
            .trim_start_matches(['<', '/'])
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect();
        if matches!(
            name.to_ascii_lowercase().as_str(),
            "br" | "p" | "div" | "li" | "tr" | "def" | "dd" | "dt" | "h1" | "h2" | "h3"
        ) && !out.ends_with('\n')
        {
            out.push('\n');
        }
        rest = after;
    }
    out.push_str(rest);
    [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&apos;", "'"),
        ("&nbsp;", " "),
        ("&amp;", "&"),
    ]
    .iter()
    .fold(out, |text, (name, sign)| text.replace(name, sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_index_is_read_as_far_as_it_goes() {
        let mut bytes = b"cat\0".to_vec();
        bytes.extend([0, 0, 0, 1, 0, 0, 1, 0]);
        bytes.extend(b"dog\0\0\0");
        let found = entries(&bytes, false);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].offset, found[0].length), (1, 256));
        let mut wide = b"ox\0".to_vec();
        wide.extend([0, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 9]);
        assert_eq!(entries(&wide, true)[0].offset, 5);
    }

    #[test]
    fn articles_of_every_type_are_text() {
        assert_eq!(article(b"plain", "m"), "plain");
        assert_eq!(article(b"kat\0a cat", "tm"), "[kat]\na cat");
        assert_eq!(article(b"mone\0W\0\0\0\x02xxmtwo\0", ""), "one\ntwo");
        assert_eq!(
            article(b"<b>a</b> &lt;b&gt;<br/>c <unfinished", "h"),
            "a <b>\nc <unfinished"
        );
        assert_eq!(article(b"", ""), "");
        assert_eq!(article(b"W\xff\xff\xff\xff", ""), "");
    }
}
