//! A settings file as rows: section, name, value, line.
//!
//! The files are TOML. Reading continues after an error, so that all of them can be listed at
//! once; what can be understood is used. The three files (config.toml, keys.toml, a theme)
//! each define their own names and values.

use bayn_text::message::Separator;
use bayn_text::{Message, error_message, msg};
use std::path::Path;
use strsim::osa_distance;
use toml::Spanned;
use toml::de::{DeTable, DeValue};
use toml_edit::{Document, Item, TomlError};

/// An error in a settings file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingError {
    /// The displayed file name; empty until it is set.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong.
    pub problem: Message,
    /// What to do about it; may be empty.
    pub remedy: Message,
}

impl SettingError {
    /// Returns the error of a line; quoted text in it is made safe to show.
    pub fn new(line: usize, problem: impl Into<Message>, remedy: impl Into<Message>) -> Self {
        Self {
            file: String::new(),
            line,
            problem: problem.into(),
            remedy: remedy.into(),
        }
    }

    /// Returns the same error in a file.
    #[must_use]
    pub fn in_file(mut self, file: &str) -> Self {
        file.clone_into(&mut self.file);
        self
    }
}

impl SettingError {
    /// Returns the message, with its place.
    #[must_use]
    pub fn message(&self) -> Message {
        let what = match self.remedy.is_empty() {
            true => self.problem.clone(),
            false => Message::joined(
                [self.problem.clone(), self.remedy.clone()],
                Separator::Semicolon,
            ),
        };
        let line = self.line;
        match self.file.is_empty() {
            true => msg!("line {line}: {what}", line, what),
            false => msg!(
                "{file}, line {line}: {what}",
                file = Path::new(&self.file),
                line,
                what
            ),
        }
    }
}

error_message!(SettingError);

/// A value as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A string.
    Text(String),
    /// A whole number.
    Number(i64),
    /// `true` or `false`.
    Flag(bool),
    /// A list of strings.
    List(Vec<String>),
    /// Anything else, by the name of its kind.
    Other(&'static str),
}

impl Value {
    /// Returns a string, number or flag as text.
    #[must_use]
    pub fn text(&self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text.clone()),
            Self::Number(number) => Some(number.to_string()),
            Self::Flag(flag) => Some(flag.to_string()),
            Self::List(_) | Self::Other(_) => None,
        }
    }
}

/// One setting of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The section; empty before the first.
    pub section: String,
    /// The name; empty for an empty section.
    pub name: String,
    /// The value.
    pub value: Value,
    /// The line of the name, from 1.
    pub line: usize,
}

/// Returns the parser's error, without the alternatives it expected.
fn without_expected(message: &str) -> &str {
    let end = message.find(", expected ").unwrap_or(message.len());
    message.get(..end).unwrap_or(message)
}

/// Reads a file; rows come in the order of the file.
#[must_use]
pub fn rows(text: &str) -> (Vec<Row>, Vec<SettingError>) {
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut mistakes: Vec<SettingError> = errors
        .iter()
        .map(|error| {
            let at = error.span().map_or(0, |span| span.start);
            SettingError::new(
                line_of(text, at),
                Message::library(without_expected(error.message())),
                msg!("write strings in quotation marks, as in name = \"value\""),
            )
        })
        .collect();
    mistakes.sort_by_key(|mistake| mistake.line);
    mistakes.dedup_by_key(|mistake| mistake.line);
    let mut rows = Vec::new();
    for (name, value) in table.get_ref() {
        match value.get_ref() {
            DeValue::Table(inner) => {
                let section = name.get_ref().to_string();
                if inner.is_empty() {
                    rows.push(Row {
                        section: section.clone(),
                        name: String::new(),
                        value: Value::Other("table"),
                        line: line_of(text, name.span().start),
                    });
                }
                for (name, value) in inner {
                    rows.push(row(text, &section, name, value));
                }
            }
            _ => rows.push(row(text, "", name, value)),
        }
    }
    // A line that could not be read may leave an incomplete row.
    rows.retain(|row| mistakes.iter().all(|mistake| mistake.line != row.line));
    rows.sort_by_key(|row| row.line);
    (rows, mistakes)
}

/// Returns the text of a file with one value changed or added, `value` as TOML writes it;
/// comments and order are kept.
///
/// # Errors
/// Why the file cannot be understood, or that it has a section of this name.
pub fn with(text: &str, name: &str, value: &str) -> Result<String, SettingError> {
    let mistake = |error: &TomlError| {
        let at = error.span().map_or(0, |span| span.start);
        SettingError::new(
            line_of(text, at),
            Message::library(without_expected(error.message())),
            Message::default(),
        )
    };
    let mut value: toml_edit::Value = value.parse().map_err(|error| mistake(&error))?;
    let document = Document::parse(text).map_err(|error| mistake(&error))?;
    if let Some((key, item)) = document.get_key_value(name)
        && !item.is_value()
    {
        let at = key.span().map_or(0, |span| span.start);
        return Err(SettingError::new(
            line_of(text, at),
            msg!("duplicate key"),
            Message::default(),
        ));
    }
    let mut document = document.into_mut();
    if let Some(old) = document.get_mut(name).and_then(Item::as_value_mut) {
        value.decor_mut().clone_from(old.decor());
        *old = value;
    } else {
        if document.is_empty() {
            // A comment alone in a file is about the whole file: it stays at the top.
            let head = document.trailing().as_str().unwrap_or("").to_owned();
            let head = if head.is_empty() || head.ends_with('\n') {
                head
            } else {
                head + "\n"
            };
            document.set_trailing("");
            document.insert(name, Item::Value(value));
            if let Some(mut key) = document.key_mut(name) {
                key.leaf_decor_mut().set_prefix(head);
            }
        } else {
            document.insert(name, Item::Value(value));
        }
    }
    let new = document.to_string();
    Ok(if text.contains("\r\n") {
        new.replace('\n', "\r\n")
    } else {
        new
    })
}

fn row(
    text: &str,
    section: &str,
    name: &Spanned<std::borrow::Cow<'_, str>>,
    value: &Spanned<DeValue<'_>>,
) -> Row {
    Row {
        section: section.to_owned(),
        name: name.get_ref().to_string(),
        value: value_of(value.get_ref()),
        line: line_of(text, name.span().start),
    }
}

fn value_of(value: &DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Boolean(flag) => Value::Flag(*flag),
        DeValue::Integer(number) if number.radix() == 10 => number
            .as_str()
            .parse()
            .map_or(Value::Other("integer"), Value::Number),
        DeValue::Array(list) => list
            .iter()
            .map(|item| item.get_ref().as_str().map(str::to_owned))
            .collect::<Option<Vec<_>>>()
            .map_or(
                Value::Other("list of other things than strings"),
                Value::List,
            ),
        other => Value::Other(other.type_str()),
    }
}

fn line_of(text: &str, byte: usize) -> usize {
    let head = text.as_bytes().get(..byte).unwrap_or(text.as_bytes());
    head.iter().filter(|byte| **byte == b'\n').count() + 1
}

/// The maximum length of a name that is compared: a settings file may have one of any length.
const LONGEST_NAME: usize = 64;

/// Returns the name among `known` that somebody may have meant.
#[must_use]
pub fn nearest<'a>(given: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let given: String = given.chars().take(LONGEST_NAME).collect();
    let given = given.to_lowercase().replace(['-', ' '], "_");
    known
        .into_iter()
        .map(|name| (osa_distance(&given, &name.replace('-', "_")), name))
        .filter(|(distance, name)| *distance <= 1 + name.len() / 4)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reading_goes_on_after_an_error() {
        let (rows, mistakes) =
            rows("a = 1\nb = \nc = \"x\"\nd = = 2\n[s]\ne = [\"p\", \"q\"]\na b = 3\n");
        let lines: Vec<usize> = mistakes.iter().map(|mistake| mistake.line).collect();
        assert_eq!(lines, [2, 4, 7], "{mistakes:?}");
        let names: Vec<&str> = rows.iter().map(|row| row.name.as_str()).collect();
        assert_eq!(names, ["a", "c", "e"]);
        assert_eq!(rows[2].section, "s");
        assert_eq!(rows[2].value, Value::List(vec!["p".into(), "q".into()]));
    }

    #[test]
    fn a_comment_alone_in_a_file_stays_at_its_head() {
        for (text, new) in [
            ("# mine\n", "# mine\na = 1\n"),
            ("# mine", "# mine\na = 1\n"),
            ("", "a = 1\n"),
        ] {
            assert_eq!(with(text, "a", "1").as_deref(), Ok(new));
        }
    }

    #[test]
    fn one_value_is_changed_in_place() {
        let text = "# a\na = [ 1,\n 2 ] # why\nb = 'x'\n";
        assert_eq!(
            with(text, "a", "3").as_deref(),
            Ok("# a\na = 3 # why\nb = 'x'\n")
        );
        let new = with(text, "c", "true").unwrap_or_default();
        assert!(new.ends_with("b = 'x'\nc = true\n"), "{new}");
        assert_eq!(
            with("a = 1\r\n# b\r\n", "a", "2").as_deref(),
            Ok("a = 2\r\n# b\r\n")
        );
        assert_eq!(
            with("a = = 1\n", "b", "3").map_err(|mistake| mistake.line),
            Err(1)
        );
    }

    #[test]
    fn a_new_value_comes_before_the_sections_with_their_comments() {
        for (text, expected) in [
            ("a = 1\n[s]\nb = 2\n", "a = 1\nb = 3\n[s]\nb = 2\n"),
            ("# of s\n[s]\n", "b = 3\n# of s\n[s]\n"),
            ("a = 1\n[[s]]\n", "a = 1\nb = 3\n[[s]]\n"),
            ("# [s]\ns.a = 1\n", "# [s]\ns.a = 1\nb = 3\n"),
        ] {
            assert_eq!(with(text, "b", "3").as_deref(), Ok(expected));
        }
        assert_eq!(
            with("a = 1\n[b]\nc = 2\n", "b", "3").map_err(|mistake| mistake.line),
            Err(2)
        );
    }

    #[test]
    fn the_nearest_name_is_found_and_a_far_one_is_not() {
        let known = ["theme", "language", "line_spacing"];
        assert_eq!(nearest("thmee", known), Some("theme"));
        assert_eq!(nearest("line-spacing", known), Some("line_spacing"));
        assert_eq!(nearest("cellar", known), None);
    }
}
