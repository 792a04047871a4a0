//! What a page declares about its main text: the heading, the element marked as the article, the
//! language. The result of the search for the article is compared with it.

use crate::html_walk::Walker;
use crate::page::{Block, Page};
use dom_query::Document;
use std::collections::HashSet;

/// Elements that are marked as the main text, the closest first.
const MARKS: &[&str] = &["[itemprop=articleBody]", "article", "main", "[role=main]"];
/// The fewest letters in a marked element that is trusted: a sentence, since an element that a script
/// fills later has only a word. On 42 public pages with marked text all values up to 600 are equivalent.
const ENOUGH: usize = 40;

/// Reads the element that is marked as the main text, if there is exactly one.
pub(super) fn marked(document: &Document) -> Option<Page> {
    MARKS.iter().find_map(|mark| {
        let found = document.select(mark);
        let [node] = found.nodes() else {
            return None;
        };
        let mut page = Page::default();
        Walker::new(&mut page).blocks_of(node);
        let letters = |block: &Block| block.text.chars().filter(|c| c.is_alphabetic()).count();
        let length: usize = page.blocks.iter().map(letters).sum();
        (length >= ENOUGH).then_some(page)
    })
}

/// Uses the marked text if the text found is entirely outside it: a sign-up box or a
/// notice may be longer than a short article.
pub(super) fn prefer_marked(page: &mut Page, marked: Option<Page>) {
    let Some(marked) = marked else { return };
    let whole = marked.plain_text();
    if !page.blocks.iter().any(|block| whole.contains(&block.text)) {
        page.blocks = marked.blocks;
    }
}

/// Characters that separate a heading from the name of its site.
const SEPARATORS: &[char] = &[
    '|', '-', '–', '—', '\\', '/', '>', '»', '«', '·', '•', ':', '‹', '›', '~',
];

/// Returns whether a title is a heading and the name of a site, at either end.
pub(super) fn is_with_site(title: &str, heading: &str) -> bool {
    if heading.is_empty() {
        return false;
    }
    let parted = |rest: Option<&str>, at_end: bool| {
        rest.map(str::trim).is_some_and(|rest| {
            if at_end {
                rest.ends_with(SEPARATORS)
            } else {
                rest.starts_with(SEPARATORS)
            }
        })
    };
    parted(title.strip_prefix(heading), false) || parted(title.strip_suffix(heading), true)
}

/// Returns whether a heading matches a part of a title: half the words of the shorter of
/// the two, and two at least, are in both.
pub(super) fn says_the_same(title: &str, heading: &str) -> bool {
    let words = |text: &str| -> HashSet<String> {
        let words = text.split(|c: char| !c.is_alphanumeric());
        words
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect()
    };
    let own = words(heading);
    // A separator has a space on at least one side; a hyphen in a word has none.
    let parts = title
        .split(" - ")
        .flat_map(|part| part.split(|c| SEPARATORS.contains(&c) && c != '-'));
    parts.map(words).any(|part| {
        let shared = part.intersection(&own).count();
        shared > 1 && shared * 2 >= part.len().min(own.len()) && shared * 3 >= own.len()
    })
}

/// Returns the heading of a page: its title without the name of the site.
pub(super) fn heading(title: &str, headings: &[String], site: &str) -> String {
    let is_site = |heading: &str| heading.eq_ignore_ascii_case(site.trim());
    let longest = headings
        .iter()
        .filter(|heading| !is_site(heading) && is_with_site(title, heading))
        .max_by_key(|heading| heading.len());
    if let Some(heading) = longest {
        return heading.clone();
    }
    let alike = headings
        .iter()
        .find(|heading| !is_site(heading) && **heading != title && says_the_same(title, heading));
    if let Some(heading) = alike.filter(|_| title.contains(SEPARATORS)) {
        return heading.clone();
    }
    let site = site.trim();
    if is_with_site(title, site) {
        let rest = title
            .strip_suffix(site)
            .or_else(|| title.strip_prefix(site));
        let bare = |c: char| c.is_whitespace() || SEPARATORS.contains(&c);
        let rest = rest.unwrap_or(title).trim_matches(bare);
        if !rest.is_empty() {
            return rest.to_owned();
        }
    }
    title.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_is_without_the_name_of_the_site() {
        let headings = ["Tea in spring".to_owned()];
        assert_eq!(
            heading("Tea in spring | The Leaf", &headings, ""),
            headings[0]
        );
        assert_eq!(
            heading("The Leaf: Tea in spring", &headings, ""),
            headings[0]
        );
        assert_eq!(heading("Cups - The Leaf", &[], "The Leaf"), "Cups");
        assert_eq!(heading("The Leaf", &[], "The Leaf"), "The Leaf");
        let site = ["The Leaf".to_owned()];
        assert_eq!(heading("Cups - The Leaf", &site, "The Leaf"), "Cups");
        let short = ["Tea in spring and its cups".to_owned()];
        assert_eq!(
            heading("Tea in spring | The Leaf", &short, "The Leaf"),
            short[0]
        );
        assert!(says_the_same(
            "Tea in spring | The Leaf",
            "Tea in spring and its cups"
        ));
        assert!(!says_the_same(
            "Tea in spring | The Leaf",
            "Milk for all of us"
        ));
        assert!(!is_with_site("Tea in spring and summer", "Tea in spring"));
    }

    #[test]
    fn a_box_outside_the_marked_article_is_not_the_article() {
        let tea = "The ship came into the harbour at dawn, and it was full of tea. ".repeat(3);
        let sign = "Sign up, and every morning, noon and evening, a letter comes. ".repeat(20);
        let html =
            format!("<body><main><p>{tea}</p></main><div><p>{sign}</p><p>{sign}</p></div></body>");
        let text = crate::html_in::read(html.as_bytes()).unwrap().plain_text();
        assert!(
            text.contains("harbour") && !text.contains("Sign up"),
            "{text}"
        );
    }
}
