//! The carried sentence encoder.

use crate::error::BaynError;
use bayn_align::encoder::{Encoder, WIDTH};
use numpy::{PyArray1, PyArray2, PyArrayMethods};
use pyo3::prelude::*;

/// The carried sentence encoder.
#[pyclass(name = "Encoder", module = "bayn", frozen)]
pub(crate) struct PyEncoder(&'static Encoder);

#[pymethods]
impl PyEncoder {
    #[new]
    fn new() -> PyResult<Self> {
        let encoder = Encoder::load();
        encoder
            .map(Self)
            .ok_or_else(|| BaynError::new_err("this build carries no model"))
    }

    /// The length of a vector.
    #[classattr]
    const WIDTH: usize = WIDTH;

    /// Returns the unit vector of each text, one a row.
    fn encode<'py>(
        &self,
        py: Python<'py>,
        texts: Vec<String>,
    ) -> PyResult<Bound<'py, PyArray2<f32>>> {
        let count = texts.len();
        let flat: Vec<f32> = py.detach(|| {
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            self.0.embed_all(&texts).into_iter().flatten().collect()
        });
        PyArray1::from_vec(py, flat).reshape([count, WIDTH])
    }
}
