//! The lines of a sidecar: one JSON object each.
//!
//! ```text
//! {"bayn":1,"source":{"name":"report.ar.txt","lang":"ar"},"target":{…}}      header
//! {"bead":7,"src":["1 120 9f3a… 8c1b…"],"tgt":["1 98 … … p"],"p":0.93}       one a bead
//! {"mark":5123,"bead":7,"tgt":[[4,15,"surrounding"]],"category":"…",…}       after its bead
//! {"c":12,"do":"merge","steps":[…]}                                          journal
//! {"c":13,"undo":true,"steps":[…]}
//! {"method":"esa"}                                                           the last one holds
//! ```
//!
//! A sentence is `gap length hash sketch` and `p` where a paragraph begins: lengths in bytes,
//! hash and sketch in hexadecimal. Spans count from the start of the bead's side, so that a
//! change in one place changes no other line; the quote behind them finds them again. Steps
//! of the journal hold spans of the whole text: the journal speaks of one text only.

use bayn_doc::{
    BeadId, BeadKind, BeadStatus, Dismissal, Entry, LinkState, Mark, MarkId, Note, NoteId, Rating,
    Severity, Step, Verdict,
};
use bayn_doc::{Score, Sides};
use bayn_review::Method;
use bayn_review::fingerprint::Fingerprint;
use harf::Span;
use serde::{Deserialize, Serialize};

/// The version of the format that is written.
pub(crate) const VERSION: u32 = 1;

/// A text, as the header names it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextName {
    /// The file's name, without its folder.
    pub name: String,
    /// The language tag.
    #[serde(default)]
    pub lang: String,
}

/// The first line.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct HeaderLine {
    pub(crate) bayn: u32,
    pub(crate) source: TextName,
    pub(crate) target: TextName,
}

/// The line that says how errors are marked.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MethodLine {
    pub(crate) method: Method,
}

/// The line of a bead.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct BeadLine {
    pub(crate) bead: BeadId,
    #[serde(default)]
    pub(crate) src: Vec<String>,
    #[serde(default)]
    pub(crate) tgt: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) kind: Option<BeadKind>,
    #[serde(default)]
    pub(crate) p: Score,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) link: Option<LinkState>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) x: Option<BeadId>,
}

/// A line of the journal: what was done, undone or done again.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct JournalLine {
    pub(crate) c: u64,
    #[serde(rename = "do", default, skip_serializing_if = "String::is_empty")]
    pub(crate) label: String,
    #[serde(default, skip_serializing_if = "is_false")]
    pub(crate) undo: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    pub(crate) redo: bool,
    /// The texts changed here: what is before it cannot be undone any more.
    #[serde(default, skip_serializing_if = "is_false")]
    pub(crate) cut: bool,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) steps: Vec<Step>,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes the field by reference"
)]
fn is_false(flag: &bool) -> bool {
    !*flag
}

/// A span counted from the start of its bead's side, and the text under it.
pub(crate) type QuoteLine = (i64, i64, String);

/// The line of something written: one of the first six fields says what it is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct EntryLine {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) mark: Option<MarkId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) note: Option<NoteId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) verdict: Option<BeadStatus>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) rating: Option<f32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) dismissed: Option<String>,
    #[serde(default, skip_serializing_if = "is_false")]
    pub(crate) judged: bool,
    /// Why it has no place, if it does not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) orphan: Option<String>,
    #[serde(rename = "on")]
    pub(crate) bead: BeadId,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) src: Vec<QuoteLine>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) tgt: Vec<QuoteLine>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) category: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) severity: Option<Severity>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) text: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) suggestion: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) by: String,
    #[serde(default)]
    pub(crate) at: u64,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) check: String,
}

/// Where each side of a bead begins in its text.
pub(crate) type Base = Sides<usize>;

impl EntryLine {
    /// Returns the line of `entry`, whose bead begins at `base`.
    pub(crate) fn of(entry: &Entry, base: &Base, quotes: &Sides<Vec<String>>) -> Self {
        let relative = |byte: usize, base: usize| {
            let signed = |at: usize| i64::try_from(at).unwrap_or(i64::MAX);
            signed(byte) - signed(base)
        };
        let (mut src, mut tgt) = (Vec::new(), Vec::new());
        if let Some(spans) = entry.spans() {
            let lines = |spans: &[Span], base: usize, quotes: &[String]| -> Vec<QuoteLine> {
                spans
                    .iter()
                    .enumerate()
                    .map(|(at, span)| {
                        let quote = quotes.get(at).cloned().unwrap_or_default();
                        (relative(span.start, base), relative(span.end, base), quote)
                    })
                    .collect()
            };
            src = lines(&spans.source, base.source, &quotes.source);
            tgt = lines(&spans.target, base.target, &quotes.target);
        }
        let line = Self {
            bead: entry.bead(),
            src,
            tgt,
            ..Self::default()
        };
        match entry.clone() {
            Entry::Mark(id, mark) => Self {
                mark: Some(id),
                category: mark.category,
                severity: Some(mark.severity),
                text: mark.note,
                suggestion: mark.suggestion,
                by: mark.rater,
                at: mark.time,
                check: mark.check,
                ..line
            },
            Entry::Note(id, note) => Self {
                note: Some(id),
                text: note.text,
                by: note.author,
                at: note.time,
                ..line
            },
            Entry::Verdict(_, verdict) => Self {
                verdict: Some(verdict.status),
                by: verdict.by,
                at: verdict.time,
                ..line
            },
            Entry::Rating(_, rater, rating) => Self {
                rating: Some(rating.value),
                by: rater,
                at: rating.time,
                ..line
            },
            Entry::Dismissal(key, dismissal) => Self {
                dismissed: Some(key),
                by: dismissal.by,
                at: dismissal.time,
                ..line
            },
            Entry::Judged(_, rater, time) => Self {
                judged: true,
                by: rater,
                at: time,
                ..line
            },
        }
    }

    /// Returns the entry of the line and the text under its spans; its bead begins at `base`.
    pub(crate) fn entry(&self, base: &Base) -> Option<(Entry, Sides<Vec<String>>)> {
        let absolute = |at: i64, base: usize| {
            let base = i64::try_from(base).unwrap_or(i64::MAX);
            usize::try_from(base.saturating_add(at)).unwrap_or(0)
        };
        let spans_of = |lines: &[QuoteLine], base: usize| -> Vec<Span> {
            lines
                .iter()
                .map(|(start, end, _)| Span::new(absolute(*start, base), absolute(*end, base)))
                .collect()
        };
        let spans = Sides::new(
            spans_of(&self.src, base.source),
            spans_of(&self.tgt, base.target),
        );
        let quote = |lines: &[QuoteLine]| lines.iter().map(|line| line.2.clone()).collect();
        let quotes = Sides::new(quote(&self.src), quote(&self.tgt));
        let (bead, by, time) = (self.bead, self.by.clone(), self.at);
        let entry = if let Some(id) = self.mark {
            Entry::Mark(
                id,
                Mark {
                    bead,
                    spans,
                    category: self.category.clone(),
                    severity: self.severity.unwrap_or_default(),
                    note: self.text.clone(),
                    suggestion: self.suggestion.clone(),
                    rater: by,
                    time,
                    check: self.check.clone(),
                },
            )
        } else if let Some(id) = self.note {
            let text = self.text.clone();
            Entry::Note(
                id,
                Note {
                    bead,
                    spans,
                    text,
                    author: by,
                    time,
                },
            )
        } else if let Some(status) = self.verdict.clone() {
            Entry::Verdict(bead, Verdict { status, by, time })
        } else if let Some(value) = self.rating {
            if !(0.0..=100.0).contains(&value) {
                return None;
            }
            Entry::Rating(bead, by, Rating::new(value, time))
        } else if self.judged {
            Entry::Judged(bead, by, time)
        } else {
            let key = self.dismissed.clone()?;
            Entry::Dismissal(key, Dismissal { bead, by, time })
        };
        Some((entry, quotes))
    }
}

/// Returns the words that stand for a sentence.
pub(crate) fn sentence_line(
    gap: usize,
    len: usize,
    fingerprint: Fingerprint,
    paragraph: bool,
) -> String {
    let mark = if paragraph { " p" } else { "" };
    format!(
        "{gap} {len} {:016x} {:016x}{mark}",
        fingerprint.hash, fingerprint.sketch
    )
}

/// What [`sentence_line`] says.
pub(crate) struct SentenceLine {
    pub(crate) gap: usize,
    pub(crate) len: usize,
    pub(crate) fingerprint: Fingerprint,
    pub(crate) paragraph: bool,
}

/// Reads what [`sentence_line`] wrote.
pub(crate) fn read_sentence(line: &str) -> Option<SentenceLine> {
    let mut words = line.split(' ');
    let gap = words.next()?.parse().ok()?;
    let len = words.next()?.parse().ok()?;
    let hash = u64::from_str_radix(words.next()?, 16).ok()?;
    let sketch = u64::from_str_radix(words.next()?, 16).ok()?;
    Some(SentenceLine {
        gap,
        len,
        fingerprint: Fingerprint { hash, sketch },
        paragraph: words.next() == Some("p"),
    })
}
