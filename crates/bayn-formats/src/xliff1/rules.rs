//! The rules of XLIFF 1.2 (§2 and §3): attributes, content and ids of each element.

use super::attributes::allows;
use super::schema::{CONTENT, HOLDS_NO_TEXT, REQUIRED, fits};
use crate::findings::Findings;
use crate::xml::{Element, Node};
use bayn_text::msg;
use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};

const NS: &str = "urn:oasis:names:tc:xliff:document:1.2";

/// Checks the elements of a file against the rules, as they are read.
#[derive(Default)]
pub(super) struct Rules {
    pub(super) found: Findings,
    /// The ids of the units of this file, as numbers.
    ids: HashSet<u64>,
    hasher: RandomState,
    around: Around,
    files: usize,
    /// Whether the file is of version 1.2; those before had other attributes.
    is_1_2: bool,
    /// How many bodies this file has.
    bodies: usize,
}

/// Attributes of the enclosing file.
#[derive(Clone, Default)]
struct Around {
    source: String,
    target: Option<String>,
}

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
        self.is_1_2 = root.get("version") == Some("1.2");
        self.tag(root);
        if &*root.ns != NS && self.is_1_2 {
            self.found.add_broken(
                root.at,
                || msg!("XLIFF 1.2 \u{a7}2.1: the namespace of XLIFF"),
                || {
                    msg!(
                        "the root is <{root}> in the namespace `{ns}`",
                        root = root.name(),
                        ns = root.ns
                    )
                },
            );
        }
    }

    /// Checks a child of the root that is not a file.
    pub(super) fn beside_files(&mut self, root: &Element, other: &Element) {
        if other.ns == root.ns {
            self.stray(root, other);
        }
    }

    /// Checks that the root contains a file.
    pub(super) fn end(&mut self, root: &Element) {
        if self.files == 0 {
            self.found.add_broken(
                root.at,
                || msg!("XLIFF 1.2 \u{a7}2.2.1 <xliff>: one or more <file>"),
                || msg!("there is no <file>"),
            );
        }
    }

    /// Checks the start tag of a file.
    pub(super) fn file(&mut self, file: &Element) {
        self.files += 1;
        self.ids.clear();
        self.bodies = 0;
        self.tag(file);
        self.around = Around {
            source: file.get("source-language").unwrap_or_default().to_owned(),
            target: file.get("target-language").map(str::to_owned),
        };
    }

    /// Checks the start tag of a body, a group or a binary unit.
    pub(super) fn check_start_tag(&mut self, parent: &Element, element: &Element) {
        if parent.ns == element.ns {
            self.child(parent, element);
            self.tag(element);
            self.bodies += usize::from(&*element.local == "body");
        }
    }

    /// Checks all of an element in a file, a body or a group.
    pub(super) fn part(&mut self, parent: &Element, tree: &Element) {
        if parent.ns != tree.ns {
            return;
        }
        self.child(parent, tree);
        self.tree(tree);
        if &*tree.local == "trans-unit" {
            let around = std::mem::take(&mut self.around);
            self.unit(tree, &around);
            self.around = around;
        }
    }

    /// Checks that a file has a body.
    pub(super) fn end_of_file(&mut self, file: &Element) {
        if self.bodies != 1 {
            self.found.add_broken(
                file.at,
                || msg!("XLIFF 1.2 \u{a7}2.2.2 <file>: one <body>"),
                || msg!("this <file> has no <body>, or more than one"),
            );
        }
    }

    fn unit(&mut self, unit: &Element, around: &Around) {
        if let Some(id) = unit.get("id")
            && !self.ids.insert(self.hasher.hash_one(id))
        {
            self.found.add_broken(
                unit.at,
                || msg!("XLIFF 1.2 \u{a7}2.3 id: unique in its <file>"),
                || msg!("the id `{id}` is used twice", id),
            );
        }
        let order = ["source", "seg-source", "target"];
        let places: Vec<(usize, &Element)> = unit
            .elements()
            .filter_map(|child| {
                Some((order.iter().position(|name| *name == &*child.local)?, child))
            })
            .collect();
        let sources = places.iter().filter(|(at, _)| *at == 0).count();
        if sources != 1 {
            self.found.add_broken(
                unit.at,
                || msg!("XLIFF 1.2 \u{a7}2.2.4 <trans-unit>: one <source>"),
                || msg!("this <trans-unit> has no <source>, or more than one"),
            );
        }
        let sorted = places
            .windows(2)
            .all(|pair| matches!(pair, [a, b] if a.0 < b.0));
        let first = unit
            .elements()
            .take(places.len())
            .all(|child| order.contains(&&*child.local));
        if sources == 1 && !(sorted && first) {
            self.found.add_broken(
                unit.at,
                || msg!("XLIFF 1.2 \u{a7}2.2.4 <trans-unit>: <source>, <seg-source>, <target>, then the rest"),
                || msg!("the children of this <trans-unit> are in another order"),
            );
        }
        for (at, text) in &places {
            self.codes(text);
            let wanted = if *at == 2 {
                around.target.as_deref()
            } else {
                Some(around.source.as_str())
            };
            if let (Some(lang), Some(wanted)) = (text.xml_lang(), wanted)
                && !lang.eq_ignore_ascii_case(wanted)
            {
                self.found.add_broken(
                    text.at,
                    || msg!("XLIFF 1.2 \u{a7}2.3 xml:lang: that of the <file>"),
                    || {
                        msg!(
                            "xml:lang is `{lang}`, but the <file> declares `{wanted}`",
                            lang,
                            wanted
                        )
                    },
                );
            }
        }
        self.segments(unit);
        for other in unit.elements().filter(|child| &*child.local == "alt-trans") {
            if other.child("target").is_none() {
                self.found.add_broken(
                    other.at,
                    || msg!("XLIFF 1.2 \u{a7}2.2.4 <alt-trans>: one or more <target>"),
                    || msg!("this <alt-trans> has no <target>"),
                );
            }
        }
    }

    /// Checks that pairs have both ends and that no id belongs to two codes.
    fn codes(&mut self, text: &Element) {
        let mut all: Vec<&Element> = Vec::new();
        text.walk(&mut |element| all.push(element));
        let key = |element: &Element| {
            let key = element.get("rid").or_else(|| element.get("id"));
            key.unwrap_or_default().to_owned()
        };
        for (start, end) in [("bpt", "ept"), ("bx", "ex")] {
            let named = |name: &str| -> Vec<String> {
                let found = all.iter().filter(|element| &*element.local == name);
                found.map(|element| key(element)).collect()
            };
            let (starts, ends) = (named(start), named(end));
            let lone = all.iter().find(|element| {
                let others = match &*element.local {
                    name if name == start => &ends,
                    name if name == end => &starts,
                    _ => return false,
                };
                !others.contains(&key(element))
            });
            if let Some(lone) = lone {
                self.found.add_broken(
                    lone.at,
                    || {
                        msg!(
                            "XLIFF 1.2 \u{a7}2.2.5 <{start}>, <{end}>: both ends in one text",
                            start,
                            end
                        )
                    },
                    || {
                        let id = key(lone);
                        msg!("the other end of the code `{id}` is not in this text", id)
                    },
                );
            }
        }
    }

    /// Checks that the segments of a target are those of the source.
    fn segments(&mut self, unit: &Element) {
        let mids = |name: &str| -> Option<Vec<(String, usize)>> {
            let mut found = Vec::new();
            unit.child(name)?.walk(&mut |element| {
                if &*element.local == "mrk" && element.get("mtype") == Some("seg") {
                    found.push((
                        element.get("mid").unwrap_or_default().to_owned(),
                        element.at,
                    ));
                }
            });
            Some(found)
        };
        let (Some(sources), targets) = (mids("seg-source"), mids("target")) else {
            return;
        };
        let clause = || msg!("XLIFF 1.2 §2.2.5 <mrk>: a segment needs a mid");
        let mut seen = HashSet::new();
        for (mid, at) in &sources {
            if mid.is_empty() {
                self.found
                    .add_broken(*at, clause, || msg!("this segment has no mid"));
            } else if !seen.insert(mid.as_str()) {
                self.found
                    .add_broken(*at, clause, || msg!("the mid `{mid}` is used twice", mid));
            }
        }
        for (mid, at) in targets.unwrap_or_default() {
            if !seen.contains(mid.as_str()) {
                self.found.add_broken(at, clause, || {
                    msg!("no segment of the source has the mid `{mid}`", mid)
                });
            }
        }
    }

    /// Checks attributes and content of all elements of XLIFF in a tree.
    fn tree(&mut self, element: &Element) {
        self.tag(element);
        self.loose_text(element);
        for child in element.elements().filter(|child| child.ns == element.ns) {
            self.child(element, child);
            self.tree(child);
        }
    }

    /// Checks that there is no text where only elements are allowed.
    fn loose_text(&mut self, element: &Element) {
        let is_text = |node: &Node| matches!(node, Node::Text(text) if !text.trim().is_empty());
        if !HOLDS_NO_TEXT.contains(&&*element.local) || !element.children.iter().any(is_text) {
            return;
        }
        let own = || element.name();
        self.found.add_broken(
            element.at,
            || msg!("XLIFF 1.2 \u{a7}2.2, content of <{own}>", own = own()),
            || msg!("text is not allowed in <{own}>", own = own()),
        );
    }

    fn child(&mut self, parent: &Element, child: &Element) {
        let row = CONTENT.iter().find(|row| row.0 == &*parent.local);
        if row.is_some_and(|row| !row.1.contains(&&*child.local)) {
            self.stray(parent, child);
        }
    }

    fn stray(&mut self, parent: &Element, child: &Element) {
        self.found.add_broken(
            child.at,
            || {
                msg!(
                    "XLIFF 1.2 \u{a7}2.2, content of <{own}>",
                    own = parent.name()
                )
            },
            || {
                msg!(
                    "<{child}> is not allowed here in <{own}>",
                    child = child.name(),
                    own = parent.name()
                )
            },
        );
    }

    fn tag(&mut self, element: &Element) {
        let own = || element.name();
        let clause = || msg!("XLIFF 1.2 \u{a7}2.3, attributes of <{own}>", own = own());
        let required = REQUIRED.iter().find(|row| row.0 == &*element.local);
        for name in required.map_or(&[][..], |row| row.1) {
            if element.get(name).is_none() {
                let said = || {
                    msg!(
                        "<{own}> lacks the required attribute `{name}`",
                        own = own(),
                        name
                    )
                };
                self.found.add_broken(element.at, clause, said);
            }
        }
        for attr in element.attrs.iter().filter(|attr| attr.ns.is_empty()) {
            let (name, value) = (&*attr.local, attr.value.as_str());
            if self.is_1_2 && !allows(&element.local, name) {
                let said = || msg!("`{name}` is not allowed on <{own}>", name, own = own());
                self.found.add_broken(element.at, clause, said);
            }
            if !fits(&element.local, name, value) {
                let said = || msg!("`{value}` is not a value of `{name}`", value, name);
                self.found.add_broken(element.at, clause, said);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::xliff1::validate;

    fn messages_of(unit: &str) -> Vec<String> {
        let file = format!(
            "<xliff version='1.2' xmlns='{NS}' xmlns:o='urn:o'>\n<file original='a' source-language='en' \
             target-language='ar' datatype='plaintext'><body>\n{unit}\n</body></file></xliff>"
        );
        let found = validate(file.as_bytes()).unwrap();
        found
            .iter()
            .map(|one| format!("{}: {}", one.line, one.message))
            .collect()
    }

    #[test]
    fn what_keeps_the_rules_has_no_finding() {
        let unit = "<group id='g' o:x='1'><trans-unit id='1' approved='yes' ts='t' maxwidth='9' resname='r'><source xml:lang='en'>a <g id='1'>b\
            </g><bpt id='2'>x</bpt>c<ept id='2'>y</ept></source><seg-source><mrk mtype='seg' mid='1'>a</mrk>\
            </seg-source><target xml:lang='ar' state='translated'><mrk mtype='seg' mid='1'>a</mrk></target>\
            <note priority='2'>n</note><alt-trans><target>b</target></alt-trans><o:own/></trans-unit></group>";
        assert!(messages_of(unit).is_empty(), "{:?}", messages_of(unit));
    }

    #[test]
    fn each_break_has_its_finding_at_its_line() {
        for (inside, said) in [
            ("<target>b</target>", "no <source>, or more"),
            ("<target>b</target><source>a</source>", "another order"),
            (
                "<source xml:lang='de'>a</source>",
                "`de`, but the <file> declares `en`",
            ),
            ("<source>a<bpt id='1'/></source>", "other end"),
            (
                "<source>a<it id='1'/></source>",
                "lacks the required attribute `pos`",
            ),
            ("<source>a<b>b</b></source>", "<b> is not allowed"),
            (
                "<source>a</source>loose",
                "text is not allowed in <trans-unit>",
            ),
            (
                "<source>a<x id='1'>b</x></source>",
                "text is not allowed in <x>",
            ),
            (
                "<source>a<ph id='1' x='2'/></source>",
                "`x` is not allowed on <ph>",
            ),
            (
                "<source>a</source><target done='yes'>b</target>",
                "`done` is not allowed on <target>",
            ),
            (
                "<source>a</source><target state='done'>b</target>",
                "not a value of `state`",
            ),
            (
                "<source>a</source><note priority='12'>n</note>",
                "not a value of `priority`",
            ),
            ("<source>a</source><alt-trans/>", "no <target>"),
            (
                "<source>a</source><seg-source><mrk mtype='seg' mid='1'>a</mrk></seg-source>\
              <target><mrk mtype='seg' mid='2'>b</mrk></target>",
                "mid `2`",
            ),
        ] {
            let found = messages_of(&format!("<trans-unit id='1'>{inside}</trans-unit>"));
            assert_eq!(found.len(), 1, "{inside}: {found:?}");
            assert!(
                found[0].starts_with("3: ") && found[0].contains(said),
                "{found:?}"
            );
        }
        let twice = "<trans-unit id='1'><source>a</source></trans-unit>".repeat(2);
        assert!(messages_of(&twice)[0].contains("used twice"));
        let prefix = messages_of("<trans-unit id='1' z:y='1'><source>a</source></trans-unit>");
        assert!(prefix[0].contains("`z` is not declared"), "{prefix:?}");
    }
}
