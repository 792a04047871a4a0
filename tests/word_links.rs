//! Word links: facts about small pairs, and the figures on pairs that were linked by hand.

use bayn::align::encoder::Encoder;
use bayn::align::{WordLink, word_links};
use bayn::text::Lang;
use bayn::units::Sides;

fn linked(source: &str, target: &str, encoder: Option<&Encoder>) -> Vec<(String, String)> {
    let langs = Sides::new(Lang::new("ar"), Lang::new("en"));
    let links: Vec<WordLink> = word_links(Sides::new(source, target), langs.as_ref(), encoder);
    links
        .iter()
        .map(|link| {
            let pair = (link.source.of(source), link.target.of(target));
            (pair.0.to_owned(), pair.1.to_owned())
        })
        .collect()
}

#[test]
fn names_and_numbers_need_no_encoder() {
    let source = "\u{642}\u{627}\u{644} \u{627}\u{644}\u{628}\u{63a}\u{62f}\u{627}\u{62f}\u{64a} \u{663}\u{665}\u{660}\u{660}";
    let found = linked(source, "Baghdadi said 3,500", None);
    let has = |word: &str| found.iter().any(|(_, target)| target == word);
    assert!(has("Baghdadi") && has("3,500"), "{found:?}");
}

#[test]
fn an_empty_side_has_no_links() {
    assert!(linked("", "one two", None).is_empty());
    assert!(linked("\u{642}\u{627}\u{644}", "", Encoder::load()).is_empty());
}
