//! The bilingual document into which every format is read and from which it is written.
//!
//! ```text
//!   Corpus -- langs      the languages; text of language n is at index n everywhere
//!          -- files      the documents that the units come from
//!          -- groups     named nested groups of units inside a file
//!          -- units      paragraphs, each with
//!               segments  sentences (beads), each with
//!                 texts    for every language the sentences, each with
//!                   parts   running text and inline codes
//! ```
//!
//! It contains what formats can represent, not what the reader draws: see `bitext.rs` for the conversion
//! to `doc::Bitext`. What only one format understands is kept with its owner
//! (`attrs`, `kept`) and written back by the same family of formats.

use crate::FormatError;
use crate::attrs::Attrs;
use crate::text::Text;
use crate::texts::Texts;
use bayn_doc::Side;
use bayn_text::{Lang, Message, plural};
use std::collections::HashMap;

/// A whole bilingual (or multilingual) file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Corpus {
    /// The languages; the first is the source, the second the target.
    pub langs: Vec<Lang>,
    /// The documents that the units come from; may be empty.
    pub files: Vec<FileInfo>,
    /// The groups of all files.
    pub groups: Vec<Group>,
    /// The units in file order.
    pub units: Vec<Unit>,
    /// Notes on the whole.
    pub notes: Vec<Note>,
    /// Properties of the whole.
    pub props: Vec<Prop>,
    /// Attributes of the header or root that only their format understands.
    pub attrs: Attrs,
    /// Elements of the header or root that only their format understands.
    pub kept: Vec<Kept>,
    /// Warnings for the reader.
    pub warnings: Vec<Message>,
}

/// One document inside a corpus.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FileInfo {
    /// Its identifier, or empty.
    pub id: String,
    /// The name of the original document, or empty.
    pub original: String,
    /// Notes on the document.
    pub notes: Vec<Note>,
    /// Attributes that only their format understands.
    pub attrs: Attrs,
    /// Elements that only their format understands.
    pub kept: Vec<Kept>,
}

/// A group of units (XLIFF `<group>`).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Group {
    /// The index of its file.
    pub file: usize,
    /// The index of the group around it.
    pub parent: Option<usize>,
    /// Its identifier, or empty.
    pub id: String,
    /// Notes on the group.
    pub notes: Vec<Note>,
    /// Attributes that only their format understands.
    pub attrs: Attrs,
    /// Elements that only their format understands.
    pub kept: Vec<Kept>,
}

/// A paragraph with its translations.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Unit {
    /// Its identifier, or empty.
    pub id: String,
    /// The index of its file; 0 also if there are no files.
    pub file: usize,
    /// The index of the innermost group around it.
    pub group: Option<usize>,
    /// Its segments in source order.
    pub segments: Vec<Segment>,
    /// Notes on the unit.
    pub notes: Vec<Note>,
    /// Properties of the unit.
    pub props: Vec<Prop>,
    /// Attributes that only their format understands.
    pub attrs: Attrs,
    /// Elements that only their format understands.
    pub kept: Vec<Kept>,
}

/// A sentence with its translations: a bead.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Segment {
    /// Its identifier, or empty.
    pub id: String,
    /// Whether it is the space between segments (XLIFF 2 `<ignorable>`).
    pub ignorable: bool,
    /// The state of the translation, if the file gives it.
    pub state: Option<State>,
    /// The confidence of the alignment, in `0..=1`.
    pub confidence: Option<f32>,
    /// The texts by language: no sentence means "no counterpart", several an n-m bead.
    pub texts: Texts,
    /// Attributes that only their format understands.
    pub attrs: Attrs,
}

/// The state of a translation (XLIFF 2.1 `state`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum State {
    /// Not translated, or not yet usable.
    Initial,
    /// Translated, not checked.
    Translated,
    /// Checked.
    Reviewed,
    /// Final.
    Final,
}

impl State {
    /// Returns the XLIFF 2 name of the state.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Initial => "initial",
            Self::Translated => "translated",
            Self::Reviewed => "reviewed",
            Self::Final => "final",
        }
    }

    /// Returns the state with this XLIFF 2 name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Initial, Self::Translated, Self::Reviewed, Self::Final]
            .into_iter()
            .find(|state| state.name() == name)
    }
}

/// A remark of a person or tool.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Note {
    /// The text.
    pub text: String,
    /// Who wrote it, or empty.
    pub from: String,
    /// Its category, or empty.
    pub category: String,
    /// The side it refers to; `None` is both.
    pub side: Option<Side>,
    /// Its priority, 1 (highest) to 10.
    pub priority: Option<u8>,
    /// Attributes that only their format understands.
    pub attrs: Attrs,
}

/// A named property (TMX `<prop>`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prop {
    /// The name.
    pub kind: String,
    /// The value.
    pub value: String,
    /// The language whose text it refers to, as an index; `None` is the whole unit.
    pub lang: Option<usize>,
    /// Attributes that only their format understands.
    pub attrs: Attrs,
}

/// An element that is kept unread, as self-contained XML.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// Where it belongs, by format, such as `x2:file` or `x1:tool`.
    pub place: String,
    /// The element with all namespaces that it uses.
    pub xml: String,
}

/// The number of units that a reader collects before it passes them on.
const PIECE: usize = 4_000;

/// Called with what was read so far whenever that is a piece, and may take its units. A unit of which
/// more may follow is never among them.
pub(crate) type Full<'t> = dyn FnMut(&mut Corpus) -> Result<(), FormatError> + 't;

/// Discards the units of a piece, for callers that only examine a file.
pub(crate) fn drop_units(corpus: &mut Corpus) -> Result<(), FormatError> {
    corpus.units.clear();
    Ok(())
}

impl Corpus {
    /// Returns an empty corpus of two languages.
    #[must_use]
    pub fn bilingual(source: Lang, target: Lang) -> Self {
        Self {
            langs: vec![source, target],
            ..Self::default()
        }
    }

    /// Adds a segment after the last one: to the last unit, or, if it `begins` one or there
    /// is none, to a new one.
    pub fn push_segment(&mut self, segment: Segment, begins: bool) {
        if begins || self.units.is_empty() {
            self.units.push(Unit::default());
        }
        if let Some(unit) = self.units.last_mut() {
            unit.push(segment);
        }
    }

    /// Adds a unit that was read; before that, `full` may take the units of a whole piece.
    pub(crate) fn add(&mut self, unit: Unit, full: &mut Full<'_>) -> Result<(), FormatError> {
        if self.is_piece() {
            full(self)?;
        }
        self.units.push(unit);
        Ok(())
    }

    /// Returns whether there are enough units to pass on.
    pub(crate) const fn is_piece(&self) -> bool {
        self.units.len() >= PIECE
    }

    /// Warns that a file breaks the rules of its format in some places.
    pub(crate) fn warn_of(&mut self, places: usize, rules: &'static str) {
        if places > 0 {
            self.warnings.push(plural!(
                "one place breaks {rules}; `bayn validate` says which",
                "{places} places break {rules}; `bayn validate` lists them",
                places,
                rules
            ));
        }
    }

    /// Returns all segments with text, in order.
    pub fn segments(&self) -> impl Iterator<Item = &Segment> {
        self.units
            .iter()
            .flat_map(|unit| unit.segments.iter())
            .filter(|segment| !segment.ignorable)
    }

    /// Returns the corpus with only these languages, in this order, as a two-sided one.
    #[must_use]
    pub fn choose(mut self, langs: &[usize]) -> Self {
        let places: HashMap<usize, usize> = langs.iter().copied().zip(0..).collect();
        let place = |old: usize| places.get(&old).copied();
        for unit in &mut self.units {
            unit.props.retain_mut(|prop| match prop.lang {
                None => true,
                Some(old) => {
                    prop.lang = place(old);
                    prop.lang.is_some()
                }
            });
            for segment in &mut unit.segments {
                segment.texts = std::mem::take(&mut segment.texts).moved(place);
            }
        }
        self.langs = langs
            .iter()
            .filter_map(|lang| self.langs.get(*lang).cloned())
            .collect();
        self
    }

    /// Returns the index of the language that best matches a request, as [`find_lang`] does.
    #[must_use]
    pub fn find_lang(&self, wish: &Lang) -> Option<usize> {
        find_lang(&self.langs, wish)
    }
}

/// Returns the index of the language that best matches a request: an equal tag first, then an equal
/// primary subtag.
#[must_use]
pub fn find_lang(langs: &[Lang], wish: &Lang) -> Option<usize> {
    let equal = langs.iter().position(|lang| lang == wish);
    let kin = |lang: &Lang| lang.primary() == wish.primary();
    equal.or_else(|| langs.iter().position(kin))
}

/// The indexes of languages in a corpus that is being read.
#[derive(Clone, Debug, Default)]
pub(crate) struct LangIndex {
    /// By language, and by how many of the same precede it: both texts may be in one language.
    places: HashMap<(Lang, usize), usize>,
}

impl LangIndex {
    /// Returns the index of the languages that a corpus has.
    pub(crate) fn of(corpus: &Corpus) -> Self {
        let mut seen: HashMap<&Lang, usize> = HashMap::new();
        let mut index = Self::default();
        for (at, lang) in corpus.langs.iter().enumerate() {
            let count = seen.entry(lang).or_default();
            index.places.insert((lang.clone(), *count), at);
            *count += 1;
        }
        index
    }

    /// Returns the index of `lang` in the corpus, to which it is added if it is new.
    pub(crate) fn index_of(&mut self, lang: &Lang, corpus: &mut Corpus) -> usize {
        self.index_behind(lang, 0, corpus)
    }

    /// Returns the index of the text in `lang` before which `earlier` ones of a unit are in the
    /// same; it is added if it is new.
    pub(crate) fn index_behind(
        &mut self,
        lang: &Lang,
        earlier: usize,
        corpus: &mut Corpus,
    ) -> usize {
        let place = self.places.entry((lang.clone(), earlier));
        *place.or_insert_with(|| {
            corpus.langs.push(lang.clone());
            corpus.langs.len() - 1
        })
    }
}

impl Unit {
    /// Adds a segment.
    pub fn push(&mut self, segment: Segment) {
        // Most units have one, but a list allocates room for four.
        if self.segments.is_empty() {
            self.segments.reserve_exact(1);
        }
        self.segments.push(segment);
    }
}

impl Segment {
    /// Returns a segment of one sentence on each side.
    #[must_use]
    pub fn pair(source: Text, target: Text) -> Self {
        Self {
            texts: [vec![source], vec![target]].into(),
            ..Self::default()
        }
    }

    /// Returns the sentences of a language; empty if it has none.
    #[must_use]
    pub fn sentences(&self, lang: usize) -> &[Text] {
        self.texts.get(lang)
    }

    /// Returns all sentences of a language as one text, joined by spaces; `None` if the
    /// language is absent.
    #[must_use]
    pub fn joined(&self, lang: usize) -> Option<Text> {
        let sentences = self.sentences(lang);
        let (first, rest) = sentences.split_first()?;
        let mut whole = first.clone();
        for sentence in rest {
            whole.push_str(" ");
            whole.append(sentence.clone());
        }
        Some(whole)
    }
}

/// Returns a tag as it is usually written: `zh-Hant-TW`, `ar-EG`. An invalid tag becomes a
/// private one of its letters, or `und`.
#[must_use]
pub(crate) fn written_tag(lang: &Lang) -> String {
    /// The maximum length of a tag; those in RFC 5646 have less than 40 bytes.
    const LONGEST: usize = 100;
    let sized = |part: &str| {
        (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    let primary = lang
        .primary()
        .bytes()
        .all(|byte| byte.is_ascii_alphabetic());
    if !primary || lang.tag().len() > LONGEST || !lang.tag().split('-').all(sized) {
        let letters: String = lang
            .tag()
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .take(8)
            .collect();
        return if letters.is_empty() {
            "und".to_owned()
        } else {
            format!("x-{letters}")
        };
    }
    let mut private = false;
    let parts = lang.tag().split('-').enumerate().map(|(at, part)| {
        private |= part.len() == 1;
        match part.len() {
            _ if at == 0 || private => part.to_owned(),
            2 => part.to_ascii_uppercase(),
            4 if !part.starts_with(|c: char| c.is_ascii_digit()) => {
                let (head, tail) = part.split_at(1);
                head.to_ascii_uppercase() + tail
            }
            _ => part.to_owned(),
        }
    });
    parts.collect::<Vec<_>>().join("-")
}

/// Returns whether a reader that collapses white space would change the text.
#[must_use]
pub(crate) fn needs_space(text: &Text) -> bool {
    let flat = text.plain();
    flat.starts_with(char::is_whitespace)
        || flat.ends_with(char::is_whitespace)
        || flat.contains(['\n', '\t', '\r'])
        || flat.contains("  ")
}
