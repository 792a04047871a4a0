//! Spaces in the translation: doubled, before punctuation, inside quotation marks, or missing
//! after punctuation.
//!
//! French has spaces before some punctuation and is not checked. Space before an ellipsis counts only
//! if the source has none and nothing follows: within a sentence it is a style.

use super::{Hit, Hits, Pair, Setup};
use bayn_doc::Side;
use bayn_text::Message;
use bayn_text::msg;
use harf::Span;

/// Punctuation that follows a word without space.
const CLOSING: &[char] = &[
    ',', ';', ':', '!', '?', '.', ')', ']', '\u{201D}', '\u{BB}', '\u{2026}', '\u{60C}', '\u{61B}',
    '\u{61F}',
];

/// More spaces than this are indentation, as in a program or a file.
const MOST_SPACES: usize = 3;

pub(crate) fn check(pair: &Pair<'_>, _: &Setup<'_>, hits: &mut Hits) {
    let half = &pair.sides.target;
    if half.language().is_some_and(|row| row.spaced_marks) {
        return;
    }
    let text = half.text();
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let at = |index: usize| chars.get(index).map_or('\0', |pair| pair.1);
    let span = |from: usize, to: usize| {
        let offset = |index: usize| chars.get(index).map_or(text.len(), |pair| pair.0);
        Span::new(half.span.start + offset(from), half.span.start + offset(to))
    };
    let source = pair.sides.source.text();
    let dotted = |lead: &str| {
        ["\u{2026}", "..."]
            .iter()
            .any(|dots| source.contains(&format!("{lead}{dots}")))
    };
    let source_spaced = dotted(" ") || !dotted("");
    let mut report = |message: Message, place: Span| {
        hits.push(pair.index, Hit::new(message).at(Side::Target, place));
    };
    for index in 0..chars.len() {
        let (before, c, after) = (at(index.wrapping_sub(1)), at(index), at(index + 1));
        if c == ' ' && after == ' ' && before != ' ' && before != '\n' {
            let end = (index..chars.len())
                .find(|&next| at(next) != ' ')
                .unwrap_or(chars.len());
            if end - index <= MOST_SPACES {
                report(
                    msg!("There are two spaces where one belongs."),
                    span(index, end),
                );
            }
        } else if c == ' ' && CLOSING.contains(&after) && before != '\0' && !before.is_whitespace()
        {
            let dots = after == '\u{2026}' || (after == '.' && at(index + 2) == '.');
            // A row of dots, each behind a space, is one thing.
            if before == '.' && after == '.' {
                continue;
            }
            // Two colons are a sign of their own.
            if after == ':' && at(index + 2) == ':' {
                continue;
            }
            // ".com", ".5" and ":)" begin with punctuation.
            let glued = at(index + 2).is_alphanumeric() && (after == '.' || after == ':');
            let opens = after == '\u{201D}' || after == '\u{BB}';
            let goes_on = dots && (index + 1..chars.len()).any(|next| at(next).is_alphanumeric());
            if !(glued
                || goes_on
                || (dots && source_spaced)
                || (opens && at(index + 2).is_alphanumeric()))
            {
                report(
                    msg!("There is a space before the punctuation mark."),
                    span(index, index + 2),
                );
            }
        } else if matches!(c, '\u{201C}' | '\u{AB}' | '(')
            && after == ' '
            && at(index + 2).is_alphanumeric()
            && (before == '\0' || before == ' ')
        {
            report(
                msg!("There is a space after the opening mark."),
                span(index, index + 2),
            );
        } else if matches!(c, ',' | ';' | '\u{60C}' | '\u{61B}')
            && before.is_alphabetic()
            && after.is_alphabetic()
        {
            report(
                msg!("A space is missing after the punctuation mark."),
                span(index, index + 1),
            );
        } else if matches!(c, '.' | '!' | '?' | '\u{61F}')
            && before.is_lowercase()
            && matches!(after, '\u{201C}' | '\u{AB}')
            && at(index + 2).is_alphabetic()
        {
            report(
                msg!("A space is missing before the quotation."),
                span(index, index + 2),
            );
        }
    }
}
