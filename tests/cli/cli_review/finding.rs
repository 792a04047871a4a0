//! `bayn find`: pairs by what their texts say, counted, as lines, as JSON, with the codes of grep.

use crate::cli_review::{pair, run, text};
use serde_json::Value;

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
    assert!(text(&refused.stderr).contains("is not a regular expression: unclosed group"));
    let refused = run(&["find", "check:zzz", &ar, &en]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(text(&refused.stderr).contains("no check is called zzz"));
}
