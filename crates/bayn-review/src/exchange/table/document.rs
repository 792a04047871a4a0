//! Comments and tracked changes in a document of one of the two texts.
//!
//! A paragraph is located by its letters, with its changes or without them.
//! Where the review has the text before, a change is a suggestion; where it has the text after,
//! a note quotes the earlier text.

use super::correction::corrections;
use crate::exchange::Taken;
use crate::position::squeezed;
use bayn_doc::{Annotations, Bitext, Entry, Mark, Note, Severity, Side, Sides};
use bayn_formats::review_table::Paragraph;
use harf::Span;

/// Returns the entries of a bitext from the paragraphs of a document. Entries without an author are attributed to
/// the given one.
#[must_use]
pub fn read_document(
    paragraphs: &[Paragraph],
    bitext: &Bitext,
    notes: &Annotations,
    (rater, time): (&str, u64),
) -> Taken {
    let texts = Sides::from_fn(|side| Letters::of(&bitext.documents[side].text));
    let mut taken = Taken::default();
    let mut reader = Reader {
        bitext,
        named: notes.clone(),
        entries: Vec::new(),
        time,
    };
    let mut from = Sides::new(0, 0);
    for paragraph in paragraphs {
        let now = paragraph.cell.text.as_str();
        let was = paragraph.cell.was.as_deref().unwrap_or(now);
        let places = [
            (Side::Target, was),
            (Side::Target, now),
            (Side::Source, was),
            (Side::Source, now),
        ];
        let found = places.into_iter().find_map(|(side, text)| {
            let bare = squeezed(text);
            let at = texts[side].find(&bare, from[side])?;
            Some((side, text, at, bare.len()))
        });
        let Some((side, text, at, wide)) = found else {
            if paragraph.cell.was.is_some() || !paragraph.comments.is_empty() {
                taken.strays.push(now.to_owned());
            }
            continue;
        };
        from[side] = at + wide;
        let place = |span: Span| texts[side].span(text, span, at);
        let by = [paragraph.by.as_str(), rater];
        let by = by.into_iter().find(|by| !by.is_empty()).unwrap_or_default();
        if text == was {
            for one in corrections(was, now) {
                reader.suggestion(side, place(one.span), one.new, by);
            }
        } else {
            for one in corrections(now, was) {
                let text = format!("\u{2190} \u{201c}{}\u{201d}", one.new);
                reader.note(side, place(one.span), text, by);
            }
        }
        for (comment, words) in &paragraph.comments {
            let words = words.filter(|_| text == now);
            let span = words.map_or_else(|| place(Span::new(0, text.len())), place);
            let by = [comment.author.as_str(), by];
            let by = by.into_iter().find(|by| !by.is_empty()).unwrap_or_default();
            reader.note(side, span, comment.text.clone(), by);
        }
    }
    taken.entries = reader.entries;
    taken
}

/// A text without white space, and where each of its bytes is in the text.
struct Letters {
    bare: String,
    places: Vec<usize>,
}

impl Letters {
    fn of(text: &str) -> Self {
        let mut letters = Self {
            bare: String::with_capacity(text.len()),
            places: Vec::with_capacity(text.len() + 1),
        };
        for (at, c) in text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
            letters.places.extend(at..at + c.len_utf8());
            letters.bare.push(c);
        }
        letters
    }

    /// Returns where a text begins, from a place on if it is there, else anywhere.
    fn find(&self, bare: &str, from: usize) -> Option<usize> {
        if bare.is_empty() {
            return None;
        }
        let ahead = self.bare.get(from..).and_then(|rest| rest.find(bare));
        ahead.map(|at| from + at).or_else(|| self.bare.find(bare))
    }

    /// Returns a span of a text that begins at a place here, as one of the whole text.
    fn span(&self, text: &str, span: Span, at: usize) -> Span {
        let before = |byte: usize| squeezed(text.get(..byte).unwrap_or(text)).len();
        let (start, end) = (at + before(span.start), at + before(span.end));
        let byte = |at: usize| self.places.get(at).copied();
        let first = byte(start).unwrap_or_default();
        let last = end
            .checked_sub(1)
            .and_then(byte)
            .map_or(first, |last| last + 1);
        Span::new(first, if end > start { last } else { first })
    }
}

struct Reader<'a> {
    bitext: &'a Bitext,
    named: Annotations,
    entries: Vec<Entry>,
    time: u64,
}

impl Reader<'_> {
    fn suggestion(&mut self, side: Side, span: Span, new: String, by: &str) {
        if side == Side::Source {
            return self.note(side, span, format!("\u{2192} \u{201c}{new}\u{201d}"), by);
        }
        let Some(bead) = self.bitext.beads.get(self.bitext.bead_at(side, span.start)) else {
            return;
        };
        let mut mark = Mark {
            bead: bead.id,
            severity: Severity::Neutral,
            suggestion: new,
            rater: by.to_owned(),
            time: self.time,
            ..Mark::default()
        };
        mark.spans[side].push(span);
        if mark.suggestion.is_empty() {
            "to be taken out".clone_into(&mut mark.note);
        }
        let entry = Entry::Mark(self.named.new_mark_id(&mark), mark);
        self.add_entry(entry);
    }

    fn note(&mut self, side: Side, span: Span, text: String, by: &str) {
        let Some(bead) = self.bitext.beads.get(self.bitext.bead_at(side, span.start)) else {
            return;
        };
        let mut note = Note {
            bead: bead.id,
            text,
            author: by.to_owned(),
            time: self.time,
            ..Note::default()
        };
        if !span.is_empty() {
            note.spans[side].push(span);
        }
        let entry = Entry::Note(self.named.name_note(&note), note);
        self.add_entry(entry);
    }

    fn add_entry(&mut self, entry: Entry) {
        self.named.replace(&entry.key(), Some(entry.clone()));
        self.entries.push(entry);
    }
}
