//! Facts about the encoders; the models of whole terminals are in `crates/harf/tests/it/encode.rs`.

use super::*;
use ratatui_core::buffer::Cell;
use ratatui_core::style::{Color, Modifier, Style};

/// A row whose cell `i` has foreground `Indexed(i)`, so that styles can be followed.
fn row(symbols: &[&str]) -> Vec<Cell> {
    symbols
        .iter()
        .zip(0_u8..)
        .map(|(symbol, at)| {
            let mut cell = Cell::EMPTY;
            cell.set_symbol(symbol);
            cell.set_style(Style::new().fg(Color::Indexed(at)));
            cell
        })
        .collect()
}

fn encoded(symbols: &[&str], encoding: Encoding) -> (String, Vec<u8>) {
    let mut row = row(symbols);
    encode_row(&mut row, encoding);
    let text = row.iter().map(Cell::symbol).collect();
    let styles = row
        .iter()
        .map(|cell| match cell.fg {
            Color::Indexed(at) => at,
            _ => u8::MAX,
        })
        .collect();
    (text, styles)
}

/// Meem final, lam medial, seen initial: a word in visual order.
const WORD: [&str; 3] = ["\u{fee2}", "\u{fee0}", "\u{feb3}"];

#[test]
fn names_are_read_back() {
    for encoding in Encoding::ALL {
        assert_eq!(encoding.to_string().parse(), Ok(encoding));
    }
    assert!("lrm".parse::<Encoding>().is_err());
}

#[test]
fn rows_without_right_to_left_are_left_alone() {
    for encoding in Encoding::ALL {
        let (text, _) = encoded(&["a", " ", "1", "(", "\u{2502}", "\u{e9}"], encoding);
        assert_eq!(text, "a 1(\u{2502}\u{e9}", "{encoding}");
    }
}

#[test]
fn guard_follows_each_cell_that_could_move() {
    let (text, styles) = encoded(&[" ", WORD[0], WORD[1], WORD[2], ".", "a"], Encoding::Guard);
    let expected = " \u{200e}\u{fee2}\u{200e}\u{fee0}\u{200e}\u{feb3}\u{200e}.a";
    assert_eq!(text, expected);
    assert_eq!(styles, [0, 1, 2, 3, 4, 5]);
}

#[test]
fn guard_opens_a_row_that_begins_with_a_right_to_left_letter() {
    let (text, _) = encoded(&[WORD[0]], Encoding::Guard);
    assert_eq!(text, "\u{200e}\u{fee2}\u{200e}");
}

#[test]
fn runs_turn_words_round_with_their_styles() {
    let (text, styles) = encoded(&["a", WORD[0], WORD[1], WORD[2], "."], Encoding::Runs);
    assert_eq!(text, "a\u{feb3}\u{fee0}\u{fee2}\u{200e}.\u{200e}");
    assert_eq!(styles, [0, 3, 2, 1, 4]);
}

#[test]
fn runs_put_back_the_break_inside_a_word() {
    // Heh initial joins on; yeh final, which could join the letter after it, does not.
    let (text, _) = encoded(&["a", "\u{feeb}", "\u{fef2}", "\u{fee3}"], Encoding::Runs);
    // U+FEF2 joins nothing onwards in its visual form: a ZWNJ keeps it so.
    assert_eq!(text, "a\u{fee3}\u{fef2}\u{200c}\u{feeb}\u{200d}\u{200e}");
}

#[test]
fn words_turn_runs_round_and_leave_styles() {
    let (text, styles) = encoded(
        &["(", WORD[0], WORD[1], WORD[2], ")", " ", "."],
        Encoding::Words,
    );
    assert_eq!(text, "(\u{feb3}\u{fee0}\u{fee2}) .");
    assert_eq!(styles, [0, 1, 2, 3, 4, 5, 6]);
}

#[test]
fn words_leave_runs_that_a_shaper_takes_for_left_to_right() {
    let (text, _) = encoded(&["\u{61f}", "S", "D", "F", " ", WORD[0]], Encoding::Words);
    assert!(text.starts_with("\u{61f}SDF "), "{text}");
}

#[test]
fn words_give_a_latin_tail_another_weight() {
    let mut row = row(&[WORD[0], WORD[1], WORD[2], "-", "U", "N"]);
    encode_row(&mut row, Encoding::Words);
    let text: String = row.iter().map(Cell::symbol).collect();
    assert_eq!(text, "\u{feb3}\u{fee0}\u{fee2}-UN");
    let bold: Vec<bool> = row
        .iter()
        .map(|cell| cell.modifier.contains(Modifier::BOLD))
        .collect();
    assert_eq!(bold, [false, false, false, true, true, true]);
}

/// The bold cells of a row as `words` writes it, and its symbols.
fn weighed(symbols: &[&str]) -> (String, Vec<usize>) {
    let mut row = row(symbols);
    encode_row(&mut row, Encoding::Words);
    let bold = |at: &usize| row[*at].modifier.contains(Modifier::BOLD);
    let bold = (0..row.len()).filter(bold).collect();
    (row.iter().map(Cell::symbol).collect(), bold)
}

#[test]
fn words_part_letters_from_what_may_come_from_another_font() {
    // A stop at the left, a number at the right: both keep their order, whatever turns the letters.
    assert_eq!(
        weighed(&[".", WORD[0], WORD[1], WORD[2], "-", "2", "6"]),
        (".\u{feb3}\u{fee0}\u{fee2}-26".to_owned(), vec![0, 4, 5, 6])
    );
    // Signs of the script go with its letters.
    assert_eq!(
        weighed(&["\u{60c}", WORD[0], WORD[2]]),
        ("\u{feb3}\u{fee2}\u{60c}".to_owned(), vec![])
    );
    // Without letters it is the sign that changes its weight.
    assert_eq!(
        weighed(&["(", "\u{66a}", "1", "2", ")"]),
        ("(\u{66a}12)".to_owned(), vec![1])
    );
    // What reads the same both ways is left alone.
    assert_eq!(
        weighed(&["\u{ab}", WORD[0], WORD[2], "\u{bb}"]),
        ("\u{ab}\u{feb3}\u{fee2}\u{bb}".to_owned(), vec![])
    );
}

#[test]
fn terminal_gives_logical_order() {
    let (text, styles) = encoded(
        &["a", " ", WORD[0], WORD[1], ")", " ", "1", "2", " ", WORD[2]],
        Encoding::Terminal,
    );
    assert_eq!(text, "a \u{feb3} 12 (\u{fee0}\u{fee2}");
    assert_eq!(styles, [0, 1, 9, 8, 6, 7, 5, 4, 3, 2]);
}

#[test]
fn wide_cells_stay_before_their_blank() {
    let (text, _) = encoded(&[WORD[0], "\u{6f22}", " ", WORD[2]], Encoding::Terminal);
    assert!(text.contains("\u{6f22} "), "{text}");
}
