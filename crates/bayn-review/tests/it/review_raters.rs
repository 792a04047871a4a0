//! Who judged what stays so: through a review and back, in every form.

use crate::raters::{add_entries, bitext};
use crate::store_kit::{review, source_text, target_text};
use bayn_doc::{Annotations, Entry, Mark, ReviewedBitext, Severity, Sides};
use bayn_review::codec::{
    appraise, label_studio, marot, mtme, pearmut, pearmut_log, spreadsheet, wmt,
};
use bayn_review::rated::{Labels, RatedSegments};
use bayn_review::score::{Calibration, Weights, score, wmt_scores};
use harf::Span;
use std::collections::BTreeMap;

fn rows(text: &str) -> Vec<String> {
    let cells = |line: &str| -> String {
        let cells: Vec<&str> = line.split('\t').collect();
        cells[3..9].join("\t")
    };
    let mut rows: Vec<String> = text.lines().skip(1).map(cells).collect();
    rows.sort();
    rows
}

#[test]
fn raters_of_different_pairs_keep_to_them() {
    let table = "system\tdoc\tdoc_id\tseg_id\trater\tsource\ttarget\tcategory\tseverity\n\
        s\td\t1\t1\tann\tuno\t<v>won</v>\tAccuracy/Mistranslation\tMajor\n\
        s\td\t2\t2\tben\tdos\ttwo\tNo-error\tNo-error\n\
        s\td\t3\t3\tann\ttres\tthree\tNo-error\tNo-error\n\
        s\td\t3\t3\tben\ttres\tthr<v>ee</v>\tFluency/Spelling\tMinor\n\
        s\td\t4\t4\tann\tdos\ttwo\tNo-error\tNo-error\n\
        s\td\t4\t4\tben\tdos\t<v>two</v>\tOther\tMajor\n\
        s\td\t5\t5\tben\tcinco\tfive\tHOTW-test\tHOTW-test\n";
    let rated = wmt::read(table).expect("a WMT file");
    let bitext = bitext(
        &["uno", "dos", "tres", "dos", "cinco", "seis"],
        &["won", "two", "three", "two", "five", "six"],
    );
    let mut notes = Annotations::default();
    assert!(add_entries(&rated, &bitext, &mut notes) > 0);
    assert_eq!(
        add_entries(&rated, &bitext, &mut notes),
        0,
        "the same file again"
    );
    let back = RatedSegments::of(&bitext, &notes, &Labels::default());
    let written = wmt::write(&back);
    assert_eq!(
        rows(&written),
        rows(&table.replace("HOTW-test", "No-error"))
    );
    let scores = |rated| -> Vec<f64> {
        wmt_scores(rated, &Weights::default())
            .into_values()
            .collect()
    };
    assert_eq!(scores(&back), [-5.0, 0.0, -0.5, -2.5, 0.0]);
    assert_eq!(scores(&rated), scores(&back));
    // One reads three words, the other four.
    for (rater, words) in [("ann", 3), ("ben", 4)] {
        let own = score(&bitext, &notes, Some(rater), Calibration::default());
        assert_eq!(own.words, words, "{rater}");
    }
    // Who writes in the reader read everything.
    let mut notes = Annotations::default();
    let mark = Mark {
        bead: bitext.beads[0].id,
        rater: "cat".into(),
        ..Mark::default()
    };
    let entry = Entry::Mark(notes.new_mark_id(&mark), mark);
    notes.replace(&entry.key(), Some(entry));
    let own = score(&bitext, &notes, Some("cat"), Calibration::default());
    assert_eq!(own.words, 6);
    assert_eq!(
        RatedSegments::of(&bitext, &notes, &Labels::default())
            .segments
            .len(),
        6
    );
}

#[test]
fn the_system_whose_texts_these_are_is_taken() {
    let table = "system\tdoc\tdoc_id\tseg_id\trater\tsource\ttarget\tcategory\tseverity\n\
        a\td\t1\t1\tr\tuno\t<v>one</v>\tOther\tMinor\n\
        a\td\t2\t2\tr\tdos\tdeux\tNo-error\tNo-error\n\
        b\td\t1\t1\tr\tuno\t<v>one</v>\tOther\tMajor\n\
        b\td\t2\t2\tr\tdos\ttwo\tNo-error\tNo-error\n";
    let bitext = bitext(&["uno", "dos"], &["one", "two"]);
    let mut rated = wmt::read(table).expect("a WMT file");
    assert_eq!(rated.keep_system(None, &bitext).as_deref(), Some("b"));
    assert_eq!(rated.segments.len(), 2);
    assert_eq!(rated.keep_system(None, &bitext), None);
}

#[test]
fn published_averages_are_equal_after_a_round_trip() {
    let folder = testkit::shared("review");
    let (Ok(marks), Ok(published)) = (
        std::fs::read_to_string(folder.join("mqm_ted_ende.tsv")),
        std::fs::read_to_string(folder.join("mqm_ted_ende.avg_seg_scores.tsv")),
    ) else {
        testkit::skip("shared/review is not there");
        return;
    };
    let rated = wmt::read(&marks).expect("a WMT file");
    let mut systems: BTreeMap<&str, BTreeMap<usize, [&str; 2]>> = BTreeMap::new();
    for segment in &rated.segments {
        let texts = [segment.text.source.as_str(), &segment.text.target];
        let id = segment.id.parse().expect("a number");
        systems
            .entry(&segment.system)
            .or_default()
            .insert(id, texts);
    }
    let mut scores: BTreeMap<(String, usize), f64> = BTreeMap::new();
    for (system, texts) in &systems {
        let side = |at: usize| -> Vec<&str> { texts.values().map(|pair| pair[at]).collect() };
        let bitext = bitext(&side(0), &side(1));
        let mut own = rated.clone();
        own.keep_system(Some(system), &bitext);
        let mut notes = Annotations::default();
        add_entries(&own, &bitext, &mut notes);
        let written = wmt::write(&RatedSegments::of(&bitext, &notes, &Labels::default()));
        // A row an error, and one for each clean segment of each rater.
        let rows = own
            .segments
            .iter()
            .map(|segment| segment.errors.len().max(1));
        assert_eq!(written.lines().count() - 1, rows.sum::<usize>(), "{system}");
        let back = wmt::read(&written).expect("our own");
        let ids: Vec<usize> = texts.keys().copied().collect();
        for ((_, place), score) in wmt_scores(&back, &Weights::default()) {
            let place: usize = place.parse().expect("a number");
            scores.insert(((*system).to_owned(), ids[place - 1]), score);
        }
    }
    let mut right = 0;
    for line in published.lines().skip(1) {
        let cells: Vec<&str> = line.split_whitespace().collect();
        let Ok(average) = cells[1].parse::<f64>() else {
            continue;
        };
        let system = match cells[0] {
            "ref-A" => "ref",
            "ref-B" => "refB",
            other => other,
        };
        let ours = scores[&(system.to_owned(), cells[2].parse().expect("a number"))];
        assert!((ours - average).abs() < 1e-6, "{line}: {ours}");
        right += 1;
    }
    assert_eq!(right, 7406);
}

/// A review with marks on one side, on both, on nothing, by two raters.
fn marked() -> ReviewedBitext {
    let mut review = review(&source_text(9), &target_text(9));
    let place = |review: &ReviewedBitext, at: usize| {
        Sides::from_fn(|side| review.bitext.documents[side].sentences[at].span)
    };
    for (at, sides, category, severity, rater) in [
        (1, [true, true], "mistranslation", Severity::Major, "ann"),
        (2, [true, false], "omission", Severity::Critical, "ann"),
        (3, [false, true], "register", Severity::Minor, "ann"),
        (4, [false, false], "unintelligible", Severity::Minor, "ann"),
        (
            5,
            [false, true],
            "Fluency/Register",
            Severity::Neutral,
            "ann",
        ),
    ] {
        let whole = place(&review, at);
        let first = |on: bool, span: Span| match on {
            true => vec![Span::new(span.start, span.start + 4)],
            false => vec![],
        };
        review.add_mark(Mark {
            bead: review.bitext.beads[at].id,
            spans: Sides::new(first(sides[0], whole.source), first(sides[1], whole.target)),
            category: category.into(),
            severity,
            rater: rater.into(),
            ..Mark::default()
        });
    }
    review
}

#[test]
fn own_exports_say_nothing_new() {
    let review = marked();
    let labels = Labels {
        system: "s".into(),
        document: "d".into(),
        rater: String::new(),
    };
    let rated = RatedSegments::of(&review.bitext, &review.notes, &labels);
    let texts = |_: &str, item: &str| {
        let found = rated.segments.iter().find(|one| one.id == item)?;
        Some(found.text.clone())
    };
    let places = review.bitext.beads.len();
    let pairs: Vec<Sides<String>> = rated.segments.iter().map(|one| one.text.clone()).collect();
    let again = [
        ("wmt", wmt::read(&wmt::write(&rated))),
        ("marot", marot::read(&marot::write(&rated))),
        ("mtme", mtme::read(&mtme::write(&rated))),
        (
            "ratings",
            mtme::read_ratings(&mtme::write_ratings(&rated, "s", places), &pairs),
        ),
        ("csv", spreadsheet::read(&spreadsheet::write(&rated))),
        ("pearmut", pearmut::read(&pearmut::write(&rated, "c"))),
    ];
    for (form, read) in again {
        let (new, strays) =
            read.as_ref()
                .expect(form)
                .entries_for(&review.bitext, &review.notes, 9);
        assert!(new.is_empty() && strays.is_empty(), "{form}: {new:?}");
    }
    // Appraise has a score on each row, which is new once.
    let read = appraise::read(&appraise::write(&rated), texts).expect("appraise");
    let (new, _) = read.entries_for(&review.bitext, &review.notes, 9);
    assert!(
        new.iter().all(|entry| matches!(entry, Entry::Rating(..))),
        "{new:?}"
    );
}

#[test]
fn a_campaign_says_its_protocol_categories_and_severities() {
    let review = marked();
    let rated = RatedSegments::of(&review.bitext, &review.notes, &Labels::default());
    let campaign: serde_json::Value =
        serde_json::from_str(&pearmut::write(&rated, "c")).expect("JSON");
    let info = &campaign["info"];
    assert_eq!(info["protocol"], "MQM");
    assert_eq!(
        info["mqm_severities"],
        serde_json::json!(["Neutral", "Minor", "Major", "Critical"])
    );
    let kinds = &info["mqm_categories"];
    assert_eq!(kinds["Fluency"], serde_json::json!(["Register"]));
    assert_eq!(kinds["Other"], serde_json::json!([]));
    assert!(
        kinds["Design and markup"]
            .to_string()
            .contains("Character formatting")
    );
    // Each category that is used can be chosen on its page.
    let items = campaign["data"][0].as_array().expect("documents").iter();
    for item in items.flat_map(|document| document.as_array().expect("items")) {
        for span in item["error_spans"][""].as_array().expect("spans") {
            let category = span["category"].as_str().expect("a category");
            let (kind, subtype) = category.split_once('/').expect("two words");
            assert!(
                kinds[kind]
                    .as_array()
                    .expect("a kind")
                    .iter()
                    .any(|one| one == subtype)
            );
        }
    }
}

#[test]
fn annotators_answers_come_out_of_the_log() {
    let item = |id: &str, src: &str, tgt: &str| serde_json::json!({"item_id": id, "src": src, "tgt": {"m": tgt}});
    let target = "\u{62f}\u{641}\u{639} \u{1f600} \u{646}\u{642}\u{62f}\u{627}";
    let line = |user: &str, place: serde_json::Value, score: u8, spans: serde_json::Value| {
        serde_json::json!({
            "annotation": [{"m": {"score": score, "error_spans": spans}}],
            "item": [item("1", "He paid.", target)], "user_id": user, "item_i": place,
        })
        .to_string()
    };
    let span = |start: usize, end: usize| serde_json::json!({"start_i": start, "end_i": end, "severity": "major", "category": null});
    let reset = serde_json::json!({"annotation": "__RESET__", "user_id": "ben", "item_i": 0});
    let log = [
        line("ann", 0.into(), 10, serde_json::json!([span(0, 2)])),
        line("ben", 0.into(), 20, serde_json::json!([])),
        reset.to_string(),
        line("ann", "welcome_0".into(), 99, serde_json::json!([])),
        // The last answer counts: the emoji, the last word, something missing.
        line(
            "ann",
            0.into(),
            30,
            serde_json::json!([span(4, 5), span(7, 10), span(11, 11)]),
        ),
    ];
    let whole = serde_json::json!({"camp": log.iter().map(|line| {
        serde_json::from_str(line).expect("JSON")
    }).collect::<Vec<serde_json::Value>>()});
    assert!(pearmut_log::is_download(&whole));
    for text in [log.join("\n"), whole.to_string()] {
        let rated = pearmut_log::read(&text).expect("a log");
        let [segment] = rated.segments.as_slice() else {
            panic!("{rated:?}");
        };
        assert_eq!((segment.rater.as_str(), segment.score), ("ann", Some(30.0)));
        let words: Vec<&str> = segment
            .errors
            .iter()
            .map(|error| {
                error
                    .spans
                    .target
                    .first()
                    .map_or("-", |span| span.of(target))
            })
            .collect();
        assert_eq!(words, ["\u{1f600}", "\u{646}\u{642}\u{62f}\u{627}", "-"]);
    }
    let too_much = line("ann", 0.into(), 101, serde_json::json!([]));
    assert_eq!(pearmut_log::read(&too_much).expect_err("no score").line, 1);
}

fn task(data: &serde_json::Value, results: &serde_json::Value) -> String {
    serde_json::json!([{"id": 3, "data": data, "annotations": [
        {"completed_by": {"id": 5, "email": "ann@x.org"}, "result": results},
        {"completed_by": 6, "was_cancelled": true, "result": []},
        {"completed_by": 7, "result": []},
    ]}])
    .to_string()
}

#[test]
fn the_short_export_of_label_studio_is_read_by_its_annotations() {
    let row = |annotation: u32, rater: serde_json::Value, errors: serde_json::Value| {
        serde_json::json!({"id": 3, "annotation_id": annotation, "annotator": rater,
            "lead_time": 4.2, "src": "\u{642}\u{627}\u{644}", "tgt": "Ok \u{1f600} he sayd",
            "errors": errors, "score": [{"number": 60}]})
    };
    let label = |start: usize, end: usize, text: &str| serde_json::json!({"start": start, "end": end, "text": text, "labels": ["Major: Spelling"]});
    let both = serde_json::json!([label(9, 13, "sayd"), label(0, 3, "\u{642}\u{627}\u{644}")]);
    let rows = serde_json::json!([
        row(1, "ann@x.org".into(), both),
        row(2, 7.into(), serde_json::json!([])),
    ]);
    assert!(label_studio::is_export(&rows));
    assert!(!pearmut::is_campaign(&rows));
    let rated = label_studio::read(&rows.to_string()).expect("an export");
    let [first, second] = rated.segments.as_slice() else {
        panic!("{rated:?}");
    };
    assert_eq!(
        (first.rater.as_str(), first.score),
        ("ann@x.org", Some(60.0))
    );
    assert_eq!((second.rater.as_str(), second.errors.len()), ("7", 0));
    let words: Vec<_> = first
        .errors
        .iter()
        .map(|error| (error.spans.source.len(), error.spans.target.len()))
        .collect();
    assert_eq!(words, [(0, 1), (1, 0)]);
    assert_eq!(
        first.errors[0].spans.target[0].of(&first.text.target),
        "sayd"
    );
    assert_eq!(first.errors[0].severity, "major");
}

#[test]
fn labelled_words_are_read_and_what_is_missing_is_said() {
    let data = serde_json::json!({"source": "\u{642}\u{627}\u{644} \u{646}\u{639}\u{645}", "mt": "Ok \u{1f600} he sayd"});
    let label = |start: usize, end: usize, text: &str, labels: &[&str]| {
        serde_json::json!({"id": text, "to_name": "t", "type": "labels",
            "value": {"start": start, "end": end, "text": text, "labels": labels}})
    };
    let results = serde_json::json!([
        label(9, 13, "sayd", &["Minor: Spelling"]),
        label(0, 3, "\u{642}\u{627}\u{644}", &["Mistranslation"]),
        {"id": "\u{642}\u{627}\u{644}", "type": "choices", "value": {"choices": ["Major"]}},
        {"from_name": "score", "type": "number", "value": {"number": 60}},
    ]);
    let text = task(&data, &results);
    assert!(label_studio::is_export(
        &serde_json::from_str(&text).expect("JSON")
    ));
    let rated = label_studio::read(&text).expect("an export");
    let [first, second] = rated.segments.as_slice() else {
        panic!("{rated:?}");
    };
    assert_eq!(
        (first.rater.as_str(), first.score),
        ("ann@x.org", Some(60.0))
    );
    assert_eq!((second.rater.as_str(), second.errors.len()), ("7", 0));
    let [slip, sense] = first.errors.as_slice() else {
        panic!("{first:?}");
    };
    assert_eq!(
        (slip.category.as_str(), slip.severity.as_str()),
        ("Spelling", "minor")
    );
    assert_eq!(slip.spans.target[0].of(&first.text.target), "sayd");
    assert_eq!(
        (sense.category.as_str(), sense.severity.as_str()),
        ("Mistranslation", "major")
    );
    assert_eq!(
        sense.spans.source[0].of(&first.text.source),
        "\u{642}\u{627}\u{644}"
    );

    let refused = |data: serde_json::Value, results: serde_json::Value| {
        label_studio::read(&task(&data, &results))
            .expect_err("refused")
            .what
            .to_string()
    };
    let image = serde_json::json!([{"type": "rectanglelabels", "value": {"x": 1}}]);
    assert!(refused(data.clone(), image).contains("no annotation marks words"));
    let lone = serde_json::json!({"text": "Ok he sayd"});
    assert!(refused(lone, serde_json::json!([])).contains("`src` or `source`"));
    let off = serde_json::json!([label(0, 3, "xyz", &["Major"])]);
    assert!(refused(data, off).contains("0 to 3"));
}

#[test]
fn tokens_tell_what_no_tag_does() {
    let meta = |json: serde_json::Value| json.to_string();
    let tokens = serde_json::json!({"segment": {
        "source_tokens": ["uno", " ", "dos"], "target_tokens": ["one", " ", "too", "."]}});
    let rows = [
        // The tokens come in a row of their own, which judges nothing.
        format!("s\td\t1\t1\t\tuno dos\tone too.\t\t\t{}", meta(tokens)),
        format!(
            "s\td\t1\t1\tann\tuno dos\tone too.\tFluency/Spelling\tMajor\t{}",
            meta(serde_json::json!({"target_spans": [[2, 3]], "note": "n"}))
        ),
        format!(
            "s\td\t1\t1\tann\t<v>uno</v> dos\tone too.\tOther\tMinor\t{}",
            meta(serde_json::json!({"source_spans": [[2, 2]]}))
        ),
    ];
    let rated = marot::read(&rows.join("\n")).expect("a Marot file");
    let [segment] = rated.segments.as_slice() else {
        panic!("{rated:?}");
    };
    assert_eq!(segment.errors[0].spans.target, [Span::new(4, 8)]);
    assert_eq!(segment.errors[0].note, "n");
    assert_eq!(
        segment.errors[1].spans.source,
        [Span::new(0, 3)],
        "tags say where"
    );
    // What we write can be read by the tokens alone.
    let written = marot::write(&rated);
    let bare = written.replace("<v>", "").replace("</v>", "");
    assert_ne!(bare, written);
    assert_eq!(marot::read(&bare).expect("our own"), rated);
}

#[test]
fn tables_that_were_quoted_all_the_same_are_read() {
    let plain = "system\tdoc\tdoc_id\tseg_id\trater\tsource\ttarget\tcategory\tseverity\n\
        s\td\t1\t1\tr\t\"uno\", dijo\tsaid \"<v>won</v>\"\tOther\tMinor\n";
    let quoted = "system\tdoc\tdoc_id\tseg_id\trater\tsource\ttarget\tcategory\tseverity\n\
        s\td\t1\t1\tr\t\"\"\"uno\"\", dijo\"\t\"said \"\"<v>won</v>\"\"\"\tOther\tMinor\n";
    let read = wmt::read(plain).expect("plain");
    assert_eq!(read.segments[0].text.target, "said \"won\"");
    assert_eq!(wmt::read(quoted).expect("quoted"), read);
}
