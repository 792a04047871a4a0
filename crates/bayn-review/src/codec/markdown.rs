//! A report for people in Markdown: scores, then each pair with annotations.
//!
//! Right-to-left text is in a separate block with `dir`, which the usual renderers
//! keep; quotes inside a line are isolated, so that no bracket is misplaced.

use crate::mqm;
use crate::rated::bead_text;
use crate::score::MqmScore;
use crate::scorecard::ScoreSheet;
use bayn_doc::Side;
use bayn_doc::{Annotations, BeadStatus, Bitext, Mark};
use harf::Direction;
use harf::Span;
use std::fmt::Write;

/// Returns the report. `scores` have the name of their subject, such as the rater, and so do
/// the scorecards by the client's metric.
#[must_use]
pub fn write(
    title: &str,
    bitext: &Bitext,
    notes: &Annotations,
    scores: &[(String, MqmScore)],
    sheets: &[(String, ScoreSheet)],
) -> String {
    let mut out = format!("# {}\n", plain(title));
    write_scores(&mut out, scores);
    for (name, sheet) in sheets {
        write_sheet(&mut out, name, sheet);
    }
    write_beads(&mut out, bitext, notes, "##");
    out
}

/// Writes a line of scores for each reviewer.
pub(super) fn write_scores(out: &mut String, scores: &[(String, MqmScore)]) {
    for (name, score) in scores {
        let shown =
            |value: Option<f64>| value.map_or("none".to_owned(), |value| format!("{value:.2}"));
        let _ = writeln!(
            out,
            "\n**{}**: MQM raw {} = {}; calibrated {} = {}; {}{}",
            match name.as_str() {
                "" => "reviewer not named".to_owned(),
                name => plain(name),
            },
            shown(score.raw),
            score.raw_formula(),
            shown(score.calibrated),
            score.calibrated_formula(),
            if score.passes { "passes" } else { "fails" },
            if score.small_sample {
                "; small sample"
            } else {
                ""
            }
        );
    }
}

/// Writes the pairs with annotations, each under a heading of this level.
pub(super) fn write_beads(out: &mut String, bitext: &Bitext, notes: &Annotations, level: &str) {
    for (index, bead) in bitext.beads.iter().enumerate() {
        if notes.of(bead.id).next().is_none() {
            continue;
        }
        let _ = writeln!(out, "\n{level} {}", index + 1);
        for side in Side::BOTH {
            let lang = &bitext.documents[side].lang;
            let direction = match lang.direction() {
                Direction::Rtl => "rtl",
                Direction::Ltr => "ltr",
            };
            let (text, _) = bead_text(bitext, bead, side);
            if !text.is_empty() {
                let _ = writeln!(
                    out,
                    "\n<div lang=\"{}\" dir=\"{direction}\">\n\n{}\n\n</div>",
                    lang.tag(),
                    plain(text)
                );
            }
        }
        out.push('\n');
        if let Some(verdict) = notes.verdict(bead.id) {
            let _ = match &verdict.status {
                BeadStatus::Accepted => writeln!(out, "- **accepted**"),
                BeadStatus::NeedsReview => writeln!(out, "- **needs review**"),
                BeadStatus::Rejected(reason) => writeln!(out, "- **rejected**: {}", plain(reason)),
            };
        }
        for (rater, rating) in notes.ratings_of(bead.id) {
            let _ = writeln!(out, "- score {} {}", rating.value, plain(rater));
        }
        for (_, mark) in notes.marks_of(bead.id) {
            let _ = writeln!(out, "- {}", mark_line(bitext, mark));
        }
        for (_, note) in notes.notes_of(bead.id) {
            let _ = writeln!(
                out,
                "- note: {} ({})",
                plain(&note.text),
                plain(&note.author)
            );
        }
    }
}

/// Writes a scorecard.
pub(super) fn write_sheet(out: &mut String, name: &str, sheet: &ScoreSheet) {
    let _ = writeln!(out, "\n## Scorecard: {}\n", plain(name));
    for (head, said) in &sheet.lines {
        let _ = writeln!(out, "- {head}: {}", plain(&said.to_string()));
    }
    out.push('\n');
    for (at, row) in sheet.table.iter().enumerate() {
        let cells: Vec<String> = row
            .iter()
            .map(|cell| plain(&cell.to_string()).replace('|', "\\|"))
            .collect();
        let _ = writeln!(out, "| {} |", cells.join(" | "));
        if at == 0 {
            out.push_str("|---|---|---|---|---|---|\n");
        }
    }
    for said in &sheet.praise {
        let _ = writeln!(out, "\nKudos: {}", plain(&said.to_string()));
    }
}

fn mark_line(bitext: &Bitext, mark: &Mark) -> String {
    let name =
        mqm::resolve(&mark.category).map_or_else(|| mark.category.clone(), mqm::Category::path);
    let quote = |side: Side| -> String {
        let text = &bitext.documents[side].text;
        let one = |span: &Span| format!("\u{2068}{}\u{2069}", plain(span.of(text)));
        mark.spans[side]
            .iter()
            .map(one)
            .collect::<Vec<_>>()
            .join(" \u{2026} ")
    };
    let (source, target) = (quote(Side::Source), quote(Side::Target));
    let target = if mark.is_missing() {
        "[missing]".to_owned()
    } else {
        target
    };
    let mut line = format!("{} {name}: ", mark.severity.name());
    if !source.is_empty() {
        let _ = write!(line, "{source} / ");
    }
    line.push_str(&target);
    for (what, text) in [("", &mark.note), ("suggestion: ", &mark.suggestion)] {
        if !text.is_empty() {
            let _ = write!(line, "; {what}{}", plain(text));
        }
    }
    if !mark.rater.is_empty() {
        let _ = write!(line, " ({})", plain(&mark.rater));
    }
    line
}

/// Text with Markdown markup escaped, on one line.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\n' | '\r' | '\t' => out.push(' '),
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '|' => {
                out.push('\\');
                out.push(letter);
            }
            other => out.push(other),
        }
    }
    out
}
