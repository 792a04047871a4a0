//! What an encoder must know of a cell, whoever draws the screen.

/// A cell of a screen: a character with its marks, and a style.
pub trait ScreenCell: Clone {
    /// Returns what is printed; a cell under the right half of a wide character holds a space
    /// or nothing.
    fn symbol(&self) -> &str;

    /// Changes what is printed.
    fn set_symbol(&mut self, symbol: &str);

    /// Returns how many columns the symbol fills.
    fn columns(&self) -> usize;

    /// Returns which font file the terminal draws it from.
    fn font(&self) -> Font;

    /// Makes a bold cell light, and a light one bold.
    fn toggle_bold(&mut self);

    /// Makes an italic cell upright.
    fn straighten(&mut self);
}

/// The parts of a style that choose a font file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Font {
    /// Whether it is bold.
    pub bold: bool,
    /// Whether it is italic.
    pub italic: bool,
}
