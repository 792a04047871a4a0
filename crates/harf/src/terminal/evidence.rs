//! What the outer world tells of the terminal: answers, environment, multiplexer, files.

use super::colour::{Depth, Ground};
use super::environment::Environment;
use super::reply::Replies;
use super::settings::{ConfigFiles, kitty_forces_ltr, konsole_bidi_is_off};
use std::process::{Command, Stdio};

/// The terminal that a tmux client runs in, as tmux knows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TmuxClient {
    /// `client_termname`: the client's TERM.
    pub name: String,
    /// `client_termtype`: its answer to XTVERSION, often empty.
    pub kind: String,
}

impl TmuxClient {
    /// Reads the line of `tmux display -p '#{client_termname}|#{client_termtype}'`.
    #[must_use]
    pub fn parse(line: &str) -> Self {
        let (name, kind) = line.trim().split_once('|').unwrap_or((line.trim(), ""));
        Self {
            name: name.to_owned(),
            kind: kind.to_owned(),
        }
    }

    /// Asks tmux. None where it is not installed or does not know its client.
    fn ask() -> Option<Self> {
        let output = Command::new("tmux")
            .args(["display", "-p", "#{client_termname}|#{client_termtype}"])
            .stdin(Stdio::null())
            .stderr(Stdio::null())
            .output()
            .ok()?;
        output
            .status
            .success()
            .then(|| Self::parse(&String::from_utf8_lossy(&output.stdout)))
    }
}

/// All that is known before a decision.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// The answers to the probe.
    pub replies: Replies,
    /// The environment.
    pub env: Environment,
    /// The client of tmux, where the program runs inside it.
    pub client: Option<TmuxClient>,
    /// Whether kitty's configuration says `force_ltr yes`.
    pub kitty_forces_ltr: bool,
    /// Whether Konsole's profile says `BidiRenderingEnabled=false`.
    pub konsole_bidi_is_off: bool,
}

impl Evidence {
    /// Gathers what goes with the answers to the probe: asks tmux if that is what answered,
    /// reads kitty's or Konsole's configuration by `read` if it may be one of them.
    #[must_use]
    pub fn gather(replies: Replies, read: ConfigFiles<'_>) -> Self {
        let mut evidence = Self {
            replies,
            env: Environment::of_process(),
            ..Self::default()
        };
        if evidence.is_in_tmux() {
            evidence.client = TmuxClient::ask();
        }
        evidence.read_settings(read);
        evidence
    }

    /// Reads the configuration files of the terminals that it may be, by `read`.
    pub(crate) fn read_settings(&mut self, read: ConfigFiles<'_>) {
        if self.mentions("kitty") {
            self.kitty_forces_ltr = kitty_forces_ltr(&self.env, read);
        }
        if self.mentions("konsole") {
            self.konsole_bidi_is_off = konsole_bidi_is_off(&self.env, read);
        }
    }

    /// Returns whether the program that answers is tmux. The variable TMUX alone may be left
    /// over from a terminal that was started inside tmux, so it counts only in silence.
    #[must_use]
    pub(crate) fn is_in_tmux(&self) -> bool {
        match (&self.replies.xtversion, self.replies.da2) {
            (Some(version), _) => version.starts_with("tmux"),
            (None, Some([kind, ..])) => kind == 84,
            (None, None) => self.env.get("TMUX").is_some() && !self.replies.da1,
        }
    }

    /// Returns whether the terminal's background is light or dark: what it answered, else what
    /// `COLORFGBG` says, else what is known of its kind.
    #[must_use]
    pub fn ground(&self) -> Option<Ground> {
        let answered = self
            .replies
            .background
            .map(|parts| Ground::of(parts.map(|part| f32::from(part) / f32::from(u16::MAX))));
        let told = || Ground::of_colorfgbg(self.env.get("COLORFGBG")?);
        // The console of Linux is black and answers nothing.
        let console = || (self.env.get("TERM") == Some("linux")).then_some(Ground::Dark);
        answered.or_else(told).or_else(console)
    }

    /// Returns the red, green and blue of the terminal's background, where it answered.
    #[must_use]
    pub fn background(&self) -> Option<[u8; 3]> {
        let high_byte = |part: u16| part.to_be_bytes()[0];
        self.replies.background.map(|parts| parts.map(high_byte))
    }

    /// Returns how many colours the terminal knows.
    #[must_use]
    pub fn depth(&self) -> Depth {
        match self.env.get("COLORTERM") {
            Some("truecolor" | "24bit") => Depth::True,
            _ => Depth::Indexed,
        }
    }

    /// Returns whether an answer, the tmux client or the environment names this terminal.
    fn mentions(&self, name: &str) -> bool {
        let says = |text: &str| text.to_ascii_lowercase().contains(name);
        self.replies.xtversion.as_deref().is_some_and(says)
            || self
                .client
                .as_ref()
                .is_some_and(|client| says(&client.name) || says(&client.kind))
            || self.env.iter().any(|(key, _)| says(key))
    }

    /// Returns the name under which calibration is kept: the same in every window of one
    /// kind of terminal, whatever its size, host or version.
    #[must_use]
    pub fn key(&self) -> String {
        let version = self.replies.xtversion.as_deref().unwrap_or("");
        let name: String = version
            .chars()
            .take_while(|c| !matches!(c, '(' | ' '))
            .collect();
        let mut parts = Vec::new();
        if let Some(client) = &self.client {
            parts.push(format!("tmux in {}", client.name));
        }
        if !name.is_empty() {
            parts.push(name);
        }
        if let Some(program) = self.env.get("TERM_PROGRAM") {
            parts.push(program.to_owned());
        }
        if let Some([kind, number, _]) = self.replies.da2 {
            parts.push(format!("DA2 {kind};{number}"));
        }
        if let Some(term) = self.env.get("TERM") {
            parts.push(term.to_owned());
        }
        parts.join(", ")
    }
}
