//! The column of rows: every bead laid out in its panes, on demand.
//!
//! A bead's rows begin with the space above a paragraph; then come the lines of both sides,
//! beside each other or one above the other. Beads are laid out on demand and
//! kept in a bounded cache. The reader on the screen and the plain output draw the same rows.
//!
//! What is laid out at once is a part of at most [`PART`] bytes. A longer bead has
//! several, and only their numbers of lines are kept for all of them: a sentence of
//! twenty megabytes takes only the memory of its visible lines.

mod cache;
mod lay_out;
mod rows;

pub use cache::{KeptLine, PaneLine, RowCache};
pub use lay_out::PART;
pub use rows::{Place, Row};

use crate::session::State;
use crate::session::several::Difference;
use crate::session::several::{difference, sentences_of};
use crate::tui::plan::{Arrangement, Plan};
use bayn_doc::Document;
use bayn_doc::{Side, Sides};
use bayn_text::{Found, Romanisation};
use cache::{ENTRY, Key, Part, Parts, Which};
use harf::bidi::direction_in;
use harf::layout::{Block, Invisibles, LayoutOptions, Newlines};
use harf::{Cells, Span};
use lay_out::{paragraph_of, parted, roman};
use std::ops::Range;
use std::rc::Rc;

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
            direction: state.texts.bitext.documents[side].lang.direction(),
            newlines: Newlines::Space,
            ..options
        });
        let part = state.texts.part.map(|part| part.at);
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

    /// Returns how many lines one side of a bead has; `None` if the side is empty or hidden.
    pub fn count(&mut self, bead: usize, side: Side) -> usize {
        self.side_key(bead, side)
            .map_or(0, |key| self.parts(&key).lines)
    }

    /// Returns a line of one side of a bead.
    pub fn line(&mut self, bead: usize, side: Side, number: usize) -> Option<KeptLine> {
        let key = self.side_key(bead, side)?;
        self.numbered(&key, number)
    }

    /// Returns the lines of one side of a bead in the part that holds a byte of the document
    /// (the first if none does) and in the adjacent ones.
    pub fn lines_around(&mut self, bead: usize, side: Side, byte: usize) -> Vec<KeptLine> {
        let Some(key) = self.side_key(bead, side) else {
            return Vec::new();
        };
        let parts = self.parts(&key);
        let at = parts.holding(byte).unwrap_or(0);
        let near = parts.parts.iter().take(at + 2).skip(at.saturating_sub(1));
        near.flat_map(|part| {
            let part = self.laid_out(&key, part.span);
            (0..part.len()).map(move |at| KeptLine {
                part: Rc::clone(&part),
                at,
            })
        })
        .collect()
    }

    fn side_key(&self, bead: usize, side: Side) -> Option<Key> {
        self.plan.panes[side]?;
        let found = self.state.texts.bitext.beads.get(bead)?;
        self.key(
            Which::Side(side),
            &found.sentences[side],
            self.options[side],
        )
    }

    /// Returns the words in which a further translation and the first differ at a bead, if
    /// differences are shown.
    pub fn difference(&mut self, bead: usize, number: usize) -> Option<Rc<Difference>> {
        if !self.state.texts.several.differences || self.plan.panes.target.is_none() {
            return None;
        }
        let text = self.state.texts.several.text(number)?;
        // In an omission every word differs, which is no information.
        let group = text.group_of(bead).filter(|group| !group.left_out)?;
        let main = &self.state.texts.bitext;
        let first = main.documents.target.span_of(&sentences_of(main, group));
        let key = (number, first, group.sentences.clone());
        if let Some(kept) = self.cache.differences.get(&key) {
            return kept.clone();
        }
        let found = difference(main, text, group).map(Rc::new);
        self.cache.differences.insert(key, found.clone(), 1);
        found
    }

    /// Returns the romanisation of a text: only of Arabic.
    fn roman(&self, document: &Document) -> Option<Romanisation> {
        let way = self.state.reading.view.roman?;
        (document.lang.primary() == "ar").then_some(way)
    }

    /// Returns a text's document, and its characters that are not shown as they are.
    fn text_of(&self, which: Which) -> Option<(&Document, &[Found])> {
        match which {
            Which::Side(side) => Some((
                &self.state.texts.bitext.documents[side],
                self.state.texts.about[side].found.as_slice(),
            )),
            Which::Further(number) => {
                let text = self.state.texts.several.text(number)?;
                Some((&text.document, text.hidden_characters()))
            }
        }
    }

    fn key(
        &self,
        which: Which,
        sentences: &Range<usize>,
        options: LayoutOptions<'static>,
    ) -> Option<Key> {
        let (document, _) = self.text_of(which)?;
        Some(Key {
            which,
            span: document.span_of(sentences)?,
            options,
            roman: self.roman(document),
        })
    }

    /// Returns the parts of a key. O(n) if they are not cached.
    fn parts(&mut self, key: &Key) -> Rc<Parts> {
        if let Some(parts) = self.cache.sides.get(key) {
            return Rc::clone(parts);
        }
        let spans = self
            .text_of(key.which)
            .map(|(document, _)| parted(document, key.span))
            .unwrap_or_default();
        let mut parts = Parts::default();
        for span in spans {
            parts.parts.push(Part {
                span,
                first: parts.lines,
            });
            parts.lines += self.laid_out(key, span).len();
        }
        let parts = Rc::new(parts);
        self.cache.sides.insert(key.clone(), Rc::clone(&parts), 1);
        parts
    }

    /// Returns a line of a key.
    fn numbered(&mut self, key: &Key, number: usize) -> Option<KeptLine> {
        let parts = self.parts(key);
        let next = parts.parts.partition_point(|part| part.first <= number);
        let found = parts.parts.get(next.checked_sub(1)?)?;
        let at = number - found.first;
        let part = self.laid_out(key, found.span);
        (at < part.len()).then_some(KeptLine { part, at })
    }

    /// Returns the lines of one part of a key.
    fn laid_out(&mut self, key: &Key, span: Span) -> Rc<Vec<PaneLine>> {
        let key = Key {
            span,
            ..key.clone()
        };
        if let Some(lines) = self.cache.laid_out.get(&key) {
            return Rc::clone(lines);
        }
        let lines = Rc::new(self.lay_out(&key));
        let cells: usize = lines.iter().map(|line| 2 + line.line.cells.len()).sum();
        self.cache
            .laid_out
            .insert(key, Rc::clone(&lines), ENTRY + cells);
        lines
    }

    /// Lays out one part.
    fn lay_out(&self, key: &Key) -> Vec<PaneLine> {
        let Some((document, found)) = self.text_of(key.which) else {
            return Vec::new();
        };
        let span = key.span;
        let ghosts: Vec<(usize, char)> = if key.options.invisibles == Invisibles::Show {
            let from = found.partition_point(|found| found.at < span.start);
            found[from..]
                .iter()
                .take_while(|found| found.at <= span.end)
                .filter(|found| found.removed)
                .take(PART)
                .map(|found| (found.at - span.start, found.ch))
                .collect()
        } else {
            Vec::new()
        };
        let paragraph = paragraph_of(document, span).of(&document.text);
        let options = LayoutOptions {
            ghosts: &ghosts,
            direction: direction_in(paragraph, key.options.direction),
            ..key.options
        };
        let block = Block::new(span.of(&document.text), &options);
        let mut lines = Vec::with_capacity(block.lines.len());
        for line in block.lines {
            let roman = key.roman.map(|way| roman(&line, way, &key.options));
            lines.push(PaneLine {
                line,
                base: span.start,
                is_roman: false,
            });
            lines.extend(roman.into_iter().flatten());
        }
        lines
    }

    /// Returns the row of a bead on which the line with a byte of a side is; its first
    /// line if no line has it.
    pub fn row_of(&mut self, bead: usize, side: Side, byte: usize) -> usize {
        let line = self.line_of(bead, side, byte).unwrap_or(0);
        let stacked = self.plan.arrangement == Arrangement::Stacked;
        let above = if stacked && side == Side::Target {
            self.count(bead, Side::Source)
        } else {
            0
        };
        self.gap(bead) + above + line
    }

    /// Returns the number of the line with a byte of a side.
    fn line_of(&mut self, bead: usize, side: Side, byte: usize) -> Option<usize> {
        let key = self.side_key(bead, side)?;
        let parts = self.parts(&key);
        let part = parts.parts.get(parts.holding(byte)?)?;
        let holds = |line: &PaneLine| {
            let mut cells = line.line.cells.iter();
            !line.is_roman && cells.any(|cell| line.in_document(cell.span).contains(byte))
        };
        let line = self.laid_out(&key, part.span).iter().position(holds)?;
        Some(part.first + line)
    }
}
