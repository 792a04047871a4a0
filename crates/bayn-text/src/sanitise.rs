//! Cleans a decoded text: removes what must not reach a screen, and reports it.
//!
//! Line ends become `\n` (CR LF, CR, NEL, LS, vertical tab; PS becomes a blank line). Control
//! bytes, escape sequences, overrides, tag characters and unpaired bidi controls are removed.
//! Invisible characters with a legitimate use (LRM, RLM, ALM, ZWNJ, ZWJ, soft hyphen,
//! paired embeddings and isolates) are kept, but those that could hide something are reported,
//! so that a reader can count them and make them visible (the attack is described in
//! Boucher & Anderson 2021, "Trojan Source").
//!
//! ```text
//!   decoded   "a \r \n b ESC[31m c LRO d"
//!   clean     "a \n b c d"                + OffsetMap + Found { ESC.., LRO }
//! ```
//!
//! A clean text has no control characters except tab and line feed. Cleaning twice changes nothing.

use super::offsets::OffsetMap;

/// A character that is invisible, or that must not reach a terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Found {
    /// Its offset in the clean text, or if it was removed, that of the next character.
    pub at: usize,
    /// The character; of an escape sequence its first.
    pub ch: char,
    /// Whether it was removed.
    pub removed: bool,
}

/// A clean text, the map back to the decoded one, and what was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sanitised {
    /// The clean text.
    pub text: String,
    /// Offsets of the clean text to offsets of the decoded text and back.
    pub map: OffsetMap,
    /// The invisible and forbidden characters in order of position.
    pub found: Vec<Found>,
}

/// Cleans a decoded text. O(n); a text that needs no cleaning is copied in one piece.
#[must_use]
pub fn sanitise(decoded: &str) -> Sanitised {
    let mut cleaner = Cleaner::new(decoded);
    cleaner.run();
    cleaner.finish()
}

/// What to do with a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    /// Part of the text.
    Keep,
    /// Invisible but legitimate: keep and report.
    Report,
    /// Remove and report.
    Remove,
    /// A line end that is not yet `\n`.
    LineEnd,
    /// The start of an escape sequence.
    Escape,
    /// A bidi control that needs its partner.
    Bidi,
}

/// Returns what to do with `c`, considered alone.
fn fate(c: char) -> Fate {
    match c {
        ' '..='~' | '\n' | '\t' | '\u{A0}'..='\u{AC}' | '\u{AE}'..='\u{34E}' => Fate::Keep,
        '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Fate::LineEnd,
        '\u{1B}' | '\u{90}' | '\u{98}' | '\u{9B}' | '\u{9D}'..='\u{9F}' => Fate::Escape,
        '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}' => Fate::Remove,
        '\u{AD}'
        | '\u{34F}'
        | '\u{61C}'
        | '\u{115F}'
        | '\u{1160}'
        | '\u{17B4}'
        | '\u{17B5}'
        | '\u{180E}'
        | '\u{200B}'..='\u{200F}'
        | '\u{2060}'..='\u{2064}'
        | '\u{3164}'
        | '\u{FFA0}' => Fate::Report,
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => Fate::Bidi,
        // Reserved, deprecated, interlinear annotation, noncharacters, tags and the
        // variation selectors that can smuggle bytes.
        '\u{2065}'
        | '\u{206A}'..='\u{206F}'
        | '\u{FDD0}'..='\u{FDEF}'
        | '\u{FEFF}'
        | '\u{FFF0}'..='\u{FFFB}'
        | '\u{FFFE}'
        | '\u{FFFF}'
        | '\u{E0000}'..='\u{E0FFF}' => Fate::Remove,
        _ if u32::from(c) & 0xFFFE == 0xFFFE => Fate::Remove,
        _ => Fate::Keep,
    }
}

/// Returns whether a clean text contains `c` only in places or never: a control character other than tab
/// and line feed, a line end of another kind, an embedding, override or isolate, a tag.
pub(super) fn is_forbidden(c: char) -> bool {
    !matches!(fate(c), Fate::Keep | Fate::Report)
}

/// A bidi control waiting for its partner on the same line.
struct Open {
    /// Index into `found`.
    found: usize,
    kind: Opener,
}

/// The most bidi controls that may be open, slightly more than UAX #9 allows (BD2); deeper ones
/// count as unmatched.
const DEEPEST: usize = 128;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Opener {
    Isolate,
    Embedding,
    Override,
}

/// The work in progress.
struct Cleaner<'a> {
    input: &'a str,
    /// Everything before this byte of the input has been processed.
    done: usize,
    out: String,
    map: OffsetMap,
    found: Vec<Found>,
    open: Vec<Open>,
    /// Indexes into `found` of unmatched bidi controls.
    stray: Vec<usize>,
    ends: StringEnds,
}

impl<'a> Cleaner<'a> {
    fn new(input: &'a str) -> Self {
        Self {
            input,
            done: 0,
            out: String::with_capacity(input.len()),
            map: OffsetMap::default(),
            found: Vec::new(),
            open: Vec::new(),
            stray: Vec::new(),
            ends: StringEnds::default(),
        }
    }

    fn run(&mut self) {
        let input = self.input;
        for (at, c) in input.char_indices() {
            if at < self.done {
                continue;
            }
            match fate(c) {
                Fate::Keep if c == '\n' && !self.open.is_empty() => self.close_line(),
                Fate::Keep => {}
                Fate::Report => {
                    self.copy_to(at);
                    self.report(c, false);
                }
                Fate::Remove => self.skip(at, c, c.len_utf8()),
                Fate::LineEnd => self.line_end(at, c),
                Fate::Escape => {
                    let length = escape_length(input, at, &mut self.ends);
                    self.skip(at, c, length);
                }
                Fate::Bidi => self.bidi(at, c),
            }
        }
        self.copy_to(input.len());
        // Characters removed at the end map to the end.
        self.map.push(self.out.len(), input.len());
        self.close_line();
    }

    /// Copies the input up to `at`.
    fn copy_to(&mut self, at: usize) {
        if self.done < at {
            self.map.push(self.out.len(), self.done);
            self.out
                .push_str(self.input.get(self.done..at).unwrap_or(""));
            self.done = at;
        }
    }

    fn report(&mut self, ch: char, removed: bool) {
        let at = self.out.len();
        self.found.push(Found { at, ch, removed });
    }

    /// Removes `length` bytes at `at`.
    fn skip(&mut self, at: usize, c: char, length: usize) {
        self.copy_to(at);
        self.report(c, true);
        self.done = at + length;
    }

    fn line_end(&mut self, at: usize, c: char) {
        self.copy_to(at);
        let next = self.input.get(at + c.len_utf8()..).unwrap_or("");
        match c {
            // The line feed of the pair is copied as it is.
            '\r' if next.starts_with('\n') => {}
            // A page break after a line end would create a separate paragraph.
            '\u{C}' if self.out.ends_with('\n') || self.out.is_empty() => {}
            _ => {
                self.close_line();
                self.map.push(self.out.len(), at);
                self.out
                    .push_str(if c == '\u{2029}' { "\n\n" } else { "\n" });
            }
        }
        self.done = at + c.len_utf8();
    }

    fn bidi(&mut self, at: usize, c: char) {
        self.copy_to(at);
        let found = self.found.len();
        self.report(c, false);
        self.copy_to(at + c.len_utf8());
        let kind = match c {
            '\u{2066}'..='\u{2068}' => Opener::Isolate,
            '\u{202A}' | '\u{202B}' => Opener::Embedding,
            '\u{202D}' | '\u{202E}' => Opener::Override,
            '\u{2069}' => return self.close_isolate(found),
            _ => return self.close_embedding(found),
        };
        if self.open.len() < DEEPEST {
            self.open.push(Open { found, kind });
        } else {
            self.stray.push(found);
        }
    }

    /// A PDI closes the last isolate and with it all embeddings opened inside (UAX #9 X6a).
    fn close_isolate(&mut self, found: usize) {
        let isolate = self
            .open
            .iter()
            .rposition(|open| open.kind == Opener::Isolate);
        match isolate {
            Some(index) => {
                let inner = self.open.drain(index + 1..);
                self.stray.extend(inner.map(|open| open.found));
                self.open.pop();
            }
            None => self.stray.push(found),
        }
    }

    /// A PDF closes the last embedding or override, but never across an isolate (X7).
    fn close_embedding(&mut self, found: usize) {
        match self.open.last().map(|open| open.kind) {
            Some(Opener::Embedding) => {
                self.open.pop();
            }
            Some(Opener::Override) => {
                self.stray.push(found);
                let open = self.open.pop();
                self.stray.extend(open.map(|open| open.found));
            }
            Some(Opener::Isolate) | None => self.stray.push(found),
        }
    }

    /// A control still open at a line end is unmatched.
    fn close_line(&mut self) {
        let open = self.open.drain(..);
        self.stray.extend(open.map(|open| open.found));
    }

    /// Removes the unmatched bidi controls from the text, the map and the list of characters found.
    fn finish(mut self) -> Sanitised {
        if self.stray.is_empty() {
            self.out.shrink_to_fit();
            return Sanitised {
                text: self.out,
                map: self.map,
                found: self.found,
            };
        }
        self.stray.sort_unstable();
        let stray = std::mem::take(&mut self.stray);
        let mut cuts: Vec<usize> = Vec::with_capacity(stray.len());
        for found in stray {
            if let Some(found) = self.found.get_mut(found) {
                found.removed = true;
                cuts.push(found.at);
            }
        }
        let mut text = String::with_capacity(self.out.len());
        let mut from = 0;
        for cut in &cuts {
            text.push_str(self.out.get(from..*cut).unwrap_or(""));
            from = cut + BIDI_BYTES;
        }
        text.push_str(self.out.get(from..).unwrap_or(""));
        let mut before = 0;
        for found in &mut self.found {
            while cuts.get(before).is_some_and(|cut| *cut < found.at) {
                before += 1;
            }
            found.at -= BIDI_BYTES * before;
        }
        Sanitised {
            text,
            map: self.map.without(&cuts, BIDI_BYTES),
            found: self.found,
        }
    }
}

/// Every bidi control that may be unmatched is three bytes long in UTF-8.
const BIDI_BYTES: usize = 3;

/// The ends of control strings: searched once for all that begin before the same end; otherwise
/// each of a million unterminated ones would be scanned up to the end of the text.
#[derive(Default)]
struct StringEnds {
    /// No string ends between here and `at`.
    from: usize,
    at: usize,
}

impl StringEnds {
    /// Returns the offset of the first character from `start` on that ends a string or shows
    /// that it is unterminated; the length of the text if there is none.
    fn next(&mut self, input: &str, start: usize) -> usize {
        if start < self.from || start >= self.at {
            self.from = start;
            let body = input.get(start..).unwrap_or("");
            let end = body.find(['\u{7}', '\u{9C}', '\u{1B}', '\n', '\r']);
            self.at = end.map_or(input.len(), |end| start + end);
        }
        self.at
    }
}

/// Returns the length in bytes of the escape sequence that begins at `at` (ECMA-48 §5).
///
/// Of a sequence that is not closed on its line only the introducer is removed: the rest may
/// be text.
fn escape_length(input: &str, at: usize, ends: &mut StringEnds) -> usize {
    let text = input.get(at..).unwrap_or("");
    let mut chars = text.chars();
    let first = chars.next().unwrap_or('\0');
    let (kind, introducer) = if first == '\u{1B}' {
        match chars.next() {
            Some(c @ ('[' | ']' | 'P' | 'X' | '^' | '_')) => (c, 2),
            // Intermediate bytes and one final byte, such as `ESC ( B`.
            Some(' '..='/') => return short_sequence(text),
            Some('0'..='~') => return 2,
            _ => return 1,
        }
    } else {
        let kind = match first {
            '\u{9B}' => '[',
            '\u{9D}' => ']',
            _ => 'P',
        };
        (kind, first.len_utf8())
    };
    let body = text.get(introducer..).unwrap_or("");
    let length = if kind == '[' {
        body.find(|c: char| !(' '..='?').contains(&c))
            .filter(|at| body[*at..].starts_with(|c: char| ('@'..='~').contains(&c)))
            .map(|at| at + 1)
    } else {
        let start = at + introducer;
        string_length(body, ends.next(input, start) - start)
    };
    introducer + length.unwrap_or(0)
}

/// Returns the length of `ESC`, intermediate bytes and a final byte.
fn short_sequence(text: &str) -> usize {
    let body = text.get(1..).unwrap_or("");
    match body.find(|c: char| !(' '..='/').contains(&c)) {
        Some(at) if body[at..].starts_with(|c: char| ('0'..='~').contains(&c)) => at + 2,
        _ => 1,
    }
}

/// Returns the length of a control string with its terminator (BEL, ST or `ESC \`), when it
/// is closed before the line ends; `at` is where its first end or a line end is.
fn string_length(body: &str, at: usize) -> Option<usize> {
    let rest = body.get(at..)?;
    match rest.chars().next()? {
        c @ ('\u{7}' | '\u{9C}') => Some(at + c.len_utf8()),
        '\u{1B}' if rest[1..].starts_with('\\') => Some(at + 2),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
