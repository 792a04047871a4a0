//! Converts a review to a corpus for writing: a unit for each pair, with all its judgements.

use crate::exchange::codes::{Originals, plain_of, without_marks};
use crate::exchange::issues::of_mark;
use crate::exchange::{NS, PROP};
use crate::mqm;
use crate::position::{letters_of, span_of};
use crate::rated::bead_text;
use bayn_doc::{Annotations, Bead, BeadStatus, Bitext, Entry, Mark};
use bayn_doc::{Side, Sides};
use bayn_formats::issue::{Family, Issue, put_issues};
use bayn_formats::{Corpus, FileInfo, Kept, Note, Prop, Segment, State, Text, Unit};
use harf::Span;

/// The form of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// XLIFF, with issues on their words.
    Xliff(Family),
    /// Formats with notes and properties: TMX, JSON Lines.
    Props,
}

/// Returns the corpus of a review; `original` names the translated document.
#[must_use]
pub fn write(bitext: &Bitext, notes: &Annotations, original: &str, form: Form) -> Corpus {
    made(bitext, notes, original, (form, &Originals::default()))
}

/// Returns the corpus of a review of a bilingual file: as [`write()`], with the inline codes that
/// its sentences have in the file.
#[must_use]
pub fn write_onto(
    file: &Corpus,
    bitext: &Bitext,
    notes: &Annotations,
    original: &str,
    form: Form,
) -> Corpus {
    let originals = Originals::of(file, bitext);
    made(bitext, notes, original, (form, &originals))
}

fn made(
    bitext: &Bitext,
    notes: &Annotations,
    original: &str,
    (form, originals): (Form, &Originals<'_>),
) -> Corpus {
    let lang = |side: Side| bitext.documents[side].lang.clone();
    let mut corpus = Corpus::bilingual(lang(Side::Source), lang(Side::Target));
    corpus.files.push(FileInfo {
        original: original.to_owned(),
        ..FileInfo::default()
    });
    if let Form::Xliff(family) = form {
        corpus.attrs.push(family.version());
    }
    for (at, bead) in bitext.beads.iter().enumerate() {
        let unit = unit(bitext, notes, (at, bead), (form, originals));
        corpus.units.push(unit);
    }
    corpus
}

fn unit(
    bitext: &Bitext,
    notes: &Annotations,
    (at, bead): (usize, &Bead),
    (form, originals): (Form, &Originals<'_>),
) -> Unit {
    let texts = Side::BOTH.map(|side| {
        let sentences = bead.sentences[side].clone();
        let text = |at: usize| match originals.text(side, at) {
            Some(text) => without_marks(text),
            None => Text::from(bitext.documents[side].sentence(at)),
        };
        sentences.map(text).collect::<Vec<Text>>()
    });
    let mut unit = Unit {
        id: (at + 1).to_string(),
        segments: vec![Segment {
            confidence: matches!(form, Form::Props).then(|| bead.confidence.value()),
            texts: texts.into(),
            ..Segment::default()
        }],
        ..Unit::default()
    };
    let mut issues: Vec<Issue> = Vec::new();
    for entry in notes.of(bead.id) {
        if let Some(entry) = own(entry, bitext, bead) {
            match form {
                Form::Xliff(family) => unit.kept.push(kept(&entry, family)),
                Form::Props => unit.props.push(Prop {
                    kind: PROP.to_owned(),
                    value: entry,
                    ..Prop::default()
                }),
            }
        }
        unit.notes.extend(note_of(entry, bitext));
        match entry {
            Entry::Mark(_, mark) => {
                let words = joined(mark, bitext, bead, unit.segments.first());
                issues.extend(of_mark(mark, &words));
            }
            Entry::Verdict(_, verdict) => {
                if let (Some(segment), Form::Xliff(family)) = (unit.segments.first_mut(), form) {
                    state(segment, &verdict.status, family);
                }
            }
            _ => {}
        }
    }
    if let Form::Xliff(family) = form {
        put_issues(&mut unit, 0, &issues, family);
    }
    unit
}

/// Returns an entry as JSON, its spans counted in letters of the bead's own text.
fn own(entry: &Entry, bitext: &Bitext, bead: &Bead) -> Option<String> {
    let mut entry = entry.clone();
    if let Some(spans) = entry.spans_mut() {
        *spans = Sides::from_fn(|side| {
            let (text, start) = bead_text(bitext, bead, side);
            let places = spans[side].iter().map(|span| {
                let (from, to) = letters_of(text, inner(*span, start));
                Span::new(from, to)
            });
            places.collect()
        });
    }
    serde_json::to_string(&entry).ok()
}

fn inner(span: Span, start: usize) -> Span {
    Span::new(
        span.start.saturating_sub(start),
        span.end.saturating_sub(start),
    )
}

/// Returns the words of a mark in the sentences of its segment joined by spaces, without codes.
fn joined(
    mark: &Mark,
    bitext: &Bitext,
    bead: &Bead,
    segment: Option<&Segment>,
) -> Sides<Vec<Span>> {
    Sides::from_fn(|side| {
        let (text, start) = bead_text(bitext, bead, side);
        let lang = usize::from(side == Side::Target);
        let Some(whole) = segment.and_then(|segment| segment.joined(lang)) else {
            return Vec::new();
        };
        let shown = whole.shown();
        let places = mark.spans[side].iter();
        places
            .map(|span| span_of(&shown, letters_of(text, inner(*span, start))))
            .map(|span| plain_of(&whole, span))
            .collect()
    })
}

fn kept(entry: &str, family: Family) -> Kept {
    let place = match family {
        Family::Xliff12 => "x1:unit",
        Family::Xliff2 => "x2:unit",
    };
    // JSON escapes control characters itself; the rest XML can hold.
    let inner = entry
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    Kept {
        place: place.to_owned(),
        xml: format!("<bayn:entry xmlns:bayn=\"{NS}\">{inner}</bayn:entry>"),
    }
}

/// Returns the verdict in the terms of the format family.
fn state(segment: &mut Segment, status: &BeadStatus, family: Family) {
    segment.state = Some(match status {
        BeadStatus::Accepted => State::Reviewed,
        BeadStatus::NeedsReview | BeadStatus::Rejected(_) => State::Translated,
    });
    let mut push = |name: &str, value: &str| {
        segment.attrs.push((name.to_owned(), value.to_owned()));
    };
    match (family, status) {
        (Family::Xliff12, BeadStatus::Accepted) => push("x1:state", "signed-off"),
        (Family::Xliff12, BeadStatus::NeedsReview) => push("x1:state", "needs-review-translation"),
        (Family::Xliff12, BeadStatus::Rejected(_)) => {
            push("x1:state", "needs-review-translation");
            push("x1:state-qualifier", "rejected-inaccurate");
        }
        (Family::Xliff2, BeadStatus::Accepted) => push("x2:subState", "bayn:accepted"),
        (Family::Xliff2, BeadStatus::NeedsReview) => push("x2:subState", "bayn:needs-review"),
        (Family::Xliff2, BeadStatus::Rejected(_)) => push("x2:subState", "bayn:rejected"),
    }
}

/// Returns the text of an entry that is visible in any tool.
pub(super) fn note_of(entry: &Entry, bitext: &Bitext) -> Option<Note> {
    let (text, from) = match entry {
        Entry::Mark(_, mark) => (of_a_mark(mark, bitext), &mark.rater),
        Entry::Note(_, note) => {
            let words = words(&note.spans, bitext);
            let text = if words.is_empty() {
                note.text.clone()
            } else {
                format!("{words}: {}", note.text)
            };
            (text, &note.author)
        }
        Entry::Verdict(_, verdict) => {
            let text = match &verdict.status {
                BeadStatus::Accepted => return None,
                BeadStatus::NeedsReview => "needs review".to_owned(),
                BeadStatus::Rejected(why) if why.is_empty() => "rejected".to_owned(),
                BeadStatus::Rejected(why) => format!("rejected: {why}"),
            };
            (text, &verdict.by)
        }
        Entry::Rating(_, rater, rating) => (format!("score {} of 100", rating.value), rater),
        Entry::Dismissal(..) | Entry::Judged(..) => return None,
    };
    Some(Note {
        text,
        from: from.clone(),
        ..Note::default()
    })
}

fn of_a_mark(mark: &Mark, bitext: &Bitext) -> String {
    let category =
        mqm::find(&mark.category).map_or_else(|| mark.category.clone(), mqm::Category::path);
    let mut text = format!("[{}]", mark.severity.name());
    for part in [category, words(&mark.spans, bitext)] {
        if !part.is_empty() {
            text.push_str(&format!(" {part}"));
        }
    }
    if !mark.suggestion.is_empty() {
        text.push_str(&format!(" \u{2192} \u{201c}{}\u{201d}", mark.suggestion));
    }
    if !mark.note.is_empty() {
        text.push_str(&format!(": {}", mark.note));
    }
    text
}

fn words(spans: &Sides<Vec<Span>>, bitext: &Bitext) -> String {
    let mut quotes = Vec::new();
    for side in Side::BOTH {
        let text = &bitext.documents[side].text;
        quotes.extend(spans[side].iter().map(|span| {
            let words: Vec<&str> = span.of(text).split_whitespace().collect();
            format!("\u{201c}{}\u{201d}", words.join(" "))
        }));
    }
    quotes.join(" ")
}
