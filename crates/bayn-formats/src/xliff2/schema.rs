//! Checks elements, their attributes and content against the table of XLIFF 2.

use super::module_attrs;
use super::schema_table::{CLOSED, PREFIXES, TABLE};
use super::value;
use super::violation::Violation;
use crate::xml::{Element, Node};
use bayn_text::msg;
use std::borrow::Cow;
use std::sync::LazyLock;

/// Returns the table's prefix of a namespace; empty for an unknown one.
pub(super) fn prefix_of(ns: &str) -> &'static str {
    if ns.is_empty() {
        return "";
    }
    PREFIXES
        .iter()
        .find(|(_, known)| *known == ns)
        .map_or("", |(prefix, _)| prefix)
}

/// Returns an element's name with the table's prefix, such as `mtc:match`.
pub(super) fn table_name(element: &Element) -> Cow<'static, str> {
    match row(element) {
        Some(row) => Cow::Borrowed(row.name),
        None => Cow::Owned(format!("{}:{}", prefix_of(&element.ns), element.local)),
    }
}

/// Returns the display name of an element: without prefix for the core.
pub(super) fn spoken(name: &str) -> &str {
    name.strip_prefix("xlf:").unwrap_or(name)
}

/// A row of the table, parsed once.
struct Row {
    /// The element's name with its prefix.
    name: &'static str,
    /// Its attributes: the name, the kind of the value, whether it is required.
    attrs: Vec<(&'static str, &'static str, bool)>,
    of_others: bool,
    of_modules: bool,
    terms: Vec<Term>,
    mixed: bool,
}

impl Row {
    fn new(name: &'static str, attrs: &'static str, content: &'static str) -> Self {
        let open = |foreign: &str| attrs.split_whitespace().any(|spec| spec == foreign);
        let specs = attrs.split_whitespace();
        Self {
            name,
            attrs: specs
                .filter(|spec| !matches!(*spec, "*" | "~"))
                .map(attribute)
                .collect(),
            of_others: open("*"),
            of_modules: open("*") || open("~"),
            terms: content
                .split_whitespace()
                .filter(|term| *term != "text")
                .map(Term::new)
                .collect(),
            mixed: content.split_whitespace().any(|term| term == "text"),
        }
    }
}

/// Parses an attribute of the table.
fn attribute(spec: &'static str) -> (&'static str, &'static str, bool) {
    let required = spec.ends_with('!');
    let spec = spec.trim_end_matches('!');
    // `xml:space:space` has a prefix, `type:user` has not.
    let (name, kind) = match spec.strip_prefix("xml:") {
        Some(rest) => match rest.split_once(':') {
            Some((local, kind)) => (spec.get(..4 + local.len()).unwrap_or(spec), kind),
            None => (spec, ""),
        },
        None => spec.split_once(':').unwrap_or((spec, "")),
    };
    (name, kind, required)
}

/// The rows by the length and the first letter of the local names of their elements, each with its
/// prefix and that name: every element of a file is looked up several times.
static ROWS: LazyLock<Vec<Slot>> = LazyLock::new(|| {
    let mut rows: Vec<Slot> = Vec::new();
    rows.resize_with(SLOTS, Vec::new);
    for (name, attrs, content) in TABLE {
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        if let Some(rows) = rows.get_mut(slot_of(local)) {
            rows.push((prefix, local, Row::new(name, attrs, content)));
        }
    }
    rows
});

/// The rows of one slot, each with its prefix and its local name.
type Slot = Vec<(&'static str, &'static str, Row)>;

/// The number of slots.
const SLOTS: usize = 256;

/// Returns the slot of a local name: its length and first letter.
fn slot_of(local: &str) -> usize {
    let first = local.bytes().next().unwrap_or(0);
    (local.len() * 32 + usize::from(first % 32)) % SLOTS
}

/// The content of the root in version 2.2.
static ROOT_2_2: LazyLock<Row> =
    LazyLock::new(|| Row::new("xlf:xliff", "", "notes? mda:metadata? file+"));

fn row(element: &Element) -> Option<&'static Row> {
    let near = ROWS.get(slot_of(&element.local))?;
    let own = prefix_of(&element.ns);
    let found = near
        .iter()
        .find(|(prefix, local, _)| *local == &*element.local && *prefix == own);
    found.map(|(_, _, row)| row)
}

/// Checks the attributes of an element against the table.
pub(super) fn check_attrs(element: &Element, version_2_2: bool) -> Result<(), Violation> {
    let Some(row) = row(element) else {
        let prefix = prefix_of(&element.ns);
        if !CLOSED.contains(&prefix) {
            return Ok(());
        }
        let name = table_name(element);
        let own = spoken(&name);
        return Err(Violation::new(
            element,
            own,
            msg!("a module must contain only its own elements"),
            msg!("the module `{prefix}` has no element <{own}>", prefix, own),
        ));
    };
    let own = spoken(row.name);
    for attr in &element.attrs {
        let prefix = prefix_of(&attr.ns);
        let written = match (prefix, attr.ns.is_empty()) {
            (_, true) => Cow::Borrowed(&*attr.local),
            ("", false) => Cow::Owned(format!("{}:{}", attr.prefix, attr.local)),
            (prefix, false) => Cow::Owned(format!("{prefix}:{}", attr.local)),
        };
        let known = row.attrs.iter().find(|(name, _, _)| *name == written);
        let of_2_2 = version_2_2 && own == "note" && written == "ref";
        let kind = match known {
            Some((_, kind, _)) => kind,
            None if of_2_2 || prefix == "pgs" => "",
            None if row.of_others && prefix.is_empty() && !attr.ns.is_empty() => "",
            None if row.of_modules
                && !matches!(prefix, "" | "xlf")
                && module_attrs::exists(prefix, &attr.local) =>
            {
                module_attrs::kind_of(&written)
            }
            None => {
                return Err(Violation::new(
                    element,
                    own,
                    msg!("{own}@ allowed", own),
                    msg!("<{own}> has no attribute `{written}`", own, written),
                ));
            }
        };
        if !value::fits(kind, &attr.value) {
            return Err(Violation::new(
                element,
                &written,
                msg!("{own}@{written} value", own, written),
                msg!(
                    "`{attr}` is not a valid value of `{written}`, which is {kind}",
                    attr = attr.value,
                    written,
                    kind = value::describe(kind)
                ),
            ));
        }
    }
    for (name, ..) in row.attrs.iter().filter(|(_, _, required)| *required) {
        let (ns_prefix, local) = name.split_once(':').unwrap_or(("", name));
        let given = element
            .attrs
            .iter()
            .any(|attr| &*attr.local == local && prefix_of(&attr.ns) == ns_prefix);
        if !given {
            return Err(Violation::new(
                element,
                own,
                msg!("{own}@{name} required", own, name),
                msg!("<{own}> lacks the required attribute `{name}`", own, name),
            ));
        }
    }
    Ok(())
}

/// One term of a content model.
#[derive(Clone, Debug)]
struct Term {
    names: Vec<&'static str>,
    many: bool,
    required: bool,
}

impl Term {
    fn new(term: &'static str) -> Self {
        let (names, many, required) = match term.chars().last() {
            Some('?') => (term.trim_end_matches('?'), false, false),
            Some('*') => (term.trim_end_matches('*'), true, false),
            Some('+') => (term.trim_end_matches('+'), true, true),
            _ => (term, false, true),
        };
        Self {
            names: names.split('|').collect(),
            many,
            required,
        }
    }
}

/// Follows the children of one element through its content model.
#[derive(Clone, Debug)]
pub(super) struct Content {
    own: &'static str,
    terms: &'static [Term],
    at: usize,
    met: bool,
    mixed: bool,
    known: bool,
}

impl Content {
    /// Returns the content model of an element, before its first child.
    pub(super) fn of(element: &Element, version_2_2: bool) -> Self {
        let found = row(element);
        let model = if version_2_2 && found.is_some_and(|row| row.name == "xlf:xliff") {
            Some(&*ROOT_2_2)
        } else {
            found
        };
        Self {
            own: model.map_or("", |row| spoken(row.name)),
            terms: model.map_or(&[], |row| &row.terms),
            at: 0,
            met: false,
            mixed: model.is_some_and(|row| row.mixed),
            known: found.is_some(),
        }
    }

    /// Processes the next child element.
    pub(super) fn child(&mut self, parent: &Element, child: &Element) -> Result<(), Violation> {
        if !self.known {
            return Ok(());
        }
        let name = table_name(child);
        let name = spoken(&name);
        let foreign = !child.ns.is_empty() && prefix_of(&child.ns) != prefix_of(&parent.ns);
        while let Some(term) = self.terms.get(self.at) {
            let fits = term
                .names
                .iter()
                .any(|known| *known == name || (*known == "##other" && foreign));
            if fits && (term.many || !self.met) {
                self.met = true;
                return Ok(());
            }
            if term.required && !self.met {
                return Err(self.missing(child, term));
            }
            self.at += 1;
            self.met = false;
        }
        Err(Violation::new(
            child,
            self.own,
            msg!("{own} content", own = self.own),
            msg!(
                "<{child}> is not allowed here in <{own}>",
                child = child.name(),
                own = self.own
            ),
        ))
    }

    /// Processes text between the children.
    pub(super) fn text(&self, parent: &Element, text: &str) -> Result<(), Violation> {
        if self.mixed || !self.known || text.chars().all(|c| c.is_ascii_whitespace()) {
            return Ok(());
        }
        Err(Violation::new(
            parent,
            self.own,
            msg!("{own} content", own = self.own),
            msg!(
                "text is not allowed in <{own}>, which contains elements only",
                own = self.own
            ),
        ))
    }

    /// Processes the end of the element.
    pub(super) fn end(&mut self, parent: &Element) -> Result<(), Violation> {
        while let Some(term) = self.terms.get(self.at) {
            if term.required && !self.met {
                return Err(self.missing(parent, term));
            }
            self.at += 1;
            self.met = false;
        }
        Ok(())
    }

    fn missing(&self, place: &Element, term: &Term) -> Violation {
        let wanted = term.names.join(">, <");
        Violation::new(
            place,
            self.own,
            msg!("{own} content", own = self.own),
            msg!("<{own}> needs <{wanted}> here", own = self.own, wanted),
        )
    }
}

/// Checks a whole tree: attributes and content of every element that the table knows.
pub(super) fn check_tree(element: &Element, version_2_2: bool) -> Result<(), Violation> {
    check_attrs(element, version_2_2)?;
    let mut content = Content::of(element, version_2_2);
    for node in &element.children {
        match node {
            Node::Text(text) => content.text(element, text)?,
            Node::Element(child) => {
                content.child(element, child)?;
                check_tree(child, version_2_2)?;
            }
        }
    }
    content.end(element)
}
