//! A word, or a whole sentence, that occurs twice in a row in the translation.
//!
//! Words that a language repeats legitimately, names, numbers, and repetitions of the source
//! are ignored.

use super::{Half, Hit, Hits, Pair, Setup};
use bayn_doc::Side;
use bayn_text::{Language, Script, function_words, msg};
use harf::Span;
use std::collections::HashMap;

/// Words that English repeats legitimately.
const MEANT: &[&str] = &[
    "that", "had", "is", "was", "do", "very", "no", "so", "far", "bye", "ha", "yes", "well",
    "long", "many", "much", "really", "never", "who", "what", "in", "on", "her", "plus",
];

/// Words that the grammar of a language repeats, and whether only after a comma: a
/// relative pronoun before an article; a pronoun before itself.
const BY_GRAMMAR: &[(&str, bool, &[&str])] = &[
    ("de", true, &["die", "der", "das", "den", "dem", "sie"]),
    ("nl", true, &["die", "dat"]),
    ("fr", false, &["nous", "vous"]),
    ("de", false, &["sie", "es"]),
];

/// Languages with reduplication of nouns and adverbs: little by little. If no
/// space separates words, one between two equal ones is an error.
const REDUPLICATING: &[&str] = &[
    "tr", "az", "uz", "kk", "fa", "ur", "hi", "bn", "pa", "ta", "te", "id", "ms", "jv", "vi", "ko",
    "am", "sw",
];

/// The names of Latin letters as Arabic writes them, as compared.
const LETTER_NAMES: &[&str] = &[
    "\u{627}\u{64A}\u{647}",
    "\u{628}\u{64A}",
    "\u{633}\u{64A}",
    "\u{62F}\u{64A}",
    "\u{627}\u{64A}",
    "\u{627}\u{641}",
    "\u{62C}\u{64A}",
    "\u{627}\u{62A}\u{634}",
    "\u{62C}\u{64A}\u{647}",
    "\u{643}\u{64A}\u{647}",
    "\u{627}\u{644}",
    "\u{627}\u{645}",
    "\u{627}\u{646}",
    "\u{627}\u{648}",
    "\u{643}\u{64A}\u{648}",
    "\u{627}\u{631}",
    "\u{627}\u{633}",
    "\u{62A}\u{64A}",
    "\u{64A}\u{648}",
    "\u{641}\u{64A}",
    "\u{62F}\u{628}\u{644}\u{64A}\u{648}",
    "\u{627}\u{643}\u{633}",
    "\u{648}\u{627}\u{64A}",
    "\u{632}\u{62F}",
];

pub(crate) fn check(pair: &Pair<'_>, _: &Setup<'_>, hits: &mut Hits) {
    let source = &pair.sides.source;
    let doubled = |half: &Half<'_>, at: usize| {
        half.is_joined(at) && half.key(at) == half.key(at + 1) && !half.key(at).is_empty()
    };
    if (0..source.words.len()).any(|at| doubled(source, at)) {
        return;
    }
    let target = &pair.sides.target;
    if let Some(span) = said_twice(target).filter(|_| said_twice(source).is_none()) {
        hits.push(
            pair.index,
            Hit::new(msg!("The same is said twice.")).at(Side::Target, span),
        );
        return;
    }
    for (at, pair_of) in target.words.windows(2).enumerate() {
        let [first, second] = pair_of else { continue };
        let name = first.is_capitalised() && second.is_capitalised();
        // Arabic doubles an adverb in the accusative: little by little, day after day.
        let manner = target.is("ar") && first.key.ends_with('\u{627}');
        // Names of letters, as in the name of a broadcaster.
        let letters = target.is("ar")
            && first.key.chars().count() <= 2
            && !function_words::contains("ar", &first.key);
        let grammar = BY_GRAMMAR.iter().any(|(lang, clause, words)| {
            let behind = !clause || target.before(at).contains(',');
            target.is(lang) && behind && first.is_in(words)
        });
        // A preposition behind letters said by their names, as those of a broadcaster.
        let spelled = target.is("ar")
            && at.checked_sub(1).is_some_and(|before| {
                target.is_joined(before) && LETTER_NAMES.contains(&target.key(before))
            });
        // Names of letters in other languages of the script.
        let letters = letters
            || !target.is("ar")
                && target.language().map(Language::script) == Some(Script::Arabic)
                && first.key.chars().count() == 2;
        let said_more = REDUPLICATING.contains(&target.lang.primary())
            && !function_words::contains(target.lang.primary(), &first.key);
        let meant = spelled
            || said_more
            || grammar
            || manner
            || letters
            || name
            || first.is_number()
            || first.is_in(MEANT);
        // A word said many times in a row is one finding.
        let goes_on = at
            .checked_sub(1)
            .is_some_and(|before| doubled(target, before));
        if doubled(target, at) && !meant && !goes_on {
            let last = (at + 1..target.words.len())
                .take_while(|last| doubled(target, last - 1))
                .last();
            let last = last
                .and_then(|last| target.words.get(last))
                .unwrap_or(second);
            hits.push(
                pair.index,
                Hit::new(msg!("“{first}” is repeated.", first = first.text))
                    .at(Side::Target, first.span.cover(last.span)),
            );
        }
    }
}

/// The fewest words of a repetition, if no punctuation ends them.
const TWICE_WORDS: usize = 4;

/// Returns the second of two equal runs of words that follow each other.
fn said_twice(half: &Half<'_>) -> Option<Span> {
    // Text without spaces is one word, so the halves of the text are compared first.
    let text = half.text().trim();
    let middle = (text.len() / 2..=text.len() / 2 + 1).find(|&at| text.is_char_boundary(at))?;
    let (one, other) = text.split_at(middle);
    if one.trim() == other.trim() && one.trim().chars().count() >= 8 {
        return Some(Span::new(half.span.end - other.len(), half.span.end));
    }
    let mut last: HashMap<&str, usize> = HashMap::new();
    for (at, word) in half.words.iter().enumerate() {
        let Some(before) = last.insert(&word.key, at) else {
            continue;
        };
        let length = at - before;
        let same = |step: usize| half.key(before + step) == half.key(at + step);
        let fits = at + length <= half.words.len();
        if length >= TWICE_WORDS && fits && (1..length).all(same) {
            let end = half.words.get(at + length - 1)?.span.end;
            return Some(Span::new(word.span.start, end));
        }
    }
    None
}
