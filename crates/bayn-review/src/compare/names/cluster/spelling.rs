//! Separates the name in an Arabic mention from attached words.

use super::Clusters;
use crate::compare::names::word_list::world;
use crate::compare::names::{Mention, sound};
use bayn_text::fold;
use harf::Span;

impl Clusters<'_> {
    /// Returns the span of an Arabic mention without attached words: and, in, for.
    pub(crate) fn bare(&self, mention: &Mention, root: usize) -> Span {
        let Some(document) = self.documents.get(mention.document) else {
            return mention.span;
        };
        let text = mention.span.of(&document.text);
        let first = text.split_whitespace().next().unwrap_or("");
        let latin: Vec<&String> = self
            .entries
            .iter()
            .enumerate()
            .filter(|(at, entry)| self.root(*at) == root && entry.core.len() == mention.core.len())
            .filter_map(|(_, entry)| entry.core.first())
            .filter(|word| word.is_ascii())
            .collect();
        let sounds = |part: &str| {
            let key = fold(part).text;
            let key = key
                .strip_prefix("\u{627}\u{644}")
                .unwrap_or(&key)
                .to_owned();
            latin
                .iter()
                .map(|word| sound::similarity(&key, word))
                .fold(0.0_f32, f32::max)
        };
        let spelled = |part: &str| {
            let rest = text.get(first.len()..).unwrap_or("");
            self.mentions.iter().enumerate().any(|(at, other)| {
                other.arabic
                    && self.root_of_mention(at) == root
                    && self.documents.get(other.document).is_some_and(|document| {
                        other.span.of(&document.text).strip_prefix(part) == Some(rest)
                    })
            })
        };
        let entity = self.world_of(root);
        let listed = |part: &str| {
            let key = fold(part).text;
            world().iter().any(|name| {
                Some(name.entity) == entity && name.arabic && name.words.first() == Some(&key)
            })
        };
        let mut cut = 0;
        for proclitic in ["\u{648}", "\u{641}", "\u{628}", "\u{643}", "\u{644}"] {
            let whole = first.get(cut..).unwrap_or("");
            if let Some(rest) = whole.strip_prefix(proclitic)
                && rest.chars().count() >= 3
                && (spelled(rest) || listed(rest) || sounds(rest) > sounds(whole) + 0.05)
            {
                cut += proclitic.len();
            }
        }
        Span::new(mention.span.start + cut, mention.span.end)
    }
}
