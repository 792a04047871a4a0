//! Measures the quality of an alignment against gold.
//!
//! The measures of Vecalign (Thompson & Koehn 2019, after Sennrich & Volk 2010): precision over
//! all predicted beads, including null beads; recall over the gold beads that have
//! both sides. Strict counts equal beads; lax counts beads that contain a gold link. Two
//! measures are added: F1 of the unaligned sentences, and F1 of the links between sentences.

use crate::export::LadderBead;
use std::collections::{BTreeSet, HashMap};

/// What is counted; counts of several documents are added before the measures are computed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Predicted beads.
    pub predicted: usize,
    /// Predicted beads that are in gold.
    pub strict: usize,
    /// Predicted beads that contain a gold link, or are in gold.
    pub lax: usize,
    /// Gold beads with both sides.
    pub gold: usize,
    /// Those that were predicted.
    pub(crate) strict_found: usize,
    /// Those that share a link with a predicted bead.
    pub(crate) lax_found: usize,
    /// Unaligned sentences: in gold, predicted, both.
    pub(crate) nulls: [usize; 3],
    /// Links: in gold, predicted, both.
    pub links: [usize; 3],
}

impl std::ops::AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.predicted += other.predicted;
        self.strict += other.strict;
        self.lax += other.lax;
        self.gold += other.gold;
        self.strict_found += other.strict_found;
        self.lax_found += other.lax_found;
        for at in 0..3 {
            self.nulls[at] += other.nulls[at];
            self.links[at] += other.links[at];
        }
    }
}

/// The measures, each 0..=1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Summary {
    /// Strict precision.
    pub precision: f64,
    /// Strict recall.
    pub recall: f64,
    /// Strict F1.
    pub f1: f64,
    /// Lax precision.
    pub lax_precision: f64,
    /// Lax recall.
    pub lax_recall: f64,
    /// Lax F1.
    pub lax_f1: f64,
    /// F1 of sentences without counterpart.
    pub null_f1: f64,
    /// F1 of links between sentences.
    pub link_f1: f64,
}

impl std::fmt::Display for Summary {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "strict P {:.3} R {:.3} F1 {:.3} | lax P {:.3} R {:.3} F1 {:.3} | null F1 {:.3} | link F1 {:.3}",
            self.precision,
            self.recall,
            self.f1,
            self.lax_precision,
            self.lax_recall,
            self.lax_f1,
            self.null_f1,
            self.link_f1
        )
    }
}

/// Of the beads in `hypothesis`: how many there are, how many are in `reference`, how many
/// share a link with it. Beads listed twice count once.
fn hits(reference: &[LadderBead], hypothesis: &[LadderBead]) -> (usize, usize, usize) {
    let known: BTreeSet<&LadderBead> = reference.iter().collect();
    let mut links: HashMap<usize, BTreeSet<usize>> = HashMap::new();
    for bead in reference {
        for &source in &bead.source {
            links.entry(source).or_default().extend(&bead.target);
        }
    }
    let said: BTreeSet<&LadderBead> = hypothesis.iter().collect();
    let (mut strict, mut lax) = (0, 0);
    for bead in &said {
        let touches = || {
            bead.source.iter().any(|source| {
                links
                    .get(source)
                    .is_some_and(|linked| bead.target.iter().any(|target| linked.contains(target)))
            })
        };
        if known.contains(bead) {
            strict += 1;
            lax += 1;
        } else if touches() {
            lax += 1;
        }
    }
    (said.len(), strict, lax)
}

/// Counts the agreement of one predicted document with its gold.
#[must_use]
pub fn count(gold: &[LadderBead], predicted: &[LadderBead]) -> Counts {
    let both = |beads: &[LadderBead]| -> Vec<LadderBead> {
        beads
            .iter()
            .filter(|bead| !bead.source.is_empty() && !bead.target.is_empty())
            .cloned()
            .collect()
    };
    let (said, strict, lax) = hits(gold, predicted);
    let (asked, strict_found, lax_found) = hits(&both(predicted), &both(gold));
    Counts {
        predicted: said,
        strict,
        lax,
        gold: asked,
        strict_found,
        lax_found,
        nulls: overlap(&nulls(gold), &nulls(predicted)),
        links: overlap(&links(gold), &links(predicted)),
    }
}

fn nulls(beads: &[LadderBead]) -> BTreeSet<(bool, usize)> {
    let mut found = BTreeSet::new();
    for bead in beads {
        if bead.target.is_empty() {
            found.extend(bead.source.iter().map(|&at| (false, at)));
        }
        if bead.source.is_empty() {
            found.extend(bead.target.iter().map(|&at| (true, at)));
        }
    }
    found
}

fn links(beads: &[LadderBead]) -> BTreeSet<(usize, usize)> {
    beads
        .iter()
        .flat_map(|bead| {
            bead.source
                .iter()
                .flat_map(|&source| bead.target.iter().map(move |&target| (source, target)))
        })
        .collect()
}

fn overlap<T: Ord>(gold: &BTreeSet<T>, predicted: &BTreeSet<T>) -> [usize; 3] {
    [
        gold.len(),
        predicted.len(),
        gold.intersection(predicted).count(),
    ]
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        0.0
    } else {
        part as f64 / whole as f64
    }
}

fn f1(precision: f64, recall: f64) -> f64 {
    if precision + recall == 0.0 {
        0.0
    } else {
        2.0 * precision * recall / (precision + recall)
    }
}

/// Returns the measures of some counts.
#[must_use]
pub fn summarise(counts: &Counts) -> Summary {
    let precision = share(counts.strict, counts.predicted);
    let recall = share(counts.strict_found, counts.gold);
    let lax_precision = share(counts.lax, counts.predicted);
    let lax_recall = share(counts.lax_found, counts.gold);
    let of = |[gold, predicted, both]: [usize; 3]| f1(share(both, predicted), share(both, gold));
    Summary {
        precision,
        recall,
        f1: f1(precision, recall),
        lax_precision,
        lax_recall,
        lax_f1: f1(lax_precision, lax_recall),
        null_f1: of(counts.nulls),
        link_f1: of(counts.links),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::read_ladder;

    fn check(gold: &str, predicted: &str) -> Summary {
        summarise(&count(&read_ladder(gold).0, &read_ladder(predicted).0))
    }

    #[test]
    fn gold_against_itself_is_perfect() {
        let gold = "[0]:[0]\n[1, 2]:[1]\n[]:[2]\n[3]:[]\n";
        let summary = check(gold, gold);
        assert_eq!(summary.f1, 1.0);
        assert_eq!(summary.null_f1, 1.0);
        assert_eq!(summary.link_f1, 1.0);
    }

    #[test]
    fn a_predicted_null_costs_precision_and_no_recall() {
        // Gold links 0-0 and 1-1; the second is predicted as two unaligned sentences.
        let summary = check("[0]:[0]\n[1]:[1]\n", "[0]:[0]\n[1]:[]\n[]:[1]\n");
        assert!((summary.precision - 1.0 / 3.0).abs() < 1e-9);
        assert!((summary.recall - 0.5).abs() < 1e-9);
        assert_eq!(summary.null_f1, 0.0);
        assert!((summary.link_f1 - 2.0 / 3.0).abs() < 1e-9);
    }

    #[test]
    fn a_bead_that_touches_gold_is_lax() {
        let summary = check("[0]:[0]\n[1]:[1]\n", "[0, 1]:[0, 1]\n");
        assert_eq!(summary.f1, 0.0);
        assert_eq!(summary.lax_f1, 1.0);
    }

    #[test]
    fn nothing_predicted_is_nothing() {
        let summary = check("[0]:[0]\n", "");
        assert_eq!((summary.f1, summary.lax_f1), (0.0, 0.0));
    }
}
