//! How the texts are shown: what the reader chose, without rows or cells.

use crate::session::geometry::Anchor;
use bayn_doc::{Side, Sides};
use bayn_text::Romanisation;

/// How the two texts share the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// Columns where there is room for them, else stacked.
    #[default]
    Auto,
    /// Side by side.
    Columns,
    /// The source above its translation, bead by bead.
    Stacked,
    /// Each sentence with its translation under it, indented.
    Interlinear,
    /// The source alone.
    SourceOnly,
    /// The target alone.
    TargetOnly,
}

/// Digits as they are shown; the text keeps its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Digits {
    /// As written.
    #[default]
    AsWritten,
    /// 0 to 9.
    Western,
    /// U+0660 to U+0669.
    ArabicIndic,
}

/// Where the current bead is to be on the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ScrollTarget {
    /// Wherever it is, as long as it can be seen.
    #[default]
    Keep,
    /// At the top.
    Top,
    /// In the middle.
    Center,
    /// At the bottom.
    Bottom,
    /// With the line of this byte of a side on this row of the screen.
    Row {
        /// The side.
        side: Side,
        /// The byte of its document; the current bead holds it.
        byte: usize,
        /// The row, 0 for the first of the texts.
        row: usize,
    },
}

/// How the texts are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct View {
    /// The first row requested for each pane; the frame may show another.
    pub top: Sides<Anchor>,
    /// The row that the current bead should have.
    pub scroll_target: ScrollTarget,
    /// Whether the panes scroll apart.
    pub free: bool,
    /// Whether the panes changed places.
    pub swapped: bool,
    /// How the texts share the screen.
    pub layout: Layout,
    /// The active side before one text alone was shown.
    pub side_before: Option<Side>,
    /// Whether vowel marks and tatweel are hidden.
    pub bare: bool,
    /// How digits are shown.
    pub digits: Digits,
    /// Whether invisible characters are shown.
    pub invisibles: bool,
    /// How Arabic is written in Latin letters under its lines, if at all.
    pub roman: Option<Romanisation>,
    /// Whether each link's probability is shown.
    pub confidence: bool,
    /// Empty rows after each line.
    pub spacing: u16,
    /// The most columns a line may have; 0 is as many as there are.
    pub measure: u16,
    /// Whether lines are filled to one length.
    pub justified: bool,
    /// Whether only the text is shown.
    pub zen: bool,
    /// The side whose letters are hidden.
    pub hidden: Option<Side>,
    /// What is shown of it.
    pub revealed: Option<Revealed>,
}

/// How much is shown of the hidden side of a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Revealed {
    /// The index of the bead.
    pub bead: usize,
    /// How many of its words; none for all.
    pub words: Option<usize>,
}
