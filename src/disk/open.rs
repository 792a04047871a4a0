//! Opening what must be a plain file, without ever waiting for it.

use bayn_text::label;
use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Read};
use std::path::Path;

/// What is said of a pipe, a device or a folder in the place of a file.
pub(super) const NO_FILE: &str = label!("it is a pipe, a device or a folder, not a file");
/// What is said of a link that nobody named.
const LINK: &str =
    label!("it is a symbolic link; bayn writes through one only if you give its path");

/// Opens a file to be read. A pipe or a device is refused at once, even one that took the
/// file's place a moment ago: it is opened without waiting and looked at when it is open.
///
/// # Errors
/// What the system says, or that it is no file.
pub fn open(path: &Path) -> io::Result<File> {
    plain(OpenOptions::new().read(true), path, false)
}

/// Reads a whole file, as [`open`] opens it.
///
/// # Errors
/// As [`open`].
pub fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    open(path)?.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Reads a whole file of UTF-8, as [`open`] opens it.
///
/// # Errors
/// As [`open`], and where it is no UTF-8.
pub fn read_text(path: &Path) -> io::Result<String> {
    let mut text = String::new();
    open(path)?.read_to_string(&mut text)?;
    Ok(text)
}

/// Opens a file to be read and appended to; makes it when `create` says so. The last part of
/// the path is never followed where it is a link.
///
/// # Errors
/// What the system says, that it is no file, or that it is a link.
pub fn append(path: &Path, create: bool) -> io::Result<File> {
    if path.is_symlink() {
        return Err(io::Error::new(ErrorKind::InvalidInput, LINK));
    }
    let mut options = OpenOptions::new();
    plain(options.read(true).append(true).create(create), path, true)
}

/// Opens a plain file, or says what it is.
fn plain(options: &mut OpenOptions, path: &Path, no_link: bool) -> io::Result<File> {
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        use std::os::unix::fs::OpenOptionsExt;
        let mut flags = OFlags::NONBLOCK | OFlags::NOCTTY;
        if no_link {
            flags |= OFlags::NOFOLLOW;
        }
        options.custom_flags(flags.bits().cast_signed());
    }
    #[cfg(not(unix))]
    let _checked_by_the_caller = no_link;
    let file = options.open(path)?;
    let kind = file.metadata()?;
    if kind.is_dir() {
        return Err(io::Error::new(ErrorKind::IsADirectory, NO_FILE));
    }
    if !kind.is_file() {
        return Err(io::Error::new(ErrorKind::InvalidInput, NO_FILE));
    }
    Ok(file)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    #[test]
    fn a_pipe_a_device_and_a_folder_are_refused_without_waiting() {
        let folder = tempfile::tempdir().expect("a folder");
        let pipe = folder.path().join("pipe");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status();
        assert!(made.expect("mkfifo runs").success());
        for path in [&*pipe, Path::new("/dev/zero"), folder.path()] {
            assert!(read(path).is_err(), "{}", path.display());
            assert!(append(path, true).is_err(), "{}", path.display());
        }
        let error = read(&pipe).expect_err("a pipe");
        assert_eq!(error.to_string(), NO_FILE);
    }

    #[test]
    fn a_link_is_read_through_and_never_appended_through() {
        let folder = tempfile::tempdir().expect("a folder");
        let [real, link, dangling] = ["real", "link", "dangling"].map(|n| folder.path().join(n));
        std::fs::write(&real, "precious\n").expect("written");
        symlink(&real, &link).expect("a link");
        symlink(folder.path().join("nothing"), &dangling).expect("a link");
        assert_eq!(read_text(&link).expect("read"), "precious\n");
        for path in [&link, &dangling] {
            let error = append(path, true).expect_err("a link");
            assert_eq!(error.to_string(), LINK);
        }
        assert!(!folder.path().join("nothing").exists());
    }
}
