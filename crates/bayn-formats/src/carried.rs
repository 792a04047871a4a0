//! Attributes that are preserved for the format family that understands them.
//!
//! One without namespace is named `family:name`, another `family:{namespace}prefix:name`.

use crate::attrs::Attrs;
use crate::xml::Element;
use std::collections::HashSet;

/// Returns the attributes of an element that are not in `used`, named for `family`.
pub(crate) fn attributes_of(element: &Element, family: &str, used: &[&str]) -> Attrs {
    let mut taken: Attrs = element
        .attrs
        .iter()
        .filter(|attr| !(attr.ns.is_empty() && used.contains(&&*attr.local)))
        .map(|attr| {
            let name = if attr.ns.is_empty() {
                format!("{family}:{}", attr.local)
            } else {
                format!("{family}:{{{}}}{}:{}", attr.ns, attr.prefix, attr.local)
            };
            (name, attr.value.clone())
        })
        .collect();
    // Their order is insignificant in XML: sorted, two readings are equal.
    taken.sort();
    taken
}

/// Returns the attributes that belong to `family`, with the namespaces that they need.
pub(crate) fn attributes_for(attrs: &Attrs, family: &str) -> Vec<(String, String)> {
    let mut own = Vec::new();
    let mut declared = HashSet::new();
    for (name, value) in attrs {
        let Some(name) = name
            .strip_prefix(family)
            .and_then(|name| name.strip_prefix(':'))
        else {
            continue;
        };
        let Some((ns, name)) = name
            .strip_prefix('{')
            .and_then(|rest| rest.rsplit_once('}'))
        else {
            own.push((name.to_owned(), value.clone()));
            continue;
        };
        let prefix = name.split(':').next().unwrap_or("");
        if prefix != "xml" && declared.insert(prefix) {
            own.push((format!("xmlns:{prefix}"), ns.to_owned()));
        }
        own.push((name.to_owned(), value.clone()));
    }
    own
}
