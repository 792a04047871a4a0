//! USFM, in which translations of the Bible are kept: a paragraph a verse, with its chapter and number
//! before it (`3:16`), headings, and notes as paragraphs of their own behind the text, marked `[1]`.
//!
//! Names of the book, references to other places, pictures and attributes of words are left out.

use crate::page::{Block, BlockKind, Page};
use crate::sign::Lines;

/// Returns whether a text begins as a book does.
pub(crate) fn is_usfm(lines: &Lines<'_>) -> bool {
    lines.first().starts_with("\\id ")
}

/// Reads a book.
pub(crate) fn read(text: &str) -> Page {
    let mut book = Book::default();
    let mut pieces = text.trim_start_matches('\u{FEFF}').split('\\');
    book.text(pieces.next().unwrap_or(""));
    for piece in pieces {
        let end = piece
            .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '*')))
            .unwrap_or(piece.len());
        // Only one star ends a marker: what is behind it is text.
        let end = piece.find('*').map_or(end, |star| end.min(star + 1));
        let (marker, rest) = piece.split_at(end);
        book.marker(marker, rest);
    }
    book.finish()
}

/// What text is, where it stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Place {
    #[default]
    Text,
    Note,
    /// In what is left out up to its end marker, or to the next paragraph.
    Hidden,
}

#[derive(Default)]
struct Book {
    page: Page,
    chapter: String,
    block: Block,
    in_verse: bool,
    place: Place,
    notes: Vec<String>,
    /// How many markers of words are open, whose attributes follow a bar.
    words: usize,
}

impl Book {
    fn marker(&mut self, marker: &str, rest: &str) {
        let bare = marker.trim_start_matches('+');
        let stem = bare.trim_end_matches(|c: char| c.is_ascii_digit());
        match (bare, stem) {
            ("f*" | "fe*" | "ef*" | "x*" | "ex*" | "fig*" | "*", _) => {
                self.place = Place::Text;
                self.text(rest);
            }
            (end, _) if end.ends_with('*') => {
                self.words = self.words.saturating_sub(1);
                self.text(rest);
            }
            ("f" | "fe" | "ef", _) => {
                self.notes.push(String::new());
                let mark = format!("[{}]", self.notes.len());
                self.block.text.push_str(&mark);
                // The caller of the note comes first.
                self.place = Place::Note;
                let caller = rest.trim_start();
                let end = caller.find(char::is_whitespace).unwrap_or(caller.len());
                self.text(caller.get(end..).unwrap_or(""));
            }
            ("fr", _) if self.place == Place::Note => {}
            ("x" | "ex" | "fig", _) => self.place = Place::Hidden,
            (milestone, _) if milestone.ends_with("-s") || milestone.ends_with("-e") => {
                self.place = Place::Hidden;
            }
            ("c", _) => {
                self.flush();
                self.chapter = rest.split_whitespace().next().unwrap_or("").to_owned();
                self.place = Place::Hidden;
            }
            ("v", _) => self.verse(rest),
            (
                _,
                "id" | "ide" | "h" | "toc" | "toca" | "rem" | "sts" | "usfm" | "cl" | "cp" | "cd",
            ) => {
                self.flush();
                self.place = Place::Hidden;
            }
            (_, "mt" | "mte" | "imt") => self.heading(1, rest),
            (_, "ms" | "is") => self.heading(2, rest),
            (_, "s" | "d" | "sp" | "qa") => self.heading(3, rest),
            (
                _,
                "p" | "m" | "q" | "qr" | "qc" | "qm" | "pi" | "pc" | "pm" | "pmo" | "pmc" | "pmr"
                | "mi" | "nb" | "b" | "li" | "lh" | "lf" | "cls" | "tr" | "ip" | "im" | "ipi" | "r"
                | "mr" | "sr" | "po" | "lit",
            ) => self.paragraph(rest),
            _ => {
                self.words += usize::from(self.place != Place::Hidden && is_word(bare));
                self.text(rest.strip_prefix([' ', '\n', '\r', '\t']).unwrap_or(rest));
            }
        }
    }

    fn verse(&mut self, rest: &str) {
        self.flush();
        let rest = rest.trim_start();
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let (number, text) = rest.split_at(end);
        self.block.text = match self.chapter.as_str() {
            "" => format!("{number} "),
            chapter => format!("{chapter}:{number} "),
        };
        self.in_verse = true;
        self.text(text);
    }

    fn heading(&mut self, level: u8, rest: &str) {
        self.flush();
        self.block.kind = BlockKind::Heading(level);
        self.text(rest);
    }

    /// A paragraph, or a line of verse, inside a verse goes on with it.
    fn paragraph(&mut self, rest: &str) {
        if self.in_verse {
            self.place = Place::Text;
            self.block.text.push(' ');
        } else {
            self.flush();
        }
        self.text(rest);
    }

    fn text(&mut self, text: &str) {
        let text = match self.words {
            0 => text,
            _ => text.split('|').next().unwrap_or(""),
        };
        match self.place {
            Place::Text => self.block.text.push_str(text),
            Place::Note => {
                if let Some(note) = self.notes.last_mut() {
                    note.push_str(text);
                }
            }
            Place::Hidden => {}
        }
    }

    fn flush(&mut self) {
        let mut block = std::mem::take(&mut self.block);
        block.text = plain(&block.text);
        self.in_verse = false;
        self.place = Place::Text;
        self.words = 0;
        if block.text.is_empty() {
            return;
        }
        if block.kind == BlockKind::Heading(1) && self.page.title.is_empty() {
            self.page.title.clone_from(&block.text);
        }
        self.page.blocks.push(block);
    }

    fn finish(mut self) -> Page {
        self.flush();
        for (at, note) in self.notes.iter().enumerate() {
            let text = format!("[{}] {}", at + 1, plain(note));
            self.page
                .blocks
                .push(Block::new(BlockKind::Paragraph, text));
        }
        self.page
    }
}

/// Returns whether the text of a marker may have attributes behind a bar.
fn is_word(marker: &str) -> bool {
    matches!(marker, "w" | "wg" | "wh" | "wa" | "rb" | "jmp" | "k" | "xt")
}

/// Returns text with the signs of USFM for spaces as spaces, and one between words.
fn plain(text: &str) -> String {
    let text = text.replace("//", " ").replace('~', "\u{a0}");
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() && c != '\u{a0}')
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        let page = read(text);
        page.blocks.into_iter().map(|block| block.text).collect()
    }

    #[test]
    fn verses_are_paragraphs_with_their_place_and_notes_stand_apart() {
        let book = "\u{FEFF}\\id XXA A made book\n\\h Ships\n\\toc1 The Book of Ships\n\\mt1 Ships\n\
            \\c 1\n\\s The harbour\n\\p\n\\v 1 The ships\\f + \\fr 1.1 \\ft Or: \\fqa boats\\f* came.\n\
            \\q1 They were many,\n\\q2 and late. \\v 2 \\w Rain|lemma=\"rain\"\\w* fell \\add hard\\add*.\
            \\x - \\xo 1.2 \\xt Abc 3.4\\x*\n\\c 2\n\\p\n\\v 1-2 \\qt-s |who=\"A\"\\*Go home.\\qt-e\\*\n";
        assert_eq!(
            texts(book),
            [
                "Ships",
                "The harbour",
                "1:1 The ships[1] came. They were many, and late.",
                "1:2 Rain fell hard.",
                "2:1-2 Go home.",
                "[1] Or: boats",
            ]
        );
        assert_eq!(read(book).title, "Ships");
    }

    #[test]
    fn odd_books_are_read_as_far_as_they_go() {
        assert_eq!(
            texts("\\id X\n\\v 3 One\\f + \\ft left open"),
            ["3 One[1]", "[1] left open"]
        );
        assert_eq!(
            texts("\\id X\n\\p\nA \\zz b\\zz* \\\\ c * d"),
            ["A b c * d"]
        );
        assert!(texts("\\id").is_empty());
    }
}
