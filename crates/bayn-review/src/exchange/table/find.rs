//! Finds the pair of a row: by its texts first, by its number if they were changed.

use crate::position::squeezed;
use crate::rated::bead_text;
use bayn_doc::{Bitext, Side};
use bayn_formats::review_table::Row;
use std::collections::HashMap;

/// The minimum similarity of the texts of one side for the number to count.
const ALIKE: f64 = 0.5;

/// Returns for each row the index of its pair.
pub(super) fn places(rows: &[Row], bitext: &Bitext) -> Vec<Option<usize>> {
    let pairs: Vec<[String; 2]> = bitext
        .beads
        .iter()
        .map(|bead| Side::BOTH.map(|side| squeezed(bead_text(bitext, bead, side).0)))
        .collect();
    let keys: Vec<Key> = rows.iter().map(Key::of).collect();
    let mut finder = Finder {
        taken: vec![false; pairs.len()],
        found: vec![None; rows.len()],
        pairs: &pairs,
    };
    let index = |part: fn(&[String; 2]) -> (&str, &str)| {
        let mut index: HashMap<(&str, &str), Vec<usize>> = HashMap::new();
        for (at, pair) in pairs.iter().enumerate() {
            index.entry(part(pair)).or_default().push(at);
        }
        index
    };
    // Both texts as they were, then the source, then a row of this number that is alike, then the
    // target alone: the more certain match is made first.
    let both = index(|[source, target]| (source.as_str(), target.as_str()));
    for (at, key) in keys.iter().enumerate() {
        let same = |text: &[String; 2]| both.get(&(&*text[0], &*text[1])).cloned();
        let mut pairs = same(&key.was).unwrap_or_default();
        pairs.extend(same(&key.now).into_iter().flatten());
        finder.assign_best(at, key, &pairs);
    }
    let sources = index(|[source, _]| (source.as_str(), ""));
    for (at, key) in keys.iter().enumerate() {
        let pairs = sources
            .get(&(&*key.was[0], ""))
            .filter(|_| !key.was[0].is_empty());
        finder.assign_best(at, key, pairs.map_or(&[], Vec::as_slice));
    }
    for (at, key) in keys.iter().enumerate() {
        let pair = key.number.filter(|number| {
            pairs.get(*number).is_some_and(|pair| {
                let alike = |side: usize| alike(&key.was[side], &pair[side]) >= ALIKE;
                alike(0) || (key.was[0].is_empty() && alike(1))
            })
        });
        finder.assign_best(at, key, pair.as_slice());
    }
    let targets = index(|[_, target]| (target.as_str(), ""));
    for (at, key) in keys.iter().enumerate() {
        let pairs = targets
            .get(&(&*key.was[1], ""))
            .filter(|_| !key.was[1].is_empty());
        finder.assign_best(at, key, pairs.map_or(&[], Vec::as_slice));
    }
    // A copied row refers to the same pair.
    for (at, key) in keys.iter().enumerate() {
        if finder.found[at].is_none() {
            finder.found[at] = both
                .get(&(&*key.was[0], &*key.was[1]))
                .and_then(|pairs| pairs.last().copied());
        }
    }
    finder.found
}

/// The keys by which a row is found.
struct Key {
    number: Option<usize>,
    /// The texts before tracked changes, and with them, without white space.
    was: [String; 2],
    now: [String; 2],
}

impl Key {
    fn of(row: &Row) -> Self {
        let now = Side::BOTH.map(|side| squeezed(&row.texts[side].text));
        let was = Side::BOTH.map(|side| {
            let cell = &row.texts[side];
            squeezed(cell.was.as_ref().unwrap_or(&cell.text))
        });
        let number = row.number.trim().trim_end_matches('.').parse::<usize>();
        Self {
            number: number.ok().and_then(|number| number.checked_sub(1)),
            was,
            now,
        }
    }
}

struct Finder<'a> {
    pairs: &'a [[String; 2]],
    taken: Vec<bool>,
    found: Vec<Option<usize>>,
}

impl Finder<'_> {
    /// Assigns the best free pair to a row without one: the one of its number, else
    /// the one whose target is most like it, the first of several.
    fn assign_best(&mut self, row: usize, key: &Key, pairs: &[usize]) {
        if self.found[row].is_some() {
            return;
        }
        let mut free = pairs.iter().copied().filter(|at| !self.taken[*at]);
        let numbered = pairs
            .iter()
            .copied()
            .find(|at| Some(*at) == key.number && !self.taken[*at]);
        let first = free.next();
        let best = numbered.or_else(|| {
            let like = |at: usize| alike(&key.was[1], &self.pairs[at][1]);
            free.take(MOST).fold(first, |best, at| match best {
                Some(best) if like(at) <= like(best) => Some(best),
                _ => Some(at),
            })
        });
        if let Some(at) = best {
            self.taken[at] = true;
            self.found[row] = Some(at);
        }
    }
}

/// How many pairs of one text are compared for a row: if a text repeats more often than that, the
/// first ones are.
const MOST: usize = 64;

/// Returns the similarity of two texts: the share of their pairs of letters that both have.
fn alike(one: &str, other: &str) -> f64 {
    if one == other {
        return 1.0;
    }
    strsim::sorensen_dice(one, other)
}
