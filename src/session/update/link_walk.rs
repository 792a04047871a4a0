//! Goes to links worth checking: weak ones, uneven ones, sentences without counterpart,
//! and unconfirmed ones.

use crate::session::command::kind::LinkWalk;
use crate::session::notice::Notice;
use crate::session::state::State;
use crate::session::update::move_;
use bayn_doc::{Bead, BeadKind, LinkState};
use bayn_text::label;
use bayn_text::message::Word;
use bayn_text::msg;

/// Which beads a walk stops at.
type Wanted<'a> = &'a dyn Fn(&Bead) -> bool;

/// Runs a command that goes to the next or previous bead of a kind.
pub(super) fn run(state: &mut State, command: LinkWalk, count: Option<usize>) {
    let weak: Wanted<'_> = &|bead| state.aligning.cuts.is_weak(&state.texts.bitext, bead);
    let (forward, wanted, what): (bool, Wanted<'_>, &str) = match command {
        LinkWalk::NextWeak => (true, weak, "weak link"),
        LinkWalk::PreviousWeak => (false, weak, "weak link"),
        LinkWalk::NextUneven => (true, &is_uneven, label!("pair that is not one to one")),
        LinkWalk::PreviousUneven => (false, &is_uneven, label!("pair that is not one to one")),
        LinkWalk::NextAlone => (true, &is_alone, label!("sentence without a counterpart")),
        LinkWalk::PreviousAlone => (false, &is_alone, label!("sentence without a counterpart")),
        LinkWalk::NextOpen => (true, &is_open, label!("unconfirmed link")),
        LinkWalk::PreviousOpen => (false, &is_open, label!("unconfirmed link")),
    };
    let times = count.unwrap_or(1).clamp(1, 1000);
    let beads = &state.texts.bitext.beads;
    let mut from = state.reading.cursor.bead;
    let mut found = None;
    for _ in 0..times {
        let next = if forward {
            let rest = beads.iter().enumerate().skip(from + 1);
            rest.into_iter().find(|(_, bead)| wanted(bead))
        } else {
            let rest = beads.iter().enumerate().take(from);
            rest.rev().find(|(_, bead)| wanted(bead))
        };
        let Some((at, _)) = next else { break };
        (from, found) = (at, Some(at));
    }
    match found {
        Some(at) => move_::jump(&state.texts, &mut state.reading, at),
        None => {
            let end = if forward {
                label!("after this point")
            } else {
                label!("before this point")
            };
            state.ui.message = Some(Notice::bad(msg!(
                "no {what} {end}",
                what = Word(what),
                end = Word(end)
            )));
        }
    }
}

fn is_uneven(bead: &Bead) -> bool {
    bead.shape() != (1, 1)
}

fn is_alone(bead: &Bead) -> bool {
    bead.is_null() && bead.crosses.is_none() && bead.kind != BeadKind::Furniture
}

fn is_open(bead: &Bead) -> bool {
    bead.link != LinkState::Confirmed
}
