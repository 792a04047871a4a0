//! A line being typed in mixed scripts, edited as the eye sees it.
//!
//! The caret lies on the letter before which the next one is put; behind the last letter it lies on
//! a cell of its own, where the line ends. It moves by cells of the screen, through the same
//! [`CaretMap`] as the caret of a text, so that left is left in words of either direction.
//!
//! ```text
//!   typed: a b SPACE alef beh          shown:  a b _ [beh alef] #      # is the end
//! ```

use crate::bidi::direction_of;
use crate::grapheme::{boundary_before, next_boundary};
use crate::layout::{Block, LayoutOptions, VisualCell, VisualLine};
use crate::{CaretMap, CellPlace, Cells, Direction};

/// Stands behind the last letter; white space at the end has the direction of the line (UAX #9 L1).
const END: char = ' ';

/// The text typed so far, and the caret in it.
///
/// Its direction is that of its first strong letter; while there is none, from left to right or as
/// [`reading`](Self::reading) says.
///
/// ```
/// use harf::InputLine;
///
/// // "ab " and two Hebrew letters: the eye sees the second of them left of the first.
/// let mut line = InputLine::new("ab \u{5d0}\u{5d1}");
/// line.left();
/// assert_eq!(line.caret(), 3); // alef, the rightmost letter
/// line.left();
/// assert_eq!(line.caret(), 5); // bet, at its left
/// line.insert("\u{5d2}");
/// assert_eq!(line.text(), "ab \u{5d0}\u{5d2}\u{5d1}");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InputLine {
    text: String,
    caret: usize,
    /// The direction of a line without a strong letter.
    empty: Direction,
}

/// A line as it is shown while it is typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputView {
    /// Its cells as far as they fit, with one behind the last letter for the caret.
    pub line: VisualLine,
    /// The column of the caret, from the left edge of the line.
    pub caret: Cells,
}

impl InputView {
    /// Returns the column of the caret in a pane: there a right-to-left line is flush right.
    #[must_use]
    pub fn column(&self, pane: Cells) -> Cells {
        self.line.indent(pane).plus(self.caret)
    }

    /// Returns the byte that a click at a column of the pane puts the caret before; the nearest one
    /// beside the line. For [`InputLine::set_caret`].
    #[must_use]
    pub fn byte_at(&self, pane: Cells, column: Cells) -> Option<usize> {
        let mut map = CaretMap::new(pane);
        map.push(&self.line, 0);
        let cell = map.nearest(0, column)?;
        map.span_at(cell).map(|span| span.start)
    }

    /// Cuts the line to `width` columns about its caret: off where the line begins until the caret
    /// fits, then at its end.
    fn fit(&mut self, width: Cells) {
        let Cells(caret) = self.caret;
        let over = self.line.width().minus(width).0;
        let left = match self.line.direction {
            Direction::Ltr => caret.saturating_sub(width.0.saturating_sub(1)),
            Direction::Rtl => over.min(caret),
        };
        let gone = cells_of(self.line.cells.iter(), left);
        let cut = self.line.cells.drain(..gone);
        let cut = cut.fold(0_u16, |sum, cell| sum + u16::from(cell.width));
        self.caret = Cells(caret.saturating_sub(cut));
        let right = self.line.width().minus(width).0;
        let gone = cells_of(self.line.cells.iter().rev(), right);
        self.line.cells.truncate(self.line.cells.len() - gone);
    }
}

/// Returns how many of these cells fill at least `columns`.
fn cells_of<'a>(cells: impl Iterator<Item = &'a VisualCell>, columns: u16) -> usize {
    let mut filled = 0;
    let more = |cell: &&VisualCell| {
        let is_needed = filled < columns;
        filled = filled.saturating_add(u16::from(cell.width));
        is_needed
    };
    cells.take_while(more).count()
}

impl InputLine {
    /// Returns a line that holds `text`, with the caret at its end.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            caret: text.len(),
            empty: Direction::Ltr,
        }
    }

    /// Returns the same line, which reads in this direction while it has no strong letter.
    #[must_use]
    pub const fn reading(mut self, direction: Direction) -> Self {
        self.empty = direction;
        self
    }

    /// Returns what was typed.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the byte before which the next letter is put.
    #[must_use]
    pub const fn caret(&self) -> usize {
        self.caret
    }

    /// Puts the caret before the cluster that holds this byte; behind the last letter where there is
    /// none.
    pub fn set_caret(&mut self, byte: usize) {
        self.caret = match byte < self.text.len() {
            true => boundary_before(&self.text, byte),
            false => self.text.len(),
        };
    }

    /// Inserts text at the caret. Line ends and tabs inside it are spaces, at its ends nothing, so
    /// that pasted lines stay apart; other control characters are left out.
    pub fn insert(&mut self, text: &str) {
        let clean: String = text
            .trim_matches(['\n', '\r'])
            .replace("\r\n", "\n")
            .chars()
            .filter_map(|c| match c {
                '\n' | '\r' | '\t' => Some(' '),
                c if c.is_control() => None,
                c => Some(c),
            })
            .collect();
        self.text.insert_str(self.caret, &clean);
        self.caret += clean.len();
    }

    /// Deletes the cluster before the caret, in the order of the text.
    pub fn delete_back(&mut self) {
        let start = self.before();
        self.text.drain(start..self.caret);
        self.caret = start;
    }

    /// Deletes the cluster under the caret.
    pub fn delete_forward(&mut self) {
        let end = self.after();
        self.text.drain(self.caret..end);
    }

    /// Deletes the word before the caret, with the space after it.
    pub fn delete_word(&mut self) {
        let head = self.text[..self.caret].trim_end();
        let start = head
            .char_indices()
            .rev()
            .find(|(_, c)| c.is_whitespace())
            .map_or(0, |(at, c)| at + c.len_utf8());
        self.text.drain(start..self.caret);
        self.caret = start;
    }

    /// Deletes everything.
    pub fn clear(&mut self) {
        self.text.clear();
        self.caret = 0;
    }

    /// Moves the caret one cell to the left, as seen.
    pub fn left(&mut self) {
        self.step(CaretMap::left);
    }

    /// Moves the caret one cell to the right, as seen.
    pub fn right(&mut self) {
        self.step(CaretMap::right);
    }

    /// Moves the caret one cluster back in the order of the text.
    pub fn back(&mut self) {
        self.caret = self.before();
    }

    /// Moves the caret one cluster forward in the order of the text.
    pub fn forward(&mut self) {
        self.caret = self.after();
    }

    /// Moves the caret to the first letter of the text.
    pub const fn home(&mut self) {
        self.caret = 0;
    }

    /// Moves the caret behind the last letter of the text.
    pub const fn end(&mut self) {
        self.caret = self.text.len();
    }

    /// Returns the line as it is shown in a pane of the options' width: of a longer line the part about
    /// the caret. Besides, the shaper's choices count; the direction is the line's own.
    #[must_use]
    pub fn view(&self, options: &LayoutOptions<'_>) -> InputView {
        let block = self.block(options);
        let map = block.caret_map();
        let place = map.place_of(self.caret);
        let direction = block.direction;
        let line = block.lines.into_iter().next().unwrap_or(VisualLine {
            cells: Vec::new(),
            span: block.span,
            direction,
        });
        let before = line.cells.iter().take(place.map_or(0, |place| place.cell));
        let caret = before.fold(0_u16, |sum, cell| sum.saturating_add(u16::from(cell.width)));
        let mut view = InputView {
            line,
            caret: Cells(caret),
        };
        view.fit(options.width);
        view
    }

    /// Lays the line out, with its end.
    fn block(&self, options: &LayoutOptions<'_>) -> Block {
        let options = LayoutOptions {
            width: Cells(u16::MAX),
            direction: direction_of(&self.text).unwrap_or(self.empty),
            ghosts: &[],
            ..*options
        };
        let mut text = self.text.clone();
        text.push(END);
        Block::new(&text, &options.with_spaces_kept())
    }

    fn step(&mut self, step: impl Fn(&CaretMap, CellPlace) -> Option<CellPlace>) {
        let options = LayoutOptions::new(Cells(u16::MAX), Direction::Ltr);
        let map = self.block(&options).caret_map();
        let place = map.place_of(self.caret).and_then(|at| step(&map, at));
        if let Some(span) = place.and_then(|at| map.span_at(at)) {
            self.caret = span.start;
        }
    }

    fn before(&self) -> usize {
        boundary_before(&self.text, self.caret.saturating_sub(1))
    }

    fn after(&self) -> usize {
        next_boundary(&self.text, self.caret)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The line as it is seen, Hebrew for capitals: the caret before its cell.
    fn seen(line: &InputLine) -> String {
        let view = line.view(&LayoutOptions::new(Cells(u16::MAX), Direction::Ltr));
        let mut out = String::new();
        let mut column = 0;
        for cell in &view.line.cells {
            if column == view.caret.0 {
                out.push('|');
            }
            column += u16::from(cell.width);
            let letter = cell.symbol.chars().next().unwrap_or(' ');
            out.push(match u32::from(letter) {
                code @ 0x5d0..=0x5ea => char::from_u32(code - 0x5d0 + 65).unwrap_or('?'),
                _ => letter,
            });
        }
        out
    }

    fn line(text: &str) -> InputLine {
        let hebrew = |c: char| match c {
            'A'..='Z' => char::from_u32(u32::from(c) - 65 + 0x5d0).unwrap_or(c),
            _ => c,
        };
        InputLine::new(&text.chars().map(hebrew).collect::<String>())
    }

    /// Goes over the whole line one way; every cell is seen once, from edge to edge.
    #[track_caller]
    fn walks(text: &str, pictures: &[&str]) {
        let mut line = line(text);
        while {
            let before = line.caret();
            line.left();
            line.caret() != before
        } {}
        let mut found = vec![seen(&line)];
        loop {
            let before = line.caret();
            line.right();
            if line.caret() == before {
                break;
            }
            found.push(seen(&line));
        }
        assert_eq!(found, pictures);
        let mut back = vec![seen(&line)];
        for _ in 1..pictures.len() {
            line.left();
            back.push(seen(&line));
        }
        back.reverse();
        assert_eq!(back, pictures);
    }

    #[test]
    fn the_caret_goes_where_the_eye_goes() {
        walks("", &["| "]);
        walks("ab", &["|ab ", "a|b ", "ab| "]);
        walks("AB", &["| BA", " |BA", " B|A"]);
        walks(
            "a BC d",
            &[
                "|a CB d ", "a| CB d ", "a |CB d ", "a C|B d ", "a CB| d ", "a CB |d ", "a CB d| ",
            ],
        );
        // Digits run from left to right within a right-to-left line.
        walks(
            "A 12 B",
            &[
                "| B 12 A", " |B 12 A", " B| 12 A", " B |12 A", " B 1|2 A", " B 12| A", " B 12 |A",
            ],
        );
        walks("12", &["|12 ", "1|2 ", "12| "]);
    }

    #[test]
    fn letters_are_put_before_the_one_under_the_caret() {
        let mut line = line("A ab");
        assert_eq!(seen(&line), "| ab A");
        line.insert("c");
        assert_eq!(seen(&line), "| abc A");
        line.right();
        assert_eq!(seen(&line), " |abc A");
        line.delete_forward();
        assert_eq!(seen(&line), " |bc A");
        line.right();
        line.delete_back();
        assert_eq!(seen(&line), " |c A");
    }

    #[test]
    fn a_long_line_is_shown_about_its_caret() {
        let shown = |text: &str, caret: usize| {
            let mut line = line(text);
            line.set_caret(caret);
            let view = line.view(&LayoutOptions::new(Cells(4), Direction::Ltr));
            let symbols = view.line.cells.iter().map(|cell| cell.symbol.as_str());
            (symbols.collect::<String>(), view.column(Cells(4)))
        };
        assert_eq!(shown("abcdef", 0), ("abcd".to_owned(), Cells(0)));
        assert_eq!(shown("abcdef", 4), ("bcde".to_owned(), Cells(3)));
        assert_eq!(shown("abcdef", 6), ("def ".to_owned(), Cells(3)));
        // Three of four letters, from the right, with the caret on the first; then the last ones.
        assert_eq!(shown("ABCDE", 0).1, Cells(3));
        assert_eq!(shown("ABCDE", 10).1, Cells(0));
        assert_eq!(shown("AB", 4), (" \u{5d1}\u{5d0}".to_owned(), Cells(1)));
    }

    #[test]
    fn a_click_puts_the_caret_before_the_letter_under_it() {
        let mut line = line("AB ab");
        let view = line.view(&LayoutOptions::new(Cells(9), Direction::Ltr));
        // Shown at the right edge: a blank for the end, "ab", a blank, "BA".
        let byte = |column| view.byte_at(Cells(9), Cells(column));
        assert_eq!(byte(8), Some(0));
        assert_eq!(byte(4), Some(5));
        assert_eq!(byte(0), Some(7), "beside the line: its end");
        line.set_caret(5);
        assert_eq!(line.caret(), 5);
        line.set_caret(1);
        assert_eq!(line.caret(), 0, "inside a letter: before it");
        line.set_caret(99);
        assert_eq!(line.caret(), 7);
    }

    #[test]
    fn an_empty_line_reads_as_it_is_told() {
        let mut line = InputLine::default().reading(Direction::Rtl);
        let column = |line: &InputLine| {
            let options = LayoutOptions::new(Cells(9), Direction::Ltr);
            line.view(&options).column(Cells(9))
        };
        assert_eq!(column(&line), Cells(8));
        line.insert("12");
        assert_eq!(column(&line), Cells(6), "left of the digits");
        line.right();
        assert_eq!(line.caret(), 0, "right of the caret is the first digit");
    }

    #[test]
    fn pasted_lines_stay_apart() {
        let mut line = InputLine::default();
        line.insert("a\r\nb\nc\td\n");
        assert_eq!(line.text(), "a b c d");
    }

    #[test]
    fn lam_and_alef_are_one_cell_and_two_letters() {
        let mut line = InputLine::new("\u{644}\u{627}");
        line.right();
        assert_eq!(line.caret(), 0, "one step over both");
        line.end();
        line.delete_back();
        assert_eq!(line.text(), "\u{644}");
    }

    #[test]
    fn editing_goes_by_clusters() {
        let mut line = InputLine::new("ab\u{628}\u{64e}");
        line.delete_back();
        assert_eq!(line.text(), "ab");
        line.back();
        line.insert("x\u{1b}y");
        assert_eq!(line.text(), "axyb");
        line.end();
        line.insert(" one two ");
        line.delete_word();
        assert_eq!(line.text(), "axyb one ");
        line.home();
        line.delete_forward();
        assert_eq!(line.text(), "xyb one ");
        line.clear();
        line.delete_back();
        line.delete_forward();
        line.left();
        line.right();
        assert_eq!((line.text(), line.caret()), ("", 0));
    }
}
