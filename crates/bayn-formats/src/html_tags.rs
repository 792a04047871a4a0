//! Limits on the nesting and the attributes of a page, and its `noscript` elements.
//!
//! The parser compares each attribute of a tag with all its others, so their number is
//! bounded here. Comments and scripts contain no tags.

use crate::FormatError;
use bayn_text::msg;
use dom_query::NodeRef;
use memchr::memmem;
use std::borrow::Cow;
use std::ops::Range;

/// How deep elements may nest.
pub(super) const MAX_DEPTH: usize = 600;
/// How many start tags may be open before the page is parsed. Tags that a page
/// does not close count here but not in the tree, so this is more than [`MAX_DEPTH`]; it bounds
/// the time of the parser, which scans all of them at each tag.
const MAX_OPEN: usize = 5 * MAX_DEPTH;
/// How many attributes a tag may have.
const MAX_ATTRS: usize = 1000;

/// The memory that any page may take when it is parsed, in bytes.
const ALWAYS: usize = 32 << 20;
/// Beyond that, how many bytes for each byte of the page.
const RATIO: usize = 10;
/// The memory of an element with its text when it is parsed.
const PER_ELEMENT: usize = 400;
/// The memory of an element when the article of the page is searched.
const PER_CANDIDATE: usize = 1400;

/// The cost of parsing a page, estimated from its tags.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tags {
    /// The `noscript` elements: their start tag, and the position of their end.
    noscript: Vec<(Range<usize>, usize)>,
    /// How many elements it has.
    elements: usize,
    /// How many bytes of memory its parse may take.
    allowed: usize,
}

impl Tags {
    /// Returns whether the article can be searched within the memory allowed for the page.
    pub(super) fn is_searchable(&self) -> bool {
        self.elements.saturating_mul(PER_CANDIDATE) <= self.allowed
    }

    /// Returns whether the page has a `noscript`.
    pub(super) fn has_noscript(&self) -> bool {
        !self.noscript.is_empty()
    }

    /// Returns the page without its `noscript` elements. A browser that runs
    /// scripts treats them as text, so that an unclosed element in them cannot contain the rest of the page.
    pub(super) fn with_scripts<'h>(&self, html: &'h str) -> Cow<'h, str> {
        without(html, self.noscript.iter().map(|(tag, end)| tag.start..*end))
    }

    /// Returns the page without its `noscript` tags but with their content.
    pub(super) fn without_scripts<'h>(&self, html: &'h str) -> Cow<'h, str> {
        without(html, self.noscript.iter().map(|(tag, _)| tag.clone()))
    }
}

/// Returns a text without some of its pieces, which are in order.
fn without(html: &str, pieces: impl Iterator<Item = Range<usize>>) -> Cow<'_, str> {
    let mut out = String::new();
    let mut at = 0;
    for piece in pieces {
        out.push_str(html.get(at..piece.start).unwrap_or(""));
        at = piece.end;
    }
    if at == 0 {
        return Cow::Borrowed(html);
    }
    out.push_str(html.get(at..).unwrap_or(""));
    Cow::Owned(out)
}

/// Elements whose end tag may be omitted, or that have none.
const OPEN: &[&str] = &[
    "p", "li", "br", "img", "meta", "link", "input", "hr", "td", "tr", "th", "dd", "dt", "option",
    "source", "area", "base", "col", "embed", "wbr", "param", "track", "thead", "tbody", "tfoot",
];

/// Elements that contain text but no tags.
const RAW: &[&str] = &[
    "script", "style", "textarea", "xmp", "iframe", "noembed", "title", "noscript",
];

/// Refuses a page that nests deeper, or has more attributes per tag, than any real page.
///
/// # Errors
/// If that is so, at the tag.
pub(super) fn check(html: &str) -> Result<Tags, FormatError> {
    let bytes = html.as_bytes();
    let allowed = ALWAYS.saturating_add(html.len().saturating_mul(RATIO));
    let mut elements = 0_usize;
    let mut open: Vec<Vec<u8>> = Vec::new();
    let mut noscript = Vec::new();
    let mut at = 0;
    while let Some(step) = memchr::memchr(b'<', bytes.get(at..).unwrap_or(&[])) {
        let start = at + step;
        let rest = bytes.get(start + 1..).unwrap_or(&[]);
        at = start + 1;
        if rest.starts_with(b"!--") {
            // An unclosed comment extends to the end of the page.
            let inside = bytes.get(start + 4..).unwrap_or(&[]);
            at = memmem::find(inside, b"-->").map_or(bytes.len(), |end| start + 4 + end + 3);
            continue;
        }
        let closes = rest.first() == Some(&b'/');
        let name: Vec<u8> = rest
            .iter()
            .skip(usize::from(closes))
            .take(12)
            .take_while(|byte| byte.is_ascii_alphanumeric())
            .map(u8::to_ascii_lowercase)
            .collect();
        if !name.first().is_some_and(u8::is_ascii_alphabetic) {
            continue;
        }
        let is = |known: &&str| known.as_bytes() == name;
        let (attrs, end) = attributes(bytes, at + usize::from(closes) + name.len());
        at = end;
        if attrs > MAX_ATTRS {
            return Err(FormatError::at(
                html,
                start,
                msg!("attribute limit"),
                msg!(
                    "a tag has {attrs} attributes, more than {most}",
                    attrs,
                    most = MAX_ATTRS
                ),
            )
            .remedy(msg!(
                "no ordinary page is built like this; the file may be malicious"
            )));
        }
        elements += usize::from(!closes);
        if elements.saturating_mul(PER_ELEMENT) > allowed {
            return Err(FormatError::at(
                html,
                start,
                msg!("memory limit"),
                msg!(
                    "the {elements} elements up to here would need more than {allowed} MiB",
                    elements,
                    allowed = allowed >> 20
                ),
            )
            .remedy(msg!(
                "split the page into smaller ones; no real page of its size needs so much"
            )));
        }
        if !closes && RAW.iter().any(is) {
            let tag = start..at;
            at = end_of_raw(bytes, at, &name);
            if name == b"noscript" {
                noscript.push((tag, at));
            }
            continue;
        }
        if OPEN.iter().any(is) {
            continue;
        }
        if closes {
            // An end tag closes all elements left open inside; one without a start tag closes nothing.
            if let Some(place) = open.iter().rposition(|one| *one == name) {
                open.truncate(place);
            }
        } else {
            open.push(name);
        }
        if open.len() > MAX_OPEN {
            return Err(too_deep(html, start));
        }
    }
    Ok(Tags {
        noscript,
        elements,
        allowed,
    })
}

/// Refuses a parsed page whose elements nest too deep.
///
/// # Errors
/// Where that is so.
pub(super) fn check_depth(html: &str, root: &NodeRef<'_>) -> Result<(), FormatError> {
    let mut depth = 0_usize;
    let mut node = *root;
    loop {
        if let Some(child) = node.first_child() {
            depth += 1;
            if depth > MAX_DEPTH {
                return Err(too_deep(html, 0));
            }
            node = child;
            continue;
        }
        loop {
            if let Some(next) = node.next_sibling() {
                node = next;
                break;
            }
            match node.parent() {
                Some(parent) if depth > 0 => {
                    depth -= 1;
                    node = parent;
                }
                _ => return Ok(()),
            }
        }
    }
}

fn too_deep(html: &str, at: usize) -> FormatError {
    FormatError::at(
        html,
        at,
        msg!("nesting limit"),
        msg!(
            "elements are nested deeper than {max_depth}",
            max_depth = MAX_DEPTH
        ),
    )
    .remedy(msg!(
        "no ordinary page is built like this; the file may be malicious"
    ))
}

/// Counts the attributes of a tag after its name; also returns the byte after the tag.
fn attributes(bytes: &[u8], from: usize) -> (usize, usize) {
    let mut at = from;
    let mut count = 0;
    let mut inside = false;
    // Space may be between a name and its `=`.
    let mut named = false;
    while let Some(byte) = bytes.get(at) {
        at += 1;
        match byte {
            b'>' => return (count, at),
            b' ' | b'\t' | b'\n' | b'\r' | b'\x0C' | b'/' => inside = false,
            b'=' if named => {
                let rest = bytes.get(at..).unwrap_or(&[]);
                at += rest
                    .iter()
                    .take_while(|byte| byte.is_ascii_whitespace())
                    .count();
                match bytes.get(at) {
                    Some(quote @ (b'"' | b'\'')) => {
                        let rest = bytes.get(at + 1..).unwrap_or(&[]);
                        let length = memchr::memchr(*quote, rest).unwrap_or(rest.len());
                        at += length + 2;
                    }
                    _ => {
                        let rest = bytes.get(at..).unwrap_or(&[]);
                        let ends = |byte: &u8| byte.is_ascii_whitespace() || *byte == b'>';
                        at += rest.iter().position(ends).unwrap_or(rest.len());
                    }
                }
                (inside, named) = (false, false);
            }
            _ => {
                count += usize::from(!inside);
                (inside, named) = (true, true);
            }
        }
    }
    (count, bytes.len())
}

/// Returns the byte at which the end tag of an element of raw text begins.
fn end_of_raw(bytes: &[u8], from: usize, name: &[u8]) -> usize {
    let mut at = from;
    while let Some(step) = memmem::find(bytes.get(at..).unwrap_or(&[]), b"</") {
        let inside = at + step + 2;
        let found = bytes.get(inside..inside + name.len());
        if found.is_some_and(|found| found.eq_ignore_ascii_case(name)) {
            return at + step;
        }
        at = inside;
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attrs(tag: &str) -> usize {
        attributes(tag.as_bytes(), 2).0
    }

    #[test]
    fn attributes_are_counted_as_a_parser_takes_them() {
        assert_eq!(attrs("<p>"), 0);
        assert_eq!(attrs("<p a b=c d='e f>' g = \"h i\" j/>"), 5);
        assert_eq!(attrs("<p a='1'b='2'>"), 2);
        assert_eq!(attrs("<p a=/b/c d>"), 2);
    }

    #[test]
    fn scripts_and_comments_hold_no_tags() {
        let many = "<div ".repeat(2000);
        for page in [
            format!("<script>{many}</script><p>x</p>"),
            format!("<!-- {many} --><p>x</p>"),
            format!("<p title=\"{many}\">x</p>"),
            format!("<style>{many}"),
        ] {
            assert!(check(&page).is_ok(), "{page:.40}");
        }
        assert!(check("<div>".repeat(4000).as_str()).is_err());
        let wide: String = (0..2000).map(|n| format!(" a{n}=1")).collect();
        assert!(check(&format!("<p{wide}>")).is_err());
        assert!(check(&format!("</p{wide}>")).is_err());
    }
}
