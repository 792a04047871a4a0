//! The bottom line: the position, the last message, and prompts.

use crate::session::chord::show_sequence;
use crate::session::dialogue::{Choice, Dialogue};
use crate::session::panel::quoted;
use crate::session::reading::Reading;
use crate::session::ui::Ui;
use crate::session::{Command, Focus, Mode, Prompt, State, Tone};
use crate::tui::paint::{self, Align};
use crate::tui::plan::Plan;
use crate::tui::view::{Look, hints, pen, signs};
use bayn_doc::Side;
use bayn_text::message::{Arg, AsArg, Fraction, Key, Number, Separator};
use bayn_text::{Message, msg, plural};
use harf::Cells;
use harf::Direction;
use harf::layout::LayoutOptions;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use std::ops::Range;

/// Draws the status line and returns where the cursor of a prompt is.
pub(super) fn line(
    buffer: &mut Buffer,
    area: Rect,
    state: &State,
    look: &Look,
    buttons: &mut Vec<(u16, Range<u16>, Command)>,
) -> Option<(u16, u16)> {
    if let Some(cursor) = asking(buffer, area, state, look) {
        return cursor;
    }
    let theme = &look.theme;
    let right = right_part(&state.ui);
    let edge = Rect {
        width: area.width.saturating_sub(1),
        ..area
    };
    let taken = look.say(buffer, edge, right, Align::Right, theme.status);
    let is_free = state.ui.focus.is_empty();
    buttons.extend(is_free.then(|| button(buffer, edge, look, taken, Command::Help)));
    let taken = taken
        + if is_free {
            turn(buffer, edge, state, look, taken, buttons)
        } else {
            0
        };
    let room = Rect {
        x: area.x + 1.min(area.width),
        width: area.width.saturating_sub(taken + 3),
        ..area
    };
    let room = mode_sign(buffer, room, state, look);
    let place = fitting_place(state, look, room.width);
    let used = look.write(buffer, room, &place, Align::Left, theme.status);
    let mut room = behind(room, used);
    if let Some((text, style)) = written(state, look) {
        let used = look.write(buffer, room, &text, Align::Left, style);
        room = behind(room, used);
    }
    let keys = keys_of_mode(state, look, room.width.saturating_sub(1).into());
    look.write(buffer, room, &keys, Align::Left, theme.name);
    None
}

/// Returns the rest of a row after some cells of it, with a gap.
fn behind(room: Rect, used: u16) -> Rect {
    let taken = (used + 2).min(room.width);
    Rect {
        x: room.x + taken,
        width: room.width - taken,
        ..room
    }
}

/// Draws the line being typed, or the keys of a dialogue; returns the position of the caret, and
/// `None` if the line is free for the rest.
fn asking(
    buffer: &mut Buffer,
    area: Rect,
    state: &State,
    look: &Look,
) -> Option<Option<(u16, u16)>> {
    match state.ui.focus.last() {
        Some(Focus::Panel(..) | Focus::InfoPage(..)) if state.ui.thin.is_typed => {
            return Some(Some(type_in(
                buffer,
                area,
                look,
                "/",
                &state.ui.thin.words,
                "",
            )));
        }
        Some(Focus::Search(prompt)) => {
            let count = look.translated(hit_count(&state.reading));
            return Some(Some(type_in(buffer, area, look, "/", prompt, &count)));
        }
        Some(Focus::Line(ask, prompt)) => {
            let said = error_text(&state.ui, look);
            let label = format!("{} ", look.translated(ask.label()));
            return Some(Some(type_in(buffer, area, look, &label, prompt, &said)));
        }
        Some(Focus::Mark(Dialogue {
            choice: Choice::Search(prompt, _),
            ..
        })) => {
            return Some(Some(type_in(buffer, area, look, "/", prompt, "")));
        }
        Some(Focus::Filter(panel)) => {
            if let Some(prompt) = &panel.typing {
                let said = error_text(&state.ui, look);
                let label = format!("{} ", look.translated(msg!("filter:")));
                return Some(Some(type_in(buffer, area, look, &label, prompt, &said)));
            }
            if state.ui.message.is_none() {
                let hint = msg!(
                    "a letter or space turns a line on or off, {search} types a filter, {clear} clears, {accept} applies, {cancel} leaves",
                    search = Mode::Pick.keys(Command::Search),
                    clear = Mode::Pick.keys(Command::DeleteBack),
                    accept = Mode::Pick.keys(Command::Accept),
                    cancel = Mode::Pick.keys(Command::Cancel)
                );
                say_hint(buffer, area, look, hint);
                return Some(None);
            }
        }
        Some(Focus::Mark(_)) if state.ui.message.is_none() => {
            let hint = msg!(
                "a letter chooses, {search} searches all kinds, {back} goes back, {cancel} leaves",
                search = Mode::Pick.keys(Command::Search),
                back = Mode::Pick.keys(Command::DeleteBack),
                cancel = Mode::Pick.keys(Command::Cancel)
            );
            say_hint(buffer, area, look, hint);
            return Some(None);
        }
        Some(Focus::Palette(prompt, _)) => {
            return Some(Some(type_in(buffer, area, look, ":", prompt, "")));
        }
        Some(Focus::Help { filter, typing, .. }) => {
            if *typing {
                return Some(Some(type_in(buffer, area, look, "/", filter, "")));
            }
            let hint = msg!(
                "{search} searches the keys, {cancel} closes help",
                search = Mode::List.keys(Command::Search),
                cancel = Mode::List.keys(Command::Cancel)
            );
            say_hint(buffer, area, look, hint);
            return Some(None);
        }
        Some(
            Focus::Mark(_)
            | Focus::Panel(..)
            | Focus::Kwic(_)
            | Focus::Lookup(_)
            | Focus::Preview(_)
            | Focus::Explain(_)
            | Focus::InfoPage(..),
        )
        | None => {}
    }
    None
}

/// Returns where `taken` cells at the right of a row, or at the left where the interface runs
/// from right to left, can be clicked for a command.
fn button(
    buffer: &Buffer,
    edge: Rect,
    look: &Look,
    taken: u16,
    command: Command,
) -> (u16, Range<u16>, Command) {
    let place = Rect {
        x: edge.right().saturating_sub(taken),
        width: taken,
        ..edge
    };
    let place = match look.language.direction() {
        Direction::Ltr => place,
        Direction::Rtl => pen::mirrored(place, buffer.area),
    };
    (place.y, place.x..place.right(), command)
}

/// Names the key for the next translation if not all fit, before the `taken`
/// cells at the end of a row; returns how many cells that took.
fn turn(
    buffer: &mut Buffer,
    edge: Rect,
    state: &State,
    look: &Look,
    taken: u16,
    buttons: &mut Vec<(u16, Range<u16>, Command)>,
) -> u16 {
    let room = Plan::new(state, buffer.area.width).room;
    if room == 0 || room >= state.texts.several.chosen().len() {
        return 0;
    }
    const GAP: u16 = 2;
    let edge = Rect {
        width: edge.width.saturating_sub(taken + GAP),
        ..edge
    };
    let hint = msg!("{keys} next translation", keys = Command::NextText);
    let taken = look.say(buffer, edge, hint, Align::Right, look.theme.status);
    buttons.push(button(buffer, edge, look, taken, Command::NextText));
    taken + GAP
}

/// Prints a hint at the left of the line, behind a blank.
fn say_hint(buffer: &mut Buffer, area: Rect, look: &Look, hint: Message) {
    look.say(
        buffer,
        after_blank(area),
        hint,
        Align::Left,
        look.theme.status,
    );
}

/// Shows the mode prominently if keys have other meanings; returns the remaining room.
fn mode_sign(buffer: &mut Buffer, room: Rect, state: &State, look: &Look) -> Rect {
    let name = if state.reading.selection.is_some() {
        msg!("SELECT")
    } else if state.aligning.link.on {
        msg!("LINK")
    } else if state.is_esa() {
        Message::name("ESA")
    } else {
        return room;
    };
    let said = format!(" {} ", look.translated(name));
    let sign = look.write(buffer, room, &said, Align::Left, look.theme.loud);
    Rect {
        x: room.x.saturating_add(sign + 1),
        width: room.width.saturating_sub(sign + 1),
        ..room
    }
}

/// Returns the last message, or the annotations of the pair.
fn written(state: &State, look: &Look) -> Option<(String, Style)> {
    let theme = &look.theme;
    if let Some(message) = &state.ui.message {
        let style = match message.tone {
            Tone::Good => theme.good,
            Tone::Bad => theme.bad,
        };
        return Some((look.translated(&message.text), style));
    }
    signs::written_on(state).map(|text| (look.translated(text), theme.doubt))
}

/// Returns the position, as fully as the rest of the line leaves room for: the last
/// message, its remedy and the keys of the mode come first.
fn fitting_place(state: &State, look: &Look, room: u16) -> String {
    let cells = harf::grapheme::width;
    let full = look.translated(position_message(state, true));
    let said = state.ui.message.as_ref();
    let others = [
        said.map_or(0, |message| cells(&look.translated(&message.text))),
        cells(&keys_of_mode(state, look, usize::MAX)),
    ];
    let need: usize = others
        .iter()
        .filter(|&&other| other > 0)
        .map(|other| other + 2)
        .sum();
    if cells(&full) + need.max(2) > usize::from(room) {
        return look.translated(position_message(state, false));
    }
    full
}

/// Returns the keys of the mode that fit into `width` cells, where it shows them.
fn keys_of_mode(state: &State, look: &Look, width: usize) -> String {
    let mode = match () {
        () if !state.ui.focus.is_empty() => return String::new(),
        () if state.reading.selection.is_some() => Mode::Select,
        () if state.aligning.link.on => Mode::Link,
        () => return String::new(),
    };
    hints::of(look, mode, width)
}

/// Returns the position and the state of the texts, part by part.
fn position_message(state: &State, full: bool) -> Message {
    let total = state.texts.bitext.beads.len();
    if total == 0 {
        return msg!("no text");
    }
    let bead = state.reading.cursor.bead + 1;
    let mut parts: Vec<Message> = state
        .texts
        .part
        .map(|part| part.label())
        .into_iter()
        .collect();
    parts.push(Message::of(Fraction(bead, total)));
    if full {
        let side = state.reading.cursor.side;
        let document = &state.texts.bitext.documents[side];
        let bead_here = state.texts.bitext.beads.get(state.reading.cursor.bead);
        let paragraph = bead_here
            .and_then(|bead| document.sentences.get(bead.sentences[side].start))
            .map_or(0, |sentence| sentence.paragraph + 1);
        let of_all = Fraction(paragraph, document.paragraphs.len());
        parts.push(msg!("\u{b6} {paragraph}", paragraph = of_all));
        parts.push(Message::of(Number::written(format!(
            "{}%",
            bead * 100 / total
        ))));
    }
    if state.reading.view.free {
        parts.push(msg!("FREE"));
    }
    parts.extend(review_parts(state, full));
    let refining = state.aligning.refining.as_ref().filter(|_| full);
    if let Some(work) = refining.filter(|_| state.aligning.progress.is_none()) {
        parts.push(msg!(
            "rough alignment, improving {share}",
            share = Number::percent(work.share())
        ));
    }
    if let Some(share) = state.aligning.progress {
        parts.push(msg!("aligning {share}", share = Number::percent(share)));
    }
    let found: usize = Side::BOTH
        .iter()
        .map(|&side| state.texts.about[side].found.len())
        .sum();
    // The message that said so is gone with the next key.
    if full && state.ui.message.is_none() {
        let checks = state.reviewing.findings.asked;
        if checks.is_some_and(|asked| asked != Command::FilterPairs) {
            parts.push(msg!("checking \u{2026}"));
        }
        if state.background.comparing.asked.is_some() {
            parts.push(msg!("comparing \u{2026}"));
        }
    }
    if full && state.aligning.are_strangers {
        parts.push(msg!("unrelated texts?"));
    }
    if full && found > 0 {
        parts.push(plural!("1 invisible", "{found} invisible", found));
    }
    Message::joined(parts, Separator::Dot)
}

/// Returns the state of the review.
fn review_parts(state: &State, full: bool) -> Vec<Message> {
    let (review, pairs) = (&state.reviewing.review, state.texts.pairs());
    // Annotations on page furniture do not count.
    let furniture = state.texts.furniture.iter();
    let (mut decided, mut scored) = (review.decided, review.scored);
    for id in furniture {
        let judged = usize::from(review.notes.verdict(*id).is_some());
        decided = decided.saturating_sub(judged);
        scored = scored.saturating_sub(review.notes.ratings_of(*id).count());
    }
    let mut parts = Vec::new();
    if full && decided > 0 {
        parts.push(msg!("reviewed {part}", part = Fraction(decided, pairs)));
    }
    if state.is_esa() {
        let part = Fraction(scored, pairs);
        parts.push(msg!("scored {part}", part));
    }
    if review.filter.is_on() {
        let (at, passing) = review.filter.rank(state.reading.cursor.bead);
        let place = if review.filter.passes(state.reading.cursor.bead) {
            Fraction(at, passing).as_arg()
        } else {
            Arg::Number(Number::written(format!("-/{passing}")))
        };
        let words = quoted(review.filter.text());
        parts.push(msg!("filter {words} {place}", words, place));
    }
    if review.unsaved > 0 {
        parts.push(msg!("NOT SAVED {unsaved}", unsaved = review.unsaved));
    }
    // The message that says why says so too.
    let said = state.ui.message.as_ref().map(|message| &message.text);
    if review.read_only.is_some() && said != review.refusal().as_ref() {
        parts.push(msg!("READ ONLY"));
    }
    parts
}

/// Returns a row without its first cell, which is blank before the message.
fn after_blank(row: Rect) -> Rect {
    let blank = 1.min(row.width);
    Rect {
        x: row.x + blank,
        width: row.width - blank,
        ..row
    }
}

fn right_part(ui: &Ui) -> Message {
    let count = ui.pending.count.map(|count| count.to_string());
    let chords = show_sequence(&ui.pending.chords);
    let typed = format!("{}{chords}", count.unwrap_or_default());
    let typed = (!typed.is_empty()).then(|| Message::of(Key(typed)));
    let help = msg!("{keys} help", keys = Command::Help);
    Message::joined(typed.into_iter().chain([help]), Separator::Gap)
}

/// The error of the line being typed.
fn error_text(ui: &Ui, look: &Look) -> String {
    let message = ui.message.as_ref();
    let bad = message.filter(|message| message.tone == Tone::Bad);
    bad.map(|message| look.translated(&message.text))
        .unwrap_or_default()
}

fn hit_count(reading: &Reading) -> Message {
    match (reading.search.query.is_empty(), reading.search.hits.len()) {
        (true, _) => Message::default(),
        (false, 0) => msg!("not found"),
        (false, hits) => plural!("1 match", "{hits} matches", hits),
    }
}

/// Draws a line being typed, in the direction of what is typed, between its sign or label and
/// what is said of it, and returns the place of the caret.
pub(in crate::tui) fn type_in(
    buffer: &mut Buffer,
    area: Rect,
    look: &Look,
    sign: &str,
    prompt: &Prompt,
    right: &str,
) -> (u16, u16) {
    let mut taken = 0;
    if !right.is_empty() {
        let right = format!(" {right} ");
        taken = look.write(buffer, area, &right, Align::Right, look.theme.name);
    }
    let sign_room = Rect {
        width: area.width.saturating_sub(taken),
        ..area
    };
    let space = u16::from(sign.ends_with(' '));
    let sign = look.write(
        buffer,
        sign_room,
        sign.trim_end(),
        Align::Left,
        look.theme.key,
    ) + space;
    let room = Rect {
        x: area.x + sign.min(area.width),
        width: area.width.saturating_sub(taken + sign),
        ..area
    };
    let direction = look.language.direction();
    let room = match direction {
        Direction::Ltr => room,
        Direction::Rtl => pen::mirrored(room, buffer.area),
    };
    let options = LayoutOptions {
        shaping: look.shaping,
        ..LayoutOptions::new(Cells(room.width), direction)
    };
    let shown = prompt.view(&options);
    let x = match direction {
        Direction::Ltr => room.x,
        Direction::Rtl => room.right().saturating_sub(shown.line.width().0),
    };
    paint::line(buffer, x, area.y, &shown.line, |_| look.theme.status);
    let at = x + shown.caret.0;
    (at.min(area.right().saturating_sub(1)), area.y)
}
