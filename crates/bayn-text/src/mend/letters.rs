//! Repairs unwanted letters: tatweel that stretches lines, Persian letters in Arabic.

use super::rewrite::{Rewrite, Rewritten, words};

/// Tatweel.
const TATWEEL: char = '\u{640}';
/// At most one in this many Arabic words is stretched in a text that is not justified.
const RARE: usize = 25;
/// At least this many words are stretched in a text that counts as justified.
const SOME: usize = 3;

fn is_arabic(c: char) -> bool {
    matches!(c, '\u{620}'..='\u{6D3}') && c.is_alphabetic() && c != TATWEEL
}

/// Removes tatweel between letters, if it occurs throughout the text. A tatweel at the end of a
/// word marks an abbreviation and is kept.
pub(super) fn without_tatweel(text: &str) -> Option<Rewritten> {
    if !text.contains(TATWEEL) {
        return None;
    }
    let (mut arabic, mut stretched) = (0, 0);
    for (_, word) in words(text) {
        arabic += usize::from(word.chars().any(is_arabic));
        stretched += usize::from(inner(word).next().is_some());
    }
    if stretched < SOME || stretched * RARE < arabic {
        return None;
    }
    let mut rewrite = Rewrite::of(text);
    for (start, word) in words(text) {
        for (at, length) in inner(word) {
            rewrite.replace(start + at..start + at + length, "");
        }
    }
    rewrite.finish()
}

/// Returns the runs of tatweel between two letters of a word: offset and length in bytes.
fn inner(word: &str) -> impl Iterator<Item = (usize, usize)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let begin = at + word.get(at..)?.find(TATWEEL)?;
            let rest = word.get(begin..)?;
            let length = rest.len() - rest.trim_start_matches(TATWEEL).len();
            at = begin + length;
            let after = word.get(at..)?.chars().next();
            if begin > 0 && after.is_some_and(|c| c.is_alphabetic() || harf::shape::is_mark(c)) {
                return Some((begin, length));
            }
        }
    })
}

/// Persian ya and kaf.
const PERSIAN: [char; 2] = ['\u{6CC}', '\u{6A9}'];

/// Returns whether a letter does not occur in Arabic, but in neighbouring languages.
const fn is_foreign(c: char) -> bool {
    matches!(
        c,
        '\u{679}'
            | '\u{67E}'
            | '\u{686}'
            | '\u{688}'
            | '\u{691}'
            | '\u{698}'
            | '\u{6AF}'
            | '\u{6BA}'
            | '\u{6BE}'
            | '\u{6C1}'
            | '\u{6C6}'
            | '\u{6C7}'
            | '\u{6D0}'
            | '\u{6D2}'
            | '\u{6D5}'
            | '\u{67C}'
            | '\u{681}'
            | '\u{689}'
            | '\u{693}'
            | '\u{696}'
            | '\u{6BC}'
            | '\u{6CD}'
            | '\u{685}'
            | '\u{6AD}'
            | '\u{6CB}'
            | '\u{6CE}'
            | '\u{6B5}'
            | '\u{695}'
    )
}

/// Words that end in alef maksura, for texts without any Arabic ya left as evidence.
const MAKSURA: [&str; 24] = [
    "على",
    "إلى",
    "الى",
    "حتى",
    "متى",
    "لدى",
    "مدى",
    "سوى",
    "أخرى",
    "اخرى",
    "كبرى",
    "الكبرى",
    "الأخرى",
    "الاخرى",
    "مستوى",
    "المستوى",
    "أدنى",
    "أقصى",
    "أعلى",
    "الأعلى",
    "منتدى",
    "مبنى",
    "مستشفى",
    "موسى",
];

/// Replaces Persian ya and kaf in a text that is Arabic by its article and its ta marbuta.
pub(super) fn arabic_letters(text: &str) -> Option<Rewritten> {
    if !text.contains(PERSIAN) || !is_in_arabic(text) {
        return None;
    }
    // If the text distinguishes ya from alef maksura, Persian ya is the former.
    let tells = text.contains('\u{649}');
    let mut rewrite = Rewrite::of(text);
    for (start, word) in words(text) {
        for (at, c) in word.char_indices().filter(|(_, c)| PERSIAN.contains(c)) {
            let is_last = at + c.len_utf8() == word.len();
            let by = match c {
                '\u{6A9}' => "\u{643}",
                _ if is_last && !tells && ends_in_maksura(word) => "\u{649}",
                _ => "\u{64A}",
            };
            rewrite.replace(start + at..start + at + c.len_utf8(), by);
        }
    }
    rewrite.finish()
}

fn ends_in_maksura(word: &str) -> bool {
    let stem = word.trim_end_matches('\u{6CC}');
    let bare = stem.trim_start_matches(['\u{648}', '\u{641}']);
    let fits = |known: &&str| {
        known
            .strip_suffix('\u{649}')
            .is_some_and(|known| known == bare || known == stem)
    };
    MAKSURA.iter().any(fits)
}

/// In Arabic one in this many words has the article; in neighbouring languages only loan words do.
const ARTICLE: usize = 8;
/// One in this many letters may be foreign, in names.
const NAMES: usize = 150;

fn is_in_arabic(text: &str) -> bool {
    let (mut all, mut article, mut marbuta) = (0, 0, 0);
    for (_, word) in words(text).filter(|(_, word)| word.chars().any(is_arabic)) {
        all += 1;
        let bare = word.trim_start_matches(['\u{648}', '\u{628}', '\u{643}', '\u{641}', '\u{6A9}']);
        article +=
            usize::from(bare.starts_with("\u{627}\u{644}") || word.starts_with("\u{644}\u{644}"));
        marbuta += usize::from(word.ends_with('\u{629}'));
    }
    let letters = text.chars().filter(|c| is_arabic(*c)).count();
    let foreign = text.chars().filter(|c| is_foreign(*c)).count();
    marbuta > 0 && article * ARTICLE >= all && foreign * NAMES <= letters
}
