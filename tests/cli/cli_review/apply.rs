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

#[test]
fn what_was_written_keeps_its_mark_and_is_not_written_again() {
    let folder = Folder::new("apply-done");
    let source = in_folder(
        &folder,
        "a.ar.txt",
        "غادرت الشاحنات البلدة. وصل القارب أمس.",
    );
    let file = in_folder(
        &folder,
        "a.en.txt",
        "The trucks left the town. The boat came.\n",
    );
    let edited = in_folder(
        &folder,
        "edited.txt",
        "The lorries left the town. The old boat came.\n",
    );
    reviewed_beside(&edited, &[&source, &file]);
    let review = format!("{file}.bayn.jsonl");
    let score = || {
        let said = run(&["score", &review]);
        assert_eq!(said.status.code(), Some(0), "{}", text(&said.stderr));
        let said = text(&said.stdout).to_owned();
        let line = said
            .lines()
            .find(|line| line.trim_start().starts_with("errors"));
        line.unwrap_or_default().to_owned()
    };
    let before = score();
    assert!(before.contains('2'), "{before}");
    let apply = || run(&["apply", &source, &file, "--in-place"]);
    assert_eq!(apply().status.code(), Some(0));
    assert_eq!(
        fs::read_to_string(&file).expect("written"),
        "The lorries left the town. The old boat came.\n"
    );
    assert_eq!(score(), before, "a report speaks of the same errors");
    let again = apply();
    assert!(
        text(&again.stderr).contains("nothing to write"),
        "{}",
        text(&again.stderr)
    );
}

/// Takes an edited version into the review beside the translation.
fn reviewed_beside(edited: &str, texts: &[&str]) {
    let said = run(&[&["import", "--edited", edited], texts].concat());
    assert_eq!(said.status.code(), Some(0), "{}", text(&said.stderr));
}

#[test]
fn a_target_that_repeats_its_source_is_told_from_the_segments_of_it() {
    let folder = Folder::new("apply-copied");
    let unit = |id: u8, source: &str, target: &str| {
        format!(
            "<trans-unit id=\"{id}\"><source>{source}</source><seg-source><mrk mid=\"0\" mtype=\"seg\">{source}</mrk></seg-source><target><mrk mid=\"0\" mtype=\"seg\">{target}</mrk></target><alt-trans><target>{target}</target></alt-trans></trans-unit>\n"
        )
    };
    let file = |first: &str, second: &str| {
        format!(
            "<?xml version=\"1.0\"?>\n<xliff version=\"1.2\" xmlns=\"urn:oasis:names:tc:xliff:document:1.2\"><file original=\"a\" source-language=\"en\" target-language=\"de\" datatype=\"plaintext\"><body>\n{}{}</body></file></xliff>\n",
            unit(1, "Open the gate", first),
            unit(2, "Close the gate", second)
        )
    };
    let path = in_folder(&folder, "a.xlf", file("Open the gate", "Close the gate"));
    let edited = in_folder(&folder, "edited.txt", "Oeffne the gate\n\nClose the Tor\n");
    let review = reviewed(&folder, &edited, &[&path]);
    let said = run(&["apply", &path, "--project", &review, "--in-place"]);
    assert_eq!(said.status.code(), Some(0), "{}", text(&said.stderr));
    let written = fs::read_to_string(&path).expect("written");
    let kept = "<alt-trans><target>Open the gate</target></alt-trans>";
    assert!(written.contains(kept), "{written}");
    assert!(
        written.contains(">Oeffne the gate</mrk></target>")
            && written.contains(">Close the Tor</mrk></target>"),
        "{written}"
    );
}

/// A Word document of these paragraphs, each as the XML of its runs.
fn docx(paragraphs: &[&str]) -> Vec<u8> {
    use std::io::{Cursor, Write as _};
    let body: String = paragraphs
        .iter()
        .map(|runs| format!("<w:p>{runs}</w:p>"))
        .collect();
    let document = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
         <w:body>{body}</w:body></w:document>"
    );
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let parts = [
        ("[Content_Types].xml", "<Types/>"),
        ("word/document.xml", document.as_str()),
        ("word/media/image1.png", "not looked at"),
    ];
    for (name, text) in parts {
        zip.start_file(name, zip::write::SimpleFileOptions::default())
            .expect("memory");
        zip.write_all(text.as_bytes()).expect("memory");
    }
    zip.finish().expect("memory").into_inner()
}

#[test]
fn a_word_document_keeps_its_looks_and_its_other_parts() {
    let folder = Folder::new("apply-docx");
    let runs = [
        "<w:r><w:t xml:space=\"preserve\">The trucks le</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>ft the town.</w:t></w:r>",
        "<w:r><w:rPr><w:i/></w:rPr><w:t>The boat &amp; ship came yesterday.</w:t></w:r>",
    ];
    let before = docx(&runs);
    let file = in_folder(&folder, "two.docx", &before);
    let source = in_folder(
        &folder,
        "two.ar.txt",
        "غادرت الشاحنات البلدة.\n\nوصل القارب أمس.\n",
    );
    let edited = in_folder(
        &folder,
        "edited.txt",
        "The trucks quit the town.\n\nThe <old> boat came yesterday.\n",
    );
    let review = reviewed(&folder, &edited, &[&source, &file]);
    let said = run(&["apply", &source, &file, "--project", &review, "--in-place"]);
    assert_eq!(said.status.code(), Some(0), "{}", text(&said.stderr));
    let document = |bytes: Vec<u8>| {
        let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("an archive");
        let mut parts = [String::new(), String::new()];
        for (name, part) in ["word/document.xml", "word/media/image1.png"]
            .iter()
            .zip(&mut parts)
        {
            std::io::Read::read_to_string(&mut zip.by_name(name).expect("there"), part)
                .expect("text");
        }
        parts
    };
    let [found, image] = document(fs::read(&file).expect("written"));
    for words in [
        "<w:t xml:space=\"preserve\">The trucks quit</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\"> the town.</w:t>",
        "<w:rPr><w:i/></w:rPr><w:t>The &lt;old&gt; boat came yesterday.</w:t>",
    ] {
        assert!(found.contains(words), "{words} is not in\n{found}");
    }
    assert_eq!(image, "not looked at");
    assert_eq!(
        fs::read(folder.0.join("two.docx.orig")).expect("kept"),
        before
    );
}

#[test]
fn one_suggestion_that_fits_no_cell_is_named_and_the_others_are_written() {
    let folder = Folder::new("apply-cell");
    let before = "ar,en\nغادرت الشاحنات البلدة.,The trucks left the town.\nوصل القارب أمس.,The boat came yesterday.\n";
    let file = in_folder(&folder, "two.csv", before);
    let edited = in_folder(
        &folder,
        "edited.txt",
        "The trucks quit the town.\nThe boat, they say, came yesterday.\n",
    );
    let review = reviewed(&folder, &edited, &[&file]);
    let said = run(&["apply", &file, "--project", &review, "--in-place"]);
    assert_eq!(said.status.code(), Some(1), "{}", text(&said.stderr));
    assert!(
        text(&said.stderr).contains("two.csv:3: "),
        "{}",
        text(&said.stderr)
    );
    assert_eq!(
        fs::read_to_string(&file).expect("written"),
        before.replace("left", "quit")
    );
}
