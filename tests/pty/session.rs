//! A pseudo-terminal with the program in it.

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use std::io::{Read, Write};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// How long a state may take to come about; a loaded machine can ask for more.
pub(crate) fn patience() -> Duration {
    let seconds = std::env::var("BAYN_TEST_PATIENCE")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(20);
    Duration::from_secs(seconds)
}

/// A folder for what the program keeps to itself.
pub(crate) fn cache_folder(name: &str) -> std::path::PathBuf {
    std::path::PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
        .join(format!("pty-cache-{name}-{}", std::process::id()))
}

/// Nothing between the letters, so that the screen can be searched for words.
pub(crate) const PLAIN: [&str; 2] = ["--bidi", "visual"];

/// The program in a pseudo-terminal, and the screen that it draws.
pub(crate) struct Session {
    pub(crate) child: Box<dyn Child + Send + Sync>,
    pub(crate) master: Box<dyn MasterPty + Send>,
    pub(crate) writer: Box<dyn Write + Send>,
    pub(crate) screen: Arc<Mutex<vt100::Parser>>,
    pub(crate) raw: Arc<Mutex<Vec<u8>>>,
    /// Ends when the terminal does.
    reader: Option<std::thread::JoinHandle<()>>,
}

/// Whether the terminal shows what is typed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Echo {
    On,
    Off,
}

fn turn_echo_off(terminal: &std::path::Path) {
    use rustix::fs::{Mode, OFlags, open};
    use rustix::termios::{LocalModes, OptionalActions, tcgetattr, tcsetattr};
    // The terminal of the test stays what it was.
    let flags = OFlags::RDWR | OFlags::NOCTTY;
    let terminal = open(terminal, flags, Mode::empty()).expect("a terminal");
    let mut modes = tcgetattr(&terminal).expect("its modes");
    modes.local_modes -= LocalModes::ECHO;
    tcsetattr(&terminal, OptionalActions::Now, &modes).expect("no echo");
}

impl Session {
    pub(crate) fn start(args: &[&str], size: (u16, u16)) -> Self {
        Self::start_with(args, size, &[])
    }

    pub(crate) fn start_with(args: &[&str], size: (u16, u16), env: &[(&str, &str)]) -> Self {
        Self::start_in(None, args, size, env)
    }

    /// Starts the program in a folder, or where the test runs.
    pub(crate) fn start_in(
        folder: Option<&std::path::Path>,
        args: &[&str],
        (cols, rows): (u16, u16),
        env: &[(&str, &str)],
    ) -> Self {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_bayn"));
        command.args(args);
        if let Some(folder) = folder {
            command.cwd(folder);
        }
        Self::start_command(command, (cols, rows), env, Echo::On)
    }

    /// Starts the program in a folder, on a terminal that does not echo what is typed: an echo may come
    /// between two bytes of a letter that the program is writing.
    pub(crate) fn start_unechoed(
        folder: &std::path::Path,
        args: &[&str],
        size: (u16, u16),
        env: &[(&str, &str)],
    ) -> Self {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_bayn"));
        command.args(args);
        command.cwd(folder);
        Self::start_command(command, size, env, Echo::Off)
    }

    /// Starts a line of the shell, in which `$BAYN` is the program.
    pub(crate) fn start_line(line: &str, size: (u16, u16), env: &[(&str, &str)]) -> Self {
        let mut command = CommandBuilder::new("sh");
        command.args(["-c", line]);
        command.env("BAYN", env!("CARGO_BIN_EXE_bayn"));
        Self::start_command(command, size, env, Echo::On)
    }

    fn start_command(
        mut command: CommandBuilder,
        (cols, rows): (u16, u16),
        env: &[(&str, &str)],
        echo: Echo,
    ) -> Self {
        let pair = native_pty_system()
            .openpty(PtySize {
                rows,
                cols,
                pixel_width: 0,
                pixel_height: 0,
            })
            .expect("a pseudo-terminal");
        if echo == Echo::Off {
            turn_echo_off(&pair.master.tty_name().expect("the name of the terminal"));
        }
        command.env("TERM", "xterm-256color");
        for name in [
            "LANG",
            "LC_ALL",
            "LC_MESSAGES",
            "NO_COLOR",
            "TMUX",
            "VTE_VERSION",
            "KONSOLE_VERSION",
            "MLTERM",
            "XTERM_VERSION",
            "STY",
            "COLUMNS",
        ] {
            command.env_remove(name);
        }
        // Nothing is left in the home of whoever runs the tests.
        command.env("XDG_CACHE_HOME", cache_folder("all"));
        // Nobody's settings and nobody's recent texts.
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let (folder, process) = (env!("CARGO_TARGET_TMPDIR"), std::process::id());
        for name in ["XDG_CONFIG_HOME", "XDG_STATE_HOME"] {
            command.env(name, format!("{folder}/pty-{process}-{number}"));
        }
        for (name, value) in env {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).expect("bayn starts");
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().expect("a reader");
        let writer = pair.master.take_writer().expect("a writer");
        let screen = Arc::new(Mutex::new(vt100::Parser::new(rows.max(2), cols.max(4), 0)));
        let raw = Arc::new(Mutex::new(Vec::new()));
        let (into_screen, into_raw) = (Arc::clone(&screen), Arc::clone(&raw));
        let reader = std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(count) = reader.read(&mut buffer) {
                if count == 0 {
                    break;
                }
                into_screen
                    .lock()
                    .expect("screen")
                    .process(&buffer[..count]);
                into_raw
                    .lock()
                    .expect("raw")
                    .extend_from_slice(&buffer[..count]);
            }
        });
        Self {
            child,
            master: pair.master,
            writer,
            screen,
            raw,
            reader: Some(reader),
        }
    }

    /// Waits until all that the program wrote has been read; it has ended before.
    pub(crate) fn drain(&mut self) {
        if let Some(reader) = self.reader.take() {
            reader.join().expect("a reader");
        }
    }

    /// Waits until nothing more is written.
    pub(crate) fn settle(&self) {
        let length = || self.raw.lock().expect("raw").len();
        let (mut before, mut quiet) = (length(), 0);
        while quiet < 10 {
            std::thread::sleep(Duration::from_millis(15));
            let now = length();
            quiet = if now == before { quiet + 1 } else { 0 };
            before = now;
        }
    }

    pub(crate) fn type_in(&mut self, keys: &str) {
        self.writer
            .write_all(keys.as_bytes())
            .expect("keys are taken");
        self.writer.flush().expect("keys are taken");
    }

    #[track_caller]
    pub(crate) fn wait(&self, what: &str, is_so: impl Fn(&vt100::Screen) -> bool) {
        let until = Instant::now() + patience();
        while Instant::now() < until {
            if is_so(self.screen.lock().expect("screen").screen()) {
                return;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        let screen = self.screen.lock().expect("screen");
        panic!("waited in vain for {what}:\n{}", screen.screen().contents());
    }

    #[track_caller]
    pub(crate) fn wait_text(&self, text: &str) {
        self.wait(text, |screen| screen.contents().contains(text));
    }

    pub(crate) fn pid(&self) -> u32 {
        self.child.process_id().expect("a process")
    }

    pub(crate) fn signal(&self, name: &str) {
        // The shell's own: a small system has no program of that name.
        let status = std::process::Command::new("sh")
            .args(["-c", &format!("kill {name} {}", self.pid())])
            .status()
            .expect("a shell");
        assert!(status.success());
    }

    /// Waits for the end and returns the exit code.
    #[track_caller]
    pub(crate) fn end(&mut self) -> u32 {
        let until = Instant::now() + patience();
        while Instant::now() < until {
            if let Some(status) = self.child.try_wait().expect("a status") {
                return status.exit_code();
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        let _gone = self.child.kill();
        panic!("the program did not end");
    }

    /// The terminal is as it was before the program.
    #[track_caller]
    pub(crate) fn assert_clean(&self) {
        self.wait("the main screen", |screen| !screen.alternate_screen());
        self.wait("the cursor", |screen| !screen.hide_cursor());
        self.wait("paste as before", |screen| !screen.bracketed_paste());
        self.wait("the mouse as before", |screen| {
            screen.mouse_protocol_mode() == vt100::MouseProtocolMode::None
        });
        let modes = self.master.get_termios().expect("modes");
        let local = format!("{:?}", modes.local_flags);
        assert!(
            local.contains("ICANON") && local.contains("ECHO"),
            "{local}"
        );
        let raw = self.raw.lock().expect("raw");
        let raw = String::from_utf8_lossy(&raw);
        if let Some(at) = raw.rfind("\u{1b}[8l") {
            assert!(raw[at..].contains("\u{1b}[8h"), "explicit mode was left on");
        }
    }
}
