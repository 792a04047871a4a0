//! `bayn judge --table`: means, confidence, wins and clusters, held against an independent script.

use crate::cli_review::{in_folder, run, text};
use crate::store_kit::Folder;
use bayn_review::statistics::resampling::Dice;
use serde_json::Value;
use std::fmt::Write;
use std::process::Command;

/// Computes the table from the log with scipy's tests, numpy's percentiles and its own numbers.
const INDEPENDENT: &str = r#"
import json, sys
from collections import defaultdict
import numpy as np
from scipy.stats import wilcoxon, mannwhitneyu

M = (1 << 64) - 1
def rolls(seed):
    while True:
        seed = (seed + 0x9e3779b97f4a7c15) & M
        z = seed
        z = ((z ^ (z >> 30)) * 0xbf58476d1ce4e5b9) & M
        z = ((z ^ (z >> 27)) * 0x94d049bb133111eb) & M
        yield z ^ (z >> 31)

last = {}
for line in open(sys.argv[1]):
    line = json.loads(line)
    last[(line["user_id"], line["item_i"])] = line
scores = defaultdict(lambda: defaultdict(list))
for line in last.values():
    for item, said in zip(line["item"], line["annotation"]):
        for system, answer in said.items():
            scores[system][item["item_id"]].append(answer["score"])
means = {s: {i: float(np.mean(v)) for i, v in own.items()} for s, own in scores.items()}
names = sorted(means, key=lambda s: -np.mean(list(means[s].values())))
def beats(a, b, test):
    a, b = means[a], means[b]
    if test == "signed-rank":
        both = [i for i in a if i in b]
        d = np.array([a[i] - b[i] for i in both])
        if not d.any():
            return False
        return wilcoxon(d, alternative="greater", zero_method="wilcox", correction=False, method="asymptotic").pvalue < 0.05
    return mannwhitneyu(list(a.values()), list(b.values()), alternative="greater", method="asymptotic").pvalue < 0.05
def table(test):
    win = {(a, b): a != b and beats(a, b, test) for a in names for b in names}
    rows, cluster = [], 1
    for at, name in enumerate(names):
        if at and all(win[(x, y)] for x in names[:at] for y in names[at:]):
            cluster += 1
        own = [means[name][i] for i in sorted(means[name])]
        draw = rolls(int(sys.argv[2]))
        drawn = [np.mean([own[(next(draw) * len(own)) >> 64] for _ in own]) for _ in range(1000)]
        low, high = np.percentile(drawn, [2.5, 97.5])
        wins = int(sum(win[(name, o)] for o in names))
        losses = int(sum(win[(o, name)] for o in names))
        points = total = 0
        for other in names:
            if other != name:
                for i, v in means[name].items():
                    if i in means[other]:
                        total += 1
                        points += 1 if v > means[other][i] else .5 if v == means[other][i] else 0
        rows.append({"system": name, "mean": np.mean(own), "confidence": [low, high], "segments": len(own),
            "wins": wins, "ahead": points / total, "ranks": [losses + 1, len(names) - wins], "cluster": cluster})
    return rows
print(json.dumps({test: table(test) for test in ["signed-rank", "rank-sum"]}))
"#;

/// A log of judgements by two raters of systems that differ by so much.
fn judgements(seed: u64, systems: usize, segments: usize, step: f64) -> String {
    let mut dice = Dice::new(seed);
    let mut log = String::new();
    for rater in ["ann", "ben"] {
        for segment in 0..segments {
            let mut said = serde_json::Map::new();
            let mut targets = serde_json::Map::new();
            for system in 0..systems {
                // Not every system has every segment.
                if dice.below(12) == 0 {
                    continue;
                }
                let noise = (dice.below(40) + dice.below(40)) as f64 - 39.0;
                let score = (75.0 - step * system as f64 + noise)
                    .clamp(0.0, 100.0)
                    .round();
                let name = format!("s{system}");
                said.insert(
                    name.clone(),
                    serde_json::json!({"score": score as u8, "error_spans": []}),
                );
                targets.insert(name, "text".into());
            }
            // Sorted as text, so that both sides draw in one order.
            let id = format!("{segment:04}");
            let line = serde_json::json!({
                "annotation": [said], "user_id": rater, "item_i": segment,
                "item": [{"item_id": id, "document": "d", "src": "source", "tgt": targets}],
            });
            let _ = writeln!(log, "{line}");
        }
    }
    log
}

#[test]
fn tables_are_those_of_an_independent_script() {
    let Some(python) = testkit::python_with("scipy") else {
        return;
    };
    let folder = Folder::new("judge-table");
    let script = in_folder(&folder, "table.py", INDEPENDENT);
    let mut clusters = Vec::new();
    for (seed, systems, segments, step) in [
        (1, 5, 120, 6.0),
        (2, 4, 60, 0.0),
        (3, 8, 200, 3.0),
        (4, 3, 25, 20.0),
    ] {
        let file = in_folder(
            &folder,
            "log.jsonl",
            judgements(seed, systems, segments, step),
        );
        let theirs = Command::new(&python)
            .args([&script, &file, "11"])
            .output()
            .expect("it runs");
        let both: Value = serde_json::from_slice(&theirs.stdout)
            .unwrap_or_else(|error| panic!("{error}: {}", text(&theirs.stderr)));
        for test in ["signed-rank", "rank-sum"] {
            let theirs = both[test].clone();
            let ours = run(&[
                "judge", "--table", &file, "--test", test, "--seed", "11", "--json",
            ]);
            assert_eq!(ours.status.code(), Some(0), "{}", text(&ours.stderr));
            let ours: Value = serde_json::from_slice(&ours.stdout).expect("JSON");
            let [ours, theirs] = [ours, theirs].map(|rows| rows.as_array().expect("rows").clone());
            assert_eq!(ours.len(), systems);
            for (one, other) in ours.iter().zip(&theirs) {
                for name in ["system", "segments", "wins", "ranks", "cluster"] {
                    assert_eq!(one[name], other[name], "set {seed}, {test}: {one} {other}");
                }
                let figures = |row: &Value| {
                    [
                        &row["mean"],
                        &row["ahead"],
                        &row["confidence"][0],
                        &row["confidence"][1],
                    ]
                    .map(|figure| figure.as_f64().expect("a figure"))
                };
                for (a, b) in figures(one).into_iter().zip(figures(other)) {
                    assert!((a - b).abs() < 1e-9, "set {seed}, {test}: {one} {other}");
                }
            }
            clusters.push(
                ours.last().expect("a row")["cluster"]
                    .as_u64()
                    .expect("a number"),
            );
        }
    }
    // Sets that are all one cluster would not test the border.
    assert!(
        clusters.iter().any(|cluster| *cluster > 2) && clusters.contains(&1),
        "{clusters:?}"
    );
}

#[test]
fn judging_says_what_it_needs() {
    let folder = Folder::new("judge-needs");
    let source = in_folder(&folder, "a.txt", "one\ntwo\n");
    let system = in_folder(&folder, "b.txt", "uno\n");
    let said = run(&["judge", &source, &system]);
    assert_eq!(said.status.code(), Some(2));
    assert!(
        text(&said.stderr).contains("b.txt has 1 lines, the source 2"),
        "{}",
        text(&said.stderr)
    );
    let alone = run(&["judge", &source]);
    assert_eq!(alone.status.code(), Some(2));
    assert!(
        text(&alone.stderr).contains("a column `source`"),
        "{}",
        text(&alone.stderr)
    );
    let system = in_folder(&folder, "c.txt", "uno\ndos\n");
    let pipe = run(&["judge", &source, &system]);
    assert!(
        text(&pipe.stderr).contains("judging needs a terminal"),
        "{}",
        text(&pipe.stderr)
    );
    // Nothing was begun.
    assert!(!folder.0.join("a.txt.judged.jsonl").exists());
}

#[test]
fn a_table_for_people_parts_the_clusters() {
    let folder = Folder::new("judge-people");
    let file = in_folder(&folder, "log.jsonl", judgements(4, 3, 25, 30.0));
    let said = run(&["judge", "--table", &file]);
    let said = text(&said.stdout);
    let lines: Vec<&str> = said.lines().collect();
    assert!(lines[1].starts_with("1-1     s0"), "{said}");
    assert!(lines[2].starts_with("----"), "{said}");
    assert!(
        said.contains("signed-rank test gives p below 0.05"),
        "{said}"
    );
    assert!(
        said.contains("25 segments are a small sample.")
            || said.contains("segments are a small sample."),
        "{said}"
    );
}
