//! Number words and figures against files of cases: `text = values found in it`.

use bayn_text::{Lang, Number, number_words, numbers};
use std::path::Path;

fn check(name: &str, least: usize, read: impl Fn(&str, &Lang) -> Vec<Number>) {
    let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
        .join("crates/bayn-text/tests/data/numbers")
        .join(name);
    let file = std::fs::read_to_string(path).expect("cases are there");
    let lang = Lang::new("ar");
    let mut count = 0;
    let mut faults = Vec::new();
    for line in file.lines().filter(|line| !line.starts_with('#')) {
        let (text, wanted) = line.split_once(" =").expect("a case has two sides");
        count += 1;
        let found: Vec<String> = read(text, &lang)
            .iter()
            .map(|number| number.value.to_string())
            .collect();
        if found.join(" ") != wanted.trim() {
            faults.push(format!("{text}: wanted {wanted}, found {found:?}"));
        }
    }
    assert!(count >= least, "only {count} cases");
    assert!(
        faults.is_empty(),
        "{} wrong:\n{}",
        faults.len(),
        faults.join("\n")
    );
}

#[test]
fn arabic_number_words() {
    check("ar.txt", 30, number_words);
}

#[test]
fn figures_in_arabic() {
    check("figures.txt", 25, numbers);
}
