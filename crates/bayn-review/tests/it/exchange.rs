//! A review goes out as XLIFF, TMX or JSON Lines and comes back whole; what another tool
//! changed in between counts.

use crate::store_kit;

use bayn_doc::Sides;
use bayn_doc::{
    Annotations, BeadStatus, Entry, Mark, Note, Rating, ReviewedBitext, Severity, Verdict,
};
use bayn_formats as format;
use bayn_formats::issue::Family;
use bayn_formats::{Corpus, Format, Loaded, WriteOptions};
use bayn_review::exchange::{self, Form};
use bayn_text::Lang;
use harf::Span;
use proptest::prelude::*;

/// Texts with their languages, aligned one to one.
fn review(source: &str, target: &str) -> ReviewedBitext {
    let mut review = store_kit::review(source, target);
    review.bitext.documents.source.lang = Lang::new("en");
    review.bitext.documents.target.lang = Lang::new("de");
    review
}

const FORMS: [(Form, Format); 4] = [
    (Form::Xliff(Family::Xliff2), Format::Xliff2),
    (Form::Xliff(Family::Xliff12), Format::Xliff12),
    (Form::Props, Format::Tmx),
    (Form::Props, Format::Jsonl),
];

fn out_and_in(review: &ReviewedBitext, form: Form, format: Format) -> (Vec<u8>, Corpus) {
    let corpus = exchange::write(&review.bitext, &review.notes, "report.txt", form);
    let (bytes, _) = format::write(&corpus, format, &WriteOptions::default()).expect("written");
    match format::read("x", &bytes, Some(format)) {
        Ok(Loaded::Corpus(corpus)) => (bytes, corpus),
        other => unreachable!("{format}: {other:?}\n{}", String::from_utf8_lossy(&bytes)),
    }
}

fn taken(corpus: &Corpus, review: &ReviewedBitext) -> Annotations {
    let none = Annotations::default();
    let taken = exchange::read(corpus, &review.bitext, &none, ("someone", 7));
    assert_eq!(taken.strays, Vec::<String>::new());
    let mut notes = Annotations::default();
    for entry in taken.entries {
        notes.replace(&entry.key(), Some(entry));
    }
    notes
}

/// Letters of one to four bytes, and what XML and JSON must escape.
fn words() -> impl Strategy<Value = String> {
    let letters = prop::sample::select(vec![
        'a',
        'Z',
        ' ',
        '<',
        '&',
        '"',
        '\'',
        '>',
        ']',
        '\u{e9}',
        '\u{628}',
        '\u{64e}',
        '\u{1f600}',
    ]);
    prop::collection::vec(letters, 0..12).prop_map(|letters| letters.into_iter().collect())
}

/// Sentences, so many on each side; a side may be shorter than the other.
fn text() -> impl Strategy<Value = String> {
    prop::collection::vec((words(), any::<bool>()), 1..5).prop_map(|parts| {
        let mut text = String::new();
        for (words, ends) in parts {
            text.push('x');
            text.push_str(words.trim_end());
            text.push_str(if ends { ".\n" } else { ". " });
        }
        text
    })
}

/// The words from some letter on, where a bead has any.
fn span(text: &str, bead: Option<Span>, from: usize, len: usize) -> Option<Span> {
    let bead = bead?;
    let letters: Vec<(usize, char)> = bead
        .of(text)
        .char_indices()
        .filter(|(_, c)| !c.is_whitespace())
        .collect();
    let first = letters.get(from % letters.len().max(1))?;
    let last = letters
        .get(from % letters.len().max(1) + len)
        .unwrap_or(letters.last()?);
    Some(Span::new(first.0, last.0 + last.1.len_utf8()).shifted(bead.start))
}

const CATEGORIES: [&str; 5] = ["mistranslation", "omission", "", "grammar", "Foreign/Thing"];

type Seed = (usize, usize, usize, usize, usize, String);

fn filled(source: &str, target: &str, seeds: &[Seed]) -> ReviewedBitext {
    let mut review = review(source, target);
    for (at, (kind, place, len, category, severity, words)) in seeds.iter().enumerate() {
        let count = review.bitext.beads.len();
        let bead = review.bitext.beads[place % count].clone();
        let spans = Sides::from_fn(|side| {
            let document = &review.bitext.documents[side];
            let whole = document.span_of(&bead.sentences[side]);
            let wanted = match side {
                bayn_doc::Side::Source => category % 2 == 0,
                bayn_doc::Side::Target => category % 3 != 0,
            };
            let found = span(&document.text, whole.filter(|_| wanted), *place, *len);
            found.into_iter().collect::<Vec<Span>>()
        });
        let time = at as u64 + 1;
        match kind % 4 {
            0 | 1 => {
                review.add_mark(Mark {
                    bead: bead.id,
                    spans,
                    category: CATEGORIES[*category].to_owned(),
                    severity: Severity::ALL[*severity],
                    note: words.trim().to_owned(),
                    suggestion: if *len == 2 {
                        words.clone()
                    } else {
                        String::new()
                    },
                    rater: "r<1>".to_owned(),
                    time,
                    check: String::new(),
                });
            }
            2 => {
                review.add_note(Note {
                    bead: bead.id,
                    spans,
                    text: format!("n{words}"),
                    author: "r2".to_owned(),
                    time,
                });
            }
            _ => {
                let status = match severity {
                    0 => BeadStatus::Accepted,
                    1 => BeadStatus::NeedsReview,
                    _ => BeadStatus::Rejected(words.clone()),
                };
                review.set_status(bead.id, Some(status), "r3", time);
                let rating = Rating::new(f32::from(u8::try_from(*len).unwrap_or(0)) * 7.5, time);
                review.set_rating(bead.id, "r3", Some(rating));
            }
        }
    }
    review
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn everything_written_comes_back(
        source in text(),
        target in text(),
        seeds in prop::collection::vec(
            (0..4_usize, 0..40_usize, 0..4_usize, 0..5_usize, 0..4_usize, words()),
            0..8,
        ),
    ) {
        let review = filled(&source, &target, &seeds);
        for (form, format) in FORMS {
            let (bytes, corpus) = out_and_in(&review, form, format);
            let found = taken(&corpus, &review);
            let ours: Vec<&Entry> = review.notes.entries().collect();
            let theirs: Vec<&Entry> = found.entries().collect();
            prop_assert_eq!(ours, theirs, "{}\n{}", format, String::from_utf8_lossy(&bytes));
        }
    }
}

const SOURCE: &str = "One two three four. Five six.\n";
const TARGET: &str = "Eins zwei drei vier. Fuenf sechs.\n";

/// Three marks on the first target sentence, two of which share words.
fn overlapping() -> ReviewedBitext {
    let mut review = review(SOURCE, TARGET);
    let bead = review.bitext.beads[0].id;
    for (start, end, note) in [(0, 9, "a"), (5, 14, "b"), (15, 19, "c")] {
        review.add_mark(Mark {
            bead,
            spans: Sides::new(vec![], vec![Span::new(start, end)]),
            category: "mistranslation".to_owned(),
            severity: Severity::Major,
            note: note.to_owned(),
            rater: "r".to_owned(),
            time: start as u64,
            ..Mark::default()
        });
    }
    review
}

#[test]
fn words_of_their_own_are_marked_inline_and_shared_ones_stand_off() {
    for (family, format) in [
        (Family::Xliff2, Format::Xliff2),
        (Family::Xliff12, Format::Xliff12),
    ] {
        let (bytes, corpus) = out_and_in(&overlapping(), Form::Xliff(family), format);
        let xml = String::from_utf8(bytes).expect("UTF-8");
        assert!(xml.contains("its:locQualityIssueSeverity=\"60\""), "{xml}");
        assert_eq!(xml.matches("locQualityIssuesRef=").count(), 3, "{xml}");
        let issues = format::issue::take_issues(&corpus.units[0], 0);
        let spans: Vec<(usize, usize, &str)> = issues
            .iter()
            .map(|issue| {
                (
                    issue.span.start,
                    issue.span.end,
                    issue.says.comment.as_str(),
                )
            })
            .collect();
        assert_eq!(spans, [(0, 9, "a"), (5, 14, "b"), (15, 19, "c")]);
    }
}

#[test]
fn what_another_tool_took_away_is_not_taken() {
    let review = overlapping();
    let (bytes, _) = out_and_in(&review, Form::Xliff(Family::Xliff2), Format::Xliff2);
    let xml = String::from_utf8(bytes).expect("UTF-8");
    // The reviewer's tool took one mark away and made another minor.
    let from = xml.find("<mrk").expect("a mark");
    let last = xml.rfind("<mrk").expect("a mark");
    assert!(from < last);
    let end = xml[last..].find('>').expect("its end") + last + 1;
    let mut changed = xml.clone();
    changed.replace_range(last..end, "");
    let close = changed[last..].find("</mrk>").expect("its close") + last;
    changed.replace_range(close..close + "</mrk>".len(), "");
    let Ok(Loaded::Corpus(corpus)) = format::read("x", changed.as_bytes(), Some(Format::Xliff2))
    else {
        panic!("{changed}");
    };
    let taken = exchange::read(&corpus, &review.bitext, &Annotations::default(), ("x", 9));
    assert_eq!(taken.gone, 1);
    let marks = taken
        .entries
        .iter()
        .filter(|entry| matches!(entry, Entry::Mark(..)));
    assert_eq!(marks.count(), 2);
}

#[test]
fn issues_and_notes_of_other_tools_are_taken() {
    // As Okapi CheckMate writes stand-off issues, and inline ones by hand.
    let xml = r##"<?xml version="1.0"?>
<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" xmlns:its="http://www.w3.org/2005/11/its"
 version="2.1" srcLang="en" trgLang="de" its:version="2.0"><file id="f1"><unit id="1">
<its:locQualityIssues xml:id="lqi1"><its:locQualityIssue locQualityIssueType="misspelling"
 locQualityIssueComment="typo" locQualityIssueSeverity="15"/><its:locQualityIssue
 locQualityIssueType="grammar" locQualityIssueEnabled="no"/></its:locQualityIssues>
<notes><note>please look</note></notes><segment><source>One two three four.</source>
<target><mrk id="m1" type="its:generic" its:locQualityIssuesRef="#its=lqi1">Eins</mrk> zwei <mrk
 id="m2" type="its:generic" its:locQualityIssueType="omission" its:locQualityIssueSeverity="90">drei
 vier.</mrk></target></segment></unit></file></xliff>"##;
    let review = review(SOURCE, TARGET);
    let Ok(Loaded::Corpus(corpus)) = format::read("x", xml.as_bytes(), Some(Format::Xliff2)) else {
        panic!("it is read");
    };
    let notes = taken(&corpus, &review);
    let text = &review.bitext.documents.target.text;
    let mut marks: Vec<(&str, &str, Severity, &str)> = notes
        .marks()
        .map(|(_, mark)| {
            let words = mark.spans.target[0].of(text);
            (
                words,
                mark.category.as_str(),
                mark.severity,
                mark.note.as_str(),
            )
        })
        .collect();
    marks.sort_unstable();
    assert_eq!(
        marks,
        [
            ("Eins", "spelling", Severity::Minor, "typo"),
            ("drei vier.", "omission", Severity::Critical, ""),
        ]
    );
    let note = notes
        .notes_of(review.bitext.beads[0].id)
        .next()
        .expect("a note");
    assert_eq!(
        (note.1.text.as_str(), note.1.author.as_str()),
        ("please look", "someone")
    );
}

#[test]
fn a_verdict_is_the_state_of_the_segment() {
    let mut review = review(SOURCE, TARGET);
    let ids: Vec<_> = review.bitext.beads.iter().map(|bead| bead.id).collect();
    review.set_status(ids[0], Some(BeadStatus::Accepted), "r", 1);
    review.set_status(ids[1], Some(BeadStatus::Rejected("no".into())), "r", 1);
    let verdict: &Verdict = review.notes.verdict(ids[1]).expect("a verdict");
    assert_eq!(verdict.by, "r");
    let (bytes, _) = out_and_in(&review, Form::Xliff(Family::Xliff2), Format::Xliff2);
    let xml = String::from_utf8(bytes).expect("UTF-8");
    assert!(
        xml.contains("state=\"reviewed\" subState=\"bayn:accepted\""),
        "{xml}"
    );
    assert!(xml.contains("subState=\"bayn:rejected\"") && xml.contains("rejected: no"));
    let (bytes, _) = out_and_in(&review, Form::Xliff(Family::Xliff12), Format::Xliff12);
    let xml = String::from_utf8(bytes).expect("UTF-8");
    assert!(xml.contains("state=\"signed-off\""), "{xml}");
    assert!(
        xml.contains("state-qualifier=\"rejected-inaccurate\""),
        "{xml}"
    );
}

/// A file with codes in both texts, as it is read and reviewed.
fn with_codes() -> (Corpus, ReviewedBitext) {
    let bytes = include_bytes!("../../../bayn-formats/tests/data/formats/rich.tmx");
    let Ok(Loaded::Corpus(corpus)) = format::read("rich.tmx", bytes, Some(Format::Tmx)) else {
        unreachable!("the file is read");
    };
    let lang = |tag: &str| {
        corpus
            .find_lang(&Lang::new(tag))
            .expect("a language of the file")
    };
    let both = [lang("ar"), lang("en")];
    let corpus = corpus.choose(&both);
    let mut bitext = format::to_bitext(&corpus);
    bitext.name_beads();
    let mut review = ReviewedBitext {
        bitext,
        ..ReviewedBitext::default()
    };
    let target = &review.bitext.documents.target.text;
    let start = target.find("port").expect("a word before the code");
    let open = target.find("open").expect("a word inside the code");
    // One mark beside the code, one on the word inside it, one across its border.
    for span in [(start, start + 4), (open, open + 4), (start, open + 4)] {
        review.add_mark(Mark {
            bead: review.bitext.beads[0].id,
            spans: Sides::new(Vec::new(), vec![Span::new(span.0, span.1)]),
            category: "mistranslation".to_owned(),
            severity: Severity::Minor,
            rater: "rita".to_owned(),
            time: 3,
            ..Mark::default()
        });
    }
    (corpus, review)
}

#[test]
fn codes_of_the_reviewed_file_are_kept_and_marks_lie_on_their_words() {
    let (file, review) = with_codes();
    let count = |corpus: &Corpus| -> usize {
        let texts = corpus.segments().flat_map(|segment| segment.texts.all());
        let codes = texts.flat_map(|text| text.codes());
        codes.filter(|code| !code.mark).count()
    };
    let own = count(&file);
    assert!(own >= 6, "{own}");
    for (form, format) in FORMS {
        let corpus = exchange::write_onto(&file, &review.bitext, &review.notes, "rich.tmx", form);
        let (bytes, _) = format::write(&corpus, format, &WriteOptions::default()).expect("written");
        let text = String::from_utf8_lossy(&bytes);
        let Ok(Loaded::Corpus(back)) = format::read("x", &bytes, Some(format)) else {
            unreachable!("{format}: {text}");
        };
        let mut texts = back.segments().flat_map(|segment| segment.texts.all());
        let bare = texts.all(|words| !words.plain().contains("{1}"));
        assert!(bare, "{format}: no placeholder is written as text\n{text}");
        if format != Format::Jsonl {
            assert_eq!(count(&back), own, "{format}: {text}");
        }
        let none = Annotations::default();
        let found = exchange::read(&back, &review.bitext, &none, ("someone", 7));
        assert_eq!((found.gone, found.strays.len()), (0, 0), "{format}: {text}");
        let mut notes = Annotations::default();
        for entry in found.entries {
            notes.replace(&entry.key(), Some(entry));
        }
        assert_eq!(notes, review.notes, "{format}: {text}");
    }
}
