//! The progress of a list of pairs, shown only on a terminal.

use crate::cli::print;
use bayn_text::message::{Number, Separator};
use bayn_text::{Message, msg, plural};
use std::time::{Duration, Instant};

/// How often the bar is drawn.
const FRAME: Duration = Duration::from_millis(100);

/// The progress, shown only on a terminal.
pub(super) struct Bar {
    shown: bool,
    /// The number of pairs, if known before the end.
    total: Option<usize>,
    began: Instant,
    drawn: Option<Instant>,
}

impl Bar {
    pub(super) fn new(total: Option<usize>) -> Self {
        Self {
            shown: print::is_watched(),
            total,
            began: Instant::now(),
            drawn: None,
        }
    }

    pub(super) fn draw(&mut self, done: usize, bad: usize) {
        let due = self.drawn.is_none_or(|drawn| drawn.elapsed() >= FRAME);
        if !self.shown || !due {
            return;
        }
        self.drawn = Some(Instant::now());
        let pace = done as f64 / self.began.elapsed().as_secs_f64().max(0.001);
        let bar = self.total.map_or_else(String::new, |total| {
            const WIDTH: usize = 20;
            let full = (done * WIDTH)
                .checked_div(total)
                .unwrap_or(WIDTH)
                .min(WIDTH);
            let (full, rest) = ("#".repeat(full), "-".repeat(WIDTH - full));
            format!("[{full}{rest}] ")
        });
        let mut parts = vec![match self.total {
            Some(total) => msg!("{done} of {total} pairs", done, total),
            None => plural!("{done} pair", "{done} pairs", done),
        }];
        if bad > 0 {
            parts.push(msg!("{bad} failed", bad));
        }
        parts.push(msg!("{pace} a second", pace = Number::decimal(pace, 1)));
        let language = crate::cli::language();
        let said = language.say(Message::joined(parts, Separator::Comma));
        print::progress(&format!("{bar}{said}"));
    }

    pub(super) fn wipe(&self) {
        if self.shown && self.drawn.is_some() {
            print::progress("");
        }
    }
}
