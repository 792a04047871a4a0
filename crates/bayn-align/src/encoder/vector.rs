//! A sentence vector in bytes with one scale, and products of such vectors.

use super::largest::largest;
use super::parts::WIDTH;
use super::products;

/// A unit vector in bytes.
#[derive(Clone, Debug)]
pub(crate) struct Vector {
    pub(crate) scale: f32,
    pub(crate) values: [i8; WIDTH],
}

impl Vector {
    #[inline(always)]
    pub(crate) fn new(unit: &[f32; WIDTH]) -> Self {
        const REACH: f32 = 127.0;
        /// A float so large has no fraction, so adding it rounds; its low bits are the number.
        const WHOLE: f32 = 12_582_912.0;
        let largest = largest(unit).max(1e-9);
        let inverse = REACH / largest;
        Self {
            scale: largest / REACH,
            values: unit.map(|value| (value * inverse + WHOLE).to_bits() as i8),
        }
    }

    /// Returns the vector as numbers.
    pub(crate) fn unit(&self) -> [f32; WIDTH] {
        self.values.map(|value| f32::from(value) * self.scale)
    }

    pub(crate) fn cosine(&self, other: &Self) -> f32 {
        let sum: i32 = self
            .values
            .iter()
            .zip(&other.values)
            .map(|(&a, &b)| i32::from(i16::from(a) * i16::from(b)))
            .sum();
        sum as f32 * self.scale * other.scale
    }
}

/// Many vectors as one matrix, to be compared with many others.
pub(crate) struct VectorMatrix {
    scales: Vec<f32>,
    values: Vec<i8>,
}

impl VectorMatrix {
    pub(crate) fn of<'a>(vectors: impl Iterator<Item = &'a Vector>) -> Self {
        let mut found = Self {
            scales: Vec::new(),
            values: Vec::new(),
        };
        for vector in vectors {
            found.scales.push(vector.scale);
            found.values.extend(&vector.values);
        }
        found
    }

    pub(crate) const fn len(&self) -> usize {
        self.scales.len()
    }

    /// Returns the cosine of each of these with each of `others`, row by row.
    pub(crate) fn cosines(&self, others: &Self) -> Vec<f32> {
        let products = products(&self.values, &others.values, WIDTH);
        let mut found = Vec::with_capacity(products.len());
        let rows = products.chunks_exact(others.len().max(1));
        for (row, scale) in rows.zip(&self.scales) {
            let row = row.iter().zip(&others.scales);
            found.extend(row.map(|(&product, other)| product as f32 * scale * other));
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_at_once_have_the_same_cosines() {
        let unit = |seed: usize| {
            let vector: [f32; WIDTH] = std::array::from_fn(|at| {
                let wave = (seed * 31 + at * 7) % 101;
                wave as f32 / 50.0 - 1.0
            });
            let length = vector.iter().map(|value| value * value).sum::<f32>().sqrt();
            Vector::new(&vector.map(|value| value / length))
        };
        let (some, others): (Vec<_>, Vec<_>) = (0..9).map(|at| (unit(at), unit(at + 40))).unzip();
        let all = VectorMatrix::of(some.iter()).cosines(&VectorMatrix::of(others.iter()));
        for (own, row) in some.iter().zip(all.chunks_exact(others.len())) {
            for (other, cosine) in others.iter().zip(row) {
                assert_eq!(own.cosine(other).to_bits(), cosine.to_bits());
            }
        }
    }
}
