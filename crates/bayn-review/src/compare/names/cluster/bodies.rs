//! `The organization` and similar words, if they refer to a name of their text.

use super::Clusters;
use crate::compare::names::Mention;
use crate::compare::names::word_list::Around;
use bayn_text::proclitic_forms;
use std::collections::BTreeSet;

impl Clusters<'_> {
    /// Finds `the organization` and similar words if they refer to a name of their text.
    pub(crate) fn bodies(&mut self) {
        let mut found: Vec<(usize, Mention)> = Vec::new();
        for (document, reading) in self.readings.iter().enumerate() {
            for (at, token) in reading.tokens.iter().enumerate() {
                let (word, definite) = if token.arabic {
                    match arabic_body(&token.key) {
                        Some(word) => (word.to_owned(), true),
                        None => continue,
                    }
                } else if Around::latin().is("body", &token.key) {
                    let before = at.checked_sub(1).and_then(|at| reading.tokens.get(at));
                    let definite = before.is_none_or(|before| {
                        !token.joined
                            || before.closed
                            || before.function && !matches!(before.key.as_str(), "a" | "an")
                    });
                    (token.key.clone(), definite)
                } else {
                    continue;
                };
                let words = at..at + 1;
                let taken = self
                    .mentions
                    .iter()
                    .any(|mention| mention.overlaps(document, &words));
                if !definite || taken {
                    continue;
                }
                if let Some(root) = self.owner(document, &word) {
                    let mention = Mention {
                        document,
                        span: reading.span(&words),
                        words,
                        name: 0..1,
                        core: vec![word],
                        body: None,
                        arabic: token.arabic,
                    };
                    found.push((root, mention));
                }
            }
        }
        for (root, mention) in found {
            self.add(root, mention);
        }
    }

    /// Returns the only name that a word for a body refers to in a text, else in all texts.
    fn owner(&self, document: usize, word: &str) -> Option<usize> {
        let (mut roots, mut all) = (BTreeSet::new(), BTreeSet::new());
        for (at, mention) in self.mentions.iter().enumerate() {
            let called = mention.body.as_deref() == Some(word)
                || mention.core.len() > 1 && mention.core.last().is_some_and(|last| last == word)
                || mention.core.len() > 1
                    && mention.arabic
                    && mention.core.first().is_some_and(|first| first == word);
            if called {
                all.insert(self.root_of_mention(at));
                if mention.document == document {
                    roots.insert(self.root_of_mention(at));
                }
            }
        }
        if roots.is_empty() {
            roots = all;
        }
        match roots.into_iter().collect::<Vec<_>>()[..] {
            [root] => Some(root),
            _ => None,
        }
    }
}

/// Returns the word without article if it may refer to a whole name.
fn arabic_body(key: &str) -> Option<&str> {
    proclitic_forms(key)
        .into_iter()
        .find(|stem| Around::arabic().is("body", stem))
        .filter(|stem| key.len() >= stem.len() + "\u{627}\u{644}".len() && key.contains("\u{644}"))
}
