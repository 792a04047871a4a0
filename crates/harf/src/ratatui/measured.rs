//! What ratatui counts too short when it aligns a line.

use crate::grapheme::graphemes;
use std::borrow::Cow;
use unicode_width::UnicodeWidthStr;

/// A blank that stands for a cell that ratatui does not count; [`finish`](super::finish) takes it
/// out again where ratatui did not cut it off.
pub(super) const PAD: &str = "\u{205f}";

/// Returns a text padded for a line that ratatui aligns to the right or in the middle: a `Line`, a
/// `Text`, what is in a `List` or a `Table`, a title. A `Paragraph` counts as it draws and needs no
/// padding; aligned to the right it is the same with it. Of a line of several spans each is measured
/// by itself.
///
/// When it aligns a line, ratatui counts lam and alef as one cell, but it draws two, and cuts the
/// end of the line off. Here the end has a blank (U+205F) for each such cell, to be cut off
/// instead.
///
/// ```
/// use harf::ratatui::measured;
///
/// assert_eq!(measured("\u{644}\u{627}."), "\u{644}\u{627}.\u{205f}");
/// assert_eq!(measured("\u{5d0}."), "\u{5d0}.");
/// // Line::from(measured(text)).right_aligned()
/// ```
#[must_use]
pub fn measured(text: &str) -> Cow<'_, str> {
    let cells: usize = graphemes(text).map(|span| span.of(text).width()).sum();
    match cells.saturating_sub(text.width()) {
        0 => Cow::Borrowed(text),
        missing => Cow::Owned(format!("{text}{}", PAD.repeat(missing))),
    }
}
