//! Display of links: the confidence of each link, the realignment proposal
//! as a list of removed (−) and added (+) beads, and why a link was chosen.
//!
//! ```text
//!  left pane  97  ┃  right pane       the probability of the link in percent
//!             84? ┃                   ? weak, ! more likely wrong
//!              ●  ┃   ~               confirmed; changed by hand
//! ```
//!
//! Everything is shown by numbers and signs, so that it works without colour.

use crate::session::link::{Explained, Preview, percent, shape};
use crate::session::panel::quoted;
use crate::session::texts::Texts;
use crate::session::{Command, Mode};
use crate::session::{Geometry, State};
use crate::tui::paint::{self, Align};
use crate::tui::plan::Plan;
use crate::tui::theme::Theme;
use crate::tui::view::Look;
use crate::tui::view::marks::room;
use bayn_align::{Part, Rival, Way};
use bayn_doc::{Bead, BeadId, Bitext, LinkState};
use bayn_doc::{Score, Side, Sides};
use bayn_text::message::{Number, Word};
use bayn_text::{Message, label, msg};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Draws the confidence of the link of a bead, on the first row of its text.
pub(super) fn confidence(
    buffer: &mut Buffer,
    y: u16,
    (state, theme, plan): (&State, &Theme, Plan),
    bead: usize,
) {
    let (Some(pane), Some(bead)) = (plan.confidence, state.texts.bitext.beads.get(bead)) else {
        return;
    };
    let alone = state.aligning.cuts.answer_to(&state.texts.bitext, bead.id);
    let (text, style) = match alone.filter(|_| bead.link != LinkState::Confirmed) {
        // An unaligned sentence resembles another one.
        Some((_, likely)) => (format!("{:02}!", ((1.0 - likely) * 100.0) as u8), theme.bad),
        None => sure(bead, theme),
    };
    let area = Rect {
        x: pane.x,
        y,
        width: pane.width,
        height: 1,
    };
    paint::text(buffer, area, &text, Align::Left, style);
}

/// Returns the confidence of a link in three cells.
fn sure(bead: &Bead, theme: &Theme) -> (String, Style) {
    match bead.link {
        LinkState::Confirmed => (" \u{25cf} ".to_owned(), theme.good),
        LinkState::Edited => (" ~ ".to_owned(), theme.name),
        LinkState::Proposed => {
            let value = bead.confidence.value();
            let (sign, style) = if !bead.is_weak() {
                (" ", theme.name)
            } else if value < 0.5 {
                ("!", theme.bad)
            } else {
                ("?", theme.doubt)
            };
            (format!("{:02}{sign}", percent(bead)), style)
        }
    }
}

/// Draws a proposal over the lower half of the text.
pub(super) fn preview(
    buffer: &mut Buffer,
    area: Rect,
    state: &State,
    look: &Look,
    preview: &Preview,
    geometry: &mut Geometry,
) -> u16 {
    let Some(swap) = preview.swaps.get(preview.at) else {
        return 0;
    };
    let bitext = &state.texts.bitext;
    let old = bitext.beads.get(swap.was.clone()).unwrap_or_default();
    let half = usize::from(area.height / 2).max(4);
    let wanted = (old.len() + swap.now.len()).min(half);
    let (head, body) = room(buffer, area, look, wanted);
    let (at, count) = (preview.at + 1, preview.swaps.len());
    let title = msg!(
        "realigned, change {at} of {count}: {accept} applies, {drop} drops one, {cancel} leaves",
        at,
        count,
        accept = Mode::List.keys(Command::Accept),
        drop = Mode::List.keys(Command::DeleteItem),
        cancel = Mode::List.keys(Command::Cancel)
    );
    look.say(buffer, head, title, Align::Left, look.theme.name_active);
    // Removed and added beads share the room; the shorter list leaves its rest to the other.
    let rows = usize::from(body.height);
    let share = rows / 2;
    let goes = old
        .len()
        .min(share.max(rows.saturating_sub(swap.now.len())));
    let comes = swap.now.len().min(rows - goes.min(rows));
    let mut y = body.y;
    let parts = [
        ("\u{2212}", look.theme.bad, old, goes),
        ("+", look.theme.good, swap.now.as_slice(), comes),
    ];
    for (sign, style, beads, most) in parts {
        for (number, bead) in beads.iter().enumerate().take(most) {
            let row = Rect {
                y,
                height: 1,
                ..body
            };
            let left = beads.len() - number;
            if number + 1 == most && left > 1 {
                let text = msg!("{sign} \u{2026} {left} pairs more", sign, left);
                look.say(buffer, row, text, Align::Left, style);
            } else {
                change(buffer, row, look, bitext, (sign, style), bead);
            }
            y += 1;
        }
    }
    geometry.list_rows = rows;
    geometry.list_length = count;
    head.height + body.height
}

/// Draws one removed or added bead.
fn change(
    buffer: &mut Buffer,
    row: Rect,
    look: &Look,
    bitext: &Bitext,
    (sign, style): (&str, Style),
    bead: &Bead,
) {
    let (sure, _) = sure(bead, &look.theme);
    let head = format!("{sign} {sure} {}", shape(bead));
    let taken = look.keys(buffer, row, &head, Align::Left, style);
    let from = taken.max(11) + 1;
    let width = row.width.saturating_sub(from);
    for (at, side) in Side::BOTH.into_iter().enumerate() {
        let first = width / 2;
        let part = Rect {
            x: row.x + from.min(row.width) + if at == 0 { 0 } else { first },
            width: if at == 0 {
                first.saturating_sub(1)
            } else {
                width - first
            },
            ..row
        };
        let shown = words(look, bitext, bead, side);
        look.keys(buffer, part, &shown, Align::Left, look.theme.text);
    }
}

/// Returns how one side of a bead begins.
fn words(look: &Look, bitext: &Bitext, bead: &Bead, side: Side) -> String {
    let document = &bitext.documents[side];
    document.span_of(&bead.sentences[side]).map_or_else(
        || "\u{2205}".to_owned(),
        |span| look.translated(quoted(span.of(&document.text))),
    )
}

/// Draws why a link was chosen, over the lower half of the text.
pub(super) fn explain(
    buffer: &mut Buffer,
    area: Rect,
    state: &State,
    look: &Look,
    found: &Explained,
    geometry: &mut Geometry,
) -> u16 {
    let why = &found.why;
    let rival = found.rival();
    let table = table(&why.here, rival);
    let (head, body) = room(buffer, area, look, table.len().max(found.lines() + 1));
    let by = if why.by_meaning {
        label!("meaning")
    } else {
        label!("words")
    };
    // An unaligned sentence resembles another one: the list of weak links shows that too.
    let sure = match found.far {
        Some((_, likely)) => ((1.0 - likely) * 100.0) as u8,
        None => why.here.beads.first().map_or(0, percent),
    };
    let take = match (found.lines() > 0, state.aligning.link.on) {
        (false, _) => msg!("no close alternative"),
        (true, true) => msg!(
            "{accept} applies ▸, {cancel} leaves",
            accept = Mode::List.keys(Command::Accept),
            cancel = Mode::List.keys(Command::Cancel)
        ),
        (true, false) => msg!(
            "to apply ▸, switch to LINK mode ({enter}), then press {accept}",
            enter = Command::EnterLink,
            accept = Mode::List.keys(Command::Accept)
        ),
    };
    let title = msg!(
        "link {pair}: {sure} sure, by {by} and lengths; {take}",
        pair = found.place + 1,
        sure = Number::written(format!(".{sure:02}")),
        by = Word(by),
        take
    );
    look.say(buffer, head, title, Align::Left, look.theme.name_active);
    const TABLE: u16 = 27;
    for (y, (name, now, then)) in (body.y..body.bottom()).zip(&table) {
        let cell = |x: u16, width: u16| Rect {
            x: body.x + x.min(body.width),
            y,
            width: width.min(body.width.saturating_sub(x)),
            height: 1,
        };
        let style = look.theme.text;
        let name = Message::label(name);
        look.say(buffer, cell(1, 11), name, Align::Left, look.theme.name);
        look.say(buffer, cell(11, 6), now, Align::Right, style);
        look.say(buffer, cell(18, 6), then, Align::Right, style);
    }
    let list = Rect {
        x: body.x + TABLE.min(body.width),
        width: body.width.saturating_sub(TABLE),
        ..body
    };
    let far = found
        .far
        .and_then(|(other, likely)| together(&state.texts, found.bead, other, likely));
    let lines = far.iter().chain(why.rivals.iter().map(|rival| &rival.bead));
    for (y, (number, bead)) in (list.y..list.bottom()).zip(lines.enumerate()) {
        geometry.list_lines.push((y, number));
        let chosen = number == found.at;
        let sign = if chosen { "\u{25b8}" } else { " " };
        let style = if chosen {
            look.theme.name_active
        } else {
            look.theme.text
        };
        let row = Rect {
            y,
            height: 1,
            ..list
        };
        change(buffer, row, look, &state.texts.bitext, (sign, style), bead);
    }
    geometry.list_rows = usize::from(list.height);
    geometry.list_length = found.lines();
    head.height + body.height
}

/// Returns the bead that two unaligned sentences would form.
fn together(texts: &Texts, one: BeadId, other: BeadId, likely: f32) -> Option<Bead> {
    let bitext = &texts.bitext;
    let bead = |id: BeadId| bitext.beads.get(bitext.index_of(id)?);
    let (one, other) = (bead(one)?, bead(other)?);
    let sentences = Sides::from_fn(|side| match one.sentences[side].is_empty() {
        true => other.sentences[side].clone(),
        false => one.sentences[side].clone(),
    });
    Some(Bead::new(sentences, Score::new(likely)))
}

/// Returns the parts of the scores of the present beads and of the proposed ones, with their sums.
fn table(here: &Way, rival: Option<&Rival>) -> Vec<(&'static str, Message, Message)> {
    let (now, then) = rival.map_or((here, None), |rival| (&rival.now, Some(&rival.then)));
    let show = |way: Option<&Way>, value: fn(&Way, Part) -> f32, part: Part| {
        way.map_or_else(Message::default, |way| {
            Message::of(Number::written(if way.parts.is_empty() {
                "\u{2013}".to_owned()
            } else {
                format!("{:+.1}", value(way, part))
            }))
        })
    };
    let mut rows = vec![(
        "",
        msg!("now"),
        Message::name(then.map_or("", |_| "\u{25b8}")),
    )];
    let speaks =
        |part: &Part| now.part(*part) != 0.0 || then.is_some_and(|then| then.part(*part) != 0.0);
    for part in Part::ALL.into_iter().filter(speaks) {
        let value: fn(&Way, Part) -> f32 = Way::part;
        rows.push((
            part.name(),
            show(Some(now), value, part),
            show(then, value, part),
        ));
    }
    let sum: fn(&Way, Part) -> f32 = |way, _| way.total();
    rows.push((
        label!("total"),
        show(Some(now), sum, Part::Shape),
        show(then, sum, Part::Shape),
    ));
    rows
}
