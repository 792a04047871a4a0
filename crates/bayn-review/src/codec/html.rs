//! A report for people: one HTML file without external resources.
//!
//! Every block has its own `lang` and `dir`, so that Arabic is right-to-left whatever
//! the page's language and is on the right as in the reader; marks are coloured and underlined by severity, each with a number
//! that links to its entry; in print there is no page break inside a pair and links have no colour.

use crate::mqm;
use crate::pace;
use crate::rated::bead_text;
use crate::score::MqmScore;
use crate::scorecard::ScoreSheet;
use bayn_doc::Side;
use bayn_doc::{Annotations, Bead, BeadId, BeadKind, BeadStatus, Bitext, Mark, Severity};
use bayn_formats::GENERATOR;
use harf::Direction;
use harf::Span;
use std::collections::BTreeMap;
use std::fmt::Write;

const STYLE: &str = "\
:root{color-scheme:light}
body{font:16px/1.55 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem;color:#111;background:#fff}
h1{font-size:1.4rem}table{border-collapse:collapse;margin:1rem 0}
th,td{border:1px solid #bbb;padding:.25rem .6rem;text-align:start;vertical-align:top}
.pair{border-top:1px solid #bbb;padding:.7rem 0;break-inside:avoid;display:grid;grid-template-columns:3rem 1fr 1fr;gap:1rem}
.pair>.all{grid-column:2/4}.no{color:#555}
@media(min-width:45rem){.pair>[dir=ltr]{order:1}.pair>[dir=rtl]{order:2}.pair>.all{order:3}}
[lang|=ar],[lang|=fa],[lang|=ur]{font-size:1.15em;line-height:1.8}
mark{background:none;color:inherit;padding:0 .1em}
.neutral{border-bottom:2px dotted #555}.minor{background:#fff3c4;border-bottom:2px dashed #7a5c00}
.major{background:#ffd9c2;border-bottom:2px solid #a33c00}.critical{background:#ffc9d2;border-bottom:4px double #a00020}
.notes{margin:.3rem 0;padding:0;list-style:none}.status{font-weight:bold}
@media print{a{color:inherit;text-decoration:none}body{margin:0;max-width:none;font-size:11pt}mark{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
@media(max-width:45rem){.pair{grid-template-columns:1fr}.pair>.all{grid-column:1}}
";

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
    let mut out = head(title);
    write_scores(&mut out, scores);
    for (name, sheet) in sheets {
        write_sheet(&mut out, name, sheet);
    }
    write_beads(&mut out, bitext, notes, "", &mut 0);
    out.push_str(END);
    out
}

/// The end of a page.
pub(super) const END: &str = "</body>\n</html>\n";

/// Returns the beginning of a page, with its heading.
pub(super) fn head(title: &str) -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\" dir=\"ltr\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n{GENERATOR}\n\
         <title>{0}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<h1 dir=\"auto\">{0}</h1>\n",
        escape(title)
    )
}

/// Writes the pairs with their annotations. Their anchors begin with `prefix`; `number` is that
/// of the last mark on the page.
pub(super) fn write_beads(
    out: &mut String,
    bitext: &Bitext,
    notes: &Annotations,
    prefix: &str,
    number: &mut usize,
) {
    let mut times: BTreeMap<BeadId, Vec<(&str, u64)>> = BTreeMap::new();
    for ((rater, bead), seconds) in pace::seconds(notes) {
        times.entry(bead).or_default().push((rater, seconds));
    }
    for (index, bead) in bitext.beads.iter().enumerate() {
        let written = notes.of(bead.id).next().is_some();
        if bead.kind == BeadKind::Furniture && !written {
            continue;
        }
        let took = times.get(&bead.id).map_or(&[][..], Vec::as_slice);
        let anchor = format!("{prefix}p{}", index + 1);
        let _ = writeln!(
            out,
            "<section class=\"pair\" id=\"{anchor}\">\n<div class=\"no\">{}</div>",
            index + 1
        );
        write_bead(out, bitext, notes, bead, took, number);
    }
}

/// Writes a row of scores for each reviewer.
pub(super) fn write_scores(out: &mut String, scores: &[(String, MqmScore)]) {
    if scores.is_empty() {
        return;
    }
    out.push_str("<table>\n<tr><th>reviewer</th><th>neutral</th><th>minor</th><th>major</th><th>critical</th><th>words</th><th>MQM raw</th><th>MQM calibrated</th><th>result</th></tr>\n");
    for (name, score) in scores {
        let name = match name.as_str() {
            "" => "not named",
            name => name,
        };
        let _ = write!(out, "<tr><th dir=\"auto\">{}</th>", escape(name));
        for severity in Severity::ALL {
            let _ = write!(out, "<td>{}</td>", score.tally.of(severity));
        }
        let shown =
            |value: Option<f64>| value.map_or("none".to_owned(), |value| format!("{value:.2}"));
        let _ = writeln!(
            out,
            "<td>{}{}</td><td>{}<br><small>{}</small></td><td>{}<br><small>{}</small></td><td>{}</td></tr>",
            score.words,
            if score.small_sample {
                "<br><small>small sample</small>"
            } else {
                ""
            },
            shown(score.raw),
            escape(&score.raw_formula().to_string()),
            shown(score.calibrated),
            escape(&score.calibrated_formula().to_string()),
            match (score.passes, score.failed_by_critical) {
                (true, _) => "passes",
                (false, true) => "fails: critical error",
                (false, false) => "fails",
            }
        );
    }
    out.push_str("</table>\n");
}

/// Writes a scorecard.
pub(super) fn write_sheet(out: &mut String, name: &str, sheet: &ScoreSheet) {
    let _ = write!(
        out,
        "<h2 dir=\"auto\">Scorecard: {}</h2>\n<table>\n",
        escape(name)
    );
    for (head, said) in &sheet.lines {
        let (head, said) = (head.to_string(), said.to_string());
        let _ = writeln!(
            out,
            "<tr><th>{}</th><td dir=\"auto\">{}</td></tr>",
            escape(&head),
            escape(&said)
        );
    }
    out.push_str("</table>\n<table>\n");
    for (at, row) in sheet.table.iter().enumerate() {
        out.push_str("<tr>");
        for (column, cell) in row.iter().enumerate() {
            let tag = if at == 0 || column == 0 { "th" } else { "td" };
            let _ = write!(out, "<{tag}>{}</{tag}>", escape(&cell.to_string()));
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</table>\n");
    if !sheet.praise.is_empty() {
        out.push_str("<p><b>Kudos</b></p>\n<ul>\n");
        for said in &sheet.praise {
            let _ = writeln!(out, "<li dir=\"auto\">{}</li>", escape(&said.to_string()));
        }
        out.push_str("</ul>\n");
    }
}

fn write_bead(
    out: &mut String,
    bitext: &Bitext,
    notes: &Annotations,
    bead: &Bead,
    times: &[(&str, u64)],
    number: &mut usize,
) {
    let marks: Vec<(usize, &Mark)> = notes
        .marks_of(bead.id)
        .map(|(_, mark)| {
            *number += 1;
            (*number, mark)
        })
        .collect();
    for side in Side::BOTH {
        let lang = &bitext.documents[side].lang;
        let direction = match lang.direction() {
            Direction::Rtl => "rtl",
            Direction::Ltr => "ltr",
        };
        let (text, start) = bead_text(bitext, bead, side);
        let spans: Vec<(Span, usize, Severity)> = marks
            .iter()
            .flat_map(|(number, mark)| {
                let spans = mark.spans[side].iter();
                spans.map(move |span| (*span, *number, mark.severity))
            })
            .collect();
        let _ = writeln!(
            out,
            "<div lang=\"{}\" dir=\"{direction}\">{}</div>",
            escape(lang.tag()),
            marked(text, start, &spans)
        );
    }
    write_notes(out, bitext, notes, bead, &marks, times);
    out.push_str("</section>\n");
}

fn write_notes(
    out: &mut String,
    bitext: &Bitext,
    notes: &Annotations,
    bead: &Bead,
    marks: &[(usize, &Mark)],
    times: &[(&str, u64)],
) {
    let mut lines = String::new();
    if let Some(verdict) = notes.verdict(bead.id) {
        let said = match &verdict.status {
            BeadStatus::Accepted => "accepted".to_owned(),
            BeadStatus::NeedsReview => "needs review".to_owned(),
            BeadStatus::Rejected(reason) => format!("rejected: {reason}"),
        };
        let _ = writeln!(
            lines,
            "<li class=\"status\"><bdi>{}</bdi></li>",
            escape(&said)
        );
    }
    for (rater, rating) in notes.ratings_of(bead.id) {
        let _ = writeln!(
            lines,
            "<li>score {} <bdi>{}</bdi></li>",
            rating.value,
            escape(rater)
        );
    }
    for (rater, seconds) in times {
        let _ = writeln!(
            lines,
            "<li>time {seconds} s <small><bdi>{}</bdi></small></li>",
            escape(rater)
        );
    }
    for (number, mark) in marks {
        let name =
            mqm::resolve(&mark.category).map_or_else(|| mark.category.clone(), mqm::Category::path);
        let missing = if mark.is_missing() { " [missing]" } else { "" };
        let _ = write!(
            lines,
            "<li id=\"m{number}\"><b>{number}</b> <span class=\"{0}\">{0}</span> {1}{missing}",
            mark.severity.name(),
            escape(&name)
        );
        for (what, text) in [("", &mark.note), ("suggestion: ", &mark.suggestion)] {
            if !text.is_empty() {
                let _ = write!(lines, " \u{2014} {what}<bdi>{}</bdi>", escape(text));
            }
        }
        let _ = writeln!(
            lines,
            " <small><bdi>{}</bdi></small></li>",
            escape(&mark.rater)
        );
    }
    for (_, note) in notes.notes_of(bead.id) {
        lines.push_str("<li>");
        for side in Side::BOTH {
            for span in &note.spans[side] {
                let words = escape(span.of(&bitext.documents[side].text));
                let _ = write!(lines, "<bdi>\u{201c}{words}\u{201d}</bdi> ");
            }
        }
        let _ = writeln!(
            lines,
            "<bdi>{}</bdi> <small><bdi>{}</bdi></small></li>",
            escape(&note.text),
            escape(&note.author)
        );
    }
    if !lines.is_empty() {
        let _ = writeln!(out, "<ul class=\"notes all\">\n{lines}</ul>");
    }
}

/// The text with its marks; if marks overlap the worst one sets the colour, all show their numbers.
fn marked(text: &str, start: usize, spans: &[(Span, usize, Severity)]) -> String {
    let mut edges: Vec<usize> = spans
        .iter()
        .flat_map(|(span, ..)| [span.start, span.end])
        .map(|byte| byte.saturating_sub(start).min(text.len()))
        .chain([0, text.len()])
        .filter(|&byte| text.is_char_boundary(byte))
        .collect();
    edges.sort_unstable();
    edges.dedup();
    let mut out = String::new();
    for pair in edges.windows(2) {
        let [from, to] = *pair else { continue };
        let piece = escape(text.get(from..to).unwrap_or(""));
        let here = Span::new(from + start, to + start);
        let over: Vec<_> = spans
            .iter()
            .filter(|(span, ..)| span.overlaps(here))
            .collect();
        let Some(worst) = over.iter().map(|(.., severity)| *severity).max() else {
            out.push_str(&piece);
            continue;
        };
        let _ = write!(out, "<mark class=\"{}\">{piece}</mark>", worst.name());
        for (span, number, _) in over {
            if span.end == here.end {
                let _ = write!(out, "<sup><a href=\"#m{number}\">{number}</a></sup>");
            }
        }
    }
    out
}

/// Returns the text with HTML's special characters written as references.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' => {}
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlapping_marks_show_the_worst_and_both_numbers() {
        let spans = [
            (Span::new(10, 13), 1, Severity::Minor),
            (Span::new(12, 15), 2, Severity::Major),
        ];
        assert_eq!(
            marked("ab<def", 10, &spans),
            "<mark class=\"minor\">ab</mark><mark class=\"major\">&lt;</mark><sup><a href=\"#m1\">1</a></sup>\
             <mark class=\"major\">de</mark><sup><a href=\"#m2\">2</a></sup>f"
        );
    }
}
