//! A profile: a client's checks and severities, glossary and rules, and how errors
//! are scored.
//!
//! ```text
//! glossary = "terms.tsv"       # beside the profile; as --glossary
//! rules = "rules.toml"         # as --rules
//! only = ["number", "name"]    # these checks and no others
//! off = ["spacing"]            # all but these
//! [severity]
//! name = "major"               # in place of what the check says
//! [score]                      # how errors are scored; docs/reviewing.md has the rest
//! pass = 95
//! ```
//!
//! The caller reads the files that a profile names.

mod error;
mod metric;
mod named;

use crate::registry;
use crate::scorecard::Metric;
use bayn_doc::Severity;
use bayn_text::{Message, msg};
use error::{InvalidKey, table, text, unknown};
pub use named::{named, names};
use std::collections::{BTreeMap, BTreeSet};

/// The content of a profile.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Profile {
    /// The only checks to run; empty means all.
    pub only: BTreeSet<String>,
    /// The checks that do not run.
    pub off: BTreeSet<String>,
    /// Severities by check, which override those of the checks.
    pub severities: BTreeMap<String, Severity>,
    /// The path of a glossary, relative to the profile.
    pub glossary: Option<String>,
    /// The path of a rules file, relative to the profile.
    pub rules: Option<String>,
    /// How errors are scored, if the profile defines it.
    pub metric: Option<Metric>,
}

/// An error in a profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileError {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong.
    pub what: Message,
    /// What to do about it.
    pub remedy: Message,
}

/// The keys allowed in a profile.
const KEYS: [&str; 9] = [
    "name", "glossary", "rules", "only", "off", "severity", "score", "job", "kind",
];

impl Profile {
    /// Reads a profile.
    ///
    /// # Errors
    /// The first error in it.
    pub fn read(text: &str) -> Result<Self, ProfileError> {
        let table: toml::Table = text
            .parse()
            .map_err(|error: toml::de::Error| ProfileError {
                line: error.span().map_or(1, |span| line_of(text, span.start)),
                what: Message::library(error.message()),
                remedy: msg!("write it as TOML; docs/reviewing.md shows a profile"),
            })?;
        of_table(&table).map_err(|mistake| {
            let at = text.lines().position(|line| {
                let key = line.trim_start().trim_start_matches(['"', '[', '\'']);
                key.starts_with(&mistake.key) || line.contains(&format!("\"{}\"", mistake.key))
            });
            ProfileError {
                line: at.unwrap_or(0) + 1,
                what: mistake.what,
                remedy: mistake.remedy,
            }
        })
    }
}

fn line_of(text: &str, byte: usize) -> usize {
    text.get(..byte)
        .map_or(1, |head| head.matches('\n').count() + 1)
}

fn of_table(rows: &toml::Table) -> Result<Profile, InvalidKey> {
    let mut profile = Profile::default();
    for (key, value) in rows {
        match key.as_str() {
            "glossary" => profile.glossary = Some(text(key, value)?.to_owned()),
            "rules" => profile.rules = Some(text(key, value)?.to_owned()),
            "only" => profile.only = checks(key, value)?,
            "off" => profile.off = checks(key, value)?,
            "severity" => {
                let remedy = msg!("write [severity] and, below it, lines like name = \"major\"");
                let rows = table(key, value, remedy)?;
                for (id, severity) in rows {
                    known(id)?;
                    let name = text(id, severity)?;
                    let severity = Severity::from_name(name).ok_or_else(|| InvalidKey {
                        key: id.clone(),
                        what: msg!(
                            "`{name}` is not one of neutral, minor, major, critical",
                            name
                        ),
                        remedy: msg!("write one of these"),
                    })?;
                    profile.severities.insert(id.clone(), severity);
                }
            }
            "name" | "score" | "job" | "kind" => {}
            odd => return Err(unknown(odd, &KEYS)),
        }
    }
    profile.metric = metric::read(rows)?;
    Ok(profile)
}

/// Returns the ids of a list of checks.
fn checks(key: &str, value: &toml::Value) -> Result<BTreeSet<String>, InvalidKey> {
    let list = value.as_array().ok_or_else(|| InvalidKey {
        key: key.to_owned(),
        what: msg!("`{key}` is not a list", key),
        remedy: msg!("write checks in brackets, as in [\"number\", \"name\"]"),
    })?;
    let id = |value: &toml::Value| {
        let id = text(key, value)?;
        known(id)?;
        Ok(id.to_owned())
    };
    list.iter().map(id).collect()
}

fn known(id: &str) -> Result<(), InvalidKey> {
    if registry::find(id).is_some() {
        return Ok(());
    }
    Err(InvalidKey {
        key: id.to_owned(),
        what: msg!("there is no check `{id}`", id),
        remedy: msg!("`bayn check --list` names them"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Result<Profile, String> {
        Profile::read(text).map_err(|mistake| format!("{}: {}", mistake.line, mistake.what))
    }

    #[test]
    fn a_profile_chooses_and_weighs_checks() {
        let profile =
            of("off = [\"spacing\"]\nglossary = \"terms.tsv\"\n[severity]\nname = \"major\"\n")
                .expect("a profile");
        assert!(profile.off.contains("spacing"));
        assert_eq!(profile.glossary, Some("terms.tsv".to_owned()));
        assert_eq!(profile.severities["name"], Severity::Major);
    }

    #[test]
    fn what_is_wrong_is_said() {
        let wrong = |text| of(text).expect_err("wrong");
        assert_eq!(wrong("off = [\"nubmer\"]"), "1: there is no check `nubmer`");
        assert!(wrong("of = [\"number\"]").contains("`of` is not one of"));
        assert_eq!(wrong("\nonly = \"number\""), "2: `only` is not a list");
        assert!(wrong("[severity]\nname = \"grave\"").contains("`grave`"));
    }
}
