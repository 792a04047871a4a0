//! Alignments that took their time, kept for the next opening of the same two texts.
//!
//! A file lies in the cache folder under the hash of all that it follows from: both texts with
//! their sentences, and the recipe of the aligner. It is written whole or not at all, holds
//! no text, and whatever is wrong with it makes it worth nothing: then the texts are aligned
//! again. What was not used for longest goes first when there is too much.
//!
//! ```text
//! bayn alignment 1
//! 1 2 0.9871 text          sentences of each side, confidence, kind
//! end 1
//! ```

use crate::disk;
use bayn_doc::{Bead, BeadKind, Document, tiles};
use bayn_doc::{Score, Side, Sides};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// The first line: what the file is, and the number of its form.
const HEAD: &str = "bayn alignment 1";
/// How much may lie in the folder: some twenty million beads.
const LIMIT_BYTES: u64 = 64 << 20;

/// The place of the alignment of two texts in a folder of alignments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remembered {
    path: PathBuf,
    limit_bytes: u64,
}

impl Remembered {
    /// Returns the place of the alignment of two texts by an aligner whose `recipe` tells it
    /// from every other. Nothing is read or made.
    #[must_use]
    pub fn new(folder: &Path, documents: Sides<&Document>, recipe: &str) -> Self {
        Self {
            path: folder.join(name_of(documents, recipe)),
            limit_bytes: LIMIT_BYTES,
        }
    }

    /// Returns the beads of two texts, if they are there and fit; they have no names yet.
    #[must_use]
    pub fn recall(&self, documents: Sides<&Document>) -> Option<Vec<Bead>> {
        let text = disk::read_text(&self.path).ok()?;
        let beads = parse(&text)?;
        let counts = Side::BOTH.map(|side| documents[side].sentences.len());
        if !tiles(&beads, counts) {
            return None;
        }
        // Used now: the last to go.
        let touched = disk::append(&self.path, false);
        let _same_age = touched.and_then(|file| file.set_modified(SystemTime::now()));
        Some(beads)
    }

    /// Keeps the beads of the texts and makes room for them.
    ///
    /// # Errors
    /// What the file system says; nothing is half written.
    pub fn keep(&self, beads: &[Bead]) -> io::Result<()> {
        let Some(folder) = self.path.parent() else {
            return Ok(());
        };
        fs::create_dir_all(folder)?;
        disk::replace(&self.path, print(beads).as_bytes())?;
        make_room(folder, self.limit_bytes, &self.path)
    }
}

/// Hashes everything that an alignment follows from.
fn name_of(documents: Sides<&Document>, recipe: &str) -> String {
    let mut hash = Sha256::new();
    let mut part = |bytes: &[u8]| {
        // Lengths keep the parts apart.
        hash.update((bytes.len() as u64).to_le_bytes());
        hash.update(bytes);
    };
    part(recipe.as_bytes());
    for side in Side::BOTH {
        let document = documents[side];
        part(document.lang.tag().as_bytes());
        part(document.text.as_bytes());
        for sentence in &document.sentences {
            for number in [sentence.span.start, sentence.span.end, sentence.paragraph] {
                part(&(number as u64).to_le_bytes());
            }
        }
    }
    let mut name = String::new();
    for byte in hash.finalize() {
        // Writing to a string cannot fail.
        let _ = write!(name, "{byte:02x}");
    }
    name
}

const KINDS: [(BeadKind, &str); 3] = [
    (BeadKind::Text, "text"),
    (BeadKind::Title, "title"),
    (BeadKind::Furniture, "furniture"),
];

fn print(beads: &[Bead]) -> String {
    let mut out = format!("{HEAD}\n");
    for bead in beads {
        let (source, target) = bead.shape();
        let kind = KINDS
            .iter()
            .find(|(kind, _)| *kind == bead.kind)
            .map_or("text", |(_, name)| name);
        let confidence = bead.confidence.value();
        let _ = writeln!(out, "{source} {target} {confidence:.4} {kind}");
    }
    let _ = writeln!(out, "end {}", beads.len());
    out
}

fn parse(text: &str) -> Option<Vec<Bead>> {
    let mut lines = text.strip_suffix('\n')?.lines();
    if lines.next()? != HEAD {
        return None;
    }
    let mut beads = Vec::new();
    let mut next = Sides::new(0_usize, 0_usize);
    let mut end = None;
    for line in lines {
        if end.is_some() {
            return None;
        }
        if let Some(count) = line.strip_prefix("end ") {
            end = Some(count.parse::<usize>().ok()?);
            continue;
        }
        let mut words = line.split(' ');
        let mut number = || words.next()?.parse::<usize>().ok();
        let (source, target) = (number()?, number()?);
        let confidence: f32 = words.next()?.parse().ok()?;
        let name = words.next()?;
        let (kind, _) = *KINDS.iter().find(|(_, known)| *known == name)?;
        let until = Sides::new(
            next.source.checked_add(source)?,
            next.target.checked_add(target)?,
        );
        beads.push(Bead {
            kind,
            ..Bead::new(
                Sides::new(next.source..until.source, next.target..until.target),
                Score::new(confidence),
            )
        });
        next = until;
    }
    (end == Some(beads.len())).then_some(beads)
}

/// Removes what was not used for longest until the rest fits; `kept` stays.
fn make_room(folder: &Path, limit_bytes: u64, kept: &Path) -> io::Result<()> {
    let mut files: Vec<(SystemTime, u64, PathBuf)> = fs::read_dir(folder)?
        .flatten()
        .filter_map(|entry| {
            let about = entry.metadata().ok().filter(fs::Metadata::is_file)?;
            Some((about.modified().ok()?, about.len(), entry.path()))
        })
        .collect();
    files.sort();
    let mut all: u64 = files.iter().map(|(_, size, _)| size).sum();
    for (_, size, path) in files {
        if all <= limit_bytes {
            break;
        }
        if path != kept {
            // Another bayn may have been quicker.
            let _gone = fs::remove_file(&path);
            all -= size;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use bayn_text::Lang;
    use std::time::Duration;

    fn documents(word: &str) -> Sides<Document> {
        let of =
            |lang: &str| Document::from_text(&format!("{word}. Two. Three."), &Lang::new(lang));
        Sides::new(of("de"), of("en"))
    }

    fn beads() -> Vec<Bead> {
        let bead = |a, b| Bead::new(Sides::new(a, b), Score::new(0.75));
        vec![bead(0..2, 0..1), bead(2..3, 1..3)]
    }

    #[test]
    fn an_alignment_comes_back_for_the_same_texts_and_recipe_only() {
        let folder = tempfile::tempdir().expect("a folder");
        let one = documents("One");
        let place = Remembered::new(folder.path(), one.as_ref(), "a");
        assert_eq!(place.recall(one.as_ref()), None);
        place.keep(&beads()).expect("written");
        assert_eq!(place.recall(one.as_ref()), Some(beads()));
        for other in [
            Remembered::new(folder.path(), documents("Uno").as_ref(), "a"),
            Remembered::new(folder.path(), one.as_ref(), "b"),
        ] {
            assert_eq!(other.recall(one.as_ref()), None);
        }
    }

    #[test]
    fn a_damaged_file_is_worth_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let one = documents("One");
        let place = Remembered::new(folder.path(), one.as_ref(), "a");
        place.keep(&beads()).expect("written");
        let good = fs::read_to_string(&place.path).expect("there");
        for cut in 0..good.len() {
            fs::write(&place.path, &good[..cut]).expect("written");
            assert_eq!(place.recall(one.as_ref()), None, "{cut}");
        }
        for bad in [
            good.replace("2 1", "3 1"),
            good.replace("end 2", "end 1"),
            good.replace("text", "words"),
            good.replace("2 1", "18446744073709551615 1"),
        ] {
            fs::write(&place.path, bad).expect("written");
            assert_eq!(place.recall(one.as_ref()), None);
        }
    }

    #[test]
    fn the_oldest_go_when_there_is_too_much() {
        let folder = tempfile::tempdir().expect("a folder");
        let size = print(&beads()).len() as u64;
        let places: Vec<Remembered> = (0..4)
            .map(|at| Remembered {
                limit_bytes: 2 * size,
                ..Remembered::new(folder.path(), documents("One").as_ref(), &at.to_string())
            })
            .collect();
        for (at, place) in places.iter().enumerate() {
            place.keep(&beads()).expect("written");
            let age = SystemTime::UNIX_EPOCH + Duration::from_secs(at as u64 + 1);
            let file = fs::File::options().append(true).open(&place.path);
            file.expect("there").set_modified(age).expect("dated");
        }
        let there: Vec<bool> = places.iter().map(|place| place.path.exists()).collect();
        assert_eq!(there, [false, false, true, true]);
    }
}
