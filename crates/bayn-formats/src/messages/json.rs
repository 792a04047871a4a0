//! JSON that is not one bead per line: arrays of pairs, string catalogues, nested messages.

use super::json_shapes::{by_message, columns, is_task, table, tasks};
use super::{Messages, none, one_line};
use crate::FormatError;
use crate::corpus::{Corpus, FileInfo, LangIndex, Segment, Unit};
use crate::jsonl::{self, is_lang_tag};
use crate::ordered::Ordered;
use crate::sign::{Lines, Naming};
use crate::text::Text;
use bayn_doc::Sides;
use bayn_text::{Lang, Message, msg};

/// Members that contain the rows of a data set.
const ROWS: [&str; 5] = ["data", "rows", "examples", "translations", "segments"];
/// Members of a row that contain its data: a task of Label Studio, a row of a data set.
const INNER: [&str; 2] = ["data", "row"];

/// The content of a JSON file.
#[derive(Clone, Debug, PartialEq)]
pub enum Json {
    /// Texts in several languages.
    Pairs(Corpus),
    /// The messages of one.
    Messages(Messages),
}

/// Reads a JSON file: its pairs if it has any, else its messages.
///
/// # Errors
/// If it is no JSON, or holds neither.
pub fn read(text: &str) -> Result<Json, FormatError> {
    let value = parsed(text)?;
    if let Some(corpus) = corpus_of(&value)? {
        return Ok(Json::Pairs(corpus));
    }
    let messages = nested(&value);
    if messages.entries.is_empty() {
        return Err(none(clause()).remedy(msg!(
            "give \"source\" and \"target\", or a key for each language"
        )));
    }
    Ok(Json::Messages(messages))
}

fn clause() -> Message {
    msg!("JSON: pairs of texts, or messages by key")
}

fn parsed(text: &str) -> Result<Ordered, FormatError> {
    let text = text.trim_start_matches('\u{FEFF}');
    serde_json::from_str(text).map_err(|error| {
        let line = error.line().saturating_sub(1);
        let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
        let said = error.to_string();
        let said = said.split(" at line ").next().unwrap_or(&said).to_owned();
        let at = start + error.column().saturating_sub(1);
        FormatError::at(text, at, clause(), Message::library(said))
    })
}

fn corpus_of(value: &Ordered) -> Result<Option<Corpus>, FormatError> {
    if let Ordered::List(rows) = value {
        return list_of(rows, None);
    }
    if value.get("sourceLanguage").is_some()
        && let Some(strings) = value.get("strings")
    {
        return Ok(Some(catalogue(value, strings)));
    }
    for name in ROWS {
        if let Some(Ordered::List(rows)) = value.get(name)
            && let Some(corpus) = list_of(rows, Some(value))?
        {
            return Ok(Some(corpus));
        }
    }
    if let Some(corpus) = by_message(value) {
        return Ok(Some(corpus));
    }
    if let Some(corpus) = columns(value)? {
        return Ok(Some(corpus));
    }
    Ok(by_language(value))
}

/// Reads an array of rows of any form; `whole` is the value that contains the array.
fn list_of(rows: &[Ordered], whole: Option<&Ordered>) -> Result<Option<Corpus>, FormatError> {
    if let Some(corpus) = rows_of(rows)? {
        return Ok(Some(corpus));
    }
    match table(rows, whole)? {
        Some(corpus) => Ok(Some(corpus)),
        None => Ok(tasks(rows)),
    }
}

/// Reads an array of objects with texts in two languages.
fn rows_of(rows: &[Ordered]) -> Result<Option<Corpus>, FormatError> {
    let clause = || msg!("each pair needs text on at least one side");
    let mut corpus = Corpus::default();
    corpus.files.push(FileInfo::default());
    let mut langs = LangIndex::default();
    for (at, row) in rows.iter().enumerate() {
        let inner = INNER.iter().filter_map(|name| row.get(name));
        let row = inner
            .into_iter()
            .find(|inner| inner.is_object())
            .unwrap_or(row);
        let mut object = row.to_map();
        jsonl::keep_twins(&mut object, row);
        if !jsonl::holds_texts(&object) {
            // The first row determines how the others are read.
            if at == 0 {
                return Ok(None);
            }
            let said = msg!(
                "item {number} of the list contains no text",
                number = at + 1
            );
            return Err(FormatError::whole(clause(), said));
        }
        if at == 0 {
            jsonl::name_languages(row, &mut corpus, &mut langs);
        }
        jsonl::read_object(&object, &mut corpus, &mut langs)
            .map_err(|message| FormatError::whole(clause(), message))?;
    }
    Ok((!corpus.units.is_empty()).then_some(corpus))
}

/// Reads a string catalogue of Xcode, which contains all languages.
fn catalogue(whole: &Ordered, strings: &Ordered) -> Corpus {
    let source = whole.get("sourceLanguage").and_then(Ordered::as_str);
    let source = Lang::new(source.unwrap_or("en"));
    let mut corpus = Corpus::default();
    corpus.files.push(FileInfo::default());
    let mut langs = LangIndex::default();
    let first = langs.index_of(&source, &mut corpus);
    for (key, string) in strings.members() {
        let mut segment = Segment::default();
        let localised = string
            .get("localizations")
            .map_or(&[][..], Ordered::members);
        for (tag, value) in localised {
            if let Some(text) = string_unit(value) {
                let at = langs.index_of(&Lang::new(tag), &mut corpus);
                segment.texts.set(at, vec![Text::from(text)]);
            }
        }
        if segment.texts.get(first).is_empty() && !key.is_empty() {
            segment.texts.set(first, vec![Text::from(key.as_str())]);
        }
        corpus.units.push(Unit {
            id: key.clone(),
            segments: vec![segment],
            ..Unit::default()
        });
    }
    corpus
}

/// Returns the first text of a localisation: its own, or that of its most general variation.
fn string_unit(value: &Ordered) -> Option<&str> {
    if let Some(unit) = value.get("stringUnit") {
        return unit.get("value").and_then(Ordered::as_str);
    }
    let (_, forms) = value.get("variations")?.members().first()?;
    let first = || forms.members().first().map(|(_, form)| form);
    string_unit(forms.get("other").or_else(first)?)
}

/// Reads messages that stand below their languages; `None` if the members are no languages.
fn by_language(whole: &Ordered) -> Option<Corpus> {
    let members = whole.members();
    let is_lang = |(tag, value): &(String, Ordered)| is_lang_tag(tag) && value.is_object();
    if !members.iter().all(is_lang) {
        return None;
    }
    let mut sides = members
        .iter()
        .map(|(tag, value)| (Lang::new(tag), nested(value)));
    let (source, target) = (sides.next()?, sides.next()?);
    let langs = Sides::new(source.0, target.0);
    Some(Messages::joined(Sides::new(source.1, target.1), &langs))
}

/// Collects the strings of nested objects by their paths.
fn nested(value: &Ordered) -> Messages {
    let mut messages = Messages::default();
    gather(value, String::new(), &mut messages);
    messages
}

fn gather(value: &Ordered, path: String, into: &mut Messages) {
    let below = |name: &str| match path.as_str() {
        "" => name.to_owned(),
        path => format!("{path}.{name}"),
    };
    match value {
        Ordered::Text(text) => into.push(path, one_line(text)),
        Ordered::List(items) => {
            for (at, item) in items.iter().enumerate() {
                gather(item, below(&at.to_string()), into);
            }
        }
        // What was made of a task is no text of it.
        Ordered::Members(_) if is_task(value) => {
            if let Some(data) = value.get("data") {
                gather(data, path, into);
            }
        }
        Ordered::Members(members) => {
            // A message of a browser's extension is beside its description.
            if let Some(message) = value.get("message").and_then(Ordered::as_str) {
                into.push(path, one_line(message));
                return;
            }
            // Keys that begin with `@` or `_` are metadata.
            let own = members
                .iter()
                .filter(|(name, _)| !name.starts_with(['@', '_']));
            for (name, value) in own {
                gather(value, below(name), into);
            }
        }
        Ordered::Other(_) => {}
    }
}

/// Returns whether the lines begin a whole value of JSON: one named so, or an array of objects.
pub(crate) fn is_json(lines: &Lines<'_>, naming: Naming) -> bool {
    let mut signs = lines
        .head
        .bytes()
        .filter(|byte| !byte.is_ascii_whitespace());
    match [(); 3].map(|()| signs.next()) {
        [Some(b'['), Some(b'{'), _]
        | [Some(b'{'), Some(b'"'), _]
        | [Some(b'['), Some(b'['), Some(b'"')]
            if naming == Naming::Nothing =>
        {
            true
        }
        [Some(b'[' | b'{'), ..] => naming == Naming::This,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(text: &str) -> Vec<[String; 2]> {
        let Ok(Json::Pairs(corpus)) = read(text) else {
            unreachable!("{text}: {:?}", read(text));
        };
        corpus
            .segments()
            .map(|segment| [0, 1].map(|at| segment.joined(at).unwrap_or_default().plain()))
            .collect()
    }

    #[test]
    fn pairs_are_found_in_the_shapes_that_tools_write() {
        for text in [
            r#"[{"en":"tea","ar":"s"}]"#,
            r#"[ {"source": "tea", "target": "s", "score": 3} ]"#,
            r#"{"data":[{"src":"tea","mt":"s","ref":"other"}]}"#,
            r#"{"version":1,"data":[{"translation":{"en":"tea","ar":"s"}}]}"#,
            r#"{"rows":[{"row_idx":0,"row":{"en":"tea","ar":"s"}}]}"#,
            r#"[{"id":1,"data":{"src":"tea","tgt":"s"},"annotations":[]}]"#,
            r#"{"en":{"a":{"b":"tea"}},"ar":{"a":{"b":"s"}}}"#,
            r#"{"sourceLanguage":"en","version":"1.0","strings":{"tea":{"localizations":{"ar":
               {"stringUnit":{"state":"translated","value":"s"}}}}}}"#,
            r#"{"sourceLanguage":"en","strings":{"tea":{"localizations":{"ar":{"variations":{"plural":
               {"one":{"stringUnit":{"value":"x"}},"other":{"stringUnit":{"value":"s"}}}}}}}}}"#,
            r#"[["en","ar"],["tea","s"]]"#,
            r#"[[1,"tea","s",null]]"#,
            r#"{"columns":["id","source","target"],"index":[0],"data":[[7,"tea","s"]]}"#,
            r#"{"en":["tea"],"ar":["s"]}"#,
            r#"{"source":{"0":"tea"},"target":{"0":"s"}}"#,
            r#"{"title":{"en":"tea","ar":"s"}}"#,
            r#"{"@@note":"x","tea":{"en":"tea","ar":"s"}}"#,
            r#"[{"id":1,"data":{"url":"https://a.example/b","text":"tea"},"annotations":[{"id":4,
               "completed_by":1,"result":[{"type":"choices","value":{"choices":["good"]}},
               {"type":"textarea","value":{"text":["s"]}}]}],"predictions":[]}]"#,
        ] {
            assert_eq!(pairs(text), [["tea", "s"]], "{text}");
        }
    }

    #[test]
    fn rows_without_names_and_words_that_look_like_languages_are_told_apart() {
        let rows = r#"[["Pour tea.", "S s."], ["Drink it.", "T t."]]"#;
        assert_eq!(pairs(rows), [["Pour tea.", "S s."], ["Drink it.", "T t."]]);
        let languages_first = r#"{"en":{"it":"It","no":"No"},"ar":{"it":"a","no":"b"}}"#;
        assert_eq!(pairs(languages_first), [["It", "a"], ["No", "b"]]);
    }

    #[test]
    fn messages_are_a_text_by_path() {
        let text = r#"{"@@locale":"en","menu":{"open":"Open  it","list":["one","two"]},
            "ext":{"message":"Hello","description":"a greeting"},"n":3}"#;
        let Ok(Json::Messages(messages)) = read(text) else {
            unreachable!();
        };
        let said: Vec<String> = messages
            .entries
            .iter()
            .map(|(key, text)| format!("{key}={text}"))
            .collect();
        assert_eq!(
            said,
            [
                "menu.open=Open it",
                "menu.list.0=one",
                "menu.list.1=two",
                "ext=Hello"
            ]
        );
        assert!(read("[1, 2]").is_err());
        for (text, wanted) in [
            (r#"{"menu":{"ok":"Fine","no":"Never"}}"#, 2),
            (r#"{"list":[["one","two"],["three"]]}"#, 3),
            (
                r#"[{"id":1,"data":{"text":"Tea"},"annotations":[{"created_username":"somebody",
               "result":[{"type":"choices","value":{"choices":["good"]}}]}]}]"#,
                1,
            ),
        ] {
            let Ok(Json::Messages(messages)) = read(text) else {
                unreachable!("{text}: {:?}", read(text));
            };
            assert_eq!(messages.entries.len(), wanted, "{messages:?}");
        }
        assert_eq!(read("{\n\"a\": x}").unwrap_err().line, 2);
        assert!(read(r#"[{"en":"a","ar":"b"},{"x":1}]"#).is_err());
    }
}
