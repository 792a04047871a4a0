//! Findings in output formats: lines, JSON, SARIF 2.1.0, TSV.
//!
//! Pure functions from findings to text. Offsets are written as they are in the findings;
//! [`in_file`] turns offsets of the clean text into those of the decoded file,
//! which all command-line output uses.

use crate::Finding;
use crate::registry::CHECKS;
use bayn_doc::{Bitext, Severity};
use bayn_doc::{Side, Sides};
use bayn_text::OffsetMap;
use harf::Span;
use serde::{Serialize, Serializer};
use serde_json::{Value, json};

/// Returns the findings with their spans in the bytes of each decoded file, before clean-up.
#[must_use]
pub fn in_file(findings: &[Finding], maps: Sides<&OffsetMap>) -> Vec<Finding> {
    let moved = |side: Side, span: &Span| {
        let start = maps[side].original_of(span.start);
        // The end follows from the last byte inside: characters removed after it do not belong to it.
        let last = span.end.checked_sub(1).filter(|last| *last >= span.start);
        Span::new(
            start,
            last.map_or(start, |last| maps[side].original_of(last) + 1),
        )
    };
    findings
        .iter()
        .map(|finding| Finding {
            spans: Sides::from_fn(|side| {
                finding.spans[side]
                    .iter()
                    .map(|span| moved(side, span))
                    .collect()
            }),
            ..finding.clone()
        })
        .collect()
}

/// Returns one JSON array, one finding per line: `{"check", "severity", "message", "bead",
/// "source": [{"start", "end"}], "target": [...]}`.
#[must_use]
pub fn to_json(findings: &[Finding]) -> String {
    let lines: Vec<String> = findings
        .iter()
        .filter_map(|finding| serde_json::to_string(finding).ok())
        .collect();
    if lines.is_empty() {
        return "[]\n".to_owned();
    }
    format!("[\n{}\n]\n", lines.join(",\n"))
}

/// Lines and columns of a span in its file, both from 1; the end is behind the last letter.
pub struct Lines {
    /// Line and column, in code points, of its first letter.
    pub start: (usize, usize),
    /// Those of its end.
    pub end: (usize, usize),
}

/// The data about the files in a SARIF log.
pub struct SarifFiles<'a> {
    /// The URI of each side's file.
    pub uris: Sides<&'a str>,
    /// Returns the lines of a span of one side's file.
    pub lines: &'a dyn Fn(Side, Span) -> Lines,
}

/// Returns a SARIF log (OASIS SARIF 2.1.0 §3) of one run, whose columns are code points; the
/// findings are in bytes of the files, and `keys` are their [`Finding::key`]s, by which
/// consumers recognise a result. Besides the log, memory is that of one result.
#[must_use]
pub fn to_sarif(findings: &[Finding], files: &SarifFiles<'_>, keys: &[String]) -> String {
    let rules: Vec<Value> = CHECKS
        .iter()
        .map(|check| {
            json!({
                "id": check.id,
                "name": check.title,
                "shortDescription": {"text": check.title},
                "fullDescription": {"text": check.looks_for},
                "defaultConfiguration": {"level": level(check.severity)},
                "properties": {"category": check.category},
            })
        })
        .collect();
    let log = Log {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [Run {
            tool: json!({"driver": {
                "name": "bayn",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }}),
            column_kind: "unicodeCodePoints",
            results: Results {
                findings,
                files,
                keys,
            },
        }],
    };
    // Writing it cannot fail.
    let mut text = serde_json::to_string_pretty(&log).unwrap_or_default();
    text.push('\n');
    text
}

#[derive(Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Value,
    column_kind: &'static str,
    results: Results<'a>,
}

/// The results, each created when it is written.
struct Results<'a> {
    findings: &'a [Finding],
    files: &'a SarifFiles<'a>,
    keys: &'a [String],
}

impl Serialize for Results<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let findings = self.findings.iter().enumerate();
        serializer.collect_seq(
            findings.map(|(at, finding)| result(finding, self.files, self.keys.get(at))),
        )
    }
}

fn result(finding: &Finding, files: &SarifFiles<'_>, key: Option<&String>) -> Value {
    // The translation first: it is what gets corrected.
    let locations: Vec<Value> = [Side::Target, Side::Source]
        .into_iter()
        .flat_map(|side| {
            finding.spans[side].iter().map(move |span| {
                let lines = (files.lines)(side, *span);
                json!({"physicalLocation": {
                    "artifactLocation": {"uri": files.uris[side]},
                    "region": {
                        "byteOffset": span.start, "byteLength": span.len(),
                        "startLine": lines.start.0, "startColumn": lines.start.1,
                        "endLine": lines.end.0, "endColumn": lines.end.1,
                    },
                }})
            })
        })
        .collect();
    let mut result = json!({
        "ruleId": finding.check,
        "level": level(finding.severity),
        "message": {"text": finding.message},
        "locations": locations,
        "properties": {"bead": finding.bead, "severity": finding.severity.name()},
    });
    let rule = CHECKS.iter().position(|check| check.id == finding.check);
    if let (Some(object), Some(rule)) = (result.as_object_mut(), rule) {
        object.insert("ruleIndex".to_owned(), json!(rule));
    }
    if let (Some(object), Some(key)) = (result.as_object_mut(), key) {
        object.insert("partialFingerprints".to_owned(), json!({"finding/v1": key}));
    }
    result
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Neutral => "note",
        Severity::Minor => "warning",
        Severity::Major | Severity::Critical => "error",
    }
}

/// Returns a table with a header: check, severity, bead, spans and words of each side,
/// message. Spans are `start-end`, divided by commas; `findings` are those of the clean text,
/// `shown` the same with the offsets to write.
#[must_use]
pub fn to_tsv(bitext: &Bitext, findings: &[Finding], shown: &[Finding]) -> String {
    let mut table =
        "check\tseverity\tbead\tsource\ttarget\tsource_text\ttarget_text\tmessage\n".to_owned();
    for (finding, shown) in findings.iter().zip(shown) {
        let spans = |side: Side| -> String {
            let spans: Vec<String> = shown.spans[side]
                .iter()
                .map(|span| format!("{}-{}", span.start, span.end))
                .collect();
            spans.join(",")
        };
        let cells = [
            finding.check.clone(),
            finding.severity.name().to_owned(),
            finding.bead.to_string(),
            spans(Side::Source),
            spans(Side::Target),
            words(bitext, finding, Side::Source),
            words(bitext, finding, Side::Target),
            one_line(&finding.message.to_string()),
        ];
        table.push_str(&cells.join("\t"));
        table.push('\n');
    }
    table
}

fn words(bitext: &Bitext, finding: &Finding, side: Side) -> String {
    let text = &bitext.documents[side].text;
    let words: Vec<String> = finding.spans[side]
        .iter()
        .map(|span| one_line(span.of(text)))
        .collect();
    words.join(" \u{2026} ")
}

/// Replaces characters that would break a line or a cell.
fn one_line(text: &str) -> String {
    text.replace(['\t', '\n', '\r'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use bayn_doc::Document;

    fn finding() -> Finding {
        Finding {
            check: "number".to_owned(),
            severity: Severity::Major,
            message: bayn_text::Message::label("The numbers differ."),
            bead: 3,
            spans: Sides::new(vec![Span::new(0, 2)], vec![Span::new(4, 6)]),
        }
    }

    #[test]
    fn json_has_the_promised_fields_and_no_other() {
        let value: Value = serde_json::from_str(&to_json(&[finding()])).unwrap();
        assert_eq!(
            value,
            json!([{"check": "number", "severity": "major", "message": "The numbers differ.",
                "bead": 3, "source": [{"start": 0, "end": 2}], "target": [{"start": 4, "end": 6}]}])
        );
        assert_eq!(to_json(&[]), "[]\n");
    }

    #[test]
    fn sarif_points_at_bytes_of_the_files() {
        let keys = vec!["number:1".to_owned()];
        let files = SarifFiles {
            uris: Sides::new("a.txt", "b.txt"),
            lines: &|_, span: Span| Lines {
                start: (1, span.start + 1),
                end: (1, span.end + 1),
            },
        };
        let log = to_sarif(&[finding()], &files, &keys);
        let log: Value = serde_json::from_str(&log).unwrap();
        let result = &log["runs"][0]["results"][0];
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "b.txt");
        let region = json!({"byteOffset": 4, "byteLength": 2,
            "startLine": 1, "startColumn": 5, "endLine": 1, "endColumn": 7});
        assert_eq!(place["region"], region);
        assert_eq!(result["level"], "error");
        let rule = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(
            log["runs"][0]["tool"]["driver"]["rules"][rule]["id"],
            "number"
        );
    }

    #[test]
    fn offsets_of_the_file_count_what_was_taken_out() {
        let cleaned = bayn_text::sanitise("ab\u{7}cd 12\u{7} x");
        let at = cleaned.text.find("12").unwrap();
        let mut own = finding();
        own.spans = Sides::new(Vec::new(), vec![Span::new(at, at + 2)]);
        let maps = Sides::new(&cleaned.map, &cleaned.map);
        let moved = in_file(&[own], maps);
        assert_eq!(moved[0].spans.target[0].of("ab\u{7}cd 12\u{7} x"), "12");
    }

    #[test]
    fn rows_keep_to_their_line() {
        let document = |text: &str| Document {
            text: text.to_owned(),
            ..Document::default()
        };
        let bitext = Bitext {
            documents: Sides::new(document("1\t"), document("abcd\n9")),
            beads: Vec::new(),
        };
        let own = [finding()];
        assert_eq!(to_tsv(&bitext, &own, &own).lines().count(), 2);
    }
}
