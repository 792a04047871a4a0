//! The cost of the last stage: a full screen of 200 by 60 cells of mixed Arabic and English.

use harf::Cells;
use harf::Direction;
use harf::encode::{Encoding, encode_buffer};
use harf::layout::{Block, LayoutOptions};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

fn main() {
    divan::main();
}

/// Two panes of the bundled sample, repeated until the screen is full.
fn screen() -> Buffer {
    let mut buffer = Buffer::empty(Rect::new(0, 0, 200, 60));
    let texts = [
        include_str!("../assets/sample/report.en.txt"),
        include_str!("../assets/sample/report.ar.txt"),
    ];
    for ((text, direction), x0) in texts
        .iter()
        .zip([Direction::Ltr, Direction::Rtl])
        .zip([0_u16, 101])
    {
        let text = text.replace("\n\n", "\n");
        let block = Block::new(&text, &LayoutOptions::new(Cells(98), direction));
        for (y, line) in (0..60).zip(block.lines.iter().cycle()) {
            let mut x = match direction {
                Direction::Rtl => x0 + 98_u16.saturating_sub(line.width().0),
                Direction::Ltr => x0,
            };
            for cell in &line.cells {
                if let Some(slot) = buffer.cell_mut((x, y)) {
                    slot.set_symbol(&cell.symbol);
                }
                x += u16::from(cell.width);
            }
        }
    }
    buffer
}

#[divan::bench(args = ["visual", "guard", "runs", "words", "terminal"])]
fn full_screen(bencher: divan::Bencher<'_, '_>, name: &str) {
    let encoding: Encoding = name.parse().unwrap_or_default();
    let screen = screen();
    bencher
        .with_inputs(|| screen.clone())
        .bench_refs(|buffer| encode_buffer(buffer, encoding));
}
