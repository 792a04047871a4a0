//! The terminal's descriptor, read as long as it is readable: what one read leaves is
//! found by the next poll, since readiness is not cached here.

use crate::session::Event;
use crate::tui::event_channel::Waker;
use crate::tui::input::keys::event;
use harf::terminal::cutter::{Cutter, Token};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use signal_hook::SigId;
use std::collections::VecDeque;
use std::fs::File;
use std::io;
use std::os::fd::{AsFd, BorrowedFd};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// The size of one read: that of a terminal's input buffer.
const CHUNK: usize = 4096;

/// Input that was read and not yet parsed or used: half a reply to the query is still half
/// a reply when the reader starts.
static KEPT: Mutex<Option<Stream>> = Mutex::new(None);

/// The stream of bytes, and where in it the reader is.
#[derive(Debug, Default)]
struct Stream {
    cutter: Cutter,
    tokens: VecDeque<Token>,
}

/// The terminal's bytes, split into tokens.
pub(in crate::tui) struct Source {
    tty: Option<File>,
    stream: Stream,
    /// When bytes were last polled.
    looked: Instant,
}

impl Source {
    /// Opens the keyboard: standard input, or if that is not a terminal the controlling terminal.
    pub(in crate::tui) fn open() -> io::Result<Self> {
        let tty = if rustix::termios::isatty(rustix::stdio::stdin()) {
            None
        } else {
            Some(File::open("/dev/tty")?)
        };
        let kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner).take();
        Ok(Self {
            tty,
            stream: kept.unwrap_or_default(),
            looked: Instant::now(),
        })
    }

    /// Puts a token back, to be read again by the next user of the keyboard.
    pub(in crate::tui) fn put_back(&mut self, token: Token) {
        self.stream.tokens.push_back(token);
    }

    /// Returns the next token that was read.
    pub(in crate::tui) fn pop(&mut self) -> Option<Token> {
        self.stream.tokens.pop_front()
    }

    /// Waits until something was read, `bell` can be read, or `until` has come; incomplete
    /// sequences time out. Returns whether `bell` can be read.
    pub(in crate::tui) fn wait(
        &mut self,
        bell: Option<BorrowedFd<'_>>,
        until: Option<Instant>,
    ) -> io::Result<bool> {
        loop {
            // What waits already came some time after the last look: it is dated to that, so
            // that a loop which was busy meanwhile takes no half sequence for a whole one.
            let (mut readable, mut called) = self.ready(bell, Some(Duration::ZERO))?;
            let mut came = self.looked;
            if !readable && !called {
                let limits = [until, self.stream.cutter.deadline()];
                let next = limits.into_iter().flatten().min();
                let left = next.map(|at| at.saturating_duration_since(Instant::now()));
                (readable, called) = self.ready(bell, left)?;
                came = Instant::now();
            }
            self.looked = Instant::now();
            let mut tokens = Vec::new();
            if readable {
                self.read(came, &mut tokens)?;
            } else {
                self.stream.cutter.tick(self.looked, &mut tokens);
            }
            self.stream.tokens.extend(tokens);
            let over = until.is_some_and(|until| until <= self.looked);
            if called || over || !self.stream.tokens.is_empty() {
                return Ok(called);
            }
        }
    }

    /// Returns whether the keyboard and the bell can be read, at the latest after `most`.
    fn ready(
        &self,
        bell: Option<BorrowedFd<'_>>,
        most: Option<Duration>,
    ) -> io::Result<(bool, bool)> {
        let keyboard = self.descriptor();
        let mut polled = vec![PollFd::from_borrowed_fd(keyboard, PollFlags::IN)];
        polled.extend(bell.map(|bell| PollFd::from_borrowed_fd(bell, PollFlags::IN)));
        let most = most.and_then(|most| Timespec::try_from(most).ok());
        match poll(&mut polled, most.as_ref()) {
            // A signal that asks for something rings the bell as well.
            Ok(_) | Err(Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
        let came = |at: usize| polled.get(at).is_some_and(|fd| !fd.revents().is_empty());
        Ok((came(0), came(1)))
    }

    fn read(&mut self, came: Instant, tokens: &mut Vec<Token>) -> io::Result<()> {
        let mut chunk = [0; CHUNK];
        match rustix::io::read(self.descriptor(), &mut chunk) {
            Ok(0) | Err(Errno::IO) => Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(count) => {
                let bytes = chunk.get(..count).unwrap_or_default();
                self.stream.cutter.feed(bytes, came, self.looked, tokens);
                Ok(())
            }
            Err(Errno::INTR | Errno::AGAIN) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    fn descriptor(&self) -> BorrowedFd<'_> {
        match &self.tty {
            Some(tty) => tty.as_fd(),
            None => rustix::stdio::stdin(),
        }
    }
}

impl Drop for Source {
    fn drop(&mut self) {
        let stream = std::mem::take(&mut self.stream);
        *KEPT.lock().unwrap_or_else(PoisonError::into_inner) = Some(stream);
    }
}

/// The keyboard, the mouse and the size of the terminal, as events; and the loop's bell.
pub struct Input {
    source: Source,
    waker: Waker,
    resized: Arc<AtomicBool>,
    handlers: Vec<SigId>,
}

impl Input {
    /// Opens the keyboard for the loop that `waker` wakes.
    ///
    /// # Errors
    /// If there is no terminal, or no descriptor left.
    pub fn open(waker: &Waker) -> io::Result<Self> {
        use signal_hook::consts::SIGWINCH;
        let resized = Arc::new(AtomicBool::new(false));
        // The flag is set first, so that the woken loop finds it set.
        let handlers = vec![
            signal_hook::flag::register(SIGWINCH, Arc::clone(&resized))?,
            signal_hook::low_level::pipe::register(SIGWINCH, waker.rope()?)?,
        ];
        Ok(Self {
            source: Source::open()?,
            waker: waker.clone(),
            resized,
            handlers,
        })
    }

    /// Waits until there is an event, the loop is woken, or `most` has passed; without limit
    /// if that is not given.
    ///
    /// # Errors
    /// Those of the terminal; [`io::ErrorKind::UnexpectedEof`] when it is gone.
    pub fn wait(&mut self, most: Option<Duration>) -> io::Result<()> {
        if !self.source.stream.tokens.is_empty() {
            return Ok(());
        }
        let until = most.and_then(|most| Instant::now().checked_add(most));
        if self.source.wait(Some(self.waker.bell().as_fd()), until)? {
            self.waker.called();
        }
        Ok(())
    }

    /// Returns the next available event without waiting.
    ///
    /// # Errors
    /// Those of the terminal; [`io::ErrorKind::UnexpectedEof`] when it is gone.
    pub fn next_event(&mut self) -> io::Result<Option<Event>> {
        if self.resized.swap(false, Ordering::Relaxed) {
            return Ok(Some(Event::Resized));
        }
        loop {
            while let Some(token) = self.source.pop() {
                if let Some(event) = event(token) {
                    return Ok(Some(event));
                }
            }
            self.source.wait(None, Some(Instant::now()))?;
            if self.source.stream.tokens.is_empty() {
                return Ok(None);
            }
        }
    }
}

impl Drop for Input {
    fn drop(&mut self) {
        for handler in self.handlers.drain(..) {
            signal_hook::low_level::unregister(handler);
        }
    }
}
