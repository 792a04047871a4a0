//! Which brackets and straight quotes are open, kept up to date from left to right.

/// The brackets that are open, and how many straight quotes were seen, up to some offset.
pub(super) struct Nesting<'a> {
    text: &'a str,
    /// Everything before this byte is counted.
    seen: usize,
    /// The places of the open brackets, outermost first.
    open: Vec<usize>,
    quotes: usize,
}

/// Deeper brackets are not tracked: nobody writes them, and the list stays small.
const DEEPEST: usize = 8;

impl<'a> Nesting<'a> {
    pub(super) const fn new(text: &'a str) -> Self {
        Self {
            text,
            seen: 0,
            open: Vec::new(),
            quotes: 0,
        }
    }

    /// Counts up to `to`; an earlier offset changes nothing.
    pub(super) fn advance(&mut self, to: usize) {
        let bytes = self.text.as_bytes();
        for at in self.seen..to.min(bytes.len()) {
            match bytes.get(at) {
                Some(b'(' | b'[' | b'{') if self.open.len() < DEEPEST => self.open.push(at),
                Some(b')' | b']' | b'}') => {
                    self.open.pop();
                }
                // Between two letters it is a Hebrew gershayim or an inch sign, not a quote.
                Some(b'"') if !self.is_inside_word(at) => self.quotes += 1,
                _ => {}
            }
        }
        self.seen = self.seen.max(to);
    }

    fn is_inside_word(&self, at: usize) -> bool {
        let before = self
            .text
            .get(..at)
            .and_then(|text| text.chars().next_back());
        let after = self.text.get(at + 1..).and_then(|text| text.chars().next());
        before.is_some_and(char::is_alphabetic) && after.is_some_and(char::is_alphabetic)
    }

    /// Returns the place of the outermost bracket that is open.
    pub(super) fn outermost(&self) -> Option<usize> {
        self.open.first().copied()
    }

    /// Returns whether a straight quotation is open.
    pub(super) const fn is_quoting(&self) -> bool {
        self.quotes % 2 == 1
    }
}
