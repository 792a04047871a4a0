//! The tutorial: each lesson goes on when its key was pressed, in both languages.

use crate::session::{PLAIN, Session};

/// The number of each lesson, and what somebody types who does what it says.
const LESSONS: [(&str, &str); 18] = [
    ("1/19", "jjj"),
    ("2/19", "k"),
    ("3/19", "}"),
    ("4/19", "/"),
    ("5/19", "convoy\r"),
    ("6/19", "n"),
    ("7/19", "ww"),
    ("8/19", "\t"),
    ("9/19", "a"),
    ("10/19", "u"),
    ("11/19", "]q"),
    ("12/19", "v"),
    ("13/19", "we"),
    ("14/19", "amM\r"),
    ("15/19", "gm"),
    ("16/19", "qtltltltltl"),
    ("17/19", "tttt"),
    ("18/19", "?"),
];

/// Does every lesson, each only when it is asked for.
fn through(session: &mut Session, lessons: &[(&str, &str)]) {
    for (number, keys) in lessons {
        session.wait(number, |screen| {
            let text = screen.contents();
            text.split_whitespace().any(|word| word == *number)
        });
        session.type_in(keys);
    }
}

#[test]
fn a_reader_who_does_what_it_says_comes_to_the_end() {
    let mut session = Session::start(&["tutor", PLAIN[0], PLAIN[1]], (130, 36));
    through(&mut session, &LESSONS);
    session.wait("help, and the lesson as long as it is open", |screen| {
        let text = screen.contents();
        text.contains("Goes to the next matched sentence.") && text.contains("18/19")
    });
    session.type_in("q");
    session.wait_text("19/19");
    session.type_in("q");
    assert_eq!(session.end(), 0);
    session.assert_clean();
    session.wait_text("`bayn tutor` begins it again");
}

#[test]
fn the_same_in_arabic_on_a_small_screen() {
    let args = ["tutor", PLAIN[0], PLAIN[1], "--lang-ui", "ar"];
    let mut session = Session::start(&args, (80, 24));
    let mut lessons = LESSONS;
    lessons[4].1 = "\u{642}\u{627}\u{641}\u{644}\u{629}\r";
    through(&mut session, &lessons);
    session.type_in("q");
    session.wait("the last lesson", |screen| {
        screen
            .contents()
            .split_whitespace()
            .any(|word| word == "19/19")
    });
    assert!(
        !session
            .screen
            .lock()
            .expect("screen")
            .screen()
            .contents()
            .contains("Press")
    );
    session.type_in("q");
    assert_eq!(session.end(), 0);
    session.assert_clean();
}
