//! Frames of ratatui.

use super::cell::{Font, ScreenCell};
use super::{Encoding, Slant, encode_row, lighten_row};
use ratatui_core::buffer::{Buffer, Cell, CellWidth};
use ratatui_core::style::Modifier;

impl ScreenCell for Cell {
    fn symbol(&self) -> &str {
        Self::symbol(self)
    }

    fn set_symbol(&mut self, symbol: &str) {
        Self::set_symbol(self, symbol);
    }

    fn columns(&self) -> usize {
        usize::from(self.cell_width())
    }

    fn font(&self) -> Font {
        Font {
            bold: self.modifier.contains(Modifier::BOLD),
            italic: self.modifier.contains(Modifier::ITALIC),
        }
    }

    fn toggle_bold(&mut self) {
        self.modifier ^= Modifier::BOLD;
    }

    fn straighten(&mut self) {
        self.modifier -= Modifier::ITALIC;
    }
}

/// Encodes a whole frame in place. Rows without right-to-left characters are not changed.
///
/// To be called once a frame, after everything is drawn and before the diff.
pub fn encode_buffer(buffer: &mut Buffer, encoding: Encoding) {
    let width = usize::from(buffer.area.width);
    if width == 0 || matches!(encoding, Encoding::Visual | Encoding::Off) {
        return;
    }
    for row in buffer.content.chunks_mut(width) {
        encode_row(row, encoding);
    }
}

/// Takes bold from the right-to-left letters of a whole frame, which lose dots by it in common
/// fonts. Italic is left: what it marks may be marked by nothing else. To be called before
/// [`encode_buffer`].
pub fn lighten_buffer(buffer: &mut Buffer) {
    let width = usize::from(buffer.area.width).max(1);
    for row in buffer.content.chunks_mut(width) {
        lighten_row(row, Slant::Left);
    }
}
