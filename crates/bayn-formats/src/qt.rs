//! Reading Qt's translation sources (`.ts`).

use crate::corpus::{Corpus, FileInfo, Note, Segment, State, Unit};
use crate::text::Text;
use crate::xml::{Element, Item, Puller};
use crate::{FormatError, decode};
use bayn_text::{Lang, msg};

/// Reads a TS file; vanished and obsolete messages are left out.
///
/// # Errors
/// If it is no well-formed XML.
pub fn read(bytes: &[u8]) -> Result<Corpus, FormatError> {
    let text = decode::decode_xml(bytes)?;
    let mut puller = Puller::bounded(&text);
    let root = puller.root()?;
    let lang = |name: &str, other: &str| {
        let tag = root.get(name).filter(|tag| !tag.is_empty());
        Lang::new(tag.unwrap_or(other))
    };
    // Without a declaration the source is English, as Qt defines.
    let mut corpus = Corpus::bilingual(
        lang("sourcelanguage", "en"),
        lang("language", "und-x-target"),
    );
    corpus.files.push(FileInfo::default());
    loop {
        match puller.next()? {
            Item::Start(element) => {
                let tree = puller.subtree(element)?;
                let context = tree.child("name").map(Element::text).unwrap_or_default();
                let inside = tree.elements().filter(|child| &*child.local == "message");
                let alone = (&*tree.local == "message").then_some(&*tree);
                for message in inside.chain(alone) {
                    corpus.units.extend(unit(message, &context));
                }
            }
            Item::Text(_) | Item::End => {}
            Item::Eof => break,
        }
    }
    if corpus.units.is_empty() {
        return Err(FormatError::whole(
            msg!("Qt TS: <message>"),
            msg!("it contains no message"),
        ));
    }
    Ok(corpus)
}

fn unit(message: &Element, context: &str) -> Option<Unit> {
    let translation = message.child("translation");
    let kind = translation.and_then(|translation| translation.get("type"));
    if matches!(kind, Some("obsolete" | "vanished")) {
        return None;
    }
    let id = message.get("id").unwrap_or_default();
    let source = message
        .child("source")
        .map_or_else(|| id.to_owned(), text_of);
    // The last plural form is the most general.
    let target = translation.map(|translation| {
        let mut forms = translation
            .elements()
            .filter(|form| &*form.local == "numerusform");
        forms
            .next_back()
            .map_or_else(|| text_of(translation), text_of)
    });
    let target = target.filter(|target| !target.is_empty());
    let notes = ["comment", "extracomment", "translatorcomment"];
    let notes = notes.iter().filter_map(|name| message.child(name));
    Some(Unit {
        id: id.to_owned(),
        segments: vec![Segment {
            state: target.as_ref().map(|_| match kind {
                Some("unfinished") => State::Initial,
                _ => State::Translated,
            }),
            texts: [
                vec![Text::from(source)],
                target.into_iter().map(Text::from).collect(),
            ]
            .into(),
            ..Segment::default()
        }],
        notes: [context.to_owned()]
            .into_iter()
            .filter(|context| !context.is_empty())
            .map(|text| note(text, "context"))
            .chain(notes.map(|element| note(element.text(), &element.local)))
            .collect(),
        ..Unit::default()
    })
}

fn note(text: String, category: &str) -> Note {
    Note {
        text,
        category: category.to_owned(),
        ..Note::default()
    }
}

/// Returns the text of an element, in which `<byte value="x7"/>` is a control character.
fn text_of(element: &Element) -> String {
    use crate::xml::Node;
    let mut out = String::new();
    for node in &element.children {
        match node {
            Node::Text(text) => out.push_str(text),
            Node::Element(byte) => {
                let value = byte.get("value").unwrap_or_default();
                let code = match value.strip_prefix('x') {
                    Some(hex) => u32::from_str_radix(hex, 16),
                    None => value.parse(),
                };
                out.extend(code.ok().and_then(char::from_u32));
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_plurals_and_what_is_not_translated() {
        let file = "<TS version='2.1' language='ar'><context><name>Menu</name>\
            <message><source>Tea</source><translation>t</translation></message>\
            <message numerus='yes'><source>%n cups</source><comment>hot</comment><translation>\
            <numerusform>one</numerusform><numerusform>many</numerusform></translation></message>\
            <message><source>New</source><translation type='unfinished'></translation></message>\
            <message><source>Old</source><translation type='vanished'>o</translation></message>\
            </context></TS>";
        let corpus = read(file.as_bytes()).unwrap();
        assert_eq!(corpus.langs, [Lang::new("en"), Lang::new("ar")]);
        let said: Vec<[String; 2]> = corpus
            .segments()
            .map(|segment| [0, 1].map(|at| segment.joined(at).unwrap_or_default().plain()))
            .collect();
        assert_eq!(said, [["Tea", "t"], ["%n cups", "many"], ["New", ""]]);
        assert_eq!(corpus.units[1].notes[1].text, "hot");
    }
}
