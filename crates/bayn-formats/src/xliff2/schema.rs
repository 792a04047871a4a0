//! What may be where in XLIFF 2: the elements of the core and of its modules with their
//! attributes and content, as a table that follows the published schemas line by line.
//!
//! An attribute is `name`, `name:type`, with `!` where it is required; a lone `*` allows
//! attributes of other namespaces, `~` those of modules alone. Content is a sequence of `name`, `a|b`, or `##other`
//! (any element of another namespace), each once, `?`, `*` or `+`; `text` makes it mixed.

use super::module_attrs;
use super::value;
use super::violation::Violation;
use crate::xml::{Element, Node};
use bayn_text::msg;
use std::collections::HashMap;
use std::sync::LazyLock;

/// The prefixes that the table uses; the core is `xlf`, in either of its namespaces.
pub(super) const PREFIXES: &[(&str, &str)] = &[
    ("xlf", "urn:oasis:names:tc:xliff:document:2.0"),
    ("xlf", "urn:oasis:names:tc:xliff:document:2.2"),
    ("mtc", "urn:oasis:names:tc:xliff:matches:2.0"),
    ("gls", "urn:oasis:names:tc:xliff:glossary:2.0"),
    ("fs", "urn:oasis:names:tc:xliff:fs:2.0"),
    ("mda", "urn:oasis:names:tc:xliff:metadata:2.0"),
    ("res", "urn:oasis:names:tc:xliff:resourcedata:2.0"),
    ("ctr", "urn:oasis:names:tc:xliff:changetracking:2.0"),
    ("slr", "urn:oasis:names:tc:xliff:sizerestriction:2.0"),
    ("val", "urn:oasis:names:tc:xliff:validation:2.0"),
    ("its", "http://www.w3.org/2005/11/its"),
    ("itsm", "urn:oasis:names:tc:xliff:itsm:2.1"),
    ("itsm", "urn:oasis:names:tc:xliff:itsm:2.0"),
    ("pgs", "urn:oasis:names:tc:xliff:pgs:1.0"),
    ("xml", "http://www.w3.org/XML/1998/namespace"),
];

/// Returns the table's prefix of a namespace; empty for one that is not ours.
pub(super) fn prefix_of(ns: &str) -> &'static str {
    PREFIXES
        .iter()
        .find(|(_, known)| *known == ns)
        .map_or("", |(prefix, _)| prefix)
}

const INLINE: &str = "text cp|ph|pc|sc|ec|mrk|sm|em*";

/// `(element, attributes, content)`; sources are the XSD files of XLIFF 2.1. Inline
/// codes are no extension points (XLIFF 2.1 `#extension_points`), whatever the schema lets pass.
const TABLE: &[(&str, &str, &str)] = &[
    (
        "xlf:xliff",
        "version:version! srcLang:lang! trgLang:lang xml:space:space *",
        "file+",
    ),
    (
        "xlf:file",
        "id:nmtoken! canResegment:yesno original translate:yesno srcDir:dir trgDir:dir \
         xml:space:space *",
        "skeleton? ##other* notes? unit|group+",
    ),
    ("xlf:skeleton", "href", "text ##other*"),
    (
        "xlf:group",
        "id:nmtoken! name canResegment:yesno translate:yesno srcDir:dir trgDir:dir type:own \
         xml:space:space *",
        "##other* notes? unit|group*",
    ),
    (
        "xlf:unit",
        "id:nmtoken! name canResegment:yesno translate:yesno srcDir:dir trgDir:dir type:own \
         xml:space:space *",
        "##other* notes? originalData? segment|ignorable+",
    ),
    (
        "xlf:segment",
        "id:nmtoken canResegment:yesno state:state subState:own",
        "source target?",
    ),
    ("xlf:ignorable", "id:nmtoken", "source target?"),
    ("xlf:notes", "", "note+"),
    (
        "xlf:note",
        "id:nmtoken appliesTo:side category priority:priority *",
        "text",
    ),
    ("xlf:originalData", "", "data+"),
    (
        "xlf:data",
        "id:nmtoken! dir:dir xml:space:preserve",
        "text cp*",
    ),
    ("xlf:source", "xml:lang:langopt xml:space:space", INLINE),
    (
        "xlf:target",
        "xml:lang:langopt xml:space:space order:posint",
        INLINE,
    ),
    ("xlf:cp", "hex:hex!", ""),
    (
        "xlf:ph",
        "canCopy:yesno canDelete:yesno canReorder:firstno copyOf:nmtoken disp equiv id:nmtoken! \
         dataRef:nmtoken subFlows:nmtokens subType:user type:code ~",
        "",
    ),
    (
        "xlf:pc",
        "canCopy:yesno canDelete:yesno canOverlap:yesno canReorder:firstno copyOf:nmtoken \
         dispEnd dispStart equivEnd equivStart id:nmtoken! dataRefEnd:nmtoken \
         dataRefStart:nmtoken subFlowsEnd:nmtokens subFlowsStart:nmtokens subType:user type:code \
         dir:dir ~",
        INLINE,
    ),
    (
        "xlf:sc",
        "canCopy:yesno canDelete:yesno canOverlap:yesno canReorder:firstno copyOf:nmtoken \
         dataRef:nmtoken dir:dir disp equiv id:nmtoken! isolated:yesno subFlows:nmtokens \
         subType:user type:code ~",
        "",
    ),
    (
        "xlf:ec",
        "canCopy:yesno canDelete:yesno canOverlap:yesno canReorder:firstno copyOf:nmtoken \
         dataRef:nmtoken dir:dir disp equiv id:nmtoken isolated:yesno startRef:nmtoken \
         subFlows:nmtokens subType:user type:code ~",
        "",
    ),
    (
        "xlf:mrk",
        "id:nmtoken! translate:yesno type:mark ref value *",
        INLINE,
    ),
    (
        "xlf:sm",
        "id:nmtoken! translate:yesno type:mark ref value *",
        "",
    ),
    ("xlf:em", "startRef:nmtoken!", ""),
    ("mtc:matches", "", "mtc:match+"),
    (
        "mtc:match",
        "id:nmtoken matchQuality:percent matchSuitability:percent origin ref! reference:yesno \
         similarity:percent subType:own type:match *",
        "mda:metadata? originalData? source target ##other*",
    ),
    ("gls:glossary", "", "gls:glossEntry+"),
    (
        "gls:glossEntry",
        "id:nmtoken ref *",
        "gls:term gls:translation* gls:definition? ##other*",
    ),
    ("gls:term", "source *", "text"),
    ("gls:translation", "id:nmtoken ref source *", "text"),
    ("gls:definition", "source *", "text"),
    ("mda:metadata", "id:nmtoken", "mda:metaGroup+"),
    (
        "mda:metaGroup",
        "id:nmtoken category appliesTo:metaside",
        "mda:metaGroup|mda:meta+",
    ),
    ("mda:meta", "type!", "text"),
    (
        "res:resourceData",
        "",
        "res:resourceItemRef* res:resourceItem*",
    ),
    ("res:resourceItemRef", "id:nmtoken ref:nmtoken! *", ""),
    (
        "res:resourceItem",
        "mimeType id:nmtoken context:yesno *",
        "res:source? res:target? res:reference*",
    ),
    ("res:source", "href xml:lang:langopt *", "##other*"),
    ("res:target", "href xml:lang:langopt *", "##other*"),
    ("res:reference", "href! xml:lang:langopt *", ""),
    ("ctr:changeTrack", "*", "ctr:revisions+"),
    (
        "ctr:revisions",
        "appliesTo:nmtoken! ref:nmtoken currentVersion:nmtoken *",
        "ctr:revision+",
    ),
    (
        "ctr:revision",
        "author datetime version:nmtoken *",
        "ctr:item+",
    ),
    ("ctr:item", "property! *", "text"),
    (
        "slr:profiles",
        "generalProfile storageProfile",
        "slr:normalization? ##other*",
    ),
    ("slr:normalization", "general:norm storage:norm", ""),
    ("slr:data", "profile! *", "##other*"),
    ("val:validation", "*", "val:rule+"),
    (
        "val:rule",
        "isPresent occurs:posint isNotPresent startsWith endsWith existsInSource:yesno \
         caseSensitive:yesno normalization:norm disabled:yesno *",
        "",
    ),
    (
        "its:locQualityIssues",
        "xml:id:nmtoken! version",
        "its:locQualityIssue+",
    ),
    (
        "its:locQualityIssue",
        "version locQualityIssueType:issue locQualityIssueComment \
         locQualityIssueSeverity:percent locQualityIssueProfileRef locQualityIssueEnabled:yesno",
        "",
    ),
    (
        "its:provenanceRecords",
        "xml:id:nmtoken! version",
        "its:provenanceRecord+",
    ),
    (
        "its:provenanceRecord",
        "version org orgRef person personRef revOrg revOrgRef revPerson revPersonRef revTool \
         revToolRef tool toolRef",
        "",
    ),
];

/// The modules of which the table has every element.
const CLOSED: &[&str] = &["mtc", "gls", "mda", "res", "ctr", "slr", "val"];

/// Returns an element's name with the table's prefix, such as `mtc:match`.
pub(super) fn table_name(element: &Element) -> String {
    format!("{}:{}", prefix_of(&element.ns), element.local)
}

/// Returns how an element is spoken of: the core without prefix.
pub(super) fn spoken(name: &str) -> &str {
    name.strip_prefix("xlf:").unwrap_or(name)
}

/// A row of the table, taken apart once.
struct Row {
    /// Its attributes: the name, the kind of the value, whether it is required.
    attrs: Vec<(&'static str, &'static str, bool)>,
    of_others: bool,
    of_modules: bool,
    terms: Vec<Term>,
    mixed: bool,
}

impl Row {
    fn new(attrs: &'static str, content: &'static str) -> Self {
        let open = |foreign: &str| attrs.split_whitespace().any(|spec| spec == foreign);
        let specs = attrs.split_whitespace();
        Self {
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

/// Takes apart how an attribute is written in the table.
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

/// The rows by the names of their elements.
static ROWS: LazyLock<HashMap<&str, Row>> = LazyLock::new(|| {
    let rows = TABLE.iter();
    rows.map(|(name, attrs, content)| (*name, Row::new(attrs, content)))
        .collect()
});

/// What the root of version 2.2 holds.
static ROOT_2_2: LazyLock<Row> = LazyLock::new(|| Row::new("", "notes? mda:metadata? file+"));

fn row(name: &str) -> Option<&'static Row> {
    ROWS.get(name)
}

/// Checks the attributes of an element against the table.
pub(super) fn check_attrs(element: &Element, version_2_2: bool) -> Result<(), Violation> {
    let name = table_name(element);
    let own = spoken(&name);
    let Some(row) = row(&name) else {
        let prefix = prefix_of(&element.ns);
        if !CLOSED.contains(&prefix) {
            return Ok(());
        }
        return Err(Violation::new(
            element,
            own,
            msg!("a module must contain only its own elements"),
            msg!("the module `{prefix}` has no element <{own}>", prefix, own),
        ));
    };
    for attr in &element.attrs {
        let prefix = prefix_of(&attr.ns);
        let written = match (prefix, attr.ns.is_empty()) {
            (_, true) => attr.local.to_string(),
            ("", false) => format!("{}:{}", attr.prefix, attr.local),
            (prefix, false) => format!("{prefix}:{}", attr.local),
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
    for (name, _, required) in &row.attrs {
        let (ns_prefix, local) = name.split_once(':').unwrap_or(("", name));
        let given = element
            .attrs
            .iter()
            .any(|attr| &*attr.local == local && prefix_of(&attr.ns) == ns_prefix);
        if *required && !given {
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
    own: String,
    terms: &'static [Term],
    at: usize,
    met: bool,
    mixed: bool,
    known: bool,
}

impl Content {
    /// Returns the content model of an element, before its first child.
    pub(super) fn of(element: &Element, version_2_2: bool) -> Self {
        let name = table_name(element);
        let found = row(&name);
        let model = if version_2_2 && name == "xlf:xliff" {
            Some(&*ROOT_2_2)
        } else {
            found
        };
        Self {
            own: spoken(&name).to_owned(),
            terms: model.map_or(&[], |row| &row.terms),
            at: 0,
            met: false,
            mixed: model.is_some_and(|row| row.mixed),
            known: found.is_some(),
        }
    }

    /// Takes the next child element.
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
            &self.own,
            msg!("{own} content", own = self.own),
            msg!(
                "<{child}> is not allowed here in <{own}>",
                child = child.name(),
                own = self.own
            ),
        ))
    }

    /// Takes text between the children.
    pub(super) fn text(&self, parent: &Element, text: &str) -> Result<(), Violation> {
        if self.mixed || !self.known || text.chars().all(|c| c.is_ascii_whitespace()) {
            return Ok(());
        }
        Err(Violation::new(
            parent,
            &self.own,
            msg!("{own} content", own = self.own),
            msg!(
                "text is not allowed in <{own}>, which contains elements only",
                own = self.own
            ),
        ))
    }

    /// Takes the end of the element.
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
            &self.own,
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
