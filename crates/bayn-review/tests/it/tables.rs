//! A review goes out as a Word or Excel table, somebody writes in it, and what was written comes
//! back on its pairs: also where rows were sorted, deleted, copied or lost their numbers.

use crate::store_kit;

use bayn_doc::{Annotations, BeadStatus, Entry, Note, ReviewedBitext, Severity, Side};
use bayn_formats::FormatError;
use bayn_formats::review_table::{
    Cell, Comment, Paragraph, ReviewTable, Row, read_docx, read_xlsx, write_docx, write_xlsx,
};
use bayn_review::exchange::{Taken, table};
use bayn_text::Lang;
use proptest::prelude::*;

type Ways = (
    fn(&ReviewTable) -> Result<Vec<u8>, FormatError>,
    fn(&[u8]) -> Result<ReviewTable, FormatError>,
);
const WAYS: [Ways; 2] = [(write_docx, read_docx), (write_xlsx, read_xlsx)];

/// Eight sentences, of which two are the same on both sides and two on the source side.
fn review() -> ReviewedBitext {
    let source =
        "وصل القارب. نعم. غادر الوفد المدينة. نعم. كان البحر هادئا. لا بأس. وقف الصياد. لا بأس.";
    let target = "The boat came. Yes. The delegation left the city. Yes. The sea was calm. \
                  Never mind. A fisherman stood up. All right.";
    let mut review = store_kit::review(source, target);
    review.bitext.documents.source.lang = Lang::new("ar");
    review.bitext.documents.target.lang = Lang::new("en");
    assert_eq!(review.bitext.beads.len(), 8);
    let bead = review.bitext.beads[2].id;
    store_kit::mark(&mut review, "left the city", 1);
    review.add_note(Note {
        bead,
        text: "which city?\nsee page 3".to_owned(),
        author: "r1".to_owned(),
        time: 2,
        ..Note::default()
    });
    review.set_status(bead, Some(BeadStatus::NeedsReview), "r1", 3);
    review
}

/// Writes a review, lets somebody change it, and reads it, in each way; all ways agree.
fn returned(review: &ReviewedBitext, change: impl Fn(&mut ReviewTable)) -> Taken {
    let mut all = WAYS.map(|(write, read)| {
        let sent = table::write(&review.bitext, &review.notes, "The report & its \"title\"");
        let mut came = read(&write(&sent).expect("written")).expect("read");
        change(&mut came);
        // Once more through the file: what was changed is written as the program would.
        let came = read(&write(&came).expect("written")).expect("read");
        taken(&came, review)
    });
    assert_eq!(all[0], all[1]);
    std::mem::take(&mut all[0])
}

fn taken(table: &ReviewTable, review: &ReviewedBitext) -> Taken {
    table::read(table, &review.bitext, &review.notes, ("client", 9))
}

/// The row of a pair, wherever it stands.
fn row<'t>(table: &'t mut ReviewTable, number: &str) -> &'t mut Row {
    let found = table.rows.iter_mut().find(|row| row.number == number);
    found.expect("the row is there")
}

/// What was taken in words: the pair from 1, then what is said there.
fn said(taken: &Taken, review: &ReviewedBitext) -> Vec<String> {
    let place = |entry: &Entry| review.bitext.index_of(entry.bead()).expect("a pair") + 1;
    let words = |entry: &Entry, side: Side| -> String {
        let spans = entry.spans().expect("has spans")[side].iter();
        let text = &review.bitext.documents[side].text;
        spans
            .map(|span| span.of(text))
            .collect::<Vec<_>>()
            .join("|")
    };
    let mut said: Vec<String> = taken
        .entries
        .iter()
        .map(|entry| match entry {
            Entry::Mark(_, mark) => {
                assert_eq!(mark.severity, Severity::Neutral);
                let (source, target) = (words(entry, Side::Source), words(entry, Side::Target));
                let (kind, new, note) = (&mark.category, &mark.suggestion, &mark.note);
                format!(
                    "{} mark {kind}[{source}/{target}] {new} {note}",
                    place(entry)
                )
            }
            Entry::Note(_, note) => {
                let (source, target) = (words(entry, Side::Source), words(entry, Side::Target));
                let (text, by) = (&note.text, &note.author);
                format!("{} note [{source}/{target}] {text} ({by})", place(entry))
            }
            Entry::Verdict(_, verdict) => {
                format!("{} {:?} ({})", place(entry), verdict.status, verdict.by)
            }
            other => format!("{other:?}"),
        })
        .collect();
    said.sort();
    said
}

#[test]
fn what_nobody_changed_says_nothing() {
    let review = review();
    let taken = returned(&review, |_| {});
    assert_eq!(taken, Taken::default());
    let sent = table::write(&review.bitext, &review.notes, "t");
    assert_eq!(sent.rows.len(), 8);
    assert_eq!(sent.rows[2].verdict, "needs review");
    assert!(sent.rows[2].note.contains("which city?"));
    for (write, read) in WAYS {
        let came = read(&write(&sent).expect("written")).expect("read");
        assert_eq!(came.langs, sent.langs);
        assert_eq!(came.title, sent.title);
        for (came, sent) in came.rows.iter().zip(&sent.rows) {
            assert_eq!(came.texts.source.text, sent.texts.source.text);
            assert_eq!(came.texts.target.text, sent.texts.target.text);
            assert_eq!([&came.verdict, &came.note], [&sent.verdict, &sent.note]);
            assert_eq!(came.print, sent.print);
        }
    }
}

/// What a client does in one evening.
fn evening(table: &mut ReviewTable) {
    row(table, "1").texts.target.text = "The ship came.".to_owned();
    row(table, "1").verdict = "OK".to_owned();
    row(table, "3").note.push_str("\nThe capital, I think.");
    row(table, "3").verdict = "Rejected: too vague".to_owned();
    row(table, "4").texts.target.text = "Indeed.".to_owned();
    row(table, "5").texts.source.text = "كان البحر هائجا.".to_owned();
    row(table, "6").verdict = "ask Mona".to_owned();
    row(table, "7").texts.target.text = String::new();
    row(table, "8").texts.target.text = "Very well.".to_owned();
}

const EVENING: [&str; 10] = [
    "1 Accepted (client)",
    "1 mark [/boat] ship ",
    "3 Rejected(\"too vague\") (client)",
    "3 note [/] The capital, I think. (client)",
    "4 mark [/Yes] Indeed ",
    "5 note [هادئا/] → “هائجا” (client)",
    "6 note [/] ask Mona (client)",
    "7 mark [/A fisherman stood up.]  to be taken out",
    "8 mark [/All right] Very well ",
    "",
];

fn evening_said() -> Vec<String> {
    let all = EVENING.iter().filter(|line| !line.is_empty());
    all.map(|line| (*line).to_owned()).collect()
}

#[test]
fn corrections_notes_and_verdicts_come_back_on_their_pairs() {
    let review = review();
    let taken = returned(&review, evening);
    assert_eq!(said(&taken, &review), evening_said());
    assert!(taken.strays.is_empty());
    // Once they are in the review, the same file says nothing new but what words it has.
    let mut notes = review.notes.clone();
    for entry in taken.entries {
        notes.replace(&entry.key(), Some(entry));
    }
    assert_eq!(notes.marks().count(), review.notes.marks().count() + 4);
}

#[test]
fn rows_may_be_sorted_deleted_and_lose_what_is_hidden() {
    let review = review();
    let sorted = returned(&review, |table| {
        evening(table);
        table
            .rows
            .sort_by(|one, other| other.texts.source.text.cmp(&one.texts.source.text));
    });
    assert_eq!(said(&sorted, &review), evening_said());
    let fewer = returned(&review, |table| {
        evening(table);
        table
            .rows
            .retain(|row| !["2", "5", "6"].contains(&row.number.as_str()));
        table.rows.reverse();
    });
    let left: Vec<String> = evening_said()
        .into_iter()
        .filter(|line| !line.starts_with(['5', '6']))
        .collect();
    assert_eq!(said(&fewer, &review), left);
    let bare = returned(&review, |table| {
        evening(table);
        for row in &mut table.rows {
            row.print.clear();
        }
        table.rows.reverse();
    });
    assert_eq!(said(&bare, &review), evening_said());
    // Without numbers a repeated source tells its rows apart by the target that is most like it.
    let unnumbered = returned(&review, |table| {
        row(table, "8").texts.target.text = "It is all right.".to_owned();
        row(table, "1").texts.target.text = "The ship came.".to_owned();
        for row in &mut table.rows {
            row.number.clear();
        }
        table.rows.reverse();
    });
    assert_eq!(
        said(&unnumbered, &review),
        ["1 mark [/boat] ship ", "8 mark [/All] It is all "]
    );
}

#[test]
fn comments_come_back_as_notes_and_rows_of_others_are_named() {
    let review = review();
    let mut came = table::write(&review.bitext, &review.notes, "t");
    let comment = |text: &str, place| Comment {
        text: text.to_owned(),
        author: "Mona".to_owned(),
        place,
    };
    let calm = came.rows[4].texts.target.text.find("calm").expect("there");
    let place = (Side::Target, harf::Span::new(calm, calm + 4));
    came.rows[4].comments = vec![comment("still?", Some(place)), comment("and why", None)];
    came.by = "Layla".to_owned();
    came.rows[0].verdict = "مرفوض".to_owned();
    came.rows[1].texts.target.text = "No.".to_owned();
    came.rows[1].by = "Omar".to_owned();
    came.rows.push(Row {
        texts: bayn_doc::Sides::new("جملة أخرى تماما", "Quite another sentence").map(Cell::new),
        ..Row::default()
    });
    let taken = taken(&came, &review);
    assert_eq!(taken.strays, ["جملة أخرى تماما"]);
    let marks = taken.entries.iter().filter_map(|entry| match entry {
        Entry::Mark(_, mark) => Some(mark.rater.as_str()),
        _ => None,
    });
    assert_eq!(marks.collect::<Vec<_>>(), ["Omar"]);
    assert_eq!(
        said(&taken, &review),
        [
            "1 Rejected(\"\") (Layla)",
            "2 mark [/Yes] No ",
            "5 note [/] and why (Mona)",
            "5 note [/calm] still? (Mona)",
        ]
    );
}

#[test]
fn a_table_with_the_target_first_is_read_by_its_languages() {
    let review = review();
    let mut came = table::write(&review.bitext, &review.notes, "t");
    came.rows[0].texts.target.text = "The ship came.".to_owned();
    for row in &mut came.rows {
        let bayn_doc::Sides { source, target } = &mut row.texts;
        std::mem::swap(source, target);
        row.print.clear();
    }
    came.langs = bayn_doc::Sides::new(Lang::new("en"), Lang::new("ar-EG"));
    assert_eq!(
        said(&taken(&came, &review), &review),
        ["1 mark [/boat] ship "]
    );
}

/// A paragraph of a document in one language.
fn paragraph(was: &str, now: &str, comments: &[(&str, &str)]) -> Paragraph {
    let comment = |(words, text): &(&str, &str)| {
        let at = now.find(words).expect("the words are there");
        let comment = Comment {
            text: (*text).to_owned(),
            author: "Mona".to_owned(),
            place: None,
        };
        (comment, Some(harf::Span::new(at, at + words.len())))
    };
    Paragraph {
        cell: Cell {
            was: (was != now).then(|| was.to_owned()),
            ..Cell::new(now)
        },
        by: "Omar".to_owned(),
        comments: comments.iter().map(comment).collect(),
    }
}

#[test]
fn comments_and_tracked_changes_of_a_translation_find_their_words() {
    let review = review();
    let target = "The boat came. Yes. The delegation left the city.";
    // The review has the text before the changes.
    let before = [
        paragraph(
            target,
            "The ship came. Yes. The  delegation left the capital.",
            &[("Yes", "sure?")],
        ),
        paragraph("", "A new heading", &[]),
        paragraph("Never mind.", "Never mind.", &[("mind", "too free")]),
        paragraph("كان البحر هادئا.", "كان البحر هائجا.", &[]),
        paragraph("Yes.", "No.", &[]),
    ];
    let taken = |paragraphs: &[Paragraph]| {
        table::read_document(paragraphs, &review.bitext, &review.notes, ("client", 9))
    };
    let found = taken(&before);
    assert_eq!(found.strays, ["A new heading"]);
    assert_eq!(
        said(&found, &review),
        [
            "1 mark [/boat] ship ",
            "1 note [/The boat came. Yes. The delegation left the city.] sure? (Mona)",
            "2 mark [/Yes] No ",
            "3 mark [/city] capital ",
            "5 note [هادئا/] → “هائجا” (Omar)",
            "6 note [/mind] too free (Mona)",
        ]
    );
    // The review has the text after them.
    let after = [paragraph(
        "The ship came. Yes. The delegation left the capital.",
        target,
        &[("Yes", "sure?")],
    )];
    assert_eq!(
        said(&taken(&after), &review),
        [
            "1 note [/boat] ← “ship” (Omar)",
            "2 note [/Yes] sure? (Mona)",
            "3 note [/city] ← “capital” (Omar)",
        ]
    );
}

/// `LibreOffice` opens what is written, writes it anew, and everything comes back on its pair.
#[test]
#[ignore = "needs LibreOffice: cargo test -p bayn-review --test it libreoffice -- --ignored"]
fn what_libreoffice_writes_anew_comes_back() {
    let review = review();
    for (name, (write, read)) in ["docx", "xlsx"].into_iter().zip(WAYS) {
        let folder = store_kit::Folder::new(&format!("office-{name}"));
        let mut table = table::write(&review.bitext, &review.notes, "t");
        evening(&mut table);
        table.rows.reverse();
        let file = folder.0.join(format!("sent.{name}"));
        std::fs::write(&file, write(&table).expect("written")).expect("a file");
        let out = folder.0.join("out");
        let mut office = std::process::Command::new("soffice");
        office
            .arg(format!(
                "-env:UserInstallation=file://{}/profile",
                folder.0.display()
            ))
            .args(["--headless", "--convert-to", name, "--outdir"])
            .args([&out, &file]);
        if testkit::run(&mut office).is_none() {
            return;
        }
        let bytes = std::fs::read(out.join(format!("sent.{name}"))).expect("converted");
        let came = read(&bytes).expect("read");
        assert_eq!(
            said(&taken(&came, &review), &review),
            evening_said(),
            "{name}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whatever the texts hold, both documents give them back and say nothing.
    #[test]
    fn any_text_survives_both_documents(words in prop::collection::vec("[ -~ا-يéء\u{200f}_xA0-9<&\t]{0,12}", 1..12)) {
        let text = |extra: &str| {
            let sentences: Vec<String> = words.iter().enumerate()
                .map(|(at, word)| format!("{extra}{at} {} x{at}.", word.replace('.', ",")))
                .collect();
            sentences.join(" ")
        };
        let review = store_kit::review(&text("s"), &text("t"));
        for (write, read) in WAYS {
            let sent = table::write(&review.bitext, &review.notes, "t");
            let came = read(&write(&sent).expect("written")).expect("read");
            prop_assert_eq!(came.rows.len(), sent.rows.len());
            prop_assert_eq!(taken(&came, &review), Taken::default());
            let none = Annotations::default();
            let mut bare = came.clone();
            bare.rows.iter_mut().for_each(|row| row.print.clear());
            let taken = table::read(&bare, &review.bitext, &none, ("c", 1));
            prop_assert_eq!(taken, Taken::default());
        }
    }
}

#[test]
fn a_scorecard_is_written_behind_the_rows_and_not_read_as_some() {
    let review = review();
    for (write, read) in WAYS {
        let mut table = table::write(&review.bitext, &review.notes, "t");
        let bare = read(&write(&table).expect("written")).expect("read");
        table.scores = vec![
            vec![
                "quality rating".to_owned(),
                "fails: less than 99".to_owned(),
            ],
            [
                "kind",
                "neutral",
                "minor",
                "major",
                "critical",
                "penalty points",
            ]
            .map(str::to_owned)
            .to_vec(),
            ["Accuracy", "0", "3", "1", "0", "8"]
                .map(str::to_owned)
                .to_vec(),
        ];
        let bytes = write(&table).expect("written");
        assert_eq!(read(&bytes).expect("read").rows, bare.rows);
        assert!(bytes.len() > write(&bare).expect("written").len());
    }
}
