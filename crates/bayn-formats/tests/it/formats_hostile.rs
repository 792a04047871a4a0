//! Large, broken and hostile files: each ends as an error with a remedy or as a sensible
//! reading, in bounded time and memory, and none panics.

use bayn_formats::{Format, Loaded, WriteOptions, read, write};
use proptest::prelude::*;
use std::io::Write;

const TMX: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tmx version=\"1.4\"><header \
    creationtool=\"t\" creationtoolversion=\"1\" segtype=\"sentence\" o-tmf=\"t\" adminlang=\"en\" \
    srclang=\"ar\" datatype=\"plaintext\"/><body><tu><tuv xml:lang=\"ar\"><seg>a</seg></tuv>\
    <tuv xml:lang=\"en\"><seg>b</seg></tuv></tu></body></tmx>";

fn refused(name: &str, bytes: &[u8], clause: &str) {
    let error = read(name, bytes, None).expect_err("it must be refused");
    assert!(error.clause.to_string().contains(clause), "{error}");
    assert!(!error.remedy.is_empty(), "no remedy: {error}");
    assert_eq!(error.file, name);
}

#[test]
fn entity_bombs_are_refused_at_their_declaration() {
    let mut bomb = String::from("<!DOCTYPE tmx [<!ENTITY a \"ha\">\n");
    for step in 1..20 {
        bomb.push_str(&format!(
            "<!ENTITY a{step} \"&a{};&a{};\">\n",
            step - 1,
            step - 1
        ));
    }
    bomb.push_str("]>\n<tmx version=\"1.4\"><body>&a19;</body></tmx>");
    refused("x.tmx", bomb.as_bytes(), "no entity declarations");
    let outside = TMX.replace(
        "<tmx",
        "<!DOCTYPE tmx [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><tmx",
    );
    refused("x.tmx", outside.as_bytes(), "no entity declarations");
    refused(
        "x.tmx",
        TMX.replace(">a<", ">&nbsp;<").as_bytes(),
        "entity references",
    );
}

#[test]
fn depth_and_size_of_tags_are_bounded() {
    let deep = TMX.replace(
        ">a<",
        &format!(">{}{}<", "<hi>".repeat(5000), "</hi>".repeat(5000)),
    );
    refused("x.tmx", deep.as_bytes(), "nesting limit");
    let wide = TMX.replace("<tu>", &format!("<tu tuid=\"{}\">", "x".repeat(2 << 20)));
    refused("x.tmx", wide.as_bytes(), "tag size limit");
    let html = format!("<!doctype html>{}", "<div>".repeat(200_000));
    refused("x.html", html.as_bytes(), "nesting limit");
}

#[test]
fn wrong_encodings_are_refused_at_the_first_wrong_byte() {
    let mut latin = TMX.as_bytes().to_vec();
    let at = TMX.find(">a<").expect("a") + 1;
    latin[at] = 0xE9;
    let error = read("x.tmx", &latin, None).expect_err("it is not UTF-8");
    assert_eq!(error.line, 2);
    assert!(error.column > 100, "{error}");
    let utf16 = TMX.replace("UTF-8", "UTF-16");
    refused("x.tmx", utf16.as_bytes(), "encoding declaration");
}

#[test]
fn a_file_that_was_cut_short_is_never_read_as_whole() {
    for end in 1..TMX.len() {
        let cut = &TMX.as_bytes()[..end];
        assert!(
            read("x.tmx", cut, Some(Format::Tmx)).is_err(),
            "cut at {end}"
        );
    }
    let json = "{\"source\": [\"a\"], \"target\": [\"b\"]}\n{\"source\": [\"a\"], \"tar";
    refused("x.jsonl", json.as_bytes(), "JSON Lines");
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(TMX.as_bytes()).expect("memory");
    let packed = packed.finish().expect("memory");
    refused("x.tmx.gz", &packed[..packed.len() / 2], "gzip");
    assert!(matches!(
        read("x.tmx.gz", &packed, None),
        Ok(Loaded::Corpus(_))
    ));
}

#[test]
fn a_zip_bomb_ends_as_an_error() {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Deflated);
    zip.start_file("word/document.xml", options)
        .expect("memory");
    let spaces = vec![b' '; 1 << 20];
    for _ in 0..80 {
        zip.write_all(&spaces).expect("memory");
    }
    let bomb = zip.finish().expect("memory").into_inner();
    refused("x.docx", &bomb, "unpacking limit");
}

#[test]
fn what_cannot_be_read_says_what_to_do() {
    refused(
        "x.bin",
        &[0, 159, 146, 150, 0, 0, 1, 2],
        "a readable format",
    );
    refused(
        "x.xml",
        b"<?xml version='1.0'?><catalog/>",
        "a readable format",
    );
    assert!(
        matches!(read("empty.txt", b"", None), Ok(Loaded::Page(page)) if page.blocks.is_empty())
    );
}

/// Well-formed seeds that the property below breaks.
fn seeds() -> Vec<(&'static str, Vec<u8>)> {
    let root = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
        .join("crates/bayn-formats/tests/data/formats");
    let file = |name: &str| std::fs::read(root.join(name)).expect("a data file");
    vec![
        ("x.tmx", TMX.as_bytes().to_vec()),
        ("x.xlf", file("xliff2/sc-has-one-ec-after-it.keeps.xlf")),
        ("x.xlf", file("xliff2/mtc-match-content.keeps.xlf")),
        ("x.sdlxliff", file("trados.sdlxliff")),
        ("x.mqxliff", file("memoq.mqxliff")),
        ("x.po", file("gettext.po")),
        ("x.srt", file("film.srt")),
        ("x.vtt", file("film.vtt")),
        ("x.html", file("page.html")),
        ("x.md", file("report.md")),
        ("x.xml", file("wmt.xml")),
        (
            "x.jsonl",
            b"{\"source\": [\"a\"], \"target\": [\"b\"]}\n".to_vec(),
        ),
        ("x.tsv", b"ar\ten\n\"a\tb\"\tc\n".to_vec()),
    ]
}

/// What damage found once stays found: these files are read, and come back through every
/// format that their kind can be written in.
#[test]
fn the_findings_of_damage_come_back_through_every_format() {
    let folder = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
        .join("crates/bayn-formats/tests/data/formats/fuzz");
    let mut count = 0;
    for entry in std::fs::read_dir(folder).expect("the findings").flatten() {
        let name = entry.path().to_string_lossy().into_owned();
        let bytes = std::fs::read(entry.path()).expect("a finding");
        let Ok(Loaded::Corpus(corpus)) = read(&name, &bytes, None) else {
            unreachable!("{name} is read");
        };
        for out in [Format::Tmx, Format::Xliff2, Format::Xliff12, Format::Jsonl] {
            let (written, _) = write(&corpus, out, &WriteOptions::default()).expect("written");
            if let Err(error) = read("x", &written, Some(out)) {
                unreachable!("{name} to {out}: {error}");
            }
        }
        count += 1;
    }
    assert!(count >= 2);
}

/// A row without text in any language has no place in TMX, which would refuse it.
#[test]
fn a_segment_without_any_text_is_left_out_of_tmx() {
    let table = b"id,source,target,note\n1,,,x\n2,a,b,\n";
    let Ok(Loaded::Corpus(corpus)) = read("x.csv", table, Some(Format::Csv)) else {
        unreachable!("the table is read");
    };
    let (tmx, left_out) = write(&corpus, Format::Tmx, &WriteOptions::default()).expect("written");
    let Ok(Loaded::Corpus(again)) = read("x.tmx", &tmx, None) else {
        unreachable!("what was written is read");
    };
    assert_eq!(again.units.len(), 1);
    assert!(
        left_out
            .iter()
            .any(|line| line.to_string().contains("without any text")),
        "{left_out:?}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_damage_makes_a_reader_panic(
        seed in 0..13_usize,
        edits in proptest::collection::vec((any::<u16>(), any::<u8>(), 0..4_u8), 1..8),
        every in any::<bool>(),
    ) {
        let (name, mut bytes) = seeds().swap_remove(seed);
        for (at, byte, kind) in edits {
            let at = usize::from(at) % bytes.len().max(1);
            match kind {
                0 if at < bytes.len() => bytes[at] = byte,
                2 if at < bytes.len() => {
                    bytes.remove(at);
                }
                0..=2 => bytes.insert(at, byte),
                _ => bytes.truncate(at.max(1)),
            }
        }
        let formats: Vec<Option<Format>> = if every {
            Format::ALL.iter().copied().map(Some).collect()
        } else {
            vec![None]
        };
        for format in formats {
            if let Err(error) = read(name, &bytes, format) {
                prop_assert!(!error.to_string().is_empty());
            }
        }
    }
}
