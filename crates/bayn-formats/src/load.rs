//! Reads any file: decompress, detect, read.

use crate::content::Content;
use crate::corpus::Corpus;
use crate::detect::{Kind, detect};
use crate::error::FormatError;
use crate::feed::Feed;
use crate::format::Format;
use crate::format_name::inner_name;
use crate::loaded::{Loaded, no_text, text_of};
use crate::messages::Messages;
use crate::{decode, line_pairs, standoff};
use bayn_doc::Sides;
use bayn_text::Lang;
use bayn_text::msg;
use std::borrow::Cow;

/// Reads a file of any format; `format` overrides what its content says.
///
/// # Errors
/// If the file is not in a readable format, or violates a rule of its format.
pub fn read(name: &str, bytes: &[u8], format: Option<Format>) -> Result<Loaded, FormatError> {
    read_unnamed(name, bytes, format).map_err(|error| error.of_file(name))
}

fn read_unnamed(name: &str, bytes: &[u8], format: Option<Format>) -> Result<Loaded, FormatError> {
    let bytes = decode::unpack(bytes)?;
    let format = match format {
        Some(format) => format,
        None => match detect(inner_name(name), &bytes) {
            Kind::Of(format) => format,
            other => return Err(unreadable(other)),
        },
    };
    let mut loaded = (format.row().read)(&bytes)?;
    if let Loaded::Page(page) = &mut loaded {
        page.check_lang();
    }
    Ok(loaded)
}

/// Reads a file in a format that is read piece by piece if it is large: `piece` may take the
/// units of each, along with what is known about the file so far. Returns all that is known with the
/// rest of the units and the warnings; `None` if files of the format are read as a whole.
///
/// # Errors
/// If the file violates a rule of its format, or if `piece` fails.
pub fn read_pieces(
    format: Format,
    feed: &Feed<'_>,
    piece: &mut dyn FnMut(&mut Corpus) -> Result<(), FormatError>,
) -> Result<Option<Corpus>, FormatError> {
    let Some(read) = format.row().read_pieces else {
        return Ok(None);
    };
    read(feed, piece).map(Some)
}

/// Returns the error for an unsupported kind of file, with the remedy.
fn unreadable(kind: Kind) -> FormatError {
    let known = msg!("a readable format");
    match kind {
        Kind::Terms => {
            FormatError::whole(known, msg!("this is a term base, a glossary")).remedy(msg!(
                "give it beside the texts: with --dict to read them, with --glossary to check them"
            ))
        }
        Kind::UnknownXml => FormatError::whole(known, msg!("unknown kind of XML"))
            .remedy(msg!("name its format with --format")),
        Kind::UnknownZip => FormatError::whole(
            known,
            msg!("this archive is not an EPUB, DOCX, XLSX or ODT"),
        )
        .remedy(msg!("unpack it and open the files inside")),
        Kind::Of(_) | Kind::Binary => no_text(),
    }
}

/// Reads files that belong together: an alignment with its two texts, or two texts of
/// the same number of lines (only if `format` says so).
///
/// # Errors
/// As [`read`], and if the files do not belong together.
pub fn read_together(
    files: &[(&str, &[u8])],
    format: Option<Format>,
    langs: &Sides<Lang>,
) -> Result<Option<Corpus>, FormatError> {
    let unpacked: Vec<(&str, Cow<'_, [u8]>)> = files
        .iter()
        .map(|(name, bytes)| {
            decode::unpack(bytes)
                .map(|bytes| (*name, bytes))
                .map_err(|error| error.of_file(name))
        })
        .collect::<Result<_, _>>()?;
    let as_text = |at: usize| -> Result<Cow<'_, str>, FormatError> {
        let (name, bytes) = unpacked
            .get(at)
            .ok_or_else(|| FormatError::whole(msg!("two texts"), msg!("a file is missing")))?;
        text_of(bytes).map_err(|error| error.of_file(name))
    };
    if let [(source, one), (target, other)] = unpacked.as_slice() {
        let kinds = [(source, one), (target, other)].map(|(name, bytes)| match format {
            Some(format) => Some(format),
            None => match detect(inner_name(name), bytes) {
                Kind::Of(format) => Some(format),
                _ => None,
            },
        });
        if let [Some(own), Some(others)] = kinds {
            let read = |name: &str, bytes: &[u8], format: Format| {
                (format.row().messages)(bytes).map_err(|error| error.of_file(name))
            };
            let both = (own.content(), others.content());
            if both == (Content::Messages, Content::Messages)
                && let (Some(source), Some(target)) =
                    (read(source, one, own)?, read(target, other, others)?)
            {
                return Ok(Some(Messages::joined(Sides::new(source, target), langs)));
            }
        }
    }
    match (unpacked.len(), format) {
        (2, Some(Format::Moses)) => {
            let texts = [as_text(0)?, as_text(1)?];
            let [source, target] = &texts;
            line_pairs::pair(Sides::new(source, target), langs.clone()).map(Some)
        }
        (3, format) => {
            let is_ladder = |at: usize| {
                unpacked.get(at).is_some_and(|(name, bytes)| {
                    detect(inner_name(name), bytes) == Kind::Of(Format::Ladder)
                })
            };
            let is_standoff = |at: usize| {
                unpacked.get(at).is_some_and(|(name, bytes)| {
                    format == Some(Format::Standoff) && at == 0
                        || detect(inner_name(name), bytes) == Kind::Of(Format::Standoff)
                })
            };
            if let Some(at) = (0..3).find(|at| is_standoff(*at)) {
                return join_standoff(&unpacked, at, langs).map(Some);
            }
            let Some(at) = (0..3).find(|at| is_ladder(*at)) else {
                if format == Some(Format::Ladder) {
                    return Err(FormatError::whole(
                        msg!("ladder: [0, 1]:[0]:score, or two numbers and a score"),
                        msg!("none of the three files is a ladder"),
                    ));
                }
                return Ok(None);
            };
            let others: Vec<usize> = (0..3).filter(|other| *other != at).collect();
            let name = files.get(at).map_or("", |(name, _)| name);
            let rungs = line_pairs::read(&as_text(at)?).map_err(|error| error.of_file(name))?;
            let texts = [
                as_text(others.first().copied().unwrap_or(0))?,
                as_text(others.last().copied().unwrap_or(0))?,
            ];
            let [source, target] = &texts;
            line_pairs::join(&rungs, Sides::new(source, target), langs.clone())
                .map(Some)
                .map_err(|error| error.of_file(name))
        }
        _ => Ok(None),
    }
}

/// Joins the stand-off alignment at place `at` with the two other files.
fn join_standoff(
    files: &[(&str, Cow<'_, [u8]>)],
    at: usize,
    langs: &Sides<Lang>,
) -> Result<Corpus, FormatError> {
    let empty: (&str, Cow<'_, [u8]>) = ("", Cow::Borrowed(&[]));
    let file = |place: usize| files.get(place).unwrap_or(&empty);
    let (name, bytes) = file(at);
    let links = standoff::read_links(bytes).map_err(|error| error.of_file(name))?;
    let mut others = (0..files.len()).filter(|other| *other != at);
    let source = file(others.next().unwrap_or(0));
    let target = file(others.next().unwrap_or(0));
    let names = Sides::new(source.0, target.0);
    standoff::join(&links, &names, Sides::new(&source.1, &target.1), langs)
        .map_err(|error| error.of_file(name))
}
