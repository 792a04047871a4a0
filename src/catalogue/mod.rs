//! Floor 2: what the program says, in the language of the user.
//!
//! English is written where it is said and is the id, in the manner of gettext. A catalogue
//! (`assets/lang/*.po`) gives the other languages. A message is looked up by its id where it is
//! shown, not where it is made ([`UiLanguage::say`]). So the packages below know nothing of
//! languages, the same event gives the same state in any of them, and what has no translation is
//! shown in English.
//!
//! Lists and pages of the reader still hold finished sentences; such a one finds its key again by
//! its fixed words ([`UiLanguage::tell`]), and what was in the holes is put into the translation.
//!
//! ```text
//!   "{} pairs changed"  key, as in the source      "3 pairs changed"  said
//!   "few" of the plural: "changed {} pairs"  ->    the translation with 3 in its place
//! ```

mod pattern;
mod po;
mod translations;

pub use po::{Entry, Forms, parse};
pub use translations::Plural;

use bayn_text::Message;
use bayn_text::message::{Separator, Speech};
use harf::Direction;
use pattern::Pattern;
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;
use translations::Translations;

/// The Arabic catalogue, as it is carried in the program.
pub const ARABIC: &str = include_str!("../../assets/lang/ar.po");

/// A language that the program speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum UiLanguage {
    /// English, in which the program is written.
    #[default]
    English,
    /// Arabic; the interface is mirrored.
    Arabic,
}

impl UiLanguage {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::English, Self::Arabic];

    /// Returns the PO file of the language; English is in the sources and has none.
    #[must_use]
    pub const fn catalogue(self) -> &'static str {
        match self {
            Self::English => "",
            Self::Arabic => ARABIC,
        }
    }

    /// Returns the language of a tag or locale such as `ar`, `ar_SY.UTF-8` or `en-GB`; none
    /// when the program does not speak it.
    #[must_use]
    pub fn of(locale: &str) -> Option<Self> {
        let primary = locale.split(['_', '-', '.', '@']).next().unwrap_or("");
        match primary.to_ascii_lowercase().as_str() {
            "ar" => Some(Self::Arabic),
            "en" => Some(Self::English),
            _ => None,
        }
    }

    /// Returns the tag of the language.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Arabic => "ar",
        }
    }

    /// Returns the direction in which the interface runs.
    #[must_use]
    pub const fn direction(self) -> Direction {
        match self {
            Self::English => Direction::Ltr,
            Self::Arabic => Direction::Rtl,
        }
    }

    /// Returns a finished English sentence in this language, or as it is where there is no
    /// translation.
    #[must_use]
    pub fn tell(self, english: &str) -> Cow<'_, str> {
        match self {
            Self::English => Cow::Owned(english.to_owned()),
            Self::Arabic => CATALOGUE.say(english),
        }
    }

    /// Returns a message in this language.
    #[must_use]
    pub fn say(self, message: impl Into<Message>) -> String {
        message.into().say(&self)
    }

    /// Returns a word or sentence without holes in this language, for as long as the program
    /// runs.
    #[must_use]
    pub fn word(self, english: &'static str) -> &'static str {
        match self {
            Self::English => english,
            Self::Arabic => CATALOGUE.whole.get(english).map_or(english, String::as_str),
        }
    }

    /// Returns what is between the parts of a list.
    #[must_use]
    pub const fn comma(self) -> &'static str {
        match self {
            Self::English => ", ",
            Self::Arabic => "\u{60c} ",
        }
    }

    /// Returns what is between the parts of a sentence.
    #[must_use]
    pub const fn semicolon(self) -> &'static str {
        match self {
            Self::English => "; ",
            Self::Arabic => "\u{61b} ",
        }
    }

    /// Returns the name of a key or a file so that it keeps its own direction in a sentence
    /// of this language.
    #[must_use]
    pub fn set_off(self, name: &str) -> String {
        match self {
            Self::English => name.to_owned(),
            Self::Arabic => format!("\u{2066}{name}\u{2069}"),
        }
    }

    /// Returns a sentence of this language so that it keeps its direction beside names and
    /// figures.
    #[must_use]
    pub fn apart(self, said: &str) -> String {
        match self {
            Self::English => said.to_owned(),
            Self::Arabic => isolated(said),
        }
    }

    /// Returns whether this language has a translation of its own for `english`, a key or a
    /// finished sentence.
    #[must_use]
    pub fn knows(self, english: &str) -> bool {
        match self {
            Self::English => true,
            Self::Arabic => CATALOGUE.find(english, 0).is_some(),
        }
    }
}

impl Speech for UiLanguage {
    fn sentence(&self, id: &str, count: Option<u64>) -> Option<&str> {
        match self {
            Self::English => None,
            Self::Arabic => TRANSLATIONS.sentence(id, count),
        }
    }

    // Finished sentences of the program itself come this way until each is a message.
    fn library(&self, words: &str) -> Option<String> {
        match self {
            Self::English => None,
            Self::Arabic => CATALOGUE.find(words, 0).map(Cow::into_owned),
        }
    }

    fn direction(&self) -> Direction {
        Self::direction(*self)
    }

    fn separator(&self, separator: Separator) -> &'static str {
        match (self, separator) {
            (_, Separator::Comma) => self.comma(),
            (_, Separator::Semicolon) => self.semicolon(),
            (_, other) => bayn_text::message::English.separator(other),
        }
    }
}

static TRANSLATIONS: LazyLock<Translations> = LazyLock::new(|| Translations::new("ar", ARABIC));

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::new(ARABIC));

/// The translations into one language.
#[derive(Debug, Default)]
pub struct Catalogue {
    whole: HashMap<String, String>,
    patterns: Vec<Pattern>,
}

/// How deep a sentence may be inside a sentence.
const DEPTH: usize = 4;
/// What parts of a line that say different things are between.
const SEPARATORS: [&str; 2] = [" \u{b7} ", "  "];

impl Catalogue {
    /// Reads a catalogue in the form of gettext's PO; entries that are not translated are
    /// left out. What is no PO gives a catalogue without any.
    #[must_use]
    pub fn new(po: &str) -> Self {
        let mut catalogue = Self::default();
        for entry in parse(po).unwrap_or_default() {
            catalogue.add(&entry);
        }
        // The key with the most words of its own is the best answer.
        catalogue
            .patterns
            .sort_by_key(|pattern| std::cmp::Reverse(pattern.fixed()));
        catalogue
    }

    fn add(&mut self, entry: &Entry) {
        if let (true, Forms::One(text)) = (entry.heading, &entry.forms) {
            let form = Forms::One(format!("{text}: {{}}"));
            let key = format!("{}: {{}}", entry.id);
            self.patterns.extend(Pattern::new(&key, &form, false));
        }
        let keys = [Some(entry.id.as_str()), entry.plural.as_deref()];
        for key in keys.into_iter().flatten() {
            match &entry.forms {
                Forms::One(text) if text.is_empty() => {}
                Forms::One(text) if !key.contains('{') => {
                    self.whole.insert(key.to_owned(), text.clone());
                }
                // A singular without a number speaks of one thing.
                Forms::Many(forms) if !key.contains('{') => {
                    if let Some(text) =
                        forms.get(Plural::of("ar").map_or(0, |plural| plural.form(1)))
                    {
                        self.whole.insert(key.to_owned(), text.clone());
                    }
                }
                forms => self
                    .patterns
                    .extend(Pattern::new(key, forms, entry.numbers)),
            }
        }
    }

    /// Returns `english` in the language of the catalogue, or as it is.
    #[must_use]
    pub fn say(&self, english: &str) -> Cow<'_, str> {
        self.find(english, 0)
            .unwrap_or_else(|| Cow::Owned(english.to_owned()))
    }

    /// Looks a sentence up: as a whole, part by part, then by the fixed words of a key.
    fn find(&self, english: &str, depth: usize) -> Option<Cow<'_, str>> {
        let bare = english.trim();
        if bare.is_empty() || depth > DEPTH {
            return None;
        }
        let found = if let Some(text) = self.whole.get(bare) {
            Some(Cow::Borrowed(text.as_str()))
        } else {
            // Parts come first: else the holes of a short key would swallow whole sentences.
            self.by_parts(bare, depth)
                .or_else(|| self.by_pattern(bare, depth))
        }?;
        if bare.len() == english.len() {
            return Some(found);
        }
        let start = english.len() - english.trim_start().len();
        let (head, tail) = (&english[..start], &english[start + bare.len()..]);
        Some(Cow::Owned(format!("{head}{found}{tail}")))
    }

    fn by_pattern(&self, english: &str, depth: usize) -> Option<Cow<'_, str>> {
        self.patterns.iter().find_map(|pattern| {
            let holes = pattern.holes(english)?;
            let said: Vec<String> = holes
                .iter()
                .zip(pattern.names())
                .map(|(hole, &name)| match name {
                    true => isolated(hole),
                    false => self.hole(hole, depth),
                })
                .collect();
            pattern.fill(&holes, &said).map(Cow::Owned)
        })
    }

    /// Returns what was in a hole: said in the language where it is a sentence or a word
    /// of ours; kept to its own direction else.
    fn hole(&self, text: &str, depth: usize) -> String {
        if !is_foreign(text)
            && let Some(said) = self.find(text, depth + 1)
        {
            return said.into_owned();
        }
        isolated(text)
    }

    fn by_parts(&self, english: &str, depth: usize) -> Option<Cow<'_, str>> {
        let (separator, parts) = SEPARATORS
            .into_iter()
            .map(|separator| (separator, split_outside(english, separator)))
            .find(|(_, parts)| parts.len() > 1)?;
        let mut any = false;
        let parts: Vec<String> = parts
            .into_iter()
            .map(|part| match self.find(part, depth + 1) {
                Some(said) => {
                    any = true;
                    said.into_owned()
                }
                None if part.chars().any(|c| c.is_ascii_alphabetic()) => isolated(part),
                None => part.to_owned(),
            })
            .collect();
        any.then(|| Cow::Owned(parts.join(separator)))
    }
}

/// Returns whether a text is a name or a quotation as a whole: in an isolate, in backticks or
/// in quotation marks that end where it ends.
fn is_foreign(text: &str) -> bool {
    [
        ('\u{2068}', '\u{2069}'),
        ('`', '`'),
        ('\u{201c}', '\u{201d}'),
    ]
    .into_iter()
    .any(|(open, close)| {
        let inside = text.strip_prefix(open);
        inside
            .is_some_and(|rest| rest.find(close) == Some(rest.len().wrapping_sub(close.len_utf8())))
    })
}

/// Splits a line at a separator, but not inside isolates, which hold what others wrote.
fn split_outside<'a>(line: &'a str, separator: &str) -> Vec<&'a str> {
    let mut parts = Vec::new();
    let mut from = 0;
    for (at, found) in line.match_indices(separator) {
        let opened = line[..at].matches('\u{2068}').count();
        let closed = line[..at].matches('\u{2069}').count();
        if opened <= closed {
            parts.push(&line[from..at]);
            from = at + found.len();
        }
    }
    parts.push(&line[from..]);
    parts
}

/// Keeps the direction of a foreign text to itself (UAX #9 §3.3.2, FSI).
#[must_use]
pub fn isolated(text: &str) -> String {
    if text.starts_with('\u{2068}') && text.ends_with('\u{2069}') {
        text.to_owned()
    } else {
        format!("\u{2068}{text}\u{2069}")
    }
}

#[cfg(test)]
mod tests;
