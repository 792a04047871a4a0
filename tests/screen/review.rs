//! Reviewing: verdicts, notes, undo, and what of it is on the screen.

use crate::stage::Stage;
use bayn::session::{Answer, Effect, Event, Notice, Record};
use bayn_doc::BeadStatus;
use bayn_text::Message;

pub(crate) const SOURCE: &str =
    "One cat sat. Two dogs ran.\n\nThree birds flew. Four fish swam.\n\nFive bees hummed.\n";
pub(crate) const TARGET: &str = "Eine Katze sass. Zwei Hunde liefen.\n\nDrei Voegel flogen. Vier Fische schwammen.\n\nFuenf Bienen summten.\n";

pub(crate) fn small() -> Stage {
    let mut stage = Stage::open([SOURCE, TARGET], ["en", "de"], (100, 14));
    assert_eq!(
        stage.state.texts.bitext.beads.len(),
        5,
        "one pair a sentence"
    );
    stage.state.reviewing.review.rater = "rita".to_owned();
    stage.state.reviewing.review.now = 1_700_000_000;
    stage
}

pub(crate) fn snap(name: &str, stage: &Stage) {
    insta::assert_snapshot!(
        name,
        format!("{}\n---- styles\n{}", stage.screen(), stage.styles())
    );
}

fn status(stage: &Stage, bead: usize) -> Option<BeadStatus> {
    let id = stage.state.texts.bitext.beads[bead].id;
    let verdict = stage.state.reviewing.review.notes.verdict(id);
    verdict.map(|verdict| verdict.status.clone())
}

/// Everything given out to be written, as what was done.
pub(crate) fn kept(stage: &Stage) -> Vec<String> {
    stage
        .effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Keep(Record::Done(change)) => Some(change.label.clone()),
            Effect::Keep(Record::Undone(change)) => Some(format!("undo {}", change.label)),
            Effect::Keep(Record::Redone(change)) => Some(format!("redo {}", change.label)),
            _ => None,
        })
        .collect()
}

#[test]
fn verdicts_stand_in_the_margin_and_are_counted() {
    let mut stage = small();
    stage
        .keys("a j r j R")
        .text("not one bird flew")
        .keys("enter");
    stage.keys("j c").text("which fish?").keys("enter k");
    assert_eq!(status(&stage, 0), Some(BeadStatus::Accepted));
    assert_eq!(status(&stage, 1), Some(BeadStatus::NeedsReview));
    let why = "not one bird flew".to_owned();
    assert_eq!(status(&stage, 2), Some(BeadStatus::Rejected(why)));
    assert_eq!(kept(&stage), ["accept", "needs review", "reject", "note"]);
    snap("review_verdicts", &stage);
    stage.resize((60, 20));
    snap("review_verdicts_stacked", &stage);
}

#[test]
fn the_same_verdict_twice_is_one_change() {
    let mut stage = small();
    stage.keys("a a");
    assert_eq!(kept(&stage), ["accept"]);
    assert_eq!(stage.state.reviewing.review.decided, 1);
}

#[test]
fn undo_and_redo_have_no_limit_and_go_where_the_change_is() {
    let mut stage = small();
    let before = stage.state.reviewing.review.notes.clone();
    stage.keys("a j a j r j c").text("x").keys("enter G");
    let after = stage.state.reviewing.review.notes.clone();
    stage.keys("u");
    assert_eq!(stage.state.reading.cursor.bead, 3);
    stage.keys("9 u");
    assert_eq!(stage.state.reading.cursor.bead, 0);
    assert_eq!(stage.state.reviewing.review.notes, before);
    assert_eq!(stage.state.reviewing.review.decided, 0);
    stage.keys("u");
    assert!(stage.screen().contains("nothing to undo"));
    stage.keys("9 ctrl-r");
    assert_eq!(stage.state.reviewing.review.notes, after);
    assert_eq!(stage.state.reviewing.review.decided, 3);
    let labels = kept(&stage);
    assert_eq!(labels.len(), 12, "{labels:?}");
    assert_eq!(labels[4], "undo note");
    assert_eq!(labels[11], "redo note");
}

#[test]
fn unreviewed_pairs_are_found_in_both_directions() {
    let mut stage = small();
    stage.keys("j a j a g g ] u");
    assert_eq!(stage.state.reading.cursor.bead, 3);
    stage.keys("[ u");
    assert_eq!(stage.state.reading.cursor.bead, 0);
    stage.keys("t a a");
    assert_eq!(
        stage.state.reading.cursor.bead, 1,
        "advancing was asked for"
    );
    stage.keys("[ u");
    assert!(
        stage
            .screen()
            .contains("every pair before this has a verdict")
    );
}

#[test]
fn a_note_is_changed_and_deleted_by_the_same_key() {
    let mut stage = small();
    stage
        .keys("c")
        .text("first")
        .keys("enter c")
        .text(" word")
        .keys("enter");
    let note = |stage: &Stage| {
        let id = stage.state.texts.bitext.beads[0].id;
        let notes = &stage.state.reviewing.review.notes;
        notes.notes_of(id).map(|(_, note)| note.text.clone()).next()
    };
    assert_eq!(note(&stage).as_deref(), Some("first word"));
    stage.keys("c ctrl-u enter");
    assert_eq!(note(&stage), None);
    stage.keys("c esc");
    assert_eq!(kept(&stage), ["note", "note", "delete note"]);
}

#[test]
fn nothing_changes_where_nothing_may() {
    let mut stage = small();
    stage.state.reviewing.review.read_only =
        Some(Message::label("another bayn has this review open"));
    stage.keys("a r R c u ctrl-r a");
    assert!(stage.state.ui.focus.is_empty());
    assert!(stage.effects.is_empty());
    snap("review_read_only", &stage);
    let mut stage = small();
    stage.state.aligning.progress = Some(0.5);
    stage.answer(Answer::Progress(0.6));
    assert_eq!(stage.state.aligning.progress, Some(0.6));
    stage.keys("a");
    assert!(stage.effects.is_empty());
}

#[test]
fn what_is_not_on_the_disk_is_said_until_it_is() {
    let mut stage = small();
    stage.keys("a");
    stage.state.reviewing.review.unsaved = 1;
    stage.event(Event::Notice(Notice::bad(Message::name(
        "the disk is full",
    ))));
    assert!(stage.screen().contains("NOT SAVED 1"));
    stage.keys("j");
    assert!(stage.screen().contains("NOT SAVED 1"));
}

#[test]
fn what_lost_its_place_is_listed_with_its_words() {
    use bayn_doc::Sides;
    use bayn_doc::{Entry, Mark, MarkId, Note, NoteId, Severity};
    use bayn_review::carry::Orphan;
    let mut stage = small();
    let mark = Mark {
        category: "mistranslation".to_owned(),
        severity: Severity::Major,
        note: "which cat?".to_owned(),
        ..Mark::default()
    };
    let note = Note {
        text: "ask the author".to_owned(),
        ..Note::default()
    };
    let lost = [Entry::Mark(MarkId(1), mark), Entry::Note(NoteId(2), note)];
    stage.state.reviewing.review.orphans = lost
        .into_iter()
        .map(|entry| Orphan {
            entry,
            quotes: Sides::new(vec!["A cat slept.".to_owned()], Vec::new()),
            cause: bayn_review::carry::OrphanCause::TextGone,
        })
        .collect();
    stage.keys("g l");
    snap("lost_list", &stage);
    stage.keys("j enter q");
    assert!(stage.state.ui.focus.is_empty());
}

#[test]
fn a_clients_profile_gives_the_page_its_words_and_weights() {
    let mut stage = small();
    stage.keys("v w e a m M enter");
    // By a client's profile: job, score and rating by its words and weights.
    let profile = "name = \"House metric\"\n[job]\nclient = \"Acme\"\n[score]\nformula = \"raw\"\npass = 50\n\
                   [[kind]]\nname = \"Meaning\"\nof = [\"accuracy\"]\nmajor = 3\n";
    let profile = bayn_review::Profile::read(profile).expect("a profile");
    stage.state.reviewing.review.metric = profile.metric.map(std::sync::Arc::new);
    stage.keys(":").text("score").keys("enter");
    let screen = stage.screen();
    for line in [
        "client          Acme",
        "error score     200 per 1000 words",
        "quality score   80 = 100 × (1 − 3 / 15 words)",
        "quality rating  passes: at least 50",
        "Meaning         1 major · penalty 3",
    ] {
        assert!(screen.contains(line), "{line} is not on\n{screen}");
    }
}

#[test]
fn a_clients_kinds_are_chosen_by_one_key_and_its_sample_is_walked() {
    let mut stage = small();
    let profile = "[score]\nsample = { words = 3, seed = 1 }\n\
                   [[kind]]\nname = \"Meaning\"\nof = [\"accuracy\"]\n[[kind]]\nname = \"Manner\"\n\
                   [[kind]]\nname = \"Kudos\"\npraise = true\n";
    let metric = bayn_review::Profile::read(profile)
        .expect("a profile")
        .metric;
    stage.state.reviewing.review.metric = metric.map(std::sync::Arc::new);
    stage.keys("e");
    let screen = stage.screen();
    for line in ["m  Meaning", "a  Manner", "k  Kudos"] {
        assert!(screen.contains(line), "{line} is not on\n{screen}");
    }
    // The severity is asked of an error and not of praise; escape goes back to the kinds.
    stage.keys("a M enter");
    stage.keys("e j enter esc j enter M enter e k enter");
    let marks = stage.state.reviewing.review.notes.marks();
    let mut kinds: Vec<(&str, &str)> = marks
        .map(|(_, mark)| (&*mark.category, mark.severity.name()))
        .collect();
    kinds.sort_unstable();
    assert_eq!(kinds, [("Kudos", "neutral"), ("Manner", "major")]);
    stage.keys(":").text("filter sample").keys("enter");
    let filter = &stage.state.reviewing.review.filter;
    let passing = (0..5).filter(|at| filter.passes(*at)).count();
    assert_eq!(passing, 1, "one sentence of three words is enough");
}

#[test]
fn the_scores_have_a_page_with_their_formulas() {
    let mut stage = small();
    stage
        .keys("v w e a m M enter j s")
        .text("80")
        .keys("enter a :")
        .text("score")
        .keys("enter");
    snap("score_page", &stage);
    let screen = stage.screen();
    assert!(
        screen.contains("fails: calibrated MQM is below 90"),
        "{screen}"
    );
    assert!(screen.contains("80.0 = mean of 1 score"), "{screen}");
    stage
        .keys("q :")
        .text("pass_threshold = 0")
        .keys("enter g S");
    assert!(stage.screen().contains("below 0") || stage.screen().contains("at least 0"));
}

#[test]
fn what_other_editors_type_works() {
    let mut stage = small();
    stage.keys(":").text("w").keys("enter");
    assert!(
        stage.screen().contains("saved already"),
        "{}",
        stage.screen()
    );
    stage
        .keys(":")
        .text("report out.md")
        .keys("enter :")
        .text("export")
        .keys("enter :")
        .text("q")
        .keys("enter");
    let out: Vec<&Effect> = stage
        .effects
        .iter()
        .filter(|effect| matches!(effect, Effect::WriteOut(..) | Effect::Quit))
        .collect();
    use bayn::session::OutForm;
    assert_eq!(
        out,
        [
            &Effect::WriteOut(OutForm::Report, "out.md".to_owned()),
            &Effect::WriteOut(OutForm::Export, String::new()),
            &Effect::Quit
        ]
    );
}

#[test]
fn the_mouse_chooses_selects_and_presses() {
    use bayn::session::{Focus, Mouse};
    let mut stage = small();
    let press =
        |stage: &mut Stage, what: Mouse, x: u16, y: u16| stage.event(Event::Mouse(what, x, y));
    // From the first word of the first pair to its last one.
    press(&mut stage, Mouse::Press, 3, 2);
    press(&mut stage, Mouse::Drag, 12, 2);
    let words = |stage: &Stage| {
        let span = stage
            .state
            .reading
            .selection?
            .span(bayn_doc::Side::Source)?;
        Some(
            span.of(&stage.state.texts.bitext.documents.source.text)
                .to_owned(),
        )
    };
    assert_eq!(words(&stage).as_deref(), Some("One cat sat"));
    // A second press on a word selects it alone.
    press(&mut stage, Mouse::Press, 7, 3);
    assert_eq!(words(&stage), None);
    press(&mut stage, Mouse::Press, 7, 3);
    assert_eq!(words(&stage).as_deref(), Some("dogs"));
    stage.keys("esc");
    // "? help" is pressed, and left; a line of a list is chosen, then taken.
    press(&mut stage, Mouse::Press, 95, 13);
    assert!(matches!(
        stage.state.ui.focus.last(),
        Some(Focus::Help { .. })
    ));
    stage.keys("q g o");
    let third = stage
        .geometry
        .list_lines
        .iter()
        .find(|(_, line)| *line == 2);
    let y = third.expect("it is on the screen").0;
    press(&mut stage, Mouse::Press, 5, y);
    assert!(matches!(
        stage.state.ui.focus.last(),
        Some(Focus::InfoPage(_, 2))
    ));
    press(&mut stage, Mouse::Press, 5, y);
    assert!(matches!(
        stage.state.ui.focus.last(),
        Some(Focus::Palette(..))
    ));
}
