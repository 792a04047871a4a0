//! Opens texts: from a path to a clean document, with everything worth saying about it.

use crate::cli::args::Texts;
use crate::cli::report::Trouble;
use crate::doc::Document;
use crate::session::About;
use crate::text::{Direction, Lang, OffsetMap, decode, guess_language, sanitise};
use crate::units::{Side, Sides};
use std::io::Read;
use std::path::{Path, PathBuf};

/// The bundled sample.
pub(crate) const SAMPLE: Sides<&str> = Sides {
    source: include_str!("../../assets/sample/report.ar.txt"),
    target: include_str!("../../assets/sample/report.en.txt"),
};

/// One text, read, cleaned and cut into sentences.
#[derive(Debug, Default)]
pub(crate) struct Opened {
    /// The text.
    pub(crate) document: Document,
    /// What is worth saying about it.
    pub(crate) about: About,
    /// Where it was read from, if it was a file.
    pub(crate) path: Option<PathBuf>,
    /// From bytes of the clean text to bytes of the decoded one.
    #[allow(dead_code, reason = "findings are reported by it")]
    pub(crate) map: OffsetMap,
}

/// Opens the texts that the command line names; without files, the sample. A text alone has
/// an empty counterpart. `sort` puts an Arabic text on the source side where no language was
/// given.
pub(crate) fn open(texts: &Texts, sort: bool) -> Result<Sides<Opened>, Trouble> {
    let mut opened = match texts.files.as_slice() {
        [] => Sides::new(
            make(SAMPLE.source, "sample.ar.txt", None, texts.pre_segmented),
            make(SAMPLE.target, "sample.en.txt", None, texts.pre_segmented),
        ),
        [source] => Sides::new(read(source, texts, Side::Source)?, Opened::default()),
        [source, target, ..] => {
            if is_stdin(source) && is_stdin(target) {
                return Err(Trouble::with_remedy(
                    "both texts are to come from standard input",
                    "give one of them as a file",
                ));
            }
            // Reading and cutting long texts takes its time: one side on each core.
            let (first, second) = std::thread::scope(|scope| {
                let first = scope.spawn(|| read(source, texts, Side::Source));
                let second = read(target, texts, Side::Target);
                let first = first.join();
                (
                    first.unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
                    second,
                )
            });
            Sides::new(first?, second?)
        }
    };
    if texts.files.len() != 1 && swapped(texts, &opened, sort) {
        std::mem::swap(&mut opened.source, &mut opened.target);
    }
    for side in Side::BOTH {
        if let Some(lang) = given(texts, side) {
            let text = std::mem::take(&mut opened[side].document.text);
            opened[side].document = cut(&text, &lang, texts.pre_segmented);
        }
    }
    let same = !opened.target.document.text.is_empty()
        && opened.source.document.lang.primary() == opened.target.document.lang.primary();
    if same {
        let tag = opened.source.document.lang.tag().to_owned();
        opened.source.about.notes.push(format!(
            "both texts seem to be `{tag}`; --source-lang and --target-lang say otherwise"
        ));
    }
    Ok(opened)
}

/// Returns the language given for a side.
fn given(texts: &Texts, side: Side) -> Option<Lang> {
    match side {
        Side::Source => texts.source_lang.as_deref(),
        Side::Target => texts.target_lang.as_deref(),
    }
    .map(Lang::new)
}

/// Returns whether the languages tell that the texts were given the other way round.
fn swapped(texts: &Texts, opened: &Sides<Opened>, sort: bool) -> bool {
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

fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// Reads one file and says what is wrong with it where nothing can be read.
fn read(path: &Path, texts: &Texts, side: Side) -> Result<Opened, Trouble> {
    let shown = path.display();
    let bytes = if is_stdin(path) {
        let mut bytes = Vec::new();
        std::io::stdin().lock().read_to_end(&mut bytes)?;
        bytes
    } else {
        if path.is_dir() {
            return Err(Trouble::with_remedy(
                format!("{shown} is a directory"),
                "give a text file and its translation",
            ));
        }
        std::fs::read(path).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => Trouble::with_remedy(
                format!("{shown} does not exist"),
                "look at the spelling, or run `bayn` alone for the sample",
            ),
            _ => Trouble::new(format!("{shown} cannot be read: {error}")),
        })?
    };
    let label = match side {
        Side::Source => texts.source_encoding.as_deref(),
        Side::Target => texts.target_encoding.as_deref(),
    }
    .or(texts.encoding.as_deref());
    let decoded = decode(&bytes, label);
    if decoded.unknown_label {
        return Err(Trouble::with_remedy(
            format!("`{}` is not the name of an encoding", label.unwrap_or("")),
            "names are those of the WHATWG, such as utf-8, utf-16le, windows-1256, iso-8859-6",
        ));
    }
    if decoded.is_binary {
        return Err(Trouble::with_remedy(
            format!(
                "{shown} is {}, not text",
                decoded.looks_like.unwrap_or("binary data")
            ),
            remedy_for(decoded.looks_like),
        ));
    }
    if decoded.text.trim().is_empty() {
        return Err(Trouble::with_remedy(
            format!("{shown} is empty"),
            "there is nothing in it to read",
        ));
    }
    let name = if is_stdin(path) {
        "standard input".to_owned()
    } else {
        path.file_name()
            .unwrap_or(path.as_os_str())
            .to_string_lossy()
            .into_owned()
    };
    let mut opened = make(&decoded.text, &name, None, texts.pre_segmented);
    if let Some(invalid) = decoded.first_invalid {
        opened.about.notes.push(format!(
            "{name}, line {}: {} bytes are not {}; --encoding names another",
            invalid.line, decoded.replaced, decoded.encoding
        ));
    } else if decoded.sign.is_guess() {
        opened.about.notes.push(format!(
            "{name} was read as {}, a guess; --encoding names another",
            decoded.encoding
        ));
    }
    if decoded.sign.is_guess() || !decoded.encoding.eq_ignore_ascii_case("utf-8") {
        opened.about.encoding = decoded.encoding.to_owned();
    }
    opened.path = (!is_stdin(path)).then(|| path.to_owned());
    Ok(opened)
}

fn remedy_for(looks_like: Option<&str>) -> &'static str {
    match looks_like {
        Some(kind) if kind.contains("PDF") => "`pdftotext FILE` makes text of it",
        _ => "give a plain text file; --encoding names an unusual encoding",
    }
}

/// Cleans a decoded text and cuts it into sentences.
fn make(decoded: &str, name: &str, lang: Option<&Lang>, pre_segmented: bool) -> Opened {
    let clean = sanitise(decoded);
    let lang = lang
        .cloned()
        .unwrap_or_else(|| guess_language(&clean.text).lang);
    Opened {
        document: cut(&clean.text, &lang, pre_segmented),
        about: About {
            name: name.to_owned(),
            encoding: String::new(),
            notes: Vec::new(),
            found: clean.found,
        },
        path: None,
        map: clean.map,
    }
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
