//! A screen of 200 by 60 cells: laid out and encoded, beside the bidi engine alone on the same rows.
//!
//! `mixed` is Arabic with English names and numbers, `latin` has no right-to-left letter. Each is
//! what one frame costs when nothing is kept from the one before.

use harf::encode::{Encoding, encode_buffer};
use harf::layout::{Block, LayoutOptions};
use harf::{Cells, Direction};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::hint::black_box;
use unicode_bidi::{BidiInfo, Level};

const WIDTH: u16 = 200;
const HEIGHT: usize = 60;

/// A line of a report, in our own words.
const MIXED: &str = "غادرت 26 شاحنة صباح الأربعاء بلدة الباغوز (Baghouz) الواقعة في أقصى ريف دير الزور، \
                     وعلى متنها مئات المدنيين، وقال متحدث باسم SDF إن وجهة القافلة مخيم الهول في 20 شباط 2019. ";
const LATIN: &str = "Twenty-six trucks left the town of Baghouz on Wednesday morning, carrying hundreds of \
                     civilians; a spokesman said the convoy was bound for the camp of al-Hol (20/2/2019). ";

fn main() {
    divan::main();
}

/// Rows of the screen as text: each as long as fits.
fn rows(sentence: &str) -> Vec<String> {
    let text = sentence.repeat(HEIGHT * 2);
    let options = LayoutOptions::new(Cells(WIDTH), Direction::Rtl);
    let block = Block::new(&text, &options);
    let spans = block.lines.iter().take(HEIGHT).map(|line| line.span);
    spans
        .map(|span| span.of(&text).trim_end().to_owned())
        .collect()
}

/// Lays out each row and writes its cells.
fn draw(rows: &[String], direction: Direction, buffer: &mut Buffer) {
    let options = LayoutOptions::new(Cells(WIDTH), direction);
    for (y, row) in (0..).zip(rows) {
        let block = Block::new(row, &options);
        let Some(line) = block.lines.first() else {
            continue;
        };
        let mut x = line.indent(Cells(WIDTH)).0;
        for cell in &line.cells {
            if let Some(slot) = buffer.cell_mut((x, y)) {
                slot.set_symbol(&cell.symbol);
            }
            x += u16::from(cell.width);
        }
    }
}

fn empty() -> Buffer {
    Buffer::empty(Rect::new(0, 0, WIDTH, HEIGHT as u16))
}

#[divan::bench]
fn mixed(bencher: divan::Bencher<'_, '_>) {
    let rows = rows(MIXED);
    bencher.with_inputs(empty).bench_refs(|buffer| {
        draw(&rows, Direction::Rtl, buffer);
        encode_buffer(buffer, Encoding::Guard);
    });
}

#[divan::bench]
fn mixed_unicode_bidi(bencher: divan::Bencher<'_, '_>) {
    let rows = rows(MIXED);
    bencher.bench(|| unicode_bidi(&rows, Level::rtl()));
}

#[divan::bench]
fn latin(bencher: divan::Bencher<'_, '_>) {
    let rows = rows(LATIN);
    bencher.with_inputs(empty).bench_refs(|buffer| {
        draw(&rows, Direction::Ltr, buffer);
        encode_buffer(buffer, Encoding::Guard);
    });
}

#[divan::bench]
fn latin_unicode_bidi(bencher: divan::Bencher<'_, '_>) {
    let rows = rows(LATIN);
    bencher.bench(|| unicode_bidi(&rows, Level::ltr()));
}

/// A screen that widgets drew already, finished: what a program of others pays a frame.
#[divan::bench(args = [MIXED, LATIN])]
fn finished(bencher: divan::Bencher<'_, '_>, sentence: &str) {
    let facts = harf::Facts::unasked();
    let mut drawn = empty();
    for (y, row) in (0..).zip(rows(sentence)) {
        drawn.set_string(0, y, &row, ratatui::style::Style::new());
    }
    bencher.with_inputs(|| drawn.clone()).bench_refs(|buffer| {
        let area = buffer.area;
        harf::ratatui::finish(buffer, area, &facts);
    });
}

fn unicode_bidi(rows: &[String], level: Level) {
    for row in rows {
        let info = BidiInfo::new(row, Some(level));
        for paragraph in &info.paragraphs {
            black_box(info.reorder_line(paragraph, paragraph.range.clone()));
        }
    }
}
