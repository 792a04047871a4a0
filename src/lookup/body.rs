//! The body of a dictionary: bytes by offset and length, packed or not.

use super::dictzip::{self, Chunks};
use crate::disk;
use bayn_text::shown_path;
use flate2::read::MultiGzDecoder;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

/// The most that is read whole into memory.
const LARGEST: u64 = 256 << 20;

/// Where the entries of a dictionary are read from.
pub(super) enum Body {
    /// A file as it is.
    Plain(File),
    /// A file packed in chunks, and the last chunk that was unpacked.
    Chunked(File, Chunks, Option<(u64, Vec<u8>)>),
    /// A file that was unpacked whole, since it has no table.
    Whole(Vec<u8>),
}

impl Body {
    /// Opens the first of the paths that there is.
    pub(super) fn open(paths: &[PathBuf]) -> Result<Self, String> {
        let Some(path) = paths.iter().find(|path| path.exists()) else {
            return Err("there is an index and nothing beside it".to_owned());
        };
        let told = |error: std::io::Error| format!("{}: {error}", shown_path(path));
        let mut file = disk::open(path).map_err(told)?;
        if path.extension().is_none_or(|extension| extension != "dz") {
            return Ok(Self::Plain(file));
        }
        let mut head = Vec::new();
        file.by_ref()
            .take(dictzip::HEADER as u64)
            .read_to_end(&mut head)
            .map_err(told)?;
        match dictzip::chunks(&head) {
            Some(chunks) => Ok(Self::Chunked(file, chunks, None)),
            None => Ok(Self::Whole(read_packed(path)?)),
        }
    }

    /// Reads the bytes of an entry; what lies behind the end is not there.
    pub(super) fn read(&mut self, offset: u64, length: u64) -> Result<Vec<u8>, String> {
        let told = |error: std::io::Error| error.to_string();
        match self {
            Self::Plain(file) => {
                let mut bytes = Vec::new();
                file.seek(SeekFrom::Start(offset)).map_err(told)?;
                file.by_ref()
                    .take(length)
                    .read_to_end(&mut bytes)
                    .map_err(told)?;
                Ok(bytes)
            }
            Self::Whole(all) => {
                let bound = |at: u64| usize::try_from(at).unwrap_or(usize::MAX).min(all.len());
                let (start, end) = (bound(offset), bound(offset.saturating_add(length)));
                Ok(all.get(start..end).unwrap_or(&[]).to_vec())
            }
            Self::Chunked(file, chunks, kept) => {
                let end = offset.saturating_add(length);
                let mut bytes = Vec::new();
                let mut number = offset / chunks.length;
                while number.saturating_mul(chunks.length) < end {
                    if kept.as_ref().is_none_or(|(known, _)| *known != number) {
                        let Some(chunk) = unpacked(file, chunks, number)? else {
                            break;
                        };
                        *kept = Some((number, chunk));
                    }
                    let Some((_, chunk)) = kept else { break };
                    let base = number * chunks.length;
                    let inside = |at: u64| {
                        usize::try_from(at.saturating_sub(base))
                            .unwrap_or(usize::MAX)
                            .min(chunk.len())
                    };
                    bytes.extend(chunk.get(inside(offset)..inside(end)).unwrap_or(&[]));
                    number += 1;
                }
                Ok(bytes)
            }
        }
    }
}

/// Unpacks one chunk of a file; `None` behind the last.
fn unpacked(file: &mut File, chunks: &Chunks, number: u64) -> Result<Option<Vec<u8>>, String> {
    let at = usize::try_from(number).unwrap_or(usize::MAX);
    let (Some(&start), Some(&end)) = (
        chunks.starts.get(at),
        at.checked_add(1).and_then(|next| chunks.starts.get(next)),
    ) else {
        return Ok(None);
    };
    let mut packed = Vec::new();
    file.seek(SeekFrom::Start(start))
        .and_then(|_| file.by_ref().take(end - start).read_to_end(&mut packed))
        .map_err(|error| error.to_string())?;
    let most = usize::try_from(chunks.length).unwrap_or(usize::MAX);
    dictzip::unpack(&packed, most).map(Some)
}

/// Reads a file whole.
pub(super) fn read_whole(path: &Path) -> Result<Vec<u8>, String> {
    let told = |error: std::io::Error| format!("{}: {error}", shown_path(path));
    let mut bytes = Vec::new();
    disk::open(path)
        .and_then(|file| file.take(LARGEST).read_to_end(&mut bytes))
        .map_err(told)?;
    Ok(bytes)
}

/// Unpacks a gzip file whole.
pub(super) fn read_packed(path: &Path) -> Result<Vec<u8>, String> {
    let told = |error: std::io::Error| format!("{}: {error}", shown_path(path));
    let mut bytes = Vec::new();
    let file = disk::open(path).map_err(told)?;
    MultiGzDecoder::new(file)
        .take(LARGEST)
        .read_to_end(&mut bytes)
        .map_err(told)?;
    Ok(bytes)
}
