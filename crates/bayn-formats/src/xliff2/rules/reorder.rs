//! Codes that must keep their order (XLIFF 2.1 `#editinghints`, non-reorderable sequences).

use super::{In, Inline, UnitView, name_of};
use crate::xliff2::violation::Violation;
use bayn_text::msg;
use std::collections::{HashMap, HashSet};

const ANCHOR: &str = "editinghints";

/// Checks `canReorder`: its companions, its sequences, and that the target keeps them.
pub(super) fn check(view: &UnitView<'_>) -> Result<(), Violation> {
    let mut opened: HashSet<In> = HashSet::new();
    let mut last: HashMap<(In, usize, Option<usize>), &Inline<'_>> = HashMap::new();
    let mut kept: Vec<(&Inline<'_>, &Inline<'_>)> = Vec::new();
    for code in &view.inline {
        let hint = code.get("canReorder").unwrap_or("yes");
        // The code before this one at the same depth, or the `<pc>` that it opens in.
        let depth = (code.side, code.segment, code.pc);
        let around = || code.pc.and_then(|pc| view.inline.get(pc));
        let previous = last.get(&depth).copied().or_else(around);
        if hint != "yes"
            && (code.get("canDelete") != Some("no") || code.get("canCopy") != Some("no"))
        {
            return Err(code.refuse(
                ANCHOR,
                msg!("canReorder=\"no\" needs canCopy=\"no\" and canDelete=\"no\""),
                msg!(
                    "this code has canReorder {hint}: canCopy and canDelete must be no",
                    hint
                ),
            ));
        }
        if hint == "no" {
            sequence(previous, opened.contains(&code.side), code)?;
            if let (In::Source, Some(before)) = (code.side, previous) {
                kept.push((before, code));
            }
        }
        if hint == "firstNo" {
            opened.insert(code.side);
        }
        if code.is_code() {
            last.insert(depth, code);
        }
    }
    kept.into_iter()
        .try_for_each(|(before, code)| kept_in_target(view, before, code))
}

fn is_free(code: &Inline<'_>) -> bool {
    code.get("canReorder").unwrap_or("yes") == "yes"
}

fn sequence(
    previous: Option<&Inline<'_>>,
    opened: bool,
    code: &Inline<'_>,
) -> Result<(), Violation> {
    if previous.is_some_and(is_free) {
        return Err(code.refuse(
            ANCHOR,
            msg!("a fixed sequence must not contain a code that can be reordered"),
            msg!("a code that can be reordered comes before this one, which cannot"),
        ));
    }
    if opened {
        return Ok(());
    }
    Err(code.refuse(
        ANCHOR,
        msg!("a fixed sequence must begin with firstNo"),
        msg!("this code has canReorder=\"no\", but no code before it has firstNo"),
    ))
}

/// Checks that two adjacent codes of a sequence follow each other in the target too.
fn kept_in_target(
    view: &UnitView<'_>,
    before: &Inline<'_>,
    code: &Inline<'_>,
) -> Result<(), Violation> {
    if view.target(code.segment).is_none() {
        return Ok(());
    }
    let in_target = |wanted: &Inline<'_>| view.first(In::Target, code.segment, name_of(wanted));
    match (in_target(before), in_target(code)) {
        (Some(first), Some(second)) if first < second => {
            let around = |inline: &Inline<'_>| {
                view.inline
                    .get(inline.pc?)
                    .filter(|pc| !is_free(pc))
                    .map(name_of)
            };
            let moved = view.inline.get(second).map(around);
            if moved == Some(around(code)) {
                return Ok(());
            }
            Err(code.refuse(
                ANCHOR,
                msg!("the target must keep the nesting of a sequence"),
                msg!("the <target> has this code inside another <pc> that cannot be reordered, or outside its own"),
            ))
        }
        _ => Err(code.refuse(
            ANCHOR,
            msg!("the target must keep the fixed sequence"),
            msg!("the <target> does not keep the order of codes that cannot be reordered"),
        )),
    }
}
