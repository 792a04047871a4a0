//! What can happen to a session, and what it asks of the world in return.

use crate::session::ask::Ask;
use crate::session::chord::Chord;
use crate::session::command::Command;
use crate::session::kept::Kept;
use crate::session::notice::Notice;
use crate::session::review::Record;
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
    /// Text was pasted that is too long to be taken.
    Overlong,
    /// The mouse did something at a column and a row.
    Mouse(Mouse, u16, u16),
    /// A command was chosen by other means than a key.
    Run(Command),
    /// Texts were opened: what is to be done beside the reading may begin.
    Begin,
    /// Work that was asked for came to something.
    Answer(Ticket, Answer),
    /// An effect was carried out; this is what to say of it.
    Said(Notice),
    /// The editor gave a text back, or none when it changed nothing.
    Edited(Ask, Option<String>),
    /// The user hesitates after the first keys of a binding.
    Hesitated,
    /// The screen changed its size.
    Resized,
}

/// What a review is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutForm {
    /// A report for people.
    Report,
    /// Both texts with the review, for other tools.
    Export,
}

/// Which texts of a folder come after those that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Those behind them.
    Next,
    /// Those before them.
    Previous,
}

/// Something the session wants done; its outcome comes back as an [`Event`].
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Put what was done on the disk.
    Keep(Record),
    /// Do something that takes long; what comes of it brings the ticket back.
    Work(Ticket, Work),
    /// Remember the alignment for the next time these texts are opened.
    Remember(Ticket, Arc<Bitext>),
    /// Put text on the clipboard, in logical order; the second string says what it is.
    Copy(String, &'static str),
    /// Put a word or a pair among those that are kept.
    KeepWords(Kept),
    /// Stop reading aloud.
    Hush,
    /// Clear the screen and draw everything.
    Redraw,
    /// Try the next way of writing right-to-left text.
    NextBidi,
    /// A setting was changed: what is not the view's is to follow.
    Set(Setting, String),
    /// Let the user write in an editor, beginning with a text; it answers by
    /// [`Event::Edited`].
    Edit(Ask, String),
    /// Write the review to a file; an empty name is one beside the translation.
    WriteOut(OutForm, String),
    /// Read the texts from the disk again.
    ReadAgain,
    /// Read the texts again, mended where they were left damaged and the other way round.
    ReadOtherwise,
    /// Open the recent text of that number.
    Open(usize),
    /// Open the next or the previous texts of the folder.
    Step(Step),
    /// Read the files of settings from the disk again.
    Reload,
    /// Stop the process until the shell brings it back.
    Suspend,
    /// Leave.
    Quit,
}
