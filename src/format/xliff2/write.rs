//! Writing XLIFF 2.1.
//!
//! A pair of codes that nests becomes `<pc>`, one that does not becomes `<sc>` and `<ec>`;
//! half a pair is isolated. Identifiers are made where the corpus has none or where they are
//! not unique in their scope.

use crate::format::carried;
use crate::format::corpus::{
    Attrs, Corpus, FileInfo, Kept, Note, Segment, State, Unit, attr, needs_space, written_tag,
};
use crate::format::left_out::LeftOut;
use crate::format::text::{Code, Part, Role, Text};
use crate::format::xml::{XmlOut, escape_attr, is_name_char, is_xml_char, xml_text};
use crate::text::{Direction, Lang};
use crate::units::Side;
use std::collections::{HashMap, HashSet};
use std::fmt::Write;

/// Writes a corpus as XLIFF 2.1; what it cannot hold is counted in `left_out`.
#[must_use]
pub fn write(corpus: &Corpus, left_out: &mut LeftOut) -> String {
    let mut out = XmlOut::document();
    let has_target = corpus.langs.len() > 1;
    let lang = |at: usize| {
        corpus
            .langs
            .get(at)
            .map_or_else(|| "und".to_owned(), written_tag)
    };
    let (source, target) = (lang(0), lang(1));
    let mut attrs = vec![
        (
            "xmlns".to_owned(),
            "urn:oasis:names:tc:xliff:document:2.0".to_owned(),
        ),
        ("version".to_owned(), "2.1".to_owned()),
        ("srcLang".to_owned(), source),
    ];
    if has_target {
        attrs.push(("trgLang".to_owned(), target));
    }
    attrs.extend(own_attrs(&corpus.attrs));
    open(&mut out, "xliff", &attrs);
    let default = [FileInfo::default()];
    let files = if corpus.files.is_empty() {
        &default[..]
    } else {
        corpus.files.as_slice()
    };
    let mut ids = Ids::default();
    for (at, file) in files.iter().enumerate() {
        let units: Vec<&Unit> = corpus
            .units
            .iter()
            .filter(|unit| unit.file == at || (at == 0 && unit.file >= files.len()))
            .collect();
        if units.is_empty() {
            left_out.count(
                "documents without units",
                at > 0 || !file.original.is_empty(),
            );
            continue;
        }
        write_file(
            &mut out,
            corpus,
            file,
            &ids.fresh(&file.id, "f"),
            &units,
            left_out,
        );
    }
    out.close("xliff");
    left_out.count("languages beyond the second", corpus.langs.len() > 2);
    left_out.add("properties of the whole file", corpus.props.len());
    left_out.add("notes on the whole file", corpus.notes.len());
    left_out.add("elements of other formats", corpus.kept.len());
    out.finish()
}

/// Gives out identifiers that are NMTOKENs and unique.
#[derive(Default)]
struct Ids {
    taken: HashSet<String>,
    next: usize,
}

impl Ids {
    fn fresh(&mut self, wish: &str, prefix: &str) -> String {
        let is_token = !wish.is_empty() && wish.chars().all(|c| is_name_char(c) || c == ':');
        if is_token && self.taken.insert(wish.to_owned()) {
            return wish.to_owned();
        }
        loop {
            self.next += 1;
            let id = format!("{prefix}{}", self.next);
            if self.taken.insert(id.clone()) {
                return id;
            }
        }
    }
}

fn open(out: &mut XmlOut, name: &str, attrs: &[(String, String)]) {
    let attrs: Vec<(&str, &str)> = attrs
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    out.open(name, &attrs);
}

/// Returns the attributes that come from XLIFF 2, with the namespaces that they need.
fn own_attrs(attrs: &Attrs) -> Vec<(String, String)> {
    carried::give(attrs, "x2")
}

fn write_kept(out: &mut XmlOut, kept: &[Kept], place: &str, left_out: &mut LeftOut) {
    for element in kept {
        if element.place == place {
            out.kept(
                &element
                    .xml
                    .replace("xliff:document:2.2", "xliff:document:2.0"),
            );
        } else if !element.place.starts_with("x2:") {
            left_out.count("elements of other formats", true);
        }
    }
}

fn write_file(
    out: &mut XmlOut,
    corpus: &Corpus,
    file: &FileInfo,
    id: &str,
    units: &[&Unit],
    left_out: &mut LeftOut,
) {
    let mut attrs = vec![("id".to_owned(), id.to_owned())];
    if !file.original.is_empty() {
        attrs.push(("original".to_owned(), file.original.clone()));
    }
    for (at, name) in ["srcDir", "trgDir"].into_iter().enumerate() {
        let rtl = corpus
            .langs
            .get(at)
            .is_some_and(|lang: &Lang| lang.direction() == Direction::Rtl);
        if rtl && attr(&file.attrs, &format!("x2:{name}")).is_none() {
            attrs.push((name.to_owned(), "rtl".to_owned()));
        }
    }
    attrs.extend(own_attrs(&file.attrs));
    open(out, "file", &attrs);
    write_kept(out, &file.kept, "x2:skeleton", left_out);
    write_kept(out, &file.kept, "x2:file", left_out);
    write_notes(out, &file.notes, left_out);
    let mut unit_ids = Ids::default();
    let mut group_ids = Ids::default();
    let mut path: Vec<usize> = Vec::new();
    for unit in units {
        let wanted = path_of(corpus, unit);
        let shared = path.iter().zip(&wanted).take_while(|(a, b)| a == b).count();
        while path.len() > shared {
            path.pop();
            out.close("group");
        }
        for at in wanted.get(shared..).unwrap_or(&[]) {
            if let Some(group) = corpus.groups.get(*at) {
                let mut attrs = vec![("id".to_owned(), group_ids.fresh(&group.id, "g"))];
                attrs.extend(own_attrs(&group.attrs));
                open(out, "group", &attrs);
                write_kept(out, &group.kept, "x2:group", left_out);
                write_notes(out, &group.notes, left_out);
            }
            path.push(*at);
        }
        write_unit(out, corpus, unit, &unit_ids.fresh(&unit.id, "u"), left_out);
    }
    for _ in path {
        out.close("group");
    }
    out.close("file");
}

/// Returns the groups around a unit, outermost first.
fn path_of(corpus: &Corpus, unit: &Unit) -> Vec<usize> {
    let mut path = Vec::new();
    let mut next = unit.group;
    while let Some(at) = next {
        if path.contains(&at) || path.len() > 100 {
            break;
        }
        path.push(at);
        next = corpus.groups.get(at).and_then(|group| group.parent);
    }
    path.reverse();
    path
}

fn write_notes(out: &mut XmlOut, notes: &[Note], left_out: &mut LeftOut) {
    if notes.is_empty() {
        return;
    }
    out.open("notes", &[]);
    let mut ids = Ids::default();
    for note in notes {
        let mut attrs = Vec::new();
        if let Some(id) = attr(&note.attrs, "x2:id") {
            attrs.push(("id".to_owned(), ids.fresh(id, "n")));
        }
        if let Some(side) = note.side {
            let name = match side {
                Side::Source => "source",
                Side::Target => "target",
            };
            attrs.push(("appliesTo".to_owned(), name.to_owned()));
        }
        if !note.category.is_empty() {
            attrs.push(("category".to_owned(), note.category.clone()));
        }
        if let Some(priority) = note.priority {
            attrs.push(("priority".to_owned(), priority.clamp(1, 10).to_string()));
        }
        let own = own_attrs(&note.attrs);
        // `ref` on a note is of 2.2 only.
        attrs.extend(
            own.into_iter()
                .filter(|(name, _)| name != "id" && name != "ref"),
        );
        left_out.count("authors of notes", !note.from.is_empty());
        left_out.count_lost_chars(&note.text);
        let attrs: Vec<(&str, &str)> = attrs
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        out.leaf("note", &attrs, &xml_text(&note.text));
    }
    out.close("notes");
}

fn write_unit(out: &mut XmlOut, corpus: &Corpus, unit: &Unit, id: &str, left_out: &mut LeftOut) {
    let mut attrs = vec![("id".to_owned(), id.to_owned())];
    attrs.extend(own_attrs(&unit.attrs));
    open(out, "unit", &attrs);
    write_kept(out, &unit.kept, "x2:unit", left_out);
    write_notes(out, &unit.notes, left_out);
    left_out.add("properties", unit.props.len());
    let mut writer = UnitWriter::new(unit);
    let mut body = Vec::new();
    for segment in &unit.segments {
        body.push(writer.segment(corpus, segment, left_out));
    }
    if body.is_empty() {
        body.push(Written {
            name: "segment",
            attrs: Vec::new(),
            source: (String::new(), false),
            target: None,
        });
    }
    if !writer.data.is_empty() {
        out.open("originalData", &[]);
        for (number, data) in writer.data.iter().enumerate() {
            out.leaf(
                "data",
                &[("id", &format!("d{}", number + 1))],
                &inline_text(data),
            );
        }
        out.close("originalData");
    }
    for segment in body {
        segment.write(out);
    }
    out.close("unit");
}

/// A segment as XML.
struct Written {
    name: &'static str,
    attrs: Vec<(String, String)>,
    source: (String, bool),
    target: Option<(String, bool, Option<String>)>,
}

impl Written {
    fn write(&self, out: &mut XmlOut) {
        open(out, self.name, &self.attrs);
        let space = |preserve: bool| preserve.then_some(("xml:space", "preserve"));
        let attrs: Vec<(&str, &str)> = space(self.source.1).into_iter().collect();
        out.leaf("source", &attrs, &self.source.0);
        if let Some((xml, preserve, order)) = &self.target {
            let mut attrs: Vec<(&str, &str)> = space(*preserve).into_iter().collect();
            if let Some(order) = order {
                attrs.push(("order", order));
            }
            out.leaf("target", &attrs, xml);
        }
        out.close(self.name);
    }
}

/// A code by its id and whether it is a mark.
type Key = (String, bool);

fn key(code: &Code) -> Key {
    (code.id.clone(), code.mark)
}

/// Writes the texts of one unit, gathering the native codes.
struct UnitWriter {
    data: Vec<String>,
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
    /// What the source of this segment wrote: the element, its key, its id.
    of_source: Vec<(&'static str, Key, String)>,
}

impl UnitWriter {
    fn new(unit: &Unit) -> Self {
        let mut writer = Self {
            data: Vec::new(),
            ids: Ids::default(),
            split: HashSet::new(),
            paired: Default::default(),
            written: [0, 0],
            used: Default::default(),
            open: Default::default(),
            of_source: Vec::new(),
        };
        let mut open: [HashMap<Key, Vec<usize>>; 2] = Default::default();
        let mut count = [0, 0];
        for segment in &unit.segments {
            writer.ids.taken.insert(segment.id.clone());
            for side in 0..2 {
                if let Some(text) = segment.joined(side) {
                    writer.survey(&text, side, &mut open, &mut count);
                }
            }
        }
        writer
    }

    /// Notes which codes of a text have their other end, and which pairs do not nest.
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
            self.ids.taken.insert(code.id.clone());
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

    fn segment(&mut self, corpus: &Corpus, segment: &Segment, left_out: &mut LeftOut) -> Written {
        let mut attrs = Vec::new();
        if !segment.id.is_empty() {
            attrs.push(("id".to_owned(), self.segment_id(&segment.id)));
        }
        let has_target = corpus.langs.len() > 1 && !segment.sentences(1).is_empty();
        if let (Some(state), false) = (segment.state, segment.ignorable) {
            left_out.count(
                "states of segments without target",
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
        left_out.count("confidences", segment.confidence.is_some());
        for lang in 0..2 {
            left_out.count(
                "sentence bounds inside segments",
                segment.sentences(lang).len() > 1,
            );
        }
        left_out.count(
            "the difference between no source and an empty one",
            segment.sentences(0).is_empty(),
        );
        let source = segment.joined(0).unwrap_or_default();
        let source_xml = self.text(&source, 0, left_out);
        let target = has_target.then(|| {
            let target = segment.joined(1).unwrap_or_default();
            let order = attr(&segment.attrs, "x2:order").map(str::to_owned);
            (self.text(&target, 1, left_out), needs_space(&target), order)
        });
        Written {
            name: if segment.ignorable {
                "ignorable"
            } else {
                "segment"
            },
            attrs,
            source: (source_xml, needs_space(&source)),
            target,
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
                    left_out.count("highlights of other formats", true);
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

    /// Returns the id of a code that starts or stands alone: its own, that of its twin in
    /// the source, or a new one where its own is taken.
    fn id(&mut self, name: &'static str, code: &Code, side: usize) -> String {
        let wish = &code.id;
        let is_token = !wish.is_empty() && wish.chars().all(|c| is_name_char(c) || c == ':');
        let is_free = |used: &[HashSet<String>; 2]| used.iter().all(|ids| !ids.contains(wish));
        let twin = self
            .of_source
            .iter()
            .position(|(element, twin, _)| side == 1 && *element == name && *twin == key(code));
        let id = match twin {
            Some(at) => self.of_source.remove(at).2,
            None if is_token && is_free(&self.used) => wish.clone(),
            None => self.ids.fresh("", if code.mark { "m" } else { "c" }),
        };
        if let Some(used) = self.used.get_mut(side) {
            used.insert(id.clone());
        }
        if side == 0 {
            self.of_source.push((name, key(code), id.clone()));
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
    fn close(&mut self, code: &Code, side: usize) -> Option<(String, Owned)> {
        self.open.get_mut(side)?.get_mut(&key(code))?.pop()
    }

    /// Returns the id of a segment: its own where it is a token and free.
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

    fn data_ref(&mut self, data: &str) -> Option<String> {
        if data.is_empty() {
            return None;
        }
        let at = self
            .data
            .iter()
            .position(|known| known == data)
            .unwrap_or_else(|| {
                self.data.push(data.to_owned());
                self.data.len() - 1
            });
        Some(format!("d{}", at + 1))
    }

    /// Writes one code; `other` is the other end where the pair nests.
    fn code(
        &mut self,
        xml: &mut String,
        (side, paired): (usize, bool),
        code: &Code,
        other: Option<&Code>,
    ) {
        if let Some(hex) = attr(&code.attrs, "x2:hex") {
            let _ = write!(xml, "<cp hex=\"{}\"/>", escape_attr(hex));
            return;
        }
        let mut kept = own_attrs(&code.attrs);
        kept.retain(|(name, _)| !matches!(name.as_str(), "sc" | "ec" | "sm" | "em"));
        match (code.mark, code.role, other) {
            (true, Role::Close, Some(_)) => {
                self.close(code, side);
                xml.push_str("</mrk>");
            }
            (false, Role::Close, Some(_)) => {
                self.close(code, side);
                xml.push_str("</pc>");
            }
            (true, ..) if !paired => {}
            (true, ..) => self.mark(xml, side, code, other.is_some(), kept),
            (false, Role::Open, Some(close)) => self.pair(xml, side, code, close, kept),
            (false, ..) => self.single(xml, (side, paired), code, kept),
        }
    }

    fn mark(&mut self, xml: &mut String, side: usize, code: &Code, nests: bool, kept: Owned) {
        if code.role == Role::Close {
            if let Some((start, _)) = self.close(code, side) {
                let _ = write!(xml, "<em startRef=\"{}\"/>", escape_attr(&start));
            }
            return;
        }
        let name = if nests { "mrk" } else { "sm" };
        let mut attrs = vec![("id".into(), self.id(name, code, side))];
        let kind = mark_type(&code.kind);
        if !kind.is_empty() {
            attrs.push(("type".into(), kind));
        }
        attrs.extend(kept);
        push_tag(xml, name, &attrs, !nests);
    }

    fn pair(&mut self, xml: &mut String, side: usize, code: &Code, close: &Code, kept: Owned) {
        let mut attrs = vec![("id".into(), self.id("pc", code, side))];
        attrs.extend(code_type(&code.kind));
        let start = self.data_ref(&code.data);
        let end = self.data_ref(&close.data);
        // Both ends must refer to data, or none; an empty one is data too.
        if start.is_some() || end.is_some() {
            let start = start.unwrap_or_else(|| self_empty(&mut self.data));
            let end = end.unwrap_or_else(|| self_empty(&mut self.data));
            attrs.push(("dataRefEnd".into(), end));
            attrs.push(("dataRefStart".into(), start));
        }
        push_pair_attrs(&mut attrs, kept, &own_attrs(&close.attrs));
        push_tag(xml, "pc", &attrs, false);
    }

    fn single(
        &mut self,
        xml: &mut String,
        (side, paired): (usize, bool),
        code: &Code,
        mut kept: Owned,
    ) {
        let name = match code.role {
            Role::Open => "sc",
            Role::Close => "ec",
            Role::Alone => "ph",
        };
        kept.retain(|(name, _)| name != "isolated");
        let mut attrs = Owned::new();
        let start = if code.role == Role::Close && paired {
            self.close(code, side)
        } else {
            None
        };
        let isolated = code.role != Role::Alone && !paired;
        match start {
            Some((start, hints)) => {
                attrs.push(("startRef".into(), start));
                // Both ends agree in their hints; after the first of a sequence comes no.
                kept.retain(|(name, _)| !HINTS.contains(&name.as_str()) && name != "dir");
                kept.extend(hints.into_iter().map(|(name, value)| match value.as_str() {
                    "firstNo" => (name, "no".to_owned()),
                    _ => (name, value),
                }));
            }
            None => attrs.push(("id".into(), self.id(name, code, side))),
        }
        attrs.extend(code_type(&code.kind));
        if let Some(data) = self.data_ref(&code.data) {
            attrs.push(("dataRef".into(), data));
        }
        if isolated {
            attrs.push(("isolated".into(), "yes".into()));
        }
        attrs.extend(kept);
        push_tag(xml, name, &attrs, true);
    }
}

type Owned = Vec<(String, String)>;

/// The hints that both ends of a pair agree in.
const HINTS: [&str; 4] = ["canCopy", "canDelete", "canOverlap", "canReorder"];

/// Returns the name of an empty `<data>`, adding one where there is none.
fn self_empty(data: &mut Vec<String>) -> String {
    let at = data.iter().position(String::is_empty).unwrap_or_else(|| {
        data.push(String::new());
        data.len() - 1
    });
    format!("d{}", at + 1)
}

/// Adds the attributes of a `<pc>`: those of one end only get `Start` or `End`.
fn push_pair_attrs(
    attrs: &mut Vec<(String, String)>,
    open: Vec<(String, String)>,
    close: &[(String, String)],
) {
    let halves = ["equiv", "disp", "subFlows"];
    for (name, value) in open {
        let name = if halves.contains(&name.as_str()) {
            name + "Start"
        } else {
            name
        };
        attrs.push((name, value));
    }
    for (name, value) in close {
        if halves.contains(&name.as_str()) {
            attrs.push((format!("{name}End"), value.clone()));
        }
    }
    for half in ["equiv", "subFlows"] {
        for (own, other) in [("Start", "End"), ("End", "Start")] {
            let has = |suffix: &str| {
                let wanted = format!("{half}{suffix}");
                attrs.iter().any(|(name, _)| *name == wanted)
            };
            if has(own) && !has(other) && half == "equiv" {
                attrs.push((format!("{half}{other}"), String::new()));
            }
        }
    }
}

fn push_tag(xml: &mut String, name: &str, attrs: &[(String, String)], empty: bool) {
    xml.push('<');
    xml.push_str(name);
    for (name, value) in attrs {
        let _ = write!(xml, " {name}=\"{}\"", escape_attr(value));
    }
    xml.push_str(if empty { "/>" } else { ">" });
}

const CODE_TYPES: [&str; 6] = ["fmt", "ui", "quote", "link", "image", "other"];

/// Returns a code's `type`; a kind of another format becomes a user's subType of `other`.
fn code_type(kind: &str) -> Vec<(String, String)> {
    if kind.is_empty() {
        return Vec::new();
    }
    if CODE_TYPES.contains(&kind) {
        return vec![("type".into(), kind.to_owned())];
    }
    let word: String = kind
        .chars()
        .map(|c| {
            if c.is_whitespace() || c == ':' {
                '-'
            } else {
                c
            }
        })
        .collect();
    vec![
        ("type".into(), "other".into()),
        ("subType".into(), format!("bayn:{word}")),
    ]
}

fn mark_type(kind: &str) -> String {
    let known = matches!(kind, "" | "generic" | "comment" | "term");
    let parts: Vec<&str> = kind.split(':').collect();
    let user = parts.len() == 2
        && parts
            .iter()
            .all(|part| !part.is_empty() && !part.contains(char::is_whitespace));
    if known || user {
        return kind.to_owned();
    }
    let word: String = kind
        .chars()
        .map(|c| {
            if c.is_whitespace() || c == ':' {
                '-'
            } else {
                c
            }
        })
        .collect();
    format!("bayn:{word}")
}

/// Returns text with characters that XML cannot hold as `<cp>`.
fn inline_text(text: &str) -> String {
    if text.chars().all(is_xml_char) {
        return xml_text(text);
    }
    let mut xml = String::new();
    for c in text.chars() {
        if is_xml_char(c) {
            xml.push_str(&xml_text(c.encode_utf8(&mut [0; 4])));
        } else {
            let _ = write!(xml, "<cp hex=\"{:04X}\"/>", u32::from(c));
        }
    }
    xml
}

/// Returns the places of marks that another format made and XLIFF has no name for.
fn foreign_marks(text: &Text) -> HashSet<usize> {
    text.parts()
        .iter()
        .enumerate()
        .filter(|(_, part)| match part {
            Part::Code(code) => code.mark && attr(&code.attrs, "tmx:hi").is_some(),
            Part::Text(_) => false,
        })
        .map(|(at, _)| at)
        .collect()
}

/// Returns for both ends of every pair that nests the place of the other end.
fn nested_pairs(text: &Text, excluded: &HashSet<Key>) -> HashMap<usize, usize> {
    let mut pairs = HashMap::new();
    let mut open: Vec<(usize, &Code)> = Vec::new();
    for (at, part) in text.parts().iter().enumerate() {
        let Part::Code(code) = part else {
            continue;
        };
        let split = [
            "x2:sc",
            "x2:ec",
            "x2:sm",
            "x2:em",
            "x2:isolated",
            "tmx:hi",
            "tmx:it",
        ]
        .iter()
        .any(|name| attr(&code.attrs, name).is_some())
            || excluded.contains(&key(code));
        match code.role {
            _ if split => {}
            Role::Open => open.push((at, code)),
            Role::Close => {
                let same = |other: &Code| other.id == code.id && other.mark == code.mark;
                if open.last().is_some_and(|(_, other)| same(other)) {
                    if let Some((start, _)) = open.pop() {
                        pairs.insert(start, at);
                        pairs.insert(at, start);
                    }
                } else if let Some(found) = open.iter().rposition(|(_, other)| same(other)) {
                    // It crosses others: this pair is written as two ends, and what lies
                    // inside it may still nest.
                    open.remove(found);
                }
            }
            Role::Alone => {}
        }
    }
    pairs
}
