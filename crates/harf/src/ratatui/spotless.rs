//! A backend that leaves no ink behind.
//!
//! Joined letters reach beyond their cells: tails below, dots above, strokes to the side. Some
//! terminals paint a cell's ground and then its letter, so a cell that is overwritten leaves what
//! of its ink lay on its neighbours, and a neighbour that is overwritten loses what lay on it.
//! Here a changed cell in or beside right-to-left letters is therefore written again with the
//! word that it belongs to; where letters went away, the rows above and below are too. What is
//! then on the screen is what a full redraw would give. Between two changed pieces the cursor is
//! not moved where writing what is there already takes fewer bytes.
//!
//! xterm cuts a letter in two where its reading of the output does, and no program can know where
//! that is while the terminal is behind. [`Spotless::settle`] mends it at rest.

use crate::encode::has_ink;
use ratatui_core::backend::{Backend, ClearType, WindowSize};
use ratatui_core::buffer::{Cell, CellWidth};
use ratatui_core::layout::{Position, Size};

/// Writes to another backend, and with every changed cell what its ink touches.
///
/// ```
/// use harf::ratatui::Spotless;
/// use ratatui::Terminal;
/// use ratatui::backend::TestBackend;
///
/// // In a program: Spotless::new(CrosstermBackend::new(stdout()))
/// let mut terminal = Terminal::new(Spotless::new(TestBackend::new(20, 4)))?;
/// terminal.draw(|frame| frame.render_widget("\u{628}", frame.area()))?;
/// # Ok::<(), core::convert::Infallible>(())
/// ```
#[derive(Debug)]
pub struct Spotless<B> {
    inner: B,
    rows: Vec<Row>,
    /// How large the screen was when it was cleared: there, what was never written is blank.
    /// None where somebody else may have written.
    blank: Option<Size>,
    cursor: Position,
}

/// The bytes that it takes to go to another cell of a row.
const MOVE: usize = 8;

/// One row as the terminal shows it.
#[derive(Clone, Debug, Default)]
struct Row {
    /// None where nobody knows what is there.
    cells: Vec<Option<Cell>>,
    /// What is to be written in this frame.
    dirty: Vec<bool>,
    /// Where there is a right-to-left letter, or was before this frame.
    ink: Vec<bool>,
    /// What was written since the last rest.
    fresh: Vec<bool>,
}

impl<B> Spotless<B> {
    /// Wraps a backend whose screen nobody has written to yet.
    pub const fn new(inner: B) -> Self {
        Self {
            inner,
            rows: Vec::new(),
            blank: None,
            cursor: Position::ORIGIN,
        }
    }

    /// Returns the backend that is written to.
    pub const fn inner(&self) -> &B {
        &self.inner
    }

    /// Returns the backend that is written to, to be changed. What is written to it past this
    /// one is not known here: clear the screen after it.
    pub const fn inner_mut(&mut self) -> &mut B {
        &mut self.inner
    }

    fn forget(&mut self, blank: Option<Size>) {
        self.rows.clear();
        self.blank = blank;
    }

    fn row_mut(&mut self, y: usize, width: usize) -> &mut Row {
        let unwritten = self.blank.map(|_| Cell::EMPTY);
        if self.rows.len() <= y {
            self.rows.resize(y + 1, Row::default());
        }
        let row = &mut self.rows[y];
        if row.cells.len() < width {
            row.cells.resize(width, unwritten);
            row.dirty.resize(width, false);
            row.ink.resize(width, false);
            row.fresh.resize(width, false);
        }
        row
    }

    /// Takes a changed cell down; returns whether a letter went away.
    fn set_cell(&mut self, x: usize, y: usize, cell: &Cell) -> bool {
        let columns = usize::from(cell.cell_width()).max(1);
        let row = self.row_mut(y, x + columns);
        let is_inked = has_ink(cell.symbol());
        let mut gone = false;
        for at in x..x + columns {
            let old = row.cells[at].as_ref();
            let was_inked = old.is_some_and(|old| has_ink(old.symbol()));
            gone |= was_inked && old.is_some_and(|old| old.symbol() != cell.symbol());
            row.ink[at] = is_inked || was_inked;
            row.dirty[at] = true;
            row.cells[at] = Some(if at == x { cell.clone() } else { Cell::EMPTY });
        }
        gone
    }

    /// Marks what is beside a letter that went away, in its row and the two next to it.
    fn spill(&mut self, x: usize, y: usize) {
        for y in y.saturating_sub(1)..=y + 1 {
            let width = match self.blank {
                Some(size) if y < usize::from(size.height) => usize::from(size.width).min(x + 2),
                Some(_) => continue,
                None => self.rows.get(y).map_or(0, |row| row.cells.len()).min(x + 2),
            };
            if width <= x {
                continue;
            }
            let row = self.row_mut(y, width);
            for at in x.saturating_sub(1)..width {
                row.dirty[at] |= row.cells[at].is_some();
            }
        }
    }
}

impl Row {
    /// Marks the cells whose letters may reach beyond them.
    fn mark_ink(&mut self) {
        for at in 0..self.cells.len() {
            self.ink[at] |= self.cells[at]
                .as_ref()
                .is_some_and(|cell| has_ink(cell.symbol()));
        }
    }

    /// Notes what is to be written for the next rest.
    fn keep_fresh(&mut self) {
        for (fresh, dirty) in self.fresh.iter_mut().zip(&self.dirty) {
            *fresh |= dirty;
        }
    }

    /// Has the letters written that are fresh.
    fn take_fresh(&mut self) {
        self.mark_ink();
        for (at, fresh) in self.fresh.iter_mut().enumerate() {
            self.dirty[at] |= std::mem::take(fresh) && self.ink[at];
        }
    }

    /// Carries what is to be written through the words that it touches.
    fn spread(&mut self) {
        if !self.dirty.contains(&true) || !self.ink.contains(&true) {
            return;
        }
        let count = self.cells.len();
        // Through letters to the right, then to the left; a changed cell beside a word counts.
        for at in 1..count {
            self.dirty[at] |= self.dirty[at - 1] && self.ink[at];
        }
        for at in (0..count.saturating_sub(1)).rev() {
            self.dirty[at] |= self.dirty[at + 1] && self.ink[at];
        }
        // The tail of a word lies on the cell left of it.
        for at in 0..count.saturating_sub(1) {
            self.dirty[at] |= self.dirty[at + 1] && self.ink[at + 1];
        }
        // A wide character is written from its first column.
        for at in 0..count.saturating_sub(1) {
            let wide = |cell: &Cell| cell.cell_width() > 1;
            if self.dirty[at + 1] && self.cells[at].as_ref().is_some_and(wide) {
                self.dirty[at] = true;
            }
        }
    }

    /// Adds what lies between two pieces to be written where that costs less than to go from one
    /// to the other: to move takes eight bytes or so, a blank between two words one.
    fn join(&mut self) {
        let mut last = None;
        for at in 0..self.cells.len() {
            if !self.dirty[at] {
                continue;
            }
            if let Some(from) = last.filter(|from| from + 1 < at)
                && self.is_cheap(from, at)
            {
                self.dirty[from + 1..at].fill(true);
            }
            last = Some(at);
        }
    }

    /// Returns whether the cells between two are few and plain: letters without ink beyond their
    /// cell, in the style of the cell before them.
    fn is_cheap(&self, from: usize, to: usize) -> bool {
        let style = |cell: &Cell| (cell.fg, cell.bg, cell.modifier);
        let Some(before) = self.cells[from].as_ref().map(style) else {
            return false;
        };
        let mut bytes = 0;
        to - from <= MOVE
            && (from + 1..to).all(|at| {
                let cell = self.cells[at].as_ref();
                bytes += cell.map_or(0, |cell| cell.symbol().len());
                cell.is_some_and(|cell| {
                    style(cell) == before && cell.cell_width() == 1 && !has_ink(cell.symbol())
                }) && !self.ink[at]
                    && bytes < MOVE
            })
    }

    /// Returns the cells to write, from left to right.
    fn written(&self) -> Vec<(usize, &Cell)> {
        let mut written = Vec::new();
        let mut at = 0;
        while at < self.cells.len() {
            let Some(cell) = self.cells[at].as_ref() else {
                at += 1;
                continue;
            };
            if self.dirty[at] {
                written.push((at, cell));
            }
            at += usize::from(cell.cell_width()).max(1);
        }
        written
    }
}

impl<B: Backend> Spotless<B> {
    /// Writes the right-to-left words that changed since the last call once more, each whole, and
    /// puts the cursor back. To be called when no key has come for a while, in a terminal whose
    /// [`cuts_letters`](crate::Facts::cuts_letters) holds.
    ///
    /// # Errors
    /// What the backend says.
    pub fn settle(&mut self) -> Result<(), B::Error> {
        for row in &mut self.rows {
            if row.fresh.contains(&true) {
                row.take_fresh();
                row.spread();
                row.join();
            }
        }
        if self.rows.iter().all(|row| !row.dirty.contains(&true)) {
            return Ok(());
        }
        self.write_dirty()?;
        self.inner.set_cursor_position(self.cursor)?;
        self.inner.flush()
    }

    /// Writes what is to be written, and nothing is then.
    fn write_dirty(&mut self) -> Result<(), B::Error> {
        let rows = (0_u16..).zip(&self.rows);
        let cells = rows
            .filter(|(_, row)| row.dirty.contains(&true))
            .flat_map(|(y, row)| {
                let cells = row.written().into_iter();
                cells.filter_map(move |(x, cell)| Some((u16::try_from(x).ok()?, y, cell)))
            });
        let drawn = self.inner.draw(cells);
        for row in &mut self.rows {
            row.dirty.fill(false);
            row.ink.fill(false);
        }
        drawn
    }
}

impl<B: Backend> Backend for Spotless<B> {
    type Error = B::Error;

    fn draw<'a, I>(&mut self, content: I) -> Result<(), Self::Error>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let mut gone = Vec::new();
        for (x, y, cell) in content {
            let (x, y) = (usize::from(x), usize::from(y));
            if self.set_cell(x, y, cell) {
                gone.push((x, y));
            }
        }
        for (x, y) in gone {
            self.spill(x, y);
        }
        for row in &mut self.rows {
            if row.dirty.contains(&true) {
                row.mark_ink();
                row.spread();
                row.join();
                row.keep_fresh();
            }
        }
        self.write_dirty()
    }

    fn append_lines(&mut self, n: u16) -> Result<(), Self::Error> {
        self.forget(None);
        self.inner.append_lines(n)
    }

    fn hide_cursor(&mut self) -> Result<(), Self::Error> {
        self.inner.hide_cursor()
    }

    fn show_cursor(&mut self) -> Result<(), Self::Error> {
        self.inner.show_cursor()
    }

    fn get_cursor_position(&mut self) -> Result<Position, Self::Error> {
        self.inner.get_cursor_position()
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> Result<(), Self::Error> {
        self.cursor = position.into();
        self.inner.set_cursor_position(self.cursor)
    }

    fn clear(&mut self) -> Result<(), Self::Error> {
        self.inner.clear()?;
        self.forget(self.inner.size().ok());
        Ok(())
    }

    fn clear_region(&mut self, clear_type: ClearType) -> Result<(), Self::Error> {
        let is_whole = match clear_type {
            ClearType::All => true,
            ClearType::AfterCursor => self.cursor == Position::ORIGIN,
            // What is left is somebody else's, or is written again by ratatui.
            _ => false,
        };
        self.inner.clear_region(clear_type)?;
        self.forget(self.inner.size().ok().filter(|_| is_whole));
        Ok(())
    }

    fn size(&self) -> Result<Size, Self::Error> {
        self.inner.size()
    }

    fn window_size(&mut self) -> Result<WindowSize, Self::Error> {
        self.inner.window_size()
    }

    fn flush(&mut self) -> Result<(), Self::Error> {
        self.inner.flush()
    }
}
