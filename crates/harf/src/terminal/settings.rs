//! Two things that no terminal tells when asked, read from its configuration file: kitty's
//! `force_ltr` and the `BidiRenderingEnabled` of Konsole's default profile.
//!
//! Files are read through a function, so that tests need no home folder. A file that is
//! missing or says nothing means the terminal's default.

use super::environment::Environment;
use std::path::{Path, PathBuf};

/// Reads a file whole, or gives none.
pub type ConfigFiles<'a> = &'a dyn Fn(&Path) -> Option<String>;

/// How deep `include` lines are followed.
const INCLUDE_DEPTH: u8 = 4;

/// Returns `$variable`, or `$HOME/` and the default of the XDG base directory specification.
fn base(env: &Environment, variable: &str, default: &str) -> Option<PathBuf> {
    env.get(variable)
        .map(PathBuf::from)
        .or_else(|| env.get("HOME").map(|home| Path::new(home).join(default)))
}

/// Returns whether kitty.conf says `force_ltr yes`; its last word counts.
#[must_use]
pub(crate) fn kitty_forces_ltr(env: &Environment, read: ConfigFiles<'_>) -> bool {
    // The places in kitty's own order of search.
    let mut places: Vec<PathBuf> = Vec::new();
    if let Some(directory) = env.get("KITTY_CONFIG_DIRECTORY") {
        places.push(PathBuf::from(directory));
    }
    places.extend(base(env, "XDG_CONFIG_HOME", ".config").map(|dir| dir.join("kitty")));
    if let Some(home) = env.get("HOME") {
        places.push(Path::new(home).join(".config/kitty"));
        places.push(Path::new(home).join("Library/Preferences/kitty"));
    }
    for directory in env.get("XDG_CONFIG_DIRS").unwrap_or("/etc/xdg").split(':') {
        places.push(Path::new(directory).join("kitty"));
    }
    places
        .iter()
        .map(|directory| directory.join("kitty.conf"))
        .find_map(|path| read(&path).map(|text| (path, text)))
        .and_then(|(path, text)| last_force_ltr(&path, &text, read, INCLUDE_DEPTH))
        .unwrap_or(false)
}

fn last_force_ltr(path: &Path, text: &str, read: ConfigFiles<'_>, depth: u8) -> Option<bool> {
    let mut found = None;
    for line in text.lines() {
        let mut words = line.split_whitespace();
        match (words.next(), words.next()) {
            (Some("force_ltr"), Some(value)) => {
                found = Some(matches!(
                    value.to_ascii_lowercase().as_str(),
                    "y" | "yes" | "true"
                ));
            }
            (Some("include"), Some(name)) if depth > 0 => {
                let included = path.parent().unwrap_or(path).join(name);
                if let Some(text) = read(&included) {
                    found = last_force_ltr(&included, &text, read, depth - 1).or(found);
                }
            }
            _ => {}
        }
    }
    found
}

/// Returns whether Konsole's profile switches bidi rendering off. The profile is the one
/// that the environment names, else the default of `konsolerc`; its parents count too.
#[must_use]
pub(crate) fn konsole_bidi_is_off(env: &Environment, read: ConfigFiles<'_>) -> bool {
    let profile = env
        .get("KONSOLE_PROFILE_NAME")
        .map(|name| format!("{name}.profile"))
        .or_else(|| {
            let rc = base(env, "XDG_CONFIG_HOME", ".config")?.join("konsolerc");
            value_of(&read(&rc)?, "Desktop Entry", "DefaultProfile")
        });
    let Some(mut name) = profile else {
        return false;
    };
    let mut places: Vec<PathBuf> = base(env, "XDG_DATA_HOME", ".local/share")
        .into_iter()
        .collect();
    let shared = env
        .get("XDG_DATA_DIRS")
        .unwrap_or("/usr/local/share:/usr/share");
    places.extend(shared.split(':').map(PathBuf::from));
    for _ in 0..INCLUDE_DEPTH {
        if !name.ends_with(".profile") {
            name.push_str(".profile");
        }
        let Some(text) = places
            .iter()
            .find_map(|directory| read(&directory.join("konsole").join(&name)))
        else {
            return false;
        };
        if let Some(value) = value_of(&text, "Terminal Features", "BidiRenderingEnabled") {
            return value.eq_ignore_ascii_case("false") || value == "0";
        }
        match value_of(&text, "General", "Parent") {
            Some(parent) if !parent.starts_with("FALLBACK") => name = parent,
            _ => return false,
        }
    }
    false
}

/// Returns `key=value` from `[section]` of a KDE configuration file.
fn value_of(text: &str, section: &str, key: &str) -> Option<String> {
    let mut inside = false;
    for line in text.lines().map(str::trim) {
        if let Some(name) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
            inside = name == section;
        } else if inside
            && let Some((name, value)) = line.split_once('=')
            && name.trim() == key
        {
            return Some(value.trim().to_owned());
        }
    }
    None
}
