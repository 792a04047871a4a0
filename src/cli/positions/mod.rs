//! Where a clean text is in the file that it was read from: bytes of the file as decoded
//! to UTF-8, with the lines and columns that people and editors count.
//!
//! A plain text has an exact map. The reader of a file with markup or quoting records no offsets,
//! so its sentences are searched in it afterwards: white space is ignored on both
//! sides, and references, escapes and doubled quotes count as the characters they represent.
//! What is not found has no position, and the caller reports that.

mod letters;
mod source;

pub(crate) use source::{Script, Source};

use bayn_doc::Bitext;
use bayn_doc::{Side, Sides};
use bayn_text::OffsetMap;
use harf::Span;
use letters::Letters;
use std::sync::Arc;

/// The places of one clean text in its file.
#[derive(Debug, Default)]
pub(crate) struct Places {
    /// The file; shared where both sides are in one.
    pub(crate) source: Arc<Source>,
    map: Map,
}

#[derive(Debug)]
enum Map {
    Exact(OffsetMap),
    /// Letters of the clean text with their places, where the distance changes; `None` for
    /// what was not found.
    Found(Vec<(usize, Option<usize>)>),
}

impl Default for Map {
    fn default() -> Self {
        Self::Found(Vec::new())
    }
}

impl Places {
    /// Returns the bytes of the decoded file that a span of the clean text came from; `None`
    /// where it was not found.
    pub(crate) fn of(&self, clean: &str, span: Span) -> Option<Span> {
        let last = span.of(clean).char_indices().next_back()?.0 + span.start;
        self.source.span(self.byte(span.start)?, self.byte(last)?)
    }

    fn byte(&self, clean: usize) -> Option<usize> {
        match &self.map {
            Map::Exact(map) => Some(map.original_of(clean)),
            Map::Found(pieces) => {
                let next = pieces.partition_point(|(start, _)| *start <= clean);
                let (start, place) = pieces.get(next.checked_sub(1)?)?;
                Some((*place)? + (clean - start))
            }
        }
    }
}

/// The origin of a clean text, before positions in it are requested.
#[derive(Debug)]
pub(crate) enum Origin {
    /// A file that was cleaned and nothing else.
    Exact(Arc<Source>, OffsetMap),
    /// A file with markup or quoting, in which sentences are looked up.
    Lookup(Arc<Source>),
}

impl Default for Origin {
    fn default() -> Self {
        Self::Lookup(Arc::default())
    }
}

impl Origin {
    /// Returns the file that is to be searched.
    fn searched(&self) -> Option<&Arc<Source>> {
        match self {
            Self::Exact(..) => None,
            Self::Lookup(source) => Some(source),
        }
    }
}

/// Returns the positions of both sides of a bitext, whose sentences are searched if that is
/// needed. O(n) in the files.
pub(crate) fn places_of(bitext: &Bitext, origins: Sides<Origin>) -> Sides<Places> {
    let mut found = look_up(bitext, origins.as_ref().map(Origin::searched));
    let mut places = |side: Side, origin| match origin {
        Origin::Exact(source, map) => Places {
            source,
            map: Map::Exact(map),
        },
        Origin::Lookup(source) => Places {
            source,
            map: Map::Found(std::mem::take(&mut found[side])),
        },
    };
    let Sides { source, target } = origins;
    Sides {
        source: places(Side::Source, source),
        target: places(Side::Target, target),
    }
}

/// Stretches of a clean text with their places; see [`Map::Found`].
type Stretches = Vec<(usize, Option<usize>)>;

/// Looks the sentences of a bitext up in the files that are given.
fn look_up(bitext: &Bitext, files: Sides<Option<&Arc<Source>>>) -> Sides<Stretches> {
    let shared = matches!((files.source, files.target), (Some(a), Some(b)) if Arc::ptr_eq(a, b));
    let letters = Sides::from_fn(|side| {
        let twin = shared && side == Side::Target;
        let file = files[side].filter(|_| !twin)?;
        Some(Letters::of(&file.text, file.script))
    });
    let letters = |side: Side| {
        let twin = shared && side == Side::Target;
        let own = if twin { Side::Source } else { side };
        letters[own].as_ref()
    };
    let mut cursors = Sides::new(0, 0);
    let mut pieces: Sides<Stretches> = Sides::default();
    for bead in &bitext.beads {
        let mut ends = cursors;
        let mut taken = None;
        for side in Side::BOTH {
            let Some(letters) = letters(side) else {
                continue;
            };
            let document = &bitext.documents[side];
            let mut at = cursors[side];
            for sentence in &document.sentences[bead.sentences[side].clone()] {
                let text = sentence.span.of(&document.text);
                let avoid = taken.filter(|_| shared && side == Side::Target);
                if let Some(found) =
                    letters.locate(text, at, avoid, sentence.span.start, &mut pieces[side])
                {
                    at = found.end;
                    taken = Some(taken.map_or(found, |taken: Span| taken.cover(found)));
                }
            }
            ends[side] = at;
        }
        if shared {
            let end = ends.source.max(ends.target);
            ends = Sides::new(end, end);
        }
        cursors = ends;
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use bayn_doc::Score;
    use bayn_doc::{Bead, Document};

    fn places(file: &str, script: Script, source: &str, target: &str) -> Sides<Vec<String>> {
        let documents = Sides::new(source, target).map(Document::pre_segmented);
        let beads = (0..documents.source.sentences.len())
            .map(|at| Bead::new(Sides::new(at..at + 1, at..at + 1), Score::ONE))
            .collect();
        let bitext = Bitext { documents, beads };
        let file = Arc::new(Source::new("", file.to_owned(), script));
        let origin = || Origin::Lookup(Arc::clone(&file));
        let places = places_of(&bitext, Sides::new(origin(), origin()));
        Sides::from_fn(|side| {
            let document = &bitext.documents[side];
            let found = document.sentences.iter().map(|sentence| {
                let span = places[side].of(&document.text, sentence.span);
                span.map_or("-", |span| span.of(&file.text)).to_owned()
            });
            found.collect()
        })
    }

    #[test]
    fn cells_and_elements_are_found_again() {
        let found = places(
            "1\ta 1\tb 1\n2\tb\ta 1\n",
            Script::Bare,
            "a 1\nb\n",
            "b 1\na 1\n",
        );
        assert_eq!(found.source, ["a 1", "b"]);
        assert_eq!(found.target, ["b 1", "a 1"]);
        let found = places(
            "1,2,11\n12,\"1,2\"\n",
            Script::Quoted,
            "1\n12\n",
            "2\n1,2\n",
        );
        assert_eq!(found.source, ["1", "12"]);
        assert_eq!(found.target, ["2", "1,2"]);
        let xml = "<tuv lang='b'><seg>b\n &amp; <x/>c</seg></tuv><seg>a&#x628;</seg>";
        let found = places(xml, Script::Markup, "a\u{628}\n", "b & c\n");
        assert_eq!(found.source, ["a&#x628;"]);
        assert_eq!(found.target, ["b\n &amp; <x/>c"]);
        // What a unit says again is not the place of its translation.
        let xliff = "<source>a b</source><seg-source>a b</seg-source><target>a <g>b</g></target>";
        let found = places(xliff, Script::Markup, "a b\n", "a b\n");
        assert_eq!(found.source, ["a b"]);
        assert_eq!(found.target, ["a <g>b"]);
    }

    #[test]
    fn what_is_not_there_has_no_place() {
        let found = places(
            "{\"s\":\"say \\\"x\\\"\"}",
            Script::Json,
            "say \"x\"\n",
            "none\n",
        );
        assert_eq!(found.source, ["say \\\"x\\\""]);
        assert_eq!(found.target, ["-"]);
    }
}
