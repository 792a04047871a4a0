//! bayn: a terminal reader for parallel text.
//!
//! The crate is a house of floors; a module uses only what lies below it, and
//! `tests/floors.rs` holds that. Two towers stand on the same ground: the text engine
//! (`bidi`, `shape`, `layout`) and the translation engine (`doc`, `align`, …). They meet
//! in the terminal.

#![warn(clippy::print_stderr)]

pub mod align;
pub mod bidi;
pub mod catalogue;
pub mod cli;
pub mod compare;
pub mod disk;
pub mod doc;
pub mod exchange;
pub mod format;
pub mod layout;
pub mod lookup;
pub mod review;
pub mod session;
pub mod shape;
pub mod store;
pub mod text;
pub mod tui;
pub mod units;
