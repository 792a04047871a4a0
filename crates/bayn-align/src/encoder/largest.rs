//! The largest absolute value of a row, by which the row is quantised.

/// Returns the largest absolute value of a row, in sixteen lanes.
#[inline(always)]
pub(super) fn largest(row: &[f32]) -> f32 {
    let mut lanes = [0f32; 16];
    let (whole, rest) = row.as_chunks::<16>();
    for chunk in whole {
        for (lane, value) in lanes.iter_mut().zip(chunk) {
            // A comparison, since `max` also checks for NaN.
            *lane = if value.abs() > *lane {
                value.abs()
            } else {
                *lane
            };
        }
    }
    let lanes = lanes.iter().chain(rest);
    lanes.fold(0.0, |high, value| high.max(value.abs()))
}
