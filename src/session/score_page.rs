//! The page of scores: penalties by kind and severity, MQM and ESA with their formulas, whether
//! the translation passes, and the progress of the review.

use crate::session::command::Command;
use crate::session::review::Review;
use crate::session::review::title;
use crate::session::reviewing::Reviewing;
use crate::session::setting::Setting;
use crate::session::state::State;
use crate::session::texts::Texts;
use bayn_doc::{Entry, Severity};
use bayn_review::filter::progress;
use bayn_review::mqm;
use bayn_review::proposal::{check_of, outcomes};
use bayn_review::rated::{Labels, RatedSegments};
use bayn_review::score::{Calibration, GroupBy, MqmScore, Tally, score, tallies};
use bayn_review::scorecard::Metric;
use bayn_text::message::{Fraction, Number, Separator};
use bayn_text::{Message, msg, plural};

/// Returns the scores of everything that is marked, by the threshold of the settings.
#[must_use]
pub fn score_of(state: &State) -> MqmScore {
    let calibration = Calibration {
        pass_threshold: f64::from(state.home.settings.number(Setting::PassThreshold)),
        ..Calibration::default()
    };
    score(
        &state.texts.bitext,
        &state.reviewing.review.notes,
        None,
        calibration,
    )
}

/// Returns the lines of the page: the label and the text of each.
#[must_use]
pub fn lines(state: &State) -> Vec<(Message, Message)> {
    let mut lines = match &state.reviewing.review.metric {
        Some(metric) => by_metric(state, metric),
        None => by_settings(state),
    };
    for (judge, outcome) in outcomes(&state.reviewing.review.notes) {
        let became = [
            plural!("1 accepted", "{count} accepted", count = outcome.taken),
            plural!(
                "1 dismissed",
                "{count} dismissed",
                count = outcome.dismissed
            ),
        ];
        lines.push((
            title(&check_of(&judge)),
            Message::joined(became, Separator::Dot),
        ));
    }
    lines.push((msg!("progress"), done(&state.texts, &state.reviewing)));
    lines
}

/// Returns the scorecard of the marks by the client's metric.
fn by_metric(state: &State, metric: &Metric) -> Vec<(Message, Message)> {
    let labels = Labels {
        rater: state.reviewing.review.rater.clone(),
        ..Labels::default()
    };
    let rated = RatedSegments::of(&state.texts.bitext, &state.reviewing.review.notes, &labels);
    let card = metric.scorecard(rated.segments.iter());
    let sheet = card.sheet(metric);
    let mut lines = sheet.lines;
    lines.push((msg!("errors"), counts(&card.tally, card.penalty)));
    let found = card.rows.iter().filter(|row| row.tally.total() > 0);
    lines.extend(found.map(|row| (kind_name(&row.name), counts(&row.tally, row.penalty))));
    lines.extend(sheet.praise.into_iter().map(|said| (msg!("kudos"), said)));
    lines
}

/// Returns the scores of MQM and ESA, by the threshold of the settings.
fn by_settings(state: &State) -> Vec<(Message, Message)> {
    let found = score_of(state);
    let mut lines = vec![
        (
            msg!("MQM raw"),
            with_formula(found.raw, found.raw_formula()),
        ),
        (
            msg!("MQM calibrated"),
            with_formula(found.calibrated, found.calibrated_formula()),
        ),
        (msg!("result"), verdict(&found)),
        (msg!("ESA"), mean_score(&state.reviewing.review)),
    ];
    let groups = tallies(
        state.reviewing.review.notes.marks().map(|(_, mark)| mark),
        GroupBy::Category,
    );
    lines.push((msg!("errors"), counts(&found.tally, found.penalty)));
    for (category, tally) in &groups {
        lines.push((kind_name(category), counts(tally, tally.penalty())));
    }
    lines
}

fn kind_name(name: &str) -> Message {
    match name {
        "" => msg!("kind not given"),
        name => match mqm::find(name) {
            Some(found) => Message::label(found.name),
            None => Message::name(name),
        },
    }
}

fn with_formula(score: Option<f64>, formula: Message) -> Message {
    match score {
        // 0 − 0 would be written as −0.
        Some(score) => {
            let score = Number::written(format!("{:.1}", score + 0.0));
            msg!("{score} = {formula}", score, formula)
        }
        None => msg!("no words to count"),
    }
}

fn verdict(found: &MqmScore) -> Message {
    let threshold = Number::written(found.calibration.pass_threshold.to_string());
    let verdict = match (found.passes, found.failed_by_critical) {
        (true, _) => msg!("passes: calibrated MQM is at least {threshold}", threshold),
        (false, true) => msg!("fails because of a critical error"),
        (false, false) => msg!("fails: calibrated MQM is below {threshold}", threshold),
    };
    if !found.small_sample {
        return verdict;
    }
    let few = plural!(
        "1 word is too few to judge by",
        "{count} words are too few to judge by",
        count = found.words
    );
    Message::joined([verdict, few], Separator::Semicolon)
}

fn mean_score(review: &Review) -> Message {
    let scores: Vec<f32> = review
        .notes
        .entries()
        .filter_map(|entry| match entry {
            Entry::Rating(_, _, rating) => Some(rating.value),
            _ => None,
        })
        .collect();
    if scores.is_empty() {
        return msg!(
            "no pair has a score; {key} gives one",
            key = Command::ScorePair
        );
    }
    #[expect(clippy::cast_precision_loss, reason = "scores are few")]
    let mean = scores.iter().sum::<f32>() / scores.len() as f32;
    let mean = Number::written(format!("{mean:.1}"));
    let formula = plural!(
        "mean of {count} score",
        "mean of {count} scores",
        count = scores.len()
    );
    msg!("{score} = {formula}", score = mean, formula)
}

/// Returns the number of errors of each severity, and their penalty.
fn counts(tally: &Tally, penalty: f64) -> Message {
    let mut parts: Vec<Message> = Severity::ALL
        .iter()
        .filter(|&&severity| tally.of(severity) > 0)
        .map(|&severity| of_severity(tally.of(severity), severity))
        .collect();
    if parts.is_empty() {
        return msg!("none");
    }
    let penalty = Number::written(penalty.to_string());
    parts.push(msg!("penalty {penalty}", penalty));
    Message::joined(parts, Separator::Dot)
}

/// Returns the number of errors of a severity.
#[must_use]
pub fn of_severity(count: usize, severity: Severity) -> Message {
    match severity {
        Severity::Neutral => plural!("1 neutral", "{count} neutral", count),
        Severity::Minor => plural!("1 minor", "{count} minor", count),
        Severity::Major => plural!("1 major", "{count} major", count),
        Severity::Critical => plural!("1 critical", "{count} critical", count),
    }
}

fn done(texts: &Texts, reviewing: &Reviewing) -> Message {
    let found = progress(&texts.bitext, &reviewing.review.notes);
    let parts = [
        msg!(
            "reviewed {part}",
            part = Fraction(found.reviewed(), found.beads)
        ),
        Message::of(Number::written(format!("{}%", found.percent()))),
        msg!("scored {part}", part = Fraction(found.scored, found.beads)),
        msg!("marked {part}", part = Fraction(found.marked, found.beads)),
    ];
    Message::joined(parts, Separator::Dot)
}
