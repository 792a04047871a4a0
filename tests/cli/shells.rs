//! The completion scripts and the manual page in the programs that use them: bash, zsh, fish,
//! man; the hook of the book in git. A program that is absent skips its test.
#![cfg(unix)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

fn bayn(args: &[&str]) -> Vec<u8> {
    said("en", args)
}

fn said(lang: &str, args: &[&str]) -> Vec<u8> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bayn"));
    let output = command.args(args).env("LC_ALL", lang).output();
    let output = output.expect("bayn runs");
    assert!(output.status.success(), "{args:?}");
    output.stdout
}

/// Writes a file into a folder of this test's own and returns its path.
fn put(folder: &str, name: &str, bytes: &[u8]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(folder);
    fs::create_dir_all(&folder).expect("a folder");
    let path = folder.join(name);
    fs::write(&path, bytes).expect("a file");
    path
}

/// Runs a program; `None`, with a message, where it is not installed.
fn run(command: &mut Command) -> Option<Output> {
    match command.stdin(Stdio::null()).output() {
        Ok(output) => Some(output),
        Err(error) => {
            testkit::skip(format_args!("{command:?}: {error}"));
            None
        }
    }
}

#[track_caller]
fn offers(output: &Output, words: &[&str]) {
    let said = String::from_utf8_lossy(&output.stdout);
    for word in words {
        assert!(
            said.contains(word),
            "{word} is not offered:\n{said}\n{}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
}

#[test]
fn bash_completes_commands_flags_and_values() {
    let script = put("bash", "bayn.bash", &bayn(&["completions", "bash"]));
    let ask = format!(
        "source {}; ask() {{ COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); COMPREPLY=(); \
         _bayn bayn \"${{!#}}\" \"${{@:$#-1:1}}\"; echo \"${{COMPREPLY[@]}}\"; }}; \
         ask bayn conv; ask bayn --acc; ask bayn check --sar; ask bayn --bidi vis",
        script.display()
    );
    if let Some(output) = run(Command::new("bash").args(["--norc", "-c", &ask])) {
        offers(&output, &["convert", "--accessible", "--sarif", "visual"]);
    }
}

#[test]
fn fish_completes_commands_flags_and_values() {
    let script = put("fish", "bayn.fish", &bayn(&["completions", "fish"]));
    let ask = format!(
        "source {}; complete -C 'bayn conv'; complete -C 'bayn --acc'; complete -C 'bayn check --sar'; \
         complete -C 'bayn --bidi=vis'",
        script.display()
    );
    let home = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fish");
    let mut fish = Command::new("fish");
    fish.args(["--no-config", "-c", &ask]).env("HOME", home);
    if let Some(output) = run(&mut fish) {
        offers(&output, &["convert", "--accessible", "--sarif", "visual"]);
    }
}

#[test]
fn zsh_loads_the_script_and_completes_commands() {
    let script = put("zsh", "_bayn", &bayn(&["completions", "zsh"]));
    let folder = script.parent().expect("a folder").display().to_string();
    // What the completion system is given is caught in place of a menu.
    let ask = format!(
        "fpath=({folder} $fpath); autoload -Uz compinit; compinit -u -d {folder}/dump; \
         whence -v _bayn; print -r -- $_comps[bayn]; autoload +X _bayn; \
         functions _bayn _bayn_commands | grep -c convert; functions _bayn | grep -o -m1 -- --accessible"
    );
    let mut zsh = Command::new("zsh");
    zsh.args(["-f", "-c", &ask]);
    if let Some(output) = run(&mut zsh) {
        offers(&output, &["_bayn is", "\n_bayn\n", "--accessible"]);
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(
            !errors.contains("error") && !errors.contains("bad"),
            "{errors}"
        );
    }
}

#[test]
fn man_shows_every_page_without_a_warning() {
    let text = String::from_utf8(bayn(&["--help"])).expect("text");
    let tasks = text
        .lines()
        .skip_while(|line| !line.starts_with("Commands:"))
        .skip(1)
        .take_while(|line| line.starts_with("  "))
        .filter(|line| !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .filter(|word| word.chars().all(|c| c.is_ascii_lowercase()));
    let tasks: Vec<&str> = tasks.collect();
    let mut pages = Vec::new();
    for lang in ["en", "ar"] {
        let name = |task: &str| format!("bayn{task}.{lang}.1");
        pages.push(put("man", &name(""), &said(lang, &["man"])));
        for task in &tasks {
            let page = said(lang, &["man", task]);
            pages.push(put("man", &name(task), &page));
        }
    }
    assert!(pages.len() > 16, "only {} pages", pages.len());
    let arabic = String::from_utf8(said("ar", &["man"])).expect("text");
    for heading in ["NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "COMMANDS"] {
        assert!(!arabic.contains(&format!(".SH {heading}")), "{heading}");
        assert!(!arabic.contains(&format!(".SH \"{heading}")), "{heading}");
    }
    for page in pages {
        let mut man = Command::new("man");
        man.args(["--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z"])
            .arg(&page);
        man.env("MANROFFSEQ", "");
        let Some(output) = run(&mut man) else {
            return;
        };
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(
            output.status.success() && errors.is_empty(),
            "{}: {errors}",
            page.display()
        );
    }
}

/// The script of docs/automation.md is what a user copies: it lets a good translation through
/// and stops a bad one.
#[test]
fn the_hook_of_the_book_stops_a_bad_translation() {
    let book = include_str!("../../docs/automation.md");
    let script = book.split("```sh\n").find(|part| part.starts_with("#!"));
    let script = script.and_then(|part| part.split("```").next());
    let script = script.expect("the page has a script");
    let folder = tempfile::tempdir().expect("a folder");
    let git = |args: &[&str]| {
        let bin = Path::new(env!("CARGO_BIN_EXE_bayn")).parent();
        let bin = bin.expect("a folder").display();
        let path = std::env::var("PATH").unwrap_or_default();
        run(Command::new("git")
            .args(["-c", "user.name=a", "-c", "user.email=a@localhost"])
            .args(args)
            .current_dir(folder.path())
            .env("PATH", format!("{bin}:{path}"))
            .env("GIT_CONFIG_GLOBAL", "/dev/null"))
    };
    if git(&["init", "-q"]).is_none() {
        return;
    }
    let hook = folder.path().join(".git/hooks/pre-commit");
    fs::write(&hook, script).expect("a hook");
    let rights = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    fs::set_permissions(&hook, rights).expect("executable");
    let write = |name: &str, text: &str| {
        fs::write(folder.path().join(name), text).expect("a text");
    };
    let commit = || {
        git(&["add", "-A"]).expect("git");
        git(&["commit", "-q", "-m", "texts"]).expect("git")
    };
    write(
        "a.ar.txt",
        "\u{648}\u{635}\u{644} 26 \u{631}\u{62c}\u{644}\u{627}.\n",
    );
    write("a.en.txt", "26 men arrived.\n");
    let good = commit();
    assert!(good.status.success(), "{good:?}");
    write("a.en.txt", "62 men arrived.\n");
    let bad = commit();
    assert!(!bad.status.success(), "{bad:?}");
    let said = [bad.stdout, bad.stderr].concat();
    let said = String::from_utf8_lossy(&said);
    assert!(said.contains("The numbers differ"), "{said}");
    write("b.txt", "another file");
    write("a.en.txt", "26 men came.\n");
    assert!(commit().status.success());
}
