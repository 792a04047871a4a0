//! `bayn filter`: what is worth keeping of a corpus, line by line.
//!
//! A pure filter: each line is looked at once and written as it came, or written elsewhere with the
//! reason. Only numbers of what was kept stay in memory.

use crate::cli::args::Filter;
use crate::cli::print;
use crate::cli::report::CliError;
use crate::disk;
use bayn_review::sift::{Candidate, Reason, Sieve};
use bayn_text::message::Separator;
use bayn_text::{Message, label, msg};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::Path;

/// Reads, asks and writes.
pub(crate) fn run(args: &Filter) -> Result<(), CliError> {
    let input: Box<dyn BufRead> = match args.file.as_deref().filter(|file| file.as_os_str() != "-")
    {
        None => Box::new(std::io::stdin().lock()),
        Some(file) => {
            let opened =
                std::fs::File::open(file).map_err(|error| CliError::unread(file, &error))?;
            Box::new(BufReader::new(opened))
        }
    };
    let rejected: Box<dyn Write> = match &args.rejected {
        None => Box::new(std::io::sink()),
        Some(file) => {
            crate::cli::spare_inputs(file, &args.file)?;
            Box::new(emptied(file)?)
        }
    };
    let mut work = Work {
        args,
        sieve: Sieve::new(args.rules()),
        kept: Box::new(print::out()),
        rejected,
        count: 0,
        thrown_out: BTreeMap::new(),
    };
    for line in input.split(b'\n') {
        let line = line?;
        work.line(String::from_utf8_lossy(&line).trim_end_matches('\r'))?;
    }
    work.kept.flush()?;
    work.rejected.flush()?;
    crate::cli::say(work.summary());
    Ok(())
}

/// Opens a file that is written anew, line by line.
fn emptied(path: &Path) -> Result<BufWriter<std::fs::File>, CliError> {
    let unwritten = |error| CliError::unwritten(path, &error);
    let file = disk::append(&disk::followed(path), true).map_err(unwritten)?;
    file.set_len(0).map_err(unwritten)?;
    Ok(BufWriter::new(file))
}

/// One pass over the lines.
struct Work<'a> {
    args: &'a Filter,
    sieve: Sieve,
    kept: Box<dyn Write>,
    rejected: Box<dyn Write>,
    count: usize,
    thrown_out: BTreeMap<Reason, usize>,
}

impl Work<'_> {
    fn line(&mut self, line: &str) -> std::io::Result<()> {
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
        // What is said of both texts is said of each of their beads, unless they say it themselves.
        for bead in beads {
            let Value::Object(bead) = bead else { continue };
            let mut whole = object.clone();
            whole.extend(bead);
            self.object(&Value::Object(whole))?;
        }
        Ok(())
    }

    fn row(&mut self, line: &str) -> std::io::Result<()> {
        let mut cells = line.split('\t');
        let (Some(source), Some(target)) = (cells.next(), cells.next()) else {
            return self.settle(Some(Reason::Malformed), line, None);
        };
        let confidence = cells.next().and_then(|cell| cell.trim().parse().ok());
        let reason = self.sieve.reason(&Candidate {
            sides: [source, target],
            langs: [
                self.args.source_lang.as_deref(),
                self.args.target_lang.as_deref(),
            ],
            confidence,
        });
        self.settle(reason, line, None)
    }

    fn object(&mut self, object: &Value) -> std::io::Result<()> {
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
    ) -> std::io::Result<()> {
        self.count += 1;
        let Some(reason) = reason else {
            return writeln!(self.kept, "{line}");
        };
        *self.thrown_out.entry(reason).or_default() += 1;
        match object.cloned() {
            Some(Value::Object(mut object)) => {
                object.insert("reason".to_owned(), json!(reason.name()));
                writeln!(self.rejected, "{}", Value::Object(object))
            }
            _ => writeln!(self.rejected, "{}\t{line}", reason.name()),
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
        Reason::Unsure => label!("less sure than asked"),
        Reason::Identical => label!("both sides the same"),
        Reason::Length => label!("one side much longer"),
        Reason::SourceScript => label!("source in another script"),
        Reason::TargetScript => label!("target in another script"),
        Reason::Duplicate => label!("duplicate"),
    }
}
