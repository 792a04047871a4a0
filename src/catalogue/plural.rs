//! The plural of Arabic, which has six forms.
//!
//! Rules of CLDR, "Language Plural Rules", `ar`:
//! <https://www.unicode.org/cldr/charts/latest/supplemental/language_plural_rules.html>;
//! the order is that of `msgstr[0]` to `msgstr[5]` in a PO file.

/// A form of the plural.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Plural {
    /// None.
    Zero = 0,
    /// One thing.
    One = 1,
    /// Two things: the dual.
    Two = 2,
    /// 3 to 10, and again after each hundred.
    Few = 3,
    /// 11 to 99, and again after each hundred.
    Many = 4,
    /// The hundreds, and 1 and 2 after a hundred.
    Other = 5,
}

/// Returns the form that Arabic uses for a number of things.
#[must_use]
pub(super) const fn arabic(number: u64) -> Plural {
    match (number, number % 100) {
        (0, _) => Plural::Zero,
        (1, _) => Plural::One,
        (2, _) => Plural::Two,
        (_, 3..=10) => Plural::Few,
        (_, 11..) => Plural::Many,
        _ => Plural::Other,
    }
}
