//! What must hold of every layout, whatever the text: nothing lost, nothing twice, nothing
//! wider than the pane, no control on the screen, and the way back from each cell.

use harf::CellPlace;
use harf::Direction;
use harf::bidi::VisualMap;
use harf::layout::{Block, Digits, Invisibles, LayoutOptions, Newlines, is_mark_cell};
use harf::shape::{Shaping, Tashkeel, Tatweel, is_invisible, is_tashkeel};
use harf::{Cells, Span};
use proptest::prelude::*;
use unicode_width::UnicodeWidthStr;

/// Texts of all that makes layout hard, and now and then of anything at all.
fn texts() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => "[\u{621}-\u{64a}\u{671}-\u{6d3}]{1,6}",
        3 => "\u{644}[\u{64b}-\u{655}]{0,2}[\u{622}\u{623}\u{625}\u{627}][\u{64b}-\u{652}]?",
        2 => "[\u{64b}-\u{65f}\u{670}\u{640}]{1,3}",
        3 => "[\u{5d0}-\u{5ea}][\u{5b0}-\u{5c2}]?",
        6 => "[a-zA-Z]{1,9}",
        4 => "[0-9\u{660}-\u{669}\u{6f0}-\u{6f9}.,%/+-]{1,5}",
        8 => " {1,3}",
        3 => "[()\\[\\]{}<>\u{ab}\u{bb}\u{201c}\u{201d}!?\u{61f}\u{60c}:]",
        2 => "[\u{200b}-\u{200f}\u{202a}-\u{202e}\u{2066}-\u{2069}\u{61c}\u{ad}\u{feff}\u{34f}]",
        1 => "[\u{0}-\u{1f}\u{7f}-\u{a0}\u{2028}\u{2029}]",
        1 => "[\u{4e2d}\u{3042}\u{ff01}\u{1100}\u{1161}\u{d7b0}]",
        1 => "\u{1f468}\u{200d}\u{1f469}|\u{1f1e6}\u{1f1e7}|\u{2764}\u{fe0f}|\u{1f44d}\u{1f3fd}",
        1 => "[\u{600}\u{6dd}\u{70f}\u{710}-\u{74a}\u{7c0}-\u{7f3}\u{750}-\u{77f}]{1,2}",
        1 => any::<char>().prop_map(String::from),
    ];
    proptest::collection::vec(piece, 0..14).prop_map(|pieces| pieces.concat())
}

fn options() -> impl Strategy<Value = LayoutOptions<'static>> {
    let direction = prop_oneof![Just(Direction::Ltr), Just(Direction::Rtl)];
    let shaping = prop_oneof![Just(Shaping::Forms), Just(Shaping::Base)];
    let digits = prop_oneof![
        Just(Digits::AsWritten),
        Just(Digits::Western),
        Just(Digits::ArabicIndic),
        Just(Digits::Persian)
    ];
    let switches = any::<[bool; 4]>();
    (0_u16..40, direction, shaping, digits, switches).prop_map(
        |(width, direction, shaping, digits, [tashkeel, tatweel, show, spaced])| LayoutOptions {
            shaping,
            digits,
            tashkeel: if tashkeel {
                Tashkeel::Keep
            } else {
                Tashkeel::Strip
            },
            tatweel: if tatweel {
                Tatweel::Keep
            } else {
                Tatweel::Strip
            },
            invisibles: if show {
                Invisibles::Show
            } else {
                Invisibles::Hide
            },
            newlines: if spaced {
                Newlines::Space
            } else {
                Newlines::Break
            },
            ..LayoutOptions::new(Cells(width), direction)
        },
    )
}

fn spans(block: &Block) -> Vec<Span> {
    let cells = block.lines.iter().flat_map(|line| &line.cells);
    let mut spans: Vec<Span> = cells.map(|cell| cell.span).collect();
    spans.sort_unstable();
    spans
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 500,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn a_visual_map_is_a_permutation_and_undone_by_its_inverse(
        levels in proptest::collection::vec(0_u8..7, 0..40)
    ) {
        let map = VisualMap::new(&levels);
        prop_assert_eq!(map.len(), levels.len());
        for at in 0..levels.len() {
            prop_assert_eq!(map.visual_of(at).and_then(|v| map.logical_at(v)), Some(at));
            prop_assert_eq!(map.logical_at(at).and_then(|l| map.visual_of(l)), Some(at));
        }
    }

    #[test]
    fn no_line_is_wider_than_the_pane(text in texts(), options in options()) {
        let block = Block::new(&text, &options);
        for line in &block.lines {
            prop_assert!(line.width() <= Cells(options.width.0.max(1)));
        }
    }

    #[test]
    fn lines_tile_the_text_and_cells_are_apart(text in texts(), options in options()) {
        let block = Block::new(&text, &options);
        let mut end = 0;
        for line in &block.lines {
            prop_assert_eq!(line.span.start, end);
            end = line.span.end;
            for cell in &line.cells {
                prop_assert!(line.span.start <= cell.span.start && cell.span.end <= line.span.end);
                prop_assert!(!cell.span.is_empty() && !cell.span.of(&text).is_empty());
            }
        }
        prop_assert_eq!(end, text.len());
        for pair in spans(&block).windows(2) {
            prop_assert!(pair[0].end <= pair[1].start, "{:?}", pair);
        }
    }

    /// What no cell stands for is invisible, left out by choice, or space at the end of a
    /// line.
    #[test]
    fn nothing_visible_is_lost(text in texts(), options in options()) {
        let block = Block::new(&text, &options);
        for line in &block.lines {
            let start = line.cells.iter().map(|cell| cell.span.start).min();
            let end = line.cells.iter().map(|cell| cell.span.end).max();
            for (at, c) in line.span.of(&text).char_indices() {
                let at = at + line.span.start;
                let covered = line.cells.iter().any(|cell| cell.span.contains(at));
                let outside = start.is_none_or(|start| at < start) || end.is_none_or(|end| at >= end);
                let left_out = is_invisible(c)
                    || (c.is_whitespace() && outside)
                    || (options.tashkeel == Tashkeel::Strip && is_tashkeel(c))
                    || (options.tatweel == Tatweel::Strip && c == '\u{640}')
                    || (options.newlines == Newlines::Space && "\n\r".contains(c));
                prop_assert!(covered || left_out, "{:?} at {} is lost", c, at);
            }
        }
    }

    #[test]
    fn a_symbol_is_as_wide_as_its_cell_and_holds_nothing_invisible(
        text in texts(), options in options()
    ) {
        let block = Block::new(&text, &options);
        for cell in block.lines.iter().flat_map(|line| &line.cells) {
            prop_assert_eq!(cell.symbol.width(), usize::from(cell.width), "{:?}", cell);
            prop_assert!(cell.width >= 1);
            prop_assert!(!cell.symbol.chars().any(is_invisible), "{:?}", cell);
            prop_assert!(!cell.logical.chars().any(char::is_control), "{:?}", cell);
            prop_assert_eq!(
                is_mark_cell(cell) && options.invisibles == Invisibles::Hide, false
            );
        }
    }

    #[test]
    fn wrapping_again_at_its_own_width_changes_nothing(text in texts(), options in options()) {
        let block = Block::new(&text, &options);
        let narrow = LayoutOptions { width: block.width(), ..options };
        prop_assert_eq!(Block::new(&text, &narrow).lines, block.lines);
    }

    #[test]
    fn what_is_shown_otherwise_keeps_its_bytes(text in texts(), options in options()) {
        let wide = LayoutOptions { width: Cells(4000), ..options };
        let block = Block::new(&text, &wide);
        let written = LayoutOptions { digits: Digits::AsWritten, ..wide };
        prop_assert_eq!(spans(&block), spans(&Block::new(&text, &written)));
        let kept = spans(&Block::new(&text, &LayoutOptions { tashkeel: Tashkeel::Keep, ..wide }));
        let bare = spans(&Block::new(&text, &LayoutOptions { tashkeel: Tashkeel::Strip, ..wide }));
        for span in bare {
            let within = |kept: &Span| kept.start == span.start && kept.end >= span.end;
            prop_assert!(kept.iter().any(within), "{:?}", span);
        }
    }

    #[test]
    fn every_cell_is_found_again(text in texts(), options in options()) {
        let block = Block::new(&text, &options);
        let map = block.caret_map();
        for (row, line) in block.lines.iter().enumerate() {
            for (index, cell) in line.cells.iter().enumerate() {
                let place = CellPlace { row, cell: index };
                let column = map.column_of(place).unwrap_or_default();
                prop_assert_eq!(map.hit(row, column), Some(cell.span));
                prop_assert_eq!(map.nearest(row, column), Some(place));
                prop_assert_eq!(map.place_of(cell.span.start), Some(place));
                let runs = block.cells_of(cell.span);
                prop_assert_eq!(runs.len(), 1);
                prop_assert_eq!((runs[0].row, runs[0].start), (row, column));
                prop_assert_eq!(runs[0].end, column.plus(Cells(u16::from(cell.width))));
            }
        }
    }

    #[test]
    fn a_caret_that_reads_on_passes_every_cell_once(text in texts(), options in options()) {
        let block = Block::new(&text, &options);
        let map = block.caret_map();
        let cells: usize = block.lines.iter().map(|line| line.cells.len()).sum();
        let mut place = map.first();
        let mut passed = 0;
        while let Some(here) = place {
            passed += 1;
            prop_assert!(passed <= cells);
            let step = |onward: bool, from: CellPlace| {
                if onward == (options.direction == Direction::Ltr) {
                    map.right(from)
                } else {
                    map.left(from)
                }
            };
            let on = step(true, here);
            prop_assert!(on.is_none_or(|next| step(false, next) == Some(here)));
            place = on;
        }
        prop_assert_eq!(passed, cells);
    }

    #[test]
    fn ghosts_and_parts_never_upset_a_layout(
        text in texts(),
        options in options(),
        part in (0_usize..90, 0_usize..90),
        ghosts in proptest::collection::vec((0_usize..90, any::<char>()), 0..4)
    ) {
        let mut ghosts = ghosts;
        ghosts.sort_unstable();
        let options = LayoutOptions { ghosts: &ghosts, ..options };
        let part = Span::new(part.0, part.1);
        let block = Block::of(&text, part, &options);
        prop_assert!(!block.lines.is_empty());
        prop_assert!(block.width() <= Cells(options.width.0.max(1)));
        for cell in block.lines.iter().flat_map(|line| &line.cells) {
            prop_assert!(!cell.symbol.chars().any(is_invisible), "{:?}", cell);
        }
    }
}
