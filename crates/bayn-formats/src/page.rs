//! A text in one language as in a file: title, blocks, directions.
//!
//! Plain text, Markdown, HTML, EPUB, DOCX, ODT, PDF and subtitles are read into it. A block is a
//! paragraph or similar unit; its text has no line break except in code and verse.

use crate::corpus::Note;
use crate::left_out::LeftOut;
use bayn_text::{Lang, Message, guess_language, main_script, msg};
use harf::Direction;
use std::collections::{HashMap, HashSet, VecDeque};

/// A text in one language.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// The title, or empty.
    pub title: String,
    /// The language that the file declares.
    pub lang: Option<Lang>,
    /// The direction that the file declares.
    pub direction: Option<Direction>,
    /// The blocks in reading order.
    pub blocks: Vec<Block>,
    /// Notes of the file (footnotes, comments) that are not running text.
    pub notes: Vec<Note>,
    /// Warnings for the reader.
    pub warnings: Vec<Message>,
    /// Content of the file that the text lacks, to be reported if a file of this kind is written.
    pub(crate) left_out: LeftOut,
    /// Of a web page, all of its content except navigation, also outside its article.
    pub(crate) whole: Vec<Placed>,
}

/// A block of a web page with its place there.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Placed {
    /// The block.
    pub(crate) block: Block,
    /// The elements around it with their names, ids and classes, as one number.
    pub(crate) place: u64,
}

/// The kind of a block.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum BlockKind {
    /// A paragraph.
    #[default]
    Paragraph,
    /// A heading of level 1 to 6.
    Heading(u8),
    /// An item of a list.
    Item,
    /// A quotation.
    Quote,
    /// Text that must keep its line breaks.
    Code,
    /// A cell of a table.
    Cell,
    /// A subtitle with its times in milliseconds.
    Cue {
        /// Its start time.
        start_ms: u64,
        /// Its end time.
        end_ms: u64,
        /// Its identifier, or empty.
        id: String,
    },
}

/// One paragraph or similar unit.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Block {
    /// Its kind.
    pub kind: BlockKind,
    /// Its text.
    pub text: String,
    /// Its language where it differs from the page's.
    pub lang: Option<Lang>,
    /// Its direction where the file says so.
    pub direction: Option<Direction>,
    /// The printed page on which it begins, from 1, where the file has pages.
    pub page: Option<u32>,
}

impl Block {
    /// Returns a block of a kind.
    #[must_use]
    pub fn new(kind: BlockKind, text: impl Into<String>) -> Self {
        Self {
            kind,
            text: text.into(),
            ..Self::default()
        }
    }
}

impl Page {
    /// Returns the blocks as plain text, one paragraph each, separated by blank lines.
    #[must_use]
    pub fn plain_text(&self) -> String {
        self.blocks
            .iter()
            .map(|block| block.text.as_str())
            .collect::<Vec<_>>()
            .join("\n\n")
    }

    /// Removes a declared language and direction that contradict the script of the text: a
    /// template may never have been translated, and a word processor writes its own language into
    /// every file.
    pub(crate) fn check_lang(&mut self) {
        let Some(lang) = &self.lang else { return };
        let text = self.plain_text();
        if main_script(&text).is_none_or(|script| lang.writes(script) != Some(false)) {
            return;
        }
        let found = guess_language(&text).lang;
        if found.primary() == "und" {
            return;
        }
        let (tag, found_tag) = (lang.tag().to_owned(), found.tag().to_owned());
        self.warnings.push(msg!(
            "the file declares `{tag}`, but its letters are of `{found_tag}`, which is used",
            tag,
            found_tag
        ));
        if self.direction.is_some_and(|said| said != found.direction()) {
            self.direction = None;
        }
        self.lang = Some(found);
    }

    /// Uses all of a web page as the text, also outside its article.
    pub fn use_whole_page(&mut self) {
        if !self.whole.is_empty() {
            self.blocks = self.whole.drain(..).map(|placed| placed.block).collect();
        }
    }

    /// Restores blocks that the search for the article left out: each of `chosen` is an index in
    /// `whole` and comes before the next block there that was kept, or after the last.
    pub(crate) fn put_back(&mut self, chosen: &HashSet<usize>) {
        let mut kept: HashMap<&str, VecDeque<usize>> = HashMap::new();
        for (at, block) in self.blocks.iter().enumerate() {
            kept.entry(&block.text).or_default().push_back(at);
        }
        let mut before: HashMap<usize, Vec<Block>> = HashMap::new();
        let mut waiting = Vec::new();
        let mut last = None;
        for (at, placed) in self.whole.iter().enumerate() {
            if chosen.contains(&at) {
                waiting.push(placed.block.clone());
            } else if let Some(place) = kept
                .get_mut(&*placed.block.text)
                .and_then(VecDeque::pop_front)
            {
                before.entry(place).or_default().append(&mut waiting);
                last = Some(place);
            }
        }
        let Some(last) = last else { return };
        before.entry(last + 1).or_default().append(&mut waiting);
        let mut blocks = Vec::new();
        for (at, block) in std::mem::take(&mut self.blocks).into_iter().enumerate() {
            blocks.extend(before.remove(&at).unwrap_or_default());
            blocks.push(block);
        }
        blocks.extend(before.into_values().flatten());
        self.blocks = blocks;
    }

    /// Returns where printed pages begin in the plain text, with their numbers: at the first
    /// paragraph that begins on each.
    #[must_use]
    pub fn pages(&self) -> Vec<(usize, u32)> {
        let mut pages: Vec<(usize, u32)> = Vec::new();
        let mut start = 0;
        for block in &self.blocks {
            if let Some(page) = block.page
                && pages.last().is_none_or(|(_, last)| *last != page)
            {
                pages.push((start, page));
            }
            start += block.text.len() + "\n\n".len();
        }
        pages
    }

    /// Returns where headings begin in the plain text, with their levels.
    #[must_use]
    pub fn headings(&self) -> Vec<(usize, u8)> {
        let mut headings = Vec::new();
        let mut start = 0;
        for block in &self.blocks {
            if let BlockKind::Heading(level) = block.kind {
                headings.push((start, level));
            }
            start += block.text.len() + "\n\n".len();
        }
        headings
    }

    /// Returns the texts of the blocks.
    #[must_use]
    pub fn lines(&self) -> Vec<&str> {
        self.blocks
            .iter()
            .map(|block| block.text.as_str())
            .collect()
    }
}
