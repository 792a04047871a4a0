//! Signals that end or stop the program, once it may have changed the terminal.
//!
//! One thread handles them. A registered loop is notified and ends by itself; if none is registered,
//! or it does not end in time, the terminal is restored from here and the process ends as
//! the signal would have ended it.

use crate::tui::event_channel::Sender;
use crate::tui::external::External;
use std::io;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// The receiver of signals.
static LISTENER: Mutex<Option<Sender<External>>> = Mutex::new(None);

/// How long ctrl-c and ctrl-\ are for another program.
static LENT: Mutex<Lending> = Mutex::new(Lending::Until(None));

enum Lending {
    /// As long as the other program runs.
    Now,
    /// Until a time shortly after its end.
    Until(Option<Instant>),
}

/// How long after the end of a program that had the terminal its signals may come here.
const AFTERWARDS: Duration = Duration::from_millis(200);

/// The terminal while another program has it: keyboard signals are for that program.
pub(super) struct TerminalLoan(());

impl TerminalLoan {
    pub(super) fn lend() -> Self {
        *LENT.lock().unwrap_or_else(PoisonError::into_inner) = Lending::Now;
        Self(())
    }
}

impl Drop for TerminalLoan {
    fn drop(&mut self) {
        let until = Instant::now().checked_add(AFTERWARDS);
        *LENT.lock().unwrap_or_else(PoisonError::into_inner) = Lending::Until(until);
    }
}

/// Notifies a loop of signals from now on.
///
/// # Errors
/// If signals cannot be caught.
pub fn listen(sender: Sender<External>) -> io::Result<()> {
    *LISTENER.lock().unwrap_or_else(PoisonError::into_inner) = Some(sender);
    watch()
}

/// Catches signals from now on; the second time does nothing.
#[cfg(unix)]
pub(super) fn watch() -> io::Result<()> {
    static BEGUN: Mutex<bool> = Mutex::new(false);
    let mut begun = BEGUN.lock().unwrap_or_else(PoisonError::into_inner);
    if !*begun {
        unix::listen()?;
        *begun = true;
    }
    Ok(())
}

/// Does nothing: there are no such signals here.
#[cfg(not(unix))]
pub(super) fn watch() -> io::Result<()> {
    Ok(())
}

#[cfg(unix)]
mod unix {
    use super::{LENT, LISTENER, Lending};
    use crate::tui::external::External;
    use crate::tui::modes::{give_back_for_good, leave_raw_mode};
    use signal_hook::consts::{
        SIGALRM, SIGHUP, SIGINT, SIGPROF, SIGQUIT, SIGTERM, SIGTSTP, SIGUSR1, SIGUSR2, SIGVTALRM,
        SIGXCPU,
    };
    use signal_hook::iterator::Signals;
    use signal_hook::low_level::emulate_default_handler;
    use std::io;
    use std::sync::PoisonError;
    use std::time::{Duration, Instant};

    /// The signals that would end the process without restoring the terminal, and the one that stops it.
    const CAUGHT: [i32; 11] = [
        SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF, SIGXCPU,
        SIGTSTP,
    ];

    /// How long the loop may take to end by itself after a signal.
    const GRACE: Duration = Duration::from_millis(700);

    pub(super) fn listen() -> io::Result<()> {
        let mut signals = Signals::new(CAUGHT)?;
        std::thread::Builder::new()
            .name("signals".to_owned())
            .spawn(move || signals.forever().for_each(act))?;
        Ok(())
    }

    fn act(signal: i32) {
        if matches!(signal, SIGINT | SIGQUIT) && is_for_another() {
            return;
        }
        let stops = signal == SIGTSTP;
        let outside = if stops {
            External::Stop
        } else {
            External::End(signal)
        };
        let listener = LISTENER.lock().unwrap_or_else(PoisonError::into_inner);
        let heard = listener
            .as_ref()
            .is_some_and(|loop_| loop_.send(outside).is_ok());
        drop(listener);
        if stops {
            if !heard {
                let _continued = emulate_default_handler(signal);
            }
            return;
        }
        if heard {
            // A terminal that is gone can keep the loop inside a write for ever: then the
            // signal ends the process from here.
            std::thread::sleep(GRACE);
        }
        give_back_in_time();
        let _returned = emulate_default_handler(signal);
    }

    /// Restores the terminal, unless it accepts no output: then only its line discipline.
    fn give_back_in_time() {
        let (done, waits) = std::sync::mpsc::channel();
        let begun = std::thread::Builder::new()
            .name("give-back".to_owned())
            .spawn(move || {
                give_back_for_good();
                let _late = done.send(());
            });
        if begun.is_err() || waits.recv_timeout(GRACE).is_err() {
            leave_raw_mode();
        }
    }

    fn is_for_another() -> bool {
        match &*LENT.lock().unwrap_or_else(PoisonError::into_inner) {
            Lending::Now => true,
            Lending::Until(until) => until.is_some_and(|until| Instant::now() < until),
        }
    }
}
