//! Markdown: read as blocks of text, written as a table with a column for each language.

use crate::corpus::{Corpus, written_tag};
use crate::left_out::LeftOut;
use crate::page::{Block, BlockKind, Page};
use crate::plain::one_line;
use bayn_text::label;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// Reads Markdown; emphasis and links are dropped, their text kept.
#[must_use]
pub fn read(text: &str) -> Page {
    let mut page = Page::default();
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut kinds: Vec<BlockKind> = Vec::new();
    let mut run = String::new();
    let mut hidden = 0_usize;
    for event in Parser::new_ext(text.trim_start_matches('\u{FEFF}'), options) {
        match event {
            Event::Start(tag) => match tag {
                Tag::Heading { level, .. } => open(&mut page, &mut kinds, &mut run, heading(level)),
                Tag::Item => open(&mut page, &mut kinds, &mut run, BlockKind::Item),
                Tag::BlockQuote(_) => open(&mut page, &mut kinds, &mut run, BlockKind::Quote),
                Tag::CodeBlock(_) => open(&mut page, &mut kinds, &mut run, BlockKind::Code),
                Tag::TableCell => open(&mut page, &mut kinds, &mut run, BlockKind::Cell),
                Tag::Paragraph => flush(&mut page, &kinds, &mut run),
                Tag::MetadataBlock(_) | Tag::HtmlBlock => hidden += 1,
                _ => {}
            },
            Event::End(tag) => match tag {
                TagEnd::Heading(_)
                | TagEnd::Item
                | TagEnd::BlockQuote(_)
                | TagEnd::CodeBlock
                | TagEnd::TableCell => {
                    flush(&mut page, &kinds, &mut run);
                    kinds.pop();
                }
                TagEnd::Paragraph => flush(&mut page, &kinds, &mut run),
                TagEnd::MetadataBlock(_) | TagEnd::HtmlBlock => hidden = hidden.saturating_sub(1),
                _ => {}
            },
            Event::Text(piece) | Event::Code(piece) if hidden == 0 => run.push_str(&piece),
            Event::SoftBreak => run.push(' '),
            Event::HardBreak => run.push('\n'),
            _ => {}
        }
    }
    flush(&mut page, &kinds, &mut run);
    let title = page
        .blocks
        .iter()
        .find(|block| block.kind == BlockKind::Heading(1));
    page.title = title.map(|block| block.text.clone()).unwrap_or_default();
    page
}

const fn heading(level: HeadingLevel) -> BlockKind {
    BlockKind::Heading(level as u8)
}

fn open(page: &mut Page, kinds: &mut Vec<BlockKind>, run: &mut String, kind: BlockKind) {
    flush(page, kinds, run);
    kinds.push(kind);
}

fn flush(page: &mut Page, kinds: &[BlockKind], run: &mut String) {
    let text = std::mem::take(run);
    let kind = kinds.last().cloned().unwrap_or_default();
    let text = if kind == BlockKind::Code {
        text.trim_end().to_owned()
    } else {
        one_line(&text)
    };
    if !text.is_empty() {
        page.blocks.push(Block::new(kind, text));
    }
}

/// Writes a corpus as a table with a column for each language.
#[must_use]
pub fn write(corpus: &Corpus, left_out: &mut LeftOut) -> String {
    let mut out = String::new();
    let names: Vec<String> = corpus.langs.iter().map(written_tag).collect();
    out.push_str(&format!("| {} |\n", names.join(" | ")));
    out.push_str(&format!("|{}\n", " --- |".repeat(names.len())));
    for segment in corpus.segments() {
        let cells: Vec<String> = (0..names.len())
            .map(|lang| {
                let text = segment.joined(lang).unwrap_or_default();
                left_out.add(
                    label!("inline codes (now placeholders)"),
                    text.codes().count(),
                );
                cell(&text.shown())
            })
            .collect();
        out.push_str(&format!("| {} |\n", cells.join(" | ")));
    }
    left_out.add(
        label!("notes"),
        corpus.units.iter().map(|unit| unit.notes.len()).sum(),
    );
    left_out.count(
        label!("sentence and paragraph boundaries"),
        !corpus.units.is_empty(),
    );
    out
}

/// Returns text in which no character is Markdown's, on one line.
fn cell(text: &str) -> String {
    let mut out = String::new();
    for c in one_line(text).chars() {
        if matches!(c, '\\' | '|' | '*' | '_' | '`' | '<' | '[' | ']' | '~') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_keep_their_kind_and_lose_their_marks() {
        let page =
            read("# A *title*\n\nOne [link](x) and\ntwo.\n\n- item\n\n> said\n\n```\nx = 1\n```\n");
        assert_eq!(page.title, "A title");
        assert_eq!(
            page.lines(),
            ["A title", "One link and two.", "item", "said", "x = 1"]
        );
        assert_eq!(page.blocks[2].kind, BlockKind::Item);
    }
}
