//! The column of rows: every bead laid out in its panes, as far as somebody looks at it.
//!
//! A bead's rows begin with the space above a paragraph; then come the lines of both sides,
//! beside each other or one above the other. Beads are laid out when they are asked for and
//! kept in a bounded cache. The reader on the screen and the plain output draw the same rows.

use crate::doc::Document;
use crate::layout::{Block, Invisibles, LayoutOptions, Newlines, VisualLine};
use crate::session::several::{Difference, difference, sentences_of};
use crate::session::{Anchor, State};
use crate::text::{Direction, Found, Romanisation, romanise};
use crate::tui::bounded::Bounded;
use crate::tui::plan::{Arrangement, Plan};
use crate::units::{Cells, Side, Sides, Span};
use std::ops::Range;
use std::rc::Rc;

/// One line of a pane and the document byte that its spans count from.
#[derive(Clone, Debug, PartialEq)]
pub struct PaneLine {
    /// The line.
    pub line: VisualLine,
    /// The document byte at which the line's text block begins.
    pub base: usize,
    /// Whether it is the line above in Latin letters, and stands for no bytes itself.
    pub is_roman: bool,
}

impl PaneLine {
    /// Returns the document bytes of a cell's span.
    #[must_use]
    pub const fn in_document(&self, span: Span) -> Span {
        span.shifted(self.base)
    }
}

#[derive(Clone, PartialEq, Eq, Hash)]
struct Key {
    which: Which,
    /// The bytes laid out: sentences may be cut and joined, their bytes stay.
    span: Span,
    options: LayoutOptions<'static>,
    roman: Option<Romanisation>,
}

/// Which text a line is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Which {
    /// One of the two that are read.
    Side(Side),
    /// A further translation, by its number.
    Further(usize),
}

/// The number of a further translation, the bytes of the first and the sentences of it.
type Compared = (usize, Option<Span>, Range<usize>);

/// Laid-out sides of beads, as many as a large screen and its neighbourhood show.
pub struct RowCache {
    /// The part of the file whose rows are kept: another has other sentences under the same
    /// numbers.
    part: Option<usize>,
    sides: Bounded<Key, Rc<Vec<PaneLine>>>,
    differences: Bounded<Compared, Option<Rc<Difference>>>,
}

impl Default for RowCache {
    fn default() -> Self {
        /// About 20 MB of cells.
        const MOST: usize = 1024;
        Self {
            part: None,
            sides: Bounded::new(MOST),
            differences: Bounded::new(MOST),
        }
    }
}

/// What stands on one row of the reader.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The bead the row belongs to.
    pub bead: usize,
    /// The row inside the bead, space above included.
    pub at: usize,
    /// The number of the line of each side that stands here.
    pub lines: Sides<Option<usize>>,
    /// The number of the line of each further translation that stands here.
    pub others: Option<usize>,
}

/// The rows of a state at one width.
pub struct Page<'a> {
    state: &'a State,
    plan: Plan,
    options: Sides<LayoutOptions<'static>>,
    cache: &'a mut RowCache,
}

impl<'a> Page<'a> {
    /// Returns the page of a state; `options` gives the presentation, to which the page adds
    /// each pane's width and direction.
    pub fn new(
        state: &'a State,
        plan: Plan,
        options: LayoutOptions<'static>,
        cache: &'a mut RowCache,
    ) -> Self {
        let options = Sides::from_fn(|side| LayoutOptions {
            width: Cells(plan.panes[side].map_or(1, |pane| pane.width.max(1))),
            direction: state.bitext.documents[side].lang.direction(),
            newlines: Newlines::Space,
            ..options
        });
        let part = state.part.map(|part| part.at);
        if cache.part != part {
            *cache = RowCache {
                part,
                ..RowCache::default()
            };
        }
        Self {
            state,
            plan,
            options,
            cache,
        }
    }

    /// Returns the division of the screen.
    #[must_use]
    pub const fn plan(&self) -> Plan {
        self.plan
    }

    /// Returns the lines of one side of a bead; none where the side is empty or hidden.
    pub fn lines(&mut self, bead: usize, side: Side) -> Rc<Vec<PaneLine>> {
        let Some(found) = self.state.bitext.beads.get(bead) else {
            return Rc::default();
        };
        if self.plan.panes[side].is_none() || found.sentences[side].is_empty() {
            return Rc::default();
        }
        let sentences = found.sentences[side].clone();
        self.laid_out(Which::Side(side), sentences, self.options[side])
    }

    /// Returns the lines of a further translation, by its number, that stand at a bead:
    /// those of the group that begins with it.
    pub fn further(&mut self, bead: usize, number: usize) -> Rc<Vec<PaneLine>> {
        let pane = number
            .checked_sub(2)
            .and_then(|at| self.plan.others.get(at));
        let (Some(Some(pane)), Some(text)) = (pane, self.state.several.text(number)) else {
            return Rc::default();
        };
        let group = text.group_of(bead);
        let Some(group) = group.filter(|group| group.main.start == bead) else {
            return Rc::default();
        };
        self.laid_out(
            Which::Further(number),
            group.sentences.clone(),
            LayoutOptions {
                width: Cells(pane.width.max(1)),
                direction: text.document.lang.direction(),
                ..self.options.source
            },
        )
    }

    /// Returns how many rows a further translation takes at a bead: one where it leaves
    /// something out, to say so.
    fn further_rows(&mut self, bead: usize, number: usize) -> usize {
        let lines = self.further(bead, number).len();
        let group = self.state.several.text(number);
        let group = group.and_then(|text| text.group_of(bead));
        lines.max(usize::from(group.is_some_and(|group| group.left_out)))
    }

    /// Returns in which words a further translation and the first differ at a bead, where
    /// differences are asked for.
    pub fn difference(&mut self, bead: usize, number: usize) -> Option<Rc<Difference>> {
        if !self.state.several.differences || self.plan.panes.target.is_none() {
            return None;
        }
        let text = self.state.several.text(number)?;
        // Of what was left out every word differs, which says nothing.
        let group = text.group_of(bead).filter(|group| !group.left_out)?;
        let main = &self.state.bitext;
        let first = main.documents.target.span_of(&sentences_of(main, group));
        let key = (number, first, group.sentences.clone());
        if let Some(kept) = self.cache.differences.get(&key) {
            return kept.clone();
        }
        let found = difference(main, text, group).map(Rc::new);
        self.cache.differences.put(key, found.clone());
        found
    }

    /// Returns how a text is written in Latin letters too: Arabic alone.
    fn roman(&self, document: &Document) -> Option<Romanisation> {
        let way = self.state.view.roman?;
        (document.lang.primary() == "ar").then_some(way)
    }

    /// Returns a text's document, and its characters that are not shown as they are.
    fn text_of(&self, which: Which) -> Option<(&Document, &[Found])> {
        match which {
            Which::Side(side) => Some((
                &self.state.bitext.documents[side],
                self.state.about[side].found.as_slice(),
            )),
            Which::Further(number) => {
                let text = self.state.several.text(number)?;
                Some((&text.document, text.found()))
            }
        }
    }

    fn laid_out(
        &mut self,
        which: Which,
        sentences: Range<usize>,
        options: LayoutOptions<'static>,
    ) -> Rc<Vec<PaneLine>> {
        let found = self.text_of(which).and_then(|(document, _)| {
            let span = document.span_of(&sentences)?;
            Some((span, self.roman(document)))
        });
        let Some((span, roman)) = found else {
            return Rc::default();
        };
        let key = Key {
            which,
            span,
            options,
            roman,
        };
        if let Some(lines) = self.cache.sides.get(&key) {
            return Rc::clone(lines);
        }
        let lines = Rc::new(self.lay_out(&key, &sentences));
        self.cache.sides.put(key, Rc::clone(&lines));
        lines
    }

    /// Lays out the sentences of a key, each paragraph's part as a block of its own.
    fn lay_out(&self, key: &Key, sentences: &Range<usize>) -> Vec<PaneLine> {
        let Some((document, found)) = self.text_of(key.which) else {
            return Vec::new();
        };
        let mut lines = Vec::new();
        let mut at = sentences.start;
        while at < sentences.end {
            let Some(first) = document.sentences.get(at) else {
                break;
            };
            let end = document
                .paragraphs
                .get(first.paragraph)
                .map_or(at + 1, |paragraph| paragraph.sentences.end)
                .clamp(at + 1, sentences.end);
            if let Some(span) = document.span_of(&(at..end)) {
                let ghosts: Vec<(usize, char)> = if key.options.invisibles == Invisibles::Show {
                    let from = found.partition_point(|found| found.at < span.start);
                    found[from..]
                        .iter()
                        .take_while(|found| found.at <= span.end)
                        .filter(|found| found.removed)
                        .map(|found| (found.at - span.start, found.ch))
                        .collect()
                } else {
                    Vec::new()
                };
                let options = LayoutOptions {
                    ghosts: &ghosts,
                    ..key.options
                };
                let block = Block::new(span.of(&document.text), &options);
                for line in block.lines {
                    let roman = key.roman.map(|way| roman(&line, way, &key.options));
                    lines.push(PaneLine {
                        line,
                        base: span.start,
                        is_roman: false,
                    });
                    lines.extend(roman.into_iter().flatten());
                }
            }
            at = end;
        }
        lines
    }

    /// Returns the empty rows above a bead: one where a paragraph begins, and between all
    /// beads where the texts are stacked.
    #[must_use]
    pub fn gap(&self, bead: usize) -> usize {
        let stacked = self.plan.arrangement == Arrangement::Stacked && !self.plan.close;
        usize::from(bead > 0 && (stacked || self.state.begins_paragraph(bead)))
    }

    /// How many rows a line takes, with the empty ones after it.
    fn pitch(&self) -> usize {
        1 + usize::from(self.state.view.spacing)
    }

    /// Returns the height of a bead in rows, with the gap above it; at least 1.
    pub fn height(&mut self, bead: usize) -> usize {
        let source = self.lines(bead, Side::Source).len();
        let target = self.lines(bead, Side::Target).len();
        let plan = self.plan;
        let others = plan.further().map(|number| self.further_rows(bead, number));
        let others = others.max().unwrap_or(0);
        let rows = match plan.arrangement {
            Arrangement::Stacked => source + target + others,
            Arrangement::Columns | Arrangement::Single(_) => source.max(target).max(others),
        };
        self.gap(bead) + rows.max(1) * self.pitch()
    }

    /// Returns the row of a bead on which the line with a byte of a side stands; its first
    /// line where no line has it.
    pub fn row_of(&mut self, bead: usize, side: Side, byte: usize) -> usize {
        let lines = self.lines(bead, side);
        let holds = |line: &PaneLine| {
            let mut cells = line.line.cells.iter();
            cells.any(|cell| line.in_document(cell.span).contains(byte))
        };
        let line = lines.iter().position(holds).unwrap_or(0);
        let stacked = self.plan.arrangement == Arrangement::Stacked;
        let above = if stacked && side == Side::Target {
            self.lines(bead, Side::Source).len()
        } else {
            0
        };
        self.gap(bead) + above + line
    }

    /// Returns what stands on one row of a bead.
    pub fn row(&mut self, at: Anchor) -> Row {
        let source = self.lines(at.bead, Side::Source).len();
        let target = self.lines(at.bead, Side::Target).len();
        let mut lines = Sides::default();
        let mut others = None;
        let pitch = self.pitch();
        let inside = at.row.checked_sub(self.gap(at.bead));
        if let Some(row) = inside.filter(|row| row % pitch == 0).map(|row| row / pitch) {
            match self.plan.arrangement {
                Arrangement::Stacked => {
                    lines.source = (row < source).then_some(row);
                    lines.target = row.checked_sub(source).filter(|row| *row < target);
                    others = row.checked_sub(source + target);
                }
                Arrangement::Columns | Arrangement::Single(_) => {
                    lines.source = (row < source).then_some(row);
                    lines.target = (row < target).then_some(row);
                    others = Some(row);
                }
            }
        }
        Row {
            bead: at.bead,
            at: at.row,
            lines,
            others,
        }
    }
}

/// Returns a line in Latin letters, to stand under it; in a narrow pane it takes more than
/// one line, and what is in Latin letters already takes none.
fn roman(line: &VisualLine, way: Romanisation, options: &LayoutOptions<'_>) -> Vec<PaneLine> {
    let written = line.logical_text();
    let text = romanise(written.trim(), way);
    if text == written.trim() {
        return Vec::new();
    }
    let options = LayoutOptions {
        direction: Direction::Ltr,
        ghosts: &[],
        ..*options
    };
    let block = Block::new(&text, &options);
    let lines = block.lines.into_iter().map(|line| PaneLine {
        line,
        base: 0,
        is_roman: true,
    });
    lines.collect()
}
