//! Reads inline content of XLIFF 2 into text with codes.

use crate::attrs::Attrs;
use crate::carried;
use crate::text::{Code, Role, Text};
use crate::xliff2::schema::prefix_of;
use crate::xml::{Element, Node};
use std::collections::HashMap;

/// Native codes by the id of their `<data>`.
pub(super) type Data<'e> = HashMap<&'e str, String>;

/// Returns the native codes of an `<originalData>`.
pub(super) fn data_of(unit: &Element) -> Data<'_> {
    unit.child("originalData")
        .into_iter()
        .flat_map(Element::elements)
        .filter_map(|data| Some((data.get("id")?, raw_text(data))))
        .collect()
}

/// Returns the number of bytes that the codes of a unit copy from its original data: each has its own
/// copy, so that little data named by many codes is much memory.
pub(super) fn repeated(unit: &Element, data: &Data<'_>) -> usize {
    let mut bytes = 0_usize;
    unit.walk(&mut |element| {
        for name in ["dataRef", "dataRefStart", "dataRefEnd"] {
            let named = element.get(name).and_then(|id| data.get(id));
            bytes = bytes.saturating_add(named.map_or(0, String::len));
        }
    });
    bytes
}

/// Returns text with `<cp>` replaced by the characters.
fn raw_text(element: &Element) -> String {
    let mut text = String::new();
    for node in &element.children {
        match node {
            Node::Text(piece) => text.push_str(piece),
            Node::Element(cp) => text.push(code_point(cp).unwrap_or('\u{FFFD}')),
        }
    }
    text
}

fn code_point(cp: &Element) -> Option<char> {
    let code = u32::from_str_radix(cp.get("hex")?, 16).ok()?;
    char::from_u32(code)
}

/// Returns the attributes that are not in `used`, as those of XLIFF 2.
pub(super) fn other_attrs(element: &Element, used: &[&str]) -> Attrs {
    carried::attributes_of(element, "x2", used)
}

/// Reads a `<source>` or `<target>`.
pub(super) fn text_of(parent: &Element, data: &Data<'_>) -> Text {
    let mut text = Text::default();
    read(parent, data, &mut text);
    text
}

fn read(parent: &Element, data: &Data<'_>, text: &mut Text) {
    for node in &parent.children {
        let element = match node {
            Node::Text(piece) => {
                text.push_str(piece);
                continue;
            }
            Node::Element(element) => element,
        };
        if prefix_of(&element.ns) != "xlf" {
            continue;
        }
        match &*element.local {
            "cp" => match code_point(element) {
                Some(c) => text.push_str(c.encode_utf8(&mut [0; 4])),
                None => text.push_code(Code {
                    id: "cp".into(),
                    attrs: other_attrs(element, &[]),
                    ..Code::default()
                }),
            },
            "pc" => {
                let (open, close) = paired(element, data);
                text.push_code(open);
                read(element, data, text);
                text.push_code(close);
            }
            "mrk" => {
                let id = element.get("id").unwrap_or_default().to_owned();
                text.push_code(mark(element, Role::Open, id.clone()));
                read(element, data, text);
                text.push_code(Code {
                    role: Role::Close,
                    mark: true,
                    id,
                    ..Code::default()
                });
            }
            "sm" | "em" => {
                let start = &*element.local == "sm";
                let key = if start { "id" } else { "startRef" };
                let id = element.get(key).unwrap_or_default().to_owned();
                let role = if start { Role::Open } else { Role::Close };
                let mut code = mark(element, role, id);
                code.attrs
                    .push((format!("x2:{}", element.local), String::new()));
                text.push_code(code);
            }
            "ph" | "sc" | "ec" => text.push_code(single(element, data)),
            _ => {}
        }
    }
}

fn mark(element: &Element, role: Role, id: String) -> Code {
    Code {
        role,
        mark: true,
        id,
        kind: element.get("type").unwrap_or_default().to_owned(),
        data: String::new(),
        attrs: other_attrs(element, &["id", "type", "startRef"]),
    }
}

fn single(element: &Element, data: &Data<'_>) -> Code {
    let name = &*element.local;
    let role = match name {
        "sc" => Role::Open,
        "ec" => Role::Close,
        _ => Role::Alone,
    };
    let id = element.get("startRef").or_else(|| element.get("id"));
    let mut attrs = other_attrs(element, &["id", "startRef", "type", "dataRef"]);
    if role != Role::Alone {
        attrs.push((format!("x2:{name}"), String::new()));
    }
    let native = element.get("dataRef").and_then(|id| data.get(id));
    Code {
        role,
        mark: false,
        id: id.unwrap_or_default().to_owned(),
        kind: element.get("type").unwrap_or_default().to_owned(),
        data: native.cloned().unwrap_or_default(),
        attrs,
    }
}

/// Returns the two ends of a `<pc>`: what ends in `Start` is of the first, in `End` of the
/// second, and all else of the first.
fn paired(pc: &Element, data: &Data<'_>) -> (Code, Code) {
    let end = |role, key: &str| Code {
        role,
        mark: false,
        id: pc.get("id").unwrap_or_default().to_owned(),
        data: pc
            .get(key)
            .and_then(|id| data.get(id))
            .cloned()
            .unwrap_or_default(),
        ..Code::default()
    };
    let mut open = end(Role::Open, "dataRefStart");
    let mut close = end(Role::Close, "dataRefEnd");
    pc.get("type")
        .unwrap_or_default()
        .clone_into(&mut open.kind);
    for (name, value) in other_attrs(pc, &["id", "type", "dataRefStart", "dataRefEnd"]) {
        if let Some(stem) = name.strip_suffix("End") {
            close.attrs.push((stem.to_owned(), value));
        } else if let Some(stem) = name.strip_suffix("Start") {
            open.attrs.push((stem.to_owned(), value));
        } else {
            open.attrs.push((name, value));
        }
    }
    (open, close)
}
