//! The annotations of a pair that `bayn find` prints, for people and for programs.

use crate::session::items::describe;
use crate::session::panel::one_line;
use bayn_doc::{Annotations, Bead, BeadStatus, Bitext, Mark, Side};
use bayn_text::message::{Number, Separator};
use bayn_text::{Message, msg};
use serde_json::{Map, Value, json};

/// Returns them in one line; `None` if there are none.
pub(crate) fn in_a_line(bitext: &Bitext, notes: &Annotations, bead: &Bead) -> Option<Message> {
    let mut parts = Vec::new();
    match notes.verdict(bead.id).map(|verdict| &verdict.status) {
        Some(BeadStatus::Accepted) => parts.push(msg!("accepted")),
        Some(BeadStatus::NeedsReview) => parts.push(msg!("needs review")),
        Some(BeadStatus::Rejected(why)) if why.is_empty() => parts.push(msg!("rejected")),
        Some(BeadStatus::Rejected(why)) => {
            parts.push(msg!("rejected: {why}", why = one_line(why)));
        }
        None => {}
    }
    parts.extend(notes.ratings_of(bead.id).map(|(rater, rating)| {
        let value = Number::written(rating.value.to_string());
        match rater {
            "" => msg!("score {value}", value),
            rater => msg!("score {value} by {rater}", value, rater),
        }
    }));
    let marks = notes.marks_of(bead.id);
    parts.extend(marks.map(|(_, mark)| describe(bitext, mark)));
    let written = notes.notes_of(bead.id);
    parts.extend(written.map(|(_, note)| msg!("note: {text}", text = one_line(&note.text))));
    (!parts.is_empty()).then(|| Message::joined(parts, Separator::Dot))
}

/// Returns them as an object, with the words of marks and notes; empty members are left
/// out.
pub(crate) fn in_json(bitext: &Bitext, notes: &Annotations, bead: &Bead) -> Option<Value> {
    let mut review = Map::new();
    if let Some(verdict) = notes.verdict(bead.id) {
        let (name, why) = match &verdict.status {
            BeadStatus::Accepted => ("accepted", ""),
            BeadStatus::NeedsReview => ("needs-review", ""),
            BeadStatus::Rejected(why) => ("rejected", why.as_str()),
        };
        review.insert("verdict".into(), name.into());
        insert_text(&mut review, "reason", why);
        insert_text(&mut review, "by", &verdict.by);
    }
    let ratings = notes.ratings_of(bead.id);
    let scores: Map<String, Value> = ratings
        .map(|(rater, rating)| (rater.to_owned(), json!(rating.value)))
        .collect();
    if !scores.is_empty() {
        review.insert("scores".into(), scores.into());
    }
    let marks = notes.marks_of(bead.id);
    let marks: Vec<Value> = marks.map(|(_, mark)| of_mark(bitext, mark)).collect();
    if !marks.is_empty() {
        review.insert("marks".into(), marks.into());
    }
    let written = notes.notes_of(bead.id).map(|(_, note)| {
        let mut object = Map::new();
        insert_text(&mut object, "text", &note.text);
        insert_text(&mut object, "author", &note.author);
        insert_words(&mut object, bitext, &note.spans);
        Value::from(object)
    });
    let written: Vec<Value> = written.collect();
    if !written.is_empty() {
        review.insert("notes".into(), written.into());
    }
    (!review.is_empty()).then(|| review.into())
}

fn of_mark(bitext: &Bitext, mark: &Mark) -> Value {
    let mut object = Map::new();
    insert_text(&mut object, "severity", mark.severity.name());
    insert_text(&mut object, "category", &mark.category);
    insert_words(&mut object, bitext, &mark.spans);
    insert_text(&mut object, "note", &mark.note);
    insert_text(&mut object, "suggestion", &mark.suggestion);
    insert_text(&mut object, "rater", &mark.rater);
    object.into()
}

/// Adds a text unless it is empty.
fn insert_text(object: &mut Map<String, Value>, key: &str, text: &str) {
    if !text.is_empty() {
        object.insert(key.to_owned(), text.into());
    }
}

/// Adds the words of the spans in both texts.
fn insert_words(
    object: &mut Map<String, Value>,
    bitext: &Bitext,
    spans: &bayn_doc::Sides<Vec<harf::Span>>,
) {
    for (side, key) in Side::BOTH.into_iter().zip(["source", "target"]) {
        let text = &bitext.documents[side].text;
        let words: Vec<&str> = spans[side].iter().map(|span| span.of(text)).collect();
        if !words.is_empty() {
            object.insert(key.to_owned(), words.into());
        }
    }
}
