//! Filters the pairs of a corpus: cheap tests of one pair after the other.
//!
//! For cleaning millions of pairs. These tests need no model and examine each pair
//! once; only hashes of earlier pairs are kept. Hints for reviewers are given by
//! the checks ([`registry`](crate::registry)).

use bayn_text::{Lang, Script, fold, language, script_of};
use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

/// What is deduplicated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unique {
    /// Everything is kept.
    Nothing,
    /// The pair: both sides together.
    #[default]
    Pair,
    /// The source.
    Source,
    /// The target.
    Target,
    /// The source and the target, each by itself.
    Sides,
}

/// Why a pair is removed; the first reason that applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Reason {
    /// It is not a pair: a side is missing.
    Malformed,
    /// A side has no letter.
    Empty,
    /// Its confidence is below the minimum.
    Unsure,
    /// Both sides are the same.
    Identical,
    /// A side is much longer than the other.
    Length,
    /// The letters of the source are not those of its language.
    SourceScript,
    /// The letters of the target are not those of its language.
    TargetScript,
    /// It was seen before.
    Duplicate,
}

impl Reason {
    /// All reasons, in the order in which they are tested.
    pub const ALL: [Self; 8] = [
        Self::Malformed,
        Self::Empty,
        Self::Unsure,
        Self::Identical,
        Self::Length,
        Self::SourceScript,
        Self::TargetScript,
        Self::Duplicate,
    ];

    /// Returns its name in machine-readable output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Malformed => "malformed",
            Self::Empty => "empty",
            Self::Unsure => "unsure",
            Self::Identical => "identical",
            Self::Length => "length",
            Self::SourceScript => "source-script",
            Self::TargetScript => "target-script",
            Self::Duplicate => "duplicate",
        }
    }
}

/// The criteria for a pair.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rules {
    /// The minimum confidence; a pair without one is not tested.
    pub min_confidence: f32,
    /// The maximum length ratio of the sides, in letters; 0 disables the test.
    pub max_ratio: f32,
    /// The minimum share of letters in the script of the language; 0 disables the test.
    pub min_script: f32,
    /// Whether both sides may be the same.
    pub identical: bool,
    /// What is deduplicated.
    pub unique: Unique,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            min_confidence: 0.0,
            max_ratio: 3.0,
            min_script: 0.5,
            identical: false,
            unique: Unique::Pair,
        }
    }
}

/// One pair, with its known properties.
#[derive(Clone, Copy, Debug, Default)]
pub struct Candidate<'a> {
    /// Both sides.
    pub sides: [&'a str; 2],
    /// Their languages.
    pub langs: [Option<&'a str>; 2],
    /// Its confidence.
    pub confidence: Option<f32>,
}

/// Letters below which no length is a reason: short sides differ by chance.
const SHORT: usize = 20;

/// Tests pairs one after the other.
#[derive(Clone, Debug, Default)]
pub struct CorpusFilter {
    rules: Rules,
    seen: HashSet<u64>,
}

impl CorpusFilter {
    /// Returns a new sieve.
    #[must_use]
    pub fn new(rules: Rules) -> Self {
        Self {
            rules,
            seen: HashSet::new(),
        }
    }

    /// Returns why the next pair is removed; `None` if it is kept.
    pub fn reason(&mut self, pair: &Candidate<'_>) -> Option<Reason> {
        let rules = self.rules;
        let weights = pair.sides.map(weight);
        let [short, long] = [weights[0].min(weights[1]), weights[0].max(weights[1])];
        let is_long =
            rules.max_ratio > 0.0 && long >= SHORT && long as f32 > short as f32 * rules.max_ratio;
        let is_unsure = |confidence| confidence < rules.min_confidence;
        if short == 0 {
            return Some(Reason::Empty);
        }
        if pair.confidence.is_some_and(is_unsure) {
            return Some(Reason::Unsure);
        }
        let folded = pair.sides.map(|side| fold(side.trim()).text);
        if !rules.identical && folded[0] == folded[1] {
            return Some(Reason::Identical);
        }
        if is_long {
            return Some(Reason::Length);
        }
        let of_script = |at: usize| {
            let lang = pair.langs[at].map(Lang::new);
            let row = lang.as_ref().and_then(|lang| language(lang.primary()));
            row.is_none_or(|row| {
                share(pair.sides[at], |script| row.writes(script)) >= rules.min_script
            })
        };
        if !of_script(0) {
            return Some(Reason::SourceScript);
        }
        if !of_script(1) {
            return Some(Reason::TargetScript);
        }
        self.is_seen(&folded).then_some(Reason::Duplicate)
    }

    /// Returns whether an equal one was kept before; else records it.
    fn is_seen(&mut self, [source, target]: &[String; 2]) -> bool {
        let marks = match self.rules.unique {
            Unique::Nothing => vec![],
            Unique::Pair => vec![hash(&(source, target))],
            Unique::Source => vec![hash(&(0, source))],
            Unique::Target => vec![hash(&(1, target))],
            Unique::Sides => vec![hash(&(0, source)), hash(&(1, target))],
        };
        if marks.iter().any(|mark| self.seen.contains(mark)) {
            return true;
        }
        self.seen.extend(marks);
        false
    }
}

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// Returns the length of a text in letters of an alphabet: a syllabic or logographic character counts
/// as several.
fn weight(text: &str) -> usize {
    let letters = text.chars().filter_map(script_of);
    letters
        .map(|script| match script {
            Script::Han => 3,
            Script::Kana | Script::Hangul => 2,
            _ => 1,
        })
        .sum()
}

/// Returns the share of the letters in the given script.
fn share(text: &str, is_own: impl Fn(Script) -> bool) -> f32 {
    let (mut own, mut all) = (0, 0);
    for script in text.chars().filter_map(script_of) {
        all += 1;
        own += usize::from(is_own(script));
    }
    if all == 0 {
        1.0
    } else {
        own as f32 / all as f32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reasons(rules: Rules, pairs: &[(&str, &str)]) -> Vec<Option<&'static str>> {
        let mut sieve = CorpusFilter::new(rules);
        let reason = |&(source, target): &(&str, &str)| {
            let pair = Candidate {
                sides: [source, target],
                langs: [Some("ar"), Some("en")],
                confidence: Some(0.5),
            };
            sieve.reason(&pair).map(Reason::name)
        };
        pairs.iter().map(reason).collect()
    }

    #[test]
    fn each_reason_is_found_and_a_good_pair_is_kept() {
        let pairs = [
            ("وصل القطار صباح اليوم.", "The train came this morning."),
            ("وَصَلَ القطار  صباح اليوم.", "the train came this morning."),
            ("وصل القطار.", "12."),
            ("The train came.", "The train came."),
            (
                "وصل.",
                "The train came this morning from the north, and nobody had expected it.",
            ),
            ("The train came late.", "It came this morning."),
            ("وصل القطار متأخرا.", "وصل في الصباح."),
        ];
        let found = reasons(Rules::default(), &pairs);
        let names = [
            None,
            Some("duplicate"),
            Some("empty"),
            Some("identical"),
            Some("length"),
            Some("source-script"),
            Some("target-script"),
        ];
        assert_eq!(found, names);
        let strict = Rules {
            min_confidence: 0.6,
            ..Rules::default()
        };
        assert_eq!(reasons(strict, &pairs[..1]), [Some("unsure")]);
    }

    #[test]
    fn a_side_may_come_once() {
        let pairs = [
            ("وصل القطار.", "The train came."),
            ("وصل القطار.", "The train arrived."),
            ("جاء القطار.", "The train arrived."),
        ];
        let by = |unique| {
            reasons(
                Rules {
                    unique,
                    ..Rules::default()
                },
                &pairs,
            )
            .iter()
            .filter(|reason| reason.is_none())
            .count()
        };
        assert_eq!(by(Unique::Pair), 3);
        assert_eq!(by(Unique::Nothing), 3);
        assert_eq!(by(Unique::Source), 2);
        assert_eq!(by(Unique::Target), 2);
        assert_eq!(by(Unique::Sides), 2);
    }

    #[test]
    fn a_sign_of_a_word_counts_as_several_letters() {
        assert_eq!(weight("火车今天早上到了"), 24);
        assert_eq!(weight("The train, 12"), 8);
    }
}
