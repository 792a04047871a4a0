//! WMT test sets: `<dataset><doc><src|ref|hyp><p><seg id>`, and the older SGML-like sets in
//! well-formed XML (`<srcset>`, `<refset>`, `<tstset>`).
//!
//! A document is a unit's file, a `<p>` is a unit, a `<seg>` of the same id on all sides is a
//! segment. The source comes first, then references, then systems.

use crate::corpus::{Corpus, FileInfo, LangIndex, Segment, Unit};
use crate::text::Text;
use crate::xml::{Element, Item, Puller};
use crate::{FormatError, decode};
use bayn_text::Lang;
use bayn_text::msg;
use std::collections::{HashMap, HashSet};

/// Reads a WMT set.
///
/// # Errors
/// If the file is not well-formed or holds no segments.
pub fn read(bytes: &[u8]) -> Result<Corpus, FormatError> {
    let text = decode::decode_xml(bytes)?;
    let mut puller = Puller::bounded(&text);
    let root = puller.root()?;
    let mut corpus = Corpus::default();
    let mut langs = LangIndex::default();
    for name in ["srclang", "trglang"] {
        if let Some(tag) = root.get(name).filter(|tag| *tag != "any") {
            langs.index_of(&Lang::new(tag), &mut corpus);
        }
    }
    loop {
        match puller.next()? {
            Item::Start(element) if &*element.local == "doc" => {
                let document = puller.subtree(element)?;
                read_document(&document, &root, &mut corpus, &mut langs);
            }
            Item::Eof => break,
            _ => {}
        }
    }
    if corpus.units.is_empty() {
        return Err(puller.error(
            root.at,
            msg!("WMT set: <doc> with <seg>"),
            msg!("there is no segment"),
        ));
    }
    Ok(corpus)
}

fn read_document(document: &Element, root: &Element, corpus: &mut Corpus, langs: &mut LangIndex) {
    let mut made = Made::default();
    let name = document.get("id").or_else(|| document.get("docid"));
    corpus.files.push(FileInfo {
        original: name.unwrap_or_default().to_owned(),
        ..FileInfo::default()
    });
    let file = corpus.files.len() - 1;
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
        let lang = langs.index_of(&Lang::new(tag), corpus);
        made.read_side(document, lang, file, corpus);
        return;
    }
    for side in sides {
        let tag = side.get("lang").unwrap_or("und");
        let who = side.get("translator").or_else(|| side.get("system"));
        let plain = Lang::new(tag);
        // Two references in one language are distinguished by a private subtag.
        let lang = match who {
            Some(who) if made.langs.contains(&plain) => {
                Lang::new(&format!("{tag}-x-{}", subtag(who)))
            }
            _ => plain,
        };
        let at = langs.index_of(&lang, corpus);
        if made.read_side(side, at, file, corpus) {
            made.langs.insert(lang);
        }
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

/// The part of a document read so far.
#[derive(Default)]
struct Made {
    /// The languages that have text.
    langs: HashSet<Lang>,
    /// The unit and the segment in it of each id.
    by_id: HashMap<String, (usize, usize)>,
}

impl Made {
    /// Reads one side of a document; returns whether it holds a segment.
    fn read_side(&mut self, side: &Element, lang: usize, file: usize, corpus: &mut Corpus) -> bool {
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
        let any = paragraphs.iter().any(|segments| !segments.is_empty());
        for segments in paragraphs {
            let mut own: Option<usize> = None;
            for seg in segments {
                let id = seg.get("id").unwrap_or_default();
                let (unit, segment) = match self.by_id.get(id) {
                    Some(place) => *place,
                    None => {
                        let unit = *own.get_or_insert_with(|| {
                            corpus.units.push(Unit {
                                file,
                                ..Unit::default()
                            });
                            corpus.units.len() - 1
                        });
                        let Some(segments) = corpus.units.get_mut(unit).map(|u| &mut u.segments)
                        else {
                            continue;
                        };
                        segments.push(Segment {
                            id: id.to_owned(),
                            ..Segment::default()
                        });
                        let place = (unit, segments.len() - 1);
                        if !id.is_empty() {
                            self.by_id.insert(id.to_owned(), place);
                        }
                        place
                    }
                };
                let unit = corpus.units.get_mut(unit);
                if let Some(segment) = unit.and_then(|unit| unit.segments.get_mut(segment)) {
                    segment.texts.push(lang, Text::from(seg.text().trim()));
                }
            }
        }
        any
    }
}
