//! Whether two paths name one file, however they are spelt and linked.

use std::fs::Metadata;
use std::path::Path;

/// Returns whether both paths lead to the same plain file.
#[must_use]
pub fn is_same(one: &Path, other: &Path) -> bool {
    let (Ok(first), Ok(second)) = (std::fs::metadata(one), std::fs::metadata(other)) else {
        return false;
    };
    if !(first.is_file() && second.is_file()) {
        return false;
    }
    match (number(&first), number(&second)) {
        (Some(first), Some(second)) => first == second,
        _ => one.canonicalize().ok() == other.canonicalize().ok(),
    }
}

/// Returns whether standard input is read from the plain file at `path`.
#[must_use]
pub fn is_standard_input(path: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::fd::AsFd;
        let Ok(input) = std::io::stdin().as_fd().try_clone_to_owned() else {
            return false;
        };
        let input = std::fs::File::from(input).metadata();
        let there = std::fs::metadata(path);
        matches!((input, there), (Ok(input), Ok(there))
            if there.is_file() && number(&input) == number(&there))
    }
    #[cfg(not(unix))]
    {
        let _not_known = path;
        false
    }
}

/// Returns what tells a file from all others: device and inode.
fn number(meta: &Metadata) -> Option<(u64, u64)> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        Some((meta.dev(), meta.ino()))
    }
    #[cfg(not(unix))]
    {
        let _no_inodes = meta;
        None
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn links_of_both_kinds_lead_to_one_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let [real, hard, soft, other] =
            ["real", "hard", "soft", "other"].map(|name| folder.path().join(name));
        std::fs::write(&real, "x").expect("written");
        std::fs::write(&other, "x").expect("written");
        std::fs::hard_link(&real, &hard).expect("a link");
        std::os::unix::fs::symlink(&real, &soft).expect("a link");
        assert!(is_same(&real, &hard) && is_same(&soft, &hard));
        assert!(is_same(&real, &folder.path().join(".").join("real")));
        assert!(!is_same(&real, &other));
        // A device may be read and written at once.
        let null = Path::new("/dev/null");
        assert!(!is_same(null, null));
    }
}
