//! Paragraphs as spans, in files that break lines in three ways.
//!
//! The rule, decided once for a whole text:
//!
//! 1. A blank line always ends a paragraph.
//! 2. A text is *wrapped* if its lines were broken at a width: at least two lines that
//!    are followed at once by another could not have taken the next line's first word
//!    within the text's width (the longest line, 40 to 132 characters), more than half of
//!    these end inside a sentence, and of the lines that had room few end without a reason
//!    (the end of a sentence, a list mark next). Then lines join into one paragraph, except
//!    at a drawn rule, before a list mark, and after a line that had room and ends a
//!    sentence.
//! 3. Else every line is a paragraph, as in text copied from a page.

use harf::Span;

/// Returns the paragraphs of a clean text in order, without the space around them; none is
/// empty. In a wrapped text they contain line ends.
#[must_use]
pub fn paragraphs(text: &str) -> Vec<Span> {
    let width = wrapped_to(text);
    let mut spans: Vec<Span> = Vec::new();
    let mut last: Option<Line<'_>> = None;
    for line in lines(text) {
        if line.text.is_empty() {
            last = None;
            continue;
        }
        let joins = match (width, &last) {
            (Some(width), Some(before)) => joins(before, &line, width),
            _ => false,
        };
        match spans.last_mut() {
            Some(span) if joins => span.end = line.span.end,
            _ => spans.push(line.span),
        }
        last = Some(line);
    }
    spans
}

/// A line without the space around it.
struct Line<'a> {
    text: &'a str,
    span: Span,
    /// Length in characters, with its indentation.
    chars: usize,
    indent: usize,
}

fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    let mut start = 0;
    text.split_inclusive('\n').map(move |whole| {
        let left = whole.trim_start();
        let body = left.trim_end();
        let at = start + (whole.len() - left.len());
        let indent = whole.len() - left.len();
        start += whole.len();
        Line {
            text: body,
            span: Span::new(at, at + body.len()),
            // Only lines short enough to be wrapped need an exact count.
            chars: if body.len() > 4 * MAX_WIDTH {
                body.len()
            } else {
                indent + body.chars().count()
            },
            indent: if body.is_empty() { 0 } else { indent },
        }
    })
}

/// The longest line that a wrapped text may have: a printer's line of 132 columns.
const MAX_WIDTH: usize = 132;

/// Below this a column is too narrow to tell a wrapped text from a list of short lines.
const MIN_WIDTH: usize = 40;

/// Returns the width at which the lines were broken, in characters; `None` if each of them is a
/// paragraph.
fn wrapped_to(text: &str) -> Option<usize> {
    let longest = lines(text).map(|line| line.chars).max().unwrap_or(0);
    if !(MIN_WIDTH..=MAX_WIDTH).contains(&longest) {
        return None;
    }
    let (mut full, mut open, mut unexplained) = (0_usize, 0_usize, 0_usize);
    for (line, next) in lines(text).zip(lines(text).skip(1)) {
        if !line.text.is_empty() && !next.text.is_empty() {
            let ended = ends_sentence(line.text);
            if had_no_room(&line, &next, longest) {
                full += 1;
                open += usize::from(!ended);
            } else if !ended && !has_list_mark(next.text) && !is_rule(line.text) {
                unexplained += 1;
            }
        }
    }
    if full >= 2 && open * 2 > full && unexplained * 4 <= full {
        Some(longest)
    } else {
        None
    }
}

/// Returns whether the first word of `next` would not have fitted on `line`.
///
/// A ragged margin is allowed for: many editors fill to a width that no line quite reaches.
fn had_no_room(line: &Line<'_>, next: &Line<'_>, width: usize) -> bool {
    let word = next.text.split_whitespace().next().unwrap_or("");
    line.chars + 1 + word.chars().count() + width / 16 > width
}

fn joins(line: &Line<'_>, next: &Line<'_>, width: usize) -> bool {
    if has_list_mark(next.text) || is_rule(next.text) || is_rule(line.text) {
        return false;
    }
    // An indented first line begins a paragraph.
    if next.indent > line.indent + 1 && !has_list_mark(line.text) && ends_sentence(line.text) {
        return false;
    }
    had_no_room(line, next, width) || !ends_sentence(line.text)
}

/// Returns whether a line ends with a full stop or the like, ignoring closing punctuation.
fn ends_sentence(line: &str) -> bool {
    line.trim_end_matches(|c: char| {
        matches!(
            c,
            '"' | '\'' | ')' | ']' | '\u{BB}' | '\u{201D}' | '\u{2019}' | '\u{300D}'
        )
    })
    .ends_with([
        '.', '!', '?', ':', '\u{2026}', '\u{61F}', '\u{6D4}', '\u{3002}', '\u{FF01}', '\u{FF1F}',
    ])
}

/// Returns whether a line begins like an entry of a list: `- `, `* `, `1. `, `a) `.
fn has_list_mark(line: &str) -> bool {
    let mut parts = line.splitn(2, char::is_whitespace);
    let (Some(mark), Some(rest)) = (parts.next(), parts.next()) else {
        return false;
    };
    if rest.trim().is_empty() {
        return false;
    }
    if matches!(
        mark,
        "-" | "*" | "+" | "\u{2022}" | "\u{2013}" | "\u{2014}" | "\u{25CF}"
    ) {
        return true;
    }
    let Some(inner) = mark.strip_suffix(['.', ')', '-']) else {
        return false;
    };
    let inner = inner.strip_prefix('(').unwrap_or(inner);
    let digits = !inner.is_empty() && inner.chars().all(char::is_numeric);
    let letter = inner.chars().count() == 1 && inner.chars().all(char::is_alphabetic);
    inner.chars().count() <= 3 && (digits || letter)
}

/// Returns whether a line is drawn rather than written: `-----`, `* * *`, `====`.
fn is_rule(line: &str) -> bool {
    let mut marks = 0;
    for c in line.chars() {
        match c {
            '-' | '*' | '=' | '_' | '\u{2014}' | '\u{2500}' => marks += 1,
            c if c.is_whitespace() => {}
            _ => return false,
        }
    }
    marks >= 3
}

#[cfg(test)]
mod tests {
    use super::{paragraphs, wrapped_to};
    use proptest::prelude::*;

    fn of(text: &str) -> Vec<&str> {
        paragraphs(text).iter().map(|span| span.of(text)).collect()
    }

    const WRAPPED: &str = "\
The correspondent said that the trucks left the town on Wednesday at
dawn and that nobody would say where they were going, although two of
the drivers had been seen there before.
Officials did not answer questions that were put to them by telephone
on Thursday, and the ministry closed its doors early.

A new paragraph begins after a blank line and is itself broken to the
same width as the first one.
- first entry of a list
- second entry
";

    #[test]
    fn wrapped_lines_join_and_a_short_sentence_end_breaks() {
        assert!(wrapped_to(WRAPPED).is_some());
        let found = of(WRAPPED);
        assert_eq!(found.len(), 5, "{found:#?}");
        assert!(found[0].starts_with("The corr") && found[0].ends_with("before."));
        assert!(found[1].starts_with("Officials"));
        assert_eq!(found[3], "- first entry of a list");
    }

    #[test]
    fn touching_lines_of_a_page_are_paragraphs() {
        let text = "Home\n\nShare this\n-\nFont size:\n\nA long first paragraph that goes on for more than any line of a terminal, and so cannot have been broken to a width by anyone who still had a printer in mind.\nA second one.\n";
        assert_eq!(wrapped_to(text), None);
        assert_eq!(of(text).len(), 6);
    }

    #[test]
    fn short_lines_without_blank_lines_are_paragraphs() {
        assert_eq!(of("One.\nTwo.\nThree.\n"), ["One.", "Two.", "Three."]);
        let verse = "Shall I compare thee to a summer's day?\nThou art more lovely and more temperate:\nRough winds do shake the darling buds of May,\n";
        assert_eq!(of(verse).len(), 3);
    }

    #[test]
    fn an_empty_text_has_none() {
        assert!(of("").is_empty());
        assert!(of(" \n\t\n").is_empty());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]
        #[test]
        fn paragraphs_cover_all_but_space(text in "([a-z.\u{627}-\u{62A}\\- ]{0,12}\n?){0,30}") {
            let mut at = 0;
            for span in paragraphs(&text) {
                prop_assert!(span.start >= at && !span.is_empty());
                prop_assert!(text[at..span.start].trim().is_empty());
                prop_assert_eq!(span.of(&text).trim(), span.of(&text));
                at = span.end;
            }
            prop_assert!(text[at..].trim().is_empty());
        }
    }
}
