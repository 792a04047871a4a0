//! Converts a parsed element to blocks: block elements, inline elements, and elements without text.

use crate::html_tags::MAX_DEPTH;
use crate::page::{Block, BlockKind, Page, Placed};
use bayn_text::Lang;
use dom_query::NodeRef;
use fnv::FnvHasher;
use harf::Direction;
use std::hash::{Hash, Hasher};

/// Elements without running text.
const SKIPPED: &[&str] = &[
    "script",
    "style",
    "noscript",
    "template",
    "head",
    "title",
    "nav",
    "footer",
    "aside",
    "form",
    "button",
    "select",
    "iframe",
    "svg",
    "canvas",
    "object",
    "audio",
    "video",
    "rt",
    "rp",
    "annotation",
    "annotation-xml",
];

/// Of these, elements that occur in the text of a book: notes and boxes, letters, forms of a textbook.
const OF_BOOKS: &[&str] = &["aside", "footer", "form"];

/// Block elements; as in a browser, all others are inline.
const PARTING: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "col",
    "colgroup",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "menu",
    "ol",
    "optgroup",
    "option",
    "p",
    "pre",
    "search",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];

/// Known inline elements.
pub(super) const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "ins", "kbd", "label", "mark", "q", "ruby", "s", "samp", "small", "span",
    "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "img",
];

/// Collects blocks while it walks the tree.
pub(super) struct Walker<'p> {
    page: &'p mut Page,
    run: String,
    kind: BlockKind,
    lang: Option<Lang>,
    direction: Option<Direction>,
    is_book: bool,
    /// The elements around, as a number.
    place: u64,
    /// The places of the blocks so far, where they are needed.
    places: Option<Vec<u64>>,
}

/// Reads all that is in an element, each block with its place.
pub(super) fn placed(root: &NodeRef<'_>) -> Vec<Placed> {
    let mut page = Page::default();
    let mut walker = Walker::new(&mut page);
    walker.places = Some(Vec::new());
    walker.blocks_of(root);
    let places = walker.places.unwrap_or_default();
    let blocks = page.blocks.into_iter().zip(places);
    blocks
        .map(|(block, place)| Placed { block, place })
        .collect()
}

impl<'p> Walker<'p> {
    /// Returns a walker that puts what it finds into a page.
    pub(super) fn new(page: &'p mut Page) -> Self {
        Self {
            page,
            run: String::new(),
            kind: BlockKind::Paragraph,
            lang: None,
            direction: None,
            is_book: false,
            place: 0,
            places: None,
        }
    }

    /// Returns a walker through a chapter of a book.
    pub(super) fn of_book(page: &'p mut Page) -> Self {
        Self {
            is_book: true,
            ..Self::new(page)
        }
    }

    /// Reads all that is in an element.
    pub(super) fn blocks_of(&mut self, root: &NodeRef<'_>) {
        self.walk(root, 0);
        self.flush();
    }

    fn flush(&mut self) {
        let run = std::mem::take(&mut self.run);
        let text = if self.kind == BlockKind::Code {
            run.trim_matches('\n').trim_end().replace('\u{AD}', "")
        } else {
            one_line(&run)
        };
        if !text.is_empty() {
            if let Some(places) = &mut self.places {
                places.push(self.place);
            }
            self.page.blocks.push(Block {
                page: None,
                kind: self.kind.clone(),
                text,
                lang: self.lang.clone(),
                direction: self.direction,
            });
        }
    }

    fn walk(&mut self, parent: &NodeRef<'_>, depth: usize) {
        if depth > MAX_DEPTH * 2 {
            return;
        }
        let mut next = parent.first_child();
        while let Some(node) = next {
            next = node.next_sibling();
            if node.is_text() {
                self.run.push_str(&node.text());
                continue;
            }
            let Some(name) = node.node_name() else {
                continue;
            };
            let name: &str = &name;
            let is_read = self.is_book && OF_BOOKS.contains(&name);
            if SKIPPED.contains(&name) && !is_read || node.attr("hidden").is_some() {
                continue;
            }
            if let Some(mark) = note_mark(&node, name, &self.run) {
                self.run.push_str(&mark);
                continue;
            }
            match name {
                "br" => {
                    // Two breaks separate paragraphs, one is a space.
                    let run = self.run.trim_end_matches([' ', '\t', '\n', '\r']);
                    if run.ends_with('\u{2028}') {
                        self.flush();
                    } else {
                        self.run.push('\u{2028}');
                    }
                }
                name if PARTING.contains(&name) => self.block(&node, name, depth),
                _ => self.walk(&node, depth + 1),
            }
        }
    }

    fn block(&mut self, node: &NodeRef<'_>, name: &str, depth: usize) {
        self.flush();
        let kind = match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let level = name.as_bytes().get(1).map_or(1, |byte| byte - b'0');
                Some(BlockKind::Heading(level))
            }
            "li" | "dt" | "dd" => Some(BlockKind::Item),
            "blockquote" => Some(BlockKind::Quote),
            "pre" => Some(BlockKind::Code),
            "td" | "th" => Some(BlockKind::Cell),
            _ => None,
        };
        let lang = node.attr("lang").map(|tag| Lang::new(&tag));
        let dir = node.attr("dir").and_then(|dir| direction(&dir));
        let outer = (self.kind.clone(), self.lang.clone(), self.direction);
        let around = self.place;
        if self.places.is_some() {
            let mut hasher = FnvHasher::with_key(around);
            (
                name,
                node.attr("id").as_deref(),
                node.attr("class").as_deref(),
            )
                .hash(&mut hasher);
            self.place = hasher.finish();
        }
        if let Some(kind) = kind {
            self.kind = kind;
        }
        if lang.is_some() && lang != self.page.lang {
            self.lang = lang;
        }
        if dir.is_some() && dir != self.page.direction {
            self.direction = dir;
        }
        self.walk(node, depth + 1);
        self.flush();
        self.place = around;
        (self.kind, self.lang, self.direction) = outer;
    }
}

/// Returns the text of a note reference, so that it is separate from the word before it: `[1]`.
///
/// A reference is what the page marks as one, a superscript link within the page, or a superscript number
/// after a stop; `10<sup>3</sup>` is not one.
fn note_mark(node: &NodeRef<'_>, name: &str, before: &str) -> Option<String> {
    if !matches!(name, "sup" | "a") {
        return None;
    }
    let text = node.text();
    let text = text.trim();
    let inner = text.trim_matches(['[', ']', '(', ')', '\u{A0}', ' ']);
    let number = |text: &str| text.chars().count() <= 4 && text.chars().all(char::is_numeric);
    let sign = |text: &str| {
        text.chars().count() <= 3
            && text
                .chars()
                .all(|c| "*\u{2020}\u{2021}\u{A7}\u{B6}#".contains(c))
    };
    if inner.is_empty() || !(number(inner) || sign(inner)) {
        return None;
    }
    let called = |node: &NodeRef<'_>| {
        let says =
            |name: &str, word: &str| node.attr(name).is_some_and(|value| value.contains(word));
        says("epub:type", "noteref") || says("role", "doc-noteref")
    };
    let links = |node: &NodeRef<'_>| node.attr("href").is_some_and(|href| href.contains('#'));
    let raised = name == "sup";
    let children = node.children();
    let link_inside = children.iter().any(|child| links(child) || called(child));
    let stops = |c: char| {
        ".!?\u{2026}\u{61F}\u{6D4},;:\u{60C}\u{61B}\"\u{201D}\u{2019}\u{BB})]".contains(c)
    };
    let behind_stop = before.trim_end().ends_with(stops);
    (called(node) || raised && (link_inside || behind_stop)).then(|| format!("[{inner}]"))
}

/// Returns a text on one line, without soft hyphens and other optional breaks.
pub(super) fn one_line(text: &str) -> String {
    let text = text.replace('\u{AD}', "");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the direction of a `dir` attribute.
pub(super) fn direction(dir: &str) -> Option<Direction> {
    match dir.trim().to_ascii_lowercase().as_str() {
        "rtl" => Some(Direction::Rtl),
        "ltr" => Some(Direction::Ltr),
        _ => None,
    }
}
