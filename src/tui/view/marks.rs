//! The dialogue that marks an error, the list of marks, and marked words in the text.

use crate::session::contents::headings;
use crate::session::dialogue::{Choice, Dialogue};
use crate::session::finding_groups;
use crate::session::items::category;
use crate::session::listing::listed;
use crate::session::panel::{Item, Panel, quoted};
use crate::session::reviewing::Reviewing;
use crate::session::texts::Texts;
use crate::session::{Geometry, State};
use crate::tui::paint::Align;
use crate::tui::plan::left_side;
use crate::tui::view::help::blank;
use crate::tui::view::{Look, bar, contents, signs};
use bayn_doc::Side;
use bayn_doc::{EntryKey, Severity};
use bayn_review::scorecard::Kind;
use bayn_text::message::Separator;
use bayn_text::{Message, label, msg};
use harf::Span;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Returns the marked spans of one side of a bead, mildest first, so that the worst is
/// painted last.
pub(super) fn spans(
    texts: &Texts,
    reviewing: &Reviewing,
    bead: usize,
    side: Side,
) -> Vec<(Severity, Span)> {
    let Some(bead) = texts.bitext.beads.get(bead) else {
        return Vec::new();
    };
    let mut spans: Vec<(Severity, Span)> = reviewing
        .review
        .notes
        .marks_of(bead.id)
        .flat_map(|(_, mark)| mark.spans[side].iter().map(|span| (mark.severity, *span)))
        .collect();
    spans.sort();
    spans
}

/// Returns the spans of one side of a bead that notes are on.
pub(super) fn noted(texts: &Texts, reviewing: &Reviewing, bead: usize, side: Side) -> Vec<Span> {
    let Some(bead) = texts.bitext.beads.get(bead) else {
        return Vec::new();
    };
    let notes = reviewing.review.notes.notes_of(bead.id);
    notes
        .flat_map(|(_, note)| note.spans[side].clone())
        .collect()
}

/// A line of a list: its key, its name, its description, whether it is selected.
struct Line<'a> {
    key: &'a str,
    name: Message,
    rest: &'static str,
    chosen: bool,
    /// Its English name, if it is used internationally.
    known: Option<String>,
}

/// The room for a list above the status line, cleared: its heading and its lines.
pub(super) fn room(buffer: &mut Buffer, area: Rect, look: &Look, lines: usize) -> (Rect, Rect) {
    let wanted = u16::try_from(lines + 1).unwrap_or(u16::MAX);
    let height = wanted.min(area.height);
    let list = Rect {
        y: area.bottom() - height,
        height,
        ..area
    };
    blank(buffer, list);
    let head = Rect {
        height: list.height.min(1),
        ..list
    };
    let body = Rect {
        y: list.y + head.height,
        height: list.height - head.height,
        ..list
    };
    bar::lay(buffer, head, &look.theme);
    // A blank before the heading and after what is at its end, as in header and bottom line.
    let head = Rect {
        x: head.x + 1.min(head.width),
        width: head.width.saturating_sub(2),
        ..head
    };
    (head, body)
}

/// Draws the dialogue above the status line; returns how many rows it covers.
pub(super) fn dialogue(
    buffer: &mut Buffer,
    area: Rect,
    state: &State,
    look: &Look,
    dialogue: &Dialogue,
) -> u16 {
    let words = Side::BOTH.into_iter().flat_map(|side| {
        let text = &state.texts.bitext.documents[side].text;
        dialogue.spans[side]
            .iter()
            .map(|span| quoted(span.of(text)))
    });
    let what = match &dialogue.choice {
        Choice::Kind(_) | Choice::Dimension(_) => msg!("which kind of error"),
        Choice::Subtype(dimension, _) => name(dimension),
        Choice::Search(..) => msg!("any kind of error"),
        Choice::Severity(category) if category.is_empty() => msg!("how severe is it"),
        Choice::Severity(category) => msg!("how severe is {kind}", kind = name(category)),
    };
    let missing = dialogue.spans.target.is_empty()
        && matches!(&dialogue.choice, Choice::Severity(category) if category == "omission");
    let missing = missing.then(|| msg!("[missing]"));
    let heading = Message::joined(
        std::iter::once(what).chain(missing).chain(words),
        Separator::Gap,
    );
    let severity = matches!(dialogue.choice, Choice::Severity(_));
    let (entries, at) = dialogue.entries();
    let severities = severities(state, dialogue);
    let kinds = state.reviewing.review.kinds();
    let count = match dialogue.choice {
        Choice::Severity(_) => severities.len(),
        Choice::Kind(_) => kinds.len(),
        _ => entries.len(),
    };
    let (head, body) = room(
        buffer,
        area,
        look,
        count.min(usize::from(area.height).max(2) - 1),
    );
    let covered = head.height + body.height;
    look.say(buffer, head, heading, Align::Left, look.theme.name_active);
    if severity {
        for (y, severity) in (body.y..body.bottom()).zip(severities) {
            let line = Line {
                key: signs::letter(*severity),
                name: Message::label(severity.name()),
                rest: match severity {
                    Severity::Neutral => label!("worth a remark, not an error"),
                    Severity::Minor => label!("does not hinder understanding"),
                    Severity::Major => label!("changes or blurs the meaning"),
                    Severity::Critical => label!("makes the text unfit for its purpose"),
                },
                chosen: false,
                known: None,
            };
            draw(buffer, body, y, look, &line);
        }
        return covered;
    }
    if let Choice::Kind(at) = dialogue.choice {
        own_kinds(buffer, body, look, (kinds, at));
        return covered;
    }
    let from = at.saturating_sub(usize::from(body.height).saturating_sub(1));
    let shown = entries.iter().enumerate().skip(from);
    for (y, (number, entry)) in (body.y..body.bottom()).zip(shown) {
        let own = entry.parent.is_none() && matches!(dialogue.choice, Choice::Subtype(..));
        let key = entry.key.to_string();
        let search = matches!(dialogue.choice, Choice::Search(..));
        let line = Line {
            key: match (own, search) {
                (true, _) => "\u{21b5}",
                (_, true) => " ",
                _ => &key,
            },
            name: if search {
                category(entry)
            } else {
                Message::label(entry.name)
            },
            rest: entry.description,
            chosen: number == at,
            known: Some(if search {
                entry.path()
            } else {
                entry.name.to_owned()
            }),
        };
        draw(buffer, body, y, look, &line);
    }
    covered
}

/// Draws the kinds of the client's typology.
fn own_kinds(buffer: &mut Buffer, body: Rect, look: &Look, (kinds, at): (&[Kind], usize)) {
    let from = at.saturating_sub(usize::from(body.height).saturating_sub(1));
    let shown = kinds.iter().enumerate().skip(from);
    for (y, (number, kind)) in (body.y..body.bottom()).zip(shown) {
        let key = kind.key.to_string();
        let line = Line {
            key: &key,
            name: Message::name(&kind.name),
            rest: match kind.is_praise {
                true => label!("praise, not an error"),
                false => "",
            },
            chosen: number == at,
            known: None,
        };
        draw(buffer, body, y, look, &line);
    }
}

/// Returns the severities to choose from: ESA has two.
fn severities(state: &State, dialogue: &Dialogue) -> &'static [Severity] {
    if state.is_esa() && dialogue.changing.is_none() {
        &[Severity::Minor, Severity::Major]
    } else {
        &Severity::ALL
    }
}

fn name(mnemonic: &str) -> Message {
    match bayn_review::mqm::find(mnemonic) {
        Some(entry) => Message::label(entry.name),
        None => Message::name(mnemonic),
    }
}

/// Draws a line into the row at `y` of a list.
fn draw(buffer: &mut Buffer, body: Rect, y: u16, look: &Look, line: &Line<'_>) {
    let row = Rect {
        y,
        height: 1,
        ..body
    };
    let sign = if line.chosen { "\u{25b8}" } else { " " };
    let style = if line.chosen {
        look.theme.name_active
    } else {
        look.theme.text
    };
    look.write(buffer, row, sign, Align::Left, style);
    let part = |x: u16| Rect {
        x: row.x + x.min(row.width),
        width: row.width.saturating_sub(x),
        ..row
    };
    look.write(buffer, part(2), line.key, Align::Left, look.theme.key);
    let mut taken = look
        .say(buffer, part(5), &line.name, Align::Left, style)
        .max(24)
        + 2;
    // The international name is beside its translation where there is room for both.
    let known = line.known.as_deref();
    if let Some(known) = known.filter(|_| !look.language.is_english() && row.width >= 100) {
        let room = Rect {
            width: part(5 + taken).width.min(30),
            ..part(5 + taken)
        };
        look.keys(buffer, room, known, Align::Left, look.theme.name);
        taken += 32;
    }
    let rest = Message::label(line.rest);
    look.say(buffer, part(5 + taken), rest, Align::Left, look.theme.name);
}

/// Draws the heading of a kind of findings.
fn group(
    buffer: &mut Buffer,
    (sign, text): (Rect, Rect),
    state: &State,
    look: &Look,
    item: &Item,
    is_chosen: bool,
) {
    let is_shut = match &item.key {
        EntryKey::Dismissal(name) => !finding_groups::is_open(&state.reviewing, &state.ui, name),
        _ => false,
    };
    let style = if is_chosen {
        look.theme.name_active
    } else {
        look.theme.key
    };
    look.keys(
        buffer,
        sign,
        if is_shut { "+" } else { "\u{2212}" },
        Align::Left,
        style,
    );
    look.say(buffer, text, &item.text, Align::Left, style);
}

/// Draws a list over the lower half of the text.
pub(super) fn panel(
    buffer: &mut Buffer,
    area: Rect,
    state: &State,
    look: &Look,
    panel: Panel,
    chosen: usize,
    geometry: &mut Geometry,
) -> u16 {
    let all = listed(state, panel);
    let half = usize::from(area.height / 2).max(3);
    let (head, body) = room(buffer, area, look, all.len().min(half));
    let mut count = format!("{}/{}", (chosen + 1).min(all.len()), all.len());
    if state.ui.thin.is_on() {
        count = format!("/{} {count}", quoted(state.ui.thin.words.text()));
    }
    let taken = look.write(buffer, head, &count, Align::Right, look.theme.name);
    let title = Rect {
        width: head.width.saturating_sub(taken + 1),
        ..head
    };
    let heading = panel.heading(&look.keymap);
    look.say(buffer, title, heading, Align::Left, look.theme.name_active);
    let rows = usize::from(body.height);
    let from = chosen.saturating_sub(rows.saturating_sub(1));
    let lines = all.iter().enumerate().skip(from);
    // Pair numbers take no more room than the largest needs.
    let digits = u16::try_from(state.texts.bitext.beads.len().to_string().len()).unwrap_or(6);
    let headings = match panel {
        Panel::Contents => headings(&state.texts),
        _ => Vec::new(),
    };
    let left = left_side(&state.texts, &state.reading);
    for (y, (number, (original, item))) in (body.y..body.bottom()).zip(lines) {
        geometry.list_lines.push((y, number));
        let row = Rect {
            y,
            height: 1,
            ..body
        };
        let style = if number == chosen {
            look.theme.name_active
        } else {
            look.theme.text
        };
        let sign = if number == chosen { "\u{25b8}" } else { " " };
        look.write(buffer, row, sign, Align::Left, style);
        let part = |x: u16| Rect {
            x: row.x + x.min(row.width),
            width: row.width.saturating_sub(x),
            ..row
        };
        if let Some(severity) = item.severity {
            let style = look.theme.severity(severity);
            look.write(buffer, part(2), signs::letter(severity), Align::Left, style);
        }
        if let Some(bead) = item.bead {
            let number = Rect {
                width: part(4).width.min(digits),
                ..part(4)
            };
            let text = (bead + 1).to_string();
            look.write(buffer, number, &text, Align::Right, look.theme.name);
        }
        if panel == Panel::Findings && item.bead.is_none() {
            group(
                buffer,
                (part(2), part(4)),
                state,
                look,
                item,
                number == chosen,
            );
            continue;
        }
        if panel == Panel::Contents {
            if let Some(heading) = headings.get(*original) {
                contents::heading(buffer, part(digits + 6), &state.texts, left, heading, style);
            }
            continue;
        }
        look.say(buffer, part(digits + 6), &item.text, Align::Left, style);
    }
    geometry.list_rows = rows;
    geometry.list_length = all.len();
    head.height + body.height
}
