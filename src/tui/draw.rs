//! One frame: the view, the encoding, the cursor.

use crate::session::reading::Reading;
use crate::session::{Geometry, ScrollTarget, Setting, State};
use crate::tui::page::RowCache;
use crate::tui::view::{Look, screen};
use harf::encode::{Encoding, encode_buffer, lighten_buffer};
use ratatui::Terminal;
use ratatui::backend::Backend;
use ratatui::layout::Position;

/// Draws the state into any backend: the view, the encoding, the cursor.
///
/// # Errors
/// Those of the backend.
pub fn draw<B: Backend>(
    terminal: &mut Terminal<B>,
    state: &State,
    look: &Look,
    encoding: Encoding,
    cache: &mut RowCache,
) -> Result<Geometry, B::Error> {
    let mut geometry = Geometry::default();
    terminal.draw(|frame| {
        let drawn = screen(frame.buffer_mut(), state, look, cache);
        if !state.home.settings.flag(Setting::RtlBold) {
            lighten_buffer(frame.buffer_mut());
        }
        encode_buffer(frame.buffer_mut(), encoding);
        geometry = drawn.geometry;
        if let Some((x, y)) = drawn.cursor {
            frame.set_cursor_position(Position { x, y });
        }
    })?;
    Ok(geometry)
}

/// Stores the result of the frame in the state: the first row actually shown.
pub fn take_back_scroll(reading: &mut Reading, geometry: &Geometry) {
    reading.view.top = geometry.top;
    reading.view.scroll_target = ScrollTarget::Keep;
}
