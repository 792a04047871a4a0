//! Which format a file is, by its content first and its name last.
//!
//! The rows of `format` say how each is recognised; here is what they are asked about: the parts
//! of an archive, the root of markup, the first lines of a text.

use crate::delimited::quotes_are_meant;
use crate::format::{ByName, Format};
use crate::jsonl::holds_texts;
use crate::subtitle::without_marks;

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
    /// A term base, which is a glossary beside a text.
    Terms,
    /// XML that is no format of ours.
    UnknownXml,
    /// A zip archive that is no format of ours.
    UnknownZip,
    /// Bytes that are no text at all.
    Binary,
}

/// How a format is recognised.
pub(crate) enum Sign {
    /// By nothing in the file.
    None,
    /// By the parts of a zip archive.
    Archive(fn(&Archive<'_>) -> bool),
    /// By the root of its markup.
    Markup(fn(&Markup<'_>) -> bool),
    /// By its first lines.
    Lines(fn(&Lines<'_>) -> bool),
}

/// Returns the first format whose sign holds.
fn first(holds: impl Fn(&Sign) -> bool) -> Option<Format> {
    let mut formats = Format::ALL.iter().copied();
    formats.find(|format| holds(&format.row().sign))
}

/// Returns what a file is, by its unpacked bytes, and by its name where they do not tell.
#[must_use]
pub fn detect(name: &str, bytes: &[u8]) -> Kind {
    if bytes.starts_with(b"%PDF") {
        return Kind::Pdf;
    }
    if bytes.starts_with(b"PK\x03\x04") {
        let archive = Archive::of(bytes);
        let found = first(|sign| matches!(sign, Sign::Archive(is) if is(&archive)));
        return found.map_or(Kind::UnknownZip, Kind::Of);
    }
    let Some(head) = head_text(bytes) else {
        return Kind::Binary;
    };
    let head = head.trim_start_matches(['\u{FEFF}', ' ', '\t', '\r', '\n']);
    if head.starts_with('<')
        && let Some(markup) = Markup::of(head)
    {
        if let Some(format) = first(|sign| matches!(sign, Sign::Markup(is) if is(&markup))) {
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
    let lines = Lines::of(head, named);
    let by_lines = || first(|sign| matches!(sign, Sign::Lines(is) if is(&lines)));
    let by_name = || {
        named.filter(|format| match format.row().by_name {
            ByName::Never => false,
            ByName::Empty => head.is_empty(),
            ByName::Always => true,
        })
    };
    Kind::Of(by_lines().or_else(by_name).unwrap_or(Format::Plain))
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

/// A zip archive, as far as its ends tell.
pub(crate) struct Archive<'a> {
    head: &'a [u8],
    tail: &'a [u8],
}

impl<'a> Archive<'a> {
    fn of(bytes: &'a [u8]) -> Self {
        // The name of the first entry is at byte 30; the central directory at the end names all.
        Self {
            head: bytes.get(30..bytes.len().min(200)).unwrap_or(&[]),
            tail: bytes
                .get(bytes.len().saturating_sub(1 << 16)..)
                .unwrap_or(&[]),
        }
    }

    /// Returns whether the first entry says this type, as EPUB and ODT must.
    pub(crate) fn is_of(&self, media_type: &[u8]) -> bool {
        memchr::memmem::find(self.head, media_type).is_some()
    }

    /// Returns whether it has an entry of this name.
    pub(crate) fn lists(&self, name: &[u8]) -> bool {
        memchr::memmem::find(self.tail, name).is_some()
    }
}

/// The beginning of a file that begins with `<`.
pub(crate) struct Markup<'a> {
    /// Its first bytes.
    pub(crate) head: &'a str,
    /// The name of its root without prefix, in small letters.
    pub(crate) root: String,
    /// The start tag of its root.
    tag: &'a str,
}

impl<'a> Markup<'a> {
    fn of(head: &'a str) -> Option<Self> {
        let root = root_name(head)?;
        let local = root.rsplit(':').next().unwrap_or(root);
        let after = head.find(root).and_then(|at| head.get(at..)).unwrap_or("");
        Some(Self {
            head,
            root: local.to_ascii_lowercase(),
            tag: after.split('>').next().unwrap_or(""),
        })
    }

    /// Returns whether it is a page, or a piece of one.
    pub(crate) fn is_html(&self) -> bool {
        let roots = [
            "html", "head", "body", "p", "div", "article", "h1", "section", "main",
        ];
        roots.contains(&self.root.as_str())
    }

    /// Returns whether the start tag is that of XLIFF 1.
    pub(crate) fn is_old_xliff(&self) -> bool {
        let version = self
            .tag
            .split_once("version")
            .map(|(_, rest)| rest.trim_start_matches([' ', '=', '"', '\'', '\n', '\t']))
            .unwrap_or("");
        let old = version.starts_with("1.") || self.tag.contains("xliff:document:1.");
        old && !self.tag.contains("xliff:document:2")
    }
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

/// The beginning of a text without markup.
pub(crate) struct Lines<'a> {
    /// Its first bytes.
    pub(crate) head: &'a str,
    /// The format that the name of the file says.
    pub(crate) named: Option<Format>,
    /// Its first lines that are not blank.
    lines: Vec<&'a str>,
}

impl<'a> Lines<'a> {
    fn of(head: &'a str, named: Option<Format>) -> Self {
        let lines = head
            .split(['\n', '\r'])
            .map(str::trim_end)
            .filter(|line| !line.trim().is_empty())
            .take(40)
            .collect();
        Self { head, named, lines }
    }

    fn first(&self) -> &'a str {
        self.lines.first().copied().unwrap_or("")
    }

    /// Returns whether the first line is an object of JSON with texts, or with more lines behind.
    pub(crate) fn is_jsonl(&self) -> bool {
        let first = self.first();
        let object = serde_json::from_str::<serde_json::Map<_, _>>(first);
        let more = self
            .lines
            .get(1)
            .is_some_and(|line| line.trim_start().starts_with('{'));
        let lines = self.named == Some(Format::Jsonl) || more;
        match object {
            Ok(object) => lines || holds_texts(&object),
            // A line may be longer than what is looked at.
            Err(_) => self.named == Some(Format::Jsonl) && first.trim_start().starts_with('{'),
        }
    }

    /// Returns whether they begin a whole value of JSON: one named so, or an array of objects.
    pub(crate) fn is_json(&self) -> bool {
        let mut signs = self.head.bytes().filter(|byte| !byte.is_ascii_whitespace());
        match (signs.next(), signs.next()) {
            (Some(b'['), Some(b'{')) | (Some(b'{'), Some(b'"')) if self.named.is_none() => true,
            (Some(b'[' | b'{'), _) => self.named == Some(Format::Json),
            _ => false,
        }
    }

    /// Returns whether the lines are comments, messages and strings.
    ///
    /// The comments before the first message may be a whole licence, so they do not count.
    pub(crate) fn is_po(&self) -> bool {
        let lines = self.head.split(['\n', '\r']).map(str::trim);
        let mut lines = lines
            .filter(|line| !line.is_empty() && !line.starts_with('#'))
            .take(10)
            .peekable();
        let keyword = |line: &str, word| {
            line.strip_prefix(word)
                .is_some_and(|rest: &str| rest.is_empty() || rest.trim_start().starts_with('"'))
        };
        let begins = |line: &&str| {
            ["msgid", "msgctxt", "domain"]
                .iter()
                .any(|word| keyword(line, *word))
        };
        let po_line = |line: &str| line.starts_with(['"', '#']) || line.starts_with("msg");
        lines.peek().is_some_and(begins)
            && lines.all(|line| po_line(line) || keyword(line, "domain"))
    }

    /// Returns whether they begin with a number and two times.
    pub(crate) fn is_srt(&self) -> bool {
        matches!(self.lines.as_slice(), [number, times, ..]
            if without_marks(number).parse::<u32>().is_ok() && times.contains(" --> "))
    }

    /// Returns whether every line is a rung of a ladder.
    pub(crate) fn is_ladder(&self) -> bool {
        !self.lines.is_empty() && self.lines.iter().all(|line| is_rung(line))
    }

    /// Returns whether every line has as many tabs; one named so needs some in its first.
    pub(crate) fn is_tsv(&self) -> bool {
        let tabs = self.first().matches('\t').count();
        let rows = self.lines.split_last().map_or(&[][..], |(_, most)| most);
        let even = rows.iter().all(|line| line.matches('\t').count() == tabs);
        tabs > 0 && (even || self.named == Some(Format::Tsv) || quoted_table(self.head))
    }
}

/// Returns whether a text is a table by its quotes, within which a line may end.
fn quoted_table(head: &str) -> bool {
    let whole = head
        .rsplit_once(['\n', '\r'])
        .map_or(head, |(whole, _)| whole);
    quotes_are_meant(whole, b'\t') && {
        let mut reader = csv::ReaderBuilder::new();
        let reader = reader.delimiter(b'\t').has_headers(false).flexible(true);
        let mut reader = reader.from_reader(whole.as_bytes());
        let mut widths = reader.records().map_while(Result::ok).map(|row| row.len());
        let first = widths.next().unwrap_or(0);
        first > 1 && widths.all(|width| width == first)
    }
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
        check("x.txt", "a\tb\n\"c\r\nd\"\te\nf\tg\n", Format::Tsv);
        check("x.txt", "{\"a\" is how an object begins.\n", Format::Plain);
        check("x", "{\"a\":1}\n{\"a\":2}\n", Format::Jsonl);
        check("x.json", "{\"hello\":\"Hello\"}\n", Format::Json);
        check("x", "[\n {\"en\": \"a\"}]", Format::Json);
        check("x", "<!DOCTYPE TS>\n<TS version='2.1'>", Format::Qt);
        check("x.xml", "<resources><string name='a'>A", Format::Android);
        check("x", "<root><resheader name='version'>", Format::Resx);
        check("x.properties", "# c\na=b\n", Format::Properties);
        check("x.strings", "/* c */ \"a\" = \"b\";", Format::Strings);
        check("x.csv", "a,b\nc,d\n", Format::Csv);
        check("x.md", "# Title\n\nText.\n", Format::Markdown);
        check("x.txt", "Text, and more.\n", Format::Plain);
        assert_eq!(detect("x", b"%PDF-1.7"), Kind::Pdf);
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
