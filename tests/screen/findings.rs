//! What the checks find: listed, walked, dismissed, taken over.

use crate::review::{kept, snap};
use crate::stage::Stage;
use bayn_doc::Entry;

const SOURCE: &str = "The fire took 26 houses.\n\nNobody was hurt. The road is shut.\n";
const TARGET: &str =
    "Das Feuer nahm 62 Haeuser.\n\nNiemand wurde verletzt. Die Strasse ist ist zu.\n";

fn stage() -> Stage {
    Stage::open([SOURCE, TARGET], ["en", "de"], (100, 14))
}

#[test]
fn findings_are_listed_and_jumped_to() {
    let mut stage = stage();
    stage.keys("g q");
    snap("findings_list", &stage);
    stage.keys("enter");
    let first = stage.state.reading.cursor;
    assert!(first.caret.is_some());
    stage.keys("g g ] q");
    assert!(
        stage.screen().contains("finding 1 of"),
        "{}",
        stage.screen()
    );
    assert_eq!(stage.state.reading.cursor.bead, first.bead);
    stage.keys("9 9 ] q [ q g g [ q");
    assert!(stage.screen().contains("no findings before this point"));
}

#[test]
fn what_is_dismissed_stays_so_until_it_is_undone() {
    let mut stage = stage();
    stage.keys("g q");
    let open = |stage: &Stage| {
        stage
            .state
            .reviewing
            .findings
            .open(&stage.state.reviewing.review.notes)
            .count()
    };
    let before = open(&stage);
    assert!(before >= 2, "{}", stage.screen());
    stage.keys("d");
    assert_eq!(open(&stage), before - 1);
    assert_eq!(kept(&stage), ["dismiss"]);
    // Checked anew, it is still aside: the key does not depend on the run.
    stage.state.reviewing.findings = bayn::session::Findings::default();
    stage.keys("q g q");
    assert_eq!(open(&stage), before - 1);
    stage.keys("u");
    assert_eq!(open(&stage), before);
}

#[test]
fn of_two_findings_with_one_name_the_other_stays() {
    // The same mistake twice in one sentence.
    let source = "The road is shut, the bridge is shut.\n";
    let target = "Die Strasse ist ist zu, die Bruecke ist ist zu.\n";
    let mut stage = Stage::open([source, target], ["en", "de"], (100, 14));
    stage.keys("g q");
    let list = stage
        .state
        .reviewing
        .findings
        .list
        .clone()
        .expect("checked");
    let twins = list.iter().filter(|finding| finding.key == list[0].key);
    assert_eq!(twins.count(), 2, "{}", stage.screen());
    let open = |stage: &Stage| {
        stage
            .state
            .reviewing
            .findings
            .open(&stage.state.reviewing.review.notes)
            .count()
    };
    let before = open(&stage);
    // Both are one line; opened, each is a line of its own.
    stage.keys("enter G e");
    assert_eq!(open(&stage), before - 1, "{}", stage.screen());
    stage.keys("e");
    assert_eq!(open(&stage), before - 2);
    assert_eq!(stage.state.reviewing.review.notes.marks().count(), 2);
    stage.keys("u u");
    assert_eq!(open(&stage), before);
}

#[test]
fn a_finding_becomes_a_mark_in_one_key() {
    let mut stage = stage();
    stage.keys("g q e");
    let notes = &stage.state.reviewing.review.notes;
    let marks: Vec<_> = notes.marks().map(|(_, mark)| mark.clone()).collect();
    assert_eq!(marks.len(), 1);
    assert!(!marks[0].check.is_empty() && !marks[0].category.is_empty());
    assert!(
        notes
            .entries()
            .any(|entry| matches!(entry, Entry::Dismissal(..)))
    );
    assert_eq!(kept(&stage), ["make a mark"]);
    stage.keys("u");
    assert!(stage.state.reviewing.review.notes.is_empty(), "both in one");
}

#[test]
fn findings_are_grouped_by_kind_and_fold() {
    let target =
        "Das Feuer nahm 62 Haeuser.\n\nNiemand wurde wurde verletzt. Die Strasse ist ist zu.\n";
    let mut stage = Stage::open([SOURCE, target], ["en", "de"], (100, 20));
    stage.keys("g q");
    let screen = stage.screen();
    let heading = screen.lines().find(|line| line.contains("\u{2212} "));
    let heading = heading.expect("a kind has a heading").to_owned();
    assert!(heading.contains(" \u{b7} "), "with its count: {screen}");
    let lines = |stage: &Stage| {
        bayn::session::listing::listed(&stage.state, bayn::session::panel::Panel::Findings).len()
    };
    let all = lines(&stage);
    // The heading shuts its kind and opens it again.
    stage.keys("g g enter");
    assert!(stage.screen().contains("+ "), "{}", stage.screen());
    assert!(lines(&stage) < all);
    stage.keys("enter");
    assert_eq!(lines(&stage), all);
    // The last line, the first, and thinned out.
    stage.keys("G");
    assert!(
        stage.screen().contains(&format!("{all}/{all}")),
        "{}",
        stage.screen()
    );
    stage.keys("/").text("wurde").keys("enter");
    assert!(lines(&stage) < all, "{}", stage.screen());
    assert!(stage.screen().contains("wurde"));
    stage.keys("esc");
    assert_eq!(lines(&stage), all);
    // The words of a heading find the lines below it, and a line keeps its heading.
    let name = heading
        .split(" \u{b7} ")
        .next()
        .and_then(|name| name.split_whitespace().last())
        .expect("a name");
    stage.keys("/").text(name).keys("enter");
    let screen = stage.screen();
    assert!(screen.contains(&format!("{name} \u{b7} ")), "{screen}");
    assert!(lines(&stage) >= 2, "{screen}");
    stage.keys("esc");
    assert_eq!(lines(&stage), all, "the first escape shows all again");
    stage.keys("esc");
    assert!(stage.state.ui.focus.is_empty());
}

#[test]
fn the_same_slip_at_many_places_is_one_line() {
    let source = "The road is shut.\n\nIt is shut.\n\nAll is shut.\n";
    let target = "Der Weg ist ist zu.\n\nEr ist ist zu.\n\nAlles ist ist zu.\n";
    let mut stage = Stage::open([source, target], ["en", "de"], (100, 24));
    stage.keys("g q");
    let screen = stage.screen();
    assert!(screen.contains("\u{b7} 3 places"), "{screen}");
    assert_eq!(screen.matches("is repeated").count(), 1, "{screen}");
    let open = |stage: &Stage| {
        stage
            .state
            .reviewing
            .findings
            .open(&stage.state.reviewing.review.notes)
            .count()
    };
    let all = open(&stage);
    assert_eq!(all, 3, "{screen}");
    // It opens: each place in its text, and one of them is gone to.
    stage.keys("G enter");
    let opened = stage.screen();
    assert!(opened.contains("\u{2026}Alles ist ist zu"), "{opened}");
    stage.keys("G enter");
    assert_eq!(stage.state.reading.cursor.bead, 2);
    // One place alone is put aside, then all that are left, and each in one change.
    stage.keys("g q G d");
    assert_eq!(open(&stage), all - 1, "{}", stage.screen());
    stage.keys("g q g g j d");
    assert_eq!(open(&stage), 0, "{}", stage.screen());
    stage.keys("u");
    assert_eq!(open(&stage), all - 1);
    // They become marks together.
    stage.keys("g q g g j e");
    assert_eq!(stage.state.reviewing.review.notes.marks().count(), 2);
    assert!(
        stage.screen().contains("2 findings are now marks"),
        "{}",
        stage.screen()
    );
    stage.keys("u u");
    assert_eq!(open(&stage), all);
}
