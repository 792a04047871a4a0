//! Takes the terminal over and always gives it back.
//!
//! Raw mode, the alternate screen, the mouse, bracketed paste and the bidi mode are entered
//! together and left together: at the end, in a panic, before the process stops itself, and
//! when a signal ends it. What is entered twice or left twice does no harm.

use crate::tui::facts::TerminalFacts;
use ratatui::crossterm::event::{
    DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture,
};
use ratatui::crossterm::terminal::{
    EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use ratatui::crossterm::{cursor, execute};
use std::io::{self, Write};
use std::sync::Mutex;

/// What was entered, so that a panic knows what to leave.
static ENTERED: Mutex<Option<Modes>> = Mutex::new(None);

/// What the terminal is asked for.
#[derive(Clone, Debug)]
pub struct Modes {
    /// Whether the mouse is wanted.
    pub mouse: bool,
    /// Whether everything is said in lines: the terminal keeps its screen.
    pub linear: bool,
    /// How right-to-left text is written to it.
    pub facts: TerminalFacts,
}

/// The terminal while it is ours.
pub struct Guard {
    modes: Modes,
}

impl Guard {
    /// Takes the terminal over.
    ///
    /// # Errors
    /// What the terminal says to raw mode or to being written to.
    pub fn enter(modes: Modes) -> io::Result<Self> {
        install_panic_hook();
        take(&modes)?;
        Ok(Self { modes })
    }

    /// Gives the terminal back for a while, for a shell or an editor.
    ///
    /// # Errors
    /// What the terminal says.
    pub fn pause(&self) -> io::Result<()> {
        give_back()
    }

    /// Takes the terminal again.
    ///
    /// # Errors
    /// What the terminal says.
    pub fn resume(&self) -> io::Result<()> {
        take(&self.modes)
    }

    /// Takes the mouse or leaves it to the terminal.
    ///
    /// # Errors
    /// What the terminal says.
    pub fn set_mouse(&mut self, mouse: bool) -> io::Result<()> {
        if mouse == self.modes.mouse {
            return Ok(());
        }
        self.modes.mouse = mouse;
        if let Ok(mut entered) = ENTERED.lock() {
            *entered = Some(self.modes.clone());
        }
        if mouse {
            execute!(io::stdout(), EnableMouseCapture)
        } else {
            execute!(io::stdout(), DisableMouseCapture)
        }
    }

    /// Changes how right-to-left text is written. The screen is to be cleared after it, since
    /// terminals take the mode when a row is erased.
    ///
    /// # Errors
    /// What the terminal says.
    pub fn set_facts(&mut self, facts: TerminalFacts) -> io::Result<()> {
        let mut out = io::stdout();
        if !self.modes.linear {
            out.write_all(self.modes.facts.leave_bidi().as_bytes())?;
        }
        self.modes.facts = facts;
        if let Ok(mut entered) = ENTERED.lock() {
            *entered = Some(self.modes.clone());
        }
        if self.modes.linear {
            return Ok(());
        }
        out.write_all(self.modes.facts.enter_bidi().as_bytes())?;
        out.flush()
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        let _gone = give_back();
    }
}

fn take(modes: &Modes) -> io::Result<()> {
    if let Ok(mut entered) = ENTERED.lock() {
        *entered = Some(modes.clone());
    }
    enable_raw_mode()?;
    let mut out = io::stdout();
    if modes.linear {
        return Ok(());
    }
    execute!(
        out,
        EnterAlternateScreen,
        cursor::Hide,
        EnableBracketedPaste
    )?;
    if modes.mouse {
        execute!(out, EnableMouseCapture)?;
    }
    out.write_all(modes.facts.enter_bidi().as_bytes())?;
    // Terminals take the bidi mode of a row when the row is erased.
    out.write_all(b"\x1b[2J")?;
    out.flush()
}

fn give_back() -> io::Result<()> {
    let modes = ENTERED.lock().ok().and_then(|mut entered| entered.take());
    let Some(modes) = modes else {
        return Ok(());
    };
    if modes.linear {
        return disable_raw_mode();
    }
    let mut out = io::stdout();
    out.write_all(modes.facts.leave_bidi().as_bytes())?;
    if modes.mouse {
        execute!(out, DisableMouseCapture)?;
    }
    execute!(
        out,
        DisableBracketedPaste,
        LeaveAlternateScreen,
        cursor::Show
    )?;
    disable_raw_mode()
}

/// Gives the terminal back at once, from any thread: the process is about to end.
pub fn give_back_now() {
    let _gone = give_back();
}

/// Gives the terminal back before a panic is printed.
fn install_panic_hook() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            let _gone = give_back();
            before(info);
        }));
    });
}
