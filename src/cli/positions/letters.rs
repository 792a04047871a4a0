//! Finds sentences again in the letters of a file.

use super::source::Script;
use bayn_formats::between_placeholders;
use harf::Span;

/// How far after the last sentence the next one is searched, in bytes.
const REACH: usize = 1 << 16;
/// How many occurrences of a sentence are tested for one that fills its cell.
const TRIES: usize = 40;

/// The letters of a file without its white space, markup and escapes.
pub(super) struct Letters {
    script: Script,
    flat: String,
    /// Starts of segments as (byte of `flat`, byte of the file).
    pieces: Vec<(usize, usize)>,
    /// Bytes of `flat` before which a cell, an element or a line begins.
    seams: Vec<usize>,
}

impl Letters {
    /// Returns the letters of a file.
    pub(super) fn of(text: &str, script: Script) -> Self {
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
                // A cell may begin, end or continue there.
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
    pub(super) fn locate(
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
        // A placeholder such as {1} represents a code that is written differently in the file.
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
