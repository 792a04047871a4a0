//! Terminal input as events of the session.
//!
//! The terminal's bytes are read here while its descriptor is readable, split by their
//! grammar ([`cutter`](harf::terminal::cutter)) and looked up in a table ([`keys`]). Systems without Unix terminals
//! use the event source of crossterm behind the same interface.

pub mod keys;

#[cfg(not(unix))]
mod foreign;
#[cfg(unix)]
mod unix;

#[cfg(not(unix))]
pub use foreign::Input;
#[cfg(unix)]
pub use unix::Input;
#[cfg(unix)]
pub(in crate::tui) use unix::Source;
