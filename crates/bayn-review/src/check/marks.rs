//! Pairs the quotation marks and brackets of a text as a reader does.
//!
//! Curly marks, guillemets and brackets show by themselves whether they open; a straight mark
//! opens if none is open. A mark that German uses to close a low mark is treated
//! so. Apostrophes and single quotation marks are ignored.

use harf::Span;
use std::collections::BTreeMap;

/// Paired marks, and unmatched marks.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Paired {
    /// The spans including their marks, by where they close.
    pub(crate) stretches: Vec<Span>,
    /// The unmatched marks.
    pub(crate) single: Vec<Span>,
}

/// The role of a mark.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Turn {
    Open(char),
    Close(char),
    Either(char),
}

const fn quote(c: char) -> Option<Turn> {
    Some(match c {
        '\u{AB}' => Turn::Open('\u{BB}'),
        '\u{BB}' => Turn::Close('\u{BB}'),
        '\u{201C}' | '\u{201E}' | '\u{201F}' => Turn::Open('\u{201D}'),
        '\u{201D}' => Turn::Close('\u{201D}'),
        '\u{300C}' | '\u{FF62}' => Turn::Open('\u{300D}'),
        '\u{300D}' | '\u{FF63}' => Turn::Close('\u{300D}'),
        '\u{300E}' => Turn::Open('\u{300F}'),
        '\u{300F}' => Turn::Close('\u{300F}'),
        '"' | '\u{FF02}' => Turn::Either('"'),
        _ => return None,
    })
}

const fn bracket(c: char) -> Option<Turn> {
    Some(match c {
        '(' | '\u{FF08}' => Turn::Open(')'),
        '[' | '\u{FF3B}' | '\u{3010}' => Turn::Open(']'),
        ')' | '\u{FF09}' => Turn::Close(')'),
        ']' | '\u{FF3D}' | '\u{3011}' => Turn::Close(']'),
        _ => return None,
    })
}

/// Returns the quotations of `text`; spans begin at `at`.
pub(crate) fn quotations(text: &str, at: usize) -> Paired {
    paired(text, at, quote)
}

/// Returns the bracketed spans of `text`; spans begin at `at`.
pub(crate) fn brackets(text: &str, at: usize) -> Paired {
    paired(text, at, bracket)
}

fn paired(text: &str, at: usize, turn: fn(char) -> Option<Turn>) -> Paired {
    let mut out = Paired::default();
    // Open marks: their span, what closes them, the mark itself.
    let mut open: Vec<(Span, char, char)> = Vec::new();
    // How many open ones each mark could close: if none, no search is needed.
    let mut waiting: BTreeMap<char, usize> = BTreeMap::new();
    for (offset, c) in text.char_indices() {
        let Some(turn) = turn(c) else { continue };
        let (head, tail) = text.split_at(offset);
        if is_gershayim(head, tail.get(c.len_utf8()..).unwrap_or_default()) {
            continue;
        }
        let mark = Span::new(at + offset, at + offset + c.len_utf8());
        let next = text.get(offset + c.len_utf8()..);
        let next = next.and_then(|rest| rest.chars().next());
        let before = text.get(..offset).and_then(|head| head.chars().next_back());
        let inward = next.is_some_and(char::is_alphanumeric);
        let close = match turn {
            // It closes what German opens low, and where it is behind the words of another.
            Turn::Open(_) if c == '\u{201C}' => open
                .last()
                .is_some_and(|last| last.2 == '\u{201E}' || (last.1 == '\u{201D}' && !inward))
                .then_some('\u{201D}'),
            Turn::Open(_) => None,
            // A straight mark and a curly one may be a pair.
            Turn::Close('\u{201D}') if !waiting.contains_key(&'\u{201D}') => {
                let straight = waiting.contains_key(&'"');
                // Some languages, and some keyboards, open with it too.
                (straight || !inward).then_some('"')
            }
            Turn::Close(mark) => Some(mark),
            // A quotation within a quotation.
            Turn::Either(_) if inward && before.is_some_and(char::is_whitespace) => None,
            Turn::Either(mark) if waiting.contains_key(&mark) => Some(mark),
            Turn::Either(_) => (waiting.contains_key(&'\u{201D}') && !inward).then_some('\u{201D}'),
        };
        let opens = match turn {
            Turn::Open(mark) | Turn::Either(mark) => mark,
            Turn::Close(mark) => mark,
        };
        let Some(close) = close else {
            open.push((mark, opens, c));
            *waiting.entry(opens).or_default() += 1;
            continue;
        };
        let partner = waiting
            .contains_key(&close)
            .then(|| open.iter().rposition(|last| last.1 == close));
        match partner.flatten() {
            Some(partner) => {
                let inner = open.split_off(partner);
                for (_, closes, _) in &inner {
                    if let Some(count) = waiting.get_mut(closes) {
                        *count -= 1;
                    }
                }
                waiting.retain(|_, count| *count > 0);
                let mut inner = inner.into_iter();
                if let Some((start, ..)) = inner.next() {
                    out.stretches.push(start.cover(mark));
                }
                out.single.extend(inner.map(|(span, ..)| span));
            }
            None => out.single.push(mark),
        }
    }
    out.single.extend(open.into_iter().map(|(span, ..)| span));
    out.single.sort_unstable();
    out
}

/// Hebrew prefix letters, also before a quotation.
const HEBREW_PREFIXES: &str = "\u{5D5}\u{5D4}\u{5D1}\u{5DB}\u{5DC}\u{5DE}\u{5E9}";

/// Returns whether a mark between these texts marks an abbreviation within a Hebrew word,
/// before its last letter, or before an ending where the word has more than prefixes in front.
fn is_gershayim(head: &str, tail: &str) -> bool {
    let is_hebrew = |c: &char| ('\u{5D0}'..='\u{5EA}').contains(c);
    let behind = tail.chars().take_while(is_hebrew).count();
    let mut before = head.chars().rev().take_while(is_hebrew).peekable();
    let is_word = before.peek().is_some();
    behind == 1 && is_word || behind > 1 && before.any(|c| !HEBREW_PREFIXES.contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quoted(text: &str) -> (Vec<&str>, Vec<&str>) {
        let found = quotations(text, 0);
        let of = |spans: &[Span]| spans.iter().map(|span| span.of(text)).collect();
        (of(&found.stretches), of(&found.single))
    }

    #[test]
    fn straight_and_curly_marks_pair() {
        assert_eq!(quoted("a \"b\" c"), (vec!["\"b\""], vec![]));
        assert_eq!(
            quoted("\u{201C}b\u{201D} \u{AB}c\u{BB}").0,
            ["\u{201C}b\u{201D}", "\u{AB}c\u{BB}"]
        );
        assert_eq!(quoted("\u{201E}b\u{201C}").0, ["\u{201E}b\u{201C}"]);
    }

    #[test]
    fn a_mark_opens_or_closes_by_its_neighbours() {
        let text = "\"Once she says, \"done,\" we go.\"";
        assert_eq!(quoted(text), (vec!["\"done,\"", text], vec![]));
        assert_eq!(
            quoted("the band\u{201D}High Tide\" played").0,
            ["\u{201D}High Tide\""]
        );
        assert_eq!(quoted("a \"b\u{201D}, c \"d\"").1, [] as [&str; 0]);
    }

    #[test]
    fn a_sign_of_abbreviation_is_no_quotation() {
        for word in [
            "\u{5D0}\u{5E8}\u{5D4}\u{201C}\u{5D1}",
            "\u{5DE}\u{5E0}\u{5DB}\"\u{5DC}\u{5D9}\u{5EA}",
        ] {
            assert_eq!(quoted(word), (vec![], vec![]), "{word}");
        }
        let behind_a_prefix = "\u{5DC}\"\u{5E8}\u{5E4}\u{5D5}\u{5D1}\u{5DC}\u{5D9}\u{5E7}\u{5D4}\"";
        assert_eq!(quoted(behind_a_prefix).0.len(), 1);
        assert_eq!(quoted(behind_a_prefix).1, [] as [&str; 0]);
    }

    #[test]
    fn marks_without_partner_are_told() {
        assert_eq!(quoted("out \u{201C}."), (vec![], vec!["\u{201C}"]));
        assert_eq!(quoted("children.\u{201D}"), (vec![], vec!["\u{201D}"]));
        assert_eq!(quoted("\"a\" and \"b").1, ["\""]);
    }
}
