//! One pair as given in a line: paths with tabs between, or a JSON object.

use crate::cli::args::Align;
use crate::cli::report::CliError;
use bayn_review::compare::Kind;
use serde::Deserialize;
use serde_json::Value;
use std::path::PathBuf;

/// A pair of a list.
#[derive(Debug, Default)]
pub(super) struct Given {
    /// Its name in a JSON object, or the number of its line; `None` for paths in a table.
    pub(super) id: Option<Value>,
    /// Both paths, or both texts.
    pub(super) sides: [String; 2],
    /// Whether they are texts.
    pub(super) are_texts: bool,
    /// Whether `bayn pair` found no translation here: a text alone, or two about one event.
    pub(super) is_no_translation: bool,
    /// The languages that the user gave.
    pub(super) langs: [Option<String>; 2],
}

/// A line without a valid pair, with its known parts.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) given: Given,
    pub(super) says: String,
}

/// An object of JSON Lines; other members are ignored.
#[derive(Deserialize)]
struct Object {
    id: Option<Value>,
    source: String,
    target: String,
    source_lang: Option<String>,
    target_lang: Option<String>,
}

/// An object that `bayn pair` wrote.
#[derive(Deserialize)]
struct Found {
    /// Whether it declares that it names files.
    paths: bool,
    kind: Option<String>,
    source: String,
    target: Option<String>,
}

impl Given {
    /// Reads a line, which is number `at` of its list, counted from 0.
    pub(super) fn read(line: &str, at: usize) -> Result<Self, Box<Fault>> {
        if line.trim_start().starts_with('{') {
            return Self::of_object(line, at);
        }
        let cells: Vec<&str> = line.trim_end_matches('\r').split('\t').collect();
        let side = |at: usize| cells.get(at).copied().unwrap_or_default().to_owned();
        let langs = cells.get(2..).unwrap_or_default();
        let given = Self {
            sides: [side(0), side(1)],
            langs: [0, 1].map(|at| {
                let lang = langs.get(at).map(|lang| lang.trim());
                lang.filter(|lang| !lang.is_empty()).map(str::to_owned)
            }),
            ..Self::default()
        };
        if cells.len() < 2 || langs.len() > 2 {
            let says = "a line is: source, target and perhaps both languages, with tabs between";
            return Err(given.faulty(says.to_owned()));
        }
        Ok(given)
    }

    fn of_object(line: &str, at: usize) -> Result<Self, Box<Fault>> {
        let found: Option<Found> = serde_json::from_str(line).ok();
        if let Some(found) = found.filter(|found| found.paths) {
            return Ok(Self::of_found(found));
        }
        match serde_json::from_str(line) {
            Ok(Object {
                id,
                source,
                target,
                source_lang,
                target_lang,
            }) => Ok(Self {
                id: Some(id.unwrap_or_else(|| at.into())),
                sides: [source, target],
                are_texts: true,
                langs: [source_lang, target_lang],
                ..Self::default()
            }),
            Err(error) => {
                // Whatever else is missing, its name shows which pair failed.
                let object: Option<Value> = serde_json::from_str(line).ok();
                let id = object.and_then(|object| object.get("id").cloned());
                let given = Self {
                    id: Some(id.unwrap_or_else(|| at.into())),
                    are_texts: true,
                    ..Self::default()
                };
                Err(given.faulty(format!(
                    "a line is an object with `source` and `target`: {error}"
                )))
            }
        }
    }

    /// Uses the result of `bayn pair`; it is identified by its paths.
    fn of_found(found: Found) -> Self {
        let is_translation =
            found.target.is_some() && found.kind.as_deref() == Some(Kind::Translation.name());
        Self {
            sides: [found.source, found.target.unwrap_or_default()],
            is_no_translation: !is_translation,
            ..Self::default()
        }
    }

    fn faulty(self, says: String) -> Box<Fault> {
        Box::new(Fault { given: self, says })
    }

    /// Returns its key among the finished pairs.
    pub(super) fn key(&self) -> String {
        match &self.id {
            Some(id) => id.to_string(),
            None => self.sides.join("\t"),
        }
    }

    /// Returns whether the sides are read as texts.
    pub(super) const fn holds_texts(&self, args: &Align) -> bool {
        self.are_texts && !args.paths
    }

    /// Returns the bytes of both texts, as far as known before they are read.
    pub(super) fn size(&self, args: &Align) -> u64 {
        let length = |side: &String| match self.holds_texts(args) {
            true => side.len() as u64,
            false => std::fs::metadata(side).map_or(0, |file| file.len()),
        };
        self.sides.iter().map(length).sum()
    }

    /// Refuses to overwrite a file that this pair reads.
    pub(super) fn spares(&self, args: &Align) -> Result<(), CliError> {
        match &args.output {
            Some(out) if !self.holds_texts(args) => {
                crate::cli::spare_inputs(out, &self.sides.each_ref().map(PathBuf::from))
            }
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_object_is_a_pair_of_texts_with_its_own_name() {
        let given =
            Given::read(r#"{"id":"a","source":"x","target":"y","more":1}"#, 7).expect("one");
        assert_eq!((given.key().as_str(), given.are_texts), ("\"a\"", true));
        let given = Given::read(r#"{"source":"x","target":"y"}"#, 7).expect("one");
        assert_eq!(given.key(), "7");
        let fault = Given::read(r#"{"id":5,"source":"x"}"#, 7).expect_err("half");
        assert_eq!(fault.given.key(), "5");
        assert!(fault.says.contains("target"), "{}", fault.says);
    }

    #[test]
    fn what_pair_found_names_files_and_says_whether_they_are_a_translation() {
        let read = |line: &str| Given::read(line, 7).expect("one");
        let given =
            read(r#"{"source":"a","target":"b","kind":"translation","score":0.9,"paths":true}"#);
        assert_eq!((given.key().as_str(), given.are_texts), ("a\tb", false));
        assert!(!given.is_no_translation);
        for line in [
            r#"{"source":"a","target":"b","kind":"comparable","score":0.9,"paths":true}"#,
            r#"{"source":"a","target":null,"kind":null,"score":0.0,"paths":true}"#,
        ] {
            assert!(read(line).is_no_translation, "{line}");
        }
        // Texts may have a kind, too.
        let given = read(r#"{"source":"a","target":"b","kind":"comparable"}"#);
        assert!(given.are_texts && !given.is_no_translation);
    }

    #[test]
    fn paths_stand_with_tabs_between() {
        let given = Given::read("a\tb\t\ten\r", 0).expect("one");
        assert_eq!(given.langs, [None, Some("en".to_owned())]);
        assert_eq!((given.key().as_str(), given.are_texts), ("a\tb", false));
        assert!(Given::read("a", 0).is_err());
    }
}
