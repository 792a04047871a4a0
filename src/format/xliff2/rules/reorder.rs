//! Codes that must keep their order (XLIFF 2.1 `#editinghints`, non-reorderable sequences).

use super::{In, Inline, UnitView};
use crate::format::xliff2::refuse::Refusal;

const ANCHOR: &str = "editinghints";

/// Checks `canReorder`: its companions, its sequences, and that the target keeps them.
pub(super) fn check(view: &UnitView<'_>) -> Result<(), Refusal> {
    for (at, code) in view.inline.iter().enumerate() {
        let hint = code.get("canReorder").unwrap_or("yes");
        if hint == "yes" {
            continue;
        }
        if code.get("canDelete") != Some("no") || code.get("canCopy") != Some("no") {
            return Err(code.refuse(
                ANCHOR,
                "canReorder no needs canCopy and canDelete no",
                format!("this code has canReorder {hint}: canCopy and canDelete must be no"),
            ));
        }
        if hint == "no" {
            sequence(view, at, code)?;
        }
    }
    for (at, code) in view.side(In::Source) {
        if code.get("canReorder") == Some("no")
            && let Some(before) = previous(view, at, code)
        {
            kept_in_target(view, before, code)?;
        }
    }
    Ok(())
}

fn is_free(code: &Inline<'_>) -> bool {
    code.get("canReorder").unwrap_or("yes") == "yes"
}

/// Returns the code before `code` at the same depth, or the `<pc>` that it opens in.
fn previous<'v, 'e>(
    view: &'v UnitView<'e>,
    at: usize,
    code: &Inline<'_>,
) -> Option<&'v Inline<'e>> {
    let before = view.inline.get(..at)?;
    before
        .iter()
        .rev()
        .find(|other| {
            other.side == code.side
                && other.segment == code.segment
                && other.pc == code.pc
                && other.is_code()
        })
        .or_else(|| code.pc.and_then(|pc| view.inline.get(pc)))
}

fn sequence(view: &UnitView<'_>, at: usize, code: &Inline<'_>) -> Result<(), Refusal> {
    if previous(view, at, code).is_some_and(is_free) {
        return Err(code.refuse(
            ANCHOR,
            "no reorderable code inside a sequence",
            "a code that can be reordered stands before this one, which cannot".to_owned(),
        ));
    }
    let opened = view
        .side(code.side)
        .any(|(place, other)| place < at && other.get("canReorder") == Some("firstNo"));
    if opened {
        return Ok(());
    }
    Err(code.refuse(
        ANCHOR,
        "a sequence begins with firstNo",
        "this code has canReorder no, but no code before it has firstNo".to_owned(),
    ))
}

fn name<'e>(code: &Inline<'e>) -> Option<(&'e str, &'e str)> {
    let element = code.element;
    let id = element.get("id").or_else(|| element.get("startRef"))?;
    Some((&element.local, id))
}

/// Checks that two neighbours of a sequence follow each other in the target too.
fn kept_in_target(
    view: &UnitView<'_>,
    before: &Inline<'_>,
    code: &Inline<'_>,
) -> Result<(), Refusal> {
    if view.target(code.segment).is_none() {
        return Ok(());
    }
    let in_target = |wanted: &Inline<'_>| {
        view.side(In::Target)
            .find(|(_, inline)| inline.segment == code.segment && name(inline) == name(wanted))
            .map(|(place, _)| place)
    };
    match (in_target(before), in_target(code)) {
        (Some(first), Some(second)) if first < second => Ok(()),
        _ => Err(code.refuse(
            ANCHOR,
            "the target keeps the sequence",
            "the <target> does not keep the order of codes that cannot be reordered".to_owned(),
        )),
    }
}
