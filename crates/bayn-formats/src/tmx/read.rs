//! Reading TMX: header, units, codes.

use super::rules::Rules;
use super::sides::Sides;
use crate::attrs::Attrs;
use crate::corpus::{
    Corpus, FileInfo, Full, Kept, LangIndex, Note, Prop, Segment, Unit, drop_units,
};
use crate::feed::Feed;
use crate::text::{Code, Role, Text};
use crate::xml::{Element, Item, Node, Puller};
use crate::{FormatError, decode};
use bayn_text::Lang;
use bayn_text::msg;

/// Reads a TMX file. What violates the rules of TMX but can be understood is read,
/// with one warning.
///
/// # Errors
/// If the file is not well-formed or is not TMX.
pub fn read(bytes: &[u8]) -> Result<Corpus, FormatError> {
    let text = decode::decode_xml(bytes)?;
    read_pieces(&Feed::of_text(&text), &mut |_| Ok(()))
}

/// Reads a TMX file and passes on its units piece by piece.
pub(crate) fn read_pieces(feed: &Feed<'_>, full: &mut Full<'_>) -> Result<Corpus, FormatError> {
    let mut reader = Reader::new(feed, Rules::default());
    reader.document(full)?;
    reader.decide_sides();
    let places = reader.rules.found.count() + reader.puller.undeclared().len();
    let mut corpus = reader.corpus;
    corpus.warn_of(places, "TMX");
    Ok(corpus)
}

/// Returns every violation of TMX 1.4b in a file, in order; a fatal error is the last.
///
/// # Errors
/// If the file is not XML in a known encoding.
pub fn validate(bytes: &[u8]) -> Result<Vec<FormatError>, FormatError> {
    let text = decode::decode_xml(bytes)?;
    let feed = Feed::of_text(&text);
    let mut reader = Reader::new(&feed, Rules::keeping());
    let stop = reader.document(&mut drop_units).err();
    let mut errors = reader.puller.undeclared();
    errors.extend(reader.rules.found.located(&feed));
    errors.extend(stop);
    Ok(errors)
}

/// A file while it is read.
struct Reader<'a> {
    puller: Puller<'a>,
    /// The rules that the file is checked against.
    rules: Rules,
    /// What is known about the file, and the units that were not passed on yet.
    corpus: Corpus,
    /// The places of its languages.
    langs: LangIndex,
    /// The source language that the header names, unless that is any; `None` too if the
    /// languages have their final order.
    source: Option<Lang>,
    /// The default source language of units.
    header: Option<Lang>,
    sides: Sides,
}

impl<'a> Reader<'a> {
    fn new(feed: &Feed<'a>, rules: Rules) -> Self {
        let corpus = Corpus {
            files: vec![FileInfo::default()],
            ..Corpus::default()
        };
        Self {
            puller: Puller::bounded_of(feed),
            rules,
            corpus,
            langs: LangIndex::default(),
            source: None,
            header: None,
            sides: Sides::of(&Corpus::default()),
        }
    }

    fn document(&mut self, full: &mut Full<'_>) -> Result<(), FormatError> {
        let root = self.puller.root()?;
        if &*root.local != "tmx" {
            return Err(self.puller.error(
                root.at,
                msg!("TMX 1.4b <tmx>"),
                msg!(
                    "the root element is <{root}>, not <tmx>",
                    root = root.name()
                ),
            ));
        }
        self.rules.root(&root);
        loop {
            match self.puller.next()? {
                Item::Start(element) if &*element.local == "body" => {
                    self.rules.body(&element);
                    self.body(full)?;
                }
                Item::Start(element) => {
                    let part = self.puller.subtree(element)?;
                    self.rules.part(&root, &part);
                    if &*part.local == "header" {
                        self.source = read_header(&part, &mut self.corpus);
                        self.header.clone_from(&self.source);
                    }
                }
                Item::Text(text) => {
                    self.rules.no_text(&root, &text);
                }
                Item::End => {}
                Item::Eof => break,
            }
        }
        self.rules.end(&root);
        Ok(())
    }

    fn body(&mut self, full: &mut Full<'_>) -> Result<(), FormatError> {
        loop {
            match self.puller.next()? {
                Item::Start(element) => {
                    let tree = self.puller.subtree(element)?;
                    self.rules.child_of_body(&tree);
                    // Invalid content here has no text of a unit.
                    if &*tree.local == "tu" {
                        if self.corpus.is_piece() {
                            self.decide_sides();
                        }
                        let into = (&mut self.corpus, &mut self.langs);
                        let unit = read_unit(&tree, into, self.header.as_ref(), &mut self.sides);
                        self.corpus.add(unit, full)?;
                    }
                }
                Item::Text(text) => {
                    self.rules.text_in_body(self.puller.offset(), &text);
                }
                Item::End | Item::Eof => return Ok(()),
            }
        }
    }
}

impl Reader<'_> {
    /// Decides which languages there are and their order, before units are passed on.
    fn decide_sides(&mut self) {
        self.put_source_first();
        self.sides.decide(&mut self.corpus, &mut self.langs);
    }

    /// Puts the header's source language first, once.
    fn put_source_first(&mut self) {
        let source = self.source.take();
        let Some(at) = source.and_then(|lang| self.corpus.find_lang(&lang)) else {
            return;
        };
        if at == 0 {
            return;
        }
        self.corpus.langs.swap(0, at);
        self.langs = LangIndex::of(&self.corpus);
        let place = |lang: usize| match lang {
            0 => at,
            lang if lang == at => 0,
            lang => lang,
        };
        for unit in &mut self.corpus.units {
            for prop in &mut unit.props {
                prop.lang = prop.lang.map(place);
            }
            for segment in &mut unit.segments {
                segment.texts = std::mem::take(&mut segment.texts).moved(|lang| Some(place(lang)));
            }
        }
    }
}

/// Returns whether any language may be the source.
fn is_any(tag: &str) -> bool {
    tag.eq_ignore_ascii_case("*all*")
}

/// Reads the header; returns its source language unless it is `*all*`.
fn read_header(header: &Element, corpus: &mut Corpus) -> Option<Lang> {
    corpus.attrs = other_attrs(header, &["srclang"]);
    if let Some(any) = header.get("srclang").filter(|tag| is_any(tag)) {
        corpus.attrs.push(("tmx:srclang".into(), any.to_owned()));
    }
    for child in header.elements() {
        match &*child.local {
            "note" => corpus.notes.push(read_note(child)),
            "prop" => corpus.props.push(read_prop(child, None)),
            _ => corpus.kept.push(Kept {
                place: "tmx:header".into(),
                xml: child.to_xml(),
            }),
        }
    }
    header
        .get("srclang")
        .filter(|tag| !is_any(tag))
        .map(Lang::new)
}

/// Reads one `<tu>`.
pub(super) fn read_unit(
    tree: &Element,
    (corpus, langs): (&mut Corpus, &mut LangIndex),
    source: Option<&Lang>,
    sides: &mut Sides,
) -> Unit {
    let mut unit = Unit {
        id: tree.get("tuid").unwrap_or_default().to_owned(),
        attrs: other_attrs(tree, &["tuid", "srclang"]),
        ..Unit::default()
    };
    if let Some(own) = tree.get("srclang") {
        let differs = source.is_none_or(|lang| *lang != Lang::new(own));
        if differs {
            unit.attrs.push(("tmx:srclang".into(), own.to_owned()));
        }
    }
    let mut segment = Segment::default();
    for child in tree.elements() {
        match &*child.local {
            "note" => unit.notes.push(read_note(child)),
            "prop" => unit.props.push(read_prop(child, None)),
            "tuv" => {
                read_variant(child, (corpus, langs), &mut unit, &mut segment, sides);
            }
            _ => unit.kept.push(Kept {
                place: "tmx:tu".into(),
                xml: child.to_xml(),
            }),
        }
    }
    // An empty text names its language, and is a placeholder for a missing text.
    let empty: Vec<usize> = segment
        .texts
        .iter()
        .filter(|(_, texts)| texts.iter().all(Text::is_empty))
        .map(|(lang, _)| lang)
        .collect();
    for lang in empty {
        segment.texts.set(lang, Vec::new());
    }
    unit.segments = vec![segment];
    unit
}

fn read_variant(
    tuv: &Element,
    (corpus, langs): (&mut Corpus, &mut LangIndex),
    unit: &mut Unit,
    segment: &mut Segment,
    sides: &mut Sides,
) {
    let tag = tuv.xml_lang().or_else(|| tuv.get("lang")).unwrap_or("und");
    let Some(seg) = tuv.child("seg") else {
        return;
    };
    let named = Lang::new(tag);
    let lang = langs.index_of(&named, corpus);
    for child in tuv.elements() {
        match &*child.local {
            "note" => {
                let mut note = read_note(child);
                note.attrs.push(("tmx:tuv".into(), tag.to_owned()));
                unit.notes.push(note);
            }
            "prop" => unit.props.push(read_prop(child, Some(lang))),
            _ => {}
        }
    }
    for (key, value) in other_attrs(tuv, &["lang"]) {
        let key = key.replacen("tmx:", &format!("tmx:tuv:{named}:"), 1);
        unit.attrs.push((key, value));
    }
    let text = read_seg(seg);
    if segment.sentences(lang).is_empty() {
        segment.texts.push(lang, text);
        return;
    }
    if sides.take_second(text, lang, (unit, segment), corpus) {
        return;
    }
    // Another rendering, not another sentence: the first is read, the others are kept.
    unit.kept.push(Kept {
        place: "tmx:tu".into(),
        xml: tuv.to_xml(),
    });
}

/// Reads the text and codes of a `<seg>`.
fn read_seg(seg: &Element) -> Text {
    let mut text = Text::default();
    let mut lone = 0;
    read_inline(seg, &mut text, &mut lone);
    text
}

fn read_inline(parent: &Element, text: &mut Text, lone: &mut usize) {
    for node in &parent.children {
        let element = match node {
            Node::Text(piece) => {
                text.push_str(piece);
                continue;
            }
            Node::Element(element) => element,
        };
        let name = &*element.local;
        if name == "hi" {
            *lone += 1;
            let id = format!("hi{lone}");
            let mark = |role| Code {
                role,
                mark: true,
                id: id.clone(),
                kind: element.get("type").unwrap_or_default().to_owned(),
                attrs: [("tmx:hi".to_owned(), String::new())]
                    .into_iter()
                    .chain(other_attrs(element, &["type"]))
                    .collect(),
                ..Code::default()
            };
            text.push_code(mark(Role::Open));
            read_inline(element, text, lone);
            text.push_code(Code {
                attrs: vec![("tmx:hi".to_owned(), String::new())],
                kind: String::new(),
                ..mark(Role::Close)
            });
            continue;
        }
        match name {
            "bpt" | "ept" | "it" | "ph" | "ut" => text.push_code(read_code(element, lone)),
            // Elements not allowed in a segment may still contain its text.
            _ => read_inline(element, text, lone),
        }
    }
}

fn read_code(element: &Element, lone: &mut usize) -> Code {
    let name = &*element.local;
    let role = match name {
        "bpt" => Role::Open,
        "ept" => Role::Close,
        "it" => match element.get("pos") {
            Some("begin") => Role::Open,
            Some("end") => Role::Close,
            _ => Role::Alone,
        },
        _ => Role::Alone,
    };
    let paired = matches!(name, "bpt" | "ept");
    let id = match element.get(if paired { "i" } else { "x" }) {
        Some(id) => id.to_owned(),
        None => {
            *lone += 1;
            format!("p{lone}")
        }
    };
    let used: &[&str] = if paired {
        &["i", "type"]
    } else {
        &["type", "pos", "x"]
    };
    let mut attrs = other_attrs(element, used);
    if !paired && element.get("x").is_none() {
        attrs.push(("tmx:no-x".into(), String::new()));
    }
    if matches!(name, "it" | "ut") {
        attrs.push((format!("tmx:{name}"), String::new()));
    }
    if element.elements().next().is_some() {
        attrs.push(("tmx:inner".into(), element.inner_xml()));
    }
    Code {
        role,
        mark: false,
        id,
        kind: element.get("type").unwrap_or_default().to_owned(),
        data: element.text(),
        attrs,
    }
}

fn read_note(element: &Element) -> Note {
    Note {
        text: element.text(),
        attrs: text_attrs(element),
        ..Note::default()
    }
}

fn read_prop(element: &Element, lang: Option<usize>) -> Prop {
    Prop {
        kind: element.get("type").unwrap_or_default().to_owned(),
        value: element.text(),
        lang,
        attrs: text_attrs(element),
    }
}

/// Returns language and encoding of a `<note>` or `<prop>`.
fn text_attrs(element: &Element) -> Attrs {
    let own = [
        ("tmx:xml:lang", element.xml_lang()),
        ("tmx:o-encoding", element.get("o-encoding")),
    ];
    own.into_iter()
        .filter_map(|(name, value)| Some((name.to_owned(), value?.to_owned())))
        .collect()
}

/// Returns the attributes that are not in `used`, as those of TMX, in one order.
fn other_attrs(element: &Element, used: &[&str]) -> Attrs {
    let mut attrs: Attrs = element
        .attrs
        .iter()
        .filter(|attr| attr.prefix.is_empty() && !used.contains(&&*attr.local))
        .map(|attr| (format!("tmx:{}", attr.local), attr.value.clone()))
        .collect();
    attrs.sort();
    attrs
}
