//! Acronyms with a wrong letter: `FBX` where the source has `FBI`.
//!
//! If both sides are in Latin script, the acronym of the source is the reference. If the
//! source is in another script, the reference is what its letter names spell, the name that the word
//! lists have for it, or the same acronym elsewhere in the translation. Two acronyms that share
//! only some letters are two names, or one name in two languages, and are ignored.

use super::{Half, Hit, Hits, Pair, Setup, Word};
use bayn_doc::{Severity, Side};
use bayn_text::{msg, proclitic_forms};
use harf::Span;
use std::collections::HashMap;

/// The minimum length of an acronym that is compared.
const FEWEST_LETTERS: usize = 3;
/// The maximum length.
const MOST_LETTERS: usize = 8;
/// An acronym that a text uses this often is correct.
const OFTEN: usize = 2;

pub(crate) fn check(pairs: &[Pair<'_>], _: &Setup<'_>, hits: &mut Hits) {
    let mut uses: HashMap<&str, usize> = HashMap::new();
    for pair in pairs {
        for word in acronyms(&pair.sides.target) {
            *uses.entry(word.text).or_default() += 1;
        }
    }
    for pair in pairs.iter().filter(|pair| pair.is_matched()) {
        let (source, target) = (&pair.sides.source, &pair.sides.target);
        let own: Vec<&str> = acronyms(source).map(|word| word.text).collect();
        let in_target: Vec<&str> = acronyms(target).map(|word| word.text).collect();
        for word in acronyms(target) {
            if own.contains(&word.text) {
                continue;
            }
            let hit = Hit::new(msg!("A letter of this acronym differs."));
            let rival = acronyms(source)
                .find(|other| !in_target.contains(&other.text) && differ(other.text, word.text));
            let one = |rival: &&Word<'_>| is_one(rival.text, word.text, pairs);
            if rival.as_ref().is_some_and(one) {
                continue;
            }
            let found = rival.map(|rival| Some(rival.span)).or_else(|| {
                let spelled = spelled(source, word.text).or_else(|| listed(pair, word.text));
                spelled.map(Some).or_else(|| {
                    let often = uses.iter().any(|(other, count)| {
                        *count >= OFTEN && !in_target.contains(other) && differ(other, word.text)
                    });
                    let once = uses.get(word.text) == Some(&1);
                    (often && once).then_some(None)
                })
            });
            if let Some(rival) = found {
                // Two acronyms of one text may well be two.
                let hit = match rival {
                    Some(rival) => hit.at(Side::Source, rival),
                    None => hit.severity(Severity::Neutral),
                };
                hits.push(pair.index, hit.at(Side::Target, word.span));
            }
        }
    }
}

/// Returns the acronyms of a side: Latin capitals, unless most of the side is in capitals.
fn acronyms<'h, 'a>(half: &'h Half<'a>) -> impl Iterator<Item = &'h Word<'a>> {
    let is = |word: &&Word<'_>| {
        let letters = word.text.chars().count();
        (FEWEST_LETTERS..=MOST_LETTERS).contains(&letters)
            && word.text.chars().all(|c| c.is_ascii_uppercase())
    };
    let all = half.words.iter().filter(is).count();
    let shouted = all > 3 && all * 3 > half.words.len();
    half.words.iter().filter(is).filter(move |_| !shouted)
}

/// Returns whether two acronyms are the names of the same thing in two languages, `NAVO` and
/// `NATO`: the text has both repeatedly, each on its side and always together.
fn is_one(source: &str, target: &str, pairs: &[Pair<'_>]) -> bool {
    let has = |half: &Half<'_>, text: &str| half.words.iter().any(|word| word.text == text);
    let mut together = 0;
    for pair in pairs.iter().filter(|pair| pair.is_matched()) {
        let (one, other) = (&pair.sides.source, &pair.sides.target);
        if has(one, target) || has(other, source) {
            return false;
        }
        together += usize::from(has(one, source) && has(other, target));
    }
    together > OFTEN
}

/// Returns whether two acronyms of one length differ in one letter, or have two adjacent letters
/// swapped.
fn differ(one: &str, other: &str) -> bool {
    one != other && one.len() == other.len() && strsim::osa_distance(one, other) == 1
}

/// The names of the Latin letters in Arabic, folded; `Letters` that sound alike together.
const LETTERS: &[(&str, &str)] = &[
    ("\u{627}\u{64A}\u{647}", "A"),
    ("\u{627}\u{64A}", "AEI"),
    ("\u{628}\u{64A}", "BP"),
    ("\u{633}\u{64A}", "C"),
    ("\u{62F}\u{64A}", "D"),
    ("\u{627}\u{641}", "F"),
    ("\u{62C}\u{64A}", "GJ"),
    ("\u{62C}\u{64A}\u{647}", "J"),
    ("\u{627}\u{62A}\u{634}", "H"),
    ("\u{627}\u{64A}\u{62A}\u{634}", "H"),
    ("\u{643}\u{64A}", "K"),
    ("\u{643}\u{64A}\u{647}", "K"),
    ("\u{643}\u{627}\u{64A}", "K"),
    ("\u{627}\u{644}", "L"),
    ("\u{627}\u{645}", "M"),
    ("\u{627}\u{646}", "N"),
    ("\u{627}\u{648}", "O"),
    ("\u{643}\u{64A}\u{648}", "Q"),
    ("\u{627}\u{631}", "R"),
    ("\u{622}\u{631}", "R"),
    ("\u{627}\u{633}", "S"),
    ("\u{62A}\u{64A}", "T"),
    ("\u{64A}\u{648}", "U"),
    ("\u{641}\u{64A}", "V"),
    ("\u{62F}\u{628}\u{644}\u{64A}\u{648}", "W"),
    ("\u{627}\u{643}\u{633}", "X"),
    ("\u{648}\u{627}\u{64A}", "Y"),
    ("\u{632}\u{62F}", "Z"),
    ("\u{632}\u{64A}", "Z"),
];

/// Returns where an Arabic side spells an acronym with one different letter, by the names of
/// its letters, unless it spells exactly this one.
fn spelled(half: &Half<'_>, acronym: &str) -> Option<Span> {
    if !half.is("ar") {
        return None;
    }
    let wanted: Vec<char> = acronym.chars().collect();
    let letter = |at: usize| -> Vec<&'static str> {
        let forms = proclitic_forms(half.key(at));
        let known = LETTERS.iter().filter(|(name, _)| forms.contains(name));
        known.map(|(_, letters)| *letters).collect()
    };
    let mut found = None;
    for start in 0..half.words.len() {
        let end = start + wanted.len();
        let run: Vec<Vec<&str>> = (start..end).map(letter).collect();
        if end > half.words.len() || run.iter().any(Vec::is_empty) {
            continue;
        }
        let fits = |(letters, c): (&Vec<&str>, &char)| letters.iter().any(|one| one.contains(*c));
        let right = run.iter().zip(&wanted).filter(|cell| fits(*cell)).count();
        if right == wanted.len() {
            return None;
        }
        let (first, last) = (half.words.get(start)?, half.words.get(end - 1)?);
        if right + 1 == wanted.len() {
            found = Some(first.span.cover(last.span));
        }
    }
    found
}

/// Returns where the source names something whose acronym, by the word lists, differs from this
/// one in a letter, and the translation does not name it.
fn listed(pair: &Pair<'_>, acronym: &str) -> Option<Span> {
    let names = |side: Side, concept: &str| {
        let mut all = pair.mentions[side].iter();
        all.any(|mention| mention.concept == concept)
    };
    let mut own = pair.mentions.source.iter();
    let rival = own.find(|mention| {
        mention.kind == "entity"
            && differ(mention.concept, acronym)
            && !names(Side::Target, mention.concept)
    });
    rival.map(|mention| mention.span)
}

#[cfg(test)]
mod tests {
    use super::differ;

    #[test]
    fn one_letter_differs_and_no_more() {
        assert!(differ("FBI", "FBX"));
        assert!(differ("UNICEF", "UNCIEF"));
        assert!(!differ("NATO", "OTAN"));
        assert!(!differ("NATO", "NATOS"));
    }
}
