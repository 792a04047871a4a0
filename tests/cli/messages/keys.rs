//! No sentence of the reader names a key by itself: keys are filled in from the user's keymap.

use super::{ids_in, rust_files};
use bayn::catalogue::{Forms, UiLanguage, parse};
use bayn::session::chord::show_sequence;
use bayn::session::{Command, Keymap, Mode};
use std::collections::BTreeSet;
use std::path::Path;

/// Names of keys that are words of English too.
const WORDS: &[&str] = &[
    "0", "a", "delete", "down", "end", "go", "home", "left", "right", "space", "tab", "up",
];

/// Sentences about keys that no keymap binds: the letters of a panel, the page that asks about the
/// terminal, how keys are written.
const FIXED: &[&str] = &[
    "Answer the questions above, a letter each: a, accuracy; m, mistranslation; M, major. Then write a note, or press {key} to skip it.",
    "Press 0 to delete an earlier answer, or q to change nothing.",
    "keys are written as in `j`, `ctrl-d`, `g g`, `f1`",
    "confidence of each link in percent; ? weak, ! probably wrong",
    "That is enough to read with. Open your own texts with `bayn A B`. Press {key} to leave.",
];

/// The keys of all commands as a message would name them.
fn named_keys() -> BTreeSet<String> {
    let keymap = Keymap::default();
    let mut names = BTreeSet::new();
    for mode in Mode::ALL {
        for command in Command::ALL {
            for keys in keymap.keys_of(mode, *command) {
                names.insert(show_sequence(keys));
            }
        }
    }
    names.retain(|name| !WORDS.contains(&name.as_str()));
    names
}

/// Returns the first key that a sentence names outside its placeholders.
fn literal_key<'k>(sentence: &str, keys: &'k BTreeSet<String>) -> Option<&'k String> {
    let mut text = String::new();
    let mut depth = 0_usize;
    for c in sentence.chars() {
        match c {
            '{' => depth += 1,
            '}' => {
                depth = depth.saturating_sub(1);
                text.push('#');
            }
            // Arabic writes "and" in one word with what follows.
            '\u{648}' => text.push(' '),
            c if depth == 0 => text.push(c),
            _ => {}
        }
    }
    // The article of a sentence is no key.
    let text = format!(". {text}").replace(". A ", ". ");
    let signs = |c: char| matches!(c, '`' | '\u{2019}' | '(' | ')' | '\u{ab}' | '\u{bb}');
    text.split_whitespace()
        .map(|word| word.trim_matches(signs))
        .map(|word| word.trim_end_matches([',', ';', ':', '.', '\u{60c}', '\u{61b}']))
        .filter(|word| word.chars().any(char::is_alphanumeric) || *word == "?")
        .find_map(|word| {
            let typed = keys.get(word);
            typed.or_else(|| keys.get(&word.to_lowercase()).filter(|key| key.len() > 2))
        })
}

#[test]
fn no_sentence_of_the_reader_names_a_key_by_itself() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for folder in ["src/session", "src/tui"] {
        rust_files(&root.join(folder), &mut files);
    }
    let ids = ids_in(&files);
    assert!(ids.len() > 300, "{} ids", ids.len());
    for fixed in FIXED {
        assert!(ids.contains_key(*fixed), "nothing says: {fixed}");
    }
    let keys = named_keys();
    let mut faults = Vec::new();
    let mut look = |sentence: &str| {
        if let Some(key) = literal_key(sentence, &keys) {
            faults.push(format!("{key}: {sentence}"));
        }
    };
    let is_fixed = |id: &str| FIXED.contains(&id);
    for (id, many) in ids.iter().filter(|(id, _)| !is_fixed(id)) {
        look(id);
        many.iter().for_each(|many| look(many));
    }
    for language in UiLanguage::translated() {
        for entry in parse(language.catalogue().expect("a file")).expect("a PO file") {
            if !ids.contains_key(&entry.id) || is_fixed(&entry.id) {
                continue;
            }
            match &entry.forms {
                Forms::One(form) => look(form),
                Forms::Many(forms) => forms.iter().for_each(|form| look(form)),
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_key_is_found_in_a_sentence_and_a_word_is_not() {
    let keys = named_keys();
    let found = |sentence| literal_key(sentence, &keys).map(String::as_str);
    assert_eq!(found("the note was deleted; u brings it back"), Some("u"));
    assert_eq!(found("choose a name first: gn"), Some("gn"));
    assert_eq!(found("Enter takes it"), Some("enter"));
    assert_eq!(
        found("\u{62d}\u{64f}\u{630}\u{641}\u{62a}\u{60c} \u{648}u"),
        Some("u")
    );
    assert_eq!(found("{key} brings a mark back"), None);
}
