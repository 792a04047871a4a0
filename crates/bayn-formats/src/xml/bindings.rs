//! The namespace of each prefix, in nested elements.
//!
//! A lookup costs the same however many prefixes are bound.

use std::collections::HashMap;
use std::sync::Arc;

/// How many of the last bindings are looked through.
const NEAR: usize = 8;

/// Prefixes with their namespaces; the innermost binding of a prefix applies.
#[derive(Debug, Default)]
pub(super) struct Bindings {
    by_prefix: HashMap<Arc<str>, Vec<Arc<str>>>,
    order: Vec<(Arc<str>, Arc<str>)>,
}

impl Bindings {
    /// Returns the namespace of a prefix.
    pub(super) fn get(&self, prefix: &str) -> Option<&Arc<str>> {
        // Nearly all files bind so few that to look through them costs less than a hash.
        let latest = self.order.iter().rev().take(NEAR);
        let near = latest.clone().find(|(known, _)| &**known == prefix);
        match near {
            Some((_, namespace)) => Some(namespace),
            None if self.order.len() <= NEAR => None,
            None => self.by_prefix.get(prefix)?.last(),
        }
    }

    /// Binds a prefix until `unwind` goes back beyond this point.
    pub(super) fn bind(&mut self, prefix: Arc<str>, namespace: Arc<str>) {
        let bound = self.by_prefix.entry(Arc::clone(&prefix)).or_default();
        bound.push(Arc::clone(&namespace));
        self.order.push((prefix, namespace));
    }

    /// Returns how many bindings there are, for `unwind`.
    pub(super) fn mark(&self) -> usize {
        self.order.len()
    }

    /// Undoes all bindings since `mark`.
    pub(super) fn unwind(&mut self, mark: usize) {
        for (prefix, _) in self.order.drain(mark.min(self.order.len())..) {
            if let Some(bound) = self.by_prefix.get_mut(&prefix) {
                bound.pop();
                if bound.is_empty() {
                    self.by_prefix.remove(&prefix);
                }
            }
        }
    }
}
