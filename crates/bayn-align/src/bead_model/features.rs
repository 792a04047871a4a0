//! The features of one bead.
//!
//! Lengths are in characters and scaled so that both texts are equally long; similarity is 0..1.
//! `size` is half the number of the bead's sentences: features multiplied by it grow with the
//! text covered, so that chains of few large and of many small beads are comparable.

use crate::neighbourhood::Neighbourhood;
use crate::profile::{EndMark, Profile};
use crate::search::{Band, BlockTable, MAX_SIDE, TYPES, slot};
use bayn_doc::Sides;
use std::cmp::Ordering;
use std::ops::{Range, RangeInclusive};

/// Declares features in order: a constant with the index of each, and their names.
macro_rules! features {
    ($names:ident: $($index:ident $name:literal $meaning:literal)*) => {
        /// The names in the file of weights.
        const $names: &[&str] = &[$($name,)*];
        features!(@ 0; $($index $meaning)*);
    };
    (@ $at:expr; $index:ident $meaning:literal $($rest:tt)*) => {
        #[doc = $meaning]
        const $index: usize = $at;
        features!(@ $at + 1; $($rest)*);
    };
    (@ $at:expr;) => {};
}

features! { COMMON:
    SIZE "size" "Half the number of sentences."
    ONE_ONE "one_one" "One sentence on each side."
    ONE_TWO "one_two" "One against two."
    ONE_MANY "one_many" "One against more: how many above two."
    TWO_TWO "two_two" "Two against two."
    MANY_MANY "many_many" "At least two on each side: how many above four."
    SKEW "skew" "The surplus of one whole text, where this bead has that surplus too."
    LENGTH "length" "Size times how far the logarithm of the length ratio is from 0."
    LENGTH_SQUARE "length_square" "Size times its square."
    LENGTH_Z "length_z" "Difference of lengths by the root of their sum."
    NUMBERS "numbers" "Numbers that both sides hold, at most 3."
    NUMBERS_ODD "numbers_odd" "Numbers that one side holds, at most 4."
    BREAK_INSIDE "break_inside" "Paragraph breaks inside the bead."
    BREAK_ONE "break_one" "A paragraph begins before the bead on one side only."
    BREAK_BOTH "break_both" "A paragraph begins before the bead on both sides."
    END_DIFFERS "end_differs" "The two sides end with different marks."
    OPEN_BOTH "open_both" "Both sides end without a mark."
    OPEN_ONE "open_one" "One side ends without a mark."
    OPEN_INSIDE "open_inside" "Sentences inside the bead that end without a mark, at most 3."
    ITEMS "items" "Lists hold as many items as the other side has sentences."
    ITEMS_ODD "items_odd" "How many more or fewer they hold, at most 3."
    FURNITURE_MIXED "furniture_mixed" "Furniture stands with text or with other furniture."
    NULL "null" "A sentence without a counterpart."
    NULL_LENGTH "null_length" "The logarithm of its length, above 4."
    NULL_NUMBERS "null_numbers" "Numbers it holds, at most 2."
    NULL_FURNITURE "null_furniture" "It is page furniture."
    NULL_LACKED "null_lacked" "By how much the other text is shorter than its beads tell, where that is so."
}

// Features of similarity, once for each measure of similarity.
features! { PER_SOURCE:
    BY_SIZE "size" "Size times similarity."
    BY_MEAN "mean" "Size times the mean similarity to the whole other side."
    BY_TOP "top" "Similarity of its sentences to their three best."
    BY_LIKE "like" "Similarity."
    BY_BALANCE "balance" "Size times similarity times balance of lengths."
    BY_GAIN "gain" "Least gain by an outer sentence."
    BY_LOSS "loss" "The same where it is below 0."
    BY_LEAST "least" "Least similarity of a member to the other side."
    BY_NEAR "near" "Similarity to the neighbours."
    BY_NEAR_SIZE "near_size" "Size times similarity to the neighbours."
    BY_MORE "more" "Gain by one sentence more."
    BY_MORE_UP "more_up" "The same where it is above 0."
    BY_NULL_BEST "null_best" "For an unaligned sentence: best similarity above the mean."
    BY_NULL_TOP "null_top" "For an unaligned sentence: best above its three best."
}

/// The measures of similarity, by the names of their features.
const SOURCES: [&str; 2] = ["lexical", "cosine"];

/// The number of features.
pub const FEATURE_COUNT: usize = COMMON.len() + SOURCES.len() * PER_SOURCE.len();

/// Returns the name of a feature, such as `length` or `lexical.gain`.
#[must_use]
pub(crate) fn feature_name(at: usize) -> String {
    match at.checked_sub(COMMON.len()) {
        None => COMMON.get(at).copied().unwrap_or("").to_owned(),
        Some(at) => {
            let source = SOURCES.get(at / PER_SOURCE.len()).copied().unwrap_or("");
            format!("{source}.{}", PER_SOURCE[at % PER_SOURCE.len()])
        }
    }
}

/// The features of one bead.
pub(crate) type Features = [f32; FEATURE_COUNT];

/// One measure of similarity over a band.
pub(crate) struct Similarity {
    /// The similarity of blocks that begin at each cell.
    pub(crate) blocks: BlockTable,
    /// How similar single sentences are to the other side, source first.
    pub(crate) neighbourhood: [Neighbourhood; 2],
    /// The mean similarity of each block of 1 to 8 sentences to the other side, if that is
    /// more than the mean of its sentences.
    pub(crate) block_means: Option<[Vec<[f32; MAX_SIDE]>; 2]>,
}

impl Similarity {
    fn mean(&self, side: usize, at: usize, size: usize) -> f32 {
        match &self.block_means {
            Some(means) => means[side][at][size - 1],
            None => {
                let means = &self.neighbourhood[side].mean[at..at + size];
                means.iter().sum::<f32>() / size as f32
            }
        }
    }
}

/// All that is known of two texts when their beads are scored.
pub(crate) struct Evidence<'a> {
    /// The nodes of the search.
    pub(crate) band: &'a Band,
    /// The properties of the sentences.
    pub(crate) profiles: &'a Sides<Profile>,
    /// Similarity by words, and by sentence vectors if those are known.
    pub(crate) similarity: [Option<&'a Similarity>; 2],
    /// The factor by which the lengths of the source are multiplied to match the target.
    pub(crate) scale: f32,
    skew: f32,
    paragraphs: bool,
}

/// The place and shape of a bead, and the number of sentences of both texts.
#[derive(Clone, Copy)]
struct BeadExtent {
    i: usize,
    j: usize,
    a: usize,
    b: usize,
    rows: usize,
    columns: usize,
}

impl<'a> Evidence<'a> {
    /// Collects the evidence.
    pub(crate) fn new(
        band: &'a Band,
        profiles: &'a Sides<Profile>,
        similarity: [Option<&'a Similarity>; 2],
    ) -> Self {
        let (rows, columns) = (profiles.source.len(), profiles.target.len());
        Self {
            band,
            profiles,
            similarity,
            scale: 1.0,
            skew: ((columns as f32 + 1.0) / (rows as f32 + 1.0))
                .ln()
                .clamp(-1.0, 1.0),
            paragraphs: profiles.source.has_paragraphs() && profiles.target.has_paragraphs(),
        }
    }

    /// Returns the same with the lengths of the source multiplied.
    pub(crate) const fn scaled(self, scale: f32) -> Self {
        Self { scale, ..self }
    }

    /// Writes the features of the bead of shape `(a, b)` before which `i` source and `j`
    /// target sentences are.
    pub(crate) fn fill(&self, i: usize, j: usize, shape: usize, out: &mut Features) {
        *out = [0.0; FEATURE_COUNT];
        let (a, b) = TYPES[shape];
        let place = BeadExtent {
            i,
            j,
            a,
            b,
            rows: self.profiles.source.len(),
            columns: self.profiles.target.len(),
        };
        if a == 0 || b == 0 {
            self.fill_null(place, out);
            return;
        }
        let balance = self.fill_shape(place, out);
        self.fill_marks(place, out);
        let groups = out[COMMON.len()..].chunks_exact_mut(PER_SOURCE.len());
        for (similarity, out) in self.similarity.iter().zip(groups) {
            if let Some(similarity) = similarity {
                self.fill_similarity(similarity, place, balance, out);
            }
        }
    }

    /// Returns whether a large bead is so uneven in length that no model would choose it.
    pub(crate) fn is_too_uneven(&self, i: usize, j: usize, shape: usize) -> bool {
        const SMALL: usize = 3;
        const UNEVEN: f32 = 4.5;
        let (a, b) = TYPES[shape];
        if a + b <= SMALL {
            return false;
        }
        let (source, target) = self.lengths(i..i + a, j..j + b);
        let (source, target) = (source + 8.0, target + 8.0);
        source > UNEVEN * target || target > UNEVEN * source
    }

    /// Returns the lengths of some sentences of both sides.
    fn lengths(&self, source: Range<usize>, target: Range<usize>) -> (f32, f32) {
        let source = self.scale * self.profiles.source.length(&source);
        (source, self.profiles.target.length(&target))
    }

    fn fill_null(&self, place: BeadExtent, out: &mut Features) {
        let surplus = self.scale.ln();
        let (profile, side, at, lacked) = if place.a == 1 {
            (&self.profiles.source, 0, place.i, surplus)
        } else {
            (&self.profiles.target, 1, place.j, -surplus)
        };
        out[NULL] = 1.0;
        let length = profile.lengths[at + 1] - profile.lengths[at];
        out[NULL_LENGTH] = (1.0 + length).ln() - 4.0;
        out[NULL_NUMBERS] = profile.numbers[at].len().min(2) as f32;
        out[NULL_FURNITURE] = f32::from(profile.furniture[at]);
        out[NULL_LACKED] = lacked.clamp(0.0, 0.5);
        let groups = out[COMMON.len()..].chunks_exact_mut(PER_SOURCE.len());
        for (similarity, out) in self.similarity.iter().zip(groups) {
            if let Some(similarity) = similarity {
                let near = &similarity.neighbourhood[side];
                let best = near.best[at];
                out[BY_NULL_BEST] = best - near.mean[at];
                out[BY_NULL_TOP] = best - near.best3[at];
            }
        }
    }

    /// Fills what follows from shape and lengths; returns the balance of lengths, 1 to 2 in
    /// the logarithm of base 2.
    fn fill_shape(&self, place: BeadExtent, out: &mut Features) -> f32 {
        let BeadExtent { i, j, a, b, .. } = place;
        let size = (a + b) as f32 / 2.0;
        out[SIZE] = size;
        match (a, b) {
            (1, 1) => out[ONE_ONE] = 1.0,
            (1, 2) | (2, 1) => out[ONE_TWO] = 1.0,
            (1, _) | (_, 1) => out[ONE_MANY] = (a + b - 3) as f32,
            (2, 2) => out[TWO_TWO] = 1.0,
            _ => out[MANY_MANY] = (a + b - 4) as f32,
        }
        // The sign, not the difference: the differences of all beads have the same sum in every chain.
        out[SKEW] = match b.cmp(&a) {
            Ordering::Greater => self.skew,
            Ordering::Equal => 0.0,
            Ordering::Less => -self.skew,
        };
        let (source, target) = self.lengths(i..i + a, j..j + b);
        let ratio = ((target + 8.0) / (source + 8.0)).ln();
        out[LENGTH] = ratio.abs().min(1.5) * size;
        out[LENGTH_SQUARE] = (ratio * ratio).min(2.25) * size;
        out[LENGTH_Z] = ((target - source).abs() / (target + source + 1.0).sqrt() / 3.0).min(3.0);
        (1.0 + source.min(target) / source.max(target).max(1.0)).log2()
    }

    fn fill_marks(&self, place: BeadExtent, out: &mut Features) {
        let BeadExtent { i, j, a, b, .. } = place;
        let (source, target) = (&self.profiles.source, &self.profiles.target);
        let (shared, odd) =
            compare_numbers(Numbers::of(source, i..i + a), Numbers::of(target, j..j + b));
        out[NUMBERS] = shared.min(3) as f32;
        out[NUMBERS_ODD] = odd.min(4) as f32;
        if self.paragraphs {
            let inside = source.breaks[i + 1..i + a]
                .iter()
                .filter(|&&mark| mark)
                .count()
                + target.breaks[j + 1..j + b]
                    .iter()
                    .filter(|&&mark| mark)
                    .count();
            out[BREAK_INSIDE] = inside as f32;
            match (source.breaks[i], target.breaks[j]) {
                (true, true) => out[BREAK_BOTH] = 1.0,
                (false, false) => {}
                _ => out[BREAK_ONE] = 1.0,
            }
        }
        let ends = (source.ends[i + a - 1], target.ends[j + b - 1]);
        out[END_DIFFERS] = f32::from(ends.0.differs(ends.1));
        match (ends.0 == EndMark::Open, ends.1 == EndMark::Open) {
            (true, true) => out[OPEN_BOTH] = 1.0,
            (false, false) => {}
            _ => out[OPEN_ONE] = 1.0,
        }
        let open = |ends: &[EndMark]| ends.iter().filter(|&&end| end == EndMark::Open).count();
        let inside = open(&source.ends[i..i + a - 1]) + open(&target.ends[j..j + b - 1]);
        out[OPEN_INSIDE] = inside.min(3) as f32;
        if let Some(apart) = items_apart(source, i..i + a, target, j..j + b) {
            out[ITEMS] = f32::from(apart == 0);
            out[ITEMS_ODD] = apart.min(3) as f32;
        }
        let furniture = source.furniture[i..i + a]
            .iter()
            .filter(|&&mark| mark)
            .count()
            + target.furniture[j..j + b]
                .iter()
                .filter(|&&mark| mark)
                .count();
        let paired = (a, b, furniture) == (1, 1, 2);
        out[FURNITURE_MIXED] = f32::from(furniture > 0 && !paired);
    }

    fn fill_similarity(
        &self,
        similarity: &Similarity,
        place: BeadExtent,
        balance: f32,
        out: &mut [f32],
    ) {
        let BeadExtent {
            i,
            j,
            a,
            b,
            rows,
            columns,
        } = place;
        let Some(cell) = self.band.cell(i, j) else {
            return;
        };
        let mean = |i: usize, a: usize, j: usize, b: usize| {
            (similarity.mean(0, i, a) + similarity.mean(1, j, b)) / 2.0
        };
        // Outside the band a block has the mean similarity.
        let at = |i: usize, a: usize, j: usize, b: usize| match self.band.cell(i, j) {
            Some(cell) => similarity.blocks.at(cell, a, b),
            None => mean(i, a, j, b),
        };
        let size = (a + b) as f32 / 2.0;
        let like = similarity.blocks.at(cell, a, b);
        let [source, target] = &similarity.neighbourhood;
        let tops =
            source.best3[i..i + a].iter().sum::<f32>() + target.best3[j..j + b].iter().sum::<f32>();
        out[BY_SIZE] = size * like;
        out[BY_MEAN] = size * mean(i, a, j, b);
        out[BY_TOP] = tops / 2.0;
        out[BY_LIKE] = like;
        out[BY_BALANCE] = size * like * balance;
        if a + b > 2 {
            let mut gain = f32::INFINITY;
            let mut least = f32::INFINITY;
            if a > 1 {
                gain = gain
                    .min(like - at(i, a - 1, j, b))
                    .min(like - at(i + 1, a - 1, j, b));
                for k in i..i + a {
                    least = least.min(at(k, 1, j, b) - similarity.mean(0, k, 1));
                }
            }
            if b > 1 {
                gain = gain
                    .min(like - at(i, a, j, b - 1))
                    .min(like - at(i, a, j + 1, b - 1));
                for k in j..j + b {
                    least = least.min(at(i, a, k, 1) - similarity.mean(1, k, 1));
                }
            }
            out[BY_GAIN] = gain;
            out[BY_LOSS] = gain.min(0.0);
            out[BY_LEAST] = least;
        }
        let near = |found: [Option<f32>; 2], otherwise: f32| {
            let known = found.iter().flatten().count();
            if known == 0 {
                otherwise
            } else {
                found.iter().flatten().sum::<f32>() / known as f32
            }
        };
        let beside = near(
            [
                (j > 0).then(|| at(i, a, j - 1, 1)),
                (j + b < columns).then(|| at(i, a, j + b, 1)),
            ],
            similarity.mean(0, i, a),
        );
        let above = near(
            [
                (i > 0).then(|| at(i - 1, 1, j, b)),
                (i + a < rows).then(|| at(i + a, 1, j, b)),
            ],
            similarity.mean(1, j, b),
        );
        let neighbours = (beside + above) / 2.0;
        out[BY_NEAR] = neighbours;
        out[BY_NEAR_SIZE] = size * neighbours;
        if a + b < slot::MAX_SUM {
            let mut more = f32::NEG_INFINITY;
            if b < MAX_SIDE {
                if j > 0 {
                    more = more.max(at(i, a, j - 1, b + 1) - like);
                }
                if j + b < columns {
                    more = more.max(at(i, a, j, b + 1) - like);
                }
            }
            if a < MAX_SIDE {
                if i > 0 {
                    more = more.max(at(i - 1, a + 1, j, b) - like);
                }
                if i + a < rows {
                    more = more.max(at(i, a + 1, j, b) - like);
                }
            }
            if more.is_finite() {
                out[BY_MORE] = more;
                out[BY_MORE_UP] = more.max(0.0);
            }
        }
    }
}

/// Returns how far the items of both sides are apart in number; `None` where neither side is a list that
/// is not cut into sentences.
fn items_apart(
    source: &Profile,
    rows: Range<usize>,
    target: &Profile,
    columns: Range<usize>,
) -> Option<usize> {
    let (source, target) = (&source.items[rows], &target.items[columns]);
    if source.iter().chain(target).all(Option::is_none) {
        return None;
    }
    let count = |side: &[Option<RangeInclusive<usize>>]| {
        let ends = side.iter().map(|items| match items {
            Some(items) => (*items.start(), *items.end()),
            None => (1, 1),
        });
        ends.fold((0, 0), |sum, (least, most)| (sum.0 + least, sum.1 + most))
    };
    let (source, target) = (count(source), count(target));
    let apart = source.0.saturating_sub(target.1);
    Some(apart.max(target.0.saturating_sub(source.1)))
}

/// The numbers of some sentences of one side: in digits, and spelled out.
#[derive(Clone, Copy)]
struct Numbers<'a> {
    digits: &'a [Vec<u32>],
    spelled: &'a [Vec<u32>],
}

impl<'a> Numbers<'a> {
    fn of(profile: &'a Profile, range: Range<usize>) -> Self {
        Self {
            digits: &profile.numbers[range.clone()],
            spelled: &profile.spelled[range],
        }
    }
}

/// Returns how many numbers both sides contain and how many only one side contains, in digits; one that is
/// spelled out may be digits on the other side, or left out.
fn compare_numbers(source: Numbers<'_>, target: Numbers<'_>) -> (usize, usize) {
    let total = |side: &[Vec<u32>]| side.iter().map(Vec::len).sum::<usize>();
    let (left, right) = (total(source.digits), total(target.digits));
    let spelled = (total(source.spelled), total(target.spelled));
    if left + spelled.0 == 0 || right + spelled.1 == 0 {
        return (0, left + right);
    }
    let gather = |side: &[Vec<u32>]| side.iter().flatten().copied().collect::<Vec<u32>>();
    let (mut alone, mut open) = (gather(source.digits), gather(target.digits));
    let mut shared = take_shared(&mut alone, &mut open);
    if spelled != (0, 0) {
        let (mut left, mut right) = (gather(source.spelled), gather(target.spelled));
        shared += take_shared(&mut alone, &mut right);
        shared += take_shared(&mut left, &mut open);
        shared += take_shared(&mut left, &mut right);
    }
    (shared, alone.len() + open.len())
}

/// Removes the common elements of two lists; returns their number.
fn take_shared(left: &mut Vec<u32>, right: &mut Vec<u32>) -> usize {
    let before = left.len();
    left.retain(
        |number| match right.iter().position(|other| other == number) {
            Some(found) => {
                right.swap_remove(found);
                false
            }
            None => true,
        },
    );
    before - left.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_answer_to_sentences_whichever_side_runs_them_together() {
        let list = || Profile {
            items: vec![None, Some(3..=3), None],
            ..Profile::default()
        };
        let plain = || Profile {
            items: vec![None; 5],
            ..Profile::default()
        };
        let apart = |rows: Range<usize>, columns: Range<usize>| {
            let there = items_apart(&list(), rows.clone(), &plain(), columns.clone());
            assert_eq!(there, items_apart(&plain(), columns, &list(), rows));
            there
        };
        assert_eq!(apart(1..2, 0..3), Some(0));
        assert_eq!(apart(1..2, 0..1), Some(2));
        assert_eq!(apart(1..3, 0..4), Some(0));
        assert_eq!(apart(0..1, 0..4), None);
    }

    #[test]
    fn a_number_in_words_answers_to_digits_and_is_never_odd() {
        let some = [vec![161, 5], vec![]];
        let words = [vec![161], vec![7]];
        let none = [vec![], vec![]];
        let side = |digits, spelled| Numbers { digits, spelled };
        let compare = |source, target| compare_numbers(source, target);
        assert_eq!(compare(side(&some, &none), side(&some, &none)), (2, 0));
        assert_eq!(compare(side(&some, &none), side(&none, &words)), (1, 1));
        assert_eq!(compare(side(&none, &words), side(&some, &none)), (1, 1));
        assert_eq!(compare(side(&none, &words), side(&none, &words)), (2, 0));
        assert_eq!(compare(side(&none, &words), side(&none, &none)), (0, 0));
    }
}
