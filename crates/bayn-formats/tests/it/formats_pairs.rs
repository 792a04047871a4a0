//! The pairs of a text and its translation outlive every format that is written, whatever their
//! languages and whatever stands in them.

use bayn_doc::{Side, Sides};
use bayn_formats::{
    Corpus, FileInfo, Format, Kind, Loaded, Segment, Text, Unit, WriteOptions, detect, read,
    read_together, to_bitext, write, write_together,
};
use bayn_text::{Lang, sanitise};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

/// What is written for people alone: a page, a book, a table in Markdown, text without its pairs,
/// subtitles, which need times, and an alignment without its texts.
const FOR_PEOPLE: [Format; 7] = [
    Format::Plain,
    Format::Markdown,
    Format::Html,
    Format::Epub,
    Format::Srt,
    Format::Vtt,
    Format::Ladder,
];

/// Languages of the two texts, and whether files that are told apart by them alone are refused.
const LANGS: [([&str; 2], bool); 7] = [
    (["ar", "en"], false),
    (["en", "en"], true),
    (["und", "und"], true),
    (["und", "und-x-target"], false),
    (["ar", "ar-EG"], false),
    (["en", "und"], false),
    (["und", "ar"], false),
];

fn piece() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("tea"),
        Just("\u{634}\u{627}\u{64a}"),
        Just("\u{200f}\u{661}\u{662}"),
        Just("<b>&amp;"),
        Just("\"quoted\""),
        Just("\""),
        Just("it's"),
        Just("a,b;c"),
        Just("C:\\new"),
        Just("{1}"),
        Just("en"),
        Just("source"),
        Just("0.5"),
        Just("=1+1"),
        Just("# not a comment"),
        Just("msgid \"x\""),
        Just("sep=;"),
        Just("\u{1}"),
        Just("\u{b}"),
        Just("\u{1f600}"),
    ];
    let joint = prop_oneof![Just(" "), Just("\n"), Just("\t"), Just("\r\n"), Just("  ")];
    proptest::collection::vec((piece, joint), 1..4).prop_map(|pieces| {
        pieces
            .into_iter()
            .flat_map(|(piece, joint)| [piece, joint])
            .collect()
    })
}

/// Pairs of which a side may be empty, but not both.
fn pairs() -> impl Strategy<Value = Vec<[String; 2]>> {
    let pair = (piece(), piece(), 0..6_u8).prop_map(|(source, target, lone)| match lone {
        0 => [source, String::new()],
        1 => [String::new(), target],
        _ => [source, target],
    });
    proptest::collection::vec(pair, 1..6)
}

fn corpus(tags: &[&str], pairs: &[[String; 2]]) -> Corpus {
    let unit = |(at, pair): (usize, &[String; 2])| {
        let mut segment = Segment::default();
        for (lang, text) in pair.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
            segment.texts.set(lang, vec![Text::from(text.as_str())]);
        }
        Unit {
            id: format!("u{at}"),
            segments: vec![segment],
            ..Unit::default()
        }
    };
    Corpus {
        langs: tags.iter().map(|tag| Lang::new(tag)).collect(),
        files: vec![FileInfo::default()],
        units: pairs.iter().enumerate().map(unit).collect(),
        ..Corpus::default()
    }
}

/// The pairs as a reader shows them: without controls, for which XML has U+FFFD, each text on one
/// line.
fn shown(corpus: &Corpus) -> Vec<[String; 2]> {
    let bitext = to_bitext(corpus);
    let line = |bead: usize, side: Side| {
        let clean = sanitise(bitext.text_of(bead, side))
            .text
            .replace('\u{fffd}', "");
        let words: Vec<&str> = clean.split_whitespace().collect();
        words.join(" ")
    };
    (0..bitext.beads.len())
        .map(|bead| Side::BOTH.map(|side| line(bead, side)))
        .filter(|pair| pair.iter().any(|text| !text.is_empty()))
        .collect()
}

/// Writes and reads back; `None` where the format refuses two texts of one name.
fn through(corpus: &Corpus, format: Format) -> Result<Option<Corpus>, String> {
    match write_together(corpus, format, "x.xml") {
        Ok(None) => {
            let options = WriteOptions::default();
            let (bytes, _) = write(corpus, format, &options).expect("it is written");
            let name = format!("x.{}", format.endings().first().unwrap_or(&format.name()));
            // The file says itself what it is.
            let file = || String::from_utf8_lossy(&bytes).into_owned();
            let kind = detect(&name, &bytes);
            if kind != Kind::Of(format) {
                return Err(format!("taken for {kind:?}:\n{}", file()));
            }
            match read(&name, &bytes, None) {
                Ok(Loaded::Corpus(read)) => Ok(Some(read)),
                other => Err(format!("{other:?}\n{}", file())),
            }
        }
        Ok(Some(together)) => {
            let files: Vec<(&str, &[u8])> = together
                .files
                .iter()
                .map(|file| (&*file.name, &*file.bytes))
                .collect();
            let langs = Sides::new(corpus.langs[0].clone(), corpus.langs[1].clone());
            let kind = (format == Format::Moses).then_some(format);
            read_together(&files, kind, &langs).map_err(|error| error.to_string())
        }
        Err(_) => Ok(None),
    }
}

#[test]
fn pairs_outlive_every_format_in_whatever_languages() {
    let written = Format::ALL
        .iter()
        .copied()
        .filter(|format| format.is_written());
    let formats: Vec<Format> = written
        .filter(|format| !FOR_PEOPLE.contains(format))
        .collect();
    assert!(formats.len() >= 9, "{formats:?}");
    let mut wrong = Vec::new();
    for format in formats {
        let by_name = matches!(format, Format::Moses | Format::Standoff);
        for (tags, is_one_name) in LANGS {
            let config = ProptestConfig {
                cases: 40,
                failure_persistence: None,
                ..ProptestConfig::default()
            };
            let outcome = TestRunner::new(config).run(&pairs(), |pairs| {
                let corpus = corpus(&tags, &pairs);
                match through(&corpus, format).map_err(TestCaseError::fail)? {
                    Some(back) => prop_assert_eq!(shown(&back), shown(&corpus)),
                    None => prop_assert!(by_name && is_one_name, "refused"),
                }
                Ok(())
            });
            if let Err(error) = outcome {
                wrong.push(format!("{format} in {tags:?}: {error}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn of_several_languages_two_may_be_one() {
    let tags = ["en", "fr", "en", "fr"];
    let unit = |lang: usize| {
        let mut segment = Segment::default();
        segment.texts.set(lang, vec![Text::from("tea")]);
        segment.texts.set(3, vec![Text::from("th\u{e9}")]);
        Unit {
            id: lang.to_string(),
            segments: vec![segment],
            ..Unit::default()
        }
    };
    let corpus = Corpus {
        units: [0, 2, 1].map(unit).into(),
        ..corpus(&tags, &[])
    };
    for format in [Format::Jsonl, Format::Tsv, Format::Csv] {
        let back = through(&corpus, format).expect("read").expect("written");
        assert_eq!(back.langs, corpus.langs, "{format}");
        let texts = |corpus: &Corpus| -> Vec<_> {
            let segments = corpus.segments();
            segments.map(|segment| segment.texts.clone()).collect()
        };
        assert_eq!(texts(&back), texts(&corpus), "{format}");
    }
}
