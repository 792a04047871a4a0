//! Different currencies, such as dollars and euros: by sign, by code and by name.
//!
//! Signs and codes are read in every language, names in those of the word lists. A currency that only
//! one side names may be a conversion or omitted as obvious, so only a swap counts.

use super::{Hit, Hits, Pair, Setup};
use bayn_doc::Side;
use bayn_text::msg;
use harf::Span;

/// The signs, and the codes of ISO 4217, of the currencies that the lists name.
const SIGNS: &[(&str, &[&str])] = &[
    ("dollar", &["$", "USD", "US$"]),
    ("euro", &["\u{20AC}", "EUR"]),
    ("sterling", &["\u{A3}", "GBP"]),
    ("yen", &["\u{A5}", "\u{FFE5}", "JPY"]),
    ("ruble", &["\u{20BD}", "RUB"]),
    ("rupee", &["\u{20B9}", "INR"]),
    ("lira", &["\u{20BA}", "TRY"]),
    ("shekel", &["\u{20AA}", "ILS"]),
    ("riyal", &["\u{FDFC}", "SAR"]),
    ("pound of Egypt", &["EGP"]),
    ("dirham", &["AED"]),
    ("franc", &["CHF"]),
];

pub(crate) fn check(pair: &Pair<'_>, _: &Setup<'_>, hits: &mut Hits) {
    if !pair.is_matched() {
        return;
    }
    let (source, target) = (named(pair, Side::Source), named(pair, Side::Target));
    let lone = |own: &[(&'static str, Span)], other: &[(&'static str, Span)]| {
        let missing = |(name, _): &&(&str, Span)| !other.iter().any(|(known, _)| same(known, name));
        own.iter().filter(missing).copied().collect::<Vec<_>>()
    };
    let lones = (lone(&source, &target), lone(&target, &source));
    if lones.0.is_empty() || lones.1.is_empty() {
        return;
    }
    hits.push(
        pair.index,
        Hit::new(msg!("The currencies differ."))
            .at_all(Side::Source, lones.0.iter().map(|(_, span)| *span))
            .at_all(Side::Target, lones.1.iter().map(|(_, span)| *span)),
    );
}

/// Returns whether two names are of one currency: a pound may be that of Egypt or of Britain.
fn same(one: &str, other: &str) -> bool {
    let pound = |name: &str| matches!(name, "pound" | "sterling" | "pound of Egypt");
    one == other || (pound(one) && pound(other))
}

/// Returns the currencies that a side names, with their spans.
fn named(pair: &Pair<'_>, side: Side) -> Vec<(&'static str, Span)> {
    let half = &pair.sides[side];
    let text = half.text();
    let mut found = Vec::new();
    for (name, signs) in SIGNS {
        for sign in *signs {
            let letters = sign.starts_with(char::is_alphabetic);
            for (at, _) in text.match_indices(sign) {
                let end = at + sign.len();
                let letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
                let glued = letter(text.get(..at).and_then(|head| head.chars().next_back()))
                    || letter(text.get(end..).and_then(|tail| tail.chars().next()));
                if !letters || !glued {
                    found.push((*name, Span::new(at, end).shifted(half.span.start)));
                }
            }
        }
    }
    // Names are compared if both languages have them.
    let mentions = pair.mentions_of(side, "unit.money");
    let known = pair.has_lists() || found.is_empty() && half.is("en");
    if known {
        found.extend(
            mentions
                .iter()
                .map(|mention| (mention.concept, mention.span)),
        );
    }
    found
}
