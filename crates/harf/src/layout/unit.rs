//! The units of a paragraph in logical order: clusters with their width, and marks.
//!
//! Between the shaper, which knows letters, and the filling, which knows widths. Here each
//! cluster is measured, learns whether a line may end before it, and invisible characters
//! and ghosts become marks where they are to be shown.

use crate::Span;
use crate::bidi::Paragraph;
use crate::layout::options::{Invisibles, LayoutOptions};
use crate::layout::wrap::{Piece, opportunities};
use crate::mark_of;
use crate::shape::{Cluster, is_invisible, shape};
use compact_str::{CompactString, format_compact};
use std::iter::Peekable;
use unicode_width::UnicodeWidthStr;

/// Stands for a cluster that is wider than the whole pane.
const TOO_WIDE: &str = "\u{b7}";
/// Carries what would have no width of its own.
const DOTTED_CIRCLE: char = '\u{25cc}';

/// Clusters and marks in logical order, each with what the filling needs to know of it.
#[derive(Debug)]
pub(crate) struct Units {
    /// What is drawn. The first character of each is the first that comes after all before it.
    pub(crate) clusters: Vec<Cluster>,
    /// One for each cluster.
    pub(crate) pieces: Vec<Piece>,
    pane: u16,
}

/// Cuts `text` into units. Spans are bytes of `text` moved by `start`; `ghosts` are given
/// by offsets that are moved already.
pub(crate) fn units(
    text: &str,
    paragraph: &Paragraph,
    ghosts: &[(usize, char)],
    start: usize,
    options: &LayoutOptions<'_>,
) -> Units {
    let pane = options.width.0.max(1);
    let mut clusters = shape(text, paragraph.levels(), options.policy());
    if options.invisibles == Invisibles::Show {
        return with_marks(text, paragraph, clusters, ghosts, start, pane);
    }
    let mut pieces = Vec::with_capacity(clusters.len());
    let mut width = 0;
    for cluster in &mut clusters {
        let piece = measure(cluster, pane);
        width += usize::from(piece.width);
        pieces.push(piece);
    }
    if width > usize::from(pane) {
        let mut breaks = opportunities(text).peekable();
        for (cluster, piece) in clusters.iter().zip(&mut pieces) {
            piece.may_break_before = passes(&mut breaks, cluster.span.start);
        }
    }
    if start > 0 {
        for cluster in &mut clusters {
            cluster.span = cluster.span.shifted(start);
        }
    }
    Units {
        clusters,
        pieces,
        pane,
    }
}

/// Returns whether a place where a line may end comes at or before `at`, and takes those away.
fn passes(breaks: &mut Peekable<impl Iterator<Item = usize>>, at: usize) -> bool {
    let mut passed = false;
    while breaks.next_if(|&place| place <= at).is_some() {
        passed = true;
    }
    passed
}

/// Returns the units of a text whose invisible characters are shown.
fn with_marks(
    text: &str,
    paragraph: &Paragraph,
    clusters: Vec<Cluster>,
    ghosts: &[(usize, char)],
    start: usize,
    pane: u16,
) -> Units {
    let mut breaks = opportunities(text).peekable();
    let mut into = Units {
        clusters: Vec::with_capacity(clusters.len()),
        pieces: Vec::with_capacity(clusters.len()),
        pane,
    };
    let mut ghosts = ghosts.iter().copied().peekable();
    for cluster in clusters {
        let mut may_break = passes(&mut breaks, cluster.span.start);
        let at = start + cluster.span.start;
        while let Some((offset, ghost)) = ghosts.next_if(|&(offset, _)| offset <= at) {
            into.ghost(ghost, offset, cluster.first_char, may_break);
            may_break = false;
        }
        into.marked(text, cluster, start, may_break);
    }
    for (offset, ghost) in ghosts {
        into.ghost(ghost, offset, paragraph.levels().len(), false);
    }
    into
}

/// Measures a cluster for a pane of some width, and changes what it shows where that has no width
/// or too much.
fn measure(cluster: &mut Cluster, pane: u16) -> Piece {
    let must_break_after = cluster.ends_line;
    let symbol = &mut cluster.symbol;
    // A character of ASCII, or a letter in its form.
    if let [byte] | [0xef, 0xba | 0xbb, byte] = *symbol.as_bytes() {
        return Piece {
            width: 1,
            hangs: byte == b' ',
            must_break_after,
            ..Piece::default()
        };
    }
    let mut width = width_of(symbol);
    if width == 0 && !symbol.is_empty() {
        *symbol = format_compact!("{DOTTED_CIRCLE}{symbol}");
        width = width_of(symbol).max(1);
    }
    if u16::from(width) > pane {
        *symbol = TOO_WIDE.into();
        width = 1;
    }
    Piece {
        width,
        hangs: symbol.chars().all(hangs),
        must_break_after,
        ..Piece::default()
    }
}

impl Units {
    fn push(&mut self, mut cluster: Cluster, span: Span, may_break_before: bool) {
        cluster.span = span;
        self.pieces.push(Piece {
            may_break_before,
            ..measure(&mut cluster, self.pane)
        });
        self.clusters.push(cluster);
    }

    /// Adds a cluster with a mark for each invisible character in it. The visible letters
    /// keep their bytes, and every mark has those of its character.
    fn marked(&mut self, text: &str, cluster: Cluster, start: usize, may_break: bool) {
        let letters = cluster.span.of(text);
        if !letters.chars().any(needs_mark) || matches!(letters, "\n" | "\r" | "\r\n") {
            let span = cluster.span.shifted(start);
            self.push(cluster, span, may_break);
            return;
        }
        let from = start + cluster.span.start;
        let first_char = cluster.first_char;
        let mut cluster = Some(cluster).filter(|_| letters.chars().any(|c| !needs_mark(c)));
        let mut may_break = may_break;
        for (index, (at, c)) in letters.char_indices().enumerate() {
            let span = Span::new(from + at, from + at + c.len_utf8());
            if needs_mark(c) {
                self.mark(c, span, first_char + index, may_break);
            } else if let Some(cluster) = cluster.take() {
                self.push(cluster, span, may_break);
            } else if let Some(last) = self.clusters.last_mut() {
                last.span.end = span.end;
            }
            may_break = false;
        }
    }

    fn mark(&mut self, c: char, span: Span, first_char: usize, may_break_before: bool) {
        let mut symbol = CompactString::from(mark_of(c));
        let mut width = width_of(&symbol);
        if u16::from(width) > self.pane {
            symbol = TOO_WIDE.into();
            width = 1;
        }
        self.clusters.push(Cluster {
            logical: symbol.clone(),
            symbol,
            span,
            first_char,
            ends_line: false,
        });
        self.pieces.push(Piece {
            width,
            may_break_before,
            is_mark: true,
            ..Piece::default()
        });
    }

    /// Adds a mark for a character that is not in the text any more.
    fn ghost(&mut self, c: char, offset: usize, next_char: usize, may_break: bool) {
        self.mark(c, Span::new(offset, offset), next_char, may_break);
        if let Some(last) = self.pieces.last_mut() {
            last.is_ghost = true;
        }
    }
}

/// Returns the width of a symbol in cells, as the terminal library counts it. An Arabic
/// letter with its vowel signs is one cell and needs no table.
fn width_of(symbol: &str) -> u8 {
    if symbol.len() < 2 {
        return u8::from(!symbol.is_empty());
    }
    let mut chars = symbol.chars();
    let is_letter = |c| {
        matches!(c, '\u{620}'..='\u{64a}' | '\u{671}'..='\u{6d3}'
            | '\u{fb50}'..='\u{fbb1}' | '\u{fe80}'..='\u{fefc}')
    };
    if chars.next().is_some_and(is_letter) && chars.all(|c| matches!(c, '\u{64b}'..='\u{652}')) {
        return 1;
    }
    u8::try_from(symbol.width()).unwrap_or(u8::MAX)
}

/// Returns whether `c` gets a mark where invisible characters are shown: all that leave
/// nothing, and spaces that cannot be told from a plain one.
fn needs_mark(c: char) -> bool {
    is_invisible(c) || (c != ' ' && c != '\u{3000}' && c.is_whitespace())
}

/// Returns whether `c` is a space that is not drawn at the end of a line (UAX #14 classes
/// SP, and BA where it is white space).
fn hangs(c: char) -> bool {
    c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{2007}' | '\u{202f}')
}
