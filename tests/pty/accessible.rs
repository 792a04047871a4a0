//! The linear form: a transcript of a session, which holds no escape sequence at all.

use crate::session::Session;
use std::time::{Duration, Instant};

/// Waits until the transcript, from `from` on, holds all of `words`; returns its length.
#[track_caller]
pub(crate) fn hears(session: &Session, from: usize, words: &[&str]) -> usize {
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
fn further_translations_are_said_by_their_numbers() {
    let root = env!("CARGO_MANIFEST_DIR");
    let files = [
        format!("{root}/assets/sample/report.ar.txt"),
        format!("{root}/assets/sample/report.en.txt"),
        format!("{root}/tests/data/several/report.2.en.txt"),
    ];
    let args = [
        "--accessible",
        "--no-cache",
        &files[0],
        &files[1],
        &files[2],
    ];
    let mut session = Session::start(&args, (100, 30));
    let at = hears(&session, 0, &["1 of 29 | "]);
    session.type_in("3G");
    let wanted = [
        "3 of 29 | ",
        " | Evacuation trucks leave last ISIS stronghold",
        " | 2: Evacuation trucks leave the last ISIS stronghold",
    ];
    hears(&session, at, &wanted);
    session.type_in("q");
    assert_eq!(session.end(), 0);
}

#[test]
fn link_mode_is_said_when_it_begins_and_when_it_ends() {
    let mut session = Session::start(&["--accessible", "--no-cache"], (100, 30));
    let at = hears(&session, 0, &["1 of 29 | "]);
    session.type_in("A");
    let at = hears(&session, at, &["LINK mode: ? lists its keys, "]);
    session.type_in("?");
    let at = hears(&session, at, &["closes help\r\nRepairing links\r\n"]);
    session.type_in("qA");
    hears(&session, at, &["LINK mode is off"]);
    session.type_in("q");
    assert_eq!(session.end(), 0);
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
        &[
            "6 of 29",
            "7 of 29, accepted | ",
            "ISIS gunmen are dug in.\r\n",
        ],
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
            "q closes help",
        ],
    );
    session.type_in("q");
    session.type_in("gs");
    at = hears(
        &session,
        at,
        &[
            "Statistics\r\n",
            "source: ar",
            "target: en",
            "time read: 0:0",
        ],
    );
    session.type_in("q");
    session.type_in("go");
    at = hears(
        &session,
        at,
        &["1 of 3", "Language: auto: The language of menus"],
    );
    session.type_in("q");
    session.type_in("gm");
    at = hears(&session, at, &["no marks yet"]);
    session.type_in("ve");
    hears(&session, at, &["selected: ", "kind of error: ", "Accuracy"]);
    // Ctrl-C leaves the dialogue, then the selection, then the program.
    session.type_in("\u{3}\u{3}\u{3}");
    assert_eq!(session.end(), 0);
    let raw = session.raw.lock().expect("raw").clone();
    assert!(!raw.contains(&0x1B), "an escape sequence was written");
    let pairs = String::from_utf8_lossy(&raw);
    let drawn =
        |c: char| matches!(c, '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' | '\u{200e}');
    assert!(
        !pairs.contains(drawn),
        "letters as they are drawn were said"
    );
    let of_seven = pairs.lines().filter(|line| line.starts_with("7 of 29 | "));
    for line in of_seven {
        assert!(line.matches(" | ").count() >= 2, "{line}");
    }
    let modes = session.master.get_termios().expect("modes");
    assert!(format!("{:?}", modes.local_flags).contains("ICANON"));
    std::fs::remove_dir_all(state).expect("our own folder");
}

/// Starts the linear form with nothing of anybody's.
fn start(name: &str, args: &[&str]) -> (Session, std::path::PathBuf) {
    let state = std::env::temp_dir().join(format!("bayn-{}-{name}", std::process::id()));
    let folder = state.to_string_lossy().into_owned();
    let env = [("XDG_STATE_HOME", &*folder), ("XDG_CONFIG_HOME", &*folder)];
    let args: Vec<&str> = ["--accessible", "--no-model"]
        .into_iter()
        .chain(args.iter().copied())
        .collect();
    (Session::start_with(&args, (100, 30), &env), state)
}

/// What was written from `from` on, once it has been quiet for a while.
fn settled(session: &Session, from: usize) -> (String, usize) {
    let mut before = usize::MAX;
    loop {
        let raw = session.raw.lock().expect("raw").clone();
        if raw.len() == before && raw.len() > from {
            return (
                String::from_utf8_lossy(&raw[from..]).into_owned(),
                raw.len(),
            );
        }
        before = raw.len();
        std::thread::sleep(Duration::from_millis(300));
    }
}

#[test]
fn filtering_marking_and_findings_are_said_in_lines() {
    let (mut session, state) = start("accessible-walk", &[]);
    hears(&session, 0, &["1 of 29 | "]);
    // The first walk waits for the checks.
    session.type_in("]q");
    let mut at = hears(&session, 0, &["finding 1 of ", "\r\n"]);
    // Each of these moves is told in exactly one line.
    for key in ["j", "j", "k", "}", "]q", "]q", "G", "gg"] {
        session.type_in(key);
        let (said, end) = settled(&session, at);
        assert_eq!(said.matches("\r\n").count(), 1, "{key}: {said}");
        assert!(said.ends_with("\r\n"), "{key}: {said}");
        at = end;
    }
    session.type_in("]q");
    at = hears(&session, at, &["of 29, ", "finding 1 of "]);
    session.type_in("ve");
    at = hears(&session, at, &["selected: ", "kind of error: "]);
    session.type_in("am");
    at = hears(
        &session,
        at,
        &["how severe is it: n neutral, m minor, M major, C critical"],
    );
    session.type_in("M");
    session.type_in("wrong\r");
    at = hears(&session, at, &["wrong", "major Accuracy/Mistranslation"]);
    session.type_in("gm");
    at = hears(&session, at, &["marks: 1 of 1: pair "]);
    session.type_in("q");
    session.type_in("f");
    at = hears(&session, at, &["filter: 1 of ", "pairs match"]);
    session.type_in("u\r");
    at = hears(&session, at, &["on, "]);
    session.type_in("j");
    hears(&session, at, &["of 29"]);
    session.type_in("q");
    assert_eq!(session.end(), 0);
    let raw = session.raw.lock().expect("raw").clone();
    let steers = |byte: &u8| *byte < 0x20 && !matches!(*byte, b'\r' | b'\n');
    assert!(!raw.iter().any(steers), "a control was written");
    std::fs::remove_dir_all(state).expect("our own folder");
}

#[test]
fn the_lines_are_arabic_where_the_interface_is() {
    let (mut session, state) = start("accessible-arabic", &["--lang-ui", "ar"]);
    let mut at = hears(&session, 0, &["1 \u{645}\u{646} 29 | "]);
    for keys in [
        "j", "]q", "ve", "am", "M", "\r", "gm", "q", "f", "u\r", "F", "a", "u", "w", "?",
    ] {
        session.type_in(keys);
        let (said, end) = settled(&session, at);
        let ours = said.split(" | ").filter(|part| !part.contains("\u{201c}"));
        for word in [
            "finding", "pair", "major", "word:", "kind", "filter", "Goes", "accepted", "verdict",
            "selected", "of 29",
        ] {
            assert!(
                ours.clone().all(|part| !part.contains(word)),
                "{keys}: {word}: {said}"
            );
        }
        at = end;
    }
    session.type_in("qq");
    assert_eq!(session.end(), 0);
    std::fs::remove_dir_all(state).expect("our own folder");
}
