//! Marking errors: selecting words, the dialogue, the list, and marks in the text.

use crate::review::{kept, small, snap};
use crate::stage::Stage;
use bayn::session::{Effect, Work};
use bayn_doc::Side;
use bayn_doc::{Mark, Severity};

/// The only mark there is.
#[track_caller]
fn the_mark(stage: &Stage) -> Mark {
    let marks: Vec<Mark> = stage
        .state
        .reviewing
        .review
        .notes
        .marks()
        .map(|(_, mark)| mark.clone())
        .collect();
    assert_eq!(marks.len(), 1, "{marks:?}");
    marks[0].clone()
}

/// The words a mark points at on a side.
fn words<'a>(stage: &'a Stage, mark: &Mark, side: Side) -> Vec<&'a str> {
    let text = &stage.state.texts.bitext.documents[side].text;
    mark.spans[side].iter().map(|span| span.of(text)).collect()
}

#[test]
fn a_mistranslation_takes_eight_keys_beside_its_note() {
    let mut stage = small();
    // Two words, an accuracy error, a mistranslation, major; then its note.
    let keys = "v w e a m M";
    stage.keys(keys).text("which cat?").keys("enter");
    assert!(keys.split(' ').count() < 8, "and one to end the note");
    let mark = the_mark(&stage);
    assert_eq!(words(&stage, &mark, Side::Source), ["One cat"]);
    assert!(mark.spans.target.is_empty());
    assert_eq!(mark.category, "mistranslation");
    assert_eq!(mark.severity, Severity::Major);
    assert_eq!(mark.note, "which cat?");
    assert_eq!((mark.rater.as_str(), mark.time), ("rita", 1_700_000_000));
    assert_eq!(kept(&stage), ["mark", "note on a mark"]);
    assert!(stage.state.ui.focus.is_empty() && stage.state.reading.selection.is_none());
}

#[test]
fn each_step_of_the_dialogue_can_be_seen() {
    let mut stage = small();
    stage.keys("j v w tab w");
    snap("mark_select", &stage);
    stage.keys("e");
    snap("mark_dimension", &stage);
    stage.keys("a");
    snap("mark_subtype", &stage);
    stage.keys("m");
    snap("mark_severity", &stage);
    stage.keys("C enter");
    snap("mark_drawn", &stage);
    let mark = the_mark(&stage);
    assert_eq!(words(&stage, &mark, Side::Source), ["Two dogs"]);
    assert_eq!(words(&stage, &mark, Side::Target), ["Zwei Hunde"]);
}

#[test]
fn the_tree_can_be_searched_and_gone_back_in() {
    let mut stage = small();
    stage.keys("v e /").text("omis");
    snap("mark_search", &stage);
    stage.keys("enter m enter");
    assert_eq!(the_mark(&stage).category, "omission");
    let mut stage = small();
    // Backspace goes back a step; the dimension itself is the first line.
    stage.keys("v e s backspace a z backspace f enter n esc");
    let mark = the_mark(&stage);
    assert_eq!(
        (mark.category.as_str(), mark.severity),
        ("fluency", Severity::Neutral)
    );
    assert_eq!(mark.note, "");
}

#[test]
fn leaving_makes_no_mark() {
    let mut stage = small();
    stage.keys("v e esc esc v e a esc esc v w q v e a m esc");
    let reads_words = |effect: &Effect| {
        let Effect::Work(_, work) = effect else {
            return false;
        };
        matches!(work, Work::IndexWords(_) | Work::LinkWords(..))
    };
    assert!(stage.effects.iter().all(reads_words));
    assert!(stage.state.reviewing.review.notes.is_empty());
}

#[test]
fn arrows_extend_by_the_screen_and_store_the_text() {
    // "abc (Arabic two words) def" in a right-to-left text: what is left on the screen comes
    // later in the text, except inside the Latin words.
    let source = "\u{642}\u{627}\u{644} \u{623}\u{62d}\u{645}\u{62f} United Nations \u{623}\u{645}\u{633}.\n";
    let mut stage = Stage::open([source, "Ahmad said so.\n"], ["ar", "en"], (100, 8));
    stage.keys("v left");
    let spans = stage.state.reading.selection.expect("words are selected");
    let text = stage.state.texts.bitext.documents.source.text.clone();
    let selected = |stage: &Stage| {
        let span = stage
            .state
            .reading
            .selection
            .and_then(|found| found.span(Side::Source));
        span.map(|span| span.of(&text).to_owned())
            .unwrap_or_default()
    };
    assert!(spans.span(Side::Target).is_none());
    assert_eq!(
        selected(&stage),
        "\u{642}\u{627}\u{644} \u{623}\u{62d}\u{645}\u{62f}"
    );
    stage.keys("left");
    // On the screen "Nations" is beside the second word: the stretch up to it holds both.
    assert!(
        selected(&stage).ends_with("United Nations"),
        "{}",
        selected(&stage)
    );
    snap("mark_across_runs", &stage);
    stage.keys("right right");
    assert_eq!(selected(&stage), "\u{642}\u{627}\u{644}");
    stage.keys("$ o b");
    assert!(
        selected(&stage).ends_with("\u{623}\u{645}\u{633}"),
        "{}",
        selected(&stage)
    );
}

#[test]
fn marks_are_listed_walked_changed_deleted_and_undone() {
    let mut stage = small();
    stage
        .keys("v e a m M enter j j tab v e s a m")
        .text("stiff")
        .keys("enter");
    stage.keys("G e t w C enter g g ] m");
    assert_eq!(stage.state.reading.cursor.bead, 0);
    stage.keys("] m");
    assert_eq!(stage.state.reading.cursor.bead, 2);
    assert_eq!(stage.state.reading.cursor.side, Side::Target);
    stage.keys("2 ] m");
    assert_eq!(stage.state.reading.cursor.bead, 4);
    stage.keys("[ m [ m g m");
    snap("mark_list", &stage);
    stage.keys("down e l n n");
    stage.keys("c ctrl-u").text("new note").keys("enter d");
    snap("mark_list_after", &stage);
    assert_eq!(stage.state.reviewing.review.notes.marks().count(), 2);
    stage.keys("u");
    assert_eq!(stage.state.reviewing.review.notes.marks().count(), 3);
    stage.keys("q 9 u");
    assert!(stage.state.reviewing.review.notes.is_empty());
}

#[test]
fn a_note_can_stand_on_words() {
    let mut stage = small();
    stage.keys("v w c").text("nice").keys("enter");
    let id = stage.state.texts.bitext.beads[0].id;
    let notes: Vec<_> = stage.state.reviewing.review.notes.notes_of(id).collect();
    assert_eq!(notes.len(), 1);
    let text = &stage.state.texts.bitext.documents.source.text;
    assert_eq!(notes[0].1.spans.source[0].of(text), "One cat");
    assert!(stage.state.reading.selection.is_none());
}

#[test]
fn a_listed_mark_is_changed_without_leaving_the_list() {
    let mut stage = small();
    stage
        .keys("v e a m M")
        .text("which?")
        .keys("tab")
        .text("Eine Katze sass da")
        .keys("enter");
    let mark = the_mark(&stage);
    assert_eq!(
        (&*mark.note, &*mark.suggestion),
        ("which?", "Eine Katze sass da")
    );
    stage.keys("g m m");
    assert_eq!(the_mark(&stage).severity, Severity::Minor);
    stage
        .keys("C s ctrl-u")
        .text("Die Katze")
        .keys("tab ctrl-u")
        .text("the cat")
        .keys("enter");
    snap("mark_list_edited", &stage);
    let mark = the_mark(&stage);
    assert_eq!(mark.severity, Severity::Critical);
    assert_eq!((&*mark.note, &*mark.suggestion), ("the cat", "Die Katze"));
    // The list takes the category by the same letters; enter keeps the severity.
    stage.keys("e f g enter q");
    let mark = the_mark(&stage);
    assert_eq!(
        (&*mark.category, mark.severity),
        ("grammar", Severity::Critical)
    );
    stage.keys("9 u");
    assert!(stage.state.reviewing.review.notes.is_empty());
}

#[test]
fn the_list_opens_at_the_mark_under_the_caret() {
    let mut stage = small();
    stage.keys("v e a m M enter w w v e s a m enter ] m ] m");
    let at = stage.state.reading.cursor.caret;
    stage.keys("g m m q");
    let changed: Vec<_> = stage.state.reviewing.review.notes.marks().collect();
    let minor = changed
        .iter()
        .filter(|(_, mark)| mark.severity == Severity::Minor);
    assert!(
        minor
            .clone()
            .any(|(_, mark)| Some(mark.spans.source[0].start) == at)
    );
}

#[test]
fn notes_are_drawn_listed_changed_and_deleted() {
    let mut stage = small();
    stage
        .keys("v w c")
        .text("nice")
        .keys("enter j j c")
        .text("look up")
        .keys("enter g g g c");
    snap("note_list", &stage);
    stage.keys("j c ctrl-u").text("looked up").keys("enter k d");
    let left: Vec<String> = stage
        .state
        .texts
        .bitext
        .beads
        .iter()
        .flat_map(|bead| stage.state.reviewing.review.notes.notes_of(bead.id))
        .map(|(_, note)| note.text.clone())
        .collect();
    assert_eq!(left, ["looked up"]);
    stage.keys("enter");
    assert_eq!(stage.state.reading.cursor.bead, 2);
}

#[test]
fn the_margin_keeps_its_place_beside_probabilities() {
    let mut stage = Stage::sample((100, 24));
    stage.keys("j j j j j j v e a m M enter t c");
    let row = stage
        .rows()
        .into_iter()
        .find(|row| row.contains("Twenty-six"))
        .expect("the marked pair");
    assert!(row.ends_with('M'), "{row}");
}

#[test]
fn equal_words_are_not_marked_twice_in_the_same_way() {
    let mut stage = small();
    stage.keys("v w e a m M enter j k v w e a m M");
    assert!(
        stage.screen().contains("already marked"),
        "{}",
        stage.screen()
    );
    assert_eq!(stage.state.reviewing.review.notes.marks().count(), 1);
    assert!(stage.state.ui.focus.is_empty() && stage.state.reading.selection.is_none());
    // Another severity is another thing to say.
    stage.keys("j k v w e a m m enter");
    assert_eq!(stage.state.reviewing.review.notes.marks().count(), 2);
}

#[test]
fn selecting_shows_its_keys_and_copies() {
    let mut stage = small();
    stage.keys("v w");
    let screen = stage.screen();
    assert!(screen.contains("SELECT"), "{screen}");
    assert!(
        screen.contains("e mark") && screen.contains("y copy"),
        "{screen}"
    );
    stage.keys("tab y");
    let copied = stage.effects.iter().find_map(|effect| match effect {
        Effect::Copy(text, _) => Some(text.clone()),
        _ => None,
    });
    assert_eq!(copied.as_deref(), Some("One cat\nEine"));
    assert!(stage.state.reading.selection.is_none());
    // What is not selected is not copied.
    stage.keys("j :").text("copy_words").keys("enter");
    assert!(stage.screen().contains("select words first"));
}
