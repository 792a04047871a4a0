//! Several pairs of texts as one job: one report over a folder or a list, and how far all are.

use crate::cli_review::{in_folder, run, text};
use crate::store_kit::Folder;
use bayn::store::{TextName, write};
use bayn_doc::{BeadStatus, Bitext, Document, Mark, ReviewedBitext, Severity, Sides};
use bayn_text::Lang;
use harf::Span;
use std::fs;
use std::path::Path;

/// Writes two texts of three sentences into a folder; the review has `accepted` verdicts and a mark.
fn pair(folder: &Path, name: &str, accepted: Option<usize>) -> [String; 2] {
    fs::create_dir_all(folder).expect("a folder");
    let english = format!("The {name} is open. It is red. It is <old>.\n");
    let german = format!("Das {name} ist offen. Es ist rot. Es ist <alt>.\n");
    let texts = [("en", english), ("de", german)].map(|(lang, text)| {
        let path = folder.join(format!("{name}.{lang}.txt"));
        fs::write(&path, &text).expect("written");
        (path.display().to_string(), lang, text)
    });
    if let Some(accepted) = accepted {
        let [source, target] = texts
            .each_ref()
            .map(|(_, lang, text)| Document::from_text(text, &Lang::new(lang)));
        let documents = Sides::new(source, target);
        let beads = bayn_align::align(&documents, &bayn_align::Options::default()).beads;
        let mut review = ReviewedBitext::new(Bitext { documents, beads });
        let ids: Vec<_> = review.bitext.beads.iter().map(|bead| bead.id).collect();
        for id in ids.iter().take(accepted) {
            review.set_status(*id, Some(BeadStatus::Accepted), "ann", 1);
        }
        let (_, _) = review.add_mark(Mark {
            bead: ids[0],
            spans: Sides::new(vec![], vec![Span::new(4, 7)]),
            category: "mistranslation".into(),
            severity: Severity::Major,
            rater: "ann".into(),
            ..Mark::default()
        });
        let names = Sides::new("en", "de").map(|lang: &str| TextName {
            name: format!("{name}.{lang}.txt"),
            lang: lang.into(),
        });
        let sidecar = write(&names, &review.bitext, &review.notes, &[], &[]);
        fs::write(folder.join(format!("{name}.de.txt.bayn.jsonl")), sidecar).expect("written");
    }
    texts.map(|(path, ..)| path)
}

fn report(args: &[&str]) -> String {
    let done = run(&[&["report"], args].concat());
    assert_eq!(done.status.code(), Some(0), "{}", text(&done.stderr));
    text(&done.stdout).to_owned()
}

#[test]
fn a_folder_of_reviews_is_one_report() {
    let folder = Folder::new("job-folder");
    pair(&folder.0, "house", Some(2));
    pair(&folder.0.join("inner"), "gate", Some(1));
    pair(&folder.0, "alone", None);
    let job = folder.0.display().to_string();
    let page = report(&[&job, "-", "--to", "html"]);
    let row = |name: &str, figures: &str| format!("{name}</a></th><td>{figures}</td><td>0</td>");
    assert!(
        page.contains(&row("house.en.txt \u{2192} house.de.txt", "2/3")),
        "{page}"
    );
    let inner = "inner/gate.en.txt \u{2192} inner/gate.de.txt";
    assert!(page.contains(&row(inner, "1/3")), "{page}");
    assert!(
        page.contains(
            "<th dir=\"auto\">all</th><td>3/6</td><td>0</td><td>0</td><td>2</td><td>0</td>"
        ),
        "{page}"
    );
    assert!(
        page.contains("<th dir=\"auto\">ann</th><td>0</td><td>0</td><td>2</td>"),
        "{page}"
    );
    // Anchors are told apart, and no text is markup.
    for anchor in [
        "id=\"f1p1\"",
        "id=\"f2p1\"",
        "id=\"m1\"",
        "id=\"m2\"",
        "href=\"#f2\"",
    ] {
        assert_eq!(page.matches(anchor).count(), 1, "{anchor}: {page}");
    }
    assert!(!page.contains("<old>") && !page.contains("alone"), "{page}");
    let lines = report(&[&job, "-", "--to", "md", "--profile", "mqm"]);
    for said in [
        "| all | 3/6 |",
        "**ann**",
        "## Scorecard: ann",
        "## house.en.txt",
        "### 1",
    ] {
        assert!(lines.contains(said), "{said}: {lines}");
    }
    let by_nobody = report(&[&job, "-", "--to", "html", "--rater", "ben"]);
    assert!(by_nobody.contains("<td>0/6</td>"), "{by_nobody}");
}

#[test]
fn a_list_is_one_job_with_what_is_not_begun() {
    let folder = Folder::new("job-list");
    let [house, haus] = pair(&folder.0, "house", Some(2));
    pair(&folder.0, "gate", None);
    let lines = format!("{house}\t{haus}\n\ngate.en.txt\tgate.de.txt\ten\tde\n");
    let list = in_folder(&folder, "job.tsv", lines);
    let page = report(&[&list, "-", "--to", "html", "--no-model"]);
    assert!(
        page.contains("<td>2/6</td>") && page.contains("<td>0/3</td>"),
        "{page}"
    );
    assert!(page.contains("<title>job.tsv</title>"), "{page}");
    let shown = run(&[&list]);
    let shown = text(&shown.stdout);
    assert!(
        shown.starts_with("reviewed 2/3, in progress 1/2, 2 pairs of texts\n"),
        "{shown}"
    );
    assert!(
        shown.contains("\n2/3  house.en.txt  house.de.txt\n"),
        "{shown}"
    );
    assert!(
        shown.contains("\n     gate.en.txt   gate.de.txt\n"),
        "{shown}"
    );
}

#[test]
fn what_a_job_cannot_be_is_refused_and_what_is_lost_is_said() {
    let folder = Folder::new("job-odd");
    pair(&folder.0, "house", Some(2));
    let job = folder.0.display().to_string();
    let refused = |args: &[&str], why: &str| {
        let done = run(&[&["report"], args].concat());
        assert_eq!(done.status.code(), Some(2), "{why}");
        assert!(text(&done.stderr).contains(why), "{}", text(&done.stderr));
    };
    refused(&[&job, "-", "--to", "tmx"], "only a page can contain");
    refused(
        &[&job, "-", "--to", "html", "--project", "x"],
        "a review of its own",
    );
    let half = in_folder(
        &folder,
        "half.tsv",
        "house.en.txt\thouse.de.txt\nhouse.en.txt\n",
    );
    refused(&[&half, "-", "--to", "md"], "line 2 of");
    let gone = in_folder(
        &folder,
        "gone.tsv",
        "house.en.txt\thouse.de.txt\na.txt\tb.txt\n",
    );
    let done = run(&["report", &gone, "-", "--to", "md"]);
    assert_eq!(done.status.code(), Some(2), "a pair is not in it");
    assert!(text(&done.stderr).contains("a.txt does not exist"));
    assert!(text(&done.stdout).contains("| all | 2/3 |"));
    // A misspelt name makes no table of sentences out of a list.
    let misspelt = in_folder(&folder, "typo.tsv", "house.en.txt\thouse.dd.txt\n");
    refused(
        &[&misspelt, "-", "--to", "md"],
        "house.dd.txt does not exist",
    );
    fs::remove_file(folder.0.join("house.de.txt.bayn.jsonl")).expect("there");
    refused(&[&job, "-", "--to", "html"], "contains no review");
}

#[test]
fn the_score_of_a_list_is_that_of_its_folder() {
    let folder = Folder::new("job-score");
    pair(&folder.0, "house", Some(2));
    pair(&folder.0, "gate", Some(1));
    pair(&folder.0, "alone", None);
    let lines = ["house", "gate", "alone"].map(|name| format!("{name}.en.txt\t{name}.de.txt\n"));
    let list = in_folder(&folder, "job.tsv", lines.concat());
    let score = |job: &str| {
        let done = run(&["score", job]);
        assert_eq!(done.status.code(), Some(0), "{}", text(&done.stderr));
        text(&done.stdout).to_owned()
    };
    let of_list = score(&list);
    assert!(of_list.contains("6 segments"), "{of_list}");
    assert_eq!(of_list, score(&folder.0.display().to_string()));
    let none = in_folder(&folder, "none.tsv", "alone.en.txt\talone.de.txt\n");
    let done = run(&["score", &none]);
    assert_eq!(done.status.code(), Some(2));
    assert!(
        text(&done.stderr).contains("has a review"),
        "{}",
        text(&done.stderr)
    );
}
