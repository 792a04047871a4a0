//! `bayn score --profile`: the scorecards of judgements by a client's metric, as lines or JSON.

use crate::catalogue::UiLanguage;
use crate::cli::print::{self, Page};
use crate::cli::report::{CliError, padded};
use bayn_doc::Severity;
use bayn_review::rated::RatedSegments;
use bayn_review::scorecard::{Metric, Row, ScoreSheet, Scorecard};
use bayn_text::{msg, shown};
use harf::grapheme::width;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Prints the scorecard of each system.
pub(crate) fn run(rated: &RatedSegments, metric: &Metric, as_json: bool) -> Result<(), CliError> {
    let systems: BTreeSet<&str> = rated
        .segments
        .iter()
        .map(|one| one.system.as_str())
        .collect();
    let cards = systems.into_iter().map(|system| {
        let own = rated.segments.iter().filter(|one| one.system == system);
        (system, metric.scorecard(own))
    });
    if as_json {
        let cards: Vec<Value> = cards
            .map(|(system, card)| to_json(system, &card, metric))
            .collect();
        let mut text = serde_json::to_string_pretty(&cards).unwrap_or_default();
        text.push('\n');
        return print::write_output(text.as_bytes());
    }
    let mut page = Page::default();
    for (system, card) in cards {
        lines(
            &mut page,
            system,
            &card.sheet(metric),
            crate::cli::language(),
        );
    }
    print::page(&page)
}

/// Returns the scorecards of a review for its report: one for each rater.
pub(crate) fn of_raters(rated: &RatedSegments, metric: &Metric) -> Vec<(String, ScoreSheet)> {
    let mut raters: BTreeMap<&str, Vec<&_>> = BTreeMap::new();
    for segment in &rated.segments {
        raters.entry(&segment.rater).or_default().push(segment);
    }
    raters
        .into_iter()
        .map(|(rater, own)| {
            (
                rater.to_owned(),
                metric.scorecard(own.into_iter()).sheet(metric),
            )
        })
        .collect()
}

fn lines(page: &mut Page, system: &str, sheet: &ScoreSheet, language: UiLanguage) {
    page.line(match system {
        "" => language.say(msg!("the translation")),
        name => shown(name).into_owned(),
    });
    let wide = |texts: &[String]| texts.iter().map(|text| width(text)).max().unwrap_or(0);
    let heads: Vec<String> = sheet
        .lines
        .iter()
        .map(|(head, _)| language.say(head))
        .collect();
    let column = wide(&heads);
    for (head, (_, said)) in heads.iter().zip(&sheet.lines) {
        page.line(format!(
            "  {}  {}",
            padded(head, column),
            language.say(said)
        ));
    }
    let rows: Vec<Vec<String>> = sheet
        .table
        .iter()
        .map(|row| row.iter().map(|cell| language.say(cell)).collect())
        .collect();
    let widths: Vec<usize> = (0..6)
        .map(|at| {
            let column: Vec<String> = rows.iter().filter_map(|row| row.get(at).cloned()).collect();
            wide(&column)
        })
        .collect();
    for row in rows {
        let mut line = String::from("  ");
        for (at, (cell, room)) in row.iter().zip(&widths).enumerate() {
            match at {
                0 => line.push_str(&padded(cell, *room)),
                // Figures stand below each other.
                _ => line.push_str(&format!("  {}{cell}", " ".repeat(room - width(cell)))),
            }
        }
        page.line(line);
    }
    for said in &sheet.praise {
        page.line(format!(
            "  {}  {}",
            padded(&language.say(msg!("kudos")), column),
            language.say(said)
        ));
    }
}

fn to_json(system: &str, card: &Scorecard, metric: &Metric) -> Value {
    let row = |row: &Row| {
        let mut value = serde_json::Map::new();
        value.insert("kind".to_owned(), json!(row.name));
        for severity in Severity::ALL {
            value.insert(severity.name().to_owned(), json!(row.tally.of(severity)));
        }
        value.insert("penalty".to_owned(), json!(row.penalty));
        Value::Object(value)
    };
    let all = Row {
        name: String::new(),
        tally: card.tally,
        penalty: card.penalty,
    };
    let job = &metric.job;
    json!({
        "system": system,
        "metric": metric.name,
        "job": {"client": job.client, "round": job.round, "translator": job.translator, "reviewer": job.reviewer},
        "words": card.words,
        "of_words": card.of_words,
        "seed": metric.sample.map(|sample| sample.seed),
        "small_sample": card.small_sample,
        "kinds": card.rows.iter().map(row).collect::<Vec<_>>(),
        "all": row(&all),
        "error_score": card.normed,
        "per": metric.per,
        "score": card.score,
        "formula": card.formula(metric),
        "pass": metric.pass,
        "passes": card.passes,
        "failed_by_critical": card.failed_by_critical,
        "seconds": card.time.0,
        "timed_segments": card.time.1,
        "repeated": card.repeated,
        "outside": card.outside,
        "kudos": card.praise.iter().map(|one| json!({"words": one.words, "note": one.note})).collect::<Vec<_>>(),
    })
}
