//! Facts about single blocks; whole texts are in `crates/harf/tests/it/layout_golden.rs`.

use super::*;
use crate::layout::{Digits, Invisibles};
use crate::shape::{Shaping, Tashkeel, Tatweel};

fn options(width: u16, direction: Direction) -> LayoutOptions<'static> {
    LayoutOptions::new(Cells(width), direction)
}

/// The rows as they are on the screen, one string each.
fn rows(text: &str, options: &LayoutOptions<'_>) -> Vec<String> {
    Block::new(text, options)
        .lines
        .iter()
        .map(|line| line.cells.iter().map(|cell| &*cell.symbol).collect())
        .collect()
}

#[test]
fn arabic_is_shaped_and_reversed() {
    let salam = "\u{633}\u{644}\u{627}\u{645}";
    assert_eq!(
        rows(salam, &options(9, Direction::Rtl)),
        ["\u{fee1}\u{fefc}\u{feb3}"]
    );
    let base = LayoutOptions {
        shaping: Shaping::Base,
        ..options(9, Direction::Rtl)
    };
    assert_eq!(rows(salam, &base), ["\u{645}\u{627}\u{644}\u{633}"]);
}

#[test]
fn the_lam_alef_cell_spans_both_letters() {
    let block = Block::new("\u{644}\u{64e}\u{627}", &options(9, Direction::Rtl));
    let cell = &block.lines[0].cells[0];
    assert_eq!(&*cell.symbol, "\u{fefb}\u{64e}");
    assert_eq!(&*cell.logical, "\u{644}\u{64e}\u{627}");
    assert_eq!(cell.span, Span::new(0, 6));
    assert_eq!(block.width(), Cells(1));
}

#[test]
fn a_latin_name_keeps_its_order_in_an_arabic_line() {
    let text = "\u{642}\u{627}\u{644} Jo (BBC) \u{642} 12%";
    assert_eq!(
        rows(text, &options(30, Direction::Rtl)),
        ["%12 \u{fed5} Jo (BBC) \u{fedd}\u{fe8e}\u{fed7}"]
    );
}

#[test]
fn lines_are_filled_in_logical_order_before_they_are_reversed() {
    let text = "\u{5d0}\u{5d1} ab \u{5d2}\u{5d3} cd";
    assert_eq!(
        rows(text, &options(5, Direction::Rtl)),
        ["ab \u{5d1}\u{5d0}", "cd \u{5d3}\u{5d2}"]
    );
}

#[test]
fn digits_change_on_the_screen_and_spans_stay() {
    let text = "\u{639}\u{627}\u{645} 2026";
    let shown = LayoutOptions {
        digits: Digits::ArabicIndic,
        ..options(20, Direction::Rtl)
    };
    let block = Block::new(text, &shown);
    let spans: Vec<Span> = block.lines[0].cells.iter().map(|cell| cell.span).collect();
    let plain = Block::new(text, &options(20, Direction::Rtl));
    let expected: Vec<Span> = plain.lines[0].cells.iter().map(|cell| cell.span).collect();
    assert_eq!(spans, expected);
    assert_eq!(&*block.lines[0].cells[0].symbol, "\u{662}");
    assert_eq!(block.lines[0].span, Span::new(0, text.len()));
}

#[test]
fn tashkeel_and_tatweel_can_be_left_out() {
    let text = "\u{645}\u{64f}\u{62d}\u{640}\u{640}\u{645}\u{651}\u{62f}";
    let bare = LayoutOptions {
        tashkeel: Tashkeel::Strip,
        tatweel: Tatweel::Strip,
        ..options(20, Direction::Rtl)
    };
    assert_eq!(rows(text, &bare), ["\u{feaa}\u{fee4}\u{fea4}\u{fee3}"]);
    let hijri = "\u{647}\u{640}";
    assert_eq!(rows(hijri, &bare), ["\u{feeb}"]);
    assert_eq!(
        rows("\u{640}\u{640} \u{640}", &bare)
            .concat()
            .chars()
            .count(),
        4
    );
}

#[test]
fn invisible_characters_take_no_cell_until_they_are_shown() {
    let text = "a\u{200f}b\u{1b}c";
    assert_eq!(rows(text, &options(20, Direction::Ltr)), ["abc"]);
    let shown = LayoutOptions {
        invisibles: Invisibles::Show,
        ..options(20, Direction::Ltr)
    };
    assert_eq!(rows(text, &shown), ["a[RLM]b[ESC]c"]);
    let ghosts = [(1, '\u{202e}'), (3, '\u{2066}')];
    let ghostly = LayoutOptions {
        ghosts: &ghosts,
        ..shown
    };
    assert_eq!(rows("abc", &ghostly), ["a[RLO]bc[LRI]"]);
    let hidden = LayoutOptions {
        ghosts: &ghosts,
        ..options(20, Direction::Ltr)
    };
    assert_eq!(rows("abc", &hidden), ["abc"]);
}

#[test]
fn a_joiner_is_shown_beside_its_letter_and_still_works() {
    let text = "\u{645}\u{6cc}\u{200c}\u{62e}";
    let block = Block::new(
        text,
        &LayoutOptions {
            invisibles: Invisibles::Show,
            ..options(20, Direction::Rtl)
        },
    );
    let symbols: Vec<&str> = block.lines[0].cells.iter().map(|c| &*c.symbol).collect();
    assert_eq!(symbols, ["\u{fea5}", "[ZWNJ]", "\u{fbfd}", "\u{fee3}"]);
    let spans: Vec<Span> = block.lines[0].cells.iter().rev().map(|c| c.span).collect();
    assert_eq!(
        spans,
        [
            Span::new(0, 2),
            Span::new(2, 4),
            Span::new(4, 7),
            Span::new(7, 9)
        ]
    );
}

#[test]
fn newlines_break_or_are_spaces() {
    assert_eq!(
        rows("a b\nc\r\n\nd", &options(9, Direction::Ltr)),
        ["a b", "c", "", "d"]
    );
    assert_eq!(
        rows("a\u{b}b\u{2028}c", &options(9, Direction::Ltr)),
        ["a", "b", "c"]
    );
    let joined = LayoutOptions {
        newlines: Newlines::Space,
        ..options(9, Direction::Ltr)
    };
    assert_eq!(rows("a b\nc", &joined), ["a b c"]);
}

#[test]
fn a_part_is_a_paragraph_of_its_own() {
    let text = "\u{5d0}(ab). cd (\u{5d1}).";
    let part = Span::new(8, text.len());
    let block = Block::of(text, part, &options(20, Direction::Ltr));
    assert_eq!(block.lines[0].logical_text(), "cd (\u{5d1}).");
    assert_eq!(block.lines[0].span, part);
    assert_eq!(block.lines[0].cells[0].span, Span::new(8, 9));
    let off = Block::of(text, Span::new(1, 3), &options(20, Direction::Ltr));
    assert_eq!(off.lines.len(), 1);
    assert!(off.lines[0].cells.is_empty());
}

#[test]
fn nothing_is_wider_than_the_pane() {
    assert_eq!(
        rows("\u{4e2d}a", &options(1, Direction::Ltr)),
        ["\u{b7}", "a"]
    );
    let shown = LayoutOptions {
        invisibles: Invisibles::Show,
        ..options(3, Direction::Ltr)
    };
    assert_eq!(rows("a\u{200f}b", &shown), ["a\u{b7}b"]);
    assert_eq!(rows("", &options(0, Direction::Ltr)), [""]);
}

#[test]
fn marks_without_a_letter_and_joined_emoji_have_cells_of_their_own() {
    assert_eq!(
        rows("\u{64e}", &options(9, Direction::Rtl)),
        ["\u{25cc}\u{64e}"]
    );
    let family = Block::new("\u{1f468}\u{200d}\u{1f469}", &options(9, Direction::Ltr));
    assert_eq!(family.width(), Cells(4));
    assert_eq!(family.lines[0].logical_text(), "\u{1f468}\u{200d}\u{1f469}");
    let ayah = Block::new("\u{6dd}\u{661}\u{662}", &options(9, Direction::Rtl));
    assert_eq!(ayah.lines[0].cells.len(), 3);
}
