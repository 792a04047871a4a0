//! What is said as the program runs is Arabic where Arabic is asked for: errors of files of
//! every kind, and what the command line prints for people. What programs read stays as it is.
//!
//! A word in small Latin letters is English, unless it is in backticks, in angle brackets,
//! in quotation marks, or alone in an isolate: then it is a name.

use bayn::catalogue::UiLanguage;
use bayn_formats::{FormatError, read, validate};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// Returns the English words of an Arabic text.
fn english_in(said: &str) -> Vec<String> {
    let mut bare = String::new();
    let mut rest = said;
    while let Some(c) = rest.chars().next() {
        let close = match c {
            '`' => Some('`'),
            '<' => Some('>'),
            '\u{201c}' => Some('\u{201d}'),
            '\u{ab}' => Some('\u{bb}'),
            _ => None,
        };
        let behind = &rest[c.len_utf8()..];
        rest = match close.and_then(|close| behind.split_once(close)) {
            Some((_, rest)) => rest,
            None => {
                bare.push(c);
                behind
            }
        };
    }
    let isolate = |c: char| matches!(c, '\u{2066}'..='\u{2069}');
    let mut words = Vec::new();
    for piece in bare.split(isolate) {
        let mut found: Vec<&str> = piece.split_whitespace().collect();
        // What is alone in an isolate is a name; a path may have spaces.
        let alone = found.len() == 1 || piece.starts_with('/');
        if alone && bare.contains(&format!("\u{2068}{piece}\u{2069}")) {
            continue;
        }
        // An anchor of a specification is a name too.
        found.retain(|word| !word.starts_with('#'));
        words.extend(
            found
                .into_iter()
                .map(|word| word.trim_matches(|c: char| !c.is_ascii_alphanumeric()))
                .filter(|word| word.len() > 1 && word.chars().all(|c| c.is_ascii_lowercase()))
                .map(str::to_owned),
        );
    }
    words
}

#[test]
fn english_is_told_from_names() {
    let none: [String; 0] = [];
    assert_eq!(english_in("ليس في هذا <unit> `id` بلا XLIFF"), none);
    assert_eq!(english_in("لا ملف \u{2068}name\u{2069} هنا"), none);
    assert_eq!(english_in("لا \u{2068}a file\u{2069}"), ["file"]);
    assert_eq!(
        english_in("text stands \u{647}\u{646}\u{627}"),
        ["text", "stands"]
    );
}

/// Files that are refused, each for a reason of its own.
const REFUSED: &[(&str, &str)] = &[
    ("a.pdf", "%PDF-1.7\n"),
    ("a.xml", "<?xml version='1.0'?><catalog/>"),
    ("a.bin", "\0\u{1}\u{2}\0\0\u{3}"),
    ("a.epub", "PK\u{3}\u{4}broken"),
    ("a.docx", "PK\u{3}\u{4}broken"),
    ("a.tmx", "<tmx"),
    ("a.tmx", "<tmx><a></b></tmx>"),
    ("a.tmx", "<tmx><body>"),
    ("a.tmx", "<tmx></tmx>x"),
    ("a.tmx", "<tmx/><tmx/>"),
    ("a.tmx", "<tmx a='1' a='2'/>"),
    ("a.tmx", "<tmx a=1/>"),
    ("a.tmx", "<tmx a/>"),
    ("a.tmx", "<tmx a='1'b='2'/>"),
    ("a.tmx", "<tmx a='<'/>"),
    ("a.tmx", "<tmx a='&x;'/>"),
    ("a.tmx", "<tmx a='&#0;'/>"),
    ("a.tmx", "<tmx>&nbsp;</tmx>"),
    ("a.tmx", "<tmx>&x</tmx>"),
    ("a.tmx", "<tmx>]]></tmx>"),
    ("a.tmx", "<tmx>\u{1}</tmx>"),
    ("a.tmx", "<tmx><!-- a -- b --></tmx>"),
    ("a.tmx", "<tmx><!-- a</tmx>"),
    ("a.tmx", "<tmx><![CDATA[ a</tmx>"),
    ("a.tmx", "<tmx><? a</tmx>"),
    ("a.tmx", "<tmx></tmx></tmx>"),
    ("a.tmx", "<!DOCTYPE tmx [<!ENTITY a 'b'>]><tmx/>"),
    ("a.tmx", "<tmx/><!DOCTYPE tmx>"),
    ("a.tmx", "<tmx><?xml version='1.0'?></tmx>"),
    ("a.tmx", "<tmx 1='2'/>"),
    ("a.tmx", "<q:tmx/>"),
    ("a.tmx", "<?xml version='1.0' encoding='klingon'?><tmx/>"),
    ("a.tmx", "<?xml version='1.0' encoding='utf-16'?><tmx/>"),
    ("a.tmx", "<tmx><body><x/></body></tmx>"),
    ("a.tmx", "<tmx><body>x</body></tmx>"),
    ("a.tmx", "<tmx><body><tu/></body></tmx>"),
    ("a.tmx", "<tmx><body><tu><tuv/></tu></body></tmx>"),
    (
        "a.tmx",
        "<tmx><body><tu><tuv xml:lang='ar'/></tu></body></tmx>",
    ),
    (
        "a.tmx",
        "<tmx><body><tu><tuv xml:lang='ar'><seg><x/></seg></tuv></tu></body></tmx>",
    ),
    (
        "a.tmx",
        "<tmx><body><tu><tuv xml:lang='ar'><seg><it/></seg></tuv></tu></body></tmx>",
    ),
    (
        "a.tmx",
        "<tmx><body><tu><tuv xml:lang='ar'><seg><bpt/></seg></tuv></tu></body></tmx>",
    ),
    ("a.xlf", "<xliff version='1.3'/>"),
    ("a.xlf", "<xliff version='1.2'/>"),
    ("a.xlf", "<xliff version='1.2'><file/></xliff>"),
    (
        "a.xlf",
        "<xliff version='1.2'><file source-language='ar'/></xliff>",
    ),
    (
        "a.xlf",
        "<xliff version='1.2'><file source-language='ar'><body><trans-unit/></body></file></xliff>",
    ),
    ("a.jsonl", "{\"source\": \n"),
    ("a.jsonl", "{\"source\": \"a\n"),
    ("a.jsonl", "{\"source\": [\n"),
    ("a.jsonl", "{\"source\" \"a\"}\n"),
    ("a.jsonl", "{\"source\": \"a\" 1}\n"),
    ("a.jsonl", "{\"source\": \"a\",}\n"),
    ("a.jsonl", "{\"source\": \"\\q\"}\n"),
    ("a.jsonl", "{\"source\": tru}\n"),
    ("a.jsonl", "{1: 2}\n"),
    ("a.jsonl", "{} x\n"),
    ("a.jsonl", "[1]\n"),
    ("a.jsonl", "{\"x\": 1}\n"),
    ("a.tsv", "1\t2\n3\t4\n"),
    ("a.po", "msgid \"\"\nmsgstr \"\"\n\nmsgid \"a\"\n"),
    ("a.po", "msgid \"\"\nmsgstr \"\"\n\nx y\n"),
    ("a.po", "\"alone\"\nmsgid \"a\"\nmsgstr \"b\"\n"),
    ("a.po", "msgid \"a\"\nmsgwhat \"b\"\n"),
    ("a.srt", "1\n00:00 --> x\nA\n"),
    ("a.ladder", "1\t1\t1\n0\t0\t1\n"),
    ("a.html", "\u{1}\0"),
    ("a.wmt.xml", "<dataset><doc/></dataset>"),
];

/// The same with those that are long or no text.
fn refused() -> Vec<(&'static str, Vec<u8>)> {
    const HEAD: &str = "<?xml version='1.0'?>";
    let mut all: Vec<(&str, Vec<u8>)> = REFUSED
        .iter()
        .map(|(name, text)| (*name, text.as_bytes().to_vec()))
        .collect();
    let deep = format!("{HEAD}<tmx>{}", "<a>".repeat(400));
    let long = format!("{HEAD}<tmx a='{}'/>", "x".repeat(2 << 20));
    let page = format!("<!doctype html><p>{}", "<div>".repeat(100_000));
    all.extend([
        ("a.tmx", deep.into_bytes()),
        ("a.tmx", long.into_bytes()),
        ("a.html", page.into_bytes()),
        (
            "a.tmx",
            b"<?xml version='1.0'?><tmx>\xff\xfe</tmx>".to_vec(),
        ),
        (
            "a.tmx.gz",
            vec![0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 1, 2, 3],
        ),
        ("a.tmx.zst", vec![0x28, 0xB5, 0x2F, 0xFD, 1, 2, 3]),
    ]);
    all
}

fn data(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)
}

/// The errors of all files that break a rule.
fn errors() -> Vec<FormatError> {
    let mut errors: Vec<FormatError> = refused()
        .into_iter()
        .flat_map(|(name, bytes)| {
            let found = validate(name, &bytes, None).unwrap_or_default();
            found.into_iter().chain(read(name, &bytes, None).err())
        })
        .collect();
    for entry in fs::read_dir(data("crates/bayn-formats/tests/data/formats/xliff2"))
        .expect("files")
        .flatten()
    {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.contains(".breaks.") {
            let bytes = fs::read(entry.path()).expect("a file");
            errors.extend(validate(&name, &bytes, None).expect(&name));
        }
    }
    errors
}

#[test]
fn every_error_of_a_file_is_said_in_arabic() {
    let errors = errors();
    let kinds: BTreeSet<String> = errors
        .iter()
        .map(|error| error.clause.to_string())
        .collect();
    assert!(kinds.len() > 150, "{} kinds of errors", kinds.len());
    let mut wrong = Vec::new();
    for error in &errors {
        for part in [&error.message, &error.clause, &error.remedy] {
            if !part.to_string().chars().any(|c| c.is_ascii_lowercase()) {
                continue;
            }
            let said = UiLanguage::of("ar").expect("Arabic").say(part);
            let english = english_in(&said);
            if said == part.to_string() || !english.is_empty() {
                wrong.push(format!("{part} -> {said}: {english:?}"));
            }
        }
    }
    wrong.sort();
    wrong.dedup();
    assert!(wrong.is_empty(), "{} wrong: {wrong:#?}", wrong.len());
}

/// A folder with a home that is empty, and files to be read.
struct Fixture(tempfile::TempDir);

impl Fixture {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    fn put(&self, name: &str, bytes: &[u8]) -> String {
        let path = self.0.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(&path, bytes).expect("a file");
        path.display().to_string()
    }

    /// Both texts of the sample, where a review may be written beside them.
    fn sample(&self) -> [String; 2] {
        ["report.ar.txt", "report.en.txt"].map(|name| {
            let bytes = fs::read(data("assets/sample").join(name)).expect("the sample");
            self.put(name, &bytes)
        })
    }

    fn run(&self, lang: &str, args: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_bayn"))
            .args(args)
            .env_clear()
            .env("HOME", self.0.path())
            .env("LANG", lang)
            .env("TERM", "xterm-256color")
            .env("BAYN_RATER", "r1")
            .stdin(Stdio::null())
            .output()
            .expect("bayn runs")
    }

    /// Runs with Arabic; returns both outputs without the names of files in the folder.
    fn arabic(&self, args: &[&str]) -> String {
        let output = self.run("ar_SY.UTF-8", args);
        let said = [output.stdout, output.stderr].map(|bytes| {
            let text = String::from_utf8(bytes).expect("UTF-8");
            text.replace(&self.0.path().display().to_string(), "")
        });
        said.concat()
    }
}

#[test]
fn the_command_line_says_nothing_in_english_where_arabic_is_asked_for() {
    let fixture = Fixture::new();
    let [ar, en] = fixture.sample();
    let bad = fixture.put("bad.tmx", b"<tmx><body><tu/></body></tmx>");
    let rated = fixture.put(
        "rated.tsv",
        b"system\tdoc\tdoc_id\tseg_id\trater\tsource\ttarget\tcategory\tseverity\n\
          S\td\t1\t1\tr\t\xd8\xb3\tone <v>two</v>\tAccuracy/Mistranslation\tMajor\n",
    );
    let gold = fixture.put("a.gold", b"[0]:[0]\n[1]:[1]\n");
    let jsonl = fixture.put(
        "a.jsonl",
        "{\"source\": [\"\u{633}\"], \"target\": [\"b\"], \"confidence\": 0.5, \"note\": \"x\"}\n"
            .as_bytes(),
    );
    fixture.put(
        ".config/bayn/config.toml",
        b"thme = \"dark\"\nlayout = \"sideways\"\ndigits =\nlanguage = ar\nmouse = [1]\n[view]\nzen = true\n",
    );
    fixture.put(
        ".config/bayn/keys.toml",
        b"[reader]\nnxt = \"j\"\nquit = 7\n",
    );
    let rich = data("crates/bayn-formats/tests/data/formats/rich.tmx")
        .display()
        .to_string();
    let missing = fixture.0.path().join("missing.txt").display().to_string();
    let (plain, out) = (
        fixture.0.path().join("out.txt").display().to_string(),
        fixture.0.path().join("out.csv").display().to_string(),
    );
    let runs: &[&[&str]] = &[
        &["doctor"],
        &["config", "path"],
        &["config", "check"],
        &["config", "set", "zen", "perhaps"],
        &["check", &ar, &en, "--no-model"],
        &["check", "--list"],
        &["score", &rated],
        &["eval", &gold, &gold],
        &["pair", &ar, &en, "--no-model"],
        &["compare", &en, &en, "--no-model"],
        &["convert", &jsonl, &plain, "--to", "plain"],
        &["convert", &rich, &out],
        &["import", &rated, &ar, &en, "--no-model"],
        &["show", &bad],
        &["show", &missing],
        &["merge", &missing, &missing],
    ];
    let mut wrong = Vec::new();
    for args in runs {
        let said = fixture.arabic(args);
        if !said.chars().any(|c| ('\u{621}'..='\u{64a}').contains(&c)) {
            wrong.push(format!("{args:?}: no Arabic: {said}"));
        }
        let mut english: BTreeSet<String> = said
            .lines()
            .map(|line| match args[0] {
                // What the texts say is in isolates.
                "compare" => without_quotations(line),
                _ => without_columns(line),
            })
            .flat_map(|line| english_in(&line))
            .collect();
        // Names: of checks and categories, values of settings, and of the program.
        for check in bayn_review::registry::CHECKS {
            english.remove(check.id);
            english.remove(check.category);
        }
        for value in bayn::session::Setting::ALL {
            for word in value.values().words() {
                english.remove(*word);
            }
        }
        for name in ["bayn", "xterm"] {
            english.remove(name);
        }
        if !english.is_empty() {
            wrong.push(format!("{args:?}: {english:?} in\n{said}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Takes out what is in isolates.
fn without_quotations(line: &str) -> String {
    let mut said = String::new();
    let mut rest = line;
    while let Some((before, behind)) = rest.split_once('\u{2068}') {
        said.push_str(before);
        rest = behind.split_once('\u{2069}').map_or("", |(_, rest)| rest);
    }
    said + rest
}

/// Takes off what a line begins with where that is a name: of a file, with a colon.
fn without_columns(line: &str) -> String {
    match line.split_once(": ") {
        Some((name, rest)) if name.contains(".t") => rest.to_owned(),
        _ => line.to_owned(),
    }
}

#[test]
fn what_programs_read_is_the_same_in_every_language() {
    let fixture = Fixture::new();
    let [ar, en] = fixture.sample();
    let gold = fixture.put("a.gold", b"[0]:[0]\n");
    let bad = fixture.put("bad.tmx", b"<tmx><body><tu/></body></tmx>");
    let list = fixture.put("list.tsv", format!("{bad}\t{en}\n").as_bytes());
    let runs: &[&[&str]] = &[
        &["check", &ar, &en, "--no-model", "--json"],
        &["check", &ar, &en, "--no-model", "--tsv"],
        &["check", &ar, &en, "--no-model", "--sarif"],
        &["eval", &gold, &gold, "--json"],
        &["align", &ar, &en, "--no-model"],
        &["align", "--pairs", &list, "--no-model"],
        &["pair", &ar, &en, "--no-model", "--to", "jsonl"],
        &["compare", &en, &en, "--no-model", "--to", "jsonl"],
        &["config", "show", "--markdown"],
        &["keys", "--markdown"],
    ];
    for args in runs {
        let [english, arabic] =
            ["en_GB.UTF-8", "ar_SY.UTF-8"].map(|lang| fixture.run(lang, args).stdout);
        assert!(!english.is_empty(), "{args:?}");
        assert!(english == arabic, "{args:?}");
    }
}
