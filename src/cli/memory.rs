//! A large translation memory in the reader: the file stays as text, an index gives the positions of its
//! units, and one part of them is open.
//!
//! The first part is shown as soon as it is read; the whole file is indexed in the background.
//! A part is read on demand. Such a memory is read, not reviewed: annotations
//! would belong to the file of which a part is open.

use crate::cli::args::{Reading, Texts};
use crate::cli::bilingual::{self, clean};
use crate::cli::report::CliError;
use crate::session::{About, Notice, Part, State};
use crate::tui::library::Parts;
use bayn_doc::Bitext;
use bayn_doc::{Side, Sides};
use bayn_formats as format;
use bayn_formats::tmx::TmxIndex;
use bayn_formats::{Corpus, Format, FormatError, Kind, to_bitext};
use bayn_text::Lang;
use bayn_text::msg;
use std::path::Path;
use std::sync::{Arc, OnceLock};

/// A file of at least this many bytes is read in parts.
const LARGE: u64 = 64 << 20;
/// The units of a part, unless the user says otherwise.
const UNITS: usize = 10_000;

/// A memory with its index.
pub(crate) struct Memory {
    name: String,
    text: String,
    langs: Sides<Lang>,
    size: usize,
    first: TmxIndex,
    all: OnceLock<TmxIndex>,
}

/// Opens the file that the command line names if it is a memory to be read in parts.
pub(crate) fn open(texts: &Texts) -> Result<Option<(Arc<Memory>, State)>, CliError> {
    let [path] = texts.files.as_slice() else {
        return Ok(None);
    };
    let Some(bytes) = large(path, &texts.reading)? else {
        return Ok(None);
    };
    let name = path.display().to_string();
    let named = |error: FormatError| CliError::from(error.of_file(&name));
    let text = format::decode_xml_owned(bytes).map_err(named)?;
    let size = texts
        .reading
        .part_size
        .map_or(UNITS, |units| usize::try_from(units).unwrap_or(UNITS));
    let first = TmxIndex::new(&text, size).map_err(named)?;
    let mut corpus = Corpus::default();
    first.read(&text, 0..size, &mut corpus).map_err(named)?;
    if let Some(source) = first.source()
        && let Some(at) = corpus.find_lang(source)
        && at > 0
    {
        let mut order: Vec<usize> = (0..corpus.langs.len()).collect();
        order.retain(|other| *other != at);
        order.insert(0, at);
        corpus = corpus.choose(&order);
    }
    let mut reading = texts.reading.clone();
    crate::cli::languages::ask(&corpus, &name, &mut reading);
    let corpus = bilingual::chosen(corpus, &reading).map_err(named)?;
    let lang = |at: usize| corpus.langs.get(at).cloned().unwrap_or_default();
    let memory = Memory {
        langs: Sides::new(lang(0), lang(1)),
        name: path
            .file_name()
            .map_or_else(|| name.clone(), |name| name.to_string_lossy().into_owned()),
        text,
        size,
        first,
        all: OnceLock::new(),
    };
    let about = Sides::from_fn(|_| About {
        name: memory.name.clone(),
        ..About::default()
    });
    let mut state = State::new(ready(&corpus), about);
    state.texts.part = Some(Part::default());
    state.reviewing.review.read_only = Some(msg!(
        "a translation memory read in parts cannot be reviewed"
    ));
    Ok(Some((Arc::new(memory), state)))
}

/// Returns the bytes of a memory that is to be read in parts.
fn large(path: &Path, reading: &Reading) -> Result<Option<Vec<u8>>, CliError> {
    let Ok(facts) = std::fs::metadata(path) else {
        return Ok(None);
    };
    if !facts.is_file() || (facts.len() < LARGE && reading.part_size.is_none()) {
        return Ok(None);
    }
    let bytes = crate::disk::read(path).map_err(|error| CliError::unread(path, &error))?;
    let kind = match reading.format {
        Some(format) => Kind::Of(format),
        None => format::detect(&path.to_string_lossy(), &bytes),
    };
    Ok((kind == Kind::Of(Format::Tmx)).then_some(bytes))
}

/// Returns an error for display in the reader.
fn error_message(error: FormatError) -> Notice {
    Notice::bad(CliError::from(error).message())
}

/// Returns a part for display in the reader.
fn ready(corpus: &Corpus) -> Bitext {
    let mut bitext = to_bitext(corpus);
    bitext.name_beads();
    for side in Side::BOTH {
        clean(&mut bitext.documents[side]);
    }
    bitext
}

impl Parts for Memory {
    /// Indexes the whole file.
    fn count(&self) -> Result<usize, Notice> {
        let index = TmxIndex::new(&self.text, usize::MAX).map_err(error_message)?;
        let parts = index.len().div_ceil(self.size);
        let _first = self.all.set(index);
        Ok(parts)
    }

    fn part(&self, at: usize) -> Result<Bitext, Notice> {
        self.read_part(at).map_err(error_message)
    }
}

impl Memory {
    /// Reads one part.
    fn read_part(&self, part: usize) -> Result<Bitext, FormatError> {
        let index = self.all.get().unwrap_or(&self.first);
        let start = part.saturating_mul(self.size);
        let mut corpus = Corpus::bilingual(self.langs.source.clone(), self.langs.target.clone());
        let units = start..start.saturating_add(self.size);
        index
            .read(&self.text, units, &mut corpus)
            .map_err(|error| error.of_file(&self.name))?;
        Ok(ready(&corpus.join_varieties(&[0, 1])))
    }
}
