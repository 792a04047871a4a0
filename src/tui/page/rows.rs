//! Maps rows of a bead to lines of its texts.
//!
//! ```text
//! columns                        stacked
//!            blank row           blank row
//! source  t1  t2                 source
//! source      t2                 t1
//!             t2, unlinked       t2
//!                                t2, unlinked
//! ```
//!
//! Sentences of a further translation without source have separate rows: after the pair before
//! it, or above the first pair.

use super::cache::{Key, Which};
use super::{KeptLine, Page};
use crate::session::Anchor;
use crate::session::several::Group;
use crate::tui::plan::Arrangement;
use bayn_doc::{Side, Sides};
use harf::Cells;
use harf::layout::LayoutOptions;
use std::ops::Range;

/// The part of a bead that a row belongs to, and the index of the row in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Unlinked text above the pair.
    Before(usize),
    /// The pair.
    Pair(usize),
    /// Unlinked text below the pair.
    After(usize),
}

/// The content of one row of the reader.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The bead the row belongs to.
    pub bead: usize,
    /// The row inside the bead, space above included.
    pub at: usize,
    /// The number of the line of each side that is here.
    pub lines: Sides<Option<usize>>,
    /// The part that the row belongs to; `None` if it is blank.
    pub place: Option<Place>,
}

impl Page<'_> {
    /// Returns the sentences of a further translation, by its number, that have rows at a
    /// place of a bead, with the group they are of.
    fn further_group(&self, bead: usize, number: usize, place: Place) -> Option<Group> {
        let text = self.state.texts.several.text(number)?;
        let group = text.group_of(bead)?;
        let is_here = match place {
            Place::Before(_) | Place::Pair(_) => group.main.start == bead,
            Place::After(_) => group.main.end == bead + 1,
        };
        is_here.then(|| group.clone())
    }

    fn further_key(&self, bead: usize, number: usize, place: Place) -> Option<Key> {
        let pane = (*self.plan.others.get(number.checked_sub(2)?)?)?;
        let text = self.state.texts.several.text(number)?;
        let group = self.further_group(bead, number, place)?;
        let sentences: Range<usize> = match place {
            Place::Before(_) => group.before,
            Place::Pair(_) => group.sentences,
            Place::After(_) => group.after,
        };
        let options = LayoutOptions {
            width: Cells(pane.width.max(1)),
            direction: text.document.lang.direction(),
            ..self.options.source
        };
        self.key(Which::Further(number), &sentences, options)
    }

    fn further_lines(&mut self, bead: usize, number: usize, place: Place) -> usize {
        self.further_key(bead, number, place)
            .map_or(0, |key| self.parts(&key).lines)
    }

    /// Returns how many rows a further translation takes: one if it omits something, to
    /// show that.
    fn further_rows(&mut self, bead: usize, number: usize, place: Place) -> usize {
        let lines = self.further_lines(bead, number, place);
        let left_out = matches!(place, Place::Pair(_))
            && self
                .further_group(bead, number, place)
                .is_some_and(|group| group.left_out);
        lines.max(usize::from(left_out))
    }

    /// Returns which line of a further translation, by its number, belongs to a row; the first
    /// even if it has none.
    pub fn further_at(&mut self, row: &Row, number: usize) -> Option<usize> {
        let (Place::Before(at) | Place::Pair(at) | Place::After(at)) = row.place?;
        let mut above = 0;
        if self.plan.arrangement == Arrangement::Stacked {
            if matches!(row.place, Some(Place::Pair(_))) {
                above += self.count(row.bead, Side::Source) + self.first_rows(row.bead);
            }
            for before in self.plan.further().take_while(|before| *before < number) {
                above += self.further_rows(row.bead, before, row.place?);
            }
            let own = self.further_rows(row.bead, number, row.place?);
            return at.checked_sub(above).filter(|line| *line < own);
        }
        Some(at)
    }

    /// Returns a line of a further translation, by its number, at the place of a row.
    pub fn further(&mut self, row: &Row, number: usize, line: usize) -> Option<KeptLine> {
        let key = self.further_key(row.bead, number, row.place?)?;
        self.numbered(&key, line)
    }

    /// Returns whether the first of several translations has nothing for the source of a bead.
    #[must_use]
    pub fn lacks_first(&self, bead: usize) -> bool {
        let found = self.state.texts.bitext.beads.get(bead);
        self.plan.panes.target.is_some()
            && self.plan.further().next().is_some()
            && found
                .is_some_and(|found| found.sentences.target.is_empty() && found.crosses.is_none())
    }

    /// Returns how many rows the first translation takes if texts are stacked.
    pub fn first_rows(&mut self, bead: usize) -> usize {
        let lacks = usize::from(self.lacks_first(bead));
        self.count(bead, Side::Target).max(lacks)
    }

    /// Returns the rows that further translations take at a place: beside each other or one
    /// below the other.
    fn rows_of_further(&mut self, bead: usize, place: Place) -> usize {
        let stacked = self.plan.arrangement == Arrangement::Stacked;
        let rows = self.plan.further();
        let rows = rows.map(|number| self.further_rows(bead, number, place));
        if stacked {
            rows.sum()
        } else {
            rows.max().unwrap_or(0)
        }
    }

    /// Returns the rows above a bead: an empty one where a paragraph begins, and between all
    /// beads where the texts are stacked; and what a translation says before its beginning.
    pub fn gap(&mut self, bead: usize) -> usize {
        self.blank(bead) + self.rows_of_further(bead, Place::Before(0)) * self.pitch()
    }

    fn blank(&self, bead: usize) -> usize {
        let stacked = self.plan.arrangement == Arrangement::Stacked && !self.plan.close;
        usize::from(bead > 0 && (stacked || self.state.texts.begins_paragraph(bead)))
    }

    /// The number of rows of a line, with the empty ones after it.
    fn pitch(&self) -> usize {
        1 + usize::from(self.state.reading.view.spacing)
    }

    /// Returns how many rows the pair itself takes: what is unlinked not counted; at least 1.
    pub fn body(&mut self, bead: usize) -> usize {
        let source = self.count(bead, Side::Source);
        let others = self.rows_of_further(bead, Place::Pair(0));
        let rows = match self.plan.arrangement {
            Arrangement::Stacked => source + self.first_rows(bead) + others,
            Arrangement::Columns | Arrangement::Single(_) => {
                source.max(self.count(bead, Side::Target)).max(others)
            }
        };
        rows.max(1) * self.pitch()
    }

    /// Returns the height of a bead in rows, with the gap above it; at least 1.
    pub fn height(&mut self, bead: usize) -> usize {
        let after = self.rows_of_further(bead, Place::After(0)) * self.pitch();
        self.gap(bead) + self.body(bead) + after
    }

    fn place(&mut self, at: Anchor) -> Option<Place> {
        let pitch = self.pitch();
        let on = |row: usize| row.is_multiple_of(pitch).then_some(row / pitch);
        let (blank, gap) = (self.blank(at.bead), self.gap(at.bead));
        let row = at.row.checked_sub(blank)?;
        if at.row < gap {
            return on(row).map(Place::Before);
        }
        let (row, body) = (at.row - gap, self.body(at.bead));
        match row.checked_sub(body) {
            Some(after) => on(after).map(Place::After),
            None => on(row).map(Place::Pair),
        }
    }

    /// Returns the content of one row of a bead.
    pub fn row(&mut self, at: Anchor) -> Row {
        let place = self.place(at);
        let mut lines = Sides::default();
        if let Some(Place::Pair(row)) = place {
            let source = self.count(at.bead, Side::Source);
            let target = self.count(at.bead, Side::Target);
            let first = match self.plan.arrangement {
                Arrangement::Stacked => row.checked_sub(source),
                Arrangement::Columns | Arrangement::Single(_) => Some(row),
            };
            lines.source = (row < source).then_some(row);
            lines.target = first.filter(|row| *row < target);
        }
        Row {
            bead: at.bead,
            at: at.row,
            lines,
            place,
        }
    }
}
