//! The constraints of XLIFF 2 that a schema cannot say, unit by unit and file by file.
//!
//! Each rule names its clause; docs/formats.md lists them with a file that keeps and a file
//! that breaks each. Where the specification only warns, nothing is refused.

mod codes;
mod ids;
mod its;
mod marks;
mod modules;
mod places;
mod reorder;
mod segments;

use super::refuse::Refusal;
use super::schema::prefix_of;
use crate::format::xml::Element;

pub(super) use its::check_its;
pub(super) use modules::{check_file_modules, check_modules};
pub(super) use places::Modules;

/// What the elements around a unit say.
#[derive(Clone, Debug, Default)]
pub(super) struct Around {
    /// The source language.
    pub(super) src_lang: String,
    /// The target language.
    pub(super) trg_lang: Option<String>,
    /// Whether an element around says its ITS version.
    pub(super) its_version: bool,
    /// Whether an element around rates the quality by score, and by vote.
    pub(super) rated: (bool, bool),
}

/// What is checked at the end of a file.
#[derive(Clone, Debug, Default)]
pub(super) struct FileChecks {
    /// The ids of its units.
    pub(super) units: std::collections::HashSet<String>,
    /// The ids of its groups.
    pub(super) groups: std::collections::HashSet<String>,
    /// Names of units that sub-flows point to, with the clause of the pointing attribute.
    pub(super) sub_flows: Vec<(String, Refusal)>,
    /// The resource items of the file.
    pub(super) resources: std::collections::HashSet<String>,
    /// Resource items that are pointed to.
    pub(super) resource_refs: Vec<(String, Refusal)>,
}

impl FileChecks {
    /// Checks what points from one part of a file to another.
    pub(super) fn finish(self) -> Result<(), Refusal> {
        for (unit, refusal) in self.sub_flows {
            if !self.units.contains(&unit) {
                return Err(refusal);
            }
        }
        for (item, refusal) in self.resource_refs {
            if !self.resources.contains(&item) {
                return Err(refusal);
            }
        }
        Ok(())
    }
}

/// Which text of a segment an inline element stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum In {
    /// The source.
    Source,
    /// The target.
    Target,
}

/// An inline element and where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Inline<'e> {
    /// The element.
    pub(super) element: &'e Element,
    /// The text that it stands in.
    pub(super) side: In,
    /// The number of its segment or ignorable in the unit.
    pub(super) segment: usize,
    /// The `<pc>` around it, by its place in the list.
    pub(super) pc: Option<usize>,
}

impl Inline<'_> {
    /// Returns whether the element is an inline code (and no annotation).
    pub(super) fn is_code(&self) -> bool {
        matches!(&*self.element.local, "pc" | "sc" | "ec" | "ph")
    }

    /// Returns an attribute.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.element.get(name)
    }

    /// Returns a refusal at the element.
    pub(super) fn refuse(&self, anchor: &str, clause: &str, message: String) -> Refusal {
        Refusal::new(self.element, anchor, clause, message)
    }
}

/// A unit with its inline elements in document order.
pub(super) struct UnitView<'e> {
    /// The element.
    pub(super) unit: &'e Element,
    /// Its segments and ignorables.
    pub(super) segments: Vec<&'e Element>,
    /// The inline elements of all their texts.
    pub(super) inline: Vec<Inline<'e>>,
}

impl<'e> UnitView<'e> {
    fn new(unit: &'e Element) -> Self {
        let segments: Vec<&Element> = unit
            .elements()
            .filter(|child| is_core(child) && matches!(&*child.local, "segment" | "ignorable"))
            .collect();
        let mut inline = Vec::new();
        for (segment, element) in segments.iter().enumerate() {
            for (side, name) in [(In::Source, "source"), (In::Target, "target")] {
                if let Some(text) = element.child(name) {
                    collect(text, side, segment, None, &mut inline);
                }
            }
        }
        Self {
            unit,
            segments,
            inline,
        }
    }

    /// Returns the inline elements of one side.
    pub(super) fn side(&self, side: In) -> impl Iterator<Item = (usize, &Inline<'e>)> {
        self.inline
            .iter()
            .enumerate()
            .filter(move |(_, inline)| inline.side == side)
    }

    /// Returns the child of a segment that holds its target.
    pub(super) fn target(&self, segment: usize) -> Option<&'e Element> {
        self.segments.get(segment)?.child("target")
    }

    /// Returns the original data that the unit holds, by id.
    pub(super) fn data(&self) -> impl Iterator<Item = &'e Element> + use<'e> {
        let data = self.unit.child("originalData");
        data.into_iter().flat_map(Element::elements)
    }
}

fn collect<'e>(
    parent: &'e Element,
    side: In,
    segment: usize,
    pc: Option<usize>,
    into: &mut Vec<Inline<'e>>,
) {
    for element in parent.elements().filter(|child| is_core(child)) {
        let at = into.len();
        into.push(Inline {
            element,
            side,
            segment,
            pc,
        });
        let inside = if &*element.local == "pc" {
            Some(at)
        } else {
            pc
        };
        collect(element, side, segment, inside, into);
    }
}

/// Returns whether an element is of the core.
pub(super) fn is_core(element: &Element) -> bool {
    prefix_of(&element.ns) == "xlf"
}

/// Returns whether the language `tag` is `lang` or a kind of it (`lang()` of the path language).
pub(super) fn is_lang(tag: &str, lang: &str) -> bool {
    let tag = tag.to_ascii_lowercase();
    let lang = lang.to_ascii_lowercase();
    tag == lang
        || tag
            .strip_prefix(&lang)
            .is_some_and(|rest| rest.starts_with('-'))
}

/// Refuses the second of two elements with the same `id`.
pub(super) fn unique<'e>(
    elements: impl Iterator<Item = &'e Element>,
    clause: &str,
) -> Result<(), Refusal> {
    let mut seen = std::collections::HashSet::new();
    for element in elements {
        if let Some(id) = element.get("id")
            && !seen.insert(id)
        {
            return Err(Refusal::new(
                element,
                "id",
                clause,
                format!("the id `{id}` is used twice"),
            ));
        }
    }
    Ok(())
}

/// Checks everything inside one unit.
pub(super) fn check_unit(
    unit: &Element,
    around: &Around,
    checks: &mut FileChecks,
) -> Result<(), Refusal> {
    let view = UnitView::new(unit);
    if !view
        .segments
        .iter()
        .any(|segment| &*segment.local == "segment")
    {
        return Err(Refusal::new(
            unit,
            "unit",
            "unit has a segment",
            "this <unit> has no <segment>",
        ));
    }
    let mut modules = Modules::default();
    for child in unit.elements() {
        modules.take(unit, child)?;
    }
    check_notes(unit)?;
    unique(view.data(), "data ids are unique")?;
    ids::check(&view)?;
    segments::check(&view, around)?;
    codes::check(&view, checks)?;
    reorder::check(&view)?;
    marks::check(&view)?;
    check_modules(unit, Some(&view), around, checks)?;
    check_its(unit, around, Some(unit))
}

/// Checks the notes of a file, group or unit.
pub(super) fn check_notes(owner: &Element) -> Result<(), Refusal> {
    match owner
        .elements()
        .find(|child| is_core(child) && &*child.local == "notes")
    {
        None => Ok(()),
        Some(notes) => unique(notes.elements(), "note ids are unique"),
    }
}
