//! The ITS module (XLIFF 2.1 `#its-module`; ITS 2.0 data categories on spans of text).

use super::{Around, is_core};
use crate::xliff2::schema::{prefix_of, table_name};
use crate::xliff2::violation::Violation;
use crate::xml::Element;
use bayn_text::Message;
use bayn_text::msg;
use std::collections::HashMap;

const NS: &str = "http://www.w3.org/2005/11/its";

/// The data categories that `its:annotatorsRef` may name (ITS 2.0 §5.8).
const CATEGORIES: &[&str] = &[
    "allowed-characters",
    "directionality",
    "domain",
    "elements-within-text",
    "external-resource",
    "id-value",
    "language-information",
    "locale-filter",
    "localization-note",
    "localization-quality-issue",
    "localization-quality-rating",
    "mt-confidence",
    "preserve-space",
    "provenance",
    "storage-size",
    "target-pointer",
    "terminology",
    "text-analysis",
    "translate",
];

/// Attributes of a provenance record that name the agent.
const WHO: &[&str] = &[
    "org",
    "orgRef",
    "person",
    "personRef",
    "revOrg",
    "revOrgRef",
    "revPerson",
    "revPersonRef",
    "revTool",
    "revToolRef",
    "tool",
    "toolRef",
];

/// Attributes that make an annotation an ITS annotation, so that it must have that type.
const GENERIC: &[&str] = &[
    "annotatorsRef",
    "locQualityIssuesRef",
    "locQualityRatingScore",
    "locQualityRatingVote",
    "taIdentRef",
    "taSource",
    "taIdent",
    "taClassRef",
    "lang",
    "mtConfidence",
    "provenanceRecordsRef",
    "allowedCharacters",
    "domains",
    "localeFilterList",
];

fn its<'e>(element: &'e Element, local: &str) -> Option<&'e str> {
    element.get_ns(NS, local)
}

/// Checks the ITS markup of a tree: a unit, or one element of a file or group.
pub(crate) fn check_its(tree: &Element, around: &Around, is_unit: bool) -> Result<(), Violation> {
    stand_off_ids(tree)?;
    let stand_off = is_unit.then(|| StandOff::of(tree));
    visit(tree, around, stand_off.as_ref())
}

/// The number of stand-off elements of a unit with each name and id.
pub(crate) struct StandOff<'e>(HashMap<(&'e str, &'e str), usize>);

impl<'e> StandOff<'e> {
    fn of(unit: &'e Element) -> Self {
        let mut counts = HashMap::new();
        unit.walk(&mut |element| {
            if let (true, Some(id)) = (&*element.ns == NS, stand_off_id(element)) {
                *counts.entry((&*element.local, id)).or_default() += 1;
            }
        });
        Self(counts)
    }
}

fn visit(element: &Element, around: &Around, unit: Option<&StandOff<'_>>) -> Result<(), Violation> {
    let mut inside = around.clone();
    // The stand-off elements of ITS carry their version without prefix.
    inside.its_version |= its(element, "version").is_some()
        || (&*element.ns == NS && element.get("version").is_some());
    inside.rated.0 |= its(element, "locQualityRatingScore").is_some();
    inside.rated.1 |= its(element, "locQualityRatingVote").is_some();
    check_element(element, &inside, unit)?;
    for child in element.elements() {
        visit(child, &inside, unit)?;
    }
    Ok(())
}

/// Checks the ITS attributes of one element; `around` already counts the element itself.
pub(crate) fn check_element(
    element: &Element,
    around: &Around,
    unit: Option<&StandOff<'_>>,
) -> Result<(), Violation> {
    let refuse = |anchor: &str, clause: Message, message: Message| {
        Err(Violation::new(element, anchor, clause, message))
    };
    let marked = element
        .attrs
        .iter()
        .any(|attr| matches!(prefix_of(&attr.ns), "its" | "itsm"));
    if marked && !around.its_version {
        return refuse(
            "its-module",
            msg!("ITS markup needs its:version in scope"),
            msg!("there is ITS markup here, but no its:version on this element or around it"),
        );
    }
    match &*table_name(element) {
        "its:locQualityIssue"
            if element.get("locQualityIssueType").is_none()
                && element.get("locQualityIssueComment").is_none() =>
        {
            return refuse(
                "locqualityissue_elem",
                msg!("an issue needs type or comment"),
                msg!("this <its:locQualityIssue> has neither type nor comment"),
            );
        }
        "its:provenanceRecord" if WHO.iter().all(|name| element.get(name).is_none()) => {
            return refuse(
                "provenancerecord_elem",
                msg!("a provenance record must name somebody or something"),
                msg!("this <its:provenanceRecord> names nobody and nothing"),
            );
        }
        _ => {}
    }
    if !is_core(element) {
        return Ok(());
    }
    if its(element, "locQualityRatingScoreThreshold").is_some() && !around.rated.0 {
        return refuse(
            "lqr_threshold",
            msg!("a score threshold needs a score"),
            msg!("its:locQualityRatingScoreThreshold needs its:locQualityRatingScore"),
        );
    }
    if its(element, "locQualityRatingVoteThreshold").is_some() && !around.rated.1 {
        return refuse(
            "lqr_threshold",
            msg!("a vote threshold needs a vote"),
            msg!("its:locQualityRatingVoteThreshold needs its:locQualityRatingVote"),
        );
    }
    annotators(element)?;
    issues(element, unit)?;
    if matches!(&*element.local, "mrk" | "sm") {
        provenance_ref(element, unit)?;
        annotation(element)?;
    }
    Ok(())
}

/// Checks an ITS annotation on a span of text.
fn annotation(mark: &Element) -> Result<(), Violation> {
    let refuse = |anchor: &str, clause: Message, message: Message| {
        Err(Violation::new(mark, anchor, clause, message))
    };
    let generic = mark.attrs.iter().any(|attr| {
        matches!(prefix_of(&attr.ns), "its" | "itsm") && GENERIC.contains(&&*attr.local)
    });
    let kind = mark.get("type");
    if generic && !matches!(kind, None | Some("its:generic" | "itsm:generic")) {
        return refuse(
            "itsannotations",
            msg!("an ITS annotation must have the type its:generic"),
            msg!("an annotation with these ITS attributes must have the type its:generic"),
        );
    }
    let has = |name: &str| its(mark, name).is_some();
    if has("locQualityRatingScore") && has("locQualityRatingVote") {
        return refuse(
            "lqr",
            msg!("either a score or a vote"),
            msg!("its:locQualityRatingScore and its:locQualityRatingVote cannot be combined"),
        );
    }
    if has("taIdentRef") && (has("taSource") || has("taIdent")) {
        return refuse(
            "textanalysis",
            msg!("either taIdentRef, or taSource with taIdent"),
            msg!("its:taIdentRef cannot be combined with its:taSource or its:taIdent"),
        );
    }
    if has("taSource") != has("taIdent") {
        return refuse(
            "textanalysis",
            msg!("taSource and taIdent must come together"),
            msg!("there is only one of its:taSource and its:taIdent here"),
        );
    }
    if has("provenanceRecordsRef") && WHO.iter().any(|name| has(name)) {
        return refuse(
            "provenance",
            msg!("provenanceRecordsRef cannot be combined with other provenance attributes"),
            msg!("its:provenanceRecordsRef is used beside attributes that a record would contain"),
        );
    }
    Ok(())
}

/// Attributes of an inline issue besides its type and its comment.
const OF_ISSUE: &[&str] = &[
    "locQualityIssueSeverity",
    "locQualityIssueProfileRef",
    "locQualityIssueEnabled",
];

/// Checks a reference to stand-off issues, or the issue that is inline.
fn issues(element: &Element, unit: Option<&StandOff<'_>>) -> Result<(), Violation> {
    let refuse =
        |clause: Message, message: Message| Err(Violation::new(element, "lqi", clause, message));
    let what = ["locQualityIssueType", "locQualityIssueComment"];
    let is_mark = matches!(&*element.local, "mrk" | "sm");
    let Some(reference) = its(element, "locQualityIssuesRef") else {
        let described = OF_ISSUE.iter().any(|name| its(element, name).is_some());
        if is_mark && described && what.iter().all(|name| its(element, name).is_none()) {
            return refuse(
                msg!("an inline issue needs type or comment"),
                msg!("this issue has neither its:locQualityIssueType nor -Comment"),
            );
        }
        return Ok(());
    };
    for name in what.iter().chain(OF_ISSUE) {
        if its(element, name).is_some() {
            return refuse(
                msg!("locQualityIssuesRef cannot be combined with other issue attributes"),
                msg!("its:locQualityIssuesRef is used beside its:{name}", name),
            );
        }
    }
    if names_stand_off(unit, reference, "locQualityIssues") {
        return Ok(());
    }
    refuse(
        msg!("locQualityIssuesRef must name issues of the unit"),
        msg!(
            "`{reference}` does not name issues of this <unit>; references look like #its=1",
            reference
        ),
    )
}

/// Checks a reference from a span of text to records of provenance.
fn provenance_ref(mark: &Element, unit: Option<&StandOff<'_>>) -> Result<(), Violation> {
    match its(mark, "provenanceRecordsRef") {
        Some(reference) if !names_stand_off(unit, reference, "provenanceRecords") => {
            Err(Violation::new(
                mark,
                "provenance",
                msg!("provenanceRecordsRef must name records of the unit"),
                msg!(
                    "`{reference}` does not name records of this <unit>; references look like #its=1",
                    reference
                ),
            ))
        }
        _ => Ok(()),
    }
}

/// Returns whether `#its=ID` names one stand-off element of the unit; outside units, always.
fn names_stand_off(unit: Option<&StandOff<'_>>, reference: &str, local: &str) -> bool {
    let Some(unit) = unit else {
        return true;
    };
    let id = reference.split_once("#its=").map_or("", |(_, id)| id);
    unit.0.get(&(local, id)) == Some(&1)
}

fn stand_off_id(element: &Element) -> Option<&str> {
    element.get_ns(crate::xml::XML_NS, "id")
}

/// Checks that the stand-off elements of a unit, file or group have unique ids.
fn stand_off_ids(tree: &Element) -> Result<(), Violation> {
    let mut seen = std::collections::HashSet::new();
    let mut twice = None;
    tree.walk(&mut |element| {
        let stand_off = element.is(NS, "locQualityIssues") || element.is(NS, "provenanceRecords");
        if let (true, Some(id)) = (stand_off, stand_off_id(element))
            && !seen.insert(id)
        {
            twice.get_or_insert(element);
        }
    });
    match twice {
        None => Ok(()),
        Some(element) => Err(Violation::new(
            element,
            "its_id",
            msg!("stand-off ids must be unique"),
            msg!("the xml:id of this element is used twice"),
        )),
    }
}

/// Checks `its:annotatorsRef`: known categories, each once, `category|tool`.
fn annotators(element: &Element) -> Result<(), Violation> {
    let Some(value) = its(element, "annotatorsRef") else {
        return Ok(());
    };
    let refuse = |clause: Message, message: Message| {
        Err(Violation::new(element, "annotatorsref", clause, message))
    };
    let mut seen = Vec::new();
    for entry in value.split_ascii_whitespace() {
        let Some((category, tool)) = entry.split_once('|') else {
            return refuse(
                msg!("annotatorsRef must be category|tool"),
                msg!(
                    "`{entry}` is not a category, a bar and a tool without spaces",
                    entry
                ),
            );
        };
        if tool.is_empty() || category.is_empty() {
            return refuse(
                msg!("annotatorsRef must be category|tool"),
                msg!(
                    "`{entry}` is not a category, a bar and a tool without spaces",
                    entry
                ),
            );
        }
        if !CATEGORIES.contains(&category) {
            return refuse(
                msg!("annotatorsRef must name ITS categories"),
                msg!("`{category}` is not a data category of ITS", category),
            );
        }
        if seen.contains(&category) {
            return refuse(
                msg!("annotatorsRef must name each category once"),
                msg!("the category `{category}` is named twice", category),
            );
        }
        seen.push(category);
    }
    Ok(())
}
