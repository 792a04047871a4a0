//! The git hook of the book, run by git: it looks at every translation, however it is called.

#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Output};

fn git(folder: &Path, path: &str, args: &[&str]) -> Output {
    Command::new("git")
        .args(["-c", "user.name=a", "-c", "user.email=a@example.org"])
        .args(args)
        .env("PATH", path)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_SYSTEM", "/dev/null")
        .current_dir(folder)
        .output()
        .expect("git runs")
}

#[test]
fn a_translation_with_a_wrong_number_is_not_committed_whatever_its_name() {
    if Command::new("git").arg("--version").output().is_err() {
        testkit::skip(format_args!("git is not there"));
        return;
    }
    let page = include_str!("../../docs/automation.md");
    let (_, rest) = page.split_once("## A git hook").expect("the section");
    let (_, rest) = rest.split_once("```sh\n").expect("the hook");
    let (script, _) = rest.split_once("```").expect("its end");
    let folder = tempfile::tempdir().expect("a folder");
    let programs = Path::new(env!("CARGO_BIN_EXE_bayn"))
        .parent()
        .expect("a folder");
    let path = format!(
        "{}:{}",
        programs.display(),
        std::env::var("PATH").unwrap_or_default()
    );
    assert!(git(folder.path(), &path, &["init", "-q"]).status.success());
    let hook = folder.path().join(".git/hooks/pre-commit");
    fs::create_dir_all(hook.parent().expect("a folder")).expect("a folder");
    fs::write(&hook, script).expect("a hook");
    fs::set_permissions(&hook, fs::Permissions::from_mode(0o755)).expect("it may be run");
    let commit = |name: &str, number: u32| {
        let arabic = format!("وصلت السفينة إلى الميناء وعلى متنها {number} حاوية.\n");
        let english = "The ship reached the port with 26 containers aboard.\n";
        fs::write(folder.path().join(format!("{name}.ar.txt")), arabic).expect("a text");
        fs::write(folder.path().join(format!("{name}.en.txt")), english).expect("a text");
        assert!(git(folder.path(), &path, &["add", "-A"]).status.success());
        git(folder.path(), &path, &["commit", "-q", "-m", "a"])
    };
    for name in ["report", "تقرير", "b c", "-e", "it's \"d\"", "line\nfeed"] {
        let refused = commit(name, 37);
        assert!(!refused.status.success(), "{name:?}: {refused:?}");
        let taken = commit(name, 26);
        assert!(taken.status.success(), "{name:?}: {taken:?}");
    }
    // Nothing to look at is no fault.
    fs::write(folder.path().join("notes.md"), "notes\n").expect("a file");
    assert!(git(folder.path(), &path, &["add", "-A"]).status.success());
    let taken = git(folder.path(), &path, &["commit", "-q", "-m", "a"]);
    assert!(taken.status.success(), "{taken:?}");
}
