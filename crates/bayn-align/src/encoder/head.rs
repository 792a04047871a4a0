//! From the sum of a block's rows to its unit vector: a small network with skip connections.
//!
//! `v = sum / sqrt(tokens)`, `y0 = relu(v d0)`, `y1 = relu(v p1 + y0 d1)`,
//! `y2 = relu(y1 d2)`, `z = tanh(y1 p3 + y2 d3)`, and `z` normalised to length 1.

use rayon::prelude::*;

use super::asset::Asset;
use super::dense::{Dense, Levels, sum};
use super::parts::{Block, WIDTH};
use super::wide::wide;

/// Width of the narrow layers.
const NARROW: usize = 320;
/// Blocks in one batch: enough to keep the kernels busy, few enough to stay in the cache.
const BATCH: usize = 256;

/// The head's weights.
#[derive(Debug)]
pub(super) struct Head {
    d0: Dense,
    d1: Dense,
    d2: Dense,
    d3: Dense,
    p1: Dense,
    p3: Dense,
}

impl Head {
    /// Reads the head's sections.
    pub(super) fn new(asset: &Asset<'_>) -> Option<Self> {
        Some(Self {
            d0: Dense::new(asset, "d0", WIDTH, NARROW)?,
            d1: Dense::new(asset, "d1", NARROW, NARROW)?,
            d2: Dense::new(asset, "d2", NARROW, WIDTH)?,
            d3: Dense::new(asset, "d3", WIDTH, WIDTH)?,
            p1: Dense::new(asset, "p1", WIDTH, NARROW)?,
            p3: Dense::new(asset, "p3", NARROW, WIDTH)?,
        })
    }

    /// Returns the result of `of` for the unit vectors of blocks, in order.
    pub(super) fn run<T: Send>(
        &self,
        blocks: &[Block],
        of: impl Fn([f32; WIDTH]) -> T + Sync,
    ) -> Vec<T> {
        let batches = blocks.par_chunks(BATCH);
        batches
            .flat_map_iter(|batch| self.batch(batch, &of))
            .collect()
    }

    fn batch<T>(&self, blocks: &[Block], of: impl Fn([f32; WIDTH]) -> T) -> Vec<T> {
        let mut v = vec![0.0; blocks.len() * WIDTH];
        wide(|| {
            for (row, block) in v.chunks_exact_mut(WIDTH).zip(blocks) {
                let scale = 1.0 / (block.tokens.max(1) as f32).sqrt();
                for (value, sum) in row.iter_mut().zip(&block.sum) {
                    *value = sum * scale;
                }
            }
        });
        let (mut y0, mut y1) = (Vec::new(), Vec::new());
        let v = Levels::of(&v, WIDTH);
        self.d0.apply(&v, &mut y0);
        relu(&mut y0);
        self.p1.apply(&v, &mut y1);
        self.d1.add_to(&Levels::of(&y0, NARROW), &mut y1);
        relu(&mut y1);
        let y1 = Levels::of(&y1, NARROW);
        let (mut y2, mut z) = (Vec::new(), Vec::new());
        self.d2.apply(&y1, &mut y2);
        relu(&mut y2);
        self.p3.apply(&y1, &mut z);
        self.d3.add_to(&Levels::of(&y2, WIDTH), &mut z);
        let rows = z.chunks_exact(WIDTH);
        rows.map(|row| wide(|| of(unit(row)))).collect()
    }
}

/// Applies `ReLU`.
fn relu(numbers: &mut [f32]) {
    wide(|| {
        for value in numbers {
            *value = value.max(0.0);
        }
    });
}

/// Returns the hyperbolic tangent, off by less than 1e-6: a quotient of polynomials, so that many
/// numbers are computed at once.
#[inline(always)]
fn tanh(x: f32) -> f32 {
    /// Beyond this it is exactly 1 as a float.
    const FAR: f32 = 7.998_811_7;
    /// The coefficients, the highest power of the square first.
    const OVER: [f32; 7] = [
        -2.760_768_4e-16,
        2.000_188e-13,
        -8.604_672e-11,
        5.122_297_1e-8,
        1.485_722_4e-5,
        6.372_619_3e-4,
        4.893_524_6e-3,
    ];
    const UNDER: [f32; 4] = [1.198_258_4e-6, 1.185_347_1e-4, 2.268_434_6e-3, 4.893_525e-3];
    let x = x.clamp(-FAR, FAR);
    let square = x * x;
    let sum = |terms: &[f32]| terms.iter().fold(0.0, |sum, term| sum * square + term);
    x * sum(&OVER) / sum(&UNDER)
}

/// Returns the hyperbolic tangents of `row` normalised to length 1.
#[inline(always)]
fn unit(row: &[f32]) -> [f32; WIDTH] {
    let mut out = [0f32; WIDTH];
    for (out, value) in out.iter_mut().zip(row) {
        *out = tanh(*value);
    }
    let length = sum(&out, |value| value * value).sqrt();
    for value in &mut out {
        *value /= length.max(1e-6);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::tanh;

    #[test]
    fn the_tangent_is_the_library_s() {
        for step in -2_000..=2_000_i16 {
            let x = f32::from(step) / 100.0;
            assert!(
                (tanh(x) - x.tanh()).abs() < 1e-6,
                "{x}: {} {}",
                tanh(x),
                x.tanh()
            );
        }
    }
}
