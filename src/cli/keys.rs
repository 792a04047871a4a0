//! The keys as text: for the terminal, and as docs/keys.md.

use crate::catalogue::UiLanguage;
use crate::session::chord::show_sequence;
use crate::session::command::{Group, Kind};
use crate::session::judge::SENTENCES;
use crate::session::{Command, Keymap, Mode};
use bayn_text::label;
use std::fmt::Write;

/// Returns the keys of every command, one per line.
pub(crate) fn plain(keymap: &Keymap, language: UiLanguage) -> String {
    let mut out = String::new();
    for group in Group::ALL {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{}", language.word(group.title()));
        for command in of_group(group) {
            let keys = keys_of(keymap, command, |keys| keys);
            let _ = writeln!(out, "  {keys:<24} {}", language.word(command.sentence()));
        }
        out.push('\n');
    }
    let _ = writeln!(out, "{}", language.word(JUDGING));
    for (_, sentence, keys) in of_judging(keymap) {
        let keys = keys.join(" ");
        let _ = writeln!(out, "  {keys:<24} {}", language.word(sentence));
    }
    out.push('\n');
    out
}

/// The heading of the keys for judging: most of them run the same commands as in the
/// reader, on a separate screen.
const JUDGING: &str = label!("Judging systems (`bayn judge`)");

/// Returns the commands of that screen with their keys.
fn of_judging(keymap: &Keymap) -> impl Iterator<Item = (Command, &'static str, Vec<String>)> {
    SENTENCES.iter().map(|(command, sentence)| {
        let keys = keymap.keys_of(Mode::Judge, *command);
        let keys = keys.into_iter().map(show_sequence);
        (*command, *sentence, keys.collect())
    })
}

/// Returns docs/keys.md.
pub(crate) fn markdown(keymap: &Keymap) -> String {
    let mut out = String::from(
        "# Keys\n\nWritten by `bayn keys --markdown` from the command table and `assets/keys.toml`.\n\
         Letters work by their place on Arabic, Persian, Hebrew, Russian and Greek layouts too.\n\
         A number before a command is its count: `42G`, `3j`.\n",
    );
    for group in Group::ALL {
        let _ = write!(
            out,
            "\n## {}\n\n| keys | command | |\n|---|---|---|\n",
            group.title()
        );
        for command in of_group(group) {
            let keys = keys_of(keymap, command, |keys| {
                format!("`{}`", keys.replace('|', "\\|"))
            });
            let _ = writeln!(
                out,
                "| {keys} | `{}` | {} |",
                command.name(),
                command.sentence()
            );
        }
    }
    let _ = write!(
        out,
        "\n## {JUDGING}\n\n| keys | command | |\n|---|---|---|\n"
    );
    for (command, sentence, keys) in of_judging(keymap) {
        let keys: Vec<String> = keys.iter().map(|keys| format!("`{keys}`")).collect();
        let _ = writeln!(
            out,
            "| {} | `{}` | {} |",
            keys.join(" "),
            command.name(),
            sentence
        );
    }
    out
}

fn of_group(group: Group) -> impl Iterator<Item = Command> {
    Command::ALL
        .iter()
        .copied()
        .filter(move |command| command.group() == group)
        .filter(|command| !matches!(command.kind(), Kind::Judge(_)))
}

fn keys_of(keymap: &Keymap, command: Command, show: impl Fn(String) -> String) -> String {
    let mut shown: Vec<String> = Vec::new();
    for mode in Mode::ALL.into_iter().filter(|mode| *mode != Mode::Judge) {
        for keys in keymap.keys_of(mode, command) {
            let text = show(show_sequence(keys));
            if !shown.contains(&text) {
                shown.push(text);
            }
        }
    }
    shown.join(" ")
}
