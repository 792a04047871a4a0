//! Exchange of judgements with other tools: one file per format, each documents its span convention.
//!
//! | format | file | spans |
//! |---|---|---|
//! | WMT MQM TSV | [`wmt`] | `<v>…</v>` in the text |
//! | Marot TSV | [`marot`] | `<v>…</v>` in the text, and tokens, both inclusive |
//! | MTME ratings | [`mtme`] | code points, end exclusive |
//! | Appraise, ESA | [`appraise`] | code points, end exclusive, or `missing` |
//! | Pearmut | [`pearmut`], [`pearmut_log`] | UTF-16 units, end **inclusive** |
//! | Label Studio | [`label_studio`] | UTF-16 units, end exclusive |
//! | COMET, GEMBA | [`judge_json`] | code points, end exclusive, or quoted words |
//! | WMT error spans | [`span_table`] | code points, end exclusive since 2025, before inclusive |
//! | CSV for spreadsheets | [`spreadsheet`] | code points, end exclusive, and the quote |
//!
//! [`html`] and [`markdown`] write reports for people and are not read back; [`job`] writes one over
//! several pairs of texts.

pub mod appraise;
pub mod html;
pub mod job;
pub mod judge_json;
pub mod label_studio;
mod label_studio_min;
pub mod markdown;
pub mod marot;
pub mod mtme;
pub mod pearmut;
pub mod pearmut_log;
pub mod span_table;
pub mod spreadsheet;
pub mod wmt;

pub(crate) mod rows;
mod tags;

use bayn_text::{Message, error_message, msg};

/// Reads a score of direct assessment: a number from 0 to 100.
///
/// # Errors
/// The message about anything else, such as `NaN`, `-5` or `1e12`.
pub(crate) fn score_of(cell: &str) -> Result<f64, Message> {
    let number = cell.trim().parse::<f64>().ok();
    let in_range = number.filter(|number| (0.0..=100.0).contains(number));
    in_range.ok_or_else(|| msg!("{cell} is not a score from 0 to 100", cell = cell.trim()))
}

/// Why a file could not be read: position and expected content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodecError {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub what: Message,
}

impl CodecError {
    /// Returns its message.
    #[must_use]
    pub fn message(&self) -> Message {
        msg!("line {line}: {what}", line = self.line, what = self.what)
    }

    pub(crate) fn at(line: usize, what: impl Into<Message>) -> Self {
        Self {
            line,
            what: what.into(),
        }
    }
}

error_message!(CodecError);
