//! The numbers of a side by value, so that equal ones are found without comparing all pairs.

use super::Quantity;

/// Numbers in the order of their values; one with several values is at each.
#[derive(Debug)]
pub(crate) struct Values<'a> {
    sorted: Vec<(f64, &'a Quantity)>,
}

impl<'a> Values<'a> {
    /// Sorts numbers by value.
    pub(crate) fn of(numbers: impl Iterator<Item = &'a Quantity>) -> Self {
        let mut sorted: Vec<(f64, &Quantity)> = numbers
            .flat_map(|number| number.values.iter().map(move |value| (*value, number)))
            .collect();
        sorted.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.span.cmp(&b.1.span)));
        Self { sorted }
    }

    /// Returns the numbers with a value that is about this one, slightly more than
    /// [`Quantity::has`] accepts.
    pub(crate) fn near(&self, value: f64) -> impl Iterator<Item = &'a Quantity> {
        let reach = 1e-11 * value.abs().max(1.0);
        let from = self.sorted.partition_point(|(own, _)| *own < value - reach);
        let to = self
            .sorted
            .partition_point(|(own, _)| *own <= value + reach);
        let near = self.sorted.get(from..to).unwrap_or_default();
        near.iter().map(|(_, number)| *number)
    }

    /// Returns whether one of the numbers has this value.
    pub(crate) fn has(&self, value: f64) -> bool {
        self.near(value).any(|number| number.has(value))
    }

    /// Returns whether one of the numbers may be the same as `number`.
    pub(crate) fn equal_any(&self, number: &Quantity) -> bool {
        number.values.iter().any(|value| self.has(*value))
    }

    /// Returns the numbers that may be the same as `number`, each once.
    pub(crate) fn equal(&self, number: &Quantity) -> Vec<&'a Quantity> {
        let near = number.values.iter().flat_map(|value| self.near(*value));
        let mut equal: Vec<&Quantity> = near.filter(|other| number.equals(other)).collect();
        equal.sort_by_key(|other| other.span);
        equal.dedup_by_key(|other| other.span);
        equal
    }

    /// Returns how many of the numbers may be the same as `number`.
    pub(crate) fn count(&self, number: &Quantity) -> usize {
        self.equal(number).len()
    }
}
