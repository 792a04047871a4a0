//! Android's string resources: strings, arrays of strings, plurals.

use super::{Messages, escaped, none};
use crate::xml::{Element, Node, Puller};
use crate::{FormatError, decode};
use bayn_text::msg;

/// Reads a `strings.xml`.
///
/// # Errors
/// If it is no well-formed XML or holds no string.
pub fn read(bytes: &[u8]) -> Result<Messages, FormatError> {
    let text = decode::decode_xml(bytes)?;
    let mut puller = Puller::bounded(&text);
    let root = puller.root()?;
    let root = puller.subtree(root)?;
    let mut messages = Messages::default();
    for element in root.elements() {
        let name = element.get("name").unwrap_or_default();
        match &*element.local {
            "string" => messages.push(name.to_owned(), plain(element)),
            "string-array" | "plurals" => {
                for (at, item) in element.elements().enumerate() {
                    let which = match item.get("quantity") {
                        Some(quantity) => quantity.to_owned(),
                        None => at.to_string(),
                    };
                    messages.push(format!("{name}/{which}"), plain(item));
                }
            }
            _ => {}
        }
    }
    if messages.entries.is_empty() {
        return Err(none(msg!("Android resources: <string>")));
    }
    Ok(messages)
}

/// Returns the text of a string: space outside of quotes is laid out anew, backslashes escape.
fn plain(element: &Element) -> String {
    let mut raw = String::new();
    gather(element, &mut raw);
    let mut out = String::new();
    let mut quoted = false;
    let mut rest = raw.as_str();
    while let Some(c) = rest.chars().next() {
        rest = rest.get(c.len_utf8()..).unwrap_or("");
        match c {
            '\\' => {
                let Some(next) = rest.chars().next() else {
                    break;
                };
                rest = rest.get(next.len_utf8()..).unwrap_or("");
                match next {
                    'n' => out.push('\n'),
                    't' => out.push('\t'),
                    'u' => match escaped(rest) {
                        Some((c, length)) => {
                            out.push(c);
                            rest = rest.get(length..).unwrap_or("");
                        }
                        None => out.push_str("\\u"),
                    },
                    other => out.push(other),
                }
            }
            '"' => quoted = !quoted,
            c if c.is_ascii_whitespace() && !quoted => {
                if !out.is_empty() && !out.ends_with([' ', '\n']) {
                    out.push(' ');
                }
            }
            c => out.push(c),
        }
    }
    out.truncate(out.trim_end_matches(' ').len());
    out
}

fn gather(element: &Element, into: &mut String) {
    for node in &element.children {
        match node {
            Node::Text(text) => into.push_str(text),
            Node::Element(inner) => gather(inner, into),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_arrays_and_plurals_are_read_as_a_screen_shows_them() {
        let file = r#"<resources xmlns:x="urn:x"><string name="a">It\'s
            <b>hot</b> \u0634\"</string><string name="q">"two  spaces"</string><color name="c">#fff</color>
            <string-array name="l"><item>one</item><item>two</item></string-array>
            <plurals name="p"><item quantity="other">%d <x:g>cups</x:g></item></plurals></resources>"#;
        let read = read(file.as_bytes()).unwrap();
        let said: Vec<String> = read
            .entries
            .iter()
            .map(|(key, text)| format!("{key}={text}"))
            .collect();
        assert_eq!(
            said,
            [
                "a=It's hot \u{634}\"",
                "q=two  spaces",
                "l/0=one",
                "l/1=two",
                "p/other=%d cups"
            ]
        );
        assert!(super::read(b"<resources><color name='c'>#fff</color></resources>").is_err());
    }
}
