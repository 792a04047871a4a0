//! Writes a corpus as JSON Lines.

use crate::attrs::{Attrs, attr};
use crate::bitext::KIND;
use crate::corpus::{Corpus, Note, Prop, Segment, Unit};
use crate::left_out::LeftOut;
use crate::text::{Code, Part, Role, Text};
use crate::writer::{Writer, write_whole};
use bayn_doc::Side;
use bayn_text::Lang;
use bayn_text::label;
use serde_json::{Map, Value, json};
use std::collections::{BTreeSet, HashMap};

/// Writes a corpus as JSON Lines.
#[must_use]
pub fn write(corpus: &Corpus, left_out: &mut LeftOut) -> String {
    write_whole(&mut JsonLines::default(), corpus, left_out)
}

/// Lines that are written piece by piece.
#[derive(Default)]
pub(crate) struct JsonLines {
    /// Whether the next line is the first.
    first: bool,
    /// The number of languages on the first line, which names all.
    named: usize,
}

impl Writer for JsonLines {
    fn start_pass(&mut self) {
        self.first = true;
    }

    fn head(&self, _: &Corpus, _: &mut LeftOut) -> String {
        String::new()
    }

    fn units(&mut self, corpus: &Corpus, units: &[Unit], left_out: &mut LeftOut) -> String {
        let mut out = String::new();
        let tags: Vec<&str> = corpus.langs.iter().map(Lang::tag).collect();
        let twins = twins(&tags);
        for unit in units {
            for (at, segment) in unit.segments.iter().enumerate() {
                let mut line = Map::new();
                let langs = langs_of_line(segment, &twins, self.first);
                let named: Vec<&str> = langs
                    .iter()
                    .filter_map(|at| tags.get(*at).copied())
                    .collect();
                line.insert("langs".into(), json!(named));
                let mut set = |key: &str, value: Value| {
                    line.insert(key.to_owned(), value);
                };
                if !unit.id.is_empty() {
                    set("unit", json!(unit.id));
                }
                if !segment.id.is_empty() {
                    set("id", json!(segment.id));
                }
                let sides: Vec<Value> = langs
                    .iter()
                    .map(|lang| segment.sentences(*lang).iter().map(text_json).collect())
                    .collect();
                match <[Value; 2]>::try_from(sides) {
                    Ok([source, target]) => {
                        set("source", source);
                        set("target", target);
                    }
                    Err(sides) => set("texts", Value::Array(sides)),
                }
                let kind = attr(&segment.attrs, KIND).unwrap_or("text");
                set("kind", json!(kind));
                if let Some(confidence) = segment.confidence {
                    set("confidence", json!(confidence));
                }
                if let Some(state) = segment.state {
                    set("state", json!(state.name()));
                }
                if segment.ignorable {
                    set("ignorable", json!(true));
                }
                let others: Attrs = segment
                    .attrs
                    .iter()
                    .filter(|(key, _)| key != KIND)
                    .cloned()
                    .collect();
                if !others.is_empty() {
                    set("attrs", json!(others));
                }
                if at == 0 {
                    if !unit.notes.is_empty() {
                        set("notes", unit.notes.iter().map(note_json).collect());
                    }
                    if !unit.props.is_empty() {
                        set("props", unit.props.iter().map(prop_json).collect());
                    }
                }
                if std::mem::take(&mut self.first) {
                    self.named = tags.len();
                }
                out.push_str(&Value::Object(line).to_string());
                out.push('\n');
            }
            left_out.count(label!("elements of other formats"), !unit.kept.is_empty());
        }
        out
    }

    fn holds(&mut self, corpus: &Corpus) -> bool {
        self.first || self.named == corpus.langs.len()
    }

    fn end(&mut self, corpus: &Corpus, left_out: &mut LeftOut) -> String {
        left_out.count(label!("groups"), !corpus.groups.is_empty());
        left_out.count(
            label!("notes and properties of the whole file"),
            !corpus.notes.is_empty() || !corpus.props.is_empty(),
        );
        String::new()
    }
}

/// Returns the languages that a line names: all on the first line and if there are only two,
/// else those of its texts. A list of all on every line would be quadratic in size.
fn langs_of_line(segment: &Segment, twins: &[Option<usize>], first: bool) -> Vec<usize> {
    if first || twins.len() <= 2 {
        return (0..twins.len()).collect();
    }
    let mut held = BTreeSet::new();
    for (lang, _) in segment.texts.iter() {
        // Several texts in one language are distinguished by their order.
        let mut next = Some(lang);
        while let Some(at) = next.filter(|at| held.insert(*at)) {
            next = twins.get(at).copied().flatten();
        }
    }
    if held.is_empty() {
        vec![0]
    } else {
        held.into_iter().collect()
    }
}

/// Returns for each language the one before it that has the same tag.
fn twins(tags: &[&str]) -> Vec<Option<usize>> {
    let mut last = HashMap::new();
    let places = tags.iter().enumerate();
    places.map(|(at, tag)| last.insert(*tag, at)).collect()
}

fn text_json(text: &Text) -> Value {
    match text.parts() {
        [] => json!(""),
        [Part::Text(text)] => json!(text),
        parts => parts
            .iter()
            .map(|part| match part {
                Part::Text(text) => json!(text),
                Part::Code(code) => code_json(code),
            })
            .collect(),
    }
}

fn code_json(code: &Code) -> Value {
    let mut object = Map::new();
    let role = match code.role {
        Role::Open => "open",
        Role::Close => "close",
        Role::Alone => "alone",
    };
    object.insert(role.into(), json!(code.id));
    if code.mark {
        object.insert("mark".into(), json!(true));
    }
    for (key, value) in [("kind", &code.kind), ("data", &code.data)] {
        if !value.is_empty() {
            object.insert(key.into(), json!(value));
        }
    }
    if !code.attrs.is_empty() {
        object.insert("attrs".into(), json!(code.attrs));
    }
    Value::Object(object)
}

fn note_json(note: &Note) -> Value {
    let mut object = Map::new();
    object.insert("text".into(), json!(note.text));
    for (key, value) in [("from", &note.from), ("category", &note.category)] {
        if !value.is_empty() {
            object.insert(key.into(), json!(value));
        }
    }
    if let Some(side) = note.side {
        let name = match side {
            Side::Source => "source",
            Side::Target => "target",
        };
        object.insert("side".into(), json!(name));
    }
    if let Some(priority) = note.priority {
        object.insert("priority".into(), json!(priority));
    }
    if !note.attrs.is_empty() {
        object.insert("attrs".into(), json!(note.attrs));
    }
    Value::Object(object)
}

fn prop_json(prop: &Prop) -> Value {
    let mut object = Map::new();
    object.insert("kind".into(), json!(prop.kind));
    object.insert("value".into(), json!(prop.value));
    if let Some(lang) = prop.lang {
        object.insert("lang".into(), json!(lang));
    }
    if !prop.attrs.is_empty() {
        object.insert("attrs".into(), json!(prop.attrs));
    }
    Value::Object(object)
}
