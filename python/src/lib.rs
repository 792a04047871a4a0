//! The module `bayn._bayn`: what the packages of bayn do, for Python.
//!
//! Each function turns its arguments into the values of the packages, lets go of the
//! interpreter's lock, calls one of them and turns the answer back. `python/bayn/_bayn.pyi`
//! documents the module for those who use it.

mod alignment;
mod checking;
mod encoding;
mod error;
mod files;
mod program;
mod texts;

use pyo3::prelude::*;

/// Alignment, checks, files and the program of bayn.
#[pymodule(name = "_bayn")]
fn module_of(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add("BaynError", module.py().get_type::<error::BaynError>())?;
    module.add_class::<alignment::PyBead>()?;
    module.add_class::<checking::PyFinding>()?;
    module.add_class::<encoding::PyEncoder>()?;
    module.add_class::<files::PyBitext>()?;
    module.add_function(wrap_pyfunction!(alignment::align, module)?)?;
    module.add_function(wrap_pyfunction!(alignment::align_batch, module)?)?;
    module.add_function(wrap_pyfunction!(checking::check, module)?)?;
    module.add_function(wrap_pyfunction!(files::read, module)?)?;
    module.add_function(wrap_pyfunction!(files::write, module)?)?;
    module.add_function(wrap_pyfunction!(texts::split, module)?)?;
    module.add_function(wrap_pyfunction!(program::run, module)?)?;
    Ok(())
}
