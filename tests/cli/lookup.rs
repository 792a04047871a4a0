//! Dictionaries on the disk: StarDict and dictd files made here, and the Arabic dictionary of
//! FreeDict as Debian has it, where it is installed.

use bayn::lookup::{Dictionaries, Glossary, Said, Sources, beside};
use bayn_text::Lang;
use flate2::{Compress, Compression, FlushCompress};
use std::fs;
use std::path::{Path, PathBuf};

fn dictionaries(dictionaries: Vec<PathBuf>) -> Dictionaries {
    Dictionaries::new(Sources {
        dictionaries,
        ..Sources::default()
    })
}

fn look_up(dictionaries: &mut Dictionaries, word: &str, lang: &str) -> Vec<Said> {
    let said = dictionaries.look_up(word, &Lang::new(lang));
    assert!(dictionaries.errors.is_empty(), "{:?}", dictionaries.errors);
    said
}

/// A number as dictd writes it.
fn base_64(mut number: usize) -> String {
    const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut digits = Vec::new();
    loop {
        digits.push(DIGITS[number % 64]);
        number /= 64;
        if number == 0 {
            break;
        }
    }
    digits.reverse();
    String::from_utf8(digits).expect("ASCII")
}

/// Packs bytes as dictzip does: every chunk can be unpacked by itself.
fn dictzip(bytes: &[u8], chunk: usize) -> Vec<u8> {
    let mut packed: Vec<Vec<u8>> = Vec::new();
    let mut state = Compress::new(Compression::default(), false);
    for part in bytes.chunks(chunk) {
        let mut out = Vec::with_capacity(part.len() * 2 + 100);
        state
            .compress_vec(part, &mut out, FlushCompress::Full)
            .expect("packed");
        packed.push(out);
    }
    let mut file = vec![0x1f, 0x8b, 8, 4 | 8, 0, 0, 0, 0, 0, 3];
    let table = 6 + 2 * packed.len();
    let short = |number: usize| u16::try_from(number).expect("short").to_le_bytes();
    file.extend(short(4 + table));
    file.extend(*b"RA");
    file.extend(short(table));
    file.extend(short(1));
    file.extend(short(chunk));
    file.extend(short(packed.len()));
    for part in &packed {
        file.extend(short(part.len()));
    }
    file.extend(*b"words.dict\0");
    for part in packed {
        file.extend(part);
    }
    file.extend([3, 0]);
    file
}

/// A dictionary of `count` words, as dictd has it.
fn dictd(folder: &Path, count: usize, packed: bool) -> PathBuf {
    let mut body = String::from("00-database-short\n     A small dictionary\n");
    let mut index = format!("00databaseshort\tA\t{}\n", base_64(body.len()));
    for number in 0..count {
        let entry = format!("word{number}\n   meaning number {number}\n");
        index.push_str(&format!(
            "word{number}\t{}\t{}\n",
            base_64(body.len()),
            base_64(entry.len())
        ));
        body.push_str(&entry);
    }
    let path = folder.join("small.index");
    fs::write(&path, index).expect("written");
    if packed {
        fs::write(folder.join("small.dict.dz"), dictzip(body.as_bytes(), 1000)).expect("written");
    } else {
        fs::write(folder.join("small.dict"), body).expect("written");
    }
    path
}

#[test]
fn a_database_of_dictd_is_read_packed_or_not() {
    for packed in [false, true] {
        let folder = tempfile::tempdir().expect("a folder");
        let path = dictd(folder.path(), 500, packed);
        let mut dictionaries = dictionaries(vec![path]);
        // Entries at the borders of chunks too.
        for number in (0..500).step_by(7) {
            let said = look_up(&mut dictionaries, &format!("word{number}"), "en");
            assert_eq!(said.len(), 1, "{number}");
            assert_eq!(said[0].from, "A small dictionary");
            assert_eq!(said[0].lines, [format!("   meaning number {number}")]);
        }
        assert!(look_up(&mut dictionaries, "nothing", "en").is_empty());
    }
}

#[test]
fn a_stardict_dictionary_is_found_in_its_folder() {
    let folder = tempfile::tempdir().expect("a folder");
    let inside = folder.path().join("small");
    fs::create_dir(&inside).expect("a folder");
    let articles = ["a <b>large</b> vehicle", "a place to stay"];
    let mut index = Vec::new();
    let mut body = Vec::new();
    for (word, article) in ["truck", "camp"].iter().zip(articles) {
        index.extend(word.bytes());
        index.push(0);
        index.extend(u32::try_from(body.len()).expect("short").to_be_bytes());
        index.extend(u32::try_from(article.len()).expect("short").to_be_bytes());
        body.extend(article.bytes());
    }
    let info = "StarDict's dict ifo file\nversion=2.4.2\nbookname=Small\nwordcount=2\nsametypesequence=h\n";
    fs::write(inside.join("small.ifo"), info).expect("written");
    fs::write(inside.join("small.idx"), index).expect("written");
    fs::write(inside.join("small.dict.dz"), dictzip(&body, 8)).expect("written");
    let mut dictionaries = dictionaries(beside(folder.path()));
    let said = look_up(&mut dictionaries, "Trucks", "en");
    assert_eq!(said.len(), 1);
    assert_eq!(said[0].from, "Small");
    assert_eq!(said[0].headword, "truck");
    assert_eq!(said[0].lines, ["a large vehicle"]);
}

#[test]
fn damaged_dictionaries_are_told_and_do_no_harm() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = dictd(folder.path(), 50, true);
    let packed = folder.path().join("small.dict.dz");
    let whole = fs::read(&packed).expect("read");
    for cut in [0, 5, 12, 20, 40, whole.len() / 2, whole.len() - 3] {
        fs::write(&packed, &whole[..cut]).expect("written");
        let mut dictionaries = dictionaries(vec![path.clone()]);
        let _said = dictionaries.look_up("word49", &Lang::new("en"));
    }
    for at in (0..whole.len()).step_by(5) {
        let mut broken = whole.clone();
        broken[at] ^= 0x55;
        fs::write(&packed, &broken).expect("written");
        let mut dictionaries = dictionaries(vec![path.clone()]);
        let _said = dictionaries.look_up("word3", &Lang::new("en"));
    }
    fs::remove_file(&packed).expect("removed");
    let mut dictionaries = dictionaries(vec![path]);
    assert!(dictionaries.look_up("word3", &Lang::new("en")).is_empty());
    assert_eq!(dictionaries.errors.len(), 1, "{:?}", dictionaries.errors);
}

#[test]
#[cfg(unix)]
fn a_command_is_asked_with_the_word_as_one_argument() {
    let mut dictionaries = Dictionaries::new(Sources {
        command: ["printf", "%s is known\\n", "{word}"]
            .map(str::to_owned)
            .to_vec(),
        ..Sources::default()
    });
    let said = look_up(&mut dictionaries, "$(touch x); 'word", "en");
    assert_eq!(said[0].lines, ["$(touch x); 'word is known"]);
    let mut dictionaries = Dictionaries::new(Sources {
        command: vec!["no-such-program-here".to_owned()],
        ..Sources::default()
    });
    assert!(dictionaries.look_up("word", &Lang::new("en")).is_empty());
    assert_eq!(dictionaries.errors.len(), 1);
}

#[test]
fn what_others_wrote_has_no_controls() {
    let mut dictionaries = Dictionaries::new(Sources {
        glossaries: vec![Glossary {
            name: "terms".to_owned(),
            terms: vec![("cat".to_owned(), "kat\u{1b}[31m\u{7}".to_owned())],
        }],
        ..Sources::default()
    });
    let said = look_up(&mut dictionaries, "cats", "en");
    assert_eq!(said.len(), 1);
    assert!(!said[0].lines.concat().contains(char::is_control));
}

#[test]
fn the_arabic_dictionary_of_debian_answers() {
    let path = Path::new("/usr/share/dictd/freedict-ara-eng.index");
    if !path.exists() {
        testkit::skip("dict-freedict-ara-eng is not installed");
        return;
    }
    let mut dictionaries = dictionaries(vec![path.to_owned()]);
    // "The book", "and to the city", "their school", vowelled "truck".
    let words = [
        ("\u{627}\u{644}\u{643}\u{62a}\u{627}\u{628}", "book"),
        (
            "\u{648}\u{644}\u{644}\u{645}\u{62f}\u{64a}\u{646}\u{629}",
            "city",
        ),
        (
            "\u{645}\u{62f}\u{631}\u{633}\u{62a}\u{647}\u{645}",
            "school",
        ),
        (
            "\u{634}\u{64e}\u{627}\u{62d}\u{650}\u{646}\u{64e}\u{629}",
            "truck",
        ),
    ];
    for (word, meaning) in words {
        let said = look_up(&mut dictionaries, word, "ar");
        let all: String = said.iter().flat_map(|said| said.lines.clone()).collect();
        println!("{word}: {said:?}");
        assert!(all.to_lowercase().contains(meaning), "{word}: {said:?}");
        assert!(said[0].from.contains("FreeDict"), "{said:?}");
    }
}
