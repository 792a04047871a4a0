//! Where dictionaries lie: in the folders of the system, of the user, and where they say.

use std::path::{Path, PathBuf};

/// Returns the dictionaries in the usual places of the system, and in the folders given
/// (such as the user's data folder), in the order of their names.
#[must_use]
pub fn in_system(own: &[PathBuf]) -> Vec<PathBuf> {
    let usual = [
        "/usr/share/dictd",
        "/usr/local/share/dictd",
        "/usr/share/stardict/dic",
        "/usr/local/share/stardict/dic",
    ];
    let mut found = Vec::new();
    for folder in own
        .iter()
        .map(PathBuf::as_path)
        .chain(usual.iter().map(Path::new))
    {
        found.extend(beside(folder));
    }
    found.dedup();
    found
}

/// Returns the dictionaries in a folder and one below it, or the one that a file belongs to.
#[must_use]
pub fn beside(path: &Path) -> Vec<PathBuf> {
    let is_index = |path: &Path| {
        path.extension()
            .is_some_and(|extension| extension == "ifo" || extension == "index")
    };
    if path.is_file() {
        let name = path.to_string_lossy();
        let stem = [".ifo", ".index", ".idx.gz", ".idx", ".dict.dz", ".dict"]
            .iter()
            .find_map(|ending| name.strip_suffix(ending));
        return stem
            .into_iter()
            .flat_map(|stem| [format!("{stem}.ifo"), format!("{stem}.index")])
            .map(PathBuf::from)
            .filter(|path| path.exists())
            .take(1)
            .collect();
    }
    let mut found = Vec::new();
    for entry in std::fs::read_dir(path).into_iter().flatten().flatten() {
        let path = entry.path();
        if is_index(&path) {
            found.push(path);
        } else if path.is_dir() {
            let inside = std::fs::read_dir(&path).into_iter().flatten().flatten();
            found.extend(
                inside
                    .map(|entry| entry.path())
                    .filter(|path| is_index(path)),
            );
        }
    }
    found.sort();
    found
}
