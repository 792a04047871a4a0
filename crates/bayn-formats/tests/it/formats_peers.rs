//! What bayn writes, held against the programs that others use: schemas through `xmllint`,
//! translate-toolkit, OmegaT and epubcheck. A program that is absent skips its test.

use bayn_formats::{Corpus, Format, Loaded, WriteOptions, read, write};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use testkit::{python_with, run};

fn root() -> PathBuf {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).to_path_buf()
}

fn corpus(name: &str) -> Corpus {
    let bytes = fs::read(
        root()
            .join("crates/bayn-formats/tests/data/formats")
            .join(name),
    )
    .expect("a data file");
    match read(name, &bytes, None) {
        Ok(Loaded::Corpus(corpus)) => corpus,
        other => unreachable!("{name}: {other:?}"),
    }
}

/// A folder of this test's own, emptied.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder");
    folder
}

fn written(corpus: &Corpus, format: Format, path: &Path) {
    let (bytes, _) = write(corpus, format, &WriteOptions::default()).expect("it is written");
    fs::write(path, bytes).expect("a file");
}

fn assert_good(output: &Output) {
    assert!(
        output.status.success(),
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}

const FILES: [&str; 5] = [
    "rich.tmx",
    "memoq.mqxliff",
    "trados.sdlxliff",
    "gettext.po",
    "wmt.xml",
];

#[test]
fn tmx_is_valid_by_its_dtd_and_schema() {
    let jar = Path::new("/usr/share/omegat/OmegaT.jar");
    if !jar.exists() {
        testkit::skip("OmegaT is not installed");
        return;
    }
    let folder = folder("tmx");
    let unpacked = run(Command::new("unzip")
        .arg("-joq")
        .arg(jar)
        .arg("schemas/*")
        .arg("-d")
        .arg(&folder));
    if unpacked.is_none() {
        return;
    }
    for name in FILES {
        let file = folder.join("x.tmx");
        written(&corpus(name), Format::Tmx, &file);
        let Some(output) = run(Command::new("xmllint")
            .current_dir(&folder)
            .args(["--noout", "--valid", "x.tmx"]))
        else {
            return;
        };
        assert_good(&output);
    }
}

#[test]
fn xliff_is_valid_by_its_schemas() {
    let schemas = testkit::shared("schemas");
    if !schemas.exists() {
        testkit::skip("shared/schemas is absent");
        return;
    }
    let folder = folder("xliff");
    for name in FILES {
        for (format, schema) in [
            (Format::Xliff2, "xliff21/xliff_core_2.0.xsd"),
            (Format::Xliff12, "xliff-core-1.2-strict.xsd"),
        ] {
            // Attributes and elements of other makers are for the strict schema to refuse.
            let mut corpus = corpus(name);
            if format == Format::Xliff12 {
                for unit in &mut corpus.units {
                    unit.attrs.retain(|(name, _)| !name.contains('{'));
                }
                corpus.attrs.clear();
                for file in &mut corpus.files {
                    file.kept.clear();
                }
                corpus.units.iter_mut().for_each(|unit| unit.kept.clear());
            }
            let file = folder.join("x.xlf");
            written(&corpus, format, &file);
            let mut lint = Command::new("xmllint");
            lint.args(["--nonet", "--noout", "--schema"])
                .arg(schemas.join(schema))
                .arg(&file);
            let Some(output) = run(&mut lint) else {
                return;
            };
            assert_good(&output);
        }
    }
}

#[test]
fn the_files_that_keep_a_clause_are_valid_by_the_schema() {
    let schema = testkit::shared("schemas/xliff21/xliff_core_2.0.xsd");
    if !schema.exists() {
        testkit::skip("shared/schemas is absent");
        return;
    }
    let folder = root().join("crates/bayn-formats/tests/data/formats/xliff2");
    let files: Vec<PathBuf> = fs::read_dir(&folder)
        .expect("the clause files")
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.to_string_lossy().contains(".keeps."))
        // The schema is that of 2.0 and 2.1.
        .filter(|path| !fs::read_to_string(path).is_ok_and(|text| text.contains("document:2.2")))
        .collect();
    assert!(files.len() > 100, "{} files", files.len());
    let mut lint = Command::new("xmllint");
    lint.args(["--nonet", "--noout", "--schema"])
        .arg(schema)
        .args(&files);
    if let Some(output) = run(&mut lint) {
        assert_good(&output);
    }
}

const TOOLKIT: &str = r#"
import sys, json
from translate.storage import tmx, xliff, xliff2, po
kind, path = sys.argv[1:]
out = []
if kind == "tmx":
    store = tmx.tmxfile.parsefile(path)
elif kind == "xliff12":
    store = xliff.xlifffile.parsefile(path)
else:
    store = xliff2.Xliff2File.parsefile(path)
for unit in store.units:
    if unit.source:
        out.append([str(unit.source), str(unit.target or "")])
json.dump(out, sys.stdout)
"#;

#[test]
fn translate_toolkit_reads_every_text_back() {
    let Some(python) = python_with("translate") else {
        return;
    };
    let folder = folder("toolkit");
    let mut corpus = corpus("gettext.po");
    corpus.langs[0] = bayn_text::Lang::new("en");
    let expected: Vec<Vec<String>> = corpus
        .segments()
        .map(|segment| {
            (0..2)
                .map(|lang| {
                    segment
                        .joined(lang)
                        .map_or_else(String::new, |text| text.plain())
                })
                .collect()
        })
        .collect();
    for (format, kind) in [
        (Format::Tmx, "tmx"),
        (Format::Xliff12, "xliff12"),
        (Format::Xliff2, "xliff2"),
    ] {
        let file = folder.join("x");
        written(&corpus, format, &file);
        let Some(output) = run(Command::new(&python).args(["-c", TOOLKIT, kind]).arg(&file)) else {
            return;
        };
        assert_good(&output);
        let found: Vec<Vec<String>> = serde_json::from_slice(&output.stdout).expect("JSON");
        assert_eq!(found, expected, "{kind}");
    }
}

#[test]
fn omegat_translates_with_our_memory() {
    if !Path::new("/usr/share/omegat/OmegaT.jar").exists() {
        testkit::skip("OmegaT is not installed");
        return;
    }
    let folder = folder("omegat");
    for name in [
        "source",
        "target",
        "tm/auto",
        "glossary",
        "dictionary",
        "omegat",
    ] {
        fs::create_dir_all(folder.join(name)).expect("a folder");
    }
    let project = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><omegat><project version=\"1.0\">\
        <source_dir>__DEFAULT__</source_dir><target_dir>__DEFAULT__</target_dir><tm_dir>__DEFAULT__</tm_dir>\
        <glossary_dir>__DEFAULT__</glossary_dir><glossary_file>__DEFAULT__</glossary_file><dictionary_dir>__DEFAULT__</dictionary_dir>\
        <source_lang>AR</source_lang><target_lang>EN</target_lang><sentence_seg>false</sentence_seg>\
        <support_default_translations>true</support_default_translations><remove_tags>false</remove_tags></project></omegat>";
    fs::write(folder.join("omegat.project"), project).expect("a file");
    let (source, target) = (
        "كان الميناء مغلقا ثلاثة أيام.",
        "The port was shut for three days.",
    );
    fs::write(folder.join("source/report.txt"), format!("{source}\n")).expect("a file");
    let table = format!("ar\ten\n{source}\t{target}\n");
    let Ok(Loaded::Corpus(pair)) = read("x.tsv", table.as_bytes(), None) else {
        unreachable!("a table of two columns");
    };
    written(&pair, Format::Tmx, &folder.join("tm/auto/ours.tmx"));
    let mut omegat = Command::new("java");
    omegat
        .env("HOME", &folder)
        .arg("-Djava.awt.headless=true")
        .arg(format!("-Duser.home={}", folder.display()))
        .args(["-jar", "/usr/share/omegat/OmegaT.jar"])
        .arg(&folder)
        .arg("--mode=console-translate");
    let Some(output) = run(&mut omegat) else {
        return;
    };
    assert_good(&output);
    let made = fs::read_to_string(folder.join("target/report.txt")).expect("OmegaT's file");
    assert_eq!(made.trim(), target);
}

#[test]
fn a_bilingual_book_passes_epubcheck() {
    let folder = folder("epub");
    let file = folder.join("x.epub");
    written(&corpus("memoq.mqxliff"), Format::Epub, &file);
    // Debian's program is a jar, which not every system starts by itself.
    let jar = Path::new("/usr/share/java/epubcheck.jar");
    let output = if jar.exists() {
        run(Command::new("java").arg("-jar").arg(jar).arg(&file))
    } else {
        run(Command::new("epubcheck").arg(&file))
    };
    if let Some(output) = output {
        assert_good(&output);
    }
}
