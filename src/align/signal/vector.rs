//! A sentence vector in bytes with one scale, and products of such vectors.

use crate::align::encoder::WIDTH;

/// A unit vector in bytes.
#[derive(Clone)]
pub(super) struct Vector {
    pub(super) scale: f32,
    pub(super) values: [i8; WIDTH],
}

impl Vector {
    pub(super) fn new(unit: &[f32; WIDTH]) -> Self {
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

    pub(super) fn cosine(&self, other: &Self) -> f32 {
        let sum: i32 = self
            .values
            .iter()
            .zip(&other.values)
            .map(|(&a, &b)| i32::from(i16::from(a) * i16::from(b)))
            .sum();
        sum as f32 * self.scale * other.scale
    }

    pub(super) fn widen(&self) -> Wide {
        Wide {
            scale: self.scale,
            values: self.values.map(i16::from),
        }
    }
}

/// The same vector in words of two bytes, which compare in half the time.
pub(super) struct Wide {
    scale: f32,
    values: [i16; WIDTH],
}

impl Wide {
    /// Tells the cosine to each of `others`, with its place.
    pub(super) fn cosines(&self, others: &[Self], mut tell: impl FnMut(usize, f32)) {
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
