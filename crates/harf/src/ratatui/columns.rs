//! Which cells of a drawn screen are one column of text.
//!
//! Widgets leave no word of their columns in the buffer, so they are told from what is seen:
//! lines and blocks of a frame part columns, and so do three blanks or more. Two blanks may stand
//! in a sentence: they part columns where the rows next to them have blanks at the same place. A
//! table whose columns are one blank apart shows its borders in the rows whose cells are short:
//! where a gap of several blanks ends in one row, a single blank in the rows next to it is a border
//! too.

use ratatui_core::buffer::Cell;
use ratatui_core::style::Modifier;
use std::ops::Range;

/// A piece of text in one row: the columns that it fills.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// From its first to behind its last cell.
    pub(super) columns: Range<usize>,
    /// Whether it goes on from the piece in the row above.
    pub(super) goes_on: bool,
}

/// What blanks between two texts of a row do.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Gaps {
    /// They may part columns.
    End,
    /// They belong to the text: the row is one column.
    Belong,
}

/// What a cell does to columns.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Blank,
    Frame,
    Text,
}

fn kind(cell: &Cell) -> Kind {
    match cell.symbol().chars().next() {
        None | Some(' ') => Kind::Blank,
        Some('\u{2500}'..='\u{259f}') => Kind::Frame,
        Some(_) => Kind::Text,
    }
}

/// Returns the pieces of each row, from left to right. A cell for which `is_frame(row, column)` is true
/// parts columns, whatever it contains.
pub(super) fn pieces(
    rows: &[&[Cell]],
    gaps: Gaps,
    is_frame: impl Fn(usize, usize) -> bool,
) -> Vec<Vec<Piece>> {
    let mut kinds: Vec<Vec<Kind>> = rows.iter().map(|row| kinds(row)).collect();
    for (y, row) in kinds.iter_mut().enumerate() {
        for (x, kind) in row.iter_mut().enumerate() {
            if is_frame(y, x) {
                *kind = Kind::Frame;
            }
        }
    }
    let mut found: Vec<Vec<Piece>> = Vec::with_capacity(kinds.len());
    for (y, row) in kinds.iter().enumerate() {
        let borders = |gap: Range<usize>| match gap.len() {
            _ if gaps == Gaps::Belong => false,
            1 => has_border(&kinds, y, gap.start),
            2 => is_in_line(&kinds, y, &gap),
            _ => true,
        };
        let mut pieces = cut(row, borders);
        if let (Some(above), Some(before)) = (found.last(), y.checked_sub(1)) {
            for piece in &mut pieces {
                piece.goes_on = goes_on(&kinds[before], above, row, piece);
            }
        }
        found.push(pieces);
    }
    found
}

/// Returns what each cell is; the blank under the right half of a wide character is text.
fn kinds(row: &[Cell]) -> Vec<Kind> {
    use ratatui_core::buffer::CellWidth;
    let mut kinds: Vec<Kind> = row.iter().map(kind).collect();
    for (at, cell) in row.iter().enumerate() {
        for half in at + 1..at + usize::from(cell.cell_width()).max(1) {
            if let Some(slot) = kinds.get_mut(half) {
                *slot = Kind::Text;
            }
        }
    }
    for at in 0..kinds.len() {
        if is_caret(row, at)
            && let Some(slot) = kinds.get_mut(at)
        {
            *slot = Kind::Text;
        }
    }
    kinds
}

/// Returns whether a blank is the caret of an input widget: reversed, and by itself. It goes with
/// the text before it, at whose end the next letter will be.
fn is_caret(row: &[Cell], at: usize) -> bool {
    let reversed = |at: Option<usize>| {
        let cell = at.and_then(|at| row.get(at));
        cell.is_some_and(|cell| cell.modifier.contains(Modifier::REVERSED))
    };
    row.get(at).is_some_and(|cell| kind(cell) == Kind::Blank)
        && reversed(Some(at))
        && !reversed(at.checked_sub(1))
        && !reversed(Some(at + 1))
}

/// Cuts a row into pieces at frames and at blanks that are borders.
fn cut(row: &[Kind], borders: impl Fn(Range<usize>) -> bool) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut start = None;
    for (at, kind) in row.iter().enumerate() {
        let ends = match kind {
            Kind::Text => {
                start = start.or(Some(at));
                false
            }
            Kind::Frame => true,
            Kind::Blank if start.is_some() => {
                let rest = row.get(at..).unwrap_or_default();
                let blanks = rest.iter().take_while(|kind| **kind == Kind::Blank).count();
                let end = at + blanks;
                let is_first = at.checked_sub(1).and_then(|at| row.get(at)) == Some(&Kind::Text);
                row.get(end) != Some(&Kind::Text) || (is_first && borders(at..end))
            }
            Kind::Blank => false,
        };
        if let (true, Some(from)) = (ends, start) {
            pieces.push(Piece {
                columns: from..at,
                goes_on: false,
            });
            start = None;
        }
    }
    if let Some(from) = start {
        pieces.push(Piece {
            columns: from..row.len(),
            goes_on: false,
        });
    }
    pieces
}

/// Returns whether the single blank at `at` in row `y` parts columns: in a row of the same run of
/// rows with a blank there, a gap of several blanks between two texts ends or begins at it. A gap
/// that the row itself has at the same columns is no further border: right-aligned cells begin at
/// many columns.
fn has_border(kinds: &[Vec<Kind>], y: usize, at: usize) -> bool {
    let own = gaps(kinds.get(y).map_or(&[], Vec::as_slice));
    let is_own = |row: &[Kind]| {
        let gap = gaps(row).into_iter().find(|gap| gap.contains(&at));
        gap.is_some_and(|gap| {
            own.iter()
                .any(|own| own.start < gap.end && gap.start < own.end)
        })
    };
    let blank = |row: &Vec<Kind>| row.get(at) == Some(&Kind::Blank);
    let is_gap = |row: &Vec<Kind>| {
        let text = |at: Option<usize>| at.and_then(|at| row.get(at)) == Some(&Kind::Text);
        let left = text(at.checked_sub(1));
        let right = text(Some(at + 1));
        // One side of the gap is where ours is, and there is text on the other side of it too.
        let all_left = row.iter().take(at).any(|kind| *kind == Kind::Text);
        let all_right = row.iter().skip(at + 1).any(|kind| *kind == Kind::Text);
        left != right && all_left && all_right && !is_own(row)
    };
    let up = kinds.get(..y).unwrap_or_default().iter().rev();
    let down = kinds.get(y..).unwrap_or_default().iter().skip(1);
    up.take_while(|row| blank(row)).any(is_gap) || down.take_while(|row| blank(row)).any(is_gap)
}

/// Returns whether two blanks in row `y` part columns and not two words: in a row of the same run
/// of rows with blanks there, texts stand on both sides of them.
fn is_in_line(kinds: &[Vec<Kind>], y: usize, gap: &Range<usize>) -> bool {
    let blank = |row: &&Vec<Kind>| {
        let cells = row.get(gap.clone()).unwrap_or_default();
        cells.iter().all(|kind| *kind == Kind::Blank)
    };
    let has_text = |cells: Option<&[Kind]>| cells.unwrap_or_default().contains(&Kind::Text);
    let parts = |row: &Vec<Kind>| {
        let room = room(row, gap);
        has_text(row.get(room.start..gap.start)) && has_text(row.get(gap.end..room.end))
    };
    let up = kinds.get(..y).unwrap_or_default().iter().rev();
    let down = kinds.get(y + 1..).unwrap_or_default().iter();
    up.take_while(blank).any(parts) || down.take_while(blank).any(parts)
}

/// Returns the runs of several blanks of a row.
fn gaps(row: &[Kind]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = None;
    for (at, kind) in row.iter().chain([&Kind::Frame]).enumerate() {
        match (kind, start) {
            (Kind::Blank, None) => start = Some(at),
            (Kind::Blank, Some(_)) => {}
            (_, Some(from)) => {
                if at - from > 1 {
                    found.push(from..at);
                }
                start = None;
            }
            (_, None) => {}
        }
    }
    found
}

/// Returns whether a piece is the next line of a paragraph above it: the line above had no room
/// for the first word of this one.
fn goes_on(above: &[Kind], pieces: &[Piece], row: &[Kind], piece: &Piece) -> bool {
    let room = room(row, &piece.columns);
    let Some(before) = pieces
        .iter()
        .filter(|before| room.contains(&before.columns.start))
        .max_by_key(|before| before.columns.len())
    else {
        return false;
    };
    // Two columns that happen to lie one above the other are no paragraph.
    if self::room(above, &before.columns) != room {
        return false;
    }
    let word = row
        .get(piece.columns.clone())
        .unwrap_or_default()
        .iter()
        .take_while(|kind| **kind == Kind::Text)
        .count();
    before.columns.len() + 1 + word > room.len()
}

/// Returns the columns between the frames (or edges) on both sides of a piece.
fn room(row: &[Kind], columns: &Range<usize>) -> Range<usize> {
    let frame = |at: &usize| row.get(*at) == Some(&Kind::Frame);
    let start = (0..columns.start).rev().find(frame).map_or(0, |at| at + 1);
    let end = (columns.end..row.len()).find(frame).unwrap_or(row.len());
    start..end
}
