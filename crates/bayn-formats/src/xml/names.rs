//! Names and namespaces that a file repeats, each kept once.

use std::collections::HashSet;
use std::sync::Arc;

/// How many names are found without a hash: a file has a few dozen that it uses all the time.
const NEAR: usize = 128;

/// The names that were met.
#[derive(Debug, Default)]
pub(super) struct Names {
    all: HashSet<Arc<str>>,
    /// The last name of each slot.
    near: Vec<Option<Arc<str>>>,
    /// No name: most names have no prefix, and most attributes no namespace.
    none: Arc<str>,
}

impl Names {
    /// Returns the one copy of a name.
    pub(super) fn shared(&mut self, name: &str) -> Arc<str> {
        if name.is_empty() {
            return Arc::clone(&self.none);
        }
        if self.near.is_empty() {
            self.near.resize(NEAR, None);
        }
        let slot = slot_of(name);
        if let Some(Some(known)) = self.near.get(slot)
            && &**known == name
        {
            return Arc::clone(known);
        }
        let known = match self.all.get(name) {
            Some(known) => Arc::clone(known),
            None => {
                let new: Arc<str> = name.into();
                self.all.insert(Arc::clone(&new));
                new
            }
        };
        if let Some(near) = self.near.get_mut(slot) {
            *near = Some(Arc::clone(&known));
        }
        known
    }
}

/// Returns the slot of a name: its length and its outer and middle bytes.
fn slot_of(name: &str) -> usize {
    let bytes = name.as_bytes();
    let outer = |byte: Option<&u8>| byte.copied().map_or(0, usize::from);
    let middle = outer(bytes.get(bytes.len() / 2));
    (bytes.len() + 5 * outer(bytes.first()) + 11 * middle + 23 * outer(bytes.last())) % NEAR
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_kept_once_however_many_share_its_slot() {
        let mut names = Names::default();
        let all: Vec<String> = (0..1000).map(|at| format!("n{at}x")).collect();
        let first: Vec<Arc<str>> = all.iter().map(|name| names.shared(name)).collect();
        for (name, first) in all.iter().zip(&first) {
            assert!(Arc::ptr_eq(&names.shared(name), first), "{name}");
        }
        assert_eq!(&*names.shared(""), "");
    }
}
