//! Writing XML: escaping, and tags with even indentation.

use std::borrow::Cow;
use std::fmt::Write;

/// Returns whether XML 1.0 may contain the character at all (production `Char`).
pub(crate) const fn is_xml_char(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

/// Returns escaped running text; characters that XML cannot contain
/// become U+FFFD.
pub(crate) fn xml_text(text: &str) -> Cow<'_, str> {
    // Most texts contain none of these; the forbidden U+FFFE and U+FFFF begin with EF.
    let plain = |byte: u8| match byte {
        b'&' | b'<' | b'>' | 0xEF => false,
        byte => byte >= b' ' || matches!(byte, b'\t' | b'\n'),
    };
    if text.bytes().all(plain) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\r' => out.push_str("&#13;"),
            c if is_xml_char(c) => out.push(c),
            _ => out.push('\u{FFFD}'),
        }
    }
    Cow::Owned(out)
}

/// Returns an attribute's value, escaped for double quotes; white space survives.
pub(crate) fn escape_attr(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for c in value.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => {
                let _ = write!(out, "&#{};", u32::from(c));
            }
            c if is_xml_char(c) => out.push(c),
            _ => out.push('\u{FFFD}'),
        }
    }
    out
}

/// XML under construction.
#[derive(Debug, Default)]
pub(crate) struct XmlOut {
    out: String,
    depth: usize,
}

impl XmlOut {
    /// Returns a document that begins with the XML declaration.
    pub(crate) fn document() -> Self {
        Self {
            out: String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"),
            depth: 0,
        }
    }

    /// Returns a part of a document inside of `depth` open elements.
    pub(crate) const fn inside(depth: usize) -> Self {
        Self {
            out: String::new(),
            depth,
        }
    }

    /// Returns how many elements are open.
    pub(crate) const fn depth(&self) -> usize {
        self.depth
    }

    /// Returns what was written.
    pub(crate) fn finish(self) -> String {
        self.out
    }

    /// Adds text as it is, such as a DOCTYPE.
    pub(crate) fn raw(&mut self, text: &str) {
        self.out.push_str(text);
    }

    fn indent(&mut self) {
        for _ in 0..self.depth {
            self.out.push_str("  ");
        }
    }

    fn tag(&mut self, name: &str, attrs: &[(&str, &str)], end: &str) {
        self.out.push('<');
        self.out.push_str(name);
        for (key, value) in attrs {
            self.out.push(' ');
            self.out.push_str(key);
            self.out.push_str("=\"");
            self.out.push_str(&escape_attr(value));
            self.out.push('"');
        }
        self.out.push_str(end);
    }

    /// Opens an element on a separate line.
    pub(crate) fn open(&mut self, name: &str, attrs: &[(&str, &str)]) {
        self.indent();
        self.tag(name, attrs, ">\n");
        self.depth += 1;
    }

    /// Closes an element that `open` opened.
    pub(crate) fn close(&mut self, name: &str) {
        self.depth = self.depth.saturating_sub(1);
        self.indent();
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push_str(">\n");
    }

    /// Writes an empty element on a line of its own.
    pub(crate) fn empty(&mut self, name: &str, attrs: &[(&str, &str)]) {
        self.indent();
        self.tag(name, attrs, "/>\n");
    }

    /// Writes an element with escaped content on a line of its own.
    pub(crate) fn leaf(&mut self, name: &str, attrs: &[(&str, &str)], inner_xml: &str) {
        self.indent();
        self.tag(name, attrs, ">");
        self.out.push_str(inner_xml);
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push_str(">\n");
    }

    /// Writes an element that is XML already on a line of its own.
    pub(crate) fn kept(&mut self, xml: &str) {
        self.indent();
        self.out.push_str(xml);
        self.out.push('\n');
    }
}
