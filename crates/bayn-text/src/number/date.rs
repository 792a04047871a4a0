//! Dates as in reports: with or without year, in two calendars.

use super::decimal::Decimal;

/// The calendar that a date is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Calendar {
    /// The Gregorian calendar, whatever the names of its months.
    Gregorian,
    /// The lunar calendar of Islam.
    Hijri,
}

/// A date of which some parts may be unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Date {
    /// The year as written; two digits stay two.
    pub year: Option<u16>,
    /// The month, from 1.
    pub month: u8,
    /// The day, from 1.
    pub day: Option<u8>,
    /// The calendar.
    pub calendar: Calendar,
}

impl Date {
    /// Returns the date as one number, `yyyymmdd`, with 0 for unknown parts.
    #[must_use]
    pub fn code(self) -> Decimal {
        let year = i128::from(self.year.unwrap_or(0));
        let day = i128::from(self.day.unwrap_or(0));
        Decimal::new(year * 10_000 + i128::from(self.month) * 100 + day, 0)
    }

    /// Returns whether the parts that both dates have are equal; different calendars may agree.
    #[must_use]
    pub fn agrees_with(self, other: Self) -> bool {
        fn same<T: PartialEq>(left: Option<T>, right: Option<T>) -> bool {
            left.is_none() || right.is_none() || left == right
        }
        self.calendar != other.calendar
            || (same(self.year, other.year)
                && self.month == other.month
                && same(self.day, other.day))
    }
}
