//! Which files the command line may write, and which numbers and flags it takes at their word.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

struct Fixture(tempfile::TempDir);

impl Fixture {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    fn at(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn put(&self, name: &str, text: &str) -> PathBuf {
        fs::write(self.at(name), text).expect("written");
        self.at(name)
    }

    /// Two texts.
    fn pair(&self) {
        self.put("a.en.txt", "One cat sat.\n\nTwo dogs ran.\n");
        self.put("b.de.txt", "Eine Katze sass.\n\nZwei Hunde liefen.\n");
    }

    fn run(&self, args: &[&str], input: Stdio) -> Output {
        Command::new(env!("CARGO_BIN_EXE_bayn"))
            .args(args)
            .current_dir(self.0.path())
            .env("XDG_CONFIG_HOME", self.at("settings"))
            .env("XDG_STATE_HOME", self.at("state"))
            .env("LC_ALL", "C")
            .stdin(input)
            .output()
            .expect("bayn runs")
    }

    #[track_caller]
    fn refused(&self, args: &[&str], says: &[&str]) {
        let output = self.run(args, Stdio::null());
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{args:?}: {said}");
        for part in says {
            assert!(said.contains(part), "{args:?}: {part} is not in {said}");
        }
    }

    #[track_caller]
    fn good(&self, args: &[&str]) -> String {
        let output = self.run(args, Stdio::null());
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(0), "{args:?}: {said}");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }
}

#[test]
fn no_command_writes_over_what_it_reads() {
    let fixture = Fixture::new();
    fixture.pair();
    symlink(fixture.at("a.en.txt"), fixture.at("soft.tmx")).expect("a link");
    fs::hard_link(fixture.at("b.de.txt"), fixture.at("hard.tsv")).expect("a link");
    let (a, b) = ("a.en.txt", "b.de.txt");
    fixture.put("list.tsv", "a.en.txt\tb.de.txt\n");
    for args in [
        &["convert", a, b, a, "--to", "tmx", "--no-model"][..],
        &["convert", a, b, "./a.en.txt", "--to", "tmx", "--no-model"],
        &["convert", a, b, "soft.tmx", "--no-model"],
        &["convert", a, b, "hard.tsv", "--no-model"],
        &["convert", a, a, "--no-model"],
        &["align", a, b, "-o", b, "--no-model"],
        &[
            "align",
            "--pairs",
            "list.tsv",
            "-o",
            "list.tsv",
            "--no-model",
        ],
        &["report", a, b, a, "--to", "html", "--no-model"],
    ] {
        let before: Vec<_> = [a, b, "list.tsv"]
            .map(|name| fs::read(fixture.at(name)).ok())
            .into();
        fixture.refused(
            args,
            &["is an input and cannot be written too", "name another file"],
        );
        let after: Vec<_> = [a, b, "list.tsv"]
            .map(|name| fs::read(fixture.at(name)).ok())
            .into();
        assert_eq!(before, after, "{args:?}");
    }
    // Standard input counts, where it is a file.
    let input = fs::File::open(fixture.at(a)).expect("open");
    let args = ["convert", "-", b, a, "--to", "tmx", "--no-model"];
    let output = fixture.run(&args, Stdio::from(input));
    assert_eq!(output.status.code(), Some(2));
    fixture.good(&["convert", a, b, "c.tmx", "--no-model"]);
    fixture.good(&["convert", a, b, "c.tmx", "--no-model"]);
    fixture.good(&["convert", a, b, "/dev/null", "--to", "tmx", "--no-model"]);
}

#[test]
fn a_named_link_is_written_through_and_rights_stay() {
    let fixture = Fixture::new();
    fixture.pair();
    let real = fixture.put("real.tmx", "old");
    fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).expect("set");
    for link in ["link.tmx", "to-nothing.tmx"] {
        let to = if link == "link.tmx" {
            "real.tmx"
        } else {
            "made.tmx"
        };
        symlink(to, fixture.at(link)).expect("a link");
        fixture.good(&["convert", "a.en.txt", "b.de.txt", link, "--no-model"]);
        assert!(fixture.at(link).is_symlink());
        let text = fs::read_to_string(fixture.at(to)).expect("written");
        assert!(text.contains("<tmx"), "{text}");
    }
    assert_eq!(fs::metadata(&real).expect("there").mode() & 0o7777, 0o640);
    // The settings may be a link into a repository of one's own.
    fs::create_dir_all(fixture.at("settings/bayn")).expect("a folder");
    fixture.put("dotfile", "# mine\n");
    symlink(
        fixture.at("dotfile"),
        fixture.at("settings/bayn/config.toml"),
    )
    .expect("a link");
    fixture.good(&["config", "set", "measure", "70"]);
    assert!(fixture.at("settings/bayn/config.toml").is_symlink());
    let kept = fs::read_to_string(fixture.at("dotfile")).expect("read");
    assert_eq!(kept, "# mine\nmeasure = 70\n");
}

#[test]
fn scores_out_of_range_are_refused_with_file_and_line() {
    let fixture = Fixture::new();
    fixture.pair();
    for score in ["NaN", "inf", "-5", "1e12", "100.01", "-inf"] {
        fixture.put(
            "scores.csv",
            &format!(
                "system,document,in_document,segment,rater,source_language,target_language,\
                 source,target,score,category,severity,source_span,target_span,source_quote,\
                 target_quote,note,suggestion\n\
                 s,d,,1,r,en,de,One cat sat.,Eine Katze sass.,80,,,,,,,,\n\
                 s,d,,2,r,en,de,Two dogs ran.,Zwei Hunde liefen.,{score},,,,,,,,\n"
            ),
        );
        let args = ["import", "scores.csv", "a.en.txt", "b.de.txt", "--no-model"];
        fixture.refused(
            &args,
            &["scores.csv", "line 3", score, "not a score from 0 to 100"],
        );
        fixture.put(
            "esa.csv",
            &format!("r,sys,0,TGT,en,de,{score},doc,False,[],1.0,2.0\n"),
        );
        let args = ["import", "esa.csv", "a.en.txt", "b.de.txt", "--no-model"];
        fixture.refused(
            &args,
            &["esa.csv", "line 1", score, "not a score from 0 to 100"],
        );
    }
    for score in ["-5", "1e12"] {
        fixture.put(
            "pearmut.json",
            &format!(
                "{{\"data\": [[\n{{\"item_id\": \"x7\", \"src\": \"One cat sat.\", \"tgt\": \
                 {{\"s\": \"Eine Katze sass.\"}},\n\"score\": {{\"s\": {score}}}}}]]}}\n"
            ),
        );
        let args = [
            "import",
            "pearmut.json",
            "a.en.txt",
            "b.de.txt",
            "--no-model",
        ];
        fixture.refused(
            &args,
            &["pearmut.json", "line 2", "not a score from 0 to 100"],
        );
    }
    assert!(!fixture.at("b.de.txt.bayn.jsonl").exists());
}

#[test]
fn confidences_out_of_range_are_refused_with_file_and_line() {
    let fixture = Fixture::new();
    for number in ["-1", "NaN", "inf", "1.5", "high"] {
        fixture.put(
            "t.tsv",
            &format!("en\tde\tconfidence\nOne.\tEins.\t0.5\nTwo.\tZwei.\t{number}\n"),
        );
        fixture.refused(
            &["show", "t.tsv"],
            &["t.tsv", ":3:", number, "not a confidence"],
        );
    }
    for number in ["-1", "1e12"] {
        let line = |number: &str| {
            format!(
                "{{\"langs\":[\"en\",\"de\"],\"source\":[\"One.\"],\"target\":[\"Eins.\"],\"confidence\":{number}}}\n"
            )
        };
        fixture.put("t.jsonl", &format!("{}{}", line("0.5"), line(number)));
        fixture.refused(
            &["show", "t.jsonl"],
            &["t.jsonl", ":2:", "not a confidence"],
        );
    }
    // The scores of miners of parallel text have ranges of their own.
    fixture.put(
        "m.tsv",
        "en\tde\tscore\nOne.\tEins.\t1.23\nTwo.\tZwei.\t-0.3\n",
    );
    assert!(fixture.good(&["show", "m.tsv"]).contains("Zwei."));
}

#[test]
fn both_languages_can_be_said_of_a_file_that_holds_both_texts() {
    let fixture = Fixture::new();
    let entries = "msgid \"One cat sat.\"\nmsgstr \"Eine Katze sass.\"\n";
    fixture.put(
        "named.po",
        &format!("msgid \"\"\nmsgstr \"Language: de\\n\"\n\n{entries}"),
    );
    fixture.put("bare.po", entries);
    let langs = |args: &[&str]| {
        let mut all = vec!["convert", args[0], "out.tmx"];
        all.extend(&args[1..]);
        fixture.good(&all);
        let text = fs::read_to_string(fixture.at("out.tmx")).expect("written");
        let tags = text.split("xml:lang=\"").skip(1);
        let tags: Vec<String> = tags
            .filter_map(|rest| Some(rest.split_once('"')?.0.to_owned()))
            .collect();
        tags
    };
    let (source, target) = ("--source-lang", "--target-lang");
    for file in ["named.po", "bare.po"] {
        assert_eq!(
            langs(&[file, source, "en", target, "de"]),
            ["en", "de"],
            "{file}"
        );
        assert_eq!(langs(&[file, source, "fr"])[0], "fr", "{file}");
        assert_eq!(langs(&[file, target, "nl"])[1], "nl", "{file}");
    }
    assert_eq!(
        langs(&["named.po", source, "de", target, "en"]),
        ["de", "en"]
    );
    // A table that names both languages is taken at its word.
    fixture.put("t.tsv", "en\tde\nOne cat sat.\tEine Katze sass.\n");
    fixture.refused(
        &["show", "t.tsv", source, "fr"],
        &["there is no text in `fr`"],
    );
    fixture.put("u.tsv", "source\ttarget\nOne cat sat.\tEine Katze sass.\n");
    assert_eq!(langs(&["u.tsv", source, "fr", target, "nl"]), ["fr", "nl"]);
}

#[test]
fn a_flag_that_is_given_wins_over_the_file() {
    let fixture = Fixture::new();
    fs::create_dir_all(fixture.at("settings/bayn")).expect("a folder");
    fs::write(
        fixture.at("settings/bayn/config.toml"),
        "keymap = \"omegat\"\nlanguage = \"ar\"\n",
    )
    .expect("written");
    let own = fixture.good(&["keys", "--lang-ui", "en"]);
    let vim = fixture.good(&["keys", "--keymap", "vim", "--lang-ui", "en"]);
    assert_ne!(own, vim);
    assert!(vim.contains("Goes to the next matched sentence."), "{vim}");
    // `auto` is the language of the environment, not that of the file.
    assert_eq!(
        fixture.good(&["keys", "--keymap", "vim", "--lang-ui", "auto"]),
        vim
    );
    assert_ne!(fixture.good(&["keys", "--keymap", "vim"]), vim);
}
