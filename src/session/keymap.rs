//! Which keys run which command, in each focus.
//!
//! The default keys are `assets/keys.toml`; a user's file overrides them by command name.
//! All errors of a file are listed together, and its valid part is used.

use crate::session::Command;
use crate::session::chord::{Chord, Key, parse_sequence, show_sequence};
use crate::session::command::Kind;
use crate::session::langmap::latin_of;
use crate::session::settings_file::{self, Row, SettingError, Value};
use bayn_text::message::{Arg, AsArg, Binding};
use bayn_text::msg;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// A set of bindings: one for the reader, one for prompts, one for lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Mode {
    /// Reading.
    Reader,
    /// Repairing links; what is not bound here works as in the reader.
    Link,
    /// Selecting words.
    Select,
    /// Choosing the kind of an error by its letters.
    Pick,
    /// Typing a line.
    Prompt,
    /// Going through a list, such as help.
    List,
    /// Judging systems blind.
    Judge,
}

impl Mode {
    /// All modes.
    pub const ALL: [Self; 7] = [
        Self::Reader,
        Self::Link,
        Self::Select,
        Self::Pick,
        Self::Prompt,
        Self::List,
        Self::Judge,
    ];

    /// Returns the name of the section in keys.toml.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Reader => "reader",
            Self::Link => "link",
            Self::Select => "select",
            Self::Pick => "pick",
            Self::Prompt => "prompt",
            Self::List => "list",
            Self::Judge => "judge",
        }
    }

    /// Returns the keys of a command, for use in a message: those of this mode first.
    #[must_use]
    pub const fn keys(self, command: Command) -> Binding {
        Binding {
            mode: self.name(),
            command: command.name(),
        }
    }
}

/// A message that names only a command uses its keys in the reader.
impl AsArg for Command {
    fn as_arg(&self) -> Arg {
        Arg::Binding(Mode::Reader.keys(*self))
    }
}

/// The meaning of the keys typed so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lookup {
    /// A complete binding.
    Run(Command),
    /// The beginning of one or several bindings.
    Prefix,
    /// No binding begins like this.
    Nothing,
}

/// The bindings of every mode.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keymap {
    bindings: BTreeMap<(Mode, Vec<Chord>), Command>,
}

/// The default keys.
pub const DEFAULT_KEYS: &str = include_str!("../../assets/keys.toml");

impl Default for Keymap {
    fn default() -> Self {
        // Every session and every keymap begins with it: it is parsed once.
        static DEFAULT: OnceLock<Keymap> = OnceLock::new();
        let read = || {
            let mut keymap = Self {
                bindings: BTreeMap::new(),
            };
            let _faults = keymap.overlay(DEFAULT_KEYS);
            keymap
        };
        DEFAULT.get_or_init(read).clone()
    }
}

impl Keymap {
    /// Overrides these with the bindings of a keys.toml and returns every error found, each with
    /// its line. A command that the file names loses its former keys in that mode; a key that
    /// the file gives to a command is taken from the command that had it.
    pub fn overlay(&mut self, text: &str) -> Vec<SettingError> {
        let (rows, mut mistakes) = settings_file::rows(text);
        let mut taken: BTreeMap<(Mode, Vec<Chord>), (Command, usize)> = BTreeMap::new();
        let mut strange = String::new();
        for row in &rows {
            let found = Mode::ALL
                .into_iter()
                .find(|mode| mode.name() == row.section);
            let Some(mode) = found else {
                // Once for a section, not for each of its lines.
                if strange != row.section || row.section.is_empty() {
                    mistakes.push(no_mode(row));
                }
                strange.clone_from(&row.section);
                continue;
            };
            match Command::by_name(&row.name) {
                Some(command) => self.bind(mode, command, row, &mut taken, &mut mistakes),
                None if row.name.is_empty() => {}
                None => {
                    let names = Command::ALL.iter().map(|command| command.name());
                    mistakes.push(SettingError::new(
                        row.line,
                        msg!("there is no command `{row}`", row = row.name),
                        match settings_file::nearest(&row.name, names) {
                            Some(name) => msg!("did you mean `{name}`?", name),
                            None => msg!("`bayn keys` lists them"),
                        },
                    ));
                }
            }
        }
        for (mode, chords) in self.bindings.keys() {
            for length in 1..chords.len() {
                let start = (*mode, chords[..length].to_vec());
                if let Some(command) = self.bindings.get(&start) {
                    let (other, line) = taken
                        .get(&start)
                        .or_else(|| taken.get(&(*mode, chords.clone())))
                        .copied()
                        .unwrap_or((*command, 0));
                    mistakes.push(SettingError::new(
                        line,
                        msg!(
                            "the keys of `{command}` are the start of longer ones",
                            command = command.name()
                        ),
                        msg!("assign other keys to `{other}`", other = other.name()),
                    ));
                }
            }
        }
        mistakes.sort_by_key(|mistake| mistake.line);
        mistakes
    }

    /// Gives a command the keys of a row.
    fn bind(
        &mut self,
        mode: Mode,
        command: Command,
        row: &Row,
        taken: &mut BTreeMap<(Mode, Vec<Chord>), (Command, usize)>,
        mistakes: &mut Vec<SettingError>,
    ) {
        let keys: &[String] = match &row.value {
            Value::Text(key) => std::slice::from_ref(key),
            Value::List(list) => list,
            _ => {
                mistakes.push(SettingError::new(
                    row.line,
                    msg!("the keys of `{row}` are invalid", row = row.name),
                    msg!("keys are a string or a list of strings"),
                ));
                return;
            }
        };
        self.bindings.retain(|(m, chords), bound| {
            *m != mode || *bound != command || taken.contains_key(&(*m, chords.clone()))
        });
        for key in keys {
            match parse_sequence(key) {
                Ok(chords) => {
                    let place = (mode, chords);
                    if let Some((first, _)) = taken.get(&place) {
                        mistakes.push(SettingError::new(
                            row.line,
                            msg!(
                                "`{key}` is already used for `{first}`",
                                key,
                                first = first.name()
                            ),
                            msg!("assign another key to one of them"),
                        ));
                    }
                    taken.insert(place.clone(), (command, row.line));
                    self.bindings.insert(place, command);
                }
                Err(problem) => mistakes.push(SettingError::new(
                    row.line,
                    problem,
                    msg!("keys are written as in `j`, `ctrl-d`, `g g`, `f1`"),
                )),
            }
        }
    }

    /// Looks up the keys typed so far. A key of another layout is matched by its position if
    /// it is not bound itself.
    #[must_use]
    pub fn look_up(&self, mode: Mode, typed: &[Chord]) -> Lookup {
        let direct = self.exact(mode, typed);
        if direct != Lookup::Nothing || mode == Mode::Prompt {
            return direct;
        }
        self.exact(mode, &by_place(typed))
    }

    /// Returns whether keys change links in LINK mode.
    #[must_use]
    pub fn is_repair(&self, typed: &[Chord]) -> bool {
        match self.look_up(Mode::Link, typed) {
            Lookup::Run(command) => matches!(command.kind(), Kind::Repair(_)),
            Lookup::Prefix | Lookup::Nothing => false,
        }
    }

    fn exact(&self, mode: Mode, typed: &[Chord]) -> Lookup {
        let own = self.exact_in(mode, typed);
        if mode == Mode::Link && own == Lookup::Nothing {
            self.exact_in(Mode::Reader, typed)
        } else {
            own
        }
    }

    fn exact_in(&self, mode: Mode, typed: &[Chord]) -> Lookup {
        let place = (mode, typed.to_vec());
        if let Some(command) = self.bindings.get(&place) {
            return Lookup::Run(*command);
        }
        let longer = self
            .bindings
            .range(place..)
            .next()
            .is_some_and(|((m, chords), _)| *m == mode && chords.starts_with(typed));
        if longer && !typed.is_empty() {
            Lookup::Prefix
        } else {
            Lookup::Nothing
        }
    }

    /// Returns the bindings that continue the keys typed so far: the remaining keys,
    /// and the command, in the order of the keys.
    #[must_use]
    pub fn continuations(&self, mode: Mode, typed: &[Chord]) -> Vec<(&[Chord], Command)> {
        let typed = self.as_bound(mode, typed);
        let starts_in = |mode: Mode| {
            self.bindings
                .iter()
                .filter(move |((of, _), _)| *of == mode)
                .filter_map(|((_, chords), command)| {
                    let rest = chords.strip_prefix(typed.as_slice())?;
                    (!rest.is_empty()).then_some((rest, *command))
                })
                .collect::<Vec<_>>()
        };
        let own = starts_in(mode);
        if mode == Mode::Link && own.is_empty() {
            return starts_in(Mode::Reader);
        }
        own
    }

    /// Returns the keys as they are bound: for another layout, those at the same positions.
    fn as_bound(&self, mode: Mode, typed: &[Chord]) -> Vec<Chord> {
        if self.exact(mode, typed) == Lookup::Nothing {
            by_place(typed)
        } else {
            typed.to_vec()
        }
    }

    /// Returns the bindings of a command in a mode, shortest first.
    #[must_use]
    pub fn keys_of(&self, mode: Mode, command: Command) -> Vec<&[Chord]> {
        let mut keys: Vec<&[Chord]> = self
            .bindings
            .iter()
            .filter(|((m, _), bound)| *m == mode && **bound == command)
            .map(|((_, chords), _)| chords.as_slice())
            .collect();
        // In a sentence a letter is easier to read than punctuation.
        let plain = |chord: &Chord| chord.typed().is_some_and(char::is_alphanumeric);
        keys.sort_by_key(|chords| {
            let first = &chords[0];
            (
                first.typed().is_none(),
                chords.len(),
                first.ctrl,
                !plain(first),
            )
        });
        keys
    }

    /// Returns the keys that a message names: the first in the given mode, else in any.
    #[must_use]
    pub fn shown(&self, binding: Binding) -> Option<String> {
        let command = Command::by_name(binding.command)?;
        let meant = |mode: &Mode| mode.name() == binding.mode;
        let modes = Mode::ALL.into_iter().filter(meant).chain(Mode::ALL);
        modes
            .filter_map(|mode| Some(show_sequence(self.keys_of(mode, command).first()?)))
            .next()
    }
}

/// Returns the Latin letters at the positions of those of another layout.
fn by_place(typed: &[Chord]) -> Vec<Chord> {
    let latin = |chord: &Chord| match chord.key {
        Key::Char(c) => Chord {
            key: Key::Char(latin_of(c).unwrap_or(c)),
            ..*chord
        },
        _ => *chord,
    };
    typed.iter().map(latin).collect()
}

/// The error for a row outside every mode.
fn no_mode(row: &Row) -> SettingError {
    let modes = Mode::ALL.map(Mode::name);
    let known = msg!("sections are {modes}", modes = modes.join(", "));
    if row.section.is_empty() {
        return SettingError::new(
            row.line,
            msg!("`{row}` is outside any section", row = row.name),
            known,
        );
    }
    SettingError::new(
        row.line,
        msg!("there is no mode `{section}`", section = row.section),
        match settings_file::nearest(&row.section, modes) {
            Some(name) => msg!("did you mean `{name}`?", name),
            None => known,
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(text: &str) -> Vec<Chord> {
        parse_sequence(text).expect("a binding")
    }

    #[test]
    fn the_default_keys_have_no_fault() {
        let mut keymap = Keymap {
            bindings: BTreeMap::new(),
        };
        assert_eq!(keymap.overlay(DEFAULT_KEYS), Vec::new());
    }

    #[test]
    fn every_command_has_a_key() {
        let keymap = Keymap::default();
        for command in Command::ALL {
            assert!(
                Mode::ALL
                    .into_iter()
                    .any(|mode| !keymap.keys_of(mode, *command).is_empty()),
                "{} has no key",
                command.name()
            );
        }
    }

    #[test]
    fn sequences_are_prefixes_until_they_are_whole() {
        let keymap = Keymap::default();
        assert_eq!(keymap.look_up(Mode::Reader, &typed("g")), Lookup::Prefix);
        assert_eq!(
            keymap.look_up(Mode::Reader, &typed("g g")),
            Lookup::Run(Command::FirstPair)
        );
        assert_eq!(keymap.look_up(Mode::Reader, &typed("g h")), Lookup::Nothing);
    }

    #[test]
    fn keys_work_by_place_on_other_layouts() {
        let keymap = Keymap::default();
        let down = [Chord::char('\u{62a}')]; // Arabic: the key of j
        assert_eq!(
            keymap.look_up(Mode::Reader, &down),
            Lookup::Run(Command::NextPair)
        );
        let first = [Chord::char('\u{5e2}'), Chord::char('\u{5e2}')]; // Hebrew: g g
        assert_eq!(
            keymap.look_up(Mode::Reader, &first),
            Lookup::Run(Command::FirstPair)
        );
    }

    #[test]
    fn a_users_file_overrides_by_name_and_lists_its_faults() {
        let mut keymap = Keymap::default();
        let mistakes = keymap.overlay(
            "[reader]\nnext_pair = \"n\"\nfly = \"f\"\nquit = [\"Q\", \"entre\"]\n\n[cellar]\nx = \"y\"\n",
        );
        assert_eq!(mistakes.len(), 3, "{mistakes:?}");
        assert!(
            mistakes
                .iter()
                .any(|f| f.to_string().starts_with("line 3:")),
            "{mistakes:?}"
        );
        assert!(mistakes.iter().any(|f| f.line == 7), "{mistakes:?}");
        assert_eq!(
            keymap.look_up(Mode::Reader, &typed("n")),
            Lookup::Run(Command::NextPair)
        );
        assert_eq!(keymap.look_up(Mode::Reader, &typed("j")), Lookup::Nothing);
        assert_eq!(
            keymap.look_up(Mode::Reader, &typed("Q")),
            Lookup::Run(Command::Quit)
        );
    }
}
