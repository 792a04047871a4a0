//! A number above one before a singular noun in English: `2,000 person`, `a 26-truck with`.
//!
//! Only listed count nouns are checked, and only at the end of the noun phrase, since in
//! `a 10 man team`, `a 26-truck convoy` and `two child soldiers` the singular is right.

use super::english::{phrase_ends, plural_of};
use super::quantity::counts_several;
use super::{Half, Hit, Hits, Pair, Setup};
use bayn_doc::Side;
use bayn_text::msg;

/// Words besides numbers that require a plural.
const SEVERAL: &[&str] = &[
    "several",
    "many",
    "dozens",
    "hundreds",
    "thousands",
    "various",
];

pub(crate) fn check(pair: &Pair<'_>, _: &Setup<'_>, hits: &mut Hits) {
    let half = &pair.sides.target;
    if !half.is("en") {
        return;
    }
    for at in 0..half.words.len() {
        lone_compound(pair, half, at, hits);
    }
    for (at, two) in half.words.windows(2).enumerate() {
        let [number, noun] = two else { continue };
        // Four digits without a comma are as well a year.
        let year = half.between(at) == " "
            && number.text.len() == 4
            && number
                .text
                .parse()
                .is_ok_and(|year: u32| (1500..2100).contains(&year));
        let digits = number.text.chars().all(|c| c.is_ascii_digit() || c == ',')
            && !matches!(number.text, "1" | "0")
            && !year;
        let gap = half.between(at);
        let joined = gap
            .trim_matches(|c: char| c.is_whitespace() || c == ')')
            .is_empty();
        let Some(plural) = plural_of(noun) else {
            continue;
        };
        if (digits || counts_several(&number.key) || number.is_in(SEVERAL))
            && joined
            && !gap.is_empty()
            && noun.text.chars().all(char::is_lowercase)
            && plural != "aircrafts"
            && !(number.key == "many" && matches!(half.key(at + 2), "" | "of"))
            && phrase_ends(half, at + 2)
            && !half.between(at + 1).starts_with('-')
        {
            hits.push(
                pair.index,
                Hit::new(msg!("The number \u{201C}{number}\u{201D} needs the plural \u{201C}{plural}\u{201D}.", number = number.text, plural))
                .at(Side::Target, number.span.cover(noun.span)),
            );
        }
    }
}

/// Words before which a compound of number and noun modifies no noun.
const AFTER_COMPOUND: &[&str] = &[
    "with", "of", "in", "from", "to", "on", "at", "for", "by", "was", "were", "is", "are", "has",
    "have", "had", "that", "which", "who", "and", "loaded", "carrying",
];

/// Reports `a 26-truck with`: the compound modifies no noun, so it can only count.
fn lone_compound(pair: &Pair<'_>, half: &Half<'_>, at: usize, hits: &mut Hits) {
    let (Some(article), Some(number), Some(noun)) = (
        half.words.get(at),
        half.words.get(at + 1),
        half.words.get(at + 2),
    ) else {
        return;
    };
    let counts = number.text.chars().all(|c| c.is_ascii_digit()) && number.text != "1";
    let Some(plural) = plural_of(noun).filter(|_| counts && half.between(at + 1) == "-") else {
        return;
    };
    let alone = half.is_joined(at + 2) && AFTER_COMPOUND.contains(&half.key(at + 3));
    if article.is_in(&["a", "an"]) && half.is_joined(at) && alone {
        hits.push(
            pair.index,
            Hit::new(msg!(
                "“{number}-{noun}” has no noun after it: “{number} {plural}” is meant.",
                number = number.text,
                noun = noun.text,
                plural
            ))
            .at(Side::Target, article.span.cover(noun.span)),
        );
    }
}
