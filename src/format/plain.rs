//! Plain text: a paragraph a line, or paragraphs parted by blank lines.

use crate::format::corpus::Corpus;
use crate::format::left_out::LeftOut;
use crate::format::page::{Block, BlockKind, Page};

/// Reads plain text.
///
/// Where at least one blank line stands and most lines between blanks are broken short, the
/// text is taken as hard-wrapped and its lines are joined; else each line is a paragraph.
#[must_use]
pub fn read(text: &str) -> Page {
    let mut page = Page::default();
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    if is_wrapped(text) {
        let mut paragraph = String::new();
        for line in text.lines().chain([""]) {
            let line = line.trim();
            if !line.is_empty() {
                if !paragraph.is_empty() {
                    paragraph.push(' ');
                }
                paragraph.push_str(line);
            } else if !paragraph.is_empty() {
                page.blocks.push(Block::new(
                    BlockKind::Paragraph,
                    std::mem::take(&mut paragraph),
                ));
            }
        }
        return page;
    }
    page.blocks = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(|line| Block::new(BlockKind::Paragraph, line))
        .collect();
    page
}

/// Returns whether the lines are broken at a column: runs of lines of nearly equal length,
/// the last of each shorter, parted by blank lines.
fn is_wrapped(text: &str) -> bool {
    let mut runs = 0_usize;
    let mut wrapped = 0_usize;
    let mut run: Vec<usize> = Vec::new();
    for line in text.lines().chain([""]) {
        let length = line.trim().chars().count();
        if length > 0 {
            run.push(length);
            continue;
        }
        if let Some((last, most)) = run.split_last()
            && !most.is_empty()
        {
            runs += 1;
            let longest = most.iter().copied().max().unwrap_or(0);
            let even = most.iter().all(|length| length * 10 >= longest * 6);
            if even && (40..=100).contains(&longest) && *last <= longest + 4 {
                wrapped += 1;
            }
        }
        run.clear();
    }
    runs > 0 && wrapped * 10 >= runs * 7
}

/// Writes a corpus as plain text: each bead as its source, its target and a blank line.
#[must_use]
pub fn write(corpus: &Corpus, left_out: &mut LeftOut) -> String {
    let mut out = String::new();
    for segment in corpus.segments() {
        for lang in 0..corpus.langs.len() {
            let Some(text) = segment.joined(lang) else {
                left_out.count("which side a text without counterpart stood on", true);
                continue;
            };
            left_out.add("inline codes (now placeholders)", text.codes().count());
            out.push_str(&one_line(&text.shown()));
            out.push('\n');
        }
        out.push('\n');
    }
    left_out.add(
        "notes",
        corpus.units.iter().map(|unit| unit.notes.len()).sum(),
    );
    left_out.count("the languages", !corpus.langs.is_empty());
    out
}

/// Returns the text with its line breaks as spaces.
pub(crate) fn one_line(text: &str) -> String {
    text.split(['\n', '\r', '\u{2028}', '\u{2029}'])
        .map(str::trim)
        .filter(|piece| !piece.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_paragraph_unless_lines_are_wrapped() {
        assert_eq!(read("One.\nTwo.\n\nThree.\n").blocks.len(), 3);
        let wrapped = "This is a line that was broken at a column by\n\
                       some program long ago, as mail still is, and\n\
                       ends here.\n\nA second paragraph that was broken in the very\nsame way.\n";
        assert_eq!(read(wrapped).blocks.len(), 2);
    }
}
