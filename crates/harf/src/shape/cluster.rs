//! The shaper: clusters with the symbol that is drawn and the bytes it stands for.
//!
//! ```text
//!   text      lam fatha | alef | LRM | beh        grapheme clusters, in logical order
//!   clusters  lam-alef fatha   | ""  | beh form   one symbol each, "" where nothing shows
//! ```
//!
//! A cluster is a grapheme cluster (UAX #29), but for three cases that terminals cannot
//! draw in one place: lam and alef become one, a sign such as U+06DD is apart
//! from the digits after it, and emoji joined by U+200D are side by side.

use crate::Span;
use crate::grapheme::next_boundary;
use crate::property::properties;
use crate::shape::forms::form;
use crate::shape::joining::{Joins, joins, stretches};
use crate::shape::ligature::{LAM, lam_alef};
use crate::shape::marks::{MOST_MARKS, is_invisible, is_mark, is_prepended, is_tashkeel};
use crate::shape::policy::{Policy, Shaping, Tashkeel, Tatweel};
use compact_str::CompactString;
use icu_properties::CodePointSetData;
use icu_properties::props::ExtendedPictographic;
use unicode_normalization::UnicodeNormalization;

const TATWEEL: char = '\u{640}';
const ZWNJ: char = '\u{200c}';
const ZWJ: char = '\u{200d}';
/// Ends a line: UAX #14 classes BK, CR, LF and NL.
const LINE_ENDS: [char; 7] = [
    '\n', '\u{b}', '\u{c}', '\r', '\u{85}', '\u{2028}', '\u{2029}',
];
/// Carries a mark that has no letter.
const DOTTED_CIRCLE: char = '\u{25cc}';

/// What one cell shows, before it has a width and a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cluster {
    /// What is drawn; empty when nothing is.
    pub symbol: CompactString,
    /// The same in its own letters with joiners kept, but without what the policy leaves
    /// out and without control characters.
    pub logical: CompactString,
    /// The bytes of the text that it stands for. The spans of all clusters tile the text.
    pub span: Span,
    /// The index of its first character in the text.
    pub first_char: usize,
    /// Whether a line must end after it (UAX #14 LB4 and LB5).
    pub ends_line: bool,
}

/// Shapes `text`, whose characters have the bidi levels `levels` (level 1 is taken where
/// the list ends). Cost is linear in the text.
#[must_use]
pub fn shape(text: &str, levels: &[u8], policy: Policy) -> Vec<Cluster> {
    let joins = joins(text, levels);
    let stretches = match policy.tatweel {
        Tatweel::Strip => stretches(text, &joins),
        Tatweel::Keep => Vec::new(),
    };
    let mut shaper = Shaper {
        policy,
        joins,
        stretches,
        clusters: Vec::with_capacity(levels.len().max(text.len() / 2) + 1),
        lam: None,
        visible: None,
    };
    let table = properties();
    let alone = |c: char| table.of(c).stands_alone();
    let (mut index, mut at) = (0, 0);
    let mut chars = text.chars();
    let mut next = chars.next();
    let mut next_alone = next.is_some_and(alone);
    while let Some(c) = next {
        let c_alone = next_alone;
        next = chars.next();
        next_alone = next.is_none_or(alone);
        if c_alone && next_alone && shaper.push_letter(c, at, index) {
            at += c.len_utf8();
            index += 1;
            continue;
        }
        let end = next_boundary(text, at);
        for piece in Pieces(text.get(at..end).unwrap_or_default()) {
            shaper.push(piece, at, index);
            at += piece.len();
            index += piece.chars().count();
        }
        chars = text.get(at..).unwrap_or_default().chars();
        next = chars.next();
        next_alone = next.is_some_and(alone);
    }
    shaper.clusters
}

/// The state of one pass over a text.
struct Shaper {
    policy: Policy,
    joins: Vec<Joins>,
    /// The tatweels to leave out.
    stretches: Vec<bool>,
    clusters: Vec<Cluster>,
    /// The cluster of a lam that may yet take an alef, and whether it joins backward.
    lam: Option<(usize, bool)>,
    /// The last cluster that is drawn on the open line.
    visible: Option<usize>,
}

impl Shaper {
    /// Adds a character that is a cluster by itself, has no mark and is drawn as one letter: most
    /// of any text. Returns whether it could.
    #[inline]
    fn push_letter(&mut self, c: char, at: usize, first_char: usize) -> bool {
        if c == TATWEEL && self.policy.tatweel == Tatweel::Strip {
            return false;
        }
        let joins = self.joins.get(first_char).copied().unwrap_or_default();
        if joins.previous && self.lam.is_some() && lam_alef(c, false).is_some() {
            return false;
        }
        let place = self.clusters.len();
        self.visible = Some(place);
        let forms = self.policy.shaping == Shaping::Forms;
        self.lam = (c == LAM && joins.next && forms).then_some((place, joins.previous));
        let letter = symbol_of(c);
        let shown = if forms { form(c, joins) } else { c };
        self.clusters.push(Cluster {
            symbol: if shown == c {
                letter.clone()
            } else {
                symbol_of(shown)
            },
            logical: letter,
            span: Span::new(at, at + c.len_utf8()),
            first_char,
            ends_line: false,
        });
        true
    }

    fn push(&mut self, piece: &str, at: usize, first_char: usize) {
        let joins = self.joins.get(first_char).copied().unwrap_or_default();
        let composed: Option<String> = piece
            .contains(['\u{653}', '\u{654}', '\u{655}'])
            .then(|| self.composed(piece, joins));
        let mut drawn = self.drawn(composed.as_deref().unwrap_or(piece), joins);
        if drawn.chars().eq([TATWEEL]) && self.stretches.get(first_char) == Some(&true) {
            drawn = CompactString::default();
        }
        let span = Span::new(at, at + piece.len());
        let logical = if drawn.is_empty() {
            CompactString::default()
        } else {
            self.kept(piece)
        };
        if let Some((lam, joined)) = self.lam.filter(|_| joins.previous)
            && let Some(ligature) = composed
                .as_deref()
                .unwrap_or(piece)
                .chars()
                .next()
                .and_then(|alef| lam_alef(alef, joined))
            && let Some(cluster) = self.clusters.get_mut(lam)
        {
            // Marks of the lam are before those of the alef, all of them in one cell.
            let marks: String = cluster.symbol.chars().skip(1).collect();
            cluster.symbol = std::iter::once(ligature)
                .chain(marks.chars())
                .chain(drawn.chars().skip(1))
                .collect();
            cluster.logical.push_str(&logical);
            cluster.span = cluster.span.cover(span);
            self.clusters.truncate(lam + 1);
            self.lam = None;
            return;
        }
        if self.takes_mark(piece, &drawn)
            && let Some(cluster) = self.visible.and_then(|at| self.clusters.get_mut(at))
        {
            cluster.symbol.extend(drawn.chars().skip(1));
            cluster.logical.push_str(&logical);
            cluster.span = cluster.span.cover(span);
            self.clusters.truncate(self.visible.map_or(0, |at| at + 1));
            return;
        }
        if !drawn.is_empty() {
            self.visible = Some(self.clusters.len());
            let takes_alef = self.policy.shaping == Shaping::Forms
                && joins.next
                && piece.starts_with(LAM)
                && !piece.contains(ZWNJ);
            self.lam = takes_alef.then_some((self.clusters.len(), joins.previous));
        }
        let ends_line = piece.contains(LINE_ENDS);
        if ends_line {
            self.visible = None;
        }
        self.clusters.push(Cluster {
            symbol: drawn,
            logical,
            span,
            first_char,
            ends_line,
        });
    }

    /// Returns a piece with its hamza or madda in the letter. Unicode does not compose the U+0647
    /// U+0654 of Persian; at the end of a word it is drawn as U+06C0, which looks the same, where
    /// the terminal cannot set a mark on a letter.
    fn composed(&self, piece: &str, joins: Joins) -> String {
        let Policy {
            shaping, tashkeel, ..
        } = self.policy;
        let is_bare = shaping == Shaping::Forms && tashkeel == Tashkeel::Strip && !joins.next;
        match piece.strip_prefix("\u{647}\u{654}").filter(|_| is_bare) {
            Some(marks) => format!("\u{6c0}{marks}"),
            None => piece.nfc().collect(),
        }
    }

    /// Returns whether a piece is a mark that a control such as U+061C has parted from its
    /// letter: it is drawn on the letter all the same.
    fn takes_mark(&self, piece: &str, drawn: &str) -> bool {
        drawn.starts_with(DOTTED_CIRCLE)
            && !piece.starts_with(DOTTED_CIRCLE)
            && self
                .clusters
                .last()
                .is_some_and(|last| last.symbol.is_empty())
    }

    /// Returns the symbol of a piece: its base in the right form, then its marks.
    fn drawn(&self, piece: &str, joins: Joins) -> CompactString {
        let mut chars = piece
            .chars()
            .filter(|&c| !is_invisible(c) && !self.leaves_out(c));
        let Some(base) = chars.next() else {
            return if matches!(piece, "\t") {
                " ".into()
            } else {
                CompactString::default()
            };
        };
        let marks = chars.take(MOST_MARKS);
        if is_mark(base) {
            return [DOTTED_CIRCLE, base].into_iter().chain(marks).collect();
        }
        let shown = match self.policy.shaping {
            Shaping::Forms => form(base, joins),
            Shaping::Base => base,
        };
        std::iter::once(shown).chain(marks).collect()
    }

    /// Returns the letters of a piece that are shown, in their own form.
    fn kept(&self, piece: &str) -> CompactString {
        piece
            .chars()
            .filter(|&c| !self.leaves_out(c) && !c.is_control())
            .collect()
    }

    fn leaves_out(&self, c: char) -> bool {
        self.policy.tashkeel == Tashkeel::Strip && is_tashkeel(c)
    }
}

/// Returns a symbol of one letter. The lengths are told apart, so that each is copied by an
/// instruction or two and not by a call.
#[inline]
fn symbol_of(letter: char) -> CompactString {
    let mut bytes = [0; 4];
    let symbol = &*letter.encode_utf8(&mut bytes);
    match symbol.len() {
        1 => CompactString::new(symbol.get(..1).unwrap_or_default()),
        2 => CompactString::new(symbol.get(..2).unwrap_or_default()),
        3 => CompactString::new(symbol.get(..3).unwrap_or_default()),
        _ => CompactString::new(symbol),
    }
}

/// A grapheme cluster cut where a terminal draws its parts in different cells.
struct Pieces<'a>(&'a str);

impl<'a> Iterator for Pieces<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let mut chars = self.0.char_indices();
        let (_, first) = chars.next()?;
        let mut before = first;
        let cut = chars
            .find(|&(_, c)| {
                let apart =
                    (is_prepended(before) && !is_mark(c)) || (before == ZWJ && is_pictograph(c));
                before = c;
                apart
            })
            .map_or(self.0.len(), |(at, _)| at);
        let (piece, rest) = self.0.split_at(cut);
        self.0 = rest;
        Some(piece)
    }
}

fn is_pictograph(c: char) -> bool {
    CodePointSetData::new::<ExtendedPictographic>().contains(c)
}
