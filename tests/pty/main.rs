//! The program in a real pseudo-terminal: it starts, answers keys and sizes, and leaves the
//! terminal as it found it, however it ends.
#![cfg(unix)]
#![allow(
    clippy::panic,
    reason = "a test fails by panicking, in its helpers too"
)]

mod accessible;
#[cfg(feature = "model")]
mod again;
mod cat;
mod files;
mod gone;
mod home;
mod hostile;
mod input;
mod job;
mod judge;
mod looks;
mod memory;
mod session;
mod settings;
mod tutor;

use portable_pty::PtySize;
use session::{PLAIN, Session, patience};
use std::time::{Duration, Instant};

#[test]
fn the_sample_opens_and_q_leaves() {
    let mut session = Session::start(&PLAIN, (120, 36));
    session.wait_text("Twenty-six trucks");
    assert!(
        session
            .screen
            .lock()
            .expect("screen")
            .screen()
            .alternate_screen()
    );
    session.type_in("jj");
    session.wait_text("3/29");
    session.type_in("q");
    assert_eq!(session.end(), 0);
    session.assert_clean();
}

#[test]
fn one_text_opens_in_the_whole_width_and_says_how_to_add_the_other() {
    let text = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/sample/report.en.txt");
    let mut session = Session::start(&["--bidi", "visual", text], (120, 30));
    session.wait_text("`bayn report.en.txt TRANSLATION` puts its translation beside it");
    session.wait("no second pane", |screen| {
        !screen.contents().contains('\u{252c}') && screen.contents().contains("Twenty-six")
    });
    session.type_in("/convoy\rn");
    session.wait_text("match");
    session.type_in("q");
    assert_eq!(session.end(), 0);
    session.assert_clean();
}

#[test]
fn a_new_size_is_taken_and_the_pair_stays() {
    let mut session = Session::start(&PLAIN, (120, 36));
    session.wait_text("Twenty-six trucks");
    session.type_in("7G");
    session.wait_text("7/29");
    session
        .master
        .resize(PtySize {
            rows: 20,
            cols: 50,
            pixel_width: 0,
            pixel_height: 0,
        })
        .expect("a resize");
    session
        .screen
        .lock()
        .expect("screen")
        .screen_mut()
        .set_size(20, 50);
    session.wait("the narrow screen", |screen| {
        let text = screen.contents();
        text.contains("7/29") && text.contains("Twenty-six") && !text.contains('\u{252c}')
    });
    session.type_in("q");
    assert_eq!(session.end(), 0);
    session.assert_clean();
}

#[test]
fn a_panic_leaves_the_terminal_clean() {
    let mut session = Session::start_with(&PLAIN, (100, 30), &[("BAYN_PANIC", "1")]);
    session.wait_text("Twenty-six trucks");
    session.type_in("\u{1b}[24~");
    assert_ne!(session.end(), 0);
    session.assert_clean();
    let raw = String::from_utf8_lossy(&session.raw.lock().expect("raw")).into_owned();
    let left = raw
        .rfind("\u{1b}[?1049l")
        .expect("the alternate screen is left");
    assert!(
        raw[left..].contains("a panic was asked for"),
        "the message can be read"
    );
}

#[test]
fn a_panic_beside_the_reader_takes_nothing_away() {
    let mut session = Session::start_with(&PLAIN, (100, 30), &[("BAYN_PANIC", "worker")]);
    session.wait_text("Twenty-six trucks");
    session.type_in("\u{1b}[24~jj");
    session.wait_text("3/29");
    let raw = || String::from_utf8_lossy(&session.raw.lock().expect("raw")).into_owned();
    assert!(!raw().contains("1049l") && !raw().contains("a panic was asked for"));
    session.type_in("q");
    assert_eq!(session.end(), 0);
    session.assert_clean();
    session.wait("the message", |_| {
        let raw = String::from_utf8_lossy(&session.raw.lock().expect("raw")).into_owned();
        let left = raw.rfind("\u{1b}[?1049l").map_or("", |at| &raw[at..]);
        left.contains("a panic was asked for")
    });
}

#[test]
fn a_signal_during_the_first_question_leaves_the_terminal_clean() {
    for signal in ["-TERM", "-HUP", "-QUIT", "-INT"] {
        let mut session = Session::start(&PLAIN, (100, 30));
        session.wait("the question", |_| {
            let raw = session.raw.lock().expect("raw");
            raw.windows(3).any(|bytes| bytes == b"\x1b[c")
        });
        session.signal(signal);
        assert_ne!(session.end(), 0, "{signal}");
        session.assert_clean();
    }
}

#[test]
fn a_worker_that_panics_is_told_and_the_reader_goes_on() {
    let mut session = Session::start_with(&PLAIN, (100, 30), &[("BAYN_PANIC_WORK", "Check")]);
    session.wait_text("Twenty-six trucks");
    session.type_in("gq");
    session.wait_text("the checks failed; nothing was changed");
    let raw = String::from_utf8_lossy(&session.raw.lock().expect("raw")).into_owned();
    assert!(
        !raw.contains("\u{1b}[?1049l"),
        "the terminal stays the reader's"
    );
    assert!(
        !raw.contains("a panic was asked for"),
        "nothing is printed over the text"
    );
    session.type_in("gg2G");
    session.wait_text("2/29");
    session.type_in("q");
    assert_eq!(session.end(), 0);
    session.assert_clean();
}

#[test]
fn signals_end_it_and_leave_the_terminal_clean() {
    for signal in ["-TERM", "-HUP", "-QUIT", "-USR1"] {
        let mut session = Session::start(&PLAIN, (100, 30));
        session.wait_text("Twenty-six trucks");
        session.signal(signal);
        assert_ne!(session.end(), 0, "{signal}");
        session.assert_clean();
    }
}

#[test]
fn a_terminal_that_goes_away_ends_it() {
    let session = Session::start(&PLAIN, (100, 30));
    session.wait_text("Twenty-six trucks");
    let Session {
        mut child,
        master,
        writer,
        ..
    } = session;
    drop(writer);
    drop(master);
    // The reader thread still holds the terminal; the hangup is what the kernel would send.
    let pid = child.process_id().expect("a process").to_string();
    let _sent = std::process::Command::new("sh")
        .args(["-c", &format!("kill -HUP {pid}")])
        .status();
    let until = Instant::now() + patience();
    while child.try_wait().expect("a status").is_none() {
        assert!(Instant::now() < until, "the program outlived its terminal");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn control_z_stops_it_clean_and_fg_brings_it_back() {
    let mut session = Session::start(&PLAIN, (100, 30));
    session.wait_text("Twenty-six trucks");
    session.type_in("5G");
    session.wait_text("5/29");
    session.type_in("\u{1a}");
    let stat = format!("/proc/{}/stat", session.pid());
    if std::path::Path::new(&stat).exists() {
        let until = Instant::now() + patience();
        loop {
            let state = std::fs::read_to_string(&stat).unwrap_or_default();
            let state = state.rsplit(") ").next().unwrap_or("").to_owned();
            if state.starts_with('T') {
                break;
            }
            assert!(Instant::now() < until, "it did not stop: {state}");
            std::thread::sleep(Duration::from_millis(10));
        }
    }
    session.assert_clean();
    session.signal("-CONT");
    session.wait("the reader again", |screen| {
        screen.alternate_screen() && screen.contents().contains("5/29")
    });
    session.type_in("q");
    assert_eq!(session.end(), 0);
    session.assert_clean();
}

#[test]
fn one_cell_is_enough_to_live() {
    let mut session = Session::start(&PLAIN, (1, 1));
    session.wait("the alternate screen", vt100::Screen::alternate_screen);
    session.type_in("jjGggq");
    assert_eq!(session.end(), 0);
    session.assert_clean();
}

/// Two small texts in a folder of their own.
fn texts(name: &str) -> (std::path::PathBuf, [String; 2]) {
    let folder = std::path::PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
        .join(format!("pty-{name}-{}", std::process::id()));
    let _gone = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder");
    let write = |name: &str, text: &str| {
        let path = folder.join(name);
        std::fs::write(&path, text).expect("a text");
        path.to_string_lossy().into_owned()
    };
    let paths = [
        write(
            "a.en.txt",
            "One cat sat. Two dogs ran.\n\nThree birds flew.\n",
        ),
        write(
            "a.de.txt",
            "Eine Katze sass. Zwei Hunde liefen.\n\nDrei Voegel flogen.\n",
        ),
    ];
    (folder, paths)
}

fn review_of(paths: &[String; 2], keep: &str) -> Session {
    let args = [PLAIN[0], PLAIN[1], &paths[0], &paths[1]];
    let session = Session::start_with(&args, (100, 20), &[("XDG_STATE_HOME", keep)]);
    session.wait_text("Eine Katze");
    session
}

fn kill_at_once(mut session: Session) {
    session.signal("-KILL");
    session.end();
}

#[test]
fn a_review_survives_being_killed() {
    let (folder, paths) = texts("kill");
    let keep = folder.join("state").to_string_lossy().into_owned();
    let sidecar = folder.join("a.de.txt.bayn.jsonl");
    let mut session = review_of(&paths, &keep);
    session.type_in("jk");
    assert!(!sidecar.exists(), "reading leaves no file");
    session.type_in("ajR");
    session.wait_text("reason for rejecting");
    session.type_in("two cats ran\r");
    session.wait_text("reviewed 2/3");
    kill_at_once(session);
    let mut session = review_of(&paths, &keep);
    session.wait_text("reviewed 2/3");
    session.type_in("j");
    session.wait_text("rejected: two cats ran");
    // What was done can still be taken back.
    session.type_in("u");
    session.wait_text("reviewed 1/3");
    kill_at_once(session);
    let mut session = review_of(&paths, &keep);
    session.wait_text("reviewed 1/3");
    session.type_in("\u{12}");
    session.wait_text("reviewed 2/3");
    session.type_in("q");
    assert_eq!(session.end(), 0);
    let text = std::fs::read_to_string(&sidecar).expect("the sidecar");
    assert!(text.contains("two cats ran"), "{text}");
    assert!(!text.contains("{\"c\":"), "the journal was folded: {text}");
    let _gone = std::fs::remove_dir_all(&folder);
}

#[test]
fn a_mark_survives_being_killed() {
    let (folder, paths) = texts("mark");
    let keep = folder.join("state").to_string_lossy().into_owned();
    let mut session = review_of(&paths, &keep);
    session.type_in("jvweamM");
    session.wait_text("note on it");
    // The mark is on the disk before its note is typed.
    kill_at_once(session);
    let mut session = review_of(&paths, &keep);
    session.type_in("gm");
    session.wait_text("major Accuracy/Mistranslation");
    session.wait_text("Two dogs");
    session.type_in("cfrom cats\r");
    session.wait_text("from cats");
    kill_at_once(session);
    let mut session = review_of(&paths, &keep);
    session.type_in("]m");
    session.wait_text("mark 1 of 1: major Accuracy/Mistranslation");
    session.wait_text("from cats");
    session.type_in("q");
    assert_eq!(session.end(), 0);
    let _gone = std::fs::remove_dir_all(&folder);
}

#[test]
fn a_second_program_reads_only() {
    let (folder, paths) = texts("second");
    let keep = folder.join("state").to_string_lossy().into_owned();
    let mut first = review_of(&paths, &keep);
    first.type_in("a");
    first.wait_text("reviewed 1/3");
    let mut second = review_of(&paths, &keep);
    second.wait_text("another bayn has this review open");
    second.type_in("jr");
    second.wait_text("read only: another bayn");
    second.type_in("j");
    second.wait_text("READ ONLY");
    second.type_in("q");
    assert_eq!(second.end(), 0);
    first.type_in("ja");
    first.wait_text("reviewed 2/3");
    first.type_in("q");
    assert_eq!(first.end(), 0);
    let _gone = std::fs::remove_dir_all(&folder);
}

#[test]
fn texts_that_changed_keep_their_review() {
    let (folder, paths) = texts("changed");
    let keep = folder.join("state").to_string_lossy().into_owned();
    let mut session = review_of(&paths, &keep);
    session.type_in("aGr");
    session.wait_text("reviewed 2/3");
    session.type_in("q");
    assert_eq!(session.end(), 0);
    std::fs::write(
        &paths[0],
        "A new line came first.\n\nOne cat sat. Two dogs ran.\n\nThree birds flew.\n",
    )
    .expect("a text");
    let mut session = review_of(&paths, &keep);
    session.wait_text("since the last time: 1 new pair");
    session.wait_text("reviewed 2/4");
    session.type_in("a");
    session.wait_text("reviewed 3/4");
    kill_at_once(session);
    let session = review_of(&paths, &keep);
    session.wait_text("reviewed 3/4");
    assert!(folder.join("a.de.txt.bayn.jsonl.bak").exists());
    kill_at_once(session);
    let _gone = std::fs::remove_dir_all(&folder);
}

#[test]
fn a_folder_that_cannot_be_written_is_no_loss() {
    use std::os::unix::fs::PermissionsExt;
    let (folder, paths) = texts("locked");
    let keep = std::path::PathBuf::from(format!("{}-state", folder.display()));
    let state = keep.to_string_lossy().into_owned();
    let mode = |bits| {
        let permissions = std::fs::Permissions::from_mode(bits);
        std::fs::set_permissions(&folder, permissions).expect("permissions");
    };
    mode(0o500);
    if std::fs::write(folder.join("probe"), "").is_ok() {
        testkit::skip("this-user may write everywhere");
        mode(0o700);
        let _gone = std::fs::remove_dir_all(&folder);
        return;
    }
    let mut session = review_of(&paths, &state);
    session.type_in("a");
    session.wait_text("the review is saved in");
    kill_at_once(session);
    let session = review_of(&paths, &state);
    session.wait_text("reviewed 1/3");
    kill_at_once(session);
    mode(0o700);
    let _gone = std::fs::remove_dir_all(&folder);
    let _gone = std::fs::remove_dir_all(&keep);
}

#[test]
fn the_checks_run_beside_the_reader() {
    let mut session = Session::start(&PLAIN, (120, 36));
    session.wait_text("Twenty-six trucks");
    session.type_in("gq");
    session.wait_text("findings: enter opens");
    session.type_in("\r");
    session.wait("the text again", |screen| {
        !screen.contents().contains("findings:")
    });
    session.type_in("]q");
    session.wait_text("finding ");
    session.type_in("q");
    assert_eq!(session.end(), 0);
}
