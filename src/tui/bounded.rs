//! A store with a bound: evicts the oldest entry.
//!
//! Evicting everything at once would be simpler, but one frame in some hundred would then wait until
//! everything visible is computed again and all memory is freed.

use std::collections::{HashMap, VecDeque};
use std::hash::Hash;

/// Values by their keys, up to a total weight, and always the last one.
#[derive(Debug)]
pub(crate) struct Bounded<K, V> {
    most: usize,
    weight: usize,
    values: HashMap<K, (V, usize)>,
    order: VecDeque<K>,
}

impl<K: Clone + Eq + Hash, V> Bounded<K, V> {
    /// Returns an empty store of values that weigh `most` together at most.
    pub(crate) fn new(most: usize) -> Self {
        Self {
            most,
            weight: 0,
            values: HashMap::new(),
            order: VecDeque::new(),
        }
    }

    /// Returns the value of a key, if it is kept.
    pub(crate) fn get(&self, key: &K) -> Option<&V> {
        self.values.get(key).map(|(value, _)| value)
    }

    /// Stores the value of a new key, with its weight.
    pub(crate) fn insert(&mut self, key: K, value: V, weight: usize) {
        while self.weight + weight > self.most
            && let Some(first) = self.order.pop_front()
        {
            let gone = self.values.remove(&first);
            self.weight -= gone.map_or(0, |(_, weight)| weight);
        }
        self.weight += weight;
        match self.values.insert(key.clone(), (value, weight)) {
            Some((_, before)) => self.weight -= before,
            None => self.order.push_back(key),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Bounded;

    #[test]
    fn what_came_first_goes_first() {
        let mut store = Bounded::new(2);
        store.insert('a', 1, 1);
        store.insert('b', 2, 1);
        assert_eq!((store.get(&'a'), store.get(&'b')), (Some(&1), Some(&2)));
        store.insert('c', 3, 1);
        assert_eq!((store.get(&'a'), store.get(&'b')), (None, Some(&2)));
        store.insert('a', 4, 1);
        let kept = ['a', 'b', 'c'].map(|key| store.get(&key).copied());
        assert_eq!(kept, [Some(4), None, Some(3)]);
    }

    #[test]
    fn what_weighs_more_drives_out_more_and_the_last_always_stays() {
        let mut store = Bounded::new(4);
        store.insert('a', 1, 1);
        store.insert('b', 2, 3);
        store.insert('c', 3, 2);
        let kept = ['a', 'b', 'c'].map(|key| store.get(&key).copied());
        assert_eq!(kept, [None, None, Some(3)]);
        store.insert('d', 4, 9);
        assert_eq!((store.get(&'c'), store.get(&'d')), (None, Some(&4)));
    }
}
