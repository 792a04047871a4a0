//! The linear form: what happens, said in lines one after the other.
//!
//! ```text
//!  7 of 28 | source sentence | target sentence | accepted
//!  search: word
//!  3 hits
//! ```
//!
//! No box, no colour, no movement of the cursor: each line is written once and stays, as a
//! screen reader or a braille line wants it. Texts are in logical order. The commands and
//! their keys are those of the screen; see `canvas.rs`.

use crate::session::dialogue::{Choice, Dialogue};
use crate::session::focus::Focus;
use crate::session::link::{Explained, Preview, percent, shape};
use crate::session::listing::listed;
use crate::session::lookup::Line;
use crate::session::pair_filter::FilterPanel;
use crate::session::panel::{Item, one_line, place_of};
use crate::session::reading::Reading;
use crate::session::review::Review;
use crate::session::reviewing::Reviewing;
use crate::session::texts::Texts;
use crate::session::ui::Ui;
use crate::session::{Command, Geometry, Mode, State, mode, offers};
use crate::tui::view::{Look, help_lines, letter, written_on};
use bayn_doc::Side;
use bayn_doc::{BeadStatus, Severity};
use bayn_text::message::{Key, Number, Separator, Word};
use bayn_text::{Message, msg, plural, visible_cells};
use harf::Span;
use std::io::{self, Write};

/// What was said last, so that only what is new is said.
#[derive(Debug, Default)]
pub(super) struct Linear {
    begun: bool,
    heard: bool,
    bead: Option<(usize, Option<usize>)>,
    beads: usize,
    status: String,
    message: Option<Message>,
    focus: Option<String>,
    typed: Option<String>,
    words: String,
    lesson: String,
    rows: Vec<String>,
}

impl Linear {
    /// Returns the form as it is after a break: it begins with the current pair.
    pub(super) fn resumed() -> Self {
        Self {
            begun: true,
            ..Self::default()
        }
    }

    /// Notes that a key came.
    pub(super) const fn heard(&mut self) {
        self.heard = true;
    }

    /// Says what is new; `rows` is the frame as it was drawn unseen.
    pub(super) fn say(
        &mut self,
        state: &State,
        look: &Look,
        geometry: &Geometry,
        rows: Vec<String>,
    ) -> io::Result<()> {
        let mut out = Vec::new();
        self.lines(state, look, geometry, &mut out);
        self.fresh_rows(state, rows, &mut out);
        if out.is_empty() {
            return Ok(());
        }
        let mut stdout = io::stdout().lock();
        stdout.write_all(&out)?;
        stdout.flush()
    }

    fn lines(&mut self, state: &State, look: &Look, geometry: &Geometry, out: &mut Vec<u8>) {
        let heard = std::mem::take(&mut self.heard);
        let before = out.len();
        if !self.begun {
            self.begun = true;
            self.line(out, &look.said(greeting(&state.texts)));
        }
        self.typing(state, look, out);
        // What a key did is one line, whatever it changed.
        let mut said: Vec<String> = Vec::new();
        let place = (
            state.reading.cursor.bead,
            state.texts.part.map(|part| part.at),
        );
        let moved = self.bead != Some(place) || self.beads != state.texts.bitext.beads.len();
        let status = status(state, look);
        let in_reader = state.ui.focus.is_empty();
        if in_reader && moved {
            said.push(pair(&state.texts, &state.reading, look, &status));
        } else if in_reader && status != self.status {
            let none = || look.said(msg!("no verdict"));
            said.push(if status.is_empty() {
                none()
            } else {
                status.clone()
            });
        }
        if in_reader {
            self.bead = Some(place);
            self.beads = state.texts.bitext.beads.len();
            self.status = status;
        }
        let focus = focus_line(state, look, geometry);
        if focus != self.focus {
            said.extend(focus.clone());
            self.focus = focus;
        }
        let words = words(state, look);
        if words != self.words && !words.is_empty() {
            said.push(words.clone());
        }
        self.words = words;
        let message = state
            .ui
            .message
            .as_ref()
            .map(|message| message.text.clone());
        if let Some(text) = &message
            && (heard || message != self.message)
        {
            let text = look.said(text);
            if !said.contains(&text) {
                said.push(text);
            }
        }
        self.message = message;
        if !said.is_empty() {
            self.line(out, &said.join(" | "));
        }
        let lesson = state
            .reading
            .tutor
            .map_or_else(String::new, |tutor| look.said(tutor.line()));
        if lesson != self.lesson {
            self.line(out, &lesson);
            self.lesson = lesson;
        }
        let waiting = state.ui.pending.count.is_some() || !state.ui.pending.chords.is_empty();
        if heard && out.len() == before && in_reader && !waiting && state.ui.pending.wait.is_none()
        {
            self.line(out, &look.said(position(&state.texts, &state.reading)));
        }
    }

    /// Says the rows that are new in the frame while something has the keyboard that has no
    /// line of its own here.
    fn fresh_rows(&mut self, state: &State, rows: Vec<String>, out: &mut Vec<u8>) {
        let unknown = state.ui.focus.last().is_some_and(|focus| !has_line(focus));
        if unknown {
            let fresh: Vec<&str> = rows
                .iter()
                .filter(|row| !self.rows.contains(row))
                .map(|row| row.trim())
                .filter(|row| !row.is_empty())
                .collect();
            if !fresh.is_empty() {
                self.line(out, &fresh.join("; "));
            }
        }
        self.rows = rows;
    }

    /// Writes what is typed into a prompt, letter by letter; what was changed inside, whole.
    fn typing(&mut self, state: &State, look: &Look, out: &mut Vec<u8>) {
        let asked = prompt(&state.ui, look);
        match (&asked, &self.typed) {
            (None, None) => {}
            (None, Some(_)) => out.extend_from_slice(b"\r\n"),
            (Some(now), Some(before)) if now == before => {}
            (Some(now), Some(before)) if now.starts_with(before.as_str()) => {
                write_visible(out, now.get(before.len()..).unwrap_or(""));
            }
            (Some(now), before) => {
                if before.is_some() {
                    out.extend_from_slice(b"\r\n");
                }
                write_visible(out, now);
            }
        }
        self.typed = asked;
    }

    /// Writes a line; where something is being typed, that is begun again after it.
    fn line(&self, out: &mut Vec<u8>, text: &str) {
        let typed = self.typed.as_deref();
        if typed.is_some() {
            out.extend_from_slice(b"\r\n");
        }
        write_visible(out, text);
        out.extend_from_slice(b"\r\n");
        if let Some(typed) = typed {
            write_visible(out, typed);
        }
    }
}

/// Writes text on one line, steering nothing, and without isolates, which would only be heard
/// as noise.
fn write_visible(out: &mut Vec<u8>, text: &str) {
    let clean = visible_cells(text).replace(['\u{2066}', '\u{2068}', '\u{2069}'], "");
    out.extend_from_slice(clean.as_bytes());
}

fn greeting(texts: &Texts) -> Message {
    let name = |side: Side| {
        let lang = &texts.bitext.documents[side].lang;
        msg!("{name} ({lang})", name = texts.about[side].name, lang)
    };
    plural!(
        "{source} and {target}, 1 pair; {help} lists the keys, {quit} leaves",
        "{source} and {target}, {pairs} pairs; {help} lists the keys, {quit} leaves",
        pairs = texts.bitext.beads.len(),
        source = name(Side::Source),
        target = name(Side::Target),
        help = Command::Help,
        quit = Command::Quit
    )
}

/// Returns a number and how many there are.
fn of(at: usize, total: usize) -> Message {
    msg!("{at} of {total}", at, total)
}

/// Says a heading, and what is under it.
fn headed(head: Message, said: Message) -> Message {
    Message::joined([head, said], Separator::Colon)
}

fn position(texts: &Texts, reading: &Reading) -> Message {
    let total = texts.bitext.beads.len();
    let place = of((reading.cursor.bead + 1).min(total), total);
    let part = texts.part.map(|part| part.label());
    Message::joined(part.into_iter().chain([place]), Separator::Comma)
}

/// Returns a pair in one line: position, source, target, status.
fn pair(texts: &Texts, reading: &Reading, look: &Look, status: &str) -> String {
    let side = |side: Side| {
        let text = texts.text_of(reading.cursor.bead, side);
        if text.is_empty() {
            return look.said(msg!("no counterpart"));
        }
        one_line(text)
    };
    let mut line = format!(
        "{} | {} | {}",
        look.said(position(texts, reading)),
        side(Side::Source),
        side(Side::Target)
    );
    if !status.is_empty() {
        line.push_str(" | ");
        line.push_str(status);
    }
    line
}

/// Returns what is written about the current pair.
fn status(state: &State, look: &Look) -> String {
    let Some(bead) = state.texts.bitext.beads.get(state.reading.cursor.bead) else {
        return String::new();
    };
    let mut parts = Vec::new();
    match state
        .reviewing
        .review
        .notes
        .verdict(bead.id)
        .map(|found| &found.status)
    {
        Some(BeadStatus::Accepted) => parts.push(msg!("accepted")),
        Some(BeadStatus::NeedsReview) => parts.push(msg!("to be looked at again")),
        Some(BeadStatus::Rejected(why)) if why.is_empty() => parts.push(msg!("rejected")),
        Some(BeadStatus::Rejected(_)) | None => {}
    }
    parts.extend(written_on(state));
    let found = state
        .reviewing
        .findings
        .open(&state.reviewing.review.notes)
        .filter(|finding| bead.id == finding.bead && place_of(finding).is_some())
        .count();
    if found > 0 {
        parts.push(plural!("1 finding", "{found} findings", found));
    }
    look.said(Message::joined(parts, Separator::Comma))
}

/// Returns the label and the text of the line being typed.
fn prompt(ui: &Ui, look: &Look) -> Option<String> {
    let (label, prompt) = match ui.focus.last()? {
        Focus::Search(prompt) => (msg!("search:"), prompt),
        Focus::Line(ask, prompt) => (ask.label(), prompt),
        Focus::Palette(prompt, _) => (msg!("command:"), prompt),
        Focus::Help {
            filter,
            typing: true,
            ..
        } => (msg!("search in the keys:"), filter),
        Focus::Mark(Dialogue {
            choice: Choice::Search(prompt, _),
            ..
        }) => (msg!("kind of error:"), prompt),
        _ => return None,
    };
    Some(format!("{} {}", look.said(label), prompt.text()))
}

/// Returns what has the keyboard, as a line to be said when it changes.
fn focus_line(state: &State, look: &Look, geometry: &Geometry) -> Option<String> {
    Some(match state.ui.focus.last()? {
        Focus::Search(_) | Focus::Line(..) | Focus::InfoPage(..) => return None,
        Focus::Palette(prompt, chosen) => {
            let matches = offers(&state.home, prompt.text());
            look.said(match matches.get(*chosen) {
                Some(offer) => {
                    let (name, sentence) = offer.described(state);
                    let parts = [Message::name(name), Message::label(sentence)];
                    headed(
                        of(chosen + 1, matches.len()),
                        Message::joined(parts, Separator::Comma),
                    )
                }
                None => msg!("no such command"),
            })
        }
        Focus::Help {
            filter,
            typing,
            first,
        } => {
            if *typing {
                return None;
            }
            let rows = geometry.list_rows.max(1);
            let lines = help_lines(&look.keymap, filter.text(), look.language);
            let from = (*first).min(lines.len().saturating_sub(rows));
            let page: Vec<&str> = lines
                .iter()
                .skip(from)
                .take(rows)
                .map(String::as_str)
                .collect();
            let cancel = Mode::List.keys(Command::Cancel);
            let leave = look.said(msg!("{cancel} leaves help", cancel));
            format!("{}: {}; {leave}", look.said(msg!("keys")), page.join("; "))
        }
        Focus::Panel(panel, chosen) => {
            let lines = listed(state, *panel);
            let said = match lines.get(*chosen) {
                Some((_, Item { text, bead, .. })) => {
                    let pair = bead.map(|bead| msg!("pair {bead}", bead = bead + 1));
                    let parts = pair.into_iter().chain([text.clone()]);
                    headed(
                        of(chosen + 1, lines.len()),
                        Message::joined(parts, Separator::Comma),
                    )
                }
                None => msg!("nothing"),
            };
            look.said(headed(Message::label(panel.title()), said))
        }
        Focus::Kwic(kwic) => {
            let line = kwic.line(&state.texts.bitext, kwic.chosen)?;
            let text = &state.texts.bitext.documents[line.side].text;
            let head = [
                msg!("places of {word}", word = kwic.word),
                of(kwic.chosen + 1, kwic.len()),
            ];
            let parts = [
                msg!("pair {bead}", bead = line.bead + 1),
                Message::name(line.sentence.of(text)),
            ];
            let said = Message::joined(parts, Separator::Comma);
            look.said(headed(Message::joined(head, Separator::Colon), said))
        }
        Focus::Lookup(first) => {
            let rows = geometry.list_rows.max(1);
            let lines = state.background.lookup.lines();
            let from = (*first).min(lines.len().saturating_sub(rows));
            let page = lines.iter().skip(from).take(rows).map(|line| match line {
                Line::Head(word, from) => look.said(msg!("{word} in {from}", word, from)),
                Line::Body(text) => text.trim().to_owned(),
            });
            let page: Vec<String> = page.collect();
            format!("{}: {}", state.background.lookup.word, page.join("; "))
        }
        Focus::Filter(panel) => look.said(facet(&state.texts, &state.reviewing, panel)),
        Focus::Preview(preview) => look.said(proposal(preview)?),
        Focus::Explain(found) => look.said(reasons(found)),
        Focus::Mark(dialogue) => {
            look.said(choice(dialogue, &state.reviewing.review, state.is_esa()))
        }
    })
}

/// Returns the change looked at of a proposal to align again.
fn proposal(preview: &Preview) -> Option<Message> {
    let swap = preview.swaps.get(preview.at)?;
    Some(msg!(
        "realigned, change {at} of {count}: {was} pairs from {start} on become {now}; \
         {accept} applies, {drop} drops one, {cancel} leaves",
        at = preview.at + 1,
        count = preview.swaps.len(),
        was = swap.was.len(),
        start = swap.was.start + 1,
        now = swap.now.len(),
        accept = Mode::List.keys(Command::Accept),
        drop = Mode::List.keys(Command::DeleteItem),
        cancel = Mode::List.keys(Command::Cancel)
    ))
}

/// Returns what could be in place of a link.
fn reasons(found: &Explained) -> Message {
    let pair = found.place + 1;
    match found.rival() {
        Some(rival) => msg!(
            "pair {pair}: alternative {at} of {count}, {shape}, probability {share}",
            pair,
            at = found.at + 1,
            count = found.why.rivals.len(),
            shape = Number::written(shape(&rival.bead)),
            share = Number::written(format!("{}%", percent(&rival.bead)))
        ),
        None => msg!("pair {pair}: no close alternative", pair),
    }
}

/// Returns whether a focus is said by a line of its own, and not by the rows it draws.
const fn has_line(focus: &Focus) -> bool {
    matches!(
        focus,
        Focus::Search(_)
            | Focus::Line(..)
            | Focus::Palette(..)
            | Focus::Help { .. }
            | Focus::Panel(..)
            | Focus::Kwic(_)
            | Focus::Lookup(_)
            | Focus::Filter(_)
            | Focus::Preview(_)
            | Focus::Explain(_)
            | Focus::Mark(_)
    )
}

/// Returns the line of the filter panel, or the filter being typed.
fn facet(texts: &Texts, reviewing: &Reviewing, panel: &FilterPanel) -> Message {
    let head = msg!("filter");
    if let Some(prompt) = &panel.typing {
        return headed(head, Message::name(prompt.text()));
    }
    let filter = &reviewing.review.filter;
    let Some(facet) = panel.facets.get(panel.at) else {
        return headed(head, msg!("nothing to choose from"));
    };
    let key = facet.key.map(Message::of);
    let word = key.into_iter().chain([Message::name(&facet.word)]);
    let total = texts.bitext.beads.len();
    let passing = if filter.is_on() {
        filter.rank(total).1
    } else {
        total
    };
    let parts = [
        Message::joined(word, Separator::Space),
        Message::label(facet.says),
        if filter.chosen().contains(&facet.word) {
            msg!("on")
        } else {
            msg!("off")
        },
        plural!("1 pair", "{total} pairs", total = facet.count),
        msg!("{passing} of {total} pairs match", passing, total),
    ];
    let place = headed(head, of(panel.at + 1, panel.facets.len()));
    headed(place, Message::joined(parts, Separator::Comma))
}

/// Returns what can be chosen in the dialogue that marks an error.
fn choice(dialogue: &Dialogue, review: &Review, esa: bool) -> Message {
    let keyed = |key: &str, name: &'static str| {
        msg!(
            "{keys} {deed}",
            keys = Key(key.to_owned()),
            deed = Word(name)
        )
    };
    if matches!(dialogue.choice, Choice::Severity(_)) {
        let few = esa && dialogue.changing.is_none();
        let all = Severity::ALL
            .into_iter()
            .filter(|severity| !few || matches!(severity, Severity::Minor | Severity::Major))
            .map(|severity| keyed(letter(severity), severity.name()));
        return headed(
            msg!("how severe is it"),
            Message::joined(all, Separator::Comma),
        );
    }
    if let Choice::Kind(at) = dialogue.choice {
        let keyed = review.kinds().iter().map(|kind| {
            msg!(
                "{keys} {deed}",
                keys = Key(kind.key.to_string()),
                deed = kind.name.as_str()
            )
        });
        let chosen = review.kinds().get(at);
        let chosen = chosen.map(|kind| msg!("chosen: {name}", name = kind.name.as_str()));
        let all = Message::joined(keyed, Separator::Comma);
        return headed(
            msg!("kind of error"),
            Message::joined(std::iter::once(all).chain(chosen), Separator::Semicolon),
        );
    }
    let (entries, at) = dialogue.entries();
    if let (Choice::Search(..), Some(entry)) = (&dialogue.choice, entries.get(at)) {
        return headed(of(at + 1, entries.len()), Message::label(entry.name));
    }
    let all = entries
        .iter()
        .map(|entry| keyed(entry.key.encode_utf8(&mut [0; 4]), entry.name));
    let all = Message::joined(all, Separator::Comma);
    let chosen = entries.get(at).map(|entry| entry.name);
    let chosen = chosen.map(|name| msg!("chosen: {name}", name = Word(name)));
    let parts = std::iter::once(all).chain(chosen);
    headed(
        msg!("kind of error"),
        Message::joined(parts, Separator::Semicolon),
    )
}

/// Returns what is selected, or the word under the caret.
fn words(state: &State, look: &Look) -> String {
    if let Some(selection) = &state.reading.selection {
        let spans = selection.spans();
        let all: Vec<&str> = Side::BOTH
            .into_iter()
            .flat_map(|side| {
                let text = &state.texts.bitext.documents[side].text;
                spans[side].iter().map(move |span| span.of(text))
            })
            .collect();
        return format!("{} {}", look.said(msg!("selected:")), all.join(" | "));
    }
    if mode(state) != Mode::Reader {
        return String::new();
    }
    let text = &state.texts.bitext.documents[state.reading.cursor.side].text;
    let word = state.reading.cursor.caret.and_then(|byte| {
        bayn_text::words(text.get(byte..)?)
            .next()
            .map(|word| Span::new(byte + word.start, byte + word.end))
    });
    word.map_or_else(String::new, |word| {
        format!("{} {}", look.said(msg!("word:")), word.of(text))
    })
}
