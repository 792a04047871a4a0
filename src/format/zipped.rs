//! Parts of a zip archive, each read within a bound.

use crate::format::decode::read_bounded;
use crate::format::{FormatError, decode};
use std::io::Cursor;
use zip::ZipArchive;

/// How many entries an archive may have.
const MAX_ENTRIES: usize = 20_000;
/// How many bytes all parts that are read may unfold to.
const MAX_TOTAL: usize = 1 << 30;

/// An archive whose parts are read by name.
pub(crate) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    read: usize,
}

impl<'a> Archive<'a> {
    /// Opens an archive in memory.
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Self, FormatError> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| {
            FormatError::whole("zip archive", format!("cannot be opened: {error}"))
                .remedy("the file is damaged or was cut short: fetch it again")
        })?;
        if zip.len() > MAX_ENTRIES {
            return Err(FormatError::whole(
                "unpacking limit",
                format!("the archive has {} entries", zip.len()),
            )
            .remedy("do not trust this file"));
        }
        Ok(Self { zip, read: 0 })
    }

    /// Returns the bytes of a part; `None` where there is no such part.
    pub(crate) fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, FormatError> {
        let part = match self.zip.by_name(name) {
            Ok(part) => part,
            Err(zip::result::ZipError::FileNotFound) => return Ok(None),
            Err(error) => {
                return Err(FormatError::whole(
                    "zip archive",
                    format!("{name} cannot be read: {error}"),
                )
                .remedy("unpack the archive and open the files inside"));
            }
        };
        let packed = part.compressed_size();
        let bytes = read_bounded(part, packed, "zip")?;
        self.read = self.read.saturating_add(bytes.len());
        if self.read > MAX_TOTAL {
            return Err(FormatError::whole(
                "unpacking limit",
                "the parts of the archive unfold to more than a gibibyte",
            )
            .remedy("do not trust this file"));
        }
        Ok(Some(bytes))
    }

    /// Returns the text of an XML part; `None` where there is no such part.
    pub(crate) fn xml(&mut self, name: &str) -> Result<Option<String>, FormatError> {
        match self.bytes(name)? {
            None => Ok(None),
            Some(bytes) => decode::decode_xml(&bytes)
                .map(|text| Some(text.into_owned()))
                .map_err(|error| error.of_file(name)),
        }
    }
}
