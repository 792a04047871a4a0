//! How the width of the screen is divided between the two texts.
//!
//! ```text
//! columns                              stacked              single
//!  |left pane|   gutter   |right pane|  |gutter|both panes|  |  |one pane|
//!  1 cell margin, 5 cells between        source above target
//! ```
//!
//! Right-to-left text stands on the right; of two texts of one direction the source stands
//! where that direction begins.

use crate::session::{Layout, Pane, State};
use crate::text::Direction;
use crate::units::{Side, Sides};

/// Columns need at least this many cells; below, the texts are stacked.
pub const COLUMNS_FROM: u16 = 80;

/// How the two texts share the rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Arrangement {
    /// Side by side.
    Columns,
    /// The source above the target.
    Stacked,
    /// One side alone.
    Single(Side),
}

/// The division of a screen of some width.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// How the texts share the rows.
    pub arrangement: Arrangement,
    /// The pane of each side; none when it is hidden.
    pub panes: Sides<Option<Pane>>,
    /// The gutter.
    pub gutter: Pane,
}

impl Plan {
    /// Divides `width` cells for a state.
    #[must_use]
    pub fn new(state: &State, width: u16) -> Self {
        let arrangement = match state.view.layout {
            Layout::Auto if width >= COLUMNS_FROM => Arrangement::Columns,
            Layout::Columns if width >= 16 => Arrangement::Columns,
            Layout::Auto | Layout::Columns | Layout::Stacked => Arrangement::Stacked,
            Layout::SourceOnly => Arrangement::Single(Side::Source),
            Layout::TargetOnly => Arrangement::Single(Side::Target),
        };
        match arrangement {
            Arrangement::Columns => Self::columns(left_side(state), width),
            Arrangement::Stacked | Arrangement::Single(_) => Self::rows(arrangement, width),
        }
    }

    fn columns(left: Side, width: u16) -> Self {
        let margin = u16::from(width >= 40);
        let between = if width >= 40 { 5 } else { 3 };
        let text = width.saturating_sub(2 * margin + between);
        let first = Pane {
            x: margin,
            width: text / 2,
        };
        let gutter = Pane {
            x: first.x + first.width,
            width: between,
        };
        let second = Pane {
            x: gutter.x + between,
            width: text - text / 2,
        };
        let panes = match left {
            Side::Source => Sides::new(Some(first), Some(second)),
            Side::Target => Sides::new(Some(second), Some(first)),
        };
        Self {
            arrangement: Arrangement::Columns,
            panes,
            gutter,
        }
    }

    fn rows(arrangement: Arrangement, width: u16) -> Self {
        let (gutter, margin) = match width {
            40.. => (5, 1),
            12.. => (2, 0),
            _ => (0, 0),
        };
        let pane = Pane {
            x: gutter,
            width: width.saturating_sub(gutter + margin).max(1),
        };
        let panes = Sides::from_fn(|side| match arrangement {
            Arrangement::Single(shown) if shown != side => None,
            _ => Some(pane),
        });
        Self {
            arrangement,
            panes,
            gutter: Pane {
                x: 0,
                width: gutter,
            },
        }
    }
}

/// Returns the side whose pane stands on the left.
fn left_side(state: &State) -> Side {
    let direction = |side: Side| state.bitext.documents[side].lang.direction();
    let left = match (direction(Side::Source), direction(Side::Target)) {
        (Direction::Ltr, _) => Side::Source,
        (Direction::Rtl, _) => Side::Target,
    };
    if state.view.swapped {
        left.other()
    } else {
        left
    }
}
