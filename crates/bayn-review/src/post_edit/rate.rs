//! Translation edit rate: the edits that turn one text into the other, per word of the other.
//!
//! An edit inserts, deletes or replaces a word, or moves a run of words (Snover and others,
//! *A Study of Translation Edit Rate*, AMTA 2006). The minimum is not searched: the
//! move that saves most is made until none saves any, within the limits of tercom. Computed
//! against a post-edited text it is HTER.
//!
//! ```text
//! words          edits by beam         runs that are in the edited text too
//! a b c d   ───► alignment, errors ───► move each to where its counterpart is,
//! e d a b c      of both sides          keep the best, again until none saves
//! ```
//!
//! Words are compared in lower case. The figures are those of sacrebleu's TER for the same
//! words; `tests/it/peer_edit_rate.rs` checks that.

use std::collections::HashMap;

/// The longest run that is moved, in words.
const LONGEST: usize = 10;
/// How far a run may be from its counterpart, in words.
const FARTHEST: usize = 50;
/// How many moves are tried for one text.
const TRIED: usize = 1000;
/// How far from the diagonal edits are searched, in words.
const BEAM: usize = 25;

/// Edits, and the words of the edited text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Edits {
    /// The number of edits; a moved run is one.
    pub edits: usize,
    /// The number of words of the edited text.
    pub words: usize,
}

impl Edits {
    /// Returns edits over words; `None` if the edited text has no words.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
    pub fn rate(self) -> Option<f64> {
        (self.words > 0).then(|| self.edits as f64 / self.words as f64)
    }
}

impl std::ops::AddAssign for Edits {
    fn add_assign(&mut self, other: Self) {
        self.edits += other.edits;
        self.words += other.words;
    }
}

/// The operation on the next word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Op {
    Keep,
    Replace,
    /// A word of the first text is deleted.
    TakeOut,
    /// A word of the edited text is inserted.
    PutIn,
}

/// Returns the edits that turn `words` into `edited`.
#[must_use]
pub fn edits(words: &[&str], edited: &[&str]) -> Edits {
    let mut numbers: HashMap<String, u32> = HashMap::new();
    let mut number = |word: &&str| {
        let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
        *numbers.entry(word.to_lowercase()).or_insert(next)
    };
    let mut now: Vec<u32> = words.iter().map(&mut number).collect();
    let wanted: Vec<u32> = edited.iter().map(&mut number).collect();
    if wanted.is_empty() {
        return Edits {
            edits: now.len(),
            words: 0,
        };
    }
    let (mut moves, mut tried) = (0, 0);
    while let Some(moved) = best_move(&now, &wanted, &mut tried) {
        if tried >= TRIED {
            break;
        }
        moves += 1;
        now = moved;
    }
    Edits {
        edits: moves + distance(&now, &wanted).0,
        words: wanted.len(),
    }
}

/// What a move saves, then the longest run, the first run, the first place.
type Rank = (isize, usize, isize, isize);

/// Returns the words after the move that saves most edits; `None` if none saves any.
fn best_move(now: &[u32], wanted: &[u32], tried: &mut usize) -> Option<Vec<u32>> {
    let (before, ops) = distance(now, wanted);
    let lined = Lined::of(&ops);
    let mut best: Option<(Rank, Vec<u32>)> = None;
    for (start, at, length) in shared_runs(now, wanted) {
        let is_wrong = |errors: &[bool], from: usize| {
            let run = errors.get(from..from + length);
            run.is_some_and(|run| run.contains(&true))
        };
        if !is_wrong(&lined.errors, start) || !is_wrong(&lined.wanted_errors, at) {
            continue;
        }
        let counterpart = lined.beside(at);
        if (signed(start)..signed(start + length)).contains(&counterpart) {
            continue;
        }
        let mut last = -1;
        for offset in 0..=length {
            let behind = signed(at + offset) - 1;
            let target = match usize::try_from(behind) {
                Err(_) => 0,
                Ok(behind) if behind < wanted.len() => lined.beside(behind) + 1,
                Ok(_) => break,
            };
            if target == last {
                continue;
            }
            last = target;
            let moved = moved(now, start, length, usize::try_from(target).unwrap_or(0));
            let saved = signed(before) - signed(distance(&moved, wanted).0);
            let rank = (saved, length, -signed(start), -target);
            *tried += 1;
            if best
                .as_ref()
                .is_none_or(|(known, words)| (rank, &moved) > (*known, words))
            {
                best = Some((rank, moved));
            }
        }
        if *tried >= TRIED {
            break;
        }
    }
    best.filter(|((saved, ..), _)| *saved > 0)
        .map(|(_, words)| words)
}

/// Returns the runs that both texts have, shorter ones before the longer that begin there.
fn shared_runs<'a>(
    now: &'a [u32],
    wanted: &'a [u32],
) -> impl Iterator<Item = (usize, usize, usize)> + 'a {
    (0..now.len()).flat_map(move |start| {
        let near = (0..wanted.len()).filter(move |at| at.abs_diff(start) <= FARTHEST);
        near.flat_map(move |at| {
            let pairs = now[start..].iter().zip(&wanted[at..]).take(LONGEST);
            let length = pairs.take_while(|(one, other)| one == other).count();
            (1..=length).map(move |length| (start, at, length))
        })
    })
}

/// Returns words with a run moved to before the word `target`.
fn moved(words: &[u32], start: usize, length: usize, target: usize) -> Vec<u32> {
    let end = start + length;
    let run = &words[start..end];
    if target < start {
        [&words[..target], run, &words[target..start], &words[end..]].concat()
    } else if target > end {
        [&words[..start], &words[end..target], run, &words[target..]].concat()
    } else {
        // Within itself: the words after it come before it.
        let behind = words.len().min(length + target);
        [&words[..start], &words[end..behind], run, &words[behind..]].concat()
    }
}

/// The alignment of the words of two texts.
struct Lined {
    /// The word that each word of the edited text is aligned with, or follows; −1 before the first.
    places: Vec<isize>,
    /// Which words are no words of the edited text, at their place.
    errors: Vec<bool>,
    /// The same of the edited text.
    wanted_errors: Vec<bool>,
}

impl Lined {
    fn of(ops: &[Op]) -> Self {
        let mut lined = Self {
            places: Vec::new(),
            errors: Vec::new(),
            wanted_errors: Vec::new(),
        };
        for op in ops {
            if *op != Op::PutIn {
                lined.errors.push(*op != Op::Keep);
            }
            if *op != Op::TakeOut {
                lined.places.push(signed(lined.errors.len()) - 1);
                lined.wanted_errors.push(*op != Op::Keep);
            }
        }
        lined
    }

    fn beside(&self, at: usize) -> isize {
        self.places.get(at).copied().unwrap_or(-1)
    }
}

/// Returns the number of edits without moves, near the diagonal, and which they are.
fn distance(now: &[u32], wanted: &[u32]) -> (usize, Vec<Op>) {
    const NEVER: usize = usize::MAX / 2;
    let width = wanted.len() + 1;
    let mut table = vec![(NEVER, Op::Keep); (now.len() + 1) * width];
    for (at, cell) in table.iter_mut().take(width).enumerate() {
        *cell = (at, Op::PutIn);
    }
    // How many words of the edited text there are for one, as tercom rounds it.
    #[expect(clippy::cast_precision_loss, reason = "texts are short")]
    let ratio = match now.len() {
        0 => 1.0,
        count => wanted.len() as f64 / count as f64,
    };
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "small"
    )]
    let beam = match ratio / 2.0 > 25.0 {
        true => (ratio / 2.0 + 25.0).ceil() as usize,
        false => BEAM,
    };
    for row in 1..=now.len() {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "texts are short"
        )]
        let diagonal = (row as f64 * ratio).floor() as usize;
        let first = diagonal.saturating_sub(beam);
        let end = match row == now.len() {
            true => width,
            false => width.min(diagonal + beam),
        };
        for column in first..end {
            let above = table[(row - 1) * width + column].0 + 1;
            let cell = if column == 0 {
                (above, Op::TakeOut)
            } else {
                let diagonal = table[(row - 1) * width + column - 1].0;
                let is_same = now[row - 1] == wanted[column - 1];
                let mut best = match is_same {
                    true => (diagonal, Op::Keep),
                    false => (diagonal + 1, Op::Replace),
                };
                if above < best.0 {
                    best = (above, Op::TakeOut);
                }
                let before = table[row * width + column - 1].0 + 1;
                if before < best.0 {
                    best = (before, Op::PutIn);
                }
                best
            };
            table[row * width + column] = cell;
        }
    }
    let (mut row, mut column) = (now.len(), wanted.len());
    let mut ops = Vec::new();
    while row > 0 || column > 0 {
        let op = match (row, column) {
            (0, _) => Op::PutIn,
            (_, 0) => Op::TakeOut,
            _ => table[row * width + column].1,
        };
        row -= usize::from(op != Op::PutIn);
        column -= usize::from(op != Op::TakeOut);
        ops.push(op);
    }
    ops.reverse();
    (table[now.len() * width + wanted.len()].0, ops)
}

fn signed(count: usize) -> isize {
    isize::try_from(count).unwrap_or(isize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(one: &str, other: &str) -> (usize, usize) {
        let words = |text: &'static str| text.split_whitespace().collect::<Vec<_>>();
        let leak = |text: &str| -> &'static str { Box::leak(text.to_owned().into_boxed_str()) };
        let found = edits(&words(leak(one)), &words(leak(other)));
        (found.edits, found.words)
    }

    #[test]
    fn each_kind_of_edit_counts_one() {
        assert_eq!(of("the old boat left", "The old boat left"), (0, 4));
        assert_eq!(of("the old boat left", "the old ship left"), (1, 4));
        assert_eq!(of("the boat left", "the old boat left"), (1, 4));
        assert_eq!(of("the old boat left", "the boat left"), (1, 3));
        assert_eq!(of("", "a b"), (2, 2));
        assert_eq!(of("a b", ""), (2, 0));
        assert_eq!(of("", ""), (0, 0));
    }

    #[test]
    fn a_moved_run_is_one_edit() {
        assert_eq!(of("d e f a b c", "a b c d e f"), (1, 6));
        assert_eq!(
            of("yesterday he came home late", "he came home late yesterday"),
            (1, 5)
        );
    }
}
