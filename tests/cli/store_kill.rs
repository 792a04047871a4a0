//! Kills a program that writes a review, 200 times at random moments, and fills its disk:
//! what was acknowledged is there, and nothing else is broken.
//!
//! The program is this very test file, started again with a sidecar named in its environment.

use crate::store_kit;

use bayn::store::{Store, open};
use bayn_doc::{BeadStatus, Edit, LinkState, Neighbour, ReviewedBitext};
use bayn_doc::{Side, Sides};
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use store_kit::{Folder, document, mark, names, review, source_text, target_text};

const SIDECAR: &str = "BAYN_KILL_TEST_SIDECAR";
const SENTENCES: usize = 30;

fn load(path: &Path) -> (Store, ReviewedBitext) {
    let texts = Sides::new(
        document(&source_text(SENTENCES)),
        document(&target_text(SENTENCES)),
    );
    let (store, review, report) = open(path, texts).expect("it opens").expect("it is there");
    assert!(report.misfits.is_empty() && report.foreign.is_empty());
    assert!(report.orphans.is_empty() && !report.texts_changed());
    (store, review)
}

/// Does the command with this number: a mark, a verdict or an edit, all different.
fn step(review: &mut ReviewedBitext, number: usize) -> bayn_doc::Change {
    let place = number % review.bitext.beads.len();
    let (id, link) = {
        let bead = &review.bitext.beads[place];
        (bead.id, bead.link)
    };
    match number % 3 {
        0 => mark(review, "number 7", number as u64),
        1 => {
            let status = BeadStatus::Rejected(format!("reason {number}"));
            review
                .set_status(id, Some(status), "r", number as u64)
                .expect("another reason")
        }
        _ => structure(review, number, id, link),
    }
}

/// Changes the alignment: moves text, cuts and joins beads, confirms. What one kind of edit
/// refuses here another does; the last of them always can.
fn structure(
    review: &mut ReviewedBitext,
    number: usize,
    id: bayn_doc::BeadId,
    link: LinkState,
) -> bayn_doc::Change {
    let side = Side::BOTH[number % 2];
    let next = match link {
        LinkState::Confirmed => LinkState::Edited,
        _ => LinkState::Confirmed,
    };
    let edits = [
        Edit::Shift(id, side, Neighbour::Next),
        Edit::Link(id, next),
        Edit::Shift(id, side, Neighbour::Previous),
        Edit::Merge(id, Neighbour::Next),
        Edit::Unlink(id),
    ];
    let turn = number / 3 % edits.len();
    let in_turn = edits.iter().cycle().skip(turn).take(edits.len());
    for edit in in_turn {
        if let Ok(change) = review.edit(edit) {
            return change;
        }
    }
    unreachable!("a link can always be confirmed or opened")
}

/// Works until it is killed; does nothing unless another test started it.
#[test]
fn works_until_it_is_killed() {
    let Some(path) = std::env::var_os(SIDECAR) else {
        return;
    };
    let (mut store, mut review) = load(Path::new(&path));
    let mut out = std::io::stdout();
    let mut say = |text: String| {
        let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    };
    say(format!("\nbegin {}\n", review.history.done.len()));
    for number in review.history.done.len().. {
        let change = step(&mut review, number);
        if let Err(error) = store.append(&change) {
            say(format!("failed {error}\n"));
            assert!(store.has_pending());
            let again = step(&mut review, number + 1);
            assert!(store.append(&again).is_err(), "the disk is still full");
            say("kept\n".into());
            // The parent makes room and says so.
            let mut line = String::new();
            let _ = std::io::stdin().read_line(&mut line);
            store.flush().expect("there is room again");
            say(format!("done {}\n", number + 2));
            return;
        }
        say(format!("done {}\n", number + 1));
        if number % 7 == 6 && std::env::var_os("BAYN_KILL_TEST_NO_FOLD").is_none() {
            store.fold(&review).expect("folded");
        }
    }
}

fn start(mut command: Command, path: &Path) -> (Child, BufReader<std::process::ChildStdout>) {
    let mut child = command
        .env(SIDECAR, path)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()
        .expect("this test can be started again");
    let out = BufReader::new(child.stdout.take().expect("piped"));
    (child, out)
}

const CHILD: [&str; 3] = [
    "store_kill::works_until_it_is_killed",
    "--exact",
    "--nocapture",
];

fn fresh(name: &str) -> Folder {
    let folder = Folder::new(name);
    let review = review(&source_text(SENTENCES), &target_text(SENTENCES));
    Store::create(&folder.sidecar(), names(), &review).expect("a new sidecar");
    folder
}

#[test]
fn two_hundred_kills_lose_at_most_the_command_under_way() {
    let program = std::env::current_exe().expect("this test has a file");
    let mut dice = 0x9e37_79b9_u64;
    let (mut kills, mut commands, mut under_way) = (0, 0, 0);
    let mut folder = fresh("kill-first");
    while kills < 200 {
        if kills % 20 == 0 {
            folder = fresh(&format!("kill-{kills}"));
        }
        let mut command = Command::new(&program);
        command.args(CHILD);
        let (mut child, mut out) = start(command, &folder.sidecar());
        let mut line = String::new();
        while !line.starts_with("begin") {
            line.clear();
            assert!(out.read_line(&mut line).expect("readable") > 0, "no start");
        }
        let begin: usize = line[5..].trim().parse().expect("a number");
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        std::thread::sleep(Duration::from_micros((dice >> 40) % 20_000));
        child.kill().expect("it runs");
        child.wait().expect("it ends");
        kills += 1;
        let mut rest = String::new();
        out.read_to_string(&mut rest).expect("readable");
        let said = rest
            .lines()
            .filter_map(|line| line.strip_prefix("done ")?.parse::<usize>().ok())
            .next_back()
            .unwrap_or(begin);
        let (_, review) = load(&folder.sidecar());
        let done = review.history.done.len();
        assert!(
            done == said || done == said + 1,
            "{done} found, {said} acknowledged"
        );
        let mut again = store_kit::review(&source_text(SENTENCES), &target_text(SENTENCES));
        for number in 0..done {
            step(&mut again, number);
        }
        assert_eq!(again.bitext, review.bitext);
        assert_eq!(again.notes, review.notes);
        under_way += done - said;
        commands += done - begin;
    }
    eprintln!("{kills} kills, {commands} commands, {under_way} written but not yet said");
    assert!(commands > kills, "the kills came while it wrote");
}

/// A limit on the size of files stands for a full disk: the same failed write, and real.
#[test]
#[cfg(unix)]
fn a_full_disk_is_said_and_nothing_is_lost() {
    let program = std::env::current_exe().expect("this test has a file");
    if Command::new("prlimit").arg("--version").output().is_err() {
        testkit::skip("prlimit (util-linux) is not there");
        return;
    }
    let folder = fresh("full");
    let mut command = Command::new("sh");
    command
        .args(["-c", "trap '' XFSZ; ulimit -S -f 64; exec \"$0\" \"$@\""])
        .arg(&program)
        .args(CHILD)
        .env("BAYN_KILL_TEST_NO_FOLD", "1");
    let (mut child, mut out) = start(command, &folder.sidecar());
    let mut said = 0;
    let mut failed = String::new();
    loop {
        let mut line = String::new();
        assert!(
            out.read_line(&mut line).expect("readable") > 0,
            "it ended early"
        );
        if let Some(number) = line.strip_prefix("done ") {
            said = number.trim().parse().expect("a number");
        } else if line.starts_with("failed") {
            failed = line;
        } else if line.starts_with("kept") {
            break;
        }
    }
    assert!(failed.contains("could not save the changes"), "{failed}");
    assert!(said > 10);
    // What is on the disk are the acknowledged lines, whole.
    let text = std::fs::read_to_string(folder.sidecar()).expect("readable");
    assert!(text.ends_with('\n'));
    assert_eq!(
        text.lines()
            .filter(|line| line.starts_with("{\"c\":"))
            .count(),
        said
    );
    let room = Command::new("prlimit")
        .args(["--pid", &child.id().to_string(), "--fsize=unlimited:"])
        .status()
        .expect("prlimit runs");
    assert!(room.success());
    let mut tell = child.stdin.take().expect("piped");
    tell.write_all(b"room\n").expect("it listens");
    assert!(child.wait().expect("it ends").success());
    let mut rest = String::new();
    out.read_to_string(&mut rest).expect("readable");
    assert!(rest.contains(&format!("done {}", said + 2)), "{rest}");
    let (_, review) = load(&folder.sidecar());
    assert_eq!(review.history.done.len(), said + 2);
}
