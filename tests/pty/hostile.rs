//! What came from outside steers no terminal: every sub-command, every option that takes a value,
//! with hostile file names, texts, tags, ids, settings, keys and variables.
//!
//! The sub-commands are those of the program's own help, so a new one is attacked as it comes.

use crate::session::{PLAIN, Session, patience};
use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// A title, a colour, C1 controls, an override, isolates, a line separator, and a line feed with
/// a forged line behind it.
const EVIL: &str = "e\u{1b}]0;PWN\u{7}\u{1b}[13;37mv\u{9b}31mi\u{85}\u{202e}\u{2069}\u{2067}l\u{2066}\u{200f}\u{2028}\r\u{8}z\nFORGED";
/// The same for texts, where RLM is honest, and for files that hold no line feeds.
const EVIL_LINE: &str =
    "e\u{1b}]0;PWN\u{7}\u{1b}[13;37mv\u{9b}31mi\u{202e}\u{2069}\u{2067}l\u{2066}\u{8}z";
/// The same for XML, which allows no control below U+0020.
const EVIL_XML: &str = "e\u{9b}31mi\u{85}\u{202e}\u{2069}\u{2067}l\u{2066}\u{2028}z&#10;FORGED";

/// What the names of both texts end with.
const TEXTS: [&str; 2] = [".ar.txt", ".en.txt"];
/// What the name of the review ends with.
const REVIEW: &str = ".bayn.jsonl";

/// Returns the hostile name that ends so.
fn named(end: &str) -> String {
    format!("{EVIL}{end}")
}

/// What may be sent beside text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum May {
    /// Lines for people: attributes of characters, and the wiping of a line of progress.
    Style,
    /// The same, where a line feed of a file is one.
    Rows,
    /// All that a screen needs; questions to the terminal.
    Draw,
}

/// Returns the first thing in an output that must not be there.
fn fault(bytes: &[u8], may: May) -> Option<String> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => return Some(error.to_string()),
    };
    if text.contains("\u{1b}[13;37m") {
        return Some("an attribute from outside".to_owned());
    }
    let mut rest = text;
    let (mut open, mut line) = (0_usize, String::new());
    while let Some(c) = rest.chars().next() {
        let length = match c {
            '\u{1b}' => match sequence(rest, may) {
                Some(length) => length,
                None => return Some(format!("{:?}", rest.chars().take(12).collect::<String>())),
            },
            _ => c.len_utf8(),
        };
        match c {
            '\u{1b}' => {}
            '\n' if open > 0 => return Some(format!("an isolate without end: {line:?}")),
            '\n' => line.clear(),
            '\r' | '\t' => {}
            '\u{8}' | '\u{200e}' if may == May::Draw => {}
            '\u{2066}' | '\u{2068}' => open += 1,
            '\u{2069}' if open == 0 => return Some(format!("a stray end: {line:?}")),
            '\u{2069}' => open -= 1,
            '\u{61c}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2067}'
            | '\u{2028}'
            | '\u{2029}' => return Some(format!("{c:?} behind {line:?}")),
            c if c.is_control() => return Some(format!("{c:?} behind {line:?}")),
            c => line.push(c),
        }
        if may == May::Style && line == "FORGED" {
            return Some("a forged line".to_owned());
        }
        rest = &rest[length..];
    }
    None
}

/// Returns the length of a sequence at the begin of a text, where it is one that may be sent.
fn sequence(text: &str, may: May) -> Option<usize> {
    let body = text.get(2..).unwrap_or("");
    let until = |end: &str| body.find(end).map(|at| 2 + at + end.len());
    match text.as_bytes().get(1)? {
        b'[' => {
            let end = body.find(|c: char| ('@'..='~').contains(&c))?;
            let plain = body[..end].chars().all(|c| c.is_ascii_digit() || c == ';');
            let parameters = body[..end].chars().all(|c| (' '..='?').contains(&c));
            let style = plain && matches!(body.as_bytes()[end], b'm' | b'K');
            (style || (may == May::Draw && parameters)).then_some(end + 3)
        }
        // The colours are asked for; a title is never set.
        b']' if may == May::Draw && !body.starts_with(['0', '2']) => {
            until("\u{7}").into_iter().chain(until("\u{1b}\\")).min()
        }
        b'P' if may == May::Draw => until("\u{1b}\\"),
        b'7' | b'8' | b'=' | b'>' if may == May::Draw => Some(2),
        _ => None,
    }
}

#[test]
fn the_parser_is_strict() {
    for good in [
        "a\u{1b}[1;31mb\u{1b}[0m\r\n\u{2068}x\u{2069}\n",
        "\r\u{1b}[K3 pairs",
    ] {
        assert_eq!(fault(good.as_bytes(), May::Style), None);
    }
    for bad in [
        "\u{1b}[2J",
        "\u{1b}]0;x\u{7}",
        "\u{9b}",
        "\u{202e}",
        "\u{2068}a\n",
        "\u{2069}",
        "a\nFORGED",
        "\u{7f}",
        "\u{1b}",
    ] {
        assert!(fault(bad.as_bytes(), May::Style).is_some(), "{bad:?}");
    }
    let drawn = "\u{1b}[?1049h\u{1b}]11;?\u{1b}\\\u{1b}[2;3Ha\nFORGED";
    assert_eq!(fault(drawn.as_bytes(), May::Draw), None);
    assert!(fault(b"\x1b]2;x\x07", May::Draw).is_some());
}

/// A folder of hostile files, and a home with hostile settings.
struct Den {
    folder: PathBuf,
}

impl Den {
    fn new(name: &str) -> Self {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
            .join(format!("hostile-{}-{name}", std::process::id()));
        let _gone = std::fs::remove_dir_all(&folder);
        let den = Self { folder };
        let ar = "\u{648}\u{635}\u{644} \u{627}\u{644}\u{642}\u{627}\u{631}\u{628} \u{625}\u{644}\u{649} \u{627}\u{644}\u{645}\u{64a}\u{646}\u{627}\u{621}.";
        let en = "The boat reached the port.";
        den.write(
            &format!("{EVIL}.ar.txt"),
            &format!("{ar}\n{ar}\n{EVIL_LINE}\n"),
        );
        den.write(
            &format!("{EVIL}.en.txt"),
            &format!("{en}\n{en}\n{EVIL_LINE}\n"),
        );
        den.write(
            &format!("{EVIL}.tmx"),
            &format!(
                "<?xml version=\"1.0\"?><tmx version=\"1.4\"><header srclang=\"ar\" \
                 creationtool=\"{EVIL_XML}\" datatype=\"{EVIL_XML}\"><note>{EVIL_XML}</note></header><body>\
                 <tu tuid=\"{EVIL_XML}\"><prop type=\"{EVIL_XML}\">{EVIL_XML}</prop>\
                 <tuv xml:lang=\"ar-{EVIL_XML}\"><seg>{ar} {EVIL_XML}</seg></tuv>\
                 <tuv xml:lang=\"en-{EVIL_XML}\"><seg>{en} {EVIL_XML}</seg></tuv></tu></body></tmx>"
            ),
        );
        den.write(
            &format!("{EVIL}.xlf"),
            &format!(
                "<xliff version=\"2.0\" xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" srcLang=\"ar\" \
                 trgLang=\"{EVIL_XML}\"><file id=\"{EVIL_XML}\"><unit id=\"{EVIL_XML}\"/>\
                 <unit id=\"{EVIL_XML}\" {EVIL_XML}=\"\"/></file></xliff>"
            ),
        );
        den.write(
            &format!("{EVIL}.po"),
            &format!(
                "#, {EVIL_LINE}\nmsgctxt \"{EVIL_LINE}\"\nmsgid \"{en} {EVIL_LINE}\"\nmsgstr \"{ar} {EVIL_LINE}\"\n"
            ),
        );
        den.write(
            &format!("{EVIL}.jsonl"),
            &format!("{}\n", serde_json::json!({"id": EVIL_LINE, "ar": format!("{ar} {EVIL_LINE}"), "en": EVIL_LINE, EVIL: EVIL})),
        );
        den.write(
            &format!("{EVIL}.tsv"),
            &format!(
                "system\tdoc\tdoc_id\tseg_id\trater\tsource\ttarget\tcategory\tseverity\n\
                 {EVIL_LINE}\t{EVIL_LINE}\t1\t1\t{EVIL_LINE}\t{ar}\t<v>The boat</v> reached the port.\t{EVIL_LINE}\tMajor\n\
                 {EVIL_LINE}\td\t2\t{EVIL_LINE}\tr\t{EVIL_LINE}\t<v>x</v>\tAccuracy\t{EVIL_LINE}\n"
            ),
        );
        let evil = serde_json::json!(EVIL);
        let text = serde_json::json!({"name": EVIL, "lang": EVIL});
        den.write(
            &named(REVIEW),
            &format!("{{\"bayn\":1,\"source\":{text},\"target\":{text}}}\n{{{evil}:{evil}}}\n"),
        );
        den.write(
            &format!("{EVIL}.terms"),
            &format!("{EVIL_LINE}\tthe port\n"),
        );
        den.write(&format!("{EVIL}.gold"), &format!("0\t0\t1\n{EVIL_LINE}\n"));
        let quoted = toml::Value::from(EVIL).to_string();
        den.write(
            "config/bayn/config.toml",
            &format!("theme = {quoted}\nrater = {quoted}\ndict = [{quoted}]\n{quoted} = 1\n"),
        );
        den.write(
            "config/bayn/keys.toml",
            &format!("[reader]\n{quoted} = \"x\"\nnext_pair = [{quoted}]\n[{quoted}]\na = 1\n"),
        );
        den.write(
            &format!("config/bayn/themes/{EVIL}.toml"),
            &format!("ground = {quoted}\n{quoted} = \"red\"\n"),
        );
        den
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.folder.join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, text).expect("written");
    }

    fn start(&self, args: &[&str]) -> Session {
        let at = |name: &str| self.folder.join(name).to_string_lossy().into_owned();
        let (config, state) = (at("config"), at("state"));
        let one_line = EVIL.replace('\n', " ");
        Session::start_unechoed(
            &self.folder,
            args,
            (100, 24),
            &[
                ("XDG_CONFIG_HOME", &config),
                ("XDG_STATE_HOME", &state),
                ("TERM_PROGRAM", &one_line),
                ("TERM_PROGRAM_VERSION", EVIL),
                ("COLORTERM", EVIL),
                ("USER", EVIL),
                ("EDITOR", EVIL),
            ],
        )
    }

    /// Runs a command to its end and returns what it must not have sent.
    fn attack(&self, args: &[&str], may: May) -> Option<String> {
        let mut session = self.start(args);
        // Whoever asks gets an answer, and an end; what is typed early may be taken for something
        // else.
        let answer: &[u8] = match may {
            May::Style | May::Rows => b"q\r\x04q\x04\x04",
            May::Draw => b"q\x04\x04",
        };
        let until = Instant::now() + patience();
        while session.child.try_wait().expect("a status").is_none() {
            if Instant::now() > until {
                let _gone = session.child.kill();
                return Some(format!("{args:?}: it did not end"));
            }
            let _gone = session.writer.write_all(answer);
            std::thread::sleep(Duration::from_millis(20));
        }
        session.drain();
        let said = fault(&session.raw.lock().expect("raw"), may)?;
        Some(format!("{args:?}: {said}"))
    }
}

impl Drop for Den {
    fn drop(&mut self) {
        let _gone = std::fs::remove_dir_all(&self.folder);
    }
}

fn help(command: &[String]) -> String {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_bayn"))
        .args(command)
        .args(["--help", "--lang-ui", "en"])
        .output()
        .expect("bayn runs");
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// Returns the program and every sub-command at any depth, each with its options that take a
/// value.
fn commands(path: &[String], into: &mut Vec<(Vec<String>, Vec<String>)>) {
    let help = help(path);
    let mut options = Vec::new();
    let mut below = Vec::new();
    let mut lists_commands = false;
    for line in help.lines() {
        if !line.starts_with(' ') {
            lists_commands = line == "Commands:";
        }
        let words: Vec<&str> = line.split_whitespace().collect();
        match words.as_slice() {
            [name, ..] if lists_commands && line.starts_with("  ") && !line.starts_with("   ") => {
                below.push((*name).to_owned());
            }
            [.., option, value] | [option, value, ..]
                if option.starts_with("--") && value.starts_with('<') =>
            {
                options.push((*option).to_owned());
            }
            _ => {}
        }
    }
    into.push((path.to_vec(), options));
    for name in below {
        let mut path = path.to_vec();
        path.push(name);
        commands(&path, into);
    }
}

/// Carries out attacks on two threads, each in a den of its own, since some write files, and
/// returns what came through.
fn carry_out(attacks: Vec<(Vec<String>, May)>) -> BTreeSet<String> {
    let (queue, found) = (Mutex::new(attacks), Mutex::new(BTreeSet::new()));
    std::thread::scope(|scope| {
        for thread in 0..2 {
            let (queue, found) = (&queue, &found);
            scope.spawn(move || {
                loop {
                    let next = queue.lock().expect("a queue").pop();
                    let Some((args, may)) = next else { break };
                    let args: Vec<&str> = args.iter().map(String::as_str).collect();
                    let den = Den::new(&format!("commands-{thread}"));
                    let came_through = den.attack(&args, may);
                    found.lock().expect("a list").extend(came_through);
                }
            });
        }
    });
    found.into_inner().expect("a list")
}

#[test]
fn no_sub_command_lets_anything_through() {
    let mut all = Vec::new();
    commands(&[], &mut all);
    assert!(all.len() > 20, "the help was not read: {}", all.len());
    let options: usize = all.iter().map(|(_, options)| options.len()).sum();
    assert!(options > 60, "the help was not read: {options}");
    let [ar, en] = TEXTS.map(named);
    let files = [
        ".tmx", ".xlf", ".po", ".jsonl", ".tsv", ".gold", ".terms", REVIEW,
    ]
    .map(named);
    let mut attacks = Vec::new();
    for (path, options) in &all {
        let reads = path.is_empty();
        let draws = path
            .first()
            .is_some_and(|name| ["cat", "doctor", "judge", "tutor"].contains(&name.as_str()));
        let may = if draws { May::Draw } else { May::Style };
        let mut add = |more: &[&str]| {
            let mut args = path.clone();
            // The reader is attacked by itself; its rows are printed here.
            args.extend(reads.then(|| "--plain".to_owned()));
            args.extend(more.iter().map(|&arg| arg.to_owned()));
            attacks.push((args, may));
        };
        add(&[]);
        add(&[EVIL]);
        add(&[EVIL, EVIL]);
        add(&[&format!("--{EVIL}")]);
        add(&[&ar, &en]);
        add(&[&ar, &en, "--lang-ui", "ar"]);
        add(&[&ar, &en, "-"]);
        add(&["."]);
        add(&[&files[7], &ar, &en]);
        add(&[&files[4], &ar, &en]);
        for file in &files {
            add(&[file]);
        }
        for option in options {
            add(&[option, EVIL, &ar, &en]);
        }
    }
    attacks.push((
        vec!["doctor".to_owned(), "--calibrate".to_owned()],
        May::Draw,
    ));
    for form in [
        "plain", "tsv", "csv", "tmx", "xliff", "po", "jsonl", "html", "md",
    ] {
        for input in [
            vec![&ar, &en],
            vec![&files[0]],
            vec![&files[2]],
            vec![&files[3]],
        ] {
            let mut args = vec!["convert".to_owned()];
            args.extend(input.into_iter().cloned());
            args.extend(["-", "--to", form].map(str::to_owned));
            attacks.push((args, May::Rows));
        }
    }
    let found = carry_out(attacks);
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn the_reader_shows_hostile_names_and_obeys_none() {
    let den = Den::new("reader");
    let [ar, en] = TEXTS.map(named);
    let project = "review.bayn.jsonl";
    let review = ["import", &named(".tsv"), &ar, &en, "--project", project];
    assert_eq!(den.attack(&review, May::Style), None);
    let keys = [
        "",
        "?",
        "go",
        "gn",
        "gm",
        "S",
        "gh",
        ":",
        "/PWN\r",
        "\u{1b}[20~",
    ];
    let reads: [&[&str]; 3] = [
        &[PLAIN[0], PLAIN[1], &ar, &en, "--project", project],
        &[PLAIN[0], PLAIN[1], &named(".tmx")],
        &[PLAIN[0], PLAIN[1], &ar, &en, "--lang-ui", "ar"],
    ];
    for args in reads {
        let mut session = den.start(args);
        session.wait("the reader", |screen| {
            screen.alternate_screen() && !screen.contents().trim().is_empty()
        });
        for key in keys {
            session.type_in(key);
            session.settle();
            session.type_in("\u{1b}");
            session.settle();
        }
        session.type_in("q");
        session.end();
        session.drain();
        let found = fault(&session.raw.lock().expect("raw"), May::Draw);
        assert_eq!(found, None, "{args:?}");
    }
}

#[test]
fn lines_for_the_ear_hold_no_sequence() {
    let den = Den::new("lines");
    let [ar, en] = TEXTS.map(named);
    let mut session = den.start(&["--accessible", &ar, &en]);
    session.settle();
    for key in ["j", "j", "go", "\u{1b}", "gn", "\u{1b}", "/PWN\r"] {
        session.type_in(key);
        session.settle();
    }
    session.type_in("\u{1b}");
    session.settle();
    session.type_in("q");
    session.end();
    session.drain();
    let raw = session.raw.lock().expect("raw");
    let text = String::from_utf8_lossy(&raw);
    assert!(text.contains("[ESC]"), "{text}");
    assert!(!text.contains('\u{1b}'), "{text:?}");
    assert_eq!(fault(&raw, May::Draw), None);
}

#[test]
fn names_are_data_where_programs_read() {
    let den = Den::new("pipe");
    let run = |args: &[&str]| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_bayn"))
            .args(args)
            .current_dir(&den.folder)
            .env("XDG_CONFIG_HOME", Path::new("/nonexistent"))
            .output()
            .expect("bayn runs");
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    let [ar, en] = TEXTS.map(named);
    let line = run(&["pair", &ar, &en, "--to", "jsonl", "--no-model"]);
    let line: serde_json::Value =
        serde_json::from_str(line.lines().next().expect("a line")).expect("JSON");
    assert!(
        [&line["source"], &line["target"]].contains(&&serde_json::json!(ar)),
        "{line}"
    );
    let table = run(&["convert", &named(".po"), "-", "--to", "tsv"]);
    assert!(table.contains(EVIL_LINE), "{table:?}");
}
