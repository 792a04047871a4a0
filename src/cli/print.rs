//! The only module of the command line that writes to standard output and standard error.
//!
//! File names, tags, settings, variables and errors of libraries are external. Here they
//! are always made visible: output for people always, line by line; output
//! for programs only if standard output is a terminal, else byte for byte.
//! `tests/cli/floors.rs` finds every other way to write.
//!
//! ```text
//!   say, error     ──┐ lines for people  ── visible ─────────────── stderr
//!   Page           ──┤                   ── visible ─────────────── stdout
//!   put, out       ──┤ bytes, rows       ── visible on a terminal ─ stdout
//!   encoded        ──┘ rows of harf, bytes of a pipe ── as they are ─ stdout
//! ```

use crate::cli::report::{CliError, FAILED};
use bayn_text::label;
use bayn_text::{Message, visible_line, visible_lines, visible_text};
use std::fmt;
use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};
use std::path::Path;
use std::process::ExitCode;

/// A report for people: lines, each of which stays one line whatever its content.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Page(String);

impl Page {
    /// Adds a line; a line feed in it is made visible.
    pub(crate) fn line(&mut self, line: impl AsRef<str>) {
        self.0.push_str(&visible_line(line.as_ref()));
        self.0.push('\n');
    }
}

impl fmt::Display for Page {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The name of standard output.
pub(crate) const STANDARD_OUTPUT: &str = label!("standard output");

/// Writes a report for people to standard output.
pub(crate) fn page(page: &Page) -> Result<(), CliError> {
    written(io::stdout().lock().write_all(page.0.as_bytes()))
}

/// Writes output for programs to standard output.
pub(crate) fn write_output(bytes: &[u8]) -> Result<(), CliError> {
    let mut out = out();
    written(out.write_all(bytes).and_then(|()| out.flush()))
}

fn written(written: io::Result<()>) -> Result<(), CliError> {
    written.map_err(|error| CliError::unwritten(Path::new(STANDARD_OUTPUT), &error))
}

/// Prints one line on standard error, in the user's language.
pub(crate) fn say(line: impl Into<Message>) {
    complain(&format!(
        "bayn: {}",
        visible_line(&super::language().say(line))
    ));
}

/// Prints an error in the user's language; returns the exit code.
pub(crate) fn error(error: &CliError) -> ExitCode {
    complain(&error.translated(super::language()).to_string());
    ExitCode::from(FAILED)
}

/// Writes finished lines to standard error.
pub(crate) fn complain(lines: &str) {
    // The pipe may be closed.
    let _gone = writeln!(io::stderr().lock(), "{}", visible_lines(lines));
}

/// Draws a line of progress over the one before, or clears it.
pub(crate) fn progress(line: &str) {
    // The pipe may be closed.
    let _gone = write!(io::stderr().lock(), "\r\u{1b}[K{}", visible_line(line));
}

/// Writes the output of the argument parser: to standard error if it is an error, in colour
/// on a terminal if `NO_COLOR` is not set.
pub(crate) fn styled(text: &str, is_mistake: bool) {
    let at_terminal = if is_mistake {
        is_watched()
    } else {
        is_terminal()
    };
    let colour = at_terminal && std::env::var_os("NO_COLOR").is_none();
    let text = styled_lines(text, colour);
    // The pipe may be closed.
    let _gone = if is_mistake {
        io::stderr().lock().write_all(text.as_bytes())
    } else {
        io::stdout().lock().write_all(text.as_bytes())
    };
}

/// Makes styled lines visible: character attributes (SGR) are kept if `colour`, and
/// else removed, like all other control sequences.
fn styled_lines(styled: &str, colour: bool) -> String {
    let mut out = String::with_capacity(styled.len());
    let mut rest = styled;
    while let Some(at) = rest.find("\u{1b}[") {
        let (before, from) = rest.split_at(at);
        let body = from.get(2..).unwrap_or("");
        let end = body.find(|c: char| !c.is_ascii_digit() && c != ';');
        match end.filter(|&end| body[end..].starts_with('m')) {
            Some(end) => {
                out.push_str(&visible_lines(before));
                let (attribute, behind) = from.split_at(end + 3);
                out.push_str(if colour { attribute } else { "" });
                rest = behind;
            }
            None => {
                let (escape, behind) = rest.split_at(at + 1);
                out.push_str(&visible_lines(escape));
                rest = behind;
            }
        }
    }
    out.push_str(&visible_lines(rest));
    out
}

/// Returns whether standard output is a terminal.
pub(crate) fn is_terminal() -> bool {
    io::stdout().is_terminal()
}

/// Returns whether standard error is a terminal.
pub(crate) fn is_watched() -> bool {
    io::stderr().is_terminal()
}

/// Standard output for rows and other long output, buffered: to be flushed at the end.
pub(crate) fn out() -> Out<BufWriter<StdoutLock<'static>>> {
    Out::new(BufWriter::new(io::stdout().lock()), is_terminal())
}

/// Standard output for rows that `harf` encoded, which contain only character attributes, and for a
/// pipe that gets its bytes unchanged. To be flushed at the end.
pub(crate) fn encoded() -> BufWriter<StdoutLock<'static>> {
    BufWriter::new(io::stdout().lock())
}

/// A writer that passes bytes through, or makes text visible on a terminal.
pub(crate) struct Out<W: Write> {
    inner: W,
    is_terminal: bool,
    /// An incomplete character, or a carriage return.
    open: Vec<u8>,
}

impl<W: Write> Out<W> {
    const fn new(inner: W, is_terminal: bool) -> Self {
        Self {
            inner,
            is_terminal,
            open: Vec::new(),
        }
    }

    fn text(&mut self, bytes: &[u8]) -> io::Result<()> {
        let text = String::from_utf8_lossy(bytes);
        self.inner.write_all(visible_text(&text).as_bytes())
    }
}

impl<W: Write> Write for Out<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !self.is_terminal {
            return self.inner.write(bytes);
        }
        let mut all = std::mem::take(&mut self.open);
        all.extend_from_slice(bytes);
        self.open = all.split_off(all.len() - unfinished(&all));
        self.text(&all)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let open = std::mem::take(&mut self.open);
        self.text(&open)?;
        self.inner.flush()
    }
}

/// Returns how many bytes at the end wait for more: a character cut in two, a carriage return.
fn unfinished(bytes: &[u8]) -> usize {
    if bytes.ends_with(b"\r") {
        return 1;
    }
    let last = bytes.utf8_chunks().last();
    let cut = last.map_or(&[][..], |chunk| chunk.invalid());
    match std::str::from_utf8(cut) {
        Err(error) if error.error_len().is_none() => cut.len(),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_a_page_is_one_line() {
        let mut page = Page::default();
        page.line("a\nb\u{1b}[2J");
        page.line(String::new());
        assert_eq!(page.to_string(), "a[LF]b[ESC][2J\n\n");
    }

    #[test]
    fn a_terminal_gets_visible_text_however_it_is_cut_and_a_pipe_gets_bytes() {
        let text = "\u{9b}31m\r\n\u{202e}\u{645}\t\u{1b}[0m\r";
        for size in 1..text.len() {
            let (mut terminal, mut pipe) =
                (Out::new(Vec::new(), true), Out::new(Vec::new(), false));
            for piece in text.as_bytes().chunks(size) {
                terminal.write_all(piece).unwrap();
                pipe.write_all(piece).unwrap();
            }
            terminal.flush().unwrap();
            assert_eq!(
                String::from_utf8(terminal.inner).unwrap(),
                "[U+009B]31m\r\n[RLO]\u{645}\t[ESC][0m[CR]"
            );
            assert_eq!(pipe.inner, text.as_bytes());
        }
        let mut out = Out::new(Vec::new(), true);
        out.write_all(b"a\xffb\xe2\x80").unwrap();
        out.flush().unwrap();
        assert_eq!(out.inner, "a\u{fffd}b\u{fffd}".as_bytes());
    }

    #[test]
    fn attributes_are_all_that_a_styled_line_may_send() {
        let styled = "\u{1b}[1;4mUsage\u{1b}[0m: a\nb\u{1b}]0;x\u{7}\u{1b}[2J\u{202e}";
        assert_eq!(
            styled_lines(styled, true),
            "\u{1b}[1;4mUsage\u{1b}[0m: a\nb[ESC]]0;x[BEL][ESC][2J[RLO]"
        );
        assert_eq!(
            styled_lines(styled, false),
            "Usage: a\nb[ESC]]0;x[BEL][ESC][2J[RLO]"
        );
    }
}
