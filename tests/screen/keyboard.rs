//! Keys on other layouts, prompts, and what is not bound.

use crate::stage::Stage;
use bayn::session::Event;

#[test]
fn keys_work_by_place_on_arabic_hebrew_and_russian_layouts() {
    // j, j, k in the places of each layout.
    for keys in [
        "\u{62a} \u{62a} \u{646}",
        "\u{5d7} \u{5d7} \u{5dc}",
        "\u{43e} \u{43e} \u{43b}",
    ] {
        let mut stage = Stage::sample((100, 20));
        stage.keys(keys);
        assert_eq!(stage.state.reading.cursor.bead, 1, "{keys}");
    }
    // Arabic-Indic digits count; G by its place on a Russian layout.
    let mut stage = Stage::sample((100, 20));
    stage.keys("\u{664} \u{41f}");
    assert_eq!(stage.state.reading.cursor.bead, 3);
}

#[test]
fn unbound_keys_are_said() {
    let mut stage = Stage::sample((100, 20));
    stage.keys("g h");
    assert!(
        stage
            .state
            .ui
            .message
            .as_ref()
            .is_some_and(|message| message.text.to_string().contains("gh"))
    );
}

#[test]
fn keys_without_a_letter_are_answered_too() {
    let mut stage = Stage::sample((100, 20));
    for (key, shown) in [("f2", "f2"), ("ctrl-s", "ctrl-s"), ("ctrl-g", "ctrl-g")] {
        stage.keys(key);
        let said = format!("`{shown}` does nothing");
        assert!(stage.screen().contains(&said), "{}", stage.screen());
        stage.keys("esc");
        assert_eq!(stage.state.ui.message, None);
    }
    // Nor in a list; what is typed into a prompt is not interrupted.
    stage.keys("g s f2");
    assert!(
        stage.screen().contains("`f2` does nothing"),
        "{}",
        stage.screen()
    );
    stage.keys("q / a f2");
    assert_eq!(stage.state.ui.message, None);
}

#[test]
fn a_score_is_at_most_a_hundred() {
    let mut stage = Stage::sample((100, 20));
    for (typed, kept) in [
        ("1 0 1 0", "100"),
        ("9 9 9", "99"),
        ("8 7 . 5 5", "87.5"),
        ("5 - 5", "55"),
        ("- 5", "-"),
        ("\u{669} \u{660} \u{661}", "\u{669}\u{660}"),
    ] {
        stage.keys("s");
        stage.keys(typed);
        let shown = match stage.state.ui.focus.last() {
            Some(bayn::session::Focus::Line(_, prompt)) => prompt.text().to_owned(),
            other => panic!("a prompt: {other:?}"),
        };
        assert_eq!(shown, kept, "{typed}");
        stage.keys("esc");
    }
    stage.keys("s").text(" 250 ");
    assert!(stage.screen().contains(": 25"), "{}", stage.screen());
}

#[test]
fn escape_takes_a_prefix_back_without_a_word() {
    let mut stage = Stage::sample((100, 20));
    stage.keys("g esc");
    assert_eq!(stage.state.ui.message, None);
    stage.keys("j");
    assert_eq!(
        stage.state.reading.cursor.bead, 1,
        "the prefix is forgotten"
    );
}

#[test]
fn whoever_hesitates_after_a_prefix_sees_what_may_follow() {
    let listed = |stage: &Stage| {
        let entry = " g  Goes to the first matched";
        stage.rows().iter().any(|row| row.starts_with(entry))
    };
    let mut stage = Stage::sample((100, 30));
    stage.keys("g");
    assert!(!listed(&stage), "not before there was a pause");
    stage.event(Event::Hesitated);
    assert!(listed(&stage), "{}", stage.screen());
    stage.keys("esc");
    assert!(!listed(&stage));
    // By its place on an Arabic layout, and among the reader's keys where links are repaired.
    stage.keys("\u{644}");
    stage.event(Event::Hesitated);
    assert!(listed(&stage));
    stage.keys("esc tab");
    stage.event(Event::Hesitated);
    assert!(!listed(&stage), "nothing is waited for");
    // Keys that do the same are one line.
    stage.keys("]");
    stage.event(Event::Hesitated);
    assert!(
        stage.screen().contains(" 0 \u{2205} Goes"),
        "{}",
        stage.screen()
    );
}

#[test]
fn an_unknown_command_is_answered_by_the_nearest() {
    let mut stage = Stage::sample((100, 20));
    stage.keys(":").text("frist_pair").keys("enter");
    let said = stage.state.ui.message.as_ref().expect("an answer");
    assert!(said.text.to_string().contains("`first_pair`"), "{said:?}");
}

#[test]
fn a_score_takes_no_letters() {
    let mut stage = Stage::sample((100, 20));
    stage.state.reviewing.review.rater = "rita".to_owned();
    stage.keys("s a 8 m \u{665} enter");
    let id = stage.state.texts.bitext.beads[0].id;
    let ratings = stage.state.reviewing.review.notes.ratings_of(id);
    let values: Vec<f32> = ratings.map(|(_, rating)| rating.value).collect();
    assert_eq!(values, [85.0]);
}

#[test]
fn an_arabic_query_is_typed_from_right_to_left() {
    let mut stage = Stage::sample((80, 12));
    stage.keys("/").text("\u{633}\u{648}\u{631}\u{64a}\u{627}");
    let last = stage.rows().pop().expect("a status line");
    // Presentation forms in visual order: alef final ... seen initial.
    assert!(
        last.starts_with("/ \u{fe8e}\u{fef3}\u{fead}\u{feee}\u{feb3}"),
        "{last:?}"
    );
    stage.keys("enter");
    assert!(!stage.state.reading.search.hits.is_empty());
}

#[test]
fn nothing_typed_reaches_the_screen_as_a_control() {
    let mut stage = Stage::sample((80, 12));
    stage.keys("/").text("a\u{1b}[31m\u{202e}b");
    for row in stage.rows() {
        assert!(
            !row.chars().any(|c| c.is_control() || c == '\u{202e}'),
            "{row:?}"
        );
    }
}
