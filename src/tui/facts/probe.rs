//! One question to the terminal, and its answers before anything else is read.
//!
//! First DA1 alone, which every terminal answers: a terminal that is silent or slow is asked
//! no more, since an answer that comes too late would be taken for keys (a late DA1 is
//! swallowed by the event reader). Then the rest in one go, ended by a second DA1. All of it
//! is bound to 300 ms, except that answers under way are waited for a little longer rather
//! than let into the keys. Standard input is put into raw mode for that time by `rustix`,
//! which the event reader uses as well: safe code, no second library.

use super::reply::{Replies, parse_replies};

/// DA1: what are you.
const WHAT_ARE_YOU: &[u8] = b"\x1b[c";
/// DECRQM 8, XTVERSION, DA2, OSC 11 (the background), and DA1 again as the end.
const QUESTIONS: &[u8] = b"\x1b[8$p\x1b[>q\x1b[>c\x1b]11;?\x1b\\\x1b[c";
/// How long the whole probe may take, in milliseconds.
#[cfg(unix)]
const CAP_MS: u64 = 300;
/// How much longer answers that were asked for are waited for, in milliseconds.
#[cfg(unix)]
const GRACE_MS: u64 = 300;

/// Where the questions are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asking {
    /// To standard output, if it is a terminal: for the reader, which is shown there.
    Output,
    /// To the controlling terminal, though standard output may be a file: for a report.
    Terminal,
}

/// Asks the terminal. Gives empty replies where standard input, or what is written to, is no
/// terminal, where it stays silent, and on systems without Unix terminals.
#[must_use]
pub fn probe(asking: Asking) -> Replies {
    #[cfg(unix)]
    {
        match asking {
            Asking::Output => unix::ask(std::io::stdout()),
            Asking::Terminal => std::fs::OpenOptions::new()
                .write(true)
                .open("/dev/tty")
                .and_then(unix::ask),
        }
        .unwrap_or_default()
    }
    #[cfg(not(unix))]
    {
        let _ = (WHAT_ARE_YOU, QUESTIONS, asking);
        parse_replies(&[])
    }
}

#[cfg(unix)]
mod unix {
    use super::{CAP_MS, GRACE_MS, QUESTIONS, Replies, WHAT_ARE_YOU, parse_replies};
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    use rustix::termios::{OptionalActions, isatty, tcgetattr, tcsetattr};
    use std::io::{self, Write};
    use std::os::fd::AsFd;
    use std::time::{Duration, Instant};

    /// Puts the terminal's attributes back, however the probe ends.
    struct Attributes(rustix::termios::Termios);

    impl Drop for Attributes {
        fn drop(&mut self) {
            // Nothing can be done about a terminal that went away.
            let _ = tcsetattr(rustix::stdio::stdin(), OptionalActions::Now, &self.0);
        }
    }

    pub(super) fn ask(mut out: impl Write + AsFd) -> io::Result<Replies> {
        let stdin = rustix::stdio::stdin();
        if !isatty(stdin) || !isatty(&out) {
            return Ok(Replies::default());
        }
        let attributes = Attributes(tcgetattr(stdin)?);
        let mut raw = attributes.0.clone();
        raw.make_raw();
        tcsetattr(stdin, OptionalActions::Now, &raw)?;

        let start = Instant::now();
        let cap = start + Duration::from_millis(CAP_MS);
        let mut bytes = Vec::new();
        out.write_all(WHAT_ARE_YOU)?;
        out.flush()?;
        if !read_until_da1(&mut bytes, cap)? || start.elapsed().as_millis() as u64 > CAP_MS / 2 {
            return Ok(parse_replies(&bytes));
        }
        let mut typed = parse_replies(&bytes).typed;
        bytes.clear();
        out.write_all(QUESTIONS)?;
        out.flush()?;
        if !read_until_da1(&mut bytes, cap)? {
            read_until_da1(&mut bytes, cap + Duration::from_millis(GRACE_MS))?;
        }
        let mut replies = parse_replies(&bytes);
        typed.append(&mut replies.typed);
        replies.typed = typed;
        Ok(replies)
    }

    /// Reads until a DA1 answer has come; false if `until` came first.
    fn read_until_da1(bytes: &mut Vec<u8>, until: Instant) -> io::Result<bool> {
        let stdin = rustix::stdio::stdin();
        loop {
            if parse_replies(bytes).da1 {
                return Ok(true);
            }
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Ok(false);
            }
            let wait = Timespec {
                tv_sec: 0,
                tv_nsec: i64::from(left.subsec_nanos()),
            };
            let mut ready = [PollFd::new(&stdin, PollFlags::IN)];
            match poll(&mut ready, Some(&wait)) {
                Ok(0) => continue,
                Err(rustix::io::Errno::INTR) => continue,
                other => other?,
            };
            let mut chunk = [0_u8; 512];
            let count = rustix::io::read(stdin, &mut chunk)?;
            if count == 0 {
                return Ok(false);
            }
            bytes.extend_from_slice(chunk.get(..count).unwrap_or(&[]));
        }
    }
}
