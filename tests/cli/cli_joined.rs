//! Files that hold one language each, read and written as one that holds both.

use crate::cli_formats::{Fixture, good, refused};
use std::fs;

#[test]
fn two_files_of_subtitles_are_written_as_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let put = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).expect("a file");
        path.to_str().expect("UTF-8").to_owned()
    };
    let english = put(
        "a.en.srt",
        "1\n00:00:01,000 --> 00:00:02,000\nThe door is open.\n\n2\n00:00:03,000 --> 00:00:05,000\nCome in, please.\n",
    );
    let arabic = put(
        "a.ar.vtt",
        "WEBVTT\n\n00:01.100 --> 00:02.100\nالباب مفتوح.\n\n00:03.000 --> 00:03.900\nتفضل\n\n00:03.900 --> 00:05.000\nبالدخول.\n",
    );
    let out = folder.path().join("both.srt");
    let out = out.to_str().expect("UTF-8");
    good(&["convert", &english, &arabic, out]);
    let written = fs::read_to_string(out).expect("written");
    assert_eq!(
        written,
        "1\n00:00:01,000 --> 00:00:02,100\nThe door is open.\nالباب مفتوح.\n\n\
         2\n00:00:03,000 --> 00:00:05,000\nCome in, please.\nتفضل بالدخول.\n\n"
    );
    let table = put("a.tsv", "en\tar\nTea.\tشاي.\n");
    refused(
        &["convert", &table, "-", "--to", "srt"],
        &["no times", "two files of subtitles"],
    );
}

#[test]
fn catalogues_of_messages_are_joined_by_their_keys() {
    let files = Fixture::new();
    let english = files.file("en.properties", "tea=Pour tea\nmilk=Milk\nnew=New\n");
    let arabic = files.file(
        "ar.json",
        "{\n \"milk\": \"\u{62d}\u{644}\u{64a}\u{628}\",\n \"tea\": \"\u{634}\u{627}\u{64a}\"\n}\n",
    );
    let table = good(&[
        "convert",
        &english,
        &arabic,
        "-",
        "--to",
        "tsv",
        "--source-lang",
        "en",
    ]);
    assert_eq!(
        table,
        "unit\ten\tar\ntea\tPour tea\t\u{634}\u{627}\u{64a}\nmilk\tMilk\t\u{62d}\u{644}\u{64a}\u{628}\nnew\tNew\t\n"
    );
    let alone = good(&["show", &english, "--plain"]);
    assert!(
        alone.contains("Pour tea") && !alone.contains("milk"),
        "{alone}"
    );
}

#[test]
fn a_file_of_one_language_is_a_text_to_be_translated() {
    let files = Fixture::new();
    let tmx = files.file(
        "x.tmx",
        "<tmx version='1.4'><header srclang='en'/><body><tu><tuv xml:lang='en'>\
         <seg>Pour tea.</seg></tuv></tu></body></tmx>",
    );
    let table = files.file("x.csv", "id,en\n1,Pour tea.\n");
    let xliff = files.file(
        "x.xlf",
        "<xliff xmlns='urn:oasis:names:tc:xliff:document:2.0' version='2.0' srcLang='en'>\
         <file id='f'><unit id='u'><segment><source>Pour tea.</source></segment></unit></file></xliff>",
    );
    for file in [&tmx, &table, &xliff] {
        assert!(
            good(&["show", file, "--plain"]).contains("Pour tea."),
            "{file}"
        );
        let named = good(&["convert", file, "-", "--to", "tsv", "--target-lang", "ar"]);
        assert!(named.contains("en\tar"), "{named}");
    }
    refused(
        &["show", &files.file("x.tbx", "<martif type='TBX'/>")],
        &["glossary", "--dict"],
    );
}
