//! English articles: `a` before a vowel and `an` before a consonant, an indefinite article
//! before a plural, and a missing `the` before a name or a superlative.
//!
//! Names that need the article are in a list. A name that modifies
//! a noun (`SDF fighters`) needs none, so a name counts only at the end of its phrase.

use super::english::{begins_with_vowel, is_plural, modifies, phrase_ends};
use super::{Half, Hit, Hits, Pair, Setup, Word};
use bayn_doc::BeadKind;
use bayn_doc::Side;
use bayn_text::msg;

/// Names that take `the` unless they modify a noun.
const NAMES: &[&[&str]] = &[
    &["sdf"],
    &["un"],
    &["eu"],
    &["us"],
    &["uk"],
    &["uae"],
    &["fbi"],
    &["cia"],
    &["imf"],
    &["pkk"],
    &["pyd"],
    &["ypg"],
    &["ypj"],
    &["fsa"],
    &["sohr"],
    &["plo"],
    &["idf"],
    &["who"],
    &["icrc"],
    &["snc"],
    &["saa"],
    &["pmf"],
    &["self-administration"],
    &["autonomous", "administration"],
    &["syrian", "democratic", "forces"],
    &["international", "coalition"],
    &["global", "coalition"],
    &["united", "nations"],
    &["european", "union"],
    &["african", "union"],
    &["arab", "league"],
    &["security", "council"],
    &["white", "house"],
    &["red", "cross"],
    &["red", "crescent"],
    &["middle", "east"],
    &["west", "bank"],
    &["gaza", "strip"],
    &["persian", "gulf"],
    &["euphrates"],
    &["pentagon"],
    &["kremlin"],
];

/// Names whose lower-case form is another word.
const NEEDS_CAPITALS: &[&str] = &["us", "who", "un"];

pub(crate) fn check(pair: &Pair<'_>, _: &Setup<'_>, hits: &mut Hits) {
    let half = &pair.sides.target;
    if !half.is("en") {
        return;
    }
    for at in 0..half.words.len() {
        indefinite(pair, half, at, hits);
        if pair.kind == BeadKind::Text {
            missing(pair, half, at, hits);
            superlative(pair, half, at, hits);
            organisation(pair, half, at, hits);
        }
    }
}

/// Reports `a ISIS`, `an boy` and `a military sources`.
fn indefinite(pair: &Pair<'_>, half: &Half<'_>, at: usize, hits: &mut Hits) {
    let (Some(article), Some(next)) = (half.words.get(at), half.words.get(at + 1)) else {
        return;
    };
    let small = article.text == "a" || article.text == "an";
    let begins = (article.text == "A" || article.text == "An") && half.begins_sentence(at);
    if !(small || begins) || !half.is_joined(at) {
        return;
    }
    if begins_with_vowel(next).is_some_and(|vowel| vowel != (article.key == "an")) {
        let right = if article.key == "a" { "an" } else { "a" };
        hits.push(
            pair.index,
            Hit::new(msg!(
                "\u{201C}{next}\u{201D} takes \u{201C}{right}\u{201D}, not \u{201C}{key}\u{201D}.",
                next = next.text,
                right,
                key = article.key
            ))
            .at(Side::Target, article.span.cover(next.span)),
        );
        return;
    }
    for noun in at + 1..at + 4 {
        let Some(word) = half.words.get(noun) else {
            break;
        };
        if !half.is_joined(noun - 1) {
            break;
        }
        if is_plural(word) && phrase_ends(half, noun + 1) {
            hits.push(
                pair.index,
                Hit::new(msg!(
                    "The indefinite article comes before the plural “{word}”.",
                    word = word.text
                ))
                .at(Side::Target, article.span.cover(word.span)),
            );
            break;
        }
        if !modifies(word) {
            break;
        }
    }
}

/// Words before a name that replace its article or make it part of another phrase.
const DETERMINERS: &[&str] = &[
    "the", "a", "an", "this", "that", "its", "their", "our", "his", "her", "my", "your", "some",
    "any", "no", "every", "each", "another",
];

/// Words after which a noun phrase begins.
const OPENERS: &[&str] = &[
    "of", "in", "on", "at", "to", "from", "for", "by", "with", "into", "under", "towards",
    "toward", "against", "between", "among", "and", "or", "but", "that", "because", "while",
    "when", "where", "said", "told", "as", "adding", "if", "than",
];

/// Verbs whose subject is a preceding name.
const VERBS: &[&str] = &[
    "has",
    "have",
    "had",
    "is",
    "are",
    "was",
    "were",
    "will",
    "would",
    "can",
    "could",
    "may",
    "might",
    "must",
    "should",
    "said",
    "says",
    "say",
    "announced",
    "announces",
    "prefer",
    "prefers",
    "preferred",
    "want",
    "wants",
    "wanted",
    "kept",
    "keep",
    "confirmed",
    "declared",
    "did",
    "does",
    "do",
    "launched",
    "continues",
    "continued",
    "controls",
    "controlled",
];

/// Reports a name that needs its article and has none.
fn missing(pair: &Pair<'_>, half: &Half<'_>, at: usize, hits: &mut Hits) {
    let Some((first, end)) = name_at(half, at) else {
        return;
    };
    let Some(last) = half.words.get(end - 1) else {
        return;
    };
    // "International coalition forces" has the noun that needs the article behind it.
    let (end, last) = match half.words.get(end) {
        Some(word) if half.is_joined(end - 1) && word.key == "forces" => (end + 1, word),
        _ => (end, last),
    };
    let subject = half.is_joined(end - 1) && half.words.get(end).is_some_and(|w| w.is_in(VERBS));
    let ends = phrase_ends(half, end);
    let opened = match at.checked_sub(1).and_then(|before| half.words.get(before)) {
        None => subject || (end > at + 1 && half.key(end) == "and"),
        Some(before) if before.is_in(DETERMINERS) && before.key != "that" => false,
        Some(before) if !half.is_joined(at - 1) => {
            // A sentence that begins with the name, not a name in brackets or after a comma.
            half.before(at).trim_end().ends_with('.') && subject && !before.is_in(DETERMINERS)
        }
        Some(before) => {
            before.is_in(OPENERS)
                && ends
                && half.key(end) != "that"
                && {
                    // "US and British troops": the name shares the noun of its neighbour.
                    half.key(end) != "and" || ["the", "its"].contains(&half.key(end + 1))
                }
                && (before.key != "and" && before.key != "or" || subject)
        }
    };
    if opened {
        let name = first.span.cover(last.span);
        hits.push(
            pair.index,
            Hit::new(msg!("The definite article is missing before this name."))
                .at(Side::Target, name),
        );
    }
}

/// Returns the first word of a listed name at `at` and the index after its last word.
fn name_at<'h, 'a>(half: &'h Half<'a>, at: usize) -> Option<(&'h Word<'a>, usize)> {
    let first = half.words.get(at)?;
    NAMES.iter().find_map(|name| {
        let fits = name.iter().enumerate().all(|(step, part)| {
            half.key(at + step) == *part && (step == 0 || half.is_joined(at + step - 1))
        });
        let cased = if name.len() == 1 && name.iter().all(|part| part.len() <= 4) {
            first.is_acronym()
        } else {
            first.is_capitalised()
        };
        let single = name
            .first()
            .is_some_and(|part| NEEDS_CAPITALS.contains(part));
        (fits && cased && (!single || first.is_acronym())).then_some((first, at + name.len()))
    })
}

/// Nouns for the kind of a named group.
const GROUPS: &[&str] = &[
    "organization",
    "organisation",
    "movement",
    "militia",
    "group",
];

/// Reports `of ISIS organization`: a group noun after its name, both without article.
fn organisation(pair: &Pair<'_>, half: &Half<'_>, at: usize, hits: &mut Hits) {
    let (Some(before), Some(name), Some(group)) = (
        half.words.get(at),
        half.words.get(at + 1),
        half.words.get(at + 2),
    ) else {
        return;
    };
    let prepositions = [
        "of", "by", "from", "with", "to", "against", "in", "for", "leads",
    ];
    let named =
        name.is_acronym() || ["hamas", "taliban", "hezbollah", "fatah"].contains(&&*name.key);
    if before.is_in(&prepositions)
        && named
        && name.is_capitalised()
        && group.is_in(GROUPS)
        && group.text.chars().all(char::is_lowercase)
        && half.is_joined(at)
        && half.is_joined(at + 1)
        && phrase_ends(half, at + 3)
    {
        hits.push(
            pair.index,
            Hit::new(msg!("The definite article is missing before this name."))
                .at(Side::Target, name.span.cover(group.span)),
        );
    }
}

/// Nouns of time and idioms that follow `last` without article.
const AFTER_LAST: &[&str] = &[
    "week",
    "month",
    "year",
    "night",
    "summer",
    "winter",
    "spring",
    "autumn",
    "fall",
    "season",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "minute",
    "place",
    "resort",
    "century",
    "time",
    "weekend",
    "christmas",
    "term",
    "names",
    "name",
    "orders",
    "decade",
    "quarter",
    "evening",
    "ditch",
    "gasp",
    "but",
];

/// Reports `of last enclave`: a superlative after a preposition without its article.
fn superlative(pair: &Pair<'_>, half: &Half<'_>, at: usize, hits: &mut Hits) {
    let prepositions = ["of", "in", "from", "at", "into", "to", "on"];
    let (Some(before), Some(last), Some(noun)) = (
        half.words.get(at),
        half.words.get(at + 1),
        half.words.get(at + 2),
    ) else {
        return;
    };
    let same = last.text == "same" && before.is_in(&["at", "in", "on"]);
    let final_one = last.text == "last" && !noun.is_in(AFTER_LAST) && !phrase_ends(half, at + 2);
    if before.is_in(&prepositions)
        && (same || final_one)
        && half.is_joined(at)
        && half.is_joined(at + 1)
        && noun.text.chars().all(char::is_lowercase)
    {
        hits.push(
            pair.index,
            Hit::new(msg!(
                "\u{201C}the\u{201D} is missing before \u{201C}{last}\u{201D}.",
                last = last.text
            ))
            .at(Side::Target, last.span.cover(noun.span)),
        );
    }
}
