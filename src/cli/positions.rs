//! Where a clean text is in the file that it was read from: bytes of the file as decoded
//! to UTF-8, with the lines and columns that people and editors count.
//!
//! A plain text has an exact map. A file with markup or quoting gives no offsets while it is
//! read, so its sentences are looked up in it afterwards: white space is left out on both
//! sides, and references, escapes and doubled quotes count as the letters they stand for.
//! What is not found again has no place, and the caller says so.

use crate::cli::lines::Lines;
use bayn_doc::Bitext;
use bayn_doc::{Side, Sides};
use bayn_formats::delimited::quotes_are_meant;
use bayn_formats::{Format, Notation, between_placeholders};
use bayn_text::OffsetMap;
use harf::Span;
use std::sync::{Arc, OnceLock};

/// How far behind the last sentence the next one is looked for, in bytes.
const REACH: usize = 1 << 16;
/// How many occurrences of a sentence are looked at for one that fills its cell.
const TRIES: usize = 40;

/// How a file writes its letters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Script {
    /// As they are.
    #[default]
    Bare,
    /// With elements to be skipped and references (`&amp;`, `&#x628;`).
    Markup,
    /// With backslash escapes (`\u0628`).
    Json,
    /// With doubled quotes.
    Quoted,
    /// With marks of emphasis and the like between the letters, as in Markdown.
    Marked,
}

impl Script {
    /// Returns how a file of a format writes its letters; `None` where it is packed.
    pub(crate) fn of(format: Format, text: &str) -> Option<Self> {
        Some(match format.notation() {
            Notation::Bare => Self::Bare,
            Notation::Markup | Notation::Xml => Self::Markup,
            Notation::Marked => Self::Marked,
            Notation::Escaped => Self::Json,
            // A table with tabs is quoted only where that shows.
            Notation::Cells if format == Format::Tsv && !quotes_are_meant(text, b'\t') => {
                Self::Bare
            }
            Notation::Cells => Self::Quoted,
            Notation::Packed => return None,
        })
    }
}

/// A file as decoded, and where its lines begin.
#[derive(Debug, Default)]
pub(crate) struct Source {
    /// The path as it was given.
    pub(crate) path: String,
    /// The text, before any clean-up.
    pub(crate) text: String,
    /// How it writes its letters.
    pub(crate) script: Script,
    /// Where its lines begin, once somebody has asked.
    lines: OnceLock<Lines>,
}

impl Source {
    /// Returns the decoded text of the file at `path`.
    pub(crate) fn new(path: &str, text: String, script: Script) -> Self {
        Self {
            path: path.to_owned(),
            text,
            script,
            lines: OnceLock::new(),
        }
    }

    /// Returns line and column of a byte, both from 1, the column in characters.
    pub(crate) fn line_and_column(&self, byte: usize) -> (usize, usize) {
        let lines = self.lines.get_or_init(|| Lines::of(&self.text));
        lines.line_and_column(&self.text, byte.min(self.text.len()))
    }

    /// Returns the span of decoded text from the character at `first` to the one at `last`.
    fn span(&self, first: usize, last: usize) -> Option<Span> {
        let rest = self.text.get(last..)?;
        let (_, length) = self.script.letter(rest, rest.chars().next()?);
        Some(Span::new(first, last + length))
    }
}

impl Script {
    /// Returns whether a character is compared: marks that a file may or may not mean as text
    /// are not.
    fn compares(self, c: char) -> bool {
        let mark = self == Self::Marked && "*_`#[]|~\\<>".contains(c);
        !(c.is_whitespace() || mark)
    }

    /// Returns what is compared of a sentence.
    fn needle(self, sentence: &str) -> String {
        sentence.chars().filter(|c| self.compares(*c)).collect()
    }

    /// Returns the letter that `rest` begins with, `None` for what is no letter, and its
    /// length in the file; `c` is the first character of `rest`.
    fn letter(self, rest: &str, c: char) -> (Option<char>, usize) {
        match (self, c) {
            (Self::Markup, '<') => (None, skip_markup(rest)),
            (Self::Markup, '&') => reference(rest),
            (Self::Json, '\\') => escape(rest),
            (Self::Quoted, '"') if rest.starts_with("\"\"") => (Some('"'), 2),
            (Self::Json | Self::Quoted, '"') => (None, 1),
            _ => (Some(c), c.len_utf8()),
        }
    }
}

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

/// Where a clean text came from, before anybody asks for places in it.
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

/// Returns the places of both sides of a bitext, whose sentences are looked up where that is
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

/// The letters of a file without its white space, markup and escapes.
struct Letters {
    script: Script,
    flat: String,
    /// Starts of stretches as (byte of `flat`, byte of the file).
    pieces: Vec<(usize, usize)>,
    /// Bytes of `flat` before which a cell, an element or a line begins.
    seams: Vec<usize>,
}

impl Letters {
    fn of(text: &str, script: Script) -> Self {
        let mut letters = Self {
            script,
            flat: String::with_capacity(text.len()),
            pieces: Vec::new(),
            seams: Vec::new(),
        };
        let mut at = 0;
        while let Some(rest) = text.get(at..)
            && let Some(c) = rest.chars().next()
        {
            let (letter, length) = script.letter(rest, c);
            match letter {
                // A cell may begin and end there, or go on.
                Some(letter @ (',' | ';' | '|')) if script == Script::Quoted => {
                    letters.seam();
                    letters.push(letter, at);
                    letters.seam();
                }
                Some(letter) if script.compares(letter) => letters.push(letter, at),
                Some(' ') => {}
                Some(letter) if !letter.is_whitespace() => {}
                _ => letters.seam(),
            }
            at += length.max(1);
        }
        letters.seam();
        letters
    }

    fn push(&mut self, letter: char, place: usize) {
        let at = self.flat.len();
        let goes_on = self
            .pieces
            .last()
            .is_some_and(|(flat, file)| file + (at - flat) == place);
        if !goes_on {
            self.pieces.push((at, place));
        }
        self.flat.push(letter);
    }

    fn seam(&mut self) {
        if self.seams.last() != Some(&self.flat.len()) {
            self.seams.push(self.flat.len());
        }
    }

    fn is_seam(&self, at: usize) -> bool {
        at == 0 || self.seams.binary_search(&at).is_ok()
    }

    /// Finds `sentence` from the flat byte `from` on, outside `avoid`; adds the places of its
    /// letters and returns its flat span.
    fn locate(
        &self,
        sentence: &str,
        from: usize,
        avoid: Option<Span>,
        start: usize,
        pieces: &mut Vec<(usize, Option<usize>)>,
    ) -> Option<Span> {
        let needle = self.script.needle(sentence);
        if let Some(found) = self.find(&needle, from, avoid) {
            self.add_letters(sentence, start, found.start, pieces);
            return Some(found);
        }
        // A placeholder such as {1} stands for a code that the file writes otherwise.
        pieces.push((start, None));
        let mut whole: Option<Span> = None;
        let mut at = from;
        for (offset, part) in between_placeholders(sentence) {
            let needle = self.script.needle(part);
            if part.len() == sentence.len() || needle.is_empty() {
                continue;
            }
            if let Some(found) = self.find(&needle, at, avoid) {
                self.add_letters(part, start + offset, found.start, pieces);
                pieces.push((start + offset + part.len(), None));
                at = found.end;
                whole = Some(whole.map_or(found, |whole| whole.cover(found)));
            }
        }
        whole
    }

    /// Returns the first place of `needle` that fills its cell, or else the first of all.
    fn find(&self, needle: &str, from: usize, avoid: Option<Span>) -> Option<Span> {
        if needle.is_empty() {
            return None;
        }
        let mut end = (from + REACH + needle.len()).min(self.flat.len());
        while !self.flat.is_char_boundary(end) {
            end += 1;
        }
        let window = self.flat.get(from..end)?;
        let all = || {
            window
                .match_indices(needle)
                .map(|(at, found)| Span::new(from + at, from + at + found.len()))
                .filter(|span| !avoid.is_some_and(|avoid| avoid.overlaps(*span)))
                .take(TRIES)
        };
        let fills = |span: &Span| self.is_seam(span.start) && self.is_seam(span.end);
        all().find(fills).or_else(|| all().next())
    }

    /// Adds the places of the letters of `text`, whose first letter is at `flat`.
    fn add_letters(
        &self,
        text: &str,
        start: usize,
        flat: usize,
        pieces: &mut Vec<(usize, Option<usize>)>,
    ) {
        let mut flat = flat;
        for (at, c) in text.char_indices() {
            if !self.script.compares(c) {
                continue;
            }
            let next = self.pieces.partition_point(|(start, _)| *start <= flat);
            let piece = next.checked_sub(1).and_then(|at| self.pieces.get(at));
            let place = piece.map(|(start, file)| file + (flat - start));
            let goes_on = pieces.last().is_some_and(|(clean, file)| {
                file.is_some() && file.map(|file| file + (start + at - clean)) == place
            });
            if !goes_on {
                pieces.push((start + at, place));
            }
            flat += c.len_utf8();
        }
    }
}

/// Returns the length of the comment, instruction or element that `rest` begins with.
fn skip_markup(rest: &str) -> usize {
    let close = if rest.starts_with("<!--") {
        "-->"
    } else if rest.starts_with("<?") {
        "?>"
    } else {
        ">"
    };
    rest.find(close).map_or(rest.len(), |at| at + close.len())
}

/// Returns the letter of a reference, and its length in the file.
fn reference(rest: &str) -> (Option<char>, usize) {
    // Looked for no further than a reference is long: a text may hold nothing but `&`.
    let Some(end) = rest.bytes().take(13).position(|byte| byte == b';') else {
        return (Some('&'), 1);
    };
    let name = rest.get(1..end).unwrap_or("");
    let letter = match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some('\u{a0}'),
        _ => name.strip_prefix('#').and_then(|number| {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)
        }),
    };
    match letter {
        Some(letter) => (Some(letter), end + 1),
        None => (Some('&'), 1),
    }
}

/// Returns the letter of a backslash escape, and its length in the file.
fn escape(rest: &str) -> (Option<char>, usize) {
    let unit = |at: usize| -> Option<u32> {
        let digits = rest.get(at..)?.strip_prefix("\\u")?.get(..4)?;
        u32::from_str_radix(digits, 16).ok()
    };
    match rest.chars().nth(1) {
        Some('u') => match (unit(0), unit(6)) {
            (Some(high @ 0xD800..=0xDBFF), Some(low @ 0xDC00..=0xDFFF)) => {
                let code = 0x1_0000 + ((high - 0xD800) << 10) + (low - 0xDC00);
                (char::from_u32(code), 12)
            }
            (Some(code), _) => (char::from_u32(code), 6),
            _ => (Some('\\'), 1),
        },
        Some('n' | 'r' | 't' | 'b' | 'f') => (Some(' '), 2),
        Some(c @ ('"' | '\\' | '/')) => (Some(c), 2),
        _ => (Some('\\'), 1),
    }
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
