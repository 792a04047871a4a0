//! LINK mode: edits of the alignment, one key each.
//!
//! Every edit is one change of the review: in the journal at once, undone by `u`. Outside
//! LINK mode nothing here changes the alignment.

use crate::session::aligning::Aligning;
use crate::session::command::Command;
use crate::session::command::kind::{self, LinkMode, Repair};
use crate::session::event::Effect;
use crate::session::keymap::Mode;
use crate::session::notice::Notice;
use crate::session::panel::Panel;
use crate::session::state::State;
use crate::session::ui::Ui;
use crate::session::update::edit::{After, carry_out, make};
use crate::session::update::{change, cuts, move_, offer, panel};
use bayn_doc::{
    Bead, BeadId, BeadKind, Bitext, Document, Edit, EditError, LinkState, Neighbour,
    proportional_cut, torn_by_pin,
};
use bayn_doc::{Side, Sides};
use bayn_text::Message;
use bayn_text::{msg, plural};

/// Runs a command about the display of links.
pub(super) fn run(state: &mut State, command: kind::Link) -> Vec<Effect> {
    match command {
        kind::Link::ToggleConfidence => {
            state.reading.view.confidence = !state.reading.view.confidence;
            say(
                &mut state.ui,
                if state.reading.view.confidence {
                    msg!("confidence of each link in percent; ? weak, ! probably wrong")
                } else {
                    msg!("confidence hidden")
                },
            );
        }
        kind::Link::ListWeak => panel::open(state, Panel::Weak),
        kind::Link::ExplainLink => return offer::ask_why(state),
    }
    Vec::new()
}

/// Enters or leaves LINK mode.
pub(super) fn mode(state: &mut State, command: LinkMode) {
    match command {
        LinkMode::EnterLink => enter(state),
        LinkMode::LeaveLink => leave(&mut state.aligning, &mut state.ui),
    }
}

/// Runs a command that changes links; in LINK mode only.
pub(super) fn repair(state: &mut State, command: Repair, count: Option<usize>) -> Vec<Effect> {
    let times = count.unwrap_or(1).clamp(1, 1000);
    if !state.aligning.link.on {
        refuse(&mut state.ui, change::outside_link_mode());
        return Vec::new();
    }
    if command == Repair::Realign {
        return offer::ask_again(state);
    }
    if !change::may_change(state) {
        return Vec::new();
    }
    match command {
        Repair::Pin => pin(state),
        Repair::SplitHere => {
            cuts::cut_as_offered(state).unwrap_or_else(|| edit(state, command, times))
        }
        _ => edit(state, command, times),
    }
}

fn say(ui: &mut Ui, text: impl Into<Message>) {
    ui.message = Some(Notice::good(text));
}

fn refuse(ui: &mut Ui, why: impl Into<Message>) {
    ui.message = Some(Notice::bad(why));
}

fn enter(state: &mut State) {
    if state.aligning.link.on {
        leave(&mut state.aligning, &mut state.ui);
    } else if change::may_change(state) {
        state.aligning.link.on = true;
        state.reading.selection = None;
    }
}

/// Leaves the mode; a pin is removed first.
fn leave(aligning: &mut Aligning, ui: &mut Ui) {
    aligning.link.warned = None;
    if aligning.link.pin.take().is_some() {
        say(ui, msg!("the pin was removed"));
    } else {
        aligning.link.on = false;
    }
}

/// Makes the edit of a command, repeatedly.
fn edit(state: &mut State, command: Repair, times: usize) -> Vec<Effect> {
    let after = match command {
        Repair::ShiftDown | Repair::ShiftUp => After::Follow,
        _ => After::Stay,
    };
    let cursor = state.reading.cursor;
    let Some(here) = state.texts.bitext.beads.get(cursor.bead) else {
        return Vec::new();
    };
    let place = EditSite {
        bead: here.id,
        side: cursor.side,
        caret: cursor.caret,
        pin: state.aligning.link.pin,
        answer: state
            .aligning
            .cuts
            .answer_to(&state.texts.bitext, here.id)
            .map(|(id, _)| id),
        first: here.sentences[cursor.side].start,
        anchor: [cursor.side, cursor.side.other()]
            .into_iter()
            .find(|&side| !here.sentences[side].is_empty())
            .map_or((cursor.side, 0), |side| (side, here.sentences[side].start)),
    };
    // From an empty side the text below is pulled up until it is here.
    let empty = here.sentences[cursor.side].is_empty();
    let single = !matches!(
        command,
        Repair::MergeNext
            | Repair::MergePrevious
            | Repair::SentenceDown
            | Repair::SentenceUp
            | Repair::ShiftDown
            | Repair::ShiftUp
            | Repair::JoinSentences
    );
    let steps = match command {
        Repair::SplitHere => 2,
        Repair::ShiftUp if empty => usize::MAX,
        _ if single => 1,
        _ => times,
    };
    let wish = |bitext: &Bitext, step: usize| -> Option<Result<Edit, EditError>> {
        let arrived = || {
            let here = bitext
                .index_of(place.bead)
                .and_then(|at| bitext.beads.get(at));
            here.is_none_or(|bead| !bead.sentences[place.side].is_empty())
        };
        let more = step < steps && !(steps == usize::MAX && arrived());
        more.then(|| place.wish(bitext, command, step))
    };
    let partly = !single;
    let effects = make(state, &after, |review| review.edit_each(partly, wish));
    if command == Repair::CrossPairs && !effects.is_empty() {
        state.aligning.link.pin = None;
    }
    let confirmed = command == Repair::ConfirmLink && state.reviewing.review.advance;
    if confirmed && !effects.is_empty() {
        let next = state.reading.cursor.bead + 1;
        move_::go(&state.texts, &mut state.reading, next);
    }
    effects
}

/// The context of an edit.
struct EditSite {
    bead: BeadId,
    side: Side,
    caret: Option<usize>,
    pin: Option<(Side, usize)>,
    /// The unaligned sentence that corresponds to this one, if this is one.
    answer: Option<BeadId>,
    /// The first sentence of the active side, or the next one if the bead has none.
    first: usize,
    /// The first sentence of a side that has one.
    anchor: (Side, usize),
}

impl EditSite {
    /// Returns the edit for a command, computed again at each of its steps.
    fn wish(&self, bitext: &Bitext, command: Repair, step: usize) -> Result<Edit, EditError> {
        let (id, side) = (self.bead, self.side);
        // A shift moves the text on, and the next one begins where it went.
        let holder = |side: Side, sentence: usize| {
            let at = bitext
                .beads
                .partition_point(|bead| bead.sentences[side].end <= sentence);
            bitext.beads.get(at).map(|bead| bead.id)
        };
        let moved = || holder(side, self.first).ok_or(EditError::SideEmpty);
        let bead = bitext
            .index_of(id)
            .and_then(|at| bitext.beads.get(at))
            .ok_or(EditError::NotThere);
        Ok(match command {
            Repair::MergeNext => Edit::Merge(id, Neighbour::Next),
            Repair::MergePrevious => {
                let whole = match bead {
                    Ok(bead) => bead.id,
                    // The bead was merged into the one before it in the last step.
                    Err(_) => holder(self.anchor.0, self.anchor.1).ok_or(EditError::NotThere)?,
                };
                Edit::Merge(whole, Neighbour::Previous)
            }
            Repair::SplitPair => self.split(bitext, bead?)?,
            Repair::SplitHere if step == 0 => {
                Edit::CutSentence(side, self.caret.ok_or(EditError::NoCut)?)
            }
            Repair::SplitHere => self.split(bitext, bead?)?,
            Repair::CutSentence => Edit::CutSentence(side, self.caret.ok_or(EditError::NoCut)?),
            Repair::JoinSentences => Edit::JoinSentences(side, self.sentence(bitext, bead?)?),
            Repair::SentenceDown => Edit::Move(id, side, Neighbour::Next),
            Repair::SentenceUp => Edit::Move(id, side, Neighbour::Previous),
            Repair::ShiftDown if step == 0 && self.is_empty(bead?) => {
                return Err(EditError::SideEmpty);
            }
            Repair::ShiftDown => Edit::Shift(moved()?, side, Neighbour::Next),
            Repair::ShiftUp => Edit::Shift(moved()?, side, Neighbour::Previous),
            Repair::Unlink => Edit::Unlink(id),
            Repair::CrossPairs => self.cross(bitext, bead?)?,
            Repair::ToggleFurniture => {
                let furniture = bead?.kind == BeadKind::Furniture;
                let kind = if furniture {
                    BeadKind::Text
                } else {
                    BeadKind::Furniture
                };
                Edit::Kind(id, kind)
            }
            Repair::ConfirmLink => {
                let confirmed = bead?.link == LinkState::Confirmed;
                let link = if confirmed {
                    LinkState::Edited
                } else {
                    LinkState::Confirmed
                };
                Edit::Link(id, link)
            }
            Repair::ConfirmBefore => Edit::ConfirmUpTo(id),
            // They are not separate edits.
            Repair::Pin | Repair::Realign => return Err(EditError::NotThere),
        })
    }

    fn is_empty(&self, bead: &Bead) -> bool {
        bead.sentences[self.side].is_empty()
    }

    /// The sentence under the caret, else the first of the bead on the active side.
    fn sentence(&self, bitext: &Bitext, bead: &Bead) -> Result<usize, EditError> {
        let range = &bead.sentences[self.side];
        if range.is_empty() {
            return Err(EditError::SideEmpty);
        }
        let document = &bitext.documents[self.side];
        let under = self.caret.map(|byte| sentence_at(document, byte));
        Ok(under.filter(|at| range.contains(at)).unwrap_or(range.start))
    }

    /// Splits before the caret's sentence, else after the first, and the other side according to
    /// its length.
    fn split(&self, bitext: &Bitext, bead: &Bead) -> Result<Edit, EditError> {
        let own = &bead.sentences[self.side];
        let at = self
            .sentence(bitext, bead)
            .map_or(0, |sentence| sentence - own.start)
            .max(1);
        let (side, at) = if at < own.len() {
            (self.side, at)
        } else if own.len() > 1 {
            (self.side, own.len() - 1)
        } else {
            (self.side.other(), 1)
        };
        if at >= bead.sentences[side].len() {
            return Err(EditError::EmptyPart);
        }
        Ok(Edit::Split(
            bead.id,
            proportional_cut(bitext, bead, side, at),
        ))
    }

    /// Crosses with the pinned bead, else with the next, else undoes a crossing.
    fn cross(&self, bitext: &Bitext, bead: &Bead) -> Result<Edit, EditError> {
        let pinned = self.pin.and_then(|(side, byte)| {
            let sentence = sentence_at(&bitext.documents[side], byte);
            let holds = |bead: &&Bead| bead.sentences[side].contains(&sentence);
            bitext.beads.iter().find(holds).map(|bead| bead.id)
        });
        let other = match (pinned.filter(|id| *id != bead.id), bead.crosses) {
            (Some(pinned), _) => pinned,
            (None, Some(partner)) => partner,
            (None, None) => {
                let at = bitext.index_of(bead.id).ok_or(EditError::NotThere)?;
                let known = self
                    .answer
                    .and_then(|id| bitext.beads.get(bitext.index_of(id)?));
                let near = known
                    .or_else(|| unaligned_near(bitext, at))
                    .or_else(|| bitext.beads.get(at + 1));
                let near = near.or_else(|| bitext.beads.get(at.checked_sub(1)?));
                near.ok_or(EditError::NoNeighbour)?.id
            }
        };
        Ok(Edit::Cross(bead.id, other))
    }
}

/// The maximum distance, in pairs, of the unaligned sentence on the other side.
const LONELY: usize = 20;

/// Returns the nearest unaligned sentence on the other side, for an unaligned one.
fn unaligned_near(bitext: &Bitext, at: usize) -> Option<&Bead> {
    let bead = bitext.beads.get(at)?;
    let empty = Side::BOTH
        .into_iter()
        .find(|&side| bead.sentences[side].is_empty())?;
    let fits = |found: &&Bead| {
        !found.sentences[empty].is_empty()
            && found.sentences[empty.other()].is_empty()
            && found.crosses.is_none()
    };
    let places = (1..=LONELY).flat_map(|away| [at.checked_add(away), at.checked_sub(away)]);
    places
        .flatten()
        .filter_map(|at| bitext.beads.get(at))
        .find(fits)
}

/// Returns the sentence that holds a byte, or the nearest one before it.
fn sentence_at(document: &Document, byte: usize) -> usize {
    document
        .sentences
        .partition_point(|sentence| sentence.span.start <= byte)
        .saturating_sub(1)
}

/// Picks an end; with one picked on the other side, links both. A pair with one sentence gives
/// that one, whichever side is active.
fn pin(state: &mut State) -> Vec<Effect> {
    let Some(bead) = state.texts.bitext.beads.get(state.reading.cursor.bead) else {
        return Vec::new();
    };
    let active = state.reading.cursor.side;
    let side = if bead.sentences[active].is_empty() {
        active.other()
    } else {
        active
    };
    let document = &state.texts.bitext.documents[side];
    let range = bead.sentences[side].clone();
    let caret = state.reading.cursor.caret.filter(|_| side == active);
    let caret = caret.map(|byte| sentence_at(document, byte));
    let at = caret.filter(|at| range.contains(at)).unwrap_or(range.start);
    let Some(begin) = document.sentences.get(at).map(|found| found.span.start) else {
        return Vec::new();
    };
    let other = side.other();
    match state.aligning.link.pin {
        Some((pinned, byte)) if pinned == other => {
            let mut ends = Sides::new(at, at);
            ends[other] = sentence_at(&state.texts.bitext.documents[other], byte);
            tie(state, side, ends)
        }
        Some((_, byte)) if byte == begin => {
            state.aligning.link.pin = None;
            say(&mut state.ui, msg!("the pin was removed"));
            Vec::new()
        }
        _ => {
            state.aligning.link.pin = Some((side, begin));
            say(
                &mut state.ui,
                msg!("pinned; pin its counterpart on the other side to link both"),
            );
            Vec::new()
        }
    }
}

/// Links two sentences; if that dissolves other links, only when requested twice.
fn tie(state: &mut State, side: Side, ends: Sides<usize>) -> Vec<Effect> {
    let torn = torn_by_pin(&state.texts.bitext, &ends);
    if torn > 0 && state.aligning.link.warned != Some(ends) {
        state.aligning.link.warned = Some(ends);
        refuse(
            &mut state.ui,
            plural!(
                "1 link would be taken apart; press the same key again to do it, {cancel} to leave",
                "{torn} links would be taken apart; press the same key again to do it, {cancel} to leave",
                torn,
                cancel = Mode::Link.keys(Command::LeaveLink)
            ),
        );
        return Vec::new();
    }
    let effects = carry_out(state, |review| review.edit(&Edit::Pin(ends)));
    if !effects.is_empty() {
        state.aligning.link.pin = None;
        state.aligning.link.warned = None;
        state.reading.cursor.bead = state.texts.bead_of_sentence(side, ends[side]);
    }
    effects
}
