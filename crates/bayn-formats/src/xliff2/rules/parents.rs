//! The elements of modules and extensions in a file, group or unit. Where those of modules are: the parents that XLIFF 2.1 names for each (`#file`,
//! `#group`, `#unit`, `#match`), and at most once in each.
//!
//! The schemas allow any element of another namespace there; the text of the specification
//! does not.

use crate::xliff2::schema::{prefix_of, spoken, table_name};
use crate::xliff2::violation::Violation;
use crate::xml::Element;
use bayn_text::msg;
use std::collections::HashSet;

/// The elements that open a module, with the elements that may contain them.
const PLACES: &[(&str, &[&str])] = &[
    ("mtc:matches", &["unit"]),
    ("gls:glossary", &["unit"]),
    (
        "mda:metadata",
        &["xliff", "file", "group", "unit", "mtc:match"],
    ),
    ("res:resourceData", &["file", "group", "unit"]),
    ("ctr:changeTrack", &["file", "group", "unit"]),
    ("slr:profiles", &["file"]),
    ("slr:data", &["file", "group", "unit"]),
    ("val:validation", &["file", "group", "unit"]),
];

/// The modules found in one element.
#[derive(Clone, Debug, Default)]
pub(crate) struct Modules {
    met: Vec<&'static str>,
    /// The ids of elements of other namespaces, with these.
    ids: HashSet<(String, String)>,
}

impl Modules {
    /// Processes the next child of `parent`.
    pub(crate) fn check_child(
        &mut self,
        parent: &Element,
        child: &Element,
    ) -> Result<(), Violation> {
        let name = table_name(child);
        let Some((name, parents)) = PLACES.iter().find(|(known, _)| *known == name) else {
            return Ok(());
        };
        let holder = table_name(parent);
        let holder = spoken(&holder);
        if !parents.contains(&holder) {
            return Err(Violation::new(
                child,
                holder,
                msg!("a module must be where it is allowed"),
                msg!(
                    "<{name}> is not allowed in <{holder}>, only in <{parents}>",
                    name,
                    holder,
                    parents = parents.join(">, <")
                ),
            ));
        }
        if self.met.contains(name) {
            return Err(Violation::new(
                child,
                holder,
                msg!("a module must occur once in its parent"),
                msg!(
                    "this is the second <{name}> in one <{holder}>",
                    name,
                    holder
                ),
            ));
        }
        self.met.push(name);
        Ok(())
    }

    /// Processes the tree of a child: an id is unique among the elements of any namespace
    /// (XLIFF 2.1 `#fragid`).
    pub(crate) fn check_ids(&mut self, tree: &Element) -> Result<(), Violation> {
        if !prefix_of(&tree.ns).is_empty() {
            return Ok(());
        }
        let mut twin = None;
        tree.walk(&mut |element| {
            if let Some(id) = element.get("id")
                && !self.ids.insert((element.ns.to_string(), id.to_owned()))
            {
                twin.get_or_insert((element, id));
            }
        });
        match twin {
            None => Ok(()),
            Some((element, id)) => Err(Violation::new(
                element,
                "fragid",
                msg!("ids of an extension must be unique"),
                msg!("the id `{id}` is used twice", id),
            )),
        }
    }
}
