//! The pairs the bench runs on, by document, and which documents its figures are reported on.

use std::collections::BTreeMap;
use std::fs;

/// One direction of translation with its documents.
pub(super) struct Direction {
    /// Its languages.
    pub(super) langs: [String; 2],
    /// Its documents by name: pairs of sentences.
    pub(super) documents: BTreeMap<String, Vec<[String; 2]>>,
}

impl Direction {
    pub(super) fn name(&self) -> String {
        self.langs.join("-")
    }

    pub(super) fn pairs(&self) -> usize {
        self.documents.values().map(Vec::len).sum()
    }
}

/// A fixed digest of a name (FNV-1a, 64 bits).
pub(super) fn digest(name: &str) -> u64 {
    name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// Which documents are looked at: those that rules may be tuned on, or those that figures are
/// reported on. The digest of the document's name decides, so that no choice is left to make.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Half {
    Tuning,
    Reporting,
}

impl Half {
    pub(super) fn has(self, document: &str) -> bool {
        (digest(document) >> 32).is_multiple_of(2) == (self == Self::Tuning)
    }
}

/// Returns the news in all directions, the documents of one half.
pub(super) fn news(half: Half) -> Vec<Direction> {
    let Ok(entries) = fs::read_dir(testkit::shared("checks")) else {
        return Vec::new();
    };
    let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ext| ext == "tsv"));
    paths.sort();
    let mut all = Vec::new();
    for path in paths {
        let name = path.file_stem().and_then(|name| name.to_str());
        let Some((source, target)) = name.and_then(|name| name.split_once('-')) else {
            continue;
        };
        let text = fs::read_to_string(&path).expect("the pairs are readable");
        let mut documents: BTreeMap<String, Vec<[String; 2]>> = BTreeMap::new();
        for line in text.lines() {
            let cells: Vec<&str> = line.split('\t').collect();
            if let [id, one, other] = cells[..]
                && half.has(id)
            {
                let pairs = documents.entry(id.to_owned()).or_default();
                pairs.push([one.to_owned(), other.to_owned()]);
            }
        }
        all.push(Direction {
            langs: [source.to_owned(), target.to_owned()],
            documents,
        });
    }
    all
}

/// Directions on which nothing was tuned, of documents that are there in twenty-one languages.
pub(super) const UNSEEN: &[&str] = &[
    "ar-fr", "fr-en", "de-en", "es-ar", "zh-en", "it-en", "ko-en", "nl-en", "pl-en", "pt-en",
    "en-it", "en-pl", "en-pt", "en-tr", "en-ko", "en-fa", "fr-ar", "ru-ar", "ar-de", "ar-es",
];

/// Returns the news in other directions than [`news`], the documents of one half.
pub(super) fn unseen(half: Half) -> Vec<Direction> {
    let folder = testkit::shared("align/ntrex-multi");
    let lines = |lang: &str| -> Vec<[String; 2]> {
        let text = fs::read_to_string(folder.join(format!("{lang}.txt"))).unwrap_or_default();
        let cells = text.lines().filter_map(|line| line.split_once('\t'));
        cells
            .map(|(id, text)| [id.to_owned(), text.to_owned()])
            .collect()
    };
    let mut all = Vec::new();
    for name in UNSEEN {
        let Some((source, target)) = name.split_once('-') else {
            continue;
        };
        let mut documents: BTreeMap<String, Vec<[String; 2]>> = BTreeMap::new();
        for ([id, one], [_, other]) in lines(source).into_iter().zip(lines(target)) {
            if half.has(&id) && !one.trim().is_empty() && !other.trim().is_empty() {
                documents.entry(id).or_default().push([one, other]);
            }
        }
        all.push(Direction {
            langs: [source.to_owned(), target.to_owned()],
            documents,
        });
    }
    all.retain(|direction: &Direction| !direction.documents.is_empty());
    all
}

/// Returns the one-to-one pairs of a set with gold alignment; of each text every second block
/// of twenty pairs belongs to a half.
pub(super) fn aligned(set: &str, half: Half) -> Direction {
    let mut documents = BTreeMap::new();
    let folder = testkit::shared(&format!("align/{set}"));
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let gold = entry.path();
        if gold.extension().is_none_or(|ext| ext != "gold") {
            continue;
        }
        let lines = |ext: &str| -> Vec<String> {
            let text = fs::read_to_string(gold.with_extension(ext)).unwrap_or_default();
            let lines = text.lines().filter(|line| !line.trim().is_empty());
            lines.map(|line| line.trim().to_owned()).collect()
        };
        let sides = [lines("src"), lines("tgt")];
        let text = fs::read_to_string(&gold).expect("a gold file");
        let mut pairs = Vec::new();
        for line in text.lines() {
            let Some((one, other)) = line.split_once("]:[") else {
                continue;
            };
            let at = [one, other].map(|cell| cell.trim_matches(['[', ']']).parse::<usize>().ok());
            if let [Some(one), Some(other)] = at {
                pairs.push([sides[0][one].clone(), sides[1][other].clone()]);
            }
        }
        let name = gold.file_stem().map(|name| name.to_string_lossy());
        for (at, block) in pairs.chunks(20).enumerate() {
            let name = format!("{set}.{}.{at:03}", name.as_deref().unwrap_or(""));
            if (at % 2 == 0) == (half == Half::Tuning) {
                documents.insert(name, block.to_vec());
            }
        }
    }
    Direction {
        langs: ["ar".to_owned(), "en".to_owned()],
        documents,
    }
}
