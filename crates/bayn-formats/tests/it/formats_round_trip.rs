//! The invariant of all formats: what is written is read back the same, through one format
//! and through every pair of them, as far as both can hold it.

use bayn_formats::{
    Code, Corpus, FileInfo, Format, Loaded, Note, Prop, Role, Segment, State, Text, Texts, Unit,
    WriteOptions, read, write,
};
use bayn_text::Lang;
use proptest::prelude::*;

/// What a format can hold, beyond pairs of texts.
#[derive(Clone, Copy, Debug)]
struct Holds {
    codes: bool,
    states: bool,
    /// Several sentences on a side, or none on one.
    beads: bool,
    /// No text on the target side.
    lone_source: bool,
    /// Several segments in a unit.
    segments: bool,
    notes: bool,
    props: bool,
    confidence: bool,
    third: bool,
    /// Line breaks, tabs and spaces at the ends.
    space: bool,
    /// Identifiers of units.
    ids: bool,
    langs: bool,
}

const ALL: Holds = Holds {
    codes: true,
    states: true,
    beads: true,
    lone_source: true,
    segments: true,
    notes: true,
    props: true,
    confidence: true,
    third: true,
    space: true,
    ids: true,
    langs: true,
};

impl Holds {
    fn and(self, other: Self) -> Self {
        Self {
            codes: self.codes && other.codes,
            states: self.states && other.states,
            beads: self.beads && other.beads,
            lone_source: self.lone_source && other.lone_source,
            segments: self.segments && other.segments,
            notes: self.notes && other.notes,
            props: self.props && other.props,
            confidence: self.confidence && other.confidence,
            third: self.third && other.third,
            space: self.space && other.space,
            ids: self.ids && other.ids,
            langs: self.langs && other.langs,
        }
    }
}

fn formats() -> Vec<(Format, Holds)> {
    vec![
        (Format::Jsonl, ALL),
        (
            Format::Tmx,
            Holds {
                states: false,
                beads: false,
                segments: false,
                confidence: false,
                ..ALL
            },
        ),
        (
            Format::Xliff2,
            Holds {
                beads: false,
                props: false,
                confidence: false,
                third: false,
                ..ALL
            },
        ),
        (
            Format::Xliff12,
            Holds {
                beads: false,
                props: false,
                confidence: false,
                third: false,
                segments: false,
                ..ALL
            },
        ),
        (
            Format::Tsv,
            Holds {
                codes: false,
                props: false,
                notes: false,
                ..ALL
            },
        ),
        (
            Format::Csv,
            Holds {
                codes: false,
                props: false,
                notes: false,
                ..ALL
            },
        ),
        (
            Format::Po,
            Holds {
                codes: false,
                states: false,
                beads: false,
                segments: false,
                notes: false,
                props: false,
                confidence: false,
                third: false,
                ids: false,
                langs: false,
                ..ALL
            },
        ),
    ]
}

/// Words in both directions, with what must be escaped somewhere.
fn words(space: bool) -> impl Strategy<Value = String> {
    let word = prop_oneof![
        Just("report"),
        Just("\u{628}\u{64a}\u{646}"),
        Just("\u{627}\u{644}\u{62a}\u{642}\u{631}\u{64a}\u{631}\u{60c}"),
        Just("<b>&amp;</b>"),
        Just("\"quoted\""),
        Just("a,b;c"),
        Just("5 > 3 & 2 < 4"),
        Just("\u{200f}\u{661}\u{662}"),
        Just("it's"),
        Just("C:\\new\\table"),
        Just("\u{1f600}"),
        Just("{1}"),
        Just("%d"),
    ];
    (proptest::collection::vec(word, 1..5), 0..6_u8).prop_map(move |(words, kind)| {
        let text = words.join(" ");
        match kind {
            0 if space => format!("{text}\n{text}"),
            1 if space => format!(" {text} "),
            2 if space => format!("{text}\t{text}"),
            3 if space => format!("\"{text}\""),
            _ => text,
        }
    })
}

fn code(role: Role, id: &str, data: &str) -> Code {
    Code {
        role,
        id: id.to_owned(),
        data: data.to_owned(),
        ..Code::default()
    }
}

fn text(holds: Holds) -> impl Strategy<Value = Text> {
    (
        words(holds.space),
        words(false),
        words(false),
        if holds.codes { 0..4_u8 } else { 0..1 },
    )
        .prop_map(|(first, second, third, codes)| {
            let mut text = Text::from(first.as_str());
            if codes == 1 || codes == 2 {
                text.push_code(code(Role::Open, "1", "<b>"));
                text.push_str(&second);
                if codes == 2 {
                    text.push_code(code(Role::Alone, "2", "<br/>"));
                }
                text.push_code(code(Role::Close, "1", "</b>"));
                text.push_str(&third);
            }
            if codes == 3 {
                text.push_code(code(Role::Open, "1", "<b>"));
                text.push_str(&second);
                text.push_code(code(Role::Open, "3", "<i>"));
                text.push_str(&third);
                text.push_code(code(Role::Close, "1", "</b>"));
                text.push_str("x");
                text.push_code(code(Role::Close, "3", "</i>"));
            }
            text
        })
}

fn segment(holds: Holds) -> impl Strategy<Value = Segment> {
    let sides = if holds.third { 3 } else { 2 };
    let side = proptest::collection::vec(text(holds), 1..if holds.beads { 3 } else { 2 });
    (
        proptest::collection::vec(side, sides..=sides),
        0..6_u8,
        0..5_u8,
        0..=100_u8,
    )
        .prop_map(move |(mut texts, absent, state, confidence)| {
            match absent {
                0 if holds.lone_source => texts[1].clear(),
                1 if holds.beads => texts[0].clear(),
                _ => {}
            }
            let state = match state {
                _ if !holds.states || texts[1].is_empty() => None,
                0 => Some(State::Initial),
                1 => Some(State::Translated),
                2 => Some(State::Reviewed),
                3 => Some(State::Final),
                _ => None,
            };
            let mut by_lang = Texts::default();
            for (lang, sentences) in texts.into_iter().enumerate() {
                by_lang.set(lang, sentences);
            }
            Segment {
                texts: by_lang,
                state,
                confidence: (holds.confidence && confidence < 90)
                    .then_some(f32::from(confidence) / 128.0),
                ..Segment::default()
            }
        })
}

fn unit(holds: Holds) -> impl Strategy<Value = Unit> {
    (
        proptest::collection::vec(segment(holds), 1..if holds.segments { 4 } else { 2 }),
        proptest::collection::vec(words(false), 0..3),
        proptest::collection::vec(words(false), 0..3),
    )
        .prop_map(move |(segments, notes, props)| Unit {
            segments,
            notes: notes
                .into_iter()
                .filter(|_| holds.notes)
                .map(|text| Note {
                    text,
                    ..Note::default()
                })
                .collect(),
            props: props
                .into_iter()
                .filter(|_| holds.props)
                .map(|value| Prop {
                    kind: "x-subject".into(),
                    value,
                    ..Prop::default()
                })
                .collect(),
            ..Unit::default()
        })
}

fn corpus(holds: Holds) -> impl Strategy<Value = Corpus> {
    proptest::collection::vec(unit(holds), 1..6).prop_map(move |mut units| {
        for (number, unit) in units.iter_mut().enumerate() {
            if holds.ids {
                unit.id = format!("u{}", number + 1);
            }
            // A code occurs once in a unit, or its twin could not be told from it.
            for (at, segment) in unit.segments.iter_mut().enumerate().skip(1) {
                for text in segment.texts.all_mut() {
                    *text = renamed(text, at);
                }
            }
        }
        // Every language must occur somewhere, or a format that has no list of them
        // could not say that it is there.
        if let Some(first) = units.first_mut().and_then(|unit| unit.segments.first_mut()) {
            for lang in 0..if holds.third { 3 } else { 2 } {
                if first.sentences(lang).is_empty() {
                    first.texts.set(lang, vec![Text::from("x")]);
                }
            }
        }
        let tags: &[&str] = match (holds.langs, holds.third) {
            (false, _) => &["und", "und-x-target"],
            (true, false) => &["ar", "en"],
            (true, true) => &["ar", "en", "zh-hant"],
        };
        Corpus {
            langs: tags.iter().map(|tag| Lang::new(tag)).collect(),
            files: vec![FileInfo::default()],
            units,
            ..Corpus::default()
        }
    })
}

fn renamed(text: &Text, segment: usize) -> Text {
    let mut out = Text::default();
    for part in text.parts() {
        match part {
            bayn_formats::Part::Text(piece) => out.push_str(piece),
            bayn_formats::Part::Code(code) => out.push_code(Code {
                id: format!("{}-{segment}", code.id),
                ..(**code).clone()
            }),
        }
    }
    out
}

/// Drops what a format adds of its own: its header, identifiers that it must have, and the word
/// that a corpus breaks its rules (the same message twice in a PO).
fn bare(mut corpus: Corpus, ids: bool) -> Corpus {
    corpus.warnings.clear();
    corpus.attrs.clear();
    corpus.props.retain(|prop| prop.kind != "po:header");
    for file in &mut corpus.files {
        file.id.clear();
        file.attrs.clear();
    }
    for unit in &mut corpus.units {
        unit.attrs.clear();
        if !ids {
            unit.id.clear();
        }
        for segment in &mut unit.segments {
            segment.id.clear();
            segment.attrs.clear();
            for text in segment.texts.all_mut() {
                let mut clean = Text::default();
                for part in text.parts() {
                    match part {
                        bayn_formats::Part::Text(piece) => clean.push_str(piece),
                        bayn_formats::Part::Code(code) => clean.push_code(Code {
                            attrs: Vec::new(),
                            ..(**code).clone()
                        }),
                    }
                }
                *text = clean;
            }
        }
    }
    corpus
}

fn through(corpus: &Corpus, format: Format) -> Corpus {
    let (bytes, _) = write(corpus, format, &WriteOptions::default()).expect("it is written");
    match read(&format!("x.{format}"), &bytes, Some(format)) {
        Ok(Loaded::Corpus(corpus)) => corpus,
        other => unreachable!("{format}: {other:?}\n{}", String::from_utf8_lossy(&bytes)),
    }
}

fn check(holds: Holds, path: &[Format], cases: u32) {
    let config = ProptestConfig {
        cases,
        failure_persistence: None,
        max_shrink_iters: 400,
        ..ProptestConfig::default()
    };
    let mut runner = proptest::test_runner::TestRunner::new(config);
    let outcome = runner.run(&corpus(holds), |corpus| {
        let mut now = corpus.clone();
        for format in path {
            now = through(&now, *format);
        }
        prop_assert_eq!(bare(now, holds.ids), corpus, "through {:?}", path);
        Ok(())
    });
    if let Err(error) = outcome {
        unreachable!("{error}");
    }
}

#[test]
fn every_format_gives_back_what_it_was_given() {
    for (format, holds) in formats() {
        check(holds, &[format], 48);
    }
}

#[test]
fn every_pair_of_formats_gives_back_what_both_can_hold() {
    for (first, holds) in formats() {
        for (second, also) in formats() {
            if first != second {
                check(holds.and(also), &[first, second], 12);
            }
        }
    }
}
