//! Identifiers inside a unit (XLIFF 2.1 `#id`).

use super::{In, UnitView};
use crate::xliff2::violation::Violation;
use crate::xml::Element;
use bayn_text::Message;
use bayn_text::msg;
use std::collections::{HashMap, HashSet};

/// Checks that ids are unique in the source, and that those of a target are the source's
/// or new.
pub(super) fn check(view: &UnitView<'_>) -> Result<(), Violation> {
    let mut source: HashMap<&str, usize> = HashMap::new();
    let own = view.segments.iter().copied();
    let inline = view.side(In::Source).map(|(_, inline)| inline.element);
    for element in own.chain(inline) {
        let Some(id) = element.get("id") else {
            continue;
        };
        let count = source.entry(id).or_default();
        *count += 1;
        if *count > 1 {
            let clause = if matches!(&*element.local, "segment" | "ignorable") {
                msg!("segment ids must be unique")
            } else {
                msg!("inline ids must be unique")
            };
            return Err(Violation::new(
                element,
                "id",
                clause,
                msg!("the id `{id}` is used twice in this <unit>", id),
            ));
        }
    }
    let mut all = source.clone();
    for (_, inline) in view.side(In::Target) {
        if let Some(id) = inline.get("id") {
            *all.entry(id).or_default() += 1;
        }
    }
    let twins: HashSet<(usize, &str, &str)> = view
        .side(In::Source)
        .filter_map(|(_, inline)| {
            let element = inline.element;
            Some((inline.segment, element.get("id")?, &*element.local))
        })
        .collect();
    for (_, inline) in view.side(In::Target) {
        let Some(id) = inline.get("id") else {
            continue;
        };
        let count = all.get(id).copied().unwrap_or(0);
        if count == 1 {
            continue;
        }
        let twin = twins.contains(&(inline.segment, id, &*inline.element.local));
        if count > 2 {
            return Err(refuse(
                inline.element,
                msg!("target ids must be unique"),
                id,
            ));
        }
        if !twin {
            return Err(refuse(
                inline.element,
                msg!("target ids must match source ids"),
                id,
            ));
        }
    }
    Ok(())
}

fn refuse(element: &Element, clause: Message, id: &str) -> Violation {
    Violation::new(
        element,
        "id",
        clause,
        msg!(
            "the id `{id}` is used in the source by something other than a <{local}>",
            id,
            local = element.local
        ),
    )
}
