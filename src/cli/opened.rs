//! Opened input: a raw file, a text, both texts with their beads; and the
//! flags for a side.

use crate::cli::args::Reading;
use crate::cli::positions::Origin;
use crate::cli::report::CliError;
use crate::session::About;
use bayn_doc::{Bead, Bitext, Document, Side, Sides};
use bayn_formats as format;
use bayn_formats::{Corpus, Kind};
use bayn_text::{Lang, msg, shown};
use std::path::PathBuf;

/// One text, read, cleaned and split into sentences.
#[derive(Debug, Default)]
pub(crate) struct Opened {
    /// The text.
    pub(crate) document: Document,
    /// Warnings about it.
    pub(crate) about: About,
    /// Where it was read from, if it was a file.
    pub(crate) path: Option<PathBuf>,
    /// Where it is in its file.
    pub(crate) origin: Origin,
}

/// Both texts, and their alignment if the file has one.
#[derive(Debug, Default)]
pub(crate) struct Input {
    /// The texts.
    pub(crate) sides: Sides<Opened>,
    /// The beads of the file; texts without beads are to be aligned.
    pub(crate) beads: Option<Vec<Bead>>,
    /// The whole contents of the file, if it contains both texts.
    pub(crate) corpus: Option<Corpus>,
    /// Further translations of the source.
    pub(crate) others: Vec<Opened>,
}

impl Input {
    /// Returns the bitext, aligned unless the file gives beads, and the rest of both sides.
    pub(crate) fn into_bitext(
        self,
        align: impl FnOnce(Sides<Document>) -> Bitext,
    ) -> (Bitext, Sides<About>, Sides<Origin>) {
        let Sides { source, target } = self.sides;
        let documents = Sides::new(source.document, target.document);
        let bitext = match self.beads {
            Some(beads) => Bitext { documents, beads },
            None => align(documents),
        };
        (
            bitext,
            Sides::new(source.about, target.about),
            Sides::new(source.origin, target.origin),
        )
    }
}

/// A file as read, decompressed.
#[derive(Clone)]
pub(crate) struct RawFile {
    /// The path as it was given.
    pub(crate) path: String,
    /// Where it lies, unless it is standard input.
    pub(crate) place: Option<PathBuf>,
    /// The name shown.
    pub(crate) name: String,
    /// Its bytes.
    pub(crate) bytes: Vec<u8>,
}

impl RawFile {
    /// Returns the format of the file: the one the user gives, else the one detected from its content.
    pub(crate) fn kind(&self, reading: &Reading) -> Kind {
        match reading.format {
            Some(format) => Kind::Of(format),
            None => format::detect(format::inner_name(&self.path), &self.bytes),
        }
    }
}

/// Returns the language given for a side.
pub(crate) fn given(texts: &Reading, side: Side) -> Option<Lang> {
    match side {
        Side::Source => texts.source_lang.as_deref(),
        Side::Target => texts.target_lang.as_deref(),
    }
    .map(Lang::new)
}

/// Returns the label of the encoding that the user gives for a side.
pub(crate) fn label(reading: &Reading, side: Side) -> Option<&str> {
    match side {
        Side::Source => reading.source_encoding.as_deref(),
        Side::Target => reading.target_encoding.as_deref(),
    }
    .or(reading.encoding.as_deref())
}

/// Returns the error of a label that names no encoding.
pub(crate) fn unknown_label(label: &str) -> CliError {
    CliError::with_remedy(
        msg!(
            "`{label}` is not the name of an encoding",
            label = shown(label)
        ),
        msg!(
            "encoding names are those of WHATWG, such as utf-8, utf-16le, windows-1256, iso-8859-6"
        ),
    )
}
