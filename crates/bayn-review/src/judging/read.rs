//! Reads campaigns from files: Pearmut's, WMT's JSON Lines, mt-metrics-eval's, tables, plain texts.

use super::{Campaign, Check, Item};
use crate::codec::CodecError;
use crate::codec::rows::rows;
use bayn_text::{Message, msg, sanitise};
use serde_json::{Map, Value};

/// Columns of a table with the source.
const SOURCES: [&str; 4] = ["source", "src", "source_text", "src_text"];
/// Columns of a table without translations.
const OTHERS: [&str; 9] = [
    "id", "segment", "seg_id", "doc", "doc_id", "document", "domain", "lp", "ref",
];

/// Reads a campaign in any of these formats.
///
/// # Errors
/// If it is in none of them, or has no segment with a translation.
pub fn read(text: &str) -> Result<Campaign, CodecError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let first = text.lines().next().unwrap_or("").trim_start();
    let campaign = if let Ok(line @ Value::Object(_)) = serde_json::from_str::<Value>(first)
        && line.get("data").is_none()
    {
        of_lines(text)?
    } else if first.starts_with(['{', '[']) {
        of_pearmut(text)?
    } else {
        of_table(text)?
    };
    match campaign.translations() {
        0 => Err(CodecError::at(1, msg!("no segment has a translation"))),
        _ => Ok(campaign),
    }
}

/// Returns the campaign of a text and its translations, one segment per line.
///
/// # Errors
/// If a translation has more or fewer lines.
pub fn of_texts(source: &str, systems: &[(String, String)]) -> Result<Campaign, Message> {
    let mut campaign = Campaign::default();
    let lines = |text: &str| -> Vec<String> {
        clean(text)
            .lines()
            .map(|line| line.trim().to_owned())
            .collect()
    };
    let source = lines(source);
    let mut targets = Vec::new();
    for (name, text) in systems {
        let own = lines(text);
        if own.len() != source.len() {
            return Err(msg!(
                "{name} has {own} lines, the source {lines}",
                name = name.clone(),
                own = own.len(),
                lines = source.len()
            ));
        }
        targets.push((campaign.system(name), own));
    }
    for (at, source) in source.iter().enumerate() {
        let own = targets
            .iter()
            .filter_map(|(system, lines)| Some((*system, lines.get(at)?.clone())));
        let own: Vec<(usize, String)> = own.filter(|(_, line)| !line.is_empty()).collect();
        if !source.is_empty() && !own.is_empty() {
            campaign.items.push(Item {
                id: (at + 1).to_string(),
                source: source.clone(),
                targets: own,
                ..Item::default()
            });
        }
    }
    Ok(campaign)
}

/// Removes what must not be sent to a terminal.
fn clean(text: &str) -> String {
    sanitise(text).text
}

fn word(value: Option<&Value>) -> String {
    match value {
        Some(Value::String(text)) => clean(text),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}

fn of_pearmut(text: &str) -> Result<Campaign, CodecError> {
    let whole: Value = serde_json::from_str(text)
        .map_err(|error| CodecError::at(error.line(), Message::library(error)))?;
    let mut campaign = Campaign::default();
    if let Some(welcome) = whole.get("data_welcome") {
        gather(welcome, &mut campaign);
    }
    gather(whole.get("data").unwrap_or(&whole), &mut campaign);
    Ok(campaign)
}

/// Lists may be nested: objects are segments.
fn gather(value: &Value, campaign: &mut Campaign) {
    match value {
        Value::Array(list) => list.iter().for_each(|inner| gather(inner, campaign)),
        Value::Object(item) => {
            let empty = Map::new();
            let targets = item.get("tgt").and_then(Value::as_object).unwrap_or(&empty);
            let targets: Vec<(usize, String)> = targets
                .iter()
                .filter_map(|(name, target)| Some((campaign.system(name), clean(target.as_str()?))))
                .collect();
            let checks = item
                .get("validation")
                .and_then(Value::as_object)
                .unwrap_or(&empty);
            let checks: Vec<(usize, Check)> = checks
                .iter()
                .map(|(name, check)| (campaign.system(name), Check::of(check)))
                .collect();
            if !targets.is_empty() {
                campaign.items.push(Item {
                    id: word(item.get("item_id")),
                    document: word(item.get("document")),
                    source: word(item.get("src")),
                    targets,
                    checks,
                });
            }
        }
        _ => {}
    }
}

/// Reads WMT's lines (`src_text`, `tgt_text` by system) and mt-metrics-eval's (`source`,
/// `hypothesis`, `system_id`), whose segments are joined.
fn of_lines(text: &str) -> Result<Campaign, CodecError> {
    let mut campaign = Campaign::default();
    for (number, line) in text.lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        let line: Value = serde_json::from_str(line)
            .map_err(|error| CodecError::at(number + 1, Message::library(error)))?;
        if let Some(targets) = line.get("tgt_text").and_then(Value::as_object) {
            let targets = targets
                .iter()
                .filter_map(|(name, target)| Some((campaign.system(name), clean(target.as_str()?))))
                .collect();
            let id = word(line.get("doc_id").or_else(|| line.get("item_id")));
            campaign.items.push(Item {
                document: id.split("_#_").nth(2).unwrap_or("").to_owned(),
                id,
                source: word(line.get("src_text")),
                targets,
                ..Item::default()
            });
        } else if line.get("hypothesis").is_some() {
            let system = campaign.system(&word(line.get("system_id")));
            let (id, document) = (word(line.get("segment_id")), word(line.get("document_id")));
            let source = word(line.get("source"));
            let same = |item: &&mut Item| {
                item.id == id && item.document == document && item.source == source
            };
            let target = (system, word(line.get("hypothesis")));
            match campaign.items.iter_mut().rev().find(same) {
                // Several raters judged the same translation.
                Some(item) if item.targets.iter().any(|(own, _)| *own == system) => {}
                Some(item) => item.targets.push(target),
                None => campaign.items.push(Item {
                    id,
                    document,
                    source,
                    targets: vec![target],
                    ..Item::default()
                }),
            }
        } else {
            return Err(CodecError::at(
                number + 1,
                msg!("a line needs `src_text` and `tgt_text`, or `source` and `hypothesis`"),
            ));
        }
    }
    Ok(campaign)
}

fn of_table(text: &str) -> Result<Campaign, CodecError> {
    let mut rows = rows(text).into_iter();
    let header = rows.next().map(|(_, cells)| cells).unwrap_or_default();
    let name = |cell: &String| cell.trim().to_lowercase();
    let source = header
        .iter()
        .position(|cell| SOURCES.contains(&name(cell).as_str()));
    let source = source.ok_or_else(|| {
        CodecError::at(
            1,
            msg!("the first row needs a column `source`, and one for each system"),
        )
    })?;
    let id = header
        .iter()
        .position(|cell| ["id", "segment", "seg_id"].contains(&name(cell).as_str()));
    let document = header
        .iter()
        .position(|cell| ["doc", "doc_id", "document"].contains(&name(cell).as_str()));
    let mut campaign = Campaign::default();
    let mut systems = Vec::new();
    for (at, cell) in header.iter().enumerate() {
        if at != source && !OTHERS.contains(&name(cell).as_str()) {
            systems.push((at, campaign.system(cell.trim())));
        }
    }
    for (line, cells) in rows {
        let cell = |at: usize| {
            clean(cells.get(at).map_or("", String::as_str))
                .trim()
                .to_owned()
        };
        let targets = systems.iter().map(|(at, system)| (*system, cell(*at)));
        let targets: Vec<(usize, String)> = targets.filter(|(_, text)| !text.is_empty()).collect();
        if !targets.is_empty() {
            campaign.items.push(Item {
                id: id.map_or_else(|| (line - 1).to_string(), cell),
                document: document.map(cell).unwrap_or_default(),
                source: cell(source),
                targets,
                ..Item::default()
            });
        }
    }
    Ok(campaign)
}
