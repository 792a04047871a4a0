//! HTML pages: the main text without navigation and footer.
//!
//! `dom_smoothie` finds the article. If it finds none (a short page, a chapter of a
//! book), all of the body is read except navigation elements.

use crate::FormatError;
use crate::html_main;
use crate::html_sections;
use crate::html_tags;
use crate::html_walk::{INLINE, Walker, direction, one_line, placed};
use crate::page::{Block, BlockKind, Page};
use crate::sign::Markup;
use bayn_text as text;
use bayn_text::Lang;
use bayn_text::msg;
use dom_query::{Document, NodeRef};
use dom_smoothie::{Config, Readability};
use std::borrow::Cow;

/// The number of elements that the search for the article examines.
const MAX_ELEMENTS: usize = 200_000;

/// Reads the main text of a page.
///
/// # Errors
/// If the page nests too deeply, a tag has too many attributes, or it is not text.
pub fn read(bytes: &[u8]) -> Result<Page, FormatError> {
    let html = decode(bytes)?;
    let tags = html_tags::check(&html)?;
    let page = read_tree(&tags.with_scripts(&html), tags.is_searchable())?;
    if !page.blocks.is_empty() || !tags.has_noscript() {
        return Ok(page);
    }
    // All the text may be for browsers that run no scripts.
    let bare = tags.without_scripts(&html);
    let tags = html_tags::check(&bare)?;
    read_tree(&tags.with_scripts(&bare), tags.is_searchable())
}

fn read_tree(html: &str, is_searchable: bool) -> Result<Page, FormatError> {
    let mut page = Page::default();
    let document = parse(html)?;
    declared(&document, &mut page);
    if is_searchable {
        let headings: Vec<String> = document
            .select("h1")
            .iter()
            .map(|heading| one_line(&heading.text()))
            .collect();
        let marked = html_main::marked(&document);
        let whole = document.clone();
        let config = Config {
            max_elements_to_parse: MAX_ELEMENTS,
            ..Config::default()
        };
        let article = Readability::with_document(document, None, Some(config))
            .and_then(|mut reader| reader.parse());
        if let Ok(article) = article {
            let site = article.site_name.as_deref().unwrap_or("");
            page.title = html_main::heading(&one_line(&article.title), &headings, site);
            let content = Document::from(&*article.content);
            Walker::new(&mut page).blocks_of(&content.root());
            html_main::prefer_marked(&mut page, marked);
            html_sections::keep_siblings(&mut page, &whole);
            if !page.blocks.is_empty() {
                page.whole = placed(&whole.root());
                with_heading(&mut page);
                return Ok(page);
            }
        }
    }
    let document = parse(html)?;
    page.title = one_line(&document.select_single("title").text());
    Walker::new(&mut page).blocks_of(&document.root());
    Ok(page)
}

/// Reads all of a page's body, as a book's chapter.
///
/// # Errors
/// As [`read`].
pub(crate) fn read_all(bytes: &[u8]) -> Result<Page, FormatError> {
    let html = decode(bytes)?;
    let tags = html_tags::check(&html)?;
    let mut page = Page::default();
    let document = parse(&tags.with_scripts(&html))?;
    declared(&document, &mut page);
    page.title = one_line(&document.select_single("title").text());
    Walker::of_book(&mut page).blocks_of(&document.root());
    Ok(page)
}

/// Parses a page, and replaces unknown inline elements by plain spans.
fn parse(html: &str) -> Result<Document, FormatError> {
    let document = Document::from(html);
    html_tags::check_depth(html, &document.root())?;
    document.select("p button").rename("span");
    // The search for the article treats unknown elements as blocks.
    for node in document.select("body *").nodes() {
        let is_unknown = node.node_name().is_some_and(|name| name.contains('-'));
        let in_line = |child: &NodeRef<'_>| {
            let name = child.node_name();
            name.is_none_or(|name| name.contains('-') || INLINE.contains(&&*name))
        };
        if is_unknown && node.children().iter().all(in_line) {
            node.rename("span");
        }
    }
    Ok(document)
}

/// How far into a page the charset is searched.
const HEAD: usize = 4096;

/// Decodes a page: by its byte order mark, by the charset that it names, else by its bytes.
fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, FormatError> {
    if let Ok(text) = std::str::from_utf8(bytes)
        && !text.contains('\0')
    {
        return Ok(Cow::Borrowed(text));
    }
    let head = bytes.get(..bytes.len().min(HEAD)).unwrap_or(&[]);
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let label = charset(&head).filter(|label| !label.starts_with("utf"));
    let decoded = text::decode(bytes, label.as_deref());
    if decoded.is_binary {
        return Err(FormatError::whole(msg!("HTML"), msg!("this is not text")));
    }
    Ok(Cow::Owned(decoded.text))
}

/// Returns the charset that a page names in a `meta`, or in its XML declaration. The charset
/// of a script or a link is that of another file.
fn charset(head: &str) -> Option<String> {
    let label = |after: &str| -> String {
        let after = after.trim_start_matches(['"', '\'', ' ']);
        let is_label = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        after.chars().take_while(is_label).collect()
    };
    if let Some(declaration) = head.strip_prefix("<?xml")
        && let Some((_, rest)) = declaration.split("?>").next()?.split_once("encoding=")
    {
        return Some(label(rest));
    }
    let live = head.split("<!--").enumerate().map(|(at, piece)| match at {
        0 => piece,
        _ => piece.split_once("-->").map_or("", |(_, behind)| behind),
    });
    live.flat_map(|piece| piece.split("<meta").skip(1))
        .filter_map(|meta| meta.split('>').next())
        .find_map(|meta| meta.split_once("charset=").map(|(_, rest)| label(rest)))
}

/// Reads the language and direction that the page declares.
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

/// Puts the title before the text if no heading of the text is the same.
fn with_heading(page: &mut Page) {
    let title = page.title.trim();
    let said = page.blocks.iter().take(3).any(|block| {
        block.text == title
            || matches!(block.kind, BlockKind::Heading(1 | 2))
                && (html_main::is_with_site(title, &block.text)
                    || html_main::says_the_same(title, &block.text))
    });
    if !title.is_empty() && !said {
        let title = title.to_owned();
        page.blocks
            .insert(0, Block::new(BlockKind::Heading(1), title));
    }
}

/// Returns whether markup is a page, or a part of one.
pub(crate) fn is_html(markup: &Markup<'_>) -> bool {
    let roots = [
        "html", "head", "body", "p", "div", "article", "h1", "section", "main",
    ];
    roots.contains(&markup.root.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use harf::Direction;

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

    fn text(html: &str) -> String {
        read(html.as_bytes()).unwrap().plain_text()
    }

    #[test]
    fn only_the_parsed_tree_is_deep() {
        let compare = "if(a<b){c()}".repeat(2000);
        let page = format!("<p>Tea.</p><script>{compare}</script>");
        assert_eq!(text(&page), "Tea.");
        let items = "<li><span>tea</li>".repeat(1000);
        assert!(text(&format!("<div><ul>{items}</ul></div>")).contains("tea"));
        let icons = "<svg><path d='x'></svg>".repeat(2000);
        assert_eq!(text(&format!("<div>{icons}<p>Tea.</p></div>")), "Tea.");
        let deep = format!("{}x{}", "<div>".repeat(700), "</div>".repeat(700));
        assert!(read(deep.as_bytes()).is_err());
    }

    #[test]
    fn a_noscript_left_open_takes_only_its_own() {
        let page = "<body><noscript><div>Turn scripts on.</noscript><p>The tea is hot.</p>";
        assert_eq!(text(page), "The tea is hot.");
        let only = "<body><noscript><p>The tea is hot.</p></noscript>";
        assert_eq!(text(only), "The tea is hot.");
    }

    #[test]
    fn what_is_in_a_line_stays_in_it() {
        for (inside, read) in [
            ("the <x-term>green</x-term> tea", "the green tea"),
            ("the <blink>green</blink> tea", "the green tea"),
            ("press <button>Stop</button> now", "press Stop now"),
            ("so <math><mi>x</mi></math> is", "so x is"),
            ("a wa\u{AD}ter wheel", "a water wheel"),
        ] {
            assert_eq!(text(&format!("<body><p>{inside}</p>")), read);
        }
        let parted = read_all(b"<body><p>one<br/>\n<br/>two</p>").unwrap();
        assert_eq!(parted.lines(), ["one", "two"]);
    }

    #[test]
    fn marks_of_notes_stand_apart_and_their_notes_in_books_too() {
        let book = "<html xmlns:epub='http://www.idpf.org/2007/ops'><body><p>Tea is hot.<sup>\
            <a epub:type='noteref' href='#a'>1</a></sup> Milk<a role='doc-noteref' href='#b'>2</a> is not.\
            <sup>*</sup> It holds 10<sup>3</sup> m<sup>2</sup> on the 1<sup>st</sup>.</p>\
            <aside epub:type='footnote' id='a'><p>Very hot.</p></aside></body></html>";
        let page = read_all(book.as_bytes()).unwrap();
        assert_eq!(
            page.lines(),
            [
                "Tea is hot.[1] Milk[2] is not.[*] It holds 103 m2 on the 1st.",
                "Very hot."
            ]
        );
        assert_eq!(
            text("<body><p>One.<sup><a href='#n'>[3]</a></sup> Two.</p>"),
            "One.[3] Two."
        );
    }

    #[test]
    fn the_charset_is_that_of_the_page() {
        let meta = "<meta charset=windows-1256>";
        for other in [
            "<script charset=windows-1251></script>",
            "<!-- <meta charset=koi8-r> -->",
        ] {
            let mut page = format!("<head>{other}{meta}</head><p>").into_bytes();
            page.extend([0xC8, 0xC7, 0xC8]);
            assert_eq!(read(&page).unwrap().plain_text(), "\u{628}\u{627}\u{628}");
        }
    }

    #[test]
    fn a_page_that_nests_without_end_is_refused() {
        let deep = "<div>".repeat(100_000);
        assert!(read(deep.as_bytes()).is_err());
    }
}
