//! Going on the tour: the next worst thing, and back.

use crate::session::command::Command;
use crate::session::event::Message;
use crate::session::state::State;
use crate::session::tour::stops;
use crate::session::update::move_;

/// Goes to the next stop of the tour, or to the one before; the checks have run.
pub(super) fn walk(state: &mut State, command: Command) {
    let stops = stops(state);
    if stops.is_empty() {
        state.message = Some(Message::good(
            "there is nothing on the tour: nothing looks wrong",
        ));
        return;
    }
    let here = state.tour.at.clone();
    let next = match (command, &here) {
        (Command::NextWorst, None) => Some(0),
        (Command::NextWorst, Some(here)) => stops.iter().position(|stop| stop.rank() > *here),
        (_, None) => None,
        (_, Some(here)) => stops.iter().rposition(|stop| stop.rank() < *here),
    };
    let Some(at) = next else {
        state.message = Some(Message::bad(if command == Command::NextWorst {
            "the tour is at its end; , goes back"
        } else {
            "the tour is at its beginning; . goes on"
        }));
        return;
    };
    let Some(stop) = stops.get(at) else { return };
    state.tour.at = Some(stop.rank());
    move_::jump(state, stop.bead);
    if let Some((side, span)) = stop.place {
        state.cursor.side = side;
        state.cursor.caret = Some(span.start);
    }
    state.message = Some(Message::good(format!(
        "{} of {} \u{b7} {}",
        at + 1,
        stops.len(),
        stop.why
    )));
}
