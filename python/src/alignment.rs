//! Aligning: one pair of texts, or many side by side.

use crate::error::BaynError;
use crate::texts::{Given, Read};
use bayn_align::encoder;
use bayn_align::{Options, align as align_documents};
use bayn_doc::{Bead, BeadKind, Side, Sides};
use pyo3::prelude::*;
use rayon::iter::{IntoParallelIterator, ParallelIterator};

/// Sentences of both sides that belong together.
#[pyclass(name = "Bead", module = "bayn", frozen, get_all)]
#[derive(Clone)]
pub(crate) struct PyBead {
    /// The numbers of its source sentences.
    source: Vec<usize>,
    /// The numbers of its target sentences.
    target: Vec<usize>,
    /// Its source sentences, cleaned.
    source_text: Vec<String>,
    /// Its target sentences, cleaned.
    target_text: Vec<String>,
    /// The probability that exactly these belong together.
    confidence: f32,
    /// `text`, `title` or `furniture`.
    kind: &'static str,
}

#[pymethods]
impl PyBead {
    fn __repr__(&self) -> String {
        format!(
            "Bead(source={:?}, target={:?}, confidence={:.2})",
            self.source, self.target, self.confidence
        )
    }
}

impl PyBead {
    /// Returns a bead of two texts.
    pub(crate) fn of(bead: &Bead, texts: &Sides<Read>) -> Self {
        let numbers = |side: Side| {
            let range = bead.sentences[side].clone();
            range.map(|at| texts[side].number(at)).collect()
        };
        let sentences = |side: Side| {
            let range = bead.sentences[side].clone();
            let document = &texts[side].document;
            range.map(|at| document.sentence(at).to_owned()).collect()
        };
        Self {
            source: numbers(Side::Source),
            target: numbers(Side::Target),
            source_text: sentences(Side::Source),
            target_text: sentences(Side::Target),
            confidence: bead.confidence.value(),
            kind: match bead.kind {
                BeadKind::Text => "text",
                BeadKind::Title => "title",
                BeadKind::Furniture => "page furniture",
            },
        }
    }
}

/// What a caller says about the texts, by side.
type Tags = Sides<Option<String>>;

fn beads(given: Sides<Given>, tags: &Tags, by_meaning: bool) -> Vec<PyBead> {
    let Sides { source, target } = given;
    let texts = Sides::new(
        Read::of(source, tags.source.as_deref()),
        Read::of(target, tags.target.as_deref()),
    );
    let documents = texts.as_ref().map(|text| text.document.clone());
    let langs = Side::BOTH.map(|side| documents[side].lang.primary());
    let encoder = by_meaning.then(|| encoder::for_languages(&langs)).flatten();
    let options = Options {
        encoder,
        ..Options::default()
    };
    let alignment = align_documents(&documents, &options);
    let beads = alignment.beads.iter();
    beads.map(|bead| PyBead::of(bead, &texts)).collect()
}

/// Aligns a text with its translation.
#[pyfunction]
#[pyo3(signature = (source, target, *, source_lang=None, target_lang=None, model=true))]
pub(crate) fn align(
    py: Python<'_>,
    source: Given,
    target: Given,
    source_lang: Option<String>,
    target_lang: Option<String>,
    model: bool,
) -> Vec<PyBead> {
    let tags = Sides::new(source_lang, target_lang);
    py.detach(|| beads(Sides::new(source, target), &tags, model))
}

/// Aligns some pairs of texts, in so many threads; returns the beads of each.
#[pyfunction]
#[pyo3(signature = (pairs, *, threads, source_lang=None, target_lang=None, model=true))]
pub(crate) fn align_batch(
    py: Python<'_>,
    pairs: Vec<(Given, Given)>,
    threads: usize,
    source_lang: Option<String>,
    target_lang: Option<String>,
    model: bool,
) -> PyResult<Vec<Vec<PyBead>>> {
    let tags = Sides::new(source_lang, target_lang);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    let pool = pool.map_err(|error| BaynError::new_err(format!("no threads: {error}")))?;
    Ok(py.detach(|| {
        pool.install(|| {
            let pairs = pairs.into_par_iter();
            pairs
                .map(|(source, target)| beads(Sides::new(source, target), &tags, model))
                .collect()
        })
    }))
}
