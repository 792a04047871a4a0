//! Ratatui's own widgets, finished for a terminal that neither reorders nor shapes.

use harf::encode::Encoding;
use harf::ratatui::{finish, finish_columns, finish_directed, measured};
use harf::terminal::Choice;
use harf::{Direction, Facts};
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Rect};
use ratatui::style::{Color, Modifier, Style, Stylize};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, List, Paragraph, Row, Table, Widget, Wrap};

fn plain() -> Facts {
    Facts::unasked().chosen(Choice {
        bidi: Some(Encoding::Visual),
        ..Choice::default()
    })
}

fn drawn(width: u16, height: u16, widget: impl Widget) -> Buffer {
    let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
    widget.render(buffer.area, &mut buffer);
    let area = buffer.area;
    finish(&mut buffer, area, &plain());
    buffer
}

fn rows(buffer: &Buffer) -> Vec<String> {
    let width = usize::from(buffer.area.width);
    let rows = buffer.content.chunks(width);
    rows.map(|row| row.iter().map(|cell| cell.symbol()).collect::<String>())
        .map(|row| row.trim_end().to_owned())
        .collect()
}

#[test]
fn a_paragraph_is_turned_with_its_brackets_and_numbers() {
    let buffer = drawn(12, 1, Paragraph::new("אבג (12) ד."));
    assert_eq!(rows(&buffer), [".ד (12) גבא"]);
}

#[test]
fn letters_are_joined_and_lam_alef_takes_one_cell() {
    // Seen, lam, alef, meem: four letters, three cells; the free one is at the end (left).
    let buffer = drawn(6, 1, Paragraph::new("سلام"));
    assert_eq!(rows(&buffer), [" \u{fee1}\u{fefc}\u{feb3}"]);
}

#[test]
fn marks_stay_with_their_letters() {
    let buffer = drawn(6, 1, Paragraph::new("بَيْت"));
    assert_eq!(rows(&buffer), ["\u{fe96}\u{fef4}\u{652}\u{fe91}\u{64e}"]);
}

#[test]
fn columns_one_blank_apart_stay_apart() {
    let table = Table::new(
        [
            Row::new(["אב גד", "הו זח"]),
            Row::new(["א", "טי"]),
            Row::new(["אבגדה", "כל"]),
        ],
        [Constraint::Length(5), Constraint::Length(5)],
    );
    let buffer = drawn(11, 3, table);
    assert_eq!(rows(&buffer), ["דג בא חז וה", "א     יט", "הדגבא לכ"]);
}

#[test]
fn columns_between_lines_stay_apart() {
    let mut buffer = Buffer::empty(Rect::new(0, 0, 9, 1));
    buffer.set_string(0, 0, "\u{2502}אב\u{2502}גד 5\u{2502}", Style::new());
    let area = buffer.area;
    finish(&mut buffer, area, &plain());
    assert_eq!(rows(&buffer), ["\u{2502}בא\u{2502}5 דג\u{2502}"]);
}

#[test]
fn a_wrapped_paragraph_keeps_the_direction_of_its_first_line() {
    let text = Paragraph::new("אבגד הוזח abc דהו.").wrap(Wrap { trim: true });
    let buffer = drawn(10, 2, text);
    assert_eq!(rows(&buffer), ["חזוה דגבא", ".והד abc"]);
}

#[test]
fn a_line_of_its_own_does_not() {
    let buffer = drawn(20, 2, Paragraph::new("אבגד\nabc דהו."));
    assert_eq!(rows(&buffer), ["דגבא", "abc והד."]);
}

#[test]
fn signs_of_a_list_keep_their_place() {
    let list = List::new(["\u{2022} אב 1", "> גד"]);
    let buffer = drawn(8, 2, list);
    assert_eq!(rows(&buffer), ["\u{2022} 1 בא", "> דג"]);
}

#[test]
fn styles_go_with_their_letters() {
    let line = Line::from(vec![Span::from("אב"), Span::from("גד").fg(Color::Red)]);
    let buffer = drawn(4, 1, Paragraph::new(line));
    let red: Vec<bool> = buffer.content.iter().map(|c| c.fg == Color::Red).collect();
    assert_eq!(red, [true, true, false, false]);
}

#[test]
fn right_to_left_letters_are_bold_or_italic_only_where_the_facts_allow_it() {
    let with = |modifier: Modifier, allowed: bool| {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 7, 1));
        let style = Style::new().add_modifier(modifier);
        buffer.set_string(0, 0, "אב 1 cd", style);
        let facts = Facts {
            bold: allowed,
            ..plain()
        };
        let area = buffer.area;
        finish_directed(&mut buffer, area, Direction::Ltr, &facts);
        let cells = buffer.content.iter();
        cells
            .map(|c| c.modifier.contains(modifier))
            .collect::<Vec<_>>()
    };
    for modifier in [Modifier::BOLD, Modifier::ITALIC] {
        assert!(with(modifier, true).iter().all(|has| *has));
        // Seen: 1, a blank, two letters, a blank, two Latin letters.
        let expected = [true, true, false, false, true, true, true];
        assert_eq!(with(modifier, false), expected);
    }
}

#[test]
fn what_is_outside_the_area_and_what_reads_left_to_right_is_left_alone() {
    let mut buffer = Buffer::empty(Rect::new(3, 2, 10, 2));
    buffer.set_string(3, 2, "אב", Style::new());
    buffer.set_string(3, 3, "(a) 1 אב", Style::new());
    finish(&mut buffer, Rect::new(3, 3, 10, 1), &plain());
    assert_eq!(rows(&buffer), ["אב", "(a) 1 בא"]);
}

#[test]
fn a_frame_round_a_text_keeps_its_corners() {
    let text = Paragraph::new("אב").block(Block::bordered().title("גד 1"));
    let buffer = drawn(10, 3, text);
    assert_eq!(rows(&buffer)[1], "\u{2502}בא      \u{2502}");
    assert_eq!(
        rows(&buffer)[0],
        "\u{250c}1 דג\u{2500}\u{2500}\u{2500}\u{2500}\u{2510}"
    );
}

#[test]
fn the_caret_of_an_input_widget_is_where_the_next_letter_will_be() {
    use ratatui_textarea::TextArea;
    let mut input = TextArea::from(["אבג 12"]);
    input.set_cursor_line_style(Style::new());
    let caret_of = |input: &TextArea<'_>| {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 12, 1));
        input.render(buffer.area, &mut buffer);
        let area = buffer.area;
        finish(&mut buffer, area, &plain());
        let reversed = |cell: &ratatui::buffer::Cell| cell.modifier.contains(Modifier::REVERSED);
        let carets: Vec<usize> = (0..12)
            .filter(|at| reversed(&buffer.content[*at]))
            .collect();
        assert_eq!(carets.len(), 1, "{carets:?}");
        (rows(&buffer).remove(0), carets[0])
    };
    // On the first letter, the rightmost.
    assert_eq!(caret_of(&input), ("12 גבא".to_owned(), 5));
    // Behind the last one, at the left.
    input.move_cursor(ratatui_textarea::CursorMove::End);
    assert_eq!(caret_of(&input), (" 12 גבא".to_owned(), 0));
    input.insert_str(" ab");
    assert_eq!(caret_of(&input), (" ab 12 גבא".to_owned(), 0));
    // In a left-to-right line, at the right.
    let mut input = TextArea::from(["ab אב"]);
    input.set_cursor_line_style(Style::new());
    input.move_cursor(ratatui_textarea::CursorMove::End);
    assert_eq!(caret_of(&input), ("ab בא".to_owned(), 5));
}

#[test]
fn a_reversed_row_keeps_its_columns_apart() {
    let line = Line::from("אב   גד").style(Style::new().reversed());
    let buffer = drawn(8, 1, line);
    assert_eq!(rows(&buffer), ["בא   דג"]);
}

#[test]
fn a_sentence_in_a_right_aligned_column_is_not_cut_where_another_begins() {
    // The words of the second row have a blank where the first row's text begins.
    let table = Table::new(
        [
            Row::new([Line::from("ab"), Line::from("אבג").right_aligned()]),
            Row::new([Line::from("cd"), Line::from("דהו זחט").right_aligned()]),
            Row::new([Line::from("ef"), Line::from("אבגדה ויז").right_aligned()]),
        ],
        [Constraint::Length(4), Constraint::Length(12)],
    );
    let buffer = drawn(17, 3, table);
    assert_eq!(
        rows(&buffer),
        [
            "ab            גבא",
            "cd        טחז והד",
            "ef      זיו הדגבא"
        ]
    );
}

#[test]
fn what_ends_a_sentence_behind_a_bracket_is_kept() {
    let text = "כתב (לא 62).";
    let buffer = drawn(20, 1, Line::from(text).right_aligned());
    assert_eq!(rows(&buffer), ["        .(62 אל) בתכ"]);
    let buffer = drawn(20, 1, Line::from(measured("كم (لا 62).")).right_aligned());
    assert_eq!(rows(&buffer), ["          .(62 \u{fefb}) \u{fee2}\u{fedb}"]);
}

#[test]
fn two_blanks_in_a_sentence_do_not_part_it() {
    let buffer = drawn(10, 1, Paragraph::new("אב  גד הו"));
    assert_eq!(rows(&buffer), ["וה דג  בא"]);
    // Other sentences above and below have letters there, or end before.
    let buffer = drawn(14, 3, Paragraph::new("אבגדהו\nאב  גד הו\nא"));
    assert_eq!(rows(&buffer), ["והדגבא", "וה דג  בא", "א"]);
    let mut buffer = Buffer::empty(Rect::new(0, 0, 9, 1));
    buffer.set_string(0, 0, "ab  אב גד", Style::new());
    let area = buffer.area;
    finish_directed(&mut buffer, area, Direction::Rtl, &plain());
    assert_eq!(rows(&buffer), ["דג בא  ab"]);
}

#[test]
fn two_blanks_between_columns_do() {
    let rows_of = [Row::new(["אבג", "דה"]), Row::new(["א", "ו"])];
    let widths = [Constraint::Length(3), Constraint::Length(2)];
    let table = Table::new(rows_of, widths).column_spacing(2);
    let buffer = drawn(7, 2, table);
    assert_eq!(rows(&buffer), ["גבא  הד", "א    ו"]);
}

#[test]
fn named_columns_stay_apart_whatever_is_in_them() {
    use ratatui::layout::Layout;
    let area = Rect::new(0, 0, 18, 3);
    let widths = [4, 4, 4].map(Constraint::Length);
    let table = Table::new(
        [
            Row::new(["אבגד", "12", "הוז"]),
            Row::new(["חט", "7  א", "אב"]),
        ],
        widths,
    )
    .header(Row::new(["אבגד", "הוזח", "טיכל"]));
    let mut buffer = Buffer::empty(area);
    table.render(area, &mut buffer);
    buffer.set_string(15, 0, "אב", Style::new());
    let columns = Layout::horizontal(widths)
        .spacing(1)
        .split(Rect { width: 14, ..area });
    finish_columns(&mut buffer, area, &columns, &plain());
    assert_eq!(
        rows(&buffer),
        ["דגבא חזוה לכיט בא", "דגבא 12   זוה", "טח   א  7 בא"]
    );
}

/// Each widget with a text of five letters, a lam-alef among them, flush right in ten cells.
#[test]
fn measured_text_is_flush_right_in_every_widget() {
    const TEXT: &str = "سلام ب";
    let line = || Line::from(measured(TEXT)).right_aligned();
    let table = Table::new([Row::new([line()])], [Constraint::Length(10)]);
    let titled = Block::new().title_top(line());
    let found = [
        ("line", drawn(10, 1, line())),
        ("text", drawn(10, 1, ratatui::text::Text::from(line()))),
        ("list", drawn(10, 1, List::new([line()]))),
        ("table", drawn(10, 1, table)),
        ("title", drawn(10, 1, titled)),
        ("paragraph", drawn(10, 1, Paragraph::new(line()))),
        (
            "wrapped paragraph",
            drawn(10, 1, Paragraph::new(line()).wrap(Wrap { trim: true })),
        ),
        (
            "paragraph not measured",
            drawn(10, 1, Paragraph::new(TEXT).right_aligned()),
        ),
    ];
    for (widget, buffer) in &found {
        let row: String = buffer.content.iter().map(|cell| cell.symbol()).collect();
        assert_eq!(row, "     \u{fe8f} \u{fee1}\u{fefc}\u{feb3}", "{widget}");
    }
    // Two spans, each measured by itself.
    let spans = vec![Span::from(measured("لا ")), Span::from(measured("سلام"))];
    let buffer = drawn(10, 1, Line::from(spans).right_aligned());
    let row: String = buffer.content.iter().map(|cell| cell.symbol()).collect();
    assert_eq!(row, "     \u{fee1}\u{fefc}\u{feb3} \u{fefb}");
}
