//! Which keys run which command, in each focus.
//!
//! The default keys are `assets/keys.toml`; a user's file overrides them by command name.
//! All faults of a file are listed together, and what can be used of it is used.

use crate::session::Command;
use crate::session::chord::{Chord, parse_sequence};
use crate::session::langmap::latin_of;
use std::collections::BTreeMap;

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
}

impl Mode {
    /// All modes.
    pub const ALL: [Self; 6] = [
        Self::Reader,
        Self::Link,
        Self::Select,
        Self::Pick,
        Self::Prompt,
        Self::List,
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
        }
    }
}

/// What the keys typed so far amount to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lookup {
    /// A whole binding.
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
        let mut keymap = Self {
            bindings: BTreeMap::new(),
        };
        let _faults = keymap.overlay(DEFAULT_KEYS);
        keymap
    }
}

impl Keymap {
    /// Lays the bindings of a keys.toml over these and returns every fault found, each with
    /// its line. A command that the file names loses its former keys in that mode; a key that
    /// the file gives to a command is taken from the command that had it.
    pub fn overlay(&mut self, text: &str) -> Vec<String> {
        let table: toml::Table = match text.parse() {
            Ok(table) => table,
            Err(error) => return vec![error.to_string()],
        };
        let mut faults = Vec::new();
        let mut taken: BTreeMap<(Mode, Vec<Chord>), Command> = BTreeMap::new();
        for (section, commands) in &table {
            let Some(mode) = Mode::ALL.into_iter().find(|mode| mode.name() == section) else {
                faults.push(fault(
                    text,
                    section,
                    &format!("there is no mode `{section}`"),
                ));
                continue;
            };
            let Some(commands) = commands.as_table() else {
                faults.push(fault(text, section, "a mode is a section of its own"));
                continue;
            };
            for (name, keys) in commands {
                let Some(command) = Command::by_name(name) else {
                    faults.push(fault(text, name, &format!("there is no command `{name}`")));
                    continue;
                };
                let keys: Vec<&str> = match keys {
                    toml::Value::String(key) => vec![key],
                    toml::Value::Array(list) => list.iter().filter_map(|v| v.as_str()).collect(),
                    _ => {
                        faults.push(fault(text, name, "keys are a string or a list of strings"));
                        continue;
                    }
                };
                self.bindings.retain(|(m, chords), bound| {
                    *m != mode || *bound != command || taken.contains_key(&(*m, chords.clone()))
                });
                for key in keys {
                    match parse_sequence(key) {
                        Ok(chords) => {
                            let place = (mode, chords);
                            if let Some(first) = taken.get(&place) {
                                faults.push(fault(
                                    text,
                                    name,
                                    &format!("`{key}` is given to `{}` too", first.name()),
                                ));
                            }
                            taken.insert(place.clone(), command);
                            self.bindings.insert(place, command);
                        }
                        Err(problem) => faults.push(fault(text, name, &problem)),
                    }
                }
            }
        }
        for (mode, chords) in self.bindings.keys() {
            for length in 1..chords.len() {
                let start = (*mode, chords[..length].to_vec());
                if let Some(command) = self.bindings.get(&start) {
                    faults.push(fault(
                        text,
                        command.name(),
                        &format!("the keys of `{}` begin a longer binding", command.name()),
                    ));
                }
            }
        }
        faults
    }

    /// Looks up the keys typed so far. A key of another layout is read by its place where
    /// it is not bound by itself.
    #[must_use]
    pub fn look_up(&self, mode: Mode, typed: &[Chord]) -> Lookup {
        let direct = self.exact(mode, typed);
        if direct != Lookup::Nothing || mode == Mode::Prompt {
            return direct;
        }
        let mapped: Vec<Chord> = typed
            .iter()
            .map(|chord| match chord.key {
                crate::session::chord::Key::Char(c) => latin_of(c).map_or(*chord, |latin| Chord {
                    key: crate::session::chord::Key::Char(latin),
                    ..*chord
                }),
                _ => *chord,
            })
            .collect();
        self.exact(mode, &mapped)
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

    /// Returns the bindings of a command in a mode, shortest first.
    #[must_use]
    pub fn keys_of(&self, mode: Mode, command: Command) -> Vec<&[Chord]> {
        let mut keys: Vec<&[Chord]> = self
            .bindings
            .iter()
            .filter(|((m, _), bound)| *m == mode && **bound == command)
            .map(|((_, chords), _)| chords.as_slice())
            .collect();
        keys.sort_by_key(|chords| (chords.len(), chords[0].typed().is_none(), chords[0].ctrl));
        keys
    }
}

/// Names the line of the file on which `word` stands first as a key.
fn fault(text: &str, word: &str, problem: &str) -> String {
    let line = text
        .lines()
        .position(|line| {
            line.trim_start()
                .trim_start_matches('[')
                .strip_prefix(word)
                .is_some_and(|rest| rest.trim_start().starts_with(['=', ']']))
        })
        .map_or(0, |at| at + 1);
    format!("line {line}: {problem}")
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
        assert_eq!(keymap.overlay(DEFAULT_KEYS), Vec::<String>::new());
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
        let faults = keymap.overlay(
            "[reader]\nnext_pair = \"n\"\nfly = \"f\"\nquit = [\"Q\", \"entre\"]\n\n[cellar]\nx = \"y\"\n",
        );
        assert_eq!(faults.len(), 3, "{faults:?}");
        assert!(
            faults.iter().any(|f| f.starts_with("line 3:")),
            "{faults:?}"
        );
        assert!(
            faults.iter().any(|f| f.starts_with("line 6:")),
            "{faults:?}"
        );
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
