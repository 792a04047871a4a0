//! Checking, scoring and joining reviews from the command line, as scripts and CI meet them.

mod store_kit;

use bayn::doc::{Bitext, Dismissal, Document, Dossier, Entry, Mark, Severity};
use bayn::review::check::{Options, run as run_checks};
use bayn::store::{TextName, write};
use bayn::text::Lang;
use bayn::units::{Sides, Span};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use store_kit::{Folder, dossier, mark, names, source_text, target_text};

/// Runs the program; what is aligned is aligned by strings, which is quick without
/// optimisation too.
fn run(args: &[&str]) -> Output {
    let aligns = ["check", "convert", "import"].contains(&args.first().copied().unwrap_or(""));
    Command::new(env!("CARGO_BIN_EXE_bayn"))
        .args(args)
        .args(aligns.then_some("--no-model"))
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
        bayn::review::registry::CHECKS.len()
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

/// The sample as the program opens it.
fn sample_dossier() -> Dossier {
    let document = |name: &str, lang: &str| {
        let text = fs::read_to_string(sample(name)).expect("there");
        Document::from_text(&text, &Lang::new(lang))
    };
    let documents = Sides::new(
        document("report.ar.txt", "ar"),
        document("report.en.txt", "en"),
    );
    let beads = bayn::align::align(&documents, &bayn::align::Options::default()).beads;
    Dossier::new(Bitext { documents, beads })
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
    let mut dossier = sample_dossier();
    let findings = run_checks(&dossier.bitext, &Options::default());
    let number = findings
        .iter()
        .find(|finding| finding.check == "number")
        .expect("a number is wrong");
    let dismissal = Dismissal {
        bead: dossier.bitext.beads[number.bead].id,
        ..Dismissal::default()
    };
    let entry = Entry::Dismissal(number.key(&dossier.bitext), dismissal);
    dossier.notes.put(&entry.key(), Some(entry));
    let before = json(&["check", &ar, &en, "--json"], 1);
    let sidecar = write(&names(), &dossier.bitext, &dossier.notes, &[], &[]);
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
    let no_review = in_folder(
        &folder,
        "no.jsonl",
        "{\"bayn\":99,\"source\":{\"name\":\"a\"},\"target\":{\"name\":\"b\"}}\n",
    );
    let cases: &[(&[&str], &str)] = &[
        (&["check", &ar], "two texts"),
        (&["check", &ar, "/no/such/file"], "does not exist"),
        (&["check", &cut], "cut.tmx:1:"),
        (&["check", &ar, &cut], "more than one text"),
        (&["check", &ar, &en, "--check", "angels"], "angels"),
        (&["check", &ar, &en, "--min-severity", "grave"], "neutral"),
        (
            &["check", &ar, &en, "--json", "--tsv"],
            "cannot be used with",
        ),
        (&["check", &ar, &en, "--glossary", "/no/such"], "/no/such"),
        (&["score", "/no/such/file"], "/no/such/file"),
        (&["score", &en], "no file of judgements"),
        (&["score", &no_review], "version 99"),
        (&["score", &en, "--weights", "Major"], "no weights"),
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
fn a_file_of_judgements_is_scored_with_its_formulas() {
    let folder = Folder::new("score");
    let words = "word ".repeat(50);
    let rows = [
        "system\tdoc\tdoc_id\tseg_id\trater\tsource\ttarget\tcategory\tseverity",
        &format!("s\td\t1\t1\tr\t{words}\tone <v>two</v>\tAccuracy/Mistranslation\tMajor"),
        &format!("s\td\t1\t1\tr\t{words}\t<v>one</v> two\tFluency/Punctuation\tMinor"),
        &format!("s\td\t2\t2\tr\t{words}\tthree\tNo-error\tNo-error"),
    ];
    let file = in_folder(&folder, "mqm.tsv", rows.join("\n"));
    let scores = json(&["score", &file, "--json"], 0);
    let score = &scores[0];
    assert_eq!(score["words"], 100);
    assert_eq!(score["small_sample"], true);
    assert_eq!(score["mqm_raw"]["score"], 94.0);
    assert_eq!(score["mqm_calibrated"]["score"], 40.0);
    assert!((score["wmt"]["score"].as_f64().expect("a score") + 2.55).abs() < 1e-9);
    assert_eq!(score["errors"]["major"], 1);
    let output = run(&["score", &file]);
    let out = text(&output.stdout);
    assert!(out.contains("100 words, small sample"), "{out}");
    assert!(out.contains("6 / 100 words"), "{out}");
    let segments = run(&["score", &file, "--segments"]);
    assert_eq!(text(&segments.stdout), "s\t1\t-5.1\ns\t2\t0\n");
}

#[test]
fn published_averages_come_out_of_the_program() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/review");
    let published = fs::read_to_string(folder.join("mqm_ted_ende.avg_seg_scores.tsv"));
    let Ok(published) = published else {
        eprintln!("skipped: ../shared/review is not there");
        return;
    };
    let file = folder.join("mqm_ted_ende.tsv").display().to_string();
    let output = run(&["score", &file, "--segments"]);
    let ours: std::collections::HashMap<(&str, &str), f64> = text(&output.stdout)
        .lines()
        .map(|line| {
            let cells: Vec<&str> = line.split('\t').collect();
            let system = match cells[0] {
                "ref" => "ref-A",
                "refB" => "ref-B",
                other => other,
            };
            ((system, cells[1]), cells[2].parse().expect("a score"))
        })
        .collect();
    let mut right = 0;
    for line in published.lines().skip(1) {
        let cells: Vec<&str> = line.split_whitespace().collect();
        if let Ok(average) = cells[1].parse::<f64>() {
            assert!(
                (ours[&(cells[0], cells[2])] - average).abs() < 1e-6,
                "{line}"
            );
            right += 1;
        }
    }
    assert_eq!(right, 7406);
}

#[test]
fn a_review_is_scored_by_the_texts_beside_it() {
    let folder = Folder::new("score-review");
    for name in ["report.ar.txt", "report.en.txt"] {
        in_folder(&folder, name, fs::read(sample(name)).expect("there"));
    }
    let mut dossier = sample_dossier();
    let target = &dossier.bitext.documents.target;
    let at = target.text.find("36,520").expect("there");
    let bead = dossier
        .bitext
        .beads
        .iter()
        .find(|bead| {
            let span = target.span_of(&bead.sentences.target);
            span.is_some_and(|span| span.contains(at))
        })
        .expect("in a bead")
        .id;
    let (_, _) = dossier.add_mark(Mark {
        bead,
        spans: Sides::new(vec![], vec![Span::new(at, at + 6)]),
        category: "mistranslation".into(),
        severity: Severity::Major,
        rater: "r1".into(),
        ..Mark::default()
    });
    let names = Sides::new("ar", "en").map(|lang: &str| TextName {
        name: format!("report.{lang}.txt"),
        lang: lang.into(),
    });
    let sidecar = write(&names, &dossier.bitext, &dossier.notes, &[], &[]);
    fs::write(folder.sidecar(), sidecar).expect("writable");
    let path = folder.sidecar().display().to_string();
    let scores = json(&["score", &path, "--json"], 0);
    assert_eq!(scores[0]["penalty"], 5.0);
    assert_eq!(scores[0]["errors"]["major"], 1);
    let counted = bayn::review::score::words_of(&dossier.bitext, bayn::units::Side::Source);
    assert_eq!(scores[0]["words"], counted);
    fs::remove_file(folder.0.join("report.ar.txt")).expect("there");
    let output = run(&["score", &path]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("report.ar.txt is not there"));
}

#[test]
fn two_reviews_are_joined_and_conflicts_listed() {
    let folder = Folder::new("cli-merge");
    let base = dossier(&source_text(9), &target_text(9));
    let put = |name: &str, dossier: &Dossier| {
        let sidecar = write(&names(), &dossier.bitext, &dossier.notes, &[], &[]);
        in_folder(&folder, name, sidecar)
    };
    let (mut ours, mut theirs) = (base.clone(), base.clone());
    mark(&mut ours, "number 1", 1);
    mark(&mut theirs, "number 2", 2);
    let out = folder.0.join("out.jsonl").display().to_string();
    let (a, b, old) = (put("a", &ours), put("b", &theirs), put("base", &base));
    let output = run(&["merge", &a, &b, &old, "-o", &out]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let joined = fs::read_to_string(&out).expect("written");
    assert!(joined.contains("note 1") && joined.contains("note 2"));
    let bead = base.bitext.beads[3].id;
    ours.set_status(bead, Some(bayn::doc::BeadStatus::Accepted), "a", 3);
    theirs.set_status(bead, Some(bayn::doc::BeadStatus::NeedsReview), "b", 4);
    let (a, b) = (put("a", &ours), put("b", &theirs));
    let output = run(&["merge", &a, &b, "-o", &out]);
    assert_eq!(output.status.code(), Some(1));
    let said = text(&output.stderr);
    assert!(
        said.contains("ours is accepted, theirs to be looked at again"),
        "{said}"
    );
    assert!(
        fs::read_to_string(&out)
            .expect("written")
            .contains("note 2")
    );
}

/// The sample with a review of two marks, a note, a verdict and a score beside it; returns the
/// texts and the review.
fn reviewed_sample(folder: &Folder) -> ([String; 2], String) {
    let files = ["report.ar.txt", "report.en.txt"];
    let texts = files.map(|name| in_folder(folder, name, fs::read(sample(name)).expect("there")));
    let mut dossier = sample_dossier();
    mark(&mut dossier, "Twenty-six trucks", 1);
    mark(&mut dossier, "the convoy", 2);
    let bead = dossier.bitext.beads[2].id;
    dossier.add_note(bayn::doc::Note {
        bead,
        text: "look <again> & \"again\"".to_owned(),
        author: "r1".to_owned(),
        time: 3,
        ..bayn::doc::Note::default()
    });
    let why = bayn::doc::BeadStatus::Rejected("no".to_owned());
    dossier.set_status(bead, Some(why), "r1", 4);
    dossier.set_rating(bead, "r1", Some(bayn::doc::Rating::new(35.0, 5)));
    let path = folder.sidecar();
    let text = write(&names(), &dossier.bitext, &dossier.notes, &[], &[]);
    fs::write(&path, text).expect("a file");
    (texts, path.display().to_string())
}

/// What stands in a review: marks with their words, notes, verdicts, scores.
fn said(texts: &[String; 2], review: &str) -> BTreeSet<String> {
    let documents = Sides::new(0, 1).map(|at: usize| {
        let text = fs::read_to_string(&texts[at]).expect("there");
        Document::from_text(&text, &Lang::new(["ar", "en"][at]))
    });
    let target = documents.target.text.clone();
    let opened = bayn::store::open_to_read(Path::new(review), documents).expect("it is read");
    let (dossier, _) = opened.expect("it is there");
    let entries = dossier.notes.entries();
    let lines = entries.map(|entry| match entry {
        Entry::Mark(_, mark) => {
            let words: Vec<&str> = mark
                .spans
                .target
                .iter()
                .map(|span| span.of(&target))
                .collect();
            format!(
                "{words:?} {} {} {}",
                bayn::review::mqm::resolve(&mark.category).map_or("?", |entry| entry.mnemonic),
                mark.severity.name(),
                mark.rater
            )
        }
        Entry::Note(_, note) => note.text.clone(),
        Entry::Verdict(_, verdict) => format!("{:?}", verdict.status),
        Entry::Rating(_, by, rating) => format!("{by} {}", rating.value),
        Entry::Dismissal(key, _) => key.clone(),
    });
    lines.collect()
}

#[test]
fn every_report_that_is_no_page_can_be_taken_back() {
    let folder = Folder::new("report-import");
    let (texts, review) = reviewed_sample(&folder);
    let ours = said(&texts, &review);
    assert_eq!(ours.len(), 5, "{ours:?}");
    let marks: BTreeSet<String> = ours
        .iter()
        .filter(|line| line.starts_with('['))
        .cloned()
        .collect();
    // A review of the same pairs that says nothing yet.
    let bitext = sample_dossier().bitext;
    let empty = write(
        &names(),
        &bitext,
        &bayn::doc::Annotations::default(),
        &[],
        &[],
    );
    for (form, whole) in [
        ("xliff", true),
        ("xliff12", true),
        ("tmx", true),
        ("jsonl", true),
        ("wmt", false),
        ("marot", false),
        ("mtme", false),
        ("mtme-ratings", false),
        ("appraise", false),
        ("pearmut", false),
        ("csv", false),
    ] {
        let out = in_folder(&folder, &format!("out.{form}"), "");
        let made = run(&["report", &review, &texts[0], &texts[1], &out, "--to", form]);
        assert_eq!(
            made.status.code(),
            Some(0),
            "{form}: {}",
            text(&made.stderr)
        );
        let again = in_folder(&folder, &format!("{form}.bayn.jsonl"), &empty);
        let import = ["import", &out, &texts[0], &texts[1], "--project", &again];
        let taken = run(&import);
        assert_eq!(
            taken.status.code(),
            Some(0),
            "{form}: {}",
            text(&taken.stderr)
        );
        let theirs = said(&texts, &again);
        if whole {
            assert_eq!(theirs, ours, "{form}");
        } else {
            let found: BTreeSet<String> = theirs
                .iter()
                .filter(|line| line.starts_with('['))
                .cloned()
                .collect();
            assert_eq!(found, marks, "{form}");
        }
        // Taken twice, nothing is new.
        let twice = run(&import);
        assert!(
            text(&twice.stderr).contains("nothing new"),
            "{form}: {}",
            text(&twice.stderr)
        );
        assert_eq!(said(&texts, &again), theirs, "{form}");
        // The same file can be scored by itself.
        let scored = run(&["score", &out, "--json"]);
        assert_eq!(
            scored.status.code(),
            Some(0),
            "{form}: {}",
            text(&scored.stderr)
        );
        let scored: Value = serde_json::from_slice(&scored.stdout).expect("JSON");
        assert_eq!(scored[0]["errors"]["major"], 2, "{form}: {scored}");
    }
}

#[test]
fn pages_are_written_by_the_name_of_the_output() {
    let folder = Folder::new("report-pages");
    let (texts, _) = reviewed_sample(&folder);
    for (name, start) in [("r.html", "<!DOCTYPE html>"), ("r.md", "# ")] {
        let out = in_folder(&folder, name, "");
        let made = run(&["report", &texts[0], &texts[1], &out, "--no-model"]);
        assert_eq!(made.status.code(), Some(0), "{}", text(&made.stderr));
        let page = fs::read_to_string(&out).expect("there");
        assert!(page.starts_with(start), "{page}");
        assert!(page.contains("note 1"), "{page}");
    }
    let odd = run(&["report", &texts[0], &texts[1], "x.odd", "--no-model"]);
    assert_eq!(odd.status.code(), Some(2));
    assert!(text(&odd.stderr).contains("--to"), "{}", text(&odd.stderr));
}

#[test]
fn judgements_of_other_texts_have_no_place() {
    let folder = Folder::new("import-stray");
    let [ar, en] = pair();
    let table = "system\tdoc\tdoc_id\tseg_id\trater\tsource\ttarget\tcategory\tseverity\n\
        s\td\t1\t1\tr\tone\t<v>two</v>\tAccuracy/Mistranslation\tMajor\n";
    let file = in_folder(&folder, "other.tsv", table);
    let project = folder.sidecar().display().to_string();
    let taken = run(&["import", &file, &ar, &en, "--project", &project]);
    assert_eq!(taken.status.code(), Some(1));
    assert!(text(&taken.stderr).contains("no pair has these texts: one"));
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
