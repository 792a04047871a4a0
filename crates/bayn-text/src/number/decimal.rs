//! An exact decimal number, so that values compare without rounding.

use std::fmt;

/// `mantissa` times ten to the power of `-scale`, in lowest terms: equal numbers are equal
/// values, `3.50` and `3.5` alike.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Decimal {
    mantissa: i128,
    scale: u8,
}

impl Decimal {
    /// Returns the number `mantissa / 10^scale`.
    #[must_use]
    pub const fn new(mut mantissa: i128, mut scale: u8) -> Self {
        if mantissa == 0 {
            scale = 0;
        }
        while scale > 0 && mantissa % 10 == 0 {
            mantissa /= 10;
            scale -= 1;
        }
        Self { mantissa, scale }
    }

    /// Returns the nearest floating-point number.
    #[must_use]
    #[expect(
        clippy::cast_precision_loss,
        reason = "the nearest number is what is asked for"
    )]
    pub fn to_f64(self) -> f64 {
        self.mantissa as f64 / 10_f64.powi(i32::from(self.scale))
    }

    /// Returns the product with a whole number, or `None` if it does not fit.
    #[must_use]
    pub fn times(self, factor: i128) -> Option<Self> {
        let mantissa = self.mantissa.checked_mul(factor)?;
        Some(Self::new(mantissa, self.scale))
    }

    /// Returns the negated number.
    #[must_use]
    pub(crate) const fn negated(self) -> Self {
        Self {
            mantissa: self.mantissa.saturating_neg(),
            scale: self.scale,
        }
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.scale == 0 {
            return write!(f, "{}", self.mantissa);
        }
        let sign = if self.mantissa < 0 { "-" } else { "" };
        let places = usize::from(self.scale);
        let digits = format!(
            "{:0width$}",
            self.mantissa.unsigned_abs(),
            width = places + 1
        );
        let (whole, part) = digits.split_at(digits.len() - places);
        write!(f, "{sign}{whole}.{part}")
    }
}

#[cfg(test)]
mod tests {
    use super::Decimal;

    #[test]
    fn equal_numbers_are_equal_values() {
        assert_eq!(Decimal::new(350, 2), Decimal::new(35, 1));
        assert_eq!(Decimal::new(0, 3), Decimal::new(0, 0));
        assert_ne!(Decimal::new(35, 1), Decimal::new(35, 0));
    }

    #[test]
    fn a_decimal_prints_as_it_is_written() {
        assert_eq!(Decimal::new(-5, 2).to_string(), "-0.05");
        assert_eq!(Decimal::new(36_000, 0).to_string(), "36000");
        assert_eq!(Decimal::new(1234, 1).to_string(), "123.4");
    }
}
