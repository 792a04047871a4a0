//! Files of settings that change while somebody reads, and the time an idle reader takes.

use crate::session::{PLAIN, Session};
use std::path::{Path, PathBuf};

/// F9 as xterm sends it.
const F9: &str = "\u{1b}[20~";

fn fixture(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
        .join(format!("settings-{}-{name}", std::process::id()));
    std::fs::create_dir_all(folder.join("bayn")).expect("a folder");
    for (lang, text) in [("en", "One cat sat.\n"), ("de", "Eine Katze sass.\n")] {
        std::fs::write(folder.join(format!("text.{lang}.txt")), text).expect("a text");
    }
    folder
}

fn open(folder: &Path, args: &[&str]) -> Session {
    let texts = ["en", "de"].map(|lang| folder.join(format!("text.{lang}.txt")));
    let texts = texts.map(|path| path.to_string_lossy().into_owned());
    let home = folder.to_string_lossy().into_owned();
    let env = [("XDG_STATE_HOME", &*home), ("XDG_CONFIG_HOME", &*home)];
    let texts = texts.iter().map(String::as_str);
    let args: Vec<&str> = PLAIN
        .into_iter()
        .chain(args.iter().copied())
        .chain(texts)
        .collect();
    Session::start_with(&args, (100, 20), &env)
}

fn write(folder: &Path, name: &str, text: &str) {
    std::fs::write(folder.join("bayn").join(name), text).expect("written");
}

#[test]
fn settings_and_keys_are_taken_over_without_a_restart() {
    let folder = fixture("reload");
    let mut session = open(&folder, &[]);
    session.wait_text("Eine Katze");
    write(&folder, "keys.toml", "[reader]\nstatistics = \"S\"\n");
    write(&folder, "config.toml", "layout = \"stacked\"\nzne = 1\n");
    session.type_in(F9);
    session.wait_text("1 mistake in the settings");
    session.type_in("S");
    session.wait_text("Statistics");
    session.type_in("qgo");
    session.wait_text("Layout: stacked");
    session.wait_text("config.toml:1");
    write(&folder, "config.toml", "language = \"ar\"\n");
    session.type_in(&format!("q{F9}"));
    session.wait("Arabic in the status line", |screen| {
        let last = screen.rows(0, 100).last().unwrap_or_default();
        last.chars().any(|c| ('\u{fe70}'..='\u{fefc}').contains(&c))
    });
    session.type_in("q");
    assert_eq!(session.end(), 0);
    session.assert_clean();
}

#[test]
fn a_watching_reader_takes_settings_over_by_itself() {
    let folder = fixture("watch");
    let mut session = open(&folder, &["--watch"]);
    session.wait_text("Eine Katze");
    write(&folder, "config.toml", "zen = true\n");
    session.wait_text("the settings were read again");
    session.wait("nothing but the text", |screen| {
        !screen.contents().contains("text.en.txt")
    });
    session.type_in("q");
    assert_eq!(session.end(), 0);
}

#[test]
fn ten_mistakes_are_ten_lines_and_the_program_starts() {
    let folder = fixture("ten");
    write(
        &folder,
        "config.toml",
        "thme = \"dark\"\nlayout = \"sideways\"\nmeasure = 900\nzen = \"maybe\"\nmouse = [1]\n\
         digits =\nhide = \"traget\"\nrecent = -1\nlanguage = ar\nline_spacing = 1\n[view]\nzen = true\n",
    );
    let mut session = open(&folder, &[]);
    session.wait_text("Eine Katze");
    session.wait_text("10 mistakes in the settings; gf lists them");
    session.type_in("gf");
    for line in [1, 2, 3, 4, 5, 6, 7, 8, 9, 12] {
        session.wait_text(&format!("config.toml:{line}"));
    }
    session.type_in("qq");
    assert_eq!(session.end(), 0);
    let check = std::process::Command::new(env!("CARGO_BIN_EXE_bayn"))
        .args(["config", "check"])
        .env("XDG_CONFIG_HOME", &folder)
        .env_remove("LANG")
        .output()
        .expect("bayn starts");
    assert_eq!(check.status.code(), Some(1));
    let said = String::from_utf8_lossy(&check.stdout).into_owned();
    assert_eq!(said.lines().count(), 10, "{said}");
    assert!(
        said.lines()
            .all(|line| line.contains(": ") && line.contains("; ")),
        "{said}"
    );
}

/// Ticks of processor time that a process has taken: user and system.
#[cfg(target_os = "linux")]
fn ticks(pid: u32) -> u64 {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).expect("a process");
    let fields = stat.rsplit(") ").next().unwrap_or("").split(' ');
    fields
        .skip(11)
        .take(2)
        .filter_map(|field| field.parse::<u64>().ok())
        .sum()
}

/// How often the loop went to sleep.
#[cfg(target_os = "linux")]
fn sleeps(pid: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).expect("a process");
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("voluntary_ctxt_switches:"));
    line.and_then(|count| count.trim().parse().ok())
        .expect("a count")
}

#[cfg(target_os = "linux")]
#[test]
fn an_idle_reader_takes_no_processor_time() {
    let each = [&["--no-model"][..], &["--no-model", "--watch"]];
    let mut sessions = each.map(|args| {
        let mut session = open(&fixture(&format!("idle{}", args.len())), args);
        session.wait_text("Eine Katze");
        session.type_in("j");
        session
    });
    std::thread::sleep(std::time::Duration::from_millis(500));
    let before = sessions.each_ref().map(|session| ticks(session.pid()));
    std::thread::sleep(std::time::Duration::from_secs(10));
    for ((session, before), args) in sessions.iter_mut().zip(before).zip(each) {
        // A tick is ten milliseconds. Forty looks for signals cost less than one on a quiet
        // machine and two on a busy one; one frame a look would cost forty.
        let spent = ticks(session.pid()) - before;
        assert!(spent <= 5, "{spent} ticks in ten seconds with {args:?}");
        // Where no file is watched nothing wakes it at all.
        if !args.contains(&"--watch") {
            let woken = sleeps(session.pid());
            std::thread::sleep(std::time::Duration::from_secs(1));
            let woken = sleeps(session.pid()) - woken;
            assert!(woken <= 1, "woken {woken} times in a second");
        }
        session.type_in("q");
        assert_eq!(session.end(), 0);
    }
}

#[test]
fn rules_and_a_glossary_hold_in_the_reader_too() {
    let folder = fixture("rules");
    write(
        &folder,
        "rules.toml",
        "[[rule]]\ntarget = 'Katze'\nmessage = \"No cats.\"\n",
    );
    write(&folder, "terms.tsv", "cat\tKater\n");
    write(
        &folder,
        "client.toml",
        "rules = \"rules.toml\"\noff = [\"length\"]\n",
    );
    let path = |name: &str| {
        folder
            .join("bayn")
            .join(name)
            .to_string_lossy()
            .into_owned()
    };
    // One by a flag, the other by the settings.
    write(
        &folder,
        "config.toml",
        &format!("glossary = '{}'\n", path("terms.tsv")),
    );
    let profile = path("client.toml");
    let mut session = open(&folder, &["--profile", &profile]);
    session.wait_text("Eine Katze");
    session.type_in("gq");
    session.wait_text("No cats.");
    session.wait_text("The glossary");
    session.type_in("qq");
    assert_eq!(session.end(), 0);
    // What a flag names must be there; what is set may be away.
    let gone = path("gone.toml");
    let mut session = open(&folder, &["--rules", &gone]);
    assert_eq!(session.end(), 2);
    write(&folder, "config.toml", &format!("rules = '{gone}'\n"));
    let mut session = open(&folder, &[]);
    session.wait_text("gone.toml does not exist");
    session.type_in("q");
    assert_eq!(session.end(), 0);
}
