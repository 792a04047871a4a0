//! `bayn align --pairs FILE`: many pairs of texts, one JSON line for each, in order.
//!
//! A pure filter: pairs are read as they come, aligned on every core, and written as soon as
//! all before them are written. A pair that cannot be aligned gives a line with `error`, and
//! the exit code says that there was one.
//!
//! ```text
//!   lines ─ reader ─┬─ worker ─┬─ in order ─ standard output
//!                   └─ worker ─┘      └─ a bar on the terminal
//! ```

use crate::cli::alignment::{aligned, bytes_in};
use crate::cli::args::{Align, Form, Texts};
use crate::cli::print;
use crate::cli::report::{CliError, FAILED, GOOD};
use bayn_align::to_jsonl;
use bayn_doc::Bitext;
use bayn_text::message::{Number, Separator};
use bayn_text::msg;
use bayn_text::{Message, plural};
use rayon::iter::{ParallelBridge, ParallelIterator};
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Cursor, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::time::{Duration, Instant};

/// Finished pairs that may wait for a slower one before them.
const WAITING: usize = 64;
/// How often the bar is drawn.
const FRAME: Duration = Duration::from_millis(100);

/// One pair as its line gives it.
struct Pair {
    source: String,
    target: String,
    langs: [Option<String>; 2],
}

/// What is written of one pair.
#[derive(Serialize)]
struct Line<'a> {
    source: &'a str,
    target: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    source_lang: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    target_lang: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    confidence: Option<f32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cuts: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    swaps: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    beads: Option<Vec<serde_json::Value>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    alignment: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
}

/// The line of one pair, and whether it went well.
struct Done {
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
        let text = std::fs::read(list).map_err(|error| CliError::unread(list, &error))?;
        let total = text
            .split(|byte| *byte == b'\n')
            .filter(|line| !is_blank(line));
        let total = total.count();
        (Box::new(Cursor::new(text)), Some(total))
    };
    let mut bar = Bar::new(total);
    let (sender, finished) = sync_channel(WAITING);
    std::thread::scope(|scope| {
        scope.spawn(|| work(args, input, sender));
        // The end of what is received goes with `collect`: then the workers end too.
        match &args.output {
            None => collect(finished, &mut print::out(), &mut bar),
            Some(path) => {
                let mut bytes = Vec::new();
                let code = collect(finished, &mut bytes, &mut bar)?;
                crate::cli::write_to(path, &bytes)?;
                Ok(code)
            }
        }
    })
}

/// Aligns the pairs of a list and sends each as it is done; stops when nobody listens.
fn work(args: &Align, input: Box<dyn BufRead + Send>, sender: SyncSender<Done>) {
    let _gone = input
        .split(b'\n')
        .filter(|line| line.as_ref().map_or(true, |line| !is_blank(line)))
        .enumerate()
        .par_bridge()
        .try_for_each_with(sender, |sender, (at, line)| {
            let mut refused = None;
            let (line, good) = match line {
                Ok(line) => one(args, &String::from_utf8_lossy(&line), &mut refused),
                Err(error) => (failed("", "", &error.to_string()), false),
            };
            sender.send(Done {
                at,
                line,
                good,
                refused,
            })
        });
}

fn is_blank(line: &[u8]) -> bool {
    line.iter().all(u8::is_ascii_whitespace)
}

/// Writes the lines in order, and a bar where somebody watches; ends where a pair reads what
/// is to be written.
fn collect(
    finished: Receiver<Done>,
    out: &mut dyn Write,
    bar: &mut Bar,
) -> Result<ExitCode, CliError> {
    let mut waiting = BTreeMap::new();
    let (mut next, mut bad) = (0, 0);
    for done in finished {
        if let Some(error) = done.refused {
            bar.wipe();
            return Err(*error);
        }
        waiting.insert(done.at, done);
        while let Some(done) = waiting.remove(&next) {
            bad += usize::from(!done.good);
            next += 1;
            out.write_all(done.line.as_bytes())?;
            out.write_all(b"\n")?;
        }
        // Whoever reads the list works beside it.
        out.flush()?;
        bar.draw(next + waiting.len(), bad);
    }
    bar.wipe();
    Ok(ExitCode::from(if bad == 0 { GOOD } else { FAILED }))
}

/// Aligns one pair; returns its line and whether it went well.
fn one(args: &Align, line: &str, refused: &mut Option<Box<CliError>>) -> (String, bool) {
    let cells: Vec<&str> = line.trim_end_matches('\r').split('\t').collect();
    let pair = match cells.as_slice() {
        [source, target, langs @ ..] if langs.len() <= 2 => Pair {
            source: (*source).to_owned(),
            target: (*target).to_owned(),
            langs: [0, 1].map(|at| {
                let lang = langs.get(at).map(|lang| lang.trim());
                lang.filter(|lang| !lang.is_empty()).map(str::to_owned)
            }),
        },
        [source, ..] => {
            let says = "a line is: source, target and perhaps both languages, with tabs between";
            return (failed(source, cells.get(1).unwrap_or(&""), says), false);
        }
        [] => return (failed("", "", "an empty line"), false),
    };
    let files = [&pair.source, &pair.target].map(PathBuf::from);
    *refused = args
        .output
        .as_ref()
        .and_then(|out| crate::cli::spare_inputs(out, &files).err())
        .map(Box::new);
    match align_pair(args, &pair) {
        Ok(line) => (line, true),
        Err(error) => {
            let says = error.to_string();
            let says = says.strip_prefix("bayn: ").unwrap_or(&says);
            let says = says.replace("\n      ", "; ");
            (failed(&pair.source, &pair.target, &says), false)
        }
    }
}

fn align_pair(args: &Align, pair: &Pair) -> Result<String, CliError> {
    if [&pair.source, &pair.target].iter().any(|path| *path == "-") {
        return Err(CliError::new(msg!(
            "a text of a pair must be a file, not standard input"
        )));
    }
    let [source_lang, target_lang] = pair.langs.clone();
    let mut reading = args.texts.reading.clone();
    reading.source_lang = source_lang.or(reading.source_lang);
    reading.target_lang = target_lang.or(reading.target_lang);
    let texts = Texts {
        files: vec![PathBuf::from(&pair.source), PathBuf::from(&pair.target)],
        reading,
    };
    let found = aligned(args, &texts)?;
    let bitext = &found.bitext;
    let mut line = Line {
        source: &pair.source,
        target: &pair.target,
        source_lang: Some(bitext.documents.source.lang.tag()),
        target_lang: Some(bitext.documents.target.lang.tag()),
        confidence: Some(mean_confidence(bitext)),
        cuts: args.splits.then_some(found.cuts),
        swaps: args.swaps.then_some(found.swaps),
        beads: None,
        alignment: None,
        error: None,
    };
    match args.to.unwrap_or(Form::Jsonl) {
        Form::Jsonl => {
            let beads = to_jsonl(bitext, &[]);
            let beads = beads
                .lines()
                .filter_map(|line| serde_json::from_str(line).ok());
            line.beads = Some(beads.collect());
        }
        form => {
            let bytes = bytes_in(bitext, &[], form)?;
            line.alignment = Some(String::from_utf8_lossy(&bytes).into_owned());
        }
    }
    Ok(written(&line))
}

/// Returns how sure the beads are on average, weighed by their sentences.
fn mean_confidence(bitext: &Bitext) -> f32 {
    let (mut sum, mut all) = (0.0, 0.0);
    for bead in &bitext.beads {
        let (source, target) = bead.shape();
        let size = (source + target) as f32;
        all += size;
        if !bead.is_null() {
            sum += size * bead.confidence.value();
        }
    }
    if all > 0.0 {
        (sum / all * 1e4).round() / 1e4
    } else {
        0.0
    }
}

fn failed(source: &str, target: &str, error: &str) -> String {
    written(&Line {
        source,
        target,
        source_lang: None,
        target_lang: None,
        confidence: None,
        cuts: None,
        swaps: None,
        beads: None,
        alignment: None,
        error: Some(error.to_owned()),
    })
}

fn written(line: &Line<'_>) -> String {
    // Strings and numbers always have a JSON form.
    serde_json::to_string(line).unwrap_or_default()
}

/// How far it is, on a terminal alone.
struct Bar {
    shown: bool,
    /// How many pairs there are, where that is known before the end.
    total: Option<usize>,
    began: Instant,
    drawn: Option<Instant>,
}

impl Bar {
    fn new(total: Option<usize>) -> Self {
        Self {
            shown: print::is_watched(),
            total,
            began: Instant::now(),
            drawn: None,
        }
    }

    fn draw(&mut self, done: usize, bad: usize) {
        let due = self.drawn.is_none_or(|drawn| drawn.elapsed() >= FRAME);
        if !self.shown || !due {
            return;
        }
        self.drawn = Some(Instant::now());
        let pace = done as f64 / self.began.elapsed().as_secs_f64().max(0.001);
        let bar = self.total.map_or_else(String::new, |total| {
            const WIDTH: usize = 20;
            let full = (done * WIDTH)
                .checked_div(total)
                .unwrap_or(WIDTH)
                .min(WIDTH);
            let (full, rest) = ("#".repeat(full), "-".repeat(WIDTH - full));
            format!("[{full}{rest}] ")
        });
        let mut parts = vec![match self.total {
            Some(total) => msg!("{done} of {total} pairs", done, total),
            None => plural!("{done} pair", "{done} pairs", done),
        }];
        if bad > 0 {
            parts.push(msg!("{bad} failed", bad));
        }
        parts.push(msg!("{pace} a second", pace = Number::decimal(pace, 1)));
        let language = crate::cli::language();
        let said = language.say(Message::joined(parts, Separator::Comma));
        print::progress(&format!("{bar}{said}"));
    }

    fn wipe(&self) {
        if self.shown && self.drawn.is_some() {
            print::progress("");
        }
    }
}
