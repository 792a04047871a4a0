//! The open codes of a text during a scan: which pairs nest, which cross.
//!
//! An end finds its start in constant time, however many are open.

use crate::text::Code;
use std::collections::HashMap;

/// The starts that wait for their end, innermost last.
#[derive(Debug, Default)]
pub(crate) struct OpenCodes<'t> {
    /// Their places in the text; `None` if the end was found.
    stack: Vec<Option<usize>>,
    /// For each id, and whether it is a mark, the places in `stack`.
    by_key: HashMap<(&'t str, bool), Vec<usize>>,
}

/// The start that an end closes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Closed {
    /// The place of the start in the text.
    pub(crate) start: usize,
    /// Whether nothing that opened inside is still open.
    pub(crate) nests: bool,
}

impl<'t> OpenCodes<'t> {
    /// Takes a start that is at this place of the text.
    pub(crate) fn open(&mut self, at: usize, code: &'t Code) {
        let key = (code.id.as_str(), code.mark);
        self.by_key.entry(key).or_default().push(self.stack.len());
        self.stack.push(Some(at));
    }

    /// Takes an end: returns the last start of its id that is open.
    pub(crate) fn close(&mut self, code: &'t Code) -> Option<Closed> {
        let key = (code.id.as_str(), code.mark);
        let place = self.by_key.get_mut(&key)?.pop()?;
        let start = self.stack.get_mut(place)?.take()?;
        let nests = place + 1 == self.stack.len();
        while self.stack.last() == Some(&None) {
            self.stack.pop();
        }
        Some(Closed { start, nests })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(id: &str) -> Code {
        Code {
            id: id.to_owned(),
            ..Code::default()
        }
    }

    #[test]
    fn pairs_nest_or_cross() {
        let (a, b) = (code("a"), code("b"));
        let mut open = OpenCodes::default();
        open.open(0, &a);
        open.open(1, &b);
        let crossed = Some(Closed {
            start: 0,
            nests: false,
        });
        assert_eq!(open.close(&a), crossed);
        assert_eq!(open.close(&a), None);
        let nested = Some(Closed {
            start: 1,
            nests: true,
        });
        assert_eq!(open.close(&b), nested);
    }
}
