//! `bayn find`: pairs by what their texts say, counted, as lines, as JSON, with the codes of grep.

use crate::cli_review::{in_folder, pair, run, sample, sample_review, text};
use crate::store_kit::Folder;
use bayn::store::{TextName, write};
use bayn_doc::{BeadStatus, Entry, Mark, MarkId, Severity, Sides, Verdict};
use harf::Span;
use serde_json::Value;
use std::fs;

#[test]
fn pairs_are_found_by_both_texts_with_the_codes_of_grep() {
    let [ar, en] = pair();
    let find = |query: &str, flags: &[&str]| {
        let mut args = vec!["find", query, ar.as_str(), en.as_str(), "--no-model"];
        args.extend(flags);
        let output = run(&args);
        (output.status.code(), text(&output.stdout).to_owned())
    };
    // The source names a place, and the translation does too, but once.
    let (code, all) = find(
        "s:/\u{62d}\u{627}\u{641}\u{644}|\u{634}\u{627}\u{62d}\u{646}/",
        &["--count"],
    );
    let all: usize = all.trim().parse().expect("a number");
    assert!(code == Some(0) && all > 1, "{all}");
    let (_, with) = find("s:/\u{634}\u{627}\u{62d}\u{646}/ & t:/TRUCK/", &["--count"]);
    let (_, without) = find(
        "s:/\u{634}\u{627}\u{62d}\u{646}/ & !t:/TRUCK/",
        &["--count"],
    );
    let (_, both) = find("s:/\u{634}\u{627}\u{62d}\u{646}/", &["--count"]);
    let number = |text: &str| text.trim().parse::<usize>().expect("a number");
    assert_eq!(number(&with) + number(&without), number(&both));
    assert!(number(&with) > 0);
    let (code, lines) = find("t:/each truck held/", &["--json"]);
    assert_eq!((code, lines.lines().count()), (Some(0), 1));
    let found: Value = serde_json::from_str(&lines).expect("an object");
    assert!(
        found["target"]
            .as_str()
            .expect("text")
            .contains("Each truck")
    );
    let (_, page) = find("t:/each truck held/", &[]);
    assert!(page.starts_with(&format!("{}  ", found["pair"])), "{page}");
    assert_eq!(find("t:=/each truck held/", &[]), (Some(1), String::new()));
    let refused = run(&["find", "t:/(/", &ar, &en]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(text(&refused.stderr).contains("is not a valid regular expression: unclosed group"));
    let refused = run(&["find", "check:zzz", &ar, &en]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(text(&refused.stderr).contains("no check is called zzz"));
}

#[test]
fn what_was_written_on_a_pair_is_printed_with_it() {
    let folder = Folder::new("find-review");
    let [ar, en] = ["report.ar.txt", "report.en.txt"].map(|name| {
        let text = fs::read(sample(name)).expect("there");
        in_folder(&folder, name, text)
    });
    let mut review = sample_review();
    let bead = review.bitext.beads[3].id;
    let at = review.bitext.documents.target.sentences
        [review.bitext.beads[3].sentences.target.start]
        .span
        .start;
    let mark = Entry::Mark(
        MarkId(7),
        Mark {
            bead,
            spans: Sides::new(vec![], vec![Span::new(at, at + 4)]),
            severity: Severity::Major,
            suggestion: "Other".into(),
            rater: "r1".into(),
            ..Mark::default()
        },
    );
    let verdict = Verdict {
        status: BeadStatus::Rejected("too long".into()),
        by: "r1".into(),
        time: 0,
    };
    for entry in [mark, Entry::Verdict(bead, verdict)] {
        review.notes.replace(&entry.key(), Some(entry));
    }
    let names = Sides::new("ar", "en").map(|lang: &str| TextName {
        name: format!("report.{lang}.txt"),
        lang: lang.into(),
    });
    let sidecar = write(&names, &review.bitext, &review.notes, &[], &[]);
    fs::write(folder.sidecar(), sidecar).expect("writable");
    let found = run(&["find", "rejected", &ar, &en, "--json"]);
    let found: Value = serde_json::from_slice(&found.stdout).expect("one object");
    assert_eq!(found["pair"], 4);
    let said = &found["review"];
    assert_eq!(
        (said["verdict"].as_str(), said["reason"].as_str()),
        (Some("rejected"), Some("too long"))
    );
    assert_eq!(said["marks"][0]["severity"], "major");
    assert_eq!(said["marks"][0]["suggestion"], "Other");
    let words = &review.bitext.documents.target.text[at..at + 4];
    assert_eq!(said["marks"][0]["target"][0], words);
    let page = run(&["find", "rejected", &ar, &en]);
    let page = text(&page.stdout);
    assert_eq!(page.lines().count(), 3, "{page}");
    assert!(
        page.contains("rejected: too long") && page.contains("Other"),
        "{page}"
    );
    let others = run(&["find", "unreviewed", &ar, &en, "--json"]);
    assert!(!text(&others.stdout).contains("\"review\""));
}

#[test]
fn a_list_of_pairs_is_no_pair_of_texts() {
    let folder = Folder::new("find-list");
    let [ar, en] = ["report.ar.txt", "report.en.txt"].map(|name| {
        let text = fs::read(sample(name)).expect("there");
        in_folder(&folder, name, text)
    });
    let list = in_folder(&folder, "job.tsv", format!("{ar}\t{en}\n"));
    for args in [
        &["check", list.as_str()][..],
        &["find", "t:/e/", &list],
        &["show", &list],
        &["align", &list],
        &["apply", &list],
    ] {
        let refused = run(args);
        assert_eq!(refused.status.code(), Some(2), "{args:?}");
        let said = text(&refused.stderr);
        assert!(
            said.contains("job.tsv is a list of texts") && said.contains("bayn report"),
            "{said}"
        );
    }
    let names = run(&["find", "t:/e/", &list, "--format", "tsv", "--count"]);
    assert_eq!(text(&names.stdout), "1\n");
}
