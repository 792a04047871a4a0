//! Translation memories in the reader: a choice of languages first, and parts of a long one.

use crate::session::{PLAIN, Session};
use std::fmt::Write;

/// A memory of `units` units in three languages.
fn memory(name: &str, units: usize) -> std::path::PathBuf {
    let mut text = String::from(
        "<?xml version=\"1.0\"?><tmx version=\"1.4\"><header creationtool=\"t\" creationtoolversion=\"1\" \
         segtype=\"sentence\" o-tmf=\"t\" adminlang=\"en\" srclang=\"en\" datatype=\"plaintext\"/><body>",
    );
    for at in 0..units {
        let _ = write!(
            text,
            "<tu><tuv xml:lang=\"en\"><seg>English {at}.</seg></tuv>\
             <tuv xml:lang=\"fr\"><seg>French {at}.</seg></tuv>\
             <tuv xml:lang=\"de\"><seg>German {at}.</seg></tuv></tu>"
        );
    }
    text.push_str("</body></tmx>");
    let path = std::env::temp_dir().join(format!("bayn-{}-{name}.tmx", std::process::id()));
    std::fs::write(&path, text).expect("a memory");
    path
}

fn shows(session: &Session, words: [&str; 2], not: &str) {
    session.wait(words[0], |screen| {
        let text = screen.contents();
        words.iter().all(|word| text.contains(word)) && !text.contains(not)
    });
}

#[test]
fn the_user_chooses_two_of_three_languages() {
    let path = memory("three", 5);
    let file = path.to_string_lossy();
    let mut session = Session::start(&[PLAIN[0], PLAIN[1], &file], (100, 30));
    session.wait_text("contains 3 languages");
    session.wait_text("Enter chooses 1 2");
    session.type_in("3 3\r");
    session.wait_text("Choose two different languages");
    session.type_in("de en\r");
    shows(&session, ["German 4.", "English 4."], "French");
    session.type_in("q");
    assert_eq!(session.end(), 0);
    session.assert_clean();
    let mut named = Session::start(
        &[PLAIN[0], PLAIN[1], "--sl", "fr", "--tl", "de", &file],
        (100, 30),
    );
    shows(&named, ["French 4.", "German 4."], "English");
    named.type_in("q");
    assert_eq!(named.end(), 0);
    std::fs::remove_file(path).expect("our own file");
}

#[test]
fn a_long_memory_is_read_part_by_part() {
    let path = memory("long", 25);
    let file = path.to_string_lossy();
    let mut session = Session::start(
        &[
            PLAIN[0],
            PLAIN[1],
            "--part-size",
            "10",
            "--sl",
            "en",
            "--tl",
            "de",
            &file,
        ],
        (100, 40),
    );
    session.wait_text("part 1/3");
    shows(&session, ["English 9.", "German 9."], "English 10.");
    session.type_in("]]");
    session.wait_text("part 2/3");
    shows(&session, ["English 10.", "German 19."], "English 9.");
    session.type_in("]]");
    session.wait_text("part 3/3");
    session.type_in("]]");
    session.wait_text("this is the last part");
    session.type_in("2[[");
    session.wait_text("part 1/3");
    shows(&session, ["English 0.", "German 9."], "German 19.");
    session.type_in("a");
    session.wait_text("read in parts cannot");
    session.type_in("q");
    assert_eq!(session.end(), 0);
    std::fs::remove_file(path).expect("our own file");
}
