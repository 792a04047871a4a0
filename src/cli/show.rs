//! Prints the rows that the reader draws, as plain text in logical order.

use crate::session::{Anchor, State};
use crate::tui::page::{KeptLine, Page, PaneLine, Row, RowCache};
use crate::tui::plan::{Arrangement, Plan};
use crate::tui::view::{Look, presentation};
use bayn_doc::Bitext;
use bayn_doc::{Side, Sides};
use harf::Direction;
use std::io::{self, Write};

/// Prints every row of a session at a width; with `side`, only the lines of one pane.
pub(crate) fn print(
    state: &State,
    width: u16,
    side: Option<Side>,
    out: &mut impl Write,
) -> io::Result<()> {
    let look = Look::default();
    let plan = Plan::new(state, width);
    let mut cache = RowCache::default();
    let mut page = Page::new(state, plan, presentation(&state.reading, &look), &mut cache);
    for bead in 0..state.texts.bitext.beads.len() {
        let height = page.height(bead);
        for row in 0..height {
            let row = page.row(Anchor { bead, row });
            let line = Sides::from_fn(|side| {
                row.lines[side].and_then(|number| page.line(bead, side, number))
            });
            let text = match side {
                Some(side) => line[side].as_deref().map(logical).unwrap_or_default(),
                None => {
                    let first = row.at == page.gap(bead);
                    let further = further(&mut page, &row);
                    whole(plan, &state.texts.bitext, (bead, first), &line, further)
                }
            };
            writeln!(out, "{}", text.trim_end())?;
        }
    }
    Ok(())
}

/// The line of each further translation on a row: where it begins, its width, its text.
fn further(page: &mut Page<'_>, row: &Row) -> Vec<(u16, u16, String)> {
    let plan = page.plan();
    let mut parts = Vec::new();
    for number in plan.further() {
        let pane = number.checked_sub(2).and_then(|at| plan.others.get(at));
        let (Some(Some(pane)), Some(at)) = (pane, page.further_at(row, number)) else {
            continue;
        };
        if let Some(line) = page.further(row, number, at) {
            let width = line.line.width().0;
            let x = match line.line.direction {
                Direction::Ltr => pane.x,
                Direction::Rtl => (pane.x + pane.width).saturating_sub(width),
            };
            parts.push((x, width, logical(&line)));
        }
    }
    parts
}

fn logical(line: &PaneLine) -> String {
    line.line.logical_text()
}

/// One row of the screen: the panes in their columns, the gutter between them.
fn whole(
    plan: Plan,
    bitext: &Bitext,
    (bead, first): (usize, bool),
    lines: &Sides<Option<KeptLine>>,
    further: Vec<(u16, u16, String)>,
) -> String {
    let mut parts = further;
    for side in Side::BOTH {
        if let (Some(pane), Some(line)) = (plan.panes[side], &lines[side]) {
            let width = line.line.width().0;
            let x = match line.line.direction {
                Direction::Ltr => pane.x,
                Direction::Rtl => (pane.x + pane.width).saturating_sub(width),
            };
            parts.push((x, width, logical(line)));
        }
    }
    let shape = bitext.beads.get(bead).map_or((1, 1), bayn_doc::Bead::shape);
    let unaligned = Side::BOTH
        .iter()
        .any(|&side| bitext.documents[side].sentences.is_empty());
    if first && shape != (1, 1) && !unaligned {
        let label = if shape.0 == 0 || shape.1 == 0 {
            "\u{2205}".to_owned()
        } else {
            format!("{}:{}", shape.0, shape.1)
        };
        let inner = u16::from(plan.arrangement == Arrangement::Columns);
        let width = u16::try_from(label.chars().count()).unwrap_or(1);
        if plan.gutter.width > width {
            parts.push((plan.gutter.x + inner, width, label));
        }
    }
    parts.sort_by_key(|part| part.0);
    let mut text = String::new();
    let mut column = 0_u16;
    for (x, width, part) in parts {
        while column < x {
            text.push(' ');
            column += 1;
        }
        text.push_str(&part);
        column = column.saturating_add(width);
    }
    text
}
