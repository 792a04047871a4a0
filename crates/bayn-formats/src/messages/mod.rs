//! Catalogues of a program's messages in one language: each message has a key.
//!
//! One file is a text with one block per message. Two files are joined by their keys, in any
//! order. Android's `strings.xml`, Java's `.properties`, Apple's `.strings`, .NET's `.resx` and
//! nested JSON are read.

mod android;
mod apple;
mod json;
mod json_shapes;
mod properties;
mod resx;

use crate::FormatError;
use crate::corpus::{Corpus, FileInfo, Segment, Unit};
use crate::page::{Block, BlockKind, Page};
use crate::text::Text;
use bayn_doc::Sides;
use bayn_text::{Lang, msg};
use std::collections::{HashMap, HashSet};

pub use android::read as read_android;
pub use apple::read as read_apple;
pub(crate) use json::is_json;
pub use json::{Json, read as read_json};
pub use properties::read as read_properties;
pub use resx::read as read_resx;

/// The messages of a file, in its order: keys with texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Messages {
    entries: Vec<(String, String)>,
}

impl Messages {
    /// Adds a message unless it is empty.
    fn push(&mut self, key: String, text: String) {
        if !text.trim().is_empty() {
            self.entries.push((key, text));
        }
    }

    /// Returns them as a text, one paragraph each.
    #[must_use]
    pub(crate) fn into_page(self) -> Page {
        let texts = self.entries.into_iter().map(|(_, text)| text);
        Page {
            blocks: texts
                .map(|text| Block::new(BlockKind::Paragraph, one_line(&text)))
                .collect(),
            ..Page::default()
        }
    }

    /// Returns the messages of two files side by side: those with the same key belong together, and those
    /// of only one file stay where they are.
    #[must_use]
    pub fn joined(sides: Sides<Self>, langs: &Sides<Lang>) -> Corpus {
        let mut corpus = Corpus::bilingual(langs.source.clone(), langs.target.clone());
        corpus.files.push(FileInfo::default());
        let Sides { source, target } = sides;
        let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
        for (at, (key, _)) in target.entries.iter().enumerate().rev() {
            places.entry(key).or_default().push(at);
        }
        let mut unit = |key: &str, texts: [Option<&str>; 2]| {
            let texts = texts.map(|text| text.map(Text::from).into_iter().collect());
            corpus.units.push(Unit {
                id: key.to_owned(),
                segments: vec![Segment {
                    texts: texts.into(),
                    ..Segment::default()
                }],
                ..Unit::default()
            });
        };
        let own: HashSet<&str> = source.entries.iter().map(|(key, _)| key.as_str()).collect();
        let mut taken: HashSet<usize> = HashSet::new();
        let mut next = 0;
        for (key, text) in &source.entries {
            let found = places.get_mut(key.as_str()).and_then(Vec::pop);
            // A message that only the target has is before the one that follows it there.
            if let Some(found) = found.filter(|found| *found >= next) {
                for (at, (key, text)) in target.entries.iter().enumerate().take(found).skip(next) {
                    if !own.contains(key.as_str()) {
                        unit(key, [None, Some(text)]);
                        taken.insert(at);
                    }
                }
                next = found + 1;
            }
            taken.extend(found);
            let other = found.and_then(|at| target.entries.get(at));
            unit(key, [Some(text), other.map(|(_, text)| text.as_str())]);
        }
        for (at, (key, text)) in target.entries.iter().enumerate() {
            if !taken.contains(&at) {
                unit(key, [None, Some(text)]);
            }
        }
        corpus
    }
}

/// Returns the error for a file without messages.
fn none(clause: bayn_text::Message) -> FormatError {
    FormatError::whole(clause, msg!("it contains no message"))
}

/// Returns a message on one line, without its layout.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the character of four hexadecimal digits, with a second escape where it is the first
/// half of a pair, and how many bytes of `rest`, which begins behind the first `\u`, they are.
fn escaped(rest: &str) -> Option<(char, usize)> {
    let unit = |text: &str| u16::from_str_radix(text.get(..4)?, 16).ok();
    let first = unit(rest)?;
    if let Some(c) = char::from_u32(first.into()) {
        return Some((c, 4));
    }
    let second = rest.get(4..)?.strip_prefix("\\u").and_then(unit)?;
    let pair = char::decode_utf16([first, second]).next()?.ok()?;
    Some((pair, 10))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages(entries: &[(&str, &str)]) -> Messages {
        Messages {
            entries: entries
                .iter()
                .map(|(key, text)| ((*key).to_owned(), (*text).to_owned()))
                .collect(),
        }
    }

    #[test]
    fn two_catalogues_are_joined_by_key_and_nothing_is_lost() {
        let sides = Sides::new(
            messages(&[("open", "Open"), ("quit", "Quit"), ("tea", "Tea")]),
            messages(&[("new", "n"), ("tea", "t"), ("open", "o"), ("last", "l")]),
        );
        let langs = Sides::new(Lang::new("en"), Lang::new("ar"));
        let corpus = Messages::joined(sides, &langs);
        let rows: Vec<String> = corpus
            .units
            .iter()
            .map(|unit| {
                let text = |at: usize| unit.segments[0].joined(at).map(|text| text.plain());
                let [source, target] = [0, 1].map(|at| text(at).unwrap_or_default());
                format!("{}:{source}:{target}", unit.id)
            })
            .collect();
        assert_eq!(
            rows,
            [
                "new::n",
                "open:Open:o",
                "quit:Quit:",
                "tea:Tea:t",
                "last::l"
            ]
        );
    }
}
