//! `bayn check`: findings with their places, choices, glossaries and rules, exit codes.

use crate::cli_review::{find, in_folder, json, pair, run, sample, sample_review, text, words};
use crate::store_kit::{Folder, names};
use bayn::store::write;
use bayn_doc::{Dismissal, Entry};
use bayn_review::check::{Options, run as run_checks};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

#[test]
fn findings_are_told_with_line_and_quote_and_end_with_one() {
    let [ar, en] = pair();
    let output = Command::new(env!("CARGO_BIN_EXE_bayn"))
        .args(["check", &ar, &en])
        .output()
        .expect("bayn runs");
    assert_eq!(output.status.code(), Some(1));
    let out = text(&output.stdout);
    let number = out
        .lines()
        .position(|line| line.contains("[number, "))
        .expect("a number is wrong");
    let line = out.lines().nth(number).expect("a line");
    assert!(line.starts_with(&format!("{en}:19: major: ")), "{line}");
    assert!(
        out.lines()
            .nth(number + 2)
            .expect("a quote")
            .contains("36,520")
    );
    assert!(out.lines().last().expect("a sum").contains(" found: "));
}

#[test]
fn offsets_are_bytes_of_the_files() {
    let [ar, en] = pair();
    let (source, target) = (fs::read(&ar).expect("there"), fs::read(&en).expect("there"));
    let findings = json(&["check", &ar, &en, "--json"], 1);
    let number = find(&findings, "number");
    assert_eq!(words(&target, &number["target"]), ["36,520"]);
    assert_eq!(
        words(&source, &number["source"]),
        ["\u{663}\u{666}\u{66c}\u{662}\u{665}\u{660}"]
    );
    let keys: BTreeSet<&str> = number
        .as_object()
        .expect("an object")
        .keys()
        .map(String::as_str)
        .collect();
    let wanted = ["bead", "check", "message", "severity", "source", "target"];
    assert_eq!(keys, BTreeSet::from(wanted));
    assert!(words(&target, &find(&findings, "omission")["target"]).is_empty());
}

#[test]
fn offsets_count_what_the_cleaning_takes_away() {
    let folder = Folder::new("check-clean");
    let clean = |name: &str| fs::read_to_string(sample(name)).expect("there");
    // A mark of byte order, DOS line ends, escapes and an override before what is found.
    let dirty = |text: &str| {
        let text = text
            .replace('\n', "\r\n")
            .replace("Share", "\u{1b}[1mSh\u{202e}are");
        text.replacen("36,520", "36,\u{202e}520", 1)
    };
    let english = dirty(&clean("report.en.txt"));
    let ar = in_folder(&folder, "ar.txt", dirty(&clean("report.ar.txt")));
    let en = in_folder(&folder, "en.txt", &english);
    let findings = json(&["check", &ar, &en, "--json"], 1);
    let number = find(&findings, "number");
    assert_eq!(
        words(english.as_bytes(), &number["target"]),
        ["36,\u{202e}520"]
    );
}

#[test]
fn a_bilingual_file_is_checked_as_it_is_and_offsets_lie_in_it() {
    let folder = Folder::new("check-bilingual");
    let [ar, en] = pair();
    for name in ["pair.tmx", "pair.tsv", "pair.jsonl", "pair.csv"] {
        let path = folder.0.join(name).display().to_string();
        let output = run(&["convert", &ar, &en, &path]);
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        let file = fs::read(&path).expect("written");
        let findings = json(&["check", &path, "--json"], 1);
        let number = find(&findings, "number");
        assert_eq!(words(&file, &number["target"]), ["36,520"], "{name}");
        assert_eq!(
            words(&file, &find(&findings, "date")["target"]),
            ["October"],
            "{name}"
        );
        for finding in &findings {
            let spans = |side: &str| finding[side].as_array().expect("a list").len();
            assert!(spans("source") + spans("target") > 0, "{name}: {finding}");
        }
    }
}

#[test]
fn severity_and_checks_can_be_chosen() {
    let [ar, en] = pair();
    let major = json(&["check", &ar, &en, "--json", "--min-severity", "major"], 1);
    assert!(major.iter().all(|finding| finding["severity"] == "major"));
    assert!(
        json(
            &["check", &ar, &en, "--json", "--min-severity", "critical"],
            0
        )
        .is_empty()
    );
    let one = json(&["check", &ar, &en, "--json", "--check", "number,date"], 1);
    assert_eq!(one.len(), 2);
    let rest = json(
        &[
            "check", &ar, &en, "--json", "--skip", "number", "--skip", "date",
        ],
        1,
    );
    let all = json(&["check", &ar, &en, "--json"], 1);
    assert_eq!(rest.len() + 2, all.len());
    let list = run(&["check", "--list"]);
    assert_eq!(list.status.code(), Some(0));
    assert_eq!(
        text(&list.stdout).lines().count(),
        bayn_review::registry::CHECKS.len()
    );
}

#[test]
fn a_pair_without_fault_ends_with_zero() {
    let folder = Folder::new("check-good");
    let ar = in_folder(
        &folder,
        "ar.txt",
        "\u{648}\u{635}\u{644} 26 \u{631}\u{62c}\u{644}\u{627}.\n",
    );
    let en = in_folder(&folder, "en.txt", "There arrived 26 men.\n");
    let output = run(&["check", &ar, &en]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stdout));
    assert_eq!(text(&output.stdout), "nothing found\n");
    assert_eq!(run(&["check", &ar, &en, "--json"]).stdout, b"[]\n");
}

#[test]
fn sarif_has_rules_places_and_the_same_findings() {
    let [ar, en] = pair();
    let output = run(&["check", &ar, &en, "--sarif"]);
    assert_eq!(output.status.code(), Some(1));
    let log: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(log["version"], "2.1.0");
    let results = log["runs"][0]["results"].as_array().expect("results");
    assert_eq!(results.len(), json(&["check", &ar, &en, "--json"], 1).len());
    let number = results
        .iter()
        .find(|result| result["ruleId"] == "number")
        .expect("a number is wrong");
    let place = &number["locations"][0]["physicalLocation"];
    assert_eq!(place["region"]["startLine"], 19);
    let line = fs::read_to_string(&en).expect("there");
    let line = line.lines().nth(18).expect("a line").to_owned();
    let column = place["region"]["startColumn"].as_u64().expect("a column");
    let from: String = line
        .chars()
        .skip(usize::try_from(column).expect("small") - 1)
        .collect();
    assert!(from.starts_with("36,520"), "{from}");
    let rules = log["runs"][0]["tool"]["driver"]["rules"]
        .as_array()
        .expect("rules");
    let index = number["ruleIndex"].as_u64().expect("an index");
    assert_eq!(
        rules[usize::try_from(index).expect("small")]["id"],
        "number"
    );
}

#[test]
fn editors_read_a_line_a_finding_with_its_place() {
    let [ar, en] = pair();
    let output = run(&["check", &ar, &en, "--vimgrep"]);
    assert_eq!(output.status.code(), Some(1));
    let lines = text(&output.stdout);
    assert_eq!(
        lines.lines().count(),
        json(&["check", &ar, &en, "--json"], 1).len()
    );
    let number = lines
        .lines()
        .find(|line| line.ends_with("[number]"))
        .expect("a number");
    let at = number
        .strip_prefix(&en)
        .expect("the file")
        .split(':')
        .collect::<Vec<_>>();
    let place = |at: &str| at.parse::<usize>().expect("a number");
    let whole = fs::read_to_string(&en).expect("there");
    let line = whole.lines().nth(place(at[1]) - 1).expect("a line");
    let rest: String = line.chars().skip(place(at[2]) - 1).collect();
    assert!(rest.starts_with("36,520"), "{number}");
}

#[test]
fn the_table_has_a_row_a_finding() {
    let [ar, en] = pair();
    let output = run(&["check", &ar, &en, "--tsv"]);
    let out = text(&output.stdout);
    assert!(
        out.lines().all(|line| line.split('\t').count() == 8),
        "{out}"
    );
    assert_eq!(
        out.lines().count(),
        json(&["check", &ar, &en, "--json"], 1).len() + 1
    );
}

#[test]
fn a_glossary_is_held_to() {
    let folder = Folder::new("check-glossary");
    let [ar, en] = pair();
    let terms = in_folder(
        &folder,
        "terms.tsv",
        "\u{62f}\u{627}\u{639}\u{634}\tDaesh\tISIS\n",
    );
    let found = json(
        &[
            "check",
            &ar,
            &en,
            "--json",
            "--check",
            "glossary",
            "--glossary",
            &terms,
        ],
        1,
    );
    assert_eq!(
        words(&fs::read(&en).expect("there"), &found[0]["target"]),
        ["ISIS"]
    );
}

#[test]
fn what_was_dismissed_stays_away() {
    let folder = Folder::new("check-dismissed");
    let [ar, en] = pair().map(|path| {
        let name = Path::new(&path).file_name().expect("a name").to_owned();
        in_folder(
            &folder,
            &name.to_string_lossy(),
            fs::read(&path).expect("there"),
        )
    });
    let mut review = sample_review();
    let findings = run_checks(&review.bitext, &Options::default());
    let number = findings
        .iter()
        .find(|finding| finding.check == "number")
        .expect("a number is wrong");
    let dismissal = Dismissal {
        bead: review.bitext.beads[number.bead].id,
        ..Dismissal::default()
    };
    let entry = Entry::Dismissal(number.key(&review.bitext), dismissal);
    review.notes.replace(&entry.key(), Some(entry));
    let before = json(&["check", &ar, &en, "--json"], 1);
    let sidecar = write(&names(), &review.bitext, &review.notes, &[], &[]);
    fs::write(folder.sidecar(), sidecar).expect("writable");
    let after = json(&["check", &ar, &en, "--json"], 1);
    assert_eq!(after.len() + 1, before.len());
    assert!(after.iter().all(|finding| finding["check"] != "number"));
    assert_eq!(json(&["check", &ar, &en, "--json", "--all"], 1), before);
}

#[test]
fn trouble_is_two_and_prints_nothing() {
    let folder = Folder::new("check-bad");
    let [ar, en] = pair();
    let cut = in_folder(&folder, "cut.tmx", "<tmx version='1.4'><header/><body><tu>");
    let both = in_folder(
        &folder,
        "both.tmx",
        "<tmx version='1.4'><header/><body><tu><tuv xml:lang='ar'><seg>باب</seg></tuv>\
         <tuv xml:lang='en'><seg>door</seg></tuv></tu></body></tmx>",
    );
    let no_review = in_folder(
        &folder,
        "no.jsonl",
        "{\"bayn\":99,\"source\":{\"name\":\"a\"},\"target\":{\"name\":\"b\"}}\n",
    );
    let cases: &[(&[&str], &str)] = &[
        (&["check", &ar], "two texts"),
        (&["check", &ar, "/no/such/file"], "does not exist"),
        (&["check", &cut], "cut.tmx:1:"),
        (&["check", &ar, &cut], "cut.tmx:1:"),
        (&["check", &ar, &both], "more than one text"),
        (&["check", &ar, &en, "--check", "angels"], "angels"),
        (&["check", &ar, &en, "--min-severity", "grave"], "neutral"),
        (
            &["check", &ar, &en, "--json", "--tsv"],
            "cannot be used with",
        ),
        (&["check", &ar, &en, "--glossary", "/no/such"], "/no/such"),
        (&["score", "/no/such/file"], "/no/such/file"),
        (&["score", &en], "not a file of judgements"),
        (&["score", &no_review], "version 99"),
        (&["score", &en, "--weights", "Major"], "not weights"),
        (&["score", &en, "--acceptable-penalty", "0"], "above 0"),
        (&["merge", &en, &ar], "not the header"),
        (&["merge", "/no/such/file", &ar], "/no/such/file"),
    ];
    for (args, says) in cases {
        let output = run(args);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(output.stdout.is_empty(), "{args:?}");
        let said = text(&output.stderr);
        assert!(said.contains(says), "{args:?}: {said}");
    }
}

#[test]
fn rules_and_term_bases_are_held_to() {
    let folder = Folder::new("check-rules");
    let [ar, en] = pair();
    let target = fs::read(&en).expect("there");
    let toml =
        "[[rule]]\ntarget = '\\bconvoy\\b'\nmessage = \"Say column.\"\nseverity = \"major\"\n";
    let table = "# ours\n\t\\bconvoy\\b\tSay column.\tmajor\n";
    for (name, rules) in [("rules.toml", toml), ("rules.tsv", table)] {
        let rules = in_folder(&folder, name, rules);
        let args = [
            "check", &ar, &en, "--json", "--check", "pattern", "--rules", &rules,
        ];
        let found = json(&args, 1);
        assert!(!found.is_empty());
        for finding in &found {
            assert_eq!(words(&target, &finding["target"]), ["convoy"]);
            assert_eq!(finding["severity"], "major");
            assert_eq!(finding["message"], "Say column.");
        }
    }
    let wrong = in_folder(&folder, "wrong.tsv", "\t(\tno\n");
    let refused = run(&["check", &ar, &en, "--rules", &wrong]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(
        text(&refused.stderr).contains("line 1"),
        "{}",
        text(&refused.stderr)
    );
    let tbx = "<tbx type=\"TBX-Basic\" style=\"dca\" xml:lang=\"en\" xmlns=\"urn:iso:std:iso:30042:ed-2\">\
        <text><body><conceptEntry id=\"c\"><langSec xml:lang=\"ar\"><termSec><term>\u{62f}\u{627}\u{639}\u{634}</term>\
        </termSec></langSec><langSec xml:lang=\"en\"><termSec><term>Daesh</term></termSec><termSec>\
        <term>ISIS</term><termNote type=\"administrativeStatus\">deprecatedTerm-admn-sts</termNote>\
        </termSec></langSec></conceptEntry></body></text></tbx>";
    let tbx = in_folder(&folder, "terms.tbx", tbx);
    let found = json(
        &[
            "check",
            &ar,
            &en,
            "--json",
            "--check",
            "glossary",
            "--glossary",
            &tbx,
        ],
        1,
    );
    assert_eq!(words(&target, &found[0]["target"]), ["ISIS"]);
}

#[test]
fn a_profile_says_which_checks_run_and_how_heavy() {
    let folder = Folder::new("check-profile");
    let [ar, en] = pair();
    in_folder(&folder, "rules.toml", "[[rule]]\ntarget = '\\bconvoy\\b'\n");
    let profile =
        "only = [\"pattern\"]\nrules = \"rules.toml\"\n[severity]\npattern = \"critical\"\n";
    let profile = in_folder(&folder, "client.toml", profile);
    let found = json(&["check", &ar, &en, "--json", "--profile", &profile], 1);
    assert!(!found.is_empty());
    for finding in &found {
        assert_eq!(finding["check"], "pattern");
        assert_eq!(finding["severity"], "critical");
    }
    // The command line comes first.
    let asked = [
        "check",
        &ar,
        &en,
        "--json",
        "--profile",
        &profile,
        "--check",
        "number",
    ];
    assert!(
        json(&asked, 1)
            .iter()
            .all(|finding| finding["check"] == "number")
    );
    let wrong = in_folder(
        &folder,
        "wrong.toml",
        "only = [\"number\"]\noff = [\"nubmer\"]\n",
    );
    let refused = run(&["check", &ar, &en, "--profile", &wrong]);
    assert_eq!(refused.status.code(), Some(2));
    let said = text(&refused.stderr);
    assert!(
        said.contains("wrong.toml:2: there is no check `nubmer`"),
        "{said}"
    );
    assert!(said.contains("bayn check --list"), "{said}");
    assert!(refused.stdout.is_empty());
}

#[test]
fn the_same_slip_is_listed_once_with_its_places() {
    let folder = Folder::new("check-grouped");
    let line = |at: usize| format!("Line {at} stands here as well.");
    let source: Vec<String> = (1..=6).map(line).collect();
    let target: Vec<String> = source
        .iter()
        .map(|line| line.replace("stands here", "stands  here"))
        .collect();
    let one = in_folder(&folder, "one.de.txt", source.join("\n\n"));
    let two = in_folder(&folder, "two.en.txt", target.join("\n\n"));
    let output = run(&["check", &one, &two, "--check", "spacing"]);
    let out = text(&output.stdout);
    assert_eq!(out.matches("[spacing, ").count(), 1, "{out}");
    assert!(
        out.contains("the same at 5 more places: lines 3, 5, 7, 9, 11"),
        "{out}"
    );
    assert!(
        out.lines().last().expect("a sum").starts_with("1 found: "),
        "{out}"
    );
    let each = json(&["check", &one, &two, "--check", "spacing", "--json"], 1);
    assert_eq!(each.len(), 6);
}
