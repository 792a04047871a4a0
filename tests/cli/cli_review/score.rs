//! `bayn score`: the scores of files of judgements and of reviews.

use crate::cli_review::{in_folder, json, run, sample, sample_review, text};
use crate::store_kit::Folder;
use bayn::store::{TextName, write};
use bayn_doc::Sides;
use bayn_doc::{Mark, Severity};
use harf::Span;
use std::fs;

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
    let folder = testkit::shared("review");
    let published = fs::read_to_string(folder.join("mqm_ted_ende.avg_seg_scores.tsv"));
    let Ok(published) = published else {
        testkit::skip("shared/review is not there");
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
    let mut review = sample_review();
    let target = &review.bitext.documents.target;
    let at = target.text.find("36,520").expect("there");
    let bead = review
        .bitext
        .beads
        .iter()
        .find(|bead| {
            let span = target.span_of(&bead.sentences.target);
            span.is_some_and(|span| span.contains(at))
        })
        .expect("in a bead")
        .id;
    let (_, _) = review.add_mark(Mark {
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
    let sidecar = write(&names, &review.bitext, &review.notes, &[], &[]);
    fs::write(folder.sidecar(), sidecar).expect("writable");
    let path = folder.sidecar().display().to_string();
    let scores = json(&["score", &path, "--json"], 0);
    assert_eq!(scores[0]["penalty"], 5.0);
    assert_eq!(scores[0]["errors"]["major"], 1);
    let counted = bayn_review::score::words_of(&review.bitext, bayn_doc::Side::Source);
    assert_eq!(scores[0]["words"], counted);
    let people = run(&["score", &path]);
    let people = text(&people.stdout);
    assert!(people.contains(", 1 rater\n"), "{people}");
    // A folder of reviews counts as one.
    let inner = folder.0.join("second");
    fs::create_dir(&inner).expect("made");
    for entry in fs::read_dir(&folder.0).expect("there").flatten() {
        if entry.path().is_file() {
            fs::copy(entry.path(), inner.join(entry.file_name())).expect("copied");
        }
    }
    let job = folder.0.display().to_string();
    let all = json(&["score", &job, "--json"], 0);
    assert_eq!(all.len(), 1, "one line for all");
    assert_eq!(all[0]["words"], 2 * counted);
    assert_eq!(all[0]["errors"]["major"], 2);
    assert_eq!(
        all[0]["segments"],
        2 * scores[0]["segments"].as_u64().expect("a count")
    );
    let card = json(&["score", &job, "--json", "--profile", "mqm"], 0);
    assert_eq!(card[0]["words"], 2 * counted);
    fs::remove_file(folder.0.join("report.ar.txt")).expect("there");
    let output = run(&["score", &path]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("report.ar.txt does not exist"));
}

#[test]
fn a_profile_gives_a_scorecard_to_the_command_and_to_every_report() {
    let folder = Folder::new("scorecard");
    let row = "s\td\t1\t1\tr\tone two three four five\t";
    let rows = [
        "system\tdoc\tdoc_id\tseg_id\trater\tsource\ttarget\tcategory\tseverity".to_owned(),
        format!("{row}<v>un</v> deux trois quatre\tAccuracy/Mistranslation\tMajor"),
        format!("{row}un <v>deux</v> trois quatre\tFluency/Punctuation\tMinor"),
    ];
    let file = in_folder(&folder, "mqm.tsv", rows.join("\n"));
    let cards = json(&["score", &file, "--profile", "lisa", "--json"], 0);
    assert_eq!(cards[0]["metric"], "LISA QA Model 3.1");
    assert_eq!(cards[0]["all"]["penalty"], 6.0);
    assert!((cards[0]["score"].as_f64().expect("a score") + 20.0).abs() < 1e-9);
    assert_eq!(cards[0]["passes"], false);
    let client = "name = \"House metric\"\n[job]\nclient = \"Acme\"\nround = 2\n[score]\nformula = \"raw\"\ncount = \"target\"\n\
                  pass = 80\n[[kind]]\nname = \"Meaning\"\nof = [\"accuracy\"]\nweight = 0.1\n";
    let client = in_folder(&folder, "client.toml", client);
    let output = run(&["score", &file, "--profile", &client]);
    let out = text(&output.stdout);
    for line in [
        "  client          Acme",
        "  quality score   87.5 = 100 × (1 − 0.5 / 4 words)",
        "  quality rating  passes: at least 80",
        "  penalty points  0.5 · 1 error outside the typology not counted",
    ] {
        assert!(out.contains(line), "{line} is not in\n{out}");
    }
    let none = run(&["score", &file, "--profile", "liza"]);
    assert_eq!(none.status.code(), Some(2));
    assert!(text(&none.stderr).contains("no profile is called liza"));

    let ar = in_folder(
        &folder,
        "report.ar.txt",
        fs::read(sample("report.ar.txt")).expect("there"),
    );
    let en = in_folder(
        &folder,
        "report.en.txt",
        fs::read(sample("report.en.txt")).expect("there"),
    );
    for name in ["out.html", "out.md", "out.docx", "out.xlsx"] {
        let out = folder.0.join(name).display().to_string();
        let done = run(&["report", &ar, &en, &out, "--profile", &client]);
        assert!(done.status.success(), "{}", text(&done.stderr));
        let bytes = fs::read(&out).expect("written");
        if name.ends_with("html") || name.ends_with("md") {
            let page = text(&bytes);
            assert!(
                page.contains("House metric") && page.contains("Meaning"),
                "{page}"
            );
        } else {
            let back = run(&["import", &out, &ar, &en]);
            assert!(back.status.success(), "{}", text(&back.stderr));
        }
    }
}
