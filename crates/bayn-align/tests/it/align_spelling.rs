//! Texts that the encoder does not read as they are written: vowel marks, languages that it
//! does not know.

use crate::sets_kit::{Gold, read_set};
use bayn_align::encoder::Encoder;
use bayn_align::{Counts, LadderBead, Options, align, count, summarise};
use bayn_doc::{Document, Sides};
use std::fs;

fn options() -> Option<Options<'static>> {
    let Some(encoder) = Encoder::load() else {
        testkit::skip("this build carries no encoder");
        return None;
    };
    Some(Options {
        encoder: Some(encoder),
        ..Options::default()
    })
}

/// Puts a vowel mark behind so many of a hundred Arabic letters, by a generator of its own.
fn marked(text: &str, of_hundred: u64, seed: u64) -> String {
    let mut state = seed;
    let mut random = move || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        state >> 33
    };
    let mut out = String::new();
    for c in text.chars() {
        out.push(c);
        if matches!(c, '\u{621}'..='\u{64A}') && c != '\u{640}' && random() % 100 < of_hundred {
            let mark = u32::try_from(random() % 8).unwrap_or(0);
            out.extend(char::from_u32(0x64B + mark));
        }
    }
    out
}

#[test]
#[ignore = "takes minutes without optimisation"]
fn vowel_marks_change_no_alignment() {
    let (Some(options), Some(documents)) = (options(), read_set("alignar-literature")) else {
        return;
    };
    let figure = |of_hundred| {
        let mut total = Counts::default();
        for (seed, Gold { texts, beads }) in (7..).zip(&documents) {
            let documents = texts
                .as_ref()
                .map(|text| Document::pre_segmented(&marked(text, of_hundred, seed)));
            let found: Vec<LadderBead> = align(&documents, &options)
                .beads
                .iter()
                .map(LadderBead::from)
                .collect();
            total += count(beads, &found);
        }
        summarise(&total).f1
    };
    let bare = figure(0);
    for of_hundred in [30, 70] {
        let f1 = figure(of_hundred);
        eprintln!("marks on {of_hundred} of 100 letters: {f1:.3}, bare {bare:.3}");
        assert!(
            (f1 - bare).abs() <= 0.02,
            "{of_hundred}: {f1} beside {bare}"
        );
    }
}

/// The lines of a language, each a sentence of one paragraph.
fn lines(lang: &str, range: std::ops::Range<usize>) -> Option<Document> {
    let path = testkit::shared_or_skip("align/ntrex-multi")?.join(format!("{lang}.txt"));
    let text = fs::read_to_string(path).expect("a list of sentences");
    let kept = text.lines().skip(range.start).take(range.len());
    let sentences: Vec<&str> = kept
        .filter_map(|line| line.split_once('\t'))
        .map(|(_, text)| text)
        .collect();
    Some(Document::pre_segmented(&sentences.join("\n\n")))
}

#[test]
#[ignore = "takes minutes without optimisation"]
fn a_long_text_in_a_language_that_the_encoder_does_not_know_keeps_its_words() {
    let Some(options) = options() else { return };
    for lang in ["he", "ckb", "ug", "sd"] {
        let pair = |source, target| Some(Sides::new(lines(lang, source)?, lines("en", target)?));
        let Some(documents) = pair(0..600, 0..600) else {
            return;
        };
        let beads = align(&documents, &options).beads;
        let right = beads.iter().filter(|bead| {
            let Sides { source, target } = &bead.sentences;
            source.len() == 1 && source == target
        });
        let right = right.count();
        eprintln!("{lang}: {right} of 600");
        assert!(right >= 580, "{lang}: {right} of 600");
        // Texts that have nothing to do with each other still come apart.
        let Some(documents) = pair(0..480, 500..980) else {
            return;
        };
        let beads = align(&documents, &options).beads;
        let linked = beads.iter().filter(|bead| !bead.is_null()).count();
        assert!(
            linked <= 5,
            "{lang}: {linked} pairs of texts that are no translations"
        );
    }
}
