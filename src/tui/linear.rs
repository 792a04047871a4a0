//! The linear mode: everything is reported in consecutive lines.
//!
//! ```text
//!  7 of 28, accepted | source sentence | target sentence
//!  search: word
//!  3 hits
//! ```
//!
//! No box, no colour, no cursor movement: each line is written once and stays, as
//! screen readers and braille displays need it. Texts are in logical order. The commands and
//! their keys are those of the screen; see `canvas.rs`.

mod focus;
mod judged;
mod pages;

pub(super) use self::judged::Judged;

use self::focus::{focus_line, prompt};
use crate::session::panel::{one_line, place_of};
use crate::session::reading::Reading;
use crate::session::texts::Texts;
use crate::session::{Command, Geometry, Mode, State, mode};
use crate::tui::view::{Look, written_on};
use bayn_doc::BeadStatus;
use bayn_doc::Side;
use bayn_text::message::{Separator, Speech};
use bayn_text::{Message, msg, plural, visible_cells};
use harf::Span;
use std::io::{self, Write};

/// What was reported last, so that only news is reported.
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
    links: bool,
}

impl Linear {
    /// Returns the initial state after a break: it begins with the current pair.
    pub(super) fn resumed() -> Self {
        Self {
            begun: true,
            ..Self::default()
        }
    }

    /// Records that a key came.
    pub(super) const fn heard(&mut self) {
        self.heard = true;
    }

    /// Prints what has changed.
    pub(super) fn say(
        &mut self,
        state: &State,
        look: &Look,
        geometry: &Geometry,
    ) -> io::Result<()> {
        let mut out = Vec::new();
        self.lines(state, look, geometry, &mut out);
        write(&out)
    }

    fn lines(&mut self, state: &State, look: &Look, geometry: &Geometry, out: &mut Vec<u8>) {
        let heard = std::mem::take(&mut self.heard);
        let before = out.len();
        if !self.begun {
            self.begun = true;
            self.line(out, &look.translated(greeting(&state.texts)));
        }
        self.typing(state, look, out);
        // The effect of a key is one line, whatever it changed.
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
            let none = || look.translated(msg!("no verdict"));
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
        // Keys have other effects in LINK mode, so entering it is reported.
        let links = state.aligning.link.on;
        if links != self.links {
            said.push(look.translated(match links {
                true => msg!(
                    "LINK mode: {help} lists its keys, {leave} leaves it",
                    help = Command::Help,
                    leave = Mode::Link.keys(Command::LeaveLink)
                ),
                false => msg!("LINK mode is off"),
            }));
            self.links = links;
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
            let text = look.translated(text);
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
            .map_or_else(String::new, |tutor| look.translated(tutor.line()));
        if lesson != self.lesson {
            self.line(out, &lesson);
            self.lesson = lesson;
        }
        let waiting = state.ui.pending.count.is_some() || !state.ui.pending.chords.is_empty();
        if heard && out.len() == before && in_reader && !waiting && state.ui.pending.wait.is_none()
        {
            self.line(
                out,
                &look.translated(position(&state.texts, &state.reading)),
            );
        }
    }

    /// Writes what is typed into a prompt, letter by letter; after a change inside, the whole line.
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

    /// Writes a line, or several of a list; where something is being typed, that is begun again after it.
    fn line(&self, out: &mut Vec<u8>, text: &str) {
        let typed = self.typed.as_deref();
        if typed.is_some() {
            out.extend_from_slice(b"\r\n");
        }
        for line in text.split('\n') {
            write_visible(out, line);
            out.extend_from_slice(b"\r\n");
        }
        if let Some(typed) = typed {
            write_visible(out, typed);
        }
    }
}

/// Writes the message, if there is one.
fn write(out: &[u8]) -> io::Result<()> {
    if out.is_empty() {
        return Ok(());
    }
    let mut stdout = io::stdout().lock();
    stdout.write_all(out)?;
    stdout.flush()
}

/// Writes text on one line, without control characters, and without isolates, which would only be heard
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

/// Prints a heading and its content.
fn headed(head: Message, said: Message) -> Message {
    Message::joined([head, said], Separator::Colon)
}

fn position(texts: &Texts, reading: &Reading) -> Message {
    let total = texts.bitext.beads.len();
    let place = of((reading.cursor.bead + 1).min(total), total);
    let part = texts.part.map(|part| part.label());
    Message::joined(part.into_iter().chain([place]), Separator::Comma)
}

/// Returns a pair in one line: position and status, source, target, further translations by their
/// numbers.
fn pair(texts: &Texts, reading: &Reading, look: &Look, status: &str) -> String {
    let side = |side: Side| {
        let text = texts.text_of(reading.cursor.bead, side);
        if text.is_empty() {
            return look.translated(msg!("no counterpart"));
        }
        one_line(text)
    };
    // When moving through pairs, the number and the status come first.
    let mut place = look.translated(position(texts, reading));
    if !status.is_empty() {
        place.push_str(Speech::separator(look, Separator::Comma));
        place.push_str(status);
    }
    let mut said = format!("{place} | {} | {}", side(Side::Source), side(Side::Target));
    let several = &texts.several;
    for (number, text) in several
        .chosen()
        .into_iter()
        .filter_map(|number| Some((number, several.text(number)?)))
    {
        // Sentences that are with another pair are said there.
        let here = text.group_of(reading.cursor.bead);
        let Some(group) = here.filter(|group| group.main.start == reading.cursor.bead) else {
            continue;
        };
        let words = match text.text_of(group) {
            "" => look.translated(msg!("no counterpart")),
            words => one_line(words),
        };
        said.push_str(&format!(" | {number}: {words}"));
    }
    said
}

/// Returns the annotations of the current pair.
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
        Some(BeadStatus::NeedsReview) => parts.push(msg!("needs review")),
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
    look.translated(Message::joined(parts, Separator::Comma))
}

/// Returns the selection, or the word under the caret.
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
        return format!("{} {}", look.translated(msg!("selected:")), all.join(" | "));
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
        format!("{} {}", look.translated(msg!("word:")), word.of(text))
    })
}
