//! The screen of blind judging: what it shows, what it does not, and where keys lead.

use bayn::session::judge::{Effect, Judge, update};
use bayn::session::{Event, chord::parse_sequence};
use bayn::tui::judge::draw;
use bayn::tui::view::Look;
use bayn_doc::Severity;
use bayn_review::judging::read;
use harf::CaretMap;
use harf::encode::Encoding;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::style::Style;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A session of judging on a test screen.
struct Desk {
    judge: Judge,
    look: Look,
    map: CaretMap,
    terminal: Terminal<TestBackend>,
    kept: Vec<usize>,
    left: bool,
}

impl Desk {
    fn open(table: &str, size: (u16, u16)) -> Self {
        let campaign = Arc::new(read(table).expect("a table"));
        let mut desk = Self {
            judge: Judge::new(campaign, 3, BTreeMap::new(), BTreeMap::new()),
            look: Look::default(),
            map: CaretMap::default(),
            terminal: Terminal::new(TestBackend::new(size.0, size.1)).expect("a test screen"),
            kept: Vec::new(),
            left: false,
        };
        desk.frame();
        desk
    }

    fn frame(&mut self) {
        let Ok(map) = draw(
            &mut self.terminal,
            &self.judge,
            &self.look,
            Encoding::Visual,
        );
        self.map = map;
    }

    /// Types keys, divided by spaces.
    fn keys(&mut self, keys: &str) {
        for key in keys.split(' ') {
            let chord = parse_sequence(key).expect(key)[0];
            let event = Event::Key(chord);
            for effect in update(&mut self.judge, &self.look.keymap, &event, &self.map) {
                match effect {
                    Effect::Keep(at) => self.kept.push(at),
                    Effect::Quit => self.left = true,
                    Effect::Redraw => {}
                }
            }
            self.frame();
        }
    }

    fn rows(&self) -> Vec<String> {
        let buffer = self.terminal.backend().buffer();
        let width = usize::from(buffer.area.width);
        let rows = buffer.content.chunks(width);
        rows.map(|row| {
            row.iter()
                .map(|cell| cell.symbol())
                .collect::<String>()
                .trim_end()
                .to_owned()
        })
        .collect()
    }

    fn text(&self) -> String {
        self.rows().join("\n")
    }

    /// Returns the letters of a row whose style has what this one adds.
    fn lit(&self, row: usize, style: Style) -> String {
        let buffer = self.terminal.backend().buffer();
        let width = usize::from(buffer.area.width);
        let cells = &buffer.content[row * width..(row + 1) * width];
        let is_lit = |cell: &&ratatui::buffer::Cell| {
            style.fg.is_none_or(|fg| cell.fg == fg)
                && style.bg.is_none_or(|bg| cell.bg == bg)
                && cell.modifier.contains(style.add_modifier)
        };
        cells
            .iter()
            .filter(is_lit)
            .map(|cell| cell.symbol())
            .collect::<String>()
            .trim()
            .to_owned()
    }

    fn row_of(&self, text: &str) -> usize {
        let rows = self.rows();
        let found = rows.iter().position(|row| row.contains(text));
        assert!(found.is_some(), "{text}:\n{}", self.text());
        found.unwrap_or_default()
    }
}

const TABLE: &str = "source\tNord\tSued\n\
    Der Rat tagte gestern.\tThe council met yesterday.\tThe council sat yesterday.\n\
    Nein.\tNo.\tNay.\n";

#[test]
fn translations_have_no_name_and_differences_are_lit() {
    let mut desk = Desk::open(TABLE, (60, 16));
    let text = desk.text();
    assert!(!text.contains("Nord") && !text.contains("Sued"), "{text}");
    assert!(
        text.contains("segment 1 of 2 \u{b7} 0 of 4 translations judged"),
        "{text}"
    );
    let differs = desk.look.theme.differs;
    let [met, sat] = ["met", "sat"].map(|word| desk.row_of(&format!("council {word}")));
    assert!(met != sat);
    desk.keys("D");
    assert_eq!(desk.lit(met, differs), "met");
    assert_eq!(desk.lit(sat, differs), "sat");
    desk.keys("D");
    assert_ne!(desk.lit(met, differs), "met");
    // Beside each other.
    desk.keys("t");
    assert_eq!(desk.row_of("council met"), desk.row_of("council sat"));
}

#[test]
fn a_low_score_asks_for_a_span_once_and_a_tie_is_one_key() {
    let mut desk = Desk::open(TABLE, (70, 16));
    desk.keys("7 5 enter");
    assert!(
        desk.text().contains("below 80: mark what is wrong"),
        "{}",
        desk.text()
    );
    assert_eq!((desk.judge.at, desk.judge.shown), (0, 0));
    desk.keys("w w m");
    assert_eq!(desk.judge.answer(0).errors.len(), 1);
    assert!(
        desk.text().contains("score 75 \u{b7} 1 minor"),
        "{}",
        desk.text()
    );
    desk.keys("enter");
    assert_eq!(desk.judge.shown, 1);
    desk.keys("= enter");
    assert_eq!(desk.judge.at, 1, "the segment is complete");
    assert_eq!(desk.judge.scored(), 2);
    // Undo goes back to where it was, a key a change.
    desk.keys("u");
    assert_eq!((desk.judge.at, desk.judge.scored()), (0, 1));
    desk.keys("u u");
    assert_eq!(desk.judge.scored(), 0);
    assert!(desk.kept.len() >= 6, "each change is kept: {:?}", desk.kept);
    // Too much is no score, and no other one either.
    desk.keys("1 2 0 enter");
    assert!(desk.judge.message.is_some());
    assert_eq!(desk.judge.scored(), 0);
    desk.keys("7");
    desk.keys("esc q");
    assert!(desk.left);
}

#[test]
fn arabic_is_marked_as_it_is_seen() {
    let table = "source\tA\nHe paid the fee.\t\u{62f}\u{641}\u{639} \u{627}\u{644}\u{631}\u{633}\u{645} \u{646}\u{642}\u{62f}\u{627}.\n";
    let mut desk = Desk::open(table, (40, 12));
    // Left goes on in the text: the first word is the rightmost.
    desk.keys("left v left left M");
    let error = desk.judge.answer(0).errors[0];
    let target = desk.judge.target(0).expect("there").to_owned();
    assert_eq!(
        error.span.expect("words").of(&target),
        "\u{62f}\u{641}\u{639}"
    );
    assert_eq!(error.severity, Severity::Major);
    let rows = desk.rows();
    let row = rows.iter().find(|row| {
        row.ends_with('\u{fecd}')
            || row.contains('\u{fed3}')
            || row.contains('\u{62f}')
            || row.contains('\u{fea9}')
    });
    let row = row.unwrap_or_else(|| panic!("{}", desk.text()));
    // The line begins at the right edge.
    assert!(row.starts_with("    "), "{row}");
    desk.keys("m");
    assert_eq!(desk.judge.answer(0).errors[0].severity, Severity::Minor);
    desk.keys("x");
    assert!(desk.judge.answer(0).errors.is_empty());
    desk.keys("E E");
    assert_eq!(desk.judge.answer(0).errors[0].severity, Severity::Major);
    assert!(desk.text().contains("[missing]"), "{}", desk.text());
}

#[test]
fn what_is_judged_stays_in_sight_on_any_screen() {
    let long = "word ".repeat(60);
    let columns: Vec<String> = (0..6).map(|at| format!("{long}end{at}")).collect();
    let header: Vec<String> = (0..6).map(|at| format!("s{at}")).collect();
    let table = format!(
        "source\t{}\n{long}\t{}\n",
        header.join("\t"),
        columns.join("\t")
    );
    for size in [(120, 40), (40, 12), (20, 5), (4, 4), (1, 1)] {
        let mut desk = Desk::open(&table, size);
        for shown in 0..6 {
            assert_eq!(desk.judge.shown, shown);
            if size.0 >= 20 {
                let sign = format!("\u{25b8} {}", shown + 1);
                let fits = size.1 > 10;
                assert!(
                    !fits || desk.text().contains(&sign),
                    "{size:?} {shown}:\n{}",
                    desk.text()
                );
            }
            desk.keys("left j");
        }
        desk.keys("t ? n");
    }
}

#[test]
fn the_keys_are_listed() {
    let mut desk = Desk::open(TABLE, (90, 40));
    desk.keys("?");
    let text = desk.text();
    assert!(text.contains("Marks something as missing"), "{text}");
    desk.keys("j");
    assert!(desk.text().contains("council"));
}
