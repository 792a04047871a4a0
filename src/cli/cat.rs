//! `bayn cat`: prints text so that this terminal shows it right, as a command or as a filter.
//!
//! ```text
//!   files ── decoded ──┐
//!                      ├─ lines ─ harf::Printer ─ rows for this terminal ─ stdout
//!   stdin, as it comes ┘
//! ```
//!
//! If standard output is not a terminal, the bytes are passed through unchanged, so that the command can
//! always be part of a pipe; `--for-terminal` encodes there too, for a pager.

use crate::cli::args::{Begin, Cat, Reading, Screen};
use crate::cli::config::Config;
use crate::cli::report::CliError;
use crate::cli::{open, print, screen};
use crate::session::Setting;
use crate::tui::detect::{detect, unasked};
use crate::tui::terminal::{asking_for_lines, columns};
use harf::{Cells, Direction, Printer};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// The width of a row if it is unknown.
const WIDTH: u16 = 80;
/// How much is read at once.
const CHUNK: usize = 1 << 16;

/// The input: a text that was read, or standard input as a stream.
enum Input {
    Text(String),
    Stream,
}

/// Prints.
pub(crate) fn run(args: &Cat) -> Result<(), CliError> {
    let stdin = [Path::new("-").to_owned()];
    let files = if args.files.is_empty() {
        &stdin[..]
    } else {
        &args.files
    };
    let reading = Reading {
        encoding: args.encoding.clone(),
        ..Reading::default()
    };
    if !args.for_terminal && !print::is_terminal() {
        return pass_through(files);
    }
    // What cannot be read is reported before anything is printed.
    let inputs = files.iter().map(|path| input(path, &reading));
    let inputs: Vec<Input> = inputs.collect::<Result<_, _>>()?;
    let mut out = print::encoded();
    let mut printer = None;
    for input in inputs {
        let written = match input {
            Input::Text(text) => {
                let printer = printer.get_or_insert_with(|| self::printer(args));
                lines(&text).try_for_each(|line| out.write_all(printer.line(line).as_bytes()))
            }
            Input::Stream => stream(args, &mut printer, &mut out),
        };
        written.map_err(unwritten)?;
    }
    out.flush().map_err(unwritten)
}

/// Reads a file; standard input is left for later unless its encoding asks for all of it.
fn input(path: &Path, reading: &Reading) -> Result<Input, CliError> {
    if path.as_os_str() == "-" && reading.encoding.is_none() {
        return Ok(Input::Stream);
    }
    let file = open::fetch(path, reading)?;
    let decoded = open::decoded(&file.path, &file.bytes, reading.encoding.as_deref())?;
    if let Some(note) = open::note_of(&decoded, &file.name) {
        print::say(note);
    }
    Ok(Input::Text(decoded.text))
}

/// Returns the lines of a text without their ends.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.split_terminator('\n').map(without_return)
}

fn without_return(line: &str) -> &str {
    line.strip_suffix('\r').unwrap_or(line)
}

/// Prints standard input line by line; output is flushed before waiting for more.
fn stream(args: &Cat, printer: &mut Option<Printer>, out: &mut impl Write) -> io::Result<()> {
    let mut input = io::stdin().lock();
    let mut chunk = vec![0; CHUNK];
    let mut open = Vec::new();
    let mut is_first = true;
    loop {
        let count = match input.read(&mut chunk) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            read => read?,
        };
        let printer = printer.get_or_insert_with(|| self::printer(args));
        let mut print = |line: &[u8]| {
            let line = String::from_utf8_lossy(line);
            let mut line = without_return(&line);
            if std::mem::take(&mut is_first) {
                line = line.strip_prefix('\u{feff}').unwrap_or(line);
            }
            out.write_all(printer.line(line).as_bytes())
        };
        if count == 0 {
            if !open.is_empty() {
                print(&open)?;
            }
            return Ok(());
        }
        let mut rest = chunk.get(..count).unwrap_or_default();
        while let Some(end) = memchr::memchr(b'\n', rest) {
            let (line, behind) = rest.split_at(end);
            open.extend_from_slice(line);
            print(&open)?;
            open.clear();
            rest = behind.get(1..).unwrap_or_default();
        }
        open.extend_from_slice(rest);
        out.flush()?;
    }
}

/// Returns the printer: for the terminal as queried now, or as described by the environment.
fn printer(args: &Cat) -> Printer {
    let config = Config::load(&Screen {
        settings: args.writing.0.clone(),
        ..Screen::default()
    });
    let found = asking_for_lines().map_or_else(unasked, detect);
    let mut facts = screen::facts(&config.settings, found).for_lines();
    facts.bold = config.settings.flag(Setting::RtlBold);
    let told = std::env::var("COLUMNS").ok();
    let width = args
        .width
        .or_else(columns)
        .or_else(|| told?.parse().ok().filter(|&wide| wide > 0))
        .unwrap_or(WIDTH);
    let mut printer = Printer::new(Cells(width), &facts);
    printer.direction = match args.direction {
        Begin::Auto => None,
        Begin::Ltr => Some(Direction::Ltr),
        Begin::Rtl => Some(Direction::Rtl),
    };
    printer
}

/// Gives a pipe or a file the bytes as they are.
fn pass_through(files: &[PathBuf]) -> Result<(), CliError> {
    let unread = |path: &Path, error: &io::Error| CliError::unread(path, error);
    // What cannot be read is reported before anything is written.
    let open = |path: &PathBuf| {
        if path.as_os_str() == "-" {
            return Ok(None);
        }
        open::refuse_folder(path)?;
        let file = std::fs::File::open(path).map_err(|error| unread(path, &error))?;
        Ok(Some(file))
    };
    let inputs: Vec<_> = files.iter().map(open).collect::<Result<_, CliError>>()?;
    let mut out = print::encoded();
    let mut chunk = vec![0; CHUNK];
    for (path, file) in files.iter().zip(inputs) {
        let mut input: Box<dyn Read> = match file {
            Some(file) => Box::new(file),
            None => Box::new(io::stdin().lock()),
        };
        loop {
            let count = match input.read(&mut chunk) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                read => read.map_err(|error| unread(path, &error))?,
            };
            if count == 0 {
                break;
            }
            let written = out.write_all(chunk.get(..count).unwrap_or_default());
            written.and_then(|()| out.flush()).map_err(unwritten)?;
        }
    }
    Ok(())
}

fn unwritten(error: io::Error) -> CliError {
    CliError::unwritten(Path::new("standard output"), &error)
}
