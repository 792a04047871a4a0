//! Corresponding words of both sides: the same string, the same number, a
//! name with the same consonants, or a pair from a lexicon.

use super::lexicon::Lexicon;
use super::name::skeletons;
use super::token::TokenKind;
use super::words::Words;
use std::collections::HashMap;

/// Returns the pairs of corresponding words, with their confidence; a pair may occur
/// twice.
pub(super) fn pairs(
    source: &Words,
    target: &Words,
    lexicon: Option<&Lexicon>,
) -> Vec<(u32, u32, f32)> {
    let mut pairs = string_pairs(source, target);
    pairs.extend(lexicon.into_iter().flat_map(Lexicon::pairs));
    pairs
}

/// Returns the pairs of words that are equal as strings, numbers or names.
fn string_pairs(source: &Words, target: &Words) -> Vec<(u32, u32, f32)> {
    let mut pairs = Vec::new();
    let mut sound: HashMap<String, Vec<u32>> = HashMap::new();
    for (id, entry) in target.entries.iter().enumerate() {
        if entry.may_be_name() {
            for skeleton in skeletons(&entry.word, entry.kind, target.affixes) {
                sound.entry(skeleton).or_default().push(id as u32);
            }
        }
    }
    for (id, entry) in source.entries.iter().enumerate() {
        let id = id as u32;
        if let Some(&same) = target.index.get(&entry.key) {
            let sure = entry.kind == TokenKind::Number || entry.key.chars().count() > 3;
            pairs.push((id, same, if sure { 1.0 } else { 0.3 }));
        }
        if !entry.may_be_name() {
            continue;
        }
        for skeleton in skeletons(&entry.word, entry.kind, source.affixes) {
            for &other in sound.get(&skeleton).into_iter().flatten() {
                // Within one script a name is compared by its letters, not by its sound.
                if target.entries[other as usize].kind != entry.kind {
                    let sure = if skeleton.len() >= 3 { 0.9 } else { 0.5 };
                    pairs.push((id, other, sure));
                }
            }
        }
    }
    pairs
}

/// For each word of a side, its counterparts on the other with their confidence, best first.
pub(super) type Counterparts = Vec<Vec<(u32, f32)>>;

/// Groups pairs by their first word, of which there are `size`.
pub(super) fn counterparts(
    size: usize,
    pairs: impl Iterator<Item = (u32, u32, f32)>,
) -> Counterparts {
    let mut found: Counterparts = vec![Vec::new(); size];
    for (from, to, sure) in pairs {
        let Some(list) = found.get_mut(from as usize) else {
            continue;
        };
        match list.iter_mut().find(|(id, _)| *id == to) {
            Some((_, best)) => *best = best.max(sure),
            None => list.push((to, sure)),
        }
    }
    for list in &mut found {
        list.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    }
    found
}
