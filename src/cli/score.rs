//! `bayn score`: the scores of a review, each with its formula and word count.
//!
//! Files of judgements contain their texts; bayn's own reviews do not, so their texts are
//! searched next to them. Words are counted once for each rater who judged them.

use crate::catalogue::UiLanguage;
use crate::cli::args::{Score, SideName};
use crate::cli::checking::metric_of;
use crate::cli::folder_reviews::{sheet_of_folder, sheet_of_list};
use crate::cli::job::Job;
use crate::cli::judgements::sheet_of;
use crate::cli::print::{self, Page};
use crate::cli::report::{CliError, padded};
use crate::cli::scorecard;
pub(crate) use crate::session::score_page::of_severity;
use bayn_doc::Severity;
use bayn_doc::Side;
use bayn_review::mqm::resolve;
use bayn_review::rated::{RatedSegments, Segment};
use bayn_review::score::{Calibration, MqmScore, Tally, Weights, wmt_scores};
use bayn_review::scorecard::time_message;
use bayn_text::message::Separator;
use bayn_text::msg;
use bayn_text::{Message, count_words, plural};
use bayn_text::{shown, shown_path};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// The scores of one system.
struct Row {
    system: String,
    segments: usize,
    raters: usize,
    mqm: MqmScore,
    /// The mean over segments.
    wmt: Option<f64>,
    /// The mean of the scores from 0 to 100, and their number.
    esa: Option<(f64, usize)>,
    categories: BTreeMap<String, Tally>,
    /// The seconds that judging took, by segment where that is known.
    times: Vec<(String, u64)>,
}

impl Row {
    /// Returns the seconds in all, and of how many segments.
    fn time(&self) -> (u64, usize) {
        let seconds = self.times.iter().map(|(_, seconds)| seconds).sum();
        (seconds, self.times.len())
    }
}

/// Reads, computes and prints.
pub(crate) fn run(args: &Score) -> Result<(), CliError> {
    let weights = match &args.weights {
        Some(text) => Weights::parse(text).ok_or_else(|| {
            CliError::with_remedy(
                msg!("`{text}` are not weights", text),
                msg!("give them as `Major:5 Minor:1 Minor/Fluency/Punctuation:0.1`"),
            )
        })?,
        None => Weights::default(),
    };
    let mut rated = match args.file.is_dir() {
        true => sheet_of_folder(&args.file)?,
        false => match Job::named(std::slice::from_ref(&args.file))? {
            Some(Job::List(list, pairs)) if args.texts.is_empty() => sheet_of_list(&list, &pairs)?,
            _ => sheet_of(&args.file, &args.texts)?,
        },
    };
    if let Some(rater) = &args.rater {
        rated.segments.retain(|segment| segment.rater == *rater);
    }
    if rated.segments.is_empty() {
        return Err(CliError::with_remedy(
            msg!(
                "{file} contains no judgement",
                file = shown_path(&args.file)
            ),
            msg!("check the file, or the name after --rater"),
        ));
    }
    if let Some(path) = &args.profile {
        return scorecard::run(&rated, &metric_of(path)?, args.json);
    }
    let scores = wmt_scores(&rated, &weights);
    let text = if args.segments {
        let mut out = String::new();
        let mut scores: Vec<_> = scores.iter().collect();
        // Numbers in the order of numbers.
        scores
            .sort_by_key(|((system, segment), _)| (system.clone(), segment.len(), segment.clone()));
        for ((system, segment), score) in scores {
            // 0 − 0 would be written as −0.
            let _ = writeln!(out, "{system}\t{segment}\t{}", score + 0.0);
        }
        out
    } else {
        let rows = rows(&rated, &scores, calibration(args));
        if !args.json {
            return print::page(&to_people(&rows, &weights, crate::cli::language()));
        }
        to_json(&rows, &weights)
    };
    crate::cli::write_output(text.as_bytes())
}

fn calibration(args: &Score) -> Calibration {
    Calibration {
        pass_threshold: args.pass_threshold,
        acceptable_penalty: args.acceptable_penalty,
        critical_fails: !args.critical_may_pass,
        counted: match args.words {
            SideName::Source => Side::Source,
            SideName::Target => Side::Target,
        },
        ..Calibration::default()
    }
}

fn rows(
    rated: &RatedSegments,
    scores: &BTreeMap<(String, String), f64>,
    calibration: Calibration,
) -> Vec<Row> {
    let systems: BTreeSet<&str> = rated
        .segments
        .iter()
        .map(|segment| segment.system.as_str())
        .collect();
    systems
        .into_iter()
        .map(|system| {
            let segments: Vec<&Segment> = rated
                .segments
                .iter()
                .filter(|segment| segment.system == system)
                .collect();
            let mut tally = Tally::default();
            let mut categories: BTreeMap<String, Tally> = BTreeMap::new();
            for error in segments.iter().flat_map(|segment| &segment.errors) {
                if let Some(severity) = Severity::from_name(&error.severity) {
                    tally.add(severity);
                    let name = resolve(&error.category)
                        .map_or(error.category.as_str(), |entry| entry.mnemonic);
                    categories.entry(name.to_owned()).or_default().add(severity);
                }
            }
            let counted = segments
                .iter()
                .map(|segment| count_words(&segment.text[calibration.counted]))
                .sum();
            let own: Vec<f64> = scores
                .iter()
                .filter(|((of, _), _)| of == system)
                .map(|(_, score)| *score)
                .collect();
            let ratings: Vec<f64> = segments
                .iter()
                .filter_map(|segment| segment.score)
                .collect();
            let raters: BTreeSet<&str> = segments
                .iter()
                .map(|segment| segment.rater.as_str())
                .collect();
            Row {
                system: system.to_owned(),
                segments: own.len(),
                raters: raters.len(),
                mqm: MqmScore::of(tally, counted, calibration),
                wmt: mean(&own),
                esa: mean(&ratings).map(|mean| (mean, ratings.len())),
                categories,
                times: segments
                    .iter()
                    .filter_map(|segment| Some((segment.id.clone(), segment.seconds?)))
                    .collect(),
            }
        })
        .collect()
}

#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

fn to_people(rows: &[Row], weights: &Weights, language: UiLanguage) -> Page {
    let say = |message: Message| language.say(message);
    let mut out = Page::default();
    for row in rows {
        let name = match row.system.as_str() {
            "" => say(msg!("the translation")),
            name => shown(name).into_owned(),
        };
        let mut facts = vec![
            plural!("1 segment", "{count} segments", count = row.segments),
            plural!("1 word", "{count} words", count = row.mqm.words),
            plural!("1 rater", "{count} raters", count = row.raters),
        ];
        if row.mqm.small_sample {
            facts.insert(2, msg!("small sample"));
        }
        let facts = say(Message::joined(facts, Separator::Comma));
        out.line(format!("{name}: {facts}"));
        let mut line = |head: Message, score: Option<f64>, formula: &str| {
            let score = score.map_or_else(|| "-".to_owned(), |score| format!("{:.3}", score + 0.0));
            let head = padded(&language.say(head), 15);
            out.line(format!("  {head}{score:>9}  = {formula}"));
        };
        line(
            msg!("MQM raw"),
            row.mqm.raw,
            &language.say(row.mqm.raw_formula()),
        );
        let verdict = match (row.mqm.passes, row.mqm.failed_by_critical) {
            (true, _) => msg!("passes"),
            (false, true) => msg!("fails because of a critical error"),
            (false, false) => msg!("fails"),
        };
        let formula = [row.mqm.calibrated_formula(), verdict];
        let formula = say(Message::joined(formula, Separator::Semicolon));
        line(msg!("MQM calibrated"), row.mqm.calibrated, &formula);
        let formula = plural!(
            "{formula} and {segments} segment",
            "{formula} and {segments} segments",
            segments = row.segments,
            formula = weights.formula()
        );
        line(msg!("WMT"), row.wmt, &say(formula));
        if let Some((mean, count)) = row.esa {
            line(
                msg!("ESA"),
                Some(mean),
                &say(plural!(
                    "mean of {count} score",
                    "mean of {count} scores",
                    count
                )),
            );
        }
        if let Some(said) = time_message(row.time()) {
            out.line(format!("  {}{}", padded(&say(msg!("time")), 15), say(said)));
        }
        let counted = say(counts(&row.mqm.tally));
        out.line(format!("  {}{counted}", padded(&say(msg!("errors")), 15)));
        for (category, tally) in &row.categories {
            let category = match category.as_str() {
                "" => say(msg!("kind not given")),
                name => shown(name).into_owned(),
            };
            let category = padded(&category, 28);
            out.line(format!("    {category} {}", say(counts(tally))));
        }
    }
    out
}

fn counts(tally: &Tally) -> Message {
    let found = Severity::ALL
        .iter()
        .filter(|&&severity| tally.of(severity) > 0);
    let parts: Vec<Message> = found
        .map(|&severity| of_severity(tally.of(severity), severity))
        .collect();
    match parts.is_empty() {
        true => msg!("none"),
        false => Message::joined(parts, Separator::Comma),
    }
}

fn to_json(rows: &[Row], weights: &Weights) -> String {
    let tally = |tally: &Tally| -> Value {
        let counts = Severity::ALL.iter();
        counts
            .map(|&severity| (severity.name().to_owned(), json!(tally.of(severity))))
            .collect::<serde_json::Map<_, _>>()
            .into()
    };
    let rows: Vec<Value> = rows
        .iter()
        .map(|row| {
            let categories: serde_json::Map<String, Value> = row
                .categories
                .iter()
                .map(|(name, counts)| (name.clone(), tally(counts)))
                .collect();
            json!({
                "system": row.system,
                "segments": row.segments,
                "raters": row.raters,
                "words": row.mqm.words,
                "small_sample": row.mqm.small_sample,
                "penalty": row.mqm.penalty,
                "errors": tally(&row.mqm.tally),
                "categories": categories,
                "mqm_raw": {"score": row.mqm.raw, "formula": row.mqm.raw_formula()},
                "mqm_calibrated": {
                    "score": row.mqm.calibrated,
                    "formula": row.mqm.calibrated_formula(),
                    "passes": row.mqm.passes,
                    "failed_by_critical": row.mqm.failed_by_critical,
                },
                "wmt": {"score": row.wmt.map(|score| score + 0.0), "formula": weights.formula()},
                "time": {
                    "seconds": row.time().0,
                    "segments": row.times.iter().map(|(segment, seconds)| json!({"segment": segment, "seconds": seconds})).collect::<Vec<_>>(),
                },
                "esa": row.esa.map(|(mean, count)| json!({"score": mean, "scores": count})),
            })
        })
        .collect();
    let mut text = serde_json::to_string_pretty(&rows).unwrap_or_default();
    text.push('\n');
    text
}
