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
use unicode_width::UnicodeWidthStr;

/// Stands for a cluster that is wider than the whole pane.
const TOO_WIDE: &str = "\u{b7}";
/// Carries what would have no width of its own.
const DOTTED_CIRCLE: char = '\u{25cc}';

/// One cluster, or one mark, in logical order.
#[derive(Clone, Debug)]
pub(crate) struct Unit {
    pub(crate) symbol: CompactString,
    pub(crate) logical: CompactString,
    pub(crate) span: Span,
    /// The first character that comes after everything before this unit.
    pub(crate) first_char: usize,
    /// The character whose level it has; of no character, the paragraph's.
    pub(crate) level_char: Option<usize>,
    pub(crate) piece: Piece,
    pub(crate) is_mark: bool,
    pub(crate) is_ghost: bool,
}

/// Cuts `text` into units. Spans are bytes of `text` moved by `start`; `ghosts` are given
/// by offsets that are moved already.
pub(crate) fn units(
    text: &str,
    paragraph: &Paragraph,
    ghosts: &[(usize, char)],
    start: usize,
    options: &LayoutOptions<'_>,
) -> Vec<Unit> {
    let clusters = shape(text, paragraph.levels(), options.policy());
    let mut breaks = opportunities(text).peekable();
    let mut into = Units {
        pane: options.width.0.max(1),
        list: Vec::with_capacity(clusters.len()),
    };
    let show = options.invisibles == Invisibles::Show;
    let mut ghosts = ghosts.iter().copied().filter(|_| show).peekable();
    for cluster in clusters {
        let mut may_break = false;
        while breaks.next_if(|&at| at <= cluster.span.start).is_some() {
            may_break = true;
        }
        let at = start + cluster.span.start;
        while let Some((offset, ghost)) = ghosts.next_if(|&(offset, _)| offset <= at) {
            into.ghost(ghost, offset, cluster.first_char, may_break);
            may_break = false;
        }
        if show {
            into.with_marks(text, cluster, start, may_break);
        } else {
            let span = cluster.span.shifted(start);
            into.cluster(cluster, span, may_break);
        }
    }
    for (offset, ghost) in ghosts {
        into.ghost(ghost, offset, paragraph.levels().len(), false);
    }
    into.list
}

/// Collects units for a pane of some width.
struct Units {
    pane: u16,
    list: Vec<Unit>,
}

impl Units {
    fn cluster(&mut self, cluster: Cluster, span: Span, may_break_before: bool) {
        let ends_line = cluster.ends_line;
        let mut symbol = cluster.symbol;
        let mut width = width_of(&symbol);
        if width == 0 && !symbol.is_empty() {
            symbol = format_compact!("{DOTTED_CIRCLE}{symbol}");
            width = width_of(&symbol).max(1);
        }
        if u16::from(width) > self.pane {
            symbol = TOO_WIDE.into();
            width = 1;
        }
        let hangs = symbol.chars().all(hangs);
        self.list.push(Unit {
            symbol,
            logical: cluster.logical,
            span,
            first_char: cluster.first_char,
            level_char: Some(cluster.first_char),
            piece: Piece {
                width,
                may_break_before,
                hangs,
                must_break_after: ends_line,
            },
            is_mark: false,
            is_ghost: false,
        });
    }

    /// Adds a cluster with a mark for each invisible character in it. The visible letters
    /// keep their bytes, and every mark has those of its character.
    fn with_marks(&mut self, text: &str, cluster: Cluster, start: usize, may_break: bool) {
        let letters = cluster.span.of(text);
        if !letters.chars().any(needs_mark) || matches!(letters, "\n" | "\r" | "\r\n") {
            let span = cluster.span.shifted(start);
            self.cluster(cluster, span, may_break);
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
                self.cluster(cluster, span, may_break);
            } else if let Some(last) = self.list.last_mut() {
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
        self.list.push(Unit {
            logical: symbol.clone(),
            symbol,
            span,
            first_char,
            level_char: Some(first_char),
            piece: Piece {
                width,
                may_break_before,
                ..Piece::default()
            },
            is_mark: true,
            is_ghost: false,
        });
    }

    /// Adds a mark for a character that is not in the text any more. It takes the level of
    /// the character before it, as UAX #9 §5.2 gives to what X9 removes.
    fn ghost(&mut self, c: char, offset: usize, next_char: usize, may_break: bool) {
        self.mark(c, Span::new(offset, offset), next_char, may_break);
        if let Some(last) = self.list.last_mut() {
            last.level_char = next_char.checked_sub(1);
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
