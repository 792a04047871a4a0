//! The lines of the lists that speak of places in the text; see [`Panel`].

use crate::session::comparison::side_of;
use crate::session::finding_groups::{self, Row};
use crate::session::link;
use crate::session::panel::{Item, Panel, describe_finding, first_of, place_of, quoted};
use crate::session::review::PlacedFinding;
use crate::session::state::State;
use bayn_doc::{Bead, Entry, EntryKey, Mark, MarkId};
use bayn_doc::{Side, Sides};
use bayn_review::compare::Spelling;
use bayn_review::mqm;
use harf::Span;

/// Returns the lines of a list, in the order of the text.
#[must_use]
pub fn items(state: &State, panel: Panel) -> Vec<Item> {
    match panel {
        Panel::Marks => marks(state)
            .into_iter()
            .filter(|(bead, ..)| state.review.filter.passes(*bead))
            .map(|(bead, place, id, mark)| Item {
                bead: Some(bead),
                place,
                severity: Some(mark.severity),
                text: describe(state, mark),
                key: EntryKey::Mark(id),
            })
            .collect(),
        Panel::Notes => notes(state),
        Panel::Facts => facts(state),
        Panel::Names => names(state),
        Panel::Findings => finding_groups::rows(state)
            .into_iter()
            .map(|row| match row {
                Row::Finding(bead, finding) => Item {
                    bead: Some(bead),
                    place: place_of(finding),
                    severity: Some(finding.severity),
                    text: with_words(state, finding),
                    key: EntryKey::Dismissal(finding.key.clone()),
                },
                Row::Group { name, count, .. } => Item {
                    bead: None,
                    place: None,
                    severity: None,
                    text: finding_groups::heading(name, count),
                    key: EntryKey::Dismissal(name.to_owned()),
                },
            })
            .collect(),
        Panel::Weak => link::weak(&state.bitext, &state.cuts)
            .into_iter()
            .filter_map(|at| {
                let bead = state.bitext.beads.get(at)?;
                Some(Item {
                    bead: Some(at),
                    place: None,
                    severity: None,
                    text: weak_line(state, at, bead),
                    key: EntryKey::Verdict(bead.id),
                })
            })
            .collect(),
        Panel::Lost => state
            .review
            .orphans
            .iter()
            .map(|orphan| Item {
                bead: None,
                place: None,
                severity: None,
                text: lost(&orphan.entry, &orphan.quotes),
                key: orphan.entry.key(),
            })
            .collect(),
    }
}

/// Where a mark is: the index of its bead, its first words, its name and itself.
type Placed<'a> = (usize, Option<(Side, Span)>, MarkId, &'a Mark);

/// Returns the marks that are somewhere, in the order of the text.
#[must_use]
pub fn marks(state: &State) -> Vec<Placed<'_>> {
    let places = state.bitext.places();
    let mut marks: Vec<Placed<'_>> = state
        .review
        .notes
        .marks()
        .filter_map(|(id, mark)| Some((*places.get(&mark.bead)?, first_of(mark), id, mark)))
        .collect();
    marks.sort_by_key(|(bead, place, id, _)| (*bead, *place, *id));
    marks
}

fn notes(state: &State) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    for (at, bead) in state.bitext.beads.iter().enumerate() {
        if !state.review.filter.passes(at) {
            continue;
        }
        for (id, note) in state.review.notes.notes_of(bead.id) {
            let spans = Side::BOTH
                .into_iter()
                .flat_map(|side| note.spans[side].iter().map(move |span| (side, *span)));
            let mut text = format!("\u{2068}{}\u{2069}", note.text);
            for (side, span) in spans.clone() {
                let words = span.of(&state.bitext.documents[side].text);
                text.push_str(&format!("  {}", quoted(words)));
            }
            if !note.author.is_empty() && note.author != state.review.rater {
                text.push_str(&format!("  ({})", note.author));
            }
            items.push(Item {
                bead: Some(at),
                place: spans.into_iter().next(),
                severity: None,
                text,
                key: EntryKey::Note(id),
            });
        }
    }
    items
}

/// Returns the contradictions and the facts as lines, contradictions first.
fn facts(state: &State) -> Vec<Item> {
    let Some(found) = &state.comparing.found else {
        return Vec::new();
    };
    let line = |place: Option<Span>, text: String| Item {
        bead: place.map(|span| state.bead_at(Side::Source, span.start)),
        place: place.map(|span| (Side::Source, span)),
        severity: None,
        text,
        // Nothing is kept of it.
        key: EntryKey::Dismissal(String::new()),
    };
    let contradictions = found
        .comparison
        .contradictions
        .iter()
        .map(|found| line(Some(found.places.source), format!("\u{2260} {}", found.why)));
    let facts = found.comparison.facts.iter().map(|fact| {
        let first = fact.places.source.first().copied();
        line(first, format!("= {}", fact.why))
    });
    contradictions.chain(facts).collect()
}

/// Returns the names as lines, the most used first.
fn names(state: &State) -> Vec<Item> {
    state
        .comparing
        .names()
        .iter()
        .map(|name| {
            let spellings: Vec<String> = name.spellings.iter().map(Spelling::counted).collect();
            let first = name.places().first().copied();
            Item {
                bead: first.map(|place| state.bead_at(side_of(place), place.span.start)),
                place: first.map(|place| (side_of(place), place.span)),
                severity: None,
                text: format!("{:>3}\u{d7}  {}", name.count(), spellings.join("  ")),
                key: EntryKey::Dismissal(String::new()),
            }
        })
        .collect()
}

/// Returns a mark in one line: severity, category, words, note.
#[must_use]
pub fn describe(state: &State, mark: &Mark) -> String {
    let category =
        mqm::find(&mark.category).map_or_else(|| mark.category.clone(), mqm::Category::path);
    let mut text = mark.severity.name().to_owned();
    if !category.is_empty() {
        text.push_str(&format!(" {category}"));
    }
    if mark.is_missing() && matches!(mark.category.as_str(), "" | "omission") {
        text.push_str("  [missing]");
    }
    for side in Side::BOTH {
        for span in &mark.spans[side] {
            let words = span.of(&state.bitext.documents[side].text);
            text.push_str(&format!("  {}", quoted(words)));
        }
    }
    if !mark.suggestion.is_empty() {
        text.push_str(&format!("  \u{2192} {}", quoted(&mark.suggestion)));
    }
    if !mark.note.is_empty() {
        text.push_str(&format!("  \u{2068}{}\u{2069}", mark.note));
    }
    text
}

/// Returns the same with the words it points at.
fn with_words(state: &State, finding: &PlacedFinding) -> String {
    let mut text = describe_finding(finding);
    for side in Side::BOTH {
        for span in &finding.spans[side] {
            let words = span.of(&state.bitext.documents[side].text);
            // Marks and spaces are seen better in the text itself.
            if words.chars().any(char::is_alphanumeric) {
                text.push_str(&format!("  {}", quoted(words)));
            }
        }
    }
    text
}

/// A weak link in one line: how sure, its shape, and how both sides begin.
fn weak_line(state: &State, at: usize, bead: &Bead) -> String {
    let sides = Side::BOTH.map(|side| match state.text_of(at, side) {
        "" => "\u{2205}".to_owned(),
        words => quoted(words),
    });
    format!(
        ".{:02}  {}  {}",
        link::percent(bead),
        link::shape(bead),
        sides.join("  ")
    )
}

fn lost(entry: &Entry, quotes: &Sides<Vec<String>>) -> String {
    let mut text = match entry {
        Entry::Mark(_, mark) => {
            format!("{} {}: {}", mark.severity.name(), mark.category, mark.note)
        }
        Entry::Note(_, note) => format!("note: \u{2068}{}\u{2069}", note.text),
        Entry::Verdict(..) => "verdict".to_owned(),
        Entry::Rating(_, rater, rating) => format!("score {} by {rater}", rating.value),
        Entry::Dismissal(..) => "dismissed finding".to_owned(),
        Entry::Judged(_, rater, _) => format!("judged by {rater}"),
    };
    for quote in quotes.source.iter().chain(&quotes.target) {
        text.push_str(&format!("  {}", quoted(quote)));
    }
    text
}
