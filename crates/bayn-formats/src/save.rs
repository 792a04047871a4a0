//! Writes a corpus in any format: as a whole, or piece by piece.

use crate::corpus::{Corpus, Unit};
use crate::error::FormatError;
use crate::format::Format;
use crate::left_out::LeftOut;
use crate::together::{Together, write_files};
use crate::writer::{WriteOptions, Writer, nothing_to_write, write_whole};
use bayn_text::{Message, label, msg};
use std::io::{self, Write};

/// Writes a corpus; returns the bytes, and one line for each kind of content that the format
/// cannot represent.
///
/// # Errors
/// If bayn does not write the format, or writes it as several files.
pub fn write(
    corpus: &Corpus,
    format: Format,
    options: &WriteOptions,
) -> Result<(Vec<u8>, Vec<Message>), FormatError> {
    let row = format.row();
    if row.has_cell_per_language {
        let mut places = Places::default();
        places.look(&corpus.units);
        places.check(corpus, format)?;
    }
    if row.needs_units && corpus.units.is_empty() {
        return Err(nothing_to_write());
    }
    let mut left_out = LeftOut::default();
    let bytes = match (row.writer, row.write) {
        (Some(writer), _) => write_whole(&mut *writer(options), corpus, &mut left_out).into_bytes(),
        (None, Some(write)) => write(corpus, options, &mut left_out)?,
        (None, None) if row.write_together.is_some() => return Err(several(format)),
        (None, None) => return Err(unwritable(format)),
    };
    Ok((bytes, left_out.lines()))
}

/// Writes a corpus as the files that `format` needs, next to the one named `name`;
/// `None` if the format is one file.
///
/// # Errors
/// If the corpus has no two languages to name the files by, or nothing to write.
pub fn write_together(
    corpus: &Corpus,
    format: Format,
    name: &str,
) -> Result<Option<Together>, FormatError> {
    let Some(write) = format.row().write_together else {
        return Ok(None);
    };
    let mut left_out = LeftOut::default();
    let files = write_files(write, corpus, name, &mut left_out)?;
    left_out.add(
        label!("languages beyond the second"),
        corpus.langs.len().saturating_sub(2),
    );
    Ok(Some(Together {
        files,
        left_out: left_out.lines(),
    }))
}

fn several(format: Format) -> FormatError {
    FormatError::whole(
        msg!("a writable format"),
        msg!("{format} is written as several files", format),
    )
    .remedy(msg!("write it with `bayn convert`"))
}

fn unwritable(format: Format) -> FormatError {
    FormatError::whole(
        msg!("a writable format"),
        msg!("{format} can be read but not written", format),
    )
    .remedy(msg!(
        "write tmx, xliff, xliff12, po, tsv, csv, jsonl, html, epub, markdown, srt, vtt or moses"
    ))
}

/// A file that is written piece by piece, in one or two passes.
///
/// The header may depend on the last unit, such as which columns a table
/// has. It is written for the first piece; if a later piece needs more, nothing
/// more is written, the rest is only examined, and a second pass knows everything.
pub struct Writing {
    format: Format,
    writer: Box<dyn Writer>,
    left_out: LeftOut,
    places: Places,
    units: usize,
    /// The header that was written.
    head: Option<String>,
    /// Whether this pass writes no more.
    is_stale: bool,
}

impl Writing {
    /// Returns what writes files of a format so; `None` if they are written as a whole.
    #[must_use]
    pub fn new(format: Format, options: &WriteOptions) -> Option<Self> {
        let writer = format.row().writer?(options);
        let mut new = Self {
            format,
            writer,
            left_out: LeftOut::default(),
            places: Places::default(),
            units: 0,
            head: None,
            is_stale: false,
        };
        new.start_pass();
        Some(new)
    }

    /// Begins a pass into an empty file.
    fn start_pass(&mut self) {
        self.writer.start_pass();
        self.left_out = LeftOut::default();
        self.places = Places::default();
        self.units = 0;
        self.head = None;
        self.is_stale = false;
    }

    /// Writes units of a corpus, of which as much is given as is known.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn units(
        &mut self,
        corpus: &Corpus,
        units: &[Unit],
        out: &mut dyn Write,
    ) -> io::Result<()> {
        self.writer.look(units);
        self.units += units.len();
        if self.format.row().has_cell_per_language {
            self.places.look(units);
            self.is_stale |= self.places.check(corpus, self.format).is_err();
        }
        if self.is_stale {
            return Ok(());
        }
        let head = self.writer.head(corpus, &mut LeftOut::default());
        match &self.head {
            None => {
                out.write_all(head.as_bytes())?;
                self.head = Some(head);
            }
            Some(written) => self.is_stale = *written != head,
        }
        if !self.is_stale {
            let text = self.writer.units(corpus, units, &mut self.left_out);
            out.write_all(text.as_bytes())?;
        }
        Ok(())
    }

    /// Aborts this pass: its units were invalid.
    pub const fn give_up(&mut self) {
        self.is_stale = true;
    }

    /// Ends the pass of a corpus of which all is known now; returns one line for each kind of
    /// thing that the format cannot hold. `None` if all must be written again, into an empty
    /// file: the next pass has begun.
    ///
    /// # Errors
    /// If the format cannot represent the corpus, and those of `out`.
    pub fn end(
        &mut self,
        corpus: &Corpus,
        out: &mut dyn Write,
    ) -> Result<Option<Vec<Message>>, FormatError> {
        if self.format.row().has_cell_per_language {
            self.places.check(corpus, self.format)?;
        }
        if self.format.row().needs_units && self.units == 0 {
            return Err(nothing_to_write());
        }
        let head = self.writer.head(corpus, &mut self.left_out);
        let is_new = self.head.is_none();
        let differs = self.head.as_ref().is_some_and(|written| *written != head);
        if self.is_stale || differs || !self.writer.holds(corpus) {
            self.start_pass();
            return Ok(None);
        }
        let mut text = if is_new { head } else { String::new() };
        text.push_str(&self.writer.end(corpus, &mut self.left_out));
        let written = out.write_all(text.as_bytes());
        written.map_err(|error| crate::feed::unread(&error))?;
        Ok(Some(self.left_out.lines()))
    }
}

/// The number of cells in a file with one for every language of every segment, and how many contain
/// a text.
#[derive(Clone, Copy, Default)]
struct Places {
    segments: usize,
    texts: usize,
}

impl Places {
    /// The number of cells that such a file may always have.
    const ALWAYS: usize = 1 << 20;
    /// Beyond that, the number for each text.
    const PER_TEXT: usize = 16;

    fn look(&mut self, units: &[Unit]) {
        let all = units.iter().flat_map(|unit| &unit.segments);
        for segment in all.filter(|segment| !segment.ignorable) {
            self.segments += 1;
            self.texts += segment.texts.len();
        }
    }

    /// Refuses to write a cell for every language of every segment if nearly all of them
    /// would be empty: the file would be quadratic in the corpus.
    fn check(self, corpus: &Corpus, format: Format) -> Result<(), FormatError> {
        let langs = corpus.langs.len();
        let segments = self.segments;
        let places = segments.saturating_mul(langs);
        let most = Self::ALWAYS.saturating_add(self.texts.saturating_mul(Self::PER_TEXT));
        if places <= most {
            return Ok(());
        }
        Err(FormatError::whole(
            msg!("width limit"),
            msg!("{segments} segments in {langs} languages need {places} places in {format}, more than {most}", segments, langs, places, format, most),
        )
        .remedy(msg!("choose two languages with --source-lang and --target-lang, or write tmx or jsonl")))
    }
}
