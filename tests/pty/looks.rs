//! Colours as the environment and the terminal ask for them.

use crate::session::{PLAIN, Session};
use std::io::Write;
use std::time::{Duration, Instant};

/// Returns all that was written, once the sample is on the screen.
fn written(session: &mut Session) -> String {
    session.wait_text("Twenty-six trucks");
    session.type_in("jj");
    session.wait_text("3/29");
    session.type_in("q");
    assert_eq!(session.end(), 0);
    String::from_utf8_lossy(&session.raw.lock().expect("raw")).into_owned()
}

/// Whether a sequence sets a colour: a parameter 30 to 49 or 90 to 107, but 39 and 49.
fn is_coloured(raw: &str) -> bool {
    raw.split("\u{1b}[").skip(1).any(|rest| {
        let Some((inside, _)) = rest.split_once('m') else {
            return false;
        };
        let plain = inside.chars().all(|c| c.is_ascii_digit() || c == ';');
        plain
            && inside.split(';').any(|number| {
                let number: u16 = number.parse().unwrap_or(0);
                matches!(number, 30..=38 | 40..=48 | 90..=107)
            })
    })
}

#[test]
fn no_color_is_heeded_and_weight_stays() {
    let mut session = Session::start_with(&PLAIN, (120, 30), &[("NO_COLOR", "1")]);
    let raw = written(&mut session);
    assert!(!is_coloured(&raw), "a colour was written");
    assert!(raw.contains("\u{1b}[1m"), "the current sentence is bold");
}

#[test]
fn colours_are_forced_on_a_terminal_that_names_none() {
    let quiet = [("TERM", "vt220")];
    let mut session = Session::start_with(&PLAIN, (120, 30), &quiet);
    assert!(!is_coloured(&written(&mut session)));
    let forced = [("TERM", "vt220"), ("CLICOLOR_FORCE", "1")];
    let mut session = Session::start_with(&PLAIN, (120, 30), &forced);
    assert!(is_coloured(&written(&mut session)));
    let both = [("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")];
    let mut session = Session::start_with(&PLAIN, (120, 30), &both);
    assert!(!is_coloured(&written(&mut session)), "NO_COLOR rules");
}

/// White behind everything, as the light theme has it among 256 colours.
const WHITE: &str = "48;5;231";
/// The same of the dark theme.
const DARK: &str = "48;5;233";

/// Answers a terminal's questions as they come; returns whether the background was told in
/// time, since the program waits for 300 ms only.
fn answer(session: &mut Session, colour: &str) -> bool {
    let until = Instant::now() + Duration::from_secs(3);
    let mut told = false;
    let mut answers = vec![
        (
            "\u{1b}]11;?",
            format!("\u{1b}]11;rgb:{colour}\u{1b}\\\u{1b}[?62;c"),
        ),
        ("\u{1b}[c", "\u{1b}[?62;c".to_owned()),
    ];
    while let Some((question, said)) = answers.last() {
        if Instant::now() > until {
            return told;
        }
        let raw = String::from_utf8_lossy(&session.raw.lock().expect("raw")).into_owned();
        if raw.contains(question) {
            session.writer.write_all(said.as_bytes()).expect("taken");
            session.writer.flush().expect("taken");
            told = answers.len() == 1;
            answers.pop();
        }
        std::thread::sleep(Duration::from_millis(1));
    }
    told
}

#[test]
fn the_background_that_the_terminal_tells_chooses_the_theme() {
    let args = [PLAIN[0], PLAIN[1], "--theme", "auto"];
    for (colour, light) in [("ffff/ffff/ffff", true), ("1010/1010/1818", false)] {
        // A loaded machine may answer too late; then another terminal is tried.
        let chosen = (0..6).any(|_| {
            let mut session = Session::start_with(&args, (120, 30), &[]);
            let told = answer(&mut session, colour);
            let raw = written(&mut session);
            told && raw.contains(if light { WHITE } else { DARK })
        });
        assert!(chosen, "{colour} chose no theme in time");
    }
}

#[test]
fn a_terminal_that_says_nothing_is_waited_for_only_so_long() {
    let args = [PLAIN[0], PLAIN[1], "--theme", "auto"];
    let mut session = Session::start_with(&args, (120, 30), &[("COLORFGBG", "0;15")]);
    // Nobody answers: the frame comes all the same, and the environment is believed.
    let raw = written(&mut session);
    assert!(raw.contains("\u{1b}[c"), "it was asked what it is");
    assert!(raw.contains(WHITE), "COLORFGBG says light");
    session.assert_clean();
}

#[test]
fn words_are_written_once_more_at_rest_where_the_terminal_cuts_letters() {
    let text = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/sample/report.ar.txt");
    let drawn = |env: &[(&str, &str)]| {
        let mut session = Session::start_with(&["--bidi", "visual", text], (120, 30), env);
        session.wait_text("TRANSLATION");
        session.settle();
        // Longer than what counts as rest.
        std::thread::sleep(Duration::from_millis(800));
        session.type_in("q");
        assert_eq!(session.end(), 0);
        let raw = String::from_utf8_lossy(&session.raw.lock().expect("raw")).into_owned();
        raw.chars()
            .filter(|c| ('\u{fe80}'..='\u{fefc}').contains(c))
            .count()
    };
    let once = drawn(&[]);
    assert!(once > 100, "{once}");
    assert_eq!(drawn(&[("XTERM_VERSION", "XTerm(379)")]), 2 * once);
}
