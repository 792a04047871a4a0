//! Movement and highlighting, shown as the rows with `[` `]` around the cells in question.

use super::*;
use crate::layout::{CellRun, LayoutOptions};

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

/// Highlights what is between `<` and `>` in the picture.
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
fn walk(
    block: &Block,
    from: usize,
    step: impl Fn(&CaretMap, CellPlace) -> Option<CellPlace>,
) -> String {
    let map = block.caret_map();
    let mut place = map.place_of(from);
    let mut passed = String::new();
    while let Some(here) = place {
        passed.push_str(&latin(&block.lines[here.row].cells[here.cell].symbol));
        place = step(&map, here);
    }
    passed
}

#[test]
fn left_goes_on_reading_in_a_right_to_left_block() {
    let rtl = block("ABC DEF ghi", 7, Direction::Rtl);
    assert_eq!(walk(&rtl, 0, CaretMap::left), "ABC DEFihg");
    let end = walk(&rtl, rtl.span.end - 3, CaretMap::right);
    assert_eq!(end, "ghiFED CBA");
}

#[test]
fn right_goes_on_reading_in_a_left_to_right_block() {
    let ltr = block("ab CD ef", 5, Direction::Ltr);
    assert_eq!(walk(&ltr, 0, CaretMap::right), "ab DCef");
    assert_eq!(walk(&ltr, ltr.span.end - 1, CaretMap::left), "feCD ba");
}

#[test]
fn up_and_down_keep_the_column_and_pass_empty_rows() {
    let map = block("ABCDE\n\nFG", 5, Direction::Rtl).caret_map();
    let start = map.place_of(6).unwrap();
    assert_eq!(map.column_of(start), Some(Cells(1)));
    let down = map.down(start, Cells(1)).unwrap();
    assert_eq!(down, CellPlace { row: 2, cell: 0 });
    assert_eq!(map.column_of(down), Some(Cells(3)));
    assert_eq!(map.up(down, Cells(1)), Some(start));
    assert_eq!(map.down(down, Cells(1)), None);
}

#[test]
fn a_hit_gives_the_bytes_under_the_cell_and_nothing_beside_it() {
    let block = block("AB cd", 8, Direction::Rtl);
    assert_eq!(drawn(&block, &[]), "...cd BA");
    let map = block.caret_map();
    assert_eq!(map.hit(0, Cells(2)), None);
    assert_eq!(map.hit(0, Cells(3)), Some(Span::new(5, 6)));
    assert_eq!(map.hit(0, Cells(7)), Some(Span::new(0, 2)));
    assert_eq!(map.hit(0, Cells(8)), None);
    assert_eq!(map.hit(1, Cells(0)), None);
    assert_eq!(
        map.nearest(0, Cells(0)),
        Some(CellPlace { row: 0, cell: 0 })
    );
    assert_eq!(
        map.nearest(0, Cells(99)),
        Some(CellPlace { row: 0, cell: 4 })
    );
}

#[test]
fn every_cell_is_found_by_its_bytes_and_its_column() {
    let block = block("AB cd EF, 12 (gh) I", 7, Direction::Rtl);
    let map = block.caret_map();
    for (row, line) in block.lines.iter().enumerate() {
        for cell in 0..line.cells.len() {
            let place = CellPlace { row, cell };
            let span = map.span_at(place).unwrap();
            assert_eq!(map.place_of(span.start), Some(place));
            assert_eq!(map.hit(row, map.column_of(place).unwrap()), Some(span));
        }
    }
}

#[test]
fn a_byte_that_is_not_drawn_goes_to_the_next_cell() {
    let map = block("ab cd", 2, Direction::Ltr).caret_map();
    assert_eq!(map.place_of(2), Some(CellPlace { row: 1, cell: 0 }));
    assert_eq!(map.place_of(99), Some(CellPlace { row: 1, cell: 1 }));
    let map = block("", 9, Direction::Ltr).caret_map();
    assert!(map.is_empty());
    assert_eq!(map.first(), None);
    assert_eq!(map.place_of(0), None);
    assert_eq!(map.left(CellPlace::default()), None);
    assert_eq!(map.right(CellPlace { row: 7, cell: 7 }), None);
}

#[test]
fn a_line_begins_and_ends_where_it_is_read() {
    let span = |map: &CaretMap, place: Option<CellPlace>| place.and_then(|at| map.span_at(at));
    let rtl = block("AB cd\n\nEF", 8, Direction::Rtl).caret_map();
    assert_eq!(span(&rtl, rtl.first()), Some(Span::new(0, 2)));
    // "cd" reads on to the left in a right-to-left line, and its "c" is drawn leftmost.
    assert_eq!(span(&rtl, rtl.line_end(0)), Some(Span::new(5, 6)));
    assert_eq!(rtl.line_start(1), None);
    let ltr = block("\nab CD", 8, Direction::Ltr).caret_map();
    assert_eq!(ltr.first(), Some(CellPlace { row: 1, cell: 0 }));
    assert_eq!(span(&ltr, ltr.line_end(1)), Some(Span::new(4, 6)));
}

#[test]
fn cells_beside_a_span_come_from_near_to_far() {
    let map = block("AB cd EF", 8, Direction::Rtl).caret_map();
    let starts =
        |span, toward| -> Vec<usize> { map.beside(span, toward).map(|cell| cell.start).collect() };
    let latin = Span::new(5, 7);
    assert_eq!(starts(latin, Toward::Left), [7, 8, 10]);
    assert_eq!(starts(latin, Toward::Right), [6, 4, 2, 0]);
    assert_eq!(starts(Span::new(99, 100), Toward::Left), []);
}

#[test]
fn lines_of_a_part_keep_the_bytes_of_the_whole() {
    let part = block("AB", 8, Direction::Rtl);
    let mut map = CaretMap::new(Cells(8));
    map.push(&part.lines[0], 100);
    map.push(&part.lines[0], 104);
    let next = map.left(CellPlace { row: 0, cell: 0 }).unwrap();
    assert_eq!(map.span_at(next), Some(Span::new(104, 106)));
}
