//! Reports held against the programs that others use: the schemas of XLIFF with ITS,
//! translate-toolkit, OmegaT and Pearmut. A program that is absent skips its test.

use crate::store_kit;

use bayn_doc::Sides;
use bayn_doc::{Mark, Note, ReviewedBitext, Severity};
use bayn_formats as format;
use bayn_formats::issue::Family;
use bayn_formats::{Format, WriteOptions};
use bayn_review::codec::pearmut;
use bayn_review::exchange::{Form, write};
use bayn_review::rated::{Labels, RatedSegments};
use bayn_text::Lang;
use harf::Span;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use store_kit::{Folder, review, source_text, target_text};
use testkit::{python_with, run};

fn text(output: &Output) -> String {
    format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    )
}

/// A review with marks alone, overlapping, on both sides, and notes.
fn reviewed() -> ReviewedBitext {
    let mut found = review(&source_text(4), &target_text(4));
    found.bitext.documents.source.lang = Lang::new("ar");
    found.bitext.documents.target.lang = Lang::new("en");
    let first = found.bitext.beads[0].id;
    for (source, target, note) in [
        (None, Some((0, 8)), "one"),
        (None, Some((5, 15)), "two & <three>"),
        (Some((0, 8)), Some((18, 24)), "both"),
    ] {
        let spans = [source, target].map(|span: Option<(usize, usize)>| {
            span.map(|(start, end)| Span::new(start, end))
                .into_iter()
                .collect::<Vec<Span>>()
        });
        let [source, target] = spans;
        found.add_mark(Mark {
            bead: first,
            spans: Sides::new(source, target),
            category: "mistranslation".to_owned(),
            severity: Severity::Major,
            note: note.to_owned(),
            rater: "rita".to_owned(),
            time: 1,
            ..Mark::default()
        });
    }
    found.add_note(Note {
        bead: found.bitext.beads[1].id,
        text: "a remark".to_owned(),
        author: "rita".to_owned(),
        time: 2,
        ..Note::default()
    });
    found
}

fn written(found: &ReviewedBitext, form: Form, format: Format, path: &Path) {
    let corpus = write(&found.bitext, &found.notes, "report.txt", form);
    let (bytes, _) = format::write(&corpus, format, &WriteOptions::default()).expect("written");
    fs::write(path, bytes).expect("a file");
}

const XLIFF: [(Form, Format, &str, &str); 2] = [
    (
        Form::Xliff(Family::Xliff2),
        Format::Xliff2,
        "xliff2",
        "xliff21/xliff_core_2.0.xsd",
    ),
    (
        Form::Xliff(Family::Xliff12),
        Format::Xliff12,
        "xliff12",
        "xliff-core-1.2-strict.xsd",
    ),
];

#[test]
fn xliff_with_issues_is_valid_by_its_schemas() {
    let schemas = testkit::shared("schemas");
    if !schemas.exists() {
        testkit::skip("shared/schemas is absent");
        return;
    }
    let folder = Folder::new("peers-xliff");
    let ours = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
        .join("crates/bayn-formats/tests/data/formats/review.xsd");
    for (form, format, name, schema) in XLIFF {
        let file = folder.0.join(name);
        written(&reviewed(), form, format, &file);
        // The strict schema of 1.2 asks for a schema of every namespace.
        let import = |namespace: &str, path: PathBuf| {
            let path = path.display();
            format!("<xs:import namespace=\"{namespace}\" schemaLocation=\"{path}\"/>")
        };
        let all = folder.0.join("all.xsd");
        let (namespace, its) = if format == Format::Xliff12 {
            ("urn:oasis:names:tc:xliff:document:1.2", "its.xsd")
        } else {
            ("urn:oasis:names:tc:xliff:document:2.0", "xliff21/its.xsd")
        };
        let its = import("http://www.w3.org/2005/11/its", schemas.join(its));
        let main = import(namespace, schemas.join(schema)) + &its;
        let own = import(bayn_review::exchange::NS, ours.clone());
        let whole = format!(
            "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\">{main}{own}</xs:schema>"
        );
        fs::write(&all, whole).expect("a file");
        let mut lint = Command::new("xmllint");
        lint.args(["--nonet", "--noout", "--schema"])
            .arg(&all)
            .arg(&file);
        let Some(output) = run(&mut lint) else { return };
        assert!(output.status.success(), "{name}: {}", text(&output));
    }
}

const TOOLKIT: &str = r#"
import sys, json
from translate.storage import tmx, xliff, xliff2
kind, path = sys.argv[1:]
store = {"tmx": tmx.tmxfile, "xliff12": xliff.xlifffile, "xliff2": xliff2.Xliff2File}[kind].parsefile(path)
out = [[str(unit.source), str(unit.target or ""), unit.getnotes()] for unit in store.units if unit.source]
json.dump(out, sys.stdout)
"#;

#[test]
fn translate_toolkit_reads_texts_and_notes() {
    let Some(python) = python_with("translate") else {
        return;
    };
    let folder = Folder::new("peers-toolkit");
    let found = reviewed();
    for (form, format, kind) in [
        (Form::Props, Format::Tmx, "tmx"),
        (Form::Xliff(Family::Xliff12), Format::Xliff12, "xliff12"),
        (Form::Xliff(Family::Xliff2), Format::Xliff2, "xliff2"),
    ] {
        let file = folder.0.join("x");
        written(&found, form, format, &file);
        let mut read = Command::new(&python);
        read.args(["-c", TOOLKIT, kind]).arg(&file);
        let Some(output) = run(&mut read) else { return };
        assert!(output.status.success(), "{kind}: {}", text(&output));
        let units: Vec<[String; 3]> = serde_json::from_slice(&output.stdout).expect("JSON");
        assert_eq!(units.len(), 4, "{kind}");
        for (at, [source, target, _]) in units.iter().enumerate() {
            let own = |side: bayn_doc::Side| found.bitext.documents[side].sentence(at).to_owned();
            assert_eq!(*source, own(bayn_doc::Side::Source), "{kind}");
            assert_eq!(*target, own(bayn_doc::Side::Target), "{kind}");
        }
        if kind == "xliff2" {
            // It looks for notes inside of segments, where XLIFF 2 has none.
            continue;
        }
        for words in ["two & <three>", "[major] Accuracy/Mistranslation"] {
            assert!(units[0][2].contains(words), "{kind}: {}", units[0][2]);
        }
        assert!(units[1][2].contains("a remark"), "{kind}: {}", units[1][2]);
    }
}

#[test]
fn omegat_translates_with_a_reviewed_memory() {
    let jar = Path::new("/usr/share/omegat/OmegaT.jar");
    if !jar.exists() {
        testkit::skip("OmegaT is not installed");
        return;
    }
    let folder = Folder::new("peers-omegat");
    for name in [
        "source",
        "target",
        "tm/auto",
        "glossary",
        "dictionary",
        "omegat",
    ] {
        fs::create_dir_all(folder.0.join(name)).expect("a folder");
    }
    let folders: String = ["source", "target", "tm", "glossary", "dictionary"]
        .map(|name| format!("<{name}_dir>__DEFAULT__</{name}_dir>"))
        .concat();
    let project = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><omegat><project version=\"1.0\">\
         {folders}<glossary_file>__DEFAULT__</glossary_file><source_lang>AR</source_lang>\
         <target_lang>EN</target_lang><sentence_seg>false</sentence_seg>\
         <support_default_translations>true</support_default_translations>\
         <remove_tags>false</remove_tags></project></omegat>"
    );
    fs::write(folder.0.join("omegat.project"), project).expect("a file");
    let found = reviewed();
    let source = found.bitext.documents.source.sentence(0);
    fs::write(folder.0.join("source/report.txt"), format!("{source}\n")).expect("a file");
    written(
        &found,
        Form::Props,
        Format::Tmx,
        &folder.0.join("tm/auto/ours.tmx"),
    );
    let mut omegat = Command::new("java");
    omegat
        .env("HOME", &folder.0)
        .arg("-Djava.awt.headless=true")
        .arg(format!("-Duser.home={}", folder.0.display()))
        .arg("-jar")
        .arg(jar)
        .arg(&folder.0)
        .arg("--mode=console-translate");
    let Some(output) = run(&mut omegat) else {
        return;
    };
    assert!(output.status.success(), "{}", text(&output));
    let made = fs::read_to_string(folder.0.join("target/report.txt")).expect("OmegaT's file");
    assert_eq!(made.trim(), found.bitext.documents.target.sentence(0));
}

#[test]
fn pearmut_adds_our_campaign() {
    let Some(python) = python_with("pearmut") else {
        return;
    };
    let folder = Folder::new("peers-pearmut");
    let found = reviewed();
    let labels = Labels {
        system: "ours".to_owned(),
        document: "report".to_owned(),
        rater: "rita".to_owned(),
    };
    let judged = RatedSegments::of(&found.bitext, &found.notes, &labels);
    let file = folder.0.join("campaign.json");
    fs::write(&file, pearmut::write(&judged, "bayn-test")).expect("a file");
    let mut add = Command::new(&python);
    add.current_dir(&folder.0)
        .env("HOME", &folder.0)
        .args(["-c", "from pearmut.cli import main; main()", "add"])
        .arg(&file);
    let Some(output) = run(&mut add) else { return };
    assert!(output.status.success(), "{}", text(&output));
    let said = text(&output);
    assert!(said.contains("bayn-test"), "{said}");
}
