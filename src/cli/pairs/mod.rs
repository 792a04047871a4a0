//! `bayn align --pairs FILE`: many pairs of texts, one JSON line for each, in order.
//!
//! A pure filter: pairs are read as they come, aligned on every core, and written as soon as
//! all before them are written. A pair that cannot be aligned gives a line with `error`, and
//! the exit code says that there was one. What is read ahead of a slow pair is bounded.
//!
//! ```text
//!   lines ─ given ─┬─ worker ─┬─ in order ─ standard output, or what is there already
//!                  └─ worker ─┘      └─ a bar on the terminal
//! ```

mod bar;
mod done;
mod given;
mod line;

use crate::cli::args::Align;
use crate::cli::print;
use crate::cli::report::{CliError, FAILED, GOOD};
use bar::Bar;
use done::Done;
use given::Given;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::process::ExitCode;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Condvar, Mutex, PoisonError};

/// Pairs that may be ahead of the one to be written next.
const AHEAD: usize = 256;

/// The line of one pair, and whether it went well.
struct Finished {
    at: usize,
    line: String,
    good: bool,
    /// Why nothing may be written, if so.
    refused: Option<Box<CliError>>,
}

/// Aligns every pair that `list` names; `-` is standard input.
pub(crate) fn run(args: &Align, list: &Path) -> Result<ExitCode, CliError> {
    let (input, total): (Box<dyn BufRead + Send>, _) = if list.as_os_str() == "-" {
        (Box::new(BufReader::new(std::io::stdin())), None)
    } else {
        let unread = |error| CliError::unread(list, &error);
        let file = File::open(list).map_err(unread)?;
        // A pipe can be read once only, and nobody but a person asks how many there are.
        let is_counted = print::is_watched() && list.is_file();
        let total = is_counted.then(|| pairs_in(list)).transpose();
        (Box::new(BufReader::new(file)), total.map_err(unread)?)
    };
    let mut bar = Bar::new(total);
    match &args.output {
        None => aligned(args, input, &Done::default(), &mut print::out(), &mut bar),
        Some(path) if args.skip_done => {
            let (done, mut file) = Done::read(path)?;
            aligned(args, input, &done, &mut file, &mut bar)
        }
        Some(path) => {
            let mut bytes = Vec::new();
            let code = aligned(args, input, &Done::default(), &mut bytes, &mut bar)?;
            crate::cli::write_to(path, &bytes)?;
            Ok(code)
        }
    }
}

/// Returns how many pairs a list has.
fn pairs_in(list: &Path) -> std::io::Result<usize> {
    let mut count = 0;
    for line in BufReader::new(File::open(list)?).split(b'\n') {
        count += usize::from(!is_blank(&line?));
    }
    Ok(count)
}

/// Aligns the pairs of `input` that are not `done`, and writes their lines in order.
///
/// The workers are threads of their own: they wait for each other, and a worker of the pool
/// that aligning itself uses could wait for work on its own stack.
fn aligned(
    args: &Align,
    input: Box<dyn BufRead + Send>,
    done: &Done,
    out: &mut dyn Write,
    bar: &mut Bar,
) -> Result<ExitCode, CliError> {
    let (sender, finished) = sync_channel(AHEAD);
    let lines = Lines {
        input: Mutex::new(input.split(b'\n').enumerate()),
        written: Mutex::new(0),
        freed: Condvar::new(),
    };
    let threads = args.threads.map_or_else(
        || std::thread::available_parallelism().map_or(1, usize::from),
        usize::from,
    );
    std::thread::scope(|scope| {
        for _ in 0..threads {
            let sender = sender.clone();
            scope.spawn(|| work(args, &lines, done, sender));
        }
        drop(sender);
        let ended = collect(finished, &lines, out, bar);
        // However it ended, nobody waits for more to be written.
        lines.write(usize::MAX);
        ended
    })
}

/// The lines that are left, and how many were written.
struct Lines<I> {
    input: Mutex<I>,
    written: Mutex<usize>,
    freed: Condvar,
}

impl<I: Iterator<Item = (usize, std::io::Result<Vec<u8>>)>> Lines<I> {
    /// Returns the next line and its number, once it is not too far ahead.
    fn next(&self) -> Option<(usize, std::io::Result<Vec<u8>>)> {
        let mut input = self.input.lock().unwrap_or_else(PoisonError::into_inner);
        let (at, line) = input.next()?;
        let far = |written: &mut usize| at >= written.saturating_add(AHEAD);
        let written = self.written.lock().unwrap_or_else(PoisonError::into_inner);
        let freed = self.freed.wait_while(written, far);
        drop(freed);
        Some((at, line))
    }
}

impl<I> Lines<I> {
    fn write(&self, lines: usize) {
        let mut written = self.written.lock().unwrap_or_else(PoisonError::into_inner);
        *written = lines;
        self.freed.notify_all();
    }
}

/// Aligns pairs as long as there are any and somebody listens; of a line that gives none it says
/// nothing but that it is past.
fn work(
    args: &Align,
    lines: &Lines<impl Iterator<Item = (usize, std::io::Result<Vec<u8>>)>>,
    done: &Done,
    sender: SyncSender<Finished>,
) {
    while let Some((at, line)) = lines.next() {
        let mut finished = Finished {
            at,
            line: String::new(),
            good: true,
            refused: None,
        };
        match line {
            Ok(line) if is_blank(&line) => {}
            Ok(line) => match Given::read(&String::from_utf8_lossy(&line), at) {
                Ok(given) if done.has(&given.key()) => {}
                Ok(given) => match given.spares(args) {
                    Ok(()) => (finished.line, finished.good) = safely(args, &given),
                    Err(error) => finished.refused = Some(Box::new(error)),
                },
                Err(error) if done.has(&error.given.key()) => {}
                Err(error) => {
                    finished.line = line::failed(&error.given, &error.says);
                    finished.good = false;
                }
            },
            Err(error) => {
                finished.line = line::failed(&Given::default(), &error.to_string());
                finished.good = false;
            }
        }
        if sender.send(finished).is_err() {
            return;
        }
    }
}

/// Aligns one pair. A panic is an error of this pair: the others wait for its line.
fn safely(args: &Align, given: &Given) -> (String, bool) {
    catch_unwind(AssertUnwindSafe(|| line::of(args, given)))
        .unwrap_or_else(|_| (line::failed(given, "aligning failed"), false))
}

fn is_blank(line: &[u8]) -> bool {
    line.iter().all(u8::is_ascii_whitespace)
}

/// Writes the lines in order, and a bar where somebody watches; ends where a pair reads what
/// is to be written.
fn collect<I>(
    finished: Receiver<Finished>,
    lines: &Lines<I>,
    out: &mut dyn Write,
    bar: &mut Bar,
) -> Result<ExitCode, CliError> {
    let mut waiting = BTreeMap::new();
    let (mut next, mut pairs, mut bad) = (0, 0, 0);
    for done in finished {
        if let Some(error) = done.refused {
            bar.wipe();
            return Err(*error);
        }
        waiting.insert(done.at, done);
        while let Some(done) = waiting.remove(&next) {
            next += 1;
            if done.line.is_empty() {
                continue;
            }
            pairs += 1;
            bad += usize::from(!done.good);
            out.write_all(done.line.as_bytes())?;
            out.write_all(b"\n")?;
        }
        lines.write(next);
        // Whoever reads the list works beside it.
        out.flush()?;
        bar.draw(pairs + waiting.len(), bad);
    }
    bar.wipe();
    Ok(ExitCode::from(if bad == 0 { GOOD } else { FAILED }))
}
