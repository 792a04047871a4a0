//! Which format a file is, by its content first and its name last.

use std::fmt;

/// A format that bayn reads or writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Plain text: a paragraph a line, or paragraphs parted by blank lines.
    Plain,
    /// Markdown (read as text, written as a table).
    Markdown,
    /// HTML (read as a page, written side by side).
    Html,
    /// EPUB 2 and 3 (written as a bilingual EPUB 3).
    Epub,
    /// Office Open XML, text document.
    Docx,
    /// `OpenDocument`, text document.
    Odt,
    /// `SubRip` subtitles.
    Srt,
    /// `WebVTT` subtitles.
    Vtt,
    /// TMX 1.4b.
    Tmx,
    /// XLIFF 1.2, with the dialects SDLXLIFF and MQXLIFF.
    Xliff12,
    /// XLIFF 2.0, 2.1 and 2.2; written as 2.1.
    Xliff2,
    /// GNU gettext PO.
    Po,
    /// Tab-separated values.
    Tsv,
    /// Comma-separated values.
    Csv,
    /// JSON Lines, one bead a line.
    Jsonl,
    /// An alignment ladder (hunalign, vecalign, Bertalign) beside its two texts.
    Ladder,
    /// Two plain texts of equally many lines (Moses).
    Moses,
    /// A stand-off alignment beside its two texts (`InterText`, TEI).
    Standoff,
    /// WMT test sets in XML.
    WmtXml,
}

impl Format {
    /// All formats in the order of the help.
    pub const ALL: [Self; 19] = [
        Self::Plain,
        Self::Markdown,
        Self::Html,
        Self::Epub,
        Self::Docx,
        Self::Odt,
        Self::Srt,
        Self::Vtt,
        Self::Tmx,
        Self::Xliff12,
        Self::Xliff2,
        Self::Po,
        Self::Tsv,
        Self::Csv,
        Self::Jsonl,
        Self::Ladder,
        Self::Moses,
        Self::Standoff,
        Self::WmtXml,
    ];

    /// Returns the name used on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Markdown => "markdown",
            Self::Html => "html",
            Self::Epub => "epub",
            Self::Docx => "docx",
            Self::Odt => "odt",
            Self::Srt => "srt",
            Self::Vtt => "vtt",
            Self::Tmx => "tmx",
            Self::Xliff12 => "xliff12",
            Self::Xliff2 => "xliff",
            Self::Po => "po",
            Self::Tsv => "tsv",
            Self::Csv => "csv",
            Self::Jsonl => "jsonl",
            Self::Ladder => "ladder",
            Self::Moses => "moses",
            Self::Standoff => "standoff",
            Self::WmtXml => "wmt",
        }
    }

    /// Returns the format with this name or usual extension, such as `tmx`, `xlf` or `md`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let name = name.trim_start_matches('.').to_ascii_lowercase();
        let by_extension = match name.as_str() {
            "txt" | "text" => Self::Plain,
            "md" => Self::Markdown,
            "htm" | "xhtml" => Self::Html,
            "xlf" | "xliff2" | "xliff21" | "xliff2.1" | "xliff-2.1" => Self::Xliff2,
            "xliff1" | "xliff1.2" | "xliff-1.2" | "sdlxliff" | "mqxliff" | "mxliff" => {
                Self::Xliff12
            }
            "pot" => Self::Po,
            "tab" => Self::Tsv,
            "ndjson" | "jsonlines" => Self::Jsonl,
            "webvtt" => Self::Vtt,
            "intertext" | "tei" => Self::Standoff,
            _ => return Self::ALL.into_iter().find(|format| format.name() == name),
        };
        Some(by_extension)
    }

    /// Returns the format that a file's name says, looking through `.gz` and `.zst`.
    #[must_use]
    pub fn from_file_name(name: &str) -> Option<Self> {
        let name = inner_name(name);
        let (_, extension) = name.rsplit_once('.')?;
        Self::from_name(extension)
    }

    /// Returns whether a file of this format is a text in one language with marks of its own.
    #[must_use]
    pub const fn is_page(self) -> bool {
        matches!(
            self,
            Self::Markdown
                | Self::Html
                | Self::Epub
                | Self::Docx
                | Self::Odt
                | Self::Srt
                | Self::Vtt
        )
    }

    /// Returns whether a file of this format holds several languages, or speaks of them.
    #[must_use]
    pub const fn is_bilingual(self) -> bool {
        !(self.is_page() || matches!(self, Self::Plain))
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Returns a file's name without `.gz` or `.zst`.
#[must_use]
pub fn inner_name(name: &str) -> &str {
    name.strip_suffix(".gz")
        .or_else(|| name.strip_suffix(".zst"))
        .unwrap_or(name)
}

/// What the first bytes of a file say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A format that can be read.
    Of(Format),
    /// A PDF, which cannot.
    Pdf,
    /// XML that is no format of ours.
    UnknownXml,
    /// A zip archive that is no format of ours.
    UnknownZip,
    /// Bytes that are no text at all.
    Binary,
}

/// Returns what a file is, by its unpacked bytes, and by its name where they do not tell.
#[must_use]
pub fn detect(name: &str, bytes: &[u8]) -> Kind {
    if bytes.starts_with(b"%PDF") {
        return Kind::Pdf;
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return zip_kind(bytes);
    }
    let head = head_text(bytes);
    let Some(head) = head else {
        return Kind::Binary;
    };
    let trimmed = head.trim_start_matches(['\u{FEFF}', ' ', '\t', '\r', '\n']);
    if trimmed.starts_with('<')
        && let Some(kind) = markup_kind(trimmed)
    {
        return kind;
    }
    if trimmed.starts_with("WEBVTT") {
        return Kind::Of(Format::Vtt);
    }
    let named = Format::from_file_name(name);
    if let Some(format) = text_kind(trimmed, named) {
        return Kind::Of(format);
    }
    match named {
        Some(format @ (Format::Markdown | Format::Html | Format::Csv | Format::Tsv)) => {
            Kind::Of(format)
        }
        Some(format @ (Format::Po | Format::Jsonl)) if trimmed.is_empty() => Kind::Of(format),
        _ => Kind::Of(Format::Plain),
    }
}

/// Returns the beginning of a file as text; `None` where it is binary.
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
        // UTF-16 has its zero bytes on one side only, and many of them where it holds
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

fn zip_kind(bytes: &[u8]) -> Kind {
    // The name of the first entry stands at byte 30; EPUB and ODT must put `mimetype` there.
    let head = bytes.get(30..bytes.len().min(200)).unwrap_or(&[]);
    let has = |needle: &[u8]| memchr::memmem::find(head, needle).is_some();
    if has(b"application/epub+zip") {
        return Kind::Of(Format::Epub);
    }
    if has(b"application/vnd.oasis.opendocument.text") {
        return Kind::Of(Format::Odt);
    }
    // The central directory at the end names all entries.
    let tail = bytes
        .get(bytes.len().saturating_sub(1 << 16)..)
        .unwrap_or(&[]);
    let lists = |needle: &[u8]| memchr::memmem::find(tail, needle).is_some();
    if lists(b"word/document.xml") {
        return Kind::Of(Format::Docx);
    }
    if lists(b"META-INF/container.xml") {
        return Kind::Of(Format::Epub);
    }
    if lists(b"content.xml") {
        return Kind::Of(Format::Odt);
    }
    Kind::UnknownZip
}

/// Returns what a file is that begins with `<`; `None` where it is no markup.
fn markup_kind(head: &str) -> Option<Kind> {
    let root = root_name(head)?;
    let local = root.rsplit(':').next().unwrap_or(root);
    let after = head.find(root).and_then(|at| head.get(at..)).unwrap_or("");
    let tag = after.split('>').next().unwrap_or("");
    let kind = match local.to_ascii_lowercase().as_str() {
        "tmx" => Format::Tmx,
        "xliff" => {
            let version = tag
                .split_once("version")
                .map(|(_, rest)| rest.trim_start_matches([' ', '=', '"', '\'', '\n', '\t']))
                .unwrap_or("");
            let old = version.starts_with("1.") || tag.contains("xliff:document:1.");
            if old && !tag.contains("xliff:document:2") {
                Format::Xliff12
            } else {
                Format::Xliff2
            }
        }
        "linkgrp" | "cesalign" => Format::Standoff,
        "tei" | "tei.2" if head.contains("linkGrp") => Format::Standoff,
        "dataset" | "srcset" | "refset" | "tstset" | "mteval" => Format::WmtXml,
        "html" | "head" | "body" | "p" | "div" | "article" | "h1" | "section" | "main" => {
            Format::Html
        }
        _ if head.starts_with("<?xml") => return Some(Kind::UnknownXml),
        _ => return None,
    };
    Some(Kind::Of(kind))
}

/// Returns the name of the first element, past declarations, comments and DOCTYPE.
fn root_name(head: &str) -> Option<&str> {
    let mut rest = head;
    loop {
        rest = rest.get(rest.find('<')? + 1..)?;
        if rest.starts_with('?') {
            rest = rest.get(rest.find("?>")? + 2..)?;
        } else if rest.starts_with("!--") {
            rest = rest.get(rest.find("-->")? + 3..)?;
        } else if let Some(doctype) = rest.strip_prefix('!') {
            if doctype
                .get(..12)
                .is_some_and(|start| start.eq_ignore_ascii_case("doctype html"))
            {
                return Some("html");
            }
            let end = match (rest.find('['), rest.find('>')) {
                (Some(open), Some(close)) if open < close => rest.find("]>")? + 1,
                (_, close) => close?,
            };
            rest = rest.get(end..)?;
        } else {
            let end = rest
                .find(|c: char| c.is_ascii_whitespace() || matches!(c, '>' | '/'))
                .unwrap_or(rest.len());
            let name = rest.get(..end)?;
            return (!name.is_empty()).then_some(name);
        }
    }
}

/// Returns what a text without markup is, by its lines; `None` where they do not tell.
fn text_kind(head: &str, named: Option<Format>) -> Option<Format> {
    let lines: Vec<&str> = head
        .lines()
        .map(str::trim_end)
        .filter(|line| !line.trim().is_empty())
        .take(40)
        .collect();
    let first = *lines.first()?;
    if first.trim_start().starts_with('{')
        && serde_json::from_str::<serde_json::Value>(first).is_ok_and(|value| value.is_object())
    {
        return Some(Format::Jsonl);
    }
    let is_msgid = |line: &&str| line.starts_with("msgid \"") || line.starts_with("msgctxt \"");
    let po_line = |line: &&str| {
        ["#", "msg", "\""]
            .iter()
            .any(|start| line.starts_with(start))
    };
    if lines.iter().any(is_msgid) && lines.iter().take(10).all(po_line) {
        return Some(Format::Po);
    }
    if let [number, times, ..] = lines.as_slice()
        && number.trim().parse::<u32>().is_ok()
        && times.contains(" --> ")
    {
        return Some(Format::Srt);
    }
    if lines.iter().all(|line| is_rung(line)) {
        return Some(Format::Ladder);
    }
    if named == Some(Format::Csv) {
        return Some(Format::Csv);
    }
    let tabs = first.matches('\t').count();
    let rows = lines.split_last().map_or(&[][..], |(_, most)| most);
    let even = rows.iter().all(|line| line.matches('\t').count() == tabs);
    if tabs > 0 && (even || named == Some(Format::Tsv)) {
        return Some(Format::Tsv);
    }
    None
}

/// Returns whether a line is `[0]:[0, 1]:…` (vecalign) or `0\t0\t0.5` (hunalign).
fn is_rung(line: &str) -> bool {
    if line.starts_with('[') {
        return line.contains("]:[");
    }
    let mut fields = line.split('\t');
    let is_number = |field: Option<&str>| field.is_some_and(|f| f.trim().parse::<u32>().is_ok());
    let whole = is_number(fields.next()) && is_number(fields.next());
    whole
        && fields
            .next()
            .is_some_and(|score| score.trim().parse::<f64>().is_ok())
        && fields.next().is_none()
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
        check("x.csv", "a,b\nc,d\n", Format::Csv);
        check("x.md", "# Title\n\nText.\n", Format::Markdown);
        check("x.txt", "Text, and more.\n", Format::Plain);
        assert_eq!(detect("x", b"%PDF-1.7"), Kind::Pdf);
        assert_eq!(detect("x", &[0, 1, 2, 3, 0, 255, 0, 9]), Kind::Binary);
        assert_eq!(
            detect("x", b"<?xml version='1.0'?><foo/>"),
            Kind::UnknownXml
        );
    }

    #[test]
    fn names_lead_back_to_formats() {
        for format in Format::ALL {
            assert_eq!(Format::from_name(format.name()), Some(format));
        }
        assert_eq!(Format::from_file_name("a.tmx.gz"), Some(Format::Tmx));
    }
}
