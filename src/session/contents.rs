//! The table of contents: the chapters of both texts, side by side.

use crate::session::panel::{Item, one_line};
use crate::session::texts::Texts;
use bayn_doc::{EntryKey, Side, Sides};
use bayn_text::Message;
use bayn_text::message::Separator;
use harf::Span;
use std::collections::BTreeMap;

/// A place where a chapter begins, on one side or on both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// The index of its bead.
    pub bead: usize,
    /// Its level, from 1.
    pub level: u8,
    /// Its text on each side that has the heading.
    pub spans: Sides<Option<Span>>,
}

/// The fewest chapters of a book.
const CHAPTERS: usize = 3;
/// The fewest sentences of a book.
const SENTENCES: usize = 300;
/// The maximum length of a displayed heading.
const LONGEST: usize = 120;

/// Returns the headings of both texts in the order of the beads.
#[must_use]
pub fn headings(texts: &Texts) -> Vec<Heading> {
    let mut by_bead: BTreeMap<usize, Heading> = BTreeMap::new();
    for side in Side::BOTH {
        for &(byte, level) in &texts.about[side].headings {
            let Some(span) = paragraph(texts, side, byte) else {
                continue;
            };
            let bead = texts.bead_at(side, span.start);
            let heading = by_bead.entry(bead).or_insert_with(|| Heading {
                bead,
                level,
                spans: Sides::default(),
            });
            heading.spans[side].get_or_insert(span);
        }
    }
    let mut headings: Vec<Heading> = Vec::new();
    for heading in by_bead.into_values() {
        match headings.last_mut() {
            // If the two are null beads in adjacent rows, they are one line here.
            Some(before) if answers(before, &heading) => {
                for side in Side::BOTH {
                    before.spans[side] = before.spans[side].or(heading.spans[side]);
                }
            }
            _ => headings.push(heading),
        }
    }
    headings
}

/// Returns whether two headings are the two sides of one.
fn answers(before: &Heading, heading: &Heading) -> bool {
    let has = |heading: &Heading| heading.spans.map(|span| span.is_some());
    let (one, other) = (has(before), has(heading));
    heading.bead == before.bead + 1
        && one.source != one.target
        && one.source != other.source
        && other.source != other.target
}

/// Returns whether the texts are a book, which opens at its table of contents the first time.
#[must_use]
pub fn is_book(texts: &Texts) -> bool {
    Side::BOTH.into_iter().any(|side| {
        texts.about[side].headings.len() >= CHAPTERS
            && texts.bitext.documents[side].sentences.len() >= SENTENCES
    })
}

/// Returns the paragraph that begins at a byte, or after it if characters were removed there.
fn paragraph(texts: &Texts, side: Side, byte: usize) -> Option<Span> {
    let paragraphs = &texts.bitext.documents[side].paragraphs;
    let at = paragraphs.partition_point(|found| found.span.end <= byte);
    paragraphs.get(at).map(|found| found.span)
}

/// Returns the words of a heading on one line.
#[must_use]
pub fn words(texts: &Texts, side: Side, span: Span) -> String {
    let line = one_line(span.of(&texts.bitext.documents[side].text));
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}\u{2026}", line.get(..end).unwrap_or("")),
        None => line,
    }
}

/// Returns the chapter of one side that a bead is in; `None` before the first.
#[must_use]
pub fn chapter(texts: &Texts, side: Side, bead: usize) -> Option<String> {
    let headings = &texts.about[side].headings;
    let document = &texts.bitext.documents[side];
    let sentences = &texts.bitext.beads.get(bead)?.sentences[side];
    // A sentence without counterpart belongs to the chapter of the one before it.
    let last = sentences.end.checked_sub(1)?;
    let end = document.sentences.get(last)?.span.end;
    let next = headings.partition_point(|(start, _)| *start < end);
    let (start, _) = headings.get(next.checked_sub(1)?)?;
    Some(words(texts, side, paragraph(texts, side, *start)?))
}

/// Returns the contents as the lines of a list.
#[must_use]
pub fn items(texts: &Texts) -> Vec<Item> {
    headings(texts)
        .into_iter()
        .map(|heading| {
            let place = Side::BOTH
                .into_iter()
                .find_map(|side| heading.spans[side].map(|span| (side, span)));
            let said = Side::BOTH
                .into_iter()
                .filter_map(|side| Some(words(texts, side, heading.spans[side]?)));
            Item {
                bead: Some(heading.bead),
                place,
                severity: None,
                text: Message::joined(said.map(Message::name), Separator::Gap),
                // Nothing is kept of it.
                key: EntryKey::Dismissal(String::new()),
            }
        })
        .collect()
}
