//! Filters: words combine, mistakes are named with their place, figures add up.

use crate::store_kit;

use bayn_doc::{BeadId, BeadKind, BeadStatus, Edit, LinkState, Neighbour, Rating, ReviewedBitext};
use bayn_review::filter::{Looked, parse, progress, select, vocabulary};
use std::collections::HashMap;
use store_kit::{mark, review, source_text, target_text};

fn reviewed() -> (ReviewedBitext, HashMap<BeadId, Vec<String>>) {
    let mut review = review(&source_text(9), &target_text(9));
    let ids: Vec<BeadId> = review.bitext.beads.iter().map(|bead| bead.id).collect();
    mark(&mut review, "number 1", 1);
    review.set_status(ids[0], Some(BeadStatus::Accepted), "a", 1);
    review.set_status(ids[1], Some(BeadStatus::Rejected("x".into())), "a", 1);
    review.set_rating(ids[2], "b", Some(Rating::new(40.0, 1)));
    let edits = [
        Edit::Merge(ids[3], Neighbour::Next),
        Edit::Unlink(ids[6]),
        Edit::Link(ids[0], LinkState::Confirmed),
        Edit::Kind(ids[8], BeadKind::Furniture),
    ];
    for edit in edits {
        review.edit(&edit).expect("it can be done");
    }
    let checks = HashMap::from([(ids[1], vec!["number".to_owned()])]);
    (review, checks)
}

#[test]
fn tests_combine() {
    let (review, checks) = reviewed();
    let count = |text: &str| {
        let looked = Looked {
            bitext: &review.bitext,
            notes: &review.notes,
            checks: &checks,
            sample: None,
        };
        select(&parse(text).expect(text), &looked).len()
    };
    let all = review.bitext.beads.len();
    assert_eq!(count(""), all);
    for (text, expected) in [
        ("accepted", 1),
        ("unreviewed", all - 2),
        ("weak", 4),
        ("weak & unreviewed", 3),
        ("weak reviewed", 1),
        ("accepted | rejected", 2),
        ("!(accepted | rejected)", all - 2),
        ("mark severity:major category:accuracy", 1),
        ("category:mistranslation rater:r1", 1),
        ("severity:minor", 0),
        ("check", 1),
        ("check:number & rejected", 1),
        ("check:date", 0),
        ("non-1:1", 3),
        ("no-counterpart", 2),
        ("score<50", 1),
        ("score>50", 0),
        ("furniture", 1),
        ("note", 1),
        ("unreviewed | accepted & confirmed", all - 1),
    ] {
        assert_eq!(count(text), expected, "{text}");
    }
}

#[test]
fn patterns_ask_the_texts_folded_or_exactly() {
    let source = "\u{625}\u{646}\u{651} \u{627}\u{644}\u{642}\u{648}\u{651}\u{627}\u{62a} \u{648}\u{635}\u{644}\u{62a}.\n\u{63a}\u{627}\u{62f}\u{631} \u{627}\u{644}\u{648}\u{641}\u{62f}.\n";
    let review = review(source, "The Forces arrived.\nThe envoys left a/b (c).\n");
    let checks = HashMap::new();
    let found = |text: &str| {
        let looked = Looked {
            bitext: &review.bitext,
            notes: &review.notes,
            checks: &checks,
            sample: None,
        };
        select(&parse(text).expect(text), &looked)
    };
    assert_eq!(review.bitext.beads.len(), 2);
    for (text, expected) in [
        ("t:/forces/", vec![0]),
        ("t:=/forces/", vec![]),
        ("t:=/Forces/", vec![0]),
        (
            "s:/\u{627}\u{646} \u{627}\u{644}\u{642}\u{648}\u{627}\u{62a}/",
            vec![0],
        ),
        (
            "s:/\u{627}\u{644}\u{642}\u{648}\u{627}\u{62a}/ & !t:/troops/",
            vec![0],
        ),
        (
            "s:/\u{627}\u{644}\u{642}\u{648}\u{627}\u{62a}/ & !t:/forces, | troops/",
            vec![0],
        ),
        (
            "s:/\u{627}\u{644}\u{642}\u{648}\u{627}\u{62a}/ & !t:/forces|troops/",
            vec![],
        ),
        ("/\\bleft\\b|\u{648}\u{635}\u{644}\u{62a}/", vec![0, 1]),
        ("t:/a\\/b \\(c\\)/", vec![1]),
        ("t:envoys", vec![1]),
        ("t:a/b", vec![1]),
        ("(t:/arrived/ | t:left) & !t:/\\p{Greek}/", vec![0, 1]),
    ] {
        assert_eq!(found(text), expected, "{text}");
    }
    for text in ["s:", "t:/", "t:/(/", "t:/a{1000000}/", "//", "t:/open"] {
        assert!(parse(text).is_err(), "{text}");
    }
}

#[test]
fn mistakes_are_named_with_their_place() {
    for (text, at) in [
        ("weak & ", 7),
        ("weak & frob", 7),
        ("(weak", 0),
        ("weak)", 4),
        ("| weak", 0),
        ("severity:grave", 0),
        ("score<much", 0),
    ] {
        assert_eq!(parse(text).expect_err(text).at, at, "{text}");
    }
    assert!(parse(&"(".repeat(100_000)).is_err());
    for word in vocabulary().filter(|word| !word.ends_with([':', '<', '>'])) {
        assert!(parse(word).is_ok(), "{word}");
    }
}

#[test]
fn progress_counts_without_furniture() {
    let (review, _) = reviewed();
    let progress = progress(&review.bitext, &review.notes);
    assert_eq!(progress.beads, review.bitext.beads.len() - 1);
    assert_eq!((progress.accepted, progress.rejected), (1, 1));
    assert_eq!(progress.reviewed(), 2);
    assert_eq!(progress.percent(), 200 / progress.beads);
    assert_eq!(progress.confirmed, 1);
}
