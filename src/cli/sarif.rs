//! SARIF for code hosts: the log of `review::report` with lines and columns beside its bytes.
//!
//! Hosts show a result at its line; the bytes alone, which are exact, they pass over. Columns
//! count code points, which the log says.

use crate::cli::positions::Places;
use bayn_doc::Sides;
use bayn_formats::FormatError;
use bayn_review::Finding;
use bayn_review::report::to_sarif;
use serde_json::{Value, json};

/// Returns the log of one run; the findings are in bytes of the files.
pub(crate) fn write(findings: &[Finding], keys: &[String], places: &Sides<Places>) -> String {
    let uris = places.as_ref().map(|places| uri(&places.source.path));
    let log = to_sarif(findings, uris.as_ref().map(String::as_str), keys);
    let Ok(mut value) = serde_json::from_str::<Value>(&log) else {
        return log;
    };
    let Some(run) = value.pointer_mut("/runs/0") else {
        return log;
    };
    run["columnKind"] = json!("unicodeCodePoints");
    let results = run["results"].as_array_mut().into_iter().flatten();
    for result in results {
        for location in result["locations"].as_array_mut().into_iter().flatten() {
            let place = &mut location["physicalLocation"];
            let side = if place["artifactLocation"]["uri"] == uris.target.as_str() {
                &places.target
            } else {
                &places.source
            };
            add_lines(&mut place["region"], side);
        }
    }
    format!("{value:#}\n")
}

fn add_lines(region: &mut Value, places: &Places) {
    let number = |key: &str| {
        let number = region[key].as_u64().unwrap_or(0);
        usize::try_from(number).unwrap_or(usize::MAX)
    };
    let start = number("byteOffset");
    let end = start.saturating_add(number("byteLength"));
    let (line, column) = places.source.line_and_column(start);
    let (end_line, end_column) = places.source.line_and_column(end);
    region["startLine"] = json!(line);
    region["startColumn"] = json!(column);
    region["endLine"] = json!(end_line);
    region["endColumn"] = json!(end_column);
}

/// Returns a path as a reference of RFC 3986: what is no plain letter as percent bytes.
fn uri(path: &str) -> String {
    let mut uri = String::new();
    if path.starts_with('/') {
        uri.push_str("file://");
    }
    for byte in path.replace('\\', "/").bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}

/// Returns the log of what breaks the rules of formats.
pub(crate) fn of_rules(found: &[FormatError]) -> String {
    let mut names: Vec<String> = found.iter().map(|error| error.clause.to_string()).collect();
    names.sort();
    names.dedup();
    let rules: Value = names.iter().map(|name| json!({ "id": name })).collect();
    let result = |error: &FormatError| {
        json!({
            "ruleId": error.clause.to_string(),
            "level": "error",
            "message": { "text": error.message.to_string() },
            "locations": [{
                "physicalLocation": {
                    "artifactLocation": { "uri": uri(&error.file) },
                    "region": {
                        "startLine": error.line.max(1),
                        "startColumn": error.column.max(1),
                    },
                },
            }],
        })
    };
    let results: Value = found.iter().map(result).collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "bayn",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{log:#}\n")
}
