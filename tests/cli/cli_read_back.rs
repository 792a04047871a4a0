//! What bayn wrote is read back with the same pairs, whatever the languages; what cannot be read
//! is said, also beside another file.

use crate::cli_formats::{Fixture, good, refused, sample};

/// The pairs of a file, without what the table says beside them.
fn pairs(args: &[&str]) -> Vec<String> {
    let table = good(&[&["align", "--no-model"], args, &["--to", "tsv"]].concat());
    let pair = |row: &str| row.rsplit_once('\t').expect("a confidence").0.to_owned();
    table.lines().map(pair).collect()
}

fn words(pairs: &[String]) -> Vec<String> {
    let mut words: Vec<String> = pairs
        .iter()
        .flat_map(|pair| pair.split_whitespace().map(str::to_owned))
        .collect();
    words.sort();
    words
}

#[test]
fn the_ladder_of_two_texts_gives_their_pairs() {
    let fixture = Fixture::new();
    let (ar, en) = (sample("report.ar.txt"), sample("report.en.txt"));
    let aligned = pairs(&[&ar, &en]);
    let ladder = |flags: &[&str]| {
        let made = ["align", "--no-model", &ar, &en, "--to", "ladder"];
        fixture.file("made.ladder", good(&[&made, flags].concat()))
    };
    let whole = ladder(&[]);
    assert_eq!(pairs(&[&ar, &en, &whole]), aligned);
    let out = fixture.path("out.jsonl");
    good(&["convert", &ar, &en, &whole, &out]);
    assert_eq!(pairs(&[&out]), aligned);
    // What the ladder leaves out has nothing beside it, and every word is there.
    let sure = ladder(&["--min-confidence", "0.9"]);
    let back = pairs(&[&ar, &en, &sure]);
    assert_ne!(back, aligned);
    assert_eq!(words(&back), words(&aligned));
}

#[test]
fn neighbours_that_changed_places_stay_pairs() {
    let fixture = Fixture::new();
    let a = fixture.file("a.txt", "One tea. Two cups.\n\nThree spoons. Four.\n");
    let b = fixture.file("b.txt", "Deux tasses. Un the.\n\nTrois. Quatre.\n");
    let ladder = fixture.file(
        "a.ladder",
        "[0]:[1]:0.9\n[1]:[0]:0.9\n[2]:[2]:0.9\n[3]:[3]:0.9\n",
    );
    assert_eq!(
        pairs(&[&a, &b, &ladder]),
        [
            "One tea.\tUn the.",
            "Two cups.\tDeux tasses.",
            "Three spoons.\tTrois.",
            "Four.\tQuatre."
        ]
    );
}

#[test]
fn texts_in_one_language_come_back_from_every_format() {
    let fixture = Fixture::new();
    let po = "msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=utf-8\\n\"\n\n\
              msgid \"1. Section\"\nmsgstr \"1. SECTION\"\n\nmsgid \"The end\"\nmsgstr \"\"\n";
    let po = fixture.file("x.po", po);
    for end in ["tmx", "jsonl", "xlf", "po", "tsv", "csv"] {
        let out = fixture.path(&format!("out.{end}"));
        good(&["convert", &po, &out]);
        for flags in [&[][..], &["--source-lang", "en", "--target-lang", "en"]] {
            let again = pairs(&[&[out.as_str()], flags].concat());
            assert_eq!(again, ["1. Section\t1. SECTION", "The end\t"], "{end}");
        }
    }
}

#[test]
fn a_damaged_file_is_told_beside_another_too() {
    let fixture = Fixture::new();
    let other = fixture.file("other.txt", "Tea is hot.\n");
    for (name, content, line) in [
        (
            "broken.po",
            "msgid \"a\"\nmsgstr \"b\"\n\nmsgid \"c\nmsgstr \"d\"\n",
            4,
        ),
        (
            "broken.jsonl",
            "{\"source\": \"a\", \"target\": \"b\"}\n{\"source\": \n",
            2,
        ),
        (
            "broken.tmx",
            "<tmx version=\"1.4\">\n<header/>\n<body>\n",
            4,
        ),
    ] {
        let broken = fixture.file(name, content);
        for files in [[&broken, &other], [&other, &broken]] {
            let args = [&["show"], &files.map(String::as_str)[..]].concat();
            refused(&args, &[&format!("{name}:{line}")]);
        }
    }
    let whole = fixture.file("whole.po", "msgid \"a\"\nmsgstr \"b\"\n");
    refused(
        &["show", &whole, &other],
        &["whole.po", "more than one text"],
    );
}
