//! Takes the terminal over and always gives it back.
//!
//! Raw mode, the alternate screen, the mouse, bracketed paste and the bidi mode are entered
//! together and left together: at the end, in a panic, before the process stops itself, and
//! when a signal ends it. What is entered twice or left twice does no harm.

use crate::tui::signals;
use harf::terminal::{Asking, Facts};
use ratatui::crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use ratatui::crossterm::terminal::{
    EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use ratatui::crossterm::{cursor, execute};
use std::io::{self, Write};
use std::sync::{Mutex, MutexGuard, TryLockError};
use std::thread::ThreadId;
use std::time::{Duration, Instant};

/// What was entered, so that a panic and a signal know what to leave. It is held while the
/// terminal is changed.
static ENTERED: Mutex<Entered> = Mutex::new(Entered {
    modes: None,
    bidi: None,
    owner: None,
    later: Vec::new(),
});

struct Entered {
    modes: Option<Modes>,
    /// The bidi mode, while the screen is ours.
    bidi: Option<harf::Modes>,
    /// The thread that draws.
    owner: Option<ThreadId>,
    /// What panics of other threads said, to be printed once the terminal is given back.
    later: Vec<String>,
}

/// How long it is waited for a thread that is changing the terminal: it may be stuck inside.
const PATIENCE: Duration = Duration::from_millis(300);

/// The mouse: presses and the wheel (1000) and motion while a button is held down (1002), as
/// numbers (1006). Other motion is not asked for: it would fill the line.
const MOUSE_ON: &[u8] = b"\x1b[?1000h\x1b[?1002h\x1b[?1006h";
/// The mouse left to the terminal.
const MOUSE_OFF: &[u8] = b"\x1b[?1006l\x1b[?1002l\x1b[?1000l";

/// What the terminal is asked for.
#[derive(Clone, Debug)]
pub struct Modes {
    /// Whether the mouse is wanted.
    pub mouse: bool,
    /// Whether everything is said in lines: the terminal keeps its screen.
    pub linear: bool,
    /// How right-to-left text is written to it.
    pub facts: Facts,
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
        signals::watch()?;
        enter_modes(&modes)?;
        Ok(Self { modes })
    }

    /// Gives the terminal back for a while, for a shell or an editor.
    ///
    /// # Errors
    /// What the terminal says.
    pub fn pause(&self) -> io::Result<()> {
        let mut entered = entered()?;
        give_back(&mut entered)
    }

    /// Takes the terminal again.
    ///
    /// # Errors
    /// What the terminal says.
    pub fn resume(&self) -> io::Result<()> {
        enter_modes(&self.modes)
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
        entered()?.modes = Some(self.modes.clone());
        let mut out = io::stdout();
        out.write_all(if mouse { MOUSE_ON } else { MOUSE_OFF })?;
        out.flush()
    }

    /// Changes how right-to-left text is written. The screen is to be cleared after it, since
    /// terminals take the mode when a row is erased.
    ///
    /// # Errors
    /// What the terminal says.
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

/// Raw mode alone, while the terminal is asked a question.
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
            // Nothing can be done about a terminal that went away.
            let _gone = disable_raw_mode();
        }
    }
}

/// Returns what was entered, as soon as no other thread is changing the terminal.
fn entered() -> io::Result<MutexGuard<'static, Entered>> {
    let start = Instant::now();
    loop {
        match ENTERED.try_lock() {
            Ok(entered) => return Ok(entered),
            Err(TryLockError::Poisoned(entered)) => return Ok(entered.into_inner()),
            Err(TryLockError::WouldBlock) if start.elapsed() < PATIENCE => {
                std::thread::sleep(Duration::from_millis(1));
            }
            Err(TryLockError::WouldBlock) => return Err(io::ErrorKind::TimedOut.into()),
        }
    }
}

fn enter_modes(modes: &Modes) -> io::Result<()> {
    let mut entered = entered()?;
    entered.modes = Some(modes.clone());
    entered.owner = Some(std::thread::current().id());
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
        out.write_all(MOUSE_ON)?;
    }
    drop(entered.bidi.take());
    entered.bidi = Some(harf::Modes::enter(io::stdout(), &modes.facts)?);
    // Terminals take the bidi mode of a row when the row is erased.
    out.write_all(b"\x1b[2J")?;
    out.flush()
}

/// Puts the terminal's line discipline right and writes nothing: for a terminal that takes no
/// output.
pub(super) fn leave_raw_mode() {
    let _gone = disable_raw_mode();
}

fn give_back(entered: &mut Entered) -> io::Result<()> {
    let Some(modes) = entered.modes.take() else {
        // Raw mode alone, or nothing at all.
        return disable_raw_mode();
    };
    if modes.linear {
        return disable_raw_mode();
    }
    let mut out = io::stdout();
    let bidi = entered.bidi.take().map_or(Ok(()), harf::Modes::leave);
    let left = bidi
        .and_then(|()| out.write_all(if modes.mouse { MOUSE_OFF } else { b"" }))
        .and_then(|()| {
            execute!(
                out,
                DisableBracketedPaste,
                LeaveAlternateScreen,
                cursor::Show
            )
        });
    // The line is put right even where nothing can be written any more.
    disable_raw_mode().and(left)
}

/// Prints what panics of other threads said while the terminal was ours.
fn print_later(entered: &mut Entered) {
    for said in entered.later.drain(..) {
        let shown = |c: &char| *c == '\n' || !c.is_control();
        let said: String = said.chars().filter(shown).collect();
        let _gone = writeln!(io::stderr(), "{said}");
    }
}

/// Gives the terminal back at once, from any thread: the process is about to end. Nobody
/// takes it again, nor anything else that is guarded with it.
pub(super) fn give_back_for_good() {
    match entered() {
        Ok(mut entered) => {
            let _gone = give_back(&mut entered);
            print_later(&mut entered);
            std::mem::forget(entered);
        }
        // A thread is stuck in a write to the terminal: the line at least is put right.
        Err(_) => {
            let _gone = disable_raw_mode();
        }
    }
}

/// Gives the terminal back before a panic of the thread that draws is printed. Another
/// thread's panic ends no more than that thread: the screen stays, and what it says is
/// printed in the end.
fn install_panic_hook() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if let Ok(mut entered) = entered() {
                let is_owner = entered.owner == Some(std::thread::current().id());
                if entered.modes.is_some() && !is_owner {
                    entered.later.push(info.to_string());
                    return;
                }
                let _gone = give_back(&mut entered);
            }
            before(info);
        }));
    });
}

/// Returns how to ask while text is printed, or none where that would be in somebody's way: a
/// program beside this one in a pipe (a password being typed, a pager) has the terminal, or a shell
/// does. To be called once input has come, when whoever writes it has asked what it had to ask.
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

/// There is no way to ask without a keyboard.
#[cfg(not(unix))]
#[must_use]
pub fn asking_for_lines() -> Option<Asking> {
    None
}

/// Returns how many columns the terminal has that a row will be shown on: that of standard output,
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

/// Returns how many columns the terminal has.
#[cfg(not(unix))]
#[must_use]
pub fn columns() -> Option<u16> {
    ratatui::crossterm::terminal::size().ok().map(|size| size.0)
}
