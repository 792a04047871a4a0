//! `bayn align --pairs FILE`: many pairs of texts, one JSON line for each, in order.
//!
//! A pure filter: pairs are read as they come, aligned on every core, and written as soon as
//! all before them are written. A pair that cannot be aligned yields a line with `error`, and
//! the exit code reports it. Reading ahead of a slow pair is bounded.
//!
//! ```text
//!   lines ─ given ─┬─ worker ─┬─ in order ─ standard output, or an existing file
//!                  └─ worker ─┘      └─ a bar on the terminal
//! ```

mod bar;
mod done;
mod given;
mod line;
mod queue;

use crate::cli::args::Align;
use crate::cli::output::write_by;
use crate::cli::print::{self, STANDARD_OUTPUT};
use crate::cli::records::{Record, Records, is_blank};
use crate::cli::report::{CliError, FAILED, GOOD};
use bar::Bar;
use bayn_text::{msg, shown_path};
use done::Done;
use given::Given;
use queue::{AHEAD, Queue, Taken};
use rayon::{ThreadPool, ThreadPoolBuilder};
use std::collections::BTreeMap;
use std::io::{BufWriter, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

/// A pair of this many bytes is long: it is aligned by several threads.
const LONG: u64 = 64 << 10;

/// The result of a line.
enum Outcome {
    /// Nothing is written: it was blank or done.
    Past,
    /// It names no translation, as `bayn pair` says.
    LeftOut,
    /// The line of its pair.
    Good(String),
    /// The line with the reason why its pair could not be aligned.
    Bad(String),
    /// Nothing may be written after it: the rest of the list cannot be read.
    End(CliError),
    /// Nothing may be written at all: a pair reads the output file.
    Refused(CliError),
}

impl Outcome {
    fn length(&self) -> usize {
        match self {
            Self::Good(line) | Self::Bad(line) => line.len(),
            _ => 0,
        }
    }
}

/// The index of a line, and its result.
type Finished = (usize, Outcome);

/// The output of the lines, and its name.
struct Sink<'a> {
    out: &'a mut dyn Write,
    name: &'a Path,
}

/// Aligns every pair that `list` names; `-` is standard input.
pub(crate) fn run(args: &Align, list: &Path) -> Result<ExitCode, CliError> {
    let records = Records::open(list)?;
    // A pipe can be read only once, and the number is only shown to a person.
    let is_counted = print::is_watched() && list.is_file();
    let total = is_counted.then(|| pairs_in(list)).transpose()?;
    let list = Job {
        args,
        list: records.name().to_owned(),
        bar: Bar::new(total),
    };
    match &args.output {
        None => {
            let name = Path::new(STANDARD_OUTPUT);
            let mut out = print::out();
            list.run(
                records,
                Done::default(),
                Sink {
                    out: &mut out,
                    name,
                },
            )
        }
        Some(name) if args.skip_done => {
            let (done, mut file) = Done::read(name)?;
            list.run(
                records,
                done,
                Sink {
                    out: &mut file,
                    name,
                },
            )
        }
        Some(name) => write_by(name, |file| {
            let mut out = BufWriter::new(file);
            list.run(
                records,
                Done::default(),
                Sink {
                    out: &mut out,
                    name,
                },
            )
        }),
    }
}

/// Returns how many pairs a list has.
fn pairs_in(list: &Path) -> Result<usize, CliError> {
    let mut count = 0;
    for (_, record) in Records::open(list)? {
        count += match record? {
            Record::Line(line) => usize::from(!is_blank(&line)),
            Record::TooLong => 1,
        };
    }
    Ok(count)
}

/// A list that is aligned.
struct Job<'a> {
    args: &'a Align,
    /// The name of the list.
    list: PathBuf,
    bar: Bar,
}

impl Job<'_> {
    /// Aligns the pairs of the list that are not `done`, and writes their lines in order.
    ///
    /// The workers are separate threads: they wait for each other, and a worker of the pool
    /// that aligning itself uses could wait for work on its own stack. Each has a pool of one thread
    /// for short pairs: handing their small pieces of work to shared threads would
    /// take longer than doing them. Long pairs use the shared pool.
    fn run(mut self, records: Records, done: Done, sink: Sink<'_>) -> Result<ExitCode, CliError> {
        let (sender, finished) = sync_channel(AHEAD);
        let queue = Queue::new(records, done);
        let args = self.args;
        let threads = args.threads.map_or_else(
            || std::thread::available_parallelism().map_or(1, usize::from),
            usize::from,
        );
        std::thread::scope(|scope| {
            for _ in 0..threads {
                let sender = sender.clone();
                scope.spawn(|| work(args, &queue, sender));
            }
            drop(sender);
            let ended = self.collect(finished, &queue, sink);
            // After any end, nobody waits for more output.
            queue.end();
            ended
        })
    }

    /// Writes the lines in order, and a progress bar on a terminal.
    fn collect(
        &mut self,
        finished: Receiver<Finished>,
        queue: &Queue,
        sink: Sink<'_>,
    ) -> Result<ExitCode, CliError> {
        let unwritten = |error| CliError::unwritten(sink.name, &error);
        let mut waiting = BTreeMap::new();
        let mut counts = Counts::default();
        let mut next = 0;
        for (at, outcome) in finished {
            if let Outcome::Refused(error) = outcome {
                self.bar.wipe();
                return Err(error);
            }
            waiting.insert(at, outcome);
            let mut freed = 0;
            while let Some(outcome) = waiting.remove(&next) {
                freed += outcome.length();
                if let Some(line) = counts.take(next, outcome)? {
                    sink.out.write_all(line.as_bytes()).map_err(unwritten)?;
                    sink.out.write_all(b"\n").map_err(unwritten)?;
                }
                next += 1;
            }
            queue.write(next, freed);
            // The reader of the output works in parallel.
            sink.out.flush().map_err(unwritten)?;
            self.bar.draw(counts.pairs + waiting.len(), counts.bad);
        }
        self.bar.wipe();
        counts.say(&self.list);
        Ok(ExitCode::from(if counts.bad == 0 { GOOD } else { FAILED }))
    }
}

/// The state of the output.
#[derive(Default)]
struct Counts {
    pairs: usize,
    bad: usize,
    /// The number of the first line whose pair could not be aligned.
    first_bad: usize,
    left_out: usize,
}

impl Counts {
    /// Counts the result of a line; returns its output.
    fn take(&mut self, at: usize, outcome: Outcome) -> Result<Option<String>, CliError> {
        let line = match outcome {
            Outcome::Past => return Ok(None),
            Outcome::LeftOut => {
                self.left_out += 1;
                return Ok(None);
            }
            Outcome::End(error) | Outcome::Refused(error) => return Err(error),
            Outcome::Good(line) => line,
            Outcome::Bad(line) => {
                if self.bad == 0 {
                    self.first_bad = at;
                }
                self.bad += 1;
                line
            }
        };
        self.pairs += 1;
        Ok(Some(line))
    }

    /// Reports what was not aligned.
    fn say(&self, list: &Path) {
        if self.left_out > 0 {
            crate::cli::say(msg!(
                "left out, since no translation was found: {count}",
                count = self.left_out
            ));
        }
        if self.bad > 0 {
            crate::cli::say(msg!(
                "could not be aligned: {bad} of {pairs}, the first at {list}:{line}; `error` of each says why",
                bad = self.bad,
                pairs = self.pairs,
                list = shown_path(list),
                line = self.first_bad + 1
            ));
        }
    }
}

/// Aligns pairs as long as there are any and the output is open.
fn work(args: &Align, queue: &Queue, sender: SyncSender<Finished>) {
    let own = ThreadPoolBuilder::new().num_threads(1).build().ok();
    while let Some(Taken { at, record, held }) = queue.next() {
        let outcome = match record {
            None => Outcome::Past,
            Some(Ok(Record::Line(line))) => {
                of_line(args, own.as_ref(), &String::from_utf8_lossy(&line), at)
            }
            Some(Ok(Record::TooLong)) => {
                let given = Given {
                    id: Some(at.into()),
                    ..Given::default()
                };
                Outcome::Bad(line::failed(&given, "the line is too long"))
            }
            Some(Err(error)) => Outcome::End(error),
        };
        queue.hold(held, outcome.length());
        if sender.send((at, outcome)).is_err() {
            return;
        }
    }
}

fn of_line(args: &Align, own: Option<&ThreadPool>, line: &str, at: usize) -> Outcome {
    match Given::read(line, at) {
        Ok(given) if given.is_no_translation => Outcome::LeftOut,
        Ok(given) => match given.spares(args) {
            Ok(()) => match own.filter(|_| given.size(args) < LONG) {
                Some(own) => own.install(|| safely(args, &given)),
                None => safely(args, &given),
            },
            Err(error) => Outcome::Refused(error),
        },
        Err(fault) => Outcome::Bad(line::failed(&fault.given, &fault.says)),
    }
}

/// Aligns one pair. A panic is an error of this pair: the others wait for its line.
fn safely(args: &Align, given: &Given) -> Outcome {
    match catch_unwind(AssertUnwindSafe(|| line::of(args, given))) {
        Ok(Ok(line)) => Outcome::Good(line),
        Ok(Err(line)) => Outcome::Bad(line),
        Err(_) => Outcome::Bad(line::failed(given, "aligning failed")),
    }
}
