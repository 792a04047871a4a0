//! The modules except ITS: candidates, glossary, metadata, resources, sizes, validation, format
//! style.

use super::{
    Around, FileChecks, UnitView, check_sizes, fragment, is_core, is_lang, module_attr, unique,
};
use crate::xliff2::schema::table_name;
use crate::xliff2::violation::Violation;
use crate::xml::Element;
use bayn_text::Message;
use bayn_text::msg;
use std::collections::{HashMap, HashSet};

/// Checks the modules inside a unit, or inside one child of a file or group.
pub(crate) fn check_modules(
    tree: &Element,
    view: Option<&UnitView<'_>>,
    around: &Around,
    checks: &mut FileChecks,
) -> Result<(), Violation> {
    let mut all = Vec::new();
    tree.walk(&mut |element| all.push(element));
    all.iter()
        .for_each(|element| checks.sizes.note_module(element));
    for element in all {
        attributes(element)?;
        if is_core(element) {
            check_sizes(element, checks)?;
        }
        match &*table_name(element) {
            "mtc:matches" => unique(element.elements(), msg!("match ids must be unique"))?,
            "mtc:match" => candidate(element, view, around)?,
            "gls:glossary" => glossary_ids(element)?,
            "gls:glossEntry" => {
                if element.child("translation").is_none() && element.child("definition").is_none() {
                    return Err(Violation::new(
                        element,
                        "glossentry",
                        msg!("a glossary entry needs a translation or a definition"),
                        msg!("this <gls:glossEntry> has neither translation nor definition"),
                    ));
                }
                span_ref(
                    element,
                    view,
                    "gls_ref",
                    msg!("the ref of a glossary entry must name a span of the unit"),
                )?;
            }
            "gls:translation" => {
                span_ref(
                    element,
                    view,
                    "gls_ref",
                    msg!("the ref of a glossary entry must name a span of the unit"),
                )?;
            }
            "mda:metadata" => metadata_ids(element)?,
            "res:resourceData" => {
                unique(element.elements(), msg!("resource ids must be unique"))?;
                let items = element
                    .elements()
                    .filter(|item| &*item.local == "resourceItem");
                let ids = items.filter_map(|item| item.get("id"));
                checks.resources.extend(ids.map(str::to_owned));
            }
            "res:resourceItem" => resource_item(element, around)?,
            "res:resourceItemRef" => {
                let item = element.get("ref").unwrap_or("");
                if !checks.resource_refs.contains_key(item) {
                    checks.resource_refs.insert(item.to_owned(), element.at);
                }
            }
            "val:rule" => rule(element)?,
            "ctr:revisions" => current_version(element)?,
            _ => {}
        }
    }
    Ok(())
}

/// Checks a module that is in a `<file>` or `<group>` and records what it defines.
pub(crate) fn check_file_modules(
    element: &Element,
    at_file: bool,
    around: &Around,
    checks: &mut FileChecks,
) -> Result<(), Violation> {
    check_modules(element, None, around, checks)?;
    if !at_file || table_name(element) != "val:validation" {
        return Ok(());
    }
    let disabled = element
        .elements()
        .find(|rule| rule.get("disabled") == Some("yes"));
    match disabled {
        None => Ok(()),
        Some(rule) => Err(Violation::new(
            rule,
            "val_disabled",
            msg!("a rule cannot be disabled on <file>"),
            msg!("a rule cannot be disabled on <file>: nothing above it sets one"),
        )),
    }
}

/// Checks the attributes of `fs` on an element of the core.
fn attributes(element: &Element) -> Result<(), Violation> {
    if !is_core(element) {
        return Ok(());
    }
    let style = module_attr(element, "fs", "fs");
    let sub_style = module_attr(element, "fs", "subFs");
    if sub_style.is_some() && style.is_none() {
        return Err(Violation::new(
            element,
            "subfs",
            msg!("subFs needs fs"),
            msg!("fs:subFs needs fs:fs"),
        ));
    }
    let styled = style.is_some() || sub_style.is_some();
    if styled && &*element.local == "ec" && element.get("isolated") != Some("yes") {
        return Err(Violation::new(
            element,
            "fs",
            msg!("fs is allowed only on an isolated ec"),
            msg!("fs:fs is used on an <ec> that is not isolated"),
        ));
    }
    Ok(())
}

/// Returns whether a reference such as `#m1`, `#t=m1`, `#f=f1/u=u1/m1` or `m1` names something
/// inside a segment.
fn names_span(view: &UnitView<'_>, reference: &str) -> bool {
    let fragment = reference.split_once('#').map_or(reference, |(_, id)| id);
    let last = fragment.rsplit('/').next().unwrap_or(fragment);
    let id = last.strip_prefix("t=").unwrap_or(last);
    view.segment_ids.contains(id) || view.with_id(id).next().is_some()
}

fn span_ref(
    element: &Element,
    view: Option<&UnitView<'_>>,
    anchor: &str,
    clause: Message,
) -> Result<(), Violation> {
    let (Some(reference), Some(view)) = (element.get("ref"), view) else {
        return Ok(());
    };
    fragment::check(element)?;
    if names_span(view, reference) {
        return Ok(());
    }
    Err(Violation::new(
        element,
        anchor,
        clause,
        msg!(
            "`{reference}` is not a span of text in this <unit>",
            reference
        ),
    ))
}

fn candidate(
    element: &Element,
    view: Option<&UnitView<'_>>,
    around: &Around,
) -> Result<(), Violation> {
    candidate_langs(element, around)?;
    if element.xml_lang().is_some() {
        return Err(Violation::new(
            element,
            "match",
            msg!("a match must have no xml:lang"),
            msg!("this <mtc:match> has xml:lang, which belongs on its <source> and <target>"),
        ));
    }
    if let Some(reference) = element.get("ref").filter(|own| !own.starts_with('#')) {
        return Err(Violation::new(
            element,
            "candidates_ref",
            msg!("the ref of a match must begin with #"),
            msg!(
                "`{reference}` does not refer to a part of this document",
                reference
            ),
        ));
    }
    span_ref(
        element,
        view,
        "candidates_ref",
        msg!("the ref of a match must name a span of the unit"),
    )?;
    if element.get("subType").is_some() && element.get("type").is_none() {
        return Err(Violation::new(
            element,
            "candidates_subtype",
            msg!("the subType of a match needs type"),
            msg!("this <mtc:match> has a subType but no type"),
        ));
    }
    let data: HashSet<&str> = element
        .child("originalData")
        .into_iter()
        .flat_map(Element::elements)
        .filter_map(|data| data.get("id"))
        .collect();
    if let Some(original) = element.child("originalData") {
        unique(original.elements(), msg!("match data ids must be unique"))?;
    }
    let mut source = Vec::new();
    let mut target = Vec::new();
    for (name, into) in [("source", &mut source), ("target", &mut target)] {
        if let Some(text) = element.child(name) {
            text.elements()
                .for_each(|child| child.walk(&mut |inline| into.push(inline)));
        }
    }
    unique(
        source.iter().copied(),
        msg!("match inline ids must be unique"),
    )?;
    unique(
        target.iter().copied(),
        msg!("match inline ids must be unique"),
    )?;
    let named: HashMap<&str, &Element> = source
        .iter()
        .filter_map(|inline| Some((inline.get("id")?, *inline)))
        .collect();
    for inline in &target {
        let other = inline.get("id").and_then(|id| named.get(id));
        if other.is_some_and(|other| other.local != inline.local) {
            return Err(Violation::new(
                inline,
                "id",
                msg!("the target ids of a match must match its source ids"),
                msg!("this id belongs to another kind of element in the source"),
            ));
        }
    }
    for side in [&source, &target] {
        candidate_text(side, &data)?;
    }
    Ok(())
}

/// Checks that a match is in the languages of the document; the target of one that is only
/// for reference may be in another (XLIFF 2.1 `#reference`).
fn candidate_langs(element: &Element, around: &Around) -> Result<(), Violation> {
    let foreign = element.get("reference") == Some("yes");
    let langs = [
        ("source", Some(&*around.src_lang), false),
        ("target", around.trg_lang.as_deref(), foreign),
    ];
    for (name, lang, free) in langs {
        let Some(text) = element.child(name) else {
            continue;
        };
        if let (Some(own), Some(lang), false) = (text.xml_lang(), lang, free)
            && !is_lang(own, lang)
        {
            return Err(Violation::new(
                text,
                "match",
                msg!("a match must be in the languages of the document"),
                msg!(
                    "the xml:lang of this <{name}> is `{own}`, the document's is `{lang}`",
                    name,
                    own,
                    lang
                ),
            ));
        }
    }
    Ok(())
}

/// Checks that the current version is one of the revisions.
fn current_version(revisions: &Element) -> Result<(), Violation> {
    let Some(current) = revisions.get("currentVersion") else {
        return Ok(());
    };
    if revisions
        .elements()
        .any(|revision| revision.get("version") == Some(current))
    {
        return Ok(());
    }
    Err(Violation::new(
        revisions,
        "currentversion",
        msg!("currentVersion must name an existing revision"),
        msg!(
            "no <ctr:revision> here has the version `{current}`",
            current
        ),
    ))
}

/// Checks the inline content of one text of a match.
fn candidate_text(inline: &[&Element], data: &HashSet<&str>) -> Result<(), Violation> {
    let ends: HashSet<(&str, &str)> = inline
        .iter()
        .filter_map(|end| Some((&*end.local, end.get("startRef")?)))
        .collect();
    for element in inline {
        for name in ["dataRef", "dataRefStart", "dataRefEnd"] {
            if element.get(name).is_some_and(|id| !data.contains(id)) {
                return Err(Violation::new(
                    element,
                    name,
                    msg!("the dataRef of a match must name data of the match"),
                    msg!("{name} does not name a <data> of this <mtc:match>", name),
                ));
            }
        }
        if element.get("dataRefStart").is_some() != element.get("dataRefEnd").is_some() {
            return Err(Violation::new(
                element,
                "pc",
                msg!("dataRefStart and dataRefEnd must come together"),
                msg!("this <pc> has only one of dataRefStart and dataRefEnd"),
            ));
        }
        let end = match &*element.local {
            "sc" if element.get("isolated") != Some("yes") => "ec",
            "sm" => "em",
            _ => continue,
        };
        let ended = element
            .get("id")
            .is_some_and(|id| ends.contains(&(end, id)));
        if !ended {
            return Err(Violation::new(
                element,
                "match",
                msg!(
                    "a match must contain both ends of {local}",
                    local = element.local
                ),
                msg!(
                    "no <{end}> ends this <{local}> in the match",
                    end,
                    local = element.local
                ),
            ));
        }
    }
    Ok(())
}

fn glossary_ids(glossary: &Element) -> Result<(), Violation> {
    let mut named = Vec::new();
    for entry in glossary.elements() {
        named.push(entry);
        let translations = entry
            .elements()
            .filter(|child| &*child.local == "translation");
        named.extend(translations);
    }
    unique(named.into_iter(), msg!("glossary ids must be unique"))
}

fn metadata_ids(metadata: &Element) -> Result<(), Violation> {
    let mut named = Vec::new();
    metadata.walk(&mut |element| {
        if &*element.local != "meta" {
            named.push(element);
        }
    });
    unique(named.into_iter(), msg!("metadata ids must be unique"))
}

fn resource_item(item: &Element, around: &Around) -> Result<(), Violation> {
    let parts: Vec<&Element> = item
        .elements()
        .filter(|part| matches!(&*part.local, "source" | "target"))
        .collect();
    for part in &parts {
        let empty = part.children.is_empty();
        if part.get("href").is_none() && empty {
            return Err(Violation::new(
                part,
                "res_source",
                msg!("a resource needs href or content"),
                msg!(
                    "this <res:{local}> has neither href nor content",
                    local = part.local
                ),
            ));
        }
        if part.get("href").is_some() && !empty {
            return Err(Violation::new(
                part,
                "res_source",
                msg!("a resource with href must be empty"),
                msg!(
                    "this <res:{local}> has both href and content",
                    local = part.local
                ),
            ));
        }
        let lang = if &*part.local == "source" {
            Some(&*around.src_lang)
        } else {
            around.trg_lang.as_deref()
        };
        let own = part.xml_lang();
        if own.is_some_and(|own| lang.is_none_or(|lang| !is_lang(own, lang))) {
            return Err(Violation::new(
                part,
                "res_source",
                msg!("the xml:lang of a resource must match the document"),
                msg!(
                    "the xml:lang of this <res:{local}> is not the document's",
                    local = part.local
                ),
            ));
        }
    }
    let inline = parts.iter().any(|part| part.elements().next().is_some());
    if item.get("mimeType").is_none() && !inline {
        return Err(Violation::new(
            item,
            "res_resourceitem",
            msg!("a resource without content needs mimeType"),
            msg!("this <res:resourceItem> refers outside the file but has no mimeType"),
        ));
    }
    Ok(())
}

fn rule(rule: &Element) -> Result<(), Violation> {
    let has = |name: &str| rule.get(name).is_some();
    let tests = ["isPresent", "isNotPresent", "startsWith", "endsWith"];
    let count = tests.iter().filter(|name| has(name)).count();
    let custom = rule.attrs.iter().any(|attr| !attr.ns.is_empty());
    if count > 1 {
        return Err(Violation::new(
            rule,
            "val_rule",
            msg!("a rule must have only one test"),
            msg!("this <val:rule> has more than one test"),
        ));
    }
    if count == 0 && !custom {
        return Err(Violation::new(
            rule,
            "val_rule",
            msg!("a rule needs a test"),
            msg!("this <val:rule> tests nothing"),
        ));
    }
    if has("occurs") && !has("isPresent") {
        return Err(Violation::new(
            rule,
            "val_occurs",
            msg!("occurs needs isPresent"),
            msg!("this <val:rule> has occurs but no isPresent"),
        ));
    }
    let positive = ["isPresent", "startsWith", "endsWith"];
    if has("existsInSource") && !positive.iter().any(|name| has(name)) {
        return Err(Violation::new(
            rule,
            "val_existsinsource",
            msg!("existsInSource needs a positive test"),
            msg!("existsInSource is allowed only beside isPresent, startsWith or endsWith"),
        ));
    }
    Ok(())
}
