//! The decision table against recorded replies, and what follows from a decision.

use super::*;
use std::path::Path;

fn evidence(replies: &[u8], env: &[(&str, &str)]) -> Evidence {
    Evidence {
        replies: parse_replies(replies),
        env: Environment::of(env.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned()))),
        ..Evidence::default()
    }
}

const VTE: &[u8] = b"\x1b[8;1$y\x1b[>65;7006;1c\x1b[?65;1;9c";

#[test]
fn answers_are_taken_apart() {
    let replies = parse_replies(b"j\x1b[8;0$y\x1bP>|XTerm(379)\x1b\\\x1b[>41;379;0ck\x1b[?64;1;2c");
    assert_eq!(replies.bdsm, Some(0));
    assert_eq!(replies.xtversion.as_deref(), Some("XTerm(379)"));
    assert_eq!(replies.da2, Some([41, 379, 0]));
    assert!(replies.da1);
}

#[test]
fn broken_answers_are_no_harm() {
    for bytes in [
        &b"\x1b"[..],
        b"\x1b[",
        b"\x1b[8;1$",
        b"\x1bP>|never ends",
        b"\x1bP>|ends \x1bwrong",
        b"\x1b[>99999999999999;;;;;c",
        b"\xff\xfe\x1b[?c",
    ] {
        let _ = parse_replies(bytes);
    }
    let replies = parse_replies(b"\x1bP>|a\x08\nb\x1b\\");
    assert_eq!(replies.xtversion.as_deref(), Some("ab"));
}

#[test]
fn explicit_mode_is_entered_before_a_clear_and_left() {
    let facts = decide(evidence(VTE, &[]));
    assert_eq!(facts.enter_bidi(), "\u{1b}[8l\u{1b}[2J");
    assert_eq!(facts.leave_bidi(), "\u{1b}[8h");
}

#[test]
fn explicit_mode_that_was_there_before_stays() {
    let facts = decide(evidence(b"\x1b[8;2$y\x1b[>65;7006;1c\x1b[?65c", &[]));
    assert_eq!(facts.leave_bidi(), "");
}

#[test]
fn off_touches_no_mode() {
    let choice = Choice {
        bidi: Some(Encoding::Off),
        ..Choice::default()
    };
    let facts = decide(evidence(VTE, &[])).chosen(choice);
    assert_eq!(facts.enter_bidi() + &facts.leave_bidi(), "");
    assert_eq!(facts.decided_by, DecidedBy::Setting);
}

#[test]
fn a_setting_overrules_calibration_and_calibration_the_table() {
    let facts = decide(evidence(VTE, &[])).calibrated(Some(Encoding::Runs));
    assert_eq!(facts.encoding, Encoding::Runs);
    assert_eq!(facts.decided_by, DecidedBy::Calibration);
    let choice = Choice {
        bidi: Some(Encoding::Guard),
        ..Choice::default()
    };
    assert_eq!(facts.chosen(choice).encoding, Encoding::Guard);
}

#[test]
fn an_unknown_terminal_is_guarded_and_calibration_is_offered() {
    let facts = decide(evidence(b"\x1b[>7;7;7c\x1b[?1c", &[("TERM", "new-term")]));
    assert_eq!(facts.encoding, Encoding::Guard);
    assert_eq!(facts.name, "new-term");
    assert_eq!(facts.hint(), Some(Hint::Calibrate));
    assert_eq!(facts.calibrated(Some(Encoding::Runs)).hint(), None);
}

#[test]
fn a_variable_left_over_from_another_terminal_does_not_count() {
    let stale = [
        ("KITTY_WINDOW_ID", "1"),
        ("KONSOLE_VERSION", "221203"),
        ("TMUX", "x"),
    ];
    let facts = decide(evidence(
        b"\x1bP>|XTerm(379)\x1b\\\x1b[>41;379;0c\x1b[?64c",
        &stale,
    ));
    assert_eq!(facts.name, "xterm");
}

#[test]
fn flags_are_read_with_auto() {
    assert_eq!(parse_choice::<Encoding>("auto"), Ok(None));
    assert_eq!(parse_choice("runs"), Ok(Some(Encoding::Runs)));
    assert_eq!(parse_choice("strip"), Ok(Some(Tashkeel::Strip)));
    assert!(parse_choice::<Shaping>("joined").is_err());
}

fn files(files: &'static [(&'static str, &'static str)]) -> impl Fn(&Path) -> Option<String> {
    move |path| {
        files
            .iter()
            .find(|(name, _)| Path::new(name) == path)
            .map(|(_, text)| (*text).to_owned())
    }
}

#[test]
fn force_ltr_is_found_through_an_include() {
    let read = files(&[
        (
            "/h/.config/kitty/kitty.conf",
            "# force_ltr yes\ninclude rtl.conf\n",
        ),
        ("/h/.config/kitty/rtl.conf", "force_ltr  yes\n"),
    ]);
    let env = Environment::of([("HOME".to_owned(), "/h".to_owned())]);
    assert!(kitty_forces_ltr(&env, &read));
    assert!(!kitty_forces_ltr(&Environment::default(), &read));
}

#[test]
fn an_include_of_itself_ends() {
    let read = files(&[("/k/kitty.conf", "include kitty.conf\ninclude kitty.conf\n")]);
    let env = Environment::of([("KITTY_CONFIG_DIRECTORY".to_owned(), "/k".to_owned())]);
    assert!(!kitty_forces_ltr(&env, &read));
}

#[test]
fn bidi_rendering_is_found_in_a_parent_profile() {
    let read = files(&[
        (
            "/h/.config/konsolerc",
            "[Desktop Entry]\nDefaultProfile=Mine.profile\n",
        ),
        (
            "/h/.local/share/konsole/Mine.profile",
            "[General]\nParent=Base\n",
        ),
        (
            "/usr/share/konsole/Base.profile",
            "[Terminal Features]\nBidiRenderingEnabled=false\n",
        ),
    ]);
    let env = Environment::of([("HOME".to_owned(), "/h".to_owned())]);
    assert!(konsole_bidi_is_off(&env, &read));
}
