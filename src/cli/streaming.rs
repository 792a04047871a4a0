//! `bayn convert` of a file with both texts, piece by piece: a memory of millions of units
//! takes no more memory than a small one.
//!
//! The head of the new file may depend on its last unit. The first piece decides; if
//! a later one needs more, a second pass is made with all the information.

use crate::cli::args::{Convert, Reading};
use crate::cli::bilingual::Choice;
use crate::cli::opened::given;
use crate::cli::report::CliError;
use crate::cli::source_text::SourceText;
use bayn_doc::Side;
use bayn_formats as format;
use bayn_formats::{Corpus, Feed, Format, FormatError, WriteOptions, Writing, to_bitext};
use bayn_text::{Lang, Message, guess_language, msg};
use std::fs::File;
use std::io::{self, Seek, SeekFrom};
use std::path::Path;

/// The report of a conversion.
pub(crate) struct Converted {
    /// The reader's warnings.
    pub(crate) warnings: Vec<Message>,
    /// What the new format cannot represent.
    pub(crate) left_out: Vec<Message>,
}

/// Converts a file; `None` if one of the formats is read or written as a whole.
pub(crate) fn convert(
    path: &Path,
    to: Format,
    args: &Convert,
    options: &WriteOptions,
    out: &Path,
) -> Result<Option<Converted>, CliError> {
    let Some(writing) = Writing::new(to, options) else {
        return Ok(None);
    };
    let Some((text, from)) = SourceText::open(path, &args.reading)? else {
        return Ok(None);
    };
    let name = path.display().to_string();
    let feed = text.feed();
    let mut conversion = Conversion {
        name: &name,
        reading: &args.reading,
        writing,
        known: None,
        parted: false,
        choice: None,
        langs: None,
        failed: None,
    };
    crate::cli::output::write_by(out, |file| conversion.run(from, &feed, file)).map(Some)
}

/// A conversion in progress.
struct Conversion<'a> {
    name: &'a str,
    reading: &'a Reading,
    writing: Writing,
    /// The file except its units, after a pass.
    known: Option<Corpus>,
    /// Whether some unit has a text in two varieties of one language.
    parted: bool,
    choice: Option<Choice>,
    /// The languages of both texts, if the file does not give them; `None` if there was no text.
    langs: Option<[Lang; 2]>,
    /// Why the output could not be written.
    failed: Option<io::Error>,
}

impl Conversion<'_> {
    /// Makes as many passes as are needed.
    fn run(
        &mut self,
        from: Format,
        feed: &Feed<'_>,
        out: &mut File,
    ) -> Result<Converted, CliError> {
        loop {
            out.set_len(0)?;
            out.seek(SeekFrom::Start(0))?;
            let read = self.pass(from, feed, out);
            if let Some(error) = self.failed.take() {
                return Err(error.into());
            }
            let converted = read.map_err(|error| error.of_file(self.name))?;
            if self.langs.is_none() {
                return Err(CliError::with_remedy(
                    msg!("{path} is empty", path = self.name),
                    msg!("it contains no text"),
                ));
            }
            if let Some(converted) = converted {
                return Ok(converted);
            }
        }
    }

    /// Reads and writes all; `None` if another pass is needed.
    fn pass(
        &mut self,
        from: Format,
        feed: &Feed<'_>,
        out: &mut File,
    ) -> Result<Option<Converted>, FormatError> {
        let read = format::read_pieces(from, feed, &mut |corpus| self.piece(corpus, out))?;
        let mut head = read.unwrap_or_default();
        self.piece(&mut head, out)?;
        let langs = std::mem::take(&mut head.langs);
        let units = std::mem::take(&mut head.units);
        head.langs
            .clone_from(&self.chosen(langs.clone(), units)?.langs);
        let left_out = self.writing.end(&head, out)?;
        head.langs = langs;
        let warnings = std::mem::take(&mut head.warnings);
        self.known = Some(head);
        Ok(left_out.map(|left_out| Converted { warnings, left_out }))
    }

    /// Takes the units of a piece and writes them.
    fn piece(&mut self, corpus: &mut Corpus, out: &mut File) -> Result<(), FormatError> {
        let units = std::mem::take(&mut corpus.units);
        let langs = self
            .known
            .as_ref()
            .map_or(&corpus.langs, |known| &known.langs);
        let piece = self.chosen(langs.clone(), units)?;
        let mut known = self.known.take();
        let head = known.as_mut().unwrap_or(corpus);
        let own = std::mem::replace(&mut head.langs, piece.langs);
        let written = self.writing.units(head, &piece.units, out);
        head.langs = own;
        self.known = known;
        written.map_err(|error| {
            self.failed = Some(error);
            FormatError::whole(Message::default(), Message::default())
        })
    }

    /// Returns units in the languages that are chosen among those of the file.
    fn chosen(
        &mut self,
        langs: Vec<Lang>,
        units: Vec<bayn_formats::Unit>,
    ) -> Result<Corpus, FormatError> {
        let piece = Corpus {
            langs,
            units,
            ..Corpus::default()
        };
        self.parted = self.parted || piece.parts_varieties();
        let choice = Choice::of(&piece.langs, self.parted, self.reading)?;
        if self.choice.as_ref().is_some_and(|before| *before != choice) {
            self.writing.give_up();
        }
        let mut piece = choice.apply(piece);
        self.choice = Some(choice);
        if self.langs.is_none() {
            self.langs = self.languages(&piece);
        }
        for (lang, told) in piece.langs.iter_mut().zip(self.langs.iter().flatten()) {
            if lang.primary() == "und" {
                lang.clone_from(told);
            }
        }
        Ok(piece)
    }

    /// Returns the languages of both texts, as given or by their letters; `None` if
    /// there is no text.
    fn languages(&self, piece: &Corpus) -> Option<[Lang; 2]> {
        let bitext = to_bitext(piece);
        let lang = |side: Side| {
            let document = &bitext.documents[side];
            if document.lang.primary() != "und" {
                return document.lang.clone();
            }
            given(self.reading, side).unwrap_or_else(|| guess_language(&document.text).lang)
        };
        (!bitext.beads.is_empty()).then(|| Side::BOTH.map(lang))
    }
}
