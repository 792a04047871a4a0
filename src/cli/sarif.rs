//! SARIF for code hosts: findings with the lines and columns of their files, since hosts ignore
//! byte offsets.

use crate::cli::positions::Places;
use bayn_doc::Sides;
use bayn_formats::FormatError;
use bayn_review::Finding;
use bayn_review::report::{Lines, SarifFiles, to_sarif};
use serde_json::{Value, json};

/// Returns the log of one run; the findings are in bytes of the files.
pub(crate) fn write(findings: &[Finding], keys: &[String], places: &Sides<Places>) -> String {
    let uris = places.as_ref().map(|places| uri(&places.source.path));
    let files = SarifFiles {
        uris: uris.as_ref().map(String::as_str),
        lines: &|side, span| {
            let source = &places[side].source;
            Lines {
                start: source.line_and_column(span.start),
                end: source.line_and_column(span.end),
            }
        },
    };
    to_sarif(findings, &files, keys)
}

/// Returns a path as a reference of RFC 3986: other than unreserved characters percent-encoded.
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

/// Returns the log of violations of format rules.
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
