//! Each encoding against a model of the terminals that it is for: what the model would show
//! must be the visual row, glyph by glyph and style by style.
//!
//! The models are written from the terminals' rules and not from the encoders: UAX #9 per
//! row for those that reorder by themselves, joining from written order for Konsole, runs of
//! one font turned round for kitty. Rows come out of the layout, from random text.

use harf::Cells;
use harf::Direction;
use harf::encode::{Encoding, encode_buffer, encode_row};
use harf::layout::{Block, LayoutOptions};
use harf::shape::{Joins, form, lam_alef};
use icu_properties::CodePointMapData;
use icu_properties::props::{BidiMirroringGlyph, JoiningType, Script};
use proptest::prelude::*;
use ratatui::backend::{Backend, CrosstermBackend};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};
use unicode_bidi::{BidiInfo, Level};
use unicode_normalization::UnicodeNormalization;

/// One cell as it is seen: a glyph with its marks, and the number of its style.
type Shown = (String, u8);

fn style_of(cell: &Cell) -> u8 {
    match cell.fg {
        Color::Indexed(number) => number,
        _ => 0,
    }
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200c}'..='\u{200f}')
}

fn glyph(symbol: &str) -> String {
    symbol.chars().filter(|c| !is_invisible(*c)).collect()
}

fn base(symbol: &str) -> char {
    symbol.chars().find(|c| !is_invisible(*c)).unwrap_or(' ')
}

fn mirror(symbol: &str) -> String {
    let map = CodePointMapData::<BidiMirroringGlyph>::new();
    let turn = |c| map.get(c).mirroring_glyph.unwrap_or(c);
    let mut chars = symbol.chars();
    chars.next().map(turn).into_iter().chain(chars).collect()
}

/// What is there to be seen, if nothing moves.
fn as_it_stands(row: &[Cell]) -> Vec<Shown> {
    row.iter()
        .map(|cell| (glyph(cell.symbol()), style_of(cell)))
        .collect()
}

/// A terminal that runs UAX #9 on each row; characters keep their style when they move.
/// Invisible characters take part in it, though they have no cell.
fn implicit_bidi(row: &[Cell], paragraph: Option<Level>) -> Vec<Shown> {
    let text: String = row.iter().map(Cell::symbol).collect();
    let bidi = BidiInfo::new(&text, paragraph);
    assert_eq!(bidi.paragraphs.len(), 1, "{text:?}");
    // One element for each glyph and each invisible character: its cell, if any, and level.
    let mut elements: Vec<(Option<usize>, Level)> = Vec::new();
    let mut at = 0;
    for (index, cell) in row.iter().enumerate() {
        let mut has_glyph = false;
        for c in cell.symbol().chars() {
            if is_invisible(c) {
                elements.push((None, bidi.levels[at]));
            } else if !has_glyph {
                has_glyph = true;
                elements.push((Some(index), bidi.levels[at]));
            }
            at += c.len_utf8();
        }
    }
    let levels: Vec<Level> = elements.iter().map(|(_, level)| *level).collect();
    BidiInfo::reorder_visual(&levels)
        .into_iter()
        .filter_map(|at| elements[at].0.map(|cell| (&row[cell], elements[at].1)))
        .map(|(cell, level)| {
            let seen = glyph(cell.symbol());
            let seen = if level.is_rtl() { mirror(&seen) } else { seen };
            (seen, style_of(cell))
        })
        .collect()
}

/// Konsole: UAX #9 per row in a left-to-right paragraph, letter forms from written order.
fn konsole(row: &[Cell]) -> Vec<Shown> {
    let letters: Vec<Vec<char>> = row
        .iter()
        .map(|cell| {
            cell.symbol()
                .chars()
                .flat_map(|c| c.to_string().nfkc().collect::<Vec<_>>())
                .collect()
        })
        .collect();
    let flat: Vec<(usize, char)> = letters
        .iter()
        .enumerate()
        .flat_map(|(at, chars)| chars.iter().map(move |c| (at, *c)))
        .collect();
    let kinds = CodePointMapData::<JoiningType>::new();
    // LRM and ZWNJ have to stop joining here, as they do in u_shapeArabic.
    let kind = |c: char| match c {
        '\u{200c}' | '\u{200e}' => JoiningType::NonJoining,
        _ => kinds.get(c),
    };
    let onwards = |c| matches!(kind(c), JoiningType::DualJoining | JoiningType::JoinCausing);
    let back = |c| {
        matches!(
            kind(c),
            JoiningType::DualJoining | JoiningType::JoinCausing | JoiningType::RightJoining
        )
    };
    let solid: Vec<(usize, char)> = flat
        .into_iter()
        .filter(|(_, c)| kind(*c) != JoiningType::Transparent)
        .collect();
    let mut shaped: Vec<Cell> = row.to_vec();
    for (i, (at, c)) in solid.iter().enumerate() {
        if letters[*at].first() != Some(c) {
            continue;
        }
        let before = i.checked_sub(1).is_some_and(|b| onwards(solid[b].1)) && back(*c);
        let after = solid.get(i + 1);
        let symbol = match after {
            Some((same, alef)) if same == at && *c == '\u{644}' => lam_alef(*alef, before),
            _ => None,
        };
        let joins = Joins {
            previous: before,
            next: onwards(*c) && after.is_some_and(|(_, next)| back(*next)),
        };
        let symbol = symbol.unwrap_or_else(|| form(*c, joins));
        // Only Arabic letters are shaped; all else is as it was written.
        if row[*at]
            .symbol()
            .chars()
            .any(|c| ('\u{600}'..='\u{6ff}').contains(&c) || c >= '\u{fb50}')
        {
            let rest = row[*at]
                .symbol()
                .chars()
                .skip(1)
                .filter(|c| !is_invisible(*c));
            let text: String = std::iter::once(symbol).chain(rest).collect();
            let tail: String = row[*at]
                .symbol()
                .chars()
                .filter(|c| is_invisible(*c))
                .collect();
            if base(row[*at].symbol()) == row[*at].symbol().chars().next().unwrap_or(' ') {
                shaped[*at].set_symbol(&(text + &tail));
            }
        }
    }
    implicit_bidi(&shaped, Some(Level::ltr()))
}

/// Whether kitty's main font has right-to-left letters, or they come from a second one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fonts {
    One,
    Two,
}

/// kitty: runs of one font that begin with a right-to-left script are drawn from the right;
/// styles stay where they are.
fn kitty(row: &[Cell], fonts: Fonts) -> Vec<Shown> {
    let is_second = |c: char| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}');
    let font = |cell: &Cell| match base(cell.symbol()) {
        ' ' => None,
        '\u{2500}'..='\u{259f}' => None,
        c => Some((
            cell.modifier & (Modifier::BOLD | Modifier::ITALIC),
            fonts == Fonts::Two && is_second(c),
        )),
    };
    let scripts = CodePointMapData::<Script>::new();
    let mut shown: Vec<Shown> = as_it_stands(row);
    let mut at = 0;
    while at < row.len() {
        let length = row[at..]
            .iter()
            .take_while(|cell| font(cell).is_some() && font(cell) == font(&row[at]))
            .count();
        let run = at..at + length;
        let script = row[run.clone()]
            .iter()
            .map(|cell| scripts.get(base(cell.symbol())))
            .find(|s| !matches!(*s, Script::Common | Script::Inherited | Script::Unknown));
        if matches!(
            script,
            Some(Script::Arabic | Script::Hebrew | Script::Syriac | Script::Nko)
        ) {
            let turned: Vec<String> = row[run.clone()]
                .iter()
                .rev()
                .map(|cell| mirror(&glyph(cell.symbol())))
                .collect();
            for (slot, symbol) in shown[run].iter_mut().zip(turned) {
                slot.0 = symbol;
            }
        }
        at += length.max(1);
    }
    shown
}

/// Two panes of laid-out text with a frame between them, as the reader draws them. Each
/// cell has a style of its own number.
fn page(left: (&str, Direction), right: (&str, Direction), width: u16) -> Buffer {
    let blocks = [left, right]
        .map(|(text, direction)| Block::new(text, &LayoutOptions::new(Cells(width), direction)));
    let height = blocks.iter().map(Block::height).max().unwrap_or(1).min(40);
    let area = Rect::new(0, 0, 2 * width + 3, u16::try_from(height).unwrap_or(1));
    let mut buffer = Buffer::empty(area);
    for (block, x0) in blocks.iter().zip([0, width + 3]) {
        for (line, y) in block.lines.iter().zip(0..area.height) {
            let shift = match line.direction {
                Direction::Rtl => width.saturating_sub(line.width().0),
                Direction::Ltr => 0,
            };
            let mut x = x0 + shift;
            for cell in &line.cells {
                if x + u16::from(cell.width) <= x0 + width {
                    buffer[(x, y)].set_symbol(&cell.symbol);
                }
                x += u16::from(cell.width);
            }
        }
    }
    for y in 0..area.height {
        buffer[(width + 1, y)].set_symbol("\u{2502}");
        for x in 0..area.width {
            let style = Style::new().fg(Color::Indexed(u8::try_from(x % 251).unwrap_or(0)));
            buffer[(x, y)].set_style(style);
        }
    }
    buffer
}

fn rows(buffer: &Buffer) -> impl Iterator<Item = &[Cell]> {
    buffer.content.chunks(usize::from(buffer.area.width))
}

/// Encodes each row and compares what `model` shows of it with the row itself.
fn check(buffer: &Buffer, encoding: Encoding, model: impl Fn(&[Cell]) -> Vec<Shown>) {
    for row in rows(buffer) {
        let mut written = row.to_vec();
        encode_row(&mut written, encoding);
        let symbols: Vec<&str> = written.iter().map(Cell::symbol).collect();
        assert_eq!(
            model(&written),
            as_it_stands(row),
            "{encoding}: {symbols:?}"
        );
    }
}

/// Text that holds what reports hold: words of both directions, marks, numbers in three
/// digit systems, quotes, brackets, and the letters of other right-to-left languages.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => "[\u{627}-\u{63a}\u{641}-\u{64a}]{1,7}",
        2 => "[\u{627}-\u{63a}\u{641}-\u{64a}][\u{64b}-\u{652}]?[\u{627}-\u{64a}]{1,4}",
        1 => "[\u{67e}\u{686}\u{698}\u{6a9}\u{6af}\u{6cc}\u{6be}\u{6c1}]{1,4}",
        1 => Just("\u{645}\u{6cc}\u{200c}\u{62e}\u{648}\u{627}\u{647}\u{645}".to_owned()),
        1 => Just("\u{644}\u{627}\u{644}\u{623}".to_owned()),
        1 => "[\u{5d0}-\u{5ea}]{1,4}",
        2 => "[a-zA-Z]{1,6}",
        1 => "[0-9]{1,4}[%.,:/-]?[0-9]{0,3}",
        1 => "[\u{660}-\u{669}]{1,3}[\u{66a}\u{66b}/.-]?[\u{660}-\u{669}]{0,2}",
    ];
    let join = prop_oneof![
        12 => Just(" ".to_owned()),
        1 => Just("\u{60c} ".to_owned()),
        1 => Just(". ".to_owned()),
        1 => Just(" (".to_owned()),
        1 => Just(") ".to_owned()),
        1 => Just(" \u{ab}".to_owned()),
        1 => Just("\u{bb}: ".to_owned()),
        1 => Just("-".to_owned()),
        1 => Just("\u{61f} ".to_owned()),
        1 => Just(String::new()),
    ];
    prop::collection::vec((piece, join), 1..14)
        .prop_map(|parts| parts.into_iter().map(|(a, b)| a + &b).collect())
}

fn direction() -> impl Strategy<Value = Direction> {
    prop_oneof![Just(Direction::Rtl), Just(Direction::Ltr)]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn guard_reads_right_where_rows_are_reordered(a in text(), b in text(), da in direction(), db in direction(), w in 12u16..40) {
        let page = page((&a, da), (&b, db), w);
        check(&page, Encoding::Guard, |row| implicit_bidi(row, Some(Level::ltr())));
        check(&page, Encoding::Guard, |row| implicit_bidi(row, None));
        check(&page, Encoding::Guard, as_it_stands);
    }

    #[test]
    fn guard_holds_any_row_whatever(symbols in prop::collection::vec("[ -~\u{5d0}\u{627}-\u{64a}\u{660}-\u{669}\u{fe8d}-\u{fefc}\u{2500}\u{201c}]", 1..30)) {
        let mut page = Buffer::empty(Rect::new(0, 0, u16::try_from(symbols.len()).unwrap_or(1), 1));
        for (cell, symbol) in page.content.iter_mut().zip(&symbols) {
            cell.set_symbol(symbol);
        }
        check(&page, Encoding::Guard, |row| implicit_bidi(row, Some(Level::ltr())));
        check(&page, Encoding::Guard, |row| implicit_bidi(row, None));
    }

    #[test]
    fn runs_read_right_in_konsole(a in text(), b in text(), da in direction(), db in direction(), w in 12u16..40) {
        check(&page((&a, da), (&b, db), w), Encoding::Runs, konsole);
    }

    #[test]
    fn words_read_right_in_kitty(a in text(), b in text(), da in direction(), db in direction(), w in 12u16..40) {
        let page = page((&a, da), (&b, db), w);
        check(&page, Encoding::Words, |row| kitty(row, Fonts::One));
        check(&page, Encoding::Words, |row| kitty(row, Fonts::Two));
    }

    #[test]
    fn visual_and_off_change_nothing(a in text(), b in text(), w in 12u16..40) {
        let page = page((&a, Direction::Rtl), (&b, Direction::Ltr), w);
        for encoding in [Encoding::Visual, Encoding::Off] {
            let mut written = page.clone();
            encode_buffer(&mut written, encoding);
            prop_assert_eq!(&written, &page);
            // mlterm gives these a cell: none may be there.
            prop_assert!(!written.content.iter().any(|cell| cell.symbol().contains(is_invisible)));
        }
    }

    #[test]
    fn terminal_gives_logical_order_of_words(a in "([\u{627}-\u{64a}]{1,5} ){1,5}([a-z]{1,4} ){0,2}([\u{627}-\u{64a}]{1,5} ){0,3}") {
        let page = page((&a, Direction::Rtl), ("left to right", Direction::Ltr), 60);
        check(&page, Encoding::Terminal, |row| implicit_bidi(row, Some(Level::ltr())));
    }

    #[test]
    fn no_control_but_escapes_reaches_the_terminal(hostile in "[ -~\u{0}-\u{1f}\u{7f}-\u{9f}\u{627}-\u{64a}\u{200b}-\u{200f}\u{202a}-\u{202e}\u{2066}-\u{2069}]{0,80}") {
        let page = page((&hostile, Direction::Rtl), (&hostile, Direction::Ltr), 30);
        for encoding in Encoding::ALL {
            let mut written = page.clone();
            encode_buffer(&mut written, encoding);
            let mut sent = Vec::new();
            let empty = Buffer::empty(page.area);
            CrosstermBackend::new(&mut sent)
                .draw(empty.diff(&written).into_iter())
                .expect("a vector takes all");
            let sent = String::from_utf8(sent).expect("UTF-8");
            assert_only_our_escapes(&sent);
        }
    }

    #[test]
    fn a_moved_highlight_costs_no_more_cells(a in text(), w in 20u16..40, from in 0u16..20, len in 1u16..20) {
        let before = page((&a, Direction::Rtl), (&a, Direction::Rtl), w);
        let mut after = before.clone();
        let lit = Rect::new(from, 0, len.min(w - 1), 1).intersection(after.area);
        after.set_style(lit, Style::new().bg(Color::Yellow));
        let bare = before.diff(&after).len();
        for encoding in [Encoding::Guard, Encoding::Runs, Encoding::Words] {
            let (mut one, mut two) = (before.clone(), after.clone());
            encode_buffer(&mut one, encoding);
            encode_buffer(&mut two, encoding);
            prop_assert_eq!(one.diff(&two).len(), bare, "{}", encoding);
        }
    }
}

/// Everything below a space must be the start of a `CSI … final` of ours.
fn assert_only_our_escapes(sent: &str) {
    let mut rest = sent.chars();
    while let Some(c) = rest.next() {
        if c == '\u{1b}' {
            assert_eq!(rest.next(), Some('['), "{sent:?}");
            let last = rest.find(|c| !matches!(c, '0'..='9' | ';' | ':' | '?'));
            assert!(matches!(last, Some('H' | 'm')), "{last:?} in {sent:?}");
        } else {
            assert!(!c.is_control(), "{c:?} in {sent:?}");
        }
    }
}

#[test]
fn a_wrong_encoding_is_seen_by_the_models() {
    let page = page(
        (
            "\u{642}\u{627}\u{644} \u{645}\u{631}\u{627}\u{633}\u{644}",
            Direction::Rtl,
        ),
        ("a", Direction::Ltr),
        20,
    );
    let row = rows(&page).next().expect("a row");
    let right = as_it_stands(row);
    let shown = |encoding, model: &dyn Fn(&[Cell]) -> Vec<Shown>| {
        let mut written = row.to_vec();
        encode_row(&mut written, encoding);
        model(&written)
    };
    assert_ne!(
        shown(Encoding::Visual, &|row| implicit_bidi(
            row,
            Some(Level::ltr())
        )),
        right
    );
    assert_ne!(shown(Encoding::Guard, &konsole), right);
    assert_ne!(shown(Encoding::Visual, &konsole), right);
    for fonts in [Fonts::One, Fonts::Two] {
        assert_ne!(shown(Encoding::Visual, &|row| kitty(row, fonts)), right);
    }
    assert_ne!(shown(Encoding::Runs, &as_it_stands), right);
    assert_ne!(shown(Encoding::Words, &as_it_stands), right);
}
