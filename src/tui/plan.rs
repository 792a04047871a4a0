//! How the width of the screen is divided between the two texts.
//!
//! ```text
//! columns                                       stacked                single
//!  vm |English|   gutter   |Arabic| m            gutter vm |both panes| m   the same
//!                                                source above target
//! ```
//!
//! v is the column of verdict signs, m that of marks: before the beginning of the text it
//! refers to, with a space between. Narrow screens have one for both, very narrow ones none.
//!
//! Further translations are after the first, each after a narrow gutter, as
//! far as there is room; else the selected ones are shown.
//!
//! Right-to-left text is on the right; of two texts of one direction the source is
//! where that direction begins.

use crate::session::reading::Reading;
use crate::session::several::MOST;
use crate::session::texts::Texts;
use crate::session::{Layout, Pane, State};
use bayn_doc::{Side, Sides};
use harf::Direction;

/// Columns need at least this many cells; below, the texts are stacked.
pub const COLUMNS_FROM: u16 = 80;

/// A pane of several needs at least this many cells.
pub const PANE_FROM: u16 = 26;

/// Panes have columns for signs from this width on.
const SIGNS_FROM: u16 = 60;

/// Cells between a further translation and the one before it: a line with room for a sign on
/// both sides of it, and a space next to each text.
const BETWEEN: u16 = 5;

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
    /// The pane of each side; `None` if it is hidden.
    pub panes: Sides<Option<Pane>>,
    /// The gutter.
    pub gutter: Pane,
    /// The pane of each further translation; `None` if it is hidden.
    pub others: [Option<Pane>; MOST - 1],
    /// The number of translations that fit, if there are several; else 0.
    pub room: usize,
    /// The column of confidences, while they are shown.
    pub confidence: Option<Pane>,
    /// The column of verdicts.
    pub verdicts: Option<u16>,
    /// The columns of mark signs of each side.
    pub signs: Sides<Option<u16>>,
    /// Whether pairs are under each other without a row between them.
    pub close: bool,
}

/// How far a translation under its sentence is indented.
const INDENT: u16 = 4;

/// The cells of a probability with the space beside it.
const CONFIDENCE: u16 = 4;

impl Plan {
    /// Divides `width` cells for a state.
    #[must_use]
    pub fn new(state: &State, width: u16) -> Self {
        let arrangement = match state.reading.view.layout {
            Layout::Auto if width >= COLUMNS_FROM => Arrangement::Columns,
            Layout::Columns if width >= 16 => Arrangement::Columns,
            Layout::Auto | Layout::Columns | Layout::Stacked | Layout::Interlinear => {
                Arrangement::Stacked
            }
            Layout::SourceOnly => Arrangement::Single(Side::Source),
            Layout::TargetOnly => Arrangement::Single(Side::Target),
        };
        let arrangement = state.texts.alone().map_or(arrangement, Arrangement::Single);
        let wanted = (state.reading.view.confidence || state.aligning.link.on) && width >= 24;
        let width = width - if wanted { CONFIDENCE } else { 0 };
        let measure = match state.reading.view.measure {
            0 => u16::MAX,
            columns => columns,
        };
        let several = &state.texts.several;
        let room = match arrangement {
            Arrangement::Columns => room_for(width),
            Arrangement::Stacked => several.texts.len() + 1,
            Arrangement::Single(_) => 1,
        };
        let shown = match arrangement {
            Arrangement::Single(_) => vec![1],
            _ if several.is_empty() => vec![1],
            _ => several.window(room),
        };
        let mut plan = match arrangement {
            Arrangement::Columns if shown == [1] => {
                let left = left_side(&state.texts, &state.reading);
                let rtl = |side: Side| {
                    state.texts.bitext.documents[side].lang.direction() == Direction::Rtl
                };
                let inward = Sides::from_fn(|side| rtl(side) == (side == left));
                Self::columns(left, width, measure, inward)
            }
            Arrangement::Columns => Self::several(
                &state.texts,
                left_side(&state.texts, &state.reading),
                width,
                &shown,
            ),
            Arrangement::Stacked | Arrangement::Single(_) => {
                Self::rows(state, arrangement, width, measure)
            }
        };
        if state.reading.view.layout == Layout::Interlinear && arrangement == Arrangement::Stacked {
            plan.indent(state.texts.bitext.documents.target.lang.direction());
        }
        if !several.is_empty() {
            plan.room = room;
            if arrangement == Arrangement::Stacked {
                plan.stack(state, &shown);
            }
        }
        if wanted { plan.with_confidence() } else { plan }
    }

    /// Makes room for the probabilities: on the left of the gutter between columns, else on
    /// its right.
    fn with_confidence(self) -> Self {
        let mut plan = self;
        let behind = plan.gutter.x + plan.gutter.width;
        let two = [&mut plan.panes.source, &mut plan.panes.target];
        for pane in two.into_iter().chain(&mut plan.others) {
            if let Some(pane) = pane.as_mut().filter(|pane| pane.x >= behind) {
                pane.x += CONFIDENCE;
            }
        }
        let x = if plan.arrangement == Arrangement::Columns {
            plan.gutter.x += CONFIDENCE;
            plan.gutter.x - CONFIDENCE + 1
        } else {
            behind
        };
        // Everything after the probabilities has moved, signs too.
        plan.signs = plan.signs.map(|x| {
            let moved = |x: u16| if x >= behind { x + CONFIDENCE } else { x };
            x.map(moved)
        });
        plan.confidence = Some(Pane {
            x,
            width: CONFIDENCE - 1,
        });
        plan
    }

    /// Gives the shown translations the columns of the first, one below the other.
    fn stack(&mut self, state: &State, shown: &[usize]) {
        let (whole, first) = (self.panes.source, self.panes.target);
        let is_indented = first.is_some() && whole != first;
        let pane_in = |direction: Direction| match whole {
            Some(whole) if is_indented => Some(indented(whole, direction)),
            whole => whole,
        };
        self.panes.target = first.filter(|_| shown.contains(&1));
        for &number in shown {
            if let Some(text) = state.texts.several.text(number) {
                self.set_pane(number, pane_in(text.document.lang.direction()));
            }
        }
    }

    /// Gives a translation its pane, by its number.
    fn set_pane(&mut self, number: usize, pane: Option<Pane>) {
        match number.checked_sub(2) {
            None => self.panes.target = pane,
            Some(at) => {
                if let Some(place) = self.others.get_mut(at) {
                    *place = pane;
                }
            }
        }
    }

    /// Returns the numbers of the further translations that have a pane.
    pub fn further(&self) -> impl Iterator<Item = usize> + use<> {
        let others = self.others;
        (0..others.len())
            .filter(move |&at| others.get(at).is_some_and(Option::is_some))
            .map(|at| at + 2)
    }

    /// Returns the gutter before a further translation: the cells between it and the text
    /// nearer to the source. `None` if the texts are not side by side.
    #[must_use]
    pub fn gutter_of(&self, number: usize) -> Option<Pane> {
        let pane = (*self.others.get(number.checked_sub(2)?)?)?;
        if self.arrangement != Arrangement::Columns {
            return None;
        }
        let before = pane.x + pane.width;
        // What is next to the first gutter has that one.
        let next = pane.x == self.gutter.x + self.gutter.width
            || before + self.sure_width() == self.gutter.x;
        let x = match self.on_left() {
            _ if next => return None,
            true => before,
            false => pane.x.saturating_sub(BETWEEN),
        };
        Some(Pane { x, width: BETWEEN })
    }

    /// Returns the cells that the probabilities take on the left of the gutter.
    fn sure_width(&self) -> u16 {
        let beside = self.confidence.filter(|pane| pane.x < self.gutter.x);
        beside.map_or(0, |_| CONFIDENCE)
    }

    /// Returns whether the translations are on the left of the source.
    #[must_use]
    pub fn on_left(&self) -> bool {
        self.panes
            .source
            .is_some_and(|source| source.x > self.gutter.x)
    }

    /// Divides columns among the source and some translations, those further from the source
    /// that have higher numbers.
    fn several(texts: &Texts, left: Side, width: u16, shown: &[usize]) -> Self {
        let count = u16::try_from(shown.len() + 1).unwrap_or(2);
        let mut plan = Self::columns(left, width, u16::MAX, Sides::default());
        let margins = margins(width);
        let around = margins.0 + margins.1;
        let text = width.saturating_sub(around + plan.gutter.width + BETWEEN * (count - 2));
        let margin = match left {
            Side::Source => margins.0,
            Side::Target => margins.1,
        };
        let part = |at: u16| text / count + u16::from(at < text % count);
        let mut widths = (0..count).map(part);
        // From the side of the source on; mirrored if it is on the right.
        let mirrored = |x: u16, pane: u16| match left {
            Side::Source => x,
            Side::Target => width.saturating_sub(x + pane),
        };
        let first = widths.next().unwrap_or(1);
        let mut x = margin;
        plan.panes = Sides::new(
            Some(Pane {
                x: mirrored(x, first),
                width: first,
            }),
            None,
        );
        x += first;
        plan.gutter.x = mirrored(x, plan.gutter.width);
        x += plan.gutter.width;
        for (&number, width) in shown.iter().zip(widths) {
            plan.set_pane(
                number,
                Some(Pane {
                    x: mirrored(x, width),
                    width,
                }),
            );
            x += width + BETWEEN;
        }
        plan.place_several_signs(texts, width);
        plan
    }

    /// Gives verdicts the column before all of several texts, and the marks of each side one
    /// before its text.
    fn place_several_signs(&mut self, texts: &Texts, width: u16) {
        if width < SIGNS_FROM {
            self.verdicts = Some(self.gutter.x);
        } else {
            let two = [self.panes.source, self.panes.target];
            let all = two.into_iter().chain(self.others).flatten();
            self.verdicts = all.map(|pane| pane.x).min().and_then(|x| x.checked_sub(3));
        }
        self.signs = Sides::from_fn(|side| {
            let pane = self.panes[side]?;
            match texts.bitext.documents[side].lang.direction() {
                Direction::Ltr => pane.x.checked_sub(2),
                Direction::Rtl => Some((pane.x + pane.width + 1).min(width.saturating_sub(1))),
            }
        });
    }

    /// Gives verdicts and marks their columns; `inward` tells for each side whether its text begins at
    /// the gutter.
    fn place_signs(&mut self, left: Side, width: u16, inward: Sides<bool>) {
        let right = left.other();
        let (Some(first), Some(last)) = (self.panes[left], self.panes[right]) else {
            return;
        };
        if width < SIGNS_FROM {
            self.verdicts = Some(self.gutter.x);
            self.signs[left] = Some(self.gutter.x);
            self.signs[right] = Some(self.gutter.x + self.gutter.width - 1);
            return;
        }
        let ((outside, before), behind) = (margins(width), last.x + last.width);
        self.verdicts = first
            .x
            .checked_sub(if inward[left] { outside - 1 } else { outside });
        self.signs[left] = match inward[left] {
            true => Some(first.x + first.width + 1),
            false => first.x.checked_sub(before),
        };
        self.signs[right] = match inward[right] {
            true => last.x.checked_sub(before),
            false => Some(behind + 1),
        };
    }

    fn columns(left: Side, width: u16, measure: u16, inward: Sides<bool>) -> Self {
        let gutter_width = if width >= 40 { 5 } else { 3 };
        // Where a text begins at the gutter, its signs are there.
        let strip = |side: Side| {
            if inward[side] && width >= SIGNS_FROM {
                2
            } else {
                0
            }
        };
        let (behind_left, before_right) = (strip(left), strip(left.other()));
        let mut margins = margins(width);
        margins.0 -= behind_left.min(1);
        margins.1 -= before_right.min(1);
        let around = margins.0 + margins.1;
        let between = behind_left + gutter_width + before_right;
        let room = width.saturating_sub(around + between);
        let text = room.min(measure.saturating_mul(2));
        let outside = (room - text) / 2;
        let first = Pane {
            x: outside + margins.0,
            width: text / 2,
        };
        let gutter = Pane {
            x: first.x + first.width + behind_left,
            width: gutter_width,
        };
        let second = Pane {
            x: gutter.x + gutter_width + before_right,
            width: text - text / 2,
        };
        let panes = match left {
            Side::Source => Sides::new(Some(first), Some(second)),
            Side::Target => Sides::new(Some(second), Some(first)),
        };
        let mut plan = Self {
            arrangement: Arrangement::Columns,
            panes,
            gutter,
            others: [None; MOST - 1],
            room: 0,
            confidence: None,
            verdicts: None,
            signs: Sides::default(),
            close: false,
        };
        plan.place_signs(left, width, inward);
        plan
    }

    fn rows(state: &State, arrangement: Arrangement, width: u16, measure: u16) -> Self {
        let (gutter, margin) = match width {
            SIGNS_FROM.. => (7, 2),
            40.. => (6, 2),
            12.. => (2, 0),
            _ => (0, 0),
        };
        let room = width.saturating_sub(gutter + margin).max(1);
        let text = room.min(measure).max(1);
        let outside = (room - text) / 2;
        let pane = Pane {
            x: outside + gutter,
            width: text,
        };
        let panes = Sides::from_fn(|side| match arrangement {
            Arrangement::Single(shown) if shown != side => None,
            _ => Some(pane),
        });
        Self {
            arrangement,
            panes,
            gutter: Pane {
                x: outside,
                width: gutter,
            },
            others: [None; MOST - 1],
            room: 0,
            confidence: None,
            verdicts: match gutter {
                6.. => Some(outside + 4),
                2 => Some(outside),
                _ => None,
            },
            signs: Sides::from_fn(|side| {
                let rtl = state.texts.bitext.documents[side].lang.direction() == Direction::Rtl;
                match gutter {
                    0 => None,
                    2 => Some(outside),
                    _ if rtl => Some(pane.x + pane.width + 1),
                    _ => Some(outside + gutter - 2),
                }
            }),
            close: false,
        }
    }

    /// Indents the target at the start of its lines, and closes the gap above it.
    fn indent(&mut self, direction: Direction) {
        self.close = true;
        self.panes.target = self.panes.target.map(|pane| indented(pane, direction));
    }
}

/// Returns a pane without the cells by which a text is indented where its lines begin.
fn indented(pane: Pane, direction: Direction) -> Pane {
    let by = INDENT.min(pane.width / 4);
    Pane {
        x: if direction == Direction::Ltr {
            pane.x + by
        } else {
            pane.x
        },
        width: pane.width - by,
    }
}

/// Returns the cells before the first and after the last column of text: for the signs of
/// verdicts and marks, each mark with a blank before its text.
const fn margins(width: u16) -> (u16, u16) {
    match width {
        SIGNS_FROM.. => (3, 2),
        40.. => (1, 1),
        _ => (0, 0),
    }
}

/// Returns how many translations fit next to their source.
fn room_for(width: u16) -> usize {
    let first = 3 + 2 + 5 + 2 * PANE_FROM;
    let more = width.saturating_sub(first) / (PANE_FROM + BETWEEN);
    1 + usize::from(more)
}

/// Returns the side whose pane is on the left.
pub(super) fn left_side(texts: &Texts, reading: &Reading) -> Side {
    let direction = |side: Side| texts.bitext.documents[side].lang.direction();
    let left = match (direction(Side::Source), direction(Side::Target)) {
        (Direction::Ltr, _) => Side::Source,
        (Direction::Rtl, _) => Side::Target,
    };
    if reading.view.swapped {
        left.other()
    } else {
        left
    }
}
