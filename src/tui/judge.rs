//! The loop of blind judging: wait, update, keep, draw.
//!
//! An answer is on the disk before it is on the screen. The session is that of
//! [`crate::session::judge`], drawn by [`crate::tui::view::judge`].

use crate::session::Event;
use crate::session::judge::{Effect, Judge, update};
use crate::tui::canvas;
use crate::tui::ended::Ended;
use crate::tui::external::External;
use crate::tui::input::Input;
use crate::tui::modes::Modes;
use crate::tui::post::Receiver;
use crate::tui::terminal::Guard;
use crate::tui::view::{Look, judge as view};
use harf::CaretMap;
use harf::encode::{Encoding, encode_buffer, lighten_buffer};
use ratatui::Terminal;
use ratatui::backend::Backend;
use ratatui::layout::{Position, Rect};
use std::io;
use std::time::Instant;

/// Draws the session into any backend; returns the cells of the translation that is judged.
///
/// # Errors
/// What the backend says.
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

/// Judges until the user leaves. `keep` writes the answers about a segment to the disk; what it
/// says is shown.
///
/// # Errors
/// What the terminal says.
pub fn judge(
    judge: &mut Judge,
    look: &Look,
    modes: Modes,
    outside: &Receiver<External>,
    keep: &mut dyn FnMut(&Judge, usize) -> Option<crate::session::Notice>,
) -> io::Result<Ended> {
    let encoding = modes.facts.encoding;
    let _guard = Guard::enter(modes)?;
    let mut terminal = canvas::screen()?;
    let mut input = Input::open(outside.waker())?;
    let begin = Instant::now();
    let mut map = draw(&mut *terminal, judge, look, encoding)?;
    loop {
        let heard = input.wait(None);
        if let Ok(External::End(signal)) = outside.try_recv() {
            return Ok(Ended::Signal(signal));
        }
        heard?;
        while let Some(event) = input.next_event()? {
            if event == Event::Resized {
                let size = terminal.size()?;
                terminal.resize(Rect::from((Position::ORIGIN, size)))?;
            }
            judge.now = begin.elapsed().as_secs_f64();
            for effect in update(judge, &look.keymap, &event, &map) {
                match effect {
                    Effect::Keep(at) => {
                        if let Some(said) = keep(judge, at) {
                            judge.message = Some(said);
                        }
                    }
                    Effect::Redraw => {
                        let size = terminal.size()?;
                        terminal.resize(Rect::from((Position::ORIGIN, size)))?;
                    }
                    Effect::Quit => return Ok(Ended::Quit),
                }
            }
            // The next key moves in what this one made.
            map = draw(&mut *terminal, judge, look, encoding)?;
        }
        map = draw(&mut *terminal, judge, look, encoding)?;
    }
}
