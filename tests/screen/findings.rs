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
    let first = stage.state.cursor;
    assert!(first.caret.is_some());
    stage.keys("g g ] q");
    assert!(
        stage.screen().contains("finding 1 of"),
        "{}",
        stage.screen()
    );
    assert_eq!(stage.state.cursor.bead, first.bead);
    stage.keys("9 9 ] q [ q g g [ q");
    assert!(stage.screen().contains("no finding further back"));
}

#[test]
fn what_is_dismissed_stays_so_until_it_is_undone() {
    let mut stage = stage();
    stage.keys("g q");
    let open = |stage: &Stage| stage.state.findings.open(&stage.state.review.notes).count();
    let before = open(&stage);
    assert!(before >= 2, "{}", stage.screen());
    stage.keys("d");
    assert_eq!(open(&stage), before - 1);
    assert_eq!(kept(&stage), ["dismiss"]);
    // Checked anew, it is still aside: the key does not depend on the run.
    stage.state.findings = bayn::session::Findings::default();
    stage.keys("q g q");
    assert_eq!(open(&stage), before - 1);
    stage.keys("u");
    assert_eq!(open(&stage), before);
}

#[test]
fn of_two_findings_with_one_name_the_other_stays() {
    // The same slip twice in one sentence.
    let source = "The road is shut, the bridge is shut.\n";
    let target = "Die Strasse ist ist zu, die Bruecke ist ist zu.\n";
    let mut stage = Stage::open([source, target], ["en", "de"], (100, 14));
    stage.keys("g q");
    let list = stage.state.findings.list.clone().expect("checked");
    let twins = list.iter().filter(|finding| finding.key == list[0].key);
    assert_eq!(twins.count(), 2, "{}", stage.screen());
    let open = |stage: &Stage| stage.state.findings.open(&stage.state.review.notes).count();
    let before = open(&stage);
    stage.keys("e");
    assert_eq!(open(&stage), before - 1, "{}", stage.screen());
    stage.keys("e");
    assert_eq!(open(&stage), before - 2);
    assert_eq!(stage.state.review.notes.marks().count(), 2);
    stage.keys("u u");
    assert_eq!(open(&stage), before);
}

#[test]
fn a_finding_becomes_a_mark_in_one_key() {
    let mut stage = stage();
    stage.keys("g q e");
    let notes = &stage.state.review.notes;
    let marks: Vec<_> = notes.marks().map(|(_, mark)| mark.clone()).collect();
    assert_eq!(marks.len(), 1);
    assert!(!marks[0].check.is_empty() && !marks[0].category.is_empty());
    assert!(
        notes
            .entries()
            .any(|entry| matches!(entry, Entry::Dismissal(..)))
    );
    assert_eq!(kept(&stage), ["take over"]);
    stage.keys("u");
    assert!(stage.state.review.notes.is_empty(), "both in one");
}
