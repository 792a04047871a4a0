//! A corpus as it comes: folders and lists with what does not belong there, runs that are continued,
//! files of other kinds in a pipe.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

/// Runs bayn in a folder.
fn bayn(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_bayn"))
        .args(["--lang-ui", "en"])
        .args(args)
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .expect("bayn runs")
}

fn says(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn ids(bytes: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let id = |line: &str| {
        let line: serde_json::Value = serde_json::from_str(line).expect("JSON");
        line["id"].to_string()
    };
    text.lines().map(id).collect()
}

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
    folder
}

const ARABIC: &str = "وصلت السفينة «نورس» إلى ميناء صلالة يوم 14 مارس وعلى متنها 320 حاوية.\n\nوقال الربان سالم العامري إن الرحلة استغرقت 19 يوما.\n";
const ENGLISH: &str = "The ship Nawras reached the port of Salalah on 14 March with 320 containers aboard.\n\nCaptain Salem Al Amri said the voyage had taken 19 days.\n";

#[test]
fn a_folder_is_no_list_and_ends_at_once() {
    let folder = folder(&[]);
    for args in [
        &["align", "--no-model", "--pairs", "."][..],
        &[
            "align",
            "--no-model",
            "--pairs",
            ".",
            "-o",
            "f.jsonl",
            "--skip-done",
        ],
        &["filter", "."],
        &["validate", "."],
        &["judge", "."],
        &["cat", "."],
    ] {
        let output = bayn(folder.path(), args);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(output.stdout.is_empty(), "{args:?}");
        let said = says(&output);
        assert!(
            said.contains(". is a folder\n      name a file"),
            "{args:?}: {said}"
        );
    }
    assert!(!folder.path().join("f.jsonl").exists());
}

#[test]
#[cfg(unix)]
fn a_list_that_cannot_be_read_on_ends() {
    let folder = folder(&[]);
    let mut child = Command::new(env!("CARGO_BIN_EXE_bayn"))
        .args(["--lang-ui", "en", "align", "--no-model", "--pairs", "-"])
        .stdin(fs::File::open(folder.path()).expect("a folder"))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("bayn runs");
    for _ in 0..600 {
        if child.try_wait().expect("a status").is_some() {
            let output = child.wait_with_output().expect("it ended");
            assert_eq!(output.status.code(), Some(2));
            assert!(output.stdout.is_empty());
            let said = says(&output);
            assert!(said.contains("standard input is a folder"), "{said}");
            return;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    let _gone = child.kill();
    panic!("it reads for ever");
}

/// Pairs whose names occur several times, as members and as numbers of lines.
fn repeated() -> String {
    let mut text = String::new();
    for at in 0..60 {
        let id = match at % 3 {
            0 => String::new(),
            1 => format!("\"id\":{},", at - 1),
            _ => "\"id\":\"again\",".to_owned(),
        };
        text.push_str(&format!(
            "{{{id}\"source\":\"Der Zug {at} kam um 9.\",\"target\":\"Train {at} came at 9.\"}}\n"
        ));
    }
    text
}

#[test]
fn a_run_is_continued_with_every_pair_whatever_their_names() {
    let list = repeated();
    let folder = folder(&[("list.jsonl", &list)]);
    let align = |out: &str, threads: &str| {
        let args = [
            "align",
            "--no-model",
            "--pairs",
            "list.jsonl",
            "--threads",
            threads,
            "-o",
            out,
        ];
        bayn(folder.path(), &[&args[..], &["--skip-done"]].concat())
    };
    assert_eq!(align("whole", "1").status.code(), Some(0));
    let whole = fs::read(folder.path().join("whole")).expect("written");
    assert_eq!(whole.iter().filter(|byte| **byte == b'\n').count(), 60);
    let ends = whole.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
    for (at, _) in ends.step_by(7) {
        fs::write(folder.path().join("part"), &whole[..=at]).expect("written");
        assert_eq!(align("part", "4").status.code(), Some(0));
        assert_eq!(fs::read(folder.path().join("part")).expect("read"), whole);
    }
}

#[test]
fn only_what_such_a_run_wrote_is_continued() {
    let list = repeated();
    let table = "a\tb\nc";
    let folder = folder(&[
        ("list.jsonl", &list),
        ("table.tsv", table),
        ("half", "notes"),
    ]);
    for (name, line) in [("table.tsv", 1), ("half", 1)] {
        let before = fs::read(folder.path().join(name)).expect("a file");
        let args = [
            "align",
            "--no-model",
            "--pairs",
            "list.jsonl",
            "--skip-done",
            "-o",
            name,
        ];
        let output = bayn(folder.path(), &args);
        assert_eq!(output.status.code(), Some(2));
        let said = says(&output);
        assert!(
            said.contains(&format!("{name}:{line} was not written")),
            "{said}"
        );
        assert_eq!(fs::read(folder.path().join(name)).expect("a file"), before);
    }
    for name in ["-", "out.jsonl.gz"] {
        let args = [
            "align",
            "--no-model",
            "--pairs",
            "list.jsonl",
            "--skip-done",
            "-o",
            name,
        ];
        let output = bayn(folder.path(), &args);
        assert_eq!(output.status.code(), Some(2));
        assert!(
            says(&output).contains("cannot be continued"),
            "{}",
            says(&output)
        );
        assert!(!folder.path().join(name).exists());
    }
}

#[test]
fn odd_lines_are_errors_of_their_own_and_are_summed_up() {
    let good = "{\"id\":\"a\",\"source\":\"Der Zug 17 kam.\",\"target\":\"Train 17 came.\"}\n";
    let list = format!(
        "\u{feff}{good}{{broken\n{{\"id\":{{\"deep\":1}},\"source\":\"a\"}}\n[1,2]\n\n{good}{{\"id\":null,\"source\":\"\",\"target\":\"\"}}\n"
    );
    let folder = folder(&[("list.jsonl", &list)]);
    let output = bayn(
        folder.path(),
        &["align", "--no-model", "--pairs", "list.jsonl"],
    );
    assert_eq!(output.status.code(), Some(2));
    let lines = ids(&output.stdout);
    assert_eq!(lines, ["\"a\"", "1", "{\"deep\":1}", "null", "\"a\"", "6"]);
    let said = says(&output);
    assert!(
        said.contains("could not be aligned: 3 of 6, the first at list.jsonl:2"),
        "{said}"
    );
}

#[test]
fn a_packed_list_is_read_and_a_packed_output_is_written() {
    let list = repeated();
    let packed = bayn_formats::pack("list.gz", list.clone().into_bytes()).expect("memory");
    let folder = folder(&[("list.jsonl", &list)]);
    fs::write(folder.path().join("list.jsonl.gz"), packed).expect("a list");
    let plain = bayn(
        folder.path(),
        &["align", "--no-model", "--pairs", "list.jsonl"],
    );
    let args = [
        "align",
        "--no-model",
        "--pairs",
        "list.jsonl.gz",
        "-o",
        "out.jsonl.zst",
    ];
    assert_eq!(bayn(folder.path(), &args).status.code(), Some(0));
    let out = fs::read(folder.path().join("out.jsonl.zst")).expect("written");
    let unpacked = bayn_formats::unpack(&out).expect("zstd");
    assert_eq!(&*unpacked, plain.stdout.as_slice());
    // And what is packed is filtered as it is.
    let from = |name| bayn(folder.path(), &["filter", name]).stdout;
    fs::write(folder.path().join("plain.jsonl"), &*unpacked).expect("written");
    let kept = from("out.jsonl.zst");
    assert!(!kept.is_empty());
    assert_eq!(kept, from("plain.jsonl"));
}

#[test]
fn what_pair_writes_is_aligned_as_files() {
    let folder = folder(&[
        ("corpus/a.ar.txt", ARABIC),
        ("corpus/a.en.txt", ENGLISH),
        (
            "corpus/alone.en.txt",
            "Bread needs flour, water, salt and a night of patience.\n",
        ),
    ]);
    let pairs = bayn(
        folder.path(),
        &["pair", "--no-model", "--to", "jsonl", "corpus"],
    );
    assert_eq!(pairs.status.code(), Some(0), "{}", says(&pairs));
    fs::write(folder.path().join("pairs.jsonl"), &pairs.stdout).expect("written");
    let aligned = bayn(
        folder.path(),
        &["align", "--no-model", "--pairs", "pairs.jsonl"],
    );
    assert_eq!(aligned.status.code(), Some(0), "{}", says(&aligned));
    let text = String::from_utf8_lossy(&aligned.stdout).into_owned();
    let lines: Vec<serde_json::Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    assert_eq!(lines.len(), 1, "{text}");
    assert_eq!(lines[0]["source"], "corpus/a.ar.txt");
    assert!(
        lines[0]["beads"][0]["target"]
            .to_string()
            .contains("Nawras"),
        "{text}"
    );
    assert!(
        says(&aligned).contains("no translation was found: 1"),
        "{}",
        says(&aligned)
    );
}

#[test]
fn pair_says_what_it_could_not_read_and_goes_on() {
    let folder = folder(&[
        ("c/a.ar.txt", ARABIC),
        ("c/a.en.txt", ENGLISH),
        ("c/empty.txt", ""),
    ]);
    let pair = |paths: &[&str]| {
        let output = bayn(folder.path(), &[&["pair", "--no-model"], paths].concat());
        let table = String::from_utf8_lossy(&output.stdout).into_owned();
        (output.status.code(), table, says(&output))
    };
    let (code, table, said) = pair(&["c"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(
        table.contains("a.ar.txt") && said.contains("empty.txt"),
        "{table}{said}"
    );
    for paths in [&["nope1", "nope2"][..], &["nope.txt"], &["c", "nope"]] {
        let (code, table, said) = pair(paths);
        assert_eq!(code, Some(2), "{paths:?}: {said}");
        assert_eq!(table.contains("a.ar.txt"), paths.contains(&"c"), "{table}");
        for nope in paths.iter().filter(|path| path.starts_with("nope")) {
            assert!(said.contains(&format!("{nope} does not exist")), "{said}");
        }
    }
    let (code, _, said) = pair(&["c/a.ar.txt"]);
    assert_eq!(code, Some(2));
    assert!(said.contains("at least two texts"), "{said}");
    // Who names an empty file wants it read.
    let (code, _, said) = pair(&["c/a.ar.txt", "c/a.en.txt", "c/empty.txt"]);
    assert_eq!(code, Some(2), "{said}");
}

#[test]
fn pages_that_bayn_wrote_are_no_texts_of_a_folder() {
    let folder = folder(&[("a.ar.txt", ARABIC), ("a.en.txt", ENGLISH)]);
    for args in [
        &["report", "a.ar.txt", "a.en.txt", "a.en.txt.review.html"][..],
        &["convert", "--no-model", "a.ar.txt", "a.en.txt", "both.html"],
    ] {
        let output = bayn(folder.path(), args);
        assert_eq!(output.status.code(), Some(0), "{}", says(&output));
    }
    let output = bayn(folder.path(), &["pair", "--no-model", "."]);
    assert_eq!(output.status.code(), Some(0), "{}", says(&output));
    let table = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(!table.contains("html"), "{table}");
    assert!(table.contains("a.ar.txt"), "{table}");
}

#[test]
fn what_holds_no_rows_is_refused_before_anything_is_written() {
    let folder = folder(&[
        ("text.txt", ENGLISH),
        ("rejected", "kept\n"),
        ("other.jsonl", "{\"text\":\"a\"}\n"),
        ("table.csv", "\"one\",\"two\"\n\"three\",\"four\"\n"),
    ]);
    fs::write(
        folder.path().join("binary"),
        [0, 159, 9, 146, 9, 150, 10].repeat(99),
    )
    .expect("written");
    let texts = ["a.ar.txt", "a.en.txt"];
    fs::write(folder.path().join(texts[0]), ARABIC).expect("written");
    fs::write(folder.path().join(texts[1]), ENGLISH).expect("written");
    for name in ["a.tmx", "a.po", "a.xlf", "a.tmx.gz"] {
        let args = ["convert", "--no-model", texts[0], texts[1], name];
        let output = bayn(folder.path(), &args);
        assert_eq!(output.status.code(), Some(0), "{}", says(&output));
    }
    for (name, remedy) in [
        ("text.txt", "bayn align"),
        ("other.jsonl", "bayn"),
        ("binary", "bayn"),
        ("table.csv", "bayn convert"),
        ("a.tmx", "bayn convert"),
        ("a.tmx.gz", "bayn convert"),
        ("a.po", "bayn convert"),
        ("a.xlf", "bayn convert"),
    ] {
        let output = bayn(folder.path(), &["filter", name, "--rejected", "rejected"]);
        let said = says(&output);
        assert_eq!(output.status.code(), Some(2), "{name}: {said}");
        assert!(output.stdout.is_empty(), "{name}");
        assert!(
            said.contains(name) && said.contains(remedy),
            "{name}: {said}"
        );
        let rejected = fs::read_to_string(folder.path().join("rejected")).expect("a file");
        assert_eq!(rejected, "kept\n", "{name}");
    }
    // What the remedy says works.
    let rows = bayn(folder.path(), &["convert", "a.tmx", "rows.tsv"]);
    assert_eq!(rows.status.code(), Some(0), "{}", says(&rows));
    let kept = bayn(folder.path(), &["filter", "rows.tsv"]);
    assert_eq!(kept.status.code(), Some(0), "{}", says(&kept));
    assert!(String::from_utf8_lossy(&kept.stdout).contains("Nawras"));
}

#[test]
fn flags_may_stand_between_the_files_of_convert() {
    let folder = folder(&[("a.ar.txt", ARABIC), ("a.en.txt", ENGLISH)]);
    let convert = |args: &[&str]| {
        let output = bayn(folder.path(), &[&["convert"], args].concat());
        assert_eq!(output.status.code(), Some(0), "{args:?}: {}", says(&output));
        fs::read_to_string(folder.path().join("out.tsv")).expect("written")
    };
    let whole = convert(&["--no-model", "a.ar.txt", "a.en.txt", "out.tsv"]);
    assert!(whole.contains("Nawras"), "{whole}");
    for args in [
        &["a.ar.txt", "--no-model", "a.en.txt", "out.tsv"][..],
        &["a.ar.txt", "a.en.txt", "--no-model", "out.tsv"],
        &[
            "a.ar.txt",
            "--no-model",
            "a.en.txt",
            "--to",
            "tsv",
            "out.tsv",
        ],
    ] {
        assert_eq!(convert(args), whole, "{args:?}");
    }
    for args in [&["a.ar.txt"][..], &["a.ar.txt"; 6]] {
        let output = bayn(folder.path(), &[&["convert"], args].concat());
        assert_eq!(output.status.code(), Some(2), "{args:?}");
    }
    let text = fs::read_to_string(folder.path().join("a.ar.txt")).expect("a text");
    assert_eq!(text, ARABIC);
}
