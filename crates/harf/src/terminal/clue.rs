//! What must be true of a terminal for a row of the table to hold.

use super::evidence::Evidence;

/// One thing that must be true of the evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clue {
    /// tmux answers, and not the terminal itself.
    InTmux,
    /// The tmux client's terminal is of this name or kind.
    Client(&'static str),
    /// DECRPM for mode 8 gave one of these.
    Bdsm(&'static [u8]),
    /// XTVERSION begins so.
    Version(&'static str),
    /// XTVERSION was not answered.
    NoVersion,
    /// The first number of DA2.
    Da2(u32),
    /// The first two numbers of DA2.
    Da2Of(u32, u32),
    /// DA2 was not answered.
    NoDa2,
    /// Nothing was answered: the terminal was not asked, or is silent.
    Silent,
    /// The variable is set.
    Env(&'static str),
    /// The variable has this value.
    EnvIs(&'static str, &'static str),
    /// TERM begins so.
    Term(&'static str),
    /// kitty's configuration says `force_ltr yes`.
    KittyForcesLtr,
    /// Konsole's profile says `BidiRenderingEnabled=false`.
    KonsoleBidiIsOff,
}

impl Clue {
    /// Returns whether the evidence bears this clue out.
    #[must_use]
    pub fn holds(self, evidence: &Evidence) -> bool {
        let replies = &evidence.replies;
        let begins = |text: &str, start: &str| {
            text.get(..start.len())
                .is_some_and(|head| head.eq_ignore_ascii_case(start))
        };
        match self {
            Self::InTmux => evidence.is_in_tmux(),
            Self::Client(name) => evidence.client.as_ref().is_some_and(|client| {
                begins(&client.kind, name)
                    || begins(&client.name, name)
                    || begins(&client.name, &format!("xterm-{name}"))
            }),
            Self::Bdsm(states) => replies.bdsm.is_some_and(|state| states.contains(&state)),
            Self::Version(name) => replies
                .xtversion
                .as_deref()
                .is_some_and(|version| begins(version, name)),
            Self::NoVersion => replies.xtversion.is_none(),
            Self::Da2(kind) => replies.da2.is_some_and(|da2| da2[0] == kind),
            Self::Da2Of(kind, number) => replies
                .da2
                .is_some_and(|da2| da2[0] == kind && da2[1] == number),
            Self::NoDa2 => replies.da2.is_none(),
            Self::Silent => !replies.da1,
            Self::Env(name) => evidence.env.get(name).is_some(),
            Self::EnvIs(name, value) => evidence.env.get(name) == Some(value),
            Self::Term(start) => evidence
                .env
                .get("TERM")
                .is_some_and(|term| begins(term, start)),
            Self::KittyForcesLtr => evidence.kitty_forces_ltr,
            Self::KonsoleBidiIsOff => evidence.konsole_bidi_is_off,
        }
    }
}
