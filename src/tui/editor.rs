//! Lets the user write in an external editor.
//!
//! The text is written to a temporary file, the editor runs in the terminal, and the result
//! is read back. The command is passed to the shell as in git, so that it may have arguments.
//! If the editor fails, the file is kept and reported: nothing written is lost.

use crate::disk;
use crate::tui::external::{External, Inbox};
use crate::tui::signals::TerminalLoan;
use bayn_text::Message;
use bayn_text::msg;
use std::io::{self, Write};
use std::path::Path;
use std::process::{Child, Command, ExitStatus};
use std::time::Duration;

/// The interval for checking whether the editor has ended.
const NAP: Duration = Duration::from_millis(20);

/// The outcome.
#[derive(Debug, PartialEq, Eq)]
pub enum Edited {
    /// The edited text.
    Text(String),
    /// The editor failed; a message with the path of the text.
    Failed(Message),
}

/// Returns the command of the editor: the setting, else `$VISUAL`, else `$EDITOR`, else `vi`.
#[must_use]
pub fn command(set: &str, variable: impl Fn(&str) -> Option<String>) -> String {
    let full = |text: String| (!text.trim().is_empty()).then_some(text);
    full(set.to_owned())
        .or_else(|| variable("VISUAL").and_then(full))
        .or_else(|| variable("EDITOR").and_then(full))
        .unwrap_or_else(|| (if cfg!(windows) { "notepad" } else { "vi" }).to_owned())
}

/// Runs an editor on a text. Only signals are taken from the inbox meanwhile: an
/// editor that is suspended suspends the program with it, and a signal that ends the program
/// ends the wait; a signal that ends the wait is the second result.
///
/// # Errors
/// If the file cannot be written or the shell cannot be started.
pub fn edit(
    command: &str,
    text: &str,
    inbox: &mut Inbox,
    stop: impl Fn(),
) -> io::Result<(Edited, Option<i32>)> {
    let mut file = tempfile::Builder::new()
        .prefix("bayn-note-")
        .suffix(".txt")
        .tempfile()?;
    file.write_all(text.as_bytes())?;
    file.flush()?;
    // Editors may replace the file, so it is read by name.
    let path = file.into_temp_path();
    // Ctrl-C in the editor's terminal is for the editor.
    let _lent = TerminalLoan::lend();
    let mut child = start(command, &path)?;
    let mut ended = None;
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        match inbox.take_signal() {
            Some(External::Stop) => stop(),
            Some(External::End(signal)) => {
                ended = Some(signal);
                let _gone = child.kill();
                break child.wait()?;
            }
            _ => std::thread::sleep(NAP),
        }
    };
    Ok((outcome(status, path), ended))
}

fn start(command: &str, path: &Path) -> io::Result<Child> {
    if cfg!(windows) {
        return Command::new("cmd").arg("/C").arg(command).arg(path).spawn();
    }
    Command::new("sh")
        .arg("-c")
        // A shell that Ctrl-C ends would leave its editor behind: a trap makes it wait, and is
        // not inherited.
        .arg(format!("trap : INT QUIT; {command} \"$@\""))
        .arg(command)
        .arg(path)
        .spawn()
}

fn outcome(status: ExitStatus, path: tempfile::TempPath) -> Edited {
    // It may have left anything there, a pipe too.
    let read = disk::read(&path).map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    match read {
        Ok(text) if status.success() => Edited::Text(text.trim_end().to_owned()),
        _ => {
            let place = path.to_path_buf();
            match path.keep() {
                Ok(kept) => Edited::Failed(msg!(
                    "the editor failed; what was written is in {kept}",
                    kept = kept
                )),
                Err(_) => Edited::Failed(msg!("the editor failed; {place} is gone", place = place)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::event_channel::channel;

    fn run(command: &str, text: &str) -> Edited {
        let (_sender, receiver) = channel().expect("two descriptors");
        edit(command, text, &mut Inbox::new(receiver), || ())
            .expect("a shell")
            .0
    }

    #[test]
    fn settings_come_before_the_environment() {
        let both = |name: &str| Some(format!("from-{name}"));
        assert_eq!(command("mine -f", both), "mine -f");
        assert_eq!(command(" ", both), "from-VISUAL");
        let editor = |name: &str| (name == "EDITOR").then(|| "ed".to_owned());
        assert_eq!(command("", editor), "ed");
    }

    #[cfg(unix)]
    #[test]
    fn what_the_editor_leaves_comes_back_even_from_a_new_file() {
        assert_eq!(
            run("sed -i s/one/two/", "one\n"),
            Edited::Text("two".into())
        );
        let replace = "f() { printf 'a\\nb\\n' > \"$1.new\"; mv \"$1.new\" \"$1\"; }; f";
        assert_eq!(run(replace, "old"), Edited::Text("a\nb".into()));
    }

    #[cfg(unix)]
    #[test]
    fn a_pipe_in_the_place_of_the_file_is_not_waited_for() {
        let left = run("f() { rm \"$1\"; mkfifo \"$1\"; }; f", "text");
        let Edited::Failed(said) = left else {
            unreachable!("a pipe is no text");
        };
        let said = said.to_string();
        let path = said.rsplit(" is in ").next().expect("a name");
        std::fs::remove_file(path).expect("ours to delete");
    }

    #[cfg(unix)]
    #[test]
    fn an_editor_that_fails_loses_nothing() {
        let Edited::Failed(said) = run("f() { echo kept >> \"$1\"; exit 3; }; f", "text\n") else {
            unreachable!("exit code 3 is a failure");
        };
        let said = said.to_string();
        let path = said
            .rsplit(" is in ")
            .next()
            .expect("the sentence names the file");
        assert_eq!(
            std::fs::read_to_string(path).expect("it is there"),
            "text\nkept\n"
        );
        std::fs::remove_file(path).expect("ours to delete");
    }
}
