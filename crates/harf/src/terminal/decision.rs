//! Decides by the table what is written to a terminal.

use super::evidence::Evidence;
use super::reason::Reason;
use super::table::{ROWS, Row, row};
use super::{DecidedBy, Facts};
use crate::encode::Encoding;
use crate::shape::Shaping;

/// What is done for a terminal without a row.
const UNKNOWN: Row = row("unknown", &[], Encoding::Guard, Reason::Unknown);

/// Decides by the table.
#[must_use]
pub fn decide(evidence: Evidence) -> Facts {
    let found = ROWS
        .iter()
        .find(|row| row.clues.iter().all(|clue| clue.holds(&evidence)));
    let row = found.copied().unwrap_or(UNKNOWN);
    Facts {
        name: name_of(&row, &evidence, found.is_some()),
        version: version_of(&row, &evidence),
        encoding: row.encoding,
        decided_by: DecidedBy::Detection,
        why: row.why,
        shaping: Shaping::Forms,
        tashkeel: row.tashkeel,
        switch: row.switch,
        warning: row.warning,
        bold: false,
        mouse: row.mouse,
        cuts_letters: row.cuts_letters,
        is_known: found.is_some(),
        evidence,
    }
}

/// A terminal without a row is called what it calls itself.
fn name_of(row: &Row, evidence: &Evidence, is_known: bool) -> String {
    if is_known {
        return row.name.to_owned();
    }
    evidence
        .replies
        .xtversion
        .as_deref()
        .or_else(|| evidence.env.get("TERM_PROGRAM"))
        .or_else(|| evidence.env.get("TERM"))
        .unwrap_or(row.name)
        .to_owned()
}

/// The version: from XTVERSION, the tmux client, or a variable or number of this terminal.
fn version_of(row: &Row, evidence: &Evidence) -> Option<String> {
    let digits = |text: &str| {
        let version: String = text
            .chars()
            .skip_while(|c| !c.is_ascii_digit())
            .take_while(|c| !matches!(c, ')' | ' '))
            .collect();
        (!version.is_empty()).then_some(version)
    };
    let told = match &evidence.client {
        Some(client) => digits(&client.kind),
        None => evidence.replies.xtversion.as_deref().and_then(digits),
    };
    let by_number = || match (row.name, evidence.replies.da2) {
        // VTE counts 7006 for 0.70.6.
        ("VTE", Some([_, number, _])) => Some(format!("0.{}.{}", number / 100, number % 100)),
        // Alacritty counts 1700 for 0.17.0 of its terminal library, not for itself.
        ("rxvt-unicode", Some([_, number, _])) => Some(format!("{}.{}", number / 10, number % 10)),
        ("mlterm", _) => evidence.env.get("MLTERM").map(str::to_owned),
        _ => None,
    };
    told.or_else(by_number)
}
