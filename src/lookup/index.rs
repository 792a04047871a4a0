//! The index of a dictionary: headwords, folded, and where their entries lie.

use bayn_text::fold;
use std::collections::HashMap;

/// Where an entry lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The headword as it is written.
    pub headword: String,
    /// The first byte of the entry in the unpacked body.
    pub offset: u64,
    /// Its length in bytes.
    pub length: u64,
}

/// Headwords, and where their entries lie.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Index {
    entries: Vec<Entry>,
    folded: HashMap<String, Vec<u32>>,
}

impl Index {
    /// Makes an index; entries of more than a megabyte are left out.
    #[must_use]
    pub fn new(entries: Vec<Entry>) -> Self {
        const LARGEST: u64 = 1 << 20;
        let mut index = Self::default();
        for entry in entries {
            if entry.length > LARGEST {
                continue;
            }
            let Ok(at) = u32::try_from(index.entries.len()) else {
                break;
            };
            let key = fold(&entry.headword).text;
            index.folded.entry(key).or_default().push(at);
            index.entries.push(entry);
        }
        index
    }

    /// Returns the entries of a form, those written exactly like it first.
    #[must_use]
    pub fn entries(&self, form: &str) -> Vec<Entry> {
        let Some(numbers) = self.folded.get(&fold(form).text) else {
            return Vec::new();
        };
        let found = numbers.iter();
        let found = found.filter_map(|&at| self.entries.get(at as usize));
        let mut found: Vec<Entry> = found.cloned().collect();
        found.sort_by_key(|entry| entry.headword != form);
        found
    }

    /// Returns how many entries there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.entries.len()
    }

    /// Returns whether there is none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}
