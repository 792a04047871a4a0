//! The settings file: `config.toml` in the folder of our settings.
//!
//! It says for every run what the flags say for one. What is wrong in it is listed with its
//! line, all at once, and the program starts with what can be used.

use crate::cli::dictionaries::Wanted;
use crate::shape::{Shaping, Tashkeel};
use crate::tui::encode::Encoding;
use crate::tui::facts::{Choice, parse_choice};
use std::path::Path;
use std::str::FromStr;

/// The settings, and what is wrong in the file, a sentence each.
#[derive(Debug, Default)]
pub(crate) struct Config {
    /// How right-to-left text is written.
    pub(crate) choice: Choice,
    /// Where words are looked up.
    pub(crate) lookup: Wanted,
    /// The faults.
    pub(crate) faults: Vec<String>,
}

/// Reads `config.toml` in `folder`; a file that is not there sets nothing.
pub(crate) fn load(folder: &Path) -> Config {
    let path = folder.join("config.toml");
    match std::fs::read_to_string(&path) {
        Ok(text) => parse(&text),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Config::default(),
        Err(error) => Config {
            faults: vec![format!("{}: {error}", path.display())],
            ..Config::default()
        },
    }
}

fn parse(text: &str) -> Config {
    let mut config = Config::default();
    let table: toml::Table = match text.parse() {
        Ok(table) => table,
        Err(error) => {
            let line = error
                .span()
                .and_then(|span| text.get(..span.start))
                .map_or(1, |head| head.matches('\n').count() + 1);
            config
                .faults
                .push(format!("config.toml, line {line}: {}", error.message()));
            return config;
        }
    };
    for (name, value) in &table {
        let given = value.as_str().unwrap_or("");
        let fault = match name.as_str() {
            "bidi" => set::<Encoding>(&mut config.choice.bidi, given),
            "shaping" => set::<Shaping>(&mut config.choice.shaping, given),
            "tashkeel" => set::<Tashkeel>(&mut config.choice.tashkeel, given),
            "dict" => list(value).map_or_else(not_a_list, |paths| {
                config.lookup.paths = paths.into_iter().map(Into::into).collect();
                None
            }),
            "dict_command" => list(value).map_or_else(not_a_list, |command| {
                config.lookup.command = command;
                None
            }),
            _ => Some(
                "there is no such setting; there are bidi, shaping, tashkeel, dict, dict_command"
                    .to_owned(),
            ),
        };
        if let Some(fault) = fault {
            let line = line_of(text, name);
            config
                .faults
                .push(format!("config.toml, line {line}, `{name}`: {fault}"));
        }
    }
    config
}

/// Returns strings in brackets, or one string, as a list.
fn list(value: &toml::Value) -> Option<Vec<String>> {
    match value {
        toml::Value::String(one) => Some(vec![one.clone()]),
        toml::Value::Array(all) => all
            .iter()
            .map(|one| one.as_str().map(ToOwned::to_owned))
            .collect(),
        _ => None,
    }
}

#[allow(clippy::unnecessary_wraps, reason = "a fault as every other")]
fn not_a_list() -> Option<String> {
    Some("give strings in brackets, such as [\"one\", \"two\"]".to_owned())
}

/// Sets a value, or returns what is wrong with it.
fn set<T: FromStr>(place: &mut Option<T>, given: &str) -> Option<String>
where
    T::Err: std::fmt::Display,
{
    match parse_choice(given) {
        Ok(value) => {
            *place = value;
            None
        }
        Err(error) => Some(error.to_string()),
    }
}

/// Returns the line on which a setting stands.
fn line_of(text: &str, name: &str) -> usize {
    text.lines()
        .position(|line| {
            line.trim_start()
                .strip_prefix(name)
                .is_some_and(|rest| rest.trim_start().starts_with('='))
        })
        .map_or(1, |at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_those_of_the_flags() {
        let config = parse("bidi = \"guard\"\nshaping = \"auto\"\ntashkeel = \"strip\"\n");
        assert!(config.faults.is_empty(), "{:?}", config.faults);
        assert_eq!(config.choice.bidi, Some(Encoding::Guard));
        assert_eq!(config.choice.shaping, None);
        assert_eq!(config.choice.tashkeel, Some(Tashkeel::Strip));
    }

    #[test]
    fn dictionaries_are_lists() {
        let config = parse("dict = [\"a.ifo\", \"b\"]\ndict_command = [\"sdcv\", \"{word}\"]\n");
        assert!(config.faults.is_empty(), "{:?}", config.faults);
        assert_eq!(config.lookup.paths.len(), 2);
        assert_eq!(config.lookup.command, ["sdcv", "{word}"]);
        assert_eq!(parse("dict = 3\n").faults.len(), 1);
    }

    #[test]
    fn every_fault_is_listed_with_its_line() {
        let config = parse("bidi = \"sideways\"\n\ncolour = 3\nshaping = \"base\"\n");
        assert_eq!(config.faults.len(), 2);
        assert!(config.faults.iter().any(|fault| fault.contains("line 1")));
        assert!(config.faults.iter().any(|fault| fault.contains("line 3")));
        assert_eq!(config.choice.shaping, Some(Shaping::Base));
        assert!(parse("bidi = ").faults[0].contains("line 1"));
    }
}
