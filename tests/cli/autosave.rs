//! What is reviewed reaches the disk or stays with the autosave: full disks, two readers of one
//! pair, texts that are read again.
#![cfg(unix)]

use crate::store_kit;

use bayn::session::{About, Record, State};
use bayn::store::{Store, open, open_to_read};
use bayn::tui::autosave::Autosave;
use bayn_doc::Sides;
use std::fs;
use store_kit::{Folder, document, mark, names, review, source_text, target_text};

fn state() -> State {
    let bitext = review(&source_text(6), &target_text(6)).bitext;
    State::new(bitext, Sides::<About>::default())
}

/// Marks a place, as the reader would.
fn marked(state: &mut State, quote: &str, time: u64) -> Vec<Record> {
    let mut whole = review(&source_text(6), &target_text(6));
    whole.notes = state.reviewing.review.notes.clone();
    let change = mark(&mut whole, quote, time);
    state.reviewing.review.notes = whole.notes;
    vec![Record::Done(change)]
}

fn read(path: &std::path::Path) -> usize {
    let texts = Sides::new(document(&source_text(6)), document(&target_text(6)));
    let (review, report) = open_to_read(path, texts).expect("it opens").expect("there");
    assert!(report.foreign.is_empty() && report.misfits.is_empty());
    review.notes.marks().count()
}

/// A folder that cannot be made stands for a full disk: nothing can be written there.
#[test]
fn what_waits_is_never_dropped_however_often_texts_are_read_again() {
    let folder = Folder::new("keeper-full");
    let blocked = folder.0.join("blocked");
    fs::write(&blocked, "a file where the folder is to be").expect("written");
    let place = blocked.join("a.bayn.jsonl");
    let mut autosave = Autosave::new(vec![place.clone()], names());
    let mut state = state();
    let records = marked(&mut state, "thing 14", 1);
    assert!(autosave.keep(records, &state).is_some(), "it is said");
    for _ in 0..3 {
        let said = autosave.hand_over(&state).expect_err("it must stay").text;
        assert!(said.to_string().contains("1 not saved yet"), "{said}");
    }
    let records = marked(&mut state, "thing 21", 2);
    assert!(autosave.keep(records, &state).is_some());
    assert!(autosave.hand_over(&state).is_err());
    assert_eq!(autosave.unsaved(), 2);
    fs::remove_file(&blocked).expect("gone");
    assert!(autosave.hand_over(&state).is_ok());
    assert_eq!((autosave.unsaved(), read(&place)), (0, 2));
    // Leaving asks once and then lets go: that is the user's word.
    let mut autosave = Autosave::new(vec![place.join("below/a.bayn.jsonl")], names());
    let records = marked(&mut state, "thing 28", 9);
    assert!(autosave.keep(records, &state).is_some());
    assert!(autosave.close(&state).is_some());
    assert!(autosave.close(&state).is_none());
}

#[test]
fn the_second_reader_of_a_fresh_pair_says_where_its_review_is() {
    let folder = Folder::new("keeper-fresh");
    let away = folder.0.join("state/a.bayn.jsonl");
    let places = || vec![folder.sidecar(), away.clone()];
    let (mut first, mut second) = (
        Autosave::new(places(), names()),
        Autosave::new(places(), names()),
    );
    let (mut one, mut two) = (state(), state());
    assert!(!first.calls() && !second.calls());
    let records = marked(&mut one, "thing 14", 1);
    assert!(first.keep(records, &one).is_none());
    let records = marked(&mut two, "thing 21", 2);
    let said = second.keep(records, &two).expect("it is said").text;
    assert!(said.to_string().contains("another bayn created"), "{said}");
    assert!(
        said.to_string().contains("report.en.txt.mine.bayn.jsonl"),
        "{said}"
    );
    assert!(!away.exists(), "nothing is hidden in the state folder");
    let own = folder.0.join("report.en.txt.mine.bayn.jsonl");
    assert_eq!((read(&folder.sidecar()), read(&own)), (1, 1));
    // Both go on, and a third has a place of its own too.
    let records = marked(&mut two, "thing 28", 3);
    assert!(second.keep(records, &two).is_none());
    let mut third = Autosave::new(places(), names());
    let mut three = state();
    let records = marked(&mut three, "thing 7", 4);
    let said = third.keep(records, &three).expect("it is said").text;
    assert!(
        said.to_string().contains("report.en.txt.mine2.bayn.jsonl"),
        "{said}"
    );
    assert_eq!((read(&folder.sidecar()), read(&own)), (1, 2));
}

#[test]
fn a_reader_without_changes_hears_of_a_review_begun_elsewhere() {
    let folder = Folder::new("keeper-begun");
    let store = Store::create(
        &folder.sidecar(),
        names(),
        &review(&source_text(6), &target_text(6)),
    );
    let mut autosave = Autosave::new(vec![folder.sidecar()], names());
    assert!(autosave.calls());
    // Once, and not at every turn of the loop.
    assert!(!autosave.calls());
    drop(store);
}

#[test]
fn a_reader_that_waits_for_the_lock_hears_when_it_is_free() {
    let folder = Folder::new("keeper-lock");
    let whole = review(&source_text(6), &target_text(6));
    let store = Store::create(&folder.sidecar(), names(), &whole).expect("made");
    let texts = || Sides::new(document(&source_text(6)), document(&target_text(6)));
    assert!(open(&folder.sidecar(), texts()).is_err());
    let mut autosave = Autosave::awaiting(folder.sidecar());
    assert!(autosave.awaits());
    assert!(!autosave.calls(), "it is still open there");
    drop(store);
    let mut autosave = Autosave::awaiting(folder.sidecar());
    assert!(autosave.calls());
    assert!(open(&folder.sidecar(), texts()).is_ok());
}

#[test]
fn an_earlier_rescue_is_not_written_over() {
    let folder = Folder::new("keeper-rescue");
    let mut state = state();
    let mut autosave = Autosave::new(vec![folder.sidecar()], names());
    let records = marked(&mut state, "thing 14", 1);
    assert!(autosave.keep(records, &state).is_none());
    let own = folder.0.join("report.en.txt.mine.bayn.jsonl");
    fs::write(&own, "somebody's").expect("written");
    let mut text = fs::read_to_string(folder.sidecar()).expect("read");
    text.push('\n');
    fs::write(folder.sidecar(), text).expect("written");
    for time in 2..4 {
        let records = marked(&mut state, "thing 21", time);
        let said = autosave.keep(records, &state).expect("it is said").text;
        assert!(
            said.to_string().contains("report.en.txt.mine2.bayn.jsonl"),
            "{said}"
        );
    }
    assert_eq!(fs::read(&own).expect("read"), b"somebody's");
    assert_eq!(read(&folder.0.join("report.en.txt.mine2.bayn.jsonl")), 3);
    // All of it is on the disk: the texts may be read again, and nothing is told to be lost.
    assert_eq!(autosave.unsaved(), 0);
    assert!(autosave.hand_over(&state).is_ok() && autosave.close(&state).is_none());
}
