//! The types of attribute values in XLIFF 2 and its modules.

use crate::xml::is_name_char;
use bayn_text::{Message, msg};

const ISSUES: &[&str] = &[
    "terminology",
    "mistranslation",
    "omission",
    "untranslated",
    "addition",
    "duplication",
    "inconsistency",
    "grammar",
    "legal",
    "register",
    "locale-specific-content",
    "locale-violation",
    "style",
    "characters",
    "misspelling",
    "typographical",
    "formatting",
    "inconsistent-entities",
    "numbers",
    "markup",
    "pattern-problem",
    "whitespace",
    "internationalization",
    "length",
    "non-conformance",
    "uncategorized",
    "other",
];

const HTML: &[&str] = &[
    "a",
    "b",
    "bdo",
    "big",
    "blockquote",
    "body",
    "br",
    "button",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "div",
    "dl",
    "dt",
    "em",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "hr",
    "html",
    "i",
    "img",
    "label",
    "legend",
    "li",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "samp",
    "select",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "tt",
    "u",
    "ul",
];

/// The types that are lists of words, with those words.
const LISTS: &[(&str, &[&str])] = &[
    ("yesno", &["yes", "no"]),
    ("firstno", &["yes", "firstNo", "no"]),
    ("dir", &["ltr", "rtl", "auto"]),
    ("side", &["source", "target"]),
    ("metaside", &["source", "target", "ignorable"]),
    ("code", &["fmt", "ui", "quote", "link", "image", "other"]),
    ("state", &["initial", "translated", "reviewed", "final"]),
    ("space", &["default", "preserve"]),
    ("preserve", &["preserve"]),
    ("version", &["2.0", "2.1", "2.2"]),
    ("match", &["am", "mt", "icm", "idm", "tb", "tm", "other"]),
    ("norm", &["none", "nfc", "nfd"]),
    ("include", &["include", "exclude"]),
    ("itsversion", &["2.0"]),
    ("issue", ISSUES),
    ("html", HTML),
];

/// Returns whether a value has a type of the table; any value has the empty type.
pub(super) fn fits(kind: &str, value: &str) -> bool {
    if let Some((_, words)) = LISTS.iter().find(|(name, _)| *name == kind) {
        return words.contains(&value);
    }
    match kind {
        "nmtoken" => is_nmtoken(value.trim_matches([' ', '\t', '\n', '\r'])),
        "nmtokens" => {
            let mut tokens = value.split_ascii_whitespace().peekable();
            tokens.peek().is_some() && tokens.all(is_nmtoken)
        }
        "user" => is_user_defined(value),
        "own" => is_user_defined(value) && !is_reserved(value),
        "mark" => {
            matches!(value, "generic" | "comment" | "term")
                || is_user_defined(value) && !is_reserved(value)
        }
        "lang" => is_language(value),
        "langopt" => value.is_empty() || is_language(value),
        "posint" => integer(value).is_some_and(|number| number >= 1),
        "integer" => integer(value).is_some(),
        "priority" => integer(value).is_some_and(|number| (1..=10).contains(&number)),
        "hex" => {
            !value.is_empty()
                && value.len().is_multiple_of(2)
                && value.bytes().all(|byte| byte.is_ascii_hexdigit())
        }
        "percent" => decimal(value).is_some_and(|number| (0.0..=100.0).contains(&number)),
        "confidence" => value
            .trim()
            .parse::<f64>()
            .is_ok_and(|number| (0.0..=1.0).contains(&number)),
        _ => true,
    }
}

/// Returns a description of the type.
pub(super) fn describe(kind: &str) -> Message {
    if let Some((_, words)) = LISTS.iter().find(|(name, _)| *name == kind) {
        if words.len() > 12 {
            return msg!("one of a fixed list");
        }
        let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
        return Message::name(words.join(", "));
    }
    match kind {
        "nmtoken" => msg!("a name without spaces"),
        "nmtokens" => msg!("names separated by spaces"),
        "user" => msg!("two words joined by a colon"),
        "own" => msg!("two words joined by a colon, the first not xlf"),
        "mark" => msg!("generic, comment, term or two words joined by a colon, the first not xlf"),
        "lang" | "langopt" => msg!("a language tag"),
        "posint" => msg!("a whole number from 1"),
        "integer" => msg!("a whole number"),
        "priority" => msg!("a whole number from 1 to 10"),
        "hex" => msg!("pairs of hexadecimal digits"),
        "percent" => msg!("a decimal number from 0 to 100"),
        "confidence" => msg!("a number from 0 to 1"),
        _ => msg!("any text"),
    }
}

pub(super) fn is_nmtoken(value: &str) -> bool {
    !value.is_empty() && value.chars().all(|c| is_name_char(c) || c == ':')
}

fn is_user_defined(value: &str) -> bool {
    value.split_once(':').is_some_and(|(authority, name)| {
        let part = |part: &str| {
            !part.is_empty() && !part.contains(|c: char| c.is_whitespace() || c == ':')
        };
        part(authority) && part(name)
    })
}

/// Returns whether a value has the prefix reserved for XLIFF.
fn is_reserved(value: &str) -> bool {
    value.starts_with("xlf:")
}

/// Returns whether a value has the form of a language tag: its first part is a language of two letters
/// or more, or `x` or `i` before a private part.
pub(super) fn is_language(value: &str) -> bool {
    let mut parts = value.split('-');
    let first = parts.next().unwrap_or("");
    let sized = |part: &str| (1..=8).contains(&part.len());
    let own = matches!(first, "x" | "X" | "i" | "I") && value.len() > 2;
    (own || sized(first) && first.len() > 1)
        && first.bytes().all(|byte| byte.is_ascii_alphabetic())
        && parts.all(|part| sized(part) && part.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// Returns the value of an `xs:integer` of reasonable size.
pub(super) fn integer(value: &str) -> Option<i64> {
    let value = value.trim_matches([' ', '\t', '\n', '\r']);
    let digits = value.strip_prefix('+').unwrap_or(value);
    digits.parse().ok().filter(|_| !digits.starts_with('+'))
}

fn decimal(value: &str) -> Option<f64> {
    let value = value.trim_matches([' ', '\t', '\n', '\r']);
    let plain = value
        .bytes()
        .all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'+' | b'-'));
    if !plain || !value.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    value.parse().ok()
}
