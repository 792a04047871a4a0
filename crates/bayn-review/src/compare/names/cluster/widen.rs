//! Mentions that capitals alone do not show: words that follow a name everywhere, and names of
//! several words in lower case.

use super::Clusters;
use crate::compare::names::Mention;
use crate::compare::names::word_list::Around;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

impl Clusters<'_> {
    /// Extends a name of one word by function words that always follow it.
    pub(crate) fn grow(&mut self) {
        for _ in 0..2 {
            let mut after: HashMap<String, Vec<(usize, String)>> = HashMap::new();
            for (at, mention) in self.mentions.iter().enumerate() {
                let end = mention.words.end;
                let free = !self
                    .mentions
                    .iter()
                    .any(|other| other.overlaps(mention.document, &(end..end + 1)));
                let tokens = self
                    .readings
                    .get(mention.document)
                    .map_or(&[][..], |r| &r.tokens);
                let open = end
                    .checked_sub(1)
                    .and_then(|last| tokens.get(last))
                    .is_some_and(|last| !last.closed);
                let next = tokens
                    .get(end)
                    .filter(|_| free && open)
                    .filter(|token| token.joined && !token.function && !token.capital);
                let key = mention.core.join(" ");
                let word = next.map_or(String::new(), |token| token.key.clone());
                after.entry(key).or_default().push((at, word));
            }
            for list in after.into_values() {
                let [(_, first), ..] = list.as_slice() else {
                    continue;
                };
                let same = list.iter().all(|(_, word)| word == first);
                if list.len() < 2 || first.is_empty() || !same {
                    continue;
                }
                for (at, _) in list {
                    if let Some(mention) = self.mentions.get_mut(at)
                        && let Some(reading) = self.readings.get(mention.document)
                    {
                        mention.words.end += 1;
                        mention.span = reading.span(&mention.words);
                    }
                }
            }
        }
    }

    /// Finds names of several words that are completely or partly in lower case.
    pub(crate) fn small_letters(&mut self) {
        let patterns: HashSet<Vec<String>> = self
            .mentions
            .iter()
            .filter(|mention| mention.core.len() > 1)
            .map(|mention| {
                mention
                    .core
                    .iter()
                    .map(|word| self.plain(word).to_owned())
                    .collect()
            })
            .collect();
        let mut firsts: HashMap<&str, Vec<&Vec<String>>> = HashMap::new();
        for pattern in &patterns {
            if let Some(first) = pattern.first() {
                firsts.entry(first).or_default().push(pattern);
            }
        }
        let mut found: Vec<Mention> = Vec::new();
        for (document, reading) in self.readings.iter().enumerate() {
            for at in 0..reading.tokens.len() {
                let key = self.plain(self.token_key(document, at)).to_owned();
                for pattern in firsts.get(key.as_str()).into_iter().flatten() {
                    let words = at..at + pattern.len();
                    let fits = pattern.iter().zip(words.clone()).all(|(wanted, at)| {
                        self.plain(self.token_key(document, at)) == wanted
                            && (at == words.start
                                || reading.tokens.get(at).is_some_and(|token| token.joined))
                    });
                    let covered = self.mentions.iter().any(|mention| {
                        mention.overlaps(document, &words)
                            && !(words.start <= mention.words.start + mention.name.start
                                && mention.words.start + mention.name.end <= words.end
                                && mention.core.len() < pattern.len())
                    });
                    if fits && !covered {
                        found.push(self.small_mention(document, words, pattern));
                    }
                }
            }
        }
        found.sort_by_key(|mention| std::cmp::Reverse(mention.core.len()));
        for mention in found {
            let clash = |other: &Mention| other.overlaps(mention.document, &mention.words);
            let longer = self
                .mentions
                .iter()
                .any(|other| clash(other) && other.core.len() >= mention.core.len());
            if !longer {
                self.mentions.retain(|other| !clash(other));
                self.mentions.push(mention);
            }
        }
    }

    fn small_mention(&self, document: usize, mut words: Range<usize>, core: &[String]) -> Mention {
        let around = Around::latin();
        let length = words.len();
        let reading = &self.readings[document];
        let mut body = None;
        if let Some(next) = reading.tokens.get(words.end)
            && next.joined
            && (around.is("tail", &next.key) || around.is("body", &next.key))
        {
            body = around.is("body", &next.key).then(|| next.key.clone());
            words.end += 1;
        }
        let mut shift = 0;
        if words.start >= 3
            && self.token_key(document, words.start - 1) == "the"
            && self.token_key(document, words.start - 2) == "of"
            && around.is("body", self.token_key(document, words.start - 3))
        {
            body = Some(self.token_key(document, words.start - 3).to_owned());
            words.start -= 3;
            shift = 3;
        }
        Mention {
            document,
            span: reading.span(&words),
            words,
            name: shift..shift + length,
            core: core.to_vec(),
            body,
            arabic: false,
        }
    }
}
