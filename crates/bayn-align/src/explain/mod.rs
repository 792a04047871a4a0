//! Why a bead was chosen: the parts of its score, and the next best beads.
//!
//! The neighbourhood of the bead is searched as the aligner does it, with a lexicon learned
//! from the beads there. Forward and backward sums give each rival its probability; the best
//! chain through a rival shows which beads it would entail. Scores are
//! log-odds: a part of +2 makes a bead about seven times as likely.

mod area;
mod part;

pub use part::{Part, Way};

use crate::Options;
use area::Area;
use bayn_doc::{Bead, Document, LinkState};
use bayn_doc::{Score, Side, Sides};
use std::ops::Range;

/// A bead that could replace the explained one.
#[derive(Clone, Debug, PartialEq)]
pub struct Rival {
    /// The bead itself.
    pub bead: Bead,
    /// The indexes of the beads that would be removed.
    pub run: Range<usize>,
    /// Those beads.
    pub now: Way,
    /// The beads that would replace them.
    pub then: Way,
}

/// Why a bead was chosen.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Explanation {
    /// The bead, with its probability in its neighbourhood.
    pub here: Way,
    /// The next best beads, most likely first.
    pub rivals: Vec<Rival>,
    /// Whether the meaning of the sentences was used.
    pub by_meaning: bool,
}

/// Beads on either side that are examined by strings.
const REACH: usize = 60;
/// The same if the sentences are encoded, which is slower.
const REACH_MEANING: usize = 8;
/// The most rivals returned.
const MOST: usize = 6;

/// Explains the bead at an index among beads that cover both documents; `None` if there is
/// none. Confirmed beads are the borders of the examined area.
#[must_use]
pub fn explain(
    documents: &Sides<Document>,
    beads: &[Bead],
    at: usize,
    options: &Options<'_>,
) -> Option<Explanation> {
    let here = beads.get(at)?;
    let reach = if options.encoder.is_some() {
        REACH_MEANING
    } else {
        REACH
    };
    let open = |bead: &&Bead| bead.link != LinkState::Confirmed;
    let before = beads.get(..at)?.iter().rev().take(reach).take_while(open);
    let after = beads.get(at + 1..)?.iter().take(reach).take_while(open);
    let run = at - before.count()..at + 1 + after.count();
    let area = Area::read(documents, beads, run, options.encoder)?;
    let mut explanation = Explanation {
        here: area.way(vec![area.inside(here)]),
        rivals: Vec::new(),
        by_meaning: options.encoder.is_some(),
    };
    let chances = area.chances();
    let inside = area.inside(here);
    for bead in &mut explanation.here.beads {
        let found = chances
            .iter()
            .find(|other| other.sentences == bead.sentences);
        bead.confidence = found.map_or(Score::ZERO, |other| other.confidence);
    }
    let mut rivals: Vec<&Bead> = chances
        .iter()
        .filter(|bead| meets(bead, &inside) && bead.sentences != inside.sentences)
        .collect();
    rivals.sort_by(|a, b| b.confidence.value().total_cmp(&a.confidence.value()));
    for bead in rivals {
        if explanation.rivals.len() == MOST {
            break;
        }
        let Some((local, path)) = area.through(bead, at - area.first) else {
            continue;
        };
        let old = area.beads.get(local.clone()).unwrap_or_default().to_vec();
        let known = |rival: &Rival| {
            let there = rival.then.beads.iter().map(|bead| &bead.sentences);
            let inside: Vec<_> = path.iter().map(|bead| area.outside(bead)).collect();
            there.eq(inside.iter().map(|bead| &bead.sentences))
        };
        if explanation.rivals.iter().any(known) {
            continue;
        }
        explanation.rivals.push(Rival {
            bead: area.outside(bead),
            run: area.first + local.start..area.first + local.end,
            now: area.out(area.way(old)),
            then: area.out(area.way(path)),
        });
    }
    explanation.here = area.out(explanation.here);
    Some(explanation)
}

/// Returns whether two beads share a sentence.
fn meets(a: &Bead, b: &Bead) -> bool {
    Side::BOTH.iter().any(|&side| {
        let (a, b) = (&a.sentences[side], &b.sentences[side]);
        a.start.max(b.start) < a.end.min(b.end)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align;
    use bayn_doc::tiles;
    use bayn_text::Lang;

    fn texts() -> Sides<Document> {
        let text = |words: [&str; 4]| {
            let text: String = (0..12)
                .map(|at| {
                    format!(
                        "{} {} {} {at}7 {}.\n\n",
                        words[0], words[1], words[2], words[3]
                    )
                })
                .collect();
            Document::from_text(&text, &Lang::new("en"))
        };
        Sides::new(
            text(["Berlin", "house", "water", "seen"]),
            text(["Berlin", "haus", "wasser", "gesehen"]),
        )
    }

    #[test]
    fn parts_add_up_and_rivals_tile_the_same_sentences() {
        let documents = texts();
        let mut beads = align(&documents, &Options::default()).beads;
        assert_eq!(beads.len(), 12);
        // A wrong border: two sentences against one.
        beads[4].sentences.target.end += 1;
        beads[5].sentences.target.start += 1;
        let why = explain(&documents, &beads, 4, &Options::default()).expect("it is there");
        assert!(why.here.beads[0].confidence.value() < 0.1, "{:?}", why.here);
        let best = why.rivals.first().expect("the right bead came first");
        assert_eq!(best.bead.sentences, Sides::new(4..5, 4..5));
        assert!(best.bead.confidence.value() > 0.8, "{:?}", best.bead);
        assert!(best.then.total() > best.now.total());
        assert!(best.then.part(Part::Numbers) > best.now.part(Part::Numbers));
        for rival in &why.rivals {
            let mut whole = beads[..rival.run.start].to_vec();
            whole.extend(rival.then.beads.clone());
            whole.extend_from_slice(&beads[rival.run.end..]);
            assert!(tiles(&whole, [12, 12]), "{rival:?}");
            assert!(rival.run.contains(&4));
        }
        assert_eq!(explain(&documents, &beads, 12, &Options::default()), None);
    }

    #[test]
    fn confirmed_neighbours_are_no_rivals() {
        let documents = texts();
        let mut beads = align(&documents, &Options::default()).beads;
        beads[3].link = LinkState::Confirmed;
        beads[6].link = LinkState::Confirmed;
        let why = explain(&documents, &beads, 4, &Options::default()).expect("it is there");
        assert!(
            why.rivals
                .iter()
                .all(|rival| rival.run.start > 3 && rival.run.end <= 6)
        );
    }
}
