//! The tutorial: each lesson goes on when its key was pressed.

use crate::session::{PLAIN, Session};

#[test]
fn a_reader_who_does_what_it_says_comes_to_the_end() {
    let mut session = Session::start(&["tutor", PLAIN[0], PLAIN[1]], (130, 36));
    let lessons = [
        ("1/18", "jjj"),
        ("2/18", "k"),
        ("3/18", "}"),
        ("4/18", "/"),
        ("5/18", "trucks\r"),
        ("6/18", "n"),
        ("7/18", "ww"),
        ("8/18", "\t"),
        ("9/18", "a"),
        ("10/18", "u"),
        ("11/18", "]q"),
        ("12/18", "v"),
        ("13/18", "e"),
        ("14/18", "\u{3}\u{3}"),
        ("15/18", "tl"),
        ("16/18", "tt"),
        ("17/18", "?"),
    ];
    for (number, keys) in lessons {
        session.wait(number, |screen| {
            let text = screen.contents();
            text.lines()
                .any(|line| line.trim_start().starts_with(&format!("{number}  ")))
        });
        session.type_in(keys);
    }
    session.wait_text("Goes to the next matched sentence.");
    session.type_in("q");
    session.wait_text("18/18");
    session.type_in("q");
    assert_eq!(session.end(), 0);
    session.assert_clean();
}
