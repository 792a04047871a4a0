//! What is written again with a changed cell, so that no ink is left behind.

use harf::ratatui::Spotless;
use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect, Size};
use std::convert::Infallible;

/// A terminal that paints a cell's ground, then its letter: an inked letter reaches into the
/// cells round it, and only writing such a cell takes that away.
#[derive(Default)]
struct Paper {
    letters: Buffer,
    /// Which letters have ink in each cell beside their own.
    ink: Vec<Vec<String>>,
    written: usize,
}

fn is_inked(symbol: &str) -> bool {
    symbol
        .chars()
        .any(|c| ('\u{590}'..='\u{fefc}').contains(&c) && c != '\u{2502}')
}

impl Paper {
    fn new(area: Rect) -> Self {
        Self {
            letters: Buffer::empty(area),
            ink: vec![Vec::new(); area.area() as usize],
            written: 0,
        }
    }

    fn at(&self, x: u16, y: u16) -> usize {
        self.letters.index_of(x, y)
    }

    /// The cells round one: both sides, above and below.
    fn round(&self, x: u16, y: u16) -> Vec<usize> {
        let area = self.letters.area;
        let mut found = Vec::new();
        for (x, y) in [
            (x.checked_sub(1), Some(y)),
            (x.checked_add(1), Some(y)),
            (Some(x), y.checked_sub(1)),
            (Some(x), y.checked_add(1)),
        ] {
            if let (Some(x), Some(y)) = (x, y)
                && area.contains(Position { x, y })
            {
                found.push(self.at(x, y));
            }
        }
        found
    }

    /// The cells with ink of a letter that is not beside them any more.
    fn specks(&self) -> Vec<usize> {
        let area = self.letters.area;
        let mut ours = vec![Vec::new(); self.ink.len()];
        for y in 0..area.height {
            for x in 0..area.width {
                let symbol = self.letters[(x, y)].symbol();
                for at in self.round(x, y) {
                    ours[at].push(symbol.to_owned());
                }
            }
        }
        (0..self.ink.len())
            .filter(|at| self.ink[*at].iter().any(|ink| !ours[*at].contains(ink)))
            .collect()
    }
}

impl Backend for Paper {
    type Error = Infallible;

    fn draw<'a, I: Iterator<Item = (u16, u16, &'a Cell)>>(
        &mut self,
        content: I,
    ) -> Result<(), Infallible> {
        // A run is painted in one go: grounds, then letters.
        let cells: Vec<(u16, u16, Cell)> = content.map(|(x, y, c)| (x, y, c.clone())).collect();
        for (x, y, cell) in &cells {
            let at = self.at(*x, *y);
            self.ink[at].clear();
            self.letters[(*x, *y)] = cell.clone();
            self.written += 1;
        }
        for (x, y, cell) in &cells {
            if is_inked(cell.symbol()) {
                for at in self.round(*x, *y) {
                    self.ink[at].push(cell.symbol().to_owned());
                }
            }
        }
        Ok(())
    }

    fn hide_cursor(&mut self) -> Result<(), Infallible> {
        Ok(())
    }

    fn show_cursor(&mut self) -> Result<(), Infallible> {
        Ok(())
    }

    fn get_cursor_position(&mut self) -> Result<Position, Infallible> {
        Ok(Position::ORIGIN)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, _: P) -> Result<(), Infallible> {
        Ok(())
    }

    fn clear(&mut self) -> Result<(), Infallible> {
        *self = Self {
            written: self.written,
            ..Self::new(self.letters.area)
        };
        Ok(())
    }

    fn clear_region(&mut self, _: ClearType) -> Result<(), Infallible> {
        self.clear()
    }

    fn size(&self) -> Result<Size, Infallible> {
        Ok(self.letters.area.as_size())
    }

    fn window_size(&mut self) -> Result<WindowSize, Infallible> {
        Ok(WindowSize {
            columns_rows: self.size()?,
            pixels: Size::default(),
        })
    }

    fn flush(&mut self) -> Result<(), Infallible> {
        Ok(())
    }
}

fn page(rows: &[&str]) -> Buffer {
    let mut buffer = Buffer::empty(Rect::new(0, 0, 24, 5));
    for (y, row) in (0..).zip(rows) {
        for (x, letter) in (0..).zip(row.chars()) {
            buffer[(x, y)].set_char(letter);
        }
    }
    buffer
}

const FULL: [&str; 5] = [
    "abc def \u{2502}   \u{fee2}\u{fee0}\u{feb3} \u{fef2}\u{feed}",
    "        \u{2502}     \u{fef2}\u{feed}",
    "ghi     \u{2502}  \u{fee2}\u{fee0}\u{feb3}",
    "        \u{2502}",
    "jk \u{fef2}\u{feed} l \u{2502} \u{fee2}\u{fee0}",
];

#[test]
fn no_ink_is_left_where_letters_went_away() {
    let other = ["abc", "", "", "ghi \u{fef2}\u{feed}", ""];
    let scrolled = [FULL[1], FULL[2], FULL[3], FULL[4], ""];
    let mut screen = Spotless::new(Paper::new(Rect::new(0, 0, 24, 5)));
    screen.clear().unwrap();
    let mut before = page(&[]);
    for rows in [FULL, other, FULL, scrolled, other, scrolled, [""; 5], FULL] {
        let next = page(&rows);
        screen.draw(before.diff(&next).into_iter()).unwrap();
        assert_eq!(screen.inner().letters, next);
        assert_eq!(
            screen.inner().specks(),
            Vec::<usize>::new(),
            "after {rows:?}"
        );
        before = next;
    }
}

#[test]
fn the_same_without_it_leaves_ink() {
    let mut bare = Paper::new(Rect::new(0, 0, 24, 5));
    bare.draw(page(&[]).diff(&page(&FULL)).into_iter()).unwrap();
    bare.draw(page(&FULL).diff(&page(&[])).into_iter()).unwrap();
    assert!(!bare.specks().is_empty());
}

#[test]
fn what_has_no_letters_beside_it_is_written_alone() {
    let mut screen = Spotless::new(Paper::new(Rect::new(0, 0, 24, 5)));
    screen.clear().unwrap();
    screen
        .draw(page(&[]).diff(&page(&FULL)).into_iter())
        .unwrap();
    let before = screen.inner().written;
    let mut next = page(&FULL);
    next[(1, 2)].set_char('x');
    screen.draw(page(&FULL).diff(&next).into_iter()).unwrap();
    assert_eq!(screen.inner().written - before, 1);
}

#[test]
fn a_short_gap_is_written_and_not_jumped_over() {
    let rows = |text: &str| page(&[text, "\u{2502}"]);
    let written = |now: &str| {
        let before = rows("one two three four");
        let mut screen = Spotless::new(Paper::new(Rect::new(0, 0, 24, 5)));
        screen.clear().unwrap();
        screen.draw(page(&[]).diff(&before).into_iter()).unwrap();
        let count = screen.inner().written;
        let next = rows(now);
        screen.draw(before.diff(&next).into_iter()).unwrap();
        assert_eq!(screen.inner().letters, next);
        screen.inner().written - count
    };
    // Two letters and the blank between, in one run; then two with five cells between.
    assert_eq!(written("onE Two three four"), 3);
    assert_eq!(written("onE two Three four"), 7);
    // Too far.
    assert_eq!(written("One two three fouR"), 2);
}

#[test]
fn a_changed_letter_is_written_with_its_word() {
    let mut screen = Spotless::new(Paper::new(Rect::new(0, 0, 24, 5)));
    screen.clear().unwrap();
    screen
        .draw(page(&[]).diff(&page(&FULL)).into_iter())
        .unwrap();
    let before = screen.inner().written;
    let mut next = page(&FULL);
    next[(13, 0)].set_style(ratatui::style::Style::new().fg(ratatui::style::Color::Red));
    screen.draw(page(&FULL).diff(&next).into_iter()).unwrap();
    // Three letters, and the cell that the tail lies on.
    assert_eq!(screen.inner().written - before, 4);
}

#[test]
fn at_rest_what_was_cut_is_whole_again() {
    let mut screen = Spotless::new(Paper::new(Rect::new(0, 0, 24, 5)));
    screen.clear().unwrap();
    screen
        .draw(page(&[]).diff(&page(&FULL)).into_iter())
        .unwrap();
    let whole = screen.inner().ink.clone();
    // The terminal read a part that began in each of these words.
    screen.inner_mut().ink.iter_mut().for_each(Vec::clear);
    screen.settle().unwrap();
    assert_eq!(screen.inner().ink, whole);
    assert_eq!(screen.inner().letters, page(&FULL));
    // Words are written once more only once, and those alone that changed.
    let before = screen.inner().written;
    screen.settle().unwrap();
    let mut next = page(&FULL);
    next[(1, 2)].set_char('x');
    screen.draw(page(&FULL).diff(&next).into_iter()).unwrap();
    screen.settle().unwrap();
    assert_eq!(screen.inner().written - before, 1);
    let mut changed = next.clone();
    changed[(17, 0)].set_char('\u{fee3}');
    let before = screen.inner().written;
    screen.draw(next.diff(&changed).into_iter()).unwrap();
    let drawn = screen.inner().written - before;
    screen.settle().unwrap();
    let again = screen.inner().written - before - drawn;
    assert!((3..=drawn).contains(&again), "{again} of {drawn}");
}
