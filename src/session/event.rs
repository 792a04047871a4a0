//! The events of a session, and the effects that it requests.

use crate::session::ask::Ask;
use crate::session::chord::Chord;
use crate::session::command::Command;
use crate::session::notice::Notice;
use crate::session::review::Record;
use crate::session::saved_words::Kept;
use crate::session::setting::Setting;
use crate::session::ticket::Ticket;
use crate::session::work::{Answer, Work};
use bayn_doc::Bitext;
use std::sync::Arc;

/// A movement or press of the mouse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mouse {
    /// The wheel was turned towards the user over a cell.
    WheelDown,
    /// The wheel was turned away from the user over a cell.
    WheelUp,
    /// The left button was pressed.
    Press,
    /// The mouse was moved with the left button held down.
    Drag,
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// A key was pressed.
    Key(Chord),
    /// Text was pasted.
    Paste(String),
    /// Text was pasted that is too long.
    Overlong,
    /// The mouse did something at a column and a row.
    Mouse(Mouse, u16, u16),
    /// A command was chosen by other means than a key.
    Run(Command),
    /// Texts were opened: background work may begin.
    Begin,
    /// Requested work has a result.
    Answer(Ticket, Answer),
    /// An effect was carried out, with its message.
    Notice(Notice),
    /// The editor returned a text, or `None` if it changed nothing.
    Edited(Ask, Option<String>),
    /// The user hesitates after the first keys of a binding.
    Hesitated,
    /// The screen changed its size.
    Resized,
}

/// The export format of a review.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutForm {
    /// A report for people.
    Report,
    /// Both texts with the review, for other tools.
    Export,
}

/// Which texts of a folder are opened next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The following ones.
    Next,
    /// The preceding ones.
    Previous,
}

/// A request of the session; its outcome comes back as an [`Event`].
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Write the record to disk.
    Keep(Record),
    /// Do long-running work; its result returns the ticket.
    Work(Ticket, Work),
    /// Cache the alignment for the next time these texts are opened.
    Remember(Ticket, Arc<Bitext>),
    /// Put text on the clipboard, in logical order; the second string says what it is.
    Copy(String, &'static str),
    /// Save a word or a pair for learning.
    KeepWords(Kept),
    /// Stop reading aloud.
    Hush,
    /// Clear the screen and redraw everything.
    Redraw,
    /// Try the next encoding of right-to-left text.
    NextBidi,
    /// A setting was changed: apply what does not concern the view.
    Set(Setting, String),
    /// Let the user write in an editor, starting with a text; it answers with
    /// [`Event::Edited`].
    Edit(Ask, String),
    /// Write the review to a file; an empty name means one next to the translation.
    WriteOut(OutForm, String),
    /// Read the texts from the disk again.
    ReadAgain,
    /// Read the texts again, repaired if they were left damaged, and vice versa.
    ReadOtherwise,
    /// Open the recent text of that number.
    Open(usize),
    /// Open the next or the previous texts of the folder.
    Step(Step),
    /// Read the settings files from disk again.
    Reload,
    /// Stop the process until the shell brings it back.
    Suspend,
    /// Quit.
    Quit,
}
