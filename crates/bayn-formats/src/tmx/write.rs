//! Writing TMX 1.4b.
//!
//! An annotation is never written as `<hi>`, since a widespread reader drops the text
//! inside; only a `<hi>` that was read from TMX is written as one.

use crate::attrs::{Attrs, attr};
use crate::corpus::{Corpus, Note, Prop, Segment, Unit, written_tag};
use crate::left_out::LeftOut;
use crate::text::{Code, Part, Role, Text};
use crate::varieties::VARIETY;
use crate::writer::{Writer, write_whole};
use crate::xml::{XmlOut, escape_attr, xml_text};
use bayn_text::label;
use std::collections::{HashMap, HashSet};

/// Writes a corpus as TMX 1.4b; what it cannot represent is counted in `left_out`.
#[must_use]
pub fn write(corpus: &Corpus, left_out: &mut LeftOut) -> String {
    write_whole(&mut Tmx, corpus, left_out)
}

/// A memory that is written piece by piece.
pub(crate) struct Tmx;

impl Writer for Tmx {
    fn head(&self, corpus: &Corpus, _: &mut LeftOut) -> String {
        let mut out = XmlOut::document();
        out.raw("<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n");
        out.open("tmx", &[("version", "1.4")]);
        write_header(&mut out, corpus);
        out.open("body", &[]);
        out.finish()
    }

    fn units(&mut self, corpus: &Corpus, units: &[Unit], left_out: &mut LeftOut) -> String {
        let mut out = XmlOut::inside(2);
        let tags: Vec<String> = corpus.langs.iter().map(written_tag).collect();
        for unit in units {
            write_unit(&mut out, &tags, unit, left_out);
        }
        out.finish()
    }

    fn end(&mut self, corpus: &Corpus, left_out: &mut LeftOut) -> String {
        for file in &corpus.files {
            left_out.count(
                label!("names of the original documents"),
                !file.original.is_empty(),
            );
            left_out.count(label!("notes on documents"), !file.notes.is_empty());
        }
        left_out.count(label!("groups"), !corpus.groups.is_empty());
        let mut out = XmlOut::inside(2);
        out.close("body");
        out.close("tmx");
        out.finish()
    }
}

fn write_header(out: &mut XmlOut, corpus: &Corpus) {
    let source = corpus
        .langs
        .first()
        .map_or_else(|| "*all*".to_owned(), written_tag);
    let given = |name: &str, default: &'static str| -> String {
        attr(&corpus.attrs, &format!("tmx:{name}"))
            .unwrap_or(default)
            .to_owned()
    };
    let fixed = [
        ("creationtool", "bayn"),
        ("creationtoolversion", env!("CARGO_PKG_VERSION")),
        ("segtype", "sentence"),
        ("o-tmf", "bayn"),
        ("adminlang", "en"),
    ]
    .map(|(name, default)| (name, given(name, default)));
    let mut attrs: Vec<(&str, &str)> = fixed
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    attrs.push((
        "srclang",
        attr(&corpus.attrs, "tmx:srclang").unwrap_or(&source),
    ));
    attrs.push((
        "datatype",
        attr(&corpus.attrs, "tmx:datatype").unwrap_or("plaintext"),
    ));
    for name in [
        "o-encoding",
        "creationdate",
        "creationid",
        "changedate",
        "changeid",
    ] {
        if let Some(value) = attr(&corpus.attrs, &format!("tmx:{name}")) {
            attrs.push((name, value));
        }
    }
    let kept: Vec<_> = corpus
        .kept
        .iter()
        .filter(|kept| kept.place == "tmx:header")
        .collect();
    if corpus.notes.is_empty() && corpus.props.is_empty() && kept.is_empty() {
        out.empty("header", &attrs);
        return;
    }
    out.open("header", &attrs);
    corpus.notes.iter().for_each(|note| write_note(out, note));
    corpus.props.iter().for_each(|prop| write_prop(out, prop));
    for element in kept {
        out.kept(&element.xml);
    }
    out.close("header");
}

fn write_note(out: &mut XmlOut, note: &Note) {
    out.leaf("note", &text_attrs(&note.attrs), &xml_text(&note.text));
}

fn write_prop(out: &mut XmlOut, prop: &Prop) {
    let mut attrs = vec![("type", prop.kind.as_str())];
    attrs.extend(text_attrs(&prop.attrs));
    out.leaf("prop", &attrs, &xml_text(&prop.value));
}

/// Returns the attributes of a note or property.
fn text_attrs(attrs: &Attrs) -> Vec<(&'static str, &str)> {
    [
        ("xml:lang", "tmx:xml:lang"),
        ("o-encoding", "tmx:o-encoding"),
    ]
    .into_iter()
    .filter_map(|(name, own)| Some((name, attr(attrs, own)?)))
    .collect()
}

/// The attributes of `<tu>` and `<tuv>` in the order of the DTD.
const TU_ATTRS: [&str; 12] = [
    "o-encoding",
    "datatype",
    "usagecount",
    "lastusagedate",
    "creationtool",
    "creationtoolversion",
    "creationdate",
    "creationid",
    "changedate",
    "segtype",
    "changeid",
    "o-tmf",
];

fn unit_attrs<'a>(attrs: &'a Attrs, prefix: &str) -> Vec<(&'static str, &'a str)> {
    TU_ATTRS
        .iter()
        .filter_map(|name| Some((*name, attr(attrs, &format!("{prefix}{name}"))?)))
        .collect()
}

fn write_unit(out: &mut XmlOut, tags: &[String], unit: &Unit, left_out: &mut LeftOut) {
    let texts: Vec<&Segment> = unit
        .segments
        .iter()
        .filter(|segment| !segment.ignorable)
        .collect();
    left_out.count(label!("paragraph boundaries"), texts.len() > 1);
    let own = OfVariants::new(unit);
    // Notes and attributes are found by the language: in one language they are of the first text.
    let bare = OfVariants::default();
    for (at, segment) in texts.iter().enumerate() {
        // A unit of TMX has a text in one language at least.
        if segment.texts.is_empty() {
            left_out.count(label!("segments without any text"), true);
            continue;
        }
        left_out.count(label!("translation states"), segment.state.is_some());
        left_out.count(label!("confidence values"), segment.confidence.is_some());
        let id = match (texts.len(), segment.id.is_empty()) {
            (1, _) => unit.id.clone(),
            (_, false) if unit.id.is_empty() => segment.id.clone(),
            _ if unit.id.is_empty() => String::new(),
            _ => format!("{}-{}", unit.id, at + 1),
        };
        let mut attrs: Vec<(&str, &str)> = Vec::new();
        if !id.is_empty() {
            attrs.push(("tuid", &id));
        }
        attrs.extend(unit_attrs(&unit.attrs, "tmx:"));
        if let Some(own) = attr(&unit.attrs, "tmx:srclang") {
            attrs.push(("srclang", own));
        }
        out.open("tu", &attrs);
        if at == 0 {
            write_unit_notes(out, unit);
        }
        let in_one = matches!(tags, [one, other, ..] if one == other);
        if let [source, _] = tags
            && segment.sentences(0).is_empty()
        {
            // A missing text has an entry too, or a single text would be taken for the source.
            out.open("tuv", &[("xml:lang", source)]);
            out.leaf("seg", &[], "");
            out.close("tuv");
        }
        for (lang, sentences) in segment.texts.iter() {
            left_out.count(
                label!("sentence boundaries inside units"),
                sentences.len() > 1,
            );
            if let Some(tag) = tags.get(lang) {
                let own_tag = own.tags.get(tag.as_str()).copied().unwrap_or(tag);
                let is_second = in_one && lang == 1;
                let own = if is_second { &bare } else { &own };
                write_variant(out, own, segment, (lang, own_tag), left_out);
            }
        }
        if at == 0 {
            for kept in unit.kept.iter().filter(|kept| kept.place == "tmx:tu") {
                out.kept(&kept.xml);
            }
        }
        out.close("tu");
    }
}

fn write_unit_notes(out: &mut XmlOut, unit: &Unit) {
    for note in &unit.notes {
        if attr(&note.attrs, "tmx:tuv").is_none() {
            write_note(out, note);
        }
    }
    for prop in unit.props.iter().filter(|prop| prop.lang.is_none()) {
        write_prop(out, prop);
    }
}

/// The content of a unit for its variants, by language.
#[derive(Default)]
struct OfVariants<'u> {
    attrs: HashMap<&'u str, &'u str>,
    /// By the tag in lower case.
    notes: HashMap<String, Vec<&'u Note>>,
    props: HashMap<usize, Vec<&'u Prop>>,
    /// The tags of those that are of another variety than the corpus says.
    tags: HashMap<&'u str, &'u str>,
}

impl<'u> OfVariants<'u> {
    fn new(unit: &'u Unit) -> Self {
        let mut own = Self {
            attrs: HashMap::new(),
            notes: HashMap::new(),
            props: HashMap::new(),
            tags: HashMap::new(),
        };
        for (name, value) in &unit.attrs {
            if let Some(tag) = name.strip_prefix(VARIETY) {
                own.tags.insert(tag, value);
            }
            if name.starts_with("tmx:tuv:") {
                own.attrs.entry(name).or_insert(value);
            }
        }
        for note in &unit.notes {
            if let Some(tag) = attr(&note.attrs, "tmx:tuv") {
                let of = own.notes.entry(tag.to_ascii_lowercase());
                of.or_default().push(note);
            }
        }
        for prop in &unit.props {
            if let Some(lang) = prop.lang {
                own.props.entry(lang).or_default().push(prop);
            }
        }
        own
    }
}

fn write_variant(
    out: &mut XmlOut,
    own: &OfVariants<'_>,
    segment: &Segment,
    (lang, tag): (usize, &str),
    left_out: &mut LeftOut,
) {
    let Some(text) = segment.joined(lang) else {
        return;
    };
    let lower = tag.to_ascii_lowercase();
    let mut attrs = vec![("xml:lang", tag)];
    if !own.attrs.is_empty() {
        attrs.extend(TU_ATTRS.iter().filter_map(|name| {
            let value = own.attrs.get(format!("tmx:tuv:{lower}:{name}").as_str())?;
            Some((*name, *value))
        }));
    }
    out.open("tuv", &attrs);
    for note in own.notes.get(&lower).into_iter().flatten() {
        write_note(out, note);
    }
    for prop in own.props.get(&lang).into_iter().flatten() {
        write_prop(out, prop);
    }
    out.leaf("seg", &[], &seg_xml(&text, left_out));
    out.close("tuv");
}

/// Returns the content of a `<seg>`.
fn seg_xml(text: &Text, left_out: &mut LeftOut) -> String {
    let mut xml = String::new();
    let ends: HashSet<(&str, Role)> = text
        .codes()
        .filter(|code| !code.mark)
        .map(|code| (code.id.as_str(), code.role))
        .collect();
    for part in text.parts() {
        match part {
            Part::Text(piece) => {
                left_out.count_lost_chars(piece);
                xml.push_str(&xml_text(piece));
            }
            Part::Code(code) => code_xml(&mut xml, &ends, code, left_out),
        }
    }
    xml
}

fn code_xml(xml: &mut String, ends: &HashSet<(&str, Role)>, code: &Code, left_out: &mut LeftOut) {
    if code.mark {
        if attr(&code.attrs, "tmx:hi").is_none() {
            left_out.count(label!("annotations inside text"), code.role != Role::Close);
            return;
        }
        match code.role {
            Role::Open => {
                xml.push_str("<hi");
                push_attrs(xml, code, &["x"]);
                xml.push('>');
            }
            _ => xml.push_str("</hi>"),
        }
        return;
    }
    let other = match code.role {
        Role::Open => Some(Role::Close),
        Role::Close => Some(Role::Open),
        Role::Alone => None,
    };
    let paired = other.is_some_and(|other| ends.contains(&(code.id.as_str(), other)));
    let lone_it = attr(&code.attrs, "tmx:it").is_some();
    let name = match code.role {
        Role::Open if paired && !lone_it => "bpt",
        Role::Close if paired && !lone_it => "ept",
        Role::Alone if attr(&code.attrs, "tmx:ut").is_some() => "ut",
        Role::Alone => "ph",
        _ => "it",
    };
    xml.push('<');
    xml.push_str(name);
    let shows_id = attr(&code.attrs, "tmx:no-x").is_none();
    match name {
        "bpt" | "ept" => push_attr(xml, "i", &code.id),
        "it" => {
            let pos = if code.role == Role::Open {
                "begin"
            } else {
                "end"
            };
            push_attr(xml, "pos", pos);
            if shows_id {
                push_attr(xml, "x", &code.id);
            }
        }
        _ if shows_id => push_attr(xml, "x", &code.id),
        _ => {}
    }
    push_attrs(
        xml,
        code,
        match name {
            "bpt" => &["x"],
            "ph" => &["assoc"],
            _ => &[],
        },
    );
    xml.push('>');
    match attr(&code.attrs, "tmx:inner") {
        Some(inner) => xml.push_str(inner),
        None => xml.push_str(&xml_text(&code.data)),
    }
    xml.push_str("</");
    xml.push_str(name);
    xml.push('>');
}

fn push_attr(xml: &mut String, name: &str, value: &str) {
    xml.push(' ');
    xml.push_str(name);
    xml.push_str("=\"");
    xml.push_str(&escape_attr(value));
    xml.push('"');
}

/// Adds the code's kind and those of `names` that it carries from TMX.
fn push_attrs(xml: &mut String, code: &Code, names: &[&str]) {
    for name in names {
        if let Some(value) = attr(&code.attrs, &format!("tmx:{name}")) {
            push_attr(xml, name, value);
        }
    }
    // `<ept>` has no type; an `<it>` has, at either end.
    let has_type = code.role != Role::Close || attr(&code.attrs, "tmx:it").is_some();
    if !code.kind.is_empty() && has_type {
        push_attr(xml, "type", &code.kind);
    }
}
