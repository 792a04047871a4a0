//! Detects the format of a file, by its content first and its name last.
//!
//! The rows of `format` define how each is recognised, by what `sign` reads from a file.

use crate::content::ByName;
use crate::format::Format;
use crate::sign::{Archive, Lines, Markup, Naming, Sign};

/// What the first bytes of a file indicate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A format that can be read.
    Of(Format),
    /// A term base, which is a glossary for a text.
    Terms,
    /// XML in an unsupported format.
    UnknownXml,
    /// A zip archive in an unsupported format.
    UnknownZip,
    /// Bytes that are not text.
    Binary,
}

/// Returns the first format whose sign matches.
fn first(holds: impl Fn(Format, &Sign) -> bool) -> Option<Format> {
    let mut formats = Format::ALL.iter().copied();
    formats.find(|format| holds(*format, &format.row().sign))
}

/// Returns the type of a file, by its decompressed bytes, or by its name if they do not decide.
#[must_use]
pub fn detect(name: &str, bytes: &[u8]) -> Kind {
    if let Some(format) =
        first(|_, sign| matches!(sign, Sign::Start(start) if bytes.starts_with(start)))
    {
        return Kind::Of(format);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        let archive = Archive::of(bytes);
        let found = first(|_, sign| matches!(sign, Sign::Archive(is) if is(&archive)));
        return found.map_or(Kind::UnknownZip, Kind::Of);
    }
    let Some(head) = head_text(bytes) else {
        return Kind::Binary;
    };
    let head = head.trim_start_matches(['\u{FEFF}', ' ', '\t', '\r', '\n']);
    if head.starts_with('<')
        && let Some(markup) = Markup::of(head)
    {
        if let Some(format) = first(|_, sign| matches!(sign, Sign::Markup(is) if is(&markup))) {
            return Kind::Of(format);
        }
        if matches!(markup.root.as_str(), "martif" | "tbx") {
            return Kind::Terms;
        }
        if head.starts_with("<?xml") {
            return Kind::UnknownXml;
        }
    }
    let named = Format::from_file_name(name);
    let lines = Lines::of(head);
    let naming = |format| match named {
        None => Naming::Nothing,
        Some(named) if named == format => Naming::This,
        Some(_) => Naming::Other,
    };
    let by_lines =
        || first(|format, sign| matches!(sign, Sign::Lines(is) if is(&lines, naming(format))));
    let by_name = || {
        named.filter(|format| match format.row().by_name {
            ByName::Never => false,
            ByName::Empty => head.is_empty(),
            ByName::Always => true,
        })
    };
    Kind::Of(by_lines().or_else(by_name).unwrap_or(Format::Plain))
}

/// Returns the beginning of a file as text; `None` if it is binary.
fn head_text(bytes: &[u8]) -> Option<String> {
    let head = bytes.get(..bytes.len().min(16_384)).unwrap_or(&[]);
    if let Some((encoding, skip)) = encoding_rs::Encoding::for_bom(head) {
        let (text, _) = encoding.decode_without_bom_handling(head.get(skip..)?);
        return Some(text.into_owned());
    }
    let zeros = memchr::memchr_iter(0, head).count();
    if zeros > 0 {
        let odd = head.iter().skip(1).step_by(2).filter(|b| **b == 0).count();
        let even = zeros - odd;
        let half = head.len() / 2;
        // UTF-16 has its zero bytes on one side only, and many of them if it contains
        // Latin letters, spaces and markup.
        let encoding = if odd * 20 > half && even == 0 {
            encoding_rs::UTF_16LE
        } else if even * 20 > half && odd == 0 {
            encoding_rs::UTF_16BE
        } else {
            return None;
        };
        let text = encoding.decode(head).0.into_owned();
        let is_text = |c: char| !c.is_control() || c.is_whitespace();
        return text.chars().all(is_text).then_some(text);
    }
    let control = head
        .iter()
        .filter(|byte| **byte < 9 || (14..27).contains(*byte))
        .count();
    if control * 10 > head.len() {
        return None;
    }
    Some(String::from_utf8_lossy(head).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, text: &str, format: Format) {
        assert_eq!(
            detect(name, text.as_bytes()),
            Kind::Of(format),
            "{text:.60}"
        );
    }

    #[test]
    fn content_tells_and_the_name_only_helps() {
        check(
            "x.txt",
            "<?xml version='1.0'?>\n<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n<tmx version='1.4'>",
            Format::Tmx,
        );
        check(
            "x",
            "<xliff version=\"1.2\" xmlns='urn:oasis:names:tc:xliff:document:1.2'>",
            Format::Xliff12,
        );
        check(
            "x",
            "<xliff xmlns='urn:oasis:names:tc:xliff:document:2.0' version='2.1'>",
            Format::Xliff2,
        );
        check("x", "<!-- c --><!doctype html><title>x", Format::Html);
        check("x", "{\"source\":[],\"target\":[]}\n", Format::Jsonl);
        check("x", "# c\nmsgid \"\"\nmsgstr \"\"\n", Format::Po);
        check("x", "1\n00:00:01,000 --> 00:00:02,000\nHi\n", Format::Srt);
        check("x", "WEBVTT\n\n", Format::Vtt);
        check("x", "[0]:[0, 1]:0.5\n[1]:[2]:0.1\n", Format::Ladder);
        check("x", "0\t0\t0.3\n1\t1\t0.2\n", Format::Ladder);
        check("x", "a\tb\nc\td\n", Format::Tsv);
        check("x.txt", "a\tb\n\"c\r\nd\"\te\nf\tg\n", Format::Tsv);
        check("x.txt", "{\"a\" is how an object begins.\n", Format::Plain);
        check("x", "{\"a\":1}\n{\"a\":2}\n", Format::Jsonl);
        check("x.json", "{\"hello\":\"Hello\"}\n", Format::Json);
        check("x", "[\n {\"en\": \"a\"}]", Format::Json);
        check("x", "[[\"en\", \"ar\"],", Format::Json);
        check("x", "<!DOCTYPE TS>\n<TS version='2.1'>", Format::Qt);
        check("x.xml", "<resources><string name='a'>A", Format::Android);
        check("x", "<root><resheader name='version'>", Format::Resx);
        check("x.properties", "# c\na=b\n", Format::Properties);
        check("x.strings", "/* c */ \"a\" = \"b\";", Format::Strings);
        check("x.csv", "a,b\nc,d\n", Format::Csv);
        check("x.md", "# Title\n\nText.\n", Format::Markdown);
        check("x.txt", "Text, and more.\n", Format::Plain);
        assert_eq!(detect("x", b"%PDF-1.7"), Kind::Of(Format::Pdf));
        assert_eq!(detect("x", &[0, 1, 2, 3, 0, 255, 0, 9]), Kind::Binary);
        assert_eq!(
            detect("x", b"<?xml version='1.0'?><foo/>"),
            Kind::UnknownXml
        );
        assert_eq!(detect("x", b"<martif type='TBX'>"), Kind::Terms);
    }

    #[test]
    fn names_lead_back_to_formats() {
        for format in Format::ALL.iter().copied() {
            assert_eq!(Format::from_name(format.name()), Some(format));
        }
        assert_eq!(Format::from_file_name("a.tmx.gz"), Some(Format::Tmx));
    }
}
