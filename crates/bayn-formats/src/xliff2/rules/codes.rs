//! Inline codes: pairs, copies, original data, sub-flows, invalid characters.

use super::{FileChecks, In, Inline, SubFlow, UnitView, name_of};
use crate::xliff2::violation::Violation;
use bayn_text::msg;

/// Checks the inline codes of a unit.
pub(super) fn check(view: &UnitView<'_>, checks: &mut FileChecks) -> Result<(), Violation> {
    for (at, inline) in view.inline.iter().enumerate() {
        match &*inline.element.local {
            "sc" => start_code(view, at, inline)?,
            "ec" => end_code(view, at, inline)?,
            "pc" => paired_attrs(inline)?,
            "cp" => code_point(inline)?,
            _ => {}
        }
        if !inline.is_code() {
            continue;
        }
        sub_type(inline)?;
        copy(view, inline)?;
        data_refs(view, inline)?;
        deletion(view, inline)?;
        for name in ["subFlows", "subFlowsStart", "subFlowsEnd"] {
            for unit in inline.get(name).unwrap_or("").split_ascii_whitespace() {
                if !checks.sub_flows.contains_key(unit) {
                    let at = inline.element.at;
                    let flow = SubFlow { at, name };
                    checks.sub_flows.insert(unit.to_owned(), flow);
                }
            }
        }
    }
    // The same rule applies to `<cp>` in original data.
    for data in &view.data {
        for element in data.elements() {
            code_point(&Inline {
                element,
                side: In::Source,
                segment: 0,
                pc: None,
            })?;
        }
    }
    Ok(())
}

/// The hints that both ends of a pair must agree in, with their default.
const HINTS: [&str; 3] = ["canCopy", "canDelete", "canOverlap"];

fn start_code(view: &UnitView<'_>, at: usize, start: &Inline<'_>) -> Result<(), Violation> {
    let id = start.get("id").unwrap_or("");
    let answers = view.ends(start.side, "ec", id);
    if start.get("isolated") == Some("yes") {
        if !answers.is_empty() {
            return Err(start.refuse(
                "isolated",
                msg!("an isolated sc must have no matching ec in its unit"),
                msg!(
                    "<sc> `{id}` is isolated, but its <ec> is in the same <unit>",
                    id
                ),
            ));
        }
        return Ok(());
    }
    let before = answers.partition_point(|place| *place <= at);
    let ends = answers.get(before..).unwrap_or(&[]);
    let end = match ends {
        [end] => view.inline.get(*end),
        _ => None,
    };
    let Some(end) = end else {
        return Err(start.refuse(
            "isolated",
            msg!("every sc needs one ec after it"),
            msg!(
                "<sc> `{id}` has {ends} <ec> after it in this <unit>",
                id,
                ends = ends.len()
            ),
        ));
    };
    for hint in HINTS {
        let own = start.get(hint).unwrap_or("yes");
        if own != end.get(hint).unwrap_or("yes") {
            return Err(start.refuse(
                "sc",
                msg!("sc and ec must agree in {hint}", hint),
                msg!("<sc> `{id}` and its <ec> differ in {hint}", id, hint),
            ));
        }
    }
    let own = start.get("canReorder").unwrap_or("yes");
    let wanted = if own == "firstNo" { "no" } else { own };
    if end.get("canReorder").unwrap_or("yes") != wanted {
        return Err(start.refuse(
            "ec",
            msg!("sc and ec must agree in canReorder"),
            msg!(
                "<sc> `{id}` has canReorder {own}, so its <ec> must have {wanted}",
                id,
                own,
                wanted
            ),
        ));
    }
    Ok(())
}

fn end_code(view: &UnitView<'_>, at: usize, end: &Inline<'_>) -> Result<(), Violation> {
    let isolated = end.get("isolated") == Some("yes");
    let (id, start_ref) = (end.get("id"), end.get("startRef"));
    if isolated && (id.is_none() || start_ref.is_some()) {
        return Err(end.refuse(
            "ec",
            msg!("an isolated ec must have id and no startRef"),
            msg!("this isolated <ec> must have an id and no startRef"),
        ));
    }
    if isolated {
        return Ok(());
    }
    let (Some(start_ref), None) = (start_ref, id) else {
        return Err(end.refuse(
            "ec",
            msg!("an ec that is not isolated must have startRef and no id"),
            msg!("this <ec> is not isolated: it must have a startRef and no id"),
        ));
    };
    if end.get("dir").is_some() {
        return Err(end.refuse(
            "ec",
            msg!("dir is allowed only on an isolated ec"),
            msg!("this <ec> has dir but is not isolated"),
        ));
    }
    // Ids are unique by now: these are very few.
    let starts = view.ends(end.side, "sc", start_ref).iter();
    let starts = starts.filter(|place| **place < at);
    let joined = |place: &&usize| {
        let start = view.inline.get(**place);
        start.is_some_and(|start| start.get("isolated") != Some("yes"))
    };
    if starts.filter(joined).count() != 1 {
        return Err(end.refuse(
            "isolated",
            msg!("every ec must come after its sc"),
            msg!(
                "there is no <sc> `{start_ref}` before this <ec> in this <unit>",
                start_ref
            ),
        ));
    }
    Ok(())
}

/// Checks that the attributes of both ends of a `<pc>` come together.
fn paired_attrs(pc: &Inline<'_>) -> Result<(), Violation> {
    for (start, end) in [
        ("equivStart", "equivEnd"),
        ("dataRefStart", "dataRefEnd"),
        ("subFlowsStart", "subFlowsEnd"),
    ] {
        if pc.get(start).is_some() != pc.get(end).is_some() {
            return Err(pc.refuse(
                "pc",
                msg!("{start} and {end} must come together", start, end),
                msg!("this <pc> has only one of {start} and {end}", start, end),
            ));
        }
    }
    Ok(())
}

/// Checks that `<cp>` represents a character that XML cannot contain (XLIFF 2.1 `#cp`).
fn code_point(cp: &Inline<'_>) -> Result<(), Violation> {
    let hex = cp.get("hex").unwrap_or("");
    let valid = u32::from_str_radix(hex, 16).is_ok_and(|code| {
        let lone = (0xD800..=0xDFFF).contains(&code) || matches!(code, 0xFFFE | 0xFFFF);
        let control = code < 0x20 && !matches!(code, 9 | 10 | 13);
        let c1 = (0x7F..=0x9F).contains(&code) && code != 0x85;
        lone || control || c1
    });
    if valid {
        return Ok(());
    }
    Err(cp.refuse(
        "hex",
        msg!("cp must stand for a character that XML cannot contain"),
        msg!("the character {hex} is allowed in XML as itself", hex),
    ))
}

fn sub_type(code: &Inline<'_>) -> Result<(), Violation> {
    let Some(sub_type) = code.get("subType") else {
        return Ok(());
    };
    let Some(kind) = code.get("type") else {
        return Err(code.refuse(
            "subtype",
            msg!("subType needs type"),
            msg!(
                "this <{local}> has a subType but no type",
                local = code.element.local
            ),
        ));
    };
    let wanted = match sub_type {
        "xlf:lb" | "xlf:pb" | "xlf:b" | "xlf:i" | "xlf:u" => Some("fmt"),
        "xlf:var" => Some("ui"),
        other if other.starts_with("xlf:") => None,
        _ => return Ok(()),
    };
    match wanted {
        Some(wanted) if wanted == kind => Ok(()),
        Some(wanted) => Err(code.refuse(
            "subtype",
            msg!("subType must fit type"),
            msg!(
                "the subType `{sub_type}` belongs to type `{wanted}`, not `{kind}`",
                sub_type,
                wanted,
                kind
            ),
        )),
        None => Err(code.refuse(
            "subtype",
            msg!("xlf: subTypes are reserved"),
            msg!("`{sub_type}` is not among the subTypes of XLIFF", sub_type),
        )),
    }
}

fn copy(view: &UnitView<'_>, code: &Inline<'_>) -> Result<(), Violation> {
    let Some(base_id) = code.get("copyOf") else {
        return Ok(());
    };
    let anchor = "duplicatingexistingcode";
    let refs = ["dataRef", "dataRefStart", "dataRefEnd"];
    if refs.iter().any(|name| code.get(name).is_some()) {
        return Err(code.refuse(
            anchor,
            msg!("a copy must have no original data"),
            msg!("this code has copyOf and a reference to original data"),
        ));
    }
    let bases: Vec<&Inline<'_>> = view.with_id(base_id).collect();
    if bases.is_empty() {
        return Err(code.refuse(
            anchor,
            msg!("copyOf must name a code of the unit"),
            msg!(
                "copyOf names `{base_id}`, which is not a code of this <unit>",
                base_id
            ),
        ));
    }
    if bases.iter().any(|base| base.get("canCopy") == Some("no")) {
        return Err(code.refuse(
            anchor,
            msg!("copyOf must name a code that can be copied"),
            msg!("the code `{base_id}` has canCopy=\"no\"", base_id),
        ));
    }
    let without = |base: &&Inline<'_>| refs.iter().all(|name| base.get(name).is_none());
    if !bases.iter().any(without) {
        return Err(code.refuse(
            anchor,
            msg!("copyOf must name a code without original data"),
            msg!(
                "the code `{base_id}` has original data: repeat its dataRef instead",
                base_id
            ),
        ));
    }
    Ok(())
}

fn data_refs(view: &UnitView<'_>, code: &Inline<'_>) -> Result<(), Violation> {
    for name in ["dataRef", "dataRefStart", "dataRefEnd"] {
        let Some(id) = code.get(name) else {
            continue;
        };
        if !view.data_ids.contains(id) {
            return Err(code.refuse(
                name,
                msg!("{name} must name data of the unit", name),
                msg!(
                    "{name} names `{id}`, which is not a <data> of this <unit>",
                    name,
                    id
                ),
            ));
        }
    }
    Ok(())
}

/// Checks that a code that cannot be deleted is in a target of the unit, where its own segment
/// has one.
fn deletion(view: &UnitView<'_>, code: &Inline<'_>) -> Result<(), Violation> {
    if code.side != In::Source || code.get("canDelete") != Some("no") {
        return Ok(());
    }
    if view.target(code.segment).is_none() {
        return Ok(());
    }
    if view.is_in_a_target(name_of(code)) {
        return Ok(());
    }
    Err(code.refuse(
        "editinghints",
        msg!("a code with canDelete=\"no\" must stay in the target"),
        msg!("this code has canDelete=\"no\", but the <target> does not contain it"),
    ))
}
