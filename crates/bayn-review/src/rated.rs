//! Rated segments as other tools exchange them: texts, systems, raters, errors, scores.
//!
//! Every codec of [`crate::codec`] reads into a [`RatedSegments`] and writes from one. Spans
//! in a set of rated segments are bytes of the segment's own text, half-open, whatever the file counts in.
//! [`RatedSegments::of`] makes one from a review, `marks_for` finds the beads again that a
//! set of rated segments speaks of.

use crate::mqm;
use crate::position::{letters_of, span_of, squeezed};
use bayn_doc::{Annotations, Bead, BeadId, Bitext, Entry, EntryKey, Mark, Rating, Severity};
use bayn_doc::{Side, Sides};
use harf::Span;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// One error in a segment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SegmentError {
    /// Bytes of the segment's texts; a side may have none.
    pub spans: Sides<Vec<Span>>,
    /// The category as the file names it, or an MQM-Core mnemonic.
    pub category: String,
    /// The severity as the file names it; [`Severity::from_name`] reads the usual ones.
    pub severity: String,
    /// What the rater says.
    pub note: String,
    /// What should be there.
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
    /// Who judged it.
    pub rater: String,
    /// The languages' tags, where the file says them.
    pub langs: Sides<String>,
    /// Source and translation.
    pub text: Sides<String>,
    /// What was marked; none for a segment without error.
    pub errors: Vec<SegmentError>,
    /// The score from 0 to 100, where there is one.
    pub score: Option<f64>,
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
    /// Returns the set of rated segments of a review: each bead once for each rater who wrote on it, and once
    /// without errors if it was judged otherwise or by nobody.
    #[must_use]
    pub fn of(bitext: &Bitext, notes: &Annotations, labels: &Labels) -> Self {
        let mut segments = Vec::new();
        for (index, bead) in bitext.beads.iter().enumerate() {
            let sides = Sides::from_fn(|side| bead_text(bitext, bead, side));
            let mut raters: BTreeSet<&str> = notes
                .marks_of(bead.id)
                .map(|(_, mark)| mark.rater.as_str())
                .collect();
            raters.extend(notes.ratings_of(bead.id).map(|(rater, _)| rater));
            if raters.is_empty() {
                raters.insert("");
            }
            for rater in raters {
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
                });
            }
        }
        Self { segments }
    }

    /// Returns what the set of rated segments says about this bitext, as entries ready to be written, and the
    /// segments whose texts it does not hold. White space makes no difference. A mark that `notes`
    /// have is not among them: same bead, spans, category, severity and rater.
    #[must_use]
    pub fn entries_for(
        &self,
        bitext: &Bitext,
        notes: &Annotations,
        time: u64,
    ) -> (Vec<Entry>, Vec<&Segment>) {
        let mut places: HashMap<[String; 2], Vec<&Bead>> = HashMap::new();
        for bead in &bitext.beads {
            let texts = Side::BOTH.map(|side| squeezed(bead_text(bitext, bead, side).0));
            places.entry(texts).or_default().push(bead);
        }
        let mut seen: BTreeMap<([String; 2], &str), usize> = BTreeMap::new();
        let mut named = notes.clone();
        let mut known: HashMap<Same, usize> = HashMap::new();
        for (_, mark) in notes.marks() {
            *known.entry(same(mark)).or_default() += 1;
        }
        let (mut entries, mut strays) = (Vec::new(), Vec::new());
        for segment in &self.segments {
            let texts = Side::BOTH.map(|side| squeezed(&segment.text[side]));
            let beads = places.get(&texts).map(Vec::as_slice).unwrap_or_default();
            // Equal segments of one rater are taken in order, one bead each.
            let turn = seen.entry((texts, &segment.rater)).or_default();
            let Some(bead) = beads.get(*turn).or_else(|| beads.last()) else {
                strays.push(segment);
                continue;
            };
            *turn += 1;
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
                    severity: Severity::from_name(&error.severity).unwrap_or_default(),
                    note: error.note.clone(),
                    suggestion: error.suggestion.clone(),
                    rater: segment.rater.clone(),
                    time,
                    check: String::new(),
                };
                // What was read before is not said again; a file that says it twice counts twice.
                if let Some(left @ 1..) = known.get_mut(&same(&mark)) {
                    *left -= 1;
                    continue;
                }
                let entry = Entry::Mark(named.name_mark(&mark), mark);
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
        (entries, strays)
    }
}

/// What makes two marks the same, whenever they were written: bead, spans, category by the name
/// that files use for it, severity, rater.
type Same = (BeadId, [Vec<Span>; 2], String, &'static str, String);

fn same(mark: &Mark) -> Same {
    (
        mark.bead,
        Side::BOTH.map(|side| mark.spans[side].clone()),
        mqm::wmt_name(&mark.category),
        mark.severity.name(),
        mark.rater.clone(),
    )
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
pub fn byte_of_unit(text: &str, unit: usize) -> usize {
    let mut before = 0;
    let reached = text.char_indices().find(|(_, letter)| {
        let here = before >= unit;
        before += letter.len_utf16();
        here
    });
    reached.map_or(text.len(), |(at, _)| at)
}
