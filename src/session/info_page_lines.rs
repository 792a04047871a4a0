//! The lines of the pages; see [`InfoPage`].

use crate::session::applied::current;
use crate::session::info_page::InfoPage;
use crate::session::score_page;
use crate::session::setting::{Origin, Setting};
use crate::session::state::State;
use bayn_doc::{BeadStatus, LinkState};
use bayn_doc::{Side, Sides};
use bayn_text::words;
use std::collections::BTreeMap;

/// A line of a page: what it is about, and what is said of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// What it is about.
    pub head: String,
    /// What is said.
    pub text: String,
}

fn line(head: &str, text: impl Into<String>) -> Line {
    Line {
        head: head.to_owned(),
        text: text.into(),
    }
}

/// Returns the lines of a page.
#[must_use]
pub fn lines(state: &State, page: InfoPage) -> Vec<Line> {
    match page {
        InfoPage::Statistics => statistics(state),
        InfoPage::Score => score_page::lines(state)
            .into_iter()
            .map(|(head, text)| line(&head.to_string(), text.to_string()))
            .collect(),
        InfoPage::Settings => Setting::ALL
            .iter()
            .map(|&setting| {
                let origin = match state.home.settings.origin(setting) {
                    Origin::Default => String::new(),
                    Origin::File(line) => format!("  \u{2068}config.toml:{line}\u{2069}"),
                    Origin::Named(name) => format!("  \u{2068}{name}\u{2069}"),
                    Origin::Session => "  in this session".to_owned(),
                };
                let value = current(state, setting);
                line(
                    &format!("\u{2068}{} = {value}\u{2069}", setting.name()),
                    format!("{}{origin}", setting.sentence()),
                )
            })
            .collect(),
        InfoPage::Mistakes => state
            .home
            .mistakes
            .iter()
            .map(|mistake| {
                line(
                    &format!("\u{2068}{}:{}\u{2069}", mistake.file, mistake.line),
                    format!("{}  {}", mistake.problem, mistake.remedy),
                )
            })
            .collect(),
        InfoPage::Recent => state
            .home
            .recent
            .iter()
            .map(|recent| line(&recent.place, format!("\u{2068}{}\u{2069}", recent.names)))
            .collect(),
    }
}

fn statistics(state: &State) -> Vec<Line> {
    let documents = &state.bitext.documents;
    let counts = Sides::from_fn(|side| {
        let text = &documents[side].text;
        (words(text).count(), text.chars().count())
    });
    let mut lines: Vec<Line> = Side::BOTH
        .iter()
        .map(|&side| {
            let document = &documents[side];
            line(
                match side {
                    Side::Source => "source",
                    Side::Target => "target",
                },
                format!(
                    "{} \u{b7} {} words \u{b7} {} letters and signs \u{b7} {} sentences \u{b7} {} paragraphs",
                    document.lang,
                    counts[side].0,
                    counts[side].1,
                    document.sentences.len(),
                    document.paragraphs.len()
                ),
            )
        })
        .collect();
    if counts.source.0 > 0 {
        let ratio = counts.target.0 as f64 / counts.source.0 as f64;
        lines.push(line(
            "ratio",
            format!("{ratio:.2} target words to a source word"),
        ));
    }
    lines.extend(alignment(state));
    lines.extend(review(state));
    let bead = (state.cursor.bead + 1).min(state.bitext.beads.len());
    let total = state.bitext.beads.len();
    lines.push(line(
        "place",
        format!("{bead}/{total} \u{b7} {}%", bead * 100 / total.max(1)),
    ));
    let seconds = state.home.seconds;
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
    lines.push(line(
        "time read",
        format!("{hours}:{minutes:02}:{:02}", seconds % 60),
    ));
    lines
}

fn alignment(state: &State) -> Vec<Line> {
    let beads = &state.bitext.beads;
    let mut shapes: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for bead in beads {
        *shapes.entry(bead.shape()).or_default() += 1;
    }
    let mut shapes: Vec<_> = shapes.into_iter().collect();
    shapes.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let shown: Vec<String> = shapes
        .iter()
        .map(|((source, target), count)| format!("{source}:{target} \u{d7} {count}"))
        .collect();
    let covered = Sides::from_fn(|side| {
        let linked: usize = beads
            .iter()
            .filter(|bead| !bead.is_null())
            .map(|bead| bead.sentences[side].len())
            .sum();
        linked * 100 / state.bitext.documents[side].sentences.len().max(1)
    });
    let links: Vec<f64> = beads
        .iter()
        .filter(|bead| !bead.is_null())
        .map(|bead| f64::from(bead.confidence.value()))
        .collect();
    let weak = beads.iter().filter(|bead| bead.is_weak()).count();
    let mean = links.iter().sum::<f64>() / links.len().max(1) as f64;
    let by = |wanted: LinkState| beads.iter().filter(|bead| bead.link == wanted).count();
    vec![
        line("shapes", shown.join("  ")),
        line(
            "coverage",
            format!(
                "{}% of the source sentences have a counterpart \u{b7} {}% of the target sentences have one",
                covered.source, covered.target
            ),
        ),
        line(
            "confidence",
            format!("{mean:.2} on average \u{b7} {weak} weak links"),
        ),
        line(
            "links",
            format!(
                "{} proposed \u{b7} {} edited \u{b7} {} confirmed",
                by(LinkState::Proposed),
                by(LinkState::Edited),
                by(LinkState::Confirmed)
            ),
        ),
    ]
}

fn review(state: &State) -> Vec<Line> {
    let notes = &state.review.notes;
    let mut verdicts = [0_usize; 3];
    for bead in &state.bitext.beads {
        match notes.verdict(bead.id).map(|found| &found.status) {
            Some(BeadStatus::Accepted) => verdicts[0] += 1,
            Some(BeadStatus::NeedsReview) => verdicts[1] += 1,
            Some(BeadStatus::Rejected(_)) => verdicts[2] += 1,
            None => {}
        }
    }
    let done: usize = verdicts.iter().sum();
    let total = state.bitext.beads.len();
    let remarks: usize = state
        .bitext
        .beads
        .iter()
        .map(|bead| notes.notes_of(bead.id).count())
        .sum();
    vec![
        line(
            "review",
            format!(
                "{}% \u{b7} {} accepted \u{b7} {} to look at again \u{b7} {} rejected \u{b7} {} open",
                done * 100 / total.max(1),
                verdicts[0],
                verdicts[1],
                verdicts[2],
                total.saturating_sub(done)
            ),
        ),
        line(
            "written",
            format!("{} marks \u{b7} {remarks} notes", notes.marks().count()),
        ),
    ]
}
