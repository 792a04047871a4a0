//! Where a frame begins: the first row, so that the current bead can be seen.
//!
//! The state says what it would like (a first row, a place for the cursor); this finds the
//! nearest first row that shows the current bead, wastes no rows after the end, and leaves
//! a little text around the cursor where there is room.

use crate::session::{Anchor, ScrollTarget};
use crate::tui::page::Page;

/// Rows kept between the cursor and the edge of the screen.
const MARGIN: usize = 2;

/// Returns the first row to show for `rows` rows of screen.
pub(super) fn first_row(
    page: &mut Page<'_>,
    wanted: Anchor,
    cursor: usize,
    place: ScrollTarget,
    rows: usize,
    last: usize,
) -> Anchor {
    let rows = rows.max(1);
    let height = page.height(cursor);
    let gap = page.gap(cursor);
    let body = height - gap;
    let head = Anchor {
        bead: cursor,
        row: gap,
    };
    let top = match place {
        ScrollTarget::Top => head,
        ScrollTarget::Center => up(page, head, rows.saturating_sub(body) / 2),
        ScrollTarget::Bottom => up(page, head, rows.saturating_sub(body)),
        ScrollTarget::Row { side, byte, row } => {
            let line = page.row_of(cursor, side, byte);
            up(page, Anchor { row: line, ..head }, row)
        }
        ScrollTarget::Keep => keep(page, wanted, head, body, rows),
    };
    let end = last_top(page, rows, last);
    if place == ScrollTarget::Top {
        top
    } else {
        top.min(end)
    }
}

/// Moves the wanted first row as little as the cursor asks for.
fn keep(page: &mut Page<'_>, wanted: Anchor, head: Anchor, body: usize, rows: usize) -> Anchor {
    let mut wanted = wanted;
    let height = page.height(wanted.bead);
    wanted.row = wanted.row.min(height.saturating_sub(1));
    let far = wanted.bead.abs_diff(head.bead) > rows + 1;
    let margin = MARGIN.min(rows.saturating_sub(body) / 2);
    if far {
        return up(page, head, rows.saturating_sub(body) / 2);
    }
    if body >= rows {
        // Taller than the screen: any row of it may be the first.
        let end = Anchor {
            bead: head.bead,
            row: head.row + body - rows,
        };
        return wanted.clamp(head, end);
    }
    let highest = up(page, head, rows - body - margin);
    let lowest = up(page, head, margin);
    wanted.clamp(highest.min(lowest), lowest)
}

/// Goes up by rows, stopping at the first.
fn up(page: &mut Page<'_>, from: Anchor, rows: usize) -> Anchor {
    let mut at = from;
    let mut left = rows;
    while left > at.row {
        left -= at.row;
        let Some(bead) = at.bead.checked_sub(1) else {
            return Anchor { bead: 0, row: 0 };
        };
        at = Anchor {
            bead,
            row: page.height(bead),
        };
    }
    at.row -= left;
    at
}

/// Returns the first row of the screen that ends with the last row of the text.
fn last_top(page: &mut Page<'_>, rows: usize, last: usize) -> Anchor {
    let end = Anchor {
        bead: last,
        row: page.height(last),
    };
    up(page, end, rows)
}
