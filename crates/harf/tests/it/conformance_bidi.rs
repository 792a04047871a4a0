//! The Unicode Bidirectional Algorithm, by Unicode's own tests, through our own line order.
//!
//! BidiTest.txt and BidiCharacterTest.txt are run in full through `bidi::Paragraph` (levels,
//! L1) and `bidi::VisualMap` (L2); the character file once more through the whole layout,
//! and BidiMirroring.txt through L4. Every case must pass.

use crate::ucd;

use harf::Cells;
use harf::Direction;
use harf::bidi::{Paragraph, VisualMap, mirrored};
use harf::layout::{Block, LayoutOptions};
use harf::shape::Shaping;

/// The levels of a test file: `None` is an `x`, a character that X9 removes.
type Levels = Vec<Option<u8>>;

fn levels(field: &str) -> Levels {
    field
        .split_whitespace()
        .map(|level| level.parse().ok())
        .collect()
}

fn order(field: &str) -> Vec<usize> {
    field
        .split_whitespace()
        .map(|at| at.parse().expect("an index"))
        .collect()
}

/// Checks a case: the levels after L1 of the whole text as one line, and the order of the
/// characters that X9 leaves. Returns what is wrong.
fn fault(
    text: &str,
    base: Option<Direction>,
    expected: &Levels,
    visual: &[usize],
) -> Option<String> {
    let paragraph = Paragraph::new(text, base);
    let found = paragraph.line(0..expected.len());
    if found.len() != expected.len() {
        return Some(format!("{text:?} {base:?}: {} levels", found.len()));
    }
    let wrong = |(level, expected): (&u8, &Option<u8>)| expected.is_some_and(|e| e != *level);
    if found.iter().zip(expected).any(wrong) {
        return Some(format!("{text:?} {base:?}: levels {found:?}"));
    }
    let kept: Vec<usize> = (0..found.len())
        .filter(|&at| expected[at].is_some())
        .collect();
    let kept_levels: Vec<u8> = kept.iter().map(|&at| found[at]).collect();
    let map = VisualMap::new(&kept_levels);
    let drawn: Vec<usize> = map.visual_order().iter().map(|&at| kept[at]).collect();
    if drawn != visual {
        return Some(format!("{text:?} {base:?}: order {drawn:?}"));
    }
    let undone = (0..kept.len())
        .all(|at| map.visual_of(at).and_then(|visual| map.logical_at(visual)) == Some(at));
    (!undone).then(|| format!("{text:?}: the map is not undone"))
}

/// A character of each class that BidiTest.txt names.
fn of_class(class: &str) -> char {
    match class {
        "L" => 'a',
        "R" => '\u{5d0}',
        "AL" => '\u{627}',
        "EN" => '1',
        "ES" => '+',
        "ET" => '#',
        "AN" => '\u{661}',
        "CS" => ',',
        "B" => '\u{2029}',
        "S" => '\t',
        "WS" => ' ',
        "ON" => '!',
        "NSM" => '\u{300}',
        "BN" => '\u{ad}',
        "LRE" => '\u{202a}',
        "RLE" => '\u{202b}',
        "PDF" => '\u{202c}',
        "LRO" => '\u{202d}',
        "RLO" => '\u{202e}',
        "LRI" => '\u{2066}',
        "RLI" => '\u{2067}',
        "FSI" => '\u{2068}',
        "PDI" => '\u{2069}',
        _ => unreachable!("BidiTest.txt names no class {class:?}"),
    }
}

#[test]
fn bidi_test_passes_in_full() {
    let file = ucd::read("BidiTest.txt");
    let mut cases = 0;
    let mut faults = Vec::new();
    let mut expected = Levels::new();
    let mut visual = Vec::new();
    for line in ucd::data_lines(&file) {
        if let Some(field) = line.strip_prefix("@Levels:") {
            expected = levels(field);
        } else if let Some(field) = line.strip_prefix("@Reorder:") {
            visual = order(field);
        } else if let Some((classes, bases)) = line.split_once(';') {
            let text: String = classes.split_whitespace().map(of_class).collect();
            let bases = u8::from_str_radix(bases.trim(), 16).expect("a bit set");
            let all = [None, Some(Direction::Ltr), Some(Direction::Rtl)];
            for (bit, base) in all.into_iter().enumerate() {
                if bases & (1 << bit) != 0 {
                    cases += 1;
                    faults.extend(fault(&text, base, &expected, &visual));
                }
            }
        }
    }
    assert_eq!(cases, 770_241);
    assert!(
        faults.is_empty(),
        "{} faults, {:#?}",
        faults.len(),
        &faults[..9.min(faults.len())]
    );
}

/// One line of BidiCharacterTest.txt.
struct Case {
    text: String,
    base: Option<Direction>,
    base_level: u8,
    levels: Levels,
    visual: Vec<usize>,
}

fn character_cases(file: &str) -> Vec<Case> {
    ucd::data_lines(file)
        .map(|line| {
            let fields: Vec<&str> = line.split(';').collect();
            Case {
                text: fields[0].split_whitespace().map(ucd::character).collect(),
                base: match fields[1] {
                    "0" => Some(Direction::Ltr),
                    "1" => Some(Direction::Rtl),
                    _ => None,
                },
                base_level: fields[2].parse().expect("a level"),
                levels: levels(fields[3]),
                visual: order(fields[4]),
            }
        })
        .collect()
}

#[test]
fn bidi_character_test_passes_in_full() {
    let file = ucd::read("BidiCharacterTest.txt");
    let cases = character_cases(&file);
    assert_eq!(cases.len(), 91_707);
    let mut faults = Vec::new();
    for case in &cases {
        let paragraph = Paragraph::new(&case.text, case.base);
        if paragraph.base() != case.base_level {
            faults.push(format!("{:?}: base {}", case.text, paragraph.base()));
        }
        faults.extend(fault(&case.text, case.base, &case.levels, &case.visual));
    }
    assert!(
        faults.is_empty(),
        "{} faults, {:#?}",
        faults.len(),
        &faults[..9.min(faults.len())]
    );
}

/// The cells of the layout are in the order of the file. Only the first character
/// of a cell that X9 keeps counts: marks are in the cell of their base (L3), and what is invisible, or is
/// space at the end of the line, has none.
#[test]
fn the_layout_keeps_the_order_of_bidi_character_test() {
    let file = ucd::read("BidiCharacterTest.txt");
    let mut faults = Vec::new();
    let mut cells = 0;
    for case in character_cases(&file) {
        let direction = match case.base_level {
            0 => Direction::Ltr,
            _ => Direction::Rtl,
        };
        let options = LayoutOptions {
            shaping: Shaping::Base,
            ..LayoutOptions::new(Cells(400), direction)
        };
        let block = Block::new(&case.text, &options);
        let starts: Vec<usize> = case.text.char_indices().map(|(at, _)| at).collect();
        let found: Vec<usize> = block.lines[0]
            .cells
            .iter()
            .map(|cell| starts.binary_search(&cell.span.start).expect("a character"))
            .map(|at| (at..).find(|&at| case.levels[at].is_some()).expect("kept"))
            .collect();
        let expected: Vec<usize> = case
            .visual
            .iter()
            .copied()
            .filter(|at| found.contains(at))
            .collect();
        cells += found.len();
        if found != expected || block.lines.len() != 1 {
            faults.push(format!("{:?}: {found:?}, not {expected:?}", case.text));
        }
    }
    assert!(cells > 400_000, "only {cells} cells were compared");
    assert!(
        faults.is_empty(),
        "{} faults, {:#?}",
        faults.len(),
        &faults[..9.min(faults.len())]
    );
}

#[test]
fn mirrored_characters_are_those_of_bidi_mirroring() {
    let file = ucd::read("BidiMirroring.txt");
    let mut pairs = 0;
    for line in ucd::data_lines(&file) {
        let (c, image) = line.split_once(';').expect("two fields");
        let (c, image) = (ucd::character(c), ucd::character(image));
        assert_eq!(mirrored(c, 1), image, "{c:?}");
        assert_eq!(mirrored(c, 2), c, "{c:?}");
        pairs += 1;
    }
    assert_eq!(pairs, 428);
}
