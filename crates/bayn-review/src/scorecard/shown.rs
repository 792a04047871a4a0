//! A scorecard in words: what the screen, the command line and every report show.

use super::count::{Praise, Row, Scorecard};
use super::metric::{Formula, Metric};
use crate::mqm;
use bayn_doc::Severity;
use bayn_text::message::{Number, Separator};
use bayn_text::{Message, msg, plural};

/// Writes a figure with at most this many decimals, without trailing zeros.
fn figure(value: f64, decimals: usize) -> Number {
    let text = format!("{:.decimals$}", value + 0.0);
    let short = match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.'),
        false => &text,
    };
    Number::written(if short == "-0" { "0" } else { short }.to_owned())
}

/// A scorecard in words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ScoreSheet {
    /// Job, words and score: the label and the text of each line.
    pub lines: Vec<(Message, Message)>,
    /// Penalty points: a heading, one row per kind with its errors by severity, and the sum.
    pub table: Vec<[Message; 6]>,
    /// The praises.
    pub praise: Vec<Message>,
}

impl ScoreSheet {
    /// Returns all of it as rows of cells in English: lines, table, praise.
    #[must_use]
    pub fn rows(&self) -> Vec<Vec<String>> {
        let lines = self
            .lines
            .iter()
            .map(|(head, said)| vec![head.to_string(), said.to_string()]);
        let table = self
            .table
            .iter()
            .map(|row| row.iter().map(Message::to_string).collect());
        let kudos = self
            .praise
            .iter()
            .map(|said| vec!["kudos".to_owned(), said.to_string()]);
        lines.chain(table).chain(kudos).collect()
    }
}

impl Scorecard {
    /// Returns the scorecard in words.
    #[must_use]
    pub fn sheet(&self, metric: &Metric) -> ScoreSheet {
        ScoreSheet {
            lines: self.lines(metric),
            table: self.table(),
            praise: self.praised(),
        }
    }

    fn lines(&self, metric: &Metric) -> Vec<(Message, Message)> {
        let job = &metric.job;
        let header = [
            (msg!("client"), &job.client),
            (msg!("round"), &job.round),
            (msg!("translator"), &job.translator),
            (msg!("reviewer"), &job.reviewer),
            (msg!("metric"), &metric.name),
        ];
        let mut lines: Vec<(Message, Message)> = header
            .into_iter()
            .filter(|(_, said)| !said.is_empty())
            .map(|(head, said)| (head, Message::name(said)))
            .collect();
        lines.push((msg!("words"), self.words_said(metric)));
        let mut points = vec![Message::of(figure(self.penalty, 2))];
        if self.repeated > 0 {
            points.push(plural!(
                "1 repeated error not counted again",
                "{count} repeated errors not counted again",
                count = self.repeated
            ));
        }
        if self.outside > 0 {
            points.push(plural!(
                "1 error outside the typology not counted",
                "{count} errors outside the typology not counted",
                count = self.outside
            ));
        }
        lines.push((
            msg!("penalty points"),
            Message::joined(points, Separator::Dot),
        ));
        if let Some(normed) = self.normed {
            let said = plural!(
                "{points} per word",
                "{points} per {count} words",
                count = whole(metric.per),
                points = figure(normed, 4)
            );
            lines.push((msg!("error score"), said));
        }
        let score = match self.score {
            Some(score) => msg!(
                "{score} = {formula}",
                score = figure(
                    score,
                    if metric.formula == Formula::Points {
                        4
                    } else {
                        2
                    }
                ),
                formula = self.formula(metric)
            ),
            None if metric.formula == Formula::Rating => msg!("no pair has a score"),
            None => msg!("no words to count"),
        };
        lines.push((msg!("quality score"), score));
        lines.push((msg!("quality rating"), self.rating(metric)));
        if let Some(said) = time_message(self.time) {
            lines.push((msg!("time"), said));
        }
        lines
    }

    fn words_said(&self, metric: &Metric) -> Message {
        let mut parts = vec![plural!("1 word", "{count} words", count = self.words)];
        if let (Some(sample), Some(whole)) = (metric.sample, self.of_words) {
            parts.push(msg!(
                "sample of {whole}, drawn with seed {seed}",
                whole,
                seed = sample.seed.to_string()
            ));
        }
        if self.small_sample {
            parts.push(msg!("small sample"));
        }
        Message::joined(parts, Separator::Dot)
    }

    /// Returns the formula of the score with its numbers.
    #[must_use]
    pub fn formula(&self, metric: &Metric) -> Message {
        let penalty = figure(self.penalty, 2);
        match metric.formula {
            Formula::Calibrated => msg!(
                "100 − {penalty} / {words} words × {rwc} × (100 − PT {pt}) / APP {app}",
                penalty,
                words = self.words,
                rwc = figure(metric.per, 2),
                pt = figure(metric.pass.unwrap_or(0.0), 2),
                app = figure(metric.acceptable, 2)
            ),
            Formula::Raw => msg!(
                "100 × (1 − {penalty} / {words} words)",
                penalty,
                words = self.words
            ),
            Formula::Points => msg!(
                "{penalty} / {words} words × {per}",
                penalty,
                words = self.words,
                per = figure(metric.per, 2)
            ),
            Formula::Rating => plural!(
                "mean of {count} score",
                "mean of {count} scores",
                count = self.ratings
            ),
        }
    }

    /// Returns whether it passes, and why.
    #[must_use]
    pub fn rating(&self, metric: &Metric) -> Message {
        if self.failed_by_critical {
            return msg!("fails because of a critical error");
        }
        let threshold = figure(metric.pass.unwrap_or(0.0), 4);
        match (self.passes, metric.formula) {
            (None, _) if metric.pass.is_none() => msg!("no threshold is set"),
            (None, _) => msg!("no words to count"),
            (Some(true), Formula::Points) => msg!("passes: at most {threshold}", threshold),
            (Some(false), Formula::Points) => msg!("fails: more than {threshold}", threshold),
            (Some(true), _) => msg!("passes: at least {threshold}", threshold),
            (Some(false), _) => msg!("fails: less than {threshold}", threshold),
        }
    }

    fn table(&self) -> Vec<[Message; 6]> {
        let severities = Severity::ALL.map(|severity| Message::label(severity.name()));
        let [neutral, minor, major, critical] = severities;
        let head = [
            msg!("kind"),
            neutral,
            minor,
            major,
            critical,
            msg!("penalty points"),
        ];
        let sum = Row {
            name: String::new(),
            tally: self.tally,
            penalty: self.penalty,
        };
        let all = msg!("all kinds");
        let rows = self.rows.iter().map(|row| cells(kind_name(&row.name), row));
        std::iter::once(head)
            .chain(rows)
            .chain(std::iter::once(cells(all, &sum)))
            .collect()
    }

    fn praised(&self) -> Vec<Message> {
        let said = |praise: &Praise| {
            let parts = [&praise.words, &praise.note];
            let parts = parts.into_iter().filter(|part| !part.is_empty());
            Message::joined(parts.map(Message::name), Separator::Dot)
        };
        self.praise.iter().map(said).collect()
    }
}

/// Returns how long judging took: in all, of how many pairs that is known, and each on average.
#[must_use]
pub fn time_message((seconds, pairs): (u64, usize)) -> Option<Message> {
    let each = seconds / (u64::try_from(pairs).ok().filter(|pairs| *pairs > 0)?);
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
    let whole = format!("{hours}:{minutes:02}:{:02}", seconds % 60);
    let parts = [
        Message::of(Number::written(whole)),
        plural!("1 pair", "{total} pairs", total = pairs),
        msg!("{seconds} s a pair", seconds = each),
    ];
    Some(Message::joined(parts, Separator::Dot))
}

fn cells(name: Message, row: &Row) -> [Message; 6] {
    let [neutral, minor, major, critical] =
        Severity::ALL.map(|severity| Message::of(Number::from(row.tally.of(severity))));
    [
        name,
        neutral,
        minor,
        major,
        critical,
        Message::of(figure(row.penalty, 2)),
    ]
}

/// Returns the display name of a kind.
fn kind_name(name: &str) -> Message {
    match name {
        "" => msg!("kind not given"),
        name => match mqm::find(name) {
            Some(found) => Message::label(found.name),
            None => Message::name(name),
        },
    }
}

/// Returns a number of words as a whole one, at least 1.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "it is above 0 and bounded"
)]
fn whole(per: f64) -> usize {
    per.round().clamp(1.0, 1e9) as usize
}
