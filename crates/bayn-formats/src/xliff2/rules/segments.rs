//! Segments: languages, states, the order of targets.

use super::{Around, UnitView, is_lang};
use crate::xliff2::value::integer;
use crate::xliff2::violation::Violation;
use crate::xml::Element;
use bayn_text::Message;
use bayn_text::msg;
use std::collections::HashSet;

/// Checks the segments and ignorables of a unit.
pub(super) fn check(view: &UnitView<'_>, around: &Around) -> Result<(), Violation> {
    for segment in &view.segments {
        let target = segment.child("target");
        if let Some(target) = target {
            let Some(lang) = &around.trg_lang else {
                return Err(Violation::new(
                    target,
                    "trglang",
                    msg!("targets need trgLang"),
                    msg!("there is a <target>, but <xliff> has no trgLang"),
                ));
            };
            let clause = msg!("the xml:lang of a target must match trgLang");
            check_lang(target, around, lang, clause)?;
        }
        if let Some(source) = segment.child("source") {
            let clause = msg!("the xml:lang of a source must match srcLang");
            check_lang(source, around, &around.src_lang, clause)?;
            let kept = |text: &Element| around.preserves_in(text);
            if let Some(target) = target.filter(|target| kept(target) != kept(source)) {
                return Err(Violation::new(
                    target,
                    "xmlspace",
                    msg!("source and target must have the same xml:space"),
                    msg!("the xml:space of this <target> differs from that of its <source>"),
                ));
            }
        }
        if segment.get("subState").is_some() && segment.get("state").is_none() {
            return Err(Violation::new(
                segment,
                "substate",
                msg!("subState needs state"),
                msg!("this <segment> has a subState but no state"),
            ));
        }
        let state = segment.get("state").unwrap_or("initial");
        if state != "initial" && target.is_none() {
            return Err(Violation::new(
                segment,
                "state",
                msg!("a state past initial needs a target"),
                msg!("this <segment> is `{state}` but has no <target>", state),
            ));
        }
    }
    check_order(view)
}

/// Checks the language that a text or an enclosing element gives.
fn check_lang(
    text: &Element,
    around: &Around,
    lang: &str,
    clause: Message,
) -> Result<(), Violation> {
    match text.xml_lang().or(around.xml_lang.as_deref()) {
        Some(own) if !is_lang(own, lang) => Err(Violation::new(
            text,
            &text.local,
            clause,
            msg!(
                "xml:lang is `{own}`, but the document declares `{lang}`",
                own,
                lang
            ),
        )),
        _ => Ok(()),
    }
}

/// Checks `order` (XLIFF 2.1 `#segorder`): from 1 to N, no number twice, and if a target leaves its
/// position, another takes it.
fn check_order(view: &UnitView<'_>) -> Result<(), Violation> {
    let count = i64::try_from(view.segments.len()).unwrap_or(i64::MAX);
    let orders: Vec<(i64, i64, &Element)> = (1..=count)
        .zip(&view.segments)
        .filter_map(|(place, segment)| {
            let target = segment.child("target")?;
            Some((place, integer(target.get("order")?)?, target))
        })
        .collect();
    let mut seen = HashSet::new();
    for (_, order, target) in &orders {
        if *order > count {
            return Err(Violation::new(
                target,
                "segorder",
                msg!("order must be at most the number of parts"),
                msg!(
                    "the order {order} is past the {count} parts of this <unit>",
                    order,
                    count
                ),
            ));
        }
        if !seen.insert(*order) {
            return Err(Violation::new(
                target,
                "order",
                msg!("order must be unique"),
                msg!("the order {order} is used twice in this <unit>", order),
            ));
        }
    }
    for (place, order, target) in &orders {
        if !seen.contains(place) {
            return Err(Violation::new(
                target,
                "segorder",
                msg!("order must fill every place"),
                msg!(
                    "this <target> goes to place {order}, but none comes to place {place}",
                    order,
                    place
                ),
            ));
        }
    }
    Ok(())
}
