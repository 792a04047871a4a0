//! What ratatui counts too short when it aligns a line.

use crate::grapheme::graphemes;
use std::borrow::Cow;
use unicode_width::UnicodeWidthStr;

/// Returns a text padded for a line that ratatui aligns to the right or in the middle: a `Line`, a
/// `Text`, what is in a `List` or a `Table`, a title. Not for a `Paragraph`, which counts as it draws.
/// Of a line of several spans each is measured by itself.
///
/// When it aligns a line, ratatui counts lam and alef as one cell, but it draws two, and cuts the
/// end of the line off. Here the end has a blank for each such cell, to be cut off instead.
///
/// ```
/// use harf::ratatui::measured;
///
/// assert_eq!(measured("\u{644}\u{627}."), "\u{644}\u{627}. ");
/// assert_eq!(measured("\u{5d0}."), "\u{5d0}.");
/// // Line::from(measured(text)).right_aligned()
/// ```
#[must_use]
pub fn measured(text: &str) -> Cow<'_, str> {
    let cells: usize = graphemes(text).map(|span| span.of(text).width()).sum();
    match cells.saturating_sub(text.width()) {
        0 => Cow::Borrowed(text),
        missing => Cow::Owned(format!("{text}{}", " ".repeat(missing))),
    }
}
