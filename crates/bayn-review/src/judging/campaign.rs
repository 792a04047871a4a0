//! A campaign: segments with the translations of several systems.

use super::Check;
use crate::statistics::resampling::Dice;

/// One segment with its translations.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Item {
    /// The segment's id.
    pub id: String,
    /// Its document.
    pub document: String,
    /// The source.
    pub source: String,
    /// The translations, each with the number of its system; not every system needs one.
    pub targets: Vec<(usize, String)>,
    /// The expected answers, each with the number of its system. A segment with
    /// expected answers is for training or testing, and is not a judgement.
    pub checks: Vec<(usize, Check)>,
}

/// Systems and segments.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Campaign {
    /// The names of the systems.
    pub systems: Vec<String>,
    /// The segments, in order.
    pub items: Vec<Item>,
}

impl Campaign {
    /// Returns the number of a system, a new one if it has none yet.
    pub(crate) fn system(&mut self, name: &str) -> usize {
        let known = self.systems.iter().position(|known| known == name);
        known.unwrap_or_else(|| {
            self.systems.push(name.to_owned());
            self.systems.len() - 1
        })
    }

    /// Returns how many translations there are to be judged.
    #[must_use]
    pub fn translations(&self) -> usize {
        self.items.iter().map(|item| item.targets.len()).sum()
    }

    /// Returns the display order of the translations of a segment, as indexes of
    /// [`Item::targets`]: random for each segment, always the same for a seed.
    #[must_use]
    pub fn order(&self, at: usize, seed: u64) -> Vec<usize> {
        let count = self.items.get(at).map_or(0, |item| item.targets.len());
        let mut seeds = Dice::new(seed);
        let place = u64::try_from(at).unwrap_or(u64::MAX);
        // Two rolls part the streams of neighbours.
        let mut dice = Dice::new(seeds.roll() ^ Dice::new(place).roll());
        dice.order(count)
    }
}
