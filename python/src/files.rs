//! Files that hold a text and its translation.

use crate::alignment::PyBead;
use crate::error::{BaynError, of_format, of_system};
use crate::texts::Read;
use bayn_doc::{Bitext, Side, Sides};
use bayn_formats::{Format, Loaded, WriteOptions, from_bitext, to_bitext};
use pyo3::prelude::*;
use std::path::PathBuf;

/// A text and its translation.
#[pyclass(name = "Bitext", module = "bayn", frozen)]
pub(crate) struct PyBitext(Bitext);

#[pymethods]
impl PyBitext {
    /// Makes a bitext of pairs of a sentence and its translation.
    #[new]
    fn new(pairs: Vec<(String, String)>, source_lang: &str, target_lang: &str) -> Self {
        let mut corpus = bayn_formats::Corpus::bilingual(
            bayn_text::Lang::new(source_lang),
            bayn_text::Lang::new(target_lang),
        );
        for (source, target) in pairs {
            let segment = bayn_formats::Segment::pair(source.into(), target.into());
            corpus.push_segment(segment, true);
        }
        Self(to_bitext(&corpus))
    }

    /// The language of the source.
    #[getter]
    fn source_lang(&self) -> &str {
        self.0.documents.source.lang.tag()
    }

    /// The language of the target.
    #[getter]
    fn target_lang(&self) -> &str {
        self.0.documents.target.lang.tag()
    }

    /// The beads, in order.
    #[getter]
    fn beads(&self) -> Vec<PyBead> {
        let texts = self
            .0
            .documents
            .as_ref()
            .map(|document| Read::whole(document.clone()));
        let beads = self.0.beads.iter();
        beads.map(|bead| PyBead::of(bead, &texts)).collect()
    }

    /// The texts of each bead, its sentences joined by spaces.
    #[getter]
    fn pairs(&self) -> Vec<(String, String)> {
        let joined = |side: Side, sentences: std::ops::Range<usize>| {
            let document = &self.0.documents[side];
            let sentences: Vec<&str> = sentences.map(|at| document.sentence(at)).collect();
            sentences.join(" ")
        };
        self.0
            .beads
            .iter()
            .map(|bead| {
                let Sides { source, target } = bead.sentences.clone();
                (joined(Side::Source, source), joined(Side::Target, target))
            })
            .collect()
    }

    fn __len__(&self) -> usize {
        self.0.beads.len()
    }

    fn __repr__(&self) -> String {
        format!(
            "Bitext({} beads, {:?}, {:?})",
            self.0.beads.len(),
            self.source_lang(),
            self.target_lang()
        )
    }
}

/// Returns the format of that name.
fn format_of(name: Option<&str>) -> PyResult<Option<Format>> {
    name.map(|name| {
        Format::from_name(name)
            .ok_or_else(|| BaynError::new_err(format!("there is no format {name:?}")))
    })
    .transpose()
}

/// Reads a file that holds a text and its translation.
#[pyfunction]
#[pyo3(signature = (path, *, format=None))]
pub(crate) fn read(py: Python<'_>, path: PathBuf, format: Option<&str>) -> PyResult<PyBitext> {
    let format = format_of(format)?;
    py.detach(|| {
        let bytes = std::fs::read(&path).map_err(|error| of_system(&path, &error))?;
        let name = path.display().to_string();
        let loaded =
            bayn_formats::read(&name, &bytes, format).map_err(|error| of_format(&error))?;
        match loaded {
            Loaded::Corpus(corpus) => Ok(PyBitext(to_bitext(&corpus))),
            Loaded::Page(_) => Err(BaynError::new_err(format!(
                "{name}: it holds one text; align it with its translation"
            ))),
        }
    })
}

/// Writes a bitext; returns what the format cannot hold, a line each.
#[pyfunction]
#[pyo3(signature = (bitext, path, *, format=None))]
pub(crate) fn write(
    py: Python<'_>,
    bitext: &PyBitext,
    path: PathBuf,
    format: Option<&str>,
) -> PyResult<Vec<String>> {
    let name = path.display().to_string();
    let format = format_of(format)?
        .or_else(|| Format::from_file_name(&name))
        .ok_or_else(|| BaynError::new_err(format!("{name}: say with format= what to write")))?;
    py.detach(|| {
        let corpus = from_bitext(&bitext.0);
        let written = bayn_formats::write(&corpus, format, &WriteOptions::default());
        let (bytes, left_out) = written.map_err(|error| of_format(&error.of_file(&name)))?;
        let packed = bayn_formats::pack(&name, bytes);
        let packed = packed.map_err(|error| of_format(&error.of_file(&name)))?;
        bayn::disk::replace(&path, &packed).map_err(|error| of_system(&path, &error))?;
        Ok(left_out.iter().map(ToString::to_string).collect())
    })
}
