//! The context of an Arabic name: words that are always next to it, and words that only
//! a name follows.

use super::{is_free, mention, shortest, together, token};
use crate::compare::names::cluster::Clusters;
use crate::compare::names::word_list::Around;
use bayn_text::proclitic_forms;
use std::collections::{BTreeMap, HashMap};

/// Extends Arabic names of one word by the words that are always next to them.
pub(super) fn grow(clusters: &mut Clusters<'_>) {
    for (before, steps) in [(true, 1), (false, 1)] {
        for _ in 0..steps {
            let mut beside: BTreeMap<Vec<String>, Vec<(usize, String)>> = BTreeMap::new();
            for (at, mention) in clusters
                .mentions
                .iter()
                .enumerate()
                .filter(|(_, m)| m.arabic)
            {
                if mention.core.len() > 1 {
                    continue;
                }
                let place = if before {
                    mention.words.start.checked_sub(1)
                } else {
                    Some(mention.words.end)
                };
                let joined = |place: usize| {
                    let later = if before { place + 1 } else { place };
                    token(clusters, mention.document, later)
                        .is_some_and(|token| token.joined && !token.opened)
                };
                let word = place
                    .filter(|&place| joined(place))
                    .and_then(|place| token(clusters, mention.document, place))
                    .filter(|token| token.arabic && !token.function)
                    .map_or(String::new(), |token| shortest(&token.key).to_owned());
                beside
                    .entry(mention.core.clone())
                    .or_default()
                    .push((at, word));
            }
            for list in beside.into_values() {
                let [(_, first), ..] = list.as_slice() else {
                    continue;
                };
                if list.len() < 3 || first.is_empty() || list.iter().any(|(_, word)| word != first)
                {
                    continue;
                }
                for (at, _) in list {
                    if let Some(mention) = clusters.mentions.get_mut(at)
                        && let Some(reading) = clusters.readings.get(mention.document)
                    {
                        if before {
                            mention.words.start -= 1;
                            mention.name = mention.name.start + 1..mention.name.end + 1;
                        } else {
                            mention.words.end += 1;
                        }
                        mention.span = reading.span(&mention.words);
                    }
                }
            }
        }
    }
}

/// Finds names that only Arabic texts have, by the words before them: `Abu …`, `city …`.
pub(super) fn by_words_before(clusters: &mut Clusters<'_>) {
    let mut entries: HashMap<Vec<String>, usize> = HashMap::new();
    for document in 0..clusters.readings.len() {
        let count = clusters
            .readings
            .get(document)
            .map_or(0, |reading| reading.tokens.len());
        for at in 0..count {
            let Some(word) = token(clusters, document, at).filter(|token| token.arabic) else {
                continue;
            };
            let kunya = matches!(
                word.key.as_str(),
                "\u{627}\u{628}\u{648}" | "\u{627}\u{628}\u{64A}"
            );
            let around = Around::arabic();
            let words = if kunya {
                at..at + 2
            } else if around.is("title", &word.key) {
                at + 1..at + 3
            } else if proclitic_forms(&word.key)
                .iter()
                .any(|stem| around.is("head", stem))
            {
                at + 1..at + 2
            } else {
                continue;
            };
            let content = words.clone().all(|at| {
                token(clusters, document, at).is_some_and(|token| {
                    !token.function
                        && token.joined | (at == words.start)
                        && token.key.chars().count() > 2
                })
            });
            let definite =
                token(clusters, document, words.start).is_some_and(|token| token.joined) || kunya;
            if !content
                || !definite
                || !together(&clusters.readings[document], &words)
                || !is_free(clusters, document, &words)
            {
                continue;
            }
            if let Some(found) = mention(clusters, document, words) {
                let entry = *entries
                    .entry(found.core.clone())
                    .or_insert_with(|| clusters.new_entry(found.core.clone(), None));
                clusters.add(entry, found);
            }
        }
    }
}

/// Includes `organization` and similar words before a name in its spelling.
pub(super) fn with_bodies(clusters: &mut Clusters<'_>) {
    for at in 0..clusters.mentions.len() {
        let Some(mention) = clusters.mentions.get(at).filter(|mention| mention.arabic) else {
            continue;
        };
        let joined = token(clusters, mention.document, mention.words.start)
            .is_some_and(|token| token.joined);
        let before = mention.words.start.checked_sub(1).filter(|_| joined);
        let word = before.and_then(|before| token(clusters, mention.document, before));
        let body = word.and_then(|word| {
            proclitic_forms(&word.key)
                .into_iter()
                .find(|stem| Around::arabic().is("body", stem))
        });
        let document = mention.document;
        if let (Some(body), Some(before)) = (body, before)
            && is_free(clusters, document, &(before..before + 1))
            && let Some(reading) = clusters.readings.get(document)
            && let Some(mention) = clusters.mentions.get_mut(at)
        {
            mention.body = Some(body.to_owned());
            mention.words.start = before;
            mention.name = mention.name.start + 1..mention.name.end + 1;
            mention.span = reading.span(&mention.words);
        }
    }
}
