//! The rules of TMX 1.4b, element by element.

use crate::findings::Findings;
use crate::xml::{Element, Node};
use bayn_text::msg;
use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};

/// Checks the elements of a file against the rules, as they are read.
#[derive(Default)]
pub(super) struct Rules {
    pub(super) found: Findings,
    /// The children of the root so far.
    parts: Vec<String>,
    /// The ids of units, as numbers: storing the strings of millions of ids would take too much memory.
    ids: HashSet<u64>,
    hasher: RandomState,
}

/// The attributes that a header must have.
const HEADER: [&str; 7] = [
    "creationtool",
    "creationtoolversion",
    "segtype",
    "o-tmf",
    "adminlang",
    "srclang",
    "datatype",
];
/// The values of `segtype`.
const SEGTYPES: [&str; 4] = ["block", "paragraph", "sentence", "phrase"];
/// Attributes that are dates.
const DATES: [&str; 3] = ["creationdate", "changedate", "lastusagedate"];

/// Elements with the attributes that the DTD gives them and the elements that they may contain.
const DTD: &[(&str, &[&str], &[&str])] = &[
    ("tmx", &["version"], &["header", "body"]),
    (
        "header",
        &[
            "creationtool",
            "creationtoolversion",
            "segtype",
            "o-tmf",
            "adminlang",
            "srclang",
            "datatype",
            "o-encoding",
            "creationdate",
            "creationid",
            "changedate",
            "changeid",
        ],
        &["note", "prop", "ude"],
    ),
    ("note", &["o-encoding", "lang"], &[]),
    ("prop", &["type", "o-encoding", "lang"], &[]),
    ("ude", &["name", "base"], &["map"]),
    ("map", &["unicode", "code", "ent", "subst"], &[]),
    ("body", &[], &["tu"]),
    (
        "tu",
        &[
            "tuid",
            "o-encoding",
            "datatype",
            "usagecount",
            "lastusagedate",
            "creationtool",
            "creationtoolversion",
            "creationdate",
            "creationid",
            "changedate",
            "segtype",
            "changeid",
            "o-tmf",
            "srclang",
        ],
        &["note", "prop", "tuv"],
    ),
    (
        "tuv",
        &[
            "lang",
            "o-encoding",
            "datatype",
            "usagecount",
            "lastusagedate",
            "creationtool",
            "creationtoolversion",
            "creationdate",
            "creationid",
            "changedate",
            "changeid",
            "o-tmf",
        ],
        &["note", "prop", "seg"],
    ),
    ("seg", &[], INLINE),
    ("bpt", &["i", "x", "type"], &["sub"]),
    ("ept", &["i"], &["sub"]),
    ("it", &["pos", "x", "type"], &["sub"]),
    ("ph", &["x", "assoc", "type"], &["sub"]),
    ("ut", &["x"], &["sub"]),
    ("hi", &["x", "type"], INLINE),
    ("sub", &["datatype", "type"], INLINE),
];
/// Elements allowed in running text.
const INLINE: &[&str] = &["bpt", "ept", "it", "ph", "hi", "ut"];

impl Rules {
    /// Returns rules that keep what they find.
    pub(super) fn keeping() -> Self {
        Self {
            found: Findings::kept(),
            ..Self::default()
        }
    }

    /// Checks the start tag of the root.
    pub(super) fn root(&mut self, root: &Element) {
        self.tag(root);
        self.require(root, &["version"]);
    }

    /// Checks the start tag of the body.
    pub(super) fn body(&mut self, body: &Element) {
        self.parts.push("body".into());
        self.tag(body);
    }

    /// Checks another child of the root.
    pub(super) fn part(&mut self, root: &Element, part: &Element) {
        self.parts.push(part.local.to_string());
        self.tree(part);
        if &*part.local == "header" {
            self.require(part, &HEADER);
        } else {
            self.stray(root, part);
        }
    }

    /// Checks a child of the body.
    pub(super) fn child_of_body(&mut self, child: &Element) {
        self.tree(child);
        if &*child.local != "tu" {
            self.found.add_broken(
                child.at,
                || msg!("TMX 1.4b <body>: zero or more <tu>"),
                || msg!("<{other}> is not allowed in the body", other = child.name()),
            );
            return;
        }
        self.unit(child);
        if let Some(id) = child.get("tuid")
            && !self.ids.insert(self.hasher.hash_one(id))
        {
            self.found.add_broken(
                child.at,
                || msg!("TMX 1.4b tuid: unique in the file"),
                || msg!("the id `{id}` is used twice", id),
            );
        }
    }

    /// Checks text between the units, which ends at a byte of the file.
    pub(super) fn text_in_body(&mut self, at: usize, text: &str) {
        if !text.trim().is_empty() {
            self.found.add_broken(
                at,
                || msg!("TMX 1.4b <body>: zero or more <tu>"),
                || msg!("text is not allowed in the body outside a <tu>"),
            );
        }
    }

    /// Checks that the root is complete.
    pub(super) fn end(&mut self, root: &Element) {
        if self.parts != ["header", "body"] {
            self.found.add_broken(
                root.at,
                || msg!("TMX 1.4b <tmx>: one <header>, then one <body>"),
                || msg!("this <tmx> contains more than <header> and <body>"),
            );
        }
    }

    fn unit(&mut self, unit: &Element) {
        let variants = || unit.elements().filter(|child| &*child.local == "tuv");
        if variants().next().is_none() {
            self.found.add_broken(
                unit.at,
                || msg!("TMX 1.4b <tu>: one or more <tuv>"),
                || msg!("this <tu> has no <tuv>"),
            );
        }
        for variant in variants() {
            if variant.xml_lang().is_none() {
                self.found.add_broken(
                    variant.at,
                    || msg!("TMX 1.4b <tuv>: xml:lang is required"),
                    || msg!("this <tuv> has no xml:lang"),
                );
            }
            let segments = variant.elements().filter(|child| &*child.local == "seg");
            let segments: Vec<&Element> = segments.collect();
            match segments.as_slice() {
                [segment] => self.pairs(segment),
                [] => {
                    self.found.add_broken(
                        variant.at,
                        || msg!("TMX 1.4b <tuv>: one <seg>"),
                        || msg!("this <tuv> has no <seg>"),
                    );
                }
                _ => {
                    self.found.add_broken(
                        variant.at,
                        || msg!("TMX 1.4b <tuv>: one <seg>"),
                        || msg!("this <tuv> has several <seg>"),
                    );
                }
            }
        }
    }

    /// Checks that the ends of pairs match, in one segment.
    fn pairs(&mut self, segment: &Element) {
        let mut open: Vec<&str> = Vec::new();
        let mut all: Vec<&Element> = Vec::new();
        segment.walk(&mut |element| all.push(element));
        let mut used = HashSet::new();
        for element in all {
            let id = element.get("i").unwrap_or_default();
            match &*element.local {
                "bpt" if !used.insert(id) => {
                    self.found.add_broken(
                        element.at,
                        || msg!("TMX 1.4b i: unique in the segment"),
                        || msg!("the id `{id}` is used twice", id),
                    );
                }
                "bpt" => open.push(id),
                "ept" => match open.iter().rposition(|own| *own == id) {
                    Some(at) => {
                        open.remove(at);
                    }
                    None => {
                        self.found.add_broken(
                            element.at,
                            || msg!("TMX 1.4b <ept>: each closes its <bpt>"),
                            || msg!("no <bpt> `{id}` is open here", id),
                        );
                    }
                },
                _ => {}
            }
        }
        for id in open {
            self.found.add_broken(
                segment.at,
                || msg!("TMX 1.4b <bpt>: each needs its <ept>"),
                || msg!("the <bpt> `{id}` has no <ept>", id),
            );
        }
    }

    /// Checks attributes and content of all elements of a tree.
    fn tree(&mut self, element: &Element) {
        self.tag(element);
        let Some((_, _, inside)) = DTD.iter().find(|row| row.0 == &*element.local) else {
            return;
        };
        let holds_text = [
            "note", "prop", "seg", "bpt", "ept", "it", "ph", "ut", "hi", "sub",
        ];
        for node in &element.children {
            match node {
                Node::Text(text) if !holds_text.contains(&&*element.local) => {
                    self.no_text(element, text);
                }
                Node::Text(_) => {}
                Node::Element(child) => {
                    if !inside.contains(&&*child.local) {
                        self.stray(element, child);
                    }
                    self.tree(child);
                }
            }
        }
    }

    fn stray(&mut self, parent: &Element, child: &Element) {
        self.found.add_broken(
            child.at,
            || msg!("TMX 1.4b DTD, content of <{own}>", own = parent.name()),
            || {
                msg!(
                    "<{child}> is not allowed here in <{own}>",
                    child = child.name(),
                    own = parent.name()
                )
            },
        );
    }

    /// Checks that there is no text where only elements are allowed.
    pub(super) fn no_text(&mut self, element: &Element, text: &str) {
        if !text.trim().is_empty() {
            self.found.add_broken(
                element.at,
                || msg!("TMX 1.4b DTD, content of <{own}>", own = element.name()),
                || {
                    let own = element.name();
                    msg!(
                        "text is not allowed in <{own}>, which contains elements only",
                        own
                    )
                },
            );
        }
    }

    fn require(&mut self, element: &Element, names: &[&'static str]) {
        for name in names {
            if element.get(name).is_none() {
                self.found.add_broken(
                    element.at,
                    || msg!("TMX 1.4b DTD, attributes of <{own}>", own = element.name()),
                    || {
                        msg!(
                            "<{own}> lacks the required attribute `{name}`",
                            own = element.name(),
                            name
                        )
                    },
                );
            }
        }
    }

    /// Checks the attributes of one start tag.
    fn tag(&mut self, element: &Element) {
        let Some((_, attributes, _)) = DTD.iter().find(|row| row.0 == &*element.local) else {
            return;
        };
        for attr in element.attrs.iter().filter(|attr| attr.ns.is_empty()) {
            let (name, value) = (&*attr.local, attr.value.as_str());
            let is_known = attributes.contains(&name);
            if is_known && fits(name, value) {
                continue;
            }
            self.found.add_broken(
                element.at,
                || msg!("TMX 1.4b DTD, attributes of <{own}>", own = element.name()),
                || {
                    if is_known {
                        msg!("`{value}` is not a value of `{name}`", value, name)
                    } else {
                        msg!(
                            "<{own}> has no attribute `{written}`",
                            own = element.name(),
                            written = name
                        )
                    }
                },
            );
        }
        let needed: &[&'static str] = match &*element.local {
            "bpt" | "ept" => &["i"],
            "it" => &["pos"],
            "prop" => &["type"],
            "ude" => &["name"],
            "map" => &["unicode"],
            _ => &[],
        };
        self.require(element, needed);
    }
}

fn fits(name: &str, value: &str) -> bool {
    match name {
        "segtype" => SEGTYPES.contains(&value),
        "pos" => matches!(value, "begin" | "end"),
        "assoc" => matches!(value, "p" | "f" | "b"),
        "i" | "x" => value.parse::<u64>().is_ok(),
        "usagecount" => value.parse::<u64>().is_ok(),
        name if DATES.contains(&name) => is_date(value),
        _ => true,
    }
}

/// Returns whether a date is written as `20240131T235959Z`.
fn is_date(value: &str) -> bool {
    let (Some(day), Some(time)) = (value.get(..8), value.get(8..)) else {
        return false;
    };
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let time = time
        .strip_prefix('T')
        .and_then(|time| time.strip_suffix('Z'));
    digits(day) && time.is_some_and(|time| time.len() == 6 && digits(time))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tmx::validate;

    const HEAD: &str = "<header creationtool='a' creationtoolversion='1' segtype='sentence' \
        o-tmf='a' adminlang='en' srclang='en' datatype='plaintext'/>";

    fn messages_of(unit: &str) -> Vec<String> {
        let file = format!("<tmx version='1.4'>{HEAD}\n<body>\n{unit}\n</body></tmx>");
        let found = validate(file.as_bytes()).unwrap();
        found
            .iter()
            .map(|one| format!("{}: {}", one.line, one.message))
            .collect()
    }

    #[test]
    fn what_keeps_the_rules_has_no_finding() {
        let unit = "<tu tuid='1' creationdate='20240131T235959Z'><note>n</note><prop type='x'>p</prop>\
            <tuv xml:lang='en'><seg>a <bpt i='1' type='b'>&lt;b></bpt>b<ept i='1'>&lt;/b></ept>\
            <ph x='2'/><hi type='t'>c</hi><it pos='begin' x='3'>i</it></seg></tuv></tu>";
        assert!(messages_of(unit).is_empty(), "{:?}", messages_of(unit));
    }

    #[test]
    fn each_break_has_its_finding_at_its_line() {
        for (unit, said) in [
            ("<tu/>", "no <tuv>"),
            ("<tu><tuv><seg>a</seg></tuv></tu>", "has no xml:lang"),
            ("<tu><tuv xml:lang='en'/></tu>", "no <seg>"),
            (
                "<tu><tuv xml:lang='en'><seg>a</seg><seg>b</seg></tuv></tu>",
                "several <seg>",
            ),
            (
                "<tu><tuv xml:lang='en'><seg><bpt i='1'/>a</seg></tuv></tu>",
                "has no <ept>",
            ),
            (
                "<tu><tuv xml:lang='en'><seg>a<ept i='1'/></seg></tuv></tu>",
                "no <bpt> `1`",
            ),
            (
                "<tu><tuv xml:lang='en'><seg>a<it>b</it></seg></tuv></tu>",
                "lacks the required attribute `pos`",
            ),
            (
                "<tu><tuv xml:lang='en'><seg>a<b>b</b></seg></tuv></tu>",
                "<b> is not allowed",
            ),
            (
                "<tu changedate='2024-01-31'><tuv xml:lang='en'><seg>a</seg></tuv></tu>",
                "not a value of `changedate`",
            ),
            (
                "<tu colour='x'><tuv xml:lang='en'><seg>a</seg></tuv></tu>",
                "no attribute `colour`",
            ),
            ("<p/>", "is not allowed in the body"),
        ] {
            let found = messages_of(unit);
            assert_eq!(found.len(), 1, "{unit}: {found:?}");
            assert!(
                found[0].starts_with("3: ") && found[0].contains(said),
                "{found:?}"
            );
        }
        let bare = validate(b"<tmx version='1.4'><header/><body/></tmx>").unwrap();
        assert_eq!(bare.len(), HEADER.len());
        let cut = validate(b"<tmx version='1.4'><header>").unwrap();
        assert!(
            cut.iter()
                .any(|one| one.clause.to_string().contains("well-formed"))
        );
    }
}
