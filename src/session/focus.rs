//! The keyboard focus, and incomplete key sequences.

use crate::session::ask::Ask;
use crate::session::chord::Chord;
use crate::session::concordance::Kwic;
use crate::session::dialogue::Dialogue;
use crate::session::info_page::InfoPage;
use crate::session::link::{Explained, Preview};
use crate::session::pair_filter::FilterPanel;
use crate::session::panel::Panel;
use crate::session::prompt::Prompt;

/// The keyboard focus.
#[derive(Clone, Debug, PartialEq)]
pub enum Focus {
    /// The search line.
    Search(Prompt),
    /// An answer to a question.
    Line(Ask, Prompt),
    /// The dialogue that marks an error.
    Mark(Dialogue),
    /// The concordance of a word.
    Kwic(Kwic),
    /// The dictionary entries of a word, and the first line shown.
    Lookup(usize),
    /// A list, with the selected line.
    Panel(Panel, usize),
    /// The filter panel.
    Filter(FilterPanel),
    /// The changes proposed by realigning.
    Preview(Preview),
    /// Why a link was chosen.
    Explain(Explained),
    /// A page, with the selected line or the first line shown.
    InfoPage(InfoPage, usize),
    /// The command line with its list of commands, and the selected line.
    Palette(Prompt, usize),
    /// Help: the filter words of its lines, whether they are being typed, and the first
    /// line shown.
    Help {
        /// The filter words.
        filter: Prompt,
        /// Whether keys go to the filter.
        typing: bool,
        /// The first line shown.
        first: usize,
    },
}

/// A command that waits for one more key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wait {
    /// The name of the mark to set.
    SetMark,
    /// The name of the mark to go to.
    GotoMark,
}

/// Keys of an incomplete sequence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pending {
    /// The beginning of a binding.
    pub chords: Vec<Chord>,
    /// A count.
    pub count: Option<usize>,
    /// A command that waits for its argument.
    pub wait: Option<Wait>,
    /// Where the mouse was last pressed, if nothing was typed since.
    pub pressed: Option<(u16, u16)>,
    /// Whether the possible next keys are listed: the user has hesitated.
    pub is_listed: bool,
}
