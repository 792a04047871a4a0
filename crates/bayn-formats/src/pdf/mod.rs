//! PDF: the running text of its pages, with the page on which each paragraph begins.
//!
//! A PDF stores glyphs at positions, not text. The crate `hayro-syntax` reads its objects; the text is
//! reconstructed here.
//!
//! ```text
//!   bytes -> unpack -> content, font -> letters at positions
//!         -> line -> lines in logical order -> furniture -> paragraph -> Page
//! ```
//!
//! Text at another angle than most of a page, outside of it, or in an image is not read.

mod cmap;
mod content;
mod font;
mod furniture;
mod glyphs;
mod line;
mod marks;
mod paragraph;
mod type1;
mod unpack;

use crate::FormatError;
use crate::page::{Block, BlockKind, Page};
use bayn_text::{Message, logical_line, msg};
use content::Drawing;
use harf::Direction;
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use line::Line;
use paragraph::Paragraph;

/// At most one in this many letters may be without known text.
const UNKNOWN: usize = 20;

/// Reads a PDF.
///
/// # Errors
/// If it is encrypted, damaged beyond reading, or holds no text.
pub fn read(bytes: &[u8]) -> Result<Page, FormatError> {
    unpack::measure(bytes)?;
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| refused(&error))?;
    let mut read = Read::of(&pdf, bytes.len(), false);
    if read.lines.iter().all(Vec::is_empty) {
        // Some programs mark all of their text as an artifact.
        read = Read::of(&pdf, bytes.len(), true);
    }
    if read.letters == 0 {
        return Err(no_text(&pdf));
    }
    if read.unknown * 2 > read.letters {
        return Err(FormatError::whole(
            text_layer(),
            msg!("the fonts of this PDF do not tell which letters they draw"),
        )
        .remedy(msg!("run OCR again, with `ocrmypdf --force-ocr`")));
    }
    let mut page = Page::default();
    if read.unknown * UNKNOWN > read.letters {
        page.warnings.push(msg!(
            "{unknown} letters of this PDF are of unknown meaning and are shown as U+FFFD",
            unknown = read.unknown
        ));
    }
    if read.is_cut {
        page.warnings.push(msg!(
            "the PDF draws more letters than a file of its size can contain; the rest was left out"
        ));
    }
    furniture::clear(&mut read.lines);
    let mut lines: Vec<Line> = read.lines.into_iter().flatten().collect();
    face_brackets(&mut lines);
    let paragraphs = paragraph::paragraphs(&lines);
    page.title = title(&pdf, &paragraphs);
    page.blocks = blocks(&paragraphs);
    Ok(page)
}

fn text_layer() -> Message {
    msg!("PDF text layer")
}

fn refused(error: &LoadPdfError) -> FormatError {
    match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => {
            FormatError::whole(msg!("PDF encryption"), msg!("the PDF is encrypted")).remedy(msg!(
                "save it without a password: `qpdf --decrypt --password=... FILE.pdf NEW.pdf`"
            ))
        }
        LoadPdfError::Decryption(_) => FormatError::whole(
            msg!("PDF encryption"),
            msg!("this PDF uses an unsupported kind of encryption"),
        )
        .remedy(msg!(
            "save it without encryption in the program that made it"
        )),
        LoadPdfError::Invalid => FormatError::whole(
            msg!("PDF structure"),
            msg!("the PDF is damaged: it has no pages that can be found"),
        )
        .remedy(msg!(
            "download it again, or repair it with `qpdf FILE.pdf NEW.pdf`"
        )),
    }
}

/// Returns why there is nothing to read: a scan has images instead of text.
fn no_text(pdf: &Pdf) -> FormatError {
    let pages = pdf.pages();
    if pages
        .iter()
        .any(|page| !page.resources().x_objects.is_empty())
    {
        return FormatError::whole(
            text_layer(),
            msg!("the PDF has pictures but no text: it is a scan"),
        )
        .remedy(msg!(
            "run OCR on it first, with `ocrmypdf -l ara+eng FILE.pdf NEW.pdf`"
        ));
    }
    FormatError::whole(text_layer(), msg!("no text was found in the PDF")).remedy(msg!(
        "if the file shows text in a viewer, download it again or repair it with `qpdf FILE.pdf NEW.pdf`"
    ))
}

/// The lines of all pages.
struct Read {
    lines: Vec<Vec<Line>>,
    letters: usize,
    unknown: usize,
    is_cut: bool,
}

impl Read {
    fn of(pdf: &Pdf, bytes: usize, all: bool) -> Self {
        let mut drawing = Drawing::new(bytes);
        let mut read = Self {
            lines: Vec::new(),
            letters: 0,
            unknown: 0,
            is_cut: false,
        };
        for (at, page) in pdf.pages().iter().enumerate() {
            let shows = drawing.page(page, all);
            let is_letter = |glyph: &&content::Glyph| !glyph.text.trim().is_empty();
            read.letters += shows.glyphs.iter().filter(is_letter).count();
            read.unknown += shows.unknown;
            read.lines.push(line::lines(shows.glyphs, at));
        }
        read.is_cut = drawing.is_full();
        read
    }
}

/// Mirrors brackets in right-to-left lines if the file stores them as displayed: then
/// more lines close before they open than the other way round.
fn face_brackets(lines: &mut [Line]) {
    let (mut right, mut wrong) = (0_usize, 0_usize);
    for line in lines.iter().filter(|line| line.direction == Direction::Rtl) {
        let opens = line.text.find(['(', '[', '«']);
        let closes = line.text.find([')', ']', '»']);
        if let (Some(opens), Some(closes)) = (opens, closes) {
            right += usize::from(opens < closes);
            wrong += usize::from(closes < opens);
        }
    }
    if wrong <= right {
        return;
    }
    for line in lines
        .iter_mut()
        .filter(|line| line.direction == Direction::Rtl)
    {
        let seen = logical_line(&line.text, Direction::Rtl, false);
        line.text = logical_line(&seen, Direction::Rtl, true);
    }
}

/// Returns the title in the metadata if the text has it too: many files give a file name.
fn title(pdf: &Pdf, paragraphs: &[Paragraph]) -> String {
    let given = pdf
        .metadata()
        .title
        .as_deref()
        .map(content::text_of)
        .unwrap_or_default();
    let given = given.split_whitespace().collect::<Vec<_>>().join(" ");
    let is_there = paragraphs
        .iter()
        .take(5)
        .any(|paragraph| paragraph.text.contains(&given));
    if is_there { given } else { String::new() }
}

/// Converts paragraphs to blocks: short ones in larger type than most of the text are headings.
fn blocks(paragraphs: &[Paragraph]) -> Vec<Block> {
    let mut sizes: Vec<(f64, usize)> = Vec::new();
    for paragraph in paragraphs {
        let known = sizes
            .iter()
            .position(|(size, _)| (size - paragraph.size).abs() < 0.2);
        let is_full = sizes.len() >= 1_000;
        match known.and_then(|at| sizes.get_mut(at)) {
            Some((_, letters)) => *letters += paragraph.text.len(),
            None if !is_full => sizes.push((paragraph.size, paragraph.text.len())),
            None => {}
        }
    }
    let body = sizes
        .iter()
        .max_by_key(|(_, letters)| *letters)
        .map_or(0.0, |(size, _)| *size);
    let mut larger: Vec<f64> = sizes
        .iter()
        .map(|(size, _)| *size)
        .filter(|size| *size > body * 1.12)
        .collect();
    larger.sort_by(|a, b| b.total_cmp(a));
    let kind = |paragraph: &Paragraph| {
        let rank = larger
            .iter()
            .position(|size| (size - paragraph.size).abs() < 0.2);
        match rank {
            Some(rank) if paragraph.text.len() < 400 => {
                BlockKind::Heading(u8::try_from(rank + 1).unwrap_or(6).min(6))
            }
            _ => BlockKind::Paragraph,
        }
    };
    paragraphs
        .iter()
        .map(|paragraph| Block {
            page: u32::try_from(paragraph.page + 1).ok(),
            ..Block::new(kind(paragraph), paragraph.text.as_str())
        })
        .collect()
}
