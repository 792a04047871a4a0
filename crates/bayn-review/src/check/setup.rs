//! What the user wants of a run of the checks, and what the checks of one run share.

use super::rule::Rule;
use super::term_list::{Term, TermIndex};
use super::{Meaning, Pair};
use bayn_align::WordLink;
use bayn_doc::{Bitext, Severity};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

/// Which checks run, and how.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Options {
    /// The ids of the only checks to run; empty means all.
    pub only: BTreeSet<String>,
    /// The ids of checks that do not run.
    pub off: BTreeSet<String>,
    /// Severities by check id, in place of what the check says.
    pub severities: BTreeMap<String, Severity>,
    /// The user's glossary.
    pub glossary: Vec<Term>,
    /// The user's patterns.
    pub rules: Vec<Rule>,
    /// What compares words and clauses by what they mean; without it those checks are silent.
    pub meaning: Option<Arc<Meaning>>,
    /// Whether the user wants no comparing by meaning, so that nobody looks for an encoder.
    pub by_strings: bool,
}

impl Options {
    /// Returns whether the check with this id runs.
    #[must_use]
    pub fn runs(&self, check: &str) -> bool {
        (self.only.is_empty() || self.only.contains(check)) && !self.off.contains(check)
    }
}

/// What the checks of one run share.
pub(crate) struct Setup<'a> {
    /// The user's wishes.
    pub(crate) options: &'a Options,
    /// The user's glossary, ready for looking up.
    pub(super) glossary: TermIndex<'a>,
    bitext: &'a Bitext,
    /// The word links of each bead, found when a check first asks.
    links: OnceLock<Vec<Vec<WordLink>>>,
}

impl<'a> Setup<'a> {
    /// Returns what the checks of a run over `bitext` share.
    pub(super) fn new(bitext: &'a Bitext, options: &'a Options) -> Self {
        Self {
            options,
            glossary: TermIndex::new(
                &options.glossary,
                &bitext
                    .documents
                    .as_ref()
                    .map(|document| document.lang.clone()),
            ),
            bitext,
            links: OnceLock::new(),
        }
    }

    /// Returns the word links of a pair; nothing where no encoder knows both languages.
    pub(super) fn links_of(&self, pair: &Pair<'_>) -> Option<&[WordLink]> {
        let (_, links) = self.meaning()?;
        links.get(pair.index).map(Vec::as_slice)
    }

    /// Returns what compares by meaning, with the word links of each bead; nothing where no
    /// encoder knows both languages.
    pub(super) fn meaning(&self) -> Option<(&Meaning, &[Vec<WordLink>])> {
        let meaning = self.options.meaning.as_deref()?;
        let links = self.links.get_or_init(|| meaning.links(self.bitext));
        Some((meaning, links))
    }
}
