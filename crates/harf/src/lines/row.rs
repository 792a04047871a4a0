//! One row of cells with styles, encoded and written out.

use super::style::Style;
use crate::encode::{Encoding, Font, ScreenCell, Slant, encode_row, lighten_row};
use crate::layout::VisualLine;
use crate::terminal::Facts;
use crate::{Cells, Direction};
use compact_str::CompactString;
use unicode_width::UnicodeWidthStr;

/// A cell of a printed row; its style is a place in a table.
#[derive(Clone, Debug)]
struct Printed {
    symbol: CompactString,
    columns: usize,
    style: usize,
    font: Font,
}

impl ScreenCell for Printed {
    fn symbol(&self) -> &str {
        &self.symbol
    }

    fn set_symbol(&mut self, symbol: &str) {
        self.symbol = symbol.into();
    }

    fn columns(&self) -> usize {
        self.columns
    }

    fn font(&self) -> Font {
        self.font
    }

    fn toggle_bold(&mut self) {
        self.font.bold = !self.font.bold;
    }

    fn straighten(&mut self) {
        self.font.italic = false;
    }
}

/// Writes a line `width` columns wide as `facts` ask for it: a right-to-left line flush right, a
/// left-to-right one filled with spaces where `filled`. `style_at` gives the style of the byte where
/// a cell begins, as a place in `styles`; without styles there are none.
pub(super) fn write(
    mut line: VisualLine,
    width: Cells,
    filled: bool,
    (styles, style_at): (&[Style], impl Fn(usize) -> usize),
    facts: &Facts,
) -> String {
    let blank = Printed {
        symbol: " ".into(),
        columns: 1,
        style: 0,
        font: Font::default(),
    };
    // A line by itself is what a terminal that does everything expects.
    let logical = facts.encoding == Encoding::Terminal && !filled;
    if logical {
        line.cells
            .sort_by_key(|cell| (cell.span.start, cell.span.end));
        for cell in &mut line.cells {
            // What stands for a tab, or for a letter wider than the row, stays.
            if !cell.logical.is_empty() && cell.logical.width() <= usize::from(cell.width) {
                cell.symbol = std::mem::take(&mut cell.logical);
            }
        }
    }
    // The terminal sets a right-to-left line flush right by itself.
    let indent = if logical {
        0
    } else {
        usize::from(line.indent(width).0)
    };
    let mut row = vec![blank.clone(); indent];
    for cell in &line.cells {
        let columns = usize::from(cell.width.max(1));
        let style = style_at(cell.span.start);
        let font = styles.get(style).map_or_else(Font::default, Style::font);
        let printed = |symbol: CompactString, columns| Printed {
            symbol,
            columns,
            style,
            font,
        };
        if cell.symbol == " " {
            // A space may be wider than a cell.
            row.extend((0..columns).map(|_| printed(" ".into(), 1)));
            continue;
        }
        row.push(printed(cell.symbol.clone(), columns));
        // A wide character is followed by an empty cell.
        row.extend((1..columns).map(|_| printed(CompactString::default(), 1)));
    }
    if filled && line.direction == Direction::Ltr {
        let free = usize::from(width.0).saturating_sub(row.len());
        row.extend(std::iter::repeat_n(blank, free));
    }
    if !facts.bold {
        lighten_row(&mut row, Slant::Taken);
    }
    if !logical {
        encode_row(&mut row, facts.encoding);
    }
    write_cells(&row, styles)
}

/// Writes cells one after the other, with a sequence wherever their attributes change.
fn write_cells(row: &[Printed], styles: &[Style]) -> String {
    let mut out = String::with_capacity(row.len() * 3);
    let plain = Style::default();
    let mut open = (&plain, Font::default());
    for cell in row.iter().filter(|cell| !cell.symbol.is_empty()) {
        let now = (styles.get(cell.style).unwrap_or(&plain), cell.font);
        if now.1 != open.1 || !now.0.is_like(open.0) {
            now.0.select(now.1, &mut out);
        }
        open = now;
        out.push_str(&cell.symbol);
    }
    if open.1 != Font::default() || !open.0.is_like(&plain) {
        plain.select(Font::default(), &mut out);
    }
    out
}
