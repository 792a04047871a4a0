//! The decision table against what real terminals answer: `crates/harf/tests/data/terminals.toml` holds
//! their bytes, and what is to be concluded from them. Every row of the table is reached.

use bayn::tui::input::keys::event;
use harf::terminal::cutter::Cutter;
use harf::terminal::{Environment, Evidence, Hint, ROWS, TmuxClient, decide, parse_replies};
use std::collections::BTreeSet;
use std::time::Instant;

fn terminals() -> Vec<toml::Table> {
    let table: toml::Table = include_str!("../../crates/harf/tests/data/terminals.toml")
        .parse()
        .expect("the data is TOML");
    table["terminal"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|entry| entry.as_table().expect("a table").clone())
        .collect()
}

fn text<'a>(table: &'a toml::Table, key: &str) -> Option<&'a str> {
    table.get(key).and_then(toml::Value::as_str)
}

fn evidence(table: &toml::Table) -> Evidence {
    let variables = table["env"].as_table().expect("a table");
    let settings = text(table, "settings");
    Evidence {
        replies: parse_replies(text(table, "answer").expect("an answer").as_bytes()),
        env: Environment::of(
            variables
                .iter()
                .map(|(name, value)| (name.clone(), value.as_str().unwrap_or("").to_owned())),
        ),
        client: text(table, "client").map(TmuxClient::parse),
        kitty_forces_ltr: settings == Some("kitty_forces_ltr"),
        konsole_bidi_is_off: settings == Some("konsole_bidi_is_off"),
    }
}

#[test]
fn each_terminal_is_known_by_its_answers() {
    for table in terminals() {
        let facts = decide(evidence(&table));
        let who = text(&table, "recorded")
            .or(text(&table, "described").filter(|_| table.contains_key("source")))
            .expect("it says where it is from");
        // While it is taken GNU screen holds ESC back.
        assert_eq!(facts.mouse, facts.name != "GNU screen", "{who}");
        assert_eq!(facts.cuts_letters, facts.name == "xterm", "{who}");
        assert_eq!(Some(facts.name.as_str()), text(&table, "name"), "{who}");
        assert_eq!(
            Some(facts.encoding.name()),
            text(&table, "encoding"),
            "{who}"
        );
        let tashkeel = facts.tashkeel.to_string();
        assert_eq!(Some(tashkeel.as_str()), text(&table, "tashkeel"), "{who}");
    }
}

#[test]
fn each_row_of_the_table_is_reached() {
    let reached: BTreeSet<usize> = terminals()
        .iter()
        .map(evidence)
        .filter_map(|evidence| {
            ROWS.iter()
                .position(|row| row.clues.iter().all(|clue| clue.holds(&evidence)))
        })
        .collect();
    let missed: Vec<&str> = ROWS
        .iter()
        .enumerate()
        .filter(|(at, _)| !reached.contains(at))
        .map(|(_, row)| row.name)
        .collect();
    assert!(missed.is_empty(), "no terminal reaches {missed:?}");
}

#[test]
fn nothing_that_a_terminal_answers_is_taken_for_keys() {
    for table in terminals() {
        let answer = text(&table, "answer").expect("an answer").as_bytes();
        let (now, mut tokens) = (Instant::now(), Vec::new());
        Cutter::default().feed(answer, now, now, &mut tokens);
        let keys: Vec<_> = tokens.into_iter().filter_map(event).collect();
        assert_eq!(keys, [], "{table:?}");
    }
}

#[test]
fn only_terminals_without_a_row_get_the_hint_and_putty_its_warning() {
    for table in terminals() {
        let facts = decide(evidence(&table));
        match text(&table, "name") {
            Some("PuTTY" | "mlterm, in tmux" | "the Linux console") => {
                assert_eq!(facts.hint(), facts.warning.map(Hint::Warning));
            }
            _ => assert_eq!(facts.hint().is_none(), facts.is_known, "{}", facts.name),
        }
    }
}
