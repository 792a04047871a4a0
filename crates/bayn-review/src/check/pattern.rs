//! Matches of the user's rules.

use super::{Hit, Hits, Pair, Setup};
use bayn_doc::{Side, Sides};
use harf::Span;
use regex::Regex;

pub(crate) fn check(pair: &Pair<'_>, setup: &Setup<'_>, hits: &mut Hits) {
    for rule in &setup.options.rules {
        let found = Sides::from_fn(|side| matches(pair, side, rule.patterns[side].as_ref()));
        let both = rule.patterns.source.is_some() && rule.patterns.target.is_some();
        if both && !found.target.is_empty() {
            continue;
        }
        for side in Side::BOTH {
            for &span in &found[side] {
                hits.push(
                    pair.index,
                    Hit::new(&rule.message)
                        .at(side, span)
                        .severity(rule.severity),
                );
            }
        }
    }
}

fn matches(pair: &Pair<'_>, side: Side, pattern: Option<&Regex>) -> Vec<Span> {
    let half = &pair.sides[side];
    let Some(pattern) = pattern else {
        return Vec::new();
    };
    pattern
        .find_iter(half.text())
        .map(|found| Span::from(found.range()).shifted(half.span.start))
        .filter(|span| !span.is_empty())
        .collect()
}
