//! Blind judging in linear mode: the segment, the translation and its answer, each on a
//! line when it changes.
//!
//! ```text
//!  segment 3 of 60 · 8 of 240 translations judged | source
//!  translation 1 of 4, no score | its text
//!  score: 75
//!  translation 1 of 4, score 75, 1 minor
//! ```

use super::{write, write_visible};
use crate::session::chord::show_sequence;
use crate::session::judge::{Judge, SENTENCES};
use crate::session::panel::one_line;
use crate::session::{Command, Mode};
use crate::tui::view::Look;
use crate::tui::view::judge as view;
use bayn_text::message::Separator;
use bayn_text::{Message, msg, words};
use std::io;

/// The last report.
#[derive(Debug, Default)]
pub(in crate::tui) struct Judged {
    begun: bool,
    segment: Option<usize>,
    shown: Option<usize>,
    state: String,
    typed: Option<String>,
    words: String,
    differences: bool,
    help: bool,
}

impl Judged {
    /// Prints what has changed.
    pub(in crate::tui) fn say(&mut self, judge: &Judge, look: &Look) -> io::Result<()> {
        let mut out = Vec::new();
        self.lines(judge, look, &mut out);
        write(&out)
    }

    fn lines(&mut self, judge: &Judge, look: &Look, out: &mut Vec<u8>) {
        if !self.begun {
            self.begun = true;
            line(out, &look.translated(view::hint()));
        }
        self.typing(judge, look, out);
        if judge.help && !self.help {
            for said in keys(look) {
                line(out, &said);
            }
        }
        self.help = judge.help;
        if self.segment != Some(judge.at) {
            (self.segment, self.shown) = (Some(judge.at), None);
            let place = look.translated(Message::joined(view::place(judge), Separator::Dot));
            let source = judge.item().map_or("", |item| item.source.as_str());
            line(out, &format!("{place} | {}", one_line(source)));
        }
        let state = look.translated(of_translation(judge));
        let is_other = self.shown != Some(judge.shown);
        let differences = judge.differences && (is_other || !self.differences);
        if is_other {
            let text = judge.target(judge.shown).unwrap_or("");
            line(out, &format!("{state} | {}", one_line(text)));
        } else if state != self.state {
            line(out, &state);
        }
        (self.shown, self.state) = (Some(judge.shown), state);
        self.differences = judge.differences;
        if differences {
            line(out, &differing(judge, look));
        }
        let words = at_caret(judge, look);
        if words != self.words && !words.is_empty() {
            line(out, &words);
        }
        self.words = words;
        if let Some(notice) = &judge.message {
            line(out, &look.translated(&notice.text));
        }
    }

    /// Writes the digits of a score as they are typed.
    fn typing(&mut self, judge: &Judge, look: &Look, out: &mut Vec<u8>) {
        match (&judge.typing, &self.typed) {
            (None, None) => {}
            (None, Some(_)) => out.extend_from_slice(b"\r\n"),
            (Some(now), Some(before)) if now.starts_with(before.as_str()) => {
                write_visible(out, now.get(before.len()..).unwrap_or(""));
            }
            (Some(now), before) => {
                if before.is_some() {
                    out.extend_from_slice(b"\r\n");
                }
                write_visible(out, &look.translated(msg!("score: ")));
                write_visible(out, now);
            }
        }
        self.typed.clone_from(&judge.typing);
    }
}

fn line(out: &mut Vec<u8>, text: &str) {
    write_visible(out, text);
    out.extend_from_slice(b"\r\n");
}

/// Returns the number of the translation, and its answer.
fn of_translation(judge: &Judge) -> Message {
    let place = msg!(
        "translation {at} of {total}",
        at = judge.shown + 1,
        total = judge.order().len()
    );
    let said = view::said_of(judge, judge.shown);
    Message::joined(std::iter::once(place).chain(said), Separator::Comma)
}

/// Returns the words in which the translation differs.
fn differing(judge: &Judge, look: &Look) -> String {
    let text = judge.target(judge.shown).unwrap_or("");
    let spans = view::differing(judge, judge.shown);
    let words: Vec<&str> = spans.iter().map(|span| span.of(text)).collect();
    match words.is_empty() {
        true => look.translated(msg!("no word differs")),
        false => format!(
            "{} {}",
            look.translated(msg!("differs:")),
            words.join(" | ")
        ),
    }
}

/// Returns the selection, or the word under the caret.
fn at_caret(judge: &Judge, look: &Look) -> String {
    let text = judge.target(judge.shown).unwrap_or("");
    if let Some(span) = judge.selected() {
        return format!("{} {}", look.translated(msg!("selected:")), span.of(text));
    }
    let word = judge.caret.and_then(|cell| {
        let mut all = words(text);
        all.find(|word| word.contains(cell.start))
    });
    word.map_or_else(String::new, |word| {
        format!("{} {}", look.translated(msg!("word:")), word.of(text))
    })
}

/// Returns the keys, each with what it does.
fn keys(look: &Look) -> Vec<String> {
    let bound = SENTENCES.iter().filter_map(|(command, sentence)| {
        let keys = look.keymap.keys_of(Mode::Judge, *command);
        let keys: Vec<String> = keys.iter().map(|keys| show_sequence(keys)).collect();
        // Nothing is side by side here.
        let is_said = !keys.is_empty() && *command != Command::NextLayout;
        is_said.then(|| {
            format!(
                "{} {}",
                keys.join("  "),
                look.translated(Message::label(sentence))
            )
        })
    });
    bound.collect()
}
