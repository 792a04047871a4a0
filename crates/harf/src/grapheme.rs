//! Grapheme clusters (UAX #29 §3): what a reader takes for one character.
//!
//! A cluster is the smallest unit of a cursor, a cell or a search hit. Most adjacent characters
//! are plain letters, with a boundary between them; only if one of them is
//! anything else are the full rules applied. Widths here are those of the logical text, cluster
//! by cluster, so that lam-alef counts two cells: shaped text is measured after shaping.

use crate::Span;
use crate::property::property;
use unicode_segmentation::GraphemeCursor;
use unicode_width::UnicodeWidthStr;

/// Returns the clusters of `text` in order; together they cover it.
pub fn graphemes(text: &str) -> impl Iterator<Item = Span> + '_ {
    let mut start = 0;
    std::iter::from_fn(move || {
        if start >= text.len() {
            return None;
        }
        let end = next_boundary(text, start);
        let span = Span::new(start, end);
        start = end;
        Some(span)
    })
}

/// Returns the end of the cluster that begins at the boundary `at`; the end of the text has
/// no cluster and is returned itself. The text before a boundary is not read: in a long row of
/// flags each would read all before it.
#[must_use]
pub(crate) fn next_boundary(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or("");
    let mut chars = rest.chars();
    match (chars.next(), chars.next()) {
        (None, _) => text.len(),
        (Some(first), None) => at + first.len_utf8(),
        (Some(first), Some(second)) if alone(first) && alone(second) => at + first.len_utf8(),
        _ => {
            let mut cursor = GraphemeCursor::new(0, rest.len(), true);
            let end = cursor.next_boundary(rest, 0).ok().flatten();
            end.map_or(text.len(), |end| at + end)
        }
    }
}

/// Returns the last boundary at or before `at`; an offset inside a character or beyond the
/// end is moved back first.
#[must_use]
pub fn boundary_before(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    if at == 0 || at == text.len() {
        return at;
    }
    let mut cursor = GraphemeCursor::new(at, text.len(), true);
    match cursor.is_boundary(text, 0) {
        Ok(true) => at,
        _ => cursor.prev_boundary(text, 0).ok().flatten().unwrap_or(0),
    }
}

/// Returns the cells that one cluster of logical text fills.
///
/// A cluster of a prepended sign and a digit, such as U+06DD with a number, is as wide as
/// its parts; controls and invisible characters fill none.
#[must_use]
fn cluster_width(cluster: &str) -> usize {
    let mut chars = cluster.chars();
    match (chars.next(), chars.next()) {
        (None, _) => 0,
        (Some(' '..='~' | '\u{621}'..='\u{64A}'), None) => 1,
        (Some(c), _) if c.is_control() => 0,
        _ => cluster.width(),
    }
}

/// Returns the cells that `text` fills cluster by cluster, not shaped.
///
/// ```
/// use harf::grapheme::{graphemes, width};
///
/// let text = "\u{645}\u{64e}"; // meem with fatha
/// assert_eq!(graphemes(text).count(), 1);
/// assert_eq!(width(text), 1);
/// ```
#[must_use]
pub fn width(text: &str) -> usize {
    graphemes(text)
        .map(|span| cluster_width(span.of(text)))
        .sum()
}

fn alone(c: char) -> bool {
    property(c).stands_alone()
}

#[cfg(test)]
mod tests {
    use super::{alone, boundary_before, graphemes, width};
    use crate::Span;
    use proptest::prelude::*;
    use unicode_segmentation::UnicodeSegmentation;

    #[test]
    fn marks_stay_with_their_letter() {
        let text = "\u{645}\u{64E}\u{651}a\u{301}";
        let spans: Vec<Span> = graphemes(text).collect();
        assert_eq!(spans, [Span::new(0, 6), Span::new(6, 9)]);
        assert_eq!(boundary_before(text, 3), 0);
    }

    #[test]
    fn logical_width_counts_lam_and_alef_apart() {
        assert_eq!(width("\u{644}\u{627}"), 2);
        assert_eq!(width("\u{633}\u{64E}\u{644}\u{627}\u{645}"), 4);
        assert_eq!(width("\u{6DD}\u{661}"), 2);
        assert_eq!(width("\u{4E2D}\u{6587} a\u{200E}"), 6);
    }

    #[test]
    fn letters_that_stand_alone_never_join() {
        let alone: Vec<char> = ('\0'..='\u{2FFF}').filter(|c| alone(*c)).collect();
        assert!(alone.len() > 1000);
        for c in alone {
            for pair in [format!("a{c}"), format!("{c}a"), format!("{c}{c}")] {
                assert_eq!(pair.graphemes(true).count(), 2, "U+{:04X}", u32::from(c));
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]
        #[test]
        fn the_short_way_gives_the_same_clusters(
            text in "[a-z\u{627}-\u{652}\u{200C}\u{200D}\r\n\u{1F1E6}-\u{1F1E9}\u{1F468}\u{308}\u{AE}\u{D7}\u{6DD}\u{1100}-\u{1105}]{0,24}"
        ) {
            let ours: Vec<&str> = graphemes(&text).map(|span| span.of(&text)).collect();
            let theirs: Vec<&str> = text.graphemes(true).collect();
            prop_assert_eq!(ours, theirs);
        }
    }
}
