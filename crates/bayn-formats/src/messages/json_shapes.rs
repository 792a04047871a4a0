//! Shapes of pairs in JSON other than an array of objects: rows that are arrays,
//! columns, messages with a text in each language, and tasks of Label Studio.

use crate::FormatError;
use crate::columns::{Column, named_columns};
use crate::corpus::{Corpus, FileInfo, LangIndex, Segment, Unit};
use crate::delimited::read_records;
use crate::jsonl::is_lang_tag;
use crate::ordered::Ordered;
use crate::text::Text;
use bayn_text::Lang;
use csv::StringRecord;

/// Members next to the data of a task that contain annotations or predictions.
const RESULTS: [&str; 3] = ["annotations", "completions", "predictions"];
/// Members that name the columns of rows which are arrays.
const HEADERS: [&str; 4] = ["columns", "header", "headers", "fields"];

/// Reads rows that are arrays of at least two cells; `whole` may name their columns.
pub(super) fn table(
    rows: &[Ordered],
    whole: Option<&Ordered>,
) -> Result<Option<Corpus>, FormatError> {
    let cells = |row: &Ordered| match row {
        Ordered::List(cells) if cells.len() > 1 => record(cells.iter()),
        _ => None,
    };
    let Some(mut records) = rows.iter().map(cells).collect::<Option<Vec<_>>>() else {
        return Ok(None);
    };
    let named = HEADERS.iter().find_map(|name| match whole?.get(name) {
        Some(Ordered::List(cells)) => record(cells.iter()),
        _ => None,
    });
    records.splice(0..0, named);
    let width = records.first().map_or(0, StringRecord::len);
    if width == 0 || records.iter().any(|record| record.len() != width) {
        return Ok(None);
    }
    bilingual(&records)
}

/// Reads members that are columns of the same length: arrays, or objects with the same keys.
pub(super) fn columns(whole: &Ordered) -> Result<Option<Corpus>, FormatError> {
    let names = whole.members().iter().map(|(name, _)| name.as_str());
    let names = StringRecord::from_iter(names);
    let texts = |column: &&Column| matches!(column, Column::Text(_));
    if named_columns(&names).is_none_or(|columns| columns.iter().filter(texts).count() < 2) {
        return Ok(None);
    }
    let mut keys = None;
    let mut all = Vec::new();
    for (_, column) in whole.members() {
        let (own, cells) = match column {
            Ordered::List(cells) => (None, record(cells.iter())),
            Ordered::Members(members) => {
                let names: Vec<&String> = members.iter().map(|(name, _)| name).collect();
                (Some(names), record(members.iter().map(|(_, cell)| cell)))
            }
            _ => return Ok(None),
        };
        let Some(cells) = cells.filter(|_| keys.get_or_insert_with(|| own.clone()) == &own) else {
            return Ok(None);
        };
        all.push(cells);
    }
    let height = all.first().map_or(0, StringRecord::len);
    if height == 0 || all.iter().any(|column| column.len() != height) {
        return Ok(None);
    }
    let row = |at: usize| all.iter().filter_map(|column| column.get(at)).collect();
    let records: Vec<StringRecord> = std::iter::once(names).chain((0..height).map(row)).collect();
    bilingual(&records)
}

/// Returns cells that are not arrays or objects; null is an empty cell.
fn record<'v>(cells: impl Iterator<Item = &'v Ordered>) -> Option<StringRecord> {
    let cell = |cell: &Ordered| match cell {
        Ordered::Text(text) => Some(text.clone()),
        Ordered::Other(value) if value.is_null() => Some(String::new()),
        Ordered::Other(value) => Some(value.to_string()),
        Ordered::List(_) | Ordered::Members(_) => None,
    };
    cells.map(cell).collect()
}

/// Reads a table; `None` if it has not two columns of text.
fn bilingual(records: &[StringRecord]) -> Result<Option<Corpus>, FormatError> {
    let is_text = |cell: &str| cell.chars().any(char::is_alphabetic);
    let last = records.last();
    let texts = last.map_or(0, |row| row.iter().filter(|cell| is_text(cell)).count());
    if texts == 0 {
        return Ok(None);
    }
    let corpus = read_records(records)?;
    Ok((corpus.langs.len() > 1 && !corpus.units.is_empty()).then_some(corpus))
}

/// Reads messages of which each has its texts by language; `None` if they are something else.
pub(super) fn by_message(whole: &Ordered) -> Option<Corpus> {
    let is_own = |(name, _): &&(String, Ordered)| !name.starts_with(['@', '_', '$']);
    let messages = || whole.members().iter().filter(is_own);
    let first: Vec<&str> = languages(messages().next().map(|(_, texts)| texts)?)?;
    // A menu with `ok` and `no` is no pair of languages, and `it` below `en` is a message.
    let is_known = |tag: &str| bayn_text::language(Lang::new(tag).primary()).is_some();
    if first.len() < 2
        || !first.iter().all(|tag| is_known(tag))
        || messages().all(|(key, _)| is_known(key))
    {
        return None;
    }
    let mut corpus = Corpus {
        files: vec![FileInfo::default()],
        ..Corpus::default()
    };
    let mut langs = LangIndex::default();
    for (key, texts) in messages() {
        languages(texts)?;
        let mut segment = Segment::default();
        for (tag, text) in texts.members() {
            let at = langs.index_of(&Lang::new(tag), &mut corpus);
            if let Some(text) = text.as_str().filter(|text| !text.trim().is_empty()) {
                segment.texts.set(at, vec![Text::from(text)]);
            }
        }
        corpus.units.push(unit(key.clone(), segment));
    }
    Some(corpus)
}

/// Returns the languages of the texts of one message; `None` if it has something else.
fn languages(texts: &Ordered) -> Option<Vec<&str>> {
    let lang = |(tag, text): &'_ (String, Ordered)| {
        let is_text = matches!(text, Ordered::Text(_))
            || matches!(text, Ordered::Other(value) if value.is_null());
        is_text && is_lang_tag(tag)
    };
    let members = texts.members();
    let all = !members.is_empty() && members.iter().all(lang);
    all.then(|| members.iter().map(|(tag, _)| tag.as_str()).collect())
}

/// Returns whether a value is a task of Label Studio: data, and annotations of it.
pub(super) fn is_task(value: &Ordered) -> bool {
    let data = value.get("data").is_some_and(Ordered::is_object);
    data && RESULTS.iter().any(|name| value.get(name).is_some())
}

/// Reads tasks whose data holds one text and whose results hold the translation that somebody
/// wrote; `None` if nobody wrote a text.
pub(super) fn tasks(rows: &[Ordered]) -> Option<Corpus> {
    if !rows.iter().all(is_task) {
        return None;
    }
    let mut corpus = Corpus::bilingual(Lang::new("und"), Lang::new("und-x-target"));
    corpus.files.push(FileInfo::default());
    let mut written = false;
    for row in rows {
        let data = row.get("data").map_or(&[][..], Ordered::members);
        let source = data.iter().find_map(|(_, value)| prose(value));
        let target = result_of(row);
        written |= target.is_some();
        let texts = [source, target].map(|text| text.map(Text::from).into_iter().collect());
        let id = match row.get("id") {
            Some(Ordered::Text(id)) => id.clone(),
            Some(Ordered::Other(id)) => id.to_string(),
            _ => String::new(),
        };
        let segment = Segment {
            texts: texts.into(),
            ..Segment::default()
        };
        corpus.units.push(unit(id, segment));
    }
    written.then_some(corpus)
}

fn unit(id: String, segment: Segment) -> Unit {
    Unit {
        id,
        segments: vec![segment],
        ..Unit::default()
    }
}

/// Returns a value that is a text somebody could read, and no address or number.
fn prose(value: &Ordered) -> Option<&str> {
    let text = value.as_str()?.trim();
    let is_address = text.contains("://") || text.starts_with('/');
    (!is_address && text.chars().any(char::is_alphabetic)).then_some(text)
}

/// Returns the text that somebody entered for a task, else the predicted one.
fn result_of(task: &Ordered) -> Option<&str> {
    let lists = RESULTS.iter().filter_map(|name| items(task.get(name)?));
    let all = lists.flatten().filter(
        |one| !matches!(one.get("was_cancelled"), Some(Ordered::Other(value)) if *value == true),
    );
    let mut results = all.filter_map(|one| items(one.get("result")?)).flatten();
    results.find_map(|result| {
        let text = result.get("value")?.get("text")?;
        let is_area = result.get("type").and_then(Ordered::as_str) == Some("textarea");
        match text {
            Ordered::List(texts) if is_area => texts.last().and_then(prose),
            text if is_area => prose(text),
            _ => None,
        }
    })
}

fn items(value: &Ordered) -> Option<&[Ordered]> {
    match value {
        Ordered::List(items) => Some(items),
        _ => None,
    }
}
