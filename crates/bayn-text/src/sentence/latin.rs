//! Rules of scripts with capital letters: Latin, Cyrillic, Greek, Armenian.

use super::point::{LOOK, Point, first_word, last_spaced, opens_with_ellipsis};
use super::verdict::{Verdict, join_if};
use crate::language::lists_for;
use crate::{Lang, language};

/// Returns whether `text` begins with a capitalised function word, by the list of `lang` (of the
/// first language of its script if the word is in another script): a word whose capital
/// marks it as the first of a sentence.
pub(super) fn is_opener(text: &str, lang: &Lang) -> bool {
    let word = first_word(text);
    if !word.starts_with(char::is_uppercase) {
        return false;
    }
    let alone = word.chars().nth(1).is_none() && word != "A" && word != "I";
    if alone && is_initial(text, word) {
        return false;
    }
    // Lists are in lower case; words all in capitals are names.
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    capitals == 1
        && lists_for(word, lang.primary())
            .is_some_and(|lists| lists.words().contains(word.to_lowercase().as_str()))
}

/// Returns whether no space follows `word`, with which `text` begins: `В. Иванов`, but `В Москве`.
fn is_initial(text: &str, word: &str) -> bool {
    let at = text.find(word).map(|at| at + word.len());
    let rest = at.and_then(|at| text.get(at..)).unwrap_or("");
    !rest.starts_with(char::is_whitespace)
}

/// `am 3. Oktober`; but `im Jahr 2019. Die` ends, as does a number before an opener.
pub(super) fn ordinal(point: &Point<'_>) -> Verdict {
    let stopped = language(point.lang.primary()).is_some_and(|row| row.ordinal_stop);
    if !stopped || !point.is_plain_stop() || !point.gap {
        return Verdict::Pass;
    }
    let digits = point.word.len();
    let number = (1..=2).contains(&digits) && point.word.bytes().all(|byte| byte.is_ascii_digit());
    let roman = !point.word.is_empty() && point.word.bytes().all(|byte| b"IVX".contains(&byte));
    join_if((number || roman) && !is_opener(point.next, point.lang))
}

/// `J. R. R. Tolkien`, with a hyphen `J.-P.`, in small letters `z. B.`; an opener after it
/// ends the sentence.
pub(super) fn initial(point: &Point<'_>) -> Verdict {
    let last = point.word.rsplit('-').next().unwrap_or("");
    let mut chars = last.chars();
    let (Some(letter), None) = (chars.next(), chars.next()) else {
        return Verdict::Pass;
    };
    if !point.is_plain_stop() || is_opener(point.next, point.lang) {
        return Verdict::Pass;
    }
    // The lower half of a unit, such as `km/h.`, is no initial.
    if point.before.ends_with('/') {
        return Verdict::Pass;
    }
    // Half of an abbreviation written with a space, such as `z. B.` or `v. Chr.`.
    if letter.is_lowercase() {
        return Verdict::Join;
    }
    // "I" is a pronoun unless a name or an initial is before it.
    let before = point.before.trim_end();
    let named = last_spaced(before).starts_with(char::is_uppercase);
    join_if(letter.is_uppercase() && (letter != 'I' || named))
}

/// Returns whether the token before a stop is `a.m` or `p.m`, in lower or upper case.
fn is_clock(word: &str) -> bool {
    ["a.m", "p.m"]
        .iter()
        .any(|half| word.eq_ignore_ascii_case(half))
}

/// Words that may follow a time of day in its sentence: days, months, time zones.
const AFTER_CLOCK: [&str; 28] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
    "Mon",
    "Tue",
    "Wed",
    "Thu",
    "Fri",
    "Sat",
    "Sun",
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
    "Eastern",
    "Pacific",
];
/// Words before a time of day that opens a sentence.
const BEFORE_CLOCK: [&str; 8] = [
    "At", "By", "From", "Since", "Until", "Around", "Before", "After",
];

/// `He left at 5 p.m. Visitors came`, but `at 5 p.m. Friday` and `At 5 p.m. Mary came`.
pub(super) fn clock(point: &Point<'_>) -> Verdict {
    let word = point.next_word();
    let mut chars = word.chars();
    let capital = chars.next().is_some_and(char::is_uppercase);
    let name = capital && chars.next().is_some_and(char::is_lowercase);
    if !point.is_plain_stop() || !is_clock(point.word) || !point.gap || !name {
        return Verdict::Pass;
    }
    let mut words = point.before.split_whitespace();
    let opens = words
        .next()
        .is_some_and(|word| BEFORE_CLOCK.contains(&word))
        && words.count() < 3;
    if opens || AFTER_CLOCK.contains(&word) {
        return Verdict::Join;
    }
    Verdict::Break(point.at)
}

/// What may follow a country's abbreviation in a name: `the U.S. Senate`.
const OF_COUNTRY: [&str; 44] = [
    "Government",
    "Army",
    "Navy",
    "Air",
    "Marine",
    "Marines",
    "Coast",
    "Senate",
    "Congress",
    "House",
    "President",
    "Vice",
    "Supreme",
    "Department",
    "Treasury",
    "State",
    "States",
    "Attorney",
    "Secretary",
    "Embassy",
    "Ambassador",
    "Consulate",
    "Constitution",
    "Capitol",
    "Open",
    "Bank",
    "Federal",
    "Steel",
    "Virgin",
    "Midwest",
    "South",
    "North",
    "East",
    "West",
    "Pacific",
    "Atlantic",
    "Gulf",
    "Forces",
    "Mission",
    "Charter",
    "Security",
    "General",
    "Parliament",
    "Commission",
];
/// Words before which `the U.S.` is a place, in which a sentence may end.
const PLACES: [&str; 7] = [
    "in",
    "to",
    "from",
    "across",
    "throughout",
    "outside",
    "within",
];

/// `He moved to the U.S. Visitors came`: a place, then a capital that begins a separate
/// sentence and not the name of an office.
fn ends_in_place(point: &Point<'_>) -> bool {
    let mut before = point.before.split_whitespace().rev();
    let article = before.next() == Some("the");
    let place = before.next().is_some_and(|word| PLACES.contains(&word));
    let capitals = point.word.chars().all(|c| c == '.' || c.is_uppercase());
    let mut next = point.next.split_whitespace();
    let first = next.next().unwrap_or("");
    let mut letters = first.chars();
    let capital = letters.next().is_some_and(char::is_uppercase);
    let word = capital && letters.clone().count() > 1 && letters.all(char::is_lowercase);
    let goes_on = next
        .next()
        .is_some_and(|word| word.starts_with(char::is_lowercase));
    article && place && capitals && word && goes_on && !OF_COUNTRY.contains(&first)
}

/// `U.S.`, `p.m.`: letters alternating with stops.
pub(super) fn acronym(point: &Point<'_>) -> Verdict {
    let dotted = point.word.contains('.')
        && point.word.split('.').all(|part| {
            let mut chars = part.chars();
            chars
                .next()
                .is_some_and(|c| c.is_uppercase() || c.is_lowercase())
                && chars.next().is_none()
        });
    let open = point.next_char().is_some_and(char::is_alphanumeric);
    let ends = is_opener(point.next, point.lang) || ends_in_place(point);
    join_if(dotted && point.is_plain_stop() && open && !ends)
}

/// UAX #29 SB8 holds after a full stop only; here after any terminator.
pub(super) fn small_letter(point: &Point<'_>) -> Verdict {
    if point.stop == "." && opens_with_ellipsis(point.next) {
        return Verdict::Pass;
    }
    let mut near = point.next.chars().take(LOOK);
    let after = near.find(|c| c.is_alphanumeric() || c.is_whitespace());
    join_if(
        !point.stop.is_empty()
            && after.is_some_and(|c| c.is_lowercase() && !matches!(c, '\u{AA}' | '\u{BA}')),
    )
}
