//! A sidecar in memory: read from its lines, replayed, and written as lines again.
//!
//! Pure: bytes in, text out. What a line is follows from its fields, in any order. Lines that
//! are not understood are kept word for word and written back; a last line that was torn by a
//! crash is told from a line of a newer program by being no JSON at all. Bytes that are no
//! UTF-8 are replaced within their line; places in the file are counted as it is.

use crate::store::line::{
    Base, BeadLine, EntryLine, HeaderLine, JournalLine, MethodLine, TextName, VERSION,
    read_sentence, sentence_line,
};
use bayn_doc::{
    Annotations, ApplyError, Bead, BeadId, Bitext, Change, Document, Entry, EntryKey, History, Step,
};
use bayn_doc::{Side, Sides};
use bayn_review::Method;
use bayn_review::carry::{Orphan, OrphanCause, Remembered, quotes_of};
use bayn_review::fingerprint::Fingerprint;
use bayn_text::{Message, error_message, msg};
use harf::Span;
use serde::Deserialize;
use serde::de::IgnoredAny;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::fmt::Write;

/// How a line says why it has no place.
const TEXT_GONE: &str = "its text is gone";
const CONFLICT: &str = "another one stands";

/// Why a sidecar could not be read at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// The first line is not the header.
    NoHeader,
    /// A newer program wrote it.
    Newer(u32),
    /// `git merge` stopped in it.
    ConflictMarks(usize),
}

impl Unreadable {
    /// Returns its message.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::NoHeader => msg!("line 1 is not the header of a bayn review"),
            Self::Newer(version) => msg!(
                "it has version {version}; this program reads up to version {own}",
                version,
                own = VERSION
            ),
            Self::ConflictMarks(line) => msg!(
                "line {line} is a git conflict marker: restore one side and run `bayn merge`",
                line
            ),
        }
    }
}

error_message!(Unreadable);

/// What a sidecar says.
#[derive(Clone, Debug, Default)]
pub struct Sidecar {
    /// The names of the texts.
    pub texts: Sides<TextName>,
    /// How errors are marked, where that was chosen.
    pub method: Option<Method>,
    /// The beads and everything written, after the journal was replayed.
    pub remembered: Remembered,
    /// What had no place when the file was written.
    pub orphans: Vec<Orphan>,
    /// What was done since the file was folded.
    pub history: History,
    /// Lines that were not understood, with their numbers from 1; kept word for word.
    pub foreign: Vec<(usize, String)>,
    /// Steps of the journal that did not fit, with their line numbers.
    pub misfits: Vec<(usize, ApplyError)>,
    /// How many bytes hold whole lines; what follows was torn by a crash.
    pub whole_bytes: usize,
    /// The torn end, if there is one.
    pub torn: Option<String>,
    /// The number of the last line of the journal, 0 without one.
    pub last: u64,
    /// The journal's lines as they are, for the history.
    pub(crate) journal: Vec<(u64, String)>,
    /// Whether the last line only lacks its line end.
    pub(crate) unended: bool,
}

/// Returns whether a file begins as a sidecar does, of whatever version.
#[must_use]
pub fn is_review(bytes: &[u8]) -> bool {
    /// What every header has.
    #[derive(Deserialize)]
    struct Head {
        #[serde(rename = "bayn")]
        _version: u32,
    }
    let first = bytes.split(|byte| *byte == b'\n').next();
    first.is_some_and(|line| serde_json::from_slice::<Head>(line).is_ok())
}

/// Reads a sidecar and replays its journal.
///
/// # Errors
/// When it is no sidecar, of a newer version, or holds conflict marks.
pub fn read(bytes: impl AsRef<[u8]>) -> Result<Sidecar, Unreadable> {
    let bytes = bytes.as_ref();
    let mut sidecar = Sidecar::default();
    let mut lines: Vec<(usize, Cow<'_, str>)> = Vec::new();
    let mut at = 0;
    for (number, piece) in bytes.split_inclusive(|byte| *byte == b'\n').enumerate() {
        let line = without_end(piece);
        let ended = piece.ends_with(b"\n");
        let last = at + piece.len() == bytes.len();
        if line.starts_with("<<<<<<<") || line.starts_with(">>>>>>>") {
            return Err(Unreadable::ConflictMarks(number + 1));
        }
        let broken = last && serde_json::from_str::<IgnoredAny>(&line).is_err();
        if broken && !(ended && line.trim().is_empty()) {
            sidecar.torn = Some(line.into_owned());
            break;
        }
        at += piece.len();
        sidecar.whole_bytes = at;
        sidecar.unended = !ended;
        if !line.trim().is_empty() {
            lines.push((number + 1, line));
        }
    }
    let header: HeaderLine = lines
        .first()
        .and_then(|(_, line)| serde_json::from_str(line).ok())
        .ok_or(Unreadable::NoHeader)?;
    if header.bayn > VERSION {
        return Err(Unreadable::Newer(header.bayn));
    }
    sidecar.texts = Sides::new(header.source, header.target);
    let body: Vec<(usize, &str, Kind)> = lines
        .iter()
        .skip(1)
        .map(|(number, line)| (*number, &**line, Kind::of(line)))
        .collect();
    read_beads(&body, &mut sidecar);
    let bases = bases(&sidecar.remembered.bitext);
    let mut journal = Vec::new();
    for &(number, line, kind) in &body {
        let understood = match kind {
            Kind::Bead => continue,
            Kind::Step => match serde_json::from_str::<JournalLine>(line) {
                Ok(step) => {
                    sidecar.journal.push((step.c, line.to_owned()));
                    journal.push((number, step));
                    true
                }
                Err(_) => false,
            },
            Kind::Entry => match serde_json::from_str::<MethodLine>(line) {
                Ok(line) => {
                    sidecar.method = Some(line.method);
                    true
                }
                Err(_) => read_entry(line, &bases, &mut sidecar),
            },
        };
        if !understood {
            sidecar.foreign.push((number, line.to_owned()));
        }
    }
    for (number, line) in journal {
        sidecar.last = sidecar.last.max(line.c);
        replay(&mut sidecar, number, line);
    }
    Ok(sidecar)
}

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// A bead.
    Bead,
    /// A line of the journal.
    Step,
    /// Something written on a bead, or a line that is none of ours.
    Entry,
}

impl Kind {
    /// Tells a line by its fields, whatever their order and the spaces between them.
    fn of(line: &str) -> Self {
        /// The fields that tell.
        #[derive(Default, Deserialize)]
        #[serde(default)]
        struct Fields {
            bead: Option<IgnoredAny>,
            c: Option<IgnoredAny>,
            on: Option<IgnoredAny>,
        }
        let fields: Fields = serde_json::from_str(line).unwrap_or_default();
        match fields {
            Fields { on: Some(_), .. } => Self::Entry,
            Fields { bead: Some(_), .. } => Self::Bead,
            Fields { c: Some(_), .. } => Self::Step,
            _ => Self::Entry,
        }
    }
}

/// Returns a line as text without the bytes that end it.
fn without_end(piece: &[u8]) -> Cow<'_, str> {
    let end = piece.iter().rposition(|byte| !b"\r\n".contains(byte));
    let line = piece.get(..end.map_or(0, |at| at + 1));
    String::from_utf8_lossy(line.unwrap_or_default())
}

fn read_beads(lines: &[(usize, &str, Kind)], sidecar: &mut Sidecar) {
    let mut seen = HashSet::new();
    for (number, line, kind) in lines {
        if *kind != Kind::Bead {
            continue;
        }
        let read = serde_json::from_str::<BeadLine>(line).ok();
        let Some(row) = read.filter(|row| seen.insert(row.bead)) else {
            sidecar.foreign.push((*number, (*line).to_owned()));
            continue;
        };
        let remembered = &mut sidecar.remembered;
        let sentences = Sides::from_fn(|side| {
            let lines = match side {
                Side::Source => &row.src,
                Side::Target => &row.tgt,
            };
            let document = &mut remembered.bitext.documents[side];
            let start = document.sentences.len();
            for line in lines {
                add_sentence(document, &mut remembered.fingerprints[side], line);
            }
            start..document.sentences.len()
        });
        if sentences.source.is_empty() && sentences.target.is_empty() {
            sidecar.foreign.push((*number, (*line).to_owned()));
            continue;
        }
        let mut bead = Bead::new(sentences, row.p);
        bead.id = row.bead;
        bead.kind = row.kind.unwrap_or_default();
        bead.link = row.link.unwrap_or_default();
        bead.crosses = row.x;
        remembered.bitext.beads.push(bead);
    }
}

fn add_sentence(
    document: &mut Document,
    fingerprints: &mut HashMap<Span, Fingerprint>,
    line: &str,
) {
    let Some(row) = read_sentence(line) else {
        return;
    };
    let before = document.sentences.last().map_or(0, |last| last.span.end);
    let start = before.saturating_add(row.gap);
    let span = Span::new(start, start.saturating_add(row.len));
    document.push_sentence(span, row.paragraph);
    fingerprints.insert(span, row.fingerprint);
}

/// Returns where each side of each bead begins; an empty side begins where the text before
/// it ends.
pub(crate) fn bases(bitext: &Bitext) -> HashMap<BeadId, Base> {
    let base = |bead: &Bead, side: Side| {
        let range = &bead.sentences[side];
        let sentences = &bitext.documents[side].sentences;
        if range.is_empty() {
            let before = range.start.checked_sub(1).and_then(|at| sentences.get(at));
            before.map_or(0, |before| before.span.end)
        } else {
            sentences
                .get(range.start)
                .map_or(0, |first| first.span.start)
        }
    };
    bitext
        .beads
        .iter()
        .map(|bead| (bead.id, Sides::from_fn(|side| base(bead, side))))
        .collect()
}

fn read_entry(line: &str, bases: &HashMap<BeadId, Base>, sidecar: &mut Sidecar) -> bool {
    let Ok(line) = serde_json::from_str::<EntryLine>(line) else {
        return false;
    };
    let base = match line.orphan {
        Some(_) => Base::default(),
        None => bases.get(&line.bead).copied().unwrap_or_default(),
    };
    let Some((entry, quotes)) = line.entry(&base) else {
        return false;
    };
    if line.orphan.is_some() || !bases.contains_key(&line.bead) {
        let cause = match line.orphan.as_deref() {
            Some(CONFLICT) => OrphanCause::Conflict,
            _ => OrphanCause::TextGone,
        };
        sidecar.orphans.push(Orphan {
            cause,
            entry,
            quotes,
        });
        return true;
    }
    let key = entry.key();
    if sidecar.remembered.notes.get(&key).is_some() {
        return false;
    }
    if entry.spans().is_some() {
        sidecar.remembered.quotes.insert(key.clone(), quotes);
    }
    sidecar.remembered.notes.replace(&key, Some(entry));
    true
}

fn replay(sidecar: &mut Sidecar, number: usize, line: JournalLine) {
    let change = Change {
        label: line.label.clone(),
        steps: line.steps.clone(),
    };
    let remembered = &mut sidecar.remembered;
    if let Err(error) = change.apply(&mut remembered.bitext, &mut remembered.notes) {
        sidecar.misfits.push((number, error));
        return;
    }
    // A quote belongs to the spans it was taken from.
    for step in &line.steps {
        if let Step::Entry {
            was: Some(was),
            now,
        } = step
            && now.as_ref().and_then(|now| now.spans()) != was.spans()
        {
            remembered.quotes.remove(&was.key());
        }
    }
    remember(&mut sidecar.history, line);
}

/// Moves the history on by one line of the journal.
pub(crate) fn remember(history: &mut History, line: JournalLine) {
    if line.cut {
        *history = History::default();
    } else if line.undo {
        history.undone.extend(history.done.pop());
    } else if line.redo {
        history.done.extend(history.undone.pop());
    } else {
        history.undone.clear();
        history.done.push(Change {
            label: line.label,
            steps: line.steps,
        });
    }
}

/// Writes a sidecar without a journal: the header, then each bead with what is written on it.
#[must_use]
pub fn write(
    texts: &Sides<TextName>,
    bitext: &Bitext,
    notes: &Annotations,
    orphans: &[Orphan],
    foreign: &[(usize, String)],
) -> String {
    let fingerprints =
        |side: Side, span: Span| Fingerprint::of(span.of(&bitext.documents[side].text));
    let quotes = |entry: &Entry| quotes_of(entry, bitext).unwrap_or_default();
    write_with(
        texts,
        bitext,
        notes,
        &fingerprints,
        &quotes,
        orphans,
        foreign,
    )
}

/// Returns the line that says how errors are marked.
pub(crate) fn method_line(method: Method) -> String {
    serde_json::to_string(&MethodLine { method }).unwrap_or_default()
}

/// As [`write`], where the prints and quotes come from elsewhere than from the texts.
pub(crate) fn write_with(
    texts: &Sides<TextName>,
    bitext: &Bitext,
    notes: &Annotations,
    fingerprints: &dyn Fn(Side, Span) -> Fingerprint,
    quotes: &dyn Fn(&Entry) -> Sides<Vec<String>>,
    orphans: &[Orphan],
    foreign: &[(usize, String)],
) -> String {
    let mut out = String::new();
    let mut put = |line: serde_json::Result<String>| {
        // Plain data without maps of strange keys: it cannot fail to be written.
        let _ = writeln!(out, "{}", line.unwrap_or_default());
    };
    put(serde_json::to_string(&HeaderLine {
        bayn: VERSION,
        source: texts.source.clone(),
        target: texts.target.clone(),
    }));
    let bases = bases(bitext);
    for bead in &bitext.beads {
        let lines = |side: Side| -> Vec<String> {
            bead.sentences[side]
                .clone()
                .filter_map(|index| sentence_of(bitext, side, index, fingerprints))
                .collect()
        };
        let plain = |default: bool| (!default).then_some(());
        put(serde_json::to_string(&BeadLine {
            bead: bead.id,
            src: lines(Side::Source),
            tgt: lines(Side::Target),
            kind: plain(bead.kind == Default::default()).map(|()| bead.kind),
            p: bead.confidence,
            link: plain(bead.link == Default::default()).map(|()| bead.link),
            x: bead.crosses,
        }));
        let base = bases.get(&bead.id).copied().unwrap_or_default();
        for entry in notes.of(bead.id) {
            put(serde_json::to_string(&EntryLine::of(
                entry,
                &base,
                &quotes(entry),
            )));
        }
    }
    let named: HashSet<EntryKey> = orphans.iter().map(|orphan| orphan.entry.key()).collect();
    let strays = notes
        .entries()
        .filter(|entry| !bases.contains_key(&entry.bead()) && !named.contains(&entry.key()))
        .map(|entry| (OrphanCause::TextGone, entry, quotes(entry)));
    let listed = orphans
        .iter()
        .map(|orphan| (orphan.cause, &orphan.entry, orphan.quotes.clone()));
    for (cause, entry, quotes) in listed.chain(strays) {
        let why = match cause {
            OrphanCause::TextGone => TEXT_GONE,
            OrphanCause::Conflict => CONFLICT,
        };
        put(serde_json::to_string(&EntryLine {
            orphan: Some(why.to_owned()),
            ..EntryLine::of(entry, &Base::default(), &quotes)
        }));
    }
    for (_, line) in foreign {
        put(Ok(line.clone()));
    }
    out
}

fn sentence_of(
    bitext: &Bitext,
    side: Side,
    index: usize,
    fingerprints: &dyn Fn(Side, Span) -> Fingerprint,
) -> Option<String> {
    let document = &bitext.documents[side];
    let sentence = document.sentences.get(index)?;
    let before = index
        .checked_sub(1)
        .and_then(|before| document.sentences.get(before));
    let gap = sentence.span.start
        - before
            .map_or(0, |before| before.span.end)
            .min(sentence.span.start);
    let begins = before.is_none_or(|before| before.paragraph != sentence.paragraph);
    let fingerprint = fingerprints(side, sentence.span);
    Some(sentence_line(gap, sentence.span.len(), fingerprint, begins))
}
