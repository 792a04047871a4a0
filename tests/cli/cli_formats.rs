//! Files of many formats from the command line: shown, checked, converted, refused.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// Runs the program; what is aligned is aligned by strings, which is quick without
/// optimisation too.
fn run(args: &[&str]) -> Output {
    let aligns = ["check", "convert"].contains(&args.first().copied().unwrap_or(""));
    Command::new(env!("CARGO_BIN_EXE_bayn"))
        .args(args)
        .args(aligns.then_some("--no-model"))
        .stdin(Stdio::null())
        .output()
        .expect("bayn runs")
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("UTF-8")
}

#[track_caller]
pub(crate) fn good(args: &[&str]) -> String {
    let output = run(args);
    assert_eq!(
        output.status.code(),
        Some(0),
        "{args:?}: {}",
        text(&output.stderr)
    );
    text(&output.stdout).to_owned()
}

#[track_caller]
pub(crate) fn refused(args: &[&str], says: &[&str]) {
    let output = run(args);
    assert_eq!(output.status.code(), Some(2), "{args:?}");
    assert!(output.stdout.is_empty(), "{args:?}");
    for part in says {
        assert!(
            text(&output.stderr).contains(part),
            "{args:?}: {}",
            text(&output.stderr)
        );
    }
}

pub(crate) fn sample(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample");
    folder.join(name).display().to_string()
}

pub(crate) struct Fixture(tempfile::TempDir);

impl Fixture {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    pub(crate) fn path(&self, name: &str) -> String {
        self.0.path().join(name).display().to_string()
    }

    pub(crate) fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        fs::write(&path, bytes).expect("writable");
        path
    }

    /// The sample as one file of this name.
    fn sample(&self, name: &str) -> String {
        let path = self.path(name);
        good(&[
            "convert",
            &sample("report.ar.txt"),
            &sample("report.en.txt"),
            &path,
        ]);
        path
    }
}

const TMX: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4"><header creationtool="t" creationtoolversion="1" segtype="sentence"
 o-tmf="t" adminlang="en" srclang="en" datatype="plaintext"/><body>
<tu><tuv xml:lang="en"><seg>Fish &amp; chips.</seg></tuv><tuv xml:lang="de"><seg>Fisch &amp; Fritten.</seg></tuv><tuv xml:lang="fr"><seg>Poisson-frites.</seg></tuv></tu>
<tu><tuv xml:lang="en"><seg>Tea for 2.</seg></tuv><tuv xml:lang="de"><seg>Tee f&#252;r 2.</seg></tuv><tuv xml:lang="fr"><seg>Du th&#233; pour 3.</seg></tuv></tu>
</body></tmx>
"#;

#[test]
fn a_bilingual_file_is_read_like_two_texts() {
    let fixture = Fixture::new();
    let (ar, en) = (sample("report.ar.txt"), sample("report.en.txt"));
    // This form keeps every bead; a paragraph that begins on one side only it does not.
    let jsonl = fixture.sample("sample.jsonl");
    let rows = |shown: String| -> Vec<String> {
        let rows = shown.lines().filter(|row| !row.is_empty());
        rows.map(str::to_owned).collect()
    };
    assert_eq!(
        rows(good(&["show", &jsonl])),
        rows(good(&["show", &ar, &en]))
    );
    assert_eq!(good(&[&jsonl]), good(&["show", &jsonl]));
    for name in ["sample.tmx", "sample.xlf", "sample.tsv", "sample.csv"] {
        let target = good(&["show", &fixture.sample(name), "--side", "target"]);
        assert!(
            target.contains("The Syrian Observatory"),
            "{name}: {target}"
        );
    }
}

#[test]
fn a_page_is_read_as_its_text() {
    let fixture = Fixture::new();
    let html = "<html><body><h1>Title</h1><p>Tea &amp; fish for <b>2</b>.</p></body></html>";
    let html = fixture.file("page.html", html);
    let other = fixture.file("page.md", "# Titel\n\nTee und Fisch f\u{fc}r *3*.\n");
    let shown = good(&["show", &html]);
    assert!(shown.contains("Tea & fish for 2."), "{shown}");
    assert!(!shown.contains("<p>"), "{shown}");
    let args = [
        "check",
        &html,
        &other,
        "--json",
        "--check",
        "number",
        "--source-lang",
        "en",
    ];
    let output = run(&args);
    assert_eq!(output.status.code(), Some(1), "{}", text(&output.stderr));
    let found: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    for (side, path, number) in [("source", &html, "2"), ("target", &other, "3")] {
        let file = fs::read(path).expect("there");
        let span = &found[0][side][0];
        let at = |key: &str| usize::try_from(span[key].as_u64().expect("offset")).expect("small");
        assert_eq!(text(&file[at("start")..at("end")]), number);
    }
    let plain = good(&["convert", &html, "-", "--to", "plain"]);
    assert!(plain.contains("Tea & fish for 2.") && !plain.contains('<'));
}

#[test]
fn two_languages_of_several_are_chosen() {
    let fixture = Fixture::new();
    let tmx = fixture.file("three.tmx", TMX);
    let said = run(&["show", &tmx]);
    let said = text(&said.stderr);
    assert!(
        said.contains("3 languages are in the file, en and de are used"),
        "{said}"
    );
    let named = run(&["show", &tmx, "--target-lang", "fr"]);
    assert!(named.stderr.is_empty(), "{}", text(&named.stderr));
    let target = |args: &[&str]| {
        let mut all = vec!["show", &tmx, "--side", "target"];
        all.extend_from_slice(args);
        good(&all)
    };
    assert!(target(&[]).contains("Fisch & Fritten."));
    assert!(target(&["--target-lang", "fr"]).contains("Poisson"));
    assert!(target(&["--source-lang", "de", "--target-lang", "en"]).contains("chips"));
    refused(
        &["show", &tmx, "--target-lang", "ar"],
        &["three.tmx", "`ar`", "en, de, fr"],
    );
    let output = run(&[
        "check",
        &tmx,
        "--target-lang",
        "fr",
        "--json",
        "--check",
        "number",
    ]);
    assert_eq!(output.status.code(), Some(1), "{}", text(&output.stderr));
    let found: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let span = &found[0]["target"][0];
    let at = |key: &str| usize::try_from(span[key].as_u64().expect("an offset")).expect("small");
    assert_eq!(&TMX[at("start")..at("end")], "3");
}

#[test]
fn every_format_leads_to_every_other() {
    let fixture = Fixture::new();
    let first = fixture.sample("a.jsonl");
    let ladder = good(&["align", &first, "--to", "ladder"]);
    let shown = good(&["show", &first, "--plain"]);
    for name in ["b.tmx", "b.tsv", "b.csv"] {
        let other = fixture.path(name);
        good(&["convert", &first, &other]);
        let back = fixture.path("c.jsonl");
        good(&["convert", &other, &back]);
        let again = good(&["align", &back, "--to", "ladder"]);
        let beads = |ladder: &str| -> Vec<String> {
            let cut = |line: &str| line.rsplit_once(':').expect("a score").0.to_owned();
            ladder.lines().map(cut).collect()
        };
        assert_eq!(beads(&again).len(), beads(&ladder).len(), "{name}");
        let text = |shown: &str| -> String { shown.split_whitespace().collect() };
        let sentences = good(&["show", &back, "--plain"]);
        assert!(text(&sentences).contains("Sharethisstory"), "{name}");
        assert_eq!(sentences.contains("cookies"), shown.contains("cookies"));
    }
}

#[test]
fn packed_files_are_unpacked() {
    let fixture = Fixture::new();
    let plain = fixture.file("three.tmx", TMX);
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packer.write_all(TMX.as_bytes()).expect("memory");
    let packed = fixture.file("three.tmx.gz", packer.finish().expect("memory"));
    assert_eq!(good(&["show", &packed]), good(&["show", &plain]));
    let straight = good(&["convert", &plain, "-", "--to", "tsv"]);
    for ending in ["gz", "zst"] {
        let out = fixture.path(&format!("out.tsv.{ending}"));
        good(&["convert", &plain, &out]);
        let magic = fs::read(&out).expect("it was written");
        assert!(magic.starts_with(if ending == "gz" {
            b"\x1f\x8b"
        } else {
            b"\x28\xb5"
        }));
        assert_eq!(good(&["convert", &out, "-", "--to", "tsv"]), straight);
    }
    refused(
        &["show", &fixture.file("cut.gz", b"\x1f\x8b\x08\0\0")],
        &["cut.gz", "gzip"],
    );
}

#[cfg(unix)]
#[test]
fn a_written_file_has_the_rights_of_any_other() {
    use std::os::unix::fs::PermissionsExt;
    let fixture = Fixture::new();
    let rights = |path: &str| fs::metadata(path).expect("a file").permissions().mode() & 0o777;
    let tmx = fixture.file("three.tmx", TMX);
    let out = fixture.path("out.tsv");
    good(&["convert", &tmx, &out]);
    assert_eq!(rights(&out), rights(&tmx));
    fs::set_permissions(&out, fs::Permissions::from_mode(0o640)).expect("our own file");
    good(&["convert", &tmx, &out]);
    assert_eq!(rights(&out), 0o640);
}

#[test]
fn texts_and_their_ladder_are_one_bitext() {
    let fixture = Fixture::new();
    let a = fixture.file("a.txt", "One. 1\nTwo. 2\nThree.\n");
    let b = fixture.file("b.txt", "Eins und zwei. 1 2\nDrei.\n");
    let ladder = fixture.file("a-b.ladder", "[0, 1]:[0]:0.5\n[2]:[1]:0.9\n");
    let back = good(&["align", &a, &b, &ladder, "--to", "ladder"]);
    let beads: Vec<&str> = back
        .lines()
        .map(|line| line.rsplit_once(':').expect("a score").0)
        .collect();
    assert_eq!(beads, ["[0, 1]:[0]", "[2]:[1]"]);
    let wrong = fixture.file("wrong.ladder", "[0]:[0]\n[7]:[1]\n");
    refused(&["show", &a, &b, &wrong], &["wrong.ladder"]);
    // Three texts without an alignment are a text and two translations.
    good(&["show", &a, &b, &a]);
    let moses = good(&["convert", "--from", "moses", &b, &b, "-", "--to", "tsv"]);
    assert_eq!(
        moses.lines().filter(|line| line.contains("Drei.")).count(),
        1
    );
}

#[test]
fn files_that_belong_together_are_written_all_or_none() {
    let fixture = Fixture::new();
    let tmx = fixture.file("three.tmx", TMX);
    let [a, b] = ["x.de", "x.en"].map(|name| fixture.path(name));
    good(&["convert", &tmx, &fixture.path("x"), "--to", "moses"]);
    let lines = |path: &str| fs::read_to_string(path).expect("there").lines().count();
    assert_eq!((lines(&a), lines(&b)), (2, 2));
    let back = |from: &[&str]| good(&[&["convert"], from, &["-", "--to", "tsv"]].concat());
    let pairs = back(&["--from", "moses", &b, &a]);
    let whole = back(&["--source-lang", "en", "--target-lang", "de", &tmx]);
    let texts = |table: &str| -> Vec<String> {
        let last = |line: &str| line.rsplit('\t').next().map(str::to_owned);
        table.lines().skip(1).filter_map(last).collect()
    };
    assert_eq!(texts(&pairs), texts(&whole));
    // Packed, and as an alignment beside its texts.
    for packing in ["gz", "zst"] {
        let out = fixture.path(&format!("y.{packing}"));
        good(&["convert", &tmx, &out, "--to", "moses"]);
        let two = ["en", "de"].map(|lang| fixture.path(&format!("y.{lang}.{packing}")));
        let [one, other] = two.each_ref().map(String::as_str);
        assert_eq!(back(&["--from", "moses", one, other]), pairs);
    }
    let all = ["z.xml", "z.en.xml", "z.de.xml"].map(|name| fixture.path(name));
    let [links, one, other] = all.each_ref().map(String::as_str);
    good(&["convert", &tmx, links, "--to", "standoff"]);
    assert_eq!(texts(&back(&[links, one, other])), texts(&whole));
    // Nothing is written where one of the files cannot be, or is what is read.
    fs::write(&b, "old\n").expect("written");
    fs::remove_file(&a).expect("there");
    fs::create_dir(&a).expect("a folder");
    refused(&["convert", &tmx, &fixture.path("x"), "--to", "moses"], &[]);
    assert_eq!(fs::read_to_string(&b).expect("there"), "old\n");
    let own = fixture.file("t.en", TMX);
    refused(
        &["convert", &own, &fixture.path("t"), "--to", "moses"],
        &["t.en is an input"],
    );
    assert!(!Path::new(&fixture.path("t.de")).exists());
    refused(&["convert", &tmx, "-", "--to", "moses"], &["several files"]);
}

#[test]
fn what_a_format_leaves_out_is_said_in_one_line() {
    let fixture = Fixture::new();
    let jsonl = fixture.sample("a.jsonl");
    let output = run(&["convert", &jsonl, "-", "--to", "tmx"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(text(&output.stdout).contains("<tmx"));
    let said = text(&output.stderr);
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(said.starts_with("bayn: tmx cannot store: "), "{said}");
}

#[test]
fn the_output_is_whole_or_untouched() {
    let fixture = Fixture::new();
    let out = fixture.file("out.tsv", "old\n");
    let cut = fixture.file("cut.tmx", TMX.split_at(TMX.len() - 40).0);
    refused(&["convert", &cut, &out], &["cut.tmx:", "XML 1.0"]);
    assert_eq!(fs::read_to_string(&out).expect("there"), "old\n");
    good(&["convert", &fixture.file("three.tmx", TMX), &out]);
    assert!(
        fs::read_to_string(&out)
            .expect("there")
            .contains("Fisch & Fritten.")
    );
    let names = fs::read_dir(fixture.0.path()).expect("a folder").count();
    assert_eq!(names, 3, "nothing is left behind");
}

#[test]
fn refusals_name_file_line_and_clause() {
    let fixture = Fixture::new();
    let jsonl = fixture.file(
        "bad.jsonl",
        "{\"source\":\"a\",\"target\":\"b\"}\n{\"source\":\n",
    );
    refused(&["show", &jsonl], &["bad.jsonl:2:", "[JSON Lines"]);
    let latin = b"<?xml version='1.0' encoding='UTF-8'?>\n<tmx>\xe9</tmx>";
    refused(
        &["show", &fixture.file("latin.tmx", latin)],
        &["latin.tmx:2:", "[XML 1.0"],
    );
    let odd = fixture.file("odd.xml", "<?xml version='1.0'?><zoo/>");
    refused(&["show", &odd], &["odd.xml", "--format"]);
    let ar = sample("report.ar.txt");
    refused(&["show", &ar, "--format", "tmx"], &["report.ar.txt"]);
    refused(&["show", &ar, "--format", "klingon"], &["tmx", "jsonl"]);
    refused(
        &["convert", &ar, &fixture.path("out.tmx")],
        &["without its translation"],
    );
    refused(
        &["convert", &ar, &ar, &fixture.path("out.xyz")],
        &["out.xyz", "--to"],
    );
    refused(&["convert", &ar], &["FILE"]);
    let empty = fixture.file(
        "empty.tmx",
        "<tmx version='1.4'><header srclang='en'/><body></body></tmx>",
    );
    refused(&["show", &empty], &["empty.tmx"]);
}

#[test]
fn the_format_can_be_told() {
    let fixture = Fixture::new();
    let table = fixture.file("notes.txt", "a\tb\nc\td\n");
    assert_eq!(
        good(&["align", &table, "--to", "ladder"]).lines().count(),
        2
    );
    let plain = run(&["show", &table, "--format", "plain"]);
    assert_eq!(plain.status.code(), Some(0));
    assert!(text(&plain.stdout).contains("a b"));
    let old = fixture.file("old.tsv", b"\xe5\xd0\xc7\tthis\n\xe5\xd0\xc7\tthat\n");
    let shown = good(&["show", &old, "--encoding", "windows-1256"]);
    assert!(shown.contains("\u{647}\u{630}\u{627}"), "{shown}");
}

#[test]
fn no_control_of_a_bilingual_file_reaches_the_output() {
    let fixture = Fixture::new();
    let evil = fixture.file(
        "evil.jsonl",
        "{\"source\":\"a\\u001b[31mred\\u001b]52;c;AA\\u0007 \\u009b2J\",\"target\":\"\\u202eb\\u0008c\"}\n",
    );
    for args in [
        vec!["show", &evil],
        vec!["check", &evil],
        vec!["check", &evil, "--tsv"],
    ] {
        let output = run(&args);
        let plain = |c: char| c == '\n' || c == '\t' || !(c.is_control() || c == '\u{202e}');
        assert!(
            text(&output.stdout).chars().all(plain),
            "{args:?}: {:?}",
            text(&output.stdout)
        );
    }
}

#[test]
fn a_table_made_safe_for_spreadsheets_comes_back_as_it_was() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).display().to_string();
    let (plain, safe, again) = (path("plain.tsv"), path("safe.csv"), path("again.tsv"));
    let rows = "ar\ten\n=cmd|'/c calc'!A1\t'=1\n-5\t''wiki''\n@x\tit's\n";
    fs::write(&plain, rows).expect("written");
    good(&["convert", &plain, &safe, "--spreadsheet-safe"]);
    let guarded = fs::read_to_string(&safe).expect("written");
    assert_eq!(
        guarded,
        "ar,en\n'=cmd|'/c calc'!A1,''=1\n'-5,''wiki''\n'@x,it's\n"
    );
    good(&["convert", &safe, &again]);
    assert_eq!(fs::read_to_string(&again).expect("written"), rows);
    refused(
        &["convert", &plain, &path("x.tmx"), "--spreadsheet-safe"],
        &["tmx has no cells", "csv and tsv"],
    );
}

#[test]
fn damaged_arabic_is_mended_and_left_as_it_is_on_request() {
    let folder = tempfile::tempdir().expect("a folder");
    let meant = "افتتحت المكتبة العامة في المدينة قاعة جديدة للأطفال.";
    // UTF-8 that was read as windows-1252, and the letters by their shapes.
    let meant = format!("{meant} وقالت المديرة إن القاعة الثانية على اليسار.");
    let mojibake: String = meant.bytes().map(encoding_of).collect();
    let file = folder.path().join("a.txt");
    fs::write(&file, &mojibake).expect("a file");
    let path = file.to_str().expect("UTF-8");
    let output = run(&["show", path, "--plain"]);
    assert!(
        text(&output.stdout).contains("المكتبة العامة"),
        "{}",
        text(&output.stdout)
    );
    assert!(
        text(&output.stderr).contains("wrong encoding"),
        "{}",
        text(&output.stderr)
    );
    let raw = run(&["show", path, "--plain", "--as-is"]);
    assert!(!text(&raw.stdout).contains("المكتبة"));
    let other = folder.path().join("b.txt");
    fs::write(
        &other,
        "The public library opened a new hall for children.\n",
    )
    .expect("a file");
    let other = other.to_str().expect("UTF-8");
    let checked = |more: &[&str]| {
        let args = ["check", path, other, "--check", "mangled"];
        run(&[&args, more].concat())
    };
    let output = checked(&["--as-is"]);
    assert!(
        text(&output.stdout).contains("wrong encoding"),
        "{}{}",
        text(&output.stdout),
        text(&output.stderr)
    );
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(checked(&[]).status.code(), Some(0));
    let subtitles = folder.path().join("a.srt");
    let seen: String = "قالت المديرة إن القاعة الثانية على اليسار"
        .chars()
        .rev()
        .collect();
    fs::write(
        &subtitles,
        format!("1\n00:00:01,000 --> 00:00:02,000\n{seen}\n"),
    )
    .expect("a file");
    let path = subtitles.to_str().expect("UTF-8");
    assert!(good(&["show", path, "--plain"]).contains("المديرة إن القاعة"));
}

#[test]
fn what_is_found_in_a_pdf_is_on_a_page() {
    let data = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/crates/bayn-formats/tests/data/formats/pdf/"
    );
    let (source, target) = (format!("{data}office.ar.pdf"), format!("{data}tex.en.pdf"));
    let output = run(&["check", &source, &target, "--check", "direction"]);
    let said = text(&output.stdout);
    assert!(
        said.contains("tex.en.pdf p. 1: major"),
        "{said}{}",
        text(&output.stderr)
    );
}

/// The sign that windows-1252 has for a byte.
fn encoding_of(byte: u8) -> char {
    const UPPER: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž',
        '\u{8f}', '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}',
        'ž', 'Ÿ',
    ];
    let at = usize::from(byte).checked_sub(0x80);
    at.and_then(|at| UPPER.get(at))
        .copied()
        .unwrap_or(char::from(byte))
}

#[test]
fn what_is_taken_out_at_the_end_of_a_segment_leaves_its_span_inside_the_text() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("a.tsv");
    // An escape sequence that begins in the last segment and never ends.
    fs::write(&file, "one\tuno\ntwo\tdos\u{1b}]0;").expect("a file");
    let shown = good(&["show", file.to_str().expect("UTF-8"), "--plain"]);
    assert!(shown.contains("dos"), "{shown}");
}

#[test]
fn what_breaks_the_rules_is_read_with_a_warning_and_listed() {
    let files = Fixture::new();
    let unit = |inside: &str| {
        format!(
            "<xliff xmlns='urn:oasis:names:tc:xliff:document:2.0' version='2.1' srcLang='en' \
             trgLang='ar'>\n<file id='f'>\n<unit id='u'>{inside}</unit></file></xliff>"
        )
    };
    let good_file = files.file(
        "good.xlf",
        unit("<segment><source>Pour tea.</source><target>x</target></segment>"),
    );
    assert_eq!(good(&["validate", &good_file]), "");
    let broken = files.file(
        "broken.xlf",
        unit(
            "<segment id='a b'><source>Pour <ph id='1' dataRef='d'/>tea.</source>\
             <target z:y='1'>x</target></segment>",
        ),
    );
    let shown = run(&["show", &broken, "--plain"]);
    assert!(text(&shown.stdout).contains("tea."));
    assert_eq!(text(&shown.stderr).matches("bayn validate").count(), 1);
    // Converting says the same, whether it goes piece by piece (TSV) or not (HTML).
    for out in ["out.tsv", "out.html"] {
        let converted = run(&["convert", &broken, &files.path(out)]);
        assert_eq!(converted.status.code(), Some(0));
        let said = text(&converted.stderr);
        assert!(said.starts_with(text(&shown.stderr)), "{out}: {said}");
        let silent = run(&["convert", &good_file, &files.path(out)]);
        assert!(!text(&silent.stderr).contains("bayn validate"));
    }
    let found = run(&["validate", &broken]);
    assert_eq!(found.status.code(), Some(1));
    let lines: Vec<&str> = text(&found.stdout).lines().collect();
    assert!(lines.len() >= 3, "{lines:?}");
    assert!(
        lines.iter().all(|line| line.contains("broken.xlf:3:")),
        "{lines:?}"
    );
    let json = run(&["validate", &broken, "--json"]);
    let json: serde_json::Value = serde_json::from_slice(&json.stdout).expect("JSON");
    assert_eq!(json.as_array().map(Vec::len), Some(lines.len()));
    assert_eq!(json[0]["line"], 3);
    let sarif = run(&["validate", &good_file, &broken, "--sarif"]);
    let sarif: serde_json::Value = serde_json::from_slice(&sarif.stdout).expect("JSON");
    let results = sarif["runs"][0]["results"].as_array().expect("results");
    assert_eq!(results.len(), lines.len());
    refused(&["validate", &files.file("x.txt", "Tea.")], &["no rules"]);
}
