//! What is typed, pasted and answered at the terminal: the reader always hears the next key.

use crate::session::{PLAIN, Session, patience};
use crate::{review_of, texts};
use portable_pty::PtySize;
use std::io::Write;
use std::time::{Duration, Instant};

fn start() -> Session {
    let session = Session::start(&PLAIN, (100, 30));
    session.wait_text("Twenty-six trucks");
    session
}

fn resize(session: &Session, rows: u16, cols: u16) {
    let size = PtySize {
        rows,
        cols,
        pixel_width: 0,
        pixel_height: 0,
    };
    session.master.resize(size).expect("a resize");
}

#[test]
fn bursts_of_any_size_are_read_to_their_end() {
    let mut session = start();
    for kilobytes in [1, 2, 4, 16, 64] {
        session.type_in(&"j".repeat(kilobytes * 1024));
        session.wait_text("29/29");
        session.type_in("gg");
        session.wait_text("1/29");
    }
    // The mouse moves over a terminal that was left in another program's mode.
    let motions: String = (0..600)
        .map(|at| format!("\u{1b}[<35;{};{}M", 10 + at % 80, 5 + at % 20))
        .collect();
    session.type_in(&motions);
    session.type_in(&format!("\u{1b}[200~{}\u{1b}[201~", "word ".repeat(4000)));
    session.type_in("q");
    assert_eq!(session.end(), 0);
    session.assert_clean();
}

#[test]
fn held_keys_and_new_sizes_do_not_deafen_it() {
    let mut session = start();
    for round in 0..150_u16 {
        session.type_in(&"j".repeat(300));
        resize(&session, 28 + round % 5, 96 + round % 7);
    }
    session.type_in("q");
    assert_eq!(session.end(), 0);
    session.assert_clean();
}

#[test]
fn what_is_never_finished_holds_no_key_up() {
    let mut session = start();
    // Half of each kind of answer; a key follows it after a while.
    for half in [
        b"\x1b[".as_slice(),
        b"\x1b[?",
        b"\x1b[?2026;2",
        b"\x1b[?2026;2$",
        b"\x1b[>41;3",
        b"\x1b[<",
        b"\x1b[1;",
        b"\x1b[M",
        b"\x1b[M !",
        b"\x1b[[",
        b"\x1bO",
        b"\xd8",
        b"\xf0\x9f",
    ] {
        for (key, place) in [("j", "2/29"), ("k", "1/29")] {
            session.writer.write_all(half).expect("bytes are taken");
            std::thread::sleep(Duration::from_millis(150));
            session.type_in(key);
            session.wait_text(place);
        }
    }
    // Whole answers that nobody asked for are nothing, at once.
    session.type_in("\u{1b}[?2026;2$y\u{1b}[?997;1n\u{1b}[?1u\u{1b}[Ij");
    session.wait_text("2/29");
    // What follows an opener is no key; ctrl-c is heard all the same.
    session.type_in("\u{1b}]11;rgb:");
    std::thread::sleep(Duration::from_millis(150));
    session.type_in("\u{3}");
    assert_eq!(session.end(), 0);
    session.assert_clean();
}

#[test]
fn answers_that_come_late_and_in_halves_write_nothing() {
    let (folder, paths) = texts("late");
    let keep = folder.join("state").to_string_lossy().into_owned();
    let mut session = review_of(&paths, &keep);
    for (first, second) in [
        ("\u{1b}]11;rgb:1e1e/", "aaaa/aaaa\u{1b}\\"),
        ("\u{1b}P>|XTe", "aaarr(370)\u{1b}\\"),
        ("\u{1b}P>|XTerm(370)\u{1b}", "\\"),
        ("\u{1b}_Gi=31;", "aaOK\u{1b}\\"),
        ("\u{1b}[200~some", "aaar words\u{1b}[201~"),
    ] {
        session.type_in(first);
        std::thread::sleep(Duration::from_millis(300));
        session.type_in(second);
    }
    session.type_in("j");
    session.wait_text("2/3");
    session.type_in("q");
    assert_eq!(session.end(), 0);
    assert!(!folder.join("a.de.txt.bayn.jsonl").exists());
    let _gone = std::fs::remove_dir_all(&folder);
}

#[test]
fn an_answer_that_the_first_question_waited_for_in_vain_is_no_key() {
    let (folder, paths) = texts("probe");
    let args = [PLAIN[0], PLAIN[1], &paths[0], &paths[1]];
    let state = folder.to_string_lossy().into_owned();
    let env = [("XDG_STATE_HOME", state.as_str())];
    let mut session = Session::start_with(&args, (100, 20), &env);
    let asked = |session: &Session, what: &[u8]| {
        session.wait("the question", |_| {
            let raw = session.raw.lock().expect("raw");
            raw.windows(what.len()).any(|bytes| bytes == what)
        });
    };
    asked(&session, b"\x1b[c");
    session.type_in("\u{1b}[?62;22c");
    asked(&session, b"]11;?");
    // The colour comes in halves: one in time, one when the reader has long begun.
    session.type_in("\u{1b}]11;rgb:aaaa/");
    session.wait_text("Eine Katze");
    session.type_in("aaaa/aaaa\u{1b}\\\u{1b}[?62;22cj");
    session.wait_text("2/3");
    session.type_in("q");
    assert_eq!(session.end(), 0);
    assert!(!folder.join("a.de.txt.bayn.jsonl").exists());
    let _gone = std::fs::remove_dir_all(&folder);
}

#[test]
fn control_c_in_the_editor_is_the_editors() {
    let (folder, paths) = texts("editor-interrupted");
    let (script, begun) = (folder.join("editor.sh"), folder.join("begun"));
    let text = format!(
        "trap : INT\n: > {}\nsleep 5 &\nwait\nprintf 'after the break' >> \"$1\"\n",
        begun.display()
    );
    std::fs::write(&script, text).expect("a script");
    let editor = format!("sh {}", script.display());
    let state = folder.to_string_lossy().into_owned();
    let args = [PLAIN[0], PLAIN[1], &paths[0], &paths[1]];
    let env = [("XDG_STATE_HOME", state.as_str()), ("VISUAL", &editor)];
    let mut session = Session::start_with(&args, (100, 20), &env);
    session.wait_text("Eine Katze");
    session.type_in("C");
    let until = Instant::now() + patience();
    while !begun.exists() {
        assert!(Instant::now() < until, "the editor was not started");
        std::thread::sleep(Duration::from_millis(10));
    }
    session.type_in("\u{3}");
    session.wait_text("note saved");
    session.type_in("j");
    session.wait_text("2/3");
    session.type_in("k");
    session.wait_text("note: after the break");
    session.type_in("q");
    assert_eq!(session.end(), 0);
    session.assert_clean();
    let _gone = std::fs::remove_dir_all(&folder);
}
