//! Every string that a user can see has an Arabic translation, and every translation still has
//! its string.
//!
//! Commands, headings, settings, names of severities come from their tables. Messages are read
//! from the sources, as xgettext does: the strings inside `Message::good(…)`, `Message::bad(…)`,
//! and a few more calls; in some folders every literal that is prose counts. A string that is
//! missing is listed; put it into assets/lang/ar.po. What is said as it runs, errors of files
//! and the whole command line, is provoked in messages/spoken.rs.

#[path = "messages/spoken.rs"]
mod spoken;

use bayn::catalogue::{ARABIC, UiLanguage, parse};
use bayn::session::command::Group;
use bayn::session::info_page::InfoPage;
use bayn::session::panel::Panel;
use bayn::session::{Command, Setting, Tutor};
use bayn_doc::Severity;
use bayn_review::compare::{FactKind, Kind};
use bayn_review::mqm;
use bayn_review::registry::CHECKS;
use harf::terminal::ROWS;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The folders whose messages a reader sees, and the calls that make them.
const PLACES: &[(&str, &[&str])] = &[
    (
        "src/session",
        &["Message::good(", "Message::bad(", "SettingError::new("],
    ),
    (
        "src/tui",
        &["Message::good(", "Message::bad(", "SettingError::new("],
    ),
    ("src/session/update", &["say("]),
    ("src/tui/linear.rs", &["say("]),
    ("src/tui/view", &["look.write(", "says.push("]),
    ("src/session/tour.rs", &["format!(", "stop("]),
    ("src/session/several/mod.rs", &["says.push("]),
    // Whatever stops a sub-command, what would help, and what it says beside its work.
    (
        "src/cli",
        &[
            "Message::bad(",
            "SettingError::new(",
            "CliError::new(",
            "CliError::with_remedy(",
            "say(",
        ],
    ),
    ("src/cli/args", &["ok_or_else(", "Err("]),
    // Why an edit of the alignment cannot be done.
    ("crates/bayn-doc/src/edit/mod.rs", &["#[error("]),
    ("src/store/file.rs", &["#[error("]),
    ("src/store/merge.rs", &["#[error("]),
    ("src/store/sidecar.rs", &["#[error("]),
    // What a format leaves out.
    (
        "crates/bayn-formats/src",
        &["left_out.count(", "left_out.add("],
    ),
    // Words of a table or of a line that is put together.
    (
        "src/cli",
        &["line(", "language.word(", "language.say(", "parts.push("],
    ),
];

/// Places in which every literal that is prose is one for people: why a file is refused, what
/// a format leaves out, what was found out of a terminal, the command line.
const PROSE: &[&str] = &[
    "crates/bayn-formats/src",
    "src/cli",
    "src/tui/calibrate.rs",
    "src/tui/picker.rs",
    "src/tui/view/several.rs",
    "crates/bayn-text/src/binary.rs",
    "crates/bayn-align/src/encoder/absent.rs",
    "crates/bayn-align/src/encoder/local",
];

/// Prose that no person reads on a terminal: marks by which files are known, what is in
/// written files and in the generated books, what a build says of itself.
const NOT_SAID: &[&str] = &[
    "doctype html",
    "Parallel text",
    "SQLite format 30",
    "GNU screen",
    "bayn: {}",
    " at line ",
    "  from right to left: the word \"peace\", then (2019) in brackets, then \"from Reuters\",",
    "  then 45%, then a full stop at the left end. Letters of a word touch each other.",
    // Said as parts of a longer sentence, which is a key of its own.
    "left out: ",
    "{} and {} segments",
    "{kind} data",
    "{own}@ allowed",
    "{own}@{written} value",
    "{own}@{name} required",
    "{} content",
    "{name} names units of the file",
    "{name} names data of the unit",
    "{start} and {end} come together",
];

/// Folders in which a string that is a sentence is one for people, wherever it is.
const SENTENCES: &[&str] = &[
    "crates/bayn-review/src/check",
    "src/cli/rules.rs",
    "crates/bayn-review/src/compare/report",
];

fn files(path: &Path, into: &mut Vec<PathBuf>) {
    if path.is_file() {
        into.push(path.to_owned());
        return;
    }
    for entry in fs::read_dir(path).expect("sources").flatten() {
        files(&entry.path(), into);
    }
}

/// The text from an opening bracket to its closing one.
fn bracket(text: &str) -> &str {
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if !quoted => {
                depth -= 1;
                if depth == 0 {
                    return &text[..at];
                }
            }
            _ => {}
        }
    }
    text
}

/// The string literals of a piece of Rust, with their escapes resolved.
fn literals(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c != '"' {
            continue;
        }
        let mut literal = String::new();
        while let Some(c) = chars.next() {
            match c {
                '"' => break,
                '\\' => match chars.next() {
                    Some('u') => {
                        let hex: String = chars
                            .by_ref()
                            .skip_while(|c| *c == '{')
                            .take_while(|c| *c != '}')
                            .collect();
                        let code = u32::from_str_radix(&hex, 16).expect("a code point");
                        literal.push(char::from_u32(code).expect("a character"));
                    }
                    Some('n') => literal.push('\n'),
                    Some('\n') => {
                        while chars.peek().is_some_and(|c| c.is_whitespace()) {
                            chars.next();
                        }
                    }
                    Some(other) => literal.push(other),
                    None => {}
                },
                _ => literal.push(c),
            }
        }
        found.push(literal);
    }
    found
}

/// A string that says something: letters outside its holes, and no name of ours alone.
fn says_something(literal: &str) -> bool {
    let mut depth = 0;
    let outside: String = literal
        .chars()
        .filter(|c| {
            depth += i32::from(*c == '{') - i32::from(*c == '}');
            depth == 0
        })
        .collect();
    let file = literal.ends_with(".toml") || literal.ends_with(".jsonl");
    let named = file || Setting::by_name(literal).is_some() || literal.contains('_');
    // Parts of a line, and the tag of no language.
    if ["of", "of  \u{b7}", "und"].contains(&outside.trim()) {
        return false;
    }
    outside.chars().filter(|c| c.is_ascii_alphabetic()).count() > 2 && !named
}

/// The code of a source without comments and tests.
fn code_of(path: &Path) -> String {
    let text = fs::read_to_string(path).expect("a source");
    text.split("#[cfg(test)]")
        .next()
        .unwrap_or("")
        // A quotation mark that is a character begins no string.
        .replace("'\"'", "' '")
        .replace("'\\\"'", "' '")
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .map(|line| format!("{line}\n"))
        .collect()
}

/// A literal of several words that is neither markup nor a row of a table.
fn is_prose(literal: &str) -> bool {
    let text = literal.trim();
    let markup = text.contains("</")
        || text.contains("/>")
        || (text.contains("=\"") && (text.starts_with('<') || literal.starts_with(' ')))
        || text.ends_with('"');
    let mut depth = 0;
    let outside: String = text
        .chars()
        .filter(|c| {
            depth += i32::from(matches!(c, '{' | '<')) - i32::from(matches!(c, '}' | '>'));
            depth == 0 && !matches!(c, '}' | '>')
        })
        .collect();
    let is_word = |word: &str| {
        let bare = word.trim_matches(|c: char| c.is_ascii_punctuation());
        bare.len() > 1 && bare.chars().all(|c| c.is_ascii_lowercase())
    };
    let words = outside.split_whitespace().any(is_word);
    !markup && !literal.contains('\n') && text.contains(' ') && words && says_something(literal)
}

fn prose() -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = BTreeSet::new();
    for place in PROSE {
        let mut paths = Vec::new();
        files(&root.join(place), &mut paths);
        paths.retain(|path| path.extension().is_some_and(|end| end == "rs"));
        paths.retain(|path| !path.ends_with("tests.rs"));
        for path in paths {
            let code = without_reasons(&code_of(&path));
            let mut literals = literals(&code);
            // The table of elements is no prose; what is said has holes.
            if path.ends_with("xliff2/schema.rs") {
                literals.retain(|literal| literal.contains('{'));
            }
            found.extend(literals.into_iter().filter(|l| is_prose(l)));
        }
    }
    let terminals = ROWS.iter().map(|row| row.name.to_owned());
    found.extend(terminals.filter(|name| is_prose(name)));
    for literal in NOT_SAID {
        assert!(found.remove(*literal), "{literal} is gone");
    }
    found
}

/// Returns a key as it is said of two things.
fn with_number(key: &str) -> String {
    let mut parts = key.split('{');
    let mut said = parts.next().unwrap_or("").to_owned();
    for part in parts {
        let behind = part.split_once('}').map_or("", |(_, behind)| behind);
        said.push('2');
        said.push_str(behind);
    }
    said
}

/// Takes out why a lint is allowed.
fn without_reasons(code: &str) -> String {
    let mut out = String::new();
    let mut rest = code;
    while let Some(at) = rest.find("reason = \"") {
        out.push_str(&rest[..at]);
        let behind = &rest[at + "reason = \"".len()..];
        rest = behind.split_once('"').map_or("", |(_, rest)| rest);
    }
    out.push_str(rest);
    out
}

/// A literal that begins as a sentence and ends as one.
fn is_sentence(literal: &str) -> bool {
    let begins = literal.starts_with(|c: char| c.is_uppercase() || c == '\u{201c}');
    begins && literal.ends_with('.') && literal.contains(' ') && says_something(literal)
}

fn sentences() -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = BTreeSet::new();
    for place in SENTENCES {
        let mut paths = Vec::new();
        files(&root.join(place), &mut paths);
        let rust = |path: &&PathBuf| path.extension().is_some_and(|end| end == "rs");
        for path in paths.iter().filter(rust) {
            found.extend(
                literals(&code_of(path))
                    .into_iter()
                    .filter(|l| is_sentence(l)),
            );
        }
    }
    found
}

fn in_sources() -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = BTreeSet::new();
    for (place, calls) in PLACES {
        let mut paths = Vec::new();
        files(&root.join(place), &mut paths);
        for path in paths {
            let code = code_of(&path);
            for call in *calls {
                for (at, _) in code.match_indices(call) {
                    let start = at + call.len() - 1;
                    let inside = bracket(&code[start..]);
                    found.extend(literals(inside).into_iter().filter(|l| says_something(l)));
                }
            }
        }
    }
    found
}

#[test]
fn every_message_has_a_translation() {
    let mut wanted: BTreeSet<String> = in_sources();
    assert!(wanted.len() > 60, "the sources were not read");
    let found = sentences();
    assert!(
        found.len() > 40,
        "the checks were not read: {}",
        found.len()
    );
    wanted.extend(found);
    let found = prose();
    assert!(found.len() > 400, "prose was not read: {}", found.len());
    wanted.extend(found);
    let own = |text: &'static str| text.to_owned();
    wanted.extend(
        CHECKS
            .iter()
            .flat_map(|check| [own(check.title), own(check.looks_for)]),
    );
    wanted.extend(
        CHECKS
            .iter()
            .map(|check| format!("{}: The numbers differ.", check.title)),
    );
    wanted.extend(
        mqm::categories()
            .iter()
            .flat_map(|kind| [own(kind.name), own(kind.description), kind.path()]),
    );
    wanted.extend(Tutor::sentences());
    wanted.extend(Command::ALL.iter().map(|command| own(command.sentence())));
    wanted.extend(Group::ALL.iter().map(|group| own(group.title())));
    wanted.extend(Setting::ALL.iter().map(|setting| own(setting.sentence())));
    wanted.extend(Severity::ALL.iter().map(|severity| own(severity.name())));
    wanted.extend(Setting::ALL.iter().filter_map(|setting| {
        // Values to choose from are names.
        let listed = setting.values().words().is_empty();
        listed.then(|| setting.values().describe())
    }));
    wanted.extend(
        [
            FactKind::Name,
            FactKind::Number,
            FactKind::Date,
            FactKind::Quotation,
        ]
        .map(|kind| own(kind.name())),
    );
    wanted.extend([Kind::Translation, Kind::Comparable].map(|kind| own(kind.name())));
    // What findings name.
    let lists = include_str!("../../crates/bayn-review/assets/review/ar-en.tsv");
    let said = ["unit.", "compass", "entity"];
    let rows = lists.lines().filter_map(|line| line.split_once('\t'));
    let rows = rows.filter(|(kind, _)| said.iter().any(|said| kind.starts_with(said)));
    wanted.extend(rows.map(|(_, row)| row.split('\t').next().unwrap_or("").to_owned()));
    for panel in [
        Panel::Marks,
        Panel::Findings,
        Panel::Notes,
        Panel::Weak,
        Panel::Lost,
        Panel::Facts,
        Panel::Names,
    ] {
        wanted.insert(own(panel.title()));
        wanted.extend(panel.deeds().iter().map(|(_, word)| own(word)));
    }
    wanted.extend(
        [
            InfoPage::Statistics,
            InfoPage::Settings,
            InfoPage::Mistakes,
            InfoPage::Recent,
        ]
        .map(|s| own(s.title())),
    );
    let entries = parse(ARABIC).expect("a PO file");
    let keys: BTreeSet<&str> = entries
        .iter()
        .flat_map(|entry| [Some(entry.id.as_str()), entry.plural.as_deref()])
        .flatten()
        .collect();
    let missing: Vec<&String> = wanted
        .iter()
        .filter(|text| {
            let text = text.trim();
            let known = |text: &str| keys.contains(text) || UiLanguage::Arabic.knows(text);
            // Some words are behind their number alone.
            !known(text)
                && !known(&with_number(text))
                && !known(&format!("1 {text}"))
                && !known(&format!("2 {text}"))
        })
        .collect();
    assert!(
        missing.is_empty(),
        "{} missing: {missing:#?}",
        missing.len()
    );
}

#[test]
fn every_translation_is_whole() {
    for entry in parse(ARABIC).expect("a PO file") {
        let forms = match &entry.forms {
            bayn::catalogue::Forms::One(text) => vec![text.clone()],
            bayn::catalogue::Forms::Many(forms) => {
                assert_eq!(forms.len(), 6, "{}", entry.id);
                forms.clone()
            }
        };
        for form in forms {
            assert!(!form.is_empty(), "{}", entry.id);
            let arabic = form.chars().any(|c| ('\u{621}'..='\u{64a}').contains(&c));
            assert!(arabic, "line {}: {form}", entry.line);
            assert_eq!(
                form.matches('{').count(),
                form.matches('}').count(),
                "{form}"
            );
        }
    }
}

/// What is in the holes of a key is said in its translation too; only the number of things
/// may be said by the form of their word.
#[test]
fn no_translation_drops_what_stands_in_a_hole() {
    for entry in parse(ARABIC).expect("a PO file") {
        let holes = |text: &str| text.replace("{{", "").matches('{').count();
        let key = entry.plural.as_ref().unwrap_or(&entry.id);
        let forms = match &entry.forms {
            bayn::catalogue::Forms::One(text) => vec![text],
            bayn::catalogue::Forms::Many(forms) => vec![&forms[3], &forms[4], &forms[5]],
        };
        // A hole that is named in a form must have that name in every key with holes.
        let names = |text: &str| -> Vec<String> {
            let parts = text.split('{').skip(1);
            let inside = parts.filter_map(|part| part.split_once('}'));
            inside
                .map(|(name, _)| name.split(':').next().unwrap_or("").to_owned())
                .filter(|name| name.parse::<usize>().is_err() && !name.is_empty())
                .collect()
        };
        for key in [Some(&entry.id), entry.plural.as_ref()]
            .into_iter()
            .flatten()
        {
            let known = names(key);
            let wrong = forms
                .iter()
                .flat_map(|form| names(form))
                .find(|name| holes(key) > 0 && !known.contains(name));
            assert_eq!(wrong, None, "line {}: {key}", entry.line);
        }
        for form in forms {
            let lost = holes(key) > holes(form) && !entry.id.starts_with("{}: cannot {}");
            assert!(!lost, "line {}: {} -> {form}", entry.line, entry.id);
        }
    }
}
