//! What lies beside a text may be anything: links, pipes, files of other rights, damaged or
//! formatted lines. Nothing but the review is ever written, and what was reviewed is read.
#![cfg(unix)]

use crate::store_kit;

use bayn::store::{Store, StoreError, is_free, is_made, open, open_to_read, undo_path};
use bayn_doc::Sides;
use bayn_doc::{Document, Edit, Neighbour, ReviewedBitext};
use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::Path;
use store_kit::{Folder, document, mark, names, review, source_text, target_text};

fn texts() -> Sides<Document> {
    Sides::new(document(&source_text(6)), document(&target_text(6)))
}

fn fresh() -> ReviewedBitext {
    review(&source_text(6), &target_text(6))
}

/// A review with a mark and an edit, folded unless `journal` says that lines are to be left.
fn reviewed(folder: &Folder, journal: bool) -> ReviewedBitext {
    let mut review = fresh();
    let mut store = Store::create(&folder.sidecar(), names(), &review).expect("made");
    let change = mark(&mut review, "thing 14", 1);
    store.append(&change).expect("written");
    store.fold(&review).expect("written anew");
    let id = review.bitext.beads[0].id;
    let change = review.edit(&Edit::Merge(id, Neighbour::Next));
    store.append(&change.expect("two")).expect("written");
    let change = mark(&mut review, "thing 28", 2);
    store.append(&change).expect("written");
    if !journal {
        store.fold(&review).expect("written anew");
    }
    review
}

fn pipe(path: &Path) {
    let made = std::process::Command::new("mkfifo").arg(path).status();
    assert!(made.expect("mkfifo runs").success());
}

#[test]
fn no_helper_file_is_written_through_a_link() {
    let folder = Folder::new("links");
    let victim = folder.0.join("victim");
    fs::write(&victim, "precious\n").expect("written");
    let sidecar = folder.sidecar();
    let beside = |end: &str| folder.0.join(format!("report.en.txt.bayn.jsonl{end}"));
    symlink(&victim, beside(".new")).expect("a link");
    symlink(&victim, beside(".bak")).expect("a link");
    let mut review = reviewed(&folder, true);
    // The texts changed: a copy of the old review is kept.
    let target = target_text(6).replace("thing 14", "things 14");
    let (mut store, changed, _) = open(
        &sidecar,
        Sides::new(document(&source_text(6)), document(&target)),
    )
    .expect("it opens")
    .expect("there");
    store.accept(&changed).expect("written");
    drop(store);
    assert!(!beside(".bak").is_symlink());
    assert_eq!(fs::read(&victim).expect("read"), b"precious\n");

    // The history is locked and appended to: a link there is refused.
    fs::remove_file(undo_path(&sidecar)).expect("gone");
    symlink(&victim, undo_path(&sidecar)).expect("a link");
    let error = open(&sidecar, texts()).expect_err("refused");
    assert!(error.to_string().contains("symbolic link"), "{error}");
    let other = folder.0.join("other.bayn.jsonl");
    symlink(&victim, undo_path(&other)).expect("a link");
    assert!(Store::create(&other, names(), &review).is_err());
    assert_eq!(fs::read(&victim).expect("read"), b"precious\n");

    // So is the review itself, whatever it leads to.
    let away = Folder::new("links-away");
    review = reviewed(&away, false);
    let before = fs::read(away.sidecar()).expect("read");
    let link = folder.0.join("link.bayn.jsonl");
    symlink(away.sidecar(), &link).expect("a link");
    let error = open(&link, texts()).expect_err("refused");
    assert!(error.to_string().contains("symbolic link"), "{error}");
    assert!(!undo_path(&link).exists(), "nothing is made beside it");
    let (read, _) = open_to_read(&link, texts()).expect("read").expect("there");
    assert_eq!(read.notes, review.notes);
    assert_eq!(fs::read(away.sidecar()).expect("read"), before);
    let dangling = folder.0.join("dangling.bayn.jsonl");
    symlink(folder.0.join("nothing"), &dangling).expect("a link");
    assert!(Store::create(&dangling, names(), &review).is_err());
    assert!(!folder.0.join("nothing").exists());
}

#[test]
fn rights_and_owner_outlive_the_fold() {
    let folder = Folder::new("rights");
    let before = reviewed(&folder, true);
    fs::set_permissions(folder.sidecar(), Permissions::from_mode(0o600)).expect("set");
    let owner = fs::metadata(folder.sidecar()).expect("there").uid();
    let (mut store, review, _) = open(&folder.sidecar(), texts())
        .expect("it opens")
        .expect("there");
    store.fold(&review).expect("written anew");
    let meta = fs::metadata(folder.sidecar()).expect("there");
    assert_eq!((meta.mode() & 0o7777, meta.uid()), (0o600, owner));
    assert_eq!(review.notes, before.notes);
}

#[test]
fn what_is_no_file_is_refused_without_waiting() {
    for what in ["sidecar", "history"] {
        let folder = Folder::new(&format!("pipe-{what}"));
        drop(reviewed(&folder, false));
        let path = match what {
            "sidecar" => folder.sidecar(),
            _ => undo_path(&folder.sidecar()),
        };
        fs::remove_file(&path).expect("gone");
        pipe(&path);
        let error = open(&folder.sidecar(), texts()).expect_err("refused");
        assert!(error.to_string().contains("a pipe"), "{error}");
        fs::remove_file(&path).expect("gone");
        fs::create_dir(&path).expect("a folder");
        assert!(open(&folder.sidecar(), texts()).is_err());
    }
}

/// A byte that is no UTF-8 counts as one, although it is shown as three.
#[test]
fn a_damaged_byte_does_not_move_the_cut() {
    for name in ["sidecar", "history"] {
        let folder = Folder::new(&format!("lossy-{name}"));
        let before = reviewed(&folder, true);
        let path = match name {
            "sidecar" => folder.sidecar(),
            _ => undo_path(&folder.sidecar()),
        };
        let mut bytes = fs::read(&path).expect("read");
        let at = bytes
            .windows(4)
            .position(|four| four == b"note")
            .expect("the note of the first mark");
        // Within a text of the user's: `note 1` becomes `not\xff 1`, twice as long when decoded.
        let at = bytes[at + 4..]
            .windows(5)
            .position(|five| five == b"note ")
            .map_or(at, |more| at + 4 + more);
        bytes[at + 3] = 0xff;
        let whole = bytes.len();
        bytes.extend_from_slice(b"{\"c\":99,\"do\":\"ma");
        fs::write(&path, &bytes).expect("written");
        let (mut store, mut after, report) = open(&folder.sidecar(), texts())
            .expect("it opens")
            .expect("there");
        assert_eq!(fs::read(&path).expect("read"), &bytes[..whole], "{name}");
        assert_eq!(report.foreign, [], "{name}");
        assert_eq!(after.bitext, before.bitext);
        let change = mark(&mut after, "thing 7", 3);
        store.append(&change).expect("written");
        drop(store);
        let (_, again, report) = open(&folder.sidecar(), texts())
            .expect("it opens")
            .expect("there");
        assert_eq!(again, after, "{name}");
        assert_eq!((report.foreign, report.torn), (Vec::new(), None));
    }
}

/// Formatters sort keys and put spaces between them; the lines stay ours.
#[test]
fn lines_are_told_by_what_they_say() {
    let folder = Folder::new("sorted");
    let before = reviewed(&folder, true);
    let text = fs::read_to_string(folder.sidecar()).expect("read");
    let sorted = |line: &str| {
        let value: serde_json::Value = serde_json::from_str(line).expect("JSON");
        let mut fields: Vec<_> = value.as_object().expect("an object").iter().collect();
        fields.sort_by(|one, other| one.0.cmp(other.0));
        let fields: Vec<String> = fields
            .iter()
            .map(|(key, value)| format!("\"{key}\" : {value}"))
            .collect();
        format!("{{ {} }}\n", fields.join(", "))
    };
    let backwards = |line: &str| {
        let value: serde_json::Value = serde_json::from_str(line).expect("JSON");
        let mut fields: Vec<_> = value.as_object().expect("an object").iter().collect();
        fields.sort_by(|one, other| other.0.cmp(one.0));
        let fields: Vec<String> = fields
            .iter()
            .map(|(key, value)| format!("\"{key}\":{value}"))
            .collect();
        format!("{{{}}}\n", fields.join(","))
    };
    let ways: [&dyn Fn(&str) -> String; 2] = [&sorted, &backwards];
    for way in ways {
        let formatted: String = text.lines().map(way).collect();
        fs::write(folder.sidecar(), formatted).expect("written");
        let (_, after, report) = open(&folder.sidecar(), texts())
            .expect("it opens")
            .expect("there");
        assert_eq!(report.foreign, []);
        assert_eq!(
            (&after.bitext, &after.notes),
            (&before.bitext, &before.notes)
        );
        assert_eq!(after.history, before.history);
    }
}

#[test]
fn a_score_out_of_range_is_a_line_that_is_not_understood() {
    let folder = Folder::new("scores");
    let before = reviewed(&folder, false);
    let text = fs::read_to_string(folder.sidecar()).expect("read");
    for score in ["-5", "1e12", "100.5"] {
        let line = format!("{{\"rating\":{score},\"on\":1,\"by\":\"r\",\"at\":1}}\n");
        fs::write(folder.sidecar(), format!("{text}{line}")).expect("written");
        let (review, report) = open_to_read(&folder.sidecar(), texts())
            .expect("it opens")
            .expect("there");
        assert_eq!(report.foreign.len(), 1, "{score}");
        assert_eq!(review.notes, before.notes);
    }
}

#[test]
fn a_review_made_meanwhile_is_not_written_over() {
    let folder = Folder::new("meanwhile");
    drop(reviewed(&folder, false));
    let text = fs::read(folder.sidecar()).expect("read");
    let history = fs::read(undo_path(&folder.sidecar())).expect("read");
    assert!(matches!(
        Store::create(&folder.sidecar(), names(), &fresh()),
        Err(StoreError::ChangedOutside(_))
    ));
    assert_eq!(fs::read(folder.sidecar()).expect("read"), text);
    assert_eq!(
        fs::read(undo_path(&folder.sidecar())).expect("read"),
        history
    );
}

#[test]
fn who_looks_at_the_lock_does_not_take_it() {
    let folder = Folder::new("free");
    assert!(is_free(&folder.sidecar()));
    assert!(!undo_path(&folder.sidecar()).exists());
    let store = Store::create(&folder.sidecar(), names(), &fresh()).expect("made");
    assert!(!is_free(&folder.sidecar()));
    drop(store);
    // A process that another test is just starting holds all that is open here until its program runs.
    let freed = (0..500).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(10));
        is_free(&folder.sidecar())
    });
    assert!(freed);
    assert!(open(&folder.sidecar(), texts()).is_ok());
}

/// A crash in the midst of writing leaves a neighbour; the next who may write takes it away.
#[test]
fn what_a_crash_left_is_taken_away() {
    let folder = Folder::new("swept");
    drop(reviewed(&folder, false));
    let left = folder.0.join(".report.en.txt.bayn.jsonl.a1B2c3.new");
    fs::write(&left, "half").expect("written");
    drop(open(&folder.sidecar(), texts()).expect("it opens"));
    assert!(!left.exists());
}

/// Somebody touched the file, or a full disk took its bytes: there is no review yet, and one begins.
#[test]
fn an_empty_file_is_no_review_yet() {
    let folder = Folder::new("empty");
    fs::write(folder.sidecar(), "").expect("written");
    fs::set_permissions(folder.sidecar(), Permissions::from_mode(0o600)).expect("set");
    assert!(!is_made(&folder.sidecar()));
    assert!(
        open(&folder.sidecar(), texts())
            .expect("no error")
            .is_none()
    );
    assert!(
        open_to_read(&folder.sidecar(), texts())
            .expect("no error")
            .is_none()
    );
    let before = reviewed(&folder, false);
    assert!(is_made(&folder.sidecar()));
    let (read, _) = open_to_read(&folder.sidecar(), texts())
        .expect("read")
        .expect("there");
    assert_eq!(read.notes, before.notes);
    let rights = fs::metadata(folder.sidecar()).expect("there").mode();
    assert_eq!(rights & 0o777, 0o600);
}

/// What is no review is refused, and nothing is made beside it.
#[test]
fn no_history_is_made_beside_what_is_no_review() {
    for (name, text) in [
        ("text", "A text.\n"),
        ("json", "{\"a\":1}\n"),
        ("newer", "{\"bayn\":99}\n"),
    ] {
        let folder = Folder::new(name);
        fs::write(folder.sidecar(), text).expect("written");
        assert!(matches!(
            open(&folder.sidecar(), texts()),
            Err(StoreError::Unreadable(..))
        ));
        assert!(!undo_path(&folder.sidecar()).exists(), "{name}");
        assert_eq!(fs::read(folder.sidecar()).expect("read"), text.as_bytes());
    }
}
