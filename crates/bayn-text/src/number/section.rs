//! The number that a paragraph begins with: of an article, a section, a verse, an item of a list.
//!
//! A text and its translation share such numbers, whatever the digits, the brackets and the word
//! before them: `Article 5`, `(5)`, `§ 5.` and `المادة ٥` have one [`SectionNumber`].

use crate::digit::digit_value;
use crate::fold::fold;
use harf::Span;

/// The parts of a number, from the outermost: `4.2.1`, verse `3:16`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SectionNumber {
    /// The bytes that say it, with its word and its brackets.
    pub span: Span,
    /// Its parts, one at least.
    pub parts: Vec<u32>,
    /// Whether a word says what is numbered, as in `Article 5`.
    pub is_named: bool,
}

/// How many parts a number has at most; what has more is none.
const PARTS: usize = 6;
/// The most that a part says; years and amounts are no numbers of sections.
const MOST: u32 = 999;

/// Brackets before it.
const OPENING: [char; 4] = ['(', '[', '{', '\u{FD3F}'];

/// Words before the number, folded, with and without the article.
const WORDS: &[&str] = &[
    "article",
    "articles",
    "section",
    "chapter",
    "clause",
    "paragraph",
    "para",
    "part",
    "rule",
    "item",
    "annex",
    "appendix",
    "verse",
    "art",
    "sec",
    "ch",
    "no",
    "artikel",
    "abschnitt",
    "kapitel",
    "artículo",
    "articulo",
    "sección",
    "seccion",
    "capítulo",
    "capitulo",
    "chapitre",
    "статья",
    "глава",
    "раздел",
    "пункт",
    "madde",
    "bölüm",
    "الماده",
    "ماده",
    "الفصل",
    "فصل",
    "الباب",
    "باب",
    "القسم",
    "قسم",
    "البند",
    "بند",
    "الفقره",
    "فقره",
    "الجزء",
    "جزء",
    "الايه",
    "ايه",
    "الملحق",
    "ملحق",
    "اصل",
    "بخش",
    "دفعه",
    "סעיף",
    "פרק",
];

/// Returns the number that a text begins with; `None` where it begins with words, or with an
/// amount, a date or a year.
#[must_use]
pub fn section_number(text: &str) -> Option<SectionNumber> {
    let start = text.len() - text.trim_start_matches(is_filling).len();
    let (named, after) = match word_at(text, start) {
        Some(end) => (true, end),
        None => (false, start),
    };
    let rest = text.get(after..)?;
    let opened = rest.trim_start_matches(|c| is_filling(c) || OPENING.contains(&c));
    let before = rest.get(..rest.len() - opened.len())?;
    let is_opened = before.contains(OPENING);
    let mut at = text.len() - opened.len();
    let mut parts = Vec::new();
    loop {
        let (value, end) = part(text, at)?;
        parts.push(value);
        at = end;
        let mut next = text.get(at..)?.chars();
        let mark = next.next();
        let more = matches!(mark, Some('.' | ':' | '-' | '/'))
            && next.next().is_some_and(|c| digit_value(c).is_some());
        if !more || parts.len() == PARTS {
            break;
        }
        // Two parts with a decimal sign may be an amount; a pair of two digits, a time.
        at += mark.map_or(0, char::len_utf8);
    }
    let behind = text.get(at..)?;
    let closed = behind.strip_prefix([')', ']', '\u{FD3E}', '}', '.', ':', '-', '–', '—', '،']);
    let mut end = text.len() - closed.unwrap_or(behind).len();
    if let Some(more) = closed.and_then(|rest| rest.strip_prefix(['.', ':', ')', '-'])) {
        end = text.len() - more.len();
    }
    let apart = |at: usize| {
        let rest = text.get(at..).unwrap_or("");
        rest.is_empty() || rest.starts_with(char::is_whitespace)
    };
    // `3.5 million` and `12 people` begin with what is counted.
    let is_marked = named || is_opened || closed.is_some() || parts.len() > 2;
    (is_marked && apart(end)).then(|| SectionNumber {
        span: Span::new(start, end),
        parts,
        is_named: named,
    })
}

/// Returns whether a character may stand before the number and says nothing.
const fn is_filling(c: char) -> bool {
    matches!(
        c,
        ' ' | '\t' | '\u{A0}' | '#' | '*' | '•' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2066}'..='\u{2069}' | '\u{FEFF}'
    )
}

/// Returns where a word that is numbered ends, if one begins at `start`.
fn word_at(text: &str, start: usize) -> Option<usize> {
    let rest = text.get(start..)?;
    if let Some(after) = rest.strip_prefix('§') {
        return Some(text.len() - after.trim_start_matches('§').len());
    }
    let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '.' | '(' | ':' | '['))?;
    let word = fold(rest.get(..end)?).text;
    let known = WORDS.contains(&word.as_str());
    let after = rest.get(end..)?.trim_start_matches(['.', ':']);
    known.then_some(text.len() - after.len())
}

/// Returns the value of the digits at `at` and where they end.
fn part(text: &str, at: usize) -> Option<(u32, usize)> {
    let mut value = 0_u32;
    let mut end = at;
    for c in text.get(at..)?.chars() {
        let Some(digit) = digit_value(c) else { break };
        value = value * 10 + u32::from(digit);
        if value > MOST {
            return None;
        }
        end += c.len_utf8();
    }
    (end > at).then_some((value, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Option<Vec<u32>> {
        section_number(text).map(|number| number.parts)
    }

    #[test]
    fn a_text_and_its_translation_begin_with_one_number() {
        for (texts, wanted) in [
            (
                [
                    "Article 5",
                    "\u{627}\u{644}\u{645}\u{627}\u{62f}\u{629} \u{665}",
                ],
                vec![5],
            ),
            (
                [
                    "Article (12):",
                    "\u{627}\u{644}\u{645}\u{627}\u{62f}\u{629} (\u{661}\u{662}):",
                ],
                vec![12],
            ),
            (
                [
                    "(3) The tea",
                    "(\u{663}) \u{627}\u{644}\u{634}\u{627}\u{64a}",
                ],
                vec![3],
            ),
            (
                ["4.2.1 Tea", "\u{664}.\u{662}.\u{661} \u{634}\u{627}\u{64a}"],
                vec![4, 2, 1],
            ),
            (
                ["7. Milk", "\u{667}- \u{62d}\u{644}\u{64a}\u{628}"],
                vec![7],
            ),
            (
                ["\u{a7} 9 Bread", "\u{627}\u{644}\u{628}\u{646}\u{62f} 9"],
                vec![9],
            ),
            (
                ["[2] Salt", "\u{200F}[\u{6f2}] \u{646}\u{645}\u{6a9}"],
                vec![2],
            ),
            (["1.) Rice", "1) \u{623}\u{631}\u{632}"], vec![1]),
        ] {
            for text in texts {
                assert_eq!(parts(text), Some(wanted.clone()), "{text}");
            }
        }
        let named = section_number("  Article 5 says").expect("a number");
        assert!(named.is_named && named.span.of("  Article 5 says") == "Article 5");
    }

    #[test]
    fn amounts_dates_years_and_words_are_none() {
        for text in [
            "12 people came",
            "3.5 million",
            "2024. A year",
            "1999",
            "Articles of faith",
            "",
            "(a) tea",
            "10:30 in the morning",
            "1,000 men",
            "5% of them",
            "Section",
            "the article 5",
            "3rd",
            "12/05 was a day",
        ] {
            assert_eq!(parts(text), None, "{text}");
        }
    }
}
