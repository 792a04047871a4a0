//! Writes a frame so that a terminal reads no word in two parts.
//!
//! A Linux pty hands a reader at most 4,095 bytes at once, and a terminal draws what it has. xterm
//! cuts off what the first letter of such a part would draw left of its cell, which is the tail of
//! a word in Arabic. Here every such border lies before a move of the cursor.

use std::io::{self, Write};

/// How many bytes a reader of a Linux pty is handed at most (`N_TTY_BUF_SIZE` less one).
const PIECE: usize = 4095;
/// What begins a control sequence; the string of another one (OSC) cannot hold it.
const CSI: &[u8] = b"\x1b[";
/// What is held before whole pieces of it are written.
const HELD: usize = 1 << 16;

/// Holds what is written until it is flushed, and repeats moves of the cursor (CUP) so that each multiple of
/// 4,095 bytes lies before one. A piece without any is cut where it is full.
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
            // One at the very beginning would leave the piece empty; what is missing must hold one more.
            let place = (1..=PIECE).rev().find_map(|at| {
                let fill = move_at(&rest[at..])?;
                (at == PIECE || PIECE - at >= fill.len()).then_some((at, fill))
            });
            let (border, fill) = place.unwrap_or((PIECE, &[]));
            let (piece, after) = rest.split_at(border);
            whole.extend_from_slice(piece);
            fill_up(&mut whole, PIECE - border, fill);
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

/// Returns the sequence that moves the cursor (CUP), where the bytes begin with one.
fn move_at(bytes: &[u8]) -> Option<&[u8]> {
    let rest = bytes.strip_prefix(CSI)?;
    let end = rest
        .iter()
        .position(|&byte| !byte.is_ascii_digit() && byte != b';')?;
    (rest[end] == b'H').then(|| &bytes[..CSI.len() + end + 1])
}

/// Appends `count` bytes, none or as many as `fill` at least, that do what it does: copies of it, the first
/// with zeros before its number.
fn fill_up(whole: &mut Vec<u8>, count: usize, fill: &[u8]) {
    if count == 0 {
        return;
    }
    let copies = count / fill.len();
    whole.extend_from_slice(CSI);
    whole.resize(whole.len() + count % fill.len(), b'0');
    whole.extend_from_slice(&fill[CSI.len()..]);
    for _ in 1..copies {
        whole.extend_from_slice(fill);
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
    use super::{PIECE, Pieces, move_at};
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

    /// Returns what is printed, each row behind the last move before it.
    fn shown(bytes: &[u8]) -> Vec<(usize, String)> {
        let text = std::str::from_utf8(bytes).unwrap();
        let pieces = text.split("\x1b[").skip(1);
        let rows = pieces.map(|piece| {
            let (place, row) = piece.split_once('H').unwrap();
            let (row_number, column) = place.split_once(';').unwrap();
            assert_eq!(column, "1");
            (row_number.parse().unwrap(), row.to_owned())
        });
        rows.filter(|(_, row)| !row.is_empty()).collect()
    }

    #[test]
    fn each_border_lies_before_a_move_of_the_cursor() {
        for length in [5, 40, 90, 200] {
            let frame = rows(1000, length);
            let whole = written(std::slice::from_ref(&frame));
            assert!(whole.len() > 2 * PIECE);
            for at in (PIECE..whole.len()).step_by(PIECE) {
                assert!(move_at(&whole[at..]).is_some(), "{length}: byte {at}");
            }
            assert_eq!(shown(&whole), shown(&frame));
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
