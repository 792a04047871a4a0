//! Code in a right-to-left message reads as it is typed: its signs (`--`, `?>`, `:`) are neutral
//! and move to the other end of it unless the translation isolates it (UAX #9, 6.3).

use bayn::catalogue::{Forms, UiLanguage, parse};
use harf::bidi::direction_of;
use harf::encode::Encoding;
use harf::terminal::Choice;

use harf::{Facts, encode_line};

/// Returns a message with a value in each of its holes, alone and in an isolate as when printed.
fn filled(message: &str) -> (String, String) {
    let (mut plain, mut isolated) = (String::new(), String::new());
    let mut inside = false;
    for c in message.chars() {
        match c {
            '{' => inside = true,
            '}' => {
                inside = false;
                plain.push('x');
                isolated.push_str("\u{2068}x\u{2069}");
            }
            _ if inside => {}
            c => {
                plain.push(c);
                isolated.push(c);
            }
        }
    }
    (plain, isolated)
}

/// Returns the code of a message: what is between back quotes, elements and flags.
fn codes(plain: &str) -> Vec<&str> {
    let mut found: Vec<&str> = plain
        .split('`')
        .skip(1)
        .step_by(2)
        .filter(|code| code.is_ascii())
        .collect();
    let outside: Vec<&str> = plain.split('`').step_by(2).collect();
    for part in outside {
        for (at, _) in part.match_indices("--").chain(part.match_indices('<')) {
            let rest = &part[at..];
            let end = if rest.starts_with('<') {
                rest.find('>').map(|end| end + 1)
            } else {
                rest.find(|c: char| c != '-' && !c.is_ascii_alphanumeric())
                    .or(Some(rest.len()))
            };
            found.extend(end.map(|end| &rest[..end]).filter(|code| code.is_ascii()));
        }
    }
    found
}

#[test]
fn code_in_a_right_to_left_message_reads_as_it_is_typed() {
    let facts = Facts::unasked().chosen(Choice {
        bidi: Some(Encoding::Visual),
        ..Choice::default()
    });
    let (mut looked, mut wrong) = (0, Vec::new());
    for language in UiLanguage::translated() {
        for entry in parse(language.catalogue().expect("a file")).expect("a PO file") {
            let forms = match &entry.forms {
                Forms::One(text) => std::slice::from_ref(text),
                Forms::Many(forms) => forms,
            };
            for form in forms {
                let (plain, isolated) = filled(form);
                if direction_of(&plain).is_none_or(|direction| direction == harf::Direction::Ltr) {
                    continue;
                }
                let drawn = encode_line(&isolated, 2000, &facts);
                for code in codes(&plain) {
                    looked += 1;
                    if !drawn.contains(code) {
                        wrong.push(format!("line {}: {code}: {}", entry.line, drawn.trim()));
                    }
                }
            }
        }
    }
    assert!(looked > 500, "{looked}");
    assert!(wrong.is_empty(), "{}: {wrong:#?}", wrong.len());
}
