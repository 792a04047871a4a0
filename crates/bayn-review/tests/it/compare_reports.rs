//! Reports of one event beside each other: what they share and what they contradict.
//!
//! The seed reports lie beside the project; without them those tests say so. Which lines are
//! right was judged by reading: docs/comparing.md.

use bayn_align::encoder::Encoder;
use bayn_doc::Document;
use bayn_doc::{Side, Sides};
use bayn_review::compare::{Comparison, FactKind, Texts, compare, names};
use bayn_text::{guess_language, sanitise};

fn of(text: &str) -> Document {
    let text = sanitise(text).text;
    let lang = guess_language(&text).lang;
    Document::from_text(&text, &lang)
}

fn seed(id: &str) -> Option<Document> {
    let folder = testkit::shared("seeds");
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
        testkit::skip("no seeds, or no model in this build");
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

/// News stories beside their translations: Arabic, English.
fn translations() -> Vec<[Document; 2]> {
    let folder = testkit::shared("align/pairing");
    let Ok(gold) = std::fs::read_to_string(folder.join("gold.tsv")) else {
        return Vec::new();
    };
    let read = |side: &str, name: &str| {
        let text = std::fs::read_to_string(folder.join(side).join(name)).expect("a text");
        Document::from_text(&sanitise(&text).text, &bayn_text::Lang::new(side))
    };
    gold.lines()
        .skip(1)
        .filter_map(|line| {
            let mut cells = line.split('\t');
            let (ar, en) = (cells.next()?, cells.next()?);
            (ar != "-" && en != "-").then(|| [read("ar", ar), read("en", en)])
        })
        .collect()
}

#[test]
fn translations_contradict_nothing_until_a_figure_is_changed() {
    let (texts, Some(encoder)) = (translations(), Encoder::load()) else {
        testkit::skip("no model in this build");
        return;
    };
    if texts.is_empty() {
        testkit::skip("no texts beside the project");
        return;
    }
    let contradictions = |source: &Document, target: &Document| {
        let documents = Sides::new((0, source), (1, target));
        compare(documents, &[], Some(encoder)).contradictions
    };
    let (mut wrong, mut changed, mut found) = (Vec::new(), 0, 0);
    for [source, target] in &texts {
        for one in contradictions(source, target) {
            wrong.push(one.why);
        }
        // One figure of the translation that counts something gets another first digit.
        let figure = target
            .text
            .match_indices(|c: char| c.is_ascii_digit())
            .find(|(at, _)| {
                let rest = &target.text[*at..];
                let digits = rest.chars().take_while(char::is_ascii_digit).count();
                let before = target.text[..*at].chars().next_back();
                let word = rest.get(digits..).unwrap_or("").strip_prefix(' ');
                let counts = word.is_some_and(|word| word.starts_with(|c: char| c.is_lowercase()));
                (2..=3).contains(&digits) && before == Some(' ') && counts
            });
        let Some((at, digit)) = figure else { continue };
        changed += 1;
        let other = if digit == "9" { "7" } else { "9" };
        let mut text = target.text.clone();
        text.replace_range(at..at + 1, other);
        let target = Document::from_text(&text, &target.lang);
        let place = contradictions(source, &target)
            .iter()
            .any(|one| one.places.target.contains(at));
        found += usize::from(place);
    }
    println!(
        "{} translations: {} contradictions; {found} of {changed} changed figures found",
        texts.len(),
        wrong.len()
    );
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(found * 4 >= changed, "{found} of {changed}");
}
