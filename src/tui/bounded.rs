//! A store with a bound: what came first goes first, one for each that comes.
//!
//! Forgetting all at once would be simpler, and one frame in some hundred would then wait until
//! all that is shown is made again and all that was kept is given back.

use std::collections::{HashMap, VecDeque};
use std::hash::Hash;

/// Values by their keys, at most so many.
#[derive(Debug)]
pub(crate) struct Bounded<K, V> {
    most: usize,
    values: HashMap<K, V>,
    order: VecDeque<K>,
}

impl<K: Clone + Eq + Hash, V> Bounded<K, V> {
    /// Returns an empty store of at most `most` values.
    pub(crate) fn new(most: usize) -> Self {
        Self {
            most,
            values: HashMap::new(),
            order: VecDeque::new(),
        }
    }

    /// Returns the value of a key, if it is kept.
    pub(crate) fn get(&self, key: &K) -> Option<&V> {
        self.values.get(key)
    }

    /// Keeps the value of a key that has none.
    pub(crate) fn put(&mut self, key: K, value: V) {
        if self.values.len() >= self.most
            && let Some(first) = self.order.pop_front()
        {
            self.values.remove(&first);
        }
        if self.values.insert(key.clone(), value).is_none() {
            self.order.push_back(key);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Bounded;

    #[test]
    fn what_came_first_goes_first() {
        let mut store = Bounded::new(2);
        store.put('a', 1);
        store.put('b', 2);
        assert_eq!((store.get(&'a'), store.get(&'b')), (Some(&1), Some(&2)));
        store.put('c', 3);
        assert_eq!((store.get(&'a'), store.get(&'b')), (None, Some(&2)));
        store.put('a', 4);
        let kept = ['a', 'b', 'c'].map(|key| store.get(&key).copied());
        assert_eq!(kept, [Some(4), None, Some(3)]);
    }
}
