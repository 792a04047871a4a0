//! Reads the changes in a returned table into the pairs of a review.

use super::correction::corrections;
use super::{Prints, find, verdict, write};
use crate::exchange::Taken;
use crate::position::{letters_of, span_of, squeezed};
use crate::rated::bead_text;
use bayn_doc::{Annotations, Bead, Bitext, Entry, Mark, Note, Severity, Side, Sides, Verdict};
use bayn_formats::review_table::{ReviewTable, Row};
use harf::Span;

/// Returns the judgements of a table about a bitext. Those without author are by the one who wrote
/// the file last, else by the given one.
#[must_use]
pub fn read(
    table: &ReviewTable,
    bitext: &Bitext,
    notes: &Annotations,
    (rater, time): (&str, u64),
) -> Taken {
    let mut rows = table.rows.clone();
    if is_turned(table, bitext) {
        for row in &mut rows {
            let Sides { source, target } = &mut row.texts;
            std::mem::swap(source, target);
            for comment in &mut row.comments {
                comment.place = comment.place.map(|(side, span)| (side.other(), span));
            }
        }
    }
    let mut taken = Taken::default();
    let mut named = notes.clone();
    for (row, place) in rows.iter().zip(find::places(&rows, bitext)) {
        let Some(bead) = place.and_then(|at| bitext.beads.get(at)) else {
            taken.strays.push(row.texts.source.text.clone());
            continue;
        };
        let by = [row.by.as_str(), table.by.as_str(), rater];
        let mut reader = RowReader {
            bitext,
            notes,
            bead,
            prints: Prints::read(&row.print),
            by: by.into_iter().find(|by| !by.is_empty()).unwrap_or_default(),
            time,
            named: &mut named,
            entries: &mut taken.entries,
        };
        reader.read(row);
    }
    taken
}

/// Returns whether the table has the languages of the texts the other way round.
fn is_turned(table: &ReviewTable, bitext: &Bitext) -> bool {
    let own = |side: Side| bitext.documents[side].lang.primary();
    let in_file = |side: Side| table.langs[side].primary();
    own(Side::Source) != own(Side::Target)
        && Side::BOTH
            .into_iter()
            .all(|side| in_file(side) == own(side.other()))
}

struct RowReader<'a> {
    bitext: &'a Bitext,
    notes: &'a Annotations,
    bead: &'a Bead,
    prints: Option<Prints>,
    by: &'a str,
    time: u64,
    named: &'a mut Annotations,
    entries: &'a mut Vec<Entry>,
}

impl RowReader<'_> {
    fn read(&mut self, row: &Row) {
        let texts = [
            row.texts.source.text.as_str(),
            row.texts.target.text.as_str(),
            row.verdict.as_str(),
            row.note.as_str(),
        ];
        let now = Prints::of(texts);
        let was = self.prints;
        let is_new = |part: fn(Prints) -> u32| was.is_none_or(|was| part(was) != part(now));
        if is_new(|prints| prints.source) {
            self.source(&row.texts.source.text);
        }
        if is_new(|prints| prints.target) {
            self.target(&row.texts.target.text);
        }
        if is_new(|prints| prints.verdict) {
            self.verdict(&row.verdict);
        }
        if is_new(|prints| prints.note) {
            self.note_cell(&row.note);
        }
        for comment in &row.comments {
            let mut spans = Sides::<Vec<Span>>::default();
            if let Some((side, span)) = comment.place {
                spans[side].extend(self.span_in_text(side, &row.texts[side].text, span));
            }
            let by = [comment.author.as_str(), self.by];
            let by = by.into_iter().find(|by| !by.is_empty()).unwrap_or_default();
            self.note(comment.text.clone(), spans, by);
        }
    }

    /// A changed target: suggestions on its changed words.
    fn target(&mut self, new: &str) {
        let (old, start) = bead_text(self.bitext, self.bead, Side::Target);
        for one in corrections(old, new) {
            let mut mark = Mark {
                bead: self.bead.id,
                severity: Severity::Neutral,
                suggestion: one.new,
                rater: self.by.to_owned(),
                time: self.time,
                ..Mark::default()
            };
            if one.span.is_empty() {
                // Nothing was there: the source was left out.
                let (source, start) = bead_text(self.bitext, self.bead, Side::Source);
                mark.spans
                    .source
                    .push(Span::new(0, source.len()).shifted(start));
                "omission".clone_into(&mut mark.category);
            } else {
                mark.spans.target.push(one.span.shifted(start));
            }
            if mark.suggestion.is_empty() {
                "to be taken out".clone_into(&mut mark.note);
            }
            let entry = Entry::Mark(self.named.new_mark_id(&mark), mark);
            self.add_entry(entry);
        }
    }

    /// A changed source: what its words became, as a note on them.
    fn source(&mut self, new: &str) {
        let (old, start) = bead_text(self.bitext, self.bead, Side::Source);
        for one in corrections(old, new) {
            let mut spans = Sides::<Vec<Span>>::default();
            if !one.span.is_empty() {
                spans.source.push(one.span.shifted(start));
            }
            let text = format!("\u{2192} \u{201c}{}\u{201d}", one.new);
            let by = self.by;
            self.note(text, spans, by);
        }
    }

    fn verdict(&mut self, cell: &str) {
        let cell = cell.trim();
        let known = self.notes.verdict(self.bead.id);
        let Some(status) = verdict::read(cell) else {
            if !cell.is_empty() && known.is_none_or(|known| verdict::words(&known.status) != cell) {
                let by = self.by;
                self.note(cell.to_owned(), Sides::default(), by);
            }
            return;
        };
        if known.is_some_and(|known| known.status == status) {
            return;
        }
        let verdict = Verdict {
            status,
            by: self.by.to_owned(),
            time: self.time,
        };
        self.add_entry(Entry::Verdict(self.bead.id, verdict));
    }

    /// A changed cell of notes: the lines that the review does not have.
    fn note_cell(&mut self, cell: &str) {
        let said = write::lines(self.bitext, self.notes, self.bead);
        let mut known: Vec<String> = said
            .iter()
            .flat_map(|one| one.lines())
            .map(squeezed)
            .collect();
        let mut new = Vec::new();
        for line in cell.lines().filter(|line| !line.trim().is_empty()) {
            let bare = squeezed(line);
            match known.iter().position(|own| *own == bare) {
                Some(at) => {
                    known.swap_remove(at);
                }
                None => new.push(line.trim()),
            }
        }
        if !new.is_empty() {
            let by = self.by;
            self.note(new.join("\n"), Sides::default(), by);
        }
    }

    fn note(&mut self, text: String, spans: Sides<Vec<Span>>, by: &str) {
        let note = Note {
            bead: self.bead.id,
            spans,
            text,
            author: by.to_owned(),
            time: self.time,
        };
        let entry = Entry::Note(self.named.name_note(&note), note);
        self.add_entry(entry);
    }

    fn add_entry(&mut self, entry: Entry) {
        self.named.replace(&entry.key(), Some(entry.clone()));
        self.entries.push(entry);
    }

    /// Returns where words of the file are in the review; `None` if the text differs.
    fn span_in_text(&self, side: Side, cell: &str, span: Span) -> Option<Span> {
        let (text, start) = bead_text(self.bitext, self.bead, side);
        if squeezed(text) == squeezed(cell) {
            return Some(span_of(text, letters_of(cell, span)).shifted(start));
        }
        // In a changed text the same words may still be there once.
        let words = span.of(cell).trim();
        let at = text.find(words).filter(|_| !words.is_empty())?;
        (text.matches(words).count() == 1).then(|| Span::new(at, at + words.len()).shifted(start))
    }
}
