//! The user's side in a real pseudo-terminal: the place is remembered, the editor is run, a text
//! that changes is read again, mistakes in the settings are told, the interface speaks Arabic.

use crate::session::{PLAIN, Session};
use std::path::PathBuf;

/// A folder of one's own with two texts.
fn fixture(name: &str) -> (PathBuf, [String; 2]) {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
        .join(format!("home-{}-{name}", std::process::id()));
    std::fs::create_dir_all(folder.join("bayn")).expect("a folder");
    let english = "One cat sat.\n\nTwo dogs ran.\n\nThree birds flew.\n\nFour fish swam.\n";
    let german =
        "Eine Katze sass.\n\nZwei Hunde liefen.\n\nDrei Voegel flogen.\n\nVier Fische schwammen.\n";
    let paths = [("en", english), ("de", german)].map(|(lang, text)| {
        let path = folder.join(format!("text.{lang}.txt"));
        std::fs::write(&path, text).expect("a text");
        path.to_string_lossy().into_owned()
    });
    (folder, paths)
}

fn open(folder: &std::path::Path, args: &[&str], env: &[(&str, &str)]) -> Session {
    let folder = folder.to_string_lossy().into_owned();
    let mut all = vec![
        ("XDG_STATE_HOME", folder.as_str()),
        ("XDG_CONFIG_HOME", folder.as_str()),
    ];
    all.extend_from_slice(env);
    let args: Vec<&str> = PLAIN.iter().chain(args).copied().collect();
    Session::start_with(&args, (100, 20), &all)
}

#[test]
fn a_text_opens_where_it_was_left_and_is_offered_without_arguments() {
    let (folder, [source, target]) = fixture("resume");
    let texts = [source.as_str(), target.as_str()];
    let mut first = open(&folder, &texts, &[]);
    first.wait_text("1/4");
    first.type_in("jj");
    first.wait_text("3/4");
    first.type_in("q");
    assert_eq!(first.end(), 0);
    let mut again = open(&folder, &texts, &[]);
    again.wait_text("3/4");
    again.type_in("q");
    assert_eq!(again.end(), 0);
    let mut fresh = open(&folder, &["--no-resume", texts[0], texts[1]], &[]);
    fresh.wait_text("1/4");
    fresh.type_in("q");
    assert_eq!(fresh.end(), 0);
    let mut bare = open(&folder, &[], &[]);
    bare.wait_text("Recent texts");
    bare.wait_text("text.en.txt");
    bare.type_in("\r");
    bare.wait_text("Drei Voegel");
    bare.wait_text("3/4");
    bare.type_in("q");
    assert_eq!(bare.end(), 0);
    bare.assert_clean();
}

#[test]
fn a_note_is_written_in_the_editor() {
    let (folder, [source, target]) = fixture("editor");
    let editor = "f() { printf 'a long note' >> \"$1\"; }; f";
    let env = [("VISUAL", editor)];
    let mut session = open(&folder, &[&source, &target], &env);
    session.wait_text("Eine Katze");
    session.type_in("jC");
    session.wait_text("note saved");
    session.type_in("k");
    session.wait_text("1/4");
    session.type_in("j");
    session.wait_text("note: a long note");
    session.type_in("q");
    assert_eq!(session.end(), 0);
    session.assert_clean();
}

#[test]
fn a_note_is_kept_where_the_editor_fails() {
    let (folder, [source, target]) = fixture("editor-fails");
    let script = folder.join("editor.sh");
    std::fs::write(&script, "printf 'kept words' >> \"$1\"\nexit 3\n").expect("a script");
    let editor = format!("sh {}", script.display());
    let notes = folder.join("notes");
    std::fs::create_dir_all(&notes).expect("a folder");
    let (editor, notes_at) = (editor.as_str(), notes.to_string_lossy().into_owned());
    let env = [("EDITOR", editor), ("VISUAL", ""), ("TMPDIR", &*notes_at)];
    let mut session = open(&folder, &[&source, &target], &env);
    session.wait_text("Eine Katze");
    session.type_in("jC");
    session.wait_text("the editor failed");
    let kept: Vec<_> = std::fs::read_dir(&notes)
        .expect("a folder")
        .flatten()
        .map(|entry| std::fs::read_to_string(entry.path()).unwrap_or_default())
        .collect();
    assert!(
        kept.iter().any(|text| text.contains("kept words")),
        "{kept:?}"
    );
    session.type_in("k");
    session.wait_text("1/4");
    session.type_in("q");
    assert_eq!(session.end(), 0);
    session.assert_clean();
}

#[test]
fn a_text_that_is_replaced_is_read_again_and_the_place_kept() {
    let (folder, [source, target]) = fixture("watch");
    let mut session = open(&folder, &["--watch", &source, &target], &[]);
    session.wait_text("Eine Katze");
    session.type_in("jj");
    session.wait_text("3/4");
    let text = std::fs::read_to_string(&target).expect("a text");
    let new = folder.join("new.txt");
    std::fs::write(
        &new,
        text.replace("Zwei Hunde liefen.", "Zwei Hunde rannten davon."),
    )
    .expect("written");
    std::fs::rename(&new, &target).expect("replaced");
    session.wait_text("rannten davon");
    session.wait_text("3/4");
    session.type_in("q");
    assert_eq!(session.end(), 0);
}

#[test]
fn the_texts_of_a_folder_follow_one_another_by_key() {
    let (home, _) = fixture("job");
    let folder = home.join("reports");
    std::fs::create_dir_all(&folder).expect("a folder");
    let write = |name: &str, text: &str| std::fs::write(folder.join(name), text).expect("a text");
    // The files of a pair share numbers and names, which the other pair does not have.
    write(
        "one.en.txt",
        "Berlin counted 4711 visitors on Monday.\n\nAnna Schmidt opened 23 halls.\n\nIt rained.\n",
    );
    write(
        "one.de.txt",
        "Berlin zählte am Montag 4711 Besucher.\n\nAnna Schmidt öffnete 23 Hallen.\n\nEs regnete.\n",
    );
    write(
        "two.en.txt",
        "Madrid sold 9058 tickets in 1986.\n\nPedro Lopez bought 315 of them.\n\nNobody knew why.\n",
    );
    write(
        "two.de.txt",
        "Madrid verkaufte 1986 genau 9058 Karten.\n\nPedro Lopez kaufte davon 315.\n\nNiemand wusste warum.\n",
    );
    let path = folder.to_string_lossy().into_owned();
    let mut session = open(&home, &["--no-model", &path], &[]);
    session.wait_text("2 with a translation");
    session.type_in("\r");
    session.wait_text("1/3");
    session.type_in("jj");
    session.wait_text("3/3");
    session.type_in("[f");
    session.wait_text("first texts of the folder");
    session.type_in("]f");
    session.wait_text("2/2");
    session.wait_text("1/3");
    session.type_in("]f");
    session.wait_text("last texts of the folder");
    // Back where the first texts were left.
    session.type_in("[f");
    session.wait_text("3/3");
    session.type_in("q");
    assert_eq!(session.end(), 0);
    session.assert_clean();
}

#[test]
fn mending_is_undone_and_done_again_by_one_key() {
    let (folder, [source, target]) = fixture("mangled");
    // UTF-8 that was read as Latin: the final letters would be seen otherwise.
    let meant = "L\u{2019}été à l\u{2019}école, où l\u{2019}œuvre est née.\n\nDéjà vu, très tôt.\n";
    let damaged: String = meant
        .bytes()
        .map(|byte| {
            if byte == 0x80 {
                '€'
            } else {
                char::from(byte)
            }
        })
        .collect();
    std::fs::write(
        &target,
        damaged.replace('\u{99}', "™").replace('\u{93}', "“"),
    )
    .expect("written");
    let mut session = open(&folder, &["--no-model", &source, &target], &[]);
    session.wait_text("école");
    session.type_in("\x1b[17~");
    session.wait_text("as they are stored");
    session.wait_text("Ã©cole");
    session.type_in("\x1b[17~");
    session.wait_text("are repaired");
    session.wait_text("école");
    session.type_in("q");
    assert_eq!(session.end(), 0);
    let mut sound = open(&folder, &["--no-model", &source, &source], &[]);
    sound.wait_text("One cat");
    sound.type_in("\x1b[17~");
    sound.wait_text("no damaged letters");
    sound.type_in("q");
    assert_eq!(sound.end(), 0);
}

#[test]
fn a_reviewed_translation_that_is_edited_keeps_its_review_and_links_what_is_new() {
    let (folder, [source, target]) = fixture("mend");
    let text = std::fs::read_to_string(&target).expect("a text");
    // The translation lacks its second sentence at first.
    let short = text.replace("Zwei Hunde liefen.\n\n", "");
    std::fs::write(&target, short).expect("written");
    let replace = |text: &str| {
        let new = folder.join("new.txt");
        std::fs::write(&new, text).expect("written");
        std::fs::rename(&new, &target).expect("replaced");
    };
    let args = ["--watch", "--no-model", &source, &target];
    let mut session = open(&folder, &args, &[]);
    session.wait_text("Eine Katze");
    session.type_in("jj");
    session.wait_text("3/4");
    session.type_in("veamM\r");
    session.wait_text("Accuracy/Mistranslation");
    session.type_in("a");
    session.wait_text("reviewed 1/4");
    replace(&text);
    session.wait("the pair that was missing", |screen| {
        let rows = screen.rows(0, 100).collect::<Vec<_>>();
        rows.iter()
            .any(|row| row.contains("Two dogs") && row.contains("Zwei Hunde"))
    });
    session.wait_text("3/4");
    session.wait_text("reviewed 1/4");
    session.type_in("gm");
    session.wait_text("Mistranslation");
    session.type_in("q");
    session.wait("the list is closed", |screen| {
        !screen.contents().contains("d deletes")
    });
    // Nobody is interrupted while typing.
    session.type_in("c");
    session.wait_text("note:");
    session.type_in("half a note");
    replace(&text.replace("Vier Fische schwammen.", "Vier Fische schwammen davon."));
    std::thread::sleep(std::time::Duration::from_millis(1300));
    session.wait_text("half a note");
    session.type_in("\r");
    session.wait_text("schwammen davon");
    session.type_in("q");
    assert_eq!(session.end(), 0);
    let review = std::fs::read_to_string(format!("{target}.bayn.jsonl")).expect("a review");
    assert!(
        review.contains("half a note") && review.contains("accepted"),
        "{review}"
    );
    session.assert_clean();
}

#[test]
fn mistakes_in_the_settings_are_told_and_the_rest_is_used() {
    let (folder, [source, target]) = fixture("faults");
    let config = "zne = true\nlayout = \"stacked\"\nmeasure = 9000\nlanguage = ar\n";
    std::fs::write(folder.join("bayn/config.toml"), config).expect("written");
    let mut session = open(&folder, &[&source, &target], &[]);
    session.wait_text("3 mistakes in the settings");
    session.type_in("gf");
    session.wait_text("did you mean `zen`?");
    session.wait_text("0 to 500");
    session.wait_text("config.toml:4");
    session.type_in("qq");
    assert_eq!(session.end(), 0);
}

#[test]
fn the_interface_speaks_arabic_where_the_locale_does() {
    let (folder, [source, target]) = fixture("arabic");
    let mut session = open(&folder, &[&source, &target], &[("LANG", "ar_SY.UTF-8")]);
    session.wait_text("Eine Katze");
    session.wait("a word of Arabic in the status line", |screen| {
        let last = screen.rows(0, 100).last().unwrap_or_default();
        last.chars().any(|c| ('\u{fe70}'..='\u{fefc}').contains(&c))
    });
    session.type_in("q");
    assert_eq!(session.end(), 0);
}

#[test]
fn words_are_kept_by_a_key_and_written_as_a_table() {
    let (folder, [source, target]) = fixture("words");
    let data = folder.to_string_lossy().into_owned();
    let env = [("XDG_DATA_HOME", data.as_str())];
    let mut session = open(&folder, &[&source, &target], &env);
    session.wait_text("Eine Katze");
    session.type_in("wW");
    session.wait_text("is kept; `bayn words`");
    session.type_in("W");
    session.wait_text("this is kept already");
    session.type_in("jW");
    session.wait_text("the pair is kept, 2 in all");
    session.type_in("q");
    assert_eq!(session.end(), 0);
    let table = folder.join("anki.txt");
    let written = std::process::Command::new(env!("CARGO_BIN_EXE_bayn"))
        .args(["words", &table.to_string_lossy()])
        .env("XDG_DATA_HOME", &folder)
        .env("XDG_CONFIG_HOME", &folder)
        .status()
        .expect("it runs");
    assert!(written.success());
    let table = std::fs::read_to_string(table).expect("written");
    let rows: Vec<Vec<&str>> = table
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split('\t').collect())
        .collect();
    assert_eq!(rows.len(), 2, "{table}");
    assert!(rows.iter().all(|row| row.len() == 8), "{table}");
    assert_eq!(rows[0][4..6], ["One cat sat.", "Eine Katze sass."]);
    assert!("One cat sat.".contains(rows[0][0]) && !rows[0][0].is_empty());
    assert_eq!(rows[1][0], "Two dogs ran.");
    assert_eq!(rows[1][4..6], ["Two dogs ran.", "Zwei Hunde liefen."]);
    assert!(rows[1][6].ends_with("-de"), "{table}");
}

#[test]
fn the_review_is_written_from_the_reader_by_key_and_by_name() {
    let (folder, [source, target]) = fixture("written");
    let mut session = open(&folder, &[&source, &target], &[]);
    session.wait_text("Eine Katze");
    session.type_in("agR");
    session.wait_text("written: ");
    session.type_in(":export\r");
    session.wait_text("review.xlf");
    session.type_in("q");
    assert_eq!(session.end(), 0);
    for (end, inside) in [("html", "<html"), ("xlf", "<xliff")] {
        let file = folder.join(format!("text.de.txt.review.{end}"));
        let text = std::fs::read_to_string(file).expect("written");
        assert!(text.contains(inside));
    }
}

#[test]
fn a_book_opens_at_its_contents_the_first_time() {
    let (folder, _) = fixture("book");
    let chapters = |word: &str, sentence: &str| -> String {
        let body = format!("{sentence} ").repeat(80);
        (1..=4)
            .map(|number| format!("{word} {number}\n\n{}\n\n", body.trim_end()))
            .collect()
    };
    let texts = [
        (
            "en",
            chapters("Chapter", "The old ship came home late in the evening."),
        ),
        (
            "de",
            chapters("Kapitel", "Das alte Schiff kam spät am Abend nach Hause."),
        ),
    ];
    let paths = texts.map(|(lang, text)| {
        let path = folder.join(format!("book.{lang}.txt"));
        std::fs::write(&path, text).expect("a text");
        path.to_string_lossy().into_owned()
    });
    let texts = [paths[0].as_str(), paths[1].as_str()];
    let mut first = open(&folder, &texts, &[]);
    first.wait_text("contents: ");
    first.wait_text("Kapitel 4");
    first.type_in("jj\r");
    first.wait_text("Chapter 3");
    first.type_in("q");
    assert_eq!(first.end(), 0);
    let mut again = open(&folder, &texts, &[]);
    again.wait_text("Kapitel 3");
    again.type_in("j");
    again.type_in("q");
    assert_eq!(again.end(), 0);
    let raw = String::from_utf8_lossy(&again.raw.lock().expect("raw")).into_owned();
    assert!(!raw.contains("contents: "), "it opens where it was left");
}
