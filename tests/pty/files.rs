//! Files that change while they are read: a text that becomes a pipe, a review that another
//! reader begins or leaves.

use crate::session::{PLAIN, Session};
use crate::{review_of, texts};

#[test]
fn a_text_or_a_review_that_becomes_a_pipe_keeps_nobody_waiting() {
    let (folder, paths) = texts("pipe");
    let keep = folder.join("state").to_string_lossy().into_owned();
    let args = [PLAIN[0], PLAIN[1], "--watch", &paths[0], &paths[1]];
    let mut session = Session::start_with(&args, (100, 20), &[("XDG_STATE_HOME", &keep)]);
    session.wait_text("Eine Katze");
    let pipe = |path: &std::path::Path| {
        std::fs::remove_file(path).expect("gone");
        let made = std::process::Command::new("mkfifo").arg(path).status();
        assert!(made.expect("mkfifo runs").success());
    };
    session.type_in("a");
    session.wait_text("reviewed 1/3");
    pipe(std::path::Path::new(&paths[0]));
    session.wait_text("it is a pipe");
    session.type_in("ja");
    session.wait_text("reviewed 2/3");
    // The review too: what is done goes to a file beside it.
    pipe(&folder.join("a.de.txt.bayn.jsonl"));
    session.type_in("ja");
    session.wait_text("your version is saved in");
    session.type_in("q");
    assert_eq!(session.end(), 0);
    assert!(folder.join("a.de.txt.mine.bayn.jsonl").is_file());
    let _gone = std::fs::remove_dir_all(&folder);
}

#[test]
fn the_second_reader_writes_when_the_first_has_left() {
    let (folder, paths) = texts("lock");
    let keep = folder.join("state").to_string_lossy().into_owned();
    // Both open a pair that has no review yet.
    let mut first = review_of(&paths, &keep);
    let mut second = review_of(&paths, &keep);
    first.type_in("a");
    first.wait_text("reviewed 1/3");
    // The second sees by itself that there is one now.
    second.wait_text("another bayn has this review open");
    second.wait_text("reviewed 1/3");
    second.type_in("jr");
    second.wait_text("read only: another bayn");
    second.type_in("j");
    second.wait_text("READ ONLY");
    first.type_in("ja");
    first.wait_text("reviewed 2/3");
    first.type_in("q");
    assert_eq!(first.end(), 0);
    second.wait_text("the other bayn has closed");
    second.type_in("G");
    second.wait_text("reviewed 2/3");
    second.type_in("a");
    second.wait_text("reviewed 3/3");
    second.type_in("q");
    assert_eq!(second.end(), 0);
    let text = std::fs::read_to_string(folder.join("a.de.txt.bayn.jsonl")).expect("a review");
    assert_eq!(
        text.matches("\"verdict\":\"accepted\"").count(),
        3,
        "{text}"
    );
    let _gone = std::fs::remove_dir_all(&folder);
}
