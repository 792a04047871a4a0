//! Every sentence that the program can say is in every catalogue, and every catalogue says
//! nothing else.
//!
//! A sentence is made by `msg!`, `plural!` or `label!`, whose first literal is its id; here the
//! tokens of the sources are walked for them. Commands, settings, checks and kinds of errors come
//! from their tables. That the arguments of a sentence are those of its placeholders is held by the
//! compiler. What is said as it runs is provoked in messages/spoken.rs.

#[path = "messages/drawn.rs"]
mod drawn;
#[path = "messages/keys.rs"]
mod keys;
#[path = "messages/spoken.rs"]
mod spoken;

use bayn::catalogue::{Forms, Plural, UiLanguage, parse};
use bayn::session::command::Group;
use bayn::session::setting::Flag;
use bayn::session::{Command, Setting};
use bayn_doc::Severity;
use bayn_review::compare::{FactKind, Kind};
use bayn_review::mqm;
use bayn_review::registry::CHECKS;
use harf::terminal::ROWS;
use proc_macro2::{TokenStream, TokenTree};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The ids of the program: each with its plural, where it counts.
type Ids = BTreeMap<String, Option<String>>;

fn rust_files(path: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(path).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            rust_files(&path, into);
        } else if path.extension().is_some_and(|end| end == "rs") && !path.ends_with("tests.rs") {
            into.push(path);
        }
    }
}

/// The string literals at the head of the arguments of a macro.
fn literals(arguments: &TokenStream) -> Vec<String> {
    let mut found = Vec::new();
    for token in arguments.clone() {
        match token {
            TokenTree::Literal(literal) => {
                match syn::parse_str::<syn::LitStr>(&literal.to_string()) {
                    Ok(text) => found.push(text.value()),
                    Err(_) => break,
                }
            }
            TokenTree::Punct(comma) if comma.as_char() == ',' => {}
            _ => break,
        }
    }
    found
}

/// Adds the ids of a piece of source, but not those of its tests.
fn walk(tokens: TokenStream, ids: &mut Ids) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let is_test = matches!(token, TokenTree::Punct(sign) if sign.as_char() == '#')
            && matches!(tokens.get(at + 1), Some(TokenTree::Group(group))
                if group.stream().to_string().replace(' ', "") == "cfg(test)");
        if is_test {
            // The item behind ends with its braces or a semicolon.
            at += 2;
            while let Some(token) = tokens.get(at) {
                at += 1;
                match token {
                    TokenTree::Group(group)
                        if group.delimiter() == proc_macro2::Delimiter::Brace =>
                    {
                        break;
                    }
                    TokenTree::Punct(sign) if sign.as_char() == ';' => break,
                    _ => {}
                }
            }
            continue;
        }
        if let TokenTree::Ident(name) = token
            && matches!(tokens.get(at + 1), Some(TokenTree::Punct(sign)) if sign.as_char() == '!')
            && let Some(TokenTree::Group(group)) = tokens.get(at + 2)
        {
            let mut found = literals(&group.stream()).into_iter();
            match name.to_string().as_str() {
                "msg" | "label" => {
                    if let Some(id) = found.next() {
                        ids.insert(id, None);
                    }
                }
                "plural" => {
                    if let (Some(one), many) = (found.next(), found.next()) {
                        let before = ids.insert(one.clone(), many.clone());
                        assert!(
                            before.is_none_or(|before| before == many),
                            "two plurals: {one}"
                        );
                    }
                }
                _ => {}
            }
        }
        if let TokenTree::Group(group) = token {
            walk(group.stream(), ids);
        }
        at += 1;
    }
}

/// The ids that the sources name.
fn in_sources() -> Ids {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    rust_files(&root.join("src"), &mut files);
    for package in fs::read_dir(root.join("crates"))
        .expect("a folder")
        .flatten()
    {
        rust_files(&package.path().join("src"), &mut files);
    }
    ids_in(&files)
}

/// The ids that some sources name.
fn ids_in(files: &[PathBuf]) -> Ids {
    let mut ids = Ids::new();
    for file in files {
        let text = fs::read_to_string(file).expect("a source");
        // Sentences of an example are those of no program.
        if file.ends_with("bayn-text/src/message/mod.rs") {
            continue;
        }
        walk(text.parse().expect("Rust"), &mut ids);
    }
    ids
}

/// The words and sentences of tables.
fn in_tables() -> BTreeSet<String> {
    let own = |text: &'static str| text.to_owned();
    let mut ids = BTreeSet::new();
    ids.extend(
        CHECKS
            .iter()
            .flat_map(|check| [own(check.title), own(check.looks_for)]),
    );
    ids.extend(
        mqm::categories()
            .iter()
            .flat_map(|kind| [own(kind.name), own(kind.description)]),
    );
    ids.extend(Command::ALL.iter().map(|command| own(command.sentence())));
    ids.extend(Group::ALL.iter().map(|group| own(group.title())));
    ids.extend(Setting::ALL.iter().map(|setting| own(setting.sentence())));
    ids.extend(Setting::ALL.iter().map(|setting| own(setting.title())));
    // What a flag without a value does.
    ids.extend(
        Setting::ALL
            .iter()
            .filter_map(|setting| match setting.flag() {
                Flag::Sets(.., sentence) => Some(own(sentence)),
                _ => None,
            }),
    );
    ids.extend(Severity::ALL.iter().map(|severity| own(severity.name())));
    let facts = [
        FactKind::Name,
        FactKind::Number,
        FactKind::Date,
        FactKind::Quotation,
    ];
    ids.extend(facts.map(|kind| own(kind.name())));
    ids.extend([Kind::Translation, Kind::Comparable].map(|kind| own(kind.name())));
    // What findings name.
    let lists = include_str!("../../crates/bayn-review/assets/review/ar-en.tsv");
    let said = ["unit.", "compass", "entity"];
    let rows = lists.lines().filter_map(|line| line.split_once('\t'));
    let rows = rows.filter(|(kind, _)| said.iter().any(|said| kind.starts_with(said)));
    ids.extend(rows.map(|(_, row)| row.split('\t').next().unwrap_or("").to_owned()));
    // A terminal that is called by the name of its program is called so everywhere.
    let is_prose = |name: &str| {
        name.split(' ')
            .any(|word| word.len() > 1 && word.starts_with(|c: char| c.is_ascii_lowercase()))
    };
    ids.extend(
        ROWS.iter()
            .map(|row| own(row.name))
            .filter(|name| name != "GNU screen" && name.contains(' ') && is_prose(name)),
    );
    ids
}

/// The placeholders of a sentence.
fn placeholders(sentence: &str) -> BTreeSet<&str> {
    let mut found = BTreeSet::new();
    let mut rest = sentence;
    while let Some(at) = rest.find('{') {
        let behind = &rest[at + 1..];
        if let Some(after) = behind.strip_prefix('{') {
            rest = after;
            continue;
        }
        let (name, after) = behind.split_once('}').unwrap_or((behind, ""));
        found.insert(name);
        rest = after;
    }
    found
}

#[test]
fn every_sentence_is_in_every_catalogue() {
    let (sources, tables) = (in_sources(), in_tables());
    assert!(sources.len() > 500, "{} ids", sources.len());
    for language in UiLanguage::translated() {
        let entries = parse(language.catalogue().expect("a file")).expect("a PO file");
        let known: BTreeMap<_, _> = entries
            .iter()
            .map(|entry| (&entry.id, &entry.plural))
            .collect();
        let missing: Vec<_> = sources
            .iter()
            .filter(|(id, many)| known.get(id) != Some(many))
            .map(|(id, _)| id)
            .chain(tables.iter().filter(|id| !known.contains_key(id)))
            .collect();
        assert!(
            missing.is_empty(),
            "{}: {} missing: {missing:#?}",
            language.tag(),
            missing.len()
        );
    }
}

#[test]
fn every_translation_has_the_placeholders_of_its_sentence() {
    for language in UiLanguage::translated() {
        let ids = in_sources();
        let entries = parse(language.catalogue().expect("a file")).expect("a PO file");
        for entry in entries.iter().filter(|entry| ids.contains_key(&entry.id)) {
            let sentence = entry.plural.as_ref().unwrap_or(&entry.id);
            let wanted = placeholders(sentence);
            let forms = match &entry.forms {
                Forms::One(text) => std::slice::from_ref(text),
                Forms::Many(forms) => forms,
            };
            for form in forms {
                let has = placeholders(form);
                let at = format!("{}, line {}: {form}", language.tag(), entry.line);
                assert!(!form.is_empty(), "{at}");
                match &entry.forms {
                    Forms::One(_) => assert_eq!(has, wanted, "{at}"),
                    // Forms of one and two may say the number by the word.
                    Forms::Many(_) => {
                        assert!(
                            has.is_subset(&wanted) && has.len() + 1 >= wanted.len(),
                            "{at}"
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn every_sentence_that_counts_has_all_forms_of_its_language() {
    for language in UiLanguage::translated() {
        let plural = Plural::of(language.tag()).expect("a language of CLDR");
        let mut counted = 0;
        for entry in parse(language.catalogue().expect("a file")).expect("a PO file") {
            if let Forms::Many(forms) = &entry.forms {
                assert_eq!(forms.len(), plural.forms(), "{}", entry.id);
                counted += 1;
            }
        }
        assert!(counted > 20, "{counted}");
    }
}

/// The sentences of the command line's help, which its parser takes from the comments of the
/// arguments: paragraphs, without the full stop of one alone.
fn in_help() -> BTreeSet<String> {
    let mut files = Vec::new();
    rust_files(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src/cli/args"),
        &mut files,
    );
    let mut ids = BTreeSet::new();
    for file in files {
        let text = fs::read_to_string(&file).expect("a source");
        literals_in(text.parse().expect("Rust"), &mut ids);
        let mut paragraph = String::new();
        for line in text.lines().map(str::trim).chain([""]) {
            match line.strip_prefix("///").map(str::trim) {
                Some(words) if !words.is_empty() => {
                    if !paragraph.is_empty() {
                        paragraph.push(' ');
                    }
                    paragraph.push_str(words);
                }
                _ => {
                    let whole = std::mem::take(&mut paragraph);
                    ids.insert(whole.trim_end_matches('.').to_owned());
                    ids.insert(whole);
                }
            }
        }
    }
    ids
}

/// Adds every string literal.
fn literals_in(tokens: TokenStream, ids: &mut BTreeSet<String>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => literals_in(group.stream(), ids),
            TokenTree::Literal(literal) => {
                if let Ok(text) = syn::parse_str::<syn::LitStr>(&literal.to_string()) {
                    ids.insert(text.value());
                }
            }
            _ => {}
        }
    }
}

#[test]
fn no_catalogue_has_a_sentence_that_nothing_says() {
    let mut known = in_tables();
    known.extend(in_sources().into_keys());
    known.extend(in_help());
    for language in UiLanguage::translated() {
        let entries = parse(language.catalogue().expect("a file")).expect("a PO file");
        let orphans: Vec<&String> = entries
            .iter()
            .filter(|entry| !entry.library && !known.contains(&entry.id))
            .map(|entry| &entry.id)
            .collect();
        assert!(
            orphans.is_empty(),
            "{}: {} of {}: {orphans:#?}",
            language.tag(),
            orphans.len(),
            entries.len()
        );
    }
}
