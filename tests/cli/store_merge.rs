//! Two people's reviews of the same texts are joined; what they disagree about is listed.

use crate::store_kit;

use bayn::store::{Conflict, MergeError, Store, merge, open_to_read, write};
use bayn_doc::{BeadId, BeadStatus, Edit, Entry, EntryKey, LinkState, Neighbour, ReviewedBitext};
use bayn_doc::{Side, Sides};
use std::process::Command;
use store_kit::{Folder, document, mark, marked, names, review, source_text, target_text};

fn base() -> ReviewedBitext {
    let mut review = review(&source_text(12), &target_text(12));
    mark(&mut review, "number 0", 1);
    review
}

fn text(review: &ReviewedBitext) -> String {
    write(&names(), &review.bitext, &review.notes, &[], &[])
}

fn read(folder: &Folder, text: &str) -> ReviewedBitext {
    std::fs::write(folder.sidecar(), text).expect("writable");
    let texts = Sides::new(document(&source_text(12)), document(&target_text(12)));
    let (review, report) = open_to_read(&folder.sidecar(), texts)
        .expect("it reads")
        .expect("it is there");
    assert!(!report.texts_changed() && report.foreign.is_empty());
    assert!(review.bitext.is_tiled());
    review
}

fn ids(review: &ReviewedBitext) -> Vec<BeadId> {
    review.bitext.beads.iter().map(|bead| bead.id).collect()
}

/// Ours merges two beads and marks, theirs unlinks another, cuts a sentence and judges.
fn both() -> (ReviewedBitext, ReviewedBitext, ReviewedBitext) {
    let base = base();
    let (mut ours, mut theirs) = (base.clone(), base.clone());
    let names = ids(&base);
    ours.edit(&Edit::Merge(names[2], Neighbour::Next))
        .expect("two");
    mark(&mut ours, "number 3", 2);
    theirs.edit(&Edit::Unlink(names[6])).expect("linked");
    let middle = theirs.bitext.documents.target.sentences[9].span.start + 9;
    theirs
        .edit(&Edit::CutSentence(Side::Target, middle))
        .expect("cut");
    theirs.set_status(names[8], Some(BeadStatus::Accepted), "b", 3);
    mark(&mut theirs, "thing 77", 4);
    (base, ours, theirs)
}

fn assert_joined(joined: &ReviewedBitext, ours: &ReviewedBitext, theirs: &ReviewedBitext) {
    assert_eq!(marked(joined), ["number 0", "number 3", "thing 77"]);
    let names = ids(theirs);
    assert!(joined.notes.verdict(names[9]).is_some());
    assert_eq!(joined.bitext.beads.len(), ours.bitext.beads.len() + 1);
    assert_eq!(joined.bitext.documents.target.sentences.len(), 13);
}

#[test]
fn edits_of_different_beads_are_all_taken() {
    let folder = Folder::new("merge");
    let (base, ours, theirs) = both();
    let merged = merge(Some(&text(&base)), &text(&ours), &text(&theirs)).expect("same texts");
    assert_eq!(merged.conflicts, vec![]);
    assert_joined(&read(&folder, &merged.text), &ours, &theirs);
    let back = merge(Some(&text(&base)), &text(&theirs), &text(&ours)).expect("same texts");
    assert_eq!(read(&folder, &back.text), read(&folder, &merged.text));
    // Without the ancestor nothing is lost either; who touched a bead goes first.
    let alone = merge(None, &text(&ours), &text(&theirs)).expect("same texts");
    let joined = read(&folder, &alone.text);
    assert_eq!(marked(&joined), ["number 0", "number 3", "thing 77"]);
}

#[test]
fn git_merges_edits_of_different_beads_by_itself() {
    let folder = Folder::new("git");
    let (base, ours, theirs) = both();
    let paths = ["ours", "base", "theirs"].map(|name| folder.0.join(name));
    for (path, review) in paths.iter().zip([&ours, &base, &theirs]) {
        std::fs::write(path, text(review)).expect("writable");
    }
    let Ok(output) = Command::new("git")
        .args(["merge-file", "-p"])
        .args(&paths)
        .output()
    else {
        testkit::skip("git is not there");
        return;
    };
    assert!(output.status.success(), "git found a conflict");
    let merged = String::from_utf8(output.stdout).expect("text");
    assert_joined(&read(&folder, &merged), &ours, &theirs);
}

#[test]
fn what_both_changed_is_listed_and_theirs_is_kept() {
    let folder = Folder::new("conflict");
    let base = base();
    let (mut ours, mut theirs) = (base.clone(), base.clone());
    let names = ids(&base);
    ours.set_status(names[1], Some(BeadStatus::Accepted), "a", 5);
    theirs.set_status(names[1], Some(BeadStatus::Rejected("no".into())), "b", 6);
    ours.edit(&Edit::Merge(names[4], Neighbour::Next))
        .expect("two");
    theirs.edit(&Edit::Unlink(names[5])).expect("linked");
    let (id, first) = {
        let (id, mark) = base.notes.marks().next().expect("marked");
        (id, mark.clone())
    };
    let reworded = |note: &str| {
        let note = note.to_owned();
        Some(Entry::Mark(
            id,
            bayn_doc::Mark {
                note,
                ..first.clone()
            },
        ))
    };
    ours.write("note", &EntryKey::Mark(id), reworded("ours"));
    theirs.write("note", &EntryKey::Mark(id), reworded("theirs"));
    let merged = merge(Some(&text(&base)), &text(&ours), &text(&theirs)).expect("same texts");
    assert_eq!(merged.conflicts.len(), 3);
    let beads = merged.conflicts.iter().find_map(|conflict| match conflict {
        Conflict::Beads { ours, theirs } => Some((ours.len(), theirs.len())),
        Conflict::Entry { .. } => None,
    });
    assert_eq!(beads, Some((1, 3)));
    let joined = read(&folder, &merged.text);
    assert_eq!(joined.bitext, ours.bitext);
    assert_eq!(joined.notes, ours.notes);
    assert!(merged.text.contains("\"theirs\"") && merged.text.contains("\"orphan\""));
}

#[test]
fn a_mark_removed_by_one_is_removed_and_confirmed_beads_stay() {
    let folder = Folder::new("removed");
    let base = base();
    let (mut ours, mut theirs) = (base.clone(), base.clone());
    let id = base.notes.marks().next().expect("marked").0;
    ours.write("delete", &EntryKey::Mark(id), None);
    theirs
        .edit(&Edit::ConfirmUpTo(ids(&base)[3]))
        .expect("open");
    let merged = merge(Some(&text(&base)), &text(&ours), &text(&theirs)).expect("same texts");
    assert_eq!(merged.conflicts, vec![]);
    let joined = read(&folder, &merged.text);
    assert_eq!(joined.notes.marks().count(), 0);
    let confirmed = |bead: &&bayn_doc::Bead| bead.link == LinkState::Confirmed;
    assert_eq!(joined.bitext.beads.iter().filter(confirmed).count(), 4);
}

#[test]
fn reviews_of_other_texts_and_conflict_marks_are_refused() {
    let one = text(&base());
    let other = review(&source_text(6), &target_text(6));
    assert_eq!(
        merge(None, &one, &text(&other)),
        Err(MergeError::OtherTexts)
    );
    let marked = one.replacen('\n', "\n<<<<<<< HEAD\n", 1);
    let error = merge(None, &one, &marked).expect_err("unreadable");
    assert!(error.to_string().contains("line 2"), "{error}");
}

#[test]
fn a_sidecar_with_a_journal_merges_like_a_folded_one() {
    let folder = Folder::new("unfolded");
    let base = base();
    let mut ours = base.clone();
    let mut store = Store::create(&folder.sidecar(), names(), &ours).expect("new");
    let change = mark(&mut ours, "number 3", 2);
    store.append(&change).expect("written");
    let journal = std::fs::read_to_string(folder.sidecar()).expect("readable");
    drop(store);
    let (_, _, theirs) = both();
    let merged = merge(Some(&text(&base)), &journal, &text(&theirs)).expect("same texts");
    assert_eq!(
        marked(&read(&folder, &merged.text)),
        ["number 0", "number 3", "thing 77"]
    );
}

#[test]
fn equal_decisions_and_rounded_probabilities_are_no_conflict() {
    let folder = Folder::new("equal");
    let base = base();
    let (mut ours, mut theirs) = (base.clone(), base.clone());
    for bead in &mut theirs.bitext.beads {
        bead.confidence = bayn_doc::Score::new(bead.confidence.value() * 0.99);
    }
    let names = ids(&base);
    for (review, by, time) in [(&mut ours, "a", 9), (&mut theirs, "b", 8)] {
        review.set_status(names[2], Some(BeadStatus::Accepted), by, time);
        let dismissal = bayn_doc::Dismissal {
            bead: names[3],
            by: by.to_owned(),
            time,
        };
        let entry = Entry::Dismissal("numbers 3".into(), dismissal);
        review.write("dismiss", &entry.key(), Some(entry.clone()));
    }
    for ancestor in [None, Some(text(&base))] {
        let ancestor = ancestor.as_deref();
        let merged = merge(ancestor, &text(&ours), &text(&theirs)).expect("same texts");
        assert_eq!(merged.conflicts, vec![]);
        let back = merge(ancestor, &text(&theirs), &text(&ours)).expect("same texts");
        assert_eq!(back.conflicts, vec![]);
        let joined = read(&folder, &merged.text);
        assert_eq!(joined.notes, theirs.notes, "the first decision stays");
        assert_eq!(read(&folder, &back.text).notes, joined.notes);
    }
    // Another decision still is one.
    theirs.set_status(names[2], Some(BeadStatus::Rejected("no".into())), "b", 10);
    let merged = merge(None, &text(&ours), &text(&theirs)).expect("same texts");
    assert_eq!(merged.conflicts.len(), 1);
}
