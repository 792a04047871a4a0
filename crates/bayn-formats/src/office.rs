//! DOCX (Office Open XML) and ODT (`OpenDocument`): paragraphs of the running text.
//!
//! Footnotes and endnotes of a DOCX are separate paragraphs after the text, each with the
//! number of its reference in the text: `[1]`. Tracked changes are read as accepted, comments are notes of
//! the page; a warning gives the number of each.

use crate::FormatError;
use crate::corpus::Note;
use crate::page::{Block, BlockKind, Page};
use crate::xml::{Element, Item, Node, Puller};
use crate::zipped::Archive;
use bayn_text::{Lang, Message, msg, plural};
use harf::Direction;
use std::collections::HashMap;

/// Reads a DOCX file.
///
/// # Errors
/// If the archive or its document part cannot be read.
pub fn read_docx(bytes: &[u8]) -> Result<Page, FormatError> {
    let mut archive = Archive::open(bytes)?;
    let part = "word/document.xml";
    let Some(text) = archive.xml(part)? else {
        return Err(missing(part));
    };
    let mut page = Page::default();
    let mut body = Body::default();
    paragraphs(&text, part, "p", &mut |paragraph| {
        docx_block(paragraph, &mut page, &mut body);
    })?;
    for name in ["word/footnotes.xml", "word/endnotes.xml"] {
        if let Some(text) = archive.xml(name)? {
            body.read_notes(&text, name)?;
        }
    }
    body.put_notes(&mut page);
    if let Some(text) = archive.xml("word/comments.xml")? {
        page.notes = comments(&text)?;
    }
    page.warnings = body.warnings(page.notes.len());
    if let Some(core) = archive.xml("docProps/core.xml")? {
        page.title = first_text(&core, "title").unwrap_or_default();
    }
    if let Some(styles) = archive.xml("word/styles.xml")? {
        page.lang = docx_lang(&styles);
    }
    Ok(page)
}

/// Reads an ODT file.
///
/// # Errors
/// If the archive or its document part cannot be read.
pub(crate) fn read_odt(bytes: &[u8]) -> Result<Page, FormatError> {
    let mut archive = Archive::open(bytes)?;
    let part = "content.xml";
    let Some(text) = archive.xml(part)? else {
        return Err(missing(part));
    };
    let mut page = Page::default();
    let mut odt = |paragraph: &Element| {
        let level = paragraph
            .attrs
            .iter()
            .find(|attr| &*attr.local == "outline-level");
        let level = level.and_then(|attr| attr.value.parse::<u8>().ok());
        let kind = match (&*paragraph.local, level) {
            ("h", level) => BlockKind::Heading(level.unwrap_or(1).clamp(1, 6)),
            _ => BlockKind::Paragraph,
        };
        let mut text = String::new();
        odt_text(paragraph, &mut text);
        push(&mut page, kind, &text);
    };
    paragraphs(&text, part, "p", &mut odt)?;
    if let Some(meta) = archive.xml("meta.xml")? {
        page.title = first_text(&meta, "title").unwrap_or_default();
        page.lang = first_text(&meta, "language").map(|tag| Lang::new(&tag));
    }
    Ok(page)
}

pub(crate) fn missing(part: &str) -> FormatError {
    FormatError::whole(
        msg!("office document"),
        msg!("the archive does not contain {part}", part),
    )
    .remedy(msg!(
        "the file is damaged: save it again in the program that made it"
    ))
}

fn push(page: &mut Page, kind: BlockKind, text: &str) {
    for line in text.split('\n') {
        let line = line.trim();
        if !line.is_empty() {
            page.blocks.push(Block::new(kind.clone(), line));
        }
    }
}

/// Calls `each` for every outermost paragraph or heading of a part.
fn paragraphs(
    text: &str,
    part: &str,
    name: &str,
    each: &mut dyn FnMut(&Element),
) -> Result<(), FormatError> {
    let mut puller = Puller::new(text);
    loop {
        let item = puller.next().map_err(|error| error.of_file(part))?;
        match item {
            Item::Start(element)
                if &*element.local == "tracked-changes" || &*element.local == "sequence-decls" =>
            {
                puller
                    .subtree(element)
                    .map_err(|error| error.of_file(part))?;
            }
            Item::Start(element) if &*element.local == name || &*element.local == "h" => {
                let tree = puller
                    .subtree(element)
                    .map_err(|error| error.of_file(part))?;
                each(&tree);
            }
            Item::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// What is found in the text of a DOCX besides its words.
#[derive(Default)]
struct Body {
    /// The footnotes and endnotes in the order of their marks: which kind, and its id.
    marks: Vec<(NoteKind, String)>,
    /// The texts of notes.
    notes: HashMap<(NoteKind, String), Vec<String>>,
    /// How many tracked changes there are.
    changes: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum NoteKind {
    Foot,
    End,
}

impl NoteKind {
    /// Returns the kind of a note element or note reference.
    fn of(name: &str) -> Option<Self> {
        match name {
            "footnoteReference" | "footnote" => Some(Self::Foot),
            "endnoteReference" | "endnote" => Some(Self::End),
            _ => None,
        }
    }
}

impl Body {
    /// Returns the text of a note reference; a note that is referenced twice has one number.
    fn mark(&mut self, kind: NoteKind, reference: &Element) -> String {
        let note = (kind, named(reference, "id").to_owned());
        let known = self.marks.iter().position(|one| *one == note);
        let at = known.unwrap_or_else(|| {
            self.marks.push(note);
            self.marks.len() - 1
        });
        format!("[{}]", at + 1)
    }

    fn read_notes(&mut self, text: &str, part: &str) -> Result<(), FormatError> {
        let mut puller = Puller::new(text);
        loop {
            let item = puller.next().map_err(|error| error.of_file(part))?;
            match item {
                Item::Start(element) => {
                    let Some(kind) = NoteKind::of(&element.local) else {
                        continue;
                    };
                    let tree = puller
                        .subtree(element)
                        .map_err(|error| error.of_file(part))?;
                    let mut read = String::new();
                    // References inside a note are not numbered.
                    docx_text(&tree, &mut read, &mut Self::default());
                    let lines = read.lines().map(str::trim).filter(|line| !line.is_empty());
                    let lines = lines.map(str::to_owned).collect();
                    self.notes
                        .insert((kind, named(&tree, "id").to_owned()), lines);
                }
                Item::Eof => return Ok(()),
                _ => {}
            }
        }
    }

    /// Puts the notes after the text, in the order of their references.
    fn put_notes(&mut self, page: &mut Page) {
        for (at, mark) in self.marks.iter().enumerate() {
            let lines = self.notes.remove(mark).unwrap_or_default();
            for (line, text) in lines.into_iter().enumerate() {
                let text = match line {
                    0 => format!("[{}] {text}", at + 1),
                    _ => text,
                };
                page.blocks.push(Block::new(BlockKind::Paragraph, text));
            }
        }
    }

    fn warnings(&self, comments: usize) -> Vec<Message> {
        let mut warnings = Vec::new();
        if self.changes > 0 {
            warnings.push(plural!(
                "1 tracked change of the document is treated as accepted",
                "{changes} tracked changes of the document are treated as accepted",
                changes = self.changes
            ));
        }
        if comments > 0 {
            warnings.push(plural!(
                "1 comment of the document is not part of its text",
                "{comments} comments of the document are not part of its text",
                comments
            ));
        }
        warnings
    }
}

/// Returns the comments of a DOCX.
fn comments(text: &str) -> Result<Vec<Note>, FormatError> {
    let part = "word/comments.xml";
    let mut notes = Vec::new();
    let mut puller = Puller::new(text);
    loop {
        let item = puller.next().map_err(|error| error.of_file(part))?;
        match item {
            Item::Start(element) if &*element.local == "comment" => {
                let tree = puller
                    .subtree(element)
                    .map_err(|error| error.of_file(part))?;
                let mut text = String::new();
                docx_text(&tree, &mut text, &mut Body::default());
                let lines = text.lines().map(str::trim);
                let lines: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
                notes.push(Note {
                    text: lines.join("\n"),
                    from: named(&tree, "author").to_owned(),
                    category: "comment".to_owned(),
                    ..Note::default()
                });
            }
            Item::Eof => return Ok(notes),
            _ => {}
        }
    }
}

/// Returns an attribute by its name, of any namespace.
fn named<'e>(element: &'e Element, name: &str) -> &'e str {
    let found = element.attrs.iter().find(|attr| &*attr.local == name);
    found.map_or("", |attr| attr.value.as_str())
}

fn docx_block(paragraph: &Element, page: &mut Page, body: &mut Body) {
    let properties = paragraph.child("pPr");
    let style = properties
        .and_then(|properties| properties.child("pStyle"))
        .and_then(|style| style.attrs.first())
        .map(|attr| attr.value.to_ascii_lowercase())
        .unwrap_or_default();
    let level = style
        .strip_prefix("heading")
        .and_then(|level| level.trim().parse::<u8>().ok());
    let kind = match level {
        Some(level) => BlockKind::Heading(level.clamp(1, 6)),
        None if style == "title" => BlockKind::Heading(1),
        None if properties.is_some_and(|p| p.child("numPr").is_some()) => BlockKind::Item,
        None => BlockKind::Paragraph,
    };
    let rtl = properties.is_some_and(|properties| properties.child("bidi").is_some());
    let from = page.blocks.len();
    let mut text = String::new();
    docx_text(paragraph, &mut text, body);
    push(page, kind, &text);
    if rtl {
        for block in page.blocks.iter_mut().skip(from) {
            block.direction = Some(Direction::Rtl);
        }
    }
}

/// Adds the text of runs; deleted text and field codes are ignored.
fn docx_text(element: &Element, text: &mut String, body: &mut Body) {
    for child in element.elements() {
        match &*child.local {
            "t" => text.push_str(&child.text()),
            "tab" => text.push('\t'),
            "br" | "cr" => text.push('\n'),
            "noBreakHyphen" => text.push('\u{2011}'),
            "del" | "moveFrom" => body.changes += 1,
            "instrText" | "pPr" | "rPr" | "Fallback" => {}
            "p" => {
                text.push('\n');
                docx_text(child, text, body);
                text.push('\n');
            }
            name => {
                if let Some(kind) = NoteKind::of(name) {
                    text.push_str(&body.mark(kind, child));
                }
                // Moved text counts at its original position.
                body.changes += usize::from(name == "ins");
                docx_text(child, text, body);
            }
        }
    }
}

/// Adds the text of an ODT paragraph; notes and comments are not running text.
fn odt_text(element: &Element, text: &mut String) {
    for node in &element.children {
        match node {
            Node::Text(piece) => {
                let mut blank = text.ends_with(char::is_whitespace);
                for c in piece.chars() {
                    let space = matches!(c, ' ' | '\n' | '\t' | '\r');
                    if !(space && blank) {
                        text.push(if space { ' ' } else { c });
                    }
                    blank = space;
                }
            }
            Node::Element(child) => match &*child.local {
                "tab" => text.push('\t'),
                "line-break" => text.push('\n'),
                "s" => {
                    let count = child.attrs.iter().find(|attr| &*attr.local == "c");
                    let count = count.and_then(|attr| attr.value.parse::<usize>().ok());
                    text.push_str(&" ".repeat(count.unwrap_or(1).min(1000)));
                }
                "note" | "annotation" => {}
                _ => odt_text(child, text),
            },
        }
    }
}

/// Returns the text of the first element with this name.
fn first_text(xml: &str, name: &str) -> Option<String> {
    let mut puller = Puller::new(xml);
    loop {
        match puller.next().ok()? {
            Item::Start(element) if &*element.local == name => {
                let text = puller.subtree(element).ok()?.text();
                return (!text.trim().is_empty()).then(|| text.trim().to_owned());
            }
            Item::Eof => return None,
            _ => {}
        }
    }
}

/// Returns the language of a DOCX's default style: that of right-to-left runs if the
/// default paragraph is right-to-left, else the Latin one.
fn docx_lang(styles: &str) -> Option<Lang> {
    let mut puller = Puller::new(styles);
    loop {
        match puller.next().ok()? {
            Item::Start(element) if &*element.local == "docDefaults" => {
                let defaults = puller.subtree(element).ok()?;
                let mut lang = None;
                let mut rtl = false;
                defaults.walk(&mut |element| match &*element.local {
                    "lang" => lang = Some(element),
                    "bidi" => rtl |= element.attrs.is_empty(),
                    _ => {}
                });
                let wanted = if rtl { "bidi" } else { "val" };
                let attr = lang?.attrs.iter().find(|attr| &*attr.local == wanted)?;
                return Some(Lang::new(&attr.value));
            }
            Item::Eof => return None,
            _ => {}
        }
    }
}
