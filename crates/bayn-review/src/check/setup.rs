//! The options of a run of the checks, and the data that the checks of one run share.

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
    /// Severities by check id, which override those of the checks.
    pub severities: BTreeMap<String, Severity>,
    /// The user's glossary.
    pub glossary: Vec<Term>,
    /// The user's patterns.
    pub rules: Vec<Rule>,
    /// The comparison by meaning; without it checks by meaning report nothing.
    pub meaning: Option<Arc<Meaning>>,
    /// Whether comparing by meaning is disabled, so that no encoder is searched.
    pub by_strings: bool,
}

impl Options {
    /// Returns whether the check with this id runs.
    #[must_use]
    pub fn runs(&self, check: &str) -> bool {
        (self.only.is_empty() || self.only.contains(check)) && !self.off.contains(check)
    }
}

/// The data that the checks of one run share.
pub(crate) struct Setup<'a> {
    /// The user's options.
    pub(crate) options: &'a Options,
    /// The user's glossary, ready for looking up.
    pub(super) glossary: TermIndex<'a>,
    bitext: &'a Bitext,
    /// The word links of each bead, computed on first use.
    links: OnceLock<Vec<Vec<WordLink>>>,
}

impl<'a> Setup<'a> {
    /// Returns the shared data of a run over `bitext`.
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

    /// Returns the word links of a pair; nothing if no encoder supports both languages.
    pub(super) fn links_of(&self, pair: &Pair<'_>) -> Option<&[WordLink]> {
        let (_, links) = self.meaning()?;
        links.get(pair.index).map(Vec::as_slice)
    }

    /// Returns the comparison by meaning, with the word links of each bead; nothing if no
    /// encoder supports both languages.
    pub(super) fn meaning(&self) -> Option<(&Meaning, &[Vec<WordLink>])> {
        let meaning = self.options.meaning.as_deref()?;
        let links = self.links.get_or_init(|| meaning.links(self.bitext));
        Some((meaning, links))
    }
}
