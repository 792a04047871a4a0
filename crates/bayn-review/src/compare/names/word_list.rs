//! The word lists that come with the program: world names, and words around names.

use bayn_text::{Script, fold, script_of};
use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

/// Words around names.
#[derive(Debug, Default)]
pub(crate) struct Around {
    kinds: HashMap<&'static str, HashSet<String>>,
}

impl Around {
    fn read(file: &'static str) -> Self {
        let mut around = Self::default();
        for line in file.lines().filter(|line| !line.starts_with('#')) {
            if let Some((kind, words)) = line.split_once('\t') {
                around
                    .kinds
                    .entry(kind)
                    .or_default()
                    .extend(words.split_whitespace().map(|word| fold(word).text));
            }
        }
        around
    }

    /// Returns the words around names in the Latin script.
    pub(crate) fn latin() -> &'static Self {
        static READ: OnceLock<Around> = OnceLock::new();
        READ.get_or_init(|| Self::read(include_str!("../../../assets/names/latin.tsv")))
    }

    /// Returns the words around names in Arabic.
    pub(crate) fn arabic() -> &'static Self {
        static READ: OnceLock<Around> = OnceLock::new();
        READ.get_or_init(|| Self::read(include_str!("../../../assets/names/arabic.tsv")))
    }

    /// Returns whether a folded word is of a kind.
    pub(crate) fn is(&self, kind: &str, word: &str) -> bool {
        self.kinds
            .get(kind)
            .is_some_and(|words| words.contains(word))
    }
}

/// One spelling of a name of the world, as folded words.
#[derive(Debug)]
pub(crate) struct WorldName {
    /// The entity.
    pub(crate) entity: usize,
    /// Its words; Latin ones without article.
    pub(crate) words: Vec<String>,
    /// Whether it is written in Arabic letters.
    pub(crate) arabic: bool,
}

/// Returns the names of the world.
pub(crate) fn world() -> &'static [WorldName] {
    static READ: OnceLock<Vec<WorldName>> = OnceLock::new();
    READ.get_or_init(|| {
        include_str!("../../../assets/names/world.tsv")
            .lines()
            .filter(|line| !line.starts_with('#'))
            .enumerate()
            .flat_map(|(entity, line)| {
                line.split('|').map(move |name| {
                    let arabic = name.chars().find_map(script_of) == Some(Script::Arabic);
                    WorldName {
                        entity,
                        arabic,
                        words: name
                            .split_whitespace()
                            .map(|word| fold(word).text)
                            .filter(|word| !super::sound::is_article(word))
                            .map(|word| super::sound::without_article(&word).to_owned())
                            .collect(),
                    }
                })
            })
            .collect()
    })
}
