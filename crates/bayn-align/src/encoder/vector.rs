//! A sentence vector in bytes with one scale, and products of such vectors.

use super::parts::WIDTH;
use super::products;

/// A unit vector in bytes.
#[derive(Clone, Debug)]
pub(crate) struct Vector {
    pub(crate) scale: f32,
    pub(crate) values: [i8; WIDTH],
}

impl Vector {
    pub(crate) fn new(unit: &[f32; WIDTH]) -> Self {
        let largest = unit
            .iter()
            .fold(1e-9_f32, |high, value| high.max(value.abs()));
        let mut values = [0; WIDTH];
        for (byte, value) in values.iter_mut().zip(unit) {
            *byte = (value / largest * 127.0).round() as i8;
        }
        Self {
            scale: largest / 127.0,
            values,
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

    pub(crate) fn widen(&self) -> Wide {
        Wide {
            scale: self.scale,
            values: self.values.map(i16::from),
        }
    }
}

/// The same vector in words of two bytes, which compare in half the time.
pub(crate) struct Wide {
    scale: f32,
    values: [i16; WIDTH],
}

impl Wide {
    /// Tells the cosine to each of `others`, with its place.
    pub(crate) fn cosines(&self, others: &[Self], mut tell: impl FnMut(usize, f32)) {
        // Four at once, so that a number of this vector is fetched once for all four.
        let (fours, rest) = others.as_chunks::<4>();
        let mut at = 0;
        let mut tell = |sum: i32, other: &Self| {
            tell(at, sum as f32 * self.scale * other.scale);
            at += 1;
        };
        for four in fours {
            for (sum, other) in self.products(four).into_iter().zip(four) {
                tell(sum, other);
            }
        }
        for other in rest {
            let [sum] = self.products(std::array::from_ref(other));
            tell(sum, other);
        }
    }

    fn products<const N: usize>(&self, others: &[Self; N]) -> [i32; N] {
        let mut sums = [0; N];
        for (at, &own) in self.values.iter().enumerate() {
            for (sum, other) in sums.iter_mut().zip(others) {
                *sum += i32::from(own) * i32::from(other.values[at]);
            }
        }
        sums
    }
}

/// Many vectors as one matrix, to be compared with many others.
///
/// Products of bytes add up to less than 2^24 (127² · 512), so they are exact in 32-bit floats
/// in whatever order they are added.
pub(crate) struct VectorMatrix {
    scales: Vec<f32>,
    values: Vec<[f32; WIDTH]>,
}

impl VectorMatrix {
    pub(crate) fn of<'a>(vectors: impl Iterator<Item = &'a Vector>) -> Self {
        let (scales, values) = vectors
            .map(|vector| (vector.scale, vector.values.map(f32::from)))
            .unzip();
        Self { scales, values }
    }

    pub(crate) const fn len(&self) -> usize {
        self.scales.len()
    }

    /// Returns the cosine of each of these to each of `others`, those of one of these together.
    pub(crate) fn cosines(&self, others: &Self) -> Vec<f32> {
        let mut found = products(&self.values, &others.values);
        let rows = found.chunks_exact_mut(others.len().max(1));
        for (row, scale) in rows.zip(&self.scales) {
            for (value, other) in row.iter_mut().zip(&others.scales) {
                *value = *value * scale * other;
            }
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
        let wide: Vec<Wide> = others.iter().map(Vector::widen).collect();
        for (own, row) in some.iter().zip(all.chunks_exact(others.len())) {
            own.widen().cosines(&wide, |at, cosine| {
                assert_eq!(
                    row.get(at).map(|value| value.to_bits()),
                    Some(cosine.to_bits())
                );
            });
            for (other, cosine) in others.iter().zip(row) {
                assert_eq!(own.cosine(other).to_bits(), cosine.to_bits());
            }
        }
    }
}
