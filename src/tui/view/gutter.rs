//! The gutter between the two texts.

use super::reader::Painter;
use crate::tui::page::{Page, Row};
use crate::tui::paint::{self, Align};
use crate::tui::plan::Arrangement;
use bayn_doc::Side;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

impl Painter<'_> {
    /// Draws the gutter of one row: a line, and the shape of a bead that is not one to one.
    pub(super) fn gutter(&self, buffer: &mut Buffer, y: u16, page: &mut Page<'_>, row: &Row) {
        let gutter = self.plan.gutter;
        if gutter.width == 0 {
            return;
        }
        let theme = self.theme();
        let current = row.bead == self.state.reading.cursor.bead;
        let gap = page.gap(row.bead);
        let columns = self.plan.arrangement == Arrangement::Columns;
        let body = page.body(row.bead);
        let inside = row.at.checked_sub(gap).filter(|row| *row < body);
        let line_style = if current && inside.is_some() {
            theme.gutter_lit
        } else {
            theme.gutter
        };
        let x = if columns {
            gutter.x + gutter.width / 2
        } else {
            gutter.x
        };
        let shape = self
            .state
            .texts
            .bitext
            .beads
            .get(row.bead)
            .map(bayn_doc::Bead::shape);
        if self.state.reading.view.zen && !(current && inside.is_some()) {
            return;
        }
        let symbol = match (inside, shape) {
            (Some(_), _) if current => "\u{2503}",
            (Some(_), _) => "\u{2502}",
            (None, _) if columns => "\u{2502}",
            (None, _) => " ",
        };
        paint::symbol(buffer, x, y, symbol, line_style);
        let (Some(inside), Some(shape)) = (inside, shape) else {
            return;
        };
        if self.state.texts.alone().is_some() {
            return;
        }
        let beads = &self.state.texts.bitext.beads;
        let crossed = beads
            .get(row.bead)
            .is_some_and(|bead| bead.crosses.is_some());
        if shape == (1, 1) && !crossed {
            return;
        }
        // Sentences unaligned in a rough alignment mostly get a counterpart later.
        let is_alone = shape.0 == 0 || shape.1 == 0;
        if is_alone && !crossed && self.state.aligning.is_rough() {
            return;
        }
        // The pane of one of several translations says it.
        if page.lacks_first(row.bead) {
            return;
        }
        let middle = if crossed {
            '\u{d7}'
        } else if self
            .state
            .aligning
            .cuts
            .offered(&self.state.texts.bitext, row.bead)
            .is_some()
        {
            '\u{f7}'
        } else {
            ':'
        };
        let partner = beads
            .get(row.bead)
            .and_then(|bead| self.state.texts.bitext.index_of(bead.crosses?));
        let label = match partner {
            // An unaligned sentence shows the pair of its possible counterpart.
            Some(partner) if shape.0 == 0 || shape.1 == 0 => format!("\u{d7}{}", partner + 1),
            _ => label(shape, middle),
        };
        let style = if current {
            theme.shape.patch(theme.lit)
        } else {
            theme.shape
        };
        if columns {
            self.bracket(buffer, y, (inside, body), shape, &label, style);
        } else if inside == 0 {
            let room = Rect {
                x: gutter.x + 1,
                y,
                width: gutter.width - 1,
                height: 1,
            };
            paint::text(buffer, room, &label, Align::Left, style);
        }
    }

    /// Draws the bracket around the sentences of a bead and its label in the middle.
    fn bracket(
        &self,
        buffer: &mut Buffer,
        y: u16,
        (inside, body): (usize, usize),
        shape: (usize, usize),
        label: &str,
        style: Style,
    ) {
        let gutter = self.plan.gutter;
        if inside == body.saturating_sub(1) / 2 {
            let room = Rect {
                x: gutter.x + u16::from(gutter.width >= 5),
                y,
                width: gutter.width - u16::from(gutter.width >= 5),
                height: 1,
            };
            let centred = if label == "\u{2205}" {
                format!(" {label} ")
            } else {
                label.to_owned()
            };
            paint::text(buffer, room, &centred, Align::Left, style);
        }
        if body < 2 || gutter.width < 5 || shape.0 == 0 || shape.1 == 0 {
            return;
        }
        for side in Side::BOTH {
            let many = match side {
                Side::Source => shape.0 > 1,
                Side::Target => shape.1 > 1,
            };
            let on_left = self.plan.panes[side].is_some_and(|pane| pane.x < gutter.x);
            if !many {
                continue;
            }
            let x = if on_left {
                gutter.x
            } else {
                gutter.x + gutter.width - 1
            };
            let symbol = match (inside, on_left) {
                (0, true) => "\u{2510}",
                (0, false) => "\u{250c}",
                (row, true) if row == body - 1 => "\u{2518}",
                (row, false) if row == body - 1 => "\u{2514}",
                _ => "\u{2502}",
            };
            paint::symbol(buffer, x, y, symbol, style);
        }
    }
}

/// The shape of a bead as a label: source before target, and a sign for no counterpart. In the
/// middle is × if it is crossed with another, ÷ if it should be split.
fn label(shape: (usize, usize), middle: char) -> String {
    if shape.0 == 0 || shape.1 == 0 {
        "\u{2205}".to_owned()
    } else {
        format!("{}{middle}{}", shape.0, shape.1)
    }
}
