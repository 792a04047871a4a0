//! Writing XLIFF 1.2 (strict).

use super::read::{BIN_UNIT, state_name};
use super::write_inline::side_of;
use crate::attrs::attr;
use crate::carried;
use crate::corpus::{Corpus, FileInfo, Group, Kept, Note, Segment, Unit, needs_space, written_tag};
use crate::left_out::LeftOut;
use crate::writer::{Writer, file_of, write_whole};
use crate::xliff_outline::Outline;
use crate::xml::{XmlOut, xml_text};
use bayn_doc::Side;
use bayn_text::label;
use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};

type Owned = Vec<(String, String)>;

/// Writes a corpus as XLIFF 1.2; what it cannot represent is counted in `left_out`.
#[must_use]
pub fn write(corpus: &Corpus, left_out: &mut LeftOut) -> String {
    write_whole(&mut Xliff1::default(), corpus, left_out)
}

/// A document that is written piece by piece.
#[derive(Default)]
pub(crate) struct Xliff1 {
    outline: Outline,
    /// How many units of the open file are written, and their ids as numbers.
    number: usize,
    ids: HashSet<u64>,
    hasher: RandomState,
}

impl Writer for Xliff1 {
    fn start_pass(&mut self) {
        *self = Self::default();
    }

    fn head(&self, corpus: &Corpus, _: &mut LeftOut) -> String {
        let mut out = XmlOut::document();
        let mut attrs: Owned = vec![
            (
                "xmlns".into(),
                "urn:oasis:names:tc:xliff:document:1.2".into(),
            ),
            ("version".into(), "1.2".into()),
        ];
        attrs.extend(carried::attributes_for(&corpus.attrs, "x1"));
        out.open("xliff", &borrowed(&attrs));
        out.finish()
    }

    fn units(&mut self, corpus: &Corpus, units: &[Unit], left_out: &mut LeftOut) -> String {
        let mut out = self.outline.enter();
        for unit in units {
            self.go_to_file(&mut out, corpus, file_of(corpus, unit), left_out);
            self.outline.go_to_group(
                &mut out,
                (corpus, unit),
                |at| group_name(corpus, at),
                |out, at, group| begin_group(out, corpus, (at, group), left_out),
            );
            self.number += 1;
            let mut id = unit.id.clone();
            if id.is_empty() || !self.ids.insert(self.hasher.hash_one(&id)) {
                id = format!("{id}#{}", self.number);
                self.ids.insert(self.hasher.hash_one(&id));
            }
            write_unit(&mut out, corpus, unit, &id, left_out);
        }
        self.outline.leave(out)
    }

    fn holds(&mut self, corpus: &Corpus) -> bool {
        self.outline.heads_are_unchanged(corpus)
    }

    fn end(&mut self, corpus: &Corpus, left_out: &mut LeftOut) -> String {
        let mut out = self.outline.enter();
        let last = corpus.files.len().saturating_sub(1);
        self.go_to_file(&mut out, corpus, last, left_out);
        self.end_file(&mut out, corpus);
        for element in corpus.kept.iter().filter(|kept| kept.place == "x1:root") {
            out.kept(&element.xml);
        }
        out.close("xliff");
        left_out.count(
            label!("languages beyond the second"),
            corpus.langs.len() > 2,
        );
        left_out.add(label!("properties of the whole file"), corpus.props.len());
        left_out.add(label!("notes on the whole file"), corpus.notes.len());
        out.finish()
    }
}

impl Xliff1 {
    /// Ends the files before this one, writes those between, and begins it.
    fn go_to_file(
        &mut self,
        out: &mut XmlOut,
        corpus: &Corpus,
        last: usize,
        left_out: &mut LeftOut,
    ) {
        while self.outline.next_file() <= last {
            self.end_file(out, corpus);
            let next = self.outline.next_file();
            self.outline.begin_file(next, corpus);
            let unnamed = FileInfo::default();
            let file = corpus.files.get(next).unwrap_or(&unnamed);
            begin_file(out, corpus, file, left_out);
        }
    }

    fn end_file(&mut self, out: &mut XmlOut, corpus: &Corpus) {
        if self.outline.file().is_none() {
            return;
        }
        self.outline.end_groups(out, |at| group_name(corpus, at));
        out.close("body");
        out.close("file");
        self.ids.clear();
        self.number = 0;
    }
}

fn begin_group(
    out: &mut XmlOut,
    corpus: &Corpus,
    (at, group): (usize, &Group),
    left_out: &mut LeftOut,
) {
    let mut attrs: Owned = Vec::new();
    if !group.id.is_empty() {
        attrs.push(("id".into(), group.id.clone()));
    }
    attrs.extend(carried::attributes_for(&group.attrs, "x1"));
    out.open(group_name(corpus, at), &borrowed(&attrs));
    write_kept(out, &group.kept, "x1:group", left_out);
    for note in &group.notes {
        write_note(out, note, left_out);
    }
}

fn borrowed(attrs: &[(String, String)]) -> Vec<(&str, &str)> {
    attrs
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect()
}

fn write_kept(out: &mut XmlOut, kept: &[Kept], place: &str, left_out: &mut LeftOut) {
    for element in kept {
        if element.place == place {
            out.kept(&element.xml);
        } else if !element.place.starts_with("x1:") {
            left_out.count(label!("elements of other formats"), true);
        }
    }
}

fn begin_file(out: &mut XmlOut, corpus: &Corpus, file: &FileInfo, left_out: &mut LeftOut) {
    let lang = |at: usize| corpus.langs.get(at).map(written_tag);
    let mut attrs: Owned = vec![
        ("original".into(), file.original.clone()),
        (
            "source-language".into(),
            lang(0).unwrap_or_else(|| "und".into()),
        ),
    ];
    let unknown = corpus
        .langs
        .get(1)
        .is_some_and(|lang| lang.tag() == "und-x-target");
    if let Some(target) = lang(1).filter(|_| !unknown) {
        attrs.push(("target-language".into(), target));
    }
    let own = carried::attributes_for(&file.attrs, "x1");
    if !own.iter().any(|(name, _)| name == "datatype") {
        attrs.push(("datatype".into(), "plaintext".into()));
    }
    attrs.extend(own);
    left_out.add(label!("notes on documents"), file.notes.len());
    left_out.count(label!("identifiers of documents"), !file.id.is_empty());
    out.open("file", &borrowed(&attrs));
    write_kept(out, &file.kept, "x1:file", left_out);
    out.open("body", &[]);
    write_kept(out, &file.kept, "x1:body", left_out);
}

/// Returns the name of the element that a group is written as.
fn group_name(corpus: &Corpus, at: usize) -> &'static str {
    let group = corpus.groups.get(at);
    if group.is_some_and(|group| attr(&group.attrs, BIN_UNIT).is_some()) {
        "bin-unit"
    } else {
        "group"
    }
}

fn write_note(out: &mut XmlOut, note: &Note, left_out: &mut LeftOut) {
    let mut attrs: Owned = Vec::new();
    if !note.from.is_empty() {
        attrs.push(("from".into(), note.from.clone()));
    }
    if let Some(priority) = note.priority {
        attrs.push(("priority".into(), priority.clamp(1, 10).to_string()));
    }
    if let Some(side) = note.side {
        let name = match side {
            Side::Source => "source",
            Side::Target => "target",
        };
        attrs.push(("annotates".into(), name.into()));
    }
    attrs.extend(carried::attributes_for(&note.attrs, "x1"));
    left_out.count(label!("categories of notes"), !note.category.is_empty());
    out.leaf("note", &borrowed(&attrs), &xml_text(&note.text));
}

fn write_unit(out: &mut XmlOut, corpus: &Corpus, unit: &Unit, id: &str, left_out: &mut LeftOut) {
    let mut attrs: Owned = vec![("id".into(), id.to_owned())];
    attrs.extend(carried::attributes_for(&unit.attrs, "x1"));
    let texts = || unit.segments.iter().flat_map(|segment| segment.texts.all());
    if texts().any(needs_space) {
        attrs.push(("xml:space".into(), "preserve".into()));
    }
    out.open("trans-unit", &borrowed(&attrs));
    let one = Segment::default();
    let segments: &[Segment] = if unit.segments.is_empty() {
        std::slice::from_ref(&one)
    } else {
        &unit.segments
    };
    let whole_source = side_xml(segments, 0, false, left_out);
    out.leaf("source", &[], &whole_source);
    let segmented = segments.len() > 1 || segments.iter().any(|segment| !segment.id.is_empty());
    if segmented {
        out.leaf("seg-source", &[], &side_xml(segments, 0, true, left_out));
    }
    let has_target = corpus.langs.len() > 1
        && segments
            .iter()
            .any(|segment| !segment.sentences(1).is_empty());
    if has_target {
        let real: Vec<&Segment> = segments
            .iter()
            .filter(|segment| !segment.ignorable)
            .collect();
        let mut attrs: Owned = Vec::new();
        if let Some(state) = real.first().and_then(|segment| state_name(segment)) {
            attrs.push(("state".into(), state));
        }
        let qualifier = real
            .first()
            .and_then(|segment| attr(&segment.attrs, "x1:state-qualifier"));
        if let Some(qualifier) = qualifier {
            attrs.push(("state-qualifier".into(), qualifier.to_owned()));
        }
        let differ = real.windows(2).any(|pair| match pair {
            [a, b] => a.state != b.state,
            _ => false,
        });
        left_out.count(label!("states that differ inside a unit"), differ);
        let xml = side_xml(segments, 1, segmented, left_out);
        out.leaf("target", &borrowed(&attrs), &xml);
    } else {
        left_out.count(
            label!("states of units without a target"),
            segments.iter().any(|segment| segment.state.is_some()),
        );
    }
    for segment in segments {
        left_out.count(label!("confidence values"), segment.confidence.is_some());
    }
    for note in &unit.notes {
        write_note(out, note, left_out);
    }
    write_kept(out, &unit.kept, "x1:unit", left_out);
    left_out.add(label!("properties"), unit.props.len());
    out.close("trans-unit");
}

/// Returns the content of one side of a unit, with `<mrk mtype="seg">` around segments.
fn side_xml(segments: &[Segment], lang: usize, marked: bool, left_out: &mut LeftOut) -> String {
    let mut pieces = Vec::new();
    for (number, segment) in segments.iter().enumerate() {
        let sentences = segment.sentences(lang);
        left_out.count(
            label!("sentence boundaries inside segments"),
            sentences.len() > 1 && !marked,
        );
        let Some(text) = segment.joined(lang) else {
            continue;
        };
        let mid = (marked && !segment.ignorable).then(|| {
            if segment.id.is_empty() {
                (number + 1).to_string()
            } else {
                segment.id.clone()
            }
        });
        pieces.push((mid, text));
    }
    side_of(&pieces, left_out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::xliff1::read;

    #[test]
    fn texts_of_a_unit_of_bytes_come_back_inside_it() {
        let file = "<xliff version='1.2'><file source-language='en' target-language='ar' \
            original='a' datatype='x'><body><bin-unit id='b' mime-type='image/png'><bin-source>\
            <external-file href='a.png'/></bin-source><trans-unit id='t'><source>Lamp</source>\
            <target>مصباح</target></trans-unit></bin-unit><trans-unit id='u'><source>Door</source>\
            </trans-unit></body></file></xliff>";
        let corpus = read(file.as_bytes()).unwrap();
        assert_eq!(corpus.units.len(), 2);
        let out = write(&corpus, &mut LeftOut::default());
        let at = |text: &str| out.find(text).unwrap_or_else(|| panic!("{text} in {out}"));
        assert!(at("<bin-unit ") < at("<bin-source") && at("<bin-source") < at("Lamp"));
        assert!(at("Lamp") < at("</bin-unit>") && at("</bin-unit>") < at("Door"));
        assert!(!out.contains("<group"), "{out}");
    }

    /// Formatting around segments, or across the border of two.
    #[test]
    fn codes_round_segments_come_back_where_they_stood() {
        let seg = |mid: u8, text: &str| format!("<mrk mtype=\"seg\" mid=\"{mid}\">{text}</mrk>");
        for [source, target] in [
            [
                format!("<g id=\"p\">{}</g>", seg(1, "Tea.")),
                format!("<g id=\"p\">{}</g>", seg(1, "\u{634}\u{627}\u{64a}.")),
            ],
            [
                format!("<g id=\"p\">{} {}</g>", seg(1, "Tea."), seg(2, "Milk.")),
                format!("<g id=\"p\">{} {}</g>", seg(1, "a."), seg(2, "b.")),
            ],
            [
                format!(
                    "<g id=\"p\"><g id=\"q\">{}</g></g>",
                    seg(1, "Tea<x id=\"r\"/>.")
                ),
                format!("<g id=\"p\">{}</g>", seg(1, "<g id=\"q\">a.</g>")),
            ],
            [
                seg(1, "Tea <bx id=\"1\"/>hot.") + " " + &seg(2, "Milk<ex id=\"1\"/>."),
                seg(1, "a<bx id=\"1\"/>.") + " " + &seg(2, "<ex id=\"1\"/>b."),
            ],
            [
                seg(1, "<bpt id=\"1\">&lt;b></bpt>Tea.")
                    + &seg(2, "Milk.<ept id=\"1\">&lt;/b></ept>"),
                seg(1, "a") + &seg(2, "b"),
            ],
        ] {
            let file = format!(
                "<xliff version='1.2'><file source-language='en' target-language='ar' original='a' \
                 datatype='x'><body><trans-unit id='u'><source>-</source><seg-source>{source}\
                 </seg-source><target>{target}</target></trans-unit></body></file></xliff>"
            );
            let corpus = read(file.as_bytes()).unwrap();
            let out = write(&corpus, &mut LeftOut::default()).replace("&gt;", ">");
            for wanted in [
                format!("<seg-source>{source}</seg-source>"),
                format!("<target>{target}</target>"),
            ] {
                assert!(out.contains(&wanted), "{wanted}\nin {out}");
            }
        }
    }

    #[test]
    fn a_file_without_a_target_is_a_text_to_be_translated() {
        let file = "<xliff version='1.2'><file source-language='en' original='a' datatype='x'>\
            <body><trans-unit id='u'><source>Door</source></trans-unit></body></file></xliff>";
        let corpus = read(file.as_bytes()).unwrap();
        assert_eq!(corpus.langs.len(), 2);
        let out = write(&corpus, &mut LeftOut::default());
        assert!(!out.contains("x-target"), "{out}");
    }
}
