//! `bayn merge`, `report` and `import`: reviews joined, written for others and taken back.

use crate::cli_review::{in_folder, json, pair, run, sample, sample_review, text};
use crate::store_kit::{Folder, mark, names, review, source_text, target_text};
use bayn::store::write;
use bayn_doc::Sides;
use bayn_doc::{Document, Entry, ReviewedBitext};
use bayn_text::Lang;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

#[test]
fn two_reviews_are_joined_and_conflicts_listed() {
    let folder = Folder::new("cli-merge");
    let base = review(&source_text(9), &target_text(9));
    let put = |name: &str, review: &ReviewedBitext| {
        let sidecar = write(&names(), &review.bitext, &review.notes, &[], &[]);
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
    ours.set_status(bead, Some(bayn_doc::BeadStatus::Accepted), "a", 3);
    theirs.set_status(bead, Some(bayn_doc::BeadStatus::NeedsReview), "b", 4);
    let (a, b) = (put("a", &ours), put("b", &theirs));
    let output = run(&["merge", &a, &b, "-o", &out]);
    assert_eq!(output.status.code(), Some(1));
    let said = text(&output.stderr);
    assert!(
        said.contains("ours: accepted by a; theirs: needs review by b"),
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
    let mut review = sample_review();
    mark(&mut review, "Twenty-six trucks", 1);
    mark(&mut review, "the convoy", 2);
    let bead = review.bitext.beads[2].id;
    review.add_note(bayn_doc::Note {
        bead,
        text: "look <again> & \"again\"".to_owned(),
        author: "r1".to_owned(),
        time: 3,
        ..bayn_doc::Note::default()
    });
    let why = bayn_doc::BeadStatus::Rejected("no".to_owned());
    review.set_status(bead, Some(why), "r1", 4);
    review.set_rating(bead, "r1", Some(bayn_doc::Rating::new(35.0, 5)));
    let path = folder.sidecar();
    let text = write(&names(), &review.bitext, &review.notes, &[], &[]);
    fs::write(&path, text).expect("a file");
    (texts, path.display().to_string())
}

/// What is in a review: marks with their words, notes, verdicts, scores.
fn said(texts: &[String; 2], review: &str) -> BTreeSet<String> {
    let documents = Sides::new(0, 1).map(|at: usize| {
        let text = fs::read_to_string(&texts[at]).expect("there");
        Document::from_text(&text, &Lang::new(["ar", "en"][at]))
    });
    let target = documents.target.text.clone();
    let opened = bayn::store::open_to_read(Path::new(review), documents).expect("it is read");
    let (review, _) = opened.expect("it is there");
    let entries = review.notes.entries();
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
                bayn_review::mqm::resolve(&mark.category).map_or("?", |entry| entry.mnemonic),
                mark.severity.name(),
                mark.rater
            )
        }
        Entry::Note(_, note) => note.text.clone(),
        Entry::Verdict(_, verdict) => format!("{:?}", verdict.status),
        Entry::Rating(_, by, rating) => format!("{by} {}", rating.value),
        Entry::Dismissal(key, _) => key.clone(),
        Entry::Judged(bead, by, _) => format!("{by} judged {}", bead.0),
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
    let bitext = sample_review().bitext;
    let empty = write(
        &names(),
        &bitext,
        &bayn_doc::Annotations::default(),
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
        let stderr = text(&made.stderr);
        assert!(stderr.matches("left out").count() <= 1, "{stderr}");
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
fn a_missing_file_of_judgements_leaves_no_review_behind() {
    let folder = Folder::new("import-missing");
    let project = folder.0.join("p.bayn.jsonl").display().to_string();
    let [ar, en] = pair();
    let missing = folder.0.join("missing.tsv").display().to_string();
    let taken = run(&["import", &missing, &ar, &en, "--project", &project]);
    assert_eq!(taken.status.code(), Some(2));
    assert!(text(&taken.stderr).contains("does not exist"));
    assert!(!Path::new(&project).exists());
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
fn raters_of_different_pairs_keep_their_average() {
    let folder = Folder::new("import-raters");
    let table = "system\tdoc\tdoc_id\tseg_id\trater\tsource\ttarget\tcategory\tseverity\n\
        s\td\t1\t1\tann\tuno\t<v>won</v>\tAccuracy/Mistranslation\tMajor\n\
        s\td\t2\t2\tben\tdos\t<v>too</v>\tAccuracy/Mistranslation\tMajor\n";
    let file = in_folder(&folder, "wmt.tsv", table);
    let texts = [
        in_folder(&folder, "a.txt", "uno\n\ndos\n"),
        in_folder(&folder, "b.txt", "won\n\ntoo\n"),
    ];
    let taken = run(&["import", &file, &texts[0], &texts[1]]);
    assert_eq!(taken.status.code(), Some(0), "{}", text(&taken.stderr));
    assert!(
        text(&taken.stderr).contains(": 2 marks, 2 judged pairs"),
        "{}",
        text(&taken.stderr)
    );
    let again = run(&["import", &file, &texts[0], &texts[1]]);
    assert!(
        text(&again.stderr).contains(": nothing new"),
        "{}",
        text(&again.stderr)
    );
    let out = in_folder(&folder, "out.tsv", "");
    run(&[
        "report",
        &texts[0],
        &texts[1],
        &out,
        "--to",
        "wmt",
        "--no-model",
    ]);
    assert_eq!(
        fs::read_to_string(&out).expect("written").lines().count(),
        3
    );
    for file in [&file, &out] {
        let scored = run(&["score", file, "--json"]);
        let scored: Value = serde_json::from_slice(&scored.stdout).expect("JSON");
        assert_eq!(scored[0]["wmt"]["score"], -5.0);
    }
}

#[test]
fn a_finding_of_a_table_with_plain_quotes_has_its_place() {
    let folder = Folder::new("check-quotes");
    let table = "\u{642}\u{627}\u{644} \u{625}\u{646} \u{627}\u{644}\u{646}\u{62a}\u{627}\u{626}\u{62c} \u{62c}\u{64a}\u{62f}\u{629}.\tHe said \"results\" of 3 are good.\n";
    let file = in_folder(&folder, "pairs.tsv", table);
    let found = json(&["check", &file, "--json"], 1);
    let number = crate::cli_review::find(&found, "number");
    assert_eq!(
        crate::cli_review::words(table.as_bytes(), &number["target"]),
        ["3"]
    );
}

/// A review goes out as a Word or Excel table, a word is changed in it, and it comes back.
#[test]
fn a_table_for_office_programs_goes_out_and_comes_back() {
    for name in ["client.docx", "client.xlsx"] {
        let folder = Folder::new(&format!("cli-table-{}", name.len()));
        let (texts, review) = reviewed_sample(&folder);
        let out = folder.0.join(name).display().to_string();
        let before = said(&texts, &review);
        let output = run(&["report", &texts[0], &texts[1], &out]);
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        let output = run(&["import", &out, &texts[0], &texts[1]]);
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        assert!(
            text(&output.stderr).contains("nothing new"),
            "{}",
            text(&output.stderr)
        );
        assert_eq!(said(&texts, &review), before);

        let bytes = fs::read(&out).expect("written");
        let mut table = match name {
            "client.docx" => bayn_formats::review_table::read_docx(&bytes),
            _ => bayn_formats::review_table::read_xlsx(&bytes),
        }
        .expect("a table");
        let row = table
            .rows
            .iter_mut()
            .find(|row| row.texts.target.text.contains("convoy"));
        let cell = &mut row.expect("the pair").texts.target;
        cell.text = cell.text.replacen("convoy", "column", 1);
        table.rows[0].verdict = "accepted".to_owned();
        table.rows.reverse();
        let bytes = match name {
            "client.docx" => bayn_formats::review_table::write_docx(&table),
            _ => bayn_formats::review_table::write_xlsx(&table),
        }
        .expect("written");
        let came = in_folder(&folder, &format!("came-{name}"), bytes);
        let output = run(&["import", &came, &texts[0], &texts[1]]);
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        let stderr = text(&output.stderr);
        assert!(stderr.contains("1 mark, 1 verdict"), "{stderr}");
        let after = said(&texts, &review);
        let new: Vec<&String> = after.difference(&before).collect();
        assert_eq!(new.len(), 2, "{new:?}");
        assert!(new.iter().any(|one| one.contains("convoy")), "{new:?}");
        // A second time nothing is new.
        let output = run(&["import", &came, &texts[0], &texts[1]]);
        let stderr = text(&output.stderr);
        assert!(stderr.contains("nothing new"), "{stderr}");
        // It holds no marks to be scored, and says what to do.
        let output = run(&["score", &came]);
        assert_eq!(output.status.code(), Some(2));
        assert!(
            text(&output.stderr).contains("bayn import"),
            "{}",
            text(&output.stderr)
        );
    }
}
