//! Arabic words that sound like a name in Latin letters.

use super::{beside, is_free, is_in, mention, together, token};
use crate::compare::names::cluster::Clusters;
use crate::compare::names::sound_index::SoundIndex;
use crate::compare::names::{Linked, sound};
use std::ops::Range;

/// The minimum similarity in sound of two words of one name.
const ALIKE: f32 = 0.8;
/// The same if no link shows that both are at the same place.
const ALIKE_ALONE: f32 = 0.88;
/// The same for a word among others of a name.
const ALIKE_IN_NAME: f32 = 0.72;
/// The fewest consonants of a name found by its sound alone.
const CONSONANTS: usize = 3;

/// Finds names that sound like one in Latin letters, of several words or of one.
pub(super) fn by_sound(
    clusters: &mut Clusters<'_>,
    linked: &[Linked<'_>],
    several: bool,
    ear: &mut SoundIndex,
) {
    let mut cores: Vec<(usize, Vec<String>)> = clusters
        .entries
        .iter()
        .enumerate()
        .filter(|(_, entry)| !entry.acronym && entry.core.iter().all(|word| word.is_ascii()))
        .filter(|(_, entry)| (entry.core.len() > 1) == several)
        .map(|(at, entry)| {
            let plain = |word: &String| match entry.core.len() {
                1 => word.clone(),
                _ => clusters.plain(word).to_owned(),
            };
            (at, entry.core.iter().map(plain).collect())
        })
        .collect();
    cores.sort_by_key(|(_, core)| std::cmp::Reverse(core.len()));
    for (entry, core) in &cores {
        for (document, at) in ear.starts(core) {
            let words = at..at + core.len();
            let fits = clusters
                .readings
                .get(document)
                .is_some_and(|reading| together(reading, &words))
                && if core.len() == 1 {
                    sounds_alone(clusters, document, at, *entry, linked, ear)
                } else {
                    sounds_together(clusters, document, &words, core, ear)
                };
            if fits
                && is_free(clusters, document, &words)
                && let Some(found) = mention(clusters, document, words)
            {
                clusters.add(*entry, found);
            }
        }
    }
}

fn sounds_alone(
    clusters: &Clusters<'_>,
    document: usize,
    at: usize,
    entry: usize,
    linked: &[Linked<'_>],
    ear: &mut SoundIndex,
) -> bool {
    let (Some(token), Some(own)) = (token(clusters, document, at), clusters.entries.get(entry))
    else {
        return false;
    };
    let Some(latin) = own.core.first() else {
        return false;
    };
    if token.function || latin.chars().count() < 3 || ear.alike(&token.key, latin) < ALIKE {
        return false;
    }
    // Names at the same place of the linked text may be less similar, or shorter.
    let short = sound::consonants(latin) < CONSONANTS;
    let similarity = ear.alike(&token.key, latin);
    if !short && similarity >= ALIKE_ALONE {
        return true;
    }
    let beside = beside(linked, document, token.sentence);
    let root = clusters.root(entry);
    (!short || similarity > 0.9)
        && clusters
            .mentions
            .iter()
            .enumerate()
            .any(|(index, mention)| {
                clusters.root_of_mention(index) == root && is_in(clusters, mention, &beside)
            })
}

fn sounds_together(
    clusters: &Clusters<'_>,
    document: usize,
    words: &Range<usize>,
    core: &[String],
    ear: &mut SoundIndex,
) -> bool {
    let mut left: Vec<&String> = core.iter().collect();
    let mut others = 0;
    for at in words.clone() {
        let Some(token) = token(clusters, document, at) else {
            return false;
        };
        let found = left.iter().position(|latin| {
            let least = if sound::consonants(latin) < 2 {
                0.9
            } else {
                ALIKE_IN_NAME
            };
            latin.chars().count() > 1 && ear.alike(&token.key, latin) >= least
        });
        match found {
            Some(at) => {
                left.remove(at);
            }
            None if token.function => return false,
            None => others += 1,
        }
    }
    // Of three words one may be translated: the Democratic Forces of Syria.
    let heard = core.len() - others;
    others == 0 || heard >= 2 && heard * 3 >= core.len() * 2
}
