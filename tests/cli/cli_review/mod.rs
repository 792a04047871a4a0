//! Checking, scoring and joining reviews from the command line, as scripts and CI meet them.

mod agreement;
mod apply;
mod check;
mod edits;
mod exchange;
mod finding;
mod job;
mod judge;
mod score;
mod walks;
use crate::store_kit;

use bayn_doc::Sides;
use bayn_doc::{Bitext, Document, ReviewedBitext};
use bayn_text::Lang;
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use store_kit::Folder;

/// Runs the program; what is aligned is aligned by strings, which is quick without
/// optimisation too.
fn run(args: &[&str]) -> Output {
    run_in(Path::new("."), args)
}

/// As [`run`], in a folder.
fn run_in(folder: &Path, args: &[&str]) -> Output {
    let aligns = ["apply", "check", "convert", "edits", "import"]
        .contains(&args.first().copied().unwrap_or(""));
    Command::new(env!("CARGO_BIN_EXE_bayn"))
        .args(args)
        .args(aligns.then_some("--no-model"))
        .current_dir(folder)
        .env("BAYN_RATER", "r1")
        .stdin(Stdio::null())
        .output()
        .expect("bayn runs")
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("UTF-8")
}

fn sample(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample");
    folder.join(name).display().to_string()
}

fn pair() -> [String; 2] {
    [sample("report.ar.txt"), sample("report.en.txt")]
}

fn json(args: &[&str], code: i32) -> Vec<Value> {
    let output = run(args);
    assert_eq!(output.status.code(), Some(code), "{}", text(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("a JSON array")
}

fn words<'t>(file: &'t [u8], spans: &Value) -> Vec<&'t str> {
    let at = |span: &Value, key: &str| {
        usize::try_from(span[key].as_u64().expect("an offset")).expect("small")
    };
    let spans = spans.as_array().expect("a list");
    spans
        .iter()
        .map(|span| text(&file[at(span, "start")..at(span, "end")]))
        .collect()
}

fn find<'f>(findings: &'f [Value], check: &str) -> &'f Value {
    findings
        .iter()
        .find(|finding| finding["check"] == check)
        .expect(check)
}

fn in_folder(folder: &Folder, name: &str, bytes: impl AsRef<[u8]>) -> String {
    let path = folder.0.join(name);
    fs::write(&path, bytes).expect("writable");
    path.display().to_string()
}

/// The sample as the program opens it.
fn sample_review() -> ReviewedBitext {
    let document = |name: &str, lang: &str| {
        let text = fs::read_to_string(sample(name)).expect("there");
        Document::from_text(&text, &Lang::new(lang))
    };
    let documents = Sides::new(
        document("report.ar.txt", "ar"),
        document("report.en.txt", "en"),
    );
    let beads = bayn_align::align(&documents, &bayn_align::Options::default()).beads;
    ReviewedBitext::new(Bitext { documents, beads })
}
