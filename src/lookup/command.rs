//! Asking a command for a word.
//!
//! The word is one argument, in the place of `{word}`: no shell reads it. A command that does
//! not answer within its time is ended.

use std::io::Read;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// How long a command may take.
const PATIENCE: Duration = Duration::from_secs(5);
/// The most of its answer that is read.
const MOST: u64 = 64 << 10;

/// Runs the command and returns what it writes; `None` when that is nothing.
pub(super) fn ask(command: &[String], word: &str) -> Result<Option<String>, String> {
    let Some((program, arguments)) = command.split_first() else {
        return Ok(None);
    };
    // A word that looks like a flag might be taken for one.
    if word.starts_with('-') {
        return Ok(None);
    }
    let mut child = Command::new(program)
        .args(arguments.iter().map(|part| part.replace("{word}", word)))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| format!("{program}: {error}"))?;
    let mut answer = Vec::new();
    let reader = child.stdout.take().map(|out| {
        std::thread::spawn(move || {
            let mut bytes = Vec::new();
            // What could be read is the answer, also of a command that was ended.
            let _read = out.take(MOST).read_to_end(&mut bytes);
            bytes
        })
    });
    let start = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(_)) => break,
            Ok(None) if start.elapsed() > PATIENCE => {
                let _ended = child.kill().and_then(|()| child.wait());
                return Err(format!("{program}: no answer in {} s", PATIENCE.as_secs()));
            }
            Ok(None) => std::thread::sleep(Duration::from_millis(5)),
            Err(error) => return Err(format!("{program}: {error}")),
        }
    }
    if let Some(bytes) = reader.and_then(|reader| reader.join().ok()) {
        answer = bytes;
    }
    let text = String::from_utf8_lossy(&answer).into_owned();
    Ok((!text.trim().is_empty()).then_some(text))
}
