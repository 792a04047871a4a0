//! The run of all checks over a bitext.

use super::registry::{CHECKS, Look};
use super::setup::{Options, Setup};
use super::{Hits, Pair, hidden};
use crate::finding::Finding;
use bayn_doc::{Bitext, Sides};
use bayn_text::Found;

/// Returns the findings of all checks that run, by bead and by position in it.
///
/// Cost is linear in the length of the texts.
#[must_use]
pub fn run(bitext: &Bitext, options: &Options) -> Vec<Finding> {
    let pairs: Vec<Pair<'_>> = (0..bitext.beads.len())
        .filter_map(|index| Pair::new(bitext, index))
        .collect();
    let setup = Setup::new(bitext, options);
    let mut findings = Vec::new();
    for check in CHECKS.iter().filter(|check| options.runs(check.id)) {
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

/// Adds findings about the files: the hidden control characters that were removed
/// from them when they were read.
pub fn add_hidden(
    findings: &mut Vec<Finding>,
    bitext: &Bitext,
    found: Sides<&[Found]>,
    options: &Options,
) {
    let check = CHECKS.iter().find(|check| check.id == hidden::ID);
    if !check.is_some_and(|check| options.runs(check.id)) {
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

/// Sorts findings by bead and position. Stable: checks keep the order of the registry if they
/// report the same position.
fn in_order(findings: &mut [Finding]) {
    findings.sort_by_key(|finding| {
        let first = finding.spans.target.iter().chain(&finding.spans.source);
        (finding.bead, first.map(|span| span.start).next())
    });
}
