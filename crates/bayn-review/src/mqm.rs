//! The MQM-Core typology: seven dimensions and their subtypes, with the keys that choose them.
//!
//! The tree is data (`crates/bayn-review/assets/mqm/mqm-core.tsv`, © MQM Council, see the notice beside it).
//! The mnemonic is stored with a mark; the name is shown, since the mnemonics
//! `fluency`, `verity` and `design` keep the names of the first version. A category is chosen
//! by two keys, the dimension's and the subtype's; the dimension's own key twice, or the
//! dimension's key and Enter, chooses the dimension itself.

use bayn_doc::Severity;
use std::sync::LazyLock;

/// One entry of the typology.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Category {
    /// The council's identifier, such as `MQMC_101000`.
    pub pid: &'static str,
    /// The council's mnemonic, such as `mistranslation`: what is stored.
    pub mnemonic: &'static str,
    /// The mnemonic of its dimension; `None` for a dimension.
    pub parent: Option<&'static str>,
    /// The letter that chooses it among its siblings.
    pub key: char,
    /// The name to show.
    pub name: &'static str,
    /// What counts as such an error.
    pub description: &'static str,
}

impl Category {
    /// Returns the mnemonic of the dimension: its own for a dimension.
    #[must_use]
    pub fn dimension(&self) -> &'static str {
        self.parent.unwrap_or(self.mnemonic)
    }

    /// Returns the name behind that of its dimension, such as `Accuracy/Mistranslation`: the
    /// form of the WMT files.
    #[must_use]
    pub fn path(&self) -> String {
        match self.parent.and_then(find) {
            Some(parent) => format!("{}/{}", parent.name, self.name),
            None => self.name.to_owned(),
        }
    }
}

static TREE: LazyLock<Vec<Category>> = LazyLock::new(|| {
    include_str!("../assets/mqm/mqm-core.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let mut cells = line.split('\t');
            Some(Category {
                pid: cells.next()?,
                mnemonic: cells.next()?,
                parent: cells.next().filter(|&parent| parent != "-"),
                key: cells.next()?.chars().next()?,
                name: cells.next()?,
                description: cells.next()?,
            })
        })
        .collect()
});

/// Returns the whole tree, each dimension before its subtypes, in the council's order.
#[must_use]
pub fn categories() -> &'static [Category] {
    &TREE
}

/// Returns the seven dimensions.
pub fn dimensions() -> impl Iterator<Item = &'static Category> {
    TREE.iter().filter(|category| category.parent.is_none())
}

/// Returns the subtypes of the dimension with this mnemonic.
pub fn subtypes(dimension: &str) -> impl Iterator<Item = &'static Category> {
    TREE.iter()
        .filter(move |category| category.parent == Some(dimension))
}

/// Returns the entry with this mnemonic or PID.
#[must_use]
pub fn find(mnemonic: &str) -> Option<&'static Category> {
    TREE.iter()
        .find(|category| category.mnemonic == mnemonic || category.pid == mnemonic)
}

/// Returns the entry chosen by the keys of a dimension and a subtype; the dimension's key
/// twice is the dimension, unless a subtype has that key.
#[must_use]
pub fn by_keys(dimension: char, subtype: char) -> Option<&'static Category> {
    let parent = dimensions().find(|category| category.key == dimension)?;
    subtypes(parent.mnemonic)
        .find(|category| category.key == subtype)
        .or_else(|| (dimension == subtype).then_some(parent))
}

/// Returns the entries whose name, mnemonic, dimension or description matches `query`,
/// best first: a name that begins with it, then a word that does, then any that contains it.
#[must_use]
pub fn search(query: &str) -> Vec<&'static Category> {
    let query = query.trim().to_lowercase();
    let rank = |category: &Category| -> Option<u8> {
        let name = category.name.to_lowercase();
        let path = category.path().to_lowercase();
        let words = |text: &str| {
            text.split(|c: char| !c.is_alphanumeric())
                .any(|word| word.starts_with(&query))
        };
        if name.starts_with(&query) || category.mnemonic.starts_with(&query) {
            Some(0)
        } else if words(&name) || words(category.mnemonic) {
            Some(1)
        } else if path.contains(&query) || category.mnemonic.contains(&query) {
            Some(2)
        } else if category.description.to_lowercase().contains(&query) {
            Some(3)
        } else {
            None
        }
    };
    let mut found: Vec<(u8, &'static Category)> = TREE
        .iter()
        .filter_map(|category| Some((rank(category)?, category)))
        .collect();
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, category)| category).collect()
}

/// Category names of the WMT campaigns and of Anthea that are not MQM-Core's, with the
/// mnemonic that means the same (Freitag et al. 2021, table 10; Anthea's MQM template).
const FOREIGN: &[(&str, &str)] = &[
    ("accuracy/creative reinterpretation", "mistranslation"),
    ("accuracy/source language fragment", "untranslated"),
    ("accuracy/untranslated text", "untranslated"),
    ("accuracy/gender mismatch", "mistranslation"),
    ("fluency", "fluency"),
    ("fluency/inconsistency", "inconsistent-style"),
    ("fluency/register", "register"),
    ("fluency/display", "local-formatting"),
    ("fluency/character encoding", "character-encoding"),
    ("style/unnatural or awkward", "awkward"),
    ("style/bad sentence structure", "awkward"),
    ("style/awkward", "awkward"),
    ("style/archaic or obscure word choice", "unidiomatic"),
    ("terminology/inappropriate for context", "wrong-term"),
    ("terminology/inconsistent", "term-inconsistency"),
    (
        "terminology/inconsistent use of terminology",
        "term-inconsistency",
    ),
    ("terminology/inconsistent use", "term-inconsistency"),
    ("locale convention", "locale-convention"),
    ("locale convention/address format", "address-format"),
    ("locale convention/currency format", "currency-format"),
    ("locale convention/date format", "date-format"),
    ("locale convention/name format", "locale-convention"),
    ("locale convention/telephone format", "telephone-format"),
    ("locale convention/time format", "time-format"),
    ("non-translation!", "unintelligible"),
    ("non-translation", "unintelligible"),
];

/// Returns the MQM-Core entry that a stored or imported category means: a mnemonic, a PID, a
/// name, a `Dimension/Subtype` path, or a name of the WMT campaigns; `None` for those that
/// have no counterpart (`Other`, `Source issue`).
#[must_use]
pub fn resolve(category: &str) -> Option<&'static Category> {
    let text = category.trim();
    if let Some(found) = find(text) {
        return Some(found);
    }
    let lower = text.to_lowercase();
    if let Some((_, mnemonic)) = FOREIGN.iter().find(|(name, _)| *name == lower) {
        return find(mnemonic);
    }
    let (dimension, subtype) = match lower.split_once('/') {
        Some((dimension, subtype)) => (Some(dimension.trim()), subtype.trim()),
        None => (None, lower.as_str()),
    };
    TREE.iter().find(|entry| {
        let named = entry.name.to_lowercase() == subtype || entry.mnemonic == subtype;
        named
            && dimension.is_none_or(|wanted| {
                let parent = find(entry.dimension());
                entry.parent.is_some()
                    && parent.is_some_and(|parent| {
                        let name = parent.name.to_lowercase();
                        // Some say "Locale convention".
                        parent.mnemonic == wanted
                            || name == wanted
                            || name.strip_suffix('s') == Some(wanted)
                    })
            })
    })
}

/// Returns the name that the WMT files use for a category: a foreign name as it is, an entry
/// of MQM-Core as `Dimension/Subtype` with the campaigns' names of the dimensions.
#[must_use]
pub(crate) fn wmt_name(category: &str) -> String {
    let Some(entry) = find(category) else {
        return category.to_owned();
    };
    let dimension = match entry.dimension() {
        "fluency" => "Fluency",
        "locale-convention" => "Locale convention",
        other => find(other).map_or(other, |dimension| dimension.name),
    };
    if entry.parent.is_some() {
        format!("{dimension}/{}", entry.name)
    } else {
        dimension.to_owned()
    }
}

/// Returns the multiplier of a severity (themqm.org, "Severity penalty multipliers").
#[must_use]
pub(crate) const fn multiplier(severity: Severity) -> f64 {
    match severity {
        Severity::Neutral => 0.0,
        Severity::Minor => 1.0,
        Severity::Major => 5.0,
        Severity::Critical => 25.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tree_has_seven_dimensions_and_thirty_nine_subtypes() {
        assert_eq!(dimensions().count(), 7);
        assert_eq!(categories().len(), 46);
        for category in categories() {
            assert!(!category.description.is_empty());
            if let Some(parent) = category.parent {
                assert!(find(parent).is_some_and(|entry| entry.parent.is_none()));
            }
        }
    }

    #[test]
    fn two_keys_reach_every_subtype_and_no_key_is_taken_twice() {
        for dimension in dimensions() {
            for subtype in subtypes(dimension.mnemonic) {
                assert_eq!(by_keys(dimension.key, subtype.key), Some(subtype));
            }
        }
        assert_eq!(
            by_keys('a', 'a').map(|entry| entry.mnemonic),
            Some("accuracy")
        );
        assert_eq!(by_keys('q', 'a'), None);
    }

    #[test]
    fn a_search_puts_the_name_before_the_description() {
        assert_eq!(search("omis")[0].mnemonic, "omission");
        assert_eq!(search("linguistic")[0].mnemonic, "fluency");
        assert!(search("grammatical").len() > 1);
        assert!(search("no such error").is_empty());
    }

    #[test]
    fn campaign_names_find_their_entry() {
        let entry = |name: &str| resolve(name).map(|entry| entry.mnemonic);
        assert_eq!(entry("Accuracy/Mistranslation"), Some("mistranslation"));
        assert_eq!(entry("Fluency/Punctuation"), Some("punctuation"));
        assert_eq!(entry("Linguistic conventions/Grammar"), Some("grammar"));
        assert_eq!(entry("MQMC_105000"), Some("omission"));
        assert_eq!(entry("Style/Awkward"), Some("awkward"));
        assert_eq!(
            entry("Locale convention/Number format"),
            Some("number-format")
        );
        assert_eq!(entry("Other"), None);
        assert_eq!(entry("Source issue"), None);
    }
}
