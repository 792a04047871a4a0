//! Inline codes and annotations of XLIFF 1.2, as tags inside running text.

use super::inline::BARE;
use crate::attrs::attr;
use crate::carried;
use crate::left_out::LeftOut;
use crate::open_codes::OpenCodes;
use crate::text::{Code, Part, Role, Text};
use crate::xml::{escape_attr, xml_text};
use bayn_text::label;
use std::collections::HashSet;
use std::fmt::Write;

type Owned = Vec<(String, String)>;

/// Returns one side of a unit with its codes as tags; a piece with a `mid` is a segment and
/// is in `<mrk mtype="seg">`.
///
/// Codes may surround segments, or extend from one into another, so they are processed together.
pub(super) fn side_of(pieces: &[(Option<String>, Text)], left_out: &mut LeftOut) -> String {
    let mut xml = String::new();
    let nested = nested(pieces);
    let ends = Ends::of(pieces);
    let mut at = 0;
    for (mid, text) in pieces {
        if let Some(mid) = mid {
            let mid = escape_attr(mid);
            let _ = write!(xml, "<mrk mtype=\"seg\" mid=\"{mid}\">");
        }
        for part in text.parts() {
            match part {
                Part::Text(piece) => {
                    left_out.count_lost_chars(piece);
                    xml.push_str(&xml_text(piece));
                }
                Part::Code(code) => code_xml(&mut xml, &ends, code, nested.contains(&at), left_out),
            }
            at += 1;
        }
        if mid.is_some() {
            xml.push_str("</mrk>");
        }
    }
    xml
}

/// The codes of a side by their id.
struct Ends<'t> {
    known: HashSet<(&'t str, Role)>,
    /// The ids with native code at one end.
    native: HashSet<&'t str>,
}

impl<'t> Ends<'t> {
    fn of(pieces: &'t [(Option<String>, Text)]) -> Self {
        let all = || pieces.iter().flat_map(|(_, text)| text.codes());
        let codes = || all().filter(|code| !code.mark);
        let native = codes().filter(|code| !code.data.is_empty());
        Self {
            known: codes().map(|code| (code.id.as_str(), code.role)).collect(),
            native: native.map(|code| code.id.as_str()).collect(),
        }
    }
}

fn code_xml(xml: &mut String, ends: &Ends<'_>, code: &Code, nested: bool, left_out: &mut LeftOut) {
    if code.mark {
        if !nested {
            left_out.count(label!("overlapping annotations"), code.role == Role::Open);
            return;
        }
        if code.role == Role::Close {
            xml.push_str("</mrk>");
            return;
        }
        let kind = if code.kind.is_empty() {
            "x-other"
        } else {
            &code.kind
        };
        let mut attrs: Owned = vec![("mtype".into(), kind.to_owned())];
        attrs.extend(carried::attributes_for(&code.attrs, "x1"));
        push_tag(xml, "mrk", &attrs, ">");
        return;
    }
    let other = match code.role {
        Role::Open => Some(Role::Close),
        Role::Close => Some(Role::Open),
        Role::Alone => None,
    };
    let paired = other.is_some_and(|role| ends.known.contains(&(code.id.as_str(), role)));
    // A pair is `<g>` only if neither end has native code.
    let bare = !ends.native.contains(code.id.as_str());
    let inner = attr(&code.attrs, "x1:inner");
    let mut attrs: Owned = vec![("id".into(), code.id.clone())];
    if let Some(own) = attr(&code.attrs, "x1:own-id") {
        attrs = vec![
            ("id".into(), own.to_owned()),
            ("rid".into(), code.id.clone()),
        ];
    }
    let is_bare = attr(&code.attrs, BARE).is_some();
    let name = match code.role {
        Role::Open if is_bare => "bx",
        Role::Close if is_bare => "ex",
        Role::Alone if code.data.is_empty() && inner.is_none() => "x",
        Role::Alone => "ph",
        Role::Close if paired && bare && nested => {
            xml.push_str("</g>");
            return;
        }
        Role::Open if paired && bare && nested => "g",
        Role::Open if paired => "bpt",
        Role::Close if paired => "ept",
        role => {
            let pos = if role == Role::Open { "open" } else { "close" };
            attrs.push(("pos".into(), pos.into()));
            "it"
        }
    };
    if !code.kind.is_empty() && !matches!(name, "ept" | "ex") {
        attrs.push(("ctype".into(), ctype(&code.kind)));
    }
    attrs.extend(
        carried::attributes_for(&code.attrs, "x1")
            .into_iter()
            .filter(|(name, _)| name != "inner" && name != "own-id"),
    );
    match name {
        "g" => push_tag(xml, name, &attrs, ">"),
        "x" | "bx" | "ex" => push_tag(xml, name, &attrs, "/>"),
        _ => {
            push_tag(xml, name, &attrs, ">");
            match inner {
                Some(inner) => xml.push_str(inner),
                None => xml.push_str(&xml_text(&code.data)),
            }
            let _ = write!(xml, "</{name}>");
        }
    }
}

/// The values of `ctype` that the schema knows; others begin with `x-`.
fn ctype(kind: &str) -> String {
    const KNOWN: [&str; 9] = [
        "image",
        "pb",
        "lb",
        "bold",
        "italic",
        "underlined",
        "link",
        "x",
        "protected",
    ];
    if KNOWN.contains(&kind) || kind.starts_with("x-") {
        kind.to_owned()
    } else {
        format!("x-{kind}")
    }
}

fn push_tag(xml: &mut String, name: &str, attrs: &[(String, String)], end: &str) {
    xml.push('<');
    xml.push_str(name);
    for (name, value) in attrs {
        let _ = write!(xml, " {name}=\"{}\"", escape_attr(value));
    }
    xml.push_str(end);
}

/// Returns the places, counted through all pieces, of both ends of every pair that nests: in
/// other pairs, and in segments.
fn nested(pieces: &[(Option<String>, Text)]) -> HashSet<usize> {
    /// What is between segments is in none of them.
    const BETWEEN: usize = usize::MAX;
    let mut places = HashSet::new();
    let mut open = OpenCodes::default();
    let mut segment_of: Vec<usize> = Vec::new();
    for (number, (mid, text)) in pieces.iter().enumerate() {
        let segment = if mid.is_some() { number } else { BETWEEN };
        for part in text.parts() {
            let at = segment_of.len();
            segment_of.push(segment);
            let Part::Code(code) = part else {
                continue;
            };
            match code.role {
                Role::Open => open.open(at, code),
                Role::Close => {
                    let closed = open.close(code).filter(|closed| closed.nests);
                    if let Some(closed) = closed
                        && segment_of.get(closed.start) == Some(&segment)
                    {
                        places.insert(closed.start);
                        places.insert(at);
                    }
                }
                Role::Alone => {}
            }
        }
    }
    places
}
