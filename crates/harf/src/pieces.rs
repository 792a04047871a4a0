//! Writes a frame so that a terminal reads no word in two parts.
//!
//! A Linux pty hands a reader at most 4,095 bytes at once, and a terminal draws what it has. xterm
//! cuts off what the first letter of such a part would draw left of its cell, which is the tail of
//! a word in Arabic. Here every such border falls between two control sequences.

use std::io::{self, Write};

/// How many bytes a reader of a Linux pty is handed at most (`N_TTY_BUF_SIZE` less one).
const PIECE: usize = 4095;
/// What begins a control sequence; within the string of another one (OSC) it cannot occur.
const CSI: &[u8] = b"\x1b[";
/// What is held before whole pieces of it are written.
const HELD: usize = 1 << 16;

/// Holds what is written until it is flushed, and fills it up with NUL, which terminals ignore, so
/// that each multiple of 4,095 bytes lies before a control sequence. A piece without one is cut where it
/// is full.
///
/// ```
/// use harf::Pieces;
/// use std::io::Write;
///
/// let mut out = Pieces::new(Vec::new());
/// write!(out, "\u{1b}[1;1H{}\u{1b}[2;1H{}", "a".repeat(4000), "b".repeat(200))?;
/// out.flush()?;
/// assert!(out.inner()[4095..].starts_with(b"\x1b[2;1Hb"));
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug)]
pub struct Pieces<W> {
    inner: W,
    held: Vec<u8>,
}

impl<W: Write> Pieces<W> {
    /// Wraps what is written to, usually the standard output.
    pub const fn new(inner: W) -> Self {
        Self {
            inner,
            held: Vec::new(),
        }
    }

    /// Returns what is written to.
    pub const fn inner(&self) -> &W {
        &self.inner
    }

    /// Writes whole pieces, and what is left over where nothing is to be held.
    fn write_held(&mut self, all: bool) -> io::Result<()> {
        let mut whole = Vec::with_capacity(self.held.len() + self.held.len() / 16);
        let mut rest = self.held.as_slice();
        while rest.len() > PIECE {
            // A sequence at the very beginning would leave the piece empty.
            let border = (1..=PIECE)
                .rev()
                .find(|&at| rest[at..].starts_with(CSI))
                .unwrap_or(PIECE);
            let (piece, after) = rest.split_at(border);
            whole.extend_from_slice(piece);
            whole.resize(whole.len() + PIECE - border, 0);
            rest = after;
        }
        if all {
            whole.extend_from_slice(rest);
            rest = &[];
        }
        let left = self.held.len() - rest.len();
        self.held.drain(..left);
        self.inner.write_all(&whole)
    }
}

impl<W: Write> Write for Pieces<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.held.len() + bytes.len() > HELD {
            self.write_held(false)?;
        }
        self.held.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.write_held(true)?;
        self.inner.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::{CSI, PIECE, Pieces};
    use std::io::Write;

    fn written(frames: &[Vec<u8>]) -> Vec<u8> {
        let mut out = Pieces::new(Vec::new());
        for frame in frames {
            for part in frame.chunks(97) {
                out.write_all(part).unwrap();
            }
            out.flush().unwrap();
        }
        out.inner
    }

    fn rows(count: usize, length: usize) -> Vec<u8> {
        let row = |at: usize| format!("\x1b[{at};1H{}", "\u{634}".repeat(length % (at + 7) + 1));
        (1..=count).flat_map(|at| row(at).into_bytes()).collect()
    }

    #[test]
    fn each_border_lies_before_a_control_sequence() {
        for length in [5, 40, 90, 200] {
            let frame = rows(1000, length);
            let whole = written(std::slice::from_ref(&frame));
            assert!(whole.len() > 2 * PIECE);
            for at in (PIECE..whole.len()).step_by(PIECE) {
                assert!(whole[at..].starts_with(CSI), "{length}: byte {at}");
            }
            let without: Vec<u8> = whole.into_iter().filter(|&byte| byte != 0).collect();
            assert_eq!(without, frame);
        }
    }

    #[test]
    fn short_frames_and_such_without_sequences_are_written_as_they_are() {
        let plain = vec![b'a'; 3 * PIECE];
        assert_eq!(written(std::slice::from_ref(&plain)), plain);
        let short = rows(20, 40);
        assert_eq!(
            written(&[short.clone(), short.clone()]),
            [short.clone(), short].concat()
        );
    }
}
