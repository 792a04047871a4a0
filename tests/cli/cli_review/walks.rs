//! The walks of docs/judging.md, run line by line as the page has them.

use super::{Folder, run_in};
use std::fs;

/// Returns the commands of the shell block below a heading.
fn commands(page: &str, heading: &str) -> Vec<Vec<String>> {
    let section = page.split(heading).nth(1).expect("the heading");
    let block = section.split("```sh\n").nth(1).expect("a block");
    let block = block.split("```").next().expect("its end");
    block
        .lines()
        .map(|line| line.split_whitespace().map(str::to_owned).collect())
        .collect()
}

/// Returns the first line of a text.
fn first(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}

#[test]
fn the_walks_of_the_book_lead_to_tables_and_scorecards() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = fs::read_to_string(root.join("docs/judging.md")).expect("the page");
    let folder = Folder::new("walks");
    let sample = |name: &str| {
        let text = fs::read_to_string(root.join("assets/sample").join(name)).expect("a sample");
        fs::write(folder.0.join(name), &text).expect("written");
        text
    };
    let (ar, en) = (sample("report.ar.txt"), sample("report.en.txt"));
    let head = "system\tdoc\tdoc_id\tseg_id\trater\tsource\ttarget\tcategory\tseverity";
    let judged = |system: &str, severity: &str| {
        let (ar, en) = (first(&ar), first(&en));
        format!(
            "{system}\tnews\t1\t1\tanna\t{ar}\t<v>{en}</v>\tAccuracy/Mistranslation\t{severity}"
        )
    };
    let table = [
        head.to_owned(),
        judged("Alba", "Minor"),
        judged("Brio", "Major"),
    ];
    fs::write(folder.0.join("mqm.tsv"), table.join("\n") + "\n").expect("written");
    let profile = "name = \"House metric\"\n[job]\nclient = \"Acme\"\n[score]\npass = 90\n";
    fs::write(folder.0.join("client.toml"), profile).expect("written");

    let mut printed = String::new();
    for heading in [
        "## From WMT's files to a table of systems",
        "## From a client's order to a scorecard",
    ] {
        for line in commands(&page, heading) {
            assert_eq!(line.first().map(String::as_str), Some("bayn"));
            let args: Vec<&str> = line.iter().skip(1).map(String::as_str).collect();
            let done = run_in(&folder.0, &args);
            let most = i32::from(args.first() == Some(&"check"));
            let code = done.status.code().unwrap_or(-1);
            let why = String::from_utf8_lossy(&done.stderr).into_owned();
            assert!((0..=most).contains(&code), "{line:?}: {code}: {why}");
            printed += &String::from_utf8_lossy(&done.stdout);
        }
    }
    let (_, table) = printed.split_once("ranks ").expect("a table of systems");
    let at = |words: &str| {
        table
            .find(words)
            .unwrap_or_else(|| panic!("{words}: {table}"))
    };
    assert!(at("Alba") < at("Brio") && at("Brio") < at("Acme"));
    assert!(table.contains("fails: less than 90"));
    let html = |name: &str| fs::read_to_string(folder.0.join(name)).expect("a page");
    assert!(html("alba.html").contains("Mistranslation"));
    assert!(html("scorecard.html").contains("House metric"));
}
