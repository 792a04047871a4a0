//! Matrices of weights, and the products with them.
//!
//! In the file a matrix is either bytes with one scale a column or 32-bit floats; in memory
//! it is 32-bit floats, and products run in `matrixmultiply`'s kernels (AVX-512, FMA or
//! NEON as the machine has it). A row of a product depends on its own row of the input only,
//! bit for bit, so batches may be cut anywhere.

use ndarray::{Array2, ArrayView2, ArrayViewMut2};

use super::asset::Asset;
use super::parts::WIDTH;

/// A matrix, one row for each input and one column for each output.
#[derive(Debug)]
pub(super) struct Dense(Array2<f32>);

impl Dense {
    /// Reads the matrix called `name`, as bytes with scales or as floats.
    pub(super) fn new(asset: &Asset<'_>, name: &str, rows: usize, columns: usize) -> Option<Self> {
        let values = match asset.bytes(&format!("{name}.q")) {
            Some(bytes) => {
                let scales = asset.floats(&format!("{name}.s"), columns)?;
                if bytes.len() != rows * columns || columns == 0 {
                    return None;
                }
                let mut values = Vec::with_capacity(bytes.len());
                for row in bytes.chunks_exact(columns) {
                    values.extend(
                        row.iter()
                            .zip(&scales)
                            .map(|(&byte, scale)| f32::from(byte.cast_signed()) * scale),
                    );
                }
                values
            }
            None => asset.floats(&format!("{name}.f"), rows * columns)?,
        };
        Array2::from_shape_vec((rows, columns), values)
            .ok()
            .map(Self)
    }

    /// Lays the blocks of `rows` rows side by side: `count * rows` by n becomes `rows` by
    /// `count * n`.
    pub(super) fn blocks_side_by_side(self, rows: usize) -> Option<Self> {
        let blocks: Vec<_> = self.0.axis_chunks_iter(ndarray::Axis(0), rows).collect();
        ndarray::concatenate(ndarray::Axis(1), &blocks)
            .ok()
            .map(|wide| Self(wide.as_standard_layout().into_owned()))
    }

    /// Returns `input` times the matrix. `input` must have as many columns as this has rows.
    pub(super) fn apply(&self, input: ArrayView2<'_, f32>) -> Array2<f32> {
        input.dot(&self.0)
    }

    /// Writes `input` times the matrix to `out`.
    pub(super) fn write_to(&self, input: ArrayView2<'_, f32>, out: &mut ArrayViewMut2<'_, f32>) {
        ndarray::linalg::general_mat_mul(1.0, &input, &self.0, 0.0, out);
    }

    /// Adds `input` times the matrix to `sum`.
    pub(super) fn add_to(&self, input: ArrayView2<'_, f32>, sum: &mut Array2<f32>) {
        ndarray::linalg::general_mat_mul(1.0, &input, &self.0, 1.0, sum);
    }
}

/// Returns the products of each of `rows` with each of `others`, those of a row together.
pub(crate) fn products(rows: &[[f32; WIDTH]], others: &[[f32; WIDTH]]) -> Vec<f32> {
    let mut out = Array2::zeros((rows.len(), others.len()));
    let (rows, others) = (ArrayView2::from(rows), ArrayView2::from(others));
    ndarray::linalg::general_mat_mul(1.0, &rows, &others.t(), 0.0, &mut out);
    out.into_raw_vec_and_offset().0
}

/// Brings each row to mean 0 and variance 1, then scales and shifts it by column.
pub(super) fn layer_norm(row: &mut [f32], gain: &[f32], bias: &[f32]) {
    let (mean, inverse) = moments(&[row]);
    for ((value, gain), bias) in row.iter_mut().zip(gain).zip(bias) {
        *value = (*value - mean) * inverse * gain + bias;
    }
}

/// Returns the mean and the inverse deviation of a row that is given in parts.
pub(super) fn moments(parts: &[&[f32]]) -> (f32, f32) {
    /// What the trained model adds to a variance.
    const EPSILON: f32 = 1e-12;
    let count = parts.iter().map(|part| part.len()).sum::<usize>() as f32;
    let mean = parts.iter().map(|part| sum(part, |v| v)).sum::<f32>() / count;
    let spread = |value: f32| (value - mean) * (value - mean);
    let variance = parts.iter().map(|part| sum(part, spread)).sum::<f32>() / count;
    (mean, 1.0 / (variance + EPSILON).sqrt())
}

/// Adds `of` each value in sixteen lanes: fast, and the same on every machine.
fn sum(values: &[f32], of: impl Fn(f32) -> f32) -> f32 {
    let mut lanes = [0f32; 16];
    let (whole, rest) = values.as_chunks::<16>();
    for chunk in whole {
        for (lane, &value) in lanes.iter_mut().zip(chunk) {
            *lane += of(value);
        }
    }
    lanes.iter().sum::<f32>() + rest.iter().map(|&value| of(value)).sum::<f32>()
}
