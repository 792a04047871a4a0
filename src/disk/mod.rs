//! Floor 0: how files are opened and written, the same way for the whole program.
//!
//! Three rules hold. A file is written whole or not at all, beside its place and then put
//! there at once ([`replace`]); nothing else writes files, but for the journal of a review,
//! which is appended to ([`append`]). A symbolic link is followed only where a person named
//! it ([`followed`]). What is read or appended to while somebody waits is a plain file: a
//! pipe or a device is refused before it can block ([`read`]).

mod lock;
mod open;
mod same;
mod write;

pub use lock::lock;
pub use open::{append, open, read, read_text};
pub use same::{is_same, is_standard_input};
pub use write::{followed, nameless, replace, replace_all, replace_by, sweep};
