//! Plain text: one paragraph per line, or paragraphs separated by blank lines.

use crate::corpus::Corpus;
use crate::left_out::LeftOut;
use crate::page::{Block, BlockKind, Page};
use bayn_text::label;
use bayn_text::paragraphs;

/// Reads plain text: its paragraphs are blocks, hard-wrapped lines are joined.
#[must_use]
pub fn read(text: &str) -> Page {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let blocks = paragraphs(text)
        .into_iter()
        .map(|span| Block::new(BlockKind::Paragraph, one_line(span.of(text))))
        .collect();
    Page {
        blocks,
        ..Page::default()
    }
}

/// Writes a corpus as plain text: each bead as its source, its target and a blank line.
#[must_use]
pub fn write(corpus: &Corpus, left_out: &mut LeftOut) -> String {
    let mut out = String::new();
    for segment in corpus.segments() {
        for lang in 0..corpus.langs.len() {
            let Some(text) = segment.joined(lang) else {
                left_out.count(
                    label!("which side a text without a counterpart is on"),
                    true,
                );
                continue;
            };
            left_out.add(
                label!("inline codes (now placeholders)"),
                text.codes().count(),
            );
            out.push_str(&one_line(&text.shown()));
            out.push('\n');
        }
        out.push('\n');
    }
    left_out.add(
        label!("notes"),
        corpus.units.iter().map(|unit| unit.notes.len()).sum(),
    );
    left_out.count(label!("languages"), !corpus.langs.is_empty());
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
