//! Takes over the terminal and always restores it.
//!
//! Raw mode, the alternate screen, the mouse, bracketed paste and the bidi mode are entered
//! together and left together: at the end, in a panic, before the process stops itself, and
//! when a signal ends it. Entering or leaving twice is harmless.

use crate::tui::modes::{
    MOUSE_OFF, MOUSE_ON, Modes, enter_modes, entered, give_back, install_panic_hook, print_later,
};
use crate::tui::signals;
use harf::terminal::{Asking, Facts};
use ratatui::crossterm::terminal::{disable_raw_mode, enable_raw_mode};
use std::io::{self, Write};

/// The terminal while the reader has it.
pub struct Guard {
    modes: Modes,
}

impl Guard {
    /// Takes the terminal over.
    ///
    /// # Errors
    /// Errors of raw mode or of writing to the terminal.
    pub fn enter(modes: Modes) -> io::Result<Self> {
        install_panic_hook();
        signals::watch()?;
        enter_modes(&modes)?;
        Ok(Self { modes })
    }

    /// Releases the terminal temporarily, for a shell or an editor.
    ///
    /// # Errors
    /// Those of the terminal.
    pub fn pause(&self) -> io::Result<()> {
        let mut entered = entered()?;
        give_back(&mut entered)
    }

    /// Takes the terminal again.
    ///
    /// # Errors
    /// Those of the terminal.
    pub fn resume(&self) -> io::Result<()> {
        enter_modes(&self.modes)
    }

    /// Takes the mouse or leaves it to the terminal.
    ///
    /// # Errors
    /// Those of the terminal.
    pub fn set_mouse(&mut self, mouse: bool) -> io::Result<()> {
        if mouse == self.modes.mouse {
            return Ok(());
        }
        self.modes.mouse = mouse;
        entered()?.modes = Some(self.modes.clone());
        let mut out = io::stdout();
        out.write_all(if mouse { MOUSE_ON } else { MOUSE_OFF })?;
        out.flush()
    }

    /// Changes the encoding of right-to-left text. The screen must be cleared after it, since
    /// terminals take the mode when a row is erased.
    ///
    /// # Errors
    /// Those of the terminal.
    pub fn set_facts(&mut self, facts: Facts) -> io::Result<()> {
        self.modes.facts = facts;
        let mut entered = entered()?;
        entered.modes = Some(self.modes.clone());
        if let Some(bidi) = entered.bidi.take() {
            bidi.leave()?;
            entered.bidi = Some(harf::Modes::enter(io::stdout(), &self.modes.facts)?);
        }
        Ok(())
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        if let Ok(mut entered) = entered() {
            let _gone = give_back(&mut entered);
            print_later(&mut entered);
        }
    }
}

/// Raw mode only, during a query of the terminal.
pub(super) struct Raw(());

impl Raw {
    /// Enters raw mode.
    pub(super) fn enter() -> io::Result<Self> {
        signals::watch()?;
        let _entered = entered()?;
        enable_raw_mode()?;
        Ok(Self(()))
    }
}

impl Drop for Raw {
    fn drop(&mut self) {
        if let Ok(_entered) = entered() {
            // Nothing can be done about a terminal that is gone.
            let _gone = disable_raw_mode();
        }
    }
}

/// Returns how to query while text is printed, or `None` if that would interfere: another
/// program beside this one in a pipe (a password being typed, a pager) has the terminal, or a shell
/// does. To be called once input has come, when its writer has finished its own prompts.
#[cfg(unix)]
#[must_use]
pub fn asking_for_lines() -> Option<Asking> {
    use rustix::termios::{LocalModes, isatty, tcgetattr, tcgetpgrp};
    if !isatty(rustix::stdio::stdout()) {
        return None;
    }
    let input = rustix::stdio::stdin();
    let asking = if isatty(input) {
        Asking::Output
    } else {
        Asking::Filter
    };
    let tty = std::fs::File::open("/dev/tty").ok()?;
    let ours = tcgetpgrp(&tty).ok()? == rustix::process::getpgrp();
    let modes = tcgetattr(&tty).ok()?.local_modes;
    let quiet = modes.contains(LocalModes::ICANON | LocalModes::ECHO);
    (ours && quiet).then_some(asking)
}

/// A query is impossible without a keyboard.
#[cfg(not(unix))]
#[must_use]
pub fn asking_for_lines() -> Option<Asking> {
    None
}

/// Returns the number of columns of the terminal that shows the rows: that of standard output,
/// or the one outside the pipe.
#[cfg(unix)]
#[must_use]
pub fn columns() -> Option<u16> {
    use rustix::termios::{Winsize, tcgetwinsize};
    let wide = |size: Winsize| Some(size.ws_col).filter(|&wide| wide > 0);
    let own = tcgetwinsize(rustix::stdio::stdout()).ok().and_then(wide);
    let outside = || {
        let tty = std::fs::File::open("/dev/tty").ok()?;
        tcgetwinsize(tty).ok().and_then(wide)
    };
    own.or_else(outside)
}

/// Returns the number of columns of the terminal.
#[cfg(not(unix))]
#[must_use]
pub fn columns() -> Option<u16> {
    ratatui::crossterm::terminal::size().ok().map(|size| size.0)
}
