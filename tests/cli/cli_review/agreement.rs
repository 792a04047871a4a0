//! `bayn agreement`: figures held against scikit-learn, krippendorff and scipy.

use crate::cli_review::{in_folder, run, text};
use crate::store_kit::{Folder, mark, names, review, source_text, target_text};
use bayn_doc::{BeadStatus, ReviewedBitext};
use bayn_review::statistics::resampling::Dice;
use serde_json::Value;
use std::fmt::Write;
use std::process::Command;

/// Computes the same figures from the table itself. The pairing of spans is by scipy's
/// assignment, the rest by the packages that are named.
const INDEPENDENT: &str = r#"
import csv, json, re, sys
from collections import defaultdict
import numpy as np, krippendorff
from scipy.optimize import linear_sum_assignment
from scipy.stats import pearsonr, spearmanr, kendalltau
from sklearn.metrics import cohen_kappa_score

WEIGHTS = {"Minor": 1, "Major": 5, "Critical": 0}
LEVEL = {"Minor": 2, "Major": 3, "Critical": 4}
def figures(path):
    seen = defaultdict(lambda: defaultdict(list))
    for row in csv.DictReader(open(path), delimiter="\t", quoting=csv.QUOTE_NONE):
        errors = seen[row["rater"]][row["seg_id"]]
        if row["severity"] == "No-error":
            continue
        at = row["target"]
        start = at.index("<v>")
        end = at.index("</v>") - 3
        weight = WEIGHTS[row["severity"]]
        if row["severity"] == "Minor" and row["category"] == "Fluency/Punctuation":
            weight = 0.1
        errors.append((start, end, row["category"], row["severity"], weight))
    a, b = seen["ann"], seen["ben"]
    both = sorted(set(a) & set(b), key=int)
    same = shared = 0
    covered = [0.0, 0.0]
    spans = [0, 0]
    chars = [0, 0]
    paired = []
    for seg in both:
        one, other = a[seg], b[seg]
        left = [e[:2] for e in other]
        for e in one:
            if e[:2] in left:
                left.remove(e[:2]); same += 1
        sets = [set(i for e in x for i in range(e[0], e[1])) for x in (one, other)]
        shared += len(sets[0] & sets[1])
        for k, x in enumerate((one, other)):
            spans[k] += len(x); chars[k] += len(sets[k])
        if one and other:
            cut = np.array([[max(0, min(e[1], f[1]) - max(e[0], f[0])) for f in other] for e in one], float)
            size = np.array([[(e[1] - e[0]) + (f[1] - f[0]) for f in other] for e in one], float)
            for i, j in zip(*linear_sum_assignment(-2 * cut / size)):
                if cut[i, j] > 0:
                    covered[0] += cut[i, j] / (one[i][1] - one[i][0])
                    covered[1] += cut[i, j] / (other[j][1] - other[j][0])
                    paired.append((one[i], other[j]))
    p, r = covered[0] / spans[0], covered[1] / spans[1]
    level = lambda x: max([LEVEL[e[3]] for e in x], default=0)
    cost = lambda x: sum(e[4] for e in x)
    def matrix(of):
        segs = sorted(set().union(*[set(s) for s in seen.values()]), key=int)
        return [[of(rater[s]) if s in rater else np.nan for s in segs] for rater in seen.values()]
    pen = [[cost(x[s]) for s in both] for x in (a, b)]
    kappa = lambda of: cohen_kappa_score([of(x) for x, _ in paired], [of(y) for _, y in paired])
    return {
      "exact": 2 * same / sum(spans), "characters": 2 * shared / sum(chars), "mpp": 2 * p * r / (p + r),
      "category": kappa(lambda e: e[2]), "severity": kappa(lambda e: e[3]),
      "has_error": cohen_kappa_score([bool(a[s]) for s in both], [bool(b[s]) for s in both]),
      "worst": cohen_kappa_score([level(a[s]) for s in both], [level(b[s]) for s in both]),
      "pearson": pearsonr(*pen)[0], "spearman": spearmanr(*pen)[0], "kendall": kendalltau(*pen)[0],
      "alpha_worst": krippendorff.alpha(matrix(level), level_of_measurement="nominal"),
      "alpha_penalties": krippendorff.alpha(matrix(cost), level_of_measurement="interval"),
      
      "segments": len(both)}
print(json.dumps([figures(path) for path in sys.argv[1:]]))
"#;

/// A table of three raters who judged parts of the same segments.
fn table(seed: u64) -> String {
    let mut dice = Dice::new(seed);
    let mut rows =
        "system\tdoc\tdoc_id\tseg_id\trater\tsource\ttarget\tcategory\tseverity\n".to_owned();
    let kinds = [
        "Accuracy/Mistranslation",
        "Fluency/Punctuation",
        "Fluency/Grammar",
        "Other",
    ];
    for segment in 1..=40 {
        let words: Vec<String> = (0..8)
            .map(|word| format!("\u{643}\u{644}{word}{segment}"))
            .collect();
        for rater in ["ann", "ben", "cat"] {
            if dice.below(5) == 0 {
                continue;
            }
            let start = format!("s\td\t{segment}\t{segment}\t{rater}\tsource {segment}\t");
            let count = dice.below(4);
            if count == 0 {
                let _ = writeln!(rows, "{start}{}\tNo-error\tNo-error", words.join(" "));
            }
            for _ in 0..count {
                let from = dice.below(7);
                let to = (from + 1 + dice.below(3)).min(8);
                let marked: Vec<String> = (0..8)
                    .map(|at| {
                        let open = if at == from { "<v>" } else { "" };
                        let close = if at + 1 == to { "</v>" } else { "" };
                        format!("{open}{}{close}", words[at])
                    })
                    .collect();
                let kind = kinds[dice.below(4)];
                let severity = ["Minor", "Minor", "Major", "Critical"][dice.below(4)];
                let _ = writeln!(rows, "{start}{}\t{kind}\t{severity}", marked.join(" "));
            }
        }
    }
    rows
}

#[test]
fn figures_are_those_of_other_programs() {
    let Some(python) = testkit::python_with("krippendorff, sklearn, scipy") else {
        return;
    };
    let folder = Folder::new("agreement");
    let files: Vec<String> = (1..=6)
        .map(|seed| in_folder(&folder, &format!("three-{seed}.tsv"), table(seed)))
        .collect();
    let script = in_folder(&folder, "figures.py", INDEPENDENT);
    let theirs = Command::new(&python)
        .arg(&script)
        .args(&files)
        .output()
        .expect("it runs");
    let all: Vec<Value> = serde_json::from_slice(&theirs.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}", text(&theirs.stderr)));
    for (seed, (file, theirs)) in files.iter().zip(&all).enumerate() {
        let ours = run(&["agreement", file, "--json"]);
        assert_eq!(ours.status.code(), Some(0), "{}", text(&ours.stderr));
        let ours: Value = serde_json::from_slice(&ours.stdout).expect("JSON");
        let pair = &ours["pairs"][0];
        assert_eq!(pair["raters"], serde_json::json!(["ann", "ben"]));
        assert_eq!(pair["segments"], theirs["segments"]);
        for (name, figure) in [
            ("exact", &pair["span_f1"]["exact"]),
            ("characters", &pair["span_f1"]["characters"]),
            ("mpp", &pair["span_f1"]["mpp"]),
            ("category", &pair["category"]["kappa"]),
            ("severity", &pair["severity"]["kappa"]),
            ("has_error", &pair["has_error"]["kappa"]),
            ("worst", &pair["worst_severity"]["kappa"]),
            ("pearson", &pair["penalties"]["pearson"]),
            ("spearman", &pair["penalties"]["spearman"]),
            ("kendall", &pair["penalties"]["kendall"]),
            ("alpha_worst", &ours["all"]["alpha"]["worst_severity"]),
            ("alpha_penalties", &ours["all"]["alpha"]["penalties"]),
        ] {
            let [one, other] = [figure, &theirs[name]].map(|figure| figure.as_f64());
            let (Some(one), Some(other)) = (one, other) else {
                panic!("seed {seed}, {name}: {figure} and {}", theirs[name]);
            };
            assert!(
                (one - other).abs() < 1e-9,
                "seed {seed}, {name}: {one} and {other}"
            );
        }
    }
}

#[test]
fn two_files_are_compared_and_few_segments_are_a_small_sample() {
    let folder = Folder::new("agreement-two");
    let head = "system\tdoc\tdoc_id\tseg_id\trater\tsource\ttarget\tcategory\tseverity\n";
    let file = |name: &str, target: &str| {
        let row = format!("s\td\t1\t1\tr\tuno dos\t{target}\tFluency/Spelling\tMinor\n");
        in_folder(&folder, name, format!("{head}{row}"))
    };
    // Three of five letters are shared: 2·3/(5+3); paired whole by the second.
    let (a, b) = (
        file("a.tsv", "one <v>tworo</v>"),
        file("b.tsv", "one <v>two</v>ro"),
    );
    let said = run(&["agreement", &a, &b]);
    assert_eq!(said.status.code(), Some(0), "{}", text(&said.stderr));
    let said = text(&said.stdout);
    assert!(
        said.contains("r (a.tsv) and r (b.tsv): 1 segment judged by both, small sample"),
        "{said}"
    );
    let line = |head: &str| {
        let line = said
            .lines()
            .find(|line| line.trim_start().starts_with(head));
        let rest = line
            .unwrap_or_else(|| panic!("{head}: {said}"))
            .trim_start();
        rest[head.len()..]
            .split_whitespace()
            .next()
            .expect("a figure")
            .to_owned()
    };
    assert_eq!(line("spans, exact F1"), "0.000");
    assert_eq!(line("characters, F1"), "0.750");
    assert_eq!(line("spans, MPP F1"), "0.750");
    let alone = run(&["agreement", &a]);
    assert_eq!(alone.status.code(), Some(2));
    assert!(text(&alone.stderr).contains("agreement needs two"));
}

/// Reads the reviews themselves, and computes what two and all of them decided alike.
const VERDICTS: &str = r#"
import json, sys
import numpy as np, krippendorff
from sklearn.metrics import cohen_kappa_score
def verdicts(path):
    found = {}
    for line in open(path, encoding="utf-8"):
        entry = json.loads(line)
        if "verdict" in entry:
            status = entry["verdict"]
            found[entry["on"]] = status if isinstance(status, str) else next(iter(status))
    return found
raters = [verdicts(path) for path in sys.argv[1:]]
names = ["accepted", "needs-review", "rejected"]
pairs = []
for at, one in enumerate(raters):
    for other in raters[at + 1:]:
        both = sorted(set(one) & set(other))
        pairs.append([len(both), np.mean([one[b] == other[b] for b in both]),
                      cohen_kappa_score([one[b] for b in both], [other[b] for b in both])])
beads = sorted(set().union(*raters))
matrix = [[names.index(r[b]) if b in r else np.nan for b in beads] for r in raters]
alpha = krippendorff.alpha(matrix, level_of_measurement="nominal")
print(json.dumps({"pairs": pairs, "alpha": alpha}))
"#;

/// Writes a review by one who decided on most pairs as the dice say.
fn decided(folder: &Folder, name: &str, dice: &mut Dice, marks: bool) -> String {
    let mut own: ReviewedBitext = review(&source_text(40), &target_text(40));
    let beads: Vec<_> = own.bitext.beads.iter().map(|bead| bead.id).collect();
    for bead in beads {
        let status = match dice.below(6) {
            0 => continue,
            1 => BeadStatus::NeedsReview,
            2 => BeadStatus::Rejected(format!("{name} says no")),
            _ => BeadStatus::Accepted,
        };
        own.set_status(bead, Some(status), name, 3);
    }
    if marks {
        mark(&mut own, "number 3", 2);
    }
    let text = bayn::store::write(&names(), &own.bitext, &own.notes, &[], &[]);
    in_folder(folder, &format!("{name}.bayn.jsonl"), text)
}

#[test]
fn verdicts_are_compared_whoever_wrote_nothing_else() {
    let Some(python) = testkit::python_with("krippendorff, sklearn") else {
        return;
    };
    let folder = Folder::new("agreement-verdicts");
    in_folder(&folder, "report.ar.txt", source_text(40));
    in_folder(&folder, "report.en.txt", target_text(40));
    let script = in_folder(&folder, "verdicts.py", VERDICTS);
    for seed in 1..=4 {
        let mut dice = Dice::new(seed);
        let files = ["ann", "ben", "cora"].map(|name| decided(&folder, name, &mut dice, false));
        let theirs = Command::new(&python)
            .arg(&script)
            .args(&files)
            .output()
            .expect("it runs");
        let theirs: Value = serde_json::from_slice(&theirs.stdout)
            .unwrap_or_else(|error| panic!("{error}: {}", text(&theirs.stderr)));
        let ours = run(&["agreement", &files[0], &files[1], &files[2], "--json"]);
        assert_eq!(ours.status.code(), Some(0), "{}", text(&ours.stderr));
        let ours: Value = serde_json::from_slice(&ours.stdout).expect("JSON");
        let near = |one: &Value, other: &Value| {
            let (one, other) = (one.as_f64(), other.as_f64());
            let (Some(one), Some(other)) = (one, other) else {
                panic!("seed {seed}: {ours}");
            };
            assert!((one - other).abs() < 1e-9, "seed {seed}: {one} and {other}");
        };
        for (pair, theirs) in
            [0, 1, 2].map(|at| (&ours["pairs"][at]["verdicts"], &theirs["pairs"][at]))
        {
            near(&pair["items"], &theirs[0]);
            near(&pair["observed"], &theirs[1]);
            near(&pair["kappa"], &theirs[2]);
        }
        near(&ours["all"]["alpha"]["verdicts"], &theirs["alpha"]);
        assert!(ours["all"]["alpha"]["worst_severity"].is_null(), "{ours}");
    }
}

#[test]
fn who_only_decided_has_no_part_in_figures_of_errors() {
    let folder = Folder::new("agreement-decided");
    in_folder(&folder, "report.ar.txt", source_text(40));
    in_folder(&folder, "report.en.txt", target_text(40));
    let mut dice = Dice::new(9);
    let ann = decided(&folder, "ann", &mut dice, false);
    let ben = decided(&folder, "ben", &mut dice, true);
    let said = run(&["agreement", &ann, &ben]);
    assert_eq!(said.status.code(), Some(0), "{}", text(&said.stderr));
    let said = text(&said.stdout);
    assert!(
        said.contains("verdicts") && !said.contains("exact F1"),
        "{said}"
    );
    // With a mark of each the errors count, and the verdicts beside them.
    let ann = decided(&folder, "ann", &mut dice, true);
    let said = run(&["agreement", &ann, &ben]);
    let said = text(&said.stdout);
    assert!(
        said.contains("verdicts") && said.contains("exact F1"),
        "{said}"
    );
}
