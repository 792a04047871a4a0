//! Resources of .NET: `<data name="…"><value>…</value></data>`.

use super::{Messages, none};
use crate::xml::{Item, Puller};
use crate::{FormatError, decode};
use bayn_text::msg;

/// Reads a `.resx`; entries that are not strings (a colour, a picture) are left out.
///
/// # Errors
/// If it is no well-formed XML or holds no string.
pub fn read(bytes: &[u8]) -> Result<Messages, FormatError> {
    let text = decode::decode_xml(bytes)?;
    let mut puller = Puller::bounded(&text);
    puller.root()?;
    let mut messages = Messages::default();
    loop {
        match puller.next()? {
            Item::Start(element) => {
                let data = puller.subtree(element)?;
                let is_text = data.get("type").is_none() && data.get("mimetype").is_none();
                if &*data.local == "data" && is_text {
                    let value = data.child("value").map(|value| value.text());
                    let name = data.get("name").unwrap_or_default().to_owned();
                    messages.push(name, value.unwrap_or_default());
                }
            }
            Item::Text(_) | Item::End => {}
            Item::Eof => break,
        }
    }
    if messages.entries.is_empty() {
        return Err(none(msg!("RESX: <data> with <value>")));
    }
    Ok(messages)
}

#[cfg(test)]
mod tests {
    #[test]
    fn strings_are_read_and_pictures_are_not() {
        let file = "<root><resheader name='version'><value>2.0</value></resheader>\
            <data name='tea' xml:space='preserve'><value>Hot tea</value><comment>a cup</comment></data>\
            <data name='icon' type='System.Drawing.Icon'><value>AAEC</value></data></root>";
        let read = super::read(file.as_bytes()).unwrap();
        assert_eq!(read.entries, [("tea".to_owned(), "Hot tea".to_owned())]);
        assert!(super::read(b"<root><data name='x'/></root>").is_err());
    }
}
