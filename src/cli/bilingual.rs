//! Files with both texts, or with the alignment of two others: their beads are taken from the
//! file, and are not realigned.

use crate::cli::args::Reading;
use crate::cli::opened::{Input, Opened, RawFile, given, label, unknown_label};
use crate::cli::positions::{Origin, Script, Source};
use crate::cli::report::CliError;
use crate::session::About;
use bayn_doc::{Bitext, Document};
use bayn_doc::{Side, Sides};
use bayn_formats as format;
use bayn_formats::{Content, Corpus, Format, FormatError, Kind, Loaded, Notation, to_bitext};
use bayn_review::check::Term;
use bayn_text::msg;
use bayn_text::{Lang, decode, guess_language, sanitise};
use harf::Span;
use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;

/// Opens the combined content of the files; `None` if they are one or two texts.
pub(crate) fn open(files: &[RawFile], reading: &Reading) -> Result<Option<Input>, CliError> {
    let together = |side: Side| given(reading, side).unwrap_or_default();
    match files {
        [file] => alone(file, reading),
        [source, target] if reading.format == Some(Format::Moses) => {
            let pair = [
                (&*source.path, &*source.bytes),
                (&*target.path, &*target.bytes),
            ];
            let corpus = format::read_together(&pair, reading.format, &Sides::from_fn(together))?;
            let sources = Sides::new(
                source_of(source, Script::Bare),
                source_of(target, Script::Bare),
            );
            corpus
                .map(|corpus| input(corpus, &sources, &[source, target], reading))
                .transpose()
        }
        [one, two, three] => {
            let all = [one, two, three];
            let triple = all.map(|file| (&*file.path, &*file.bytes));
            let format = reading.format;
            let corpus = format::read_together(&triple, format, &Sides::from_fn(together))?;
            // Without an alignment among them they are a text and two translations.
            let Some(corpus) = corpus else {
                return each_is_one(files, reading);
            };
            let is_ladder = |file: &&&RawFile| {
                matches!(
                    format::detect(format::inner_name(&file.path), &file.bytes),
                    Kind::Of(Format::Ladder | Format::Standoff)
                )
            };
            let ladder = all.iter().find(is_ladder).map(|file| file.path.clone());
            let mut texts = all
                .iter()
                .filter(|file| Some(&file.path) != ladder.as_ref());
            let (Some(source), Some(target)) = (texts.next(), texts.next()) else {
                return Ok(None);
            };
            let sources = Sides::new(
                source_of(source, Script::Bare),
                source_of(target, Script::Bare),
            );
            input(corpus, &sources, &[source, target], reading).map(Some)
        }
        [source, target] => match catalogues(source, target, reading)? {
            Some(input) => Ok(Some(input)),
            None => each_is_one(files, reading),
        },
        _ => each_is_one(files, reading),
    }
}

/// Joins two catalogues of messages by their keys; `None` if they are something else.
fn catalogues(
    source: &RawFile,
    target: &RawFile,
    reading: &Reading,
) -> Result<Option<Input>, CliError> {
    let files = [source, target];
    let formats = files.map(|file| match file.kind(reading) {
        Kind::Of(format) if format.content() == Content::Messages => Some(format),
        _ => None,
    });
    let [Some(one), Some(other)] = formats else {
        return Ok(None);
    };
    let pair = files.map(|file| (&*file.path, &*file.bytes));
    let langs = Sides::new(Lang::new("und"), Lang::new("und-x-target"));
    let langs = Sides::from_fn(|side| given(reading, side).unwrap_or_else(|| langs[side].clone()));
    let corpus = format::read_together(&pair, reading.format, &langs)?;
    let sources = Sides::new((source, one), (target, other));
    let sources =
        sources.map(|(file, format)| source_of(file, Script::of(format, "").unwrap_or_default()));
    corpus
        .map(|corpus| input(corpus, &sources, &files, reading))
        .transpose()
}

/// Rejects a file with both texts, or one that would have both if it were intact, among files of one text
/// each.
fn each_is_one(files: &[RawFile], reading: &Reading) -> Result<Option<Input>, CliError> {
    for file in files {
        let Kind::Of(format) = file.kind(reading) else {
            continue;
        };
        // A text may look like a table by accident, but not like TMX or PO.
        let is_told = reading.format.is_some() || format.notation() != Notation::Cells;
        let is_beside = is_beside(format, reading);
        if !(is_beside || format.content() == Content::Bilingual && is_told) {
            continue;
        }
        // Errors in the file come first.
        let holds_both = match format::read(&file.path, &file.bytes, Some(format)) {
            Ok(Loaded::Corpus(corpus)) => corpus.langs.len() > 1,
            Ok(Loaded::Page(_)) => false,
            Err(_) if is_beside => true,
            Err(error) => return Err(error.into()),
        };
        if holds_both {
            return Err(CliError::with_remedy(
                msg!("{path} contains more than one text", path = file.path),
                msg!("give it alone, or give two files with one text each"),
            ));
        }
    }
    Ok(None)
}

/// Returns whether a file refers to texts in other files, in a form that cannot be plain text.
fn is_beside(format: Format, reading: &Reading) -> bool {
    format.content() == Content::Beside && (reading.format.is_some() || is_xml(format))
}

/// Opens one file that may contain several texts.
fn alone(file: &RawFile, reading: &Reading) -> Result<Option<Input>, CliError> {
    let Kind::Of(format) = file.kind(reading) else {
        return Ok(None);
    };
    if !(format.is_bilingual() || format.content() == Content::Messages) {
        return Ok(None);
    }
    let mut bytes = Cow::Borrowed(file.bytes.as_slice());
    if let Some(label) = label(reading, Side::Source).filter(|_| !is_xml(format)) {
        let decoded = decode(&bytes, Some(label));
        if decoded.unknown_label {
            return Err(unknown_label(label));
        }
        bytes = Cow::Owned(decoded.text.into_bytes());
    }
    let corpus = match format::read(&file.path, &bytes, Some(format))? {
        Loaded::Corpus(corpus) => corpus,
        Loaded::Page(_) => return Ok(None),
    };
    let mut reading = reading.clone();
    crate::cli::languages::ask(&corpus, &file.path, &mut reading);
    let corpus = chosen(corpus, &reading).map_err(|error| error.of_file(&file.path))?;
    let text = match format::decode_xml(&bytes) {
        Ok(text) => text.into_owned(),
        Err(_) => String::new(),
    };
    let script = Script::of(format, &text).unwrap_or_default();
    let source = Arc::new(Source::new(&file.path, text, script));
    let sources = Sides::new(Arc::clone(&source), source);
    input(corpus, &sources, &[file, file], &reading).map(Some)
}

fn is_xml(format: Format) -> bool {
    format.notation() == Notation::Xml
}

fn source_of(file: &RawFile, script: Script) -> Arc<Source> {
    Arc::new(Source::new(
        &file.path,
        decode(&file.bytes, None).text,
        script,
    ))
}

/// Returns the corpus with the two requested languages first.
pub(crate) fn chosen(corpus: Corpus, reading: &Reading) -> Result<Corpus, FormatError> {
    Ok(Choice::of(&corpus.langs, corpus.parts_varieties(), reading)?.apply(corpus))
}

/// The languages of a file that are read, and their tags.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Choice {
    langs: Vec<Lang>,
    /// The indexes of those to read; `None` if all stay as they are.
    wanted: Option<[usize; 2]>,
}

impl Choice {
    /// Returns the choice among the languages of a file; `parted` means that some unit has a text
    /// in two varieties of one of them.
    ///
    /// A file with only one language is a text to be translated.
    pub(crate) fn of(langs: &[Lang], parted: bool, reading: &Reading) -> Result<Self, FormatError> {
        let given = Sides::from_fn(|side| given(reading, side));
        let mut langs = langs.to_vec();
        if given.source.is_none()
            && given.target.is_none()
            && let Some(wanted) = format::two_languages(&langs).filter(|_| !parted)
        {
            return Ok(Self {
                langs,
                wanted: Some(wanted),
            });
        }
        if langs.len() == 1 {
            langs.push(Lang::new("und-x-target"));
        }
        let count = langs.len();
        let mut found = given.as_ref().map(|lang| {
            lang.as_ref()
                .and_then(|lang| format::find_lang(&langs, lang))
        });
        if found.source.is_some() && found.source == found.target {
            found.target = second_in(&langs, found.source);
        }
        for side in Side::BOTH {
            if let Some(lang) = &given[side]
                && found[side].is_none()
            {
                found[side] = unnamed(&langs, side, found[side.other()]);
                if let Some(tag) = found[side].and_then(|at| langs.get_mut(at)) {
                    tag.clone_from(lang);
                    continue;
                }
                let tags: Vec<&str> = langs.iter().map(Lang::tag).collect();
                return Err(FormatError::whole(
                    msg!("the languages of the file"),
                    msg!(
                        "there is no text in `{lang}`, only in {others}",
                        lang = lang.tag(),
                        others = tags.join(", ")
                    ),
                ));
            }
        }
        let named = found.source.is_some() || found.target.is_some();
        let other = |taken: Option<usize>| (0..count).find(|at| Some(*at) != taken);
        let source = found.source.or_else(|| other(found.target));
        let target = found.target.or_else(|| other(source));
        match (source, target) {
            (Some(source), Some(target)) if source != target => {
                let straight = (source, target) == (0, 1) && (count == 2 || !named);
                let wanted = (!straight).then_some([source, target]);
                Ok(Self { langs, wanted })
            }
            _ => Err(FormatError::whole(
                msg!("a text and its translation"),
                msg!("this file does not contain a text in two languages"),
            )),
        }
    }

    /// Returns the chosen languages of a corpus or a piece of it.
    pub(crate) fn apply(&self, mut corpus: Corpus) -> Corpus {
        corpus.langs.clone_from(&self.langs);
        match &self.wanted {
            Some(wanted) => corpus.join_varieties(wanted),
            None => corpus,
        }
    }
}

/// Returns the second text in the language of the given one.
fn second_in(langs: &[Lang], taken: Option<usize>) -> Option<usize> {
    let primary = langs.get(taken?)?.primary();
    let is_other = |at: &usize| {
        let lang = langs.get(*at);
        Some(*at) != taken && lang.is_some_and(|lang| lang.primary() == primary)
    };
    (0..langs.len()).find(is_other)
}

/// Returns the text of a side whose language the file does not give, or gives for only one of its two
/// texts (PO has no field for the source); `taken` is the text of the other side.
fn unnamed(langs: &[Lang], side: Side, taken: Option<usize>) -> Option<usize> {
    let is_unnamed = |at: usize| {
        let lang = langs.get(at);
        lang.is_some_and(|lang| lang.primary() == "und")
    };
    let own = usize::from(side == Side::Target);
    let other = 1 - own;
    let two = langs.len() == 2;
    let own_is_free = taken != Some(own) && (is_unnamed(own) || (two && is_unnamed(other)));
    let other_is_free = two && taken == Some(own) && is_unnamed(other);
    own_is_free
        .then_some(own)
        .or(other_is_free.then_some(other))
}

/// Creates the input from a corpus: clean texts, languages, positions.
fn input(
    mut corpus: Corpus,
    sources: &Sides<Arc<Source>>,
    files: &[&RawFile; 2],
    reading: &Reading,
) -> Result<Input, CliError> {
    let mut bitext = to_bitext(&corpus);
    if bitext.beads.is_empty() {
        let [file, _] = files;
        return Err(CliError::with_remedy(
            msg!("{path} is empty", path = file.path),
            msg!("it contains no text"),
        ));
    }
    bitext.name_beads();
    let mut abouts = Sides::<About>::default();
    abouts.source.notes.extend_from_slice(&corpus.warnings);
    for (side, file) in Side::BOTH.into_iter().zip(files) {
        let document = &mut bitext.documents[side];
        abouts[side].name.clone_from(&file.name);
        abouts[side].found = clean(document);
        if document.lang.primary() == "und" {
            document.lang =
                given(reading, side).unwrap_or_else(|| guess_language(&document.text).lang);
        }
        let at = usize::from(side == Side::Target);
        if let Some(lang) = corpus.langs.get_mut(at) {
            lang.clone_from(&document.lang);
        }
    }
    if let [first, second, _, ..] = corpus.langs.as_slice()
        && reading.source_lang.is_none()
        && reading.target_lang.is_none()
    {
        abouts.source.notes.push(msg!("{langs} languages are in the file, {tag} and {tag2} are used; choose others with --source-lang and --target-lang", langs = corpus.langs.len(), tag = first.tag(), tag2 = second.tag()));
    }
    let [source, target] = files;
    let place = |side: Side| match side {
        Side::Source => source.place.clone(),
        Side::Target => target.place.clone(),
    };
    let Bitext {
        mut documents,
        beads,
    } = bitext;
    Ok(Input {
        others: Vec::new(),
        sides: Sides::from_fn(|side| Opened {
            document: std::mem::take(&mut documents[side]),
            about: std::mem::take(&mut abouts[side]),
            path: place(side),
            origin: Origin::Lookup(Arc::clone(&sources[side])),
        }),
        beads: Some(beads),
        corpus: Some(corpus),
    })
}

/// Returns the input with the texts in the order of a corpus; their warnings are kept.
pub(crate) fn in_place_of(input: Input, corpus: Corpus) -> Input {
    let mut bitext = to_bitext(&corpus);
    bitext.name_beads();
    let Sides { source, target } = bitext.documents;
    let mut documents = Sides::new(source, target);
    let mut sides = input.sides;
    sides
        .source
        .about
        .notes
        .extend(corpus.warnings.iter().cloned());
    for side in Side::BOTH {
        let opened = &mut sides[side];
        opened.document = std::mem::take(&mut documents[side]);
        opened.about.headings = Vec::new();
        // Its sentences are elsewhere in the file now.
        if let Origin::Exact(source, _) = &opened.origin {
            opened.origin = Origin::Lookup(Arc::clone(source));
        }
    }
    Input {
        sides,
        beads: Some(bitext.beads),
        corpus: Some(corpus),
        others: Vec::new(),
    }
}

/// Cleans a document in place and returns what was found in it.
pub(crate) fn clean(document: &mut Document) -> Vec<bayn_text::Found> {
    let clean = sanitise(&document.text);
    if clean.text != document.text {
        let moved =
            |span: Span| Span::new(clean.map.clean_of(span.start), clean.map.clean_of(span.end));
        for sentence in &mut document.sentences {
            sentence.span = moved(sentence.span);
        }
        for paragraph in &mut document.paragraphs {
            paragraph.span = moved(paragraph.span);
        }
        document.text = clean.text;
    }
    clean.found
}

/// Returns the terms of a bilingual file; `None` if it is our own table of terms.
pub(crate) fn terms(path: &Path, bytes: &[u8]) -> Result<Option<Vec<Term>>, CliError> {
    let name = path.display().to_string();
    let bytes = format::unpack(bytes).map_err(|error| error.of_file(&name))?;
    let format = match format::detect(format::inner_name(&name), &bytes) {
        Kind::Of(format) if format.is_bilingual() && format != Format::Tsv => format,
        _ => return Ok(None),
    };
    let Loaded::Corpus(corpus) = format::read(&name, &bytes, Some(format))? else {
        return Ok(None);
    };
    let terms = corpus.segments().filter_map(|segment| {
        let [source, target] = [0, 1].map(|lang| segment.joined(lang));
        Some(Term {
            source: source?.plain().trim().to_owned(),
            target: vec![target?.plain().trim().to_owned()],
            ..Term::default()
        })
    });
    Ok(Some(terms.filter(|term| !term.source.is_empty()).collect()))
}
