//! The keyboard focus, incomplete key sequences, and the message that answers the last key.

use crate::session::focus::{Focus, Pending};
use crate::session::list_filter::ListFilter;
use crate::session::notice::Notice;

/// What is open over the texts, and the last keys and message.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ui {
    /// The keyboard focus, innermost last; the reader when empty.
    pub focus: Vec<Focus>,
    /// The filter of the list on the screen.
    pub thin: ListFilter,
    /// Incomplete key sequences.
    pub pending: Pending,
    /// The message shown until the next key.
    pub message: Option<Notice>,
}
