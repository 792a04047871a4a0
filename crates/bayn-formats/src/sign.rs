//! The evidence by which a format is recognised: the parts of an archive, the root of markup, the first lines
//! of a text. Each format defines in its own file what it looks for in them.

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

/// What the name of a file indicates about the format in question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Naming {
    /// Nothing.
    Nothing,
    /// It names this format.
    This,
    /// It names another.
    Other,
}

/// A zip archive, by its first and last bytes.
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

    /// Returns whether the first entry declares this type, as EPUB and ODT must.
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
    pub(crate) tag: &'a str,
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
    pub(crate) lines: Vec<&'a str>,
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

    /// Returns the first line that is not blank; empty if there is none.
    pub(crate) fn first(&self) -> &'a str {
        self.lines.first().copied().unwrap_or("")
    }
}
