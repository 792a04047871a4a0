//! WMT test sets: `<dataset><doc><src|ref|hyp><p><seg id>`, and the older SGML-like sets in
//! well-formed XML (`<srcset>`, `<refset>`, `<tstset>`).
//!
//! A document is a unit's file, a `<p>` is a unit, a `<seg>` of the same id on all sides is a
//! segment. The source comes first, then references, then systems.

use crate::format::corpus::{Corpus, FileInfo, Segment, Unit};
use crate::format::text::Text;
use crate::format::xml::{Element, Item, Puller};
use crate::format::{FormatError, decode};
use crate::text::Lang;

/// Reads a WMT set.
///
/// # Errors
/// Where the file is not well-formed or holds no segments.
pub fn read(bytes: &[u8]) -> Result<Corpus, FormatError> {
    let text = decode::decode_xml(bytes)?;
    let mut puller = Puller::new(&text);
    let root = puller.root()?;
    let mut corpus = Corpus::default();
    for name in ["srclang", "trglang"] {
        if let Some(tag) = root.get(name).filter(|tag| *tag != "any") {
            corpus.lang_index(&Lang::new(tag));
        }
    }
    loop {
        match puller.next()? {
            Item::Start(element) if &*element.local == "doc" => {
                let document = puller.subtree(element)?;
                read_document(&document, &root, &mut corpus);
            }
            Item::Eof => break,
            _ => {}
        }
    }
    if corpus.units.is_empty() {
        return Err(puller.error(
            root.at,
            "WMT set: <doc> with <seg>",
            "there is no segment".to_owned(),
        ));
    }
    let count = corpus.langs.len();
    for unit in &mut corpus.units {
        for segment in &mut unit.segments {
            segment.texts.resize_with(count, Vec::new);
        }
    }
    Ok(corpus)
}

fn read_document(document: &Element, root: &Element, corpus: &mut Corpus) {
    let name = document.get("id").or_else(|| document.get("docid"));
    corpus.files.push(FileInfo {
        original: name.unwrap_or_default().to_owned(),
        ..FileInfo::default()
    });
    let file = corpus.files.len() - 1;
    let first = corpus.units.len();
    let sides: Vec<&Element> = document
        .elements()
        .filter(|side| matches!(&*side.local, "src" | "ref" | "hyp"))
        .collect();
    if sides.is_empty() {
        let tag = document
            .get("trglang")
            .or_else(|| {
                root.get(if &*root.local == "srcset" {
                    "srclang"
                } else {
                    "trglang"
                })
            })
            .unwrap_or("und");
        read_side(document, Lang::new(tag), file, first, corpus);
        return;
    }
    for side in sides {
        let tag = side.get("lang").unwrap_or("und");
        let who = side.get("translator").or_else(|| side.get("system"));
        let plain = Lang::new(tag);
        // Two references of one language are told apart by a private subtag.
        let taken = corpus.units.iter().skip(first).any(|unit| {
            let at = corpus.langs.iter().position(|lang| *lang == plain);
            at.is_some_and(|at| {
                unit.segments
                    .iter()
                    .any(|segment| !segment.sentences(at).is_empty())
            })
        });
        let lang = match who {
            Some(who) if taken => Lang::new(&format!("{tag}-x-{}", subtag(who))),
            _ => plain,
        };
        read_side(side, lang, file, first, corpus);
    }
}

/// Returns a name as a subtag: letters and digits, eight at most.
fn subtag(name: &str) -> String {
    let word: String = name
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .take(8)
        .collect();
    if word.is_empty() {
        "other".into()
    } else {
        word
    }
}

fn read_side(side: &Element, lang: Lang, file: usize, first: usize, corpus: &mut Corpus) {
    let at = corpus.lang_index(&lang);
    let mut paragraphs: Vec<Vec<&Element>> = Vec::new();
    let mut loose: Vec<&Element> = Vec::new();
    for child in side.elements() {
        match &*child.local {
            "p" | "hl" => {
                let segments = child.elements().filter(|seg| &*seg.local == "seg");
                paragraphs.push(segments.collect());
            }
            "seg" => loose.push(child),
            _ => {}
        }
    }
    paragraphs.extend(loose.into_iter().map(|seg| vec![seg]));
    for segments in paragraphs {
        let mut own: Option<usize> = None;
        for seg in segments {
            let id = seg.get("id").unwrap_or_default();
            let text = Text::from(seg.text().trim());
            let known = corpus
                .units
                .iter_mut()
                .skip(first)
                .flat_map(|unit| unit.segments.iter_mut())
                .find(|segment| !id.is_empty() && segment.id == id);
            let segment = match known {
                Some(segment) => segment,
                None => {
                    let unit = match own {
                        Some(unit) => unit,
                        None => {
                            corpus.units.push(Unit {
                                file,
                                ..Unit::default()
                            });
                            own = Some(corpus.units.len() - 1);
                            corpus.units.len() - 1
                        }
                    };
                    let Some(unit) = corpus.units.get_mut(unit) else {
                        continue;
                    };
                    unit.segments.push(Segment {
                        id: id.to_owned(),
                        ..Segment::default()
                    });
                    let Some(segment) = unit.segments.last_mut() else {
                        continue;
                    };
                    segment
                }
            };
            if segment.texts.len() <= at {
                segment.texts.resize_with(at + 1, Vec::new);
            }
            if let Some(place) = segment.texts.get_mut(at) {
                place.push(text);
            }
        }
    }
}
