//! Text for programs that print lines and keep no screen: rows as they must be printed.
//!
//! [`encode_line`] sets one text into one row; [`Printer`] wraps whole texts and keeps their
//! colours. Both leave nothing in a row that steers the terminal but the attributes of characters.

mod one;
mod options;
mod printer;
mod read;
mod row;
mod style;

pub use one::encode_line;
pub use printer::Printer;
