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

use crate::catalogue::UiLanguage;
use crate::session::dialogue::{Choice, Dialogue};
use crate::session::focus::Focus;
use crate::session::link::{percent, shape};
use crate::session::listing::listed;
use crate::session::lookup::Line;
use crate::session::pair_filter::FilterPanel;
use crate::session::panel::{Item, place_of};
use crate::session::{Command, Geometry, Mode, State, mode, offers};
use crate::tui::view::{Look, help_lines, letter, written_on};
use bayn_doc::Side;
use bayn_doc::{BeadStatus, Severity};
use bayn_text::{shown, visible_cells};
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
    message: Option<bayn_text::Message>,
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
            self.line(out, &look.language.tell(&greeting(state, look)));
        }
        self.typing(state, look.language, out);
        // What a key did is one line, whatever it changed.
        let mut said: Vec<String> = Vec::new();
        let place = (state.cursor.bead, state.part.map(|part| part.at));
        let moved = self.bead != Some(place) || self.beads != state.bitext.beads.len();
        let status = status(state, look.language);
        let in_reader = state.focus.is_empty();
        if in_reader && moved {
            said.push(pair(state, look.language, &status));
        } else if in_reader && status != self.status {
            let none = || look.language.tell("no verdict").into_owned();
            said.push(if status.is_empty() {
                none()
            } else {
                status.clone()
            });
        }
        if in_reader {
            self.bead = Some(place);
            self.beads = state.bitext.beads.len();
            self.status = status;
        }
        let focus = focus_line(state, look, geometry);
        if focus != self.focus {
            said.extend(focus.clone());
            self.focus = focus;
        }
        let words = words(state, look.language);
        if words != self.words && !words.is_empty() {
            said.push(words.clone());
        }
        self.words = words;
        let message = state.message.as_ref().map(|message| message.text.clone());
        if let Some(text) = &message
            && (heard || message != self.message)
        {
            let text = look.language.say(text);
            if !said.contains(&text) {
                said.push(text);
            }
        }
        self.message = message;
        if !said.is_empty() {
            self.line(out, &said.join(" | "));
        }
        let lesson = state
            .tutor
            .map_or_else(String::new, |tutor| tutor.line(&look.keymap));
        if lesson != self.lesson {
            self.line(out, &look.language.tell(&lesson));
            self.lesson = lesson;
        }
        let waiting = state.pending.count.is_some() || !state.pending.chords.is_empty();
        if heard && out.len() == before && in_reader && !waiting && state.pending.wait.is_none() {
            self.line(out, &position(state, look.language));
        }
    }

    /// Says the rows that are new in the frame while something has the keyboard that has no
    /// line of its own here.
    fn fresh_rows(&mut self, state: &State, rows: Vec<String>, out: &mut Vec<u8>) {
        let unknown = state.focus.last().is_some_and(|focus| !has_line(focus));
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
    fn typing(&mut self, state: &State, language: UiLanguage, out: &mut Vec<u8>) {
        let asked = prompt(state, language);
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

fn greeting(state: &State, look: &Look) -> String {
    let key = |command| {
        let keys = look.keymap.keys_of(Mode::Reader, command);
        keys.first()
            .map(|keys| crate::session::chord::show_sequence(keys))
            .unwrap_or_default()
    };
    let name = |side: Side| {
        let lang = &state.bitext.documents[side].lang;
        format!("{} ({})", shown(&state.about[side].name), shown(lang.tag()))
    };
    format!(
        "{} and {}, {} pairs; {} lists the keys, {} leaves",
        name(Side::Source),
        name(Side::Target),
        state.bitext.beads.len(),
        key(Command::Help),
        key(Command::Quit)
    )
}

/// Returns a number and how many there are.
fn of(language: UiLanguage, at: usize, total: usize) -> String {
    language.tell(&format!("{at} of {total}")).into_owned()
}

fn position(state: &State, language: UiLanguage) -> String {
    let total = state.bitext.beads.len();
    let place = of(language, (state.cursor.bead + 1).min(total), total);
    match state.part {
        Some(part) => format!("{}{}{place}", language.say(part.label()), language.comma()),
        None => place,
    }
}

/// Returns a pair in one line: position, source, target, status.
fn pair(state: &State, language: UiLanguage, status: &str) -> String {
    let side = |side: Side| {
        let text = state.text_of(state.cursor.bead, side);
        if text.is_empty() {
            return language.tell("no counterpart").into_owned();
        }
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let mut line = format!(
        "{} | {} | {}",
        position(state, language),
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
fn status(state: &State, language: UiLanguage) -> String {
    let Some(bead) = state.bitext.beads.get(state.cursor.bead) else {
        return String::new();
    };
    let mut parts = Vec::new();
    match state
        .review
        .notes
        .verdict(bead.id)
        .map(|found| &found.status)
    {
        Some(BeadStatus::Accepted) => parts.push("accepted".to_owned()),
        Some(BeadStatus::NeedsReview) => parts.push("to be looked at again".to_owned()),
        Some(BeadStatus::Rejected(why)) if why.is_empty() => parts.push("rejected".to_owned()),
        Some(BeadStatus::Rejected(_)) | None => {}
    }
    parts.extend(written_on(state));
    let here = state.bitext.beads.get(state.cursor.bead);
    let found = state
        .findings
        .open(&state.review.notes)
        .filter(|finding| here.is_some_and(|bead| bead.id == finding.bead))
        .filter(|finding| place_of(finding).is_some())
        .count();
    match found {
        0 => {}
        1 => parts.push("1 finding".to_owned()),
        found => parts.push(format!("{found} findings")),
    }
    let said: Vec<_> = parts.iter().map(|part| language.tell(part)).collect();
    said.join(language.comma())
}

/// Returns the label and the text of the line being typed.
fn prompt(state: &State, language: UiLanguage) -> Option<String> {
    let (label, prompt) = match state.focus.last()? {
        Focus::Search(prompt) => ("search:", prompt),
        Focus::Line(ask, prompt) => (ask.label().trim_end(), prompt),
        Focus::Palette(prompt, _) => ("command:", prompt),
        Focus::Help {
            filter,
            typing: true,
            ..
        } => ("search in the keys:", filter),
        Focus::Mark(Dialogue {
            choice: Choice::Search(prompt, _),
            ..
        }) => ("kind of error:", prompt),
        _ => return None,
    };
    Some(format!("{} {}", language.tell(label), prompt.text()))
}

/// Says a headword and where it was found.
fn headword(word: &str, from: &str, language: UiLanguage) -> String {
    format!("{word} {} {}", language.tell("in"), language.tell(from))
}

/// Returns what has the keyboard, as a line to be said when it changes.
fn focus_line(state: &State, look: &Look, geometry: &Geometry) -> Option<String> {
    let language = look.language;
    let comma = language.comma();
    match state.focus.last()? {
        Focus::Search(_) | Focus::Line(..) | Focus::InfoPage(..) => None,
        Focus::Palette(prompt, chosen) => {
            let matches = offers(state, prompt.text());
            Some(match matches.get(*chosen) {
                Some(offer) => {
                    let (name, sentence) = offer.described(state);
                    let place = of(language, chosen + 1, matches.len());
                    format!("{place}: {name}{comma}{}", language.tell(sentence))
                }
                None => language.tell("no such command").into_owned(),
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
            let lines = help_lines(&look.keymap, filter.text(), language);
            let from = (*first).min(lines.len().saturating_sub(rows));
            let page: Vec<&str> = lines
                .iter()
                .skip(from)
                .take(rows)
                .map(String::as_str)
                .collect();
            let (keys, leave) = (language.tell("keys"), language.tell("q leaves help"));
            Some(format!("{keys}: {}; {leave}", page.join("; ")))
        }
        Focus::Panel(panel, chosen) => {
            let lines = listed(state, *panel);
            let title = language.tell(heading(panel.title()));
            Some(match lines.get(*chosen) {
                Some((_, Item { text, bead, .. })) => {
                    let pair = bead.map_or_else(String::new, |bead| {
                        format!("{}{comma}", language.tell(&format!("pair {}", bead + 1)))
                    });
                    let place = of(language, chosen + 1, lines.len());
                    format!("{title}: {place}: {pair}{}", language.tell(text.trim()))
                }
                None => format!("{title}: {}", language.tell("nothing")),
            })
        }
        Focus::Kwic(kwic) => {
            let line = kwic.line(&state.bitext, kwic.chosen)?;
            let text = &state.bitext.documents[line.side].text;
            Some(format!(
                "{}: {}: {}{comma}{}",
                language.tell(&format!("places of {}", kwic.word)),
                of(language, kwic.chosen + 1, kwic.len()),
                language.tell(&format!("pair {}", line.bead + 1)),
                line.sentence.of(text)
            ))
        }
        Focus::Lookup(first) => {
            let rows = geometry.list_rows.max(1);
            let lines = state.lookup.lines();
            let from = (*first).min(lines.len().saturating_sub(rows));
            let page = lines.iter().skip(from).take(rows).map(|line| match line {
                Line::Head(word, from) => headword(word, from, language),
                Line::Body(text) => text.trim().to_owned(),
            });
            let page: Vec<String> = page.collect();
            Some(format!("{}: {}", state.lookup.word, page.join("; ")))
        }
        Focus::Filter(panel) => Some(facet(state, language, panel)),
        Focus::Preview(preview) => preview.swaps.get(preview.at).map(|swap| {
            let said = format!(
                "aligned again, change {} of {}: {} pairs from {} on become {}; \
                 enter takes, d drops one, escape leaves",
                preview.at + 1,
                preview.swaps.len(),
                swap.was.len(),
                swap.was.start + 1,
                swap.now.len()
            );
            language.tell(&said).into_owned()
        }),
        Focus::Explain(found) => {
            let said = match found.rival() {
                Some(rival) => format!(
                    "why {} stands: rival {} of {}, {} with {} in a hundred",
                    found.place + 1,
                    found.at + 1,
                    found.why.rivals.len(),
                    shape(&rival.bead),
                    percent(&rival.bead)
                ),
                None => format!("why {} stands: nothing else came near", found.place + 1),
            };
            Some(language.tell(&said).into_owned())
        }
        Focus::Mark(dialogue) => Some(choice(dialogue, language, state.is_esa())),
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
fn facet(state: &State, language: UiLanguage, panel: &FilterPanel) -> String {
    let comma = language.comma();
    let head = language.tell("filter");
    if let Some(prompt) = &panel.typing {
        return format!("{head}: {}", prompt.text());
    }
    let filter = &state.review.filter;
    let Some(facet) = panel.facets.get(panel.at) else {
        return format!("{head}: {}", language.tell("nothing to choose"));
    };
    let on = filter.chosen().contains(&facet.word);
    let key = facet.key.map_or_else(String::new, |key| format!("{key} "));
    let total = state.bitext.beads.len();
    let passing = if filter.is_on() {
        filter.rank(total).1
    } else {
        total
    };
    format!(
        "{head}: {}: {key}{}{comma}{}{comma}{}; {}",
        of(language, panel.at + 1, panel.facets.len()),
        facet.word,
        language.tell(if on { "on" } else { "off" }),
        language.tell(&format!("{} pairs", facet.count)),
        language.tell(&format!("{passing} pass in all"))
    )
}

/// Returns the first words of a heading, before what it says of keys.
fn heading(title: &str) -> &str {
    title.split([':', ';']).next().unwrap_or(title)
}

/// Returns what can be chosen in the dialogue that marks an error.
fn choice(dialogue: &Dialogue, language: UiLanguage, esa: bool) -> String {
    let comma = language.comma();
    if matches!(dialogue.choice, Choice::Severity(_)) {
        let few = esa && dialogue.changing.is_none();
        let all: Vec<String> = Severity::ALL
            .into_iter()
            .filter(|severity| !few || matches!(severity, Severity::Minor | Severity::Major))
            .map(|severity| format!("{} {}", letter(severity), language.tell(severity.name())))
            .collect();
        return format!("{}: {}", language.tell("how bad is it"), all.join(comma));
    }
    let (entries, at) = dialogue.entries();
    if let (Choice::Search(..), Some(entry)) = (&dialogue.choice, entries.get(at)) {
        let place = of(language, at + 1, entries.len());
        return format!("{place}: {}", language.tell(entry.name));
    }
    let all: Vec<String> = entries
        .iter()
        .map(|entry| format!("{} {}", entry.key, language.tell(entry.name)))
        .collect();
    let chosen = entries
        .get(at)
        .map_or_else(String::new, |entry| language.tell(entry.name).into_owned());
    let head = language.tell("kind of error");
    let at = format!("chosen: {chosen}");
    let at = language.tell(&at);
    format!("{head}: {}; {at}", all.join(comma))
}

/// Returns what is selected, or the word under the caret.
fn words(state: &State, language: UiLanguage) -> String {
    if let Some(selection) = &state.selection {
        let spans = selection.spans();
        let all: Vec<&str> = Side::BOTH
            .into_iter()
            .flat_map(|side| {
                let text = &state.bitext.documents[side].text;
                spans[side].iter().map(move |span| span.of(text))
            })
            .collect();
        return format!("{} {}", language.tell("selected:"), all.join(" | "));
    }
    if mode(state) != Mode::Reader {
        return String::new();
    }
    let text = &state.bitext.documents[state.cursor.side].text;
    let word = state.cursor.caret.and_then(|byte| {
        bayn_text::words(text.get(byte..)?)
            .next()
            .map(|word| Span::new(byte + word.start, byte + word.end))
    });
    word.map_or_else(String::new, |word| {
        format!("{} {}", language.tell("word:"), word.of(text))
    })
}
