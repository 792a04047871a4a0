//! `bayn filter`: filters a corpus, line by line.
//!
//! A pure filter: each line is tested once and written unchanged, or written elsewhere with the
//! reason. Only hashes of kept pairs stay in memory.

use crate::cli::args::Filter;
use crate::cli::print::{self, STANDARD_OUTPUT};
use crate::cli::records::{Record, Records, is_blank};
use crate::cli::report::CliError;
use crate::disk;
use bayn_formats::{Content, Format, Kind, PairColumns, detect, inner_name};
use bayn_review::corpus_filter::{Candidate, CorpusFilter, Reason};
use bayn_text::message::Separator;
use bayn_text::{Lang, Message, label, msg, shown_path};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Reads, tests and writes.
pub(crate) fn run(args: &Filter) -> Result<(), CliError> {
    let mut records = Records::open(args.file.as_deref().unwrap_or(Path::new("-")))?;
    let head = head(&mut records)?;
    let rejected = match &args.rejected {
        None => Sink::new(io::sink(), Path::new("")),
        Some(file) => {
            crate::cli::spare_inputs(file, &args.file)?;
            Sink::new(emptied(file)?, file)
        }
    };
    let mut work = Work {
        args,
        sieve: CorpusFilter::new(args.rules()),
        kept: Sink::new(print::out(), Path::new(STANDARD_OUTPUT)),
        rejected,
        columns: None,
        count: 0,
        thrown_out: BTreeMap::new(),
    };
    for record in head {
        work.record(&record)?;
    }
    for (_, record) in records {
        work.record(&record?)?;
    }
    work.kept.flush()?;
    work.rejected.flush()?;
    crate::cli::say(work.summary());
    Ok(())
}

/// The number of lines at the beginning of which one must be a pair.
const TRIED: usize = 16;

/// Reads up to the first pair. A file without one among its first lines is something else, and would
/// be removed completely.
fn head(records: &mut Records) -> Result<Vec<Record>, CliError> {
    let mut head = Vec::new();
    let mut lines = 0;
    for (_, record) in records.by_ref() {
        let record = record?;
        let is_pair = matches!(&record, Record::Line(line) if is_pair(line));
        let is_blank = matches!(&record, Record::Line(line) if is_blank(line));
        head.push(record);
        lines += usize::from(!is_blank);
        if is_pair || lines >= TRIED {
            return match is_pair {
                true => Ok(head),
                false => Err(no_pairs(records.name(), &head)),
            };
        }
    }
    match lines {
        0 => Ok(head),
        _ => Err(no_pairs(records.name(), &head)),
    }
}

/// Returns whether a line looks like a pair: an object with both sides or beads, or a row with
/// two non-empty cells.
fn is_pair(line: &[u8]) -> bool {
    let Ok(line) = std::str::from_utf8(line) else {
        return false;
    };
    if line.contains('\0') {
        return false;
    }
    if line.trim_start().starts_with('{') {
        let object: Option<Value> = serde_json::from_str(line).ok();
        return object.is_some_and(|object| {
            let both = text(&object, "source").is_some() && text(&object, "target").is_some();
            both || object.get("beads").is_some_and(Value::is_array)
                || object.get("error").is_some()
        });
    }
    let mut cells = line.split('\t').map(str::trim);
    let both = [cells.next(), cells.next()];
    both.iter()
        .all(|cell| cell.is_some_and(|cell| !cell.is_empty()))
}

/// Reports that a file has no pairs, and how to create pairs from it.
fn no_pairs(name: &Path, head: &[Record]) -> CliError {
    let lines = head.iter().map(|record| match record {
        Record::Line(line) => line.as_slice(),
        Record::TooLong => b"",
    });
    let head = lines.collect::<Vec<_>>().join(&b'\n');
    let what = msg!(
        "no line at the beginning of {file} is a pair: a row with tabs, or an object of JSON Lines",
        file = shown_path(name)
    );
    let named = name.to_string_lossy();
    let holds_pairs = match detect(inner_name(&named), &head) {
        Kind::Of(Format::Plain) | Kind::Binary => false,
        Kind::Of(format) => format.is_bilingual() || format.content() == Content::Messages,
        _ => false,
    };
    let remedy = match holds_pairs {
        true => msg!("`bayn convert FILE - --to tsv` makes rows of it, for a pipe"),
        false => msg!("`bayn align SOURCE TARGET --to tsv` makes rows of two texts, for a pipe"),
    };
    CliError::with_remedy(what, remedy)
}

/// Opens a file that is written anew, line by line.
fn emptied(path: &Path) -> Result<BufWriter<std::fs::File>, CliError> {
    let unwritten = |error| CliError::unwritten(path, &error);
    let file = disk::append(&disk::followed(path), true).map_err(unwritten)?;
    file.set_len(0).map_err(unwritten)?;
    Ok(BufWriter::new(file))
}

/// The output of lines, and its name.
struct Sink {
    out: Box<dyn Write>,
    name: PathBuf,
}

impl Sink {
    fn new(out: impl Write + 'static, name: &Path) -> Self {
        Self {
            out: Box::new(out),
            name: name.to_owned(),
        }
    }

    fn line(&mut self, line: &str) -> Result<(), CliError> {
        writeln!(self.out, "{line}").map_err(|error| CliError::unwritten(&self.name, &error))
    }

    fn flush(&mut self) -> Result<(), CliError> {
        let flushed = self.out.flush();
        flushed.map_err(|error| CliError::unwritten(&self.name, &error))
    }
}

/// One pass over the lines.
struct Work<'a> {
    args: &'a Filter,
    sieve: CorpusFilter,
    kept: Sink,
    rejected: Sink,
    /// The columns named by the first row; without names they are source, target, confidence.
    columns: Option<PairColumns>,
    count: usize,
    thrown_out: BTreeMap<Reason, usize>,
}

impl Work<'_> {
    fn record(&mut self, record: &Record) -> Result<(), CliError> {
        let line = match record {
            Record::Line(line) => std::str::from_utf8(line).map_err(|_| &**line),
            // Only its place is known.
            Record::TooLong => Err(&b""[..]),
        };
        match line {
            Ok(line) => self.line(line.trim_end_matches('\r')),
            Err(line) => {
                let line = String::from_utf8_lossy(line);
                self.settle(Some(Reason::Malformed), &line, None)
            }
        }
    }

    fn line(&mut self, line: &str) -> Result<(), CliError> {
        if line.trim().is_empty() {
            return Ok(());
        }
        if !line.trim_start().starts_with('{') {
            return self.row(line);
        }
        let Ok(Value::Object(mut object)) = serde_json::from_str(line) else {
            return self.settle(Some(Reason::Malformed), line, None);
        };
        let Some(Value::Array(beads)) = object.remove("beads") else {
            return self.object(&Value::Object(object));
        };
        // Values of both texts apply to each of their beads, unless a bead has its own.
        for bead in beads {
            let Value::Object(bead) = bead else { continue };
            let mut whole = object.clone();
            whole.extend(bead);
            self.object(&Value::Object(whole))?;
        }
        Ok(())
    }

    fn row(&mut self, line: &str) -> Result<(), CliError> {
        if self.count == 0 && self.columns.is_none() {
            self.columns = PairColumns::named(line.split('\t'));
            if self.columns.is_some() {
                return self.kept.line(line);
            }
        }
        let cells: Vec<&str> = line.split('\t').collect();
        let columns = self.columns.as_ref();
        let [source, target] = columns.map_or([0, 1], |columns| columns.texts);
        let (Some(source), Some(target)) = (cells.get(source), cells.get(target)) else {
            return self.settle(Some(Reason::Malformed), line, None);
        };
        let confidence = columns.map_or(Some(2), |columns| columns.confidence);
        let confidence = confidence.and_then(|at| cells.get(at)?.trim().parse().ok());
        let lang = |at: usize| columns.and_then(|columns| columns.langs.get(at)?.as_ref());
        let reason = self.sieve.reason(&Candidate {
            sides: [source, target],
            langs: [
                lang(0).map(Lang::tag).or(self.args.source_lang.as_deref()),
                lang(1).map(Lang::tag).or(self.args.target_lang.as_deref()),
            ],
            confidence,
        });
        self.settle(reason, line, None)
    }

    fn object(&mut self, object: &Value) -> Result<(), CliError> {
        let line = object.to_string();
        let (Some(source), Some(target)) = (text(object, "source"), text(object, "target")) else {
            return self.settle(Some(Reason::Malformed), &line, Some(object));
        };
        let lang = |key| object.get(key).and_then(Value::as_str);
        let said = [lang("source_lang"), lang("target_lang")];
        let confidence = object.get("confidence").and_then(Value::as_f64);
        let reason = self.sieve.reason(&Candidate {
            sides: [&source, &target],
            langs: [
                said[0].or(self.args.source_lang.as_deref()),
                said[1].or(self.args.target_lang.as_deref()),
            ],
            confidence: confidence.map(|confidence| confidence as f32),
        });
        self.settle(reason, &line, Some(object))
    }

    /// Writes a pair where it belongs.
    fn settle(
        &mut self,
        reason: Option<Reason>,
        line: &str,
        object: Option<&Value>,
    ) -> Result<(), CliError> {
        self.count += 1;
        let Some(reason) = reason else {
            return self.kept.line(line);
        };
        *self.thrown_out.entry(reason).or_default() += 1;
        match object.cloned() {
            Some(Value::Object(mut object)) => {
                object.insert("reason".to_owned(), json!(reason.name()));
                self.rejected.line(&Value::Object(object).to_string())
            }
            _ => self.rejected.line(&format!("{}\t{line}", reason.name())),
        }
    }

    fn summary(&self) -> Message {
        let thrown: usize = self.thrown_out.values().sum();
        let kept = self.count - thrown;
        let counts = self.thrown_out.iter().map(|(reason, pairs)| {
            let why = Message::label(said(*reason));
            msg!("{why}: {pairs}", why, pairs = *pairs)
        });
        let head = msg!("pairs kept: {kept} of {count}", kept, count = self.count);
        Message::joined(std::iter::once(head).chain(counts), Separator::Comma)
    }
}

/// Returns a side of an object: a text, or sentences.
fn text(object: &Value, key: &str) -> Option<String> {
    match object.get(key)? {
        Value::String(text) => Some(text.clone()),
        Value::Array(sentences) => {
            let sentences: Option<Vec<&str>> = sentences.iter().map(Value::as_str).collect();
            Some(sentences?.join(" "))
        }
        _ => None,
    }
}

/// Returns a reason for people.
const fn said(reason: Reason) -> &'static str {
    match reason {
        Reason::Malformed => label!("not a pair"),
        Reason::Empty => label!("a side without a letter"),
        Reason::Unsure => label!("lower confidence than asked"),
        Reason::Identical => label!("both sides the same"),
        Reason::Length => label!("one side much longer"),
        Reason::SourceScript => label!("source in another script"),
        Reason::TargetScript => label!("target in another script"),
        Reason::Duplicate => label!("duplicate"),
    }
}
