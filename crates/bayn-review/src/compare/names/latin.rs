//! Names in texts with capitals: runs of capitalised words, with attached words.
//!
//! A capital at the beginning of a sentence or in a headline is no evidence by itself: such a
//! word counts if it is capitalised elsewhere too. Runs continue over function words (`of`, `for`,
//! `the`), unless what follows is a name by itself. Titles, `town of` and similar words are cut
//! off; `River`, `organization` stay part of the spelling but not of the name.

use super::token::{Reading, Token};
use super::word_list::{Around, world};
use super::{Mention, sound};
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// Function words inside a name.
const LINKS: [&str; 14] = [
    "of", "for", "the", "de", "del", "la", "du", "des", "von", "van", "bin", "ibn", "der", "al",
];

/// Statistics of capitals over all texts.
pub(crate) struct Capitals {
    /// Words that are capitalised where capitals are significant.
    named: HashSet<String>,
    /// Words that occur in lower case somewhere.
    small: HashSet<String>,
}

impl Capitals {
    /// Reads all texts.
    pub(crate) fn of(readings: &[Reading]) -> Self {
        let all = || readings.iter().flat_map(|reading| &reading.tokens);
        let key = |token: &Token| token.key.clone();
        Self {
            named: all()
                .filter(|token| token.capital && !token.first)
                .map(key)
                .collect(),
            small: all().filter(|token| !token.capital).map(key).collect(),
        }
    }

    /// Returns whether a word occurs in lower case somewhere.
    pub(crate) fn is_small(&self, key: &str) -> bool {
        self.small.contains(key)
    }

    fn counts(&self, token: &Token) -> bool {
        if token.arabic || !token.capital || token.function && !token.acronym {
            return false;
        }
        !token.first
            || token.acronym
            || self.named.contains(&token.key)
            || !self.small.contains(&token.key)
    }
}

/// Returns the mentions of one text. Words that begin a sentence alone and occur nowhere else
/// are left out.
pub(crate) fn mentions(
    document: usize,
    reading: &Reading,
    capitals: &Capitals,
    alone: &HashSet<Vec<String>>,
) -> Vec<Mention> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < reading.tokens.len() {
        let run = run_at(reading, at, capitals, alone);
        if run.is_empty() {
            at += 1;
            continue;
        }
        at = run.end;
        for part in cut_at_titles(reading, run)
            .into_iter()
            .flat_map(|part| cut_countries(reading, part))
        {
            if let Some(mention) = mention(document, reading, part, capitals, Some(alone)) {
                found.push(mention);
            }
        }
    }
    found
}

/// Returns the names that occur by themselves, without a linking word, in any of the texts.
pub(crate) fn alone(readings: &[Reading], capitals: &Capitals) -> HashSet<Vec<String>> {
    let mut counts: HashMap<Vec<String>, usize> = HashMap::new();
    for (document, reading) in readings.iter().enumerate() {
        let mut at = 0;
        while at < reading.tokens.len() {
            let run = plain_run(reading, at, capitals);
            if run.is_empty() {
                at += 1;
                continue;
            }
            at = run.end;
            // Back over `for the`: what is linked with a name before is no name alone.
            let mut before = run.start;
            let key = |at: usize| {
                reading
                    .tokens
                    .get(at)
                    .map_or("", |token| token.key.as_str())
            };
            while before > 0 && LINKS.contains(&key(before - 1)) {
                before -= 1;
            }
            let counts_before = before.checked_sub(1).and_then(|at| reading.tokens.get(at));
            if before < run.start && counts_before.is_some_and(|token| capitals.counts(token)) {
                continue;
            }
            if let Some(mention) = mention(document, reading, run, capitals, None) {
                *counts.entry(mention.core).or_default() += 1;
            }
        }
    }
    counts.into_keys().collect()
}

/// Returns the run of capitalised words that begins at a word.
fn plain_run(reading: &Reading, at: usize, capitals: &Capitals) -> Range<usize> {
    let mut end = at;
    while let Some(token) = reading.tokens.get(end) {
        if !capitals.counts(token) || end > at && (!token.joined || token.opened) {
            break;
        }
        end += 1;
        if token.closed {
            break;
        }
    }
    at..end
}

fn run_at(
    reading: &Reading,
    at: usize,
    capitals: &Capitals,
    alone: &HashSet<Vec<String>>,
) -> Range<usize> {
    let mut run = plain_run(reading, at, capitals);
    if run.is_empty() {
        return run;
    }
    loop {
        let closed = reading
            .tokens
            .get(run.end - 1)
            .is_some_and(|token| token.closed);
        let mut next = run.end;
        while let Some(token) = reading.tokens.get(next)
            && token.joined
            && !token.opened
            && LINKS.contains(&token.key.as_str())
            && next < run.end + 2
        {
            next += 1;
        }
        if closed || next == run.end {
            return run;
        }
        let more = plain_run(reading, next, capitals);
        let joined = reading
            .tokens
            .get(next)
            .is_some_and(|token| token.joined && !token.opened);
        let key = core(reading, &more);
        if more.is_empty() || !joined || alone.contains(&key) {
            return run;
        }
        run.end = more.end;
    }
}

fn cut_at_titles(reading: &Reading, run: Range<usize>) -> Vec<Range<usize>> {
    let around = Around::latin();
    let mut parts = Vec::new();
    let mut start = run.start;
    for at in run.clone() {
        let title = reading
            .tokens
            .get(at)
            .is_some_and(|token| around.is("title", &token.key));
        if title {
            parts.push(start..at);
            start = at + 1;
        }
    }
    parts.push(start..run.end);
    parts.retain(|part| !part.is_empty());
    parts
}

/// Splits a run in which every word is a world name: a list without commas.
fn cut_countries(reading: &Reading, run: Range<usize>) -> Vec<Range<usize>> {
    let is_world = |at: usize| {
        reading.tokens.get(at).is_some_and(|token| {
            world().iter().any(|name| {
                !name.arabic && matches!(name.words.as_slice(), [word] if *word == token.key)
            })
        })
    };
    if run.len() > 1 && run.clone().all(is_world) {
        run.map(|at| at..at + 1).collect()
    } else {
        vec![run]
    }
}

/// Creates a mention from a run: without loose words at its beginning, with the words around it.
fn mention(
    document: usize,
    reading: &Reading,
    mut run: Range<usize>,
    capitals: &Capitals,
    alone: Option<&HashSet<Vec<String>>>,
) -> Option<Mention> {
    let around = Around::latin();
    let token = |at: usize| reading.tokens.get(at);
    while run.len() > 1 {
        let first = token(run.start)?;
        let loose = first.first && !first.acronym && capitals.small.contains(&first.key)
            || LINKS.contains(&first.key.as_str()) && !sound::is_article(&first.key);
        if !loose {
            break;
        }
        run.start += 1;
    }
    // `Province` at the end of a run is written with the name, and is not the name.
    let mut name = run.clone();
    while name.len() > 1
        && token(name.end - 1).is_some_and(|last| {
            // `Coalition` is what the International Coalition is called; an organization of
            // the Islamic State is not.
            let rest = || core(reading, &(name.start..name.end - 1));
            around.is("tail", &last.key)
                || around.is("body", &last.key)
                    && alone.is_some_and(|names| names.contains(&rest()))
        })
    {
        name.end -= 1;
    }
    let single = name.len() == 1;
    let only = token(name.start)?;
    if single
        && (only.first && !only.acronym && !capitals.named.contains(&only.key)
            || around.is("none", &only.key)
            || around.is("title", &only.key)
            || around.is("tail", &only.key)
            || around.is("body", &only.key)
            || only.key.chars().count() < 2)
    {
        return None;
    }
    let core = core(reading, &name);
    if core.is_empty() || core.iter().all(|word| around.is("none", word)) {
        return None;
    }
    // Small words that are written with the name: `ISIS organization`, `Euphrates river`.
    let mut end = run.end;
    let mut body = None;
    if !token(name.end - 1)?.closed {
        while let Some(next) = token(end)
            && next.joined
            && end < run.end + 2
            && (around.is("tail", &next.key) || around.is("body", &next.key))
        {
            end += 1;
        }
        // `terror` belongs to `terror group` only.
        if end > run.end && token(end - 1).is_some_and(|last| last.key == "terror") {
            end -= 1;
        }
    }
    for at in name.end..end {
        if let Some(word) = token(at).filter(|word| around.is("body", &word.key)) {
            body = Some(word.key.clone());
        }
    }
    // `organization of the Islamic State`.
    let mut start = run.start;
    let mut before = start;
    while before > 0
        && start - before < 2
        && token(before).is_some_and(|word| word.joined)
        && token(before - 1).is_some_and(|word| matches!(word.key.as_str(), "of" | "the"))
    {
        before -= 1;
    }
    if before < start
        && before > 0
        && token(before).is_some_and(|word| word.joined && word.key == "of")
        && let Some(head) = token(before - 1).filter(|word| around.is("body", &word.key))
    {
        body = Some(head.key.clone());
        start = before - 1;
    }
    Some(Mention {
        document,
        words: start..end,
        span: reading.span(&(start..end)),
        name: name.start - start..name.end - start,
        core,
        body,
        arabic: false,
    })
}

/// Returns the words of a name as they are compared: lower case, without articles.
pub(crate) fn core(reading: &Reading, name: &Range<usize>) -> Vec<String> {
    name.clone()
        .filter_map(|at| reading.tokens.get(at))
        .filter(|token| !sound::is_article(&token.key) && !LINKS.contains(&token.key.as_str()))
        .map(|token| sound::without_article(&token.key).to_owned())
        .collect()
}
