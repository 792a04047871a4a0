//! The run of all checks over a bitext.

use super::glossary::{self, Term};
use super::pattern::Rule;
use super::{Hits, Meaning, Pair, hidden};
use crate::finding::Finding;
use crate::registry::{CHECKS, Check, Look};
use bayn_align::WordLink;
use bayn_doc::Sides;
use bayn_doc::{Bitext, Severity};
use bayn_text::Found;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

/// Which checks run, and how.
#[derive(Clone, Debug, Default)]
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
}

impl Options {
    /// Returns whether a check runs.
    #[must_use]
    pub fn runs(&self, check: &Check) -> bool {
        (self.only.is_empty() || self.only.contains(check.id)) && !self.off.contains(check.id)
    }
}

/// What the checks of one run share.
pub(crate) struct Setup<'a> {
    /// The user's wishes.
    pub(crate) options: &'a Options,
    /// The user's glossary, ready for looking up.
    pub(super) glossary: glossary::Index<'a>,
    bitext: &'a Bitext,
    /// The word links of each bead, found when a check first asks.
    links: OnceLock<Vec<Vec<WordLink>>>,
}

impl Setup<'_> {
    /// Returns what compares by meaning, with the word links of each bead; nothing where no
    /// encoder knows both languages.
    pub(super) fn meaning(&self) -> Option<(&Meaning, &[Vec<WordLink>])> {
        let meaning = self.options.meaning.as_deref()?;
        let links = self.links.get_or_init(|| meaning.links(self.bitext));
        Some((meaning, links))
    }
}

/// Returns the findings of all checks that run, by bead and by place in it.
///
/// Cost is linear in the length of the texts.
#[must_use]
pub fn run(bitext: &Bitext, options: &Options) -> Vec<Finding> {
    let pairs: Vec<Pair<'_>> = (0..bitext.beads.len())
        .filter_map(|index| Pair::new(bitext, index))
        .collect();
    let setup = Setup {
        options,
        glossary: glossary::Index::new(&options.glossary),
        bitext,
        links: OnceLock::new(),
    };
    let mut findings = Vec::new();
    for check in CHECKS.iter().filter(|check| options.runs(check)) {
        let mut hits = Hits::default();
        match check.look {
            Look::Bead(look) => {
                for pair in &pairs {
                    look(pair, &setup, &mut hits);
                }
            }
            Look::Text(look) => look(&pairs, &setup, &mut hits),
        }
        let severity = options.severities.get(check.id);
        findings.extend(hits.0.into_iter().map(|(bead, hit)| Finding {
            check: check.id.to_owned(),
            severity: severity.copied().or(hit.severity).unwrap_or(check.severity),
            message: hit.message,
            bead,
            spans: hit.spans,
        }));
    }
    in_order(&mut findings);
    findings
}

/// Adds what is known of the texts beside their letters: the hidden controls that were taken
/// out of them when they were read.
pub fn add_hidden(
    findings: &mut Vec<Finding>,
    bitext: &Bitext,
    found: Sides<&[Found]>,
    options: &Options,
) {
    let check = CHECKS.iter().find(|check| check.id == hidden::ID);
    if !check.is_some_and(|check| options.runs(check)) {
        return;
    }
    let severity = options.severities.get(hidden::ID);
    let more = hidden::removed(bitext, found).into_iter();
    findings.extend(more.map(|finding| Finding {
        severity: severity.copied().unwrap_or(finding.severity),
        ..finding
    }));
    in_order(findings);
}

/// Sorts findings by bead and place. Stable: checks keep the order of the registry where they
/// point at one place.
fn in_order(findings: &mut [Finding]) {
    findings.sort_by_key(|finding| {
        let first = finding.spans.target.iter().chain(&finding.spans.source);
        (finding.bead, first.map(|span| span.start).next())
    });
}
