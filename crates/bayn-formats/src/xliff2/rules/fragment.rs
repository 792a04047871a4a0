//! References to parts of a document (XLIFF 2.1 `#fragid`): `#m1`, `#t=m1`, `#/f=f1/u=u1/n=n1`.

use crate::xliff2::value::is_nmtoken;
use crate::xliff2::violation::Violation;
use crate::xml::Element;
use bayn_text::{Message, msg};

/// The containers of parts, from the outermost.
const HOLDERS: [&str; 3] = ["f", "g", "u"];
/// The kinds of parts: notes, data, inline elements of targets, elements of modules and of TBX.
const PARTS: [&str; 15] = [
    "n", "d", "t", "mtc", "gls", "fs", "mda", "res", "ctr", "slr", "val", "its", "itsm", "pgs",
    "tbx",
];

/// Checks that a reference into its own document is written as one.
pub(super) fn check(element: &Element) -> Result<(), Violation> {
    match element.get("ref").and_then(fault) {
        None => Ok(()),
        Some(said) => Err(Violation::new(
            element,
            "fragid",
            msg!("a reference must lead from file to unit to one part"),
            said,
        )),
    }
}

/// Returns what is wrong with a reference.
fn fault(reference: &str) -> Option<Message> {
    let fragment = reference.strip_prefix('#')?;
    let mut before = None;
    for step in fragment.strip_prefix('/').unwrap_or(fragment).split('/') {
        let (prefix, id) = match step.split_once('=') {
            Some((prefix, id)) => (Some(prefix), id),
            None => (None, step),
        };
        let holder = HOLDERS.iter().position(|own| Some(*own) == prefix);
        let known = holder.is_some() || prefix.is_none_or(|prefix| PARTS.contains(&prefix));
        if let (Some(prefix), false) = (prefix, known) {
            return Some(msg!(
                "`{reference}` has the prefix `{prefix}`, which does not belong to XLIFF or one of its modules",
                reference,
                prefix
            ));
        }
        if !is_nmtoken(id) {
            return Some(msg!(
                "`{id}` in `{reference}` is not a valid id",
                id,
                reference
            ));
        }
        let rank = Some(holder.unwrap_or(HOLDERS.len()));
        if rank <= before {
            return Some(msg!(
                "`{reference}` does not lead from file to group to unit to one part",
                reference
            ));
        }
        before = rank;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::fault;

    #[test]
    fn a_reference_leads_inwards_to_one_part() {
        for good in [
            "#m1",
            "#t=m1",
            "#n=1",
            "#f=f1",
            "#/f=f1/u=u1/n=n1",
            "#f=f1/g=g1/u=u1/m1",
            "#f=f1/tbx=t1",
            "#u=u1/gls=g1",
            "https://example.org/a/b",
            "other.xlf#id1/id2",
        ] {
            assert_eq!(fault(good), None, "{good}");
        }
        for bad in [
            "#",
            "#n/n1",
            "#u=u1/f=f1",
            "#/u=a/u=b/m1",
            "#f=f1/d=d1/u=u1",
            "#q=m1",
            "#f=f1/r$d=x",
            "#a b",
            "#n=",
        ] {
            assert!(fault(bad).is_some(), "{bad}");
        }
    }
}
