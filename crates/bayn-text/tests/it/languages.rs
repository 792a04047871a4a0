//! The language guess on one short report per language, and on the seeds.

use bayn_text::guess_language;
use std::path::Path;

#[test]
fn a_sentence_tells_its_language() {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
        .join("crates/bayn-text/tests/data/languages");
    let mut faults = Vec::new();
    let mut count = 0;
    for entry in std::fs::read_dir(folder)
        .expect("texts are there")
        .flatten()
    {
        let path = entry.path();
        let tag = path.file_stem().expect("a name").to_string_lossy();
        let guess = guess_language(&std::fs::read_to_string(&path).expect("readable"));
        count += 1;
        if guess.lang.tag() != tag || !guess.is_reliable {
            faults.push(format!("{tag}: {guess:?}"));
        }
    }
    assert!(count >= 16);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_seeds_tell_theirs() {
    let folder = testkit::shared("seeds");
    if !folder.is_dir() {
        testkit::skip("shared/seeds is absent");
        return;
    }
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.extension().is_some_and(|ext| ext == "txt") {
            let name = path
                .file_name()
                .expect("a name")
                .to_string_lossy()
                .into_owned();
            let wanted = if name.starts_with("004") { "ar" } else { "en" };
            let guess = guess_language(&std::fs::read_to_string(&path).expect("readable"));
            assert_eq!(
                (guess.lang.tag(), guess.is_reliable),
                (wanted, true),
                "{name}"
            );
        }
    }
}
