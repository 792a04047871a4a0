//! Reports of one event beside each other: what they share and what they contradict.
//!
//! The seed reports lie beside the project; without them those tests say so. Which lines are
//! right was judged by reading: docs/comparing.md.

use bayn::align::encoder::Encoder;
use bayn::compare::{Comparison, FactKind, Texts, compare, names};
use bayn::doc::Document;
use bayn::text::{guess_language, sanitise};
use bayn::units::{Side, Sides};
use std::path::Path;

fn of(text: &str) -> Document {
    let text = sanitise(text).text;
    let lang = guess_language(&text).lang;
    Document::from_text(&text, &lang)
}

fn seed(id: &str) -> Option<Document> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/seeds");
    let found = std::fs::read_dir(folder).ok()?.flatten().find(|entry| {
        let name = entry.file_name().to_string_lossy().into_owned();
        name.starts_with(id) && name.ends_with(".txt")
    })?;
    Some(of(&std::fs::read_to_string(found.path()).ok()?))
}

fn compared(source: &Document, target: &Document, encoder: Option<&Encoder>) -> Comparison {
    let documents = [source, target];
    let names = names(&Texts {
        documents: &documents,
        encoder,
        ..Texts::default()
    });
    compare(Sides::new((0, source), (1, target)), &names, encoder)
}

/// The figures of the contradictions, source first.
fn contradicted(found: &Comparison, documents: Sides<&Document>) -> Vec<(String, String)> {
    found
        .contradictions
        .iter()
        .map(|found| {
            let figure = |side: Side| {
                let text = found.places[side].of(&documents[side].text);
                let digits: String = text.chars().filter(char::is_ascii_digit).collect();
                digits
            };
            (figure(Side::Source), figure(Side::Target))
        })
        .collect()
}

#[test]
fn the_seeds_share_names_and_contradict_each_other_in_figures() {
    let (Some(own), Some(encoder)) = (seed("004"), Encoder::load()) else {
        eprintln!("skipped: no seeds, or no model in this build");
        return;
    };
    for (id, names, contradictions) in [("001", 7, 1), ("002", 7, 0), ("003", 6, 1)] {
        let other = seed(id).expect("all seeds or none");
        let found = compared(&own, &other, Some(encoder));
        let shared = found
            .facts
            .iter()
            .filter(|fact| fact.kind == FactKind::Name)
            .count();
        assert!(shared >= names, "{id}: {shared} names");
        assert_eq!(
            found.contradictions.len(),
            contradictions,
            "{id}: {found:?}"
        );
    }
    let other = seed("003").expect("all seeds or none");
    let found = compared(&own, &other, Some(encoder));
    let figures = contradicted(&found, Sides::new(&own, &other));
    assert_eq!(figures, [("26".to_owned(), "36".to_owned())]);
}

const ONE: &str = "A fire broke out in Harlow on Monday. Forty-two people were taken to the clinic \
of Saint Anne, Mayor Ruth Bell said. The fire destroyed 17 houses in the old quarter. \
\u{201C}We have never seen anything like it in this town,\u{201D} Bell said on 3 May 2019.";
const OTHER: &str = "Harlow: Ruth Bell spoke on 3 May 2019. \u{201C}We have never seen anything \
like it in this town,\u{201D} she said. The fire destroyed 19 houses in the old quarter of \
Harlow. Some 42 people were taken to the clinic.";

#[test]
fn facts_are_linked_in_any_order_without_a_model() {
    let (one, other) = (of(ONE), of(OTHER));
    let found = compared(&one, &other, None);
    let kinds = |kind: FactKind| found.facts.iter().filter(|fact| fact.kind == kind).count();
    assert_eq!(kinds(FactKind::Name), 2, "{:#?}", found.facts);
    assert_eq!(kinds(FactKind::Date), 1, "{:#?}", found.facts);
    assert_eq!(kinds(FactKind::Quotation), 1, "{:#?}", found.facts);
    assert_eq!(kinds(FactKind::Number), 1, "{:#?}", found.facts);
    let figures = contradicted(&found, Sides::new(&one, &other));
    assert_eq!(figures, [("17".to_owned(), "19".to_owned())]);
    for fact in &found.facts {
        for side in Side::BOTH {
            let text = [&one, &other][side as usize];
            assert!(
                fact.places[side]
                    .iter()
                    .all(|span| !span.of(&text.text).is_empty())
            );
        }
    }
}

#[test]
fn nothing_is_forced_between_strangers() {
    let one = of("The council of Harlow met for 3 hours and raised the price of water by 5%.");
    let other = of("In Lima 12 players left the hotel. The match ended after 90 minutes.");
    let found = compared(&one, &other, None);
    assert_eq!(found, Comparison::default());
    let empty = of("");
    assert_eq!(compared(&one, &empty, None), Comparison::default());
}
