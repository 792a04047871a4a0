//! Sentences, their arguments, and the isolates round them.

use super::*;
use harf::Direction;

/// A language from right to left with a few sentences of its own.
struct Mirror;

impl Speech for Mirror {
    fn sentence(&self, id: &str, count: Option<u64>) -> Option<&str> {
        match (id, count) {
            ("reviewed {part}", _) => Some("DEWEIVER {part}"),
            ("{what} of {name}", _) => Some("{name} FO {what}"),
            ("one hit", Some(2)) => Some("STIH OWT"),
            ("one hit", Some(_)) => Some("STIH {hits}"),
            ("minor", None) => Some("RONIM"),
            _ => None,
        }
    }

    fn keys(&self, binding: Binding) -> Option<String> {
        (binding.command == "undo").then(|| "ctrl-z".to_owned())
    }

    fn direction(&self) -> Direction {
        Direction::Rtl
    }
}

#[test]
fn english_has_a_form_for_one_and_a_form_for_many() {
    let hits = |hits: usize| plural!("one hit", "{hits} hits", hits).to_string();
    assert_eq!(
        [hits(0), hits(1), hits(2), hits(21)],
        ["0 hits", "one hit", "2 hits", "21 hits"]
    );
}

#[test]
fn a_sentence_is_found_by_its_id_and_takes_its_arguments_by_name() {
    let message = msg!("{what} of {name}", what = Word("minor"), name = "x");
    assert_eq!(message.to_string(), "minor of x");
    assert_eq!(message.say(&Mirror), "\u{2068}x\u{2069} FO RONIM");
    let hits = |hits: u64| plural!("one hit", "{hits} hits", hits).say(&Mirror);
    assert_eq!([hits(2), hits(3)], ["STIH OWT", "STIH \u{2066}3\u{2069}"]);
}

#[test]
fn a_fraction_and_a_range_keep_their_order_beside_words_from_right_to_left() {
    let part = msg!("reviewed {part}", part = Fraction(2, 24));
    assert_eq!(part.to_string(), "reviewed 2/24");
    assert_eq!(part.say(&Mirror), "DEWEIVER \u{2066}2/24\u{2069}");
    assert_eq!(
        Message::of(Range(3, 7)).say(&Mirror),
        "\u{2066}3\u{2013}7\u{2069}"
    );
}

#[test]
fn a_name_is_made_visible_and_steers_nothing() {
    let name = "a\u{1b}\u{202e}\n";
    let message = msg!("no {name}", name);
    assert_eq!(message.to_string(), "no a[ESC][RLO][LF]");
    let arabic = msg!("no {name}", name = "\u{628}").to_string();
    assert_eq!(arabic, "no \u{2068}\u{628}\u{2069}");
    assert_eq!(
        msg!("no `{name}`", name = "{x}").to_string(),
        "no `{x}`",
        "an argument is no template"
    );
}

#[test]
fn braces_that_are_doubled_are_braces() {
    assert_eq!(msg!("{{{a}}}", a = 1_u8).to_string(), "{1}");
}

#[test]
fn arguments_are_those_of_the_placeholders() {
    assert!(fits("{a} and {b}", &["b", "a"], false));
    assert!(!fits("{a} and {b}", &["a"], false));
    assert!(!fits("{a}", &["a", "b"], false));
    assert!(!fits("{}", &["a"], false));
    assert!(!fits("{a", &["a"], false));
    assert!(fits("one of {b}", &["a", "b"], true));
    assert!(!fits("one", &["a", "b"], true));
}

#[test]
fn parts_of_a_line_are_said_one_by_one() {
    let parts = [Message::label("minor"), Message::name("x")];
    let line = Message::joined(parts, Separator::Dot);
    assert_eq!(line.to_string(), "minor \u{b7} x");
    assert_eq!(line.say(&Mirror), "RONIM \u{b7} \u{2068}x\u{2069}");
    assert!(Message::default().is_empty());
}

#[test]
fn the_keys_of_a_command_are_those_of_whom_it_is_said_to() {
    let mode = "reader";
    let bound = |command| msg!("{keys}", keys = Binding { mode, command });
    assert_eq!(bound("undo").say(&Mirror), "\u{2066}ctrl-z\u{2069}");
    // What has no keys is run by its name.
    assert_eq!(bound("redo").say(&Mirror), "\u{2066}:redo\u{2069}");
    assert_eq!(bound("undo").to_string(), ":undo");
}
