//! Joins the sidecars of two people who reviewed the same texts.
//!
//! With the common ancestor (`base`) what only one of both changed is taken; without it, what
//! a person touched goes before what nobody did. How sure the aligner was is no difference. The alignment is compared stretch by
//! stretch, between places where both cut the texts alike; what is written is compared entry
//! by entry. Where both changed the same, ours wins and theirs is listed as a conflict;
//! entries of theirs that lose are kept in the file as orphans.

use crate::store::sidecar::{self, Sidecar, Unreadable};
use bayn_doc::{Annotations, Bead, BeadId, Bitext, Entry, EntryKey, LinkState};
use bayn_doc::{Side, Sides};
use bayn_review::carry::{Orphan, OrphanCause};
use bayn_review::fingerprint::Fingerprint;
use bayn_text::{Message, error_message, msg};
use harf::Span;
use std::collections::{BTreeSet, HashMap, HashSet};

/// Why two sidecars cannot be joined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MergeError {
    /// One of them cannot be read.
    Unreadable(&'static str, Unreadable),
    /// They are reviews of different texts.
    OtherTexts,
}

impl MergeError {
    /// Returns its message.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::Unreadable(which, why) => {
                msg!("{which}: {why}", which, why = why.message())
            }
            Self::OtherTexts => {
                msg!("the two reviews are of different texts or of different versions")
            }
        }
    }
}

error_message!(MergeError);

/// Something both changed, each in another way.
#[derive(Clone, Debug, PartialEq)]
pub enum Conflict {
    /// These beads of ours and theirs hold the same sentences and cut them differently.
    Beads {
        /// The entry that wins.
        ours: Vec<BeadId>,
        /// What was left out.
        theirs: Vec<BeadId>,
    },
    /// The same entry says different things, or one of both removed it.
    Entry {
        /// The entry that wins; `None` if we removed it.
        ours: Option<Box<Entry>>,
        /// What was left out; `None` if they removed it.
        theirs: Option<Box<Entry>>,
    },
}

/// The joined sidecar.
#[derive(Clone, Debug, PartialEq)]
pub struct Merged {
    /// The text of the new sidecar.
    pub text: String,
    /// What the two disagree about; ours wins.
    pub conflicts: Vec<Conflict>,
}

/// Joins two sidecars, given as text, with their common ancestor if there is one.
///
/// # Errors
/// When one cannot be read, or they are of different texts.
pub fn merge(base: Option<&str>, ours: &str, theirs: &str) -> Result<Merged, MergeError> {
    let load = |name, text| sidecar::read(text).map_err(|why| MergeError::Unreadable(name, why));
    let base = base.map(|text| load("base", text)).transpose()?;
    let (ours, theirs) = (load("ours", ours)?, load("theirs", theirs)?);
    let ends = |side: &Sidecar| {
        Side::BOTH.map(|at| {
            let document = &side.remembered.bitext.documents[at];
            let last = document.sentences.last();
            (
                document.sentences.first().map(|first| first.span.start),
                last.map(|last| last.span.end),
            )
        })
    };
    if ends(&ours) != ends(&theirs) {
        return Err(MergeError::OtherTexts);
    }
    let base = base.filter(|base| ends(base) == ends(&ours));
    let mut conflicts = Vec::new();
    let bitext = merge_beads(base.as_ref(), &ours, &theirs, &mut conflicts);
    let (notes, mut orphans) = merge_notes(base.as_ref(), &ours, &theirs, &bitext, &mut conflicts);
    add_orphans(
        &mut orphans,
        ours.orphans.iter().chain(&theirs.orphans).cloned(),
    );
    let mut foreign = ours.foreign.clone();
    let mut known: HashSet<String> = foreign.iter().map(|(_, line)| line.clone()).collect();
    for line in &theirs.foreign {
        if known.insert(line.1.clone()) {
            foreign.push(line.clone());
        }
    }
    let fingerprints = |side: Side, span: Span| -> Fingerprint {
        let of = |car: &Sidecar| car.remembered.fingerprints[side].get(&span).copied();
        of(&ours).or_else(|| of(&theirs)).unwrap_or_default()
    };
    let quotes = |entry: &Entry| {
        let of = |car: &Sidecar| {
            let same = car.remembered.notes.get(&entry.key())?.spans() == entry.spans();
            same.then(|| car.remembered.quotes.get(&entry.key()).cloned())?
        };
        of(&ours).or_else(|| of(&theirs)).unwrap_or_default()
    };
    let mut text = sidecar::write_with(
        &ours.texts,
        &bitext,
        &notes,
        &fingerprints,
        &quotes,
        &orphans,
        &foreign,
    );
    if let Some(method) = ours.method.or(theirs.method) {
        text.push_str(&sidecar::method_line(method));
        text.push('\n');
    }
    Ok(Merged { text, conflicts })
}

/// The end of a bead on one side in bytes: that of its last sentence, or where it has none, of
/// the last before it.
fn end(bitext: &Bitext, bead: &Bead, side: Side) -> usize {
    let before = bead.sentences[side].end.checked_sub(1);
    before
        .and_then(|at| bitext.documents[side].sentences.get(at))
        .map_or(0, |sentence| sentence.span.end)
}

/// The ends of each bead on both sides.
fn ends(bitext: &Bitext) -> Vec<(usize, usize)> {
    let each = |bead: &Bead| {
        (
            end(bitext, bead, Side::Source),
            end(bitext, bead, Side::Target),
        )
    };
    bitext.beads.iter().map(each).collect()
}

/// One bead with the spans of its sentences, so that beads of different files compare.
#[derive(Clone, Debug)]
struct Cell {
    bead: Bead,
    spans: Sides<Vec<(Span, bool)>>,
}

impl PartialEq for Cell {
    /// Nobody says the confidence, and one that was kept between runs is rounded.
    fn eq(&self, other: &Self) -> bool {
        let bead = Bead {
            confidence: other.bead.confidence,
            ..self.bead.clone()
        };
        bead == other.bead && self.spans == other.spans
    }
}

fn cells(bitext: &Bitext) -> Vec<Cell> {
    let spans = |bead: &Bead, side: Side| {
        let document = &bitext.documents[side];
        let sentence = |index: usize| {
            let sentence = document.sentences.get(index)?;
            let before = index
                .checked_sub(1)
                .and_then(|at| document.sentences.get(at));
            let begins = before.is_none_or(|at| at.paragraph != sentence.paragraph);
            Some((sentence.span, begins))
        };
        bead.sentences[side].clone().filter_map(sentence).collect()
    };
    let cell = |bead: &Bead| Cell {
        spans: Sides::from_fn(|side| spans(bead, side)),
        bead: Bead {
            sentences: Sides::default(),
            ..bead.clone()
        },
    };
    bitext.beads.iter().map(cell).collect()
}

/// Cuts the beads into stretches at the given ends.
fn stretches(bitext: &Bitext, at: &BTreeSet<(usize, usize)>) -> Vec<Vec<Cell>> {
    let mut all = Vec::new();
    let mut open = Vec::new();
    for (cell, end) in cells(bitext).into_iter().zip(ends(bitext)) {
        open.push(cell);
        if at.contains(&end) {
            all.push(std::mem::take(&mut open));
        }
    }
    if !open.is_empty() {
        all.push(open);
    }
    all
}

fn merge_beads(
    base: Option<&Sidecar>,
    ours: &Sidecar,
    theirs: &Sidecar,
    conflicts: &mut Vec<Conflict>,
) -> Bitext {
    let set = |car: &Sidecar| -> BTreeSet<(usize, usize)> {
        ends(&car.remembered.bitext).into_iter().collect()
    };
    let mut shared: BTreeSet<_> = set(ours).intersection(&set(theirs)).copied().collect();
    if let Some(base) = base {
        shared = shared.intersection(&set(base)).copied().collect();
    }
    let cut = |car: &Sidecar| stretches(&car.remembered.bitext, &shared);
    let (mine, yours) = (cut(ours), cut(theirs));
    let old: Vec<Option<Vec<Cell>>> = match base {
        Some(base) => cut(base).into_iter().map(Some).collect(),
        None => vec![None; mine.len()],
    };
    let mut bitext = Bitext::default();
    let mut names = HashSet::new();
    for ((mine, yours), old) in mine.into_iter().zip(yours).zip(old) {
        let touched = |cells: &[Cell]| {
            cells
                .iter()
                .any(|cell| cell.bead.link != LinkState::Proposed)
        };
        let take_theirs = match &old {
            _ if mine == yours => false,
            Some(old) if *old == mine => true,
            Some(old) if *old == yours => false,
            None if touched(&yours) && !touched(&mine) => true,
            None if touched(&mine) && !touched(&yours) => false,
            _ => {
                let ids = |cells: &[Cell]| cells.iter().map(|cell| cell.bead.id).collect();
                conflicts.push(Conflict::Beads {
                    ours: ids(&mine),
                    theirs: ids(&yours),
                });
                false
            }
        };
        for cell in if take_theirs { yours } else { mine } {
            add_cell(&mut bitext, cell, &mut names);
        }
    }
    for bead in &mut bitext.beads {
        bead.crosses = bead.crosses.filter(|other| names.contains(other));
    }
    bitext
}

fn add_cell(bitext: &mut Bitext, cell: Cell, names: &mut HashSet<BeadId>) {
    let mut bead = cell.bead;
    bead.sentences = Sides::from_fn(|side| {
        let document = &mut bitext.documents[side];
        let start = document.sentences.len();
        for (span, begins) in &cell.spans[side] {
            document.push_sentence(*span, *begins);
        }
        start..document.sentences.len()
    });
    if !names.insert(bead.id) {
        bead.id = bead.id.child(bead.shape(), |id| names.contains(&id));
        names.insert(bead.id);
    }
    bitext.beads.push(bead);
}

fn merge_notes(
    base: Option<&Sidecar>,
    ours: &Sidecar,
    theirs: &Sidecar,
    bitext: &Bitext,
    conflicts: &mut Vec<Conflict>,
) -> (Annotations, Vec<Orphan>) {
    let of = |car: &Sidecar| -> HashMap<EntryKey, Entry> {
        let entries = car.remembered.notes.entries();
        entries.map(|entry| (entry.key(), entry.clone())).collect()
    };
    let (mine, yours) = (of(ours), of(theirs));
    let old = base.map(of);
    let keys: BTreeSet<&EntryKey> = mine.keys().chain(yours.keys()).collect();
    let (mut notes, mut orphans) = (Annotations::default(), Vec::new());
    for key in keys {
        let (a, b) = (mine.get(key), yours.get(key));
        let before = old.as_ref().and_then(|old| old.get(key));
        let chosen = match (a, b) {
            _ if same(a, b) => first(a, b),
            _ if old.is_some() && same(a, before) => b,
            _ if old.is_some() && same(b, before) => a,
            (Some(_), None) | (None, Some(_)) if old.is_none() => a.or(b),
            _ => {
                conflicts.push(Conflict::Entry {
                    ours: a.cloned().map(Box::new),
                    theirs: b.cloned().map(Box::new),
                });
                if let Some(lost) = b {
                    let quotes = theirs.remembered.quotes.get(key);
                    orphans.push(Orphan {
                        cause: OrphanCause::Conflict,
                        entry: lost.clone(),
                        quotes: quotes.cloned().unwrap_or_default(),
                    });
                }
                a
            }
        };
        if let Some(entry) = chosen {
            let entry = at_home(entry, ours, theirs, bitext);
            notes.replace(&entry.key(), Some(entry));
        }
    }
    (notes, orphans)
}

/// Whether two entries say the same; the bead they are kept under may follow an edit. A
/// decision is the same whoever took it, and whenever.
fn same(a: Option<&Entry>, b: Option<&Entry>) -> bool {
    match (a, b) {
        (None, None) => true,
        (Some(Entry::Verdict(_, a)), Some(Entry::Verdict(_, b))) => a.status == b.status,
        (Some(Entry::Dismissal(..)), Some(Entry::Dismissal(..)))
        | (Some(Entry::Judged(..)), Some(Entry::Judged(..))) => true,
        (Some(a), Some(b)) => a.spans().is_some() && *a == b.moved_to(a.bead()) || a == b,
        _ => false,
    }
}

/// Returns of two equal decisions the one that was taken first, so that the order of the
/// reviews makes no difference; of other entries ours.
fn first<'e>(a: Option<&'e Entry>, b: Option<&'e Entry>) -> Option<&'e Entry> {
    let taken = |entry: Option<&'e Entry>| match entry {
        Some(Entry::Verdict(_, verdict)) => Some((verdict.time, verdict.by.as_str())),
        Some(Entry::Dismissal(_, dismissal)) => Some((dismissal.time, dismissal.by.as_str())),
        Some(Entry::Judged(_, rater, time)) => Some((*time, rater.as_str())),
        _ => None,
    };
    if taken(b) < taken(a) { b } else { a }
}

/// Gives an entry whose bead is gone to the bead that now holds its first byte, or that of
/// its old bead.
fn at_home(entry: &Entry, ours: &Sidecar, theirs: &Sidecar, bitext: &Bitext) -> Entry {
    if bitext.index_of(entry.bead()).is_some() {
        return entry.clone();
    }
    let by_span = Side::BOTH.into_iter().rev().find_map(|side| {
        let first = entry.spans()?[side].first()?;
        Some((side, first.start))
    });
    let by_bead = || {
        [ours, theirs].into_iter().find_map(|car| {
            let old = &car.remembered.bitext;
            let bead = old.beads.get(old.index_of(entry.bead())?)?;
            Side::BOTH.into_iter().find_map(|side| {
                let first = bead.sentences[side].clone().next()?;
                let sentence = old.documents[side].sentences.get(first)?;
                Some((side, sentence.span.start))
            })
        })
    };
    let home = by_span
        .or_else(by_bead)
        .and_then(|(side, byte)| holder(bitext, side, byte));
    home.map_or_else(|| entry.clone(), |bead| entry.moved_to(bead.id))
}

/// Returns the bead from whose first sentence to whose last a byte lies.
fn holder(bitext: &Bitext, side: Side, byte: usize) -> Option<&Bead> {
    // The ends ascend: the first bead that ends behind the byte has sentences on this side.
    let at = bitext
        .beads
        .partition_point(|bead| end(bitext, bead, side) <= byte);
    let bead = bitext.beads.get(at)?;
    let extent = bitext.documents[side].span_of(&bead.sentences[side])?;
    (extent.start <= byte).then_some(bead)
}

/// Adds those orphans that are not there yet.
fn add_orphans(orphans: &mut Vec<Orphan>, more: impl Iterator<Item = Orphan>) {
    let mut known: HashMap<EntryKey, Vec<usize>> = HashMap::new();
    for (at, orphan) in orphans.iter().enumerate() {
        known.entry(orphan.entry.key()).or_default().push(at);
    }
    for orphan in more {
        let same = known.entry(orphan.entry.key()).or_default();
        if !same.iter().any(|&at| orphans.get(at) == Some(&orphan)) {
            same.push(orphans.len());
            orphans.push(orphan);
        }
    }
}
