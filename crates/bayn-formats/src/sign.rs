//! What a format is recognised by: the parts of an archive, the root of markup, the first lines
//! of a text.

use crate::delimited::quotes_are_meant;
use crate::jsonl::holds_texts;
use crate::subtitle::without_marks;

/// How a format is recognised.
pub(crate) enum Sign {
    /// By nothing in the file.
    None,
    /// By its first bytes.
    Start(&'static [u8]),
    /// By the parts of a zip archive.
    Archive(fn(&Archive<'_>) -> bool),
    /// By the root of its markup.
    Markup(fn(&Markup<'_>) -> bool),
    /// By its first lines.
    Lines(fn(&Lines<'_>, Naming) -> bool),
}

/// What the name of a file says of the format that is asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Naming {
    /// Nothing.
    Nothing,
    /// It names this format.
    This,
    /// It names another.
    Other,
}

/// A zip archive, as far as its ends tell.
pub(crate) struct Archive<'a> {
    head: &'a [u8],
    tail: &'a [u8],
}

impl<'a> Archive<'a> {
    pub(crate) fn of(bytes: &'a [u8]) -> Self {
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
    pub(crate) fn of(head: &'a str) -> Option<Self> {
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
    /// Its first lines that are not blank.
    lines: Vec<&'a str>,
}

impl<'a> Lines<'a> {
    pub(crate) fn of(head: &'a str) -> Self {
        let lines = head
            .split(['\n', '\r'])
            .map(str::trim_end)
            .filter(|line| !line.trim().is_empty())
            .take(40)
            .collect();
        Self { head, lines }
    }

    fn first(&self) -> &'a str {
        self.lines.first().copied().unwrap_or("")
    }

    /// Returns whether the first line is an object of JSON with texts, or with more lines behind.
    pub(crate) fn is_jsonl(&self, naming: Naming) -> bool {
        let first = self.first();
        let object = serde_json::from_str::<serde_json::Map<_, _>>(first);
        let more = self
            .lines
            .get(1)
            .is_some_and(|line| line.trim_start().starts_with('{'));
        let lines = naming == Naming::This || more;
        match object {
            Ok(object) => lines || holds_texts(&object),
            // A line may be longer than what is looked at.
            Err(_) => naming == Naming::This && first.trim_start().starts_with('{'),
        }
    }

    /// Returns whether they begin a whole value of JSON: one named so, or an array of objects.
    pub(crate) fn is_json(&self, naming: Naming) -> bool {
        let mut signs = self.head.bytes().filter(|byte| !byte.is_ascii_whitespace());
        match (signs.next(), signs.next()) {
            (Some(b'['), Some(b'{')) | (Some(b'{'), Some(b'"')) if naming == Naming::Nothing => {
                true
            }
            (Some(b'[' | b'{'), _) => naming == Naming::This,
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
    pub(crate) fn is_tsv(&self, naming: Naming) -> bool {
        let tabs = self.first().matches('\t').count();
        let rows = self.lines.split_last().map_or(&[][..], |(_, most)| most);
        let even = rows.iter().all(|line| line.matches('\t').count() == tabs);
        tabs > 0 && (even || naming == Naming::This || quoted_table(self.head))
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
