//! Values that have names: read by a function that says what is wrong, and listed for
//! completions, which the parser does for its own enumerations alone.

use bayn_doc::Severity;
use bayn_formats::Format;
use bayn_review::registry;
use clap::builder::{PossibleValue, TypedValueParser};
use std::ffi::OsStr;

/// Reads one of some names.
#[derive(Clone)]
pub(super) struct Named<T> {
    read: fn(&str) -> Result<T, String>,
    names: Vec<&'static str>,
}

impl<T: Clone + Send + Sync + 'static> TypedValueParser for Named<T> {
    type Value = T;

    fn parse_ref(
        &self,
        command: &clap::Command,
        arg: Option<&clap::Arg>,
        value: &OsStr,
    ) -> Result<T, clap::Error> {
        self.read.parse_ref(command, arg, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(self.names.iter().map(PossibleValue::new)))
    }
}

/// Reads the name of a format.
pub(super) fn format() -> Named<Format> {
    Named {
        read: |name| {
            Format::from_name(name)
                .ok_or_else(|| format!("no such format; there are {}", formats().join(", ")))
        },
        names: formats(),
    }
}

fn formats() -> Vec<&'static str> {
    Format::ALL.iter().map(|format| format.name()).collect()
}

/// Reads the name of a severity.
pub(super) fn severity() -> Named<Severity> {
    Named {
        read: |name| {
            Severity::from_name(name)
                .ok_or_else(|| "severities are neutral, minor, major, critical".to_owned())
        },
        names: Severity::ALL
            .iter()
            .map(|severity| severity.name())
            .collect(),
    }
}

/// Reads the name of a check.
pub(super) fn check_id() -> Named<String> {
    Named {
        read: |id| match registry::find(id) {
            Some(check) => Ok(check.id.to_owned()),
            None => Err("no such check; `bayn check --list` lists them".to_owned()),
        },
        names: registry::CHECKS.iter().map(|check| check.id).collect(),
    }
}
