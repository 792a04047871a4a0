//! Matrices of weights, and the products with them.
//!
//! A matrix is bytes with one scale per column, and its multiplicand is quantised to whole
//! numbers with one scale per row ([`Levels`]), so products are sums of whole numbers: the same on
//! every machine, by whatever instructions `rten-gemm` finds there (eight-bit dot products where
//! there are any).
//! A row of a product depends only on the same row of the input, so batches may be split anywhere.

use std::cell::RefCell;

use rten_gemm::{GemmExecutor, GemmInputA, GemmInputB, GemmOptions, PackedBMatrix};
use rten_tensor::NdTensorView;

use super::asset::Asset;
use super::largest::largest;
use super::level::{BITS, REACH, ZERO, write_levels};
use super::wide::wide;

thread_local! {
    /// Multiplies with the instructions of this machine. It must not move to another thread.
    static KERNEL: GemmExecutor<u8, i8, i32> = GemmExecutor::new();
    /// Products before they are scaled: a reused buffer, so that no memory is allocated.
    static PRODUCTS: RefCell<Vec<i32>> = const { RefCell::new(Vec::new()) };
}

/// The bytes of a matrix, one row for each input and one column for each output.
#[derive(Debug)]
pub(super) struct Weights {
    columns: usize,
    values: Vec<i8>,
    scales: Vec<f32>,
}

impl Weights {
    /// Reads the matrix called `name`: bytes with scales, or floats, which become bytes.
    pub(super) fn read(asset: &Asset<'_>, name: &str, rows: usize, columns: usize) -> Option<Self> {
        if let Some(bytes) = asset.bytes(&format!("{name}.q")) {
            return (bytes.len() == rows * columns).then_some(Self {
                columns,
                values: bytes.iter().map(|byte| byte.cast_signed()).collect(),
                scales: asset.floats(&format!("{name}.s"), columns)?,
            });
        }
        const LARGEST: f32 = 127.0;
        let floats = asset.floats(&format!("{name}.f"), rows * columns)?;
        let mut scales = vec![0f32; columns];
        for row in floats.chunks_exact(columns) {
            for (scale, value) in scales.iter_mut().zip(row) {
                *scale = scale.max(value.abs() / LARGEST);
            }
        }
        let scaled = floats.iter().zip(scales.iter().cycle());
        let values = scaled.map(|(value, scale)| (value / scale.max(1e-12)).round() as i8);
        Some(Self {
            columns,
            values: values.collect(),
            scales,
        })
    }

    /// Places the blocks of `rows` rows side by side: `count * rows` by n becomes `rows` by
    /// `count * n`.
    pub(super) fn blocks_side_by_side(self, rows: usize) -> Self {
        let count = self.values.len() / (rows * self.columns).max(1);
        let lines: Vec<&[i8]> = self.values.chunks_exact(self.columns.max(1)).collect();
        let of_row = |row: usize| lines.iter().skip(row).step_by(rows.max(1)).copied();
        Self {
            columns: count * self.columns,
            values: (0..rows).flat_map(of_row).flatten().copied().collect(),
            scales: self.scales.repeat(count),
        }
    }

    /// Returns one row times the matrix, in the order of its rows.
    pub(super) fn times_row(&self, input: &[f32]) -> Vec<f32> {
        let mut out = vec![0f32; self.columns];
        for (row, input) in self.values.chunks_exact(self.columns.max(1)).zip(input) {
            for ((out, &value), scale) in out.iter_mut().zip(row).zip(&self.scales) {
                *out += input * f32::from(value) * scale;
            }
        }
        out
    }
}

/// A matrix packed for the kernels.
pub(super) struct Dense {
    packed: PackedBMatrix<i8>,
    scales: Vec<f32>,
    /// The product of each column with a row of zeros.
    zeros: Vec<i32>,
}

impl std::fmt::Debug for Dense {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Dense({} by {})", self.packed.rows(), self.packed.cols())
    }
}

impl From<Weights> for Dense {
    fn from(weights: Weights) -> Self {
        let rows = weights.values.len() / weights.columns.max(1);
        let view = NdTensorView::from_data([rows, weights.columns], weights.values.as_slice());
        Self {
            packed: KERNEL.with(|kernel| kernel.prepack_b(view)),
            zeros: zeros(&weights.values, weights.columns),
            scales: weights.scales,
        }
    }
}

/// Returns the product of each column with a row of zeros, whose levels are not 0.
fn zeros(values: &[i8], columns: usize) -> Vec<i32> {
    let mut sums = vec![0_i32; columns];
    for row in values.chunks_exact(columns.max(1)) {
        for (sum, value) in sums.iter_mut().zip(row) {
            *sum += i32::from(*value);
        }
    }
    sums.iter()
        .map(|sum| joined(sum * i32::from(ZERO), 0, BITS))
        .collect()
}

/// Combines the products of both planes. Overflow wraps, and is undone when those of
/// zeros are subtracted.
const fn joined(high: i32, low: i32, bits: u32) -> i32 {
    high.wrapping_shl(bits).wrapping_add(low)
}

impl Dense {
    /// Reads the matrix called `name`.
    pub(super) fn new(asset: &Asset<'_>, name: &str, rows: usize, columns: usize) -> Option<Self> {
        Weights::read(asset, name, rows, columns).map(Self::from)
    }

    /// Returns the scale of each column.
    pub(super) fn scales(&self) -> &[f32] {
        &self.scales
    }

    /// Writes `input` times the matrix to `out`.
    pub(super) fn apply(&self, input: &Levels, out: &mut Vec<f32>) {
        make_room(out, input.scales.len() * self.scales.len());
        self.scaled(input, out, |out, product| *out = product);
    }

    /// Adds `input` times the matrix to `sum`.
    pub(super) fn add_to(&self, input: &Levels, sum: &mut [f32]) {
        self.scaled(input, sum, |sum, product| *sum += product);
    }

    /// Calls `with` for each number of `input` times the matrix and its place in `out`.
    fn scaled(&self, input: &Levels, out: &mut [f32], with: impl Fn(&mut f32, f32)) {
        // Taken, not borrowed: while this thread waits for others it may do the same kind of work for them.
        let mut products = PRODUCTS.take();
        let count = input.scales.len();
        self.multiply(&input.values, (count, count), input.width, &mut products);
        wide(|| {
            let columns = self.scales.len().max(1);
            let rows = self.rows(&products, count).zip(&input.scales);
            for (row, (products, scale)) in out.chunks_exact_mut(columns).zip(rows) {
                for (out, (product, column)) in row.iter_mut().zip(products.zip(&self.scales)) {
                    with(out, product as f32 * scale * column);
                }
            }
        });
        PRODUCTS.set(products);
    }

    /// Writes to `out` the products of rows of levels with the matrix, without scales: of those
    /// of the high plane, which has `height` rows, then of `count` of the low plane behind it.
    /// Each row begins `step` levels after the one before, so rows may overlap.
    pub(super) fn multiply(
        &self,
        values: &[u8],
        (height, count): (usize, usize),
        step: usize,
        out: &mut Vec<i32>,
    ) {
        make_room(out, (height + count) * self.scales.len());
        let shape = [height + count, self.packed.rows()];
        if let Ok(rows) = NdTensorView::from_slice_with_strides(shape, values, [step, 1]) {
            multiply(rows, GemmInputB::Packed(&self.packed), out);
        }
    }

    /// Returns the rows of what [`Self::multiply`] wrote, both planes joined.
    #[inline(always)]
    pub(super) fn rows<'a>(
        &'a self,
        products: &'a [i32],
        height: usize,
    ) -> impl Iterator<Item = impl Iterator<Item = i32>> {
        let columns = self.scales.len();
        let (high, low) = products.split_at((height * columns).min(products.len()));
        let columns = columns.max(1);
        let rows = high.chunks_exact(columns).zip(low.chunks_exact(columns));
        rows.map(|(high, low)| {
            let planes = high.iter().zip(low).zip(&self.zeros);
            planes.map(|((&high, &low), &zero)| joined(high, low, BITS).wrapping_sub(zero))
        })
    }
}

/// Resizes a vector to `len` elements that will all be overwritten, without keeping its contents.
pub(super) fn make_room<T: Clone + Default>(numbers: &mut Vec<T>, len: usize) {
    if numbers.capacity() < len {
        *numbers = vec![T::default(); len];
    } else {
        numbers.resize(len, T::default());
    }
}

/// Returns the products of each of `rows` with each of `others`, row by row; all of
/// them have `width` numbers.
pub(crate) fn products(rows: &[i8], others: &[i8], width: usize) -> Vec<i32> {
    let (count, columns) = (rows.len() / width.max(1), others.len() / width.max(1));
    let turned = NdTensorView::from_slice_with_strides([width, columns], others, [1, width]);
    let Ok(turned) = turned else {
        return Vec::new();
    };
    // Their lowest bit is the low plane.
    let level = |value: &i8| value.cast_unsigned().wrapping_add(2 * ZERO);
    let high = rows.iter().map(|value| level(value) >> 1);
    let levels: Vec<u8> = high
        .chain(rows.iter().map(|value| level(value) & 1))
        .collect();
    let mut out = vec![0; 2 * count * columns];
    let rows = NdTensorView::from_data([2 * count, width], levels.as_slice());
    multiply(rows, GemmInputB::Unpacked(turned), &mut out);
    let (high, low) = out.split_at_mut(count * columns);
    let zero = |other: &[i8]| {
        let sum: i32 = other.iter().map(|value| i32::from(*value)).sum();
        2 * i32::from(ZERO) * sum
    };
    let zeros: Vec<i32> = others.chunks_exact(width.max(1)).map(zero).collect();
    let low = low.chunks_exact(columns.max(1));
    for (high, low) in high.chunks_exact_mut(columns.max(1)).zip(low) {
        for ((high, low), zero) in high.iter_mut().zip(low).zip(&zeros) {
            *high = joined(*high, *low, 1) - zero;
        }
    }
    out.truncate(count * columns);
    out
}

/// Writes the products of rows of levels with a matrix.
///
/// The contribution of zeros is not left to the kernels: the one for AVX-512 (rten-gemm 0.27) uses the
/// zero of a tile's first rows for all.
fn multiply(rows: NdTensorView<'_, u8, 2>, others: GemmInputB<'_, i8>, out: &mut [i32]) {
    let rows = GemmInputA::Unpacked(rows);
    let done = KERNEL.with(|kernel| kernel.gemm(out, rows, others, GemmOptions::default()));
    debug_assert!(done.is_ok(), "{done:?}");
}

/// Rows of numbers as levels.
#[derive(Debug, Default)]
pub(super) struct Levels {
    width: usize,
    /// The high plane, then the low one.
    values: Vec<u8>,
    /// The step size of each row.
    scales: Vec<f32>,
}

impl Levels {
    /// Returns the levels of rows of `width` numbers, one after the other.
    pub(super) fn of(numbers: &[f32], width: usize) -> Self {
        let mut levels = Self::default();
        levels.fill(numbers.chunks_exact(width.max(1)), width);
        levels
    }

    /// Overwrites this with the levels of some rows of `width` numbers.
    pub(super) fn fill<'a>(
        &mut self,
        rows: impl ExactSizeIterator<Item = &'a [f32]>,
        width: usize,
    ) {
        let count = rows.len();
        self.width = width;
        self.scales.clear();
        make_room(&mut self.values, 2 * count * width);
        let (high, low) = self.values.split_at_mut(count * width);
        let width = width.max(1);
        let targets = high
            .chunks_exact_mut(width)
            .zip(low.chunks_exact_mut(width));
        wide(|| {
            for (row, (high, low)) in rows.zip(targets) {
                let largest = largest(row);
                write_levels(row, largest, high, low);
                self.scales.push(largest / REACH);
            }
        });
    }
}

/// Normalises each row to mean 0 and variance 1, then scales and shifts it by column.
#[inline(always)]
pub(super) fn layer_norm(row: &mut [f32], gain: &[f32], bias: &[f32]) {
    let (mean, inverse) = moments(&[row]);
    for ((value, gain), bias) in row.iter_mut().zip(gain).zip(bias) {
        *value = (*value - mean) * inverse * gain + bias;
    }
}

/// Returns the mean and the inverse deviation of a row given in parts.
#[inline(always)]
pub(super) fn moments(parts: &[&[f32]]) -> (f32, f32) {
    /// The epsilon that the trained model adds to a variance.
    const EPSILON: f32 = 1e-12;
    let count = parts.iter().map(|part| part.len()).sum::<usize>() as f32;
    let mean = parts.iter().map(|part| sum(part, |v| v)).sum::<f32>() / count;
    let spread = |value: f32| (value - mean) * (value - mean);
    let variance = parts.iter().map(|part| sum(part, spread)).sum::<f32>() / count;
    (mean, 1.0 / (variance + EPSILON).sqrt())
}

/// Sums `of` each value in sixteen lanes: fast, and the same on every machine.
#[inline(always)]
pub(super) fn sum(values: &[f32], of: impl Fn(f32) -> f32) -> f32 {
    let mut lanes = [0f32; 16];
    let (whole, rest) = values.as_chunks::<16>();
    for chunk in whole {
        for (lane, &value) in lanes.iter_mut().zip(chunk) {
            *lane += of(value);
        }
    }
    lanes.iter().sum::<f32>() + rest.iter().map(|&value| of(value)).sum::<f32>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_are_those_of_the_numbers() {
        // More rows and columns than a kernel takes at once.
        let (rows, inputs, columns) = (37, 300, 41);
        let wave = |at: usize, step: usize| (at * step % 201) as f32 / 100.0 - 1.0;
        let weights = Weights {
            columns,
            values: (0..inputs * columns)
                .map(|at| (wave(at, 67) * 127.0) as i8)
                .collect(),
            scales: (0..columns).map(|at| 0.01 * (at + 1) as f32).collect(),
        };
        let input: Vec<f32> = (0..rows * inputs).map(|at| wave(at, 43)).collect();
        let expected: Vec<Vec<f32>> = input
            .chunks(inputs)
            .map(|row| weights.times_row(row))
            .collect();
        let mut found = Vec::new();
        let levels = Levels::of(&input, inputs);
        Dense::from(weights).apply(&levels, &mut found);
        for (row, expected) in found.chunks(columns).zip(&expected) {
            let largest = expected
                .iter()
                .fold(0_f32, |high, value| high.max(value.abs()));
            for (found, expected) in row.iter().zip(expected) {
                assert!(
                    (found - expected).abs() < 2e-3 * largest,
                    "{found} {expected}"
                );
            }
        }
    }

    #[test]
    fn blocks_lie_side_by_side() {
        let weights = Weights {
            columns: 2,
            values: vec![1, 2, 3, 4, 5, 6, 7, 8],
            scales: vec![0.5, 1.0],
        };
        let wide = weights.blocks_side_by_side(2);
        assert_eq!(wide.columns, 4);
        assert_eq!(wide.values, [1, 2, 5, 6, 3, 4, 7, 8]);
        assert_eq!(wide.scales, [0.5, 1.0, 0.5, 1.0]);
    }
}
