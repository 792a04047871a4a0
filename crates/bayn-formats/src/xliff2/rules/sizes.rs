//! Sizes of texts (XLIFF 2.1 `#size_and_length_restriction_module`): the syntax of restrictions,
//! where sizes are allowed, what they refer to.

use super::{FileChecks, module_attr};
use crate::xliff2::schema::table_name;
use crate::xliff2::value::integer;
use crate::xliff2::violation::Violation;
use crate::xml::Element;
use bayn_text::{Message, msg};
use std::collections::HashSet;

/// The size data of a file.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sizes {
    /// Whether its profiles are those of XLIFF, for texts and for storage; `None` if it names
    /// none.
    profiles: (Option<bool>, Option<bool>),
    /// The ids in its size data.
    data: HashSet<String>,
}

impl Sizes {
    /// Records the size data of a module in a file, a group or a unit.
    pub(super) fn note_module(&mut self, element: &Element) {
        match &*table_name(element) {
            "slr:profiles" => {
                let own = |name: &str| {
                    let profile = element.get(name).filter(|profile| !profile.is_empty());
                    profile.map(|profile| profile.starts_with("xliff:"))
                };
                self.profiles = (own("generalProfile"), own("storageProfile"));
            }
            "slr:data" => element.walk(&mut |inside| {
                self.data.extend(inside.get("id").map(str::to_owned));
            }),
            _ => {}
        }
    }
}

/// Checks the sizes on one element of the core.
pub(crate) fn check_sizes(element: &Element, checks: &FileChecks) -> Result<(), Violation> {
    let sizes = &checks.sizes;
    let own = |name: &str| module_attr(element, "slr", name);
    let refuse = |clause: Message, said: Message| {
        Err(Violation::new(
            element,
            "size_restriction_module",
            clause,
            said,
        ))
    };
    let texts = ["sizeInfo", "sizeInfoRef", "equivStorage"];
    if own("sizeInfo").is_some() && own("sizeInfoRef").is_some() {
        return Err(Violation::new(
            element,
            "slr_size_info",
            msg!("either sizeInfo or sizeInfoRef"),
            msg!("slr:sizeInfo and slr:sizeInfoRef cannot be combined"),
        ));
    }
    if &*element.local == "ec"
        && element.get("isolated") != Some("yes")
        && let Some(name) = texts.iter().find(|name| own(name).is_some())
    {
        return refuse(
            msg!("sizes are allowed only on an isolated ec"),
            msg!("slr:{name} is used on an <ec> that is not isolated", name),
        );
    }
    let (general, storage) = sizes.profiles;
    for (name, profile) in [
        ("sizeRestriction", general),
        ("storageRestriction", storage),
    ] {
        if let (Some(value), Some(true)) = (own(name), profile)
            && !is_restriction(value)
        {
            return refuse(
                msg!("a restriction must be a maximum, or a minimum and a maximum"),
                msg!("slr:{name} is `{value}`", name, value),
            );
        }
    }
    if let Some(value) = own("equivStorage")
        && storage == Some(true)
        && !is_count(value)
    {
        return refuse(
            msg!("equivStorage must be a whole number"),
            msg!("slr:equivStorage is `{value}`", value),
        );
    }
    // Sizes of other profiles may be any text, but a numeric size is a whole number.
    if let Some(value) = own("sizeInfo")
        && !is_count(value)
        && (general == Some(true) || value.trim().parse::<f64>().is_ok())
    {
        return refuse(
            msg!("sizeInfo must be a whole number"),
            msg!("slr:sizeInfo is `{value}`", value),
        );
    }
    match own("sizeInfoRef") {
        Some(id) if !sizes.data.contains(id) => refuse(
            msg!("sizeInfoRef must name size data"),
            msg!("no <slr:data> around this element contains `{id}`", id),
        ),
        _ => Ok(()),
    }
}

fn is_count(value: &str) -> bool {
    integer(value).is_some_and(|number| number >= 0)
}

/// Returns whether a value is `*`, `25`, `25,100` or `25,*`.
fn is_restriction(value: &str) -> bool {
    let most = |value: &str| value == "*" || is_count(value);
    match value.split_once(',') {
        None => most(value),
        Some((least, greatest)) => is_count(least) && most(greatest),
    }
}
