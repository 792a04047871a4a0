//! Inline codes and annotations of XLIFF 2.
//!
//! A pair of codes that nests becomes `<pc>`, one that does not becomes `<sc>` and `<ec>`;
//! half a pair is isolated.

use super::unit::{HINTS, UnitWriter};
use super::{Owned, own_attrs};
use crate::attrs::attr;
use crate::text::{Code, Role};
use crate::xml::escape_attr;
use std::fmt::Write;

impl UnitWriter {
    /// Writes one code; `other` is the other end where the pair nests.
    pub(super) fn code(
        &mut self,
        xml: &mut String,
        (side, paired): (usize, bool),
        code: &Code,
        other: Option<&Code>,
    ) {
        if let Some(hex) = attr(&code.attrs, "x2:hex") {
            let _ = write!(xml, "<cp hex=\"{}\"/>", escape_attr(hex));
            return;
        }
        let mut kept = own_attrs(&code.attrs);
        kept.retain(|(name, _)| !matches!(name.as_str(), "sc" | "ec" | "sm" | "em"));
        match (code.mark, code.role, other) {
            (true, Role::Close, Some(_)) => {
                self.close(code, side);
                xml.push_str("</mrk>");
            }
            (false, Role::Close, Some(_)) => {
                self.close(code, side);
                xml.push_str("</pc>");
            }
            (true, ..) if !paired => {}
            (true, ..) => self.mark(xml, side, code, other.is_some(), kept),
            (false, Role::Open, Some(close)) => self.pair(xml, side, code, close, kept),
            (false, ..) => self.single(xml, (side, paired), code, kept),
        }
    }

    fn mark(&mut self, xml: &mut String, side: usize, code: &Code, nests: bool, kept: Owned) {
        if code.role == Role::Close {
            if let Some((start, _)) = self.close(code, side) {
                let _ = write!(xml, "<em startRef=\"{}\"/>", escape_attr(&start));
            }
            return;
        }
        let name = if nests { "mrk" } else { "sm" };
        let mut attrs = vec![("id".into(), self.id(name, code, side))];
        let kind = mark_type(&code.kind);
        if !kind.is_empty() {
            attrs.push(("type".into(), kind));
        }
        attrs.extend(kept);
        push_tag(xml, name, &attrs, !nests);
    }

    fn pair(&mut self, xml: &mut String, side: usize, code: &Code, close: &Code, kept: Owned) {
        let mut attrs = vec![("id".into(), self.id("pc", code, side))];
        attrs.extend(code_type(&code.kind));
        let start = self.data_ref(&code.data);
        let end = self.data_ref(&close.data);
        // Both ends must refer to data, or none; an empty one is data too.
        if start.is_some() || end.is_some() {
            let start = start.unwrap_or_else(|| self.data_id(""));
            let end = end.unwrap_or_else(|| self.data_id(""));
            attrs.push(("dataRefEnd".into(), end));
            attrs.push(("dataRefStart".into(), start));
        }
        push_pair_attrs(&mut attrs, kept, &own_attrs(&close.attrs));
        push_tag(xml, "pc", &attrs, false);
    }

    fn single(
        &mut self,
        xml: &mut String,
        (side, paired): (usize, bool),
        code: &Code,
        mut kept: Owned,
    ) {
        let name = match code.role {
            Role::Open => "sc",
            Role::Close => "ec",
            Role::Alone => "ph",
        };
        kept.retain(|(name, _)| name != "isolated");
        let mut attrs = Owned::new();
        let start = if code.role == Role::Close && paired {
            self.close(code, side)
        } else {
            None
        };
        let isolated = code.role != Role::Alone && !paired;
        match start {
            Some((start, hints)) => {
                attrs.push(("startRef".into(), start));
                // Both ends agree in their hints; after the first of a sequence comes no.
                kept.retain(|(name, _)| !HINTS.contains(&name.as_str()) && name != "dir");
                kept.extend(hints.into_iter().map(|(name, value)| match value.as_str() {
                    "firstNo" => (name, "no".to_owned()),
                    _ => (name, value),
                }));
            }
            None => attrs.push(("id".into(), self.id(name, code, side))),
        }
        attrs.extend(code_type(&code.kind));
        if let Some(data) = self.data_ref(&code.data) {
            attrs.push(("dataRef".into(), data));
        }
        if isolated {
            attrs.push(("isolated".into(), "yes".into()));
        }
        attrs.extend(kept);
        push_tag(xml, name, &attrs, true);
    }
}

/// Adds the attributes of a `<pc>`: those of one end only get `Start` or `End`.
fn push_pair_attrs(
    attrs: &mut Vec<(String, String)>,
    open: Vec<(String, String)>,
    close: &[(String, String)],
) {
    let halves = ["equiv", "disp", "subFlows"];
    for (name, value) in open {
        let name = if halves.contains(&name.as_str()) {
            name + "Start"
        } else {
            name
        };
        attrs.push((name, value));
    }
    for (name, value) in close {
        if halves.contains(&name.as_str()) {
            attrs.push((format!("{name}End"), value.clone()));
        }
    }
    for half in ["equiv", "subFlows"] {
        for (own, other) in [("Start", "End"), ("End", "Start")] {
            let has = |suffix: &str| {
                let wanted = format!("{half}{suffix}");
                attrs.iter().any(|(name, _)| *name == wanted)
            };
            if has(own) && !has(other) && half == "equiv" {
                attrs.push((format!("{half}{other}"), String::new()));
            }
        }
    }
}

fn push_tag(xml: &mut String, name: &str, attrs: &[(String, String)], empty: bool) {
    xml.push('<');
    xml.push_str(name);
    for (name, value) in attrs {
        let _ = write!(xml, " {name}=\"{}\"", escape_attr(value));
    }
    xml.push_str(if empty { "/>" } else { ">" });
}

const CODE_TYPES: [&str; 6] = ["fmt", "ui", "quote", "link", "image", "other"];

/// Returns a code's `type`; a kind of another format becomes a user's subType of `other`.
fn code_type(kind: &str) -> Vec<(String, String)> {
    if kind.is_empty() {
        return Vec::new();
    }
    if CODE_TYPES.contains(&kind) {
        return vec![("type".into(), kind.to_owned())];
    }
    vec![
        ("type".into(), "other".into()),
        ("subType".into(), own_type(kind)),
    ]
}

/// Returns a type that the specification does not know, under our prefix.
fn own_type(kind: &str) -> String {
    let joined = kind.replace(|c: char| c.is_whitespace() || c == ':', "-");
    format!("bayn:{joined}")
}

fn mark_type(kind: &str) -> String {
    let known = matches!(kind, "" | "generic" | "comment" | "term");
    let parts: Vec<&str> = kind.split(':').collect();
    let user = parts.len() == 2
        && parts
            .iter()
            .all(|part| !part.is_empty() && !part.contains(char::is_whitespace));
    if known || user {
        return kind.to_owned();
    }
    own_type(kind)
}
