//! The findings of the checks in two texts, and the comparison of the texts.

use crate::session::{Compared, PlacedFinding};
use bayn_align::encoder::Encoder;
use bayn_doc::Sides;
use bayn_doc::{Bead, Bitext, Document};
use bayn_review::check::{Meaning, Options, run};
use bayn_review::compare::{Linked, Texts, compare, names};

/// Returns the findings of the checks with the user's options, each with its bead.
#[must_use]
pub fn checked(bitext: &Bitext, options: &Options) -> Vec<PlacedFinding> {
    // A text that is read by itself has no translation that could be wrong.
    if bitext.only_side().is_some() {
        return Vec::new();
    }
    let documents = bitext.documents.as_ref();
    let langs = documents.map(|document| document.lang.primary());
    let options = Options {
        meaning: (!options.by_strings)
            .then(|| Meaning::for_languages(&[langs.source, langs.target]))
            .flatten(),
        ..options.clone()
    };
    PlacedFinding::all(run(bitext, &options), bitext)
}

/// Sentences of a text that are compared; names are looked for everywhere in them.
const COMPARED: usize = 1500;
/// Beads with lower confidence are no evidence for names.
const SURE: f32 = 0.5;

/// Returns the comparison of two texts: names, facts, contradictions.
#[must_use]
pub fn compared(bitext: &Bitext) -> Compared {
    let parts = bitext.documents.as_ref().map(|document| {
        let sentences = document
            .sentences
            .get(..COMPARED)
            .unwrap_or(&document.sentences);
        let paragraphs = sentences.last().map_or(0, |last| last.paragraph + 1);
        Document {
            text: document.text.clone(),
            lang: document.lang.clone(),
            sentences: sentences.to_vec(),
            paragraphs: document
                .paragraphs
                .get(..paragraphs)
                .unwrap_or(&[])
                .to_vec(),
        }
    });
    let beads: Vec<Bead> = bitext
        .beads
        .iter()
        .filter(|bead| !bead.is_null() && bead.confidence.value() >= SURE)
        .cloned()
        .collect();
    let encoder = Encoder::load();
    let names = names(&Texts {
        documents: &[&parts.source, &parts.target],
        linked: &[Linked {
            source: 0,
            target: 1,
            beads: &beads,
        }],
        encoder,
    });
    Compared {
        comparison: compare(
            Sides::new((0, &parts.source), (1, &parts.target)),
            &names,
            encoder,
        ),
        names,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bayn_doc::Score;
    use bayn_text::Lang;
    use harf::Span;

    fn text(lang: &str, text: &str) -> Document {
        let mut document = Document {
            lang: Lang::new(lang),
            text: text.to_owned(),
            ..Document::default()
        };
        document.push_sentence(Span::new(0, text.len()), true);
        document
    }

    #[test]
    fn without_a_model_no_check_compares_by_meaning() {
        let mut bitext = Bitext {
            documents: Sides::new(
                text(
                    "ar",
                    "قال المدير إن المصنع سيغلق أبوابه غدًا، وإن العمال سيحصلون على أجور ثلاثة أشهر كاملة.",
                ),
                text(
                    "en",
                    "The director said that the factory would close its doors tomorrow.",
                ),
            ),
            beads: vec![Bead::new(Sides::new(0..1, 0..1), Score::ONE)],
        };
        bitext.name_beads();
        let gaps = |by_strings: bool| {
            let options = Options {
                only: ["gap".to_owned()].into(),
                by_strings,
                ..Options::default()
            };
            checked(&bitext, &options).len()
        };
        assert_eq!(gaps(true), 0);
        assert!(gaps(false) > 0, "a clause is missing");
    }
}
