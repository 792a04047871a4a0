//! Parts of a zip archive: reads each within a limit, and writes all into one archive.

use crate::decode::{bound, read_bounded};
use crate::{FormatError, decode};
use bayn_text::Message;
use bayn_text::msg;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// The maximum number of entries of an archive.
const MAX_ENTRIES: usize = 20_000;

/// An archive whose parts are read by name.
pub(crate) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// The number of bytes to which all parts together may still expand; parts of a bomb share their
    /// compressed bytes, so the limit depends on the archive's own size.
    left: u64,
}

impl<'a> Archive<'a> {
    /// Opens an archive in memory.
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Self, FormatError> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| {
            FormatError::whole(
                msg!("zip archive"),
                msg!("cannot be opened: {error}", error = Message::library(error)),
            )
            .remedy(msg!("the file is damaged or incomplete: download it again"))
        })?;
        if zip.len() > MAX_ENTRIES {
            return Err(FormatError::whole(
                msg!("unpacking limit"),
                msg!(
                    "the archive has {entries} entries, more than {most}",
                    entries = zip.len(),
                    most = MAX_ENTRIES
                ),
            )
            .remedy(msg!(
                "unpack it yourself, if you trust it, and open the files inside"
            )));
        }
        let left = bound(bytes.len() as u64);
        Ok(Self { zip, left })
    }

    /// Returns the bytes of a part; `None` if there is no such part.
    pub(crate) fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, FormatError> {
        let part = match self.zip.by_name(name) {
            Ok(part) => part,
            Err(zip::result::ZipError::FileNotFound) => return Ok(None),
            Err(error) => {
                return Err(FormatError::whole(
                    msg!("zip archive"),
                    msg!(
                        "{name} cannot be read: {error}",
                        name,
                        error = Message::library(error)
                    ),
                )
                .remedy(msg!("unpack the archive and open the files inside")));
            }
        };
        let bytes = read_bounded(part, self.left, "zip")?;
        self.left -= bytes.len() as u64;
        Ok(Some(bytes))
    }

    /// Returns the text of an XML part; `None` if there is no such part.
    pub(crate) fn xml(&mut self, name: &str) -> Result<Option<String>, FormatError> {
        match self.bytes(name)? {
            None => Ok(None),
            Some(bytes) => decode::decode_xml(&bytes)
                .map(|text| Some(text.into_owned()))
                .map_err(|error| error.of_file(name)),
        }
    }
}

/// Returns an archive of parts, each with its name. The same parts give the same bytes.
///
/// # Errors
/// If the archive cannot be created, which only a lack of memory can cause.
pub(crate) fn packed(parts: &[(&str, String)]) -> Result<Vec<u8>, FormatError> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let mut pack = || -> zip::result::ZipResult<()> {
        for (name, text) in parts {
            zip.start_file(*name, SimpleFileOptions::default())?;
            zip.write_all(text.as_bytes())?;
        }
        Ok(())
    };
    pack()
        .and_then(|()| zip.finish())
        .map(Cursor::into_inner)
        .map_err(|error| {
            FormatError::whole(
                msg!("zip archive"),
                msg!(
                    "cannot be written: {error}",
                    error = Message::library(error)
                ),
            )
        })
}
