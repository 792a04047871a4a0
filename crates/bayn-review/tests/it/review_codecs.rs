//! Every exchange format gives back what it can hold; spans count as the format says.

use crate::store_kit;

use bayn_doc::{Annotations, Entry, Mark, Severity};
use bayn_doc::{Side, Sides};
use bayn_review::codec::{
    appraise, html, label_studio, markdown, marot, mtme, pearmut, pearmut_log, spreadsheet, wmt,
};
use bayn_review::rated::{Labels, RatedSegments, Segment, SegmentError};
use bayn_review::score::{Calibration, score};
use harf::Span;
use proptest::prelude::*;
use store_kit::{mark, review, source_text, target_text};

/// Texts of one- to four-byte letters, without what ends a cell.
fn text() -> impl Strategy<Value = String> {
    let letters = prop::sample::select(vec![
        'a',
        'Z',
        ' ',
        ',',
        '"',
        '=',
        '\'',
        '\u{e9}',
        '\u{628}',
        '\u{64e}',
        '\u{6f1}',
        '\u{1f600}',
    ]);
    prop::collection::vec(letters, 1..30).prop_map(|letters| letters.into_iter().collect())
}

/// A span of whole letters.
fn span_of(text: &str, from: usize, len: usize) -> Span {
    let bytes: Vec<usize> = text
        .char_indices()
        .map(|(at, _)| at)
        .chain([text.len()])
        .collect();
    let start = from % (bytes.len() - 1);
    let end = (start + 1 + len).min(bytes.len() - 1);
    Span::new(bytes[start], bytes[end])
}

fn error() -> impl Strategy<Value = (bool, usize, usize, usize, usize)> {
    (
        any::<bool>(),
        0..40_usize,
        0..5_usize,
        0..4_usize,
        0..3_usize,
    )
}

const CATEGORIES: [&str; 4] = [
    "Accuracy/Mistranslation",
    "Fluency/Punctuation",
    "Style/Awkward",
    "Other",
];

/// What the dice gave for a segment: texts, errors, score.
type Drawn = (String, String, Vec<(bool, usize, usize, usize, usize)>, u32);

fn rated() -> impl Strategy<Value = RatedSegments> {
    let segment = (
        text(),
        text(),
        prop::collection::vec(error(), 0..4),
        0..100_u32,
    );
    prop::collection::vec(segment, 1..6).prop_map(|segments| {
        let make = |(index, (source, target, errors, score)): (usize, Drawn)| {
            let text = Sides::new(source, target);
            let errors = errors
                .into_iter()
                .map(|(on_source, from, len, category, severity)| {
                    let side = if on_source {
                        Side::Source
                    } else {
                        Side::Target
                    };
                    let mut spans = Sides::<Vec<Span>>::default();
                    spans[side].push(span_of(&text[side], from, len));
                    SegmentError {
                        spans,
                        category: CATEGORIES[category].to_owned(),
                        severity: ["Minor", "Major", "Critical"][severity].to_owned(),
                        ..SegmentError::default()
                    }
                });
            let errors = errors.collect();
            Segment {
                seconds: None,
                verdict: None,
                system: "sys".into(),
                document: "doc".into(),
                in_document: (index + 1).to_string(),
                id: (index + 1).to_string(),
                rater: "rater 1".into(),
                langs: Sides::new("ar".into(), "en".into()),
                text,
                errors,
                score: Some(f64::from(score)),
            }
        };
        RatedSegments {
            segments: segments.into_iter().enumerate().map(make).collect(),
        }
    })
}

/// The set of rated segments without what a format does not hold.
fn reduced(rated: &RatedSegments, reduce: impl Fn(&mut Segment)) -> RatedSegments {
    let mut rated = rated.clone();
    rated.segments.iter_mut().for_each(reduce);
    rated
}

/// Returns whether a text is what quoting makes of another that holds a quotation mark.
fn is_quoted_cell(text: &str) -> bool {
    let inner = text
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    inner.is_some_and(|inner| inner.contains('"') && !inner.replace("\"\"", "").contains('"'))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_format_gives_back_what_it_holds(rated in rated()) {
        let plain = reduced(&rated, |segment| {
            segment.langs = Sides::default();
            segment.score = None;
        });
        // Such a cell is read in two ways: the format has no quoting, but some write it quoted.
        let of_side = |side| rated.segments.iter().any(|segment| is_quoted_cell(&segment.text[side]));
        prop_assume!(!Side::BOTH.into_iter().any(of_side));
        prop_assert_eq!(&wmt::read(&wmt::write(&rated)).expect("reads"), &plain);
        prop_assert_eq!(&marot::read(&marot::write(&rated)).expect("reads"), &plain);
        prop_assert_eq!(&spreadsheet::read(&spreadsheet::write(&rated)).expect("reads"), &rated);

        let lines = reduced(&rated, |segment| {
            segment.in_document.clear();
            segment.score = None;
        });
        prop_assert_eq!(&mtme::read(&mtme::write(&rated)).expect("reads"), &lines);
        let texts: Vec<Sides<String>> = rated.segments.iter().map(|at| at.text.clone()).collect();
        let ratings = reduced(&lines, |segment| {
            segment.document.clear();
            segment.langs = Sides::default();
        });
        let read = mtme::read_ratings(&mtme::write_ratings(&rated, "sys", rated.segments.len()), &texts).expect("reads");
        prop_assert_eq!(&read, &ratings);

        let on_target = reduced(&rated, |segment| {
            segment.in_document.clear();
            for error in &mut segment.errors {
                error.spans.source.clear();
            }
        });
        let text_of = |_: &str, item: &str| {
            let at = rated.segments.iter().find(|segment| segment.id == item)?;
            Some(at.text.clone())
        };
        let read = appraise::read(&appraise::write(&on_target), text_of).expect("reads");
        prop_assert_eq!(&read, &on_target);
        let campaign = reduced(&on_target, |segment| {
            for error in &mut segment.errors {
                error.severity = error.severity.to_lowercase();
            }
            segment.langs = Sides::default();
        });
        let read = pearmut::read(&pearmut::write(&campaign, "test")).expect("reads");
        prop_assert_eq!(&read, &campaign);
    }

    #[test]
    fn no_reader_falls_over_anything(text in ".{0,200}", cut in 0..400_usize, rated in rated()) {
        let mut files = vec![text];
        for file in [wmt::write(&rated), spreadsheet::write(&rated), mtme::write(&rated), pearmut::write(&rated, "c"), appraise::write(&rated)] {
            let cut = (0..=cut.min(file.len())).rev().find(|&at| file.is_char_boundary(at));
            files.push(file[..cut.unwrap_or(0)].to_owned());
        }
        for file in files {
            let _ = wmt::read(&file);
            let _ = marot::read(&file);
            let _ = spreadsheet::read(&file);
            let _ = mtme::read(&file);
            let _ = mtme::read_ratings(&file, &[]);
            let _ = pearmut::read(&file);
            let _ = pearmut_log::read(&file);
            let _ = label_studio::read(&file);
            let _ = appraise::read(&file, |_, _| Some(Sides::default()));
        }
    }
}

fn one(target: &str, span: Span) -> RatedSegments {
    RatedSegments {
        segments: vec![Segment {
            system: "s".into(),
            id: "1".into(),
            text: Sides::new("x".into(), target.into()),
            errors: vec![SegmentError {
                spans: Sides::new(vec![], vec![span]),
                severity: "minor".into(),
                ..SegmentError::default()
            }],
            score: Some(80.0),
            ..Segment::default()
        }],
    }
}

#[test]
fn each_format_counts_spans_as_it_says() {
    // "walked" is at letters 8 to 13; the letter before it takes two bytes.
    let rated = one("The man\u{a0}walked.", Span::new(9, 15));
    assert!(mtme::write(&rated).contains("\"start\":8,\"end\":14"));
    assert!(appraise::write(&rated).contains("\"\"start_i\"\":8,\"\"end_i\"\":14"));
    let pearmut = pearmut::write(&rated, "c");
    assert!(pearmut.contains("\"start_i\": 8") && pearmut.contains("\"end_i\": 13"));
    assert!(spreadsheet::write(&rated).contains(",8-14,"));
    assert!(wmt::write(&rated).contains("man\u{a0}<v>walked</v>."));
}

#[test]
fn what_is_missing_stays_missing() {
    let mut rated = one("Short.", Span::new(0, 0));
    rated.segments[0].errors[0].spans = Sides::default();
    rated.segments[0].errors[0].category = "omission".into();
    let text = appraise::write(&rated);
    assert!(text.contains("\"\"missing\"\""));
    let read = appraise::read(&text, |_, _| Some(rated.segments[0].text.clone())).expect("reads");
    assert_eq!(read.segments[0].errors, rated.segments[0].errors);
    // Behind the last letter of the target, which is where Pearmut's page shows `[missing]`.
    let campaign = pearmut::write(&rated, "c");
    assert!(campaign.contains("\"start_i\": 6") && campaign.contains("\"end_i\": 6"));
    for form in [
        campaign.clone(),
        campaign.replace("_i\": 6", "_i\": \"missing\""),
    ] {
        let read = pearmut::read(&form).expect("reads");
        assert!(read.segments[0].errors[0].spans.target.is_empty(), "{form}");
    }
}

#[test]
fn pearmut_counts_as_a_browser_and_names_the_protocol() {
    // The emoji is units 4 and 5: "was" is units 7 to 9, letters 6 to 8.
    let text = "Fee \u{1f600} was paid.";
    for (word, start, end) in [("was", 7, 9), ("\u{1f600}", 4, 5), ("Fee", 0, 2)] {
        let at = text.find(word).expect("in the text");
        let rated = one(text, Span::new(at, at + word.len()));
        let campaign = pearmut::write(&rated, "c");
        assert!(
            campaign.contains(&format!("\"start_i\": {start}")),
            "{campaign}"
        );
        assert!(
            campaign.contains(&format!("\"end_i\": {end}")),
            "{campaign}"
        );
        let read = pearmut::read(&campaign).expect("reads");
        assert_eq!(
            read.segments[0].errors[0].spans,
            rated.segments[0].errors[0].spans
        );
    }
    let mut rated = one(text, Span::new(0, 3));
    rated.segments[0].errors[0].category = "Other".into();
    assert!(pearmut::write(&rated, "c").contains("\"protocol\": \"MQM\""));
    rated.segments[0].errors[0].category = String::new();
    assert!(pearmut::write(&rated, "c").contains("\"protocol\": \"ESA\""));
}

#[test]
fn a_file_read_again_says_nothing_new() {
    let mut review = review(&source_text(9), &target_text(9));
    mark(&mut review, "number 4", 5);
    mark(&mut review, "thing 49", 6);
    let rated = RatedSegments::of(&review.bitext, &review.notes, &Labels::default());
    // Own marks come back under the campaigns' names of their categories.
    let read = wmt::read(&wmt::write(&rated)).expect("reads");
    let (entries, _) = read.entries_for(&review.bitext, &review.notes, 99);
    assert_eq!(entries, vec![]);
    // Two equal rows are two errors, once; another rater's are their own.
    let mut twice = read.clone();
    for segment in &mut twice.segments {
        segment.errors = segment
            .errors
            .iter()
            .flat_map(|error| [error.clone(), error.clone()])
            .collect();
    }
    let (more, _) = twice.entries_for(&review.bitext, &review.notes, 99);
    assert_eq!(more.len(), 2);
    for entry in more {
        review.notes.replace(&entry.key(), Some(entry));
    }
    let (entries, _) = twice.entries_for(&review.bitext, &review.notes, 100);
    assert_eq!(entries, vec![]);
    for segment in &mut twice.segments {
        segment.rater = "another".into();
    }
    let (entries, _) = twice.entries_for(&review.bitext, &review.notes, 100);
    assert_eq!(entries.len(), 4);
}

#[test]
fn a_cell_is_never_a_formula() {
    let rated = one("=HYPERLINK(1)", Span::new(0, 1));
    let text = spreadsheet::write(&rated);
    assert!(text.contains("'=HYPERLINK"));
    assert_eq!(spreadsheet::read(&text).expect("reads"), rated);
}

#[test]
fn a_review_goes_out_and_comes_back_as_the_same_marks() {
    let mut review = review(&source_text(9), &target_text(9));
    mark(&mut review, "number 4", 5);
    mark(&mut review, "thing 49", 6);
    let omission = Mark {
        bead: review.bitext.beads[2].id,
        spans: Sides::new(
            vec![review.bitext.documents.source.sentences[2].span],
            vec![],
        ),
        category: "omission".into(),
        severity: Severity::Critical,
        rater: "r2".into(),
        ..Mark::default()
    };
    review.add_mark(omission);
    let rated = RatedSegments::of(&review.bitext, &review.notes, &Labels::default());
    let read = spreadsheet::read(&spreadsheet::write(&rated)).expect("reads");
    let (entries, strays) = read.entries_for(&review.bitext, &Annotations::default(), 1);
    assert!(strays.is_empty());
    let key = |mark: &Mark| {
        (
            mark.bead,
            mark.spans.clone(),
            mark.category.clone(),
            mark.severity,
        )
    };
    let mut before: Vec<_> = review.notes.marks().map(|(_, mark)| key(mark)).collect();
    let mut after: Vec<_> = entries
        .iter()
        .filter_map(|entry| match entry {
            Entry::Mark(_, mark) => Some(key(mark)),
            _ => None,
        })
        .collect();
    before.sort_by_key(|key| key.0);
    after.sort_by_key(|key| key.0);
    assert_eq!(before, after);
}

#[test]
fn reports_give_each_block_its_direction_and_hide_no_markup() {
    let mut review = review("\u{646}\u{635} <b>.", "Text <script>alert(1)</script>.");
    review.bitext.documents.source.lang = bayn_text::Lang::new("ar");
    review.bitext.documents.target.lang = bayn_text::Lang::new("en");
    mark(&mut review, "<script>", 1);
    let scores = [(
        "r1".to_owned(),
        score(&review.bitext, &review.notes, None, Calibration::default()),
    )];
    let page = html::write("A & B", &review.bitext, &review.notes, &scores, &[]);
    assert!(page.contains("<div lang=\"ar\" dir=\"rtl\">"));
    assert!(page.contains("<div lang=\"en\" dir=\"ltr\">"));
    assert!(!page.contains("<script"));
    assert!(page.contains("small sample") && page.contains("A &amp; B"));
    assert!(
        !page.contains("<th></th>"),
        "every column says what it holds"
    );
    let unnamed = [(String::new(), scores[0].1.clone())];
    let page = html::write("x", &review.bitext, &review.notes, &unnamed, &[]);
    assert!(page.contains("<th dir=\"auto\">not named</th>"));
    let text = markdown::write("A & B", &review.bitext, &review.notes, &scores, &[]);
    assert!(text.contains("dir=\"rtl\"") && !text.contains("<script"));
    assert!(text.contains("major Accuracy/Mistranslation"));
}
