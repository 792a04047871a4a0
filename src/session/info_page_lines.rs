//! The lines of the pages; see [`InfoPage`].

use crate::session::applied::current;
use crate::session::info_page::InfoPage;
use crate::session::reviewing::Reviewing;
use crate::session::score_page;
use crate::session::setting::{Origin, Setting};
use crate::session::state::State;
use crate::session::texts::Texts;
use bayn_doc::Bitext;
use bayn_doc::LinkState;
use bayn_doc::{Side, Sides};
use bayn_review::filter::progress;
use bayn_text::message::{Arg, Fraction, Number, Separator};
use bayn_text::{Message, msg, plural, words};
use std::collections::BTreeMap;

/// A line of a page: its label and its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// The label.
    pub head: Message,
    /// The text.
    pub text: Message,
}

const fn line(head: Message, text: Message) -> Line {
    Line { head, text }
}

/// Returns the lines of a page.
#[must_use]
pub fn lines(state: &State, page: InfoPage) -> Vec<Line> {
    match page {
        InfoPage::Statistics => statistics(state),
        InfoPage::Score => score_page::lines(state)
            .into_iter()
            .map(|(head, text)| line(head, text))
            .collect(),
        InfoPage::Settings => Setting::ALL
            .iter()
            .map(|&setting| {
                let origin = match state.home.settings.origin(setting) {
                    Origin::Default => None,
                    Origin::File(line) => Some(msg!(
                        "(set in {place})",
                        place = Arg::Path(format!("config.toml:{line}"))
                    )),
                    Origin::Named(flag) => Some(msg!(
                        "(set by {flag} for this run)",
                        flag = format!("--{}", flag.replace('_', "-"))
                    )),
                    Origin::Session => Some(msg!("(changed in this session)")),
                };
                let head = setting.shown(&current(state, setting));
                let parts = std::iter::once(Message::label(setting.sentence())).chain(origin);
                line(head, Message::joined(parts, Separator::Gap))
            })
            .collect(),
        InfoPage::Mistakes => state
            .home
            .mistakes
            .iter()
            .map(|mistake| {
                let place = Arg::Path(format!("{}:{}", mistake.file, mistake.line));
                let parts = [mistake.problem.clone(), mistake.remedy.clone()];
                line(Message::of(place), Message::joined(parts, Separator::Gap))
            })
            .collect(),
        InfoPage::Recent => state
            .home
            .recent
            .iter()
            .map(|recent| {
                let place = Number::written(recent.place.clone());
                line(Message::of(place), Message::name(&recent.names))
            })
            .collect(),
    }
}

fn statistics(state: &State) -> Vec<Line> {
    let documents = &state.texts.bitext.documents;
    let counts = Sides::from_fn(|side| {
        let text = &documents[side].text;
        (words(text).count(), text.chars().count())
    });
    let mut lines: Vec<Line> = Side::BOTH
        .iter()
        .map(|&side| {
            let document = &documents[side];
            let (words, signs) = counts[side];
            let sentences = document.sentences.len();
            let paragraphs = document.paragraphs.len();
            let parts = [
                Message::of(&document.lang),
                plural!("1 word", "{count} words", count = words),
                plural!("1 character", "{signs} characters", signs),
                plural!("1 sentence", "{sentences} sentences", sentences),
                plural!("1 paragraph", "{paragraphs} paragraphs", paragraphs),
            ];
            let head = match side {
                Side::Source => msg!("source"),
                Side::Target => msg!("target"),
            };
            line(head, Message::joined(parts, Separator::Dot))
        })
        .collect();
    if counts.source.0 > 0 {
        let ratio = counts.target.0 as f64 / counts.source.0 as f64;
        let ratio = Number::decimal(ratio, 2);
        lines.push(line(
            msg!("ratio"),
            msg!("{ratio} target words per source word", ratio),
        ));
    }
    lines.extend(alignment(&state.texts.bitext));
    lines.extend(review(&state.texts, &state.reviewing));
    let bead = (state.reading.cursor.bead + 1).min(state.texts.bitext.beads.len());
    let total = state.texts.bitext.beads.len();
    let place = [
        Message::of(Fraction(bead, total)),
        Message::of(percent(bead, total)),
    ];
    lines.push(line(msg!("place"), Message::joined(place, Separator::Dot)));
    let seconds = state.home.seconds;
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
    let time = format!("{hours}:{minutes:02}:{:02}", seconds % 60);
    lines.push(line(msg!("time read"), Message::of(Number::written(time))));
    lines
}

/// Returns a share in per cent, rounded down.
fn percent(part: usize, whole: usize) -> Number {
    Number::written(format!("{}%", part * 100 / whole.max(1)))
}

fn alignment(bitext: &Bitext) -> Vec<Line> {
    let beads = &bitext.beads;
    let mut shapes: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for bead in beads {
        *shapes.entry(bead.shape()).or_default() += 1;
    }
    let mut shapes: Vec<_> = shapes.into_iter().collect();
    shapes.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let shown = shapes.iter().map(|((source, target), count)| {
        Message::of(Number::written(format!("{source}:{target} \u{d7} {count}")))
    });
    let covered = Sides::from_fn(|side| {
        let linked: usize = beads
            .iter()
            .filter(|bead| !bead.is_null())
            .map(|bead| bead.sentences[side].len())
            .sum();
        percent(linked, bitext.documents[side].sentences.len())
    });
    let links: Vec<f64> = beads
        .iter()
        .filter(|bead| !bead.is_null())
        .map(|bead| f64::from(bead.confidence.value()))
        .collect();
    let weak = beads.iter().filter(|bead| bead.is_weak()).count();
    let mean = links.iter().sum::<f64>() / links.len().max(1) as f64;
    let by = |wanted: LinkState| beads.iter().filter(|bead| bead.link == wanted).count();
    let covered = [
        msg!(
            "{share} of the source sentences have a counterpart",
            share = covered.source
        ),
        msg!(
            "{share} of the target sentences have one",
            share = covered.target
        ),
    ];
    let sure = [
        msg!("{mean} on average", mean = Number::decimal(mean, 2)),
        plural!("1 weak link", "{weak} weak links", weak),
    ];
    let links = [
        msg!("{count} proposed", count = by(LinkState::Proposed)),
        msg!("{count} edited", count = by(LinkState::Edited)),
        msg!("{count} confirmed", count = by(LinkState::Confirmed)),
    ];
    vec![
        line(msg!("shapes"), Message::joined(shown, Separator::Gap)),
        line(msg!("coverage"), Message::joined(covered, Separator::Dot)),
        line(msg!("confidence"), Message::joined(sure, Separator::Dot)),
        line(msg!("links"), Message::joined(links, Separator::Dot)),
    ]
}

fn review(texts: &Texts, reviewing: &Reviewing) -> Vec<Line> {
    let notes = &reviewing.review.notes;
    let found = progress(&texts.bitext, notes);
    let remarks: usize = texts
        .bitext
        .beads
        .iter()
        .map(|bead| notes.notes_of(bead.id).count())
        .sum();
    let verdicts = [
        Message::of(Number::written(format!("{}%", found.percent()))),
        msg!("{count} accepted", count = found.accepted),
        msg!("{count} need review", count = found.needs_review),
        msg!("{count} rejected", count = found.rejected),
        msg!(
            "{count} without verdict",
            count = found.beads - found.reviewed()
        ),
    ];
    let marks = notes.marks().count();
    // A note on a mark belongs to the mark.
    let of_marks = notes.marks().filter(|(_, mark)| !mark.note.is_empty());
    let remarks = remarks + of_marks.count();
    let written = [
        plural!("1 mark", "{marks} marks", marks),
        plural!("1 note", "{notes} notes", notes = remarks),
    ];
    vec![
        line(msg!("review"), Message::joined(verdicts, Separator::Dot)),
        line(
            msg!("annotations"),
            Message::joined(written, Separator::Dot),
        ),
    ]
}
