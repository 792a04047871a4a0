//! The same judgements laid out in other ways: raters that share no pair, lines in another order,
//! a file taken twice, a rater of another name; logs of Pearmut that leave things out.

use crate::raters::{add_entries, bitext};
use bayn_doc::{Annotations, Bitext, Entry, Side};
use bayn_review::codec::{pearmut_log, wmt};
use bayn_review::rated::{Labels, RatedSegments};
use bayn_review::score::{Weights, wmt_scores};
use serde_json::json;

/// Returns a bitext of pairs.
fn paired(pairs: &[(&str, &str)]) -> Bitext {
    let (source, target): (Vec<&str>, Vec<&str>) = pairs.iter().copied().unzip();
    bitext(&source, &target)
}

const HEAD: &str = "system\tdoc\tdoc_id\tseg_id\trater\tsource\ttarget\tcategory\tseverity";

/// Each pair has a rater of its own, one has two, one has three.
const ROWS: [&str; 7] = [
    "s\td\t1\t1\tann\tuno\t<v>won</v>\tAccuracy/Mistranslation\tMajor",
    "s\td\t2\t2\tben\tdos\ttw<v>oo</v>\tFluency/Spelling\tMinor",
    "s\td\t3\t3\tcat\ttres\tthree\tNo-error\tNo-error",
    "s\td\t3\t3\tann\ttres\t<v>three</v>\tOther\tMajor",
    "s\td\t4\t4\tann\tcuatro\tfour\tNo-error\tNo-error",
    "s\td\t4\t4\tben\tcuatro\t<v>four</v>\tOther\tMinor",
    "s\td\t4\t4\tcat\tcuatro\t<v>four</v>\tOther\tMajor",
];

fn table(rows: &[&str]) -> RatedSegments {
    wmt::read(&format!("{HEAD}\n{}\n", rows.join("\n"))).expect("a WMT file")
}

#[test]
fn judgements_are_the_same_in_whatever_order() {
    let bitext = paired(&[
        ("uno", "won"),
        ("dos", "twoo"),
        ("tres", "three"),
        ("cuatro", "four"),
    ]);
    let averages = |notes: &Annotations| -> Vec<f64> {
        let back = RatedSegments::of(&bitext, notes, &Labels::default());
        let again = wmt::read(&wmt::write(&back)).expect("our own");
        wmt_scores(&again, &Weights::default())
            .into_values()
            .collect()
    };
    let mut notes = Annotations::default();
    assert!(add_entries(&table(&ROWS), &bitext, &mut notes) > 0);
    assert_eq!(averages(&notes), [-5.0, -1.0, -2.5, -2.0]);

    // Any turn of the rows, and their reverse, says nothing new.
    for turn in 0..ROWS.len() {
        let mut rows = ROWS;
        rows.rotate_left(turn);
        assert_eq!(
            add_entries(&table(&rows), &bitext, &mut notes),
            0,
            "turned by {turn}"
        );
        rows.reverse();
        assert_eq!(
            add_entries(&table(&rows), &bitext, &mut notes),
            0,
            "turned by {turn}, reversed"
        );
    }
    // Two files with half of them each are one.
    let mut halves = Annotations::default();
    add_entries(&table(&ROWS[4..]), &bitext, &mut halves);
    add_entries(&table(&ROWS[..4]), &bitext, &mut halves);
    assert_eq!(averages(&halves), averages(&notes));

    // Under another name somebody else judged the same: the averages stay, what is said is new once.
    let renamed = ROWS.map(|row| row.replace("\tann\t", "\tdan\t"));
    let renamed: Vec<&str> = renamed.iter().map(String::as_str).collect();
    let mut alone = Annotations::default();
    add_entries(&table(&renamed), &bitext, &mut alone);
    assert_eq!(averages(&alone), averages(&notes));
    assert!(add_entries(&table(&renamed), &bitext, &mut notes) > 0);
    assert_eq!(add_entries(&table(&renamed), &bitext, &mut notes), 0);
}

/// An answer of a log: what `said` says of the one system.
fn line(user: &str, place: usize, pair: (&str, &str), said: &serde_json::Value) -> String {
    json!({
        "annotation": [{"m": said}],
        "item": [{"item_id": format!("{place}"), "src": pair.0, "tgt": {"m": pair.1}}],
        "user_id": user, "item_i": place,
    })
    .to_string()
}

const PAIRS: [(&str, &str); 4] = [
    (
        "He paid.",
        "\u{62f}\u{641}\u{639} \u{1f600} \u{646}\u{642}\u{62f}\u{627}",
    ),
    (
        "All is well.",
        "\u{1f468}\u{200d}\u{1f469} \u{628}\u{62e}\u{64a}\u{631}\u{64c}",
    ),
    ("No.", "\u{644}\u{627}."),
    ("Yes.", "\u{646}\u{639}\u{645}."),
];

#[test]
fn logs_that_leave_things_out_keep_every_span_on_its_letters() {
    let bitext = paired(&PAIRS);
    let log = [
        // An emoji of two units; a word behind it.
        line(
            "u",
            0,
            PAIRS[0],
            &json!({"score": 30, "error_spans": [
            {"start_i": 4, "end_i": 5, "severity": "minor", "category": null},
            {"start_i": 7, "end_i": 10, "severity": "major", "category": null}]}),
        ),
        // A family of five units and an Arabic word with its ending; no category at all.
        line(
            "u",
            1,
            PAIRS[1],
            &json!({"score": 55.5, "error_spans": [
            {"start_i": 0, "end_i": 4, "severity": "major"},
            {"start_i": 6, "end_i": 10, "severity": "minor"}], "textfield": null}),
        ),
        // No spans, and none at all.
        line(
            "u",
            2,
            PAIRS[2],
            &json!({"score": 100, "error_spans": null}),
        ),
        line("v", 3, PAIRS[3], &json!({"score": 90})),
    ];
    let answers = pearmut_log::read(&log.join("\n")).expect("a log");
    let mut notes = Annotations::default();
    let new = add_entries(&answers, &bitext, &mut notes);
    let words: Vec<&str> = notes
        .marks()
        .flat_map(|(_, mark)| &mark.spans[Side::Target])
        .map(|span| span.of(&bitext.documents.target.text))
        .collect();
    let mut wanted = vec![
        "\u{1f600}",
        "\u{646}\u{642}\u{62f}\u{627}",
        "\u{1f468}\u{200d}\u{1f469}",
        "\u{628}\u{62e}\u{64a}\u{631}\u{64c}",
    ];
    let mut found = words.clone();
    found.sort_unstable();
    wanted.sort_unstable();
    assert_eq!(found, wanted);
    assert!(new >= 8, "four marks and four scores: {new}");

    // Again, and in another order: nothing new.
    assert_eq!(add_entries(&answers, &bitext, &mut notes), 0);
    let mut turned = log.clone();
    turned.reverse();
    let turned = pearmut_log::read(&turned.join("\n")).expect("a log");
    assert_eq!(add_entries(&turned, &bitext, &mut notes), 0);

    // Another annotator of the same answers is another rater, whose scores stand beside.
    let renamed = log
        .join("\n")
        .replace("\"user_id\":\"u\"", "\"user_id\":\"w\"");
    let renamed = pearmut_log::read(&renamed).expect("a log");
    assert!(add_entries(&renamed, &bitext, &mut notes) > 0);
    assert_eq!(add_entries(&renamed, &bitext, &mut notes), 0);
    let raters: std::collections::BTreeSet<&str> =
        notes.marks().map(|(_, mark)| mark.rater.as_str()).collect();
    assert_eq!(raters.into_iter().collect::<Vec<_>>(), ["u", "w"]);
}

#[test]
fn a_span_behind_the_end_is_none_of_the_next_pair() {
    let bitext = paired(&PAIRS);
    let log = line(
        "u",
        2,
        PAIRS[2],
        &json!({"score": 40, "error_spans": [
        {"start_i": 1, "end_i": 90, "severity": "major"},
        {"start_i": 90, "end_i": 95, "severity": "minor"}]}),
    );
    let answers = pearmut_log::read(&log).expect("a log");
    let (entries, _) = answers.entries_for(&bitext, &Annotations::default(), 1);
    let documents = bitext.documents.as_ref();
    let bead = &bitext.beads[2];
    let whole = documents
        .target
        .span_of(&bead.sentences.target)
        .expect("there");
    let is_score = |entry: &&Entry| matches!(entry, Entry::Rating(..));
    assert_eq!(entries.iter().filter(is_score).count(), 1);
    for entry in &entries {
        if let Entry::Mark(_, mark) = entry {
            assert_eq!(mark.bead, bead.id);
            for span in &mark.spans[Side::Target] {
                assert!(
                    whole.start <= span.start && span.end <= whole.end,
                    "{span:?}"
                );
            }
        }
    }
}
