//! Stand-off alignment: a file of links between the sentences of two other files.
//!
//! `InterText` (`<linkGrp toDoc fromDoc><link xtargets="t1 t2;s1" type status/>`), XCES as OPUS
//! writes it (`<cesAlign>` with such groups, but the ids of `fromDoc` first), and TEI (`<linkGrp><link target="a.xml#s1 b.xml#s2"/>`). The texts are XML
//! in which `<s>` (or any other element with the `id`) is a sentence and `<p>` a paragraph.

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

/// The links of an alignment file, and the names of its two texts if it gives them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Links {
    /// The names of the two texts whose ids come first and second, or empty.
    pub names: Sides<String>,
    /// The links in order.
    pub links: Vec<Link>,
}

/// Reads the links of an alignment file.
///
/// # Errors
/// If the file is not well-formed or a link has no targets.
pub fn read_links(bytes: &[u8]) -> Result<Links, FormatError> {
    let text = decode::decode_xml(bytes)?;
    let mut puller = Puller::new(&text);
    let mut links = Links::default();
    let mut is_xces = false;
    loop {
        match puller.next()? {
            Item::Start(element) => match &*element.local {
                name @ ("linkGrp" | "cesAlign") => {
                    is_xces |= name == "cesAlign";
                    group_names(&element, is_xces, &mut links)
                        .map_err(|named| two_documents(&puller, &element, &named))?;
                }
                "link" | "align" => {
                    let link = read_link(&element).ok_or_else(|| {
                        puller.error(
                            element.at,
                            msg!("a stand-off link needs `xtargets` or `target`"),
                            msg!("this link has no targets"),
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

/// Reads the names of a group's texts.
///
/// # Errors
/// If another group links other texts: the name of one of them.
fn group_names(group: &Element, is_xces: bool, links: &mut Links) -> Result<(), String> {
    let (Some(from), Some(to)) = (group.get("fromDoc"), group.get("toDoc")) else {
        return Ok(());
    };
    // `InterText` writes the ids of the target first: `xtargets="to;from"`.
    let (first, second) = if is_xces { (from, to) } else { (to, from) };
    let names = Sides::new(first.to_owned(), second.to_owned());
    if links.names != names && !links.links.is_empty() {
        return Err(names.source);
    }
    links.names = names;
    Ok(())
}

/// Returns the error for a file that links more than two texts.
fn two_documents(puller: &Puller<'_>, group: &Element, named: &str) -> FormatError {
    puller
        .error(
            group.at,
            msg!("an alignment beside its texts"),
            msg!(
                "this file aligns further documents, such as `{named}`",
                named
            ),
        )
        .remedy(msg!("give a file with the links of one pair of documents"))
}

/// Returns the name of a document without its folder and compression suffix.
fn document(name: &str) -> &str {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    crate::inner_name(name)
}

/// Returns the length of the common suffix of two paths, in bytes.
fn common_end(one: &str, other: &str) -> usize {
    let bytes = one.bytes().rev().zip(other.bytes().rev());
    bytes.take_while(|(a, b)| a == b).count()
}

impl Links {
    /// Returns whether the texts were given in the opposite order of the ids, by the names
    /// of their files; `None` if these do not decide.
    #[must_use]
    fn are_swapped(&self, files: &Sides<&str>) -> Option<bool> {
        let names = self.names.as_ref().map(|name| crate::inner_name(name));
        let files = files.map(crate::inner_name);
        if names.source.is_empty()
            || document(names.source) == document(files.source)
                && document(names.target) == document(files.target)
                && document(names.source) != document(names.target)
        {
            return (!names.source.is_empty()).then_some(false);
        }
        // `en/1.xml` and `fr/1.xml` differ in their folders only.
        let fit = |first: &str, second: &str| {
            common_end(first, files.source) + common_end(second, files.target)
        };
        let straight = fit(names.source, names.target);
        let crossed = fit(names.target, names.source);
        (straight != crossed).then_some(crossed > straight)
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
    // TEI: the file before `#` distinguishes the sides.
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

/// The total number of bytes that the sentences of all links may always have.
const ALWAYS: usize = 16 << 20;
/// Beyond that, the number for each byte of the two texts.
const RATIO: usize = 2;

/// Joins an alignment with its two texts, of which `files` are the names.
///
/// # Errors
/// If a file cannot be read or a link names a sentence that is not there.
pub fn join(
    links: &Links,
    files: &Sides<&str>,
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
    // A file may name its texts in the other order than they were given; ids that are numbers
    // are in both.
    let knows = |sentences: &Sentences, ids: &[String]| {
        ids.iter().all(|id| sentences.by_id.contains_key(id))
    };
    let fits = |link: &Link| knows(&source, &link.ids.source) && knows(&target, &link.ids.target);
    let crosses =
        |link: &Link| knows(&source, &link.ids.target) && knows(&target, &link.ids.source);
    let straight = links.links.iter().all(fits);
    let crossed = links.links.iter().all(crosses);
    let swapped = crossed && (!straight || links.are_swapped(files) == Some(true));
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
                    .remedy(msg!("give the very texts that were aligned")));
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
        let corpus = join(&links, &NAMES, Sides::new(SOURCE, TARGET), &langs).unwrap();
        let segment = corpus.segments().next().unwrap();
        assert_eq!(
            (segment.sentences(0).len(), segment.sentences(1).len()),
            (2, 1)
        );
        assert_eq!(segment.state, Some(State::Reviewed));
        assert_eq!(corpus.langs[0], Lang::new("ar"));
    }

    const NAMES: Sides<&str> = Sides {
        source: "s.xml",
        target: "t.xml",
    };

    #[test]
    fn numbers_in_both_texts_are_told_apart_by_the_names_of_the_documents() {
        let doc = |words: [&str; 2]| {
            let [one, two] = words;
            format!("<text><s id='1'>{one}</s><s id='2'>{two}</s></text>").into_bytes()
        };
        let [en, fr] = [doc(["Tea.", "Milk."]), doc(["Du th\u{e9}.", "Du lait."])];
        let links = read_links(
            b"<cesAlign version='1.0'><linkGrp targType='s' fromDoc='en/1.xml.gz' toDoc='fr/1.xml.gz'>\
            <link xtargets='1 2;1'/><link xtargets=';2'/></linkGrp></cesAlign>",
        )
        .unwrap();
        let langs = Sides::new(Lang::default(), Lang::default());
        for (files, texts, shape) in [
            (("/x/en/1.xml", "/x/fr/1.xml"), (&en, &fr), (2, 1)),
            (("fr/1.xml", "en/1.xml"), (&fr, &en), (1, 2)),
            (("a", "b"), (&en, &fr), (2, 1)),
        ] {
            let files = Sides::new(files.0, files.1);
            let texts = Sides::new(texts.0.as_slice(), texts.1.as_slice());
            let corpus = join(&links, &files, texts, &langs).unwrap();
            let first = corpus.segments().next().unwrap();
            let found = (first.sentences(0).len(), first.sentences(1).len());
            assert_eq!(found, shape, "{files:?}");
        }
        let two = b"<cesAlign><linkGrp fromDoc='a' toDoc='b'><link xtargets='1;1'/></linkGrp>\
            <linkGrp fromDoc='c' toDoc='d'><link xtargets='1;1'/></linkGrp></cesAlign>";
        assert!(read_links(two).is_err());
    }

    #[test]
    fn a_tei_link_tells_its_sides_by_file() {
        let links =
            read_links(b"<linkGrp><link target='a.xml#1:1 a.xml#1:2 b.xml#1:1'/></linkGrp>")
                .unwrap();
        assert_eq!(links.links[0].ids.source.len(), 2);
        let missing = read_links(b"<linkGrp><link xtargets='9;9'/></linkGrp>").unwrap();
        let langs = Sides::new(Lang::default(), Lang::default());
        assert!(join(&missing, &NAMES, Sides::new(SOURCE, TARGET), &langs).is_err());
    }
}
