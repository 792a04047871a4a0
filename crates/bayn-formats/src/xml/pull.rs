//! A stream of elements with bound namespaces, and trees of its parts on demand.

mod start_tag;

use super::bindings::Bindings;
use super::complaint;
use super::element::{Element, Node};
use super::names::Names;
use super::write::is_xml_char;
use crate::FormatError;
use crate::feed::{Feed, unread};
use bayn_text::Message;
use bayn_text::msg;
use quick_xml::Reader;
use quick_xml::events::Event;
use std::collections::HashMap;
use std::io::BufRead;
use std::sync::Arc;

/// The memory that the markup of a file may always take, in bytes.
const ALWAYS: usize = 32 << 20;
/// Beyond that, the number of bytes for each byte of the file.
const RATIO: usize = 10;

/// One step of the stream.
#[derive(Debug)]
pub(crate) enum Item {
    /// A start tag; an empty element is followed by its `End`.
    Start(Box<Element>),
    /// The end of the innermost open element.
    End,
    /// Text, joined from all its pieces.
    Text(String),
    /// The end of the file.
    Eof,
}

/// Reads one XML document step by step.
pub(crate) struct Puller<'a> {
    feed: Feed<'a>,
    reader: Reader<Box<dyn BufRead + 'a>>,
    /// The buffer for one piece of markup or text.
    room: Vec<u8>,
    bound: Bindings,
    marks: Vec<usize>,
    /// Names and namespaces so far: each is stored once.
    names: Names,
    /// Bytes of memory that reading may still take.
    allowed: usize,
    seen_root: bool,
    /// The step after a text, with its offset.
    ahead: Option<(usize, Item)>,
    /// The undeclared prefixes, each with its first offset.
    undeclared: HashMap<Arc<str>, usize>,
}

impl<'a> Puller<'a> {
    /// Returns a reader of a file whose markup is kept: its memory is bounded.
    pub(crate) fn bounded(text: &'a str) -> Self {
        Self::bounded_of(&Feed::of_text(text))
    }

    /// Returns a reader as `bounded` does, of a streamed text.
    pub(crate) fn bounded_of(feed: &Feed<'a>) -> Self {
        Self {
            allowed: allowance(feed),
            ..Self::of(feed)
        }
    }

    /// Returns a reader at the start of `text`.
    pub(crate) fn new(text: &'a str) -> Self {
        Self::of(&Feed::of_text(text))
    }

    fn of(feed: &Feed<'a>) -> Self {
        let mut reader = Reader::from_reader(feed.open());
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.check_comments = true;
        Self {
            feed: feed.clone(),
            reader,
            room: Vec::new(),
            bound: Bindings::default(),
            marks: Vec::new(),
            names: Names::default(),
            allowed: usize::MAX,
            seen_root: false,
            ahead: None,
            undeclared: HashMap::new(),
        }
    }

    /// Returns an error about the byte at `offset`.
    pub(crate) fn error(&self, offset: usize, clause: Message, message: Message) -> FormatError {
        self.feed.error(offset, clause, message)
    }

    fn ill_formed(&self, offset: usize, message: Message) -> FormatError {
        self.error(offset, msg!("XML 1.0, well-formedness"), message)
            .remedy(msg!(
                "repair the file with the tool that wrote it, or run `xmllint` for details"
            ))
    }

    /// Returns the offset after the last step.
    pub(crate) fn offset(&self) -> usize {
        self.ahead
            .as_ref()
            .map_or_else(|| self.reached(), |(at, _)| *at)
    }

    /// Returns the offset up to which the file was read.
    fn reached(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }

    /// Returns the next step.
    pub(crate) fn next(&mut self) -> Result<Item, FormatError> {
        if let Some((_, item)) = self.ahead.take() {
            return Ok(item);
        }
        let mut room = std::mem::take(&mut self.room);
        let item = self.step(&mut room);
        self.room = room;
        item
    }

    /// Reads on to the next step, in `room`.
    fn step(&mut self, room: &mut Vec<u8>) -> Result<Item, FormatError> {
        let mut text: Option<(usize, String)> = None;
        loop {
            room.clear();
            let at = self.reached();
            let event = match self.reader.read_event_into(room) {
                Ok(event) => event,
                Err(quick_xml::Error::Io(error)) => return Err(unread(&error)),
                Err(error) => {
                    let place = usize::try_from(self.reader.error_position()).unwrap_or(at);
                    return Err(self.ill_formed(place, complaint::of(&error)));
                }
            };
            match event {
                Event::Text(piece) => {
                    let raw = piece.xml10_content();
                    // A search for one byte is many times as fast.
                    if raw.contains(']')
                        && let Some(end) = raw.find("]]>")
                    {
                        return Err(self.ill_formed(at + end, msg!("`]]>` is not allowed in text")));
                    }
                    self.check_chars(at, &raw)?;
                    text.get_or_insert_with(|| (at, String::new()))
                        .1
                        .push_str(&raw);
                    continue;
                }
                Event::CData(piece) => {
                    let raw = piece.xml10_content();
                    self.check_chars(at, &raw)?;
                    text.get_or_insert_with(|| (at, String::new()))
                        .1
                        .push_str(&raw);
                    continue;
                }
                Event::GeneralRef(reference) => {
                    let name = reference.xml10_content();
                    let resolved = if reference.is_char_ref() {
                        reference.resolve_char_ref().ok().flatten()
                    } else {
                        predefined(&name)
                    };
                    match resolved {
                        Some(c) if is_xml_char(c) => {
                            text.get_or_insert_with(|| (at, String::new())).1.push(c);
                        }
                        _ => return Err(self.unknown_entity(at, &name)),
                    }
                    continue;
                }
                Event::Comment(_) | Event::PI(_) | Event::Empty(_) => continue,
                _ => {}
            }
            let before = match text.take() {
                Some((start, text)) => self.text(start, text)?,
                None => None,
            };
            let item = match event {
                Event::Start(tag) => Some(Item::Start(Box::new(self.start(at, &tag)?))),
                Event::End(_) => {
                    let mark = self.marks.pop().unwrap_or(0);
                    self.bound.unwind(mark);
                    Some(Item::End)
                }
                Event::Decl(_) => {
                    if at > 3 {
                        return Err(self.ill_formed(
                            at,
                            msg!("an XML declaration is not allowed inside the file"),
                        ));
                    }
                    None
                }
                Event::DocType(doctype) => {
                    self.check_doctype(at, &doctype.into_inner())?;
                    None
                }
                _ => Some(self.end(at)?),
            };
            match (before, item) {
                (Some(text), item) => {
                    self.ahead = item.map(|item| (at, item));
                    return Ok(text);
                }
                (None, Some(item)) => return Ok(item),
                (None, None) => {}
            }
        }
    }

    /// Returns the step at the end of the file, where it may end.
    fn end(&self, at: usize) -> Result<Item, FormatError> {
        if !self.marks.is_empty() {
            return Err(self
                .error(
                    self.feed.len(),
                    msg!("XML 1.0, well-formedness"),
                    msg!(
                        "the file ends inside {depth} open elements",
                        depth = self.marks.len()
                    ),
                )
                .remedy(msg!("the file is incomplete: download or export it again")));
        }
        if !self.seen_root {
            return Err(self.ill_formed(at, msg!("there is no root element")));
        }
        Ok(Item::Eof)
    }

    /// Returns the step of a whole text; `None` if it is white space outside the root.
    fn text(&self, start: usize, text: String) -> Result<Option<Item>, FormatError> {
        if !self.marks.is_empty() {
            return Ok(Some(Item::Text(text)));
        }
        let blank = |c: char| c.is_ascii_whitespace() || c == '\u{FEFF}';
        if !text.chars().all(blank) {
            return Err(
                self.ill_formed(start, msg!("text is not allowed outside the root element"))
            );
        }
        Ok(None)
    }

    fn unknown_entity(&self, at: usize, name: &str) -> FormatError {
        self.error(
            at,
            msg!("XML 1.0 \u{a7}4.1, entity references"),
            msg!(
                "`&{name};` is not one of the entities that XML defines",
                name
            ),
        )
        .remedy(msg!(
            "write the character itself; entities that a file declares are not expanded"
        ))
    }

    fn check_doctype(&self, at: usize, doctype: &str) -> Result<(), FormatError> {
        if self.seen_root {
            return Err(self.ill_formed(at, msg!("DOCTYPE is not allowed after the root element")));
        }
        if doctype.contains("<!ENTITY") {
            return Err(self
                .error(
                    at,
                    msg!("no entity declarations"),
                    msg!("the DOCTYPE declares entities"),
                )
                .remedy(msg!(
                    "expand them first, with `xmllint --noent`, if you trust the file"
                )));
        }
        Ok(())
    }

    fn check_chars(&self, at: usize, text: &str) -> Result<(), FormatError> {
        // Nearly all texts contain none of the bytes that such a character begins with.
        if !may_hold_forbidden(text.as_bytes()) {
            return Ok(());
        }
        match text.char_indices().find(|(_, c)| !is_xml_char(*c)) {
            None => Ok(()),
            Some((inside, c)) => Err(self.ill_formed(
                at + inside,
                msg!(
                    "the character U+{c} is not allowed in XML",
                    c = format!("{:04X}", u32::from(c))
                ),
            )),
        }
    }

    /// Counts the memory of what was read at `at`.
    ///
    /// # Errors
    /// If the file takes far more memory than a document of its size.
    pub(crate) fn charge(&mut self, at: usize, bytes: usize) -> Result<(), FormatError> {
        match self.allowed.checked_sub(bytes) {
            Some(left) => {
                self.allowed = left;
                Ok(())
            }
            None => {
                let most = allowance(&self.feed) >> 20;
                Err(self
                    .error(
                        at,
                        msg!("memory limit"),
                        msg!(
                            "the markup of this file would need more than {most} MiB",
                            most
                        ),
                    )
                    .remedy(msg!(
                        "split the file into smaller ones; no real document of its size needs so much"
                    )))
            }
        }
    }

    /// Returns a name or namespace, which is stored once however often it is in the file.
    fn shared(&mut self, name: &str) -> Arc<str> {
        self.names.shared(name)
    }

    /// Reads all of an element whose start tag was just returned.
    pub(crate) fn subtree(
        &mut self,
        element: impl Into<Box<Element>>,
    ) -> Result<Box<Element>, FormatError> {
        let mut element = element.into();
        let mut stack: Vec<Box<Element>> = Vec::new();
        loop {
            match self.next()? {
                Item::Start(child) => stack.push(std::mem::replace(&mut element, child)),
                Item::Text(text) => add(&mut element, Node::Text(text)),
                Item::End => match stack.pop() {
                    None => return Ok(element),
                    Some(mut parent) => {
                        add(&mut parent, Node::Element(element));
                        element = parent;
                    }
                },
                Item::Eof => return Ok(element),
            }
        }
    }

    /// Returns the root's start tag.
    pub(crate) fn root(&mut self) -> Result<Box<Element>, FormatError> {
        loop {
            match self.next()? {
                Item::Start(root) => return Ok(root),
                Item::Text(_) | Item::End => {}
                Item::Eof => {
                    return Err(self.ill_formed(0, msg!("there is no root element")));
                }
            }
        }
    }

    /// Reads on to the end of the file, so that what follows the root is checked too.
    pub(crate) fn finish(&mut self) -> Result<(), FormatError> {
        while !matches!(self.next()?, Item::Eof) {}
        Ok(())
    }
}

/// Adds a child. Most elements have one child, but a list allocates room for four.
fn add(element: &mut Element, child: Node) {
    if element.children.is_empty() {
        element.children.reserve_exact(1);
    }
    element.children.push(child);
}

/// Returns whether some byte is a control or begins a character like U+FFFE. Blocks are looked at as
/// a whole, without a branch for each byte.
fn may_hold_forbidden(bytes: &[u8]) -> bool {
    let forbidden = |byte: u8| {
        let control = (byte < b' ') & (byte != b'\t') & (byte != b'\n') & (byte != b'\r');
        control | (byte == 0xEF)
    };
    let block = |block: &[u8]| {
        block
            .iter()
            .fold(false, |found, byte| found | forbidden(*byte))
    };
    bytes.chunks(64).any(block)
}

/// Returns how many bytes of memory the markup of a file may take.
const fn allowance(feed: &Feed<'_>) -> usize {
    ALWAYS.saturating_add(feed.len().saturating_mul(RATIO))
}

fn predefined(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Box<Element>, FormatError> {
        let mut puller = Puller::new(text);
        let root = puller.root()?;
        let tree = puller.subtree(root)?;
        puller.finish()?;
        Ok(tree)
    }

    #[test]
    fn text_in_pieces_is_one_text() {
        let tree = read("<a>x&amp;y<!-- no -->&#x200F;<![CDATA[<z>]]></a>").unwrap();
        assert_eq!(tree.children, [Node::Text("x&y\u{200F}<z>".into())]);
    }

    #[test]
    fn an_element_written_alone_carries_its_namespaces() {
        let tree = read("<r xmlns='u:d' xmlns:p='u:p'><p:a p:k='1'><b/></p:a></r>").unwrap();
        let inner = tree.elements().next().unwrap();
        assert_eq!(
            inner.to_xml(),
            "<p:a xmlns:p=\"u:p\" p:k=\"1\"><b xmlns=\"u:d\"/></p:a>"
        );
        let again = read(&inner.to_xml()).unwrap();
        assert_eq!(again.to_xml(), inner.to_xml());
    }

    #[test]
    fn a_prefix_that_nothing_declares_is_told_once_and_read() {
        let mut puller = Puller::new("<a p:b='1'>\n<p:c/><p:d q:e='2'/></a>");
        let root = puller.root().expect("a root");
        let tree = puller.subtree(root).expect("it is read");
        assert_eq!(tree.elements().count(), 2);
        let told: Vec<(usize, String)> = puller
            .undeclared()
            .iter()
            .map(|error| (error.line, error.message.to_string()))
            .collect();
        assert_eq!(told.len(), 2);
        assert_eq!(told[0].0, 1);
        assert!(told[1].1.contains("`q`") && told[1].0 == 2);
    }

    #[test]
    fn what_is_not_well_formed_is_refused() {
        let deep = "<a>".repeat(300) + &"</a>".repeat(300);
        for bad in [
            "<a>",
            "<a></b>",
            "<a/><b/>",
            "x<a/>",
            "<a/>x",
            "",
            "<a>&nbsp;</a>",
            "<a>&#0;</a>",
            "<a>\u{1}</a>",
            "<a k='1' k='2'/>",
            "<a k='<'/>",
            "<a k='1'l='2'/>",
            "<a k=1/>",
            "<a k/>",
            "<1/>",
            "<a>]]></a>",
            "<a><!-- -- --></a>",
            "<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>",
            "<a",
            "<a k='",
            "<a><![CDATA[",
            "<a><!--",
            "<a>& b</a>",
            &deep,
        ] {
            assert!(read(bad).is_err(), "{bad:.60} was read");
        }
    }
}
