//! Transfers a review to texts that have changed: sentences are found again by content,
//! beads follow their sentences, marks follow their quotes.
//!
//! Unchanged sentences are matched first (unique ones are anchors for the rest),
//! then those cut or joined by hand, then changed ones by similarity, always in order. A mark whose
//! suggestion has replaced its words is then on the suggestion. A new
//! sentence is in a separate bead without counterpart. What cannot be found again is
//! returned as an [`Orphan`], never dropped. If nothing changed, nothing moves.

use crate::fingerprint::{Fingerprint, find_near};
use crate::rematch::{Found, rematch};
use bayn_doc::{Annotations, Bead, BeadId, Bitext, Document, Entry, EntryKey, LinkState, Sentence};
use bayn_doc::{Score, Side, Sides};
use harf::Span;
use std::collections::HashMap;

/// A review of texts that may no longer be available: it has spans, fingerprints and quotes.
#[derive(Clone, Debug, Default)]
pub struct Remembered {
    /// The beads, sentences and paragraphs; the text itself may be empty.
    pub bitext: Bitext,
    /// The fingerprints of the sentences, by their spans. A sentence without fingerprint was split
    /// or joined after the fingerprints were computed.
    pub fingerprints: Sides<HashMap<Span, Fingerprint>>,
    /// All annotations, with spans in the old texts.
    pub notes: Annotations,
    /// The text under each span of each entry.
    pub quotes: HashMap<EntryKey, Sides<Vec<String>>>,
}

/// Why an entry has no position.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OrphanCause {
    /// Its text is gone; it is placed again automatically if the text comes back.
    #[default]
    TextGone,
    /// Two people wrote different entries and the other one's was kept.
    Conflict,
}

/// An entry without position.
#[derive(Clone, Debug, PartialEq)]
pub struct Orphan {
    /// Why.
    pub cause: OrphanCause,
    /// The entry, with its old spans.
    pub entry: Entry,
    /// The text of its spans.
    pub quotes: Sides<Vec<String>>,
}

/// A review in its new texts.
#[derive(Clone, Debug, Default)]
pub struct Carried {
    /// The new texts and their beads.
    pub bitext: Bitext,
    /// The entries that were placed.
    pub notes: Annotations,
    /// The entries that were not.
    pub orphans: Vec<Orphan>,
    /// The beads with a sentence that changed, in order.
    pub changed: Vec<BeadId>,
    /// The beads of new sentences, in order.
    pub added: Vec<BeadId>,
    /// The beads of which no sentence is left.
    pub lost: Vec<BeadId>,
}

impl Remembered {
    /// Records a review whose texts are available.
    #[must_use]
    pub fn of(bitext: &Bitext, notes: &Annotations) -> Self {
        let fingerprints = Sides::from_fn(|side| {
            let document = &bitext.documents[side];
            let fingerprint =
                |sentence: &Sentence| Fingerprint::of(sentence.span.of(&document.text));
            let spans = document.sentences.iter();
            spans.map(|at| (at.span, fingerprint(at))).collect()
        });
        let quotes = notes
            .entries()
            .filter_map(|entry| Some((entry.key(), quotes_of(entry, bitext)?)))
            .collect();
        Self {
            bitext: bitext.clone(),
            fingerprints,
            notes: notes.clone(),
            quotes,
        }
    }
}

/// Returns the text under each span of an entry, if it can have spans.
#[must_use]
pub fn quotes_of(entry: &Entry, bitext: &Bitext) -> Option<Sides<Vec<String>>> {
    let spans = entry.spans()?;
    Some(Sides::from_fn(|side| {
        let text = &bitext.documents[side].text;
        let quote = |span: &Span| span.of(text).to_owned();
        spans[side].iter().map(quote).collect()
    }))
}

/// Finds the position of an orphan whose quotes again all occur exactly once in the texts.
#[must_use]
pub fn adopt(orphan: &Orphan, bitext: &Bitext) -> Option<Entry> {
    if orphan.cause == OrphanCause::Conflict {
        return None;
    }
    let mut entry = orphan.entry.clone();
    let mut home = None;
    let spans = entry.spans_mut()?;
    for side in [Side::Target, Side::Source] {
        let document = &bitext.documents[side];
        let mut found = Vec::new();
        for quote in &orphan.quotes[side] {
            let mut hits = document.text.match_indices(quote.as_str());
            let (start, _) = hits.next().filter(|_| !quote.trim().is_empty())?;
            if hits.next().is_some() {
                return None;
            }
            found.push(Span::new(start, start + quote.len()));
        }
        if let (None, Some(first)) = (home, found.first()) {
            home = bead_around(bitext, side, first.start);
        }
        spans[side] = found;
    }
    Some(entry.moved_to(home?))
}

/// Returns the bead whose text on `side` contains `byte`, or the next one after it.
fn bead_around(bitext: &Bitext, side: Side, byte: usize) -> Option<BeadId> {
    let sentences = &bitext.documents[side].sentences;
    let index = bitext.beads.partition_point(|bead| {
        let before = sentences.get(..bead.sentences[side].end);
        before
            .and_then(|before| before.last())
            .is_none_or(|last| last.span.end <= byte)
    });
    bitext.beads.get(index).map(|bead| bead.id)
}

/// Transfers `old` to the texts `new`, which are segmented but not aligned.
#[must_use]
pub fn carry(old: &Remembered, new: Sides<Document>) -> Carried {
    let found = Sides::from_fn(|side| {
        rematch(
            &old.bitext.documents[side],
            &old.fingerprints[side],
            &new[side],
        )
    });
    let mut carried = Carried::default();
    let rows = Sides::from_fn(|side| rows(&old.bitext, side, &found[side], &new[side]));
    carried.bitext.documents = new;
    for side in Side::BOTH {
        let spans = rows[side].iter().map(|row| row.span).collect();
        resegment(&mut carried.bitext.documents[side], spans);
    }
    build_beads(old, &rows, &mut carried);
    carry_notes(old, &found, &mut carried);
    carried
}

/// A sentence of the new text and the old bead it belongs to.
#[derive(Clone, Copy, Debug)]
struct Row {
    span: Span,
    bead: Option<usize>,
    same: bool,
}

fn rows(old: &Bitext, side: Side, found: &[Option<Found>], new: &Document) -> Vec<Row> {
    let mut owner = vec![None; found.len()];
    for (index, bead) in old.beads.iter().enumerate() {
        for sentence in bead.sentences[side].clone() {
            if let Some(slot) = owner.get_mut(sentence) {
                *slot = Some(index);
            }
        }
    }
    let kept: Vec<Row> = found
        .iter()
        .zip(&owner)
        .filter_map(|(found, &bead)| found.map(|Found { span, same }| Row { span, bead, same }))
        .collect();
    // The rest of a new sentence besides the old ones is a sentence too: no text may be lost.
    let mut rows: Vec<Row> = Vec::with_capacity(kept.len());
    let mut kept = kept.into_iter().peekable();
    let mut covered = 0;
    for sentence in &new.sentences {
        covered = covered.max(sentence.span.start);
        while let Some(row) = kept.next_if(|row| row.span.start < sentence.span.end) {
            rows.extend(left_over(new, covered, row.span.start));
            covered = covered.max(row.span.end);
            rows.push(row);
        }
        rows.extend(left_over(new, covered, sentence.span.end));
        covered = covered.max(sentence.span.end);
    }
    rows.extend(kept);
    fill_between(&mut rows);
    rows
}

/// Returns the text between two bytes as a new sentence, unless it is space.
fn left_over(document: &Document, from: usize, to: usize) -> Option<Row> {
    let text = document.text.get(from..to)?;
    let start = from + (text.len() - text.trim_start().len());
    let span = Span::new(start, from + text.trim_end().len());
    let row = Row {
        span,
        bead: None,
        same: true,
    };
    (!span.is_empty()).then_some(row)
}

/// Adds new sentences between two of one bead to that bead.
fn fill_between(rows: &mut [Row]) {
    let mut last: Option<(usize, usize)> = None;
    for at in 0..rows.len() {
        let Some(bead) = rows.get(at).and_then(|row| row.bead) else {
            continue;
        };
        if let Some((from, before)) = last
            && before == bead
        {
            for row in rows.iter_mut().take(at).skip(from + 1) {
                row.bead = Some(bead);
                row.same = false;
            }
        }
        last = Some((at, bead));
    }
}

/// Gives the document these sentences; paragraphs keep their bytes.
fn resegment(document: &mut Document, spans: Vec<Span>) {
    let ends: Vec<usize> = document.paragraphs.iter().map(|at| at.span.end).collect();
    document.sentences.clear();
    document.paragraphs.clear();
    let mut current = usize::MAX;
    for span in spans {
        let place = ends.partition_point(|&end| end <= span.start);
        document.push_sentence(span, place != current);
        current = place;
    }
}

fn build_beads(old: &Remembered, rows: &Sides<Vec<Row>>, carried: &mut Carried) {
    let mut taken: std::collections::HashSet<BeadId> =
        old.bitext.beads.iter().map(|bead| bead.id).collect();
    let mut next = Sides::new(0_usize, 0_usize);
    let mut parent = BeadId(0);
    let mut beads: Vec<Bead> = Vec::with_capacity(old.bitext.beads.len());
    let mut added = Vec::new();
    let mut add_new = |next: &mut Sides<usize>, parent: BeadId, beads: &mut Vec<Bead>| {
        for side in Side::BOTH {
            while rows[side]
                .get(next[side])
                .is_some_and(|row| row.bead.is_none())
            {
                let at = next[side];
                next[side] += 1;
                let mut sentences = next.map(|end| end..end);
                sentences[side] = at..at + 1;
                let mut bead = Bead::new(sentences, Score::ZERO);
                bead.id = parent.child((next.source, next.target), |id| taken.contains(&id));
                taken.insert(bead.id);
                added.push(bead.id);
                beads.push(bead);
            }
        }
    };
    for (index, bead) in old.bitext.beads.iter().enumerate() {
        // New sentences are before the bead on either side, unless the bead began already.
        add_new(&mut next, parent, &mut beads);
        let start = next;
        let mut same = true;
        for side in Side::BOTH {
            while let Some(row) = rows[side]
                .get(next[side])
                .filter(|row| row.bead == Some(index))
            {
                same &= row.same;
                next[side] += 1;
            }
        }
        let sentences = Sides::from_fn(|side| start[side]..next[side]);
        if sentences.source.is_empty() && sentences.target.is_empty() {
            carried.lost.push(bead.id);
            continue;
        }
        let shape = (sentences.source.len(), sentences.target.len());
        if !same || shape != bead.shape() {
            carried.changed.push(bead.id);
        }
        let halved = shape != bead.shape()
            && Side::BOTH
                .iter()
                .any(|&side| sentences[side].is_empty() != bead.sentences[side].is_empty());
        beads.push(Bead {
            sentences,
            link: if halved { LinkState::Edited } else { bead.link },
            ..bead.clone()
        });
        parent = bead.id;
    }
    add_new(&mut next, parent, &mut beads);
    let names: std::collections::HashSet<BeadId> = beads.iter().map(|bead| bead.id).collect();
    for bead in &mut beads {
        bead.crosses = bead.crosses.filter(|other| names.contains(other));
    }
    carried.added = added;
    carried.bitext.beads = beads;
}

fn carry_notes(old: &Remembered, found: &Sides<Vec<Option<Found>>>, carried: &mut Carried) {
    let alive: HashMap<BeadId, usize> = carried
        .bitext
        .beads
        .iter()
        .enumerate()
        .map(|(at, bead)| (bead.id, at))
        .collect();
    for entry in old.notes.entries() {
        let quotes = old.quotes.get(&entry.key()).cloned().unwrap_or_default();
        match carry_entry(entry, &quotes, old, found, &carried.bitext, &alive) {
            Some(entry) => {
                carried.notes.replace(&entry.key(), Some(entry));
            }
            None => carried.orphans.push(Orphan {
                cause: OrphanCause::TextGone,
                entry: entry.clone(),
                quotes,
            }),
        }
    }
}

fn carry_entry(
    entry: &Entry,
    quotes: &Sides<Vec<String>>,
    old: &Remembered,
    found: &Sides<Vec<Option<Found>>>,
    new: &Bitext,
    alive: &HashMap<BeadId, usize>,
) -> Option<Entry> {
    let mut entry = entry.clone();
    let mut home = alive.contains_key(&entry.bead()).then(|| entry.bead());
    let mut firsts: Option<(Side, Span)> = None;
    let bead_now = alive.get(&entry.bead()).and_then(|&at| new.beads.get(at));
    let suggestion = match &entry {
        Entry::Mark(_, mark) => mark.suggestion.clone(),
        _ => String::new(),
    };
    if let Some(spans) = entry.spans_mut() {
        for side in [Side::Target, Side::Source] {
            let mut moved = Vec::new();
            for (number, span) in spans[side].iter().enumerate() {
                let quote = quotes[side].get(number).map(String::as_str);
                let within =
                    bead_now.and_then(|bead| new.documents[side].span_of(&bead.sentences[side]));
                let text = (&old.bitext.documents[side], &new.documents[side]);
                let written = || carry_written(*span, quote?, &suggestion, text, &found[side]);
                let carried = || carry_span(*span, quote, text, &found[side], within);
                moved.push(written().or_else(carried)?);
            }
            firsts = firsts.or_else(|| moved.first().map(|&span| (side, span)));
            spans[side] = moved;
        }
    }
    if let Some((side, span)) = firsts {
        let own = bead_now.and_then(|bead| new.documents[side].span_of(&bead.sentences[side]));
        if !own.is_some_and(|own| own.contains(span.start) || own.end == span.start) {
            home = bead_around(new, side, span.start).or(home);
        }
    }
    Some(entry.moved_to(home?))
}

/// Finds the replacement of a span: the suggestion for it, in a sentence that changed,
/// near the span's position. Words that are still there and not part of it were not replaced.
fn carry_written(
    span: Span,
    quote: &str,
    suggestion: &str,
    (old, new): (&Document, &Document),
    found: &[Option<Found>],
) -> Option<Span> {
    let at = old
        .sentences
        .partition_point(|sentence| sentence.span.end <= span.start);
    let begin = old.sentences.get(at)?.span.start;
    let place = found
        .get(at)
        .copied()
        .flatten()
        .filter(|found| !found.same)?
        .span;
    if suggestion.is_empty() || quote.is_empty() {
        return None;
    }
    let text = place.of(&new.text);
    let around = span.start.saturating_sub(begin);
    let hits = text.match_indices(suggestion).map(|(at, _)| at);
    let hit = hits.min_by_key(|at| at.abs_diff(around))?;
    let stays = text.contains(quote) && !suggestion.contains(quote);
    (!stays).then(|| Span::new(hit, hit + suggestion.len()).shifted(place.start))
}

/// Finds a span again: by its sentence if that did not change, else by its quote within
/// the sentence, then within the bead.
fn carry_span(
    span: Span,
    quote: Option<&str>,
    (old, new): (&Document, &Document),
    found: &[Option<Found>],
    within: Option<Span>,
) -> Option<Span> {
    // A mark of the journal has no quote yet.
    let quote = quote.filter(|quote| !quote.is_empty());
    let at = old
        .sentences
        .partition_point(|sentence| sentence.span.end <= span.start);
    let last = old
        .sentences
        .partition_point(|sentence| sentence.span.end < span.end);
    let shift = |index: usize, byte: usize| -> Option<usize> {
        let was = old.sentences.get(index)?.span;
        let now = (*found.get(index)?)?;
        let offset = byte.checked_sub(was.start)?;
        (now.same && offset <= was.len()).then(|| now.span.start + offset)
    };
    let says_so = |span: &Span| {
        quote.is_none_or(|quote| span.of(&new.text) == quote)
            && new.text.get(span.start..span.end).is_some()
    };
    if let (Some(start), Some(end)) = (shift(at, span.start), shift(last, span.end))
        && start <= end
        && let Some(moved) = Some(Span::new(start, end)).filter(says_so)
    {
        return Some(moved);
    }
    let quote = quote?;
    let near = found.get(at).copied().flatten().map(|found| found.span);
    let begin = old
        .sentences
        .get(at)
        .map_or(0, |sentence| sentence.span.start);
    let around = span.start.saturating_sub(begin);
    if let Some(place) = near
        && let Some(hit) = find_near(place.of(&new.text), quote, around)
    {
        return Some(hit.shifted(place.start));
    }
    // Another sentence of the bead must contain exactly these words.
    let place = within?;
    let at = place.of(&new.text).find(quote)?;
    Some(Span::new(at, at + quote.len()).shifted(place.start))
}
