//! Rated segments as other tools exchange them: texts, systems, raters, errors, scores.
//!
//! Every codec of [`crate::codec`] reads into a [`RatedSegments`] and writes from one. Spans
//! in a set of rated segments are bytes of the segment's own text, half-open, whatever the file counts in.
//! [`RatedSegments::of`] creates one from a review, `marks_for` finds the beads that a
//! set of rated segments refers to.

use crate::known::Known;
use crate::pace;
use crate::position::{letters_of, span_of, squeezed};
use crate::readers::Readers;
use bayn_doc::{
    Annotations, Bead, BeadId, BeadKind, BeadStatus, Bitext, Entry, EntryKey, Mark, Rating,
    Severity,
};
use bayn_doc::{Side, Sides};
use harf::Span;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// One error in a segment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SegmentError {
    /// Bytes of the segment's texts; a side may have none.
    pub spans: Sides<Vec<Span>>,
    /// The category in the file's terms, or an MQM-Core mnemonic.
    pub category: String,
    /// The severity in the file's terms; [`Severity::from_name`] reads the usual ones.
    pub severity: String,
    /// The rater's comment.
    pub note: String,
    /// The suggestion.
    pub suggestion: String,
}

/// One segment as one rater judged it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Segment {
    /// The system or translator.
    pub system: String,
    /// The document.
    pub document: String,
    /// The number of the segment in its document, as the file says it.
    pub in_document: String,
    /// The number of the segment in the whole test set, as the file says it.
    pub id: String,
    /// The rater.
    pub rater: String,
    /// The language tags, if the file gives them.
    pub langs: Sides<String>,
    /// Source and translation.
    pub text: Sides<String>,
    /// The marked errors; empty for a segment without error.
    pub errors: Vec<SegmentError>,
    /// The score from 0 to 100, if there is one.
    pub score: Option<f64>,
    /// The seconds that judging it took, where that is known.
    pub seconds: Option<u64>,
    /// The rater's verdict, if known.
    pub verdict: Option<BeadStatus>,
}

/// Segments in the order of their file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RatedSegments {
    /// The segments; one rater's judgement each.
    pub segments: Vec<Segment>,
}

/// Names that a review does not know itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Labels {
    /// The system or translator.
    pub system: String,
    /// The document.
    pub document: String,
    /// The name of a rater who has none.
    pub rater: String,
}

/// Returns the text of one side of a bead, from its first sentence to its last, and where it
/// begins in the document.
#[must_use]
pub fn bead_text<'a>(bitext: &'a Bitext, bead: &Bead, side: Side) -> (&'a str, usize) {
    let document = &bitext.documents[side];
    let span = document.span_of(&bead.sentences[side]).unwrap_or_default();
    (span.of(&document.text), span.start)
}

impl RatedSegments {
    /// Returns the set of rated segments of a review: each bead once for each rater who judged it,
    /// with page furniture only if it has annotations. If nobody judged
    /// anything, the rater of `labels` did and found nothing.
    #[must_use]
    pub fn of(bitext: &Bitext, notes: &Annotations, labels: &Labels) -> Self {
        Self::of_readers(&Readers::of(notes), bitext, notes, labels)
    }

    /// Returns the same including raters who only gave verdicts: they are not raters whose
    /// errors count, but their verdicts are compared.
    #[must_use]
    pub fn with_verdicts(bitext: &Bitext, notes: &Annotations, labels: &Labels) -> Self {
        Self::of_readers(&Readers::with_deciders(notes), bitext, notes, labels)
    }

    fn of_readers(
        readers: &Readers<'_>,
        bitext: &Bitext,
        notes: &Annotations,
        labels: &Labels,
    ) -> Self {
        let seconds = pace::seconds(notes);
        let mut segments = Vec::new();
        for (index, bead) in bitext.beads.iter().enumerate() {
            let sides = Sides::from_fn(|side| bead_text(bitext, bead, side));
            let nobody = readers.is_empty() && bead.kind != BeadKind::Furniture;
            let judged = readers.names().filter(|rater| readers.judged(rater, bead));
            for rater in judged.chain(nobody.then_some("")) {
                let marks = notes
                    .marks_of(bead.id)
                    .filter(|(_, mark)| mark.rater == rater);
                let name = if rater.is_empty() {
                    &labels.rater
                } else {
                    rater
                };
                segments.push(Segment {
                    system: labels.system.clone(),
                    document: labels.document.clone(),
                    in_document: (index + 1).to_string(),
                    id: (index + 1).to_string(),
                    rater: name.to_owned(),
                    langs: Sides::from_fn(|side| bitext.documents[side].lang.tag().to_owned()),
                    text: sides.map(|(text, _)| text.to_owned()),
                    errors: marks.map(|(_, mark)| error_of(mark, &sides)).collect(),
                    score: notes
                        .ratings_of(bead.id)
                        .find(|(by, _)| *by == rater)
                        .map(|(_, rating)| f64::from(rating.value)),
                    seconds: seconds.get(&(rater, bead.id)).copied(),
                    verdict: notes
                        .verdict(bead.id)
                        .filter(|verdict| verdict.by == rater)
                        .map(|verdict| verdict.status.clone()),
                });
            }
        }
        Self { segments }
    }

    /// Keeps one system: the one that is named, else the one most of whose segments this bitext
    /// holds. Returns its name where others were left out.
    pub fn keep_system(&mut self, named: Option<&str>, bitext: &Bitext) -> Option<String> {
        let chosen = match named {
            Some(name) => name.to_owned(),
            None => {
                let places = places_of(bitext);
                let mut held: BTreeMap<&str, usize> = BTreeMap::new();
                for segment in &self.segments {
                    let is_held = places.contains_key(&flat(segment));
                    *held.entry(&segment.system).or_default() += usize::from(is_held);
                }
                let best = held.iter().rev().max_by_key(|(_, count)| **count);
                best.map(|(system, _)| (*system).to_owned())?
            }
        };
        let all = self.segments.len();
        self.segments.retain(|segment| segment.system == chosen);
        (self.segments.len() < all).then_some(chosen)
    }

    /// Returns the judgements of the set of rated segments about this bitext, as entries, and the
    /// segments whose texts it does not contain. White space is ignored. A mark that `notes`
    /// already have is not among them: same bead, spans, category, severity and rater.
    #[must_use]
    pub fn entries_for(
        &self,
        bitext: &Bitext,
        notes: &Annotations,
        time: u64,
    ) -> (Vec<Entry>, Vec<&Segment>) {
        let places = places_of(bitext);
        let occurrences = self.occurrences();
        let mut turns: BTreeMap<([String; 2], &str), usize> = BTreeMap::new();
        let mut judged: BTreeMap<&str, BTreeSet<BeadId>> = BTreeMap::new();
        let mut named = notes.clone();
        let mut known = Known::of(notes);
        let (mut entries, mut strays) = (Vec::new(), Vec::new());
        for segment in &self.segments {
            let texts = flat(segment);
            let beads = places.get(&texts).map(Vec::as_slice).unwrap_or_default();
            // Equal texts are distinguished by their numbers; without, each rater takes them in order.
            let numbered = occurrences.get(&texts).and_then(|all| {
                let place = numbers(segment);
                all.iter().position(|one| *one == place)
            });
            let turn = turns.entry((texts, &segment.rater)).or_default();
            let bead = beads.get(numbered.unwrap_or(*turn));
            let Some(bead) = bead.or_else(|| beads.last()) else {
                strays.push(segment);
                continue;
            };
            *turn += 1;
            judged.entry(&segment.rater).or_default().insert(bead.id);
            let own = Sides::from_fn(|side| bead_text(bitext, bead, side));
            for error in &segment.errors {
                let shifted = |side: Side| {
                    let (text, start) = own[side];
                    let spans = error.spans[side].iter();
                    spans
                        .map(|span| letters_of(&segment.text[side], *span))
                        .map(|place| span_of(text, place).shifted(start))
                        .collect()
                };
                let mark = Mark {
                    bead: bead.id,
                    spans: Sides::from_fn(shifted),
                    category: error.category.clone(),
                    // An unknown severity has weight 0.
                    severity: Severity::from_name(&error.severity).unwrap_or(Severity::Neutral),
                    note: error.note.clone(),
                    suggestion: error.suggestion.clone(),
                    rater: segment.rater.clone(),
                    time,
                    check: String::new(),
                };
                // Entries read before are not added again; those twice in a file count twice.
                if known.take(&mark) {
                    continue;
                }
                let entry = Entry::Mark(named.new_mark_id(&mark), mark);
                named.replace(&entry.key(), Some(entry.clone()));
                entries.push(entry);
            }
            if let Some(score) = segment.score {
                #[expect(clippy::cast_possible_truncation, reason = "a score needs no 64 bits")]
                let rating = Rating::new(score as f32, time);
                let key = EntryKey::Rating(bead.id, segment.rater.clone());
                if named.get(&key).is_none() {
                    entries.push(Entry::Rating(bead.id, segment.rater.clone(), rating));
                }
            }
        }
        let readers = Readers::of(notes);
        for (rater, beads) in judged {
            entries.extend(readers.entries(bitext, rater, &beads, time));
        }
        (entries, strays)
    }

    /// Returns the segments with the key of each, for all raters: its texts, and which of those
    /// with equal texts it is.
    pub(crate) fn placed(&self) -> Vec<((String, String, usize), &Segment)> {
        let mut known: HashMap<[String; 2], Vec<(&str, [&str; 3])>> = HashMap::new();
        let segments = self.segments.iter();
        let placed = segments.map(|segment| {
            let texts = flat(segment);
            let place = (segment.system.as_str(), numbers(segment));
            let all = known.entry(texts.clone()).or_default();
            let at = all.iter().position(|one| *one == place).unwrap_or_else(|| {
                all.push(place);
                all.len() - 1
            });
            let [source, target] = texts;
            ((source, target, at), segment)
        });
        placed.collect()
    }

    /// Returns the numbers under which each text is in the file, in the order of the file's
    /// own count; texts with one number or none are left out.
    fn occurrences(&self) -> HashMap<[String; 2], Vec<[&str; 3]>> {
        let mut all: HashMap<[String; 2], Vec<[&str; 3]>> = HashMap::new();
        for segment in &self.segments {
            let place = numbers(segment);
            let found = all.entry(flat(segment)).or_default();
            if !found.contains(&place) {
                found.push(place);
            }
        }
        all.retain(|_, found| found.len() > 1);
        for found in all.values_mut() {
            let count = |place: &[&str; 3]| place[2].parse::<u64>().ok();
            if found.iter().all(|place| count(place).is_some()) {
                found.sort_by_key(count);
            }
        }
        all
    }
}

/// What distinguishes a segment from others with the same texts.
fn numbers(segment: &Segment) -> [&str; 3] {
    [&segment.document, &segment.in_document, &segment.id]
}

/// The texts of a segment without the white space that files write differently.
fn flat(segment: &Segment) -> [String; 2] {
    Side::BOTH.map(|side| squeezed(&segment.text[side]))
}

/// The beads of a bitext by their texts.
fn places_of(bitext: &Bitext) -> HashMap<[String; 2], Vec<&Bead>> {
    let mut places: HashMap<[String; 2], Vec<&Bead>> = HashMap::new();
    for bead in &bitext.beads {
        let texts = Side::BOTH.map(|side| squeezed(bead_text(bitext, bead, side).0));
        places.entry(texts).or_default().push(bead);
    }
    places
}

fn error_of(mark: &Mark, sides: &Sides<(&str, usize)>) -> SegmentError {
    let spans = |side: Side| {
        let (text, start) = sides[side];
        let inside = |span: &Span| {
            let span = Span::new(
                span.start.saturating_sub(start),
                span.end.saturating_sub(start),
            );
            (!span.of(text).is_empty()).then_some(span)
        };
        mark.spans[side].iter().filter_map(inside).collect()
    };
    SegmentError {
        spans: Sides::from_fn(spans),
        category: mark.category.clone(),
        severity: mark.severity.name().to_owned(),
        note: mark.note.clone(),
        suggestion: mark.suggestion.clone(),
    }
}

/// Returns the number of code points before `byte`: what most of the other tools count in.
#[must_use]
pub fn code_points(text: &str, byte: usize) -> usize {
    text.char_indices().take_while(|(at, _)| *at < byte).count()
}

/// Returns the byte of the code point with this number; past the end, the length.
#[must_use]
pub fn byte_of(text: &str, code_point: usize) -> usize {
    text.char_indices()
        .nth(code_point)
        .map_or(text.len(), |(at, _)| at)
}

/// Returns the number of UTF-16 units before `byte`: what browsers count in.
#[must_use]
pub fn units(text: &str, byte: usize) -> usize {
    let before = text.char_indices().take_while(|(at, _)| *at < byte);
    before.map(|(_, letter)| letter.len_utf16()).sum()
}

/// Returns the byte of the letter that begins at this UTF-16 unit, or behind the one that holds
/// it; past the end, the length.
#[must_use]
pub(crate) fn byte_of_unit(text: &str, unit: usize) -> usize {
    let mut before = 0;
    let reached = text.char_indices().find(|(_, letter)| {
        let here = before >= unit;
        before += letter.len_utf16();
        here
    });
    reached.map_or(text.len(), |(at, _)| at)
}
