//! Words including the punctuation that joins their parts, as the caller decides: `al-Zour`,
//! `26-truck`, `36,000`, `U.S.`.
//!
//! Unlike [`words`](crate::words), which follows UAX #29, nothing is a boundary here that the caller
//! treats as part of a word.

use crate::word::is_joiner;
use harf::Span;
use harf::shape::is_mark;

/// Returns the words of `text` in order: letters and digits with their marks, and the punctuation that
/// `joins` accepts. It is called with the word so far, the punctuation character, and the text after it.
pub fn compounds<'t>(
    text: &'t str,
    joins: impl Fn(&str, char, &str) -> bool + 't,
) -> impl Iterator<Item = Span> + 't {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..)?;
        let start = at + rest.find(char::is_alphanumeric)?;
        let mut end = start;
        for c in text.get(start..)?.chars() {
            let behind = end + c.len_utf8();
            let inside = c.is_alphanumeric() || is_mark(c) || is_joiner(c);
            if !inside
                && !joins(
                    text.get(start..end).unwrap_or(""),
                    c,
                    text.get(behind..).unwrap_or(""),
                )
            {
                break;
            }
            end = behind;
        }
        at = end;
        Some(Span::new(start, end))
    })
}

#[cfg(test)]
mod tests {
    use super::compounds;

    #[test]
    fn a_sign_is_inside_where_the_reader_says_so() {
        let hyphens = |before: &str, c: char, behind: &str| {
            c == '-' && !before.is_empty() && behind.starts_with(char::is_alphabetic)
        };
        let text = "-al-Zour 2-3, e\u{301}t";
        let found: Vec<&str> = compounds(text, hyphens).map(|span| span.of(text)).collect();
        assert_eq!(found, ["al-Zour", "2", "3", "e\u{301}t"]);
        assert_eq!(compounds("", hyphens).count(), 0);
    }
}
