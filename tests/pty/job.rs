//! Thirty pairs as one job in a real pseudo-terminal: opened, gone through by keys, killed, and opened
//! again at its place.

use crate::session::{PLAIN, Session, patience};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

const PAIRS: usize = 30;

/// A folder of one's own with thirty pairs and their list.
fn job(name: &str) -> (PathBuf, String) {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
        .join(format!("pty-job-{name}-{}", std::process::id()));
    let _gone = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder");
    let mut list = String::new();
    for at in 1..=PAIRS {
        let english =
            format!("House {at} is open.\n\nIt is red.\n\nIt has a gate.\n\nIt is old.\n");
        let german =
            format!("Haus {at} ist offen.\n\nEs ist rot.\n\nEs hat ein Tor.\n\nEs ist alt.\n");
        for (lang, text) in [("en", english), ("de", german)] {
            std::fs::write(folder.join(format!("{at:02}.{lang}.txt")), text).expect("a text");
        }
        let _ = writeln!(list, "{at:02}.en.txt\t{at:02}.de.txt");
    }
    let path = folder.join("job.tsv");
    std::fs::write(&path, list).expect("a list");
    (folder, path.to_string_lossy().into_owned())
}

fn open(folder: &Path, list: &str, more: &[&str]) -> Session {
    let keep = folder.join("state").to_string_lossy().into_owned();
    let args = [&PLAIN, more, &[list]].concat();
    let session = Session::start_with(&args, (100, 45), &[("XDG_STATE_HOME", &keep)]);
    session.wait_text("30/30");
    session.wait_text("30 pairs of texts");
    session
}

/// Returns the line of the list that is chosen.
fn chosen(screen: &vt100::Screen) -> String {
    let text = screen.contents();
    let line = text.lines().find(|line| line.starts_with('\u{25b8}'));
    line.unwrap_or_default().to_owned()
}

/// Waits until the place of a text is on the disk.
#[track_caller]
fn wait_for_place(folder: &Path, file: &str, sentence: usize) {
    let wanted = format!("\"sentence\":{sentence},");
    let until = Instant::now() + patience();
    let mut kept = String::new();
    while Instant::now() < until {
        kept = std::fs::read_to_string(folder.join("state/bayn/recent.jsonl")).unwrap_or_default();
        let first = kept.lines().next().unwrap_or_default();
        if first.contains(file) && first.contains(&wanted) {
            return;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    panic!("waited in vain for {file}, {sentence}: {kept}");
}

fn kill(mut session: Session) {
    session.signal("-KILL");
    session.end();
}

#[test]
fn thirty_pairs_are_gone_through_killed_and_opened_again_at_their_place() {
    let (folder, list) = job("kill");
    let mut session = open(&folder, &list, &[]);
    session.wait("the first pair", |screen| {
        chosen(screen).contains("01.en.txt")
    });
    session.type_in("\r");
    session.wait_text("Haus 1 ist offen.");
    session.type_in("a");
    session.wait_text("reviewed 1/4");
    for at in 2..=7 {
        session.type_in("]f");
        session.wait_text(&format!("Haus {at} ist offen."));
        session.wait_text(&format!("{at}/30"));
    }
    session.type_in("jjaj");
    session.wait_text("reviewed 1/4");
    session.wait_text("4/4");
    wait_for_place(&folder, "07.de.txt", 3);
    kill(session);

    let mut session = open(&folder, &list, &[]);
    session.wait_text("reviewed 2/8, in progress 2/30");
    session.wait("the pair that was read", |screen| {
        chosen(screen).contains("07.en.txt")
    });
    session.wait("how far it is", |screen| chosen(screen).contains("1/4"));
    session.type_in("\r");
    session.wait_text("Haus 7 ist offen.");
    session.wait_text("4/4");
    session.wait_text("reviewed 1/4");
    session.type_in("]f");
    session.wait_text("Haus 8 ist offen.");
    session.type_in("[f");
    session.wait_text("Haus 7 ist offen.");
    session.wait_text("4/4");
    // Who did nothing but go on comes back there too.
    session.type_in("]f");
    session.wait_text("Haus 8 ist offen.");
    wait_for_place(&folder, "08.de.txt", 0);
    kill(session);

    let mut session = open(&folder, &list, &[]);
    session.wait("the pair that was opened", |screen| {
        chosen(screen).contains("08.en.txt")
    });
    session.type_in("29.de");
    session.wait_text("1/30");
    session.type_in("\r");
    session.wait_text("Haus 29 ist offen.");
    session.type_in("]f");
    session.wait_text("Haus 30 ist offen.");
    session.type_in("]f");
    session.wait_text("these are the last texts");
    session.type_in("q");
    assert_eq!(session.end(), 0);
    session.assert_clean();
    // Who does not want to come back begins at the first.
    let session = open(&folder, &list, &["--no-resume"]);
    session.wait("the first pair", |screen| {
        chosen(screen).contains("01.en.txt")
    });
    kill(session);
    let _gone = std::fs::remove_dir_all(&folder);
}
