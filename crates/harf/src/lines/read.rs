//! A line written for a terminal: its characters, and the style of each.
//!
//! Control sequences are parsed by `anstyle-parse`; only tabs, SGR, and letters that
//! are overstruck are interpreted (`X BS X` is bold, `_ BS X` underlined, as in `nroff`).

use super::style::Style;
use crate::layout::{Block, LayoutOptions};
use crate::{Cells, Direction};
use anstyle_parse::{Params, Parser, Perform, Utf8Parser};

/// The distance between tab stops.
const TAB: usize = 8;

/// The characters of a line, and which style begins at which byte.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) styles: Vec<Style>,
    /// Byte offsets in ascending order, each with an index into `styles`.
    starts: Vec<(usize, usize)>,
    now: Style,
    /// The character that a backspace has removed, with its style.
    taken: Option<(char, Style)>,
}

impl Line {
    /// Reads a line that begins in the style `now`.
    pub(super) fn read(line: &str, now: Style) -> Self {
        let mut read = Self {
            text: String::with_capacity(line.len()),
            // The first is the style of cells outside the text.
            styles: vec![Style::default()],
            starts: Vec::new(),
            now,
            taken: None,
        };
        // An unfinished sequence ends with its line, so that only this line is affected.
        let mut parser: Parser<Utf8Parser> = Parser::default();
        for byte in line.bytes() {
            parser.advance(&mut read, byte);
        }
        read.put_back();
        read
    }

    /// Returns the style at the end of the line.
    pub(super) fn into_style(self) -> Style {
        self.now
    }

    /// Returns the style of a byte as an index into `styles`.
    pub(super) fn style_at(&self, byte: usize) -> usize {
        let after = self.starts.partition_point(|(start, _)| *start <= byte);
        let found = after.checked_sub(1).and_then(|at| self.starts.get(at));
        found.map_or(0, |(_, style)| *style)
    }

    fn push(&mut self, c: char, style: &Style) {
        let before = self.starts.last().map_or(0, |(_, at)| *at);
        if self.styles.get(before) != Some(style) {
            let known = self.styles.iter().position(|known| known == style);
            let at = known.unwrap_or(self.styles.len());
            if known.is_none() {
                self.styles.push(style.clone());
            }
            self.starts.push((self.text.len(), at));
        }
        self.text.push(c);
    }

    /// Restores a character that was removed by a backspace and not overstruck.
    fn put_back(&mut self) {
        if let Some((c, style)) = self.taken.take() {
            self.push(c, &style);
        }
    }

    fn style_of_last(&self) -> Style {
        let last = self.starts.last().and_then(|(_, at)| self.styles.get(*at));
        last.cloned().unwrap_or_default()
    }

    /// Returns how many columns the line fills so far.
    fn columns(&self) -> usize {
        if self.text.is_ascii() {
            return self.text.len();
        }
        let options = LayoutOptions::new(Cells(u16::MAX), Direction::Ltr).with_spaces_kept();
        usize::from(Block::new(&self.text, &options).width().0)
    }
}

impl Perform for Line {
    fn print(&mut self, c: char) {
        // The parser passes C1 controls in UTF-8 on as characters.
        if c.is_control() {
            return;
        }
        let mut style = self.now.clone();
        let mut c = c;
        if let Some((under, its)) = self.taken.take() {
            if under == c {
                style.join(&its);
                style.embolden();
            } else if under == '_' {
                style.join(&its);
                style.underline();
            } else if c == '_' {
                c = under;
                style = its;
                style.underline();
            }
        }
        self.push(c, &style);
    }

    fn execute(&mut self, byte: u8) {
        match byte {
            b'\t' => {
                self.put_back();
                let style = self.now.clone();
                let free = TAB - self.columns() % TAB;
                // The tab itself is one column wide and is a segment separator; white space
                // before it gets the paragraph level too (UAX #9 L1).
                for _ in 1..free {
                    self.push(' ', &style);
                }
                self.push('\t', &style);
            }
            0x08 => {
                self.put_back();
                let style = self.style_of_last();
                if let Some(c) = self.text.pop() {
                    let end = self.text.len();
                    self.starts.retain(|(start, _)| *start < end);
                    self.taken = Some((c, style));
                }
            }
            _ => {}
        }
    }

    fn csi_dispatch(&mut self, params: &Params, intermediates: &[u8], ignore: bool, action: u8) {
        if action == b'm' && intermediates.is_empty() && !ignore {
            self.now.follow(params.iter());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Line {
        Line::read(line, Style::default())
    }

    /// The text with the style of each letter that has one before it.
    fn styled(line: &str) -> String {
        let read = read(line);
        let mut out = String::new();
        let mut before = 0;
        for (at, c) in read.text.char_indices() {
            let now = read.style_at(at);
            if now != before {
                let style = &read.styles[now];
                style.select(style.font(), &mut out);
                before = now;
            }
            out.push(c);
        }
        out.replace("\u{1b}[0", "[")
    }

    #[test]
    fn no_control_but_sgr_is_left() {
        for line in [
            "a\u{1b}]0;title\u{7}b",
            "a\u{1b}]8;;http://x\u{1b}\\b",
            "a\u{1b}[2Jb",
            "a\u{1b}[?1049hb",
            "a\u{1b}P1$q\u{1b}\\b",
            "a\u{1b}[>4;2mb",
            "a\u{7}\u{0}\u{b}\u{c}\r\u{7f}b",
            "a\u{1b}cb",
            "a\u{1b}_x\u{1b}\\b",
            "a\u{85}b",
        ] {
            assert_eq!(read(line).text, "ab", "{line:?}");
            assert_eq!(styled(line), "ab", "{line:?}");
        }
        assert_eq!(read("a\u{9b}2Jb").text, "a2Jb");
        assert_eq!(read("ab\u{1b}]0;never ended").text, "ab");
    }

    #[test]
    fn letters_printed_over_each_other_are_bold_or_underlined() {
        assert_eq!(styled("N\u{8}NA\u{8}A x"), "[;1mNA[m x");
        assert_eq!(styled("_\u{8}a_\u{8}bc"), "[;4mab[mc");
        assert_eq!(styled("_\u{8}a\u{8}a"), "[;1;4ma");
        assert_eq!(styled("a\u{8}_"), "[;4ma");
        assert_eq!(read("ab\u{8}").text, "ab");
        assert_eq!(read("a\u{8}\u{8}\u{8}b").text, "b");
    }

    #[test]
    fn tabs_go_to_the_next_eighth_column() {
        assert_eq!(read("a\tb").text, "a      \tb");
        assert_eq!(read("12345678\tb").text, "12345678       \tb");
        // Lam and alef are one column.
        let line = read("\u{644}\u{627}\t|").text;
        assert_eq!(line.chars().filter(|c| c.is_whitespace()).count(), 7);
    }

    #[test]
    fn the_style_goes_on_behind_the_line() {
        let first = read("a\u{1b}[32m").into_style();
        let second = Line::read("b", first);
        assert_eq!(second.styles.len(), 2);
        assert_eq!(second.style_at(0), 1);
    }
}
