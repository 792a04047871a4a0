//! The command line as scripts meet it: outputs, exit codes, bad input, broken pipes.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

fn bayn() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bayn"));
    command.stdin(Stdio::null());
    command
}

fn run(args: &[&str]) -> Output {
    bayn().args(args).output().expect("bayn runs")
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

fn sample(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("assets/sample")
        .join(name)
        .display()
        .to_string()
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder")
}

fn file(folder: &tempfile::TempDir, name: &str, bytes: &[u8]) -> String {
    let path: PathBuf = folder.path().join(name);
    fs::write(&path, bytes).expect("a file");
    path.display().to_string()
}

#[track_caller]
fn refused(args: &[&str], says: &str) {
    let output = run(args);
    assert_eq!(
        output.status.code(),
        Some(2),
        "{args:?}: {}",
        stderr(&output)
    );
    assert!(
        stderr(&output).contains(says),
        "{args:?}: {}",
        stderr(&output)
    );
    assert!(output.stdout.is_empty(), "{args:?}");
}

#[test]
fn without_a_terminal_the_rows_are_printed() {
    let (ar, en) = (sample("report.ar.txt"), sample("report.en.txt"));
    let reader = run(&[&ar, &en]);
    assert_eq!(reader.status.code(), Some(0));
    let shown = run(&["show", &ar, &en, "--plain", "--width", "100"]);
    assert_eq!(stdout(&reader), stdout(&shown));
    let alone = run(&[]);
    assert_eq!(
        stdout(&alone),
        stdout(&shown),
        "the sample is what opens without files"
    );
}

#[test]
fn the_order_of_files_is_free_when_the_languages_tell() {
    let (ar, en) = (sample("report.ar.txt"), sample("report.en.txt"));
    let one = run(&["show", &ar, &en, "--plain"]);
    let other = run(&["show", &en, &ar, "--plain"]);
    assert_eq!(stdout(&one), stdout(&other));
    let told = run(&[
        "show",
        &en,
        &ar,
        "--plain",
        "--source-lang",
        "en",
        "--side",
        "source",
    ]);
    assert!(stdout(&told).contains("Twenty-six trucks"));
}

#[test]
fn one_pane_alone_gives_its_lines() {
    let (ar, en) = (sample("report.ar.txt"), sample("report.en.txt"));
    let whole = run(&["show", &ar, &en, "--plain", "--width", "120"]);
    let target = run(&[
        "show", &ar, &en, "--plain", "--width", "120", "--side", "target",
    ]);
    let (whole, target) = (stdout(&whole), stdout(&target));
    assert_eq!(whole.lines().count(), target.lines().count());
    for (row, line) in whole.lines().zip(target.lines()) {
        assert!(row.contains(line), "{row:?} lacks {line:?}");
    }
}

#[test]
fn standard_input_is_a_file_named_dash() {
    let en = sample("report.en.txt");
    let mut child = bayn()
        .args(["show", "-", &en, "--plain"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("bayn runs");
    let text = fs::read(sample("report.ar.txt")).expect("the sample");
    child
        .stdin
        .take()
        .expect("stdin")
        .write_all(&text)
        .expect("written");
    let output = child.wait_with_output().expect("it ends");
    let straight = run(&["show", &sample("report.ar.txt"), &en, "--plain"]);
    assert_eq!(stdout(&output), stdout(&straight));
    refused(
        &["show", "-", "-"],
        "both texts are to be read from standard input",
    );
}

#[test]
fn alignments_come_in_three_forms() {
    let (ar, en) = (sample("report.ar.txt"), sample("report.en.txt"));
    let ladder = stdout(&run(&["align", &ar, &en, "--to", "ladder"]));
    assert!(ladder.lines().all(|line| line.starts_with('[')), "{ladder}");
    for line in stdout(&run(&["align", &ar, &en, "--to", "jsonl"])).lines() {
        let bead: serde_json::Value = serde_json::from_str(line).expect("JSON");
        assert!(
            bead["source"].is_array() && bead["target"].is_array(),
            "{line}"
        );
        let confidence = bead["confidence"].as_f64().expect("a number");
        assert!((0.0..=1.0).contains(&confidence));
    }
    let folder = folder();
    let out = folder.path().join("out.jsonl").display().to_string();
    let output = run(&["align", &ar, &en, "--level", "paragraph", "-o", &out]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let text = fs::read_to_string(&out).expect("written");
    assert!(text.lines().count() > 10 && text.starts_with('{'));
}

#[test]
fn segmented_texts_keep_their_lines() {
    let folder = folder();
    let a = file(&folder, "a.txt", b"One. Two.\nThree.\n\nFour 44.\n");
    let b = file(&folder, "b.txt", b"Eins. Zwei.\nDrei.\n\nVier 44.\n");
    let output = run(&["align", &a, &b, "--pre-segmented", "--to", "ladder"]);
    let text = stdout(&output);
    let plain: Vec<String> = text
        .lines()
        .map(|line| line.rsplit_once(':').expect("a score").0.to_owned())
        .collect();
    assert_eq!(plain, ["[0]:[0]", "[1]:[1]", "[2]:[2]"]);
}

#[test]
fn bad_input_is_said_and_changes_nothing() {
    let folder = folder();
    let good = sample("report.en.txt");
    let path = folder.path().display().to_string();
    refused(&["show", "/no/such/file", &good], "does not exist");
    refused(&["show", &path, &good], "is a folder");
    refused(
        &["convert", &good],
        "a file to read and a file to write are needed",
    );
    refused(&["show", &file(&folder, "empty", b""), &good], "is empty");
    refused(
        &["show", &file(&folder, "blank", b" \n\t\n"), &good],
        "is empty",
    );
    let png = file(
        &folder,
        "picture.png",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\0",
    );
    refused(&["show", &png, &good], "not text");
    refused(
        &[
            "show",
            &file(&folder, "x.pdf", b"%PDF-1.7\n\xff\xfe\0"),
            &good,
        ],
        "qpdf",
    );
    refused(&["show", &good, &good, "--encoding", "klingon"], "klingon");
    refused(&["align", &good], "two texts");
    refused(&["--no-such-flag"], "--no-such-flag");
    refused(&["show", "-", &good], "standard input is empty");
    refused(&["score", "/no/such/file"], "does not exist");
    refused(&["compare", &good], "two texts");
    refused(
        &["align", &good, &good, "-o", "/no/such/folder/x.tsv"],
        "cannot be written: its folder does not exist",
    );
}

#[test]
fn a_translation_named_where_the_output_stands_is_spared() {
    let folder = folder();
    let text = fs::read(sample("report.en.txt")).expect("the sample");
    let (ar, en) = (sample("report.ar.txt"), file(&folder, "en.txt", &text));
    refused(&["convert", &ar, &en], "another language");
    assert_eq!(fs::read(&en).expect("there"), text);
    // The same language is the output of the last time.
    let again = file(&folder, "again.txt", &text);
    assert!(run(&["convert", &en, &again]).status.success());
}

#[cfg(unix)]
#[test]
fn links_stay_links_and_pipes_stay_pipes() {
    use std::os::unix::fs::FileTypeExt;
    let folder = folder();
    let [ar, en] = ["report.ar.txt", "report.en.txt"].map(sample);
    let align = |out: &str| {
        let args = ["align", &ar, &en, "--no-model", "-o", out];
        bayn().args(args).spawn().expect("bayn runs")
    };
    let real = file(&folder, "real.tsv", b"");
    let link = folder.path().join("link.tsv");
    std::os::unix::fs::symlink(&real, &link).expect("a link");
    let mut done = align(link.to_str().expect("a name"));
    assert!(done.wait().expect("it ends").success());
    assert!(link.is_symlink());
    let written = fs::read(&real).expect("there");
    assert!(!written.is_empty());

    let pipe = folder.path().join("pipe");
    let made = Command::new("mkfifo").arg(&pipe).status();
    if !made.is_ok_and(|status| status.success()) {
        testkit::skip("no mkfifo");
        return;
    }
    let mut done = align(pipe.to_str().expect("a name"));
    assert_eq!(fs::read(&pipe).expect("the other end"), written);
    assert!(done.wait().expect("it ends").success());
    assert!(fs::metadata(&pipe).expect("there").file_type().is_fifo());
}

#[test]
fn broken_utf8_and_old_encodings_are_read_and_said() {
    let folder = folder();
    let broken = file(
        &folder,
        "broken.txt",
        b"A good line.\nA bad \xff\xfe byte here.\n",
    );
    let output = run(&["show", &broken, "--plain"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stdout(&output).contains("A good line."));
    let cp1256 = [0xe5, 0xd0, 0xc7, b' ', 0xcd, 0xc8, 0xd1, b'.', b'\n']; // "this is news"
    let old = file(&folder, "old.txt", &cp1256.repeat(8));
    let output = run(&["show", &old, "--plain", "--encoding", "windows-1256"]);
    assert!(
        stdout(&output).contains("\u{647}\u{630}\u{627}"),
        "{}",
        stdout(&output)
    );
}

#[test]
fn no_control_of_a_file_reaches_the_output() {
    let folder = folder();
    let evil = file(
        &folder,
        "evil.txt",
        "A\u{1b}[31mred\u{1b}]52;c;AAAA\u{7} line\u{9b}2J.\r\nNext\u{8}\u{202e}one\u{202c}.\n"
            .as_bytes(),
    );
    let output = stdout(&run(&["show", &evil, &evil, "--plain"]));
    assert!(
        output
            .chars()
            .all(|c| c == '\n' || !(c.is_control() || c == '\u{202e}')),
        "{output:?}"
    );
    let output = run(&["show", "no\u{1b}[31mfile", "--plain"]);
    assert!(!stderr(&output).contains('\u{1b}'));
}

#[test]
fn one_endless_line_is_read() {
    let folder = folder();
    let endless = file(&folder, "endless.txt", "word ".repeat(40_000).as_bytes());
    let output = run(&["show", &endless, "--plain", "--width", "60"]);
    assert_eq!(output.status.code(), Some(0));
    let solid = file(&folder, "solid.txt", "x".repeat(200_000).as_bytes());
    let output = run(&["show", &solid, "--plain", "--width", "60"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(
        stdout(&output)
            .lines()
            .all(|line| line.chars().count() <= 60)
    );
}

#[test]
fn two_texts_of_one_language_open_with_a_word_of_warning() {
    let en = sample("report.en.txt");
    let output = run(&["show", &en, &en, "--plain"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(
        stderr(&output).contains("both texts seem to be `en`"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn a_reader_that_stops_early_is_no_error() {
    let mut child = bayn()
        .args(["show", "--plain"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("bayn runs");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stderr.is_empty());
}

#[test]
fn help_version_man_page_and_completions_come_from_one_table() {
    let help = stdout(&run(&["--help"]));
    assert!(help.contains("--source-lang") && help.contains("align"));
    assert!(stdout(&run(&["--version"])).starts_with("bayn "));
    assert!(stdout(&run(&["man"])).contains(".TH"));
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let script = stdout(&run(&["completions", shell]));
        assert!(script.contains("source-lang"), "{shell}");
    }
}

#[test]
fn the_documented_keys_are_fresh() {
    let written = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/keys.md"))
        .expect("docs/keys.md");
    assert_eq!(written, stdout(&run(&["keys", "--markdown"])));
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/configuration.md");
    let written = fs::read_to_string(path).expect("docs/configuration.md");
    assert_eq!(written, stdout(&run(&["config", "show", "--markdown"])));
    let keys = stdout(&run(&["keys"]));
    for command in bayn::session::Command::ALL {
        assert!(keys.contains(command.sentence()), "{}", command.name());
    }
}

#[test]
fn an_alignment_is_measured_against_gold() {
    let folder = folder();
    let gold = file(&folder, "a.gold", b"[0]:[0]\n[1]:[1]\n");
    let predicted = file(&folder, "a.pred", b"[0]:[0]:0.9\n[1]:[]\n[]:[1]\n");
    let output = run(&["eval", &gold, &predicted, "--json"]);
    let figures: serde_json::Value = serde_json::from_str(&stdout(&output)).expect("JSON");
    assert!((figures["precision"].as_f64().expect("a figure") - 1.0 / 3.0).abs() < 1e-9);
    refused(
        &[
            "eval",
            &gold,
            &file(&folder, "bad.pred", b"[0]:[0]\nhello\n"),
        ],
        "line 2",
    );
}

#[test]
fn a_setting_is_written_and_a_wrong_one_is_refused() {
    let home = folder();
    let set = |args: &[&str]| {
        bayn()
            .args(["config", "set"])
            .args(args)
            .env("XDG_CONFIG_HOME", home.path())
            .output()
            .expect("bayn starts")
    };
    let path = home.path().join("bayn/config.toml");
    assert_eq!(set(&["theme", "dark"]).status.code(), Some(0));
    let text = fs::read_to_string(&path).expect("a file");
    assert_eq!(text, "theme = \"dark\"\n");
    for (args, remedy) in [
        (["thme", "dark"], "did you mean `theme`?"),
        (["theme", "drak"], "did you mean `dark`?"),
        (["measure", "9000"], "possible values: 0 to 500"),
    ] {
        let refused = set(&args);
        assert_eq!(refused.status.code(), Some(2), "{args:?}");
        assert!(stderr(&refused).contains(remedy), "{}", stderr(&refused));
    }
    assert_eq!(fs::read_to_string(&path).expect("a file"), text);
    fs::write(&path, "theme = = 1\n").expect("written");
    let refused = set(&["zen", "true"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(stderr(&refused).contains("bayn config check"));
}

#[test]
fn a_misspelt_command_is_told_the_near_one_and_a_missing_file_is_not() {
    for (word, near) in [("shwo", "show"), ("reprot", "report"), ("chekc", "check")] {
        let output = run(&[word, "a.txt"]);
        assert_eq!(output.status.code(), Some(2));
        let said = stderr(&output);
        let wanted = format!("{word} does not exist\n      did you mean `bayn {near}`?");
        assert!(said.contains(&wanted), "{said}");
    }
    for word in ["shwo.txt", "zzzzzz", "./shwo"] {
        let said = stderr(&run(&[word, "a.txt"]));
        assert!(
            said.contains("does not exist") && !said.contains("did you mean"),
            "{said}"
        );
    }
    // A file of that name is read.
    let folder = folder();
    let text = file(&folder, "shwo", b"One cat sat.\n");
    let mut command = bayn();
    let output = command
        .args(["shwo"])
        .current_dir(folder.path())
        .output()
        .expect("it runs");
    assert!(stdout(&output).contains("One cat sat."), "{text}");
}

#[test]
fn help_and_mistakes_speak_the_language_of_the_locale() {
    let said = |args: &[&str]| {
        let output = bayn()
            .args(args)
            .env("LC_ALL", "ar_SY.UTF-8")
            .output()
            .expect("bayn starts");
        let text = stdout(&output) + &stderr(&output);
        (output.status.code(), text)
    };
    let is_arabic = |text: &str| text.chars().any(|c| ('\u{621}'..='\u{64a}').contains(&c));
    for args in [
        &["--help"][..],
        &["-h"],
        &["align", "--help"],
        &["config", "set", "--help"],
    ] {
        let (code, text) = said(args);
        assert_eq!(code, Some(0), "{args:?}");
        assert!(is_arabic(&text) && !text.contains("Usage"), "{text}");
    }
    for args in [
        &["--colour"][..],
        &["check", "a"],
        &["pair"],
        &["score", "none"],
    ] {
        let (code, text) = said(args);
        assert_eq!(code, Some(2), "{args:?}: {text}");
        assert!(is_arabic(&text), "{text}");
    }
    let (_, english) = said(&["--lang-ui", "en", "--help"]);
    assert!(english.contains("Usage:"), "{english}");
    // Before a sub-command or behind it, with its value in a word of its own or not.
    for args in [
        &["--lang-ui", "en", "check", "a"][..],
        &["--lang-ui=en", "check", "a"],
        &["check", "a", "--lang-ui", "en"],
        &["config", "--lang-ui=en", "set"],
    ] {
        let (code, english) = said(args);
        assert_eq!(code, Some(2), "{args:?}: {english}");
        assert!(!is_arabic(&english), "{english}");
    }
}
