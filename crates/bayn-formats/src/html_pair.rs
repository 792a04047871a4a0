//! A web page and its translation: parts that are kept in one are kept in the other too.
//!
//! The search for the article weighs the parts of a page by their length, so it may keep a part of
//! one page and drop that of the other. Pages of one site have the same structure: text in the same
//! elements with the same ids and classes is the same part.

use crate::page::Page;
use bayn_doc::{Side, Sides};
use std::collections::{HashMap, HashSet};

/// How often blocks of one place were kept and dropped.
#[derive(Clone, Copy, Default)]
struct Tally {
    kept: usize,
    dropped: usize,
}

/// Restores what the search for the article dropped in one of two pages and kept in the other.
pub fn keep_same_elements(pages: &mut Sides<Page>) {
    let flags = pages.as_ref().map(kept);
    let tallies = Sides::from_fn(|side: Side| {
        let mut tallies: HashMap<u64, Tally> = HashMap::new();
        for (placed, kept) in pages[side].whole.iter().zip(&flags[side]) {
            let tally = tallies.entry(placed.place).or_default();
            if *kept {
                tally.kept += 1;
            } else {
                tally.dropped += 1;
            }
        }
        tallies
    });
    for side in Side::BOTH {
        let others = &tallies[side.other()];
        // If the other page both kept and dropped blocks of the place, nothing is changed.
        let is_text = |place: u64| {
            let tally = others.get(&place).copied().unwrap_or_default();
            tally.kept > 0 && tally.dropped == 0
        };
        let chosen: HashSet<usize> = pages[side]
            .whole
            .iter()
            .zip(&flags[side])
            .enumerate()
            .filter(|(_, (placed, kept))| !**kept && is_text(placed.place))
            .map(|(at, _)| at)
            .collect();
        if !chosen.is_empty() {
            pages[side].put_back(&chosen);
        }
    }
}

/// Returns for each block of the whole page whether it is in the text.
fn kept(page: &Page) -> Vec<bool> {
    let mut left: HashMap<&str, usize> = HashMap::new();
    for block in &page.blocks {
        *left.entry(&block.text).or_default() += 1;
    }
    let all = page.whole.iter();
    all.map(|placed| match left.get_mut(&*placed.block.text) {
        Some(count) if *count > 0 => {
            *count -= 1;
            true
        }
        _ => false,
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html_in::read;

    const LONG: &str =
        "The ship came into the harbour at dawn, and it was full of tea, which is green. ";

    /// A page whose parts before and behind its long text are of these lengths.
    fn page(before: usize, behind: usize, beside: &str) -> Page {
        let html = format!(
            "<html lang=en><title>Ships</title><body><div class=summary><p>{}</p></div>\
             <div class=article><p>{}</p><p>{}</p><p>{}</p></div>\
             <div class=sources><p>{}</p></div><div class=teasers>{beside}</div></body>",
            "What is tea? ".repeat(before),
            LONG.repeat(6),
            LONG.repeat(5),
            LONG.repeat(7),
            "See the book of ships, page nine. ".repeat(behind),
        );
        read(html.as_bytes()).unwrap()
    }

    fn starts(page: &Page) -> Vec<String> {
        let words = |text: &str| text.split(' ').take(2).collect::<Vec<_>>().join(" ");
        page.blocks.iter().map(|block| words(&block.text)).collect()
    }

    #[test]
    fn what_one_page_keeps_the_other_keeps_too() {
        // Found by the search alone: the first page keeps less than the second.
        let (short, long) = (page(1, 1, ""), page(40, 40, ""));
        let alone = Sides::new(starts(&short), starts(&long));
        assert_ne!(alone.source, alone.target, "{alone:?}");
        for swapped in [false, true] {
            let mut pages = Sides::new(short.clone(), long.clone());
            if swapped {
                std::mem::swap(&mut pages.source, &mut pages.target);
            }
            keep_same_elements(&mut pages);
            assert_eq!(starts(&pages.source), starts(&pages.target));
            let wanted = [
                "Ships", "What is", "The ship", "The ship", "The ship", "See the",
            ];
            assert_eq!(starts(&pages.source), wanted);
        }
    }

    #[test]
    fn what_both_pages_drop_stays_away() {
        let teasers = "<p><a href=x>Milk is white.</a></p>";
        let mut pages = Sides::new(page(1, 1, teasers), page(40, 40, teasers));
        keep_same_elements(&mut pages);
        for side in Side::BOTH {
            assert!(!pages[side].plain_text().contains("Milk"), "{side:?}");
        }
        assert!(
            pages
                .source
                .whole
                .iter()
                .any(|placed| placed.block.text.contains("Milk"))
        );
        pages.source.use_whole_page();
        assert!(pages.source.plain_text().contains("Milk"));
    }

    #[test]
    fn pages_built_otherwise_stay_as_they_are() {
        let other = "<html><body><main><p>".to_owned() + &LONG.repeat(9) + "</p></main></body>";
        let mut pages = Sides::new(page(1, 1, ""), read(other.as_bytes()).unwrap());
        let before = pages.clone();
        keep_same_elements(&mut pages);
        assert_eq!(pages.source.blocks, before.source.blocks);
        assert_eq!(pages.target.blocks, before.target.blocks);
    }
}
