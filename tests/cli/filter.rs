//! `bayn filter` as pipes meet it: what stays as it came, and what goes with its reason.

use std::fs;
use std::io::Write;
use std::process::{Command, Output, Stdio};

/// Filters `input`; returns what came of it and the lines that were thrown out.
fn filter(input: &str, flags: &[&str]) -> (Output, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let rejected = folder.path().join("rejected");
    // What stood there before is gone.
    fs::write(&rejected, "old\n").expect("a file");
    let mut child = Command::new(env!("CARGO_BIN_EXE_bayn"))
        .args(["--lang-ui", "en", "filter", "--rejected"])
        .arg(&rejected)
        .args(flags)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("bayn runs");
    let mut pipe = child.stdin.take().expect("stdin");
    pipe.write_all(input.as_bytes()).expect("written");
    drop(pipe);
    let output = child.wait_with_output().expect("it ends");
    (output, fs::read_to_string(rejected).expect("written"))
}

const TABLE: &str = "وصل القطار صباح اليوم.\tThe train came this morning.\t0.91
لم يصل أحد.\tNobody came.\t0.42
وصل القطار صباح اليوم.\tthe train came this  morning.\t0.90
Nobody came.\tNobody came.\t0.99
alone
";

#[test]
fn rows_stay_as_they_came_and_others_say_why() {
    let (output, rejected) = filter(TABLE, &["--min-confidence", "0.5"]);
    assert_eq!(output.status.code(), Some(0));
    let first = TABLE.lines().next().expect("a row");
    assert_eq!(
        String::from_utf8_lossy(&output.stdout),
        format!("{first}\n")
    );
    let reasons: Vec<&str> = rejected
        .lines()
        .filter_map(|row| row.split('\t').next())
        .collect();
    assert_eq!(reasons, ["unsure", "duplicate", "identical", "malformed"]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("pairs kept: 1 of 5"), "{said}");
}

#[test]
fn languages_that_are_said_are_asked_for_their_script() {
    let (_, rejected) = filter(
        "Nobody came here.\tNobody came to us.\n",
        &["--source-lang", "ar", "--target-lang", "en"],
    );
    assert!(rejected.starts_with("source-script\t"), "{rejected}");
}

#[test]
fn what_align_writes_is_filtered_bead_by_bead() {
    let sample = |name| format!("{}/assets/sample/{name}", env!("CARGO_MANIFEST_DIR"));
    let list = format!("{}\t{}\n", sample("report.ar.txt"), sample("report.en.txt"));
    let mut child = Command::new(env!("CARGO_BIN_EXE_bayn"))
        .args(["align", "--no-model", "--pairs", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("bayn runs");
    child
        .stdin
        .take()
        .expect("stdin")
        .write_all(list.as_bytes())
        .expect("written");
    let aligned = child.wait_with_output().expect("it ends");
    let aligned = String::from_utf8(aligned.stdout).expect("UTF-8");
    let (output, rejected) = filter(&aligned, &["--min-confidence", "0.5"]);
    let read = |text: &str| -> Vec<serde_json::Value> {
        text.lines()
            .map(|line| serde_json::from_str(line).expect("JSON"))
            .collect()
    };
    let (kept, thrown) = (
        read(&String::from_utf8_lossy(&output.stdout)),
        read(&rejected),
    );
    let beads = read(&aligned)[0]["beads"].as_array().expect("beads").len();
    assert_eq!(kept.len() + thrown.len(), beads);
    assert!(kept.len() > 15, "{}", kept.len());
    assert!(
        kept.iter()
            .all(|bead| bead["confidence"].as_f64() >= Some(0.5))
    );
    assert!(kept.iter().all(|bead| bead["source_lang"] == "ar"));
    assert!(thrown.iter().all(|bead| bead["reason"].is_string()));
}

#[test]
fn a_first_row_says_where_the_pair_is_and_stays() {
    let table = "unit\tar\ten\tconfidence\n1\tوصل القطار.\tThe train came.\t0.9\n2\tلم يصل أحد.\tNobody came.\t0.2\n3\tHe left.\tHe went away.\t0.9\n";
    let (output, rejected) = filter(table, &["--min-confidence", "0.5"]);
    let kept: Vec<&str> = table.lines().take(2).collect();
    assert_eq!(
        String::from_utf8_lossy(&output.stdout),
        kept.join("\n") + "\n"
    );
    let reasons: Vec<&str> = rejected
        .lines()
        .filter_map(|row| row.split('\t').next())
        .collect();
    assert_eq!(reasons, ["unsure", "source-script"]);
}
