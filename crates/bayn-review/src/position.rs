//! Positions in a text that do not depend on its white space: the same words joined by a space,
//! a line break or two of them have the same positions.

use harf::Span;

/// Returns a text without its white space: the key by which two texts are equal.
#[must_use]
pub fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Returns the position of a span as counts of non-space characters: those before
/// it, and those before its end.
#[must_use]
pub(crate) fn letters_of(text: &str, span: Span) -> (usize, usize) {
    let before = |byte: usize| {
        text.char_indices()
            .take_while(|(at, _)| *at < byte)
            .filter(|(_, c)| !c.is_whitespace())
            .count()
    };
    (before(span.start), before(span.end))
}

/// Returns the span of such a position in a text, without white space at its ends.
#[must_use]
pub fn span_of(text: &str, (start, end): (usize, usize)) -> Span {
    let mut letters = text.char_indices().filter(|(_, c)| !c.is_whitespace());
    if end <= start {
        let at = letters.nth(start).map_or(text.len(), |(at, _)| at);
        return Span::new(at, at);
    }
    let first = letters.nth(start).map(|(at, c)| (at, at + c.len_utf8()));
    let Some((from, next)) = first else {
        return Span::new(text.len(), text.len());
    };
    let last = match end - start {
        1 => next,
        more => letters
            .nth(more - 2)
            .map_or(text.len(), |(at, c)| at + c.len_utf8()),
    };
    Span::new(from, last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_the_same_whatever_divides_the_words() {
        let (one, other) = ("a bc\n\n d", " a  bc d");
        for (start, end) in [(0, 1), (2, 4), (0, 8), (7, 8), (3, 4)] {
            let place = letters_of(one, Span::new(start, end));
            let there = span_of(other, place);
            assert_eq!(squeezed(there.of(other)), squeezed(&one[start..end]));
            assert_eq!(letters_of(other, there), place);
        }
        assert_eq!(span_of("ab", (5, 7)), Span::new(2, 2));
    }
}
