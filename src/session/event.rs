//! What can happen to a session, and what it asks of the world in return.

use crate::align::{Explanation, Split, WordLink};
use crate::doc::{Bead, Bitext};
use crate::review::Finding;
use crate::session::chord::Chord;
use crate::session::command::Command;
use crate::session::comparison::Compared;
use crate::session::concordance::WordIndex;
use crate::session::lookup::Answer;
use crate::session::part::Part;
use crate::session::refine::Replacement;
use crate::session::review::Record;
use crate::session::setting::Setting;
use crate::session::several::{Stage, Text};
use crate::session::state::Ask;
use crate::session::words::Sentences;
use crate::text::Lang;
use crate::units::Sides;
use std::ops::Range;
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
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// A key was pressed.
    Key(Chord),
    /// Text was pasted.
    Paste(String),
    /// The mouse did something at a column and a row.
    Mouse(Mouse, u16, u16),
    /// A command was chosen by other means than a key.
    Run(Command),
    /// The alignment went on: the share that is done.
    AlignProgress(f32),
    /// The alignment is ready.
    Aligned(Vec<Bead>),
    /// Aligning by meaning may begin, or go on.
    Refine,
    /// A run of beads was aligned by meaning.
    Refined(Replacement),
    /// The alignment of a further translation (0 is the first of them) is ready.
    TextAligned(usize, Vec<Bead>),
    /// A further translation is aligned by meaning as far as it was got; the last time it is
    /// [`Stage::Done`].
    TextRefined(usize, Vec<Bead>, Stage),
    /// The words of a bead, by its sentences, were linked.
    /// Whether they are the best that come, and no better ones are under way, is said last.
    WordsLinked(Sentences, Vec<WordLink>, bool),
    /// The places of all words are known.
    WordsIndexed(Arc<Sides<WordIndex>>),
    /// Glossaries and dictionaries were asked for a word.
    LookedUp(String, Vec<Answer>),
    /// The checks ran: each finding with the name it is dismissed under.
    Checked(Vec<(String, Finding)>),
    /// What both texts share was found.
    Compared(Arc<Compared>),
    /// Another part of a long file was read.
    Turned(Arc<Bitext>, Part),
    /// A long file was counted: it has this many parts.
    PartsCounted(usize),
    /// A run of beads was aligned again; the texts are those it was asked for.
    Realigned(Arc<Bitext>, Range<usize>, Vec<Bead>),
    /// A link was explained; the texts are those it was asked for.
    Explained(Arc<Bitext>, usize, Option<Explanation>),
    /// Pairs that would better be cut were found; the texts are those it was asked for.
    CutsFound(Arc<Bitext>, Vec<Split>),
    /// An effect was carried out; this is what to say of it.
    Said(Message),
    /// The editor gave a text back, or none when it changed nothing.
    Edited(Ask, Option<String>),
    /// The screen changed its size.
    Resized,
}

/// How a message is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Something was done.
    Good,
    /// Something could not be done.
    Bad,
}

/// One line for the user, shown until the next key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// How it is meant.
    pub tone: Tone,
    /// The sentence.
    pub text: String,
}

impl Message {
    /// Returns a message that something was done.
    pub fn good(text: impl Into<String>) -> Self {
        Self {
            tone: Tone::Good,
            text: text.into(),
        }
    }

    /// Returns a message that something could not be done.
    pub fn bad(text: impl Into<String>) -> Self {
        Self {
            tone: Tone::Bad,
            text: text.into(),
        }
    }
}

/// Something the session wants done; its outcome comes back as an [`Event`].
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Put what was done on the disk.
    Keep(Record),
    /// Run the automatic checks; they answer by [`Event::Checked`].
    Check(Arc<Bitext>),
    /// Find names, shared facts and contradictions; they answer by [`Event::Compared`].
    Compare(Arc<Bitext>),
    /// Align a run of beads by meaning, or (`false`) by strings alone; it answers by
    /// [`Event::Refined`].
    Refine(Arc<Bitext>, Range<usize>, bool),
    /// Align a further translation (the first of them is 0) by meaning; it answers by
    /// [`Event::TextRefined`].
    RefineText(Arc<Bitext>, usize, Arc<Text>),
    /// Remember the alignment for the next time these texts are opened.
    Remember(Arc<Bitext>),
    /// Link the words of a bead; the answers come by [`Event::WordsLinked`], the best last.
    LinkWords(Arc<Bitext>, usize),
    /// Find the places of all words; they come by [`Event::WordsIndexed`].
    IndexWords(Arc<Bitext>),
    /// Ask glossaries and dictionaries for a word of a language; they answer by
    /// [`Event::LookedUp`].
    LookUp(String, Lang),
    /// Align a run of beads again; it answers by [`Event::Realigned`].
    Realign(Arc<Bitext>, Range<usize>),
    /// Say why a link stands; it answers by [`Event::Explained`].
    Explain(Arc<Bitext>, usize),
    /// Find pairs in a run that would better be cut; they come by [`Event::CutsFound`].
    FindCuts(Arc<Bitext>, Range<usize>),
    /// Put text on the clipboard, in logical order; the second string says what it is.
    Copy(String, &'static str),
    /// Read another part of a long file; it comes by [`Event::Turned`].
    Turn(usize),
    /// Clear the screen and draw everything.
    Redraw,
    /// Try the next way of writing right-to-left text.
    NextBidi,
    /// A setting was changed: what is not the view's is to follow.
    Set(Setting, String),
    /// Let the user write in an editor, beginning with a text; it answers by
    /// [`Event::Edited`].
    Edit(Ask, String),
    /// Read the texts from the disk again.
    ReadAgain,
    /// Open the recent text of that number.
    Open(usize),
    /// Read the files of settings from the disk again.
    Reload,
    /// Stop the process until the shell brings it back.
    Suspend,
    /// Leave.
    Quit,
}
