//! Stand-off alignment: a file of links between the sentences of two others.
//!
//! `InterText` (`<linkGrp toDoc fromDoc><link xtargets="t1 t2;s1" type status/>`), CES
//! (`<cesAlign>`), and TEI (`<linkGrp><link target="a.xml#s1 b.xml#s2"/>`). The texts are XML
//! in which `<s>` (or what else bears the `id`) is a sentence and `<p>` a paragraph.

use crate::corpus::{Corpus, FileInfo, Segment, State};
use crate::text::Text;
use crate::xml::{Element, Item, Puller};
use crate::{FormatError, decode};
use bayn_doc::Sides;
use bayn_text::Lang;
use bayn_text::msg;
use std::collections::HashMap;

/// A link between sentences by their ids.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Link {
    /// The ids on each side.
    pub ids: Sides<Vec<String>>,
    /// Whether a person confirmed it.
    pub confirmed: bool,
}

/// The links of an alignment file, and the names of its two texts where it says them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Links {
    /// The names of the two texts, or empty.
    pub names: Sides<String>,
    /// The links in order.
    pub links: Vec<Link>,
}

/// Reads the links of an alignment file.
///
/// # Errors
/// Where the file is not well-formed or a link has no targets.
pub fn read_links(bytes: &[u8]) -> Result<Links, FormatError> {
    let text = decode::decode_xml(bytes)?;
    let mut puller = Puller::new(&text);
    let mut links = Links::default();
    loop {
        match puller.next()? {
            Item::Start(element) => match &*element.local {
                "linkGrp" | "cesAlign" => group_names(&element, &mut links),
                "link" | "align" => {
                    let link = read_link(&element).ok_or_else(|| {
                        puller.error(
                            element.at,
                            msg!("a stand-off link needs `xtargets` or `target`"),
                            msg!("this link does not say what it links"),
                        )
                    })?;
                    links.links.push(link);
                }
                _ => {}
            },
            Item::Eof => break,
            _ => {}
        }
    }
    Ok(links)
}

fn group_names(group: &Element, links: &mut Links) {
    if let (Some(from), Some(to)) = (group.get("fromDoc"), group.get("toDoc")) {
        // InterText writes the target first: `xtargets="to;from"`.
        links.names = Sides::new(to.to_owned(), from.to_owned());
    }
}

fn read_link(link: &Element) -> Option<Link> {
    let confirmed = link.get("status") == Some("man");
    let words = |list: &str| {
        list.split_ascii_whitespace()
            .map(|word| word.rsplit('#').next().unwrap_or(word).to_owned())
            .collect::<Vec<_>>()
    };
    if let Some(targets) = link.get("xtargets") {
        let (first, second) = targets.split_once(';')?;
        return Some(Link {
            ids: Sides::new(words(first), words(second)),
            confirmed,
        });
    }
    let targets = link.get("target").or_else(|| link.get("targets"))?;
    if let Some((first, second)) = targets.split_once(';') {
        return Some(Link {
            ids: Sides::new(words(first), words(second)),
            confirmed,
        });
    }
    // TEI: the file before `#` tells the sides apart.
    let mut ids = Sides::new(Vec::new(), Vec::new());
    let mut first_file = None;
    for (at, word) in targets.split_ascii_whitespace().enumerate() {
        let (file, id) = word.split_once('#')?;
        let first = *first_file.get_or_insert(file);
        let is_source = if file.is_empty() {
            at == 0
        } else {
            file == first
        };
        if is_source {
            ids.source.push(id.to_owned());
        } else {
            ids.target.push(id.to_owned());
        }
    }
    Some(Link { ids, confirmed })
}

/// The sentences of a text by their ids, in order, with their paragraphs.
struct Sentences {
    texts: Vec<(String, usize)>,
    by_id: HashMap<String, usize>,
    lang: Option<Lang>,
}

fn read_sentences(bytes: &[u8]) -> Result<Sentences, FormatError> {
    let text = decode::decode_xml(bytes)?;
    let mut puller = Puller::new(&text);
    let root = puller.root()?;
    let mut found = Sentences {
        texts: Vec::new(),
        by_id: HashMap::new(),
        lang: root.xml_lang().or_else(|| root.get("lang")).map(Lang::new),
    };
    let mut paragraph = 0;
    loop {
        match puller.next()? {
            Item::Start(element) => match &*element.local {
                "s" | "seg" => {
                    let tree = puller.subtree(element)?;
                    let id = tree
                        .get_ns(crate::xml::XML_NS, "id")
                        .or_else(|| tree.get("id"));
                    if let Some(id) = id {
                        found.by_id.insert(id.to_owned(), found.texts.len());
                    }
                    let flat = tree.text();
                    let words: Vec<&str> = flat.split_whitespace().collect();
                    found.texts.push((words.join(" "), paragraph));
                }
                "p" | "head" | "div" | "ab" | "l" => paragraph += 1,
                _ => {}
            },
            Item::Eof => return Ok(found),
            _ => {}
        }
    }
}

/// How many bytes the sentences of all links may always have together.
const ALWAYS: usize = 16 << 20;
/// Beyond that, how many for each byte of the two texts.
const RATIO: usize = 2;

/// Joins an alignment with its two texts.
///
/// # Errors
/// Where a file cannot be read or a link names a sentence that is not there.
pub fn join(
    links: &Links,
    texts: Sides<&[u8]>,
    langs: &Sides<Lang>,
) -> Result<Corpus, FormatError> {
    let source = read_sentences(texts.source)?;
    let target = read_sentences(texts.target)?;
    let lang = |own: &Option<Lang>, given: &Lang| own.clone().unwrap_or_else(|| given.clone());
    let mut corpus = Corpus::bilingual(
        lang(&source.lang, &langs.source),
        lang(&target.lang, &langs.target),
    );
    corpus.files.push(FileInfo::default());
    // A file may name its texts in the other order than they were given.
    let knows = |sentences: &Sentences, ids: &[String]| {
        ids.iter().all(|id| sentences.by_id.contains_key(id))
    };
    let fits = |link: &Link| knows(&source, &link.ids.source) && knows(&target, &link.ids.target);
    let swapped = !links.links.iter().all(fits)
        && links
            .links
            .iter()
            .all(|link| knows(&source, &link.ids.target) && knows(&target, &link.ids.source));
    let most = ALWAYS + RATIO * (texts.source.len() + texts.target.len());
    let mut left = most;
    let mut last = [usize::MAX; 2];
    for link in &links.links {
        let (first, second) = if swapped {
            (&link.ids.target, &link.ids.source)
        } else {
            (&link.ids.source, &link.ids.target)
        };
        let mut begins = corpus.units.is_empty();
        let mut segment = Segment {
            state: link.confirmed.then_some(State::Reviewed),
            ..Segment::default()
        };
        for (lang, ((sentences, ids), last)) in [(&source, first), (&target, second)]
            .iter()
            .zip(&mut last)
            .enumerate()
        {
            let mut side = Vec::new();
            for id in *ids {
                let found = sentences
                    .by_id
                    .get(id)
                    .and_then(|at| sentences.texts.get(*at));
                let Some((text, paragraph)) = found else {
                    return Err(FormatError::whole(
                        msg!("stand-off link: ids of sentences must exist"),
                        msg!(
                            "a link names the sentence `{id}`, which is in neither text",
                            id
                        ),
                    )
                    .remedy(msg!("give the same texts that were aligned")));
                };
                begins |= *last != *paragraph;
                *last = *paragraph;
                left = left.checked_sub(text.len()).ok_or_else(|| {
                    FormatError::whole(
                        msg!("repetition limit"),
                        msg!(
                            "the links repeat sentences, for more than {most} bytes",
                            most
                        ),
                    )
                    .remedy(msg!(
                        "a sentence belongs to one link: align the texts again"
                    ))
                })?;
                side.push(Text::from(text.as_str()));
            }
            segment.texts.set(lang, side);
        }
        if segment.texts.is_empty() {
            continue;
        }
        corpus.push_segment(segment, begins);
    }
    Ok(corpus)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &[u8] = b"<text xml:lang='ar'><p><s id='1:1'>A.</s><s id='1:2'>B.</s></p></text>";
    const TARGET: &[u8] = b"<text xml:lang='en'><p><s id='1:1'>a b.</s></p></text>";

    #[test]
    fn an_intertext_alignment_joins_its_texts() {
        let links = read_links(
            b"<linkGrp toDoc='s.xml' fromDoc='t.xml'><link type='2-1' xtargets='1:1 1:2;1:1' status='man'/></linkGrp>",
        )
        .unwrap();
        let langs = Sides::new(Lang::default(), Lang::default());
        let corpus = join(&links, Sides::new(SOURCE, TARGET), &langs).unwrap();
        let segment = corpus.segments().next().unwrap();
        assert_eq!(
            (segment.sentences(0).len(), segment.sentences(1).len()),
            (2, 1)
        );
        assert_eq!(segment.state, Some(State::Reviewed));
        assert_eq!(corpus.langs[0], Lang::new("ar"));
    }

    #[test]
    fn a_tei_link_tells_its_sides_by_file() {
        let links =
            read_links(b"<linkGrp><link target='a.xml#1:1 a.xml#1:2 b.xml#1:1'/></linkGrp>")
                .unwrap();
        assert_eq!(links.links[0].ids.source.len(), 2);
        let missing = read_links(b"<linkGrp><link xtargets='9;9'/></linkGrp>").unwrap();
        let langs = Sides::new(Lang::default(), Lang::default());
        assert!(join(&missing, Sides::new(SOURCE, TARGET), &langs).is_err());
    }
}
