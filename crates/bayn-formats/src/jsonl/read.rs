//! Reads JSON Lines into a corpus.

use crate::FormatError;
use crate::attrs::Attrs;
use crate::bitext::KIND;
use crate::corpus::{Corpus, FileInfo, Full, LangIndex, Note, Prop, Segment, State, Unit};
use crate::feed::Feed;
use crate::ordered::Ordered;
use crate::text::{Code, Role, Text};
use bayn_doc::Side;
use bayn_text::Lang;
use bayn_text::Message;
use bayn_text::msg;
use serde_json::{Map, Value, json};
use std::collections::HashMap;

/// Reads JSON Lines.
///
/// # Errors
/// If a line is not a JSON object or contains no text.
pub fn read(text: &str) -> Result<Corpus, FormatError> {
    read_pieces(&Feed::of_text(text), &mut |_| Ok(()))
}

/// Reads JSON Lines and passes on their units piece by piece.
pub(crate) fn read_pieces(feed: &Feed<'_>, full: &mut Full<'_>) -> Result<Corpus, FormatError> {
    let mut corpus = Corpus::default();
    corpus.files.push(FileInfo::default());
    let mut langs = LangIndex::default();
    let mut lines = feed.lines(b'\n');
    while let Some((start, line)) = lines.next()? {
        let line = line.trim().trim_start_matches('\u{FEFF}');
        if line.is_empty() {
            continue;
        }
        let value: Value = serde_json::from_str(line).map_err(|error| {
            let column = error.column().saturating_sub(1);
            // The place is that of the file, not of this line.
            let said = error.to_string();
            let said = said.split(" at line ").next().unwrap_or(&said).to_owned();
            feed.error(
                start + column,
                msg!("JSON Lines: one JSON object per line"),
                Message::library(said),
            )
            .remedy(msg!(
                "each line must be complete: download the file again if it is incomplete"
            ))
        })?;
        let Value::Object(mut object) = value else {
            return Err(feed.error(
                start,
                msg!("JSON Lines: one JSON object per line"),
                msg!("this line is JSON but not an object"),
            ));
        };
        if let [(_, Value::String(_))] = line_texts(&object, &corpus).as_slice()
            && let Ok(ordered) = serde_json::from_str(line)
        {
            keep_twins(&mut object, &ordered);
        }
        if corpus.units.is_empty()
            && let Ok(ordered) = serde_json::from_str(line)
        {
            name_languages(&ordered, &mut corpus, &mut langs);
        }
        let (unit, continues) =
            object_unit(&object, &mut corpus, &mut langs).map_err(|message| {
                feed.error(
                    start,
                    msg!("each pair needs text on at least one side"),
                    message,
                )
                .remedy(msg!(
                    "give \"source\" and \"target\", or a key for each language"
                ))
            })?;
        add_unit(unit, continues, &mut corpus, full)?;
    }
    Ok(corpus)
}

/// Adds a unit, or adds its content to the last one if it `continues` that.
fn add_unit(
    unit: Unit,
    continues: bool,
    corpus: &mut Corpus,
    full: &mut Full<'_>,
) -> Result<(), FormatError> {
    match corpus.units.last_mut() {
        Some(last) if continues => {
            last.notes.extend(unit.notes);
            last.props.extend(unit.props);
            last.segments.extend(unit.segments);
            Ok(())
        }
        _ => corpus.add(unit, full),
    }
}

/// Takes the languages of the first object in the order in which it has them: the first is the
/// source.
pub(crate) fn name_languages(object: &Ordered, corpus: &mut Corpus, langs: &mut LangIndex) {
    let texts = object.get("translation").unwrap_or(object).members();
    if ["texts", "langs", "source", "src"]
        .iter()
        .any(|name| object.get(name).is_some())
    {
        return;
    }
    for (tag, value) in texts {
        if value.as_str().is_some() && is_lang_tag(tag) {
            langs.index_of(&Lang::new(tag), corpus);
        }
    }
}

/// Takes both texts of an object that names one language twice, of which a map keeps the last.
pub(crate) fn keep_twins(object: &mut Map<String, Value>, ordered: &Ordered) {
    // What names both texts holds no languages, whatever its other keys look like.
    let named = |(source, target): &(&str, &str)| {
        object.contains_key(*source) && object.contains_key(*target)
    };
    if PAIRS.iter().any(named) {
        return;
    }
    let members = ordered.get("translation").unwrap_or(ordered).members();
    let texts = members.iter().filter(|(tag, _)| is_lang_tag(tag));
    let (tags, texts): (Vec<_>, Vec<_>) = texts
        .filter_map(|(tag, value)| Some((tag.as_str(), value.as_str()?)))
        .unzip();
    if texts.len() > 1 {
        object.insert("langs".into(), json!(tags));
        object.insert("texts".into(), json!(texts));
    }
}

/// Returns whether an object contains a text in some language.
pub(crate) fn holds_texts(object: &Map<String, Value>) -> bool {
    !line_texts(object, &Corpus::default()).is_empty()
}

/// Reads an object into the corpus.
pub(crate) fn read_object(
    object: &Map<String, Value>,
    corpus: &mut Corpus,
    langs: &mut LangIndex,
) -> Result<(), Message> {
    let (unit, continues) = object_unit(object, corpus, langs)?;
    // A corpus that keeps its units refuses none.
    let _kept = add_unit(unit, continues, corpus, &mut |_| Ok(()));
    Ok(())
}

/// Reads the unit of an object, and whether it continues the last one.
fn object_unit(
    object: &Map<String, Value>,
    corpus: &mut Corpus,
    langs: &mut LangIndex,
) -> Result<(Unit, bool), Message> {
    let mut segment = Segment::default();
    let string = |key: &str| object.get(key).and_then(Value::as_str).unwrap_or_default();
    let texts = line_texts(object, corpus);
    if texts.is_empty() {
        return Err(msg!("this line contains no text"));
    }
    // Texts in the same language are distinguished by their order.
    let mut seen: HashMap<&Lang, usize> = HashMap::new();
    for (lang, value) in &texts {
        let earlier = seen.entry(lang).or_default();
        let at = langs.index_behind(lang, *earlier, corpus);
        *earlier += 1;
        segment.texts.set(at, sentences_of(value));
    }
    segment.id = string("id").to_owned();
    segment.state = State::from_name(string("state"));
    segment.ignorable = object.get("ignorable").and_then(Value::as_bool) == Some(true);
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a confidence needs no double"
    )]
    let confidence = object
        .get("confidence")
        .and_then(Value::as_f64)
        .map(|value| value as f32);
    if let Some(number) = confidence.filter(|number| !(0.0..=1.0).contains(number)) {
        return Err(msg!(
            "{number} is not a confidence from 0 to 1",
            number = number.to_string()
        ));
    }
    segment.confidence = confidence;
    if let Some(kind) = object.get("kind").and_then(Value::as_str)
        && kind != "text"
    {
        segment.attrs.push((KIND.into(), kind.to_owned()));
    }
    segment.attrs.extend(attrs_of(object.get("attrs")));
    let unit_id = string("unit");
    let continues =
        !unit_id.is_empty() && corpus.units.last().is_some_and(|unit| unit.id == unit_id);
    let mut unit = Unit {
        id: unit_id.to_owned(),
        notes: notes_of(object.get("notes")),
        props: props_of(object.get("props")),
        ..Unit::default()
    };
    unit.push(segment);
    Ok((unit, continues))
}

/// Returns the languages of a line with the values of their texts.
fn line_texts<'v>(object: &'v Map<String, Value>, corpus: &Corpus) -> Vec<(Lang, &'v Value)> {
    let declared: Vec<Lang> = object
        .get("langs")
        .and_then(Value::as_array)
        .map(|langs| {
            langs
                .iter()
                .filter_map(Value::as_str)
                .map(Lang::new)
                .collect()
        })
        .unwrap_or_default();
    let lang_at = |at: usize| {
        declared
            .get(at)
            .or_else(|| corpus.langs.get(at))
            .cloned()
            .unwrap_or_else(|| Lang::new(["und", "und-x-target"].get(at).unwrap_or(&"und")))
    };
    if let Some(texts) = object.get("texts").and_then(Value::as_array) {
        return texts
            .iter()
            .enumerate()
            .map(|(at, value)| (lang_at(at), value))
            .collect();
    }
    for (source, target) in PAIRS {
        if object.contains_key(source) && object.contains_key(target) {
            return [source, target]
                .into_iter()
                .enumerate()
                .filter_map(|(at, key)| Some((lang_at(at), object.get(key)?)))
                .collect();
        }
    }
    let by_lang = object
        .get("translation")
        .and_then(Value::as_object)
        .unwrap_or(object);
    by_lang
        .iter()
        .filter(|(key, value)| value.is_string() && is_lang_tag(key))
        .map(|(key, value)| (Lang::new(key), value))
        .collect()
}

/// How the keys of a text and its translation are called; `mt` stands beside `ref` where metrics of
/// translation are measured.
const PAIRS: [(&str, &str); 5] = [
    ("source", "target"),
    ("src", "tgt"),
    ("src", "trg"),
    ("src", "mt"),
    ("source", "mt"),
];

/// Returns whether a key looks like a language tag: `en`, `arb`, `pt-BR`, `zho_Hans`.
pub(crate) fn is_lang_tag(key: &str) -> bool {
    let mut parts = key.split(['-', '_']);
    let primary = parts.next().unwrap_or("");
    (2..=3).contains(&primary.len())
        && primary.bytes().all(|byte| byte.is_ascii_alphabetic())
        && !matches!(
            primary,
            "id" | "src" | "tgt" | "trg" | "url" | "doc" | "key"
        )
        && parts.all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
        })
}

fn sentences_of(value: &Value) -> Vec<Text> {
    match value {
        Value::String(text) => vec![Text::from(text.as_str())],
        Value::Array(sentences) => sentences.iter().map(text_of).collect(),
        _ => Vec::new(),
    }
}

fn text_of(value: &Value) -> Text {
    match value {
        Value::String(text) => Text::from(text.as_str()),
        Value::Array(parts) => {
            let mut text = Text::default();
            for part in parts {
                match part {
                    Value::String(piece) => text.push_str(piece),
                    Value::Object(code) => text.push_code(code_of(code)),
                    _ => {}
                }
            }
            text
        }
        _ => Text::default(),
    }
}

fn code_of(object: &Map<String, Value>) -> Code {
    let string = |key: &str| {
        object
            .get(key)
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    let (role, id) = [
        (Role::Open, "open"),
        (Role::Close, "close"),
        (Role::Alone, "alone"),
    ]
    .into_iter()
    .find(|(_, key)| object.contains_key(*key))
    .map_or((Role::Alone, String::new()), |(role, key)| {
        (role, string(key))
    });
    Code {
        role,
        id,
        mark: object.get("mark").and_then(Value::as_bool) == Some(true),
        kind: string("kind"),
        data: string("data"),
        attrs: attrs_of(object.get("attrs")),
    }
}

fn attrs_of(value: Option<&Value>) -> Attrs {
    let Some(Value::Array(pairs)) = value else {
        return Attrs::new();
    };
    pairs
        .iter()
        .filter_map(|pair| {
            let pair = pair.as_array()?;
            let at = |n: usize| Some(pair.get(n)?.as_str()?.to_owned());
            Some((at(0)?, at(1)?))
        })
        .collect()
}

fn notes_of(value: Option<&Value>) -> Vec<Note> {
    let Some(Value::Array(notes)) = value else {
        return Vec::new();
    };
    notes
        .iter()
        .map(|note| {
            let string = |key: &str| {
                note.get(key)
                    .and_then(Value::as_str)
                    .unwrap_or_default()
                    .to_owned()
            };
            Note {
                text: string("text"),
                from: string("from"),
                category: string("category"),
                side: match string("side").as_str() {
                    "source" => Some(Side::Source),
                    "target" => Some(Side::Target),
                    _ => None,
                },
                priority: note
                    .get("priority")
                    .and_then(Value::as_u64)
                    .and_then(|priority| u8::try_from(priority).ok()),
                attrs: attrs_of(note.get("attrs")),
            }
        })
        .collect()
}

fn props_of(value: Option<&Value>) -> Vec<Prop> {
    let Some(Value::Array(props)) = value else {
        return Vec::new();
    };
    props
        .iter()
        .map(|prop| {
            let string = |key: &str| {
                prop.get(key)
                    .and_then(Value::as_str)
                    .unwrap_or_default()
                    .to_owned()
            };
            Prop {
                kind: string("kind"),
                value: string("value"),
                lang: prop
                    .get("lang")
                    .and_then(Value::as_u64)
                    .and_then(|lang| usize::try_from(lang).ok()),
                attrs: attrs_of(prop.get("attrs")),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn foreign_shapes_are_read() {
        for line in [
            r#"{"source": "A", "target": ["B"]}"#,
            r#"{"src": "A", "tgt": "B", "id": 7}"#,
            r#"{"translation": {"de": "A", "en": "B"}}"#,
            r#"{"ar": "A", "en": "B", "score": 0.5}"#,
        ] {
            let corpus = read(line).unwrap();
            let segment = corpus.segments().next().unwrap();
            let texts: Vec<String> = (0..2)
                .filter_map(|lang| segment.joined(lang))
                .map(|text| text.plain())
                .collect();
            assert_eq!(texts, ["A", "B"], "{line}");
        }
    }

    #[test]
    fn two_texts_in_one_language_are_told_by_their_order() {
        for line in [
            r#"{"langs":["en","en"],"source":["A"],"target":["B"]}"#,
            r#"{"langs":["en","EN"],"texts":[["A"],["B"]]}"#,
            r#"{"en": "A", "en": "B"}"#,
            r#"{"id": "x", "translation": {"en": "A", "en": "B"}}"#,
        ] {
            let corpus = read(&format!("{line}\n{line}\n")).unwrap();
            assert_eq!(corpus.langs, ["en", "en"].map(Lang::new), "{line}");
            for segment in corpus.segments() {
                let texts = [0, 1].map(|at| segment.joined(at).map(|text| text.plain()));
                assert_eq!(
                    texts,
                    ["A", "B"].map(|text| Some(text.to_owned())),
                    "{line}"
                );
            }
        }
    }

    #[test]
    fn a_broken_line_is_refused_with_its_place() {
        let error = read("{\"source\": \"A\", \"target\": \"B\"}\n{\"source\": \n").unwrap_err();
        assert_eq!(error.line, 2);
        assert!(read("[1]\n").is_err());
        assert!(read("{\"x\": 1}\n").is_err());
    }
}
