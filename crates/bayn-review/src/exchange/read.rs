//! Reads the judgements of a bilingual file about the pairs of a review.

use crate::exchange::codes::{plain_of, shown_of};
use crate::exchange::issues::{Cover, of_mark, to_mark};
use crate::exchange::write::note_of;
use crate::exchange::{NS, PROP};
use crate::position::{letters_of, span_of, squeezed};
use crate::rated::bead_text;
use bayn_doc::{Annotations, Bead, Bitext, Entry, Note};
use bayn_doc::{Side, Sides};
use bayn_formats::issue::take_issues;
use bayn_formats::{Corpus, Text, Unit};
use harf::Span;
use std::collections::HashMap;

/// The result of reading a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Taken {
    /// The entries, each with its position.
    pub entries: Vec<Entry>,
    /// The source texts of units with judgements whose texts are not in the review.
    pub strays: Vec<String>,
    /// How many of our own marks another tool removed.
    pub gone: usize,
}

/// Returns the judgements of the first two languages of a corpus about a bitext. Those without rater or
/// time get the given ones.
#[must_use]
pub fn read(
    corpus: &Corpus,
    bitext: &Bitext,
    notes: &Annotations,
    (rater, time): (&str, u64),
) -> Taken {
    let mut places: HashMap<[String; 2], Vec<&Bead>> = HashMap::new();
    for bead in &bitext.beads {
        let texts = Side::BOTH.map(|side| squeezed(bead_text(bitext, bead, side).0));
        places.entry(texts).or_default().push(bead);
    }
    let mut turns: HashMap<[String; 2], usize> = HashMap::new();
    let mut taken = Taken::default();
    let mut named = notes.clone();
    for unit in &corpus.units {
        for (at, segment) in unit.segments.iter().enumerate() {
            if segment.ignorable {
                continue;
            }
            let whole = [0, 1].map(|lang| segment.joined(lang).unwrap_or_default());
            let flat = whole.each_ref().map(Text::shown);
            let key = [0, 1].map(|lang| squeezed(&flat[lang]));
            let beads = places.get(&key).map(Vec::as_slice).unwrap_or_default();
            let turn = turns.entry(key).or_default();
            let bead = beads.get(*turn).or_else(|| beads.last()).copied();
            *turn += 1;
            // Judgements on a whole unit apply to its first segment.
            let first = unit.segments.iter().position(|segment| !segment.ignorable) == Some(at);
            let Some(bead) = bead else {
                if says_anything(unit, at, first) {
                    taken.strays.push(flat[0].clone());
                }
                continue;
            };
            let mut reader = UnitReader {
                bitext,
                bead,
                flat: Sides::new(&flat[0], &flat[1]),
                whole: Sides::new(&whole[0], &whole[1]),
                named: &mut named,
                by: rater,
                time,
            };
            reader.read((unit, at, first), &mut taken);
        }
    }
    taken
}

fn says_anything(unit: &Unit, at: usize, first: bool) -> bool {
    let own = first && (!own_entries(unit).is_empty() || !unit.notes.is_empty());
    own || !take_issues(unit, at).is_empty()
}

/// Returns the entries that bayn wrote into a unit.
fn own_entries(unit: &Unit) -> Vec<Entry> {
    let props = unit.props.iter().filter(|prop| prop.kind == PROP);
    let props = props.map(|prop| prop.value.clone());
    let kept = unit.kept.iter().filter(|kept| kept.xml.contains(NS));
    let kept = kept.filter_map(|kept| {
        let inner = kept.xml.split_once('>')?.1;
        let inner = inner.rsplit_once("</")?.0;
        let inner = inner
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&apos;", "'");
        Some(inner.replace("&amp;", "&"))
    });
    props
        .chain(kept)
        .filter_map(|json| serde_json::from_str(&json).ok())
        .collect()
}

struct UnitReader<'a> {
    bitext: &'a Bitext,
    bead: &'a Bead,
    /// The texts as the file has them, codes as placeholders.
    flat: Sides<&'a String>,
    /// The same with their codes.
    whole: Sides<&'a Text>,
    named: &'a mut Annotations,
    by: &'a str,
    time: u64,
}

impl UnitReader<'_> {
    fn read(&mut self, (unit, at, first): (&Unit, usize, bool), taken: &mut Taken) {
        let cover = Cover::new(take_issues(unit, at));
        let has_issues = unit.props.iter().all(|prop| prop.kind != PROP);
        let mut explained = Vec::new();
        let mut own_notes = Vec::new();
        let entries = if first { own_entries(unit) } else { Vec::new() };
        for entry in entries {
            let entry = self.placed(&entry);
            own_notes.extend(note_of(&entry, self.bitext).map(|note| note.text));
            if let Entry::Mark(_, mark) = &entry {
                let issues = of_mark(mark, &self.in_file(&mark.spans));
                if has_issues && !cover.holds(&issues) {
                    taken.gone += 1;
                    continue;
                }
                explained.extend(issues);
            }
            self.named.replace(&entry.key(), Some(entry.clone()));
            taken.entries.push(entry);
        }
        for issue in cover.without(&explained) {
            let mut mark = to_mark(&issue);
            mark.bead = self.bead.id;
            mark.spans[issue.side].push(self.in_text(issue.side, issue.span));
            self.by.clone_into(&mut mark.rater);
            mark.time = self.time;
            let entry = Entry::Mark(self.named.new_mark_id(&mark), mark);
            self.named.replace(&entry.key(), Some(entry.clone()));
            taken.entries.push(entry);
        }
        let foreign = unit.notes.iter().filter(|_| first);
        for note in foreign.filter(|note| !note.text.trim().is_empty()) {
            if let Some(at) = own_notes.iter().position(|own| *own == note.text) {
                own_notes.remove(at);
                continue;
            }
            let by = Some(&*note.from).filter(|from| !from.is_empty());
            let note = Note {
                bead: self.bead.id,
                text: note.text.clone(),
                author: by.unwrap_or(self.by).to_owned(),
                time: self.time,
                ..Note::default()
            };
            let entry = Entry::Note(self.named.name_note(&note), note);
            self.named.replace(&entry.key(), Some(entry.clone()));
            taken.entries.push(entry);
        }
    }

    /// Returns one of our own entries with its spans in the text of the review.
    fn placed(&self, entry: &Entry) -> Entry {
        let mut entry = entry.moved_to(self.bead.id);
        if let Some(spans) = entry.spans_mut() {
            *spans = Sides::from_fn(|side| {
                let (text, start) = bead_text(self.bitext, self.bead, side);
                let spans = spans[side].iter();
                spans
                    .map(|span| span_of(text, (span.start, span.end)).shifted(start))
                    .collect()
            });
        }
        entry
    }

    /// Returns spans of the review in the words of the file.
    fn in_file(&self, spans: &Sides<Vec<Span>>) -> Sides<Vec<Span>> {
        Sides::from_fn(|side| {
            let (text, start) = bead_text(self.bitext, self.bead, side);
            let spans = spans[side].iter();
            spans
                .map(|span| {
                    let own = Span::new(
                        span.start.saturating_sub(start),
                        span.end.saturating_sub(start),
                    );
                    let shown = span_of(self.flat[side], letters_of(text, own));
                    plain_of(self.whole[side], shown)
                })
                .collect()
        })
    }

    /// Returns a span of the file in the text of the review.
    fn in_text(&self, side: Side, span: Span) -> Span {
        let (text, start) = bead_text(self.bitext, self.bead, side);
        let shown = shown_of(self.whole[side], span);
        span_of(text, letters_of(self.flat[side], shown)).shifted(start)
    }
}
