//! One error of a kind, planted into a pair of sentences.
//!
//! Where a kind needs words, they are the everyday ones below; none is chosen by what a check
//! knows. A kind that does not fit a pair leaves it alone.

use super::data::digest;
use super::words::{self, Swap};
use bayn_align::consonants;
use harf::Span;

/// The kinds, in the order of the tables.
pub(super) const KINDS: [&str; 30] = [
    "digit",
    "number word",
    "measure unit",
    "unit of time",
    "percent",
    "month",
    "weekday",
    "other calendar",
    "ordinal",
    "currency",
    "negation dropped",
    "negation added",
    "antonym",
    "person swapped",
    "name misspelled",
    "speaker swapped",
    "sentence dropped",
    "clause dropped",
    "clause added",
    "sentence twice",
    "word untranslated",
    "quote lost",
    "bracket lost",
    "question mark lost",
    "mark of other script",
    "double space",
    "repeated word",
    "acronym",
    "gender",
    "number and noun",
];

/// A pair as the planters see it.
pub(super) struct Place<'a> {
    pub(super) langs: [&'a str; 2],
    pub(super) pair: &'a [String; 2],
    /// The pair after the next one, to take words from.
    pub(super) other: &'a [String; 2],
}

/// Returns the pair with an error of a kind.
pub(super) fn plant(kind: &str, place: &Place<'_>) -> Option<[String; 2]> {
    let [source, target] = place.pair;
    if kind == "sentence dropped" {
        // Two sentences in one bead, of which the translation has the first.
        let sentence = |text: &str| text.split_whitespace().count() > 4 && text.ends_with('.');
        let two = [source, target, &place.other[0], &place.other[1]];
        let [more, _] = place.other;
        let whole = two.iter().all(|text| sentence(text));
        return whole.then(|| [format!("{source} {more}"), target.clone()]);
    }
    Some([source.clone(), plant_target(kind, place)?])
}

/// Returns the target with an error of a kind.
fn plant_target(kind: &str, place: &Place<'_>) -> Option<String> {
    let target = place.pair[1].as_str();
    let seed = usize::try_from(digest(target) % 1_000_003).unwrap_or(0);
    let lang = place.langs[1];
    let known = lang == "en" || lang == "ar";
    let swapped = |table: &[Swap]| swap(target, lang, table, seed);
    let made = match kind {
        "digit" => digit(target, seed),
        "percent" => percent(target),
        "sentence twice" => Some(format!("{target} {target}")),
        "clause dropped" => clause(target).map(|(at, end)| cut(target, at, end)),
        "clause added" => clause_added(target, &place.other[1]),
        "quote lost" => lost(target, &['"', '\u{201C}', '\u{AB}', '\u{201E}']),
        "bracket lost" => lost(target, &['(', '[']),
        "question mark lost" => mark_swapped(target, &[('?', "."), ('\u{61F}', ".")]),
        "double space" => between(target, seed).map(|at| insert(target, at, " ")),
        "repeated word" => repeated(target, seed),
        "acronym" => acronym(target, seed),
        _ if !known => None,
        "mark of other script" if lang == "en" => mark_swapped(target, &[(',', "\u{60C}")]),
        "mark of other script" => mark_swapped(target, &[('\u{60C}', ",")]),
        "number word" => swapped(words::NUMBER),
        "measure unit" => swapped(words::MEASURE),
        "unit of time" => swapped(words::TIME),
        "month" => swapped(words::MONTH),
        "weekday" => swapped(words::WEEKDAY),
        "other calendar" => swapped(words::CALENDAR),
        "ordinal" => swapped(words::ORDINAL),
        "currency" => swapped(words::CURRENCY),
        "negation dropped" => swapped(words::NEGATION_DROPPED),
        "negation added" => swapped(words::NEGATION_ADDED),
        "antonym" => swapped(words::ANTONYM),
        "gender" => swapped(words::GENDER),
        "number and noun" => number_and_noun(target, lang, seed),
        "person swapped" => person(place, seed, false),
        "speaker swapped" => person(place, seed, true),
        "name misspelled" => misspelled(place, seed),
        "word untranslated" => untranslated(place, seed),
        _ => None,
    };
    made.filter(|made| made != target && !made.trim().is_empty())
}

/// Returns the bytes of `after` in which it differs from `before`, whole letters.
pub(super) fn changed(before: &str, after: &str) -> Span {
    let head: usize = before
        .chars()
        .zip(after.chars())
        .take_while(|(one, other)| one == other)
        .map(|(c, _)| c.len_utf8())
        .sum();
    let tail: usize = before[head..]
        .chars()
        .rev()
        .zip(after[head..].chars().rev())
        .take_while(|(one, other)| one == other)
        .map(|(c, _)| c.len_utf8())
        .sum();
    Span::new(head, after.len() - tail)
}

fn cut(text: &str, at: usize, end: usize) -> String {
    format!("{}{}", &text[..at], &text[end..])
}

fn insert(text: &str, at: usize, more: &str) -> String {
    format!("{}{more}{}", &text[..at], &text[at..])
}

fn replaced(text: &str, span: (usize, usize), by: &str) -> String {
    format!("{}{by}{}", &text[..span.0], &text[span.1..])
}

/// The words of a text: letters, digits and what holds them together.
fn tokens(text: &str) -> Vec<(usize, usize)> {
    let mut out: Vec<(usize, usize)> = Vec::new();
    let mut inside = false;
    for (at, c) in text.char_indices() {
        let joins = matches!(c, '\'' | '\u{2019}' | '-') && inside;
        let in_word = c.is_alphanumeric() || ('\u{64B}'..='\u{652}').contains(&c) || joins;
        match out.last_mut() {
            Some(last) if in_word && inside => last.1 = at + c.len_utf8(),
            _ if in_word => out.push((at, at + c.len_utf8())),
            _ => {}
        }
        inside = in_word;
    }
    out
}

fn pick<T: Copy>(list: &[T], seed: usize) -> Option<T> {
    list.get(seed % list.len().max(1)).copied()
}

/// Replaces one word, or run of words, of a table by its counterpart.
fn swap(text: &str, lang: &str, table: &[Swap], seed: usize) -> Option<String> {
    let mut places = Vec::new();
    for (of, from, to) in table.iter().filter(|(of, ..)| *of == lang) {
        debug_assert_eq!(*of, lang);
        for (at, _) in text.match_indices(from) {
            let end = at + from.len();
            let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            let symbol = !from.starts_with(char::is_alphanumeric);
            let before = &text[..at];
            let opens = symbol || !word(before.chars().next_back()) || {
                let start = before
                    .char_indices()
                    .rev()
                    .take_while(|(_, c)| c.is_alphanumeric())
                    .last();
                let clitic = start.map_or("", |(from, _)| &before[from..]);
                lang == "ar" && !from.contains(' ') && words::CLITICS.contains(&clitic)
            };
            if opens && (symbol || !word(text[end..].chars().next())) {
                places.push((at, end, *to));
            }
        }
    }
    let (at, end, to) = pick(&places, seed)?;
    Some(replaced(text, (at, end), to))
}

fn digit(text: &str, seed: usize) -> Option<String> {
    let digits: Vec<(usize, char)> = text
        .char_indices()
        .filter(|(_, c)| c.is_ascii_digit() || ('\u{660}'..='\u{669}').contains(c))
        .collect();
    let (at, c) = pick(&digits, seed)?;
    let zero = if c.is_ascii_digit() { 0x30 } else { 0x660 };
    let next = char::from_u32(zero + (c as u32 - zero) % 9 + 1)?;
    Some(replaced(text, (at, at + c.len_utf8()), &next.to_string()))
}

/// Takes the first sign or words of a percentage away.
fn percent(text: &str) -> Option<String> {
    let signs = words::PERCENT.iter();
    let places = signs.filter_map(|sign| text.find(sign).map(|at| (at, at + sign.len())));
    let (at, end) = places.min()?;
    Some(cut(text, at, end))
}

/// The last clause of a sentence, from its comma to the mark at the end.
fn clause(text: &str) -> Option<(usize, usize)> {
    let core = text.trim_end_matches(['.', '"', '!', '?', '\u{201D}', '\u{BB}', '\u{61F}']);
    let at = core.rfind([',', '\u{60C}'])?;
    let words = core[at..].split_whitespace().count();
    let all = core.split_whitespace().count();
    let plain = !core[at..].contains(['"', '\u{201C}', '\u{201D}', '\u{AB}', '\u{BB}', '(', ')']);
    (words >= 6 && words * 2 <= all && plain).then_some((at, core.len()))
}

fn clause_added(text: &str, other: &str) -> Option<String> {
    let (at, end) = clause(other)?;
    let core = text.trim_end_matches(['.', '"', '\u{201D}', '\u{BB}']);
    (core.len() < text.len()).then(|| insert(text, core.len(), &other[at..end]))
}

fn lost(text: &str, marks: &[char]) -> Option<String> {
    let at = text.find(marks)?;
    let mark = text[at..].chars().next()?;
    Some(cut(text, at, at + mark.len_utf8()))
}

fn mark_swapped(text: &str, marks: &[(char, &str)]) -> Option<String> {
    let (at, mark, by) = marks
        .iter()
        .find_map(|(mark, by)| text.rfind(*mark).map(|at| (at, *mark, *by)))?;
    let letter = text[..at]
        .chars()
        .next_back()
        .is_some_and(char::is_alphabetic);
    letter.then(|| replaced(text, (at, at + mark.len_utf8()), by))
}

/// A space between two words.
fn between(text: &str, seed: usize) -> Option<usize> {
    let spaces: Vec<usize> = text.match_indices(' ').map(|(at, _)| at).collect();
    pick(&spaces, seed)
}

fn repeated(text: &str, seed: usize) -> Option<String> {
    let plain = |span: &(usize, usize)| {
        let word = &text[span.0..span.1];
        word.chars().all(|c| c.is_alphabetic() && !c.is_uppercase())
            && text[span.1..].starts_with(' ')
    };
    let words: Vec<_> = tokens(text).into_iter().filter(plain).collect();
    let (at, end) = pick(&words, seed)?;
    Some(insert(text, end, &format!(" {}", &text[at..end])))
}

fn acronym(text: &str, seed: usize) -> Option<String> {
    let capitals = |span: &(usize, usize)| {
        let word = &text[span.0..span.1];
        (3..=6).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_uppercase())
    };
    let words: Vec<_> = tokens(text).into_iter().filter(capitals).collect();
    let (at, end) = pick(&words, seed)?;
    let word = &text[at..end];
    let last = if word.ends_with('X') { "B" } else { "X" };
    Some(replaced(
        text,
        (at, end),
        &format!("{}{last}", &word[..word.len() - 1]),
    ))
}

fn number_and_noun(text: &str, lang: &str, seed: usize) -> Option<String> {
    let all = tokens(text);
    let mut places = Vec::new();
    for two in all.windows(2) {
        let [number, noun] = two else { continue };
        let count = &text[number.0..number.1];
        let word = &text[noun.0..noun.1];
        let Ok(count) = count.parse::<u32>() else {
            continue;
        };
        let small = lang == "en" && count > 1 && count < 1000 || (3..=10).contains(&count);
        let table = words::SINGULAR.iter();
        let mut table = table.filter(|(of, from, _)| *of == lang && *from == word);
        if small && &text[number.1..noun.0] == " " {
            places.extend(table.next().map(|(_, _, to)| (*noun, *to)));
        }
    }
    let (span, to) = pick(&places, seed)?;
    Some(replaced(text, span, to))
}

/// The names of a target: capitalised words inside of a sentence; in Arabic, words that sound
/// like one of the source.
fn names(place: &Place<'_>) -> Vec<(usize, usize)> {
    let [source, target] = place.pair;
    let capital = |text: &str, at: usize, end: usize| {
        let word = &text[at..end];
        let small = word.chars().skip(1).all(char::is_lowercase);
        let inside = text[..at]
            .trim_end_matches(' ')
            .ends_with(|c: char| c.is_alphanumeric() || c == ',');
        word.starts_with(char::is_uppercase) && small && inside && word.len() >= 4
    };
    let (latin, arabic) = if place.langs[1] == "en" {
        (target, source)
    } else {
        (source, target)
    };
    let sounds = |text: &str, list: Vec<(usize, usize)>| -> Vec<(String, (usize, usize))> {
        list.into_iter()
            .map(|span| (consonants(&text[span.0..span.1].to_lowercase()), span))
            .filter(|(sound, _)| sound.chars().count() >= 3)
            .collect()
    };
    let mut latin_names = tokens(latin);
    latin_names
        .retain(|&(at, end)| capital(latin, at, end) && !words::NO_NAME.contains(&&latin[at..end]));
    let latin_names = sounds(latin, latin_names);
    let arabic_words = sounds(arabic, tokens(arabic));
    let (own, other) = if place.langs[1] == "en" {
        (latin_names, arabic_words)
    } else {
        (arabic_words, latin_names)
    };
    let heard = |sound: &String| other.iter().any(|(known, _)| known == sound);
    own.into_iter()
        .filter(|(sound, _)| heard(sound))
        .map(|(_, span)| span)
        .collect()
}

fn person(place: &Place<'_>, seed: usize, speaks: bool) -> Option<String> {
    let target = place.pair[1].as_str();
    let english = place.langs[1] == "en";
    let mut spans = names(place);
    spans.retain(|&(at, end)| {
        let said = if english {
            ["said", "told", "says", "added"]
                .iter()
                .any(|verb| target[end..].trim_start().starts_with(verb))
        } else {
            words::SAID.iter().any(|verb| {
                target[..at]
                    .trim_end()
                    .split(' ')
                    .rev()
                    .take(2)
                    .any(|word| word == *verb)
            })
        };
        said == speaks
    });
    let span = pick(&spans, seed)?;
    let pool = if english {
        words::PEOPLE
    } else {
        words::ARABIC_PEOPLE
    };
    let by = pick(pool, seed / 7)?;
    Some(replaced(target, span, by))
}

/// Two inner letters of a name change places.
fn misspelled(place: &Place<'_>, seed: usize) -> Option<String> {
    let target = place.pair[1].as_str();
    let mut spans = names(place);
    spans.retain(|&(at, end)| target[at..end].chars().count() >= 5);
    let (at, end) = pick(&spans, seed)?;
    let mut letters: Vec<char> = target[at..end].chars().collect();
    let inner = (2..letters.len() - 1).find(|&i| letters[i] != letters[i - 1])?;
    letters.swap(inner, inner - 1);
    let by: String = letters.into_iter().collect();
    Some(replaced(target, (at, end), &by))
}

/// A word of the target gives way to one of the source.
fn untranslated(place: &Place<'_>, seed: usize) -> Option<String> {
    let [source, target] = place.pair;
    let plain = |text: &str| -> Vec<(usize, usize)> {
        let long = |span: &(usize, usize)| {
            let word = &text[span.0..span.1];
            word.chars().count() >= 5
                && word.chars().all(|c| c.is_alphabetic() && !c.is_uppercase())
        };
        tokens(text).into_iter().filter(long).collect()
    };
    let (from, to) = (pick(&plain(source), seed)?, pick(&plain(target), seed)?);
    Some(replaced(target, to, &source[from.0..from.1]))
}
