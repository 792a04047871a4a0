//! Whole paragraphs at four widths, as they are drawn and as they are read.
//!
//! In a snapshot each row occurs twice: between bars as the pane shows it, from left to
//! right, and behind an arrow in logical order. A viewer that reorders right-to-left text
//! by itself shows the first of the two wrongly.

use harf::Cells;
use harf::Direction;
use harf::layout::{Block, LayoutOptions, VisualLine};
use std::fmt::Write;
use std::path::Path;

fn row(line: &VisualLine, pane: Cells) -> String {
    let indent = line.indent(pane);
    let text: String = line.cells.iter().map(|cell| &*cell.symbol).collect();
    let after = pane.minus(indent).minus(line.width());
    let blank = |cells: Cells| " ".repeat(usize::from(cells.0));
    format!("|{}{text}{}|", blank(indent), blank(after))
}

fn pages(name: &str, direction: Direction) -> String {
    let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
        .join("crates/harf/tests/data/layout")
        .join(name);
    let text = std::fs::read_to_string(path).expect("a sample");
    let mut out = String::new();
    for width in [24, 40, 60, 80].map(Cells) {
        let _ = writeln!(out, "width {}", width.0);
        for paragraph in text.lines() {
            for line in &Block::new(paragraph, &LayoutOptions::new(width, direction)).lines {
                let logical = line.logical_text();
                let _ = writeln!(out, "{}\n  > {logical}", row(line, width));
            }
        }
        out.push('\n');
    }
    out
}

#[test]
fn arabic_with_latin_and_digits() {
    insta::assert_snapshot!(pages("arabic.txt", Direction::Rtl));
}

#[test]
fn english_with_arabic() {
    insta::assert_snapshot!(pages("english.txt", Direction::Ltr));
}

#[test]
fn other_languages_of_the_right_to_left_scripts() {
    insta::assert_snapshot!(pages("languages.txt", Direction::Rtl));
}
