//! Floor 2: what the program says, in the language of the user.
//!
//! English is written where it is said and is the id, in the manner of gettext. Each further
//! language is one file, `assets/lang/TAG.po`. A message is looked up by its id where it is
//! shown, not where it is made ([`UiLanguage::say`]). So the packages below know nothing of
//! languages, the same event gives the same state in any of them, and what has no translation is
//! shown in English.

mod po;
mod translations;

pub use po::{Entry, Forms, parse};
pub use translations::Plural;

use bayn_text::message::{Separator, Speech};
use bayn_text::{Lang, Message, label};
use harf::Direction;
use std::sync::OnceLock;
use translations::Translations;

/// The tag of each language that has a file, with the file.
const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/languages.rs"));

/// What a user may choose as the language: that of the environment, or a tag.
pub const CHOICES: &[&str] = include!(concat!(env!("OUT_DIR"), "/choices.rs"));

/// A language that the program speaks, by its place among the files; 0 is English.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct UiLanguage(usize);

impl UiLanguage {
    /// English, in which the program is written.
    pub const ENGLISH: Self = Self(0);

    /// Returns the languages that have a file.
    pub fn translated() -> impl Iterator<Item = Self> {
        (1..=FILES.len()).map(Self)
    }

    /// Returns the language of a tag or locale such as `ar`, `ar_SY.UTF-8` or `en-GB`; none
    /// when the program does not speak it.
    #[must_use]
    pub fn of(locale: &str) -> Option<Self> {
        let primary = locale.split(['_', '-', '.', '@']).next().unwrap_or("");
        let mut all = std::iter::once(Self::ENGLISH).chain(Self::translated());
        all.find(|language| language.tag().eq_ignore_ascii_case(primary))
    }

    /// Returns whether it is the language of the sources.
    #[must_use]
    pub const fn is_english(self) -> bool {
        self.0 == 0
    }

    fn file(self) -> Option<&'static (&'static str, &'static str)> {
        FILES.get(self.0.checked_sub(1)?)
    }

    /// Returns the PO file of the language; English has none.
    #[must_use]
    pub fn catalogue(self) -> Option<&'static str> {
        self.file().map(|(_, text)| *text)
    }

    /// Returns the tag of the language.
    #[must_use]
    pub fn tag(self) -> &'static str {
        self.file().map_or("en", |(tag, _)| tag)
    }

    /// Returns the direction in which the interface runs.
    #[must_use]
    pub fn direction(self) -> Direction {
        Lang::new(self.tag()).direction()
    }

    /// Returns a message in this language.
    #[must_use]
    pub fn say(self, message: impl Into<Message>) -> String {
        message.into().say(&self)
    }

    /// Returns a word or sentence without placeholders in this language.
    #[must_use]
    pub fn word(self, english: &str) -> &str {
        self.sentences()
            .and_then(|sentences| sentences.sentence(english, None))
            .unwrap_or(english)
    }

    /// Returns what is between the parts of a list.
    #[must_use]
    pub fn comma(self) -> &'static str {
        self.word(label!(", "))
    }

    /// Returns what is between the parts of a sentence.
    #[must_use]
    pub fn semicolon(self) -> &'static str {
        self.word(label!("; "))
    }

    /// Returns the name of a key or a file so that it keeps its own direction in a sentence
    /// of this language.
    #[must_use]
    pub fn set_off(self, name: &str) -> String {
        match self.direction() {
            Direction::Ltr => name.to_owned(),
            Direction::Rtl => format!("\u{2066}{name}\u{2069}"),
        }
    }

    /// Returns a sentence of this language so that it keeps its direction beside names and
    /// figures.
    #[must_use]
    pub fn apart(self, said: &str) -> String {
        let is_apart = said.starts_with('\u{2068}') && said.ends_with('\u{2069}');
        match self.direction() {
            Direction::Rtl if !is_apart => format!("\u{2068}{said}\u{2069}"),
            _ => said.to_owned(),
        }
    }

    /// Returns whether this language has a sentence of its own for an id.
    #[must_use]
    pub fn knows(self, id: &str) -> bool {
        self.sentences()
            .is_none_or(|sentences| sentences.sentence(id, None).is_some())
    }

    /// Returns the sentences of the language, read once; English has none.
    fn sentences(self) -> Option<&'static Translations> {
        static READ: [OnceLock<Translations>; FILES.len()] =
            [const { OnceLock::new() }; FILES.len()];
        let (tag, text) = self.file()?;
        let read = READ.get(self.0.checked_sub(1)?)?;
        Some(read.get_or_init(|| Translations::new(tag, text)))
    }
}

impl Speech for UiLanguage {
    fn sentence(&self, id: &str, count: Option<u64>) -> Option<&str> {
        self.sentences()?.sentence(id, count)
    }

    fn direction(&self) -> Direction {
        Self::direction(*self)
    }

    fn separator(&self, separator: Separator) -> &'static str {
        match separator {
            Separator::Comma => self.comma(),
            Separator::Semicolon => self.semicolon(),
            other => bayn_text::message::English.separator(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locales_name_a_language() {
        let tag = |locale| UiLanguage::of(locale).map(UiLanguage::tag);
        assert_eq!(tag("ar_SY.UTF-8"), Some("ar"));
        assert_eq!(tag("en-GB"), Some("en"));
        assert_eq!(tag("C.UTF-8"), None);
    }

    #[test]
    fn every_file_is_a_language_that_may_be_chosen() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/lang");
        let files = std::fs::read_dir(folder).expect("a folder");
        let mut found = 0;
        for file in files.flatten() {
            let name = file.file_name().into_string().expect("a name");
            let tag = name.strip_suffix(".po").expect("a PO file");
            let language = UiLanguage::of(tag).expect("a language");
            assert_eq!(language.tag(), tag);
            assert!(CHOICES.contains(&tag));
            assert!(language.knows("note"), "{tag}");
            found += 1;
        }
        assert_eq!(found, UiLanguage::translated().count());
        assert_eq!(CHOICES.len(), found + 2);
    }
}
