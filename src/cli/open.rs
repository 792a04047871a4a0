//! Opens texts: from paths to clean documents, with warnings about them.
//!
//! One interface for every format: a plain text is decoded, cleaned and split here; a page (HTML,
//! subtitles) provides its text; a file with both languages provides its beads too, which
//! then are not realigned.

use crate::cli::args::{Reading, Texts};
use crate::cli::bilingual;
use crate::cli::ladder::Ladder;
use crate::cli::mended;
use crate::cli::opened::{Input, Opened, RawFile, given, label, unknown_label};
use crate::cli::positions::{Origin, Script, Source};
use crate::cli::report::CliError;
use crate::session::About;
use bayn_doc::Document;
use bayn_doc::{Side, Sides};
use bayn_formats as format;
use bayn_formats::{Format, Kind, Loaded, Page};
use bayn_text::Message;
use bayn_text::label;
use bayn_text::msg;
use bayn_text::{Decoded, Lang, chapter_lines, decode, guess_language, mend, sanitise, shown};
use harf::{Direction, Span};
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

/// The name of standard input.
pub(crate) const STANDARD_INPUT: &str = label!("standard input");

/// The bundled sample.
pub(crate) const SAMPLE: Sides<&str> = Sides {
    source: include_str!("../../assets/sample/report.ar.txt"),
    target: include_str!("../../assets/sample/report.en.txt"),
};

/// Opens the texts that the command line names; without files, the sample. A text alone has
/// an empty counterpart. `sort` puts an Arabic text on the source side if no language was
/// given.
pub(crate) fn open(texts: &Texts, sort: bool) -> Result<Input, CliError> {
    let input = open_several(texts, sort)?;
    if input.others.is_empty() {
        return Ok(input);
    }
    Err(CliError::with_remedy(
        msg!("only the reader accepts more than one translation"),
        msg!("give a text, its translation and, if you have it, their alignment"),
    ))
}

/// Opens the texts that the command line names, and further translations of the first.
pub(crate) fn open_several(texts: &Texts, sort: bool) -> Result<Input, CliError> {
    if texts.files.is_empty() {
        return sides(texts, sort, {
            let make = |text: &str, name| make(text.to_owned(), name, name, &texts.reading);
            Sides::new(
                make(SAMPLE.source, "sample.ar.txt"),
                make(SAMPLE.target, "sample.en.txt"),
            )
        });
    }
    if texts.files.iter().filter(|path| is_stdin(path)).count() > 1 {
        return Err(CliError::with_remedy(
            msg!("both texts are to be read from standard input"),
            msg!("give one of them as a file"),
        ));
    }
    let files: Vec<RawFile> = texts
        .files
        .iter()
        .map(|path| fetch(path, &texts.reading))
        .collect::<Result<_, _>>()?;
    let reading = &texts.reading;
    if let Some((ladder, pair)) = Ladder::among(&files) {
        let pair = opened(pair.map(|file| Some(file.clone())), reading)?;
        let mut input = sides(texts, false, pair)?;
        if ladder.counts(&input) {
            return Ok(match ladder.join(&mut input)? {
                Some(corpus) => bilingual::in_place_of(input, corpus),
                None => input,
            });
        }
    }
    if let Some(input) = bilingual::open(&files, reading)? {
        return Ok(input);
    }
    let several = files.len() > 2;
    let mut files = files.into_iter();
    let pair = opened(Sides::new(files.next(), files.next()), reading)?;
    // Of several texts the first is the source, whatever their languages.
    let mut input = sides(texts, sort && !several, pair)?;
    input.others = files
        .map(|file| read(file, reading, Side::Target))
        .collect::<Result<_, _>>()?;
    Ok(input)
}

/// Opens a text and its translation; a missing file is an empty text.
fn opened(files: Sides<Option<RawFile>>, reading: &Reading) -> Result<Sides<Opened>, CliError> {
    let loaded = both(files, |file, _| {
        file.map(|file| load(file, reading)).transpose()
    });
    let mut loaded = Sides::new(loaded.source?, loaded.target?);
    keep_same_elements(&mut loaded);
    let opened = both(loaded, |loaded, side| {
        let opened = loaded.map(|loaded| finish(loaded, reading, side));
        opened.transpose().map(Option::unwrap_or_default)
    });
    Ok(Sides::new(opened.source?, opened.target?))
}

/// Does the same for both sides; long texts take time, so each gets a core.
fn both<A: Send, B: Send>(sides: Sides<A>, work: impl Fn(A, Side) -> B + Sync) -> Sides<B> {
    let Sides { source, target } = sides;
    std::thread::scope(|scope| {
        let source = scope.spawn(|| work(source, Side::Source));
        let target = work(target, Side::Target);
        let source = source.join();
        Sides::new(
            source.unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
            target,
        )
    })
}

/// Lets a web page and its translation keep the same parts.
fn keep_same_elements(loaded: &mut Sides<Option<LoadedFile>>) {
    let is_html = |one: &Option<LoadedFile>| matches!(one, Some((_, Some((Format::Html, _)))));
    if !(is_html(&loaded.source) && is_html(&loaded.target)) {
        return;
    }
    let page = |one: &mut Option<LoadedFile>| match one {
        Some((_, Some((_, page)))) => std::mem::take(page),
        _ => Page::default(),
    };
    let mut pages = Sides::new(page(&mut loaded.source), page(&mut loaded.target));
    format::keep_same_elements(&mut pages);
    for side in Side::BOTH {
        if let Some((_, Some((_, page)))) = &mut loaded[side] {
            *page = std::mem::take(&mut pages[side]);
        }
    }
}

/// Opens two texts given as strings, not as files.
pub(crate) fn open_given(given: Sides<String>, reading: Reading) -> Result<Input, CliError> {
    let opened = given.map(|text| make(text, "", "", &reading));
    let texts = Texts {
        files: Vec::new(),
        reading,
    };
    sides(&texts, false, opened)
}

/// Opens one text of one language by itself.
pub(crate) fn open_one(path: &Path, reading: &Reading) -> Result<Opened, CliError> {
    open_fetched(fetch(path, reading)?, reading)
}

/// Opens one text of one language, whose file was read.
pub(crate) fn open_fetched(file: RawFile, reading: &Reading) -> Result<Opened, CliError> {
    let shown = file.path.clone();
    let files = [file];
    let is_ours = files.iter().any(|file| format::is_own_page(&file.bytes));
    if is_ours || bilingual::open(&files, reading)?.is_some() {
        return Err(CliError::new(msg!(
            "{shown} already contains both texts and is skipped",
            shown
        )));
    }
    let [file] = files;
    read(file, reading, Side::Source)
}

/// Puts both texts on the sides according to their languages.
fn sides(texts: &Texts, sort: bool, mut opened: Sides<Opened>) -> Result<Input, CliError> {
    let reading = &texts.reading;
    if texts.files.len() != 1 && swapped(reading, &opened, sort) {
        std::mem::swap(&mut opened.source, &mut opened.target);
    }
    for side in Side::BOTH {
        if let Some(lang) = given(reading, side) {
            let text = std::mem::take(&mut opened[side].document.text);
            opened[side].document = cut(&text, &lang, reading.pre_segmented);
        }
    }
    let same = !opened.target.document.text.is_empty()
        && opened.source.document.lang.primary() == opened.target.document.lang.primary();
    if same && opened.source.document.lang.primary() == "und" {
        opened.source.about.notes.push(msg!(
            "the language of both texts is unknown; set it with --source-lang and --target-lang"
        ));
    } else if same {
        let tag = opened.source.document.lang.tag().to_owned();
        opened.source.about.notes.push(msg!(
            "both texts seem to be `{tag}`; set the languages with --source-lang and --target-lang",
            tag
        ));
    }
    Ok(Input {
        sides: opened,
        ..Input::default()
    })
}

/// Returns whether the texts were given in the opposite order, by their languages.
fn swapped(texts: &Reading, opened: &Sides<Opened>, sort: bool) -> bool {
    let found = opened.as_ref().map(|opened| opened.document.lang.primary());
    let wants = |side: Side| given(texts, side).map(|lang| lang.primary().to_owned());
    match (wants(Side::Source), wants(Side::Target)) {
        (None, None) => {
            sort && opened.source.document.lang.direction() == Direction::Ltr
                && opened.target.document.lang.direction() == Direction::Rtl
        }
        (source, target) => {
            let fits = |wanted: &Option<String>, found: &str| {
                wanted.as_deref().is_none_or(|wanted| wanted == found)
            };
            let straight = fits(&source, found.source) && fits(&target, found.target);
            !straight && fits(&source, found.target) && fits(&target, found.source)
        }
    }
}

/// Returns whether a path names standard input.
pub(crate) fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// Reads the bytes of a file and decompresses them.
pub(crate) fn fetch(path: &Path, reading: &Reading) -> Result<RawFile, CliError> {
    let (bytes, name) = if is_stdin(path) {
        let mut bytes = Vec::new();
        let mut input = std::io::stdin().lock().take(MOST + 1);
        input.read_to_end(&mut bytes)?;
        (bytes, STANDARD_INPUT.to_owned())
    } else {
        refuse_folder(path)?;
        let length = std::fs::metadata(path).map_or(0, |file| file.len());
        if length > MOST {
            return Err(too_large(&path.display().to_string()));
        }
        let bytes = if reading.plain_files {
            crate::disk::read(path)
        } else {
            std::fs::read(path)
        };
        let bytes = bytes.map_err(|error| CliError::unread(path, &error))?;
        let name = path.file_name().unwrap_or(path.as_os_str());
        (bytes, name.to_string_lossy().into_owned())
    };
    let place = (!is_stdin(path)).then(|| path.to_owned());
    let path = path.display().to_string();
    if bytes.len() as u64 > MOST {
        return Err(too_large(&path));
    }
    // Most files are not compressed and are not copied.
    let unpacked = match format::unpack(&bytes).map_err(|error| error.of_file(&path))? {
        std::borrow::Cow::Borrowed(_) => None,
        std::borrow::Cow::Owned(unpacked) => Some(unpacked),
    };
    Ok(RawFile {
        path,
        place,
        name,
        bytes: unpacked.unwrap_or(bytes),
    })
}

/// Returns the error that a folder is not a text.
pub(crate) fn refuse_folder(path: &Path) -> Result<(), CliError> {
    if path.is_dir() {
        return Err(CliError::of_folder(path));
    }
    Ok(())
}

/// The most bytes that a text may have: offsets are stored in 32 bits if there are many.
const MOST: u64 = u32::MAX as u64;

fn too_large(path: &str) -> CliError {
    CliError::with_remedy(
        msg!(
            "{path} is larger than {most} bytes, the largest text allowed",
            path,
            most = MOST
        ),
        msg!("split it into smaller files"),
    )
}

fn is_empty(path: &str) -> CliError {
    let path = if path == "-" { STANDARD_INPUT } else { path };
    CliError::with_remedy(
        msg!("{path} is empty", path = shown(path)),
        msg!("there is nothing in it to read"),
    )
}

/// A file with its page, where it is one in a format of pages.
type LoadedFile = (RawFile, Option<(Format, Page)>);

/// Reads one text, or returns what is wrong with it.
fn read(file: RawFile, reading: &Reading, side: Side) -> Result<Opened, CliError> {
    finish(load(file, reading)?, reading, side)
}

/// Reads the page of a file, if it is one.
fn load(file: RawFile, reading: &Reading) -> Result<LoadedFile, CliError> {
    let page = match file.kind(reading) {
        Kind::Of(format) if format.is_page() => Some((format, page_of(&file, format, reading)?)),
        Kind::Terms | Kind::UnknownXml | Kind::UnknownZip => {
            // The format's own error gives the reason and the remedy.
            format::read(&file.path, &file.bytes, None)?;
            None
        }
        _ => None,
    };
    Ok((file, page))
}

fn page_of(file: &RawFile, format: Format, reading: &Reading) -> Result<Page, CliError> {
    match format::read(&file.path, &file.bytes, Some(format))? {
        Loaded::Page(mut page) => {
            if reading.whole_page {
                page.use_whole_page();
            }
            Ok(page)
        }
        Loaded::Corpus(_) => Err(is_empty(&file.path)),
    }
}

/// Makes a document of a file or its page.
fn finish(loaded: LoadedFile, reading: &Reading, side: Side) -> Result<Opened, CliError> {
    let (file, page) = loaded;
    let place = file.place.clone();
    let opened = match page {
        Some((format, page)) => from_page(&file, format, page, reading)?,
        None => from_text(file, reading, side)?,
    };
    Ok(Opened {
        path: place,
        ..opened
    })
}

fn from_text(file: RawFile, reading: &Reading, side: Side) -> Result<Opened, CliError> {
    let RawFile {
        path, name, bytes, ..
    } = file;
    let decoded = decoded(&path, &bytes, label(reading, side))?;
    if decoded.text.trim().is_empty() {
        return Err(is_empty(&path));
    }
    let note = note_of(&decoded, &name);
    let mut opened = make(decoded.text, &path, &name, reading);
    opened.about.notes.extend(note);
    if decoded.sign.is_guess() || !decoded.encoding.eq_ignore_ascii_case("utf-8") {
        opened.about.encoding = decoded.encoding.to_owned();
    }
    Ok(opened)
}

/// Decodes a file, or returns what is wrong with it.
pub(crate) fn decoded(path: &str, bytes: &[u8], label: Option<&str>) -> Result<Decoded, CliError> {
    let decoded = decode(bytes, label);
    if decoded.unknown_label {
        return Err(unknown_label(label.unwrap_or("")));
    }
    if decoded.is_binary {
        return Err(CliError::with_remedy(
            msg!(
                "{path} is {looks_like}, not text",
                path = shown(path),
                looks_like = decoded.looks_like.unwrap_or(label!("binary data"))
            ),
            msg!("give a plain text file; set an unusual encoding with --encoding"),
        ));
    }
    Ok(decoded)
}

/// Returns warnings about the decoding of a file.
pub(crate) fn note_of(decoded: &Decoded, name: &str) -> Option<Message> {
    if let Some(invalid) = &decoded.first_invalid {
        return Some(msg!(
            "{shown}, line {line}: {replaced} bytes are not {encoding}; set another with --encoding",
            shown = shown(name),
            line = invalid.line,
            replaced = decoded.replaced,
            encoding = decoded.encoding
        ));
    }
    decoded.sign.is_guess().then(|| {
        msg!(
            "{shown} was read as {encoding}, a guess; set another with --encoding",
            shown = shown(name),
            encoding = decoded.encoding
        )
    })
}

/// Makes a document of a page; its places are in the file, or for archives in the text itself.
fn from_page(
    file: &RawFile,
    format: Format,
    page: Page,
    reading: &Reading,
) -> Result<Opened, CliError> {
    let text = page.plain_text();
    if text.trim().is_empty() {
        return Err(is_empty(&file.path));
    }
    let pages = page.pages();
    let marked = page.headings();
    let mut opened = make(text, &file.path, &file.name, reading);
    if let Origin::Exact(source, _) = &mut opened.origin
        && let Some(source) = Arc::get_mut(source)
    {
        source.pages = pages;
    }
    // Marked headings take precedence over lines that look like one.
    if let Origin::Exact(_, map) = &opened.origin
        && !marked.is_empty()
    {
        let place = |(at, level): (usize, u8)| (map.clean_of(at), level);
        opened.about.headings = marked.into_iter().map(place).collect();
    }
    opened.about.notes.extend(page.warnings);
    if let Some(lang) = page.lang
        && lang.primary() != "und"
    {
        opened.document = cut(&opened.document.text, &lang, reading.pre_segmented);
    }
    let Some(script) = Script::of(format, "") else {
        return Ok(opened);
    };
    let source = Arc::new(Source::new(
        &file.path,
        decode(&file.bytes, None).text,
        script,
    ));
    opened.origin = Origin::Lookup(source);
    Ok(opened)
}

/// Cleans a decoded text and cuts it into sentences.
fn make(decoded: String, path: &str, name: &str, reading: &Reading) -> Opened {
    let damage = mend(&decoded);
    let is_mended = damage.is_some().then_some(!reading.as_is);
    let mended = damage.filter(|_| !reading.as_is);
    let mut clean = sanitise(mended.as_ref().map_or(&decoded, |mended| &mended.text));
    let mut notes = Vec::new();
    if let Some(mended) = mended {
        clean.map = clean.map.through(&mended.map);
        notes = mended::notes(name, &decoded, &mended.repairs);
    }
    let lang = guess_language(&clean.text).lang;
    let source = Source::new(path, decoded, Script::Bare);
    let document = cut(&clean.text, &lang, reading.pre_segmented);
    Opened {
        about: About {
            name: name.to_owned(),
            encoding: String::new(),
            mended: is_mended,
            notes,
            headings: chapters(&document),
            found: clean.found,
        },
        document,
        path: None,
        origin: Origin::Exact(Arc::new(source), clean.map),
    }
}

/// Returns the starts of chapters in a text that has headings only as plain lines.
fn chapters(document: &Document) -> Vec<(usize, u8)> {
    let spans: Vec<Span> = document.paragraphs.iter().map(|found| found.span).collect();
    chapter_lines(&document.text, &spans, &document.lang)
        .into_iter()
        .filter_map(|(at, level)| Some((spans.get(at)?.start, level)))
        .collect()
}

fn cut(text: &str, lang: &Lang, pre_segmented: bool) -> Document {
    if pre_segmented {
        Document {
            lang: lang.clone(),
            ..Document::pre_segmented(text)
        }
    } else {
        Document::from_text(text, lang)
    }
}
