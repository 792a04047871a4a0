//! The formats that bayn reads or writes, one row each.
//!
//! Code that treats formats differently consults the row: a format is its own reader or writer, its
//! module in `lib`, and a row here. The order matters: a file is tested row by row for being of
//! that format, so formats that any line may match (CSV, TSV) come last.

use crate::content::{ByName, Content, Notation};
use crate::error::FormatError;
use crate::loaded::{Loaded, text_of};
use crate::messages::{Json, Messages};
use crate::sign::{Naming, Sign};
use crate::together::WriteTogether;
use crate::writer::{NewWriter, ReadPieces, Write};
use crate::{
    delimited, epub_in, epub_out, html_in, html_out, jsonl, line_pairs, markdown, messages, moses,
    office, pdf, plain, po, qt, review_table, subtitle, subtitle_pair, tmx, usfm, wmt, xces,
    xliff1, xliff2,
};
use bayn_text::msg;

/// The properties of a format.
pub(crate) struct Row {
    /// The name on the command line.
    pub(crate) name: &'static str,
    /// Other names, and the endings of files.
    pub(crate) endings: &'static [&'static str],
    /// The content of a file.
    pub(crate) content: Content,
    /// How letters are written.
    pub(crate) notation: Notation,
    /// How it is recognised.
    pub(crate) sign: Sign,
    /// When its name alone decides.
    pub(crate) by_name: ByName,
    /// Reads a file.
    pub(crate) read: fn(&[u8]) -> Result<Loaded, FormatError>,
    /// Reads the messages of a file, with their keys; `None` if it has none.
    pub(crate) messages: fn(&[u8]) -> Result<Option<Messages>, FormatError>,
    /// Reads a file piece by piece, for formats of large files.
    pub(crate) read_pieces: Option<ReadPieces>,
    /// Writes a corpus as a whole, if bayn can.
    pub(crate) write: Option<Write>,
    /// Writes a corpus as several files that belong together.
    pub(crate) write_together: Option<WriteTogether>,
    /// Returns the writer of a corpus piece by piece.
    pub(crate) writer: Option<NewWriter>,
    /// Whether a file without a unit is invalid.
    pub(crate) needs_units: bool,
    /// Whether it has a cell for every language of every segment.
    pub(crate) has_cell_per_language: bool,
    /// Whether it keeps the judgements of a review.
    pub(crate) keeps_judgements: bool,
}

macro_rules! formats {
    ($($(#[$doc:meta])* $format:ident { $($field:ident: $value:expr),* $(,)? })*) => {
        /// A format that bayn reads or writes.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Format {
            $($(#[$doc])* $format,)*
        }

        impl Format {
            /// All formats in the order in which a file is tested for them.
            pub const ALL: &[Self] = &[$(Self::$format,)*];

            /// Returns its properties.
            pub(crate) const fn row(self) -> &'static Row {
                match self {
                    $(Self::$format => const {
                        &Row { $($field: $value,)* ..ROW }
                    },)*
                }
            }
        }
    };
}

/// The defaults of a row.
const ROW: Row = Row {
    name: "",
    endings: &[],
    content: Content::Bilingual,
    notation: Notation::Bare,
    sign: Sign::None,
    by_name: ByName::Never,
    read: |bytes| Ok(Loaded::Page(plain::read(&text_of(bytes)?))),
    messages: |_| Ok(None),
    read_pieces: None,
    write: None,
    write_together: None,
    writer: None,
    needs_units: false,
    has_cell_per_language: false,
    keeps_judgements: false,
};

formats! {
    /// Plain text: one paragraph per line, or paragraphs separated by blank lines.
    Plain {
        name: "plain",
        endings: &["txt", "text"],
        content: Content::Text,
        write: Some(|corpus, _, left_out| Ok(plain::write(corpus, left_out).into())),
        has_cell_per_language: true,
    }
    /// Markdown (read as text, written as a table).
    Markdown {
        name: "markdown",
        endings: &["md"],
        content: Content::Page,
        notation: Notation::Marked,
        by_name: ByName::Always,
        read: |bytes| Ok(Loaded::Page(markdown::read(&text_of(bytes)?))),
        write: Some(|corpus, _, left_out| Ok(markdown::write(corpus, left_out).into())),
        has_cell_per_language: true,
    }
    /// HTML (read as a page, written side by side).
    Html {
        name: "html",
        endings: &["htm", "xhtml"],
        content: Content::Page,
        notation: Notation::Markup,
        sign: Sign::Markup(html_in::is_html),
        by_name: ByName::Always,
        read: |bytes| html_in::read(bytes).map(Loaded::Page),
        write: Some(|corpus, options, left_out| {
            Ok(html_out::write(corpus, &options.title, left_out).into())
        }),
        has_cell_per_language: true,
    }
    /// EPUB 2 and 3 (written as a bilingual EPUB 3).
    Epub {
        name: "epub",
        content: Content::Page,
        notation: Notation::Packed,
        sign: Sign::Archive(|archive| {
            archive.is_of(b"application/epub+zip") || archive.lists(b"META-INF/container.xml")
        }),
        read: |bytes| epub_in::read(bytes).map(Loaded::Page),
        write: Some(|corpus, options, left_out| {
            epub_out::write(corpus, &options.title, left_out)
        }),
        has_cell_per_language: true,
    }
    /// Office Open XML, text document.
    Docx {
        name: "docx",
        content: Content::Page,
        notation: Notation::Packed,
        sign: Sign::Archive(|archive| archive.lists(b"word/document.xml")),
        read: |bytes| office::read_docx(bytes).map(Loaded::Page),
    }
    /// Office Open XML, workbook.
    Xlsx {
        name: "xlsx",
        endings: &["xlsm"],
        notation: Notation::Packed,
        sign: Sign::Archive(|archive| archive.lists(b"xl/workbook.xml")),
        read: |bytes| review_table::read_xlsx_corpus(bytes).map(Loaded::Corpus),
    }
    /// `OpenDocument`, text document.
    Odt {
        name: "odt",
        content: Content::Page,
        notation: Notation::Packed,
        sign: Sign::Archive(|archive| {
            archive.is_of(b"application/vnd.oasis.opendocument.text")
                || archive.lists(b"content.xml")
        }),
        read: |bytes| office::read_odt(bytes).map(Loaded::Page),
    }
    /// PDF with a text layer.
    Pdf {
        name: "pdf",
        content: Content::Page,
        notation: Notation::Packed,
        sign: Sign::Start(b"%PDF"),
        read: |bytes| pdf::read(bytes).map(Loaded::Page),
    }
    /// `SubRip` subtitles.
    Srt {
        name: "srt",
        content: Content::Page,
        notation: Notation::Markup,
        sign: Sign::Lines(|lines, _| subtitle::is_srt(lines)),
        read: |bytes| subtitle::read(&text_of(bytes)?).map(Loaded::Page),
        write: Some(|corpus, _, left_out| {
            Ok(subtitle_pair::write(corpus, false, left_out)?.into())
        }),
    }
    /// USFM, a book of the Bible.
    Usfm {
        name: "usfm",
        endings: &["sfm"],
        content: Content::Page,
        notation: Notation::Marked,
        sign: Sign::Lines(|lines, _| usfm::is_usfm(lines)),
        by_name: ByName::Always,
        read: |bytes| Ok(Loaded::Page(usfm::read(&text_of(bytes)?))),
    }
    /// `WebVTT` subtitles.
    Vtt {
        name: "vtt",
        endings: &["webvtt"],
        content: Content::Page,
        notation: Notation::Markup,
        sign: Sign::Lines(|lines, _| lines.head.starts_with("WEBVTT")),
        read: |bytes| subtitle::read(&text_of(bytes)?).map(Loaded::Page),
        write: Some(|corpus, _, left_out| {
            Ok(subtitle_pair::write(corpus, true, left_out)?.into())
        }),
    }
    /// TMX 1.4b.
    Tmx {
        name: "tmx",
        notation: Notation::Xml,
        sign: Sign::Markup(|markup| markup.root == "tmx"),
        read: |bytes| tmx::read(bytes).map(Loaded::Corpus),
        read_pieces: Some(tmx::read_pieces),
        writer: Some(|_| Box::new(tmx::Tmx)),
        keeps_judgements: true,
    }
    /// XLIFF 1.2, with the dialects SDLXLIFF and MQXLIFF.
    Xliff12 {
        name: "xliff12",
        endings: &[
            "xliff1", "xliff1.2", "xliff-1.2", "sdlxliff", "mqxliff", "mxliff",
        ],
        notation: Notation::Xml,
        sign: Sign::Markup(xliff1::is_version_1),
        read: |bytes| xliff1::read(bytes).map(Loaded::Corpus),
        read_pieces: Some(xliff1::read_pieces),
        writer: Some(|_| Box::new(xliff1::Xliff1::default())),
        keeps_judgements: true,
    }
    /// XLIFF 2.0, 2.1 and 2.2; written as 2.1.
    Xliff2 {
        name: "xliff",
        endings: &["xlf", "xliff2", "xliff21", "xliff2.1", "xliff-2.1"],
        notation: Notation::Xml,
        sign: Sign::Markup(|markup| markup.root == "xliff" && !xliff1::is_version_1(markup)),
        read: |bytes| xliff2::read(bytes).map(Loaded::Corpus),
        read_pieces: Some(xliff2::read_pieces),
        writer: Some(|_| Box::new(xliff2::Xliff2::default())),
        needs_units: true,
        keeps_judgements: true,
    }
    /// GNU gettext PO.
    Po {
        name: "po",
        endings: &["pot"],
        notation: Notation::Escaped,
        sign: Sign::Lines(|lines, _| po::is_po(lines)),
        by_name: ByName::Empty,
        read: |bytes| po::read(&text_of(bytes)?).map(Loaded::Corpus),
        read_pieces: Some(po::read_pieces),
        writer: Some(|_| Box::new(po::Catalogue::default())),
    }
    /// JSON Lines, one bead per line.
    Jsonl {
        name: "jsonl",
        endings: &["ndjson", "jsonlines"],
        notation: Notation::Escaped,
        sign: Sign::Lines(jsonl::is_jsonl),
        by_name: ByName::Empty,
        read: |bytes| jsonl::read(&text_of(bytes)?).map(Loaded::Corpus),
        read_pieces: Some(|feed, full| jsonl::read_pieces(feed, full)),
        writer: Some(|_| Box::new(jsonl::JsonLines::default())),
        keeps_judgements: true,
    }
    /// JSON: an array of pairs, Xcode's string catalogue, messages by key.
    Json {
        name: "json",
        endings: &["xcstrings", "arb"],
        content: Content::Messages,
        notation: Notation::Escaped,
        sign: Sign::Lines(messages::is_json),
        read: |bytes| {
            Ok(match messages::read_json(&text_of(bytes)?)? {
                Json::Pairs(corpus) => Loaded::Corpus(corpus),
                Json::Messages(messages) => Loaded::Page(messages.into_page()),
            })
        },
        messages: |bytes| {
            Ok(match messages::read_json(&text_of(bytes)?)? {
                Json::Pairs(_) => None,
                Json::Messages(messages) => Some(messages),
            })
        },
    }
    /// Qt's translation source.
    Qt {
        name: "qt",
        notation: Notation::Xml,
        sign: Sign::Markup(|markup| markup.root == "ts"),
        read: |bytes| qt::read(bytes).map(Loaded::Corpus),
    }
    /// Android's string resources.
    Android {
        name: "android",
        content: Content::Messages,
        notation: Notation::Xml,
        sign: Sign::Markup(|markup| markup.root == "resources"),
        read: |bytes| catalogue(bytes, Format::Android),
        messages: |bytes| messages::read_android(bytes).map(Some),
    }
    /// Resources of .NET.
    Resx {
        name: "resx",
        endings: &["resw"],
        content: Content::Messages,
        notation: Notation::Xml,
        sign: Sign::Markup(|markup| markup.root == "root" && markup.head.contains("<resheader")),
        by_name: ByName::Empty,
        read: |bytes| catalogue(bytes, Format::Resx),
        messages: |bytes| messages::read_resx(bytes).map(Some),
    }
    /// Apple's strings.
    Strings {
        name: "strings",
        content: Content::Messages,
        notation: Notation::Escaped,
        sign: Sign::Lines(|_, naming| naming == Naming::This),
        by_name: ByName::Always,
        read: |bytes| catalogue(bytes, Format::Strings),
        messages: |bytes| messages::read_apple(&text_of(bytes)?).map(Some),
    }
    /// Java's properties.
    Properties {
        name: "properties",
        content: Content::Messages,
        notation: Notation::Escaped,
        sign: Sign::Lines(|_, naming| naming == Naming::This),
        by_name: ByName::Always,
        read: |bytes| catalogue(bytes, Format::Properties),
        messages: |bytes| Ok(Some(messages::read_properties(&text_of(bytes)?))),
    }
    /// An alignment ladder (hunalign, vecalign, Bertalign) with its two texts.
    Ladder {
        name: "ladder",
        content: Content::Beside,
        sign: Sign::Lines(|lines, _| line_pairs::is_ladder(lines)),
        read: |_| Err(needs_texts(Format::Ladder)),
        write: Some(|corpus, _, left_out| Ok(line_pairs::write(corpus, left_out).into())),
    }
    /// Two plain texts of equally many lines (Moses).
    Moses {
        name: "moses",
        content: Content::Beside,
        read: |_| Err(needs_texts(Format::Moses)),
        write_together: Some(moses::write),
    }
    /// A stand-off alignment with its two texts (`InterText`, TEI; written as XCES).
    Standoff {
        name: "standoff",
        endings: &["intertext", "tei"],
        content: Content::Beside,
        notation: Notation::Xml,
        sign: Sign::Markup(|markup| match markup.root.as_str() {
            "linkgrp" | "cesalign" => true,
            "tei" | "tei.2" => markup.head.contains("linkGrp"),
            _ => false,
        }),
        read: |_| Err(needs_texts(Format::Standoff)),
        write_together: Some(xces::write),
    }
    /// WMT test sets in XML.
    WmtXml {
        name: "wmt",
        notation: Notation::Xml,
        sign: Sign::Markup(|markup| {
            let roots = ["dataset", "srcset", "refset", "tstset", "mteval"];
            roots.contains(&markup.root.as_str())
        }),
        read: |bytes| wmt::read(bytes).map(Loaded::Corpus),
    }
    /// Comma-separated values.
    Csv {
        name: "csv",
        notation: Notation::Cells,
        sign: Sign::Lines(|_, naming| naming == Naming::This),
        by_name: ByName::Always,
        read: |bytes| delimited::read(&text_of(bytes)?, b',').map(Loaded::Corpus),
        read_pieces: Some(|feed, full| delimited::read_pieces(feed, b',', full)),
        writer: Some(|options| {
            Box::new(delimited::Table::new(b',', options.spreadsheet_safe))
        }),
        has_cell_per_language: true,
    }
    /// Tab-separated values.
    Tsv {
        name: "tsv",
        endings: &["tab"],
        notation: Notation::Cells,
        sign: Sign::Lines(delimited::is_tsv),
        by_name: ByName::Always,
        read: |bytes| delimited::read(&text_of(bytes)?, b'\t').map(Loaded::Corpus),
        read_pieces: Some(|feed, full| delimited::read_pieces(feed, b'\t', full)),
        writer: Some(|options| {
            Box::new(delimited::Table::new(b'\t', options.spreadsheet_safe))
        }),
        has_cell_per_language: true,
    }
}

/// Reads a catalogue of messages as a text.
fn catalogue(bytes: &[u8], format: Format) -> Result<Loaded, FormatError> {
    let messages = (format.row().messages)(bytes)?.unwrap_or_default();
    Ok(Loaded::Page(messages.into_page()))
}

/// Returns the error for an alignment that is read without its two texts.
fn needs_texts(format: Format) -> FormatError {
    FormatError::whole(
        msg!("an alignment beside its texts"),
        msg!("a {format} file needs the two texts that it aligns", format),
    )
    .remedy(msg!(
        "name all three files: the alignment, the source, the target"
    ))
}

impl Format {
    /// Returns the content of files of this format.
    #[must_use]
    pub const fn content(self) -> Content {
        self.row().content
    }

    /// Returns how letters are written in files of this format.
    #[must_use]
    pub const fn notation(self) -> Notation {
        self.row().notation
    }

    /// Returns whether a file of this format is a text in one language with markup.
    #[must_use]
    pub fn is_page(self) -> bool {
        matches!(self.content(), Content::Page | Content::Messages)
    }

    /// Returns whether a file of this format contains several languages, or refers to them.
    #[must_use]
    pub fn is_bilingual(self) -> bool {
        matches!(self.content(), Content::Bilingual | Content::Beside)
    }

    /// Returns whether bayn writes it.
    #[must_use]
    pub const fn is_written(self) -> bool {
        let row = self.row();
        row.write.is_some() || row.writer.is_some() || row.write_together.is_some()
    }

    /// Returns whether large files of it are read piece by piece.
    #[must_use]
    pub const fn is_read_in_pieces(self) -> bool {
        self.row().read_pieces.is_some()
    }

    /// Returns whether it keeps the judgements of a review.
    #[must_use]
    pub const fn keeps_judgements(self) -> bool {
        self.row().keeps_judgements
    }
}
