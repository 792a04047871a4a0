//! Filters: choosing, combining, typing one, and movement that skips what does not pass.

use crate::review::{small, snap};
use crate::stage::Stage;
use bayn::session::{Effect, Event, Work, update};

fn marked() -> Stage {
    let mut stage = small();
    stage
        .keys("a j v e a m M enter j v e s a m enter j c")
        .text("hm")
        .keys("enter g g");
    stage
}

#[test]
fn facets_are_counted_and_combine() {
    let mut stage = marked();
    stage.keys("f");
    snap("filter_panel", &stage);
    stage.keys("u m M");
    snap("filter_combined", &stage);
    stage.keys("enter");
    let text = stage.state.reviewing.review.filter.text().to_owned();
    assert_eq!(text, "unreviewed & (severity:minor | severity:major)");
    assert_eq!(
        stage.state.reading.cursor.bead, 1,
        "the first pair that passes"
    );
    snap("filter_in_force", &stage);
}

#[test]
fn movement_stops_at_passing_pairs_alone() {
    let mut stage = marked();
    // Pairs 2 and 3 are marked, pair 4 has a note.
    stage.keys("f e enter");
    let at = |stage: &Stage| stage.state.reading.cursor.bead;
    assert_eq!(at(&stage), 1);
    stage.keys("j");
    assert_eq!(at(&stage), 2);
    stage.keys("j");
    assert_eq!(at(&stage), 2);
    assert!(stage.screen().contains("no pair after this matches"));
    stage.keys("g g");
    assert_eq!(at(&stage), 1);
    stage.keys("G");
    assert_eq!(at(&stage), 2);
    stage.keys("{");
    assert_eq!(
        at(&stage),
        1,
        "the first that passes, where none passes further up"
    );
    stage.keys("}");
    assert_eq!(at(&stage), 2);
    stage.keys("[ u");
    assert_eq!(at(&stage), 1);
    // A number goes where it says.
    stage.keys("5 G k");
    assert_eq!(at(&stage), 2);
    stage.keys("F k k");
    assert_eq!(at(&stage), 0);
}

#[test]
fn what_is_done_leaves_the_filter_at_once() {
    let mut stage = small();
    stage.keys("f u enter t a a a");
    assert_eq!(stage.state.reading.cursor.bead, 2);
    assert_eq!(stage.state.reviewing.review.filter.rank(4), (3, 3));
    stage.keys("u");
    assert_eq!(stage.state.reviewing.review.filter.rank(4), (4, 4));
}

#[test]
fn a_filter_can_be_typed_and_faults_are_said() {
    let mut stage = marked();
    stage
        .keys("f /")
        .text("mark & !severity:major")
        .keys("enter");
    assert_eq!(stage.state.reading.cursor.bead, 2);
    stage.keys("f / ctrl-u").text("wek").keys("enter");
    snap("filter_fault", &stage);
    stage.keys("esc esc");
    assert_eq!(
        stage.state.reviewing.review.filter.text(),
        "mark & !severity:major"
    );
    stage.keys("F :").text("filter note").keys("enter");
    assert_eq!(stage.state.reading.cursor.bead, 3);
    stage.keys("f backspace esc");
    assert_eq!(
        stage.state.reviewing.review.filter.text(),
        "note",
        "esc leaves it as it was"
    );
    stage.keys("f backspace enter");
    assert!(stage.state.ui.focus.is_empty());
}

#[test]
fn the_checks_run_when_a_filter_asks_for_them() {
    let source = "The fire took 26 houses.\n\nNobody was hurt.\n";
    let target = "Das Feuer nahm 62 Haeuser.\n\nNiemand wurde verletzt.\n";
    let mut stage = Stage::open([source, target], ["en", "de"], (100, 24));
    stage.keys("j f q");
    assert!(
        stage.screen().contains("check:number"),
        "{}",
        stage.screen()
    );
    stage.keys("enter");
    assert_eq!(stage.state.reading.cursor.bead, 0);
    // Dismissed, nothing is left to stop at.
    stage.keys("g q d");
    assert_eq!(stage.state.reviewing.review.filter.rank(9), (0, 0));
}

#[test]
fn lists_hold_what_passes() {
    let mut stage = marked();
    stage.keys("f M enter g m");
    snap("filter_list", &stage);
    let listed = |row: &&String| row.contains("major Accuracy") && !row.contains('%');
    assert_eq!(stage.rows().iter().filter(listed).count(), 1);
    assert!(!stage.screen().contains("Awkward"));
}

#[test]
fn what_the_checks_find_is_counted_without_asking_for_them() {
    let mut stage = Stage::sample((110, 30));
    assert!(stage.state.reviewing.findings.list.is_none());
    stage.keys("f");
    let found = stage
        .state
        .reviewing
        .findings
        .by_bead(&stage.state.reviewing.review.notes)
        .len();
    assert!(found > 5, "{found}");
    let rows = stage.rows();
    let row = rows
        .iter()
        .find(|row| row.contains("a check found something"))
        .expect("the line of the checks");
    let count: Vec<&str> = row.split_whitespace().collect();
    assert!(count.contains(&found.to_string().as_str()), "{row}");
    snap("filter_checks_counted", &stage);
    stage.keys("q enter");
    let (_, passing) = stage.state.reviewing.review.filter.rank(usize::MAX);
    assert_eq!(passing, found);
}

#[test]
fn before_the_checks_are_ready_no_number_is_said() {
    let mut stage = Stage::sample((110, 30));
    let keymap = stage.look.keymap.clone();
    let key = Event::Key("f".parse().expect("a key"));
    let effects = update(&mut stage.state, &keymap, key, &stage.geometry);
    assert!(matches!(
        effects.first(),
        Some(Effect::Work(_, Work::Check(..)))
    ));
    stage.event(Event::Resized);
    let rows = stage.rows();
    let row = rows
        .iter()
        .find(|row| row.contains("a check found something"));
    assert!(row.is_some_and(|row| row.contains('\u{2026}')), "{row:?}");
}
