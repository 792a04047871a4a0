//! What holds for every alignment, whatever the texts.

use bayn_align::{Options, align, paragraph_beads};
use bayn_doc::{Bead, BeadKind, Document, LinkState, tiles};
use bayn_doc::{Score, Sides};
use proptest::prelude::*;

fn lines() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        4 => "[a-zA-Z ,.?]{1,40}",
        1 => "[0-9]{1,6}",
        1 => "\\PC{0,12}",
        1 => Just(String::new()),
    ];
    proptest::collection::vec(line, 0..10).prop_map(|lines| lines.join("\n"))
}

fn documents(source: &str, target: &str) -> Sides<Document> {
    Sides::new(
        Document::pre_segmented(source),
        Document::pre_segmented(target),
    )
}

fn counts(documents: &Sides<Document>) -> [usize; 2] {
    [
        documents.source.sentences.len(),
        documents.target.sentences.len(),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    #[test]
    fn beads_tile_both_sides(source in lines(), target in lines()) {
        let documents = documents(&source, &target);
        let beads = align(&documents, &Options::default()).beads;
        prop_assert!(tiles(&beads, counts(&documents)));
        let paragraphs = paragraph_beads(&documents, &beads);
        let mut next = (0, 0, 0);
        for bead in &paragraphs {
            let (source, target) = (&bead.paragraphs.source, &bead.paragraphs.target);
            prop_assert_eq!((source.start, target.start, bead.beads.start), next);
            next = (source.end, target.end, bead.beads.end);
        }
        prop_assert_eq!(
            next,
            (
                documents.source.paragraphs.len(),
                documents.target.paragraphs.len(),
                beads.len(),
            )
        );
    }

    #[test]
    fn a_confirmed_bead_stays(source in lines(), target in lines(), cut in 0_usize..10) {
        let documents = documents(&source, &target);
        let [rows, columns] = counts(&documents);
        prop_assume!(rows > 0 && columns > 0);
        let (i, j) = (cut % rows, (cut * 7) % columns);
        let mut given = Bead::new(
            Sides::new(i..(i + 2).min(rows), j..(j + 1).min(columns)),
            Score::ONE,
        );
        given.link = LinkState::Confirmed;
        let options = Options {
            confirmed: vec![given.clone()],
            ..Options::default()
        };
        let beads = align(&documents, &options).beads;
        prop_assert!(tiles(&beads, [rows, columns]));
        prop_assert!(beads.contains(&given));
    }
}

#[test]
fn a_text_alone_has_a_sure_bead_for_each_sentence_and_its_kinds() {
    let text = "A report\n\nThe town is quiet.\nShare\n- - -\nNobody was hurt.\n";
    let alone = documents(text, "");
    let beads = align(&alone, &Options::default()).beads;
    let kinds: Vec<BeadKind> = beads.iter().map(|bead| bead.kind).collect();
    let (title, furniture) = (BeadKind::Title, BeadKind::Furniture);
    let expected = [title, BeadKind::Text, furniture, furniture, BeadKind::Text];
    assert_eq!(kinds, expected);
    assert!(beads.iter().all(|bead| bead.confidence == Score::ONE));
    // As the search gives it, which is asked where a bead is confirmed.
    let mut given = beads[4].clone();
    given.link = LinkState::Confirmed;
    let options = Options {
        confirmed: vec![given.clone()],
        ..Options::default()
    };
    let searched = align(&alone, &options).beads;
    assert_eq!(searched[..4], beads[..4]);
    assert_eq!(searched[4], given);
}

#[test]
fn one_sentence_against_a_hundred_is_fine() {
    let many = (0..100)
        .map(|at| format!("Sentence number {at}."))
        .collect::<Vec<_>>()
        .join("\n");
    for (source, target) in [
        ("One.", many.as_str()),
        (&many, "One."),
        ("", &many),
        ("", ""),
    ] {
        let documents = documents(source, target);
        let beads = align(&documents, &Options::default()).beads;
        assert!(tiles(&beads, counts(&documents)));
    }
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let side = |word: &str| {
        (0..60)
            .map(|at| format!("{word} {} Name{} said {word}.", at * 7 % 91, at % 37))
            .collect::<Vec<_>>()
            .join("\n")
    };
    let documents = documents(&side("alpha"), &side("omega"));
    let with = |threads: usize| {
        rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .expect("threads can be made")
            .install(|| align(&documents, &Options::default()))
    };
    assert_eq!(with(1), with(3));
}
