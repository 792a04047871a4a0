//! Checking pairs of sentences.

use crate::error::BaynError;
use crate::texts::{Given, Read, code_points};
use bayn_doc::{Bead, Bitext, Score, Side, Sides};
use bayn_review::Finding;
use bayn_review::check::{Options, run};
use bayn_review::registry::CHECKS;
use harf::Span;
use pyo3::prelude::*;
use std::collections::BTreeSet;

/// Something that a check points at.
#[pyclass(name = "Finding", module = "bayn", frozen, get_all)]
#[derive(Clone)]
pub(crate) struct PyFinding {
    /// The number of the pair, from 0.
    pair: usize,
    /// The name of the check.
    check: String,
    /// `neutral`, `minor`, `major` or `critical`.
    severity: String,
    /// What was seen, in English.
    message: String,
    /// Where in the source, as code points from its start.
    source: Vec<(usize, usize)>,
    /// Where in the target.
    target: Vec<(usize, usize)>,
}

#[pymethods]
impl PyFinding {
    fn __repr__(&self) -> String {
        format!(
            "Finding(pair={}, check={:?}, severity={:?}, message={:?})",
            self.pair, self.check, self.severity, self.message
        )
    }
}

/// Checks pairs of a sentence and its translation.
#[pyfunction]
#[pyo3(signature = (pairs, source_lang, target_lang, *, checks=None))]
pub(crate) fn check(
    py: Python<'_>,
    pairs: Vec<(String, String)>,
    source_lang: String,
    target_lang: String,
    checks: Option<Vec<String>>,
) -> PyResult<Vec<PyFinding>> {
    let only: BTreeSet<String> = checks.into_iter().flatten().collect();
    if let Some(name) = only
        .iter()
        .find(|name| !CHECKS.iter().any(|check| check.id == **name))
    {
        let known: Vec<&str> = CHECKS.iter().map(|check| check.id).collect();
        return Err(BaynError::new_err(format!(
            "there is no check {name:?}; there are {}",
            known.join(", ")
        )));
    }
    let tags = Sides::new(source_lang, target_lang);
    Ok(py.detach(|| findings(pairs, &tags, only)))
}

fn findings(
    pairs: Vec<(String, String)>,
    tags: &Sides<String>,
    only: BTreeSet<String>,
) -> Vec<PyFinding> {
    // A pair with an empty side has nothing to compare; the others keep their numbers.
    let is_whole = |(source, target): &(String, String)| {
        !(source.trim().is_empty() || target.trim().is_empty())
    };
    let (numbers, pairs): (Vec<usize>, Vec<(String, String)>) = pairs
        .into_iter()
        .enumerate()
        .filter(|(_, pair)| is_whole(pair))
        .unzip();
    let given = Sides::from_fn(|side| {
        pairs
            .iter()
            .map(|pair| {
                one_line(if side == Side::Source {
                    &pair.0
                } else {
                    &pair.1
                })
            })
            .collect::<Vec<String>>()
    });
    let documents = Sides::from_fn(|side| {
        Read::of(Given::Sentences(given[side].clone()), Some(&tags[side])).document
    });
    let beads = (0..documents.source.sentences.len())
        .map(|at| Bead::new(Sides::new(at..at + 1, at..at + 1), Score::ONE))
        .collect();
    let mut bitext = Bitext { documents, beads };
    bitext.name_beads();
    let options = Options {
        only,
        ..Options::default()
    };
    let found = run(&bitext, &options);
    found
        .iter()
        .map(|finding| told(finding, &bitext, &numbers))
        .collect()
}

/// Returns a sentence whose letters keep their places: what would end the line is a space.
fn one_line(sentence: &str) -> String {
    sentence.replace(['\n', '\r', '\t'], " ")
}

fn told(finding: &Finding, bitext: &Bitext, numbers: &[usize]) -> PyFinding {
    let places = |side: Side| -> Vec<(usize, usize)> {
        let document = &bitext.documents[side];
        let sentence = document.sentences.get(finding.bead);
        let start = sentence.map_or(0, |sentence| sentence.span.start);
        finding.spans[side]
            .iter()
            .filter_map(|span| {
                let own = Span::new(span.start.checked_sub(start)?, span.end.checked_sub(start)?);
                Some(code_points(document.sentence(finding.bead), own))
            })
            .collect()
    };
    PyFinding {
        pair: numbers.get(finding.bead).copied().unwrap_or(finding.bead),
        check: finding.check.clone(),
        severity: finding.severity.name().to_owned(),
        message: finding.message.to_string(),
        source: places(Side::Source),
        target: places(Side::Target),
    }
}
