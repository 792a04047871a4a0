//! Edits of the alignment: beads always tile both sides, names stay unique, nothing written is
//! lost, and taking every edit back gives the very review that was there before.

use bayn_doc::{
    Bead, BeadId, BeadKind, BeadStatus, Bitext, Document, Edit, EditError, LinkState, Mark,
    Neighbour, Paragraph, Rating, ReviewedBitext, Sentence, Severity,
};
use bayn_doc::{Score, Side, Sides};
use harf::Span;

/// A small generator with a seed, so that every failure can be run again (xorshift64*).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let word = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33;
        usize::try_from(word).expect("31 bits") % sides.max(1)
    }
}

/// A document of `count` sentences of three words, two to four in a paragraph.
fn document(count: usize, word: &str, dice: &mut Dice) -> Document {
    let mut document = Document::default();
    let mut left = 0;
    for index in 0..count {
        if left == 0 {
            left = 2 + dice.roll(3);
            if index > 0 {
                document.text.push('\n');
            }
            document.paragraphs.push(Paragraph {
                span: Span::new(document.text.len(), document.text.len()),
                sentences: index..index,
            });
        } else {
            document.text.push(' ');
        }
        left -= 1;
        let start = document.text.len();
        document
            .text
            .push_str(&format!("{word}{index} {word} {word}."));
        let span = Span::new(start, document.text.len());
        let paragraph = document.paragraphs.len() - 1;
        document.sentences.push(Sentence { span, paragraph });
        let last = document.paragraphs.last_mut().expect("pushed");
        last.span = last.span.cover(span);
        last.sentences.end = index + 1;
    }
    document
}

fn review(count: usize, seed: u64) -> ReviewedBitext {
    let mut dice = Dice(seed);
    // The Arabic word is "kalima", two bytes a letter: cuts fall inside characters too.
    let source = document(count, "\u{643}\u{644}\u{645}\u{629}", &mut dice);
    let target = document(count, "word", &mut dice);
    let beads = (0..count)
        .map(|at| Bead::new(Sides::new(at..at + 1, at..at + 1), Score::new(0.9)))
        .collect();
    let mut review = ReviewedBitext::new(Bitext {
        documents: Sides::new(source, target),
        beads,
    });
    for at in 0..count {
        let bead = review.bitext.beads[at].id;
        let span = review.bitext.documents.target.sentences[at].span;
        if at % 2 == 0 {
            review.add_mark(Mark {
                bead,
                spans: Sides::new(vec![], vec![Span::new(span.end - 3, span.end)]),
                severity: Severity::Major,
                time: at as u64,
                ..Mark::default()
            });
        }
        if at % 3 == 0 {
            let status = if at % 2 == 0 {
                BeadStatus::Accepted
            } else {
                BeadStatus::Rejected("wrong".into())
            };
            review.set_status(bead, Some(status), "r", 1);
        }
        if at % 4 == 0 {
            review.set_rating(bead, "r", Some(Rating::new(at as f32, 1)));
        }
    }
    review
}

fn random_edit(review: &ReviewedBitext, dice: &mut Dice) -> Edit {
    let bitext = &review.bitext;
    let pick = |dice: &mut Dice| bitext.beads[dice.roll(bitext.beads.len())].clone();
    let bead = pick(dice);
    let side = Side::BOTH[dice.roll(2)];
    let neighbour = [Neighbour::Previous, Neighbour::Next][dice.roll(2)];
    let count = |side: Side| bitext.documents[side].sentences.len();
    match dice.roll(18) {
        16 | 17 => Edit::Shift(bead.id, side, neighbour),
        0 => Edit::Merge(bead.id, neighbour),
        1 | 2 => Edit::Split(
            bead.id,
            Sides::from_fn(|side| dice.roll(bead.sentences[side].len() + 1)),
        ),
        3..=5 => Edit::Move(bead.id, side, neighbour),
        6 => Edit::Unlink(bead.id),
        7 => Edit::Pin(Sides::from_fn(|side| dice.roll(count(side)))),
        8 | 9 => Edit::Cross(bead.id, pick(dice).id),
        10 => Edit::Kind(bead.id, [BeadKind::Text, BeadKind::Furniture][dice.roll(2)]),
        11 => Edit::Link(
            bead.id,
            [
                LinkState::Proposed,
                LinkState::Edited,
                LinkState::Confirmed,
                LinkState::Proposed,
            ][dice.roll(4)],
        ),
        12 if dice.roll(20) == 0 => Edit::ConfirmUpTo(bead.id),
        12 | 13 if count(side) < 100 => {
            Edit::CutSentence(side, dice.roll(bitext.documents[side].text.len()))
        }
        12..=14 => Edit::JoinSentences(side, dice.roll(count(side))),
        _ => random_proposal(bitext, dice),
    }
}

/// Cuts a run of beads into random others that hold the same sentences.
fn random_proposal(bitext: &Bitext, dice: &mut Dice) -> Edit {
    let from = dice.roll(bitext.beads.len());
    let to = (from + dice.roll(5)).min(bitext.beads.len() - 1);
    let (first, last) = (&bitext.beads[from], &bitext.beads[to]);
    let end = (last.sentences.source.end, last.sentences.target.end);
    let mut at = (first.sentences.source.start, first.sentences.target.start);
    let mut beads = Vec::new();
    while at != end {
        let next = (
            (at.0 + dice.roll(3)).min(end.0),
            (at.1 + dice.roll(3)).min(end.1),
        );
        if next != at {
            beads.push(Bead::new(
                Sides::new(at.0..next.0, at.1..next.1),
                Score::new(0.5),
            ));
        }
        at = next;
    }
    Edit::Replace {
        first: first.id,
        last: last.id,
        beads,
    }
}

fn assert_sound(review: &ReviewedBitext) {
    let bitext = &review.bitext;
    assert!(bitext.is_tiled());
    let names: std::collections::HashSet<BeadId> =
        bitext.beads.iter().map(|bead| bead.id).collect();
    assert_eq!(names.len(), bitext.beads.len(), "names are unique");
    for entry in review.notes.entries() {
        assert!(names.contains(&entry.bead()), "{entry:?} lost its bead");
    }
    for bead in &bitext.beads {
        if let Some(other) = bead.crosses {
            let partner = bitext.beads.iter().find(|bead| bead.id == other);
            assert_eq!(partner.expect("is there").crosses, Some(bead.id));
        }
    }
    for side in Side::BOTH {
        let document = &bitext.documents[side];
        let mut next = 0;
        for (number, paragraph) in document.paragraphs.iter().enumerate() {
            assert_eq!(paragraph.sentences.start, next);
            assert!(!paragraph.sentences.is_empty());
            next = paragraph.sentences.end;
            for sentence in &document.sentences[paragraph.sentences.clone()] {
                assert_eq!(sentence.paragraph, number);
                assert!(!sentence.span.of(&document.text).is_empty());
            }
        }
        assert_eq!(next, document.sentences.len());
    }
}

#[test]
fn ten_thousand_edits_undone_are_no_edit() {
    let mut dice = Dice(0x5eed);
    let mut review = review(60, 7);
    let before = review.clone();
    let marks = review.notes.marks().count();
    let (mut done, mut refused) = (0, 0);
    while done < 10_000 {
        let edit = random_edit(&review, &mut dice);
        let state = |review: &ReviewedBitext| (review.bitext.clone(), review.notes.clone());
        let kept = (done % 50 == 0).then(|| state(&review));
        match review.edit(&edit) {
            Ok(_) => {
                done += 1;
                assert!(review.bitext.is_tiled());
                if done % 8 == 0 {
                    assert_sound(&review);
                }
                if let Some(kept) = kept {
                    let after = state(&review);
                    review.undo().expect("fits");
                    assert_eq!(state(&review), kept, "{edit:?}");
                    review.redo().expect("fits");
                    assert_eq!(state(&review), after, "{edit:?}");
                }
            }
            Err(_) => {
                refused += 1;
                assert!(refused < 200_000, "the dice find nothing to do");
            }
        }
        assert_eq!(review.notes.marks().count(), marks);
    }
    let after = review.clone();
    for _ in 0..10_000 {
        assert!(review.undo().expect("fits").is_some());
    }
    assert_eq!(review.bitext, before.bitext);
    assert_eq!(review.notes, before.notes);
    for _ in 0..10_000 {
        assert!(review.redo().expect("fits").is_some());
    }
    assert_eq!(review, after);
}

#[test]
fn a_refused_edit_changes_nothing() {
    let mut review = review(4, 1);
    let before = review.clone();
    let id = review.bitext.beads[0].id;
    let faults = [
        (Edit::Merge(id, Neighbour::Previous), EditError::NoNeighbour),
        (Edit::Split(id, Sides::new(0, 0)), EditError::EmptyPart),
        (Edit::Cross(id, id), EditError::SameBead),
        (Edit::Unlink(BeadId(99)), EditError::NotThere),
        (Edit::CutSentence(Side::Source, 1), EditError::NoCut),
        (Edit::JoinSentences(Side::Source, 3), EditError::NoNeighbour),
    ];
    for (edit, error) in faults {
        assert_eq!(review.edit(&edit), Err(error), "{edit:?}");
        assert_eq!(review, before);
    }
}

#[test]
fn a_split_gives_the_mark_to_the_part_that_holds_its_text() {
    let mut review = review(4, 1);
    let (first, second) = (review.bitext.beads[2].id, review.bitext.beads[3].id);
    let mark = review.notes.marks_of(first).next().expect("marked").0;
    review
        .edit(&Edit::Merge(second, Neighbour::Previous))
        .expect("two beads");
    review
        .edit(&Edit::Move(
            review.bitext.beads[1].id,
            Side::Target,
            Neighbour::Next,
        ))
        .expect("a sentence");
    let index = review.bitext.index_of(first).expect("kept its name");
    assert_eq!(review.bitext.beads[index].shape(), (2, 3));
    review
        .edit(&Edit::Split(first, Sides::new(1, 1)))
        .expect("two parts");
    let part = &review.bitext.beads[index + 1];
    assert_eq!(part.shape(), (1, 2));
    assert!(review.notes.marks_of(part.id).any(|(id, _)| id == mark));
}

#[test]
fn merging_what_was_judged_differently_needs_review() {
    let mut review = review(4, 1);
    let id = review.bitext.beads[0].id;
    review.edit(&Edit::Merge(id, Neighbour::Next)).expect("two");
    assert_eq!(
        review.notes.verdict(id).map(|verdict| &verdict.status),
        Some(&BeadStatus::NeedsReview)
    );
    review.undo().expect("fits");
    assert_eq!(
        review.notes.verdict(id).map(|verdict| &verdict.status),
        Some(&BeadStatus::Accepted)
    );
}

#[test]
fn the_same_split_by_two_people_gives_the_same_names() {
    let edit = |order: [usize; 2]| {
        let mut review = review(8, 3);
        let ids: Vec<BeadId> = review.bitext.beads.iter().map(|bead| bead.id).collect();
        for at in order {
            review.edit(&Edit::Unlink(ids[at])).expect("both sides");
        }
        review.bitext
    };
    assert_eq!(edit([2, 5]), edit([5, 2]));
}

#[test]
fn far_ends_can_be_pinned_and_stand_confirmed() {
    let mut review = review(10, 3);
    review
        .edit(&Edit::Pin(Sides::new(2, 5)))
        .expect("two sentences");
    let pinned = review
        .bitext
        .beads
        .iter()
        .find(|bead| bead.sentences.source == (2..3))
        .expect("pinned");
    assert_eq!(pinned.sentences.target, 5..6);
    assert_eq!(pinned.link, LinkState::Confirmed);
    assert_sound(&review);
    assert_eq!(
        review.edit(&Edit::Pin(Sides::new(1, 7))),
        Err(EditError::Confirmed)
    );
}

/// The numbers of sentences of each bead, source before target.
fn shapes(review: &ReviewedBitext) -> Vec<(usize, usize)> {
    review.bitext.beads.iter().map(Bead::shape).collect()
}

#[test]
fn a_gap_is_opened_up_to_the_next_hole_and_closed_again() {
    let mut review = review(6, 3);
    let ids: Vec<BeadId> = review.bitext.beads.iter().map(|bead| bead.id).collect();
    let mut shift = |at: usize, side, to| {
        let before = review.bitext.clone();
        review
            .edit(&Edit::Shift(ids[at], side, to))
            .expect("it moves");
        assert_sound(&review);
        let after = shapes(&review);
        let bitext = review.bitext.clone();
        review.undo().expect("fits");
        assert_eq!(review.bitext, before);
        review.redo().expect("fits");
        assert_eq!(review.bitext, bitext);
        after
    };
    // Nothing takes the last sentence, so it is alone at the end.
    let one = (1, 1);
    assert_eq!(
        shift(2, Side::Target, Neighbour::Next),
        [one, one, (1, 0), one, one, one, (0, 1)]
    );
    // The bead that is alone gives its sentence back and goes.
    assert_eq!(shift(3, Side::Target, Neighbour::Previous), [one; 6]);
    assert_eq!(
        shift(1, Side::Source, Neighbour::Next)[..3],
        [one, (0, 1), one]
    );
    // A gap opened above fills the gap below, and the rest stays.
    assert_eq!(
        shift(0, Side::Source, Neighbour::Next),
        [(0, 1), one, one, one, one, one, (1, 0)]
    );
    assert!(review.bitext.beads[0].link == LinkState::Edited);
}

#[test]
fn a_shift_stops_before_what_is_confirmed() {
    let mut review = review(6, 3);
    let ids: Vec<BeadId> = review.bitext.beads.iter().map(|bead| bead.id).collect();
    let confirm = Edit::Link(ids[4], LinkState::Confirmed);
    review.edit(&confirm).expect("open");
    let kept = review.bitext.beads[4].clone();
    review
        .edit(&Edit::Shift(ids[1], Side::Source, Neighbour::Next))
        .expect("it moves");
    assert_eq!(
        shapes(&review)[..5],
        [(1, 1), (0, 1), (1, 1), (1, 1), (1, 0)]
    );
    assert_eq!(review.bitext.beads[5], kept);
    let refused = review.edit(&Edit::Shift(ids[4], Side::Source, Neighbour::Next));
    assert_eq!(refused, Err(EditError::Confirmed));
}
