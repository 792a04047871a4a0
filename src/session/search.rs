//! Searching both texts, folded: `\u{627}\u{643}\u{62f}` finds every form that a reader
//! would call the same word.
//!
//! The folded texts are computed at the first search and kept; matches are document spans in the
//! order of the beads.

use bayn_doc::Bitext;
use bayn_doc::{Side, Sides};
use bayn_text::{Folded, find_all, fold};
use harf::Span;
use std::sync::Arc;

/// One match of the query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The bead in which it begins.
    pub bead: usize,
    /// The side it is on.
    pub side: Side,
    /// Its bytes in that side's document.
    pub span: Span,
}

/// The current query and its matches.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Search {
    /// The query; empty if nothing is highlighted.
    pub query: String,
    /// Every match, by bead, then side, then byte.
    pub hits: Arc<Vec<Hit>>,
    /// The query before the last one, offered with the up key.
    pub history: Vec<String>,
    folded: Option<Sides<Arc<Folded>>>,
}

impl Search {
    /// Searches `query` on both sides; `s:` and `t:` before it restrict it to one side, and
    /// `=` to the text exactly as written. An empty query clears the matches.
    pub fn run(&mut self, bitext: &Bitext, query: &str) {
        query.clone_into(&mut self.query);
        let mut hits = Vec::new();
        let (sides, exact, needle) = parse(query);
        if !needle.is_empty() {
            for &side in sides {
                let text = &bitext.documents[side].text;
                let spans: Vec<Span> = if exact {
                    text.match_indices(needle)
                        .map(|(at, found)| Span::new(at, at + found.len()))
                        .collect()
                } else {
                    find_all(&self.folded(bitext)[side], needle)
                };
                hits.extend(locate(bitext, side, &spans));
            }
            hits.sort_by_key(|hit| (hit.bead, hit.side, hit.span.start));
        }
        self.hits = Arc::new(hits);
    }

    /// Finds the bead of each match again, after the beads have changed.
    pub fn relocate(&mut self, bitext: &Bitext) {
        if !self.query.is_empty() {
            let query = std::mem::take(&mut self.query);
            self.run(bitext, &query);
        }
    }

    /// Clears the matches; the history is kept.
    pub fn clear(&mut self) {
        self.query.clear();
        self.hits = Arc::default();
    }

    /// Returns the index of the match that follows the position, wrapping around.
    #[must_use]
    pub fn after(&self, bead: usize, side: Side, byte: Option<usize>) -> Option<usize> {
        let place = (bead, side, byte.unwrap_or(0));
        let strict = byte.is_some();
        let at = self.hits.iter().position(|hit| {
            let here = (hit.bead, hit.side, hit.span.start);
            if strict {
                here > place
            } else {
                hit.bead > bead
            }
        });
        at.or_else(|| (!self.hits.is_empty()).then_some(0))
    }

    /// Returns the index of the match that precedes the position, wrapping around.
    #[must_use]
    pub fn before(&self, bead: usize, side: Side, byte: Option<usize>) -> Option<usize> {
        let place = (bead, side, byte.unwrap_or(0));
        let strict = byte.is_some();
        let at = self.hits.iter().rposition(|hit| {
            let here = (hit.bead, hit.side, hit.span.start);
            if strict {
                here < place
            } else {
                hit.bead < bead
            }
        });
        at.or_else(|| self.hits.len().checked_sub(1))
    }

    fn folded(&mut self, bitext: &Bitext) -> &Sides<Arc<Folded>> {
        self.folded.get_or_insert_with(|| {
            Sides::from_fn(|side| Arc::new(fold(&bitext.documents[side].text)))
        })
    }
}

/// Splits `s:`, `t:` and `=` off a query.
fn parse(query: &str) -> (&'static [Side], bool, &str) {
    let (sides, rest): (&'static [Side], &str) = if let Some(rest) = query.strip_prefix("s:") {
        (&[Side::Source], rest)
    } else if let Some(rest) = query.strip_prefix("t:") {
        (&[Side::Target], rest)
    } else {
        (&Side::BOTH, query)
    };
    match rest.strip_prefix('=') {
        Some(exact) => (sides, true, exact),
        None => (sides, false, rest.trim()),
    }
}

/// Finds the bead of each span in one pass over both lists.
fn locate<'a>(bitext: &'a Bitext, side: Side, spans: &'a [Span]) -> impl Iterator<Item = Hit> + 'a {
    let document = &bitext.documents[side];
    let mut bead = 0;
    spans.iter().map(move |&span| {
        let sentence = document
            .sentences
            .partition_point(|sentence| sentence.span.start <= span.start)
            .saturating_sub(1);
        while bead + 1 < bitext.beads.len() && bitext.beads[bead].sentences[side].end <= sentence {
            bead += 1;
        }
        Hit { bead, side, span }
    })
}
