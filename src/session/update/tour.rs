//! Going on the tour: the next worst thing, and back.

use crate::session::command::kind::Worst;
use crate::session::event::Effect;
use crate::session::notice::Notice;
use crate::session::state::State;
use crate::session::stops::stops;
use crate::session::update::{comparison, findings, move_};
use bayn_text::Message;
use bayn_text::label;
use bayn_text::msg;

/// The message while the stops are being found.
const LOOKING: &str = label!("looking for the worst places …");

/// Goes to the next stop of the tour, or to the one before; or has the texts checked and
/// compared first. Both go on beside the loop, and the later one ends here.
pub(super) fn run(state: &mut State, command: Worst) -> Vec<Effect> {
    if state.aligning.progress.is_some() {
        state.ui.message = Some(Notice::bad(msg!("the texts are still being aligned")));
        return Vec::new();
    }
    let mut effects = Vec::new();
    if state.reviewing.findings.list.is_none() {
        effects.extend(findings::ask(state, command.into()));
    }
    if state.background.comparing.found.is_none() {
        effects.extend(comparison::ask(
            &state.texts,
            &mut state.background,
            command.into(),
        ));
        state.ui.message = Some(Notice::good(Message::label(LOOKING)));
    }
    if state.reviewing.findings.list.is_some() && state.background.comparing.found.is_some() {
        walk(state, command);
    }
    effects
}

/// Goes on once one of both is there: the other may be still to come, and goes on itself.
pub(super) fn go_on(state: &mut State, command: Worst) -> Vec<Effect> {
    if state.reviewing.findings.asked.is_some() || state.background.comparing.asked.is_some() {
        state.ui.message = Some(Notice::good(Message::label(LOOKING)));
        return Vec::new();
    }
    if state.ui.focus.is_empty() {
        return run(state, command);
    }
    Vec::new()
}

fn walk(state: &mut State, command: Worst) {
    let stops = stops(state);
    if stops.is_empty() {
        state.ui.message = Some(Notice::good(msg!(
            "nothing looks wrong, so there is no tour"
        )));
        return;
    }
    let here = state.reviewing.tour.at.clone();
    let next = match (command, &here) {
        (Worst::NextWorst, None) => Some(0),
        (Worst::NextWorst, Some(here)) => stops.iter().position(|stop| stop.rank() > *here),
        (Worst::PreviousWorst, None) => None,
        (Worst::PreviousWorst, Some(here)) => stops.iter().rposition(|stop| stop.rank() < *here),
    };
    let Some(at) = next else {
        state.ui.message = Some(Notice::bad(if command == Worst::NextWorst {
            msg!("this is the last stop of the tour; press `,` for the previous")
        } else {
            msg!("this is the first stop of the tour; press `.` for the next")
        }));
        return;
    };
    let Some(stop) = stops.get(at) else { return };
    state.reviewing.tour.at = Some(stop.rank());
    move_::jump(&state.texts, &mut state.reading, stop.bead);
    if let Some((side, span)) = stop.place {
        state.reading.cursor.side = side;
        state.reading.cursor.caret = Some(span.start);
    }
    state.ui.message = Some(Notice::good(msg!(
        "{at} of {stops} \u{b7} {why}",
        at = at + 1,
        stops = stops.len(),
        why = stop.why
    )));
}
