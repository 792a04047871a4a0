//! Restores sections that the search for the article left out next to sections that it kept.
//!
//! The search weighs the parts of a page by their length and drops a short question before a long
//! answer, or the end of a page; in another language the same section may be long enough. So if
//! a page is divided into sections, those with the structure of a kept one are kept too.

use crate::html_walk::Walker;
use crate::page::{Block, Page};
use dom_query::{Document, NodeRef};
use std::collections::{HashMap, HashSet};

/// Classes and ids of parts outside the article, as in the search.
const BESIDE: &[&str] = &[
    "ad-",
    "advert",
    "banner",
    "breadcrumb",
    "comment",
    "cookie",
    "consent",
    "footer",
    "login",
    "masthead",
    "menu",
    "modal",
    "nav",
    "newsletter",
    "outbrain",
    "paywall",
    "popular",
    "popup",
    "promo",
    "recommend",
    "related",
    "share",
    "sharing",
    "shop",
    "sidebar",
    "signup",
    "sign-up",
    "social",
    "sponsor",
    "subscri",
    "teaser",
    "toolbar",
    "trending",
    "widget",
];

/// Returns whether class or id of an element mark it as outside the article.
fn is_beside(node: &NodeRef<'_>) -> bool {
    let says = |name: &str| {
        let value = node.attr(name).unwrap_or_default().to_ascii_lowercase();
        BESIDE.iter().any(|hint| value.contains(hint))
    };
    says("class") || says("id")
}

/// The largest share of links in a section's text.
const LINKED: f64 = 0.8;

/// Restores dropped sections between those that were kept.
pub(super) fn keep_siblings(page: &mut Page, document: &Document) {
    let groups = groups(document);
    if groups.is_empty() {
        return;
    }
    let kept: HashSet<&str> = page
        .blocks
        .iter()
        .map(|block| block.text.as_str())
        .collect();
    let mut back: HashMap<usize, Vec<Block>> = HashMap::new();
    for sections in &groups {
        let is_kept = |section: &Section| {
            let found = section
                .blocks
                .iter()
                .filter(|block| kept.contains(&*block.text));
            found.count() * 2 > section.blocks.len()
        };
        let flags: Vec<bool> = sections.iter().map(is_kept).collect();
        let levels: HashSet<u8> = sections
            .iter()
            .zip(&flags)
            .filter_map(|(section, kept)| kept.then_some(section.level))
            .collect();
        for (at, section) in sections.iter().enumerate() {
            let none = !section
                .blocks
                .iter()
                .any(|block| kept.contains(&*block.text));
            if !(none && section.is_text && levels.contains(&section.level)) {
                continue;
            }
            let behind = sections
                .iter()
                .skip(at + 1)
                .flat_map(|section| &section.blocks);
            let next = behind
                .filter(|block| kept.contains(&*block.text))
                .find_map(|block| index_of(page, block));
            let before = sections
                .iter()
                .take(at)
                .flat_map(|section| &section.blocks)
                .rev();
            let last = || {
                before
                    .filter(|block| kept.contains(&*block.text))
                    .find_map(|block| index_of(page, block))
            };
            if let Some(at) = next.or_else(|| last().map(|at| at + 1)) {
                back.entry(at)
                    .or_default()
                    .extend(section.blocks.iter().cloned());
            }
        }
    }
    if back.is_empty() {
        return;
    }
    let mut blocks = Vec::new();
    for (at, block) in std::mem::take(&mut page.blocks).into_iter().enumerate() {
        blocks.extend(back.remove(&at).unwrap_or_default());
        blocks.push(block);
    }
    blocks.extend(back.into_values().flatten());
    page.blocks = blocks;
}

fn index_of(page: &Page, block: &Block) -> Option<usize> {
    page.blocks.iter().position(|own| own.text == block.text)
}

/// A section of a page, with a heading.
struct Section {
    blocks: Vec<Block>,
    level: u8,
    is_text: bool,
}

/// Returns the sections of each element that has two or more with headings.
fn groups(document: &Document) -> Vec<Vec<Section>> {
    let mut parents = HashSet::new();
    let mut groups = Vec::new();
    for node in document.select("section").nodes() {
        let Some(parent) = node.parent() else {
            continue;
        };
        if !parents.insert(parent.id) {
            continue;
        }
        let children = parent.children();
        let sections = children
            .iter()
            .filter(|child| child.node_name().as_deref() == Some("section"));
        let sections: Vec<Section> = sections.filter_map(section).collect();
        if sections.len() > 1 {
            groups.push(sections);
        }
    }
    groups
}

fn section(node: &NodeRef<'_>) -> Option<Section> {
    let mut page = Page::default();
    Walker::new(&mut page).blocks_of(node);
    let level = match page.blocks.first()?.kind {
        crate::page::BlockKind::Heading(level) => level,
        _ => return None,
    };
    let length = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
    let whole: usize = page
        .blocks
        .iter()
        .skip(1)
        .map(|block| length(&block.text))
        .sum();
    let linked: usize = node
        .descendants()
        .iter()
        .filter(|inner| inner.node_name().as_deref() == Some("a"))
        .map(|link| length(&link.text()))
        .sum();
    #[expect(clippy::cast_precision_loss, reason = "a share needs no more")]
    let is_text = !is_beside(node) && (linked as f64) < whole as f64 * LINKED;
    Some(Section {
        blocks: page.blocks,
        level,
        is_text,
    })
}

#[cfg(test)]
mod tests {
    use crate::html_in::read;

    const LONG: &str =
        "The ship came into the harbour at dawn, and it was full of tea, which is green. ";

    fn page(first: &str, last: &str) -> String {
        let long = LONG.repeat(5);
        format!(
            "<html lang=en><title>Ships</title><body><section id=q><h2>Question</h2>{first}</section>\
             <section><h2>Answer</h2><p>{long}</p><section><h3>One</h3><p>{long}</p><p>{long}</p>\
             <p>{long}</p></section><section><h3>Two</h3><p>{long}</p><p>{long}</p></section></section>\
             {last}</body>"
        )
    }

    fn lines(html: &str) -> Vec<String> {
        let page = read(html.as_bytes()).unwrap();
        page.lines().iter().map(|line| (*line).to_owned()).collect()
    }

    #[test]
    fn sections_made_alike_are_kept_alike() {
        let last = "<section><h2>Further reading</h2><p>See <a href=x>the tea</a> of spring.</p></section>";
        let lines = lines(&page("<p>What is tea?</p>", last));
        let at = |text: &str| lines.iter().position(|line| line == text);
        assert!(
            at("Question").is_some() && at("Question") < at("What is tea?"),
            "{lines:?}"
        );
        assert!(at("What is tea?") < at("Answer") && at("Answer").is_some());
        assert!(at("See the tea of spring.") > at("Two"), "{lines:?}");
    }

    #[test]
    fn what_is_beside_the_article_stays_away() {
        let last = "<section class=related-stories><h2>More</h2><p>Milk is white.</p></section>";
        let lines = lines(&page("<p>What is tea?</p>", last));
        assert!(!lines.iter().any(|line| line == "Milk is white."));
    }

    #[test]
    fn a_list_of_links_is_no_text() {
        let links = "<h2>More</h2><ul><li><a href=x>Milk is white.</a></ul>";
        let text = "<h2>Tea</h2><p>It is <a href=x>green</a>.</p>";
        let html = format!("<body><section>{links}</section><section>{text}</section></body>");
        let groups = super::groups(&dom_query::Document::from(html));
        let flags: Vec<bool> = groups[0].iter().map(|section| section.is_text).collect();
        assert_eq!(flags, [false, true]);
    }
}
