//! The keyboard of a program that reads no keys yet, while its terminal is asked.

use super::cutter::{Cutter, Token};
use super::probe::Listen;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::{Errno, read};
use rustix::stdio::stdin;
use rustix::termios::{OptionalActions, QueueSelector, Termios, tcflush, tcgetattr, tcsetattr};
use std::collections::VecDeque;
use std::io;
use std::time::Instant;

/// Standard input in raw mode; what it was is put back when this is dropped.
pub(super) struct Keyboard {
    before: Termios,
    cutter: Cutter,
    tokens: VecDeque<Token>,
}

impl Keyboard {
    pub(super) fn open() -> io::Result<Self> {
        let before = tcgetattr(stdin())?;
        let mut raw = before.clone();
        raw.make_raw();
        tcsetattr(stdin(), OptionalActions::Now, &raw)?;
        Ok(Self {
            before,
            cutter: Cutter::default(),
            tokens: VecDeque::new(),
        })
    }
}

impl Drop for Keyboard {
    fn drop(&mut self) {
        // An answer that comes this late must not be read as a key. Nothing can be done where
        // the terminal went away.
        let _gone = tcflush(stdin(), QueueSelector::IFlush);
        let _gone = tcsetattr(stdin(), OptionalActions::Now, &self.before);
    }
}

impl Listen for Keyboard {
    fn pop(&mut self) -> Option<Token> {
        self.tokens.pop_front()
    }

    fn wait(&mut self, until: Instant) -> io::Result<()> {
        let left = until.saturating_duration_since(Instant::now());
        let patience = Timespec::try_from(left).ok();
        let input = stdin();
        let mut waiting = [PollFd::new(&input, PollFlags::IN)];
        match poll(&mut waiting, patience.as_ref()) {
            Ok(0) | Err(Errno::INTR) => return Ok(()),
            Ok(_) => {}
            Err(error) => return Err(error.into()),
        }
        let mut room = [0_u8; 512];
        let count = match read(stdin(), &mut room) {
            Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(count) => count,
            Err(Errno::INTR) => return Ok(()),
            Err(error) => return Err(error.into()),
        };
        let now = Instant::now();
        let mut found = Vec::new();
        let bytes = room.get(..count).unwrap_or_default();
        self.cutter.feed(bytes, now, now, &mut found);
        self.tokens.extend(found);
        Ok(())
    }

    /// Keys that were typed while the terminal was asked have nobody to read them again.
    fn put_back(&mut self, _: Token) {}
}
