//! Sentences alone that answer to each other over right links are found.

use bayn_align::encoder::for_languages;
use bayn_align::match_unaligned;
use bayn_doc::{Bead, Bitext, Document, Score, Sides};
use bayn_text::Lang;

/// Eight sentences of a source and of its translation, in which the second went to the end.
const SOURCE: [&str; 8] = [
    "The council met on Monday.",
    "Three bridges will be repaired before winter.",
    "The mayor thanked the engineers.",
    "Schools stay open.",
    "A new library opens in May.",
    "Tickets cost two euros.",
    "The market moves to the river.",
    "Nobody objected.",
];
const TARGET: [&str; 8] = [
    "\u{627}\u{62c}\u{62a}\u{645}\u{639} \u{627}\u{644}\u{645}\u{62c}\u{644}\u{633} \u{64a}\u{648}\u{645} \u{627}\u{644}\u{627}\u{62b}\u{646}\u{64a}\u{646}.",
    "\u{634}\u{643}\u{631} \u{631}\u{626}\u{64a}\u{633} \u{627}\u{644}\u{628}\u{644}\u{62f}\u{64a}\u{629} \u{627}\u{644}\u{645}\u{647}\u{646}\u{62f}\u{633}\u{64a}\u{646}.",
    "\u{62a}\u{628}\u{642}\u{649} \u{627}\u{644}\u{645}\u{62f}\u{627}\u{631}\u{633} \u{645}\u{641}\u{62a}\u{648}\u{62d}\u{629}.",
    "\u{62a}\u{641}\u{62a}\u{62d} \u{645}\u{643}\u{62a}\u{628}\u{629} \u{62c}\u{62f}\u{64a}\u{62f}\u{629} \u{641}\u{64a} \u{645}\u{627}\u{64a}\u{648}.",
    "\u{62b}\u{645}\u{646} \u{627}\u{644}\u{62a}\u{630}\u{643}\u{631}\u{629} \u{64a}\u{648}\u{631}\u{648}\u{627}\u{646}.",
    "\u{64a}\u{646}\u{62a}\u{642}\u{644} \u{627}\u{644}\u{633}\u{648}\u{642} \u{625}\u{644}\u{649} \u{627}\u{644}\u{646}\u{647}\u{631}.",
    "\u{644}\u{645} \u{64a}\u{639}\u{62a}\u{631}\u{636} \u{623}\u{62d}\u{62f}.",
    "\u{633}\u{62a}\u{635}\u{644}\u{62d} \u{62b}\u{644}\u{627}\u{62b}\u{629} \u{62c}\u{633}\u{648}\u{631} \u{642}\u{628}\u{644} \u{627}\u{644}\u{634}\u{62a}\u{627}\u{621}.",
];

fn bitext(last: &str) -> Bitext {
    let mut target = TARGET;
    target[7] = last;
    let documents = Sides::new(("en", SOURCE), ("ar", target)).map(|(lang, lines)| Document {
        lang: Lang::new(lang),
        ..Document::pre_segmented(&lines.join("\n"))
    });
    let shapes = [
        (1, 1),
        (1, 0),
        (1, 1),
        (1, 1),
        (1, 1),
        (1, 1),
        (1, 1),
        (1, 1),
        (0, 1),
    ];
    let mut at = (0, 0);
    let beads = shapes.map(|(source, target)| {
        let end = (at.0 + source, at.1 + target);
        let sentences = Sides::new(at.0..end.0, at.1..end.1);
        at = end;
        Bead::new(sentences, Score::new(0.99))
    });
    let mut bitext = Bitext {
        documents,
        beads: beads.to_vec(),
    };
    bitext.name_beads();
    assert!(bitext.is_tiled());
    bitext
}

#[test]
fn a_sentence_that_moved_far_is_found() {
    let encoder = for_languages(&["en", "ar"]).expect("it is carried");
    let moved = bitext(TARGET[7]);
    let found = match_unaligned(&moved, 0..9, Some(encoder));
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].beads, Sides::new(1, 8));
    assert!(match_unaligned(&moved, 0..9, None).is_empty());
    assert!(
        match_unaligned(&moved, 0..8, Some(encoder)).is_empty(),
        "one of them is outside"
    );
}

#[test]
fn sentences_alone_that_say_other_things_stay_alone() {
    let encoder = for_languages(&["en", "ar"]).expect("it is carried");
    let other = "\u{627}\u{642}\u{631}\u{623} \u{623}\u{64a}\u{636}\u{627}: \u{641}\u{627}\u{632} \u{627}\u{644}\u{641}\u{631}\u{64a}\u{642} \u{628}\u{627}\u{644}\u{643}\u{623}\u{633}.";
    assert!(match_unaligned(&bitext(other), 0..9, Some(encoder)).is_empty());
}
