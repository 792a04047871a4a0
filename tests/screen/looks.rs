//! The six themes on one small screen: signs, and under each row its styles as letters.
//!
//! The screen holds what themes must keep apart: the current sentence, a search hit, marks of
//! three severities, a verdict, a finding's caret, the status line, then the menu of kinds.

use crate::stage::Stage;
use bayn::tui::theme::{BUILT_IN, Theme};

fn painted(name: &str) -> String {
    let mut stage = Stage::sample((72, 12));
    stage.look.theme = Theme::built_in(name).expect("a theme");
    stage.keys("j j j j j j v w e a m M enter tab v w e s a m enter");
    stage.keys("a / ").text("trucks").keys("enter");
    let reader = stage.painted();
    stage.keys("esc v e");
    format!("{reader}\n\n{}", stage.painted())
}

#[test]
fn each_theme_paints_its_roles() {
    for (name, ..) in BUILT_IN {
        insta::assert_snapshot!(format!("theme_{}", name.replace('-', "_")), painted(name));
    }
}

#[test]
fn help_keeps_every_key_of_a_command() {
    let mut stage = Stage::sample((80, 40));
    stage.look.keymap.overlay(
        "[reader]\nnext_pair = [\"j\", \"down\", \"ctrl-n\", \"alt-down\", \"ctrl-alt-j\", \"f7\"]\n",
    );
    stage.keys("?");
    let screen = stage.screen();
    for key in ["j", "down", "ctrl-n", "alt-down", "f7"] {
        let shown = key
            .parse::<bayn::session::Chord>()
            .expect("a key")
            .to_string();
        assert!(screen.contains(&shown), "{shown}:\n{screen}");
    }
    insta::assert_snapshot!("help_many_keys", stage.rows()[..8].join("\n"));
}
