//! What has the keyboard, and keys that wait for more.

use crate::session::ask::Ask;
use crate::session::chord::Chord;
use crate::session::concordance::Kwic;
use crate::session::dialogue::Dialogue;
use crate::session::info_page::InfoPage;
use crate::session::link::{Explained, Preview};
use crate::session::pair_filter::FilterPanel;
use crate::session::panel::Panel;
use crate::session::prompt::Prompt;

/// What has the keyboard.
#[derive(Clone, Debug, PartialEq)]
pub enum Focus {
    /// The search line.
    Search(Prompt),
    /// An answer to a question.
    Line(Ask, Prompt),
    /// The dialogue that marks an error.
    Mark(Dialogue),
    /// The places of a word.
    Kwic(Kwic),
    /// What dictionaries say of a word, and the first line shown.
    Lookup(usize),
    /// A list, with the line chosen.
    Panel(Panel, usize),
    /// The panel that chooses a filter.
    Filter(FilterPanel),
    /// What aligning again would change.
    Preview(Preview),
    /// Why a link was chosen.
    Explain(Explained),
    /// A page, with the line chosen or the first line shown.
    InfoPage(InfoPage, usize),
    /// The command line with its list of commands, and the line chosen.
    Palette(Prompt, usize),
    /// Help: the words its lines must hold, whether they are being typed, and the first
    /// line shown.
    Help {
        /// The words asked for.
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

/// Keys that have been typed and not yet been answered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pending {
    /// The beginning of a binding.
    pub chords: Vec<Chord>,
    /// A count.
    pub count: Option<usize>,
    /// A command that waits for its argument.
    pub wait: Option<Wait>,
    /// Where the mouse was pressed last, if nothing was typed since.
    pub pressed: Option<(u16, u16)>,
    /// Whether what may come next is listed: the user has hesitated.
    pub is_listed: bool,
}
