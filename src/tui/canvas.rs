//! What the loop draws on: the screen of the terminal, or (in the linear mode) an invisible
//! screen.
//!
//! The invisible screen is as large as the terminal, so that commands about pages and
//! rows do the same in both modes.

use crate::session::{Geometry, State};
use crate::tui::draw::draw;
use crate::tui::linear::Linear;
use crate::tui::page::RowCache;
use crate::tui::view::Look;
use harf::Pieces;
use harf::encode::Encoding;
use harf::ratatui::Spotless;
use ratatui::Terminal;
use ratatui::backend::{Backend, CrosstermBackend, TestBackend};
use ratatui::crossterm::terminal::size;
use ratatui::layout::{Position, Rect};
use std::io;
use std::mem::ManuallyDrop;

/// A place to draw.
pub(super) enum Canvas {
    /// The terminal's own screen. It is never dropped: what ratatui does then is done by the
    /// guard of the terminal, and it would complain to a terminal that is gone, which panics.
    Screen(ManuallyDrop<Screen>),
    /// The linear mode.
    Lines(Box<Unseen>),
}

/// The terminal's own screen.
pub(super) type Screen = Terminal<Spotless<CrosstermBackend<Pieces<io::Stdout>>>>;

/// Returns the terminal's own screen, to be drawn on while the guard of the terminal lives.
pub(super) fn screen() -> io::Result<ManuallyDrop<Screen>> {
    let out = Pieces::new(io::stdout());
    let terminal = Terminal::new(Spotless::new(CrosstermBackend::new(out)))?;
    Ok(ManuallyDrop::new(terminal))
}

/// Returns the size of a screen in memory: that of the terminal, never too small to hold a text.
pub(super) fn unseen_size() -> (u16, u16) {
    let (columns, rows) = size().unwrap_or((80, 24));
    (columns.max(20), rows.max(8))
}

/// A screen in memory, and its output as lines.
pub(super) struct Unseen {
    terminal: Terminal<TestBackend>,
    linear: Linear,
}

impl Canvas {
    /// Returns the canvas of the terminal, in linear mode if selected.
    pub(super) fn new(linear: bool) -> io::Result<Self> {
        if linear {
            let (columns, rows) = unseen_size();
            let terminal = Terminal::new(TestBackend::new(columns, rows));
            return match terminal {
                Ok(terminal) => Ok(Self::Lines(Box::new(Unseen {
                    terminal,
                    linear: Linear::default(),
                }))),
                Err(never) => match never {},
            };
        }
        screen().map(Self::Screen)
    }

    /// Draws a frame, or prints the changes since the last one as lines.
    pub(super) fn draw(
        &mut self,
        state: &State,
        look: &Look,
        encoding: Encoding,
        cache: &mut RowCache,
    ) -> io::Result<Geometry> {
        match self {
            Self::Screen(terminal) => draw(terminal, state, look, encoding, cache),
            Self::Lines(unseen) => {
                let drawn = draw(&mut unseen.terminal, state, look, encoding, cache);
                let Ok(geometry) = drawn;
                unseen.linear.say(state, look, &geometry)?;
                Ok(geometry)
            }
        }
    }

    /// Records that a key came, so that an answer equal to the last one is printed again.
    pub(super) fn heard(&mut self) {
        if let Self::Lines(unseen) = self {
            unseen.linear.heard();
        }
    }

    /// Returns whether each key is answered separately, however fast they come.
    pub(super) const fn says_each(&self) -> bool {
        matches!(self, Self::Lines(_))
    }

    /// Erases the screen, so that the next frame is written completely.
    pub(super) fn wipe(&mut self) -> io::Result<()> {
        match self {
            Self::Screen(terminal) => wipe(terminal),
            Self::Lines(unseen) => {
                let (columns, rows) = unseen_size();
                unseen.terminal.backend_mut().resize(columns, rows);
                let Ok(()) = wipe(&mut unseen.terminal);
                Ok(())
            }
        }
    }

    /// Writes the right-to-left words that changed since the last call once more.
    pub(super) fn settle(&mut self) -> io::Result<()> {
        match self {
            Self::Screen(terminal) => terminal.backend_mut().settle(),
            Self::Lines(_) => Ok(()),
        }
    }

    /// Prints the current pair again, as after erasing the screen.
    pub(super) fn again(&mut self) {
        if let Self::Lines(unseen) = self {
            unseen.linear = Linear::resumed();
        }
    }
}

/// Erases the screen. `Terminal::clear` would query the cursor position and wait for a
/// reply; a resize to the same size does not.
fn wipe<B: Backend>(terminal: &mut Terminal<B>) -> Result<(), B::Error> {
    let size = terminal.size()?;
    terminal.resize(Rect::from((Position::ORIGIN, size)))
}
