//! Texts that are opened again: their alignment was remembered.

use crate::session::{PLAIN, Session, cache_folder, patience};
use crate::texts;
use std::time::{Duration, Instant};

#[test]
fn the_second_opening_has_the_alignment_of_the_first_at_once() {
    let (folder, paths) = texts("again");
    let cache = cache_folder("again");
    let _gone = std::fs::remove_dir_all(&cache);
    let place = cache.to_string_lossy().into_owned();
    let open = |more: &[&str]| {
        let mut args = vec![PLAIN[0], PLAIN[1], &paths[0], &paths[1]];
        args.extend(["--source-lang", "en", "--target-lang", "de"]);
        args.extend(more);
        let env = [("XDG_CACHE_HOME", place.as_str())];
        let session = Session::start_with(&args, (100, 20), &env);
        session.wait_text("Eine Katze");
        session
    };
    let leave = |mut session: Session| {
        session.type_in("q");
        assert_eq!(session.end(), 0);
    };
    let files = || -> Vec<std::path::PathBuf> {
        let found = std::fs::read_dir(cache.join("bayn/alignments"));
        let entries = found.into_iter().flatten().flatten();
        // A file on its way has a name with a dot before it.
        let paths = entries.map(|entry| entry.path());
        let there = |path: &std::path::PathBuf| {
            let name = path.file_name().unwrap_or_default();
            !name.to_string_lossy().starts_with('.')
        };
        paths.filter(there).collect()
    };
    leave(open(&["--no-cache"]));
    leave(open(&["--no-model"]));
    assert!(files().is_empty());

    let session = open(&[]);
    let until = Instant::now() + patience();
    while files().is_empty() && Instant::now() < until {
        std::thread::sleep(Duration::from_millis(10));
    }
    session.wait("the work to end", |screen| {
        !screen.contents().contains("by meaning")
    });
    session.wait_text("1/3");
    leave(session);
    let [file] = files().try_into().expect("one file");
    let kept = std::fs::read_to_string(&file).expect("an alignment");
    assert_eq!(kept.lines().count(), 5, "{kept}");

    // What lies there is what is shown, with no work to be done.
    std::fs::write(&file, "bayn alignment 1\n3 3 0.9000 text\nend 1\n").expect("written");
    let session = open(&[]);
    session.wait_text("1/1");
    assert!(
        !session
            .screen
            .lock()
            .expect("screen")
            .screen()
            .contents()
            .contains("by meaning")
    );
    leave(session);

    // What is damaged is as if it were not there, and is made again.
    std::fs::write(&file, "bayn alignment 1\n3 3 0.9000 text\n").expect("written");
    let session = open(&[]);
    session.wait_text("1/3");
    let until = Instant::now() + patience();
    while std::fs::read_to_string(&file).ok().as_ref() != Some(&kept) && Instant::now() < until {
        std::thread::sleep(Duration::from_millis(10));
    }
    assert_eq!(std::fs::read_to_string(&file).expect("an alignment"), kept);
    leave(session);
    for folder in [folder, cache] {
        let _gone = std::fs::remove_dir_all(folder);
    }
}
