//! The one writer of files: to a neighbour, which then takes the place of the file at once.
//!
//! Whoever reads sees the old file or the new one, never a part, also after a crash: the
//! neighbour is on the disk before it is renamed, and the folder after. The file keeps its
//! rights, and its owner and group where the system lets us give them. Other hard links to
//! the old file keep the old text. The neighbour is `.NAME.XXXXXX.new`, made new under a
//! random name with rights for its owner alone.

use super::open::NO_FILE;
use std::fs::{File, Metadata};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// How many links may lead from one to the next.
const LINKS: usize = 40;
/// How much of a name is in that of its neighbour, so that it is not too long.
const NAME: usize = 200;
/// How the name of a neighbour ends.
const END: &str = ".new";

/// Puts `bytes` in the place of the file at `path`, or makes it. A symbolic link there is
/// replaced by the file, not followed; see [`followed`].
///
/// # Errors
/// What the system says; the old file is as it was.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    replace_by(path, |file| file.write_all(bytes))
}

/// Does what [`replace`] does with what `write` writes, which may begin anew.
///
/// # Errors
/// What the system or `write` says; the old file is as it was.
pub fn replace_by<T, E: From<io::Error>>(
    path: &Path,
    write: impl FnOnce(&mut File) -> Result<T, E>,
) -> Result<T, E> {
    let mut file = neighbour(path)?;
    let written = write(file.as_file_mut())?;
    settle(&file, path)?;
    file.persist(path).map_err(|error| error.error)?;
    keep_names(path);
    Ok(written)
}

/// Puts several files in their places, or makes them: where one cannot be written none is, and
/// nothing but what happens between two renames can part them.
///
/// # Errors
/// What the system says, or that in the place of one is something else than a file.
pub fn replace_all(files: &[(PathBuf, Vec<u8>)]) -> io::Result<()> {
    let mut ready = Vec::new();
    for (path, bytes) in files {
        if std::fs::symlink_metadata(path).is_ok_and(|there| there.is_dir()) {
            return Err(io::Error::new(io::ErrorKind::IsADirectory, NO_FILE));
        }
        let mut file = neighbour(path)?;
        file.write_all(bytes)?;
        settle(&file, path)?;
        ready.push((file, path));
    }
    for (file, path) in ready {
        file.persist(path).map_err(|error| error.error)?;
        keep_names(path);
    }
    Ok(())
}

/// Returns a new neighbour of a file.
fn neighbour(path: &Path) -> io::Result<NamedTempFile> {
    let is_new = old(path).is_none();
    let mut builder = tempfile::Builder::new();
    let prefix = prefix_of(path);
    builder.prefix(&prefix).suffix(END).rand_bytes(6);
    #[cfg(unix)]
    if is_new {
        // A new file has the rights that the user's mask gives it.
        let rights = std::os::unix::fs::PermissionsExt::from_mode(0o666);
        builder.permissions(rights);
    }
    #[cfg(not(unix))]
    let _the_folder_says = is_new;
    builder.tempfile_in(folder_of(path))
}

/// Gives a neighbour what the file has, and sees it onto the disk.
fn settle(file: &NamedTempFile, path: &Path) -> io::Result<()> {
    if let Some(old) = old(path) {
        give_to(file.as_file(), &old);
        file.as_file().set_permissions(old.permissions())?;
    }
    file.as_file().sync_all()
}

/// Sees the name of a file onto the disk; where folders cannot be opened this is not needed.
fn keep_names(path: &Path) {
    if let Ok(folder) = File::open(folder_of(path)) {
        let _as_far_as_it_goes = folder.sync_all();
    }
}

/// Returns what is known of the file that is there.
fn old(path: &Path) -> Option<Metadata> {
    let there = std::fs::symlink_metadata(path).ok();
    there.filter(Metadata::is_file)
}

/// Returns a file without a name, for what is not to be seen before it is whole; it is gone when
/// it is closed.
///
/// # Errors
/// What the system says.
pub fn nameless() -> io::Result<File> {
    tempfile::tempfile()
}

/// Returns where a path that a person named leads: through links, also to a file that is not
/// there yet. Links in a ring lead nowhere and stay as they are.
#[must_use]
pub fn followed(path: &Path) -> PathBuf {
    let mut at = path.to_owned();
    for _ in 0..LINKS {
        match std::fs::read_link(&at) {
            Ok(next) => at = folder_of(&at).join(next),
            Err(_) => return at,
        }
    }
    path.to_owned()
}

/// Takes away neighbours of `path` that a crash left behind. Only who holds the lock on a
/// file may do that: a neighbour may be somebody's work of this moment.
pub fn sweep(path: &Path) {
    let prefix = prefix_of(path);
    let entries = std::fs::read_dir(folder_of(path));
    for entry in entries.into_iter().flatten().flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let random = name
            .strip_prefix(&prefix)
            .and_then(|rest| rest.strip_suffix(END));
        if random.is_some_and(|random| random.len() == 6)
            && entry.file_type().is_ok_and(|kind| kind.is_file())
        {
            let _may_be_gone = std::fs::remove_file(entry.path());
        }
    }
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

fn prefix_of(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let mut end = name.len().min(NAME);
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    format!(".{}.", name.get(..end).unwrap_or(""))
}

/// Gives a file the owner and group of another; what the system refuses stays ours.
fn give_to(file: &File, old: &Metadata) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt, fchown};
        let Ok(new) = file.metadata() else {
            return;
        };
        let (user, group) = (old.uid(), old.gid());
        if (new.uid(), new.gid()) != (user, group) && fchown(file, Some(user), Some(group)).is_err()
        {
            let _not_in_the_group = fchown(file, None, Some(group));
        }
    }
    #[cfg(not(unix))]
    let _no_owners = (file, old);
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::fs::Permissions;
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};

    fn names(folder: &Path) -> Vec<String> {
        let entries = std::fs::read_dir(folder).expect("a folder");
        let names = entries.map(|entry| entry.expect("an entry").file_name());
        let mut names: Vec<String> = names
            .map(|name| name.to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn rights_and_owner_stay() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a");
        for rights in [0o600, 0o640, 0o444, 0o664] {
            let _ = std::fs::remove_file(&path);
            std::fs::write(&path, "old").expect("written");
            std::fs::set_permissions(&path, Permissions::from_mode(rights)).expect("set");
            let before = std::fs::metadata(&path).expect("there");
            // Where the tests run as root, the file is somebody else's.
            let _only_for_root = std::os::unix::fs::chown(&path, Some(12345), Some(12345));
            let owned = std::fs::metadata(&path).expect("there");
            replace(&path, b"new").expect("written");
            let after = std::fs::metadata(&path).expect("there");
            assert_eq!(after.mode() & 0o7777, before.mode() & 0o7777);
            assert_eq!((after.uid(), after.gid()), (owned.uid(), owned.gid()));
            assert_eq!(std::fs::read(&path).expect("read"), b"new");
        }
        assert_eq!(names(folder.path()), ["a"]);
    }

    #[test]
    fn no_link_is_followed_and_nothing_is_left_when_it_fails() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        std::fs::write(at("victim"), "precious").expect("written");
        for name in ["link", "link.new", ".link.new"] {
            symlink(at("victim"), at(name)).expect("a link");
        }
        replace(&at("link"), b"mine").expect("written");
        assert_eq!(std::fs::read(at("victim")).expect("read"), b"precious");
        assert_eq!(std::fs::read(at("link")).expect("read"), b"mine");
        assert!(!at("link").is_symlink());
        std::fs::create_dir(at("folder")).expect("a folder");
        std::fs::write(at("folder/x"), "").expect("written");
        assert!(replace(&at("folder"), b"mine").is_err());
        assert_eq!(
            names(folder.path()),
            [".link.new", "folder", "link", "link.new", "victim"]
        );
    }

    #[test]
    fn several_files_are_written_all_or_none() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        std::fs::write(at("a"), "old").expect("written");
        std::fs::create_dir(at("b")).expect("a folder");
        let two = |second: &str| [(at("a"), b"new".to_vec()), (at(second), b"more".to_vec())];
        assert!(replace_all(&two("b")).is_err());
        assert!(replace_all(&two("nowhere/b")).is_err());
        assert_eq!(std::fs::read(at("a")).expect("read"), b"old");
        assert_eq!(names(folder.path()), ["a", "b"]);
        replace_all(&two("c")).expect("written");
        assert_eq!(std::fs::read(at("a")).expect("read"), b"new");
        assert_eq!(std::fs::read(at("c")).expect("read"), b"more");
        assert_eq!(names(folder.path()), ["a", "b", "c"]);
    }

    #[test]
    fn a_named_link_leads_to_its_end() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        symlink("b", at("a")).expect("a link");
        symlink(at("c"), at("b")).expect("a link");
        assert_eq!(followed(&at("a")), at("c"));
        assert_eq!(followed(&at("c")), at("c"));
        symlink(at("y"), at("x")).expect("a link");
        symlink(at("x"), at("y")).expect("a link");
        assert_eq!(followed(&at("x")), at("x"));
    }

    #[test]
    fn only_what_a_crash_left_is_swept() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        for name in [
            ".a.123456.new",
            ".a.12345.new",
            ".b.123456.new",
            "a",
            "a.new",
        ] {
            std::fs::write(at(name), "").expect("written");
        }
        sweep(&at("a"));
        assert_eq!(
            names(folder.path()),
            [".a.12345.new", ".b.123456.new", "a", "a.new"]
        );
    }

    #[test]
    fn a_long_name_has_a_neighbour() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("\u{645}".repeat(127));
        replace(&path, b"x").expect("written");
        assert_eq!(std::fs::read(path).expect("read"), b"x");
    }
}
