//! Texts printed line by line: wrapped, in order, with their colours and without other controls.

use harf::encode::Encoding;
use harf::terminal::{Choice, Environment, Evidence, Switch, decide, parse_replies};
use harf::{Cells, Direction, Facts, Printer};
use proptest::prelude::*;
use unicode_width::UnicodeWidthStr;

fn visual() -> Facts {
    Facts::unasked().chosen(Choice {
        bidi: Some(Encoding::Visual),
        ..Choice::default()
    })
}

fn printed(width: u16, lines: &[&str]) -> String {
    let mut printer = Printer::new(Cells(width), &visual());
    lines.iter().map(|line| printer.line(line)).collect()
}

/// Takes SGR out and returns the rest, or the control that is neither that nor a line feed.
fn without_sgr(text: &str) -> Result<String, String> {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('\u{1b}') {
        out.push_str(&rest[..at]);
        let body = rest[at..].strip_prefix("\u{1b}[").ok_or("a bare ESC")?;
        let end = body
            .find(|c: char| !c.is_ascii_digit() && c != ';' && c != ':')
            .ok_or("an open sequence")?;
        if !body[end..].starts_with('m') {
            return Err(format!("{:?}", &body[..=end]));
        }
        rest = &body[end + 1..];
    }
    out.push_str(rest);
    match out.chars().find(|c| c.is_control() && *c != '\n') {
        Some(control) => Err(format!("{control:?}")),
        None => Ok(out),
    }
}

#[test]
fn indentation_and_space_inside_stay_as_they_are() {
    assert_eq!(printed(20, &["    if a  == b {"]), "    if a  == b {\n");
    assert_eq!(printed(20, &["", "  "]), "\n  \n");
    // Space at the end is kept as far as there is room: a colour may show it.
    assert_eq!(printed(5, &["ab       "]), "ab   \n");
    assert_eq!(
        printed(8, &["\u{1b}[41mab  \u{1b}[m"]),
        "\u{1b}[0;41mab  \u{1b}[0m\n"
    );
    // From the right in a right-to-left line.
    assert_eq!(printed(8, &["  \u{5d0}\u{5d1}"]), "    \u{5d1}\u{5d0}  \n");
}

#[test]
fn a_style_stays_with_its_letters_and_is_closed_with_each_row() {
    // Red alef and bet, then gimel without: gimel is on the left.
    assert_eq!(
        printed(6, &["\u{1b}[31m\u{5d0}\u{5d1}\u{1b}[m\u{5d2}"]),
        "   \u{5d2}\u{1b}[0;31m\u{5d1}\u{5d0}\u{1b}[0m\n"
    );
    // It goes on in the next row and the next line.
    assert_eq!(
        printed(3, &["\u{1b}[32mab cd", "ef"]),
        "\u{1b}[0;32mab\u{1b}[0m\n\u{1b}[0;32mcd\u{1b}[0m\n\u{1b}[0;32mef\u{1b}[0m\n"
    );
}

#[test]
fn right_to_left_letters_are_bold_only_where_that_is_allowed() {
    let line = "\u{1b}[1mab \u{5d0}";
    assert_eq!(printed(6, &[line]), "\u{1b}[0;1mab \u{1b}[0m\u{5d0}\n");
    let mut facts = visual();
    facts.bold = true;
    let mut printer = Printer::new(Cells(6), &facts);
    assert_eq!(printer.line(line), "\u{1b}[0;1mab \u{5d0}\u{1b}[0m\n");
}

#[test]
fn right_to_left_letters_are_italic_only_where_that_is_allowed() {
    let line = "\u{1b}[3;31mab \u{5d0}\u{1b}[m";
    assert_eq!(
        printed(6, &[line]),
        "\u{1b}[0;3;31mab \u{1b}[0;31m\u{5d0}\u{1b}[0m\n"
    );
    let mut facts = visual();
    facts.bold = true;
    let mut printer = Printer::new(Cells(6), &facts);
    assert_eq!(printer.line(line), "\u{1b}[0;3;31mab \u{5d0}\u{1b}[0m\n");
}

#[test]
fn a_terminal_that_does_everything_gets_lines_as_they_are_written() {
    let facts = Facts::unasked().chosen(Choice {
        bidi: Some(Encoding::Terminal),
        ..Choice::default()
    });
    let mut printer = Printer::new(Cells(9), &facts);
    let line = "\u{644}\u{627} (ab) 12";
    assert_eq!(printer.line(line), format!("{line}\n"));
    assert_eq!(
        printer.line("\u{5d0} \u{5d1}\u{5d2} \u{5d3}\u{5d4}\u{5d5}\u{5d6}\u{5d7}"),
        "\u{5d0} \u{5d1}\u{5d2}\n\u{5d3}\u{5d4}\u{5d5}\u{5d6}\u{5d7}\n"
    );
}

#[test]
fn the_direction_of_a_line_can_be_given() {
    let mut printer = Printer::new(Cells(6), &visual());
    printer.direction = Some(Direction::Ltr);
    assert_eq!(printer.line("+\u{5d0}\u{5d1}"), "+\u{5d1}\u{5d0}\n");
    printer.direction = Some(Direction::Rtl);
    assert_eq!(printer.line("+ab"), "   ab+\n");
}

#[test]
fn a_tab_parts_what_is_on_either_side_of_it() {
    // In a left-to-right line the columns keep their places.
    assert_eq!(
        printed(30, &["a\t\u{5d0}\u{5d1}\t\u{5d2}"]),
        "a       \u{5d1}\u{5d0}      \u{5d2}\n"
    );
}

#[test]
fn no_mode_is_needed_for_lines() {
    let of = |replies: &[u8], env: &[(&str, &str)]| {
        decide(Evidence {
            replies: parse_replies(replies),
            env: Environment::of(env.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned()))),
            ..Evidence::default()
        })
    };
    let vte = of(b"\x1b[8;1$y\x1b[>65;7006;1c\x1b[?65c", &[]);
    assert_eq!(vte.encoding, Encoding::Visual);
    assert_eq!(vte.clone().for_lines().encoding, Encoding::Guard);
    // One that is in explicit mode already keeps the order.
    let explicit = of(b"\x1b[8;2$y\x1b[>65;7006;1c\x1b[?65c", &[]);
    assert_eq!(explicit.for_lines().encoding, Encoding::Visual);
    let xterm = of(b"\x1bP>|XTerm(379)\x1b\\\x1b[>41;379;0c\x1b[?64c", &[]);
    assert_eq!(xterm.for_lines().encoding, Encoding::Visual);
    let mlterm = of(
        b"\x1b[8;0$y\x1b[>24;279;0c\x1b[?63c",
        &[("MLTERM", "3.9.0")],
    );
    assert_eq!(mlterm.switch, Switch::Mlterm);
    assert_eq!(mlterm.for_lines().encoding, Encoding::Terminal);
    let chosen = Choice {
        bidi: Some(Encoding::Visual),
        ..Choice::default()
    };
    assert_eq!(vte.chosen(chosen).for_lines().encoding, Encoding::Visual);
}

#[test]
fn a_terminal_that_was_not_asked_is_told_by_its_environment() {
    for (env, encoding) in [
        (
            &[("TERM", "xterm-kitty"), ("KONSOLE_VERSION", "1")][..],
            Encoding::Words,
        ),
        (
            &[("TERM", "alacritty"), ("KONSOLE_VERSION", "1")],
            Encoding::Visual,
        ),
        (
            &[("TERM", "xterm-256color"), ("KONSOLE_VERSION", "221203")],
            Encoding::Runs,
        ),
        (
            &[("TERM", "xterm-256color"), ("VTE_VERSION", "7006")],
            Encoding::Guard,
        ),
        (
            &[("TERM", "xterm"), ("XTERM_VERSION", "XTerm(379)")],
            Encoding::Visual,
        ),
        (
            &[
                ("TERM", "screen.xterm-256color"),
                ("STY", "1.pts-0"),
                ("XTERM_VERSION", "x"),
            ],
            Encoding::Guard,
        ),
        (&[("TERM", "new-term")], Encoding::Guard),
    ] {
        let facts = decide(Evidence {
            env: Environment::of(env.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned()))),
            ..Evidence::default()
        });
        assert_eq!(facts.for_lines().encoding, encoding, "{env:?}");
    }
}

proptest! {
    #[test]
    fn no_input_leaves_a_control_or_a_row_too_wide(
        text in "(\\PC|[\\x00-\\x09\\x0b-\\x1f]|\u{1b}\\[[0-9;:]{0,8}[a-zA-Z]|\u{1b}[\\]PX_^][a-z;]{0,5}\
                 |[\u{80}-\u{9f}\u{627}-\u{64a}\u{200e}\u{202e}\u{2066}\u{2069}]){0,40}",
        width in 1_u16..30,
        encoding in 0_usize..6,
    ) {
        let choice = Choice { bidi: Some(Encoding::ALL[encoding]), ..Choice::default() };
        let facts = Facts::unasked().chosen(choice);
        let mut printer = Printer::new(Cells(width), &facts);
        let out = printer.line(&text);
        let shown = without_sgr(&out).map_err(TestCaseError::fail)?;
        prop_assert!(shown.ends_with('\n'));
        for row in shown.lines() {
            // Marks of `guard` and joiners fill no column.
            prop_assert!(row.width() <= usize::from(width), "{row:?} of {text:?}");
        }
    }

    #[test]
    fn all_letters_of_a_text_are_printed(
        words in proptest::collection::vec("[a-z\u{5d0}-\u{5ea}0-9]{1,9}", 1..12),
        width in 1_u16..30,
    ) {
        let text = words.join(" ");
        let shown = printed(width, &[&text]);
        let sorted = |text: &str| {
            let mut letters: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
            letters.sort_unstable();
            letters
        };
        prop_assert_eq!(sorted(&shown), sorted(&text));
    }
}
