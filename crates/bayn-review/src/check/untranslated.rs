//! Words of the source's script that were left untranslated in the translation.
//!
//! It works by script, so scripts without capitals are covered too. In a
//! translation into another script Latin names, acronyms, addresses and units are usual, so
//! there only runs of function words count.

use super::{Half, Hit, Hits, Pair, Setup, Word};
use bayn_doc::Severity;
use bayn_doc::Side;
use bayn_text::msg;
use harf::Span;
use std::collections::BTreeSet;

/// A script, as far as it distinguishes languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Script {
    Latin,
    Arabic,
    Hebrew,
    Cyrillic,
    Greek,
    Armenian,
    Georgian,
    Devanagari,
    Thai,
    Hangul,
    East,
    Other,
}

/// Returns the script of a letter by its block.
const fn script(c: char) -> Script {
    match c as u32 {
        0x41..=0x24F | 0x1E00..=0x1EFF => Script::Latin,
        0x370..=0x3FF | 0x1F00..=0x1FFF => Script::Greek,
        0x400..=0x52F => Script::Cyrillic,
        0x530..=0x58F => Script::Armenian,
        0x590..=0x5FF => Script::Hebrew,
        0x600..=0x6FF | 0x750..=0x77F | 0x8A0..=0x8FF | 0xFB50..=0xFDFF | 0xFE70..=0xFEFF => {
            Script::Arabic
        }
        0x900..=0x97F => Script::Devanagari,
        0xE00..=0xE7F => Script::Thai,
        0x10A0..=0x10FF => Script::Georgian,
        0x1100..=0x11FF | 0xAC00..=0xD7AF => Script::Hangul,
        0x3040..=0x30FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF => Script::East,
        _ => Script::Other,
    }
}

/// Returns the script that a language is usually written in, if it distinguishes the language.
fn script_of(half: &Half<'_>) -> Option<Script> {
    use bayn_text::Script as Written;
    Some(match half.language()?.script() {
        Written::Latin => Script::Latin,
        Written::Arabic => Script::Arabic,
        Written::Hebrew => Script::Hebrew,
        Written::Cyrillic => Script::Cyrillic,
        Written::Greek => Script::Greek,
        Written::Armenian => Script::Armenian,
        Written::Georgian => Script::Georgian,
        Written::Devanagari => Script::Devanagari,
        Written::Thai => Script::Thai,
        Written::Hangul => Script::Hangul,
        Written::Han | Written::Kana => Script::East,
        Written::Syriac
        | Written::Thaana
        | Written::Nko
        | Written::Adlam
        | Written::Rohingya
        | Written::Ethiopic
        | Written::Other => return None,
    })
}

pub(super) fn script_of_word(word: &Word<'_>) -> Option<Script> {
    word.text.chars().find(|c| c.is_alphabetic()).map(script)
}

/// Source words that this many pairs keep, and one in this many, are the style of the text if
/// they recur: names of commands and options in the messages of a program.
const HABIT: (usize, usize) = (5, 25);

pub(crate) fn check(pairs: &[Pair<'_>], _: &Setup<'_>, hits: &mut Hits) {
    let mut kept: Vec<(usize, Hit)> = Vec::new();
    for pair in pairs {
        look(pair, &mut kept, hits);
    }
    let matched = pairs.iter().filter(|pair| pair.is_matched()).count();
    let document = pairs.first().map_or("", |pair| pair.sides.target.document);
    let words: BTreeSet<&str> = kept
        .iter()
        .flat_map(|(_, hit)| &hit.spans.target)
        .map(|span| span.of(document))
        .collect();
    let habit = kept.len() >= HABIT.0
        && kept.len() * HABIT.1 >= matched
        && words.len() * 4 <= kept.len() * 3;
    for (bead, hit) in kept {
        let hit = match habit {
            true => hit.severity(Severity::Neutral),
            false => hit,
        };
        hits.push(bead, hit);
    }
}

/// Examines a pair: a phrase in the source's language is a hit, a single kept word may
/// be one.
fn look(pair: &Pair<'_>, single: &mut Vec<(usize, Hit)>, hits: &mut Hits) {
    let (source, target) = (&pair.sides.source, &pair.sides.target);
    let scripts = (script_of(source), script_of(target));
    let (Some(foreign), Some(own)) = scripts else {
        return;
    };
    if foreign == own {
        return;
    }
    for run in runs(target, foreign) {
        let small = foreign != Script::Latin || is_small_talk(target, &run);
        if foreign == Script::Latin
            && (is_address(target, &run)
                || is_code(target, &run)
                || is_part_of_name(target, &run)
                || !small && !is_left_over(pair, &run))
        {
            continue;
        }
        let Some(span) = cover(target, &run) else {
            continue;
        };
        let kept = span.of(target.document);
        if source.text().contains(kept) && target.is_foreign(span, source.lang) {
            continue;
        }
        let hit = Hit::new(msg!("This was left untranslated.")).at(Side::Target, span);
        let talks = small && (foreign != Script::Latin || run.len() > TERM_WORDS);
        match talks {
            true => hits.push(pair.index, hit),
            false => single.push((pair.index, hit)),
        }
    }
}

/// The most consecutive source words that may be a term that is kept.
const TERM_WORDS: usize = 3;

/// Returns whether a run of Latin words is code: a format placeholder, or a word
/// next to a code character.
fn is_code(half: &Half<'_>, run: &std::ops::Range<usize>) -> bool {
    const SIGNS: &[char] = &[
        '%', '`', '<', '>', '{', '}', '[', ']', '_', '=', '\\', '/', '$', '#', '*', '|', '~', '@',
    ];
    let coded = |at: usize| {
        let (before, behind) = (half.before(at), half.between(at));
        before.ends_with(SIGNS)
            || behind.starts_with(SIGNS)
            || before.ends_with("%(")
            || before.ends_with("::")
            || behind.starts_with("::")
            || behind.starts_with("()")
            || before.ends_with("--")
            || (before.ends_with(['\'', '"', '\u{201C}', '.', ':']) && quoted(behind))
    };
    fn quoted(behind: &str) -> bool {
        behind.starts_with(['\'', '"', '\u{201D}', ':'])
    }
    run.clone().any(coded)
}

/// Returns the runs of adjacent words in `foreign`.
fn runs(half: &Half<'_>, foreign: Script) -> Vec<std::ops::Range<usize>> {
    let mut runs: Vec<std::ops::Range<usize>> = Vec::new();
    for (at, word) in half.words.iter().enumerate() {
        if script_of_word(word) != Some(foreign) {
            continue;
        }
        match runs.last_mut() {
            Some(run) if run.end == at => run.end += 1,
            _ => runs.push(at..at + 1),
        }
    }
    runs
}

/// Returns whether a run of Latin words contains two function words that are not part of a name,
/// an address or a title.
fn is_small_talk(half: &Half<'_>, run: &std::ops::Range<usize>) -> bool {
    let words = half.words.get(run.clone()).unwrap_or_default();
    let small = words
        .iter()
        .filter(|word| word.text.chars().all(char::is_lowercase))
        .count();
    small >= 2 && small * 2 > words.len()
}

/// The most words of a name with function words.
const NAME_WORDS: usize = 4;

/// Returns whether a run of Latin words is a name that holds small ones, or what follows the
/// first word of one: Newport on the Levee.
fn is_part_of_name(half: &Half<'_>, run: &std::ops::Range<usize>) -> bool {
    let first = half.words.get(run.start);
    // Where no space divides words, the first may be glued to what is before it.
    let before = run.start.checked_sub(1).filter(|at| half.is_joined(*at));
    let tail = before
        .and_then(|at| half.words.get(at))
        .is_some_and(|word| {
            let latin = word
                .text
                .trim_start_matches(|c: char| script(c) != Script::Latin);
            latin.starts_with(char::is_uppercase)
        });
    run.len() <= NAME_WORDS && (tail || first.is_some_and(Word::is_capitalised))
}

/// Returns whether a run is part of an address or an Internet name, which are kept.
fn is_address(half: &Half<'_>, run: &std::ops::Range<usize>) -> bool {
    let glued = |text: &str, c: Option<char>| {
        c.is_some_and(|c| matches!(c, '@' | '/' | '#' | '_' | '\\' | '=' | '&'))
            || text.len() == 1 && text == "."
    };
    let inside = (run.start..run.end.saturating_sub(1)).any(|at| {
        let gap = half.between(at);
        glued(gap, gap.chars().next())
    });
    let before = half.before(run.start);
    inside || glued("", before.chars().next_back())
}

/// Returns whether a run is one lower-case word of the source among words of
/// the translation.
fn is_left_over(pair: &Pair<'_>, run: &std::ops::Range<usize>) -> bool {
    let half = &pair.sides.target;
    let words = half.words.get(run.clone()).unwrap_or_default();
    let [word] = words else { return false };
    let small = word.text.chars().all(|c| c.is_lowercase()) && word.text.chars().count() > 3;
    let source = &pair.sides.source.words;
    let quoted = half
        .before(run.start)
        .contains(['(', '"', '\u{201C}', '\u{AB}'])
        || half
            .between(run.start)
            .contains([')', '"', '\u{201D}', '\u{BB}']);
    small && !quoted && source.iter().any(|own| own.text == word.text)
}

fn cover(half: &Half<'_>, run: &std::ops::Range<usize>) -> Option<Span> {
    let words = half.words.get(run.clone())?;
    Some(words.first()?.span.cover(words.last()?.span))
}
