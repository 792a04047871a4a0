//! What has the keyboard, which keys wait for more, and the line that answers the last one.

use crate::session::focus::{Focus, Pending};
use crate::session::notice::Notice;
use crate::session::thin::Thin;

/// What is open over the texts, and what was typed and said last.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ui {
    /// What has the keyboard, innermost last; the reader when empty.
    pub focus: Vec<Focus>,
    /// What thins the list on the screen out.
    pub thin: Thin,
    /// Keys waiting for more.
    pub pending: Pending,
    /// The line to say until the next key.
    pub message: Option<Notice>,
}
