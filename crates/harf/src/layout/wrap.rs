//! Breaking a paragraph into lines, in logical order, by the width of what is drawn.
//!
//! The places where a line may end are those of UAX #14; among them the filling is greedy.
//! A word wider than the pane starts a line of its own and is cut between clusters. White
//! space at either end of a line takes no room and is not drawn.
//!
//! ```text
//!   units   w o r d _ | l o n g _ _ | x        _ hangs, | may break
//!   width 4 [word_] [long__] [x]
//! ```

use icu_segmenter::LineSegmenter;
use icu_segmenter::options::LineBreakOptions;
use std::ops::Range;

/// What the filling needs to know of one cluster.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Piece {
    /// Its width in cells; 0 for what is not drawn.
    pub width: u8,
    /// Whether a line may end before it.
    pub may_break_before: bool,
    /// Whether it is white space, which is not drawn at the end of a line.
    pub hangs: bool,
    /// Whether the line must end after it.
    pub must_break_after: bool,
    /// Whether it is the mark of a character that cannot be seen.
    pub is_mark: bool,
    /// Whether it is the mark of a character that is not in the text any more.
    pub is_ghost: bool,
}

/// Returns the byte offsets inside `text` where a line may end (UAX #14
/// <https://www.unicode.org/reports/tr14/>), in rising order, without its start and end.
/// Scripts that write no space between words (Thai, Khmer, …) have none inside a word.
pub fn opportunities(text: &str) -> impl Iterator<Item = usize> + '_ {
    let end = text.len();
    LineSegmenter::new_for_non_complex_scripts(LineBreakOptions::default())
        .segment_str(text)
        .filter(move |&at| at > 0 && at < end)
}

/// Fills lines of `width` cells with `pieces`, each of which must be no wider than that.
/// The ranges tile the pieces; white space that was broken at ends its line. No range is
/// empty unless there is no piece at all, which gives one empty line.
#[must_use]
pub(crate) fn fill(pieces: &[Piece], width: u16) -> Vec<Range<usize>> {
    let width = usize::from(width.max(1));
    let mut lines = Lines::default();
    let mut start = 0;
    while start < pieces.len() {
        let word = word_at(pieces, start);
        let letters = word.start_of_letters..word.end_of_letters;
        let before = sum(pieces, start..letters.start);
        let drawn = sum(pieces, letters.clone());
        if drawn > 0 && lines.used > 0 && lines.used + lines.space + before + drawn > width {
            lines.end_at(start);
        }
        lines.hang(before);
        if drawn > width {
            for (at, piece) in letters.clone().zip(pieces.iter().skip(letters.start)) {
                let wide = usize::from(piece.width);
                if piece.hangs {
                    lines.hang(wide);
                    continue;
                }
                if lines.used > 0 && lines.used + lines.space + wide > width {
                    lines.end_at(at);
                }
                lines.add(wide);
            }
        } else {
            lines.add(drawn);
        }
        lines.hang(sum(pieces, word.end_of_letters..word.end));
        if word.must_break {
            lines.end_at(word.end);
        }
        start = word.end;
    }
    if lines.start < pieces.len() || lines.done.is_empty() {
        lines.end_at(pieces.len());
    }
    lines.done
}

/// The lines so far, and what the open one holds.
#[derive(Default)]
struct Lines {
    done: Vec<Range<usize>>,
    start: usize,
    /// Cells up to the last letter.
    used: usize,
    /// Cells of white space after it.
    space: usize,
}

impl Lines {
    fn add(&mut self, wide: usize) {
        if wide > 0 {
            self.used += self.space + wide;
            self.space = 0;
        }
    }

    /// White space counts only when something follows it on the line that it begins in.
    fn hang(&mut self, wide: usize) {
        if self.used > 0 {
            self.space += wide;
        }
    }

    fn end_at(&mut self, at: usize) {
        self.done.push(self.start..at);
        self.start = at;
        self.used = 0;
        self.space = 0;
    }
}

/// The pieces from one break opportunity to the next: letters, with white space around.
struct Word {
    start_of_letters: usize,
    end_of_letters: usize,
    end: usize,
    must_break: bool,
}

fn word_at(pieces: &[Piece], start: usize) -> Word {
    let mut start_of_letters = None;
    let mut end_of_letters = start;
    let mut must_break = false;
    let mut end = start;
    for piece in pieces.iter().skip(start) {
        if end > start && piece.may_break_before {
            break;
        }
        end += 1;
        if !piece.hangs && piece.width > 0 {
            start_of_letters.get_or_insert(end - 1);
            end_of_letters = end;
        }
        if piece.must_break_after {
            must_break = true;
            break;
        }
    }
    let end_of_letters = start_of_letters.map_or(end, |_| end_of_letters);
    Word {
        start_of_letters: start_of_letters.unwrap_or(end),
        end_of_letters,
        end,
        must_break,
    }
}

fn sum(pieces: &[Piece], range: Range<usize>) -> usize {
    pieces
        .get(range)
        .unwrap_or_default()
        .iter()
        .map(|piece| usize::from(piece.width))
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One piece a character: a digit is so wide, `_` hangs, `|` allows a break before the
    /// next, `/` forces one.
    fn pieces(picture: &str) -> Vec<Piece> {
        let mut pieces: Vec<Piece> = Vec::new();
        let mut may_break_before = false;
        for c in picture.chars() {
            match c {
                '|' => may_break_before = true,
                '/' => {
                    if let Some(last) = pieces.last_mut() {
                        last.must_break_after = true;
                    }
                }
                _ => {
                    pieces.push(Piece {
                        width: c.to_digit(10).map_or(1, |digit| digit as u8),
                        may_break_before,
                        hangs: c == '_',
                        ..Piece::default()
                    });
                    may_break_before = false;
                }
            }
        }
        pieces
    }

    fn lines(pieces: &[Piece], width: u16) -> String {
        let lines = fill(pieces, width);
        let ends = lines
            .iter()
            .map(|line| format!("{}-{}", line.start, line.end));
        ends.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn space_hangs_over_the_edge() {
        assert_eq!(lines(&pieces("word___|next"), 4), "0-7 7-11");
    }

    #[test]
    fn a_word_that_does_not_fit_goes_to_the_next_line() {
        assert_eq!(lines(&pieces("ab_|cd_|ef"), 5), "0-6 6-8");
    }

    #[test]
    fn a_word_wider_than_the_pane_is_cut_between_clusters() {
        assert_eq!(lines(&pieces("a_|abcdefg_|h"), 3), "0-2 2-5 5-8 8-11");
        assert_eq!(lines(&pieces("2222"), 3), "0-1 1-2 2-3 3-4");
    }

    #[test]
    fn space_inside_a_word_that_is_cut_hangs_too() {
        assert_eq!(lines(&pieces("abc__d"), 3), "0-5 5-6");
    }

    #[test]
    fn what_is_not_drawn_makes_no_line() {
        assert_eq!(lines(&pieces("ab0"), 2), "0-3");
        assert_eq!(lines(&pieces("0_0"), 1), "0-3");
        assert_eq!(lines(&[], 1), "0-0");
    }

    #[test]
    fn space_at_the_start_takes_no_room() {
        assert_eq!(lines(&pieces("____|ab"), 2), "0-6");
    }

    #[test]
    fn a_forced_break_ends_the_line() {
        assert_eq!(lines(&pieces("a0/|b0/"), 9), "0-2 2-4");
    }

    #[test]
    fn opportunities_follow_space_and_spare_numbers() {
        let text = "a 1,000.5 (b) c-d";
        let found: Vec<usize> = opportunities(text).collect();
        assert_eq!(found, [2, 10, 14, 16]);
        assert_eq!(opportunities("").count(), 0);
    }
}
