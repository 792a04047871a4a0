//! One text in one row, cut where it does not fit.

use super::row;
use crate::bidi::direction_of;
use crate::layout::{Block, Newlines, VisualLine};
use crate::terminal::Facts;
use crate::{Cells, Direction};

/// Returns a text as one row of `width` cells, as it must be printed for this terminal to show it:
/// in order, joined, flush right where its first strong letter is a right-to-left one. What does
/// not fit is cut at its end; line ends are spaces, and no control of the text is in the row.
///
/// A terminal may read what touches the row at its ends as part of its first or last word: leave a
/// blank beside it, or put a frame into `text`. Where the output is no terminal
/// ([`std::io::IsTerminal`]), print the text itself: what is returned here is for the eye.
///
/// ```
/// use harf::encode::Encoding;
/// use harf::terminal::Choice;
/// use harf::{Facts, encode_line};
///
/// let visual = Choice { bidi: Some(Encoding::Visual), ..Choice::default() };
/// let facts = Facts::unasked().chosen(visual); // in a program: Terminal::detect(limit)
/// assert_eq!(encode_line("\u{5d0}\u{5d1} 12", 7, &facts), "  12 \u{5d1}\u{5d0}");
/// assert_eq!(encode_line("ab", 4, &facts), "ab  ");
/// assert_eq!(encode_line("a\u{1b}[2Jb", 4, &facts), "a[2J");
/// ```
#[must_use]
pub fn encode_line(text: &str, width: u16, facts: &Facts) -> String {
    let direction = direction_of(text).unwrap_or_default();
    let mut options = facts.layout(Cells(u16::MAX), direction);
    options.newlines = Newlines::Space;
    let clean: String = text
        .chars()
        .filter_map(|c| match c {
            '\n' | '\t' => Some(' '),
            c if c.is_control() => None,
            c => Some(c),
        })
        .collect();
    let block = Block::new(&clean, &options);
    let mut cells = block
        .lines
        .into_iter()
        .next()
        .map_or_else(Vec::new, |line| line.cells);
    if direction == Direction::Rtl {
        cells.reverse();
    }
    let mut used = 0;
    let fitting = cells.iter().take_while(|cell| {
        used += usize::from(cell.width);
        used <= usize::from(width)
    });
    let fitting = fitting.count();
    cells.truncate(fitting);
    if direction == Direction::Rtl {
        cells.reverse();
    }
    let line = VisualLine {
        cells,
        span: block.span,
        direction,
    };
    row::write(line, Cells(width), true, (&[], |_| 0), facts)
}
