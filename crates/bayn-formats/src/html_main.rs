//! What a page says of its own main text: the heading, the element marked as the article, the
//! language. The search for the article is held against it.

use crate::html_walk::Walker;
use crate::page::Page;
use bayn_text::guess_language;
use dom_query::Document;

/// Elements that are marked as the main text, the closest first.
const MARKS: &[&str] = &["[itemprop=articleBody]", "article", "main", "[role=main]"];
/// How many letters a marked element must hold to be believed.
const ENOUGH: usize = 140;

/// Reads the element that is marked as the main text, where there is one alone.
pub(super) fn marked(document: &Document) -> Option<Page> {
    MARKS.iter().find_map(|mark| {
        let found = document.select(mark);
        let [node] = found.nodes() else {
            return None;
        };
        let mut page = Page::default();
        Walker::new(&mut page).blocks_of(node);
        let length: usize = page.blocks.iter().map(|block| block.text.len()).sum();
        (length >= ENOUGH).then_some(page)
    })
}

/// Takes the marked text where what was found lies wholly outside it: a sign-up box or a
/// notice may be longer than a short article.
pub(super) fn prefer_marked(page: &mut Page, marked: Option<Page>) {
    let Some(marked) = marked else { return };
    let whole = marked.plain_text();
    if !page.blocks.iter().any(|block| whole.contains(&block.text)) {
        page.blocks = marked.blocks;
    }
}

/// Signs that part a heading from the name of its site.
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

/// Takes back language and direction that the page declares against the script of its text: a
/// template may never have been translated.
pub(super) fn check_lang(page: &mut Page) {
    let Some(lang) = &page.lang else { return };
    let found = guess_language(&page.plain_text()).lang;
    if found.primary() == "und" || found.direction() == lang.direction() {
        return;
    }
    if page.direction.is_some_and(|said| said != found.direction()) {
        page.direction = None;
    }
    page.lang = Some(found);
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
        assert!(!is_with_site("Tea in spring and summer", "Tea in spring"));
    }

    #[test]
    fn the_script_of_the_text_tells_its_language() {
        let arabic = "وصلت السفينة إلى الميناء في الصباح وفيها كثير من الشاي. ".repeat(4);
        let html = format!("<html lang=en dir=ltr><body><p>{arabic}</p>");
        let page = crate::html_in::read(html.as_bytes()).unwrap();
        assert_eq!(
            page.lang.map(|lang| lang.primary().to_owned()),
            Some("ar".to_owned())
        );
        assert_eq!(page.direction, None);
        let kept = crate::html_in::read(b"<html lang=fr><p>The tea is hot.</p>").unwrap();
        assert_eq!(
            kept.lang.map(|lang| lang.primary().to_owned()),
            Some("fr".to_owned())
        );
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
