//! The lines of the lists of places in the text; see [`Panel`].

use crate::session::background::Background;
use crate::session::comparison::side_of;
use crate::session::contents;
use crate::session::finding_groups::{self, Place, Row};
use crate::session::link;
use crate::session::panel::{Item, Panel, first_of, one_line, place_of, quoted};
use crate::session::review::PlacedFinding;
use crate::session::reviewing::Reviewing;
use crate::session::state::State;
use crate::session::texts::Texts;
use bayn_doc::Bitext;
use bayn_doc::{Bead, Entry, EntryKey, Mark, MarkId};
use bayn_doc::{Side, Sides};
use bayn_review::compare::Spelling;
use bayn_review::mqm;
use bayn_text::message::{Number, Separator, Word};
use bayn_text::{Message, msg, plural};
use harf::Span;

/// Returns the lines of a list, in the order of the text.
#[must_use]
pub fn items(state: &State, panel: Panel) -> Vec<Item> {
    match panel {
        Panel::Marks => marks(&state.texts, &state.reviewing)
            .into_iter()
            .filter(|(bead, ..)| state.reviewing.review.filter.passes(*bead))
            .map(|(bead, place, id, mark)| Item {
                bead: Some(bead),
                place,
                severity: Some(mark.severity),
                text: describe(&state.texts.bitext, mark),
                key: EntryKey::Mark(id),
            })
            .collect(),
        Panel::Notes => notes(&state.texts, &state.reviewing),
        Panel::Facts => facts(&state.texts, &state.background),
        Panel::Names => names(&state.texts, &state.background),
        Panel::Findings => finding_groups::rows(state)
            .into_iter()
            .map(|row| match row {
                Row::Repeated(places) => repeated(&state.texts.bitext, &places),
                Row::Place((bead, finding)) => Item {
                    text: in_its_text(&state.texts.bitext, finding),
                    severity: None,
                    ..repeated(&state.texts.bitext, &[(bead, finding)])
                },
                Row::Group { name, count } => Item {
                    bead: None,
                    place: None,
                    severity: None,
                    text: finding_groups::heading(name, count),
                    key: EntryKey::Dismissal(name.to_owned()),
                },
            })
            .collect(),
        Panel::Contents => contents::items(&state.texts),
        Panel::Weak => link::weak(&state.texts.bitext, &state.aligning.cuts)
            .into_iter()
            .filter_map(|at| {
                let bead = state.texts.bitext.beads.get(at)?;
                Some(Item {
                    bead: Some(at),
                    place: None,
                    severity: None,
                    text: weak_line(&state.texts, at, bead),
                    key: EntryKey::Verdict(bead.id),
                })
            })
            .collect(),
        Panel::Lost => state
            .reviewing
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

/// Where a mark is: the index of its bead, its first words, its id and itself.
type Placed<'a> = (usize, Option<(Side, Span)>, MarkId, &'a Mark);

/// Returns the marks that have a place, in text order.
#[must_use]
pub fn marks<'a>(texts: &'a Texts, reviewing: &'a Reviewing) -> Vec<Placed<'a>> {
    let places = texts.bitext.places();
    let mut marks: Vec<Placed<'_>> = reviewing
        .review
        .notes
        .marks()
        .filter_map(|(id, mark)| Some((*places.get(&mark.bead)?, first_of(mark), id, mark)))
        .collect();
    marks.sort_by_key(|(bead, place, id, _)| (*bead, *place, *id));
    marks
}

fn notes(texts: &Texts, reviewing: &Reviewing) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    for (at, bead) in texts.bitext.beads.iter().enumerate() {
        if !reviewing.review.filter.passes(at) {
            continue;
        }
        for (id, note) in reviewing.review.notes.notes_of(bead.id) {
            let spans = Side::BOTH
                .into_iter()
                .flat_map(|side| note.spans[side].iter().map(move |span| (side, *span)));
            let mut parts = vec![Message::name(one_line(&note.text))];
            parts.extend(quotations(&texts.bitext, &note.spans));
            if !note.author.is_empty() && note.author != reviewing.review.rater {
                parts.push(msg!("({author})", author = note.author));
            }
            items.push(Item {
                bead: Some(at),
                place: spans.into_iter().next(),
                severity: None,
                text: Message::joined(parts, Separator::Gap),
                key: EntryKey::Note(id),
            });
        }
    }
    items
}

/// Returns the contradictions and the facts as lines, contradictions first.
fn facts(texts: &Texts, background: &Background) -> Vec<Item> {
    let Some(found) = &background.comparing.found else {
        return Vec::new();
    };
    let line = |place: Option<Span>, text: Message| Item {
        bead: place.map(|span| texts.bead_at(Side::Source, span.start)),
        place: place.map(|span| (Side::Source, span)),
        severity: None,
        text,
        // Nothing is kept of it.
        key: EntryKey::Dismissal(String::new()),
    };
    let contradictions = found.comparison.contradictions.iter().map(|found| {
        let why = msg!("\u{2260} {why}", why = found.why);
        line(Some(found.places.source), why)
    });
    let facts = found.comparison.facts.iter().map(|fact| {
        let first = fact.places.source.first().copied();
        line(first, msg!("= {why}", why = fact.why))
    });
    contradictions.chain(facts).collect()
}

/// Returns the names as lines, the most used first.
fn names(texts: &Texts, background: &Background) -> Vec<Item> {
    background
        .comparing
        .names()
        .iter()
        .map(|name| {
            let count = Number::written(format!("{:>3}\u{d7}", name.count()));
            let spellings = name.spellings.iter().map(spelling);
            let first = name.places().first().copied();
            Item {
                bead: first.map(|place| texts.bead_at(side_of(place), place.span.start)),
                place: first.map(|place| (side_of(place), place.span)),
                severity: None,
                text: Message::joined(
                    std::iter::once(Message::of(count)).chain(spellings),
                    Separator::Gap,
                ),
                key: EntryKey::Dismissal(String::new()),
            }
        })
        .collect()
}

/// Returns a spelling and how often it occurs.
fn spelling(spelling: &Spelling) -> Message {
    let (text, count) = (Message::name(&spelling.text), spelling.places.len());
    Message::joined([text, Message::of(count)], Separator::Space)
}

/// Returns the words of spans, each in quotation marks.
fn quotations(bitext: &Bitext, spans: &Sides<Vec<Span>>) -> Vec<Message> {
    let words = |side: Side| {
        let text = &bitext.documents[side].text;
        spans[side].iter().map(move |span| span.of(text))
    };
    Side::BOTH.into_iter().flat_map(words).map(quoted).collect()
}

/// Returns a kind of error after its dimension.
#[must_use]
pub fn category(entry: &mqm::Category) -> Message {
    match entry.parent.and_then(mqm::find) {
        Some(parent) => msg!(
            "{dimension}/{kind}",
            dimension = Word(parent.name),
            kind = Word(entry.name)
        ),
        None => Message::label(entry.name),
    }
}

/// Returns the severity and the kind of an error.
fn kind(mark: &Mark) -> Message {
    let severity = Message::label(mark.severity.name());
    let category = match mqm::find(&mark.category) {
        Some(found) => category(found),
        None if mark.category.is_empty() => return severity,
        None => Message::name(&mark.category),
    };
    Message::joined([severity, category], Separator::Space)
}

/// Returns a mark in one line: severity, category, words, note.
#[must_use]
pub fn describe(bitext: &Bitext, mark: &Mark) -> Message {
    let mut parts = vec![kind(mark)];
    if mark.is_missing() && matches!(mark.category.as_str(), "" | "omission") {
        parts.push(msg!("[missing]"));
    }
    parts.extend(quotations(bitext, &mark.spans));
    if !mark.suggestion.is_empty() {
        let words = quoted(&mark.suggestion);
        parts.push(msg!("\u{2192} {words}", words));
    }
    if !mark.note.is_empty() {
        parts.push(Message::name(one_line(&mark.note)));
    }
    Message::joined(parts, Separator::Gap)
}

/// Returns the line of a finding that may be repeated: its first place, and the number of places.
fn repeated(bitext: &Bitext, places: &[Place<'_>]) -> Item {
    let first = places.first();
    let mut text = first.map_or_else(Message::default, |(_, finding)| with_words(bitext, finding));
    if places.len() > 1 {
        let count = plural!("1 place", "{places} places", places = places.len());
        text = Message::joined([text, count], Separator::Dot);
    }
    Item {
        bead: first.map(|(bead, _)| *bead),
        place: first.and_then(|(_, finding)| place_of(finding)),
        severity: first.map(|(_, finding)| finding.severity),
        text,
        key: EntryKey::Dismissal(
            first.map_or_else(String::new, |(_, finding)| finding.key.clone()),
        ),
    }
}

/// Returns the words of a finding with their context.
fn in_its_text(bitext: &Bitext, finding: &PlacedFinding) -> Message {
    let Some((side, span)) = place_of(finding) else {
        return finding_groups::described(finding);
    };
    const ABOUT: usize = 18;
    let text = &bitext.documents[side].text;
    let head = text.get(..span.start).unwrap_or("").chars().rev();
    let head: String = head.take_while(|c| *c != '\n').take(ABOUT).collect();
    let tail = text.get(span.end..).unwrap_or("").chars();
    let tail: String = tail.take_while(|c| *c != '\n').take(ABOUT).collect();
    let head: String = head.chars().rev().collect();
    Message::name(one_line(&format!(
        "\u{2026}{head}{}{tail}\u{2026}",
        span.of(text)
    )))
}

/// Returns the same with the words of the finding.
fn with_words(bitext: &Bitext, finding: &PlacedFinding) -> Message {
    let mut parts = vec![finding_groups::described(finding)];
    for side in Side::BOTH {
        for span in &finding.spans[side] {
            let words = span.of(&bitext.documents[side].text);
            // Punctuation and spaces are easier to see in the text itself.
            if words.chars().any(char::is_alphanumeric) {
                parts.push(quoted(words));
            }
        }
    }
    Message::joined(parts, Separator::Gap)
}

/// A weak link in one line: confidence, shape, and the beginnings of both sides.
fn weak_line(texts: &Texts, at: usize, bead: &Bead) -> Message {
    let sure = Number::written(format!(".{:02}", link::percent(bead)));
    let shape = Number::written(link::shape(bead));
    let [source, target] = Side::BOTH.map(|side| match texts.text_of(at, side) {
        "" => Message::name("\u{2205}"),
        words => quoted(words),
    });
    let parts = [Message::of(sure), Message::of(shape), source, target];
    Message::joined(parts, Separator::Gap)
}

fn lost(entry: &Entry, quotes: &Sides<Vec<String>>) -> Message {
    let said = match entry {
        Entry::Mark(_, mark) if mark.note.is_empty() => kind(mark),
        Entry::Mark(_, mark) => {
            let note = Message::name(one_line(&mark.note));
            Message::joined([kind(mark), note], Separator::Colon)
        }
        Entry::Note(_, note) => msg!("note: {text}", text = one_line(&note.text)),
        Entry::Verdict(..) => msg!("verdict"),
        Entry::Rating(_, rater, rating) => {
            msg!(
                "score {value} by {rater}",
                value = Number::written(rating.value.to_string()),
                rater
            )
        }
        Entry::Dismissal(..) => msg!("dismissed finding"),
        Entry::Judged(_, rater, _) => msg!("judged by {rater}", rater),
    };
    let quotes = quotes.source.iter().chain(&quotes.target);
    let parts = std::iter::once(said).chain(quotes.map(|quote| quoted(quote)));
    Message::joined(parts, Separator::Gap)
}
