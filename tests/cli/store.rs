//! The sidecar: everything comes back, whatever happens to the file or to the texts.

use crate::store_kit;

use bayn::store::{Report, Store, StoreError, open, open_to_read};
use bayn_doc::{BeadStatus, Edit, LinkState, Neighbour, Rating, ReviewedBitext};
use bayn_doc::{Side, Sides};
use std::fs;
use store_kit::{Folder, document, mark, marked, names, review, source_text, target_text};

fn reopen(folder: &Folder, source: &str, target: &str) -> (Store, ReviewedBitext, Report) {
    open(
        &folder.sidecar(),
        Sides::new(document(source), document(target)),
    )
    .expect("it opens")
    .expect("it is there")
}

/// A review of twelve sentences with marks, edits, verdicts, and an undo and a redo.
fn worked_on(folder: &Folder) -> (Store, ReviewedBitext) {
    let mut review = review(&source_text(12), &target_text(12));
    let mut store = Store::create(&folder.sidecar(), names(), &review).expect("a new sidecar");
    let first = mark(&mut review, "thing 14", 1);
    store.append(&first).expect("written");
    let ids: Vec<_> = review.bitext.beads.iter().map(|bead| bead.id).collect();
    let edits = [
        Edit::Merge(ids[1], Neighbour::Next),
        Edit::Unlink(ids[5]),
        Edit::Cross(ids[7], ids[8]),
        Edit::CutSentence(
            Side::Target,
            review.bitext.documents.target.sentences[9].span.start + 10,
        ),
        Edit::ConfirmUpTo(ids[4]),
    ];
    for edit in edits {
        let change = review.edit(&edit).expect("it can be done");
        store.append(&change).expect("written");
    }
    let change = review.set_status(ids[0], Some(BeadStatus::Rejected("why".into())), "r1", 5);
    store.append(&change.expect("new")).expect("written");
    let change = review.set_rating(ids[0], "r1", Some(Rating::new(66.5, 6)));
    store.append(&change.expect("new")).expect("written");
    let change = mark(&mut review, "number 11", 7);
    store.append(&change).expect("written");
    for _ in 0..2 {
        let inverse = review.undo().expect("fits").expect("something done");
        store.append_undo(&inverse).expect("written");
    }
    let again = review.redo().expect("fits").expect("something undone");
    store.append_redo(&again).expect("written");
    (store, review)
}

#[test]
fn the_journal_gives_the_same_review_and_the_same_history() {
    let folder = Folder::new("journal");
    let (store, before) = worked_on(&folder);
    drop(store);
    let (_, after, report) = reopen(&folder, &source_text(12), &target_text(12));
    assert_eq!(report, Report::default());
    assert_eq!(after, before);
}

#[test]
fn a_folded_sidecar_gives_the_same_review_and_the_same_history() {
    let folder = Folder::new("folded");
    let (mut store, before) = worked_on(&folder);
    store.fold(&before).expect("written anew");
    let text = fs::read_to_string(folder.sidecar()).expect("readable");
    assert!(!text.contains("\"c\":"), "no journal is left");
    drop(store);
    let (mut store, mut after, report) = reopen(&folder, &source_text(12), &target_text(12));
    assert_eq!(report, Report::default());
    assert_eq!(after, before);
    // Everything can be undone after a restart, and that too comes back.
    let fresh = review(&source_text(12), &target_text(12));
    while let Some(inverse) = after.undo().expect("fits") {
        store.append_undo(&inverse).expect("written");
    }
    assert_eq!(after.bitext, fresh.bitext);
    assert!(after.notes.is_empty());
    drop(store);
    let (_, again, _) = reopen(&folder, &source_text(12), &target_text(12));
    assert_eq!(again, after);
}

#[test]
fn a_torn_last_line_costs_that_line_only() {
    let folder = Folder::new("torn");
    let (store, _) = worked_on(&folder);
    drop(store);
    let whole = fs::read(folder.sidecar()).expect("readable");
    let (_, full, _) = reopen(&folder, &source_text(12), &target_text(12));
    for cut in 1..40 {
        fs::write(folder.sidecar(), &whole[..whole.len() - cut]).expect("writable");
        let (mut store, mut review, report) = reopen(&folder, &source_text(12), &target_text(12));
        // Without its line end alone the line is whole.
        assert_eq!(report.torn.is_some(), cut > 1, "cut {cut}");
        let lost = usize::from(cut > 1);
        assert_eq!(review.history.done.len(), full.history.done.len() - lost);
        let change = mark(&mut review, "number 0", 99);
        store.append(&change).expect("written");
        drop(store);
        let (_, again, report) = reopen(&folder, &source_text(12), &target_text(12));
        assert_eq!(again, review);
        assert!(report.torn.is_none());
    }
}

#[test]
fn a_crash_between_the_steps_of_folding_counts_nothing_twice() {
    let folder = Folder::new("fold-crash");
    let (mut store, before) = worked_on(&folder);
    let unfolded = fs::read(folder.sidecar()).expect("readable");
    store.fold(&before).expect("written anew");
    drop(store);
    // The history has the lines already, the sidecar was not replaced yet.
    fs::write(folder.sidecar(), unfolded).expect("writable");
    let (_, after, _) = reopen(&folder, &source_text(12), &target_text(12));
    assert_eq!(after, before);
}

#[test]
fn two_programs_on_one_review_are_noticed() {
    let folder = Folder::new("locked");
    let (store, before) = worked_on(&folder);
    let texts = || Sides::new(document(&source_text(12)), document(&target_text(12)));
    assert!(matches!(
        open(&folder.sidecar(), texts()),
        Err(StoreError::InUse(_))
    ));
    let (read, _) = open_to_read(&folder.sidecar(), texts())
        .expect("reading goes on")
        .expect("it is there");
    assert_eq!(read.bitext, before.bitext);
    assert_eq!(read.notes, before.notes);
    drop(store);
    assert!(open(&folder.sidecar(), texts()).is_ok());
}

#[test]
fn a_file_changed_outside_is_not_written_over() {
    let folder = Folder::new("outside");
    let (mut store, mut review) = worked_on(&folder);
    let mut text = fs::read_to_string(folder.sidecar()).expect("readable");
    text.push_str("{\"note\":77,\"on\":1,\"text\":\"from git\",\"at\":0}\n");
    fs::write(folder.sidecar(), &text).expect("writable");
    let change = mark(&mut review, "number 3", 50);
    assert!(matches!(
        store.append(&change),
        Err(StoreError::ChangedOutside(_))
    ));
    assert!(store.fold(&review).is_err());
    assert_eq!(
        fs::read_to_string(folder.sidecar()).expect("readable"),
        text
    );
    let own = folder.0.join("mine.bayn.jsonl");
    store.save_as(&own, &review).expect("another name");
    let texts = Sides::new(document(&source_text(12)), document(&target_text(12)));
    let (read, _) = open_to_read(&own, texts).expect("reads").expect("there");
    assert_eq!(read.notes, review.notes);
}

#[test]
fn marks_follow_their_sentences_when_the_texts_change() {
    let folder = Folder::new("changed");
    let (mut store, mut before) = worked_on(&folder);
    for (time, quote) in ["speaks of thing 21", "number 6 speaks", "thing 70 here"]
        .into_iter()
        .enumerate()
    {
        let change = mark(&mut before, quote, 100 + time as u64);
        store.append(&change).expect("written");
    }
    store.fold(&before).expect("written anew");
    drop(store);
    // A new first sentence, one sentence gone, one reworded, one word mended in a mark.
    let target = format!("A headline that is new. {}", target_text(12))
        .replace("sentence number 4 speaks of thing 28 here. ", "")
        .replace("sentence number 8 speaks", "sentence number 8 tells us")
        .replace("speaks of thing 21", "speaks of things 21");
    let (mut store, after, report) = reopen(&folder, &source_text(12), &target);
    assert!(report.texts_changed());
    assert_eq!(report.orphans, vec![]);
    assert_eq!(report.added.len(), 1);
    assert!(after.bitext.is_tiled());
    assert_eq!(
        marked(&after),
        [
            "thing 14",
            "speaks of things 21",
            "number 6 speaks",
            "thing 70 here"
        ]
    );
    let first = before.bitext.beads[0].id;
    let kept = &after.bitext.beads[after.bitext.index_of(first).expect("kept")];
    assert_eq!(kept.link, LinkState::Confirmed);
    let text = kept
        .sentences
        .target
        .clone()
        .map(|at| after.bitext.documents.target.sentence(at));
    assert_eq!(
        text.collect::<Vec<_>>(),
        ["sentence number 0 speaks of thing 0 here."]
    );
    // Nothing is written before the user agrees.
    let before_accept = fs::read(folder.sidecar()).expect("readable");
    let mut more = after.clone();
    let change = mark(&mut more, "headline", 200);
    assert!(matches!(
        store.append(&change),
        Err(StoreError::NotAccepted(_))
    ));
    assert_eq!(fs::read(folder.sidecar()).expect("readable"), before_accept);
    store.accept(&after).expect("written");
    drop(store);
    let (_, again, report) = reopen(&folder, &source_text(12), &target);
    assert_eq!(report, Report::default());
    assert_eq!(again, after);
}

#[test]
fn what_has_no_place_any_more_is_listed_and_comes_back_with_its_text() {
    let folder = Folder::new("orphans");
    let (mut store, before) = worked_on(&folder);
    store.fold(&before).expect("written anew");
    drop(store);
    let shorter = target_text(12).replace("thing 14", "some other matter entirely");
    let (mut store, after, report) = reopen(&folder, &source_text(12), &shorter);
    assert_eq!(report.orphans.len(), 1);
    assert_eq!(report.orphans[0].quotes.target, ["thing 14"]);
    assert!(marked(&after).is_empty());
    store.accept(&after).expect("written");
    drop(store);
    let (_, _, report) = reopen(&folder, &source_text(12), &shorter);
    assert_eq!(report.orphans.len(), 1, "it stays listed");
    let (_, healed, report) = reopen(&folder, &source_text(12), &target_text(12));
    assert_eq!((report.adopted, report.orphans.len()), (1, 0));
    assert_eq!(marked(&healed), ["thing 14"]);
}

#[test]
fn lines_of_a_newer_program_are_kept_and_a_newer_version_is_refused() {
    let folder = Folder::new("newer");
    let (mut store, mut review) = worked_on(&folder);
    store.fold(&review).expect("written anew");
    drop(store);
    let mut text = fs::read_to_string(folder.sidecar()).expect("readable");
    text.push_str("{\"hologram\":1}\n");
    fs::write(folder.sidecar(), &text).expect("writable");
    let (mut store, _, report) = reopen(&folder, &source_text(12), &target_text(12));
    assert_eq!(report.foreign.len(), 1);
    let change = mark(&mut review, "number 3", 50);
    store.append(&change).expect("written");
    store.fold(&review).expect("written anew");
    drop(store);
    let text = fs::read_to_string(folder.sidecar()).expect("readable");
    assert!(text.contains("{\"hologram\":1}\n"));
    let newer = text.replacen("{\"bayn\":1", "{\"bayn\":9", 1);
    fs::write(folder.sidecar(), newer).expect("writable");
    let texts = Sides::new(document(""), document(""));
    let error = open(&folder.sidecar(), texts).expect_err("too new");
    assert!(error.to_string().contains("version 9"), "{error}");
}

#[test]
fn one_mark_changes_one_line_of_a_folded_sidecar() {
    let folder = Folder::new("diff");
    let (mut store, mut review) = worked_on(&folder);
    store.fold(&review).expect("written anew");
    let before = fs::read_to_string(folder.sidecar()).expect("readable");
    let change = mark(&mut review, "number 3", 50);
    store.append(&change).expect("written");
    let cut = review.bitext.documents.target.sentences[0].span.start + 9;
    let change = review
        .edit(&Edit::CutSentence(Side::Target, cut))
        .expect("cut");
    store.append(&change).expect("written");
    store.fold(&review).expect("written anew");
    let after = fs::read_to_string(folder.sidecar()).expect("readable");
    let old: std::collections::HashSet<&str> = before.lines().collect();
    let new = after.lines().filter(|line| !old.contains(line)).count();
    assert_eq!(
        new, 2,
        "one line for the mark, one for the bead that was cut"
    );
}

#[test]
fn a_damaged_sidecar_is_read_as_far_as_it_goes() {
    let folder = Folder::new("damaged");
    let (mut store, mut review) = worked_on(&folder);
    store.fold(&review).expect("written anew");
    let change = mark(&mut review, "number 3", 50);
    store.append(&change).expect("written");
    let id = review.bitext.beads[2].id;
    let change = review.edit(&Edit::Merge(id, Neighbour::Next));
    store.append(&change.expect("two")).expect("written");
    drop(store);
    let whole = fs::read(folder.sidecar()).expect("readable");
    let mut dice = 0x1234_5678_u64;
    let mut roll = |sides: usize| {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        usize::try_from(dice >> 33).expect("31 bits") % sides
    };
    for _ in 0..400 {
        let mut bytes = whole.clone();
        for _ in 0..=roll(6) {
            let at = roll(bytes.len());
            match roll(3) {
                0 => bytes[at] = b"0123456789-\"[]{}, pz\n"[roll(21)],
                1 => {
                    // A number too large for anything.
                    let digits = [b'9'; 19];
                    bytes.splice(at..at, digits);
                }
                _ => {
                    let end = (at + roll(60)).min(bytes.len());
                    bytes.drain(at..end);
                }
            }
        }
        fs::write(folder.sidecar(), &bytes).expect("writable");
        let texts = Sides::new(document(&source_text(12)), document(&target_text(12)));
        if let Ok(Some((review, _))) = open_to_read(&folder.sidecar(), texts) {
            assert!(review.bitext.is_tiled());
            for entry in review.notes.entries() {
                assert!(review.bitext.index_of(entry.bead()).is_some());
            }
        }
    }
}
