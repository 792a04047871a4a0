//! `bayn cat` in pipes: bytes as they are without a terminal, rows for one where that is asked for.

use std::fs;
use std::io::Write;
use std::process::{Command, Output, Stdio};

/// Three Arabic letters: meem, which is drawn as U+FEE3 here, reh, hah.
const WORD: &str = "\u{645}\u{631}\u{62d}";

fn bayn(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bayn"));
    command.arg("cat").args(args).env("LC_ALL", "en");
    for name in [
        "TERM",
        "KONSOLE_VERSION",
        "VTE_VERSION",
        "MLTERM",
        "COLUMNS",
    ] {
        command.env_remove(name);
    }
    command
}

fn filter(args: &[&str], input: &[u8]) -> Output {
    let mut command = bayn(args);
    command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.stderr(Stdio::piped()).spawn().expect("bayn runs");
    let mut stdin = child.stdin.take().expect("a pipe");
    stdin.write_all(input).expect("written");
    drop(stdin);
    child.wait_with_output().expect("it ends")
}

fn rows(args: &[&str], input: &[u8]) -> String {
    let output = filter(args, input);
    assert_eq!(output.status.code(), Some(0));
    String::from_utf8(output.stdout).expect("text")
}

/// The flags of a test: rows of a terminal that keeps the order of cells.
const SHOWN: [&str; 5] = ["--for-terminal", "--bidi", "visual", "--width", "20"];

#[test]
fn without_a_terminal_every_byte_goes_through() {
    let bytes = b"\x1b[31m\xe4\xff\x00 \r\n\xd9\x85\x1b]0;x\x07 no end";
    assert_eq!(filter(&[], bytes).stdout, bytes);
    assert_eq!(filter(&["-"], bytes).stdout, bytes);
    let folder = tempfile::tempdir().expect("a folder");
    let (one, two) = (folder.path().join("one"), folder.path().join("two"));
    fs::write(&one, bytes).expect("a file");
    fs::write(&two, b"two").expect("a file");
    let (one, two) = (one.display().to_string(), two.display().to_string());
    let output = filter(&[&one, "-", &two], b"between");
    assert_eq!(output.stdout, [&bytes[..], b"between", b"two"].concat());
}

#[test]
fn for_a_terminal_lines_are_in_order_joined_and_wrapped() {
    let shown = rows(&SHOWN, format!("{WORD} {WORD}\nab {WORD} cd\n").as_bytes());
    let mut lines = shown.lines();
    let first = lines.next().expect("a row");
    assert_eq!(first.chars().count(), 20, "{first:?}");
    assert!(
        first.starts_with("   ") && !first.contains(WORD),
        "{first:?}"
    );
    let second = lines.next().expect("a row");
    assert!(
        second.starts_with("ab ") && second.ends_with(" cd"),
        "{second:?}"
    );
    let long = rows(&SHOWN, format!("{WORD} ").repeat(20).as_bytes());
    assert!(long.lines().count() >= 4 && long.lines().all(|row| row.chars().count() <= 20));
    // Lam and alef are one cell.
    let ligature = rows(&SHOWN, "\u{644}\u{627}\n".as_bytes());
    assert_eq!(ligature, format!("{}\u{fefb}\n", " ".repeat(19)));
}

#[test]
fn colours_stay_and_every_other_control_goes() {
    let shown = rows(
        &SHOWN,
        b"\x1b[1;38;5;208mab\x1b[22m c\x1b[0m\x1b[2J\x1b]0;title\x07\x1b[?1049h\r\nd\x08\x08\x07e\n",
    );
    assert_eq!(
        shown,
        "\u{1b}[0;1;38;5;208mab\u{1b}[0;38;5;208m c\u{1b}[0m\ne\n"
    );
}

#[test]
fn a_diff_of_git_is_shown_with_its_colours() {
    let folder = tempfile::tempdir().expect("a folder");
    let git = |args: &[&str]| {
        let mut command = Command::new("git");
        command
            .args(["-c", "user.name=a", "-c", "user.email=a@b"])
            .args(args);
        command
            .current_dir(folder.path())
            .env("GIT_CONFIG_GLOBAL", "/dev/null");
        command.output()
    };
    let Ok(_) = git(&["init", "-q"]) else {
        return testkit::skip(format_args!("git is absent"));
    };
    let file = folder.path().join("text");
    fs::write(&file, format!("{WORD} 1\nsame\n")).expect("a file");
    git(&["add", "text"]).expect("git runs");
    git(&["commit", "-qm", "one"]).expect("git runs");
    fs::write(&file, format!("{WORD} 2\nsame\n")).expect("a file");
    let diff = git(&["diff", "--color=always"]).expect("git runs").stdout;
    let shown = rows(&SHOWN, &diff);
    let colour = |code: &str, digit: char| {
        shown
            .lines()
            .any(|row| row.contains(code) && row.contains(digit) && row.contains('\u{fee3}'))
    };
    assert!(
        colour("\u{1b}[0;31m", '1') && colour("\u{1b}[0;32m", '2'),
        "{shown:?}"
    );
    assert!(
        shown.contains("\n same") && !shown.contains(WORD),
        "{shown:?}"
    );
    // Unchanged without a terminal.
    assert_eq!(filter(&[], &diff).stdout, diff);
}

#[test]
fn a_manual_page_keeps_its_bold_and_underlined_words() {
    let folder = tempfile::tempdir().expect("a folder");
    let page = folder.path().join("page.1");
    let text = format!(
        ".TH PAGE 1\n.SH NAME\npage \\- \\fBbold\\fP \\fIword\\fP\n.SH DESCRIPTION\n{WORD}\n"
    );
    fs::write(&page, text).expect("a page");
    let mut man = Command::new("man");
    man.args(["-Tutf8"])
        .arg(&page)
        .env("MAN_KEEP_FORMATTING", "1")
        .env("MANWIDTH", "60");
    let Ok(output) = man.env("LC_ALL", "C.UTF-8").output() else {
        return testkit::skip(format_args!("man is absent"));
    };
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let shown = rows(
        &["--for-terminal", "--bidi", "visual", "--width", "60"],
        &output.stdout,
    );
    assert!(shown.contains("\u{1b}[0;1mbold\u{1b}[0m"), "{shown}");
    assert!(shown.contains("\u{1b}[0;4mword\u{1b}[0m"), "{shown}");
    assert!(
        shown.contains('\u{fee3}') && !shown.contains('\u{8}'),
        "{shown}"
    );
}

#[test]
fn the_encoding_of_a_file_is_guessed_or_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("old.txt");
    // A sentence in windows-1256.
    let bytes = b"\xe5\xd0\xc7 \xe4\xd5 \xda\xd1\xc8\xed \xde\xcf\xed\xe3 \xdd\xed \xe5\xd0\xc7 \xc7\xe1\xe3\xe1\xdd\n";
    fs::write(&path, bytes).expect("a file");
    let path = path.display().to_string();
    let guessed = rows(&[&SHOWN[..], &[&path]].concat(), b"");
    assert!(guessed.contains('\u{fee7}'), "{guessed:?}");
    let told = rows(
        &[&SHOWN[..], &["--encoding", "windows-1256", "-"]].concat(),
        bytes,
    );
    assert_eq!(told, guessed);
    let bom = rows(&SHOWN, "\u{feff}ab\n".as_bytes());
    assert_eq!(bom, "ab\n");
}

#[test]
fn what_cannot_be_read_is_said_before_anything_is_printed() {
    let folder = tempfile::tempdir().expect("a folder");
    let good = folder.path().join("good");
    fs::write(&good, "ab\n").expect("a file");
    let good = good.display().to_string();
    let missing = folder.path().join("missing").display().to_string();
    let inside = folder.path().display().to_string();
    let picture = folder.path().join("picture");
    fs::write(&picture, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0").expect("a file");
    let picture = picture.display().to_string();
    for (args, says) in [
        (vec![good.as_str(), &missing], "missing"),
        (vec![&good, &inside], "is a folder"),
        (vec!["--for-terminal", &good, &missing], "missing"),
        (vec!["--for-terminal", &good, &inside], "is a folder"),
        (vec!["--for-terminal", &good, &picture], "not text"),
        (
            vec!["--for-terminal", "--encoding", "nonsense", &good],
            "nonsense",
        ),
    ] {
        let output = filter(&args, b"");
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(output.stdout.is_empty(), "{args:?}");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.contains(says), "{args:?}: {said}");
    }
}
