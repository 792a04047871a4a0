//! Numbers quantised to levels: whole numbers of fourteen bits, in two planes of seven bits each, as
//! input for products of bytes.
//!
//! Seven bits a plane and not eight, since some machines add two products of bytes in sixteen
//! bits: 2 · 127 · 127 fits. So all machines compute the same sums.

/// Bits of the low plane.
pub(crate) const BITS: u32 = 7;
/// The level of 0 in the high plane; in the low one it is 0.
pub(crate) const ZERO: u8 = 64;
/// The distance between the level of the largest number and that of 0.
pub(crate) const REACH: f32 = 8128.0;
/// 1.5 · 2^23, and the level of 0: a float so large has no fraction, so adding it rounds, and
/// its low bits are the level.
const WHOLE: f32 = 12_582_912.0 + 8192.0;

/// Writes the levels of numbers of which none is larger than `largest`; a step is worth
/// `largest / REACH`.
#[inline(always)]
pub(crate) fn write_levels(numbers: &[f32], largest: f32, high: &mut [u8], low: &mut [u8]) {
    const MASK: u8 = (1 << BITS) - 1;
    let inverse = if largest > 0.0 { REACH / largest } else { 0.0 };
    for ((high, low), number) in high.iter_mut().zip(low).zip(numbers) {
        let level = (number * inverse + WHOLE).to_bits();
        *high = (level >> BITS) as u8 & MASK;
        *low = level as u8 & MASK;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encoder::largest::largest;

    /// The levels of a row, minus that of 0.
    fn levels(row: &[f32]) -> Vec<i32> {
        let (mut high, mut low) = (vec![0; row.len()], vec![0; row.len()]);
        write_levels(row, largest(row), &mut high, &mut low);
        let both = high.into_iter().zip(low);
        both.map(|(high, low)| ((i32::from(high) - i32::from(ZERO)) << BITS) + i32::from(low))
            .collect()
    }

    #[test]
    fn levels_round_to_the_nearest_step() {
        assert_eq!(levels(&[1.0, -1.0, 0.0, 0.5]), [8128, -8128, 0, 4064]);
        assert_eq!(levels(&[0.0; 3]), [0; 3]);
        let row: Vec<f32> = (0..40_u16)
            .map(|at| f32::from(at * 37 % 41) - 20.0)
            .collect();
        let step = largest(&row) / REACH;
        for (level, value) in levels(&row).iter().zip(&row) {
            assert!((*level as f32 * step - value).abs() <= step / 2.0 + 1e-5);
        }
    }

    #[test]
    fn what_is_no_number_is_a_level_too() {
        assert_eq!(levels(&[f32::NAN, f32::INFINITY, 1.0]).len(), 3);
    }
}
