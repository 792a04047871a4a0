//! Every name of some texts with all its spellings, across files and scripts.
//!
//! ```text
//!   tokens ─ runs of capitals ─ mentions ─┬ one spelling when levelled        ┐
//!                                         ├ acronym, `X (Y)`, names of the world ├ one name
//!                                         └ surname, first part, body alone    ┘
//!   Arabic words that sound like it, that translate it in linked sentences ─────┘
//! ```
//!
//! Nothing here is certain; the rules are chosen so that two names are rarely merged. A
//! name that is joined with nothing is a separate entry of the list.

mod arabic;
mod cluster;
mod latin;
pub(crate) mod sound;
mod sound_index;
mod token;
mod word_list;

use bayn_align::encoder::Encoder;
use bayn_doc::{Bead, Document};
use cluster::Clusters;
use harf::Span;
use std::collections::HashMap;
use std::ops::Range;
use token::Reading;
use word_list::Around;

/// A place where a name occurs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Occurrence {
    /// The index of the text.
    pub document: usize,
    /// The bytes in its text.
    pub span: Span,
}

/// One spelling of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spelling {
    /// As it is in the text.
    pub text: String,
    /// Where, in the order of the texts; never empty.
    pub places: Vec<Occurrence>,
}

/// A name with all its spellings, the most used first and after them the common words that are used
/// for it (`the organization`); never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Its spellings.
    pub spellings: Vec<Spelling>,
}

impl Name {
    /// Returns the number of its occurrences.
    #[must_use]
    pub fn count(&self) -> usize {
        self.spellings
            .iter()
            .map(|spelling| spelling.places.len())
            .sum()
    }

    /// Returns all occurrences in the order of the texts.
    #[must_use]
    pub fn places(&self) -> Vec<Occurrence> {
        let mut places: Vec<Occurrence> = self
            .spellings
            .iter()
            .flat_map(|spelling| spelling.places.iter().copied())
            .collect();
        places.sort_unstable();
        places
    }
}

/// Two texts whose sentences are linked.
#[derive(Clone, Copy, Debug)]
pub struct Linked<'a> {
    /// The index of the source.
    pub source: usize,
    /// The index of the target.
    pub target: usize,
    /// The beads between them.
    pub beads: &'a [Bead],
}

/// The input in which names are searched.
#[derive(Clone, Copy, Debug, Default)]
pub struct Texts<'a> {
    /// The texts.
    pub documents: &'a [&'a Document],
    /// Translations among them, which show the counterpart of a name in another script.
    pub linked: &'a [Linked<'a>],
    /// The encoder, to find it by meaning too.
    pub encoder: Option<&'a Encoder>,
}

/// A name where it occurs.
#[derive(Clone, Debug)]
pub(crate) struct Mention {
    document: usize,
    /// Its words in the tokens, with the context of the name.
    words: Range<usize>,
    span: Span,
    /// The words of the name itself, counted from the first word.
    name: Range<usize>,
    /// The words of the name in the compared form.
    core: Vec<String>,
    /// `organization` or a similar word, if it is written with the name.
    body: Option<String>,
    arabic: bool,
}

impl Mention {
    /// Returns whether it is only the common word for a body, such as `organization`.
    fn is_common(&self) -> bool {
        match self.core.as_slice() {
            [word] => self.body.is_none() && is_body(word),
            _ => false,
        }
    }

    fn overlaps(&self, document: usize, words: &Range<usize>) -> bool {
        self.document == document && self.words.start < words.end && words.start < self.words.end
    }
}

/// Where one spelling occurs, and whether it is a name there.
#[derive(Default)]
struct Written {
    is_name: bool,
    places: Vec<Occurrence>,
}

fn is_body(word: &str) -> bool {
    Around::latin().is("body", word) || Around::arabic().is("body", word)
}

/// Returns the names of all texts, the most used first.
#[must_use]
pub fn names(texts: &Texts<'_>) -> Vec<Name> {
    let readings: Vec<Reading> = texts
        .documents
        .iter()
        .map(|text| Reading::of(text))
        .collect();
    let capitals = latin::Capitals::of(&readings);
    let alone = latin::alone(&readings, &capitals);
    let mentions = readings
        .iter()
        .enumerate()
        .flat_map(|(at, reading)| latin::mentions(at, reading, &capitals, &alone))
        .collect();
    let mut clusters = Clusters::new(texts.documents, &readings, mentions);
    clusters.small_letters();
    clusters.grow();
    clusters.join(&capitals);
    arabic::find(&mut clusters, texts);
    clusters.bodies();
    list(clusters)
}

fn list(clusters: Clusters<'_>) -> Vec<Name> {
    let mut by_root: HashMap<usize, HashMap<String, Written>> = HashMap::new();
    for (at, mention) in clusters.mentions.iter().enumerate() {
        let Some(document) = clusters.documents.get(mention.document) else {
            continue;
        };
        let root = clusters.root_of_mention(at);
        let span = if mention.arabic {
            clusters.bare(mention, root)
        } else {
            quoted(&document.text, mention.span)
        };
        let text = span.of(&document.text).to_owned();
        let written = by_root.entry(root).or_default().entry(text).or_default();
        written.is_name |= !mention.is_common();
        written.places.push(Occurrence {
            document: mention.document,
            span,
        });
    }
    let mut names: Vec<Name> = by_root
        .into_values()
        .map(|spellings| {
            let mut spellings: Vec<(bool, Spelling)> = spellings
                .into_iter()
                .map(
                    |(
                        text,
                        Written {
                            is_name,
                            mut places,
                        },
                    )| {
                        places.sort_unstable();
                        places.dedup();
                        (is_name, Spelling { text, places })
                    },
                )
                .collect();
            spellings.sort_by(|(a_name, a), (b_name, b)| {
                b_name
                    .cmp(a_name)
                    .then_with(|| b.places.len().cmp(&a.places.len()))
                    .then_with(|| a.places.cmp(&b.places))
            });
            let spellings = spellings
                .into_iter()
                .map(|(_, spelling)| spelling)
                .collect();
            Name { spellings }
        })
        .collect();
    names.sort_by(|a, b| {
        b.count()
            .cmp(&a.count())
            .then_with(|| a.places().cmp(&b.places()))
    });
    names
}

/// Returns the span including the quotation mark before it, if it is closed inside.
fn quoted(text: &str, span: Span) -> Span {
    let inside = span.of(text);
    for (open, close) in [('\u{201C}', '\u{201D}'), ('"', '"'), ('\u{AB}', '\u{BB}')] {
        let lone = inside.matches(close).count() == 1 && (open == close || !inside.contains(open));
        let before = text.get(..span.start).unwrap_or("");
        if lone && before.ends_with(open) {
            return Span::new(span.start - open.len_utf8(), span.end);
        }
    }
    span
}
