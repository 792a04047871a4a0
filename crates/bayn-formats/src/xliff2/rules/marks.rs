//! Annotations: `<mrk>`, `<sm>` and `<em>`.

use super::{Inline, UnitView, fragment};
use crate::xliff2::violation::Violation;
use bayn_text::msg;

/// Checks the annotations of a unit.
pub(super) fn check(view: &UnitView<'_>) -> Result<(), Violation> {
    for (at, mark) in view.inline.iter().enumerate() {
        match &*mark.element.local {
            "sm" => {
                let ends = view.ends(mark.side, "em", mark.get("id").unwrap_or(""));
                if ends.last().is_none_or(|end| *end < at) {
                    return Err(mark.refuse(
                        "sm",
                        msg!("every sm must come before its em"),
                        msg!("no <em> ends this <sm> in this <unit>"),
                    ));
                }
            }
            "em" => {
                let starts = view.ends(mark.side, "sm", mark.get("startRef").unwrap_or(""));
                if starts.first().is_none_or(|start| *start > at) {
                    return Err(mark.refuse(
                        "em",
                        msg!("every em must come after its sm"),
                        msg!("no <sm> before this <em> has the id in its startRef"),
                    ));
                }
                let ends = view.ends(mark.side, "em", mark.get("startRef").unwrap_or(""));
                if ends.first().is_some_and(|end| *end < at) {
                    return Err(mark.refuse(
                        "em",
                        msg!("every sm must have only one em"),
                        msg!("another <em> ends the same <sm> before this one"),
                    ));
                }
                continue;
            }
            "mrk" => {}
            _ => continue,
        }
        fragment::check(mark.element)?;
        kind(view, mark)?;
    }
    Ok(())
}

fn kind(view: &UnitView<'_>, mark: &Inline<'_>) -> Result<(), Violation> {
    match mark.get("type") {
        Some("comment") => comment(view, mark),
        Some("mtc:match") if mark.get("ref").is_some() => Err(mark.refuse(
            "candidateannotation",
            msg!("a match annotation must have no ref"),
            msg!("an annotation of type mtc:match must have no ref"),
        )),
        _ => Ok(()),
    }
}

fn comment(view: &UnitView<'_>, mark: &Inline<'_>) -> Result<(), Violation> {
    let anchor = "commentannotation";
    match (mark.get("value"), mark.get("ref")) {
        (Some(_), None) => Ok(()),
        (None, Some(target)) => {
            // `#n=1`, or the whole way to it: `#f=f1/u=u1/n=1`.
            let fragment = target.split_once('#').map_or("", |(_, fragment)| fragment);
            let last = fragment.rsplit('/').next().unwrap_or("");
            let id = last.strip_prefix("n=").unwrap_or("");
            if view.notes.get(id) == Some(&1) {
                return Ok(());
            }
            Err(mark.refuse(
                anchor,
                msg!("the ref of a comment must name a note of the unit"),
                msg!(
                    "`{target}` is not a note of this <unit>; note references look like #n=1",
                    target
                ),
            ))
        }
        _ => Err(mark.refuse(
            anchor,
            msg!("a comment needs value or ref"),
            msg!("a comment annotation needs either value or ref, not both"),
        )),
    }
}
