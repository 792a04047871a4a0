//! The terminal modes while the reader has the terminal, and restoring them from any thread:
//! in a panic, on a signal.

use harf::terminal::Facts;
use ratatui::crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use ratatui::crossterm::terminal::{
    EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use ratatui::crossterm::{cursor, execute};
use std::io::{self, Write};
use std::sync::{Mutex, MutexGuard, TryLockError};
use std::thread::ThreadId;
use std::time::{Duration, Instant};

/// The modes entered, so that a panic and a signal can leave them. It is locked while the
/// terminal is changed.
static ENTERED: Mutex<Entered> = Mutex::new(Entered {
    modes: None,
    bidi: None,
    owner: None,
    later: Vec::new(),
});

pub(super) struct Entered {
    pub(super) modes: Option<Modes>,
    /// The bidi mode, while the reader has the screen.
    pub(super) bidi: Option<harf::Modes>,
    /// The thread that draws.
    owner: Option<ThreadId>,
    /// The messages of panics in other threads, printed once the terminal is restored.
    later: Vec<String>,
}

/// How long to wait for a thread that is changing the terminal: it may be stuck.
const PATIENCE: Duration = Duration::from_millis(300);

/// The mouse: presses and the wheel (1000) and motion while a button is held down (1002), as
/// numbers (1006). Other motion is not requested: it would flood the connection.
pub(super) const MOUSE_ON: &[u8] = b"\x1b[?1000h\x1b[?1002h\x1b[?1006h";
/// The mouse left to the terminal.
pub(super) const MOUSE_OFF: &[u8] = b"\x1b[?1006l\x1b[?1002l\x1b[?1000l";

/// The requested modes.
#[derive(Clone, Debug)]
pub struct Modes {
    /// Whether the mouse is used.
    pub mouse: bool,
    /// Whether the output is linear: the terminal keeps its screen.
    pub linear: bool,
    /// The encoding of right-to-left text.
    pub facts: Facts,
}

/// Returns the entered modes, as soon as no other thread is changing the terminal.
pub(super) fn entered() -> io::Result<MutexGuard<'static, Entered>> {
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

pub(super) fn enter_modes(modes: &Modes) -> io::Result<()> {
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

/// Restores the terminal's line discipline and writes nothing: for a terminal that accepts no
/// output.
pub(super) fn leave_raw_mode() {
    let _gone = disable_raw_mode();
}

pub(super) fn give_back(entered: &mut Entered) -> io::Result<()> {
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
    // The line discipline is restored even if nothing can be written any more.
    disable_raw_mode().and(left)
}

/// Prints the messages of panics in other threads that occurred while the reader had the terminal.
pub(super) fn print_later(entered: &mut Entered) {
    for said in entered.later.drain(..) {
        let shown = |c: &char| *c == '\n' || !c.is_control();
        let said: String = said.chars().filter(shown).collect();
        let _gone = writeln!(io::stderr(), "{said}");
    }
}

/// Restores the terminal at once, from any thread: the process is about to end. Nobody
/// takes it again, nor anything else that is guarded with it.
pub(super) fn give_back_for_good() {
    match entered() {
        Ok(mut entered) => {
            let _gone = give_back(&mut entered);
            print_later(&mut entered);
            std::mem::forget(entered);
        }
        // A thread is stuck in a write to the terminal: at least the line discipline is restored.
        Err(_) => {
            let _gone = disable_raw_mode();
        }
    }
}

/// Restores the terminal before a panic of the drawing thread is printed. Another
/// thread's panic ends only that thread: the screen stays, and its message is
/// printed in the end.
pub(super) fn install_panic_hook() {
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
