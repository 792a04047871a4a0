//! HTML pages: the main text without navigation and footer.
//!
//! `dom_smoothie` finds the article. Where it finds none (a short page, a chapter of a
//! book), all of the body is read but what is navigation by its element.

use crate::FormatError;
use crate::html_tags::{self, MAX_DEPTH};
use crate::page::{Block, BlockKind, Page};
use bayn_text as text;
use bayn_text::Lang;
use bayn_text::msg;
use dom_query::{Document, NodeRef};
use dom_smoothie::{Config, Readability};
use harf::Direction;
use std::borrow::Cow;

/// How many elements the search for the article looks at.
const MAX_ELEMENTS: usize = 200_000;

/// Reads the main text of a page.
///
/// # Errors
/// Where the page nests too deep, a tag has too many attributes, or it is no text.
pub fn read(bytes: &[u8]) -> Result<Page, FormatError> {
    let html = decode(bytes)?;
    let tags = html_tags::check(&html)?;
    let mut page = Page::default();
    let document = Document::from(&*html);
    declared(&document, &mut page);
    let config = Config {
        max_elements_to_parse: MAX_ELEMENTS,
        ..Config::default()
    };
    let article = tags.is_searchable().then(|| {
        Readability::with_document(document, None, Some(config))
            .and_then(|mut reader| reader.parse())
    });
    if let Some(Ok(article)) = article {
        page.title = article.title;
        let content = Document::from(&*article.content);
        Walker::new(&mut page).blocks_of(&content.root());
        if !page.blocks.is_empty() {
            with_heading(&mut page);
            return Ok(page);
        }
    }
    let document = Document::from(&*html);
    let title = document.select_single("title").text();
    page.title = title.trim().to_owned();
    Walker::new(&mut page).blocks_of(&document.root());
    Ok(page)
}

/// Reads all of a page's body, as a book's chapter.
///
/// # Errors
/// As [`read`].
pub(crate) fn read_all(bytes: &[u8]) -> Result<Page, FormatError> {
    let html = decode(bytes)?;
    html_tags::check(&html)?;
    let mut page = Page::default();
    let document = Document::from(&*html);
    declared(&document, &mut page);
    page.title = document.select_single("title").text().trim().to_owned();
    Walker::new(&mut page).blocks_of(&document.root());
    Ok(page)
}

/// Returns the text of a page: by its mark, by the charset that it names, else by its bytes.
fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, FormatError> {
    if let Ok(text) = std::str::from_utf8(bytes)
        && !text.contains('\0')
    {
        return Ok(Cow::Borrowed(text));
    }
    let head = bytes.get(..bytes.len().min(1024)).unwrap_or(&[]);
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let label = head.split_once("charset=").map(|(_, rest)| {
        rest.trim_start_matches(['"', '\'', ' '])
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
            .collect::<String>()
    });
    let label = label.filter(|label| !label.starts_with("utf"));
    let decoded = text::decode(bytes, label.as_deref());
    if decoded.is_binary {
        return Err(FormatError::whole(msg!("HTML"), msg!("this is no text")));
    }
    Ok(Cow::Owned(decoded.text))
}

/// Takes language and direction that the page declares.
fn declared(document: &Document, page: &mut Page) {
    let html = document.select_single("html");
    let body = document.select_single("body");
    let attr = |name: &str| html.attr(name).or_else(|| body.attr(name));
    page.lang = attr("lang")
        .or_else(|| attr("xml:lang"))
        .filter(|tag| !tag.trim().is_empty())
        .map(|tag| Lang::new(&tag));
    page.direction = attr("dir").and_then(|dir| direction(&dir));
}

fn direction(dir: &str) -> Option<Direction> {
    match dir.trim().to_ascii_lowercase().as_str() {
        "rtl" => Some(Direction::Rtl),
        "ltr" => Some(Direction::Ltr),
        _ => None,
    }
}

/// Puts the title before the text where no heading of the text says the same.
fn with_heading(page: &mut Page) {
    let title = page.title.trim();
    let said = page.blocks.iter().take(3).any(|block| block.text == title);
    if !title.is_empty() && !said {
        let title = title.to_owned();
        page.blocks
            .insert(0, Block::new(BlockKind::Heading(1), title));
    }
}

/// Elements that hold no running text.
const SKIPPED: &[&str] = &[
    "script", "style", "noscript", "template", "head", "title", "nav", "footer", "aside", "form",
    "button", "select", "iframe", "svg", "canvas", "object", "audio", "video", "math", "rt", "rp",
];

/// Elements that are in a line of text.
const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "ins", "kbd", "label", "mark", "q", "ruby", "s", "samp", "small", "span",
    "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "img",
];

/// Gathers blocks while it walks the tree.
struct Walker<'p> {
    page: &'p mut Page,
    run: String,
    kind: BlockKind,
    lang: Option<Lang>,
    direction: Option<Direction>,
}

impl<'p> Walker<'p> {
    fn new(page: &'p mut Page) -> Self {
        Self {
            page,
            run: String::new(),
            kind: BlockKind::Paragraph,
            lang: None,
            direction: None,
        }
    }

    fn blocks_of(&mut self, root: &NodeRef<'_>) {
        self.walk(root, 0);
        self.flush();
    }

    fn flush(&mut self) {
        let run = std::mem::take(&mut self.run);
        let text = if self.kind == BlockKind::Code {
            run.trim_matches('\n').trim_end().to_owned()
        } else {
            run.split_whitespace().collect::<Vec<_>>().join(" ")
        };
        if !text.is_empty() {
            self.page.blocks.push(Block {
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
            if SKIPPED.contains(&name) || node.attr("hidden").is_some() {
                continue;
            }
            match name {
                "br" => {
                    // Two breaks part paragraphs, one is a space.
                    if self.run.ends_with('\u{2028}') {
                        self.flush();
                    } else {
                        self.run.push('\u{2028}');
                    }
                }
                name if INLINE.contains(&name) => self.walk(&node, depth + 1),
                name => self.block(&node, name, depth),
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
        (self.kind, self.lang, self.direction) = outer;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<!doctype html><html lang=ar dir=rtl><head><title>T</title></head><body>\
        <nav><a href=x>Home</a></nav><p>One<br><br>two <b>bold</b> &amp; three</p>\
        <blockquote lang=en dir=ltr><p>said</p></blockquote><footer>foot</footer></body></html>";

    #[test]
    fn a_short_page_is_read_whole_but_for_its_navigation() {
        let page = read(PAGE.as_bytes()).unwrap();
        let text = page.plain_text();
        assert!(text.contains("two bold & three"), "{text}");
        assert!(!text.contains("Home") && !text.contains("foot"), "{text}");
        assert_eq!(page.lang, Some(Lang::new("ar")));
        assert_eq!(page.direction, Some(Direction::Rtl));
        let quote = page
            .blocks
            .iter()
            .find(|block| block.text == "said")
            .unwrap();
        assert_eq!(quote.lang, Some(Lang::new("en")));
    }

    #[test]
    fn a_page_that_nests_without_end_is_refused() {
        let deep = "<div>".repeat(100_000);
        assert!(read(deep.as_bytes()).is_err());
    }
}
