//! ESA: severity alone, what is missing, and a score from 0 to 100.

use crate::review::{kept, small, snap};
use bayn_doc::Side;
use bayn_doc::{Mark, Severity};

fn marks(stage: &crate::stage::Stage) -> Vec<Mark> {
    let marks = stage.state.reviewing.review.notes.marks();
    marks.map(|(_, mark)| mark.clone()).collect()
}

#[test]
fn an_error_takes_two_keys_after_its_words() {
    let mut stage = small();
    stage.keys("t e tab v w e");
    snap("esa_severity", &stage);
    stage.keys("C");
    assert!(marks(&stage).is_empty(), "ESA knows minor and major only");
    stage.keys("M");
    let found = marks(&stage);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].category, "");
    assert_eq!(found[0].severity, Severity::Major);
    let text = &stage.state.texts.bitext.documents.target.text;
    assert_eq!(found[0].spans.target[0].of(text), "Eine Katze");
    assert!(stage.state.ui.focus.is_empty(), "no note is asked for");
}

#[test]
fn what_is_missing_points_at_the_source_or_at_nothing() {
    let mut stage = small();
    stage.keys("v w E");
    snap("esa_missing_words", &stage);
    stage.keys("M enter j E m enter");
    let found = marks(&stage);
    assert_eq!(found.len(), 2);
    let text = &stage.state.texts.bitext.documents.source.text;
    let with = found.iter().find(|mark| !mark.spans.source.is_empty());
    let with = with.expect("one points at words");
    assert_eq!(with.spans.source[0].of(text), "One cat");
    assert!(found.iter().all(Mark::is_missing));
    assert!(found.iter().all(|mark| mark.category == "omission"));
    assert!(stage.screen().contains("[missing]"), "{}", stage.screen());
    // Words of the target alone say nothing of what is missing.
    stage.keys("j tab v w E m enter");
    let last = marks(&stage)
        .into_iter()
        .filter(|mark| mark.spans[Side::Target].is_empty());
    assert_eq!(last.count(), 3);
}

#[test]
fn a_score_is_typed_in_any_digits_and_checked() {
    let mut stage = small();
    stage.keys("t e t a s").text("8\u{665}").keys("enter");
    let score = |stage: &crate::stage::Stage, bead: usize| {
        let id = stage.state.texts.bitext.beads[bead].id;
        let notes = &stage.state.reviewing.review.notes;
        notes
            .ratings_of(id)
            .map(|(by, found)| (by.to_owned(), found.value))
            .next()
    };
    assert_eq!(score(&stage, 0), Some(("rita".to_owned(), 85.0)));
    assert_eq!(
        stage.state.reading.cursor.bead, 1,
        "advancing was asked for"
    );
    stage.keys("s .").keys("enter");
    assert_eq!(score(&stage, 1), None);
    snap("esa_score_refused", &stage);
    stage.keys("backspace 1 0 1 enter k");
    assert_eq!(score(&stage, 1), Some(("rita".to_owned(), 10.0)));
    assert_eq!(stage.state.reviewing.review.scored, 2);
    snap("esa_scored", &stage);
    stage.keys("s ctrl-u enter");
    assert_eq!(stage.state.reviewing.review.scored, 1);
    assert_eq!(kept(&stage), ["score", "score", "score"]);
    stage.keys("u");
    assert_eq!(stage.state.reviewing.review.scored, 2);
}

#[test]
fn a_score_changes_nothing_of_how_errors_are_marked() {
    let mut stage = small();
    stage.keys("s").text("75").keys("enter v e");
    assert!(
        stage.screen().contains("which kind of error"),
        "{}",
        stage.screen()
    );
    assert!(!stage.screen().contains("ESA"), "{}", stage.screen());
    // Read again, the review marks as it did.
    let mut stage = small();
    stage.keys("s").text("75").keys("enter");
    let notes = stage.state.reviewing.review.notes.clone();
    stage.state.reviewing.review =
        bayn::session::Review::new(notes, Default::default(), Vec::new());
    assert!(!stage.state.is_esa());
    // Key and setting say it for this review, and the status line shows it.
    stage.keys("t e");
    assert!(stage.screen().contains(" ESA "), "{}", stage.screen());
    assert_eq!(
        stage.state.reviewing.review.method,
        Some(bayn_review::Method::Esa)
    );
    stage.keys(":").text("method = mqm").keys("enter");
    assert!(!stage.state.is_esa());
}
