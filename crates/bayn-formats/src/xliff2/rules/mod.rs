//! The constraints of XLIFF 2 that a schema cannot express, unit by unit and file by file.
//!
//! Each rule names its clause; docs/formats.md lists them with a file that keeps and a file
//! that breaks each. If the specification only warns, nothing is rejected.

mod changes;
mod codes;
mod fragment;
mod ids;
mod its;
mod marks;
mod modules;
mod parents;
mod reorder;
mod segments;
mod sizes;

use super::schema::prefix_of;
use super::violation::Violation;
use crate::xml::{Attr, Element, XML_NS};
use bayn_text::Message;
use bayn_text::msg;
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher, BuildHasherDefault, Hasher, RandomState};
use std::sync::Arc;

pub(super) use its::check_its;
pub(super) use modules::{check_file_modules, check_modules};
pub(super) use parents::Modules;
pub(super) use sizes::check_sizes;

/// Inherited attributes of the elements around a unit.
#[derive(Clone, Debug, Default)]
pub(super) struct Around {
    /// The source language.
    pub(super) src_lang: Arc<str>,
    /// The target language.
    pub(super) trg_lang: Option<Arc<str>>,
    /// Whether an enclosing element gives its ITS version.
    pub(super) its_version: bool,
    /// Whether an enclosing element rates the quality by score, and by vote.
    pub(super) rated: (bool, bool),
    /// The `xml:lang` of the innermost enclosing element that has one.
    pub(super) xml_lang: Option<Arc<str>>,
    /// Whether white space is preserved.
    pub(super) preserves: bool,
}

impl Around {
    /// Returns the inherited attributes for the children of an element.
    pub(super) fn within(&self, element: &Element) -> Self {
        let has = |name: &str| module_attr(element, "its", name).is_some();
        Self {
            its_version: self.its_version || has("version"),
            rated: (
                self.rated.0 || has("locQualityRatingScore"),
                self.rated.1 || has("locQualityRatingVote"),
            ),
            xml_lang: element
                .xml_lang()
                .map(Into::into)
                .or_else(|| self.xml_lang.clone()),
            preserves: self.preserves_in(element),
            ..self.clone()
        }
    }

    /// Returns whether white space is preserved in an element.
    fn preserves_in(&self, element: &Element) -> bool {
        match element.get_ns(XML_NS, "space") {
            Some(own) => own == "preserve",
            None => self.preserves,
        }
    }
}

/// Returns an attribute of a module by the table's prefix.
fn module_attr<'e>(element: &'e Element, prefix: &str, local: &str) -> Option<&'e str> {
    // Few elements have an attribute of a module: what costs nothing is asked first.
    let named = |attr: &&Attr| !attr.ns.is_empty() && &*attr.local == local;
    let found = element.attrs.iter().filter(named);
    let mut found = found.filter(|attr| prefix_of(&attr.ns) == prefix);
    found.next().map(|attr| attr.value.as_str())
}

/// Data that is checked at the end of a file.
#[derive(Clone, Debug, Default)]
pub(super) struct FileChecks {
    /// The ids of its units, as numbers: storing the strings of millions of ids would take too much memory.
    units: HashSet<u64, BuildHasherDefault<Hashed>>,
    hasher: RandomState,
    /// The ids of its groups.
    pub(super) groups: HashSet<String>,
    /// Names of units that sub-flows point to, each once, with the first that does.
    pub(super) sub_flows: HashMap<String, SubFlow>,
    /// The resource items of the file.
    pub(super) resources: HashSet<String>,
    /// Referenced resource items, with the first reference.
    pub(super) resource_refs: HashMap<String, usize>,
    /// Its size restrictions.
    pub(super) sizes: sizes::Sizes,
}

/// A reference of an inline code to another unit.
#[derive(Clone, Copy, Debug)]
pub(super) struct SubFlow {
    /// The place of the code in the file.
    pub(super) at: usize,
    /// The attribute.
    pub(super) name: &'static str,
}

/// The hasher of numbers that are hashes.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Hashed(u64);

impl Hasher for Hashed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = number;
    }
}

impl FileChecks {
    /// Records the id of a unit; returns whether no other has it.
    pub(super) fn add_unit(&mut self, id: &str) -> bool {
        self.units.insert(self.hasher.hash_one(id))
    }

    /// Checks references from one part of a file to another.
    pub(super) fn finish(self) -> Result<(), Violation> {
        let gone = self.sub_flows.iter();
        let gone =
            gone.filter(|(unit, _)| !self.units.contains(&self.hasher.hash_one(unit.as_str())));
        if let Some((unit, flow)) = gone.min_by_key(|(_, flow)| flow.at) {
            let name = flow.name;
            return Err(Violation::at(
                flow.at,
                name,
                msg!("{name} must name units of the file", name),
                msg!(
                    "{name} names `{unit}`, which is not a <unit> of this <file>",
                    name,
                    unit
                ),
            ));
        }
        let gone = self.resource_refs.iter();
        let gone = gone.filter(|(item, _)| !self.resources.contains(*item));
        match gone.min_by_key(|(_, at)| **at) {
            None => Ok(()),
            Some((item, at)) => Err(Violation::at(
                *at,
                "res_ref",
                msg!("the ref of a resource must name an item of the file"),
                msg!("`{item}` is not a <res:resourceItem> of this <file>", item),
            )),
        }
    }
}

/// Which text of a segment an inline element is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum In {
    /// The source.
    Source,
    /// The target.
    Target,
}

/// An inline element and where it is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Inline<'e> {
    /// The element.
    pub(super) element: &'e Element,
    /// The text that it is in.
    pub(super) side: In,
    /// The number of its segment or ignorable in the unit.
    pub(super) segment: usize,
    /// The `<pc>` around it, by its place in the list.
    pub(super) pc: Option<usize>,
}

impl Inline<'_> {
    /// Returns whether the element is an inline code (and not an annotation).
    pub(super) fn is_code(&self) -> bool {
        matches!(&*self.element.local, "pc" | "sc" | "ec" | "ph")
    }

    /// Returns an attribute.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.element.get(name)
    }

    /// Returns a violation at the element.
    pub(super) fn refuse(&self, anchor: &str, clause: Message, message: Message) -> Violation {
        Violation::new(self.element, anchor, clause, message)
    }
}

/// A unit with its inline elements in document order, which are found by name at once: a unit
/// may have very many.
pub(super) struct UnitView<'e> {
    /// Its segments and ignorables.
    pub(super) segments: Vec<&'e Element>,
    /// The inline elements of all their texts.
    pub(super) inline: Vec<Inline<'e>>,
    /// Its original data.
    pub(super) data: Vec<&'e Element>,
    /// The ids of its segments.
    pub(super) segment_ids: HashSet<&'e str>,
    /// The ids of its original data.
    pub(super) data_ids: HashSet<&'e str>,
    /// The number of its notes with each id.
    pub(super) notes: HashMap<&'e str, usize>,
    /// The places of the two ends of pairs (`sc`, `ec`, `sm`, `em`) in document order, by side,
    /// element and the name that they share.
    ends: HashMap<(In, &'e str, &'e str), Vec<usize>>,
    /// The places of the inline elements of each id.
    by_id: HashMap<&'e str, Vec<usize>>,
    /// The first place in a text of what has an element's name and its id (or `startRef`).
    first: HashMap<(In, usize, Name<'e>), usize>,
    /// The names of the inline elements of all targets.
    in_targets: HashSet<Name<'e>>,
}

/// The name of an inline element with its key: its id, or else its `startRef`.
pub(super) type Name<'e> = (&'e str, Option<&'e str>);

/// Returns the key of an inline element.
pub(super) fn name_of<'e>(inline: &Inline<'e>) -> Name<'e> {
    let element = inline.element;
    let id = element.get("id").or_else(|| element.get("startRef"));
    (&element.local, id)
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
        let data: Vec<&Element> = unit
            .child("originalData")
            .into_iter()
            .flat_map(Element::elements)
            .collect();
        let mut notes = HashMap::new();
        for note in unit.child("notes").into_iter().flat_map(Element::elements) {
            if let Some(id) = note.get("id") {
                *notes.entry(id).or_default() += 1;
            }
        }
        let mut view = Self {
            segment_ids: segments
                .iter()
                .filter(|segment| &*segment.local == "segment")
                .filter_map(|segment| segment.get("id"))
                .collect(),
            data_ids: data.iter().filter_map(|data| data.get("id")).collect(),
            segments,
            inline,
            data,
            notes,
            ends: HashMap::new(),
            by_id: HashMap::new(),
            first: HashMap::new(),
            in_targets: HashSet::new(),
        };
        view.index();
        view
    }

    fn index(&mut self) {
        for (at, inline) in self.inline.iter().enumerate() {
            let element = inline.element;
            if let Some(id) = element.get("id") {
                self.by_id.entry(id).or_default().push(at);
            }
            let shared = match &*element.local {
                "sc" | "sm" => element.get("id"),
                "ec" | "em" => element.get("startRef"),
                _ => None,
            };
            if let Some(shared) = shared {
                let key = (inline.side, &*element.local, shared);
                self.ends.entry(key).or_default().push(at);
            }
            let key = (inline.side, inline.segment, name_of(inline));
            self.first.entry(key).or_insert(at);
            if inline.side == In::Target {
                self.in_targets.insert(name_of(inline));
            }
        }
    }

    /// Returns the places of the ends of pairs with this element and shared name on a side.
    pub(super) fn ends<'k>(&'k self, side: In, element: &'k str, shared: &'k str) -> &'k [usize]
    where
        'e: 'k,
    {
        self.ends
            .get(&(side, element, shared))
            .map_or(&[], Vec::as_slice)
    }

    /// Returns the inline elements with this id.
    pub(super) fn with_id(&self, id: &str) -> impl Iterator<Item = &Inline<'e>> {
        let places = self.by_id.get(id).map_or(&[][..], Vec::as_slice);
        places.iter().filter_map(|at| self.inline.get(*at))
    }

    /// Returns the first position of this key in one text of a segment.
    pub(super) fn first(&self, side: In, segment: usize, name: Name<'_>) -> Option<usize> {
        self.first.get(&(side, segment, name)).copied()
    }

    /// Returns whether a target of the unit contains this key.
    pub(super) fn is_in_a_target(&self, name: Name<'_>) -> bool {
        self.in_targets.contains(&name)
    }

    /// Returns the inline elements of one side.
    pub(super) fn side(&self, side: In) -> impl Iterator<Item = (usize, &Inline<'e>)> {
        self.inline
            .iter()
            .enumerate()
            .filter(move |(_, inline)| inline.side == side)
    }

    /// Returns the child of a segment that is its target.
    pub(super) fn target(&self, segment: usize) -> Option<&'e Element> {
        self.segments.get(segment)?.child("target")
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

/// Returns whether the language `tag` is `lang` or a variety of it (`lang()` of the path language).
pub(super) fn is_lang(tag: &str, lang: &str) -> bool {
    let start = tag.as_bytes().get(..lang.len());
    start.is_some_and(|start| start.eq_ignore_ascii_case(lang.as_bytes()))
        && matches!(tag.as_bytes().get(lang.len()), None | Some(b'-'))
}

/// Rejects the second of two elements with the same `id`.
pub(super) fn unique<'e>(
    elements: impl Iterator<Item = &'e Element>,
    clause: Message,
) -> Result<(), Violation> {
    let mut seen = HashSet::new();
    for element in elements {
        if let Some(id) = element.get("id")
            && !seen.insert(id)
        {
            return Err(Violation::new(
                element,
                "id",
                clause.clone(),
                msg!("the id `{id}` is used twice", id),
            ));
        }
    }
    Ok(())
}

/// Checks everything inside one unit: returns the first finding of each kind of rule.
pub(super) fn check_unit(
    unit: &Element,
    around: &Around,
    checks: &mut FileChecks,
) -> Vec<Violation> {
    let view = UnitView::new(unit);
    let is_segment = |segment: &&Element| &*segment.local == "segment";
    let has_segment = match view
        .segments
        .iter()
        .copied()
        .find(|segment| is_segment(segment))
    {
        Some(_) => Ok(()),
        None => Err(Violation::new(
            unit,
            "unit",
            msg!("a unit needs a segment"),
            msg!("this <unit> has no <segment>"),
        )),
    };
    let mut modules = Modules::default();
    let once = unit
        .elements()
        .try_for_each(|child| modules.check_child(unit, child));
    let ids = unit
        .elements()
        .try_for_each(|child| modules.check_ids(child));
    let checked = [
        has_segment,
        once,
        ids,
        check_notes(unit),
        unique(view.data.iter().copied(), msg!("data ids must be unique")),
        ids::check(&view),
        segments::check(&view, &around.within(unit)),
        codes::check(&view, checks),
        reorder::check(&view),
        marks::check(&view),
        check_modules(unit, Some(&view), around, checks),
        changes::check(unit),
        check_its(unit, around, true),
    ];
    checked.into_iter().filter_map(Result::err).collect()
}

/// Checks the notes of a file, group or unit.
pub(super) fn check_notes(owner: &Element) -> Result<(), Violation> {
    match owner
        .elements()
        .find(|child| is_core(child) && &*child.local == "notes")
    {
        None => Ok(()),
        Some(notes) => unique(notes.elements(), msg!("note ids must be unique")),
    }
}
