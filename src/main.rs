//! The program `bayn`: starts the command line and ends with its exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    bayn::cli::main(std::env::args_os().collect())
}
