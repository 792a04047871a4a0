//! Reading aloud: a command of the user speaks one sentence, and can be stopped.
//!
//! The arguments of the command are passed as they are, without a shell. `{text}` and `{lang}` are
//! replaced in them; a command without `{text}` gets the text on its standard input.

use crate::session::{Answer, Notice};
use crate::tui::workers::reply::{Reply, beside};
use bayn_text::{Lang, msg};
use std::io::{self, Write};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// The interval at which it is checked whether the command has ended.
const NAP: Duration = Duration::from_millis(20);

/// The running command, if any.
#[derive(Default)]
pub(super) struct Voice {
    child: Arc<Mutex<Option<Child>>>,
}

impl Voice {
    /// Speaks a sentence in place of the current one.
    pub(super) fn speak(&self, reply: Reply, turn: usize, command: &[String], said: (&Lang, &str)) {
        self.hush();
        let started = start(command, said);
        let program = command.first().cloned().unwrap_or_default();
        let child = Arc::clone(&self.child);
        // Stored before the thread starts, so that it can be stopped at once.
        let why = match started {
            Ok(started) => {
                *child.lock().unwrap_or_else(PoisonError::into_inner) = Some(started);
                None
            }
            Err(error) => Some(error),
        };
        beside(reply, move |_| {
            let ended = match why {
                Some(error) => Err(error),
                None => wait(&child),
            };
            match ended {
                Ok(()) => Ok(Answer::Spoken(turn)),
                Err(error) => Err(Notice::bad(msg!(
                    "{program} could not read aloud: {error}",
                    program,
                    error
                ))),
            }
        });
    }

    /// Stops speaking.
    pub(super) fn hush(&self) {
        let mut child = self.child.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(mut child) = child.take() {
            let _ended = child.kill().and_then(|()| child.wait());
        }
    }
}

impl Drop for Voice {
    fn drop(&mut self) {
        self.hush();
    }
}

fn start(command: &[String], (lang, text): (&Lang, &str)) -> io::Result<Child> {
    let Some((program, words)) = command.split_first() else {
        return Err(io::ErrorKind::NotFound.into());
    };
    // Text that looks like a flag would be taken for one.
    let text = match text.starts_with('-') {
        true => format!(" {text}"),
        false => text.to_owned(),
    };
    let named = words.iter().any(|word| word.contains("{text}"));
    // The text comes last, so that nothing is replaced within it.
    let fill = |word: &String| {
        word.replace("{lang}", lang.primary())
            .replace("{text}", &text)
    };
    let mut child = Command::new(program)
        .args(words.iter().map(fill))
        .stdin(if named { Stdio::null() } else { Stdio::piped() })
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    if let Some(mut input) = child.stdin.take() {
        // A command that does not read it may have closed it.
        let _unread = input.write_all(text.as_bytes());
    }
    Ok(child)
}

/// Waits until the command has ended or was stopped.
fn wait(child: &Mutex<Option<Child>>) -> io::Result<()> {
    loop {
        let mut held = child.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(running) = held.as_mut() else {
            return Ok(());
        };
        if let Some(status) = running.try_wait()? {
            *held = None;
            return match status.success() {
                true => Ok(()),
                false => Err(io::Error::other(status.to_string())),
            };
        }
        drop(held);
        std::thread::sleep(NAP);
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use crate::session::work::Task;
    use crate::session::{Event, Ticket};
    use crate::tui::event_channel::{Receiver, channel};
    use crate::tui::external::External;

    fn said(voice: &Voice, turn: usize, command: &[&str], text: &str) -> Receiver<External> {
        let (sender, receiver) = channel().expect("two descriptors");
        let reply = Reply::new(Ticket::default(), Task::Speak(turn), sender);
        let command: Vec<String> = command.iter().map(|word| (*word).to_owned()).collect();
        voice.speak(reply, turn, &command, (&Lang::new("ar-SY"), text));
        receiver
    }

    fn answer(receiver: &Receiver<External>) -> Answer {
        for _ in 0..500 {
            if let Ok(External::Event(Event::Answer(_, answer))) = receiver.try_recv() {
                return answer;
            }
            std::thread::sleep(NAP);
        }
        unreachable!("an answer within ten seconds")
    }

    #[test]
    fn words_are_given_as_they_are_and_no_shell_reads_them() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("said");
        let name = file.to_str().expect("a plain name");
        let voice = Voice::default();
        let write = "printf '%s|%s' \"$1\" \"$2\" > \"$3\"";
        let command = ["sh", "-c", write, "sh", "{lang}", "{text}", name];
        let heard = said(&voice, 1, &command, "a $(id) {lang} 'b'");
        assert_eq!(answer(&heard), Answer::Spoken(1));
        let text = std::fs::read_to_string(&file).expect("written");
        assert_eq!(text, "ar|a $(id) {lang} 'b'");
        let heard = said(&voice, 2, &["sh", "-c", "cat > \"$0\"", name], "by input");
        assert_eq!(answer(&heard), Answer::Spoken(2));
        assert_eq!(std::fs::read_to_string(&file).expect("written"), "by input");
    }

    #[test]
    fn what_is_said_can_be_stopped_and_what_fails_is_told() {
        let voice = Voice::default();
        let heard = said(&voice, 1, &["sleep", "600"], "");
        voice.hush();
        assert_eq!(answer(&heard), Answer::Spoken(1));
        for command in [&["false"][..], &["no-such-program-is-here"][..]] {
            let heard = said(&voice, 2, command, "text");
            let Answer::Failed(task, why) = answer(&heard) else {
                unreachable!("it failed");
            };
            assert_eq!(task, Task::Speak(2));
            assert!(why.text.to_string().contains(command[0]), "{why:?}");
        }
    }
}
