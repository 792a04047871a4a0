//! Turning to another part of a long file.

use crate::doc::Bitext;
use crate::session::command::Command;
use crate::session::concordance::Concordance;
use crate::session::event::{Effect, Message};
use crate::session::geometry::Anchor;
use crate::session::part::Part;
use crate::session::search::Search;
use crate::session::state::{Jumps, State};
use crate::session::tour::Tour;
use crate::units::Sides;
use std::sync::Arc;

/// Asks for the next part or the one before.
pub(super) fn run(state: &mut State, command: Command, count: Option<usize>) -> Vec<Effect> {
    let Some(part) = state.part else {
        state.message = Some(Message::good("the whole file is open"));
        return Vec::new();
    };
    let steps = count.unwrap_or(1).max(1);
    let last = part.count.map(|count| count.saturating_sub(1));
    let wanted = match (command, last) {
        (Command::PreviousPart, _) => part.at.saturating_sub(steps),
        (_, Some(last)) => part.at.saturating_add(steps).min(last),
        (_, None) => {
            state.message = Some(Message::good(
                "the parts of the file are still being counted",
            ));
            return Vec::new();
        }
    };
    if wanted == part.at {
        let which = if part.at == 0 { "first" } else { "last" };
        state.message = Some(Message::good(format!("this is the {which} part")));
        return Vec::new();
    }
    vec![Effect::Turn(wanted)]
}

/// Takes a part that was read; the reader begins at its first pair.
pub(super) fn turned(state: &mut State, bitext: Arc<Bitext>, part: Part) {
    let side = state.cursor.side;
    state.bitext = bitext;
    state.part = Some(Part {
        count: part.count.or(state.part.and_then(|part| part.count)),
        ..part
    });
    state.cursor.bead = 0;
    state.cursor.side = side;
    state.cursor.caret = None;
    state.selection = None;
    state.view.top = Sides::new(Anchor::default(), Anchor::default());
    state.marks.clear();
    state.jumps = Jumps::default();
    state.findings.list = None;
    state.words.forget();
    state.cuts.renew();
    state.concordance = Concordance::default();
    state.tour = Tour::default();
    // The folded texts of the part before are forgotten.
    let mut search = Search::default();
    search.query = std::mem::take(&mut state.search.query);
    search.history = std::mem::take(&mut state.search.history);
    let bitext = Arc::clone(&state.bitext);
    search.relocate(&bitext);
    state.search = search;
    for side in crate::units::Side::BOTH {
        state.about[side].found.clear();
    }
    state.message = state.part.map(|part| Message::good(part.said()));
}

/// Takes the number of parts.
pub(super) fn counted(state: &mut State, count: usize) {
    if let Some(part) = &mut state.part {
        part.count = Some(count);
    }
}
