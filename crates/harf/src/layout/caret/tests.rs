//! Movement and highlighting, shown as the rows with `[` `]` around the cells in question.

use super::*;
use crate::layout::LayoutOptions;

/// Lays out text in which capitals stand for Hebrew letters, so that a reader sees what
/// is right-to-left.
fn block(picture: &str, width: u16, direction: Direction) -> Block {
    Block::new(
        &hebrew(picture),
        &LayoutOptions::new(Cells(width), direction),
    )
}

fn hebrew(picture: &str) -> String {
    let letter = |c: char| match c {
        'A'..='Z' => char::from_u32(0x5d0 + c as u32 - 'A' as u32).unwrap_or(c),
        _ => c,
    };
    picture.chars().map(letter).collect()
}

fn latin(symbol: &str) -> String {
    let letter = |c: char| match c {
        '\u{5d0}'..='\u{5ea}' => char::from_u32('A' as u32 + c as u32 - 0x5d0).unwrap_or(c),
        _ => c,
    };
    symbol.chars().map(letter).collect()
}

/// Draws the pane with brackets around the runs.
fn drawn(block: &Block, runs: &[CellRun]) -> String {
    let mut rows = Vec::new();
    for (number, line) in block.lines.iter().enumerate() {
        let mut column = line.indent(block.pane);
        let mut row = ".".repeat(usize::from(column.0));
        for cell in &line.cells {
            if runs
                .iter()
                .any(|run| run.row == number && run.start == column)
            {
                row.push('[');
            }
            row.push_str(&latin(&cell.symbol));
            column = column.plus(Cells(u16::from(cell.width)));
            if runs
                .iter()
                .any(|run| run.row == number && run.end == column)
            {
                row.push(']');
            }
        }
        rows.push(row);
    }
    rows.join("/")
}

/// Highlights what stands between `<` and `>` in the picture.
#[track_caller]
fn check_highlight(picture: &str, width: u16, direction: Direction, expected: &str) {
    let whole = hebrew(picture);
    let start = whole.find('<').unwrap();
    let end = whole.find('>').unwrap() - 1;
    let text: String = whole.chars().filter(|c| !"<>".contains(*c)).collect();
    let block = Block::new(&text, &LayoutOptions::new(Cells(width), direction));
    let runs = block.cells_of(Span::new(start, end));
    assert_eq!(drawn(&block, &runs), expected);
}

#[test]
fn a_highlight_covers_exactly_its_cells_across_runs() {
    use Direction::{Ltr, Rtl};
    check_highlight("ABC <DEF> GHI", 13, Rtl, "..IHG [FED] CBA");
    check_highlight("ABC <DEF gh>i", 13, Rtl, "..[gh]i[ FED] CBA");
    check_highlight("ab <CD ef> gh", 13, Ltr, "ab [DC ef] gh");
    check_highlight("ab C<D ef>", 13, Ltr, "ab [D]C[ ef]");
    check_highlight("AB <CD EF G>H", 5, Rtl, "[DC] BA/H[G FE]");
    check_highlight("AB<>", 5, Rtl, "...BA");
}

/// Walks with `step` from the cell of the first letter and writes what it passes.
fn walk(block: &Block, from: usize, step: impl Fn(&Block, Place) -> Option<Place>) -> String {
    let mut place = block.place_of(from);
    let mut passed = String::new();
    while let Some(here) = place {
        passed.push_str(&latin(&block.lines[here.row].cells[here.cell].symbol));
        place = step(block, here);
    }
    passed
}

#[test]
fn left_goes_on_reading_in_a_right_to_left_block() {
    let rtl = block("ABC DEF ghi", 7, Direction::Rtl);
    assert_eq!(walk(&rtl, 0, Block::left), "ABC DEFihg");
    let end = walk(&rtl, rtl.span.end - 3, Block::right);
    assert_eq!(end, "ghiFED CBA");
}

#[test]
fn right_goes_on_reading_in_a_left_to_right_block() {
    let ltr = block("ab CD ef", 5, Direction::Ltr);
    assert_eq!(walk(&ltr, 0, Block::right), "ab DCef");
    assert_eq!(walk(&ltr, ltr.span.end - 1, Block::left), "feCD ba");
}

#[test]
fn up_and_down_keep_the_column_and_pass_empty_rows() {
    let block = block("ABCDE\n\nFG", 5, Direction::Rtl);
    let start = block.place_of(6).unwrap();
    assert_eq!(block.column_of(start), Some(Cells(1)));
    let down = block.down(start, Cells(1)).unwrap();
    assert_eq!(down, Place { row: 2, cell: 0 });
    assert_eq!(block.column_of(down), Some(Cells(3)));
    assert_eq!(block.up(down, Cells(1)), Some(start));
    assert_eq!(block.down(down, Cells(1)), None);
}

#[test]
fn a_hit_gives_the_bytes_under_the_cell_and_nothing_beside_it() {
    let block = block("AB cd", 8, Direction::Rtl);
    assert_eq!(drawn(&block, &[]), "...cd BA");
    assert_eq!(block.hit(0, Cells(2)), None);
    assert_eq!(block.hit(0, Cells(3)), Some(Span::new(5, 6)));
    assert_eq!(block.hit(0, Cells(7)), Some(Span::new(0, 2)));
    assert_eq!(block.hit(0, Cells(8)), None);
    assert_eq!(block.hit(1, Cells(0)), None);
    assert_eq!(block.nearest(0, Cells(0)), Some(Place { row: 0, cell: 0 }));
    assert_eq!(block.nearest(0, Cells(99)), Some(Place { row: 0, cell: 4 }));
}

#[test]
fn every_cell_is_found_by_its_bytes_and_its_column() {
    let block = block("AB cd EF, 12 (gh) I", 7, Direction::Rtl);
    for (row, line) in block.lines.iter().enumerate() {
        for cell in 0..line.cells.len() {
            let place = Place { row, cell };
            let span = block.span_at(place).unwrap();
            assert_eq!(block.place_of(span.start), Some(place));
            assert_eq!(block.hit(row, block.column_of(place).unwrap()), Some(span));
        }
    }
}

#[test]
fn a_byte_that_is_not_drawn_goes_to_the_next_cell() {
    let block = block("ab cd", 2, Direction::Ltr);
    assert_eq!(block.place_of(2), Some(Place { row: 1, cell: 0 }));
    assert_eq!(block.place_of(99), Some(Place { row: 1, cell: 1 }));
    let empty = Block::new("", &LayoutOptions::new(Cells(9), Direction::Ltr));
    assert_eq!(empty.place_of(0), None);
    assert_eq!(empty.left(Place::default()), None);
    assert_eq!(empty.right(Place { row: 7, cell: 7 }), None);
}
