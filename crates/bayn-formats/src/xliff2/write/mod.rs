//! Writes XLIFF 2.1, or 2.2 for a corpus read from 2.2.
//!
//! Files, groups, notes and units here; `unit.rs` writes the segments of a unit, `code.rs`
//! their inline codes. Identifiers are generated if the corpus has none or if they are not
//! unique in their scope.

mod code;
mod nesting;
mod unit;

use crate::attrs::{Attrs, attr};
use crate::carried;
use crate::corpus::{Corpus, FileInfo, Group, Kept, Note, Unit, written_tag};
use crate::left_out::LeftOut;
use crate::writer::{Writer, file_of, write_whole};
use crate::xliff_outline::{Outline, groups_around};
use crate::xml::{XmlOut, is_name_char, xml_text};
use bayn_doc::Side;
use bayn_text::Lang;
use bayn_text::label;
use harf::Direction;
use nesting::inline_text;
use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};
use unit::{UnitWriter, Written};

/// The element of a group.
const GROUP: &str = "group";

/// Attributes as they are written.
type Owned = Vec<(String, String)>;

/// Writes a corpus as XLIFF 2.1; what it cannot represent is counted in `left_out`.
#[must_use]
pub fn write(corpus: &Corpus, left_out: &mut LeftOut) -> String {
    write_whole(&mut Xliff2::default(), corpus, left_out)
}

/// A document that is written piece by piece.
#[derive(Default)]
pub(crate) struct Xliff2 {
    outline: Outline,
    file_ids: Ids,
    group_ids: Ids,
    unit_ids: Ids,
}

impl Writer for Xliff2 {
    fn start_pass(&mut self) {
        *self = Self::default();
    }

    fn head(&self, corpus: &Corpus, left_out: &mut LeftOut) -> String {
        let mut out = XmlOut::document();
        let has_target = corpus.langs.len() > 1;
        let lang = |at: usize| {
            corpus
                .langs
                .get(at)
                .map_or_else(|| "und".to_owned(), written_tag)
        };
        let (source, target) = (lang(0), lang(1));
        let version = Version::of(corpus);
        let mut attrs = vec![
            ("xmlns".to_owned(), version.namespace().to_owned()),
            ("version".to_owned(), version.name().to_owned()),
            ("srcLang".to_owned(), source),
        ];
        if has_target {
            attrs.push(("trgLang".to_owned(), target));
        }
        let own = own_attrs(&corpus.attrs).into_iter();
        attrs.extend(own.filter(|(name, _)| name != "version"));
        start(&mut out, "xliff", &attrs);
        if version == Version::V22 {
            write_notes(&mut out, &corpus.notes, left_out);
        } else {
            left_out.add(label!("notes on the whole file"), corpus.notes.len());
        }
        write_kept(&mut out, version, &corpus.kept, "x2:root", left_out);
        out.finish()
    }

    fn units(&mut self, corpus: &Corpus, units: &[Unit], left_out: &mut LeftOut) -> String {
        let mut out = self.outline.enter();
        let version = Version::of(corpus);
        for unit in units {
            self.go_to_file(&mut out, corpus, file_of(corpus, unit), left_out);
            self.outline.go_to_group(
                &mut out,
                (corpus, unit),
                |_| GROUP,
                |out, _, group| {
                    let id = self.group_ids.fresh(&group.id, "g");
                    begin_group(out, version, (group, id), left_out);
                },
            );
            let id = self.unit_ids.fresh(&unit.id, "u");
            write_unit(&mut out, (version, corpus), unit, &id, left_out);
        }
        self.outline.leave(out)
    }

    fn holds(&mut self, corpus: &Corpus) -> bool {
        self.outline.heads_are_unchanged(corpus)
    }

    fn end(&mut self, corpus: &Corpus, left_out: &mut LeftOut) -> String {
        let mut out = self.outline.enter();
        self.end_file(&mut out);
        self.leave_out_files(corpus, corpus.files.len().max(1), left_out);
        out.close("xliff");
        left_out.count(
            label!("languages beyond the second"),
            corpus.langs.len() > 2,
        );
        left_out.add(label!("properties of the whole file"), corpus.props.len());
        out.finish()
    }
}

impl Xliff2 {
    /// Ends the file before this one and begins it; a file has one unit at least.
    fn go_to_file(
        &mut self,
        out: &mut XmlOut,
        corpus: &Corpus,
        next: usize,
        left_out: &mut LeftOut,
    ) {
        if self.outline.file() == Some(next) {
            return;
        }
        self.end_file(out);
        self.leave_out_files(corpus, next, left_out);
        self.outline.begin_file(next, corpus);
        let unnamed = FileInfo::default();
        let file = corpus.files.get(next).unwrap_or(&unnamed);
        let id = self.file_ids.fresh(&file.id, "f");
        begin_file(out, corpus, (file, &id), left_out);
    }

    fn end_file(&mut self, out: &mut XmlOut) {
        if self.outline.file().is_none() {
            return;
        }
        self.outline.end_groups(out, |_| GROUP);
        out.close("file");
        self.unit_ids = Ids::default();
        self.group_ids = Ids::default();
    }

    /// Counts the files without units before `next`.
    fn leave_out_files(&self, corpus: &Corpus, next: usize, left_out: &mut LeftOut) {
        let unnamed = FileInfo::default();
        for at in self.outline.next_file()..next {
            let file = corpus.files.get(at).unwrap_or(&unnamed);
            left_out.count(
                label!("documents without units"),
                at > 0 || !file.original.is_empty(),
            );
        }
    }
}

fn begin_group(
    out: &mut XmlOut,
    version: Version,
    (group, id): (&Group, String),
    left_out: &mut LeftOut,
) {
    let mut attrs = vec![("id".to_owned(), id)];
    attrs.extend(own_attrs(&group.attrs));
    start(out, GROUP, &attrs);
    write_kept(out, version, &group.kept, "x2:group", left_out);
    write_notes(out, &group.notes, left_out);
}

/// The version that is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Version {
    /// 2.1, which most tools read.
    V21,
    /// 2.2, for what was read from it.
    V22,
}

impl Version {
    /// Returns the version of a corpus: 2.2 if it was read from such a file.
    fn of(corpus: &Corpus) -> Self {
        match attr(&corpus.attrs, "x2:version") {
            Some("2.2") => Self::V22,
            _ => Self::V21,
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::V21 => "2.1",
            Self::V22 => "2.2",
        }
    }

    const fn namespace(self) -> &'static str {
        match self {
            Self::V21 => "urn:oasis:names:tc:xliff:document:2.0",
            Self::V22 => "urn:oasis:names:tc:xliff:document:2.2",
        }
    }

    /// Returns kept XML with the core elements in it (as in a match) in this version.
    fn told(self, xml: &str) -> String {
        let other = match self {
            Self::V21 => Self::V22,
            Self::V22 => Self::V21,
        };
        let namespace = |version: Self| format!("=\"{}\"", version.namespace());
        xml.replace(&namespace(other), &namespace(self))
    }
}

/// Generates unique identifiers that are NMTOKENs.
#[derive(Default)]
struct Ids {
    /// Those already used, as numbers: storing the strings of millions of ids would take too much memory.
    taken: HashSet<u64>,
    hasher: RandomState,
    next: usize,
}

impl Ids {
    /// Registers an existing id; returns whether it was unused.
    fn take(&mut self, id: &str) -> bool {
        self.taken.insert(self.hasher.hash_one(id))
    }

    fn fresh(&mut self, wish: &str, prefix: &str) -> String {
        let is_token = !wish.is_empty() && wish.chars().all(|c| is_name_char(c) || c == ':');
        if is_token && self.take(wish) {
            return wish.to_owned();
        }
        loop {
            self.next += 1;
            let id = format!("{prefix}{}", self.next);
            if self.take(&id) {
                return id;
            }
        }
    }
}

fn start(out: &mut XmlOut, name: &str, attrs: &[(String, String)]) {
    let attrs: Vec<(&str, &str)> = attrs
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    out.open(name, &attrs);
}

/// Returns the attributes that come from XLIFF 2, with the namespaces that they need.
fn own_attrs(attrs: &Attrs) -> Vec<(String, String)> {
    carried::attributes_for(attrs, "x2")
}

fn write_kept(
    out: &mut XmlOut,
    version: Version,
    kept: &[Kept],
    place: &str,
    left_out: &mut LeftOut,
) {
    for element in kept {
        if element.place == place {
            out.kept(&version.told(&element.xml));
        } else if !element.place.starts_with("x2:") {
            left_out.count(label!("elements of other formats"), true);
        }
    }
}

fn begin_file(
    out: &mut XmlOut,
    corpus: &Corpus,
    (file, id): (&FileInfo, &str),
    left_out: &mut LeftOut,
) {
    let version = Version::of(corpus);
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
    start(out, "file", &attrs);
    write_kept(out, version, &file.kept, "x2:skeleton", left_out);
    write_kept(out, version, &file.kept, "x2:file", left_out);
    write_notes(out, &file.notes, left_out);
}

/// Returns the languages of the texts of a unit if an enclosing element gives another one.
fn langs_around(corpus: &Corpus, unit: &Unit) -> Option<[String; 2]> {
    let says = |attrs: &Attrs| attrs.iter().any(|(name, _)| name.ends_with("}xml:lang"));
    let path = groups_around(corpus, unit).into_iter();
    let mut groups = path.filter_map(|at| corpus.groups.get(at));
    let file = corpus.files.get(unit.file);
    let said = says(&unit.attrs)
        || groups.any(|group| says(&group.attrs))
        || file.is_some_and(|file| says(&file.attrs))
        || says(&corpus.attrs);
    let lang = |at: usize| corpus.langs.get(at).map_or_else(String::new, written_tag);
    said.then(|| [lang(0), lang(1)])
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
        attrs.extend(own.into_iter().filter(|(name, _)| name != "id"));
        left_out.count(label!("authors of notes"), !note.from.is_empty());
        left_out.count_lost_chars(&note.text);
        let attrs: Vec<(&str, &str)> = attrs
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        out.leaf("note", &attrs, &xml_text(&note.text));
    }
    out.close("notes");
}

fn write_unit(
    out: &mut XmlOut,
    (version, corpus): (Version, &Corpus),
    unit: &Unit,
    id: &str,
    left_out: &mut LeftOut,
) {
    let mut attrs = vec![("id".to_owned(), id.to_owned())];
    attrs.extend(own_attrs(&unit.attrs));
    start(out, "unit", &attrs);
    write_kept(out, version, &unit.kept, "x2:unit", left_out);
    write_notes(out, &unit.notes, left_out);
    left_out.add(label!("properties"), unit.props.len());
    let mut writer = UnitWriter::new(unit);
    let mut body = Vec::new();
    for segment in &unit.segments {
        body.push(writer.segment(corpus, segment, left_out));
    }
    if body.is_empty() {
        body.push(Written {
            name: "segment",
            attrs: Vec::new(),
            source: String::new(),
            target: None,
            preserves: false,
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
    let langs = langs_around(corpus, unit);
    for segment in body {
        segment.write(out, langs.as_ref());
    }
    out.close("unit");
}
