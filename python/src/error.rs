//! Errors as exceptions: what went wrong, where, and what to do.

use bayn_formats::FormatError;
use pyo3::PyErr;
use pyo3::create_exception;
use pyo3::exceptions::PyValueError;

create_exception!(
    _bayn,
    BaynError,
    PyValueError,
    "What cannot be read, aligned or written: the place, the reason and the remedy."
);

/// Returns the exception of a refused file.
pub(crate) fn of_format(error: &FormatError) -> PyErr {
    BaynError::new_err(error.to_string())
}

/// Returns the exception of what the system refused about a file.
pub(crate) fn of_system(path: &std::path::Path, error: &std::io::Error) -> PyErr {
    BaynError::new_err(format!("{}: {error}", path.display()))
}
