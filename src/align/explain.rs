//! Why a bead stands as it does: the parts of its score, and the beads that came next.
//!
//! The neighbourhood of the bead is searched as the aligner does it, with a lexicon learned
//! from the beads there. Forward and backward sums give each rival its probability; the best
//! chain through a rival says which beads would stand if it were taken. Scores are
//! logarithms of odds: a part of +2 makes a bead about seven times as likely.

use crate::align::Options;
use crate::align::bead_model::{BeadModel, Evidence, FEATURE_COUNT, Likeness, feature_name};
use crate::align::confirmed::decode_between;
use crate::align::encoder::Encoder;
use crate::align::pair::Pair;
use crate::align::search::{Band, Potentials, Step, TYPES, expect};
use crate::align::signal::Overlap;
use crate::align::trust::{Order, model_for};
use crate::align::weigh::weigh;
use crate::align::windows::cut;
use crate::doc::{Bead, Document, LinkState};
use crate::units::{Score, Side, Sides};
use std::ops::Range;

/// What a part of a score speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    /// Words that both sides share or that the lexicon pairs.
    Words,
    /// What the sentences mean, by their vectors.
    Meaning,
    /// How long both sides are.
    Length,
    /// Numbers on both sides or on one.
    Numbers,
    /// How many sentences stand on each side, and whether one side stands alone.
    Shape,
    /// Paragraph breaks.
    Breaks,
    /// The marks at the ends of the sentences.
    Marks,
    /// Page furniture beside text.
    Furniture,
}

impl Part {
    /// All parts, in the order in which they are shown.
    pub const ALL: [Self; 8] = [
        Self::Meaning,
        Self::Words,
        Self::Numbers,
        Self::Length,
        Self::Shape,
        Self::Breaks,
        Self::Marks,
        Self::Furniture,
    ];

    /// Returns what the part is called.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Words => "words",
            Self::Meaning => "meaning",
            Self::Length => "length",
            Self::Numbers => "numbers",
            Self::Shape => "shape",
            Self::Breaks => "paragraphs",
            Self::Marks => "end marks",
            Self::Furniture => "furniture",
        }
    }

    /// Returns the part that a feature of this name belongs to.
    fn of(feature: &str) -> Self {
        if feature.starts_with("lexical.") {
            return Self::Words;
        }
        if feature.starts_with("cosine.") {
            return Self::Meaning;
        }
        let has = |word: &str| feature.contains(word);
        if has("length") || feature == "skew" {
            Self::Length
        } else if has("numbers") {
            Self::Numbers
        } else if has("break") {
            Self::Breaks
        } else if has("furniture") {
            Self::Furniture
        } else if has("end") || has("open") {
            Self::Marks
        } else {
            Self::Shape
        }
    }
}

/// Beads in a row, with what speaks for them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Way {
    /// The beads.
    pub beads: Vec<Bead>,
    /// The parts of their scores, summed over the beads; none where a bead has a shape that
    /// the aligner never makes.
    pub parts: Vec<(Part, f32)>,
}

impl Way {
    /// Returns the sum of a part, 0 where it says nothing.
    #[must_use]
    pub fn part(&self, part: Part) -> f32 {
        self.parts
            .iter()
            .find(|(found, _)| *found == part)
            .map_or(0.0, |(_, sum)| *sum)
    }

    /// Returns the sum of all parts.
    #[must_use]
    pub fn total(&self) -> f32 {
        self.parts.iter().map(|(_, sum)| sum).sum()
    }
}

/// A bead that could stand in the place of the one explained.
#[derive(Clone, Debug, PartialEq)]
pub struct Rival {
    /// The bead itself.
    pub bead: Bead,
    /// The places of the beads that would go.
    pub run: Range<usize>,
    /// Those beads.
    pub now: Way,
    /// The beads that would stand in their place.
    pub then: Way,
}

/// Why a bead stands as it does.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Explanation {
    /// The bead, with its probability in its neighbourhood.
    pub here: Way,
    /// The beads that came next, most likely first.
    pub rivals: Vec<Rival>,
    /// Whether the meaning of the sentences was looked at.
    pub by_meaning: bool,
}

/// Beads on either side that are looked at by strings; the encoder takes its time.
const REACH: usize = 60;
/// The same when the sentences are encoded.
const REACH_MEANING: usize = 8;
/// Rivals below this are noise.
const LEAST: f32 = 0.005;
/// The most rivals returned.
const MOST: usize = 6;

/// Explains the bead at a place among beads that tile both documents; `None` when there is
/// none. Confirmed beads border what is looked at.
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

/// The neighbourhood of a bead, weighed as the aligner weighs it. Sentences count from its
/// own start.
struct Area {
    pair: Pair,
    band: Band,
    likeness: Vec<Likeness>,
    model: BeadModel,
    potentials: Potentials,
    /// The beads as they are.
    beads: Vec<Bead>,
    /// The place of the first of them among all beads.
    first: usize,
    /// The first sentence of each side.
    start: Sides<usize>,
}

impl Area {
    fn read(
        documents: &Sides<Document>,
        beads: &[Bead],
        run: Range<usize>,
        encoder: Option<&Encoder>,
    ) -> Option<Self> {
        let window = beads.get(run.clone())?;
        let (first, last) = (window.first()?, window.last()?);
        let start = first.sentences.as_ref().map(|range| range.start);
        let part =
            Sides::from_fn(|side| cut(&documents[side], start[side]..last.sentences[side].end));
        let inner: Vec<Bead> = window
            .iter()
            .map(|bead| rebased(bead, &start, false))
            .collect();
        let steps: Vec<Step> = inner
            .iter()
            .map(|bead| Step {
                source: bead.sentences.source.clone(),
                target: bead.sentences.target.clone(),
                probability: bead.confidence.value(),
            })
            .collect();
        let pair = Pair::read(&part);
        let lexicon = pair.learn(&steps);
        let (band, likeness, model) = if let Some(encoder) = encoder {
            let meaning = pair.encode(&part, encoder);
            let model = model_for(Order::of(&pair, &meaning.vectors).gain);
            let (band, by_cosine) = pair.survey_meaning(&meaning.vectors, &inner, &[]);
            let mut lexicon = lexicon;
            lexicon.join(&meaning.gloss);
            let by_words = pair.likeness_of_words(&band, &lexicon);
            (band, vec![by_words, by_cosine], model)
        } else {
            let model = BeadModel::lexicon();
            let overlap = Overlap::new(&pair.words.source, &pair.words.target, Some(&lexicon));
            let (band, likeness) = pair.survey(&overlap, &inner, &model);
            (band, vec![likeness], model)
        };
        let evidence = Evidence::new(&band, &pair.profiles, [likeness.first(), likeness.get(1)]);
        let potentials = weigh(&evidence, &band, &model);
        Some(Self {
            band,
            likeness,
            model,
            potentials,
            beads: inner,
            first: run.start,
            start,
            pair,
        })
    }

    fn inside(&self, bead: &Bead) -> Bead {
        rebased(bead, &self.start, false)
    }

    fn outside(&self, bead: &Bead) -> Bead {
        rebased(bead, &self.start, true)
    }

    fn out(&self, way: Way) -> Way {
        Way {
            beads: way.beads.iter().map(|bead| self.outside(bead)).collect(),
            ..way
        }
    }

    /// Returns every bead that is at all likely, with its probability; a sentence alone is
    /// as likely as it is to stand alone anywhere.
    fn chances(&self) -> Vec<Bead> {
        let sums = expect(&self.band, &self.potentials);
        let mut alone = Sides::new(
            vec![(0.0_f32, 0.0_f32, 0); self.pair.rows],
            vec![(0.0_f32, 0.0_f32, 0); self.pair.columns],
        );
        let mut beads = Vec::new();
        for row in 0..=self.pair.rows {
            for column in self.band.row(row) {
                let Some(chances) = self
                    .band
                    .cell(row, column)
                    .and_then(|cell| sums.beads.get(cell))
                else {
                    continue;
                };
                for (&(a, b), &chance) in TYPES.iter().zip(chances) {
                    let (side, at, place) = match (a, b) {
                        (_, 0) => (Side::Source, row, column),
                        (0, _) => (Side::Target, column, row),
                        _ => {
                            if chance >= LEAST {
                                let sentences = Sides::new(row..row + a, column..column + b);
                                beads.push(Bead::new(sentences, Score::new(chance)));
                            }
                            continue;
                        }
                    };
                    if let Some(found) = alone[side].get_mut(at) {
                        found.0 += chance;
                        if chance > found.1 {
                            (found.1, found.2) = (chance, place);
                        }
                    }
                }
            }
        }
        for side in Side::BOTH {
            for (at, &(chance, _, place)) in alone[side].iter().enumerate() {
                if chance >= LEAST {
                    let mut sentences = Sides::new(place..place, place..place);
                    sentences[side] = at..at + 1;
                    beads.push(Bead::new(sentences, Score::new(chance)));
                }
            }
        }
        beads
    }

    /// Returns the run of beads that would go, counted from the first of the area, and the
    /// best beads in its place, if `rival` stood; `at` is the bead explained.
    fn through(&self, rival: &Bead, at: usize) -> Option<(Range<usize>, Vec<Bead>)> {
        let end = (self.pair.rows, self.pair.columns);
        let fixed = std::slice::from_ref(rival);
        let path = decode_between(&self.band, &self.potentials, fixed, end);
        let here = &self.beads.get(at)?.sentences;
        let low = corner(here, |range| range.start);
        let low = min(low, corner(&rival.sentences, |range| range.start));
        let high = corner(here, |range| range.end);
        let high = max(high, corner(&rival.sentences, |range| range.end));
        let starts: Vec<(usize, usize)> = path
            .iter()
            .map(|step| (step.source.start, step.target.start))
            .collect();
        let meets = |node: (usize, usize)| node == end || starts.binary_search(&node).is_ok();
        let old = |bead: &Bead| corner(&bead.sentences, |range| range.start);
        let first = (0..=at).rev().find(|&at| {
            self.beads.get(at).is_some_and(|bead| {
                let node = old(bead);
                node.0 <= low.0 && node.1 <= low.1 && meets(node)
            })
        })?;
        let last = (at..self.beads.len()).find(|&at| {
            self.beads.get(at).is_some_and(|bead| {
                let node = corner(&bead.sentences, |range| range.end);
                node.0 >= high.0 && node.1 >= high.1 && meets(node)
            })
        })?;
        let from = old(self.beads.get(first)?);
        let to = corner(&self.beads.get(last)?.sentences, |range| range.end);
        let then: Vec<Bead> = path
            .into_iter()
            .filter(|step| {
                let start = (step.source.start, step.target.start);
                let end = (step.source.end, step.target.end);
                start.0 >= from.0 && start.1 >= from.1 && end.0 <= to.0 && end.1 <= to.1
            })
            .map(|step| {
                let own =
                    rival.sentences.source == step.source && rival.sentences.target == step.target;
                let sure = if own {
                    rival.confidence
                } else {
                    Score::new(step.probability)
                };
                Bead::new(Sides::new(step.source, step.target), sure)
            })
            .collect();
        Some((first..last + 1, then))
    }

    /// Sums the parts of the scores of beads that follow each other.
    fn way(&self, beads: Vec<Bead>) -> Way {
        let likeness = [self.likeness.first(), self.likeness.get(1)];
        let evidence = Evidence::new(&self.band, &self.pair.profiles, likeness);
        let scale = 1.0 / self.model.temperature;
        let mut sums = [0.0_f32; Part::ALL.len()];
        let mut add = |part: Part, value: f32| {
            if let Some(at) = Part::ALL.iter().position(|found| *found == part) {
                sums[at] += value;
            }
        };
        let mut features = [0.0; FEATURE_COUNT];
        let mut before = None;
        for bead in &beads {
            let lonely = [Side::Source, Side::Target]
                .into_iter()
                .find(|side| bead.sentences[side.other()].is_empty());
            if lonely.is_some() && lonely != before {
                add(Part::Shape, scale * self.model.opening);
            }
            before = lonely;
            for (i, j, shape) in pieces(bead) {
                let inside = TYPES.get(shape).is_some_and(|&(a, b)| {
                    self.band.cell(i, j).is_some() && self.band.cell(i + a, j + b).is_some()
                });
                if !inside {
                    return Way {
                        beads,
                        parts: Vec::new(),
                    };
                }
                evidence.fill(i, j, shape, &mut features);
                for (at, (value, weight)) in features.iter().zip(&self.model.weights).enumerate() {
                    if *value != 0.0 && *weight != 0.0 {
                        add(Part::of(&feature_name(at)), scale * value * weight);
                    }
                }
            }
        }
        let parts = Part::ALL.into_iter().zip(sums);
        Way {
            beads,
            parts: parts.filter(|(_, sum)| *sum != 0.0).collect(),
        }
    }
}

/// Returns where a bead begins and the number of its shape; sentences that stand alone
/// together are looked at one by one. A shape the aligner never makes has a number beyond all.
fn pieces(bead: &Bead) -> Vec<(usize, usize, usize)> {
    let (i, j) = corner(&bead.sentences, |range| range.start);
    let number = |shape: (usize, usize)| {
        TYPES
            .iter()
            .position(|found| *found == shape)
            .unwrap_or(TYPES.len())
    };
    match bead.shape() {
        (a, 0) => (i..i + a).map(|i| (i, j, number((1, 0)))).collect(),
        (0, b) => (j..j + b).map(|j| (i, j, number((0, 1)))).collect(),
        shape => vec![(i, j, number(shape))],
    }
}

fn corner(
    sentences: &Sides<Range<usize>>,
    edge: impl Fn(&Range<usize>) -> usize,
) -> (usize, usize) {
    (edge(&sentences.source), edge(&sentences.target))
}

fn min(a: (usize, usize), b: (usize, usize)) -> (usize, usize) {
    (a.0.min(b.0), a.1.min(b.1))
}

fn max(a: (usize, usize), b: (usize, usize)) -> (usize, usize) {
    (a.0.max(b.0), a.1.max(b.1))
}

/// Returns the bead with its sentences counted from `start`, or (`back`) from 0 again.
fn rebased(bead: &Bead, start: &Sides<usize>, back: bool) -> Bead {
    let sentences = Sides::from_fn(|side| {
        let range = &bead.sentences[side];
        let moved = |at: usize| {
            if back {
                at + start[side]
            } else {
                at.saturating_sub(start[side])
            }
        };
        moved(range.start)..moved(range.end)
    });
    Bead {
        sentences,
        ..bead.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::align;
    use crate::doc::tiles;
    use crate::text::Lang;

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
