//! The output line of one pair.

use super::given::Given;
use crate::cli::alignment::{aligned_of, bytes_in};
use crate::cli::args::{Align, Form, Texts};
use crate::cli::open::{open, open_given};
use crate::cli::report::CliError;
use bayn_align::to_jsonl;
use bayn_doc::{Bitext, Sides};
use bayn_text::msg;
use serde::Serialize;
use std::path::PathBuf;

/// The output for one pair; of texts only their name.
#[derive(Default, Serialize)]
struct Line<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a serde_json::Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    target: Option<&'a str>,
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
    error: Option<&'a str>,
}

impl<'a> Line<'a> {
    fn named(given: &'a Given, with_sides: bool) -> Self {
        let [source, target] = given.sides.each_ref().map(|side| Some(side.as_str()));
        Self {
            id: given.id.as_ref(),
            source: source.filter(|_| with_sides),
            target: target.filter(|_| with_sides),
            ..Self::default()
        }
    }

    fn written(&self) -> String {
        // Strings and numbers always have a JSON form.
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// Aligns one pair; returns its line, or one with the reason why it could not be aligned.
pub(super) fn of(args: &Align, given: &Given) -> Result<String, String> {
    aligned_line(args, given).map_err(|error| {
        let says = error.to_string();
        let says = says.strip_prefix("bayn: ").unwrap_or(&says);
        failed(given, &says.replace("\n      ", "; "))
    })
}

/// Returns the line of a pair that could not be aligned.
pub(super) fn failed(given: &Given, error: &str) -> String {
    let line = Line {
        error: Some(error),
        ..Line::named(given, !given.are_texts)
    };
    line.written()
}

fn aligned_line(args: &Align, given: &Given) -> Result<String, CliError> {
    let [source_lang, target_lang] = given.langs.clone();
    let mut reading = args.texts.reading.clone();
    reading.source_lang = source_lang.or(reading.source_lang);
    reading.target_lang = target_lang.or(reading.target_lang);
    let holds_texts = given.holds_texts(args);
    let [source, target] = given.sides.clone();
    let input = if holds_texts {
        open_given(Sides::new(source, target), reading)?
    } else {
        if [&source, &target].iter().any(|path| *path == "-") {
            return Err(CliError::new(msg!(
                "a text of a pair must be a file, not standard input"
            )));
        }
        let texts = Texts {
            files: vec![PathBuf::from(source), PathBuf::from(target)],
            reading,
        };
        open(&texts, false)?
    };
    let found = aligned_of(args, input);
    let bitext = &found.bitext;
    let mut line = Line {
        source_lang: Some(bitext.documents.source.lang.tag()),
        target_lang: Some(bitext.documents.target.lang.tag()),
        confidence: Some(mean_confidence(bitext)),
        cuts: args.splits.then_some(found.cuts),
        swaps: args.swaps.then_some(found.swaps),
        ..Line::named(given, !holds_texts)
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
    Ok(line.written())
}

/// Returns the mean confidence of the beads, weighted by their sentences.
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
