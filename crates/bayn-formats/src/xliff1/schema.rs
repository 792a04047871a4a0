//! Required attributes, content and value lists of the elements of XLIFF 1.2.

/// Elements with the attributes that they must have.
pub(super) const REQUIRED: &[(&str, &[&str])] = &[
    ("xliff", &["version"]),
    ("file", &["original", "source-language", "datatype"]),
    ("trans-unit", &["id"]),
    ("bin-unit", &["id", "mime-type"]),
    ("external-file", &["href"]),
    ("phase", &["phase-name", "process-name"]),
    ("tool", &["tool-id", "tool-name"]),
    ("context", &["context-type"]),
    ("count-group", &["name"]),
    ("count", &["count-type"]),
    ("prop", &["prop-type"]),
    ("g", &["id"]),
    ("x", &["id"]),
    ("bx", &["id"]),
    ("ex", &["id"]),
    ("bpt", &["id"]),
    ("ept", &["id"]),
    ("ph", &["id"]),
    ("it", &["id", "pos"]),
    ("mrk", &["mtype"]),
];

/// Elements with the elements of XLIFF that they may contain.
pub(super) const CONTENT: &[(&str, &[&str])] = &[
    ("xliff", &["file"]),
    ("file", &["header", "body"]),
    (
        "header",
        &[
            "skl",
            "phase-group",
            "glossary",
            "reference",
            "count-group",
            "prop-group",
            "note",
            "tool",
        ],
    ),
    ("body", UNITS),
    (
        "group",
        &[
            "context-group",
            "count-group",
            "prop-group",
            "note",
            "group",
            "trans-unit",
            "bin-unit",
        ],
    ),
    (
        "trans-unit",
        &[
            "source",
            "seg-source",
            "target",
            "context-group",
            "count-group",
            "prop-group",
            "note",
            "alt-trans",
        ],
    ),
    (
        "bin-unit",
        &[
            "bin-source",
            "bin-target",
            "note",
            "context-group",
            "count-group",
            "prop-group",
            "trans-unit",
        ],
    ),
    (
        "alt-trans",
        &[
            "source",
            "seg-source",
            "target",
            "context-group",
            "prop-group",
            "note",
        ],
    ),
    ("source", INLINE),
    ("seg-source", INLINE),
    ("target", INLINE),
    ("g", INLINE),
    ("mrk", INLINE),
    ("sub", INLINE),
    ("bpt", &["sub"]),
    ("ept", &["sub"]),
    ("ph", &["sub"]),
    ("it", &["sub"]),
    ("x", &[]),
    ("bx", &[]),
    ("ex", &[]),
    ("note", &[]),
];
/// Elements without text of their own.
pub(super) const HOLDS_NO_TEXT: &[&str] = &[
    "header",
    "group",
    "trans-unit",
    "bin-unit",
    "alt-trans",
    "context-group",
    "x",
    "bx",
    "ex",
];
const UNITS: &[&str] = &["group", "trans-unit", "bin-unit"];
const INLINE: &[&str] = &["g", "x", "bx", "ex", "bpt", "ept", "ph", "it", "mrk"];

/// The values of `state`, and those of `state-qualifier`; others begin with `x-`.
const STATES: [&str; 10] = [
    "final",
    "needs-adaptation",
    "needs-l10n",
    "needs-review-adaptation",
    "needs-review-l10n",
    "needs-review-translation",
    "needs-translation",
    "new",
    "signed-off",
    "translated",
];
const QUALIFIERS: [&str; 11] = [
    "exact-match",
    "fuzzy-match",
    "id-match",
    "leveraged-glossary",
    "leveraged-inherited",
    "leveraged-mt",
    "leveraged-repository",
    "leveraged-tm",
    "mt-suggestion",
    "rejected-grammar",
    "rejected-inaccurate",
];
const REJECTED: [&str; 3] = ["rejected-length", "rejected-spelling", "tm-suggestion"];
/// The kinds of marks; others begin with `x-`.
const MARKS: [&str; 37] = [
    "abbrev",
    "abbreviated-form",
    "abbreviation",
    "acronym",
    "appellation",
    "collocation",
    "common-name",
    "datetime",
    "equation",
    "expanded-form",
    "formula",
    "head-term",
    "initialism",
    "international-scientific-term",
    "internationalism",
    "logical-expression",
    "materials-management-unit",
    "name",
    "near-synonym",
    "part-number",
    "phrase",
    "phraseological-unit",
    "protected",
    "romanized-form",
    "seg",
    "set-phrase",
    "short-form",
    "sku",
    "standard-text",
    "symbol",
    "synonym",
    "synonymous-phrase",
    "term",
    "transcribed-form",
    "transliterated-form",
    "truncated-term",
    "variant",
];

/// Returns whether an attribute of an element may have this value.
pub(super) fn fits(element: &str, name: &str, value: &str) -> bool {
    let own = value.starts_with("x-");
    match (element, name) {
        ("xliff", "version") => matches!(value, "1.0" | "1.1" | "1.2"),
        (_, "translate" | "approved" | "clone" | "help-id-required") if element != "x" => {
            matches!(value, "yes" | "no")
        }
        ("it", "pos") => matches!(value, "open" | "close"),
        ("target", "state") => own || STATES.contains(&value),
        ("target", "state-qualifier") => {
            own || QUALIFIERS.contains(&value) || REJECTED.contains(&value)
        }
        ("mrk", "mtype") => own || MARKS.contains(&value),
        ("note", "priority") => value
            .parse::<u8>()
            .is_ok_and(|number| (1..=10).contains(&number)),
        ("note", "annotates") => matches!(value, "source" | "target" | "general"),
        ("file", "source-language" | "target-language") => is_tag(value),
        _ => true,
    }
}

/// Returns whether a value has the form of a language tag.
fn is_tag(value: &str) -> bool {
    let mut parts = value.split('-');
    let first = parts.next().unwrap_or_default();
    let word = |part: &str| {
        (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    !first.is_empty()
        && first.bytes().all(|byte| byte.is_ascii_alphabetic())
        && word(first)
        && parts.all(word)
}
