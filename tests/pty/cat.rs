//! `bayn cat` on a terminal, alone and in a pipe: what it asks, what it hears, what it leaves.

use crate::session::Session;
use std::path::PathBuf;

/// Meem, reh, hah: logical, and as they are drawn.
const WORD: &str = "\u{645}\u{631}\u{62d}";
const DRAWN: &str = "\u{fea1}\u{feae}\u{fee3}";
const XTERM: &str = "\u{1b}P>|XTerm(379)\u{1b}\\\u{1b}[>41;379;0c\u{1b}[?64c";
const VTE: &str = "\u{1b}[8;1$y\u{1b}[>65;7006;1c\u{1b}[?65c";

fn file(name: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
        .join(format!("cat-{name}-{}.txt", std::process::id()));
    std::fs::write(&path, format!("{WORD}\nplain\n")).expect("a file");
    path
}

fn raw(session: &Session) -> String {
    String::from_utf8_lossy(&session.raw.lock().expect("raw")).into_owned()
}

/// Answers as a terminal does: DA1 first, then the rest.
fn answer(session: &mut Session, answers: &str) {
    session.wait("the first question", |_| raw(session).contains("\u{1b}[c"));
    session.type_in("\u{1b}[?64c");
    session.wait("the other questions", |_| {
        raw(session).contains("\u{1b}[>q")
    });
    session.type_in(answers);
}

#[test]
fn a_file_is_shown_as_the_terminal_needs_it() {
    let path = file("alone");
    for (answers, shown) in [
        (XTERM, DRAWN.to_owned()),
        (VTE, DRAWN.chars().flat_map(|c| [c, '\u{200e}']).collect()),
    ] {
        let line = format!("\"$BAYN\" cat {}", path.display());
        let mut session = Session::start_line(&line, (30, 10), &[]);
        answer(&mut session, answers);
        session.wait_text("plain");
        assert_eq!(session.end(), 0);
        session.assert_clean();
        session.drain();
        let raw = raw(&session);
        assert!(raw.contains(&shown), "{raw:?}");
        assert!(!raw.contains("\u{1b}[8l"), "no mode is entered: {raw:?}");
    }
    std::fs::remove_file(path).expect("our own");
}

#[test]
fn a_filter_hears_the_terminal_beside_its_input() {
    let path = file("filter");
    let line = format!("cat {} | \"$BAYN\" cat", path.display());
    let mut session = Session::start_line(&line, (30, 10), &[]);
    answer(&mut session, XTERM);
    session.wait_text("plain");
    assert_eq!(session.end(), 0);
    session.assert_clean();
    session.drain();
    assert!(raw(&session).contains(&format!("   {DRAWN}")));
    std::fs::remove_file(path).expect("our own");
}

#[test]
fn nothing_is_asked_while_somebody_has_the_terminal() {
    let path = file("quiet");
    let line = format!("stty -echo; \"$BAYN\" cat {}; stty echo", path.display());
    let mut session = Session::start_line(&line, (30, 10), &[("XTERM_VERSION", "XTerm(379)")]);
    session.wait_text("plain");
    assert_eq!(session.end(), 0);
    session.drain();
    let raw = raw(&session);
    assert!(raw.contains(DRAWN) && !raw.contains("\u{1b}[c"), "{raw:?}");
    std::fs::remove_file(path).expect("our own");
}

#[test]
fn less_pages_what_was_encoded_for_the_terminal() {
    if std::process::Command::new("less")
        .arg("--version")
        .output()
        .is_err()
    {
        return testkit::skip(format_args!("less is absent"));
    }
    let path = file("less");
    let line = format!("\"$BAYN\" cat --for-terminal {} | less -R", path.display());
    let env = [
        ("XTERM_VERSION", "XTerm(379)"),
        ("LC_ALL", "C.UTF-8"),
        ("LESS", ""),
    ];
    let mut session = Session::start_line(&line, (30, 10), &env);
    session.wait_text("plain");
    session.wait("the letters at the right edge", |screen| {
        screen
            .contents()
            .contains(&format!("{}{DRAWN}", " ".repeat(27)))
    });
    assert!(
        !raw(&session).contains("\u{1b}[c"),
        "a pager reads the keys"
    );
    session.type_in("q");
    assert_eq!(session.end(), 0);
    std::fs::remove_file(path).expect("our own");
}
