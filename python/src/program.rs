//! The program itself, run in the interpreter's process.

use pyo3::prelude::*;
use std::ffi::OsString;
use std::process::ExitCode;

/// Runs the program with the words of a command line, its name first; returns its exit code.
#[pyfunction]
pub(crate) fn run(py: Python<'_>, words: Vec<OsString>) -> u8 {
    let code = py.detach(|| bayn::cli::main(words));
    // An exit code tells its number to nobody but the system.
    (0..=u8::MAX)
        .find(|number| ExitCode::from(*number) == code)
        .unwrap_or(u8::MAX)
}
