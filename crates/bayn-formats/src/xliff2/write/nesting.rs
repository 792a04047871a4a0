//! Which codes and marks of a text are written as pairs, and running text as XML.

use crate::attrs::attr;
use crate::open_codes::OpenCodes;
use crate::text::{Code, Part, Role, Text};
use crate::xml::{is_xml_char, xml_text};
use std::collections::{HashMap, HashSet};
use std::fmt::Write;

/// A code by its id and whether it is a mark.
pub(super) type Key = (String, bool);

pub(super) fn key(code: &Code) -> Key {
    (code.id.clone(), code.mark)
}

/// Returns text with characters that XML cannot contain as `<cp>`.
pub(super) fn inline_text(text: &str) -> String {
    if text.chars().all(is_xml_char) {
        return xml_text(text).into_owned();
    }
    let mut xml = String::new();
    for c in text.chars() {
        if is_xml_char(c) {
            xml.push_str(&xml_text(c.encode_utf8(&mut [0; 4])));
        } else {
            let _ = write!(xml, "<cp hex=\"{:04X}\"/>", u32::from(c));
        }
    }
    xml
}

/// Returns the indexes of marks of another format for which XLIFF has no name.
pub(super) fn foreign_marks(text: &Text) -> HashSet<usize> {
    text.parts()
        .iter()
        .enumerate()
        .filter(|(_, part)| match part {
            Part::Code(code) => code.mark && attr(&code.attrs, "tmx:hi").is_some(),
            Part::Text(_) => false,
        })
        .map(|(at, _)| at)
        .collect()
}

/// Returns for both ends of every pair that nests the place of the other end.
pub(super) fn nested_pairs(text: &Text, excluded: &HashSet<Key>) -> HashMap<usize, usize> {
    let mut pairs = HashMap::new();
    let mut open = OpenCodes::default();
    for (at, part) in text.parts().iter().enumerate() {
        let Part::Code(code) = part else {
            continue;
        };
        let split = [
            "x2:sc",
            "x2:ec",
            "x2:sm",
            "x2:em",
            "x2:isolated",
            "tmx:hi",
            "tmx:it",
        ]
        .iter()
        .any(|name| attr(&code.attrs, name).is_some())
            || excluded.contains(&key(code));
        match code.role {
            _ if split => {}
            Role::Open => open.open(at, code),
            // A pair that crosses others is written as two ends, and what lies inside it may
            // still nest.
            Role::Close => {
                if let Some(closed) = open.close(code).filter(|closed| closed.nests) {
                    pairs.insert(closed.start, at);
                    pairs.insert(at, closed.start);
                }
            }
            Role::Alone => {}
        }
    }
    pairs
}
