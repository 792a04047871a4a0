//! Clauses: the parts of a sentence between punctuation, with enough content words.

use super::Half;
use bayn_text::function_words;
use harf::Span;

/// The fewest content words of a clause.
pub(super) const FEWEST_WORDS: usize = 2;

/// Punctuation that separates clauses if a space follows or precedes it.
const MARKS: &[char] = &[
    ',', ';', ':', '.', '!', '?', '(', ')', '\u{2013}', '\u{2014}', '\u{60C}', '\u{61B}', '\u{61F}',
];

/// Punctuation that always separates clauses.
const WIDE_MARKS: &[char] = &['\u{3002}', '\u{FF0C}', '\u{3001}', '\u{FF1B}', '\u{FF1A}'];

/// One clause and its properties.
pub(super) struct Clause {
    /// Its bytes in the document.
    pub(super) span: Span,
    /// Its content words.
    pub(super) words: Vec<Span>,
    /// Its number of characters.
    pub(super) chars: f64,
}

/// Returns whether the text between two words separates clauses. Text attached to a bracket or a
/// quotation is not a separate clause: the particle after a Korean name in brackets.
fn divides(gap: &str) -> bool {
    gap.contains(WIDE_MARKS)
        || gap == " - "
        || gap.contains(MARKS) && gap.contains(char::is_whitespace)
        || gap.contains(['\u{2013}', '\u{2014}'])
}

/// Returns the clauses of a side: the parts between punctuation, each with enough content words.
pub(super) fn clauses(half: &Half<'_>) -> Vec<Clause> {
    let lang = half.lang.primary();
    let mut found: Vec<Clause> = Vec::new();
    let mut open: Option<Clause> = None;
    for (at, word) in half.words.iter().enumerate() {
        let clause = open.get_or_insert_with(|| Clause {
            span: word.span,
            words: Vec::new(),
            chars: 0.0,
        });
        clause.span = clause.span.cover(word.span);
        if !function_words::contains(lang, &word.text.to_lowercase()) {
            clause.words.push(word.span);
        }
        let ends = divides(half.between(at));
        if (ends && clause.words.len() >= FEWEST_WORDS) || at + 1 == half.words.len() {
            found.extend(open.take());
        }
    }
    // The rest at the end belongs to the clause before it.
    if let [.., before, last] = found.as_mut_slice()
        && last.words.len() < FEWEST_WORDS
    {
        before.span = before.span.cover(last.span);
        before.words.append(&mut last.words);
        found.pop();
    }
    for clause in &mut found {
        clause.chars = clause.span.of(half.document).chars().count() as f64;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::divides;

    #[test]
    fn what_is_glued_on_is_no_clause() {
        assert!(divides(", ") && divides(" (") && divides("\u{2014}") && divides("\u{FF0C}"));
        assert!(!divides(")") && !divides(".\"") && !divides(" ") && !divides("-"));
    }
}
