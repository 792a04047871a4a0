//! Change tracking (XLIFF 2.1 `#changeTracking_module`): properties of revisions.

use crate::xliff2::schema::table_name;
use crate::xliff2::violation::Violation;
use crate::xml::Element;
use bayn_text::msg;
use std::collections::{HashMap, HashSet};

/// Checks the revisions in a unit, a group or a file.
pub(super) fn check(owner: &Element) -> Result<(), Violation> {
    let notes = owner.child("notes").into_iter().flat_map(Element::elements);
    let notes: HashMap<&str, &Element> = notes
        .filter_map(|note| Some((note.get("id")?, note)))
        .collect();
    let tracks = owner
        .elements()
        .filter(|child| table_name(child) == "ctr:changeTrack");
    for revisions in tracks.flat_map(Element::elements) {
        let of_note = revisions.get("appliesTo") == Some("note");
        let named = revisions.get("ref").filter(|_| of_note);
        let revised = named.and_then(|id| notes.get(id));
        if of_note && revised.is_none() && (named.is_some() || notes.len() > 1) {
            return Err(Violation::new(
                revisions,
                "revisions",
                msg!("revisions of a note must name the note"),
                msg!("these revisions do not refer to a <note>"),
            ));
        }
        for revision in revisions.elements() {
            let mut seen = HashSet::new();
            for item in revision.elements() {
                let property = item.get("property").unwrap_or_default();
                if !seen.insert(property) {
                    return Err(Violation::new(
                        item,
                        "ctr_item",
                        msg!("a property must occur only once in a revision"),
                        msg!("`{property}` is revised twice in one revision", property),
                    ));
                }
                let known = |note: &&Element| property == "content" || note.get(property).is_some();
                if revised.is_some_and(|note| !known(note)) {
                    return Err(Violation::new(
                        item,
                        "property",
                        msg!("a property must be content, or an attribute of the revised element"),
                        msg!("the revised <note> has no `{property}`", property),
                    ));
                }
            }
        }
    }
    Ok(())
}
