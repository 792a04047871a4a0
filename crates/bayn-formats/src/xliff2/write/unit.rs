//! The segments of one unit, and the identifiers of what is in them.

use super::nesting::{Key, foreign_marks, inline_text, key, nested_pairs};
use super::{Ids, Owned, own_attrs, start};
use crate::attrs::attr;
use crate::corpus::{Corpus, Segment, State, Unit, needs_space};
use crate::left_out::LeftOut;
use crate::text::{Code, Part, Role, Text};
use crate::xml::{XmlOut, is_name_char};
use bayn_text::label;
use std::collections::{HashMap, HashSet, VecDeque};

/// A segment as XML.
pub(super) struct Written {
    pub(super) name: &'static str,
    pub(super) attrs: Vec<(String, String)>,
    pub(super) source: String,
    /// The target, and its place among those of the unit.
    pub(super) target: Option<(String, Option<String>)>,
    /// Whether white space is significant; the specification requires the same for both texts.
    pub(super) preserves: bool,
}

impl Written {
    /// Writes the segment; its texts declare their languages if given.
    pub(super) fn write(&self, out: &mut XmlOut, langs: Option<&[String; 2]>) {
        start(out, self.name, &self.attrs);
        let shared = |lang: usize| {
            let said = langs.and_then(|langs| langs.get(lang));
            let space = self.preserves.then_some(("xml:space", "preserve"));
            let said = said.map(|tag| ("xml:lang", tag.as_str()));
            said.into_iter().chain(space).collect::<Vec<(&str, &str)>>()
        };
        out.leaf("source", &shared(0), &self.source);
        if let Some((xml, order)) = &self.target {
            let mut attrs = shared(1);
            if let Some(order) = order {
                attrs.push(("order", order));
            }
            out.leaf("target", &attrs, xml);
        }
        out.close(self.name);
    }
}

/// Writes the texts of one unit, collecting the native codes.
pub(super) struct UnitWriter {
    pub(super) data: Vec<String>,
    /// The places of the native codes in `data`.
    data_places: HashMap<String, usize>,
    ids: Ids,
    /// Pairs that do not nest in some text of the unit: written as two ends everywhere.
    split: HashSet<Key>,
    /// The places, counted over all codes of a side, of ends that have their other end in
    /// the right order.
    paired: [HashSet<usize>; 2],
    /// How many codes of each side were written.
    written: [usize; 2],
    /// The ids written on each side so far.
    used: [HashSet<String>; 2],
    /// The starts that are open: their id and the hints that their end repeats.
    open: [HashMap<Key, Vec<(String, Owned)>>; 2],
    /// What the source of this segment wrote: ids by element and key, in order.
    of_source: HashMap<(&'static str, Key), VecDeque<String>>,
}

impl UnitWriter {
    pub(super) fn new(unit: &Unit) -> Self {
        let mut writer = Self {
            data: Vec::new(),
            data_places: HashMap::new(),
            ids: Ids::default(),
            split: HashSet::new(),
            paired: Default::default(),
            written: [0, 0],
            used: Default::default(),
            open: Default::default(),
            of_source: HashMap::new(),
        };
        let mut open: [HashMap<Key, Vec<usize>>; 2] = Default::default();
        let mut count = [0, 0];
        for segment in &unit.segments {
            writer.ids.take(&segment.id);
            for side in 0..2 {
                if let Some(text) = segment.joined(side) {
                    writer.survey(&text, side, &mut open, &mut count);
                }
            }
        }
        writer
    }

    /// Records which codes of a text have their other end, and which pairs do not nest.
    fn survey(
        &mut self,
        text: &Text,
        side: usize,
        open: &mut [HashMap<Key, Vec<usize>>; 2],
        count: &mut [usize; 2],
    ) {
        let nested = nested_pairs(text, &HashSet::new());
        let (Some(open), Some(count), Some(paired)) = (
            open.get_mut(side),
            count.get_mut(side),
            self.paired.get_mut(side),
        ) else {
            return;
        };
        for (at, part) in text.parts().iter().enumerate() {
            let Part::Code(code) = part else {
                continue;
            };
            self.ids.take(&code.id);
            match code.role {
                Role::Open => open.entry(key(code)).or_default().push(*count),
                Role::Close => {
                    if let Some(start) = open.get_mut(&key(code)).and_then(Vec::pop) {
                        paired.insert(start);
                        paired.insert(*count);
                    }
                }
                Role::Alone => {}
            }
            *count += 1;
            if code.role != Role::Alone && !nested.contains_key(&at) {
                self.split.insert(key(code));
            }
        }
    }

    pub(super) fn segment(
        &mut self,
        corpus: &Corpus,
        segment: &Segment,
        left_out: &mut LeftOut,
    ) -> Written {
        let mut attrs = Vec::new();
        if !segment.id.is_empty() {
            attrs.push(("id".to_owned(), self.segment_id(&segment.id)));
        }
        let has_target = corpus.langs.len() > 1 && !segment.sentences(1).is_empty();
        if let (Some(state), false) = (segment.state, segment.ignorable) {
            left_out.count(
                label!("states of segments without a target"),
                !has_target && state != State::Initial,
            );
            let state = if has_target { state } else { State::Initial };
            attrs.push(("state".to_owned(), state.name().to_owned()));
        }
        let has_state = attrs.iter().any(|(name, _)| name == "state");
        for (name, value) in own_attrs(&segment.attrs) {
            let fits = match name.as_str() {
                "order" => false,
                "subState" => has_state,
                _ => !segment.ignorable,
            };
            if fits {
                attrs.push((name, value));
            }
        }
        left_out.count(label!("confidence values"), segment.confidence.is_some());
        for lang in 0..2 {
            left_out.count(
                label!("sentence boundaries inside segments"),
                segment.sentences(lang).len() > 1,
            );
        }
        left_out.count(
            label!("the difference between no source and an empty one"),
            segment.sentences(0).is_empty(),
        );
        let source = segment.joined(0).unwrap_or_default();
        let source_xml = self.text(&source, 0, left_out);
        let mut preserves = needs_space(&source);
        let target = has_target.then(|| {
            let target = segment.joined(1).unwrap_or_default();
            preserves |= needs_space(&target);
            let order = attr(&segment.attrs, "x2:order").map(str::to_owned);
            (self.text(&target, 1, left_out), order)
        });
        Written {
            name: if segment.ignorable {
                "ignorable"
            } else {
                "segment"
            },
            attrs,
            source: source_xml,
            target,
            preserves,
        }
    }

    fn text(&mut self, text: &Text, side: usize, left_out: &mut LeftOut) -> String {
        let mut xml = String::new();
        if side == 0 {
            self.of_source.clear();
        }
        let nested = nested_pairs(text, &self.split);
        let dropped = foreign_marks(text);
        for (at, part) in text.parts().iter().enumerate() {
            match part {
                Part::Text(piece) => xml.push_str(&inline_text(piece)),
                Part::Code(_) if dropped.contains(&at) => {
                    self.step(side);
                    left_out.count(label!("highlights of other formats"), true);
                }
                Part::Code(code) => {
                    let other = nested.get(&at).and_then(|other| text.parts().get(*other));
                    let other = match other {
                        Some(Part::Code(other)) => Some(&**other),
                        _ => None,
                    };
                    let paired = self.step(side);
                    self.code(&mut xml, (side, paired), code, other);
                }
            }
        }
        xml
    }

    /// Returns the id of a start or standalone code: its own, that of its counterpart in
    /// the source, or a new one if its own is used.
    pub(super) fn id(&mut self, name: &'static str, code: &Code, side: usize) -> String {
        let wish = &code.id;
        let is_token = !wish.is_empty() && wish.chars().all(|c| is_name_char(c) || c == ':');
        let is_free = |used: &[HashSet<String>; 2]| used.iter().all(|ids| !ids.contains(wish));
        let twin = match side {
            1 => self.of_source.get_mut(&(name, key(code))),
            _ => None,
        };
        let id = match twin.and_then(VecDeque::pop_front) {
            Some(id) => id,
            None if is_token && is_free(&self.used) => wish.clone(),
            None => self.ids.fresh("", if code.mark { "m" } else { "c" }),
        };
        if let Some(used) = self.used.get_mut(side) {
            used.insert(id.clone());
        }
        if side == 0 {
            let twins = self.of_source.entry((name, key(code))).or_default();
            twins.push_back(id.clone());
        }
        if let (Role::Open, Some(open)) = (code.role, self.open.get_mut(side)) {
            let mut hints = own_attrs(&code.attrs);
            hints.retain(|(name, _)| HINTS.contains(&name.as_str()));
            open.entry(key(code)).or_default().push((id.clone(), hints));
        }
        id
    }

    /// Counts a code of a side; returns whether it has its other end.
    fn step(&mut self, side: usize) -> bool {
        let Some(written) = self.written.get_mut(side) else {
            return false;
        };
        *written += 1;
        let at = *written - 1;
        self.paired
            .get(side)
            .is_some_and(|paired| paired.contains(&at))
    }

    /// Returns the start that an end closes.
    pub(super) fn close(&mut self, code: &Code, side: usize) -> Option<(String, Owned)> {
        self.open.get_mut(side)?.get_mut(&key(code))?.pop()
    }

    /// Returns the id of a segment: its own if it is a token and unused.
    fn segment_id(&mut self, wish: &str) -> String {
        let is_token = wish.chars().all(|c| is_name_char(c) || c == ':');
        let is_free = self.used.iter().all(|ids| !ids.contains(wish));
        let id = if is_token && is_free {
            wish.to_owned()
        } else {
            self.ids.fresh("", "s")
        };
        if let Some(used) = self.used.first_mut() {
            used.insert(id.clone());
        }
        id
    }

    pub(super) fn data_ref(&mut self, data: &str) -> Option<String> {
        if data.is_empty() {
            return None;
        }
        Some(self.data_id(data))
    }

    /// Returns the id of a native code, which is written once; it may be empty.
    pub(super) fn data_id(&mut self, data: &str) -> String {
        let at = self.data_places.get(data).copied().unwrap_or_else(|| {
            self.data.push(data.to_owned());
            self.data_places
                .insert(data.to_owned(), self.data.len() - 1);
            self.data.len() - 1
        });
        format!("d{}", at + 1)
    }
}

/// The hints that both ends of a pair agree in.
pub(super) const HINTS: [&str; 4] = ["canCopy", "canDelete", "canOverlap", "canReorder"];
