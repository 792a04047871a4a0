//! Output to files that the user names, or to standard output: visible only when complete.

use crate::cli::print;
use crate::cli::report::CliError;
use crate::disk;
use bayn_formats::{is_packed, pack_from};
use std::fs::{File, OpenOptions};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::Path;

/// Writes a file, or standard output for `-`.
pub(crate) fn write_to(path: &Path, bytes: &[u8]) -> Result<(), CliError> {
    if path.as_os_str() == "-" {
        print::write_output(bytes)
    } else {
        write_file(path, bytes)
    }
}

/// Writes a file that the user named completely or not at all, as [`disk::replace`] does. A
/// named symbolic link stays a link and its target is written; a pipe or a device is written to.
pub(crate) fn write_file(path: &Path, bytes: &[u8]) -> Result<(), CliError> {
    let written = match std::fs::metadata(path) {
        Ok(there) if !there.is_file() => OpenOptions::new()
            .write(true)
            .open(path)
            .and_then(|mut file| file.write_all(bytes)),
        _ => disk::replace(&disk::followed(path), bytes),
    };
    written.map_err(|error| CliError::unwritten(path, &error))
}

/// Writes a file, or standard output for `-`, with the output of `write`, which may start over; it is
/// compressed by its name. Nothing of it is visible before it is complete.
pub(crate) fn write_by<T>(
    path: &Path,
    write: impl FnOnce(&mut File) -> Result<T, CliError>,
) -> Result<T, CliError> {
    let name = path.display().to_string();
    let is_plain = match std::fs::metadata(path) {
        Ok(there) => there.is_file(),
        Err(_) => path.as_os_str() != "-",
    };
    let place = disk::followed(path);
    let mut said = None;
    let mut note = |result: Result<T, CliError>| {
        result.map_err(|error| {
            said = Some(error);
            io::Error::other("")
        })
    };
    let written = if is_plain && !is_packed(&name) {
        disk::replace_by(&place, |file| note(write(file)))
    } else {
        disk::nameless().and_then(|mut whole| {
            let written = note(write(&mut whole))?;
            whole.seek(SeekFrom::Start(0))?;
            let pack = |to: &mut dyn Write| pack_from(&name, &mut whole, to);
            copy_to_place(path, &place, is_plain, pack)?;
            Ok(written)
        })
    };
    written.map_err(|error| said.unwrap_or_else(|| CliError::unwritten(path, &error)))
}

/// Copies the complete output to its destination.
fn copy_to_place(
    path: &Path,
    place: &Path,
    is_plain: bool,
    mut copy: impl FnMut(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    if is_plain {
        disk::replace_by(place, |file| copy(file))
    } else if path.as_os_str() == "-" {
        copy(&mut print::out())
    } else {
        copy(&mut OpenOptions::new().write(true).open(path)?)
    }
}
