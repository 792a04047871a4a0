//! Inline codes and annotations of XLIFF 1.2, as tags inside running text.

use crate::carried;
use crate::corpus::attr;
use crate::left_out::LeftOut;
use crate::open_codes::OpenCodes;
use crate::text::{Code, Part, Role, Text};
use crate::xml::{escape_attr, xml_text};
use bayn_text::label;
use std::collections::HashSet;
use std::fmt::Write;

type Owned = Vec<(String, String)>;

/// Returns a text with its codes as tags.
pub(super) fn text_xml(text: &Text, left_out: &mut LeftOut) -> String {
    let mut xml = String::new();
    let nested = nested(text);
    let ends = Ends::of(text);
    for (at, part) in text.parts().iter().enumerate() {
        match part {
            Part::Text(piece) => {
                left_out.count_lost_chars(piece);
                xml.push_str(&xml_text(piece));
            }
            Part::Code(code) => code_xml(&mut xml, &ends, code, nested.contains(&at), left_out),
        }
    }
    xml
}

/// The codes of a text by their id.
struct Ends<'t> {
    known: HashSet<(&'t str, Role)>,
    /// The ids of which an end holds native code.
    native: HashSet<&'t str>,
}

impl<'t> Ends<'t> {
    fn of(text: &'t Text) -> Self {
        let codes = || text.codes().filter(|code| !code.mark);
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
            left_out.count(
                label!("annotations that cross others"),
                code.role == Role::Open,
            );
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
    // A pair is `<g>` only where neither end holds native code.
    let bare = !ends.native.contains(code.id.as_str());
    let inner = attr(&code.attrs, "x1:inner");
    let mut attrs: Owned = vec![("id".into(), code.id.clone())];
    if let Some(own) = attr(&code.attrs, "x1:own-id") {
        attrs = vec![
            ("id".into(), own.to_owned()),
            ("rid".into(), code.id.clone()),
        ];
    }
    let name = match code.role {
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
    if !code.kind.is_empty() && name != "ept" {
        attrs.push(("ctype".into(), ctype(&code.kind)));
    }
    attrs.extend(
        carried::attributes_for(&code.attrs, "x1")
            .into_iter()
            .filter(|(name, _)| name != "inner" && name != "own-id"),
    );
    match name {
        "g" => push_tag(xml, name, &attrs, ">"),
        "x" => push_tag(xml, name, &attrs, "/>"),
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

/// Returns the places of both ends of every pair that nests.
fn nested(text: &Text) -> HashSet<usize> {
    let mut places = HashSet::new();
    let mut open = OpenCodes::default();
    for (at, part) in text.parts().iter().enumerate() {
        let Part::Code(code) = part else {
            continue;
        };
        match code.role {
            Role::Open => open.open(at, code),
            Role::Close => {
                if let Some(closed) = open.close(code).filter(|closed| closed.nests) {
                    places.insert(closed.start);
                    places.insert(at);
                }
            }
            Role::Alone => {}
        }
    }
    places
}
