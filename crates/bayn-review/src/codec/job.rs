//! One report over several pairs of texts: progress of each and of all, total scores, then the pairs
//! of each under its name.

use super::{html, markdown};
use crate::filter::progress;
use crate::score::{Calibration, MqmScore, Tally, score};
use crate::scorecard::ScoreSheet;
use bayn_doc::{Annotations, Bitext, Severity};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// The review of one pair of texts.
#[derive(Clone, Copy, Debug)]
pub struct Chapter<'r> {
    /// Its name, such as the names of both texts.
    pub name: &'r str,
    /// The texts.
    pub bitext: &'r Bitext,
    /// Their annotations.
    pub notes: &'r Annotations,
}

impl Chapter<'_> {
    /// Returns the number of pairs with a verdict, and the number of pairs.
    fn reviewed(&self) -> [usize; 2] {
        let found = progress(self.bitext, self.notes);
        [found.reviewed(), found.beads]
    }

    fn tally(&self) -> Tally {
        let mut tally = Tally::default();
        for (_, mark) in self.notes.marks() {
            tally.add(mark.severity);
        }
        tally
    }
}

/// Returns the total scores of each rater, by the words that they judged.
#[must_use]
pub fn scores(chapters: &[Chapter<'_>]) -> Vec<(String, MqmScore)> {
    let mut sums: BTreeMap<&str, (Tally, usize)> = BTreeMap::new();
    for chapter in chapters {
        let marks = chapter.notes.marks();
        let raters: BTreeSet<&str> = marks.map(|(_, mark)| mark.rater.as_str()).collect();
        for rater in raters {
            let own = score(
                chapter.bitext,
                chapter.notes,
                Some(rater),
                Calibration::default(),
            );
            let (tally, words) = sums.entry(rater).or_default();
            tally.join(own.tally);
            *words += own.words;
        }
    }
    let score = |(tally, words): (Tally, usize)| MqmScore::of(tally, words, Calibration::default());
    sums.into_iter()
        .map(|(rater, sum)| (rater.to_owned(), score(sum)))
        .collect()
}

/// Returns the rows of the overview, the sum last: name, reviewed pairs, errors by severity.
fn rows(chapters: &[Chapter<'_>]) -> Vec<[String; 6]> {
    let row = |name: &str, [done, pairs]: [usize; 2], tally: Tally| {
        let [neutral, minor, major, critical] =
            Severity::ALL.map(|severity| tally.of(severity).to_string());
        let part = format!("{done}/{pairs}");
        [name.to_owned(), part, neutral, minor, major, critical]
    };
    let (mut sum, mut all) = ([0, 0], Tally::default());
    let mut rows = Vec::new();
    for chapter in chapters {
        let ([done, pairs], tally) = (chapter.reviewed(), chapter.tally());
        sum = [sum[0] + done, sum[1] + pairs];
        all.join(tally);
        rows.push(row(chapter.name, [done, pairs], tally));
    }
    rows.push(row("all", sum, all));
    rows
}

/// The head of the overview.
const HEAD: [&str; 6] = ["texts", "reviewed", "neutral", "minor", "major", "critical"];

/// Returns the report as a page.
#[must_use]
pub fn html(title: &str, chapters: &[Chapter<'_>], sheets: &[(String, ScoreSheet)]) -> String {
    let mut out = html::head(title);
    let heads: String = HEAD.map(|head| format!("<th>{head}</th>")).concat();
    let _ = writeln!(out, "<table>\n<tr>{heads}</tr>");
    for (at, row) in rows(chapters).iter().enumerate() {
        let [name, figures @ ..] = row;
        let name = html::escape(name);
        let name = match at < chapters.len() {
            true => format!("<a href=\"#f{}\">{name}</a>", at + 1),
            false => name,
        };
        let cells: String = figures
            .iter()
            .map(|figure| format!("<td>{figure}</td>"))
            .collect();
        let _ = writeln!(out, "<tr><th dir=\"auto\">{name}</th>{cells}</tr>");
    }
    out.push_str("</table>\n");
    html::write_scores(&mut out, &scores(chapters));
    for (name, sheet) in sheets {
        html::write_sheet(&mut out, name, sheet);
    }
    let mut number = 0;
    for (at, chapter) in chapters.iter().enumerate() {
        let anchor = format!("f{}", at + 1);
        let _ = writeln!(
            out,
            "<h2 dir=\"auto\" id=\"{anchor}\">{}</h2>",
            html::escape(chapter.name)
        );
        html::write_beads(
            &mut out,
            chapter.bitext,
            chapter.notes,
            &anchor,
            &mut number,
        );
    }
    out.push_str(html::END);
    out
}

/// Returns the report in Markdown.
#[must_use]
pub fn markdown(title: &str, chapters: &[Chapter<'_>], sheets: &[(String, ScoreSheet)]) -> String {
    let mut out = format!("# {}\n\n", markdown::plain(title));
    let _ = writeln!(out, "| {} |\n|---|---|---|---|---|---|", HEAD.join(" | "));
    for row in rows(chapters) {
        let cells: Vec<String> = row.iter().map(|cell| markdown::plain(cell)).collect();
        let _ = writeln!(out, "| {} |", cells.join(" | "));
    }
    markdown::write_scores(&mut out, &scores(chapters));
    for (name, sheet) in sheets {
        markdown::write_sheet(&mut out, name, sheet);
    }
    for chapter in chapters {
        let _ = writeln!(out, "\n## {}", markdown::plain(chapter.name));
        markdown::write_beads(&mut out, chapter.bitext, chapter.notes, "###");
    }
    out
}
