//! Reviews, histories, settings, keymaps and places that bayn 0.1.0 wrote open for ever.
//!
//! The files in `tests/data/0.1.0` were written by that program, about the bundled sample:
//! `marks` was folded, `links` holds edits of the alignment, `killed` was ended by `kill -9`
//! with its last line torn, `changed` saw its texts change twice. Never write them anew.

use crate::store_kit;

use bayn::store::{Report, Store, open, open_to_read};
use bayn_doc::{Document, Entry, ReviewedBitext};
use bayn_doc::{Side, Sides};
use bayn_text::{Lang, sanitise};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use store_kit::Folder;

fn kept(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data/0.1.0")
        .join(name)
}

/// Copies a kept review, since opening one may mend it.
fn copied(name: &str) -> Folder {
    let folder = Folder::new(&format!("old-{name}"));
    for entry in fs::read_dir(kept(name)).expect("kept") {
        let path = entry.expect("kept").path();
        let to = folder.0.join(path.file_name().expect("a name"));
        fs::copy(&path, to).expect("copied");
    }
    folder
}

fn texts(folder: &Folder) -> Sides<Document> {
    Sides::new("ar", "en").map(|lang: &str| {
        let path = folder.0.join(format!("report.{lang}.txt"));
        let text = fs::read_to_string(path).expect("a text");
        Document::from_text(&sanitise(&text).text, &Lang::new(lang))
    })
}

fn opened(folder: &Folder) -> (Store, ReviewedBitext, Report) {
    open(&folder.sidecar(), texts(folder))
        .expect("it opens")
        .expect("it is there")
}

/// Everything that was written and every bead that somebody touched, a line each.
fn told(review: &ReviewedBitext, report: &Report) -> String {
    let mut out = String::new();
    let bitext = &review.bitext;
    for bead in &bitext.beads {
        let first = |side: Side| -> String {
            let at = bead.sentences[side].start;
            let text = bitext.documents[side].sentence(at);
            if bead.sentences[side].is_empty() {
                return "-".to_owned();
            }
            text.chars().take(20).collect()
        };
        let (source, target) = bead.shape();
        let _ = writeln!(
            out,
            "{} {source}:{target} {:?} {:?} {}",
            bead.id.0,
            bead.kind,
            bead.link,
            first(Side::Target)
        );
        for entry in review.notes.of(bead.id) {
            let _ = writeln!(out, "    {}", entry_told(entry, review));
        }
    }
    for orphan in &report.orphans {
        let _ = writeln!(out, "lost {:?} {:?}", orphan.cause, orphan.quotes.target);
    }
    let history = &review.history;
    let _ = writeln!(
        out,
        "done {}, undone {}",
        history.done.len(),
        history.undone.len()
    );
    out
}

fn entry_told(entry: &Entry, review: &ReviewedBitext) -> String {
    let quotes: Vec<&str> = entry.spans().map_or_else(Vec::new, |spans| {
        let text = &review.bitext.documents.target.text;
        spans.target.iter().map(|span| span.of(text)).collect()
    });
    match entry {
        Entry::Mark(_, mark) => format!(
            "mark {quotes:?} {} {:?} {} {}",
            mark.category, mark.severity, mark.rater, mark.time
        ),
        Entry::Note(_, note) => format!("note {} {} {}", note.text, note.author, note.time),
        Entry::Verdict(_, verdict) => {
            format!(
                "verdict {:?} {} {}",
                verdict.status, verdict.by, verdict.time
            )
        }
        other => format!("{other:?}"),
    }
}

#[test]
fn reviews_and_their_histories_open_and_can_be_undone() {
    for name in ["marks", "links", "killed", "changed"] {
        let folder = copied(name);
        let (mut store, mut review, report) = opened(&folder);
        assert!(report.foreign.is_empty(), "{name}: {:?}", report.foreign);
        assert!(report.misfits.is_empty(), "{name}: {:?}", report.misfits);
        assert_eq!(report.torn.is_some(), name == "killed");
        assert!(!report.texts_changed(), "{name}");
        insta::assert_snapshot!(format!("{name}_of_0_1_0"), told(&review, &report));
        // Everything can be undone, and what that wrote opens again.
        while let Some(inverse) = review.undo().expect("it fits") {
            store.append_undo(&inverse).expect("written");
        }
        store.fold(&review).expect("written anew");
        drop(store);
        let (_, again, report) = opened(&folder);
        assert_eq!(again, review, "{name}");
        assert!(report.foreign.is_empty(), "{name}: {:?}", report.foreign);
    }
}

#[test]
fn the_copy_that_was_kept_when_texts_changed_opens_too() {
    let folder = copied("changed");
    let backup = folder.sidecar().with_extension("jsonl.bak");
    let (review, report) = open_to_read(&backup, texts(&folder))
        .expect("it opens")
        .expect("it is there");
    assert!(report.foreign.is_empty() && report.misfits.is_empty());
    assert!(review.notes.entries().count() >= 4);
}

#[test]
fn settings_keys_and_themes_are_understood_to_the_last_line() {
    let home = Folder::new("old-settings");
    let settings = home.0.join("bayn");
    copy_all(&kept("config"), &settings);
    let said = |args: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_bayn"))
            .args(args)
            .env("XDG_CONFIG_HOME", &home.0)
            .env("XDG_STATE_HOME", home.0.join("state"))
            .output()
            .expect("it runs");
        (
            output.status.code(),
            String::from_utf8_lossy(&output.stdout).into_owned(),
        )
    };
    assert_eq!(said(&["config", "check"]).0, Some(0));
    let (_, shown) = said(&["config", "show"]);
    let file = fs::read_to_string(kept("config/config.toml")).expect("kept");
    for line in file.lines().filter(|line| line.contains('=')) {
        let line = line.split(" #").next().unwrap_or(line);
        assert!(shown.contains(line), "{line} is not in {shown}");
    }
    let (_, keys) = said(&["keys", "--keymap", "arrows"]);
    for (keys_of, what) in [("Q ctrl-c", "Leaves"), ("ga", ""), ("f3", "")] {
        let line = keys
            .lines()
            .find(|line| line.trim_start().starts_with(keys_of));
        assert!(
            line.is_some_and(|line| line.contains(what)),
            "{keys_of}: {keys}"
        );
    }
}

fn copy_all(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("kept") {
        let path = entry.expect("kept").path();
        let to = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy_all(&path, &to);
        } else {
            fs::copy(&path, to).expect("copied");
        }
    }
}
