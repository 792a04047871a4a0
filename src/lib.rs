//! bayn: a terminal reader for parallel text.
//!
//! `session` is the state of the reader and how it changes, `tui` shows it, `store` keeps it on the
//! disk, `cli` is the command line. What they use are packages of their own: `harf` (cells and
//! right-to-left text) and `bayn-text`, `bayn-doc`, `bayn-formats`, `bayn-align`, `bayn-review`.

#![warn(clippy::print_stderr)]

pub mod catalogue;
pub mod cli;
pub mod disk;
pub mod lookup;
pub mod session;
pub mod store;
pub mod tui;
