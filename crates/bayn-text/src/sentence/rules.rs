//! The table of rules that decide where a sentence does not end, or ends elsewhere.
//!
//! The order matters: the first rule that applies decides. A place to which no rule
//! applies is the end of a sentence.

use super::point::{
    Point, has_word_near_start, is_closing, is_quote_or_bracket, is_terminator, last_spaced,
};
use super::verdict::{Verdict, join_if};
use super::{abbreviation, arabic, latin};

/// Decides whether a sentence ends at a place, or passes.
type Rule = fn(&Point<'_>) -> Verdict;

/// All rules in the order in which they decide.
const RULES: &[Rule] = &[
    // Punctuation alone is not a sentence: it stays with its neighbour.
    nothing_said,
    // A stop inside a web or mail address ends nothing.
    web_address,
    // A dot that belongs to the next token (.NET, .5) ends nothing.
    leading_dot,
    // A footnote mark after the stop ([12], ¹) stays with its sentence.
    note_mark,
    // An ellipsis alone in brackets marks an omission, not an end.
    omission,
    // A sentence does not end inside brackets that it opened.
    inside_brackets,
    // A closing quote or bracket after a space still belongs to the sentence.
    late_closing,
    // A quote or bracket that opens right after the stop belongs to the next sentence.
    glued_opening,
    // A particle right behind a Korean or Japanese quotation belongs to its sentence.
    quoted_particle,
    // A number or letter that opens a list entry ends nothing.
    enumerator,
    // In German and similar languages a number with a stop is an ordinal.
    latin::ordinal,
    // An abbreviation of the language's list ends a sentence only as its kind says.
    abbreviation::listed,
    // A capital letter with a stop is an initial.
    latin::initial,
    // A time of day (5 p.m.) ends a sentence before a capital that is not a day or time zone.
    latin::clock,
    // Capitals with stops (U.S.) end a sentence only before a word that opens one.
    latin::acronym,
    // The number of a section (3.2) that is named as one ends nothing.
    arabic::section,
    // A lone letter with a stop, in a script without capitals, is an abbreviation.
    arabic::letter,
    // Two dots are a pause in Arabic script.
    arabic::two_dots,
    // A sentence continues if a lower-case letter follows.
    latin::small_letter,
    // A quoted question or exclamation continues with its speaker.
    reported,
];

/// Returns the decision of the table for a place; never `Pass`.
pub(super) fn decide(point: &Point<'_>) -> Verdict {
    RULES
        .iter()
        .map(|rule| rule(point))
        .find(|verdict| *verdict != Verdict::Pass)
        .unwrap_or(Verdict::Break(point.at))
}

fn nothing_said(point: &Point<'_>) -> Verdict {
    let before = has_word_near_start(point.word) || has_word_near_start(point.before);
    join_if(!before || !has_word_near_start(point.next))
}

fn web_address(point: &Point<'_>) -> Verdict {
    if point.gap {
        return Verdict::Pass;
    }
    let tail = last_spaced(point.before);
    join_if(
        [tail, point.word]
            .iter()
            .any(|token| token.contains("://") || token.contains("www.") || token.contains('@'))
            || (tail.ends_with('/') && tail.len() > 1),
    )
}

fn leading_dot(point: &Point<'_>) -> Verdict {
    let free = point.word.is_empty() && point.before.ends_with(char::is_whitespace);
    join_if(
        free && point.stop == "."
            && point.closers.is_empty()
            && !point.gap
            && point.next.starts_with(|c: char| c.is_ascii_alphanumeric()),
    )
}

fn note_mark(point: &Point<'_>) -> Verdict {
    if point.gap {
        return Verdict::Pass;
    }
    let raised = point.next.trim_start_matches(|c: char| {
        matches!(
            c,
            '\u{B2}' | '\u{B3}' | '\u{B9}' | '\u{2070}'..='\u{2079}' | '\u{2020}' | '\u{2021}'
        )
    });
    if raised.len() < point.next.len() {
        return Verdict::Break(point.text.len() - raised.len());
    }
    if !point.closers.ends_with('[') {
        return Verdict::Pass;
    }
    let mut rest = point.next;
    loop {
        let inner = rest.trim_start_matches(|c: char| c.is_numeric() || c == ',');
        match inner.strip_prefix(']') {
            Some(after) if inner.len() < rest.len() => match after.strip_prefix('[') {
                Some(again) => rest = again,
                None => return Verdict::Break(point.text.len() - after.len()),
            },
            _ => return Verdict::Pass,
        }
    }
}

fn omission(point: &Point<'_>) -> Verdict {
    let dots = matches!(point.stop, "\u{2026}" | "..." | "..");
    join_if(
        dots && point.word.is_empty()
            && point.before.ends_with(['(', '['])
            && point.closers.starts_with([')', ']']),
    )
}

fn inside_brackets(point: &Point<'_>) -> Verdict {
    /// A bracket that stays open longer is treated as never closed.
    const LONGEST: usize = 600;
    let Some(open) = point.bracket else {
        return Verdict::Pass;
    };
    let opened_inside = point
        .text
        .get(point.from..open)
        .is_some_and(has_word_near_start);
    let near = point.closers_at - open.min(point.closers_at) < LONGEST;
    let rest = point.text.get(point.closers_at..).unwrap_or("");
    let closes = rest
        .bytes()
        .take(LONGEST)
        .any(|byte| matches!(byte, b')' | b']' | b'}'));
    join_if(opened_inside && near && closes)
}

fn late_closing(point: &Point<'_>) -> Verdict {
    if !point.gap || point.stop.is_empty() {
        return Verdict::Pass;
    }
    let rest = point.next.trim_start_matches(is_closing);
    let rest = match rest.strip_prefix('"') {
        Some(after) if point.quoting && !point.closers.contains('"') => after,
        _ => rest,
    };
    let cut = point.next.len() - rest.len();
    let goes_on_at_once = rest.starts_with([',', ';', ':', '\u{60C}']);
    let apart = rest.is_empty() || rest.starts_with(char::is_whitespace) || goes_on_at_once;
    if cut == 0 || !apart {
        return Verdict::Pass;
    }
    if goes_on_at_once {
        return Verdict::Join;
    }
    let goes_on = rest.trim_start().starts_with(char::is_lowercase)
        || (asks(point) && abbreviation::goes_on_reporting(rest, point.lang));
    if goes_on {
        return Verdict::Join;
    }
    // The terminator may be repeated after the quote.
    let rest = rest.trim_start_matches(is_terminator);
    Verdict::Break(point.text.len() - rest.len())
}

fn glued_opening(point: &Point<'_>) -> Verdict {
    if point.gap || !point.next.starts_with(char::is_alphanumeric) {
        return Verdict::Pass;
    }
    let mut quoting = point.quoting;
    for (at, c) in point.closers.char_indices() {
        let opens = match c {
            '"' => {
                quoting = !quoting;
                quoting
            }
            '\'' | '\u{2018}' | '\u{2019}' => false,
            c => is_quote_or_bracket(c) && !is_closing(c),
        };
        if opens {
            return Verdict::Break(point.closers_at + at);
        }
    }
    Verdict::Pass
}

/// `"\u{2026}."\u{b77c}\u{ace0}` and `\u{300d}\u{3068}`: what follows a quotation without a space says that it is one.
fn quoted_particle(point: &Point<'_>) -> Verdict {
    let quoted = point
        .closers
        .ends_with(['"', '\'', '\u{2019}', '\u{201D}', '\u{300D}', '\u{300F}']);
    let hangul = |c: char| matches!(c, '\u{AC00}'..='\u{D7A3}');
    let japanese = ["\u{3068}", "\u{3063}\u{3066}", "\u{306A}\u{3069}"];
    let particle = point.next.starts_with(hangul)
        || japanese.iter().any(|start| point.next.starts_with(start));
    join_if(quoted && !point.gap && particle)
}

fn enumerator(point: &Point<'_>) -> Verdict {
    let first = !has_word_near_start(point.before);
    let word = point
        .word
        .trim_start_matches(|c: char| !c.is_alphanumeric());
    let short = word.chars().count() <= 3;
    let number = word.chars().all(char::is_numeric);
    let letter = word.chars().count() == 1;
    let roman = word.bytes().all(|byte| b"IVXivx".contains(&byte));
    let stops = point.stop == "." && matches!(point.closers, "" | ")");
    let glued = !point.gap && number && point.next.starts_with(char::is_alphabetic);
    let listed = glued
        && point
            .before
            .trim_end()
            .ends_with([':', ',', ';', '\u{60C}']);
    let mark = point.gap && (number || letter || roman);
    join_if(stops && short && !word.is_empty() && (listed || (first && (mark || glued))))
}

/// Returns whether the stop is a question or an exclamation.
fn asks(point: &Point<'_>) -> bool {
    point
        .stop
        .ends_with(['!', '?', ';', '\u{37E}', '\u{61F}', '\u{FF01}', '\u{FF1F}'])
}

fn reported(point: &Point<'_>) -> Verdict {
    let quoted = point
        .closers
        .ends_with(['"', '\u{201D}', '\u{BB}', '\u{201C}', '\u{2019}']);
    join_if(
        asks(point)
            && quoted
            && point.gap
            && abbreviation::goes_on_reporting(point.next, point.lang),
    )
}
