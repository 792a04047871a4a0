//! Keymaps for users of other programs, by name.
//!
//! Each is a file in `assets/keymaps` that overrides the default keys, and may start in
//! LINK mode like that program. A user's own keys override it.

use crate::session::keymap::Keymap;

/// A selectable keymap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Named {
    /// Its name.
    pub name: &'static str,
    /// Its bindings, which override the default keys.
    pub keys: &'static str,
    /// Whether reading begins in LINK mode.
    pub link: bool,
}

/// All keymaps; the first is the default.
pub const KEYMAPS: [Named; 4] = [
    Named {
        name: "vim",
        keys: include_str!("../../assets/keymaps/vim.toml"),
        link: false,
    },
    Named {
        name: "arrows",
        keys: include_str!("../../assets/keymaps/arrows.toml"),
        link: false,
    },
    Named {
        name: "intertext",
        keys: include_str!("../../assets/keymaps/intertext.toml"),
        link: true,
    },
    Named {
        name: "omegat",
        keys: include_str!("../../assets/keymaps/omegat.toml"),
        link: true,
    },
];

impl Named {
    /// Returns the keymap of this name.
    #[must_use]
    pub fn by_name(name: &str) -> Option<Self> {
        KEYMAPS.into_iter().find(|keymap| keymap.name == name)
    }

    /// Returns the default keys overridden by these.
    #[must_use]
    pub fn keymap(&self) -> Keymap {
        let mut keymap = Keymap::default();
        let _faults = keymap.overlay(self.keys);
        keymap
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::command::{Command, Group};
    use crate::session::keymap::Mode;

    #[test]
    fn no_keymap_has_a_fault() {
        for named in KEYMAPS {
            let mistakes = Keymap::default().overlay(named.keys);
            assert!(mistakes.is_empty(), "{}: {mistakes:?}", named.name);
        }
    }

    #[test]
    fn every_keymap_reaches_every_edit_and_a_way_out() {
        for named in KEYMAPS {
            let keymap = named.keymap();
            let edits = Command::ALL
                .iter()
                .filter(|edit| edit.group() == Group::Link);
            for &edit in edits {
                let modes = [Mode::Link, Mode::Reader];
                let bound = modes
                    .iter()
                    .any(|&mode| !keymap.keys_of(mode, edit).is_empty());
                assert!(bound, "{}: {}", named.name, edit.name());
            }
            for command in [Command::Undo, Command::Redo, Command::Quit, Command::Help] {
                let keys = keymap.keys_of(Mode::Reader, command);
                assert!(!keys.is_empty(), "{}: {}", named.name, command.name());
            }
        }
    }
}
