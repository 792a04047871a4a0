//! A terminal that is closed, or takes no output any more: the program ends, and without a panic.

use crate::session::{PLAIN, cache_folder, patience};
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use std::io::{Read, Write};
use std::time::{Duration, Instant};

/// The program in a terminal that is read only as far as the first frame.
struct Unread {
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
}

impl Unread {
    fn start(name: &str) -> Self {
        let pair = native_pty_system()
            .openpty(PtySize::default())
            .expect("a pseudo-terminal");
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_bayn"));
        command.args(PLAIN);
        command.env("TERM", "xterm-256color");
        for variable in ["XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"] {
            command.env(variable, cache_folder(name));
        }
        let child = pair.slave.spawn_command(command).expect("bayn starts");
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().expect("a reader");
        let (mut raw, mut buffer) = (Vec::new(), [0; 4096]);
        // The number of the first pair is written last.
        while !String::from_utf8_lossy(&raw).contains("1/29") {
            let count = reader.read(&mut buffer).expect("output");
            assert!(count > 0, "it ended: {}", String::from_utf8_lossy(&raw));
            raw.extend_from_slice(&buffer[..count]);
        }
        Self {
            child,
            master: pair.master,
        }
    }

    /// Waits for the end; returns whether it came, and the exit code.
    fn end(child: &mut Box<dyn Child + Send + Sync>) -> Option<u32> {
        let until = Instant::now() + patience();
        while Instant::now() < until {
            if let Some(status) = child.try_wait().expect("a status") {
                return Some(status.exit_code());
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        let _gone = child.kill();
        None
    }
}

#[test]
fn a_terminal_that_is_closed_ends_it_without_a_panic() {
    let Unread { mut child, master } = Unread::start("closed");
    drop(master);
    let code = Unread::end(&mut child).expect("an end");
    assert_ne!(code, 101, "it panicked");
}

#[test]
fn a_terminal_that_takes_no_output_does_not_keep_it_from_ending() {
    let Unread { mut child, master } = Unread::start("blocked");
    let mut writer = master.take_writer().expect("a writer");
    // More is drawn than a terminal takes that nobody reads.
    for step in 0..20 {
        let size = PtySize {
            rows: 200 + step,
            cols: 400 + step,
            ..PtySize::default()
        };
        master.resize(size).expect("a size");
        writer.write_all(b"Ggg\x0c").expect("keys are taken");
        std::thread::sleep(Duration::from_millis(30));
    }
    let pid = child.process_id().expect("a process");
    let told = std::process::Command::new("sh")
        .args(["-c", &format!("kill -TERM {pid}")])
        .status();
    assert!(told.expect("a shell").success());
    assert!(
        Unread::end(&mut child).is_some(),
        "it waits for the terminal"
    );
}
