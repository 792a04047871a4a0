//! A screen of 200 by 60 cells: laid out and encoded, beside the bidi engine alone on the same rows.
//!
//! `mixed` is Arabic with English names and numbers, `latin` has no right-to-left letter. Each is
//! what one frame costs when nothing is kept from the one before: `laid_out` sets rows and writes
//! their cells, `wrapped` breaks one long paragraph into them too, `finished` takes what widgets
//! have written.

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

/// Lays out each text below the one before and writes its cells.
fn draw(texts: &[String], direction: Direction, buffer: &mut Buffer) {
    let options = LayoutOptions::new(Cells(WIDTH), direction);
    let blocks = texts.iter().map(|text| Block::new(text, &options));
    for (y, line) in (0..).zip(blocks.flat_map(|block| block.lines)) {
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

/// A screen: its sentence, and the direction that it is read in.
#[derive(Clone, Copy)]
enum Screen {
    Mixed,
    Latin,
}

impl Screen {
    const ALL: [Self; 2] = [Self::Mixed, Self::Latin];

    const fn sentence(self) -> &'static str {
        match self {
            Self::Mixed => MIXED,
            Self::Latin => LATIN,
        }
    }

    const fn direction(self) -> Direction {
        match self {
            Self::Mixed => Direction::Rtl,
            Self::Latin => Direction::Ltr,
        }
    }
}

impl std::fmt::Display for Screen {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Mixed => "mixed",
            Self::Latin => "latin",
        })
    }
}

#[divan::bench(args = Screen::ALL)]
fn laid_out(bencher: divan::Bencher<'_, '_>, screen: Screen) {
    let rows = rows(screen.sentence());
    bencher.with_inputs(empty).bench_refs(|buffer| {
        draw(&rows, screen.direction(), buffer);
        encode_buffer(buffer, Encoding::Guard);
    });
}

#[divan::bench(args = Screen::ALL)]
fn wrapped(bencher: divan::Bencher<'_, '_>, screen: Screen) {
    let text = [rows(screen.sentence()).join(" ")];
    bencher.with_inputs(empty).bench_refs(|buffer| {
        draw(&text, screen.direction(), buffer);
        encode_buffer(buffer, Encoding::Guard);
    });
}

#[divan::bench(args = Screen::ALL)]
fn encoded(bencher: divan::Bencher<'_, '_>, screen: Screen) {
    let mut drawn = empty();
    draw(&rows(screen.sentence()), screen.direction(), &mut drawn);
    bencher
        .with_inputs(|| drawn.clone())
        .bench_refs(|buffer| encode_buffer(buffer, Encoding::Guard));
}

#[divan::bench(args = Screen::ALL)]
fn unicode_bidi_alone(bencher: divan::Bencher<'_, '_>, screen: Screen) {
    let rows = rows(screen.sentence());
    let level = match screen.direction() {
        Direction::Ltr => Level::ltr(),
        Direction::Rtl => Level::rtl(),
    };
    bencher.bench(|| unicode_bidi(&rows, level));
}

/// A screen that widgets drew already, finished: what a program of others pays a frame.
#[divan::bench(args = Screen::ALL)]
fn finished(bencher: divan::Bencher<'_, '_>, screen: Screen) {
    let facts = harf::Facts::unasked();
    let mut drawn = empty();
    for (y, row) in (0..).zip(rows(screen.sentence())) {
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
