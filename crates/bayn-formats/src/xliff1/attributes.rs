//! Which attributes the elements of XLIFF 1.2 may have (§2.3).
//!
//! Those of other namespaces are unrestricted. Deprecated attributes of older versions (`ts`,
//! `tool`) are allowed too.

/// Attributes of user interface elements.
const SHOWN: &[&str] = &[
    "coord",
    "css-style",
    "datatype",
    "exstyle",
    "extradata",
    "extype",
    "font",
    "help-id",
    "menu",
    "menu-name",
    "menu-option",
    "resname",
    "restype",
    "style",
];
/// Attributes of elements with a size.
const SIZED: &[&str] = &[
    "charclass",
    "id",
    "maxbytes",
    "maxheight",
    "maxwidth",
    "minbytes",
    "minheight",
    "minwidth",
    "reformat",
    "size-unit",
    "translate",
];
/// Attributes of codes.
const CODE: &[&str] = &["crc", "ctype", "equiv-text", "id", "rid", "xid"];
const NONE: &[&str] = &[];

/// Elements with two lists of the attributes that they may have.
const ATTRIBUTES: &[(&str, [&[&str]; 2])] = &[
    ("xliff", [&["version"], NONE]),
    (
        "file",
        [
            &["original", "source-language", "target-language", "datatype"],
            &[
                "build-num",
                "category",
                "date",
                "product-name",
                "product-version",
                "tool",
                "tool-id",
            ],
        ],
    ),
    ("header", [NONE, NONE]),
    ("body", [NONE, NONE]),
    ("note", [&["annotates", "from", "priority"], NONE]),
    ("group", [SHOWN, &["merged-trans"]]),
    ("trans-unit", [SHOWN, &["approved", "phase-name"]]),
    ("source", [NONE, NONE]),
    ("seg-source", [NONE, NONE]),
    (
        "target",
        [
            SHOWN,
            &["equiv-trans", "phase-name", "state", "state-qualifier"],
        ],
    ),
    (
        "alt-trans",
        [
            SHOWN,
            &[
                "alttranstype",
                "crc",
                "match-quality",
                "mid",
                "origin",
                "phase-name",
                "tool",
                "tool-id",
            ],
        ],
    ),
    ("g", [CODE, &["clone"]]),
    ("x", [CODE, &["clone"]]),
    ("bx", [CODE, &["clone"]]),
    ("ex", [CODE, NONE]),
    ("ph", [CODE, &["assoc"]]),
    ("bpt", [CODE, NONE]),
    ("ept", [CODE, NONE]),
    ("it", [CODE, &["pos"]]),
    ("sub", [&["ctype", "datatype", "xid"], NONE]),
    ("mrk", [&["comment", "mid", "mtype"], NONE]),
];

/// Returns whether an element may have an attribute of no namespace.
pub(super) fn allows(element: &str, name: &str) -> bool {
    let Some((_, lists)) = ATTRIBUTES.iter().find(|row| row.0 == element) else {
        return true;
    };
    let sized = matches!(element, "group" | "trans-unit") && SIZED.contains(&name);
    name == "ts" || sized || lists.iter().any(|list| list.contains(&name))
}
