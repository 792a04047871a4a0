//! Suggestions written into the file of the translation: only the words change, whatever the
//! format and the encoding, and the file as it was stays beside it.

use super::{in_folder, pair, run, text};
use crate::store_kit::Folder;
use std::fs;

/// Takes an edited version of the translation as suggestions into a review, and returns the
/// review's path.
fn reviewed(folder: &Folder, edited: &str, texts: &[&str]) -> String {
    let review = folder.0.join("review.bayn.jsonl").display().to_string();
    let said = run(&[
        &["import", "--edited", edited],
        texts,
        &["--project", &review],
    ]
    .concat());
    assert_eq!(said.status.code(), Some(0), "{}", text(&said.stderr));
    review
}

#[test]
fn only_the_words_change_and_the_file_as_it_was_stays() {
    let folder = Folder::new("apply");
    let [source, target] = pair();
    let before = fs::read_to_string(target)
        .expect("the sample")
        .replace('\n', "\r\n");
    let file = in_folder(&folder, "report.en.txt", &before);
    let after = before
        .replacen("Twenty-six", "Twenty-eight", 1)
        .replacen("civilians", "people", 1);
    assert_ne!(before, after);
    let edited = in_folder(&folder, "edited.txt", &after);
    let review = reviewed(&folder, &edited, &[&source, &file]);
    let apply =
        |more: &[&str]| run(&[&["apply", &source, &file, "--project", &review], more].concat());
    // Shown first, and nothing is written.
    let said = apply(&[]);
    assert_eq!(said.status.code(), Some(0), "{}", text(&said.stderr));
    assert!(
        text(&said.stdout).contains("+ Twenty-eight"),
        "{}",
        text(&said.stdout)
    );
    assert_eq!(fs::read_to_string(&file).expect("there"), before);
    let out = folder.0.join("out.txt").display().to_string();
    assert_eq!(apply(&["--output", &out]).status.code(), Some(0));
    assert_eq!(fs::read_to_string(&out).expect("written"), after);
    let said = apply(&["--in-place"]);
    assert_eq!(said.status.code(), Some(0), "{}", text(&said.stderr));
    assert_eq!(fs::read_to_string(&file).expect("written"), after);
    let kept = format!("{file}.orig");
    assert_eq!(fs::read_to_string(&kept).expect("kept"), before);
    // Another's suggestions are taken only where they are asked for.
    fs::write(&file, &before).expect("writable");
    let others = apply(&["--rater", "somebody"]);
    assert!(
        text(&others.stderr).contains("nothing to write"),
        "{}",
        text(&others.stderr)
    );
    let all = apply(&["--rater", "somebody", "--all"]);
    assert!(text(&all.stdout).contains("+ Twenty-eight"));
}

#[test]
fn markup_codes_and_encodings_stay_as_they_are() {
    let arabic = "غادرت الشاحنات البلدة. وصل القارب أمس.";
    let edited = "The trucks quit the town. The <old> boat came yesterday.";
    let xliff = "<?xml version=\"1.0\"?>\n<xliff version=\"1.2\" xmlns=\"urn:oasis:names:tc:xliff:document:1.2\"><file original=\"a\" source-language=\"ar\" target-language=\"en\" datatype=\"plaintext\"><body>\n\
         <trans-unit id=\"1\"><source>غادرت الشاحنات البلدة.</source><target>The trucks left <g id=\"1\">the town</g>.</target></trans-unit>\n\
         <trans-unit id=\"2\"><source>وصل القارب أمس.</source><target>The boat &amp; ship came yesterday.</target></trans-unit>\n\
         </body></file></xliff>\n";
    let cases: [(&str, Vec<u8>, Vec<u8>); 2] = [
        (
            "two.xlf",
            xliff.as_bytes().to_vec(),
            xliff
                .replace("left", "quit")
                .replace("boat &amp; ship", "&lt;old&gt; boat")
                .into_bytes(),
        ),
        (
            "two.en.txt",
            "\u{feff}The trucks left the town. The boat & ship came yesterday.\n"
                .encode_utf16()
                .flat_map(u16::to_le_bytes)
                .collect(),
            "\u{feff}The trucks quit the town. The <old> boat came yesterday.\n"
                .encode_utf16()
                .flat_map(u16::to_le_bytes)
                .collect(),
        ),
    ];
    for (name, before, after) in cases {
        let folder = Folder::new("apply-kinds");
        let file = in_folder(&folder, name, &before);
        let source = in_folder(&folder, "two.ar.txt", arabic);
        let edited = in_folder(&folder, "edited.txt", edited);
        let texts: Vec<&str> = match name.ends_with("xlf") {
            true => vec![&file],
            false => vec![&source, &file],
        };
        let review = reviewed(&folder, &edited, &texts);
        let said = run(&[
            &["apply"],
            texts.as_slice(),
            &["--project", &review, "--in-place"],
        ]
        .concat());
        assert_eq!(
            said.status.code(),
            Some(0),
            "{name}: {}",
            text(&said.stderr)
        );
        let found = fs::read(&file).expect("written");
        assert_eq!(
            String::from_utf8_lossy(&found),
            String::from_utf8_lossy(&after),
            "{name}"
        );
    }
}

#[test]
fn what_cannot_be_written_is_refused_and_nothing_changes() {
    let folder = Folder::new("apply-refused");
    let source = in_folder(
        &folder,
        "a.ar.txt",
        "غادرت الشاحنات البلدة. وصل القارب أمس.",
    );
    let before: Vec<u8> = b"The trucks left caf\xe9s. The boat came yesterday.\n".to_vec();
    let file = in_folder(&folder, "a.en.txt", &before);
    let edited = in_folder(
        &folder,
        "edited.txt",
        "The trucks left caf\u{e9}s. The \u{6f22} came yesterday.\n",
    );
    let latin = ["--target-encoding", "windows-1252"];
    let review = reviewed(
        &folder,
        &edited,
        &[&[source.as_str(), &file], latin.as_slice()].concat(),
    );
    let args = ["apply", &source, &file, "--project", &review, "--in-place"];
    let said = run(&[&args, latin.as_slice()].concat());
    assert_eq!(said.status.code(), Some(2), "{}", text(&said.stderr));
    assert!(
        text(&said.stderr).contains('\u{6f22}'),
        "{}",
        text(&said.stderr)
    );
    assert_eq!(fs::read(&file).expect("there"), before);
    assert!(!folder.0.join("a.en.txt.orig").exists());
}
