//! Whole texts, line by line.

use super::read::Line;
use super::row;
use super::style::Style;
use crate::bidi::direction_of;
use crate::layout::{Block, LayoutOptions, Newlines};
use crate::terminal::Facts;
use crate::{Cells, Direction};

/// Prints a text so that its terminal shows it right: wrapped to a width, in order, joined, each
/// line flush with the side where it begins.
///
/// The attributes of characters (SGR: colours, bold, underline) are kept, and so is what `nroff`
/// prints over itself; every other control is taken out. Each row ends as it began, without
/// attributes, so that rows can be cut out of the whole or paged through.
///
/// The facts should be those of [`Facts::for_lines`]: a program that prints lines enters no mode.
///
/// ```
/// use harf::encode::Encoding;
/// use harf::terminal::Choice;
/// use harf::{Cells, Facts, Printer};
///
/// let visual = Choice { bidi: Some(Encoding::Visual), ..Choice::default() };
/// let facts = Facts::unasked().chosen(visual); // in a program: detected, then for_lines()
/// let mut printer = Printer::new(Cells(8), &facts);
/// assert_eq!(printer.line("\u{5d0}\u{5d1} 12"), "   12 \u{5d1}\u{5d0}\n");
/// assert_eq!(printer.line("a \u{1b}[31mred\u{1b}[m one"), "a \u{1b}[0;31mred\u{1b}[0m\none\n");
/// assert_eq!(printer.line("a\u{1b}]0;title\u{7}b"), "ab\n");
/// ```
#[derive(Clone, Debug)]
pub struct Printer {
    facts: Facts,
    /// How lines are laid out; of the width, spaces and direction it decides by itself.
    pub layout: LayoutOptions<'static>,
    /// The direction of every line; of none, that of its first strong letter.
    pub direction: Option<Direction>,
    width: Cells,
    style: Style,
}

impl Printer {
    /// Returns a printer of rows `width` columns wide; 0 is taken as 1.
    #[must_use]
    pub fn new(width: Cells, facts: &Facts) -> Self {
        let width = Cells(width.0.max(1));
        let mut layout = LayoutOptions::new(width, Direction::Ltr).with_spaces_kept();
        layout.shaping = facts.shaping;
        layout.tashkeel = facts.tashkeel;
        layout.newlines = Newlines::Space;
        Self {
            facts: facts.clone(),
            layout,
            direction: None,
            width,
            style: Style::default(),
        }
    }

    /// Returns a line of the text as one row or more, each ended by a line feed. `line` is without
    /// its own end; attributes go on from the line before.
    #[must_use]
    pub fn line(&mut self, line: &str) -> String {
        let line = Line::read(line, std::mem::take(&mut self.style));
        let found = self.direction.or_else(|| direction_of(&line.text));
        let options = LayoutOptions {
            direction: found.unwrap_or_default(),
            ..self.layout
        };
        let block = Block::new(&line.text, &options);
        let mut out = String::new();
        for visual in block.lines {
            let styles = (&*line.styles, |byte| line.style_at(byte));
            out.push_str(&row::write(visual, self.width, false, styles, &self.facts));
            out.push('\n');
        }
        self.style = line.into_style();
        out
    }
}
