//! The linear form: a transcript of a session, which holds no escape sequence at all.

use crate::session::Session;
use std::time::{Duration, Instant};

/// Waits until the transcript, from `from` on, holds all of `words`; returns its length.
#[track_caller]
fn hears(session: &Session, from: usize, words: &[&str]) -> usize {
    let until = Instant::now() + crate::session::patience();
    loop {
        let raw = session.raw.lock().expect("raw").clone();
        let text = String::from_utf8_lossy(raw.get(from..).unwrap_or(&[])).into_owned();
        if words.iter().all(|word| text.contains(word)) {
            return raw.len();
        }
        assert!(Instant::now() < until, "{words:?} not said:\n{text}");
        std::thread::sleep(Duration::from_millis(10));
    }
}

#[test]
fn every_move_is_one_line_and_nothing_moves() {
    let state = std::env::temp_dir().join(format!("bayn-{}-accessible", std::process::id()));
    let folder = state.to_string_lossy();
    let env = [("XDG_STATE_HOME", &*folder), ("XDG_CONFIG_HOME", &*folder)];
    let mut session = Session::start_with(&["--accessible"], (100, 30), &env);
    let mut at = hears(
        &session,
        0,
        &["29 pairs; ? lists the keys, q leaves", "1 of 29 | "],
    );
    session.type_in("jjjjjj");
    at = hears(
        &session,
        at,
        &[
            "7 of 29 | ",
            "\u{634}\u{627}\u{62d}\u{646}\u{629}",
            " | Twenty-six trucks left",
        ],
    );
    session.type_in("a");
    at = hears(&session, at, &["accepted"]);
    session.type_in("k");
    session.type_in("j");
    at = hears(
        &session,
        at,
        &["6 of 29", "ISIS gunmen are dug in. | accepted\r\n"],
    );
    session.type_in("/spokes");
    at = hears(&session, at, &["search: spokes"]);
    session.type_in("\r");
    at = hears(&session, at, &["An SDF spokesman"]);
    session.type_in("w");
    at = hears(&session, at, &["word: "]);
    session.type_in("\u{1b}");
    at = hears(&session, at, &["of 29\r\n"]);
    session.type_in(":");
    at = hears(&session, at, &["command: ", "1 of "]);
    session.type_in("last_pair\r");
    at = hears(&session, at, &["command: last_pair", "29 of 29 | "]);
    session.type_in("j");
    at = hears(&session, at, &["29 of 29\r\n"]);
    session.type_in("?");
    at = hears(
        &session,
        at,
        &[
            "keys: ",
            "Goes to the next matched sentence.",
            "q leaves help",
        ],
    );
    session.type_in("q");
    session.type_in("gm");
    at = hears(&session, at, &["there are no marks yet"]);
    session.type_in("ve");
    hears(&session, at, &["selected: ", "kind of error: ", "Accuracy"]);
    // Ctrl-C leaves the dialogue, then the selection, then the program.
    session.type_in("\u{3}\u{3}\u{3}");
    assert_eq!(session.end(), 0);
    let raw = session.raw.lock().expect("raw").clone();
    assert!(!raw.contains(&0x1B), "an escape sequence was written");
    let pairs = String::from_utf8_lossy(&raw);
    let of_seven = pairs.lines().filter(|line| line.starts_with("7 of 29 | "));
    for line in of_seven {
        assert!(line.matches(" | ").count() >= 2, "{line}");
    }
    let modes = session.master.get_termios().expect("modes");
    assert!(format!("{:?}", modes.local_flags).contains("ICANON"));
    std::fs::remove_dir_all(state).expect("our own folder");
}
