//! Annotations: `<mrk>`, `<sm>` and `<em>`.

use super::{Inline, UnitView};
use crate::xliff2::violation::Violation;

/// Checks the annotations of a unit.
pub(super) fn check(view: &UnitView<'_>) -> Result<(), Violation> {
    for (at, mark) in view.inline.iter().enumerate() {
        match &*mark.element.local {
            "sm" => {
                let ends = view.ends(mark.side, "em", mark.get("id").unwrap_or(""));
                if ends.last().is_none_or(|end| *end < at) {
                    return Err(mark.refuse(
                        "sm",
                        "sm has its em after it",
                        "no <em> ends this <sm> in this <unit>".to_owned(),
                    ));
                }
            }
            "em" => {
                let starts = view.ends(mark.side, "sm", mark.get("startRef").unwrap_or(""));
                if starts.first().is_none_or(|start| *start > at) {
                    return Err(mark.refuse(
                        "em",
                        "em has its sm before it",
                        "no <sm> before this <em> has the id that it names".to_owned(),
                    ));
                }
                continue;
            }
            "mrk" => {}
            _ => continue,
        }
        kind(view, mark)?;
    }
    Ok(())
}

fn kind(view: &UnitView<'_>, mark: &Inline<'_>) -> Result<(), Violation> {
    match mark.get("type") {
        Some("comment") => comment(view, mark),
        Some("mtc:match") if mark.get("ref").is_some() => Err(mark.refuse(
            "candidateannotation",
            "a match annotation has no ref",
            "an annotation of type mtc:match has no ref".to_owned(),
        )),
        _ => Ok(()),
    }
}

fn comment(view: &UnitView<'_>, mark: &Inline<'_>) -> Result<(), Violation> {
    let anchor = "commentannotation";
    match (mark.get("value"), mark.get("ref")) {
        (Some(_), None) => Ok(()),
        (None, Some(target)) => {
            let id = target.split_once("#n=").map_or("", |(_, id)| id);
            if view.notes.get(id) == Some(&1) {
                return Ok(());
            }
            Err(mark.refuse(
                anchor,
                "a comment's ref names a note of the unit",
                format!("`{target}` is no note of this <unit>; one is named like #n=1"),
            ))
        }
        _ => Err(mark.refuse(
            anchor,
            "a comment has value or ref",
            "a comment annotation has one of value and ref, and not both".to_owned(),
        )),
    }
}
