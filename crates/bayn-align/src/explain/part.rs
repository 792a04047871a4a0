//! The parts of a score: the evidence for some beads, by kind.

use bayn_doc::Bead;
use bayn_text::label;

/// The kind of evidence of a part of a score.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    /// Words that both sides share or that the lexicon pairs.
    Words,
    /// The meaning of the sentences, by their vectors.
    Meaning,
    /// The lengths of both sides.
    Length,
    /// Numbers on both sides or on one.
    Numbers,
    /// The number of sentences on each side, and whether one side is empty.
    Shape,
    /// Paragraph breaks.
    Breaks,
    /// The punctuation at the ends of the sentences.
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

    /// Returns the name of the part.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Words => label!("words"),
            Self::Meaning => label!("meaning"),
            Self::Length => label!("length"),
            Self::Numbers => label!("numbers"),
            Self::Shape => label!("shape"),
            Self::Breaks => label!("paragraphs"),
            Self::Marks => label!("final punctuation"),
            Self::Furniture => label!("page furniture"),
        }
    }

    /// Returns the part that a feature of this name belongs to.
    pub(super) fn of(feature: &str) -> Self {
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

/// Consecutive beads, with the evidence for them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Way {
    /// The beads.
    pub beads: Vec<Bead>,
    /// The parts of their scores, summed over the beads; none if a bead has a shape that
    /// the aligner never creates.
    pub parts: Vec<(Part, f32)>,
}

impl Way {
    /// Returns the sum of a part, 0 if it is absent.
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
