//! Likeness of two blocks of sentences by the words they share, in any script.
//!
//! Each word of a block looks for its best counterpart in the other block: the same string,
//! the same number, a name that sounds alike, or a pair from the lexicon learned from this
//! text. The hits, weighted by how rare a word is, as a share of all weights, are taken from
//! both sides and joined as half their geometric and half their arithmetic mean. Frequencies
//! are of this text alone. Word order plays no part.

use super::lexicon::Lexicon;
use super::name::skeletons;
use super::token::{TokenKind, tokens};
use crate::align::search::{Band, BlockTable, MAX_SIDE, slot};
use crate::align::signal::Token;
use rayon::prelude::*;
use std::collections::HashMap;
use std::ops::Range;

/// One different word of a side.
struct Entry {
    key: String,
    word: String,
    kind: TokenKind,
}

/// The words of one side, numbered.
pub(crate) struct Words {
    /// The numbers of each sentence's words, in order.
    pub(crate) sentences: Vec<Vec<u32>>,
    /// How much each word says: log(1 + sentences / sentences with it).
    pub(crate) weights: Vec<f32>,
    /// The sentences that hold each word, ascending.
    pub(crate) postings: Vec<Vec<u32>>,
    entries: Vec<Entry>,
    index: HashMap<String, u32>,
}

impl Words {
    /// Reads the words of each sentence.
    pub(crate) fn read<'a>(sentences: impl Iterator<Item = &'a str>) -> Self {
        let mut words = Self {
            sentences: Vec::new(),
            weights: Vec::new(),
            postings: Vec::new(),
            entries: Vec::new(),
            index: HashMap::new(),
        };
        for (at, text) in sentences.enumerate() {
            let ids = tokens(text)
                .into_iter()
                .map(|token| words.enter(token, at))
                .collect();
            words.sentences.push(ids);
        }
        let total = words.sentences.len() as f32;
        words.weights = words
            .postings
            .iter()
            .map(|held| (1.0 + total / held.len().max(1) as f32).ln())
            .collect();
        words
    }

    fn enter(&mut self, token: Token, sentence: usize) -> u32 {
        let next = self.entries.len() as u32;
        let capital = token.word.starts_with(char::is_uppercase);
        let id = *self.index.entry(token.key.clone()).or_insert(next);
        if id == next {
            self.postings.push(Vec::new());
            self.entries.push(Entry {
                key: token.key,
                word: token.word,
                kind: token.kind,
            });
        } else if capital && let Some(entry) = self.entries.get_mut(id as usize) {
            // A capital seen once marks the word as a possible name.
            if !entry.word.starts_with(char::is_uppercase) {
                entry.word = token.word;
            }
        }
        if let Some(held) = self.postings.get_mut(id as usize)
            && held.last() != Some(&(sentence as u32))
        {
            held.push(sentence as u32);
        }
        id
    }

    /// Returns the different words that are no numbers, with their own numbers.
    pub(crate) fn spelled(&self) -> impl Iterator<Item = (u32, &str)> {
        self.entries
            .iter()
            .enumerate()
            .filter(|(_, entry)| entry.kind != TokenKind::Number)
            .map(|(id, entry)| (id as u32, entry.word.as_str()))
    }

    /// Returns the number of different words.
    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    /// Returns what is compared of a word.
    pub(crate) fn key(&self, id: u32) -> &str {
        self.entries.get(id as usize).map_or("", |entry| &entry.key)
    }

    /// Returns the numbers of a sentence as bare digits, in order.
    pub(crate) fn numbers(&self, sentence: usize) -> impl Iterator<Item = &str> {
        self.sentences
            .get(sentence)
            .into_iter()
            .flatten()
            .map(|&id| &self.entries[id as usize])
            .filter(|entry| entry.kind == TokenKind::Number)
            .map(|entry| entry.key.as_str())
    }

    /// Returns the sum of the weights of a sentence's words.
    fn mass(&self, sentence: usize) -> f32 {
        self.sentences.get(sentence).map_or(0.0, |ids| {
            ids.iter().map(|&id| self.weights[id as usize]).sum()
        })
    }
}

impl Entry {
    /// A word that may name somebody: scripts without capitals leave that open.
    fn may_be_name(&self) -> bool {
        match self.kind {
            TokenKind::Number | TokenKind::Ideographs => false,
            TokenKind::Arabic => true,
            TokenKind::Letters => !self.word.starts_with(char::is_lowercase),
        }
    }
}

/// Returns the pairs of words that are alike as strings, numbers or names.
fn string_pairs(source: &Words, target: &Words) -> Vec<(u32, u32, f32)> {
    let mut pairs = Vec::new();
    let mut sound: HashMap<String, Vec<u32>> = HashMap::new();
    for (id, entry) in target.entries.iter().enumerate() {
        if entry.may_be_name() {
            for skeleton in skeletons(&entry.word, entry.kind) {
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
        for skeleton in skeletons(&entry.word, entry.kind) {
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

/// For each word of a side, its counterparts on the other with how sure each is, best first.
type Counterparts = Vec<Vec<(u32, f32)>>;

fn counterparts(size: usize, pairs: impl Iterator<Item = (u32, u32, f32)>) -> Counterparts {
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

/// What single sentences look like against the whole other side.
#[derive(Clone, Debug, Default)]
pub(crate) struct Standing {
    /// The likeness to the best sentence of the other side.
    pub(crate) best: Vec<f32>,
    /// The mean likeness to the three best.
    pub(crate) best3: Vec<f32>,
    /// The mean likeness to all.
    pub(crate) mean: Vec<f32>,
}

impl Standing {
    /// Gathers the likeness of `sentences` sentences of one side, `others` on the other.
    pub(crate) fn from_top(top: &[[f32; 3]], sums: &[f32], others: usize) -> Self {
        let kept = others.clamp(1, 3);
        Self {
            best: top.iter().map(|top| top[0]).collect(),
            best3: top
                .iter()
                .map(|top| top[..kept].iter().sum::<f32>() / kept as f32)
                .collect(),
            mean: sums.iter().map(|sum| sum / others.max(1) as f32).collect(),
        }
    }

    /// Returns the same for a side of `count` sentences of which these begin at `start`.
    pub(crate) fn shifted(mut self, start: usize, count: usize) -> Self {
        for list in [&mut self.best, &mut self.best3, &mut self.mean] {
            list.splice(0..0, std::iter::repeat_n(0.0, start));
            list.resize(count, 0.0);
        }
        self
    }
}

/// Puts `value` among the three largest of `top`.
pub(crate) fn insert_top(top: &mut [f32; 3], value: f32) {
    if value > top[2] {
        top[2] = value;
        if value > top[1] {
            top.swap(1, 2);
        }
        if value > top[0] {
            top.swap(0, 1);
        }
    }
}

/// A word that stands in more sentences tells nothing of the place.
const COMMON: usize = 64;

/// Returns the `keep` best of (place, value), best first, and of equals the first in place.
pub(super) fn best_of(list: impl Iterator<Item = (u32, f32)>, keep: usize) -> Vec<(u32, f32)> {
    let before = |a: &(u32, f32), b: &(u32, f32)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)).is_lt();
    let mut best: Vec<(u32, f32)> = Vec::with_capacity(keep + 1);
    for entry in list {
        if best.len() < keep || best.last().is_some_and(|last| before(&entry, last)) {
            let at = best.partition_point(|other| before(other, &entry));
            best.insert(at, entry);
            best.truncate(keep);
        }
    }
    best
}

/// The overlap of words between two sides.
pub(crate) struct Overlap<'a> {
    source: &'a Words,
    target: &'a Words,
    forward: Counterparts,
    backward: Counterparts,
}

impl<'a> Overlap<'a> {
    /// Prepares the pairs of words, from strings and from a lexicon if one was learned.
    pub(crate) fn new(source: &'a Words, target: &'a Words, lexicon: Option<&Lexicon>) -> Self {
        let mut pairs = string_pairs(source, target);
        if let Some(lexicon) = lexicon {
            pairs.extend_from_slice(lexicon.pairs());
        }
        Self {
            forward: counterparts(source.len(), pairs.iter().copied()),
            backward: counterparts(target.len(), pairs.iter().map(|&(s, t, p)| (t, s, p))),
            source,
            target,
        }
    }

    /// Returns how each sentence stands against the other side, and for each source sentence
    /// its best few target sentences with their likeness, best first.
    pub(crate) fn standing(&self, keep: usize) -> ([Standing; 2], Vec<Vec<(u32, f32)>>) {
        let (rows, columns) = (self.source.sentences.len(), self.target.sentences.len());
        let masses: Vec<f32> = (0..columns).map(|at| self.target.mass(at)).collect();
        let mut tops = [Vec::with_capacity(rows), vec![[0.0; 3]; columns]];
        let mut sums = [Vec::with_capacity(rows), vec![0.0; columns]];
        let mut candidates = Vec::with_capacity(rows);
        let all: Vec<usize> = (0..rows).collect();
        // Rows go in batches, so that the lists of all pairs never stand in memory at once.
        for batch in all.chunks(256) {
            let found: Vec<_> = batch
                .par_iter()
                .map_init(
                    || RowScratch::new(columns),
                    |scratch, &row| {
                        let list = self.row(row, &masses, scratch);
                        let mut top = [0.0; 3];
                        let mut sum = 0.0;
                        for &(_, value) in &list {
                            insert_top(&mut top, value);
                            sum += value;
                        }
                        let best = best_of(list.iter().copied(), keep);
                        (list, best, top, sum)
                    },
                )
                .collect();
            for (list, best, top, sum) in found {
                for (column, value) in list {
                    insert_top(&mut tops[1][column as usize], value);
                    sums[1][column as usize] += value;
                }
                tops[0].push(top);
                sums[0].push(sum);
                candidates.push(best);
            }
        }
        let standing = [
            Standing::from_top(&tops[0], &sums[0], columns),
            Standing::from_top(&tops[1], &sums[1], rows),
        ];
        (standing, candidates)
    }

    /// Returns the likeness of one source sentence to each target sentence that shares a word.
    fn row(&self, row: usize, masses: &[f32], scratch: &mut RowScratch) -> Vec<(u32, f32)> {
        let mut best_of: Vec<(u32, f32)> = Vec::new();
        for &word in &self.source.sentences[row] {
            let weight = self.source.weights[word as usize];
            for &(other, sure) in &self.forward[word as usize] {
                best_of.push((other, sure));
                let held = &self.target.postings[other as usize];
                if held.len() > COMMON {
                    continue;
                }
                for &column in held {
                    // Counterparts come best first: the first hit in a sentence counts.
                    if scratch.seen[column as usize] != scratch.turn {
                        scratch.seen[column as usize] = scratch.turn;
                        scratch.touch(column);
                        scratch.forward[column as usize] += weight * sure;
                    }
                }
            }
            scratch.turn += 1;
        }
        best_of.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
        best_of.dedup_by_key(|entry| entry.0);
        for (other, sure) in best_of {
            let weight = self.target.weights[other as usize];
            let held = &self.target.postings[other as usize];
            if held.len() <= COMMON {
                for &column in held {
                    scratch.backward[column as usize] += weight * sure;
                }
            }
        }
        let mass = self.source.mass(row);
        let mut list = Vec::with_capacity(scratch.touched.len());
        for &column in &scratch.touched {
            let at = column as usize;
            let x = scratch.forward[at] / (mass + 1e-6);
            let y = scratch.backward[at] / (masses[at] + 1e-6);
            list.push((column, join(x, y)));
            scratch.forward[at] = 0.0;
            scratch.backward[at] = 0.0;
            scratch.listed[at] = false;
        }
        scratch.touched.clear();
        list
    }

    /// Returns the likeness of every block that begins inside the band and holds at most `sum`
    /// sentences on both sides together.
    pub(crate) fn blocks(&self, band: &Band, sum: usize) -> BlockTable {
        let (rows, columns) = (self.source.sentences.len(), self.target.sentences.len());
        let longest = MAX_SIDE.min(sum - 1);
        let strip = strip_around(band, rows, columns, longest);
        let by_row: Vec<Vec<f32>> = (0..rows)
            .into_par_iter()
            .map(|row| {
                let words = &self.source.sentences[row];
                let held = (&self.forward, self.target.postings.as_slice());
                let words = (words.as_slice(), self.source.weights.as_slice());
                window_hits(words, held, strip[row].clone(), columns, longest)
            })
            .collect();
        let down = transposed(&strip, columns);
        let by_column: Vec<Vec<f32>> = (0..columns)
            .into_par_iter()
            .map(|column| {
                let words = &self.target.sentences[column];
                let held = (&self.backward, self.source.postings.as_slice());
                let words = (words.as_slice(), self.target.weights.as_slice());
                window_hits(words, held, down[column].clone(), rows, longest)
            })
            .collect();
        let masses = [running(self.source), running(self.target)];
        let hits = Hits {
            forward: |i: usize, j: usize, b: usize| {
                by_row[i][(j - strip[i].start) * longest + b - 1]
            },
            backward: |i: usize, j: usize, a: usize| {
                by_column[j][(i - down[j].start) * longest + a - 1]
            },
        };
        let shapes = slot::count(sum);
        let values = band.table(0.0, shapes, |row, cells| {
            for (column, cell) in band.row(row).zip(cells.chunks_exact_mut(shapes)) {
                let room = (longest.min(rows - row), longest.min(columns - column));
                hits.fill((row, column), room, sum, &masses, cell);
            }
        });
        BlockTable::new(values, sum)
    }
}

/// The summed weights of words of one sentence that find a counterpart in a run of the other
/// side.
struct Hits<F, B> {
    /// Of a source sentence, in target sentences from a place on.
    forward: F,
    /// Of a target sentence (the second argument), in source sentences from a place on.
    backward: B,
}

impl<F, B> Hits<F, B>
where
    F: Fn(usize, usize, usize) -> f32,
    B: Fn(usize, usize, usize) -> f32,
{
    /// Fills the likeness of all blocks that begin at one cell, hold at most `room` sentences
    /// a side, and `sum` together.
    fn fill(
        &self,
        (row, column): (usize, usize),
        room: (usize, usize),
        sum: usize,
        masses: &[Vec<f32>; 2],
        cell: &mut [f32],
    ) {
        let mut back = [0.0; MAX_SIDE];
        for b in 1..=room.1 {
            let mut x = 0.0;
            for (a, y) in (1..=room.0.min(sum - b)).zip(&mut back) {
                x += (self.forward)(row + a - 1, column, b);
                *y += (self.backward)(row, column + b - 1, a);
                let source = masses[0][row + a] - masses[0][row] + 1e-6;
                let target = masses[1][column + b] - masses[1][column] + 1e-6;
                cell[slot::of(a, b)] = join(x / source, *y / target);
            }
        }
    }
}

/// Joins the covered shares of both sides.
fn join(x: f32, y: f32) -> f32 {
    0.5 * (x * y).max(0.0).sqrt() + 0.25 * (x + y)
}

/// Returns the running sum of the weights, one more than sentences.
fn running(words: &Words) -> Vec<f32> {
    let mut sum = 0.0;
    let mut out = vec![0.0];
    for at in 0..words.sentences.len() {
        sum += words.mass(at);
        out.push(sum);
    }
    out
}

/// For one sentence, given by its words and what they weigh, and each window of 1 to `longest`
/// sentences of the other side that begins in `range`: the summed weight of its words that
/// find a counterpart in the window. `longest` numbers for each place.
fn window_hits(
    (words, weights): (&[u32], &[f32]),
    (counterparts, postings): (&Counterparts, &[Vec<u32>]),
    range: Range<usize>,
    total: usize,
    longest: usize,
) -> Vec<f32> {
    let mut out = vec![0.0; range.len() * longest];
    let end = (range.end + longest - 1).min(total);
    let mut hit = vec![0.0_f32; end.saturating_sub(range.start)];
    for &word in words {
        let (mut first, mut last) = (usize::MAX, 0);
        for &(other, sure) in &counterparts[word as usize] {
            let held = &postings[other as usize];
            let from = held.partition_point(|&at| (at as usize) < range.start);
            for &at in &held[from..] {
                let at = at as usize;
                if at >= end {
                    break;
                }
                let at = at - range.start;
                hit[at] = hit[at].max(sure);
                first = first.min(at);
                last = last.max(at);
            }
        }
        if first == usize::MAX {
            continue;
        }
        let weight = weights[word as usize];
        let begin = first.saturating_sub(longest - 1);
        let places = out.chunks_exact_mut(longest).enumerate();
        for (start, sums) in places.take(last + 1).skip(begin) {
            let mut best = 0.0_f32;
            for (size, sum) in sums.iter_mut().enumerate() {
                best = best.max(hit.get(start + size).copied().unwrap_or(0.0));
                *sum += weight * best;
            }
        }
        hit[first..=last].fill(0.0);
    }
    out
}

/// Returns the band widened so that every sentence of every block in it, of at most `longest`
/// sentences a side, has its cells: a run of columns for each row that holds a sentence.
fn strip_around(band: &Band, rows: usize, columns: usize, longest: usize) -> Vec<Range<usize>> {
    (0..rows)
        .map(|row| {
            let start = band.row(row.saturating_sub(longest - 1)).start;
            let end = (band.row(row).end + longest - 1).min(columns);
            start.min(end)..end
        })
        .collect()
}

/// Returns, for each column, the rows whose run holds it; contiguous since the band only moves
/// forward.
fn transposed(strip: &[Range<usize>], columns: usize) -> Vec<Range<usize>> {
    let mut found = vec![0..0; columns];
    for (row, run) in strip.iter().enumerate() {
        for rows in &mut found[run.clone()] {
            if rows.end == 0 {
                rows.start = row;
            }
            rows.end = row + 1;
        }
    }
    found
}

/// Arrays over the other side that are used again for each row.
struct RowScratch {
    forward: Vec<f32>,
    backward: Vec<f32>,
    seen: Vec<u32>,
    listed: Vec<bool>,
    touched: Vec<u32>,
    turn: u32,
}

impl RowScratch {
    fn new(columns: usize) -> Self {
        Self {
            forward: vec![0.0; columns],
            backward: vec![0.0; columns],
            seen: vec![0; columns],
            listed: vec![false; columns],
            touched: Vec::new(),
            turn: 1,
        }
    }

    fn touch(&mut self, column: u32) {
        if !self.listed[column as usize] {
            self.listed[column as usize] = true;
            self.touched.push(column);
        }
    }
}
