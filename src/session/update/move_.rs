//! Moving from pair to pair.

use crate::session::command::Command;
use crate::session::geometry::{Anchor, Geometry};
use crate::session::state::State;
use crate::units::Side;

/// Runs a command of the group Moving.
pub(super) fn run(state: &mut State, command: Command, count: Option<usize>, geometry: &Geometry) {
    let times = count.unwrap_or(1).max(1);
    let last = state.last_bead();
    match command {
        Command::NextPair => go(state, state.cursor.bead.saturating_add(times).min(last)),
        Command::PreviousPair => go(state, state.cursor.bead.saturating_sub(times)),
        Command::NextParagraph => {
            let mut at = state.cursor.bead;
            for _ in 0..times {
                match (at + 1..=last).find(|&bead| state.begins_paragraph(bead)) {
                    Some(bead) => at = bead,
                    None => {
                        at = last;
                        break;
                    }
                }
            }
            go(state, at);
        }
        Command::PreviousParagraph => {
            let mut at = state.cursor.bead;
            for _ in 0..times {
                match (0..at).rev().find(|&bead| state.begins_paragraph(bead)) {
                    Some(bead) => at = bead,
                    None => {
                        at = 0;
                        break;
                    }
                }
            }
            go(state, at);
        }
        Command::FirstPair => jump(state, count.map_or(0, |n| n.saturating_sub(1)).min(last)),
        Command::LastPair => jump(state, count.map_or(last, |n| n.saturating_sub(1)).min(last)),
        Command::HalfPageDown => page(state, geometry, half(geometry) * signed(times)),
        Command::HalfPageUp => page(state, geometry, -half(geometry) * signed(times)),
        Command::PageDown => page(state, geometry, full(geometry) * signed(times)),
        Command::PageUp => page(state, geometry, -full(geometry) * signed(times)),
        _ => {}
    }
}

/// Goes to a bead; the caret goes out.
pub(super) fn go(state: &mut State, bead: usize) {
    state.cursor.bead = bead.min(state.last_bead());
    state.cursor.caret = None;
}

/// Goes to a bead from afar, and remembers where from.
pub(super) fn jump(state: &mut State, bead: usize) {
    let from = state.cursor.bead;
    if from != bead {
        let jumps = &mut state.jumps;
        jumps.list.truncate(jumps.at);
        if jumps.list.last() != Some(&from) {
            jumps.list.push(from);
        }
        if jumps.list.len() > 100 {
            jumps.list.remove(0);
        }
        jumps.at = jumps.list.len();
    }
    go(state, bead);
}

/// Scrolls by rows and takes the cursor along, so that it keeps its place on the screen.
fn page(state: &mut State, geometry: &Geometry, rows: isize) {
    let side = state.cursor.side;
    let here = Anchor {
        bead: state.cursor.bead,
        row: 0,
    };
    let mut there = geometry.advance(here, rows);
    if there.bead == here.bead && rows != 0 {
        let last = state.last_bead();
        there.bead = if rows > 0 {
            (here.bead + 1).min(last)
        } else {
            here.bead.saturating_sub(1)
        };
    }
    if geometry.height(here.bead).is_none() {
        there.bead = here.bead;
    }
    let sides: &[Side] = if state.view.free {
        &[side]
    } else {
        &Side::BOTH
    };
    for &side in sides {
        state.view.top[side] = geometry.advance(geometry.top[side], rows);
    }
    go(state, there.bead);
}

fn half(geometry: &Geometry) -> isize {
    signed((geometry.rows / 2).max(1))
}

fn full(geometry: &Geometry) -> isize {
    signed(geometry.rows.saturating_sub(2).max(1))
}

fn signed(rows: usize) -> isize {
    isize::try_from(rows.min(1_000_000)).unwrap_or(isize::MAX)
}
