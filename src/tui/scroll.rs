//! Finds the first row of a frame, so that the current bead is visible.
//!
//! The state requests a first row or a place for the cursor; this finds the
//! first row that shows the current bead and leaves no empty rows after the end. The view stays
//! while the bead is completely visible, and moves by a third of the screen when it is not: a moved
//! view is rewritten completely, which is slow on a slow line, and readers lose their place.

use crate::session::{Anchor, ScrollTarget};
use crate::tui::page::Page;

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

/// Returns the requested first row while the current bead is completely visible, else one that leaves a
/// third of the screen for the text in the direction of movement.
fn keep(page: &mut Page<'_>, wanted: Anchor, head: Anchor, body: usize, rows: usize) -> Anchor {
    let mut wanted = wanted;
    let height = page.height(wanted.bead);
    wanted.row = wanted.row.min(height.saturating_sub(1));
    let far = wanted.bead.abs_diff(head.bead) > rows + 1;
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
    let room = rows - body;
    let next = (rows / 3).min(room);
    if wanted > head {
        up(page, head, next)
    } else if wanted < up(page, head, room) {
        up(page, head, room - next)
    } else {
        wanted
    }
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
