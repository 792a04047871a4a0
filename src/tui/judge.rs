//! The loop of blind judging: wait, update, save, draw.
//!
//! An answer is on disk before it is on the screen. The session is that of
//! [`crate::session::judge`], drawn by [`crate::tui::view::judge`].

use crate::session::Event;
use crate::session::judge::{Effect, Judge, update};
use crate::tui::canvas;
use crate::tui::ended::Ended;
use crate::tui::event_channel::Receiver;
use crate::tui::external::External;
use crate::tui::input::Input;
use crate::tui::linear::Judged;
use crate::tui::modes::Modes;
use crate::tui::terminal::Guard;
use crate::tui::view::{Look, judge as view};
use harf::CaretMap;
use harf::encode::{Encoding, encode_buffer, lighten_buffer};
use ratatui::Terminal;
use ratatui::backend::{Backend, TestBackend};
use ratatui::layout::{Position, Rect};
use std::io;
use std::mem::ManuallyDrop;
use std::time::Instant;

/// Draws the session into any backend; returns the cells of the current translation.
///
/// # Errors
/// Those of the backend.
pub fn draw<B: Backend>(
    terminal: &mut Terminal<B>,
    judge: &Judge,
    look: &Look,
    encoding: Encoding,
) -> Result<CaretMap, B::Error> {
    let mut map = CaretMap::default();
    terminal.draw(|frame| {
        let drawn = view::screen(frame.buffer_mut(), judge, look);
        lighten_buffer(frame.buffer_mut());
        encode_buffer(frame.buffer_mut(), encoding);
        if let Some((x, y)) = drawn.cursor {
            frame.set_cursor_position(Position { x, y });
        }
        map = drawn.caret;
    })?;
    Ok(map)
}

/// Judges until the user quits. `keep` writes the answers about a segment to disk; its message
/// is shown.
///
/// # Errors
/// Those of the terminal.
pub fn judge(
    judge: &mut Judge,
    look: &Look,
    modes: Modes,
    outside: &Receiver<External>,
    keep: &mut dyn FnMut(&Judge, usize) -> Option<crate::session::Notice>,
) -> io::Result<Ended> {
    let (encoding, linear) = (modes.facts.encoding, modes.linear);
    let _guard = Guard::enter(modes)?;
    let mut page = Page::new(linear)?;
    let mut input = Input::open(outside.waker())?;
    let begin = Instant::now();
    let mut map = page.draw(judge, look, encoding)?;
    loop {
        let heard = input.wait(None);
        if let Ok(External::End(signal)) = outside.try_recv() {
            return Ok(Ended::Signal(signal));
        }
        heard?;
        while let Some(event) = input.next_event()? {
            if event == Event::Resized {
                page.resize()?;
            }
            judge.now = begin.elapsed().as_secs_f64();
            for effect in update(judge, &look.keymap, &event, &map) {
                match effect {
                    Effect::Keep(at) => {
                        if let Some(said) = keep(judge, at) {
                            judge.message = Some(said);
                        }
                    }
                    Effect::Redraw => page.resize()?,
                    Effect::Quit => return Ok(Ended::Quit),
                }
            }
            // The next key moves in what this one made.
            map = page.draw(judge, look, encoding)?;
        }
    }
}

/// Where the session is drawn: the screen, or lines about changes of an invisible
/// screen, which provides the caret positions.
enum Page {
    Screen(ManuallyDrop<canvas::Screen>),
    Lines(Box<Terminal<TestBackend>>, Judged),
}

impl Page {
    fn new(linear: bool) -> io::Result<Self> {
        if !linear {
            return canvas::screen().map(Self::Screen);
        }
        let (columns, rows) = canvas::unseen_size();
        let Ok(terminal) = Terminal::new(TestBackend::new(columns, rows));
        Ok(Self::Lines(Box::new(terminal), Judged::default()))
    }

    fn draw(&mut self, judge: &Judge, look: &Look, encoding: Encoding) -> io::Result<CaretMap> {
        match self {
            Self::Screen(terminal) => draw(&mut **terminal, judge, look, encoding),
            Self::Lines(terminal, judged) => {
                let Ok(map) = draw(&mut **terminal, judge, look, encoding);
                judged.say(judge, look)?;
                Ok(map)
            }
        }
    }

    fn resize(&mut self) -> io::Result<()> {
        match self {
            Self::Screen(terminal) => {
                let size = terminal.size()?;
                terminal.resize(Rect::from((Position::ORIGIN, size)))
            }
            Self::Lines(terminal, _) => {
                let (columns, rows) = canvas::unseen_size();
                terminal.backend_mut().resize(columns, rows);
                let Ok(()) = terminal.resize(Rect::new(0, 0, columns, rows));
                Ok(())
            }
        }
    }
}
