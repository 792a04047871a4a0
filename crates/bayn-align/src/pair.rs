//! Two documents prepared for the signals, and the nodes to search.

use crate::bead_model::{BeadModel, Evidence, Similarity};
use crate::confirmed::{gaps, merge};
use crate::encoder::Encoder;
use crate::neighbourhood::Diagonal;
use crate::plain::plain;
use crate::profile::Profile;
use crate::search::{Band, SMALL_SEEN, Step, Weights, anchors, chain_weights, slot};
use crate::signal::{Cosine, Lexicon, Overlap, Vectors, Words, gloss, learn};
use crate::weigh::narrowed;
use bayn_doc::Sides;
use bayn_doc::{Bead, Document};
use bayn_text::cut_before;

/// Texts with at most this many nodes are searched completely, in every round.
const WHOLE: usize = 90_000;
/// The number of target sentences that each source sentence proposes as anchors.
pub(crate) const PROPOSALS: usize = 8;
/// The bytes of a sentence whose words are compared: longer ones are pages without full stops.
const READ: usize = 4_096;
/// Columns on each side of an anchor.
const WIDTH: usize = 4;
/// The same if anchors are beads of an alignment by words.
const NEAR: usize = 4;
/// Gaps between confident beads with more nodes than this are searched for anchors by
/// meaning.
const GAP: usize = 4_000;
/// Columns on either side of its diagonal that are searched in a very large gap.
const STRIPE: usize = 400;

/// The encoder's data about two documents.
pub(crate) struct Meaning {
    /// The vectors of sentences and blocks.
    pub(crate) vectors: Sides<Vectors>,
    /// Words of the same meaning.
    pub(crate) gloss: Lexicon,
}

/// Two documents prepared for the signals.
pub(crate) struct Pair {
    pub(crate) words: Sides<Words>,
    pub(crate) profiles: Sides<Profile>,
    pub(crate) rows: usize,
    pub(crate) columns: usize,
}

impl Pair {
    /// Reads words and profiles.
    pub(crate) fn read(documents: &Sides<Document>) -> Self {
        let documents = documents.as_ref().map(plain);
        let words = Sides::from_fn(|side| {
            let document = &documents[side];
            let sentences = (0..document.sentences.len()).map(|at| document.sentence(at));
            let read = sentences.map(|text| text.get(..cut_before(text, READ)).unwrap_or(text));
            Words::read(document.lang.primary(), read)
        });
        let profiles = Profile::read(
            documents.as_ref().map(|document| &**document),
            words.as_ref(),
        );
        Self {
            rows: profiles.source.len(),
            columns: profiles.target.len(),
            words,
            profiles,
        }
    }

    /// Learns a lexicon from an alignment.
    pub(crate) fn learn(&self, steps: &[Step]) -> Lexicon {
        let beads: Vec<Sides<std::ops::Range<usize>>> = steps
            .iter()
            .map(|step| Sides::new(step.source.clone(), step.target.clone()))
            .collect();
        learn(self.words.as_ref(), &beads)
    }

    /// Encodes the sentences of both sides and their words.
    pub(crate) fn encode(&self, documents: &Sides<Document>, encoder: &Encoder) -> Meaning {
        // Words come first: encoding them needs much temporary memory, and the vectors of the
        // sentences are kept.
        let gloss = gloss(encoder, self.words.as_ref());
        Meaning {
            vectors: self.encode_sentences(documents, encoder),
            gloss,
        }
    }

    /// Encodes the sentences of both sides.
    pub(crate) fn encode_sentences(
        &self,
        documents: &Sides<Document>,
        encoder: &Encoder,
    ) -> Sides<Vectors> {
        Sides::from_fn(|side| {
            let document = plain(&documents[side]);
            let sentences: Vec<&str> = (0..document.sentences.len())
                .map(|at| document.sentence(at))
                .collect();
            Vectors::encode(encoder, &sentences)
        })
    }

    /// Returns whether the text is too long to compare every pair of its sentences.
    pub(crate) const fn is_long(&self) -> bool {
        (self.rows + 1) * (self.columns + 1) > WHOLE
    }

    /// Returns the nodes to search by meaning, and the similarity there. In long texts these
    /// are the nodes near `sure` corners of beads, and if there is a large gap between
    /// them, near a chain of sentences that are similar in meaning.
    pub(crate) fn survey_meaning(
        &self,
        vectors: &Sides<Vectors>,
        fixed: &[Bead],
        sure: &[(usize, usize)],
    ) -> (Band, Similarity) {
        let band = if self.is_long() {
            let path = self.path_by_meaning(vectors, sure);
            Band::around(self.rows, self.columns, &merge(path, fixed), NEAR)
        } else {
            Band::full(self.rows, self.columns)
        };
        let similarity = self.meaning_similarity(&band, vectors);
        (band, similarity)
    }

    /// Returns the confident corners, and anchors by meaning in large gaps between them.
    fn path_by_meaning(
        &self,
        vectors: &Sides<Vectors>,
        sure: &[(usize, usize)],
    ) -> Vec<(usize, usize)> {
        let cosine = Cosine::new(&vectors.source, &vectors.target);
        let mut path = Vec::new();
        let mut from = (0, 0);
        let end = (self.rows, self.columns);
        for &corner in sure.iter().chain(std::iter::once(&end)) {
            let (rows, columns) = (from.0..corner.0, from.1..corner.1);
            if rows.len() * columns.len() > GAP {
                let diagonal = Diagonal {
                    rows: rows.clone(),
                    columns: columns.clone(),
                    reach: STRIPE,
                };
                let candidates = cosine.candidates(PROPOSALS, &diagonal);
                let neighbourhood = cosine.neighbourhood_of(rows.clone(), columns);
                path.extend(anchors(
                    &candidates,
                    &neighbourhood,
                    rows.start,
                    self.columns,
                ));
            }
            path.push(corner);
            from = corner;
        }
        path
    }

    /// Returns the similarity by words inside a band.
    pub(crate) fn word_similarity(&self, band: &Band, lexicon: &Lexicon) -> Similarity {
        let overlap = Overlap::new(&self.words.source, &self.words.target, Some(lexicon));
        Similarity {
            blocks: overlap.blocks(band, slot::MAX_SUM),
            neighbourhood: overlap.neighbourhood(1).0,
            block_means: None,
        }
    }

    /// Returns the similarity by meaning inside a band.
    pub(crate) fn meaning_similarity(&self, band: &Band, vectors: &Sides<Vectors>) -> Similarity {
        let cosine = Cosine::new(&vectors.source, &vectors.target);
        Similarity {
            blocks: cosine.blocks(band),
            neighbourhood: cosine.neighbourhood(band),
            block_means: Some(cosine.means()),
        }
    }

    /// Returns the pairs of the second half of the text that share words, by a lexicon learned
    /// from the first half of an alignment: their weight in order, reversed, and in any
    /// order; and how many sentences the shorter side has there. A lexicon is no evidence for the
    /// beads that it was learned from, since it fits them in any case.
    pub(crate) fn second_half(&self, steps: &[Step]) -> (Weights, usize) {
        let middle = steps.partition_point(|step| step.source.start < self.rows / 2);
        let (first, second) = steps.split_at(middle);
        let lexicon = self.learn(first);
        let overlap = Overlap::new(&self.words.source, &self.words.target, Some(&lexicon));
        let (neighbourhood, mut candidates) = overlap.neighbourhood(PROPOSALS);
        let begin = second.first().map_or((self.rows, self.columns), |step| {
            (step.source.start, step.target.start)
        });
        for (row, list) in candidates.iter_mut().enumerate() {
            list.retain(|(column, _)| row >= begin.0 && *column as usize >= begin.1);
        }
        let weights = chain_weights(&candidates, &neighbourhood, self.columns);
        (weights, (self.rows - begin.0).min(self.columns - begin.1))
    }

    /// Returns the heaviest chain of single sentences that are similar by words.
    pub(crate) fn chain(&self, overlap: &Overlap<'_>, fixed: &[Bead]) -> Vec<Step> {
        let (neighbourhood, candidates) = overlap.neighbourhood(PROPOSALS);
        let path = merge(anchors(&candidates, &neighbourhood, 0, self.columns), fixed);
        path.into_iter()
            .filter(|&(row, column)| row < self.rows && column < self.columns)
            .map(|(row, column)| Step {
                source: row..row + 1,
                target: column..column + 1,
                probability: 0.0,
            })
            .collect()
    }

    /// Returns the nodes of the heaviest chain of single sentences that are similar by words, each
    /// at most `reach` from the diagonal.
    pub(crate) fn coarse_path(&self, reach: usize) -> Vec<(usize, usize)> {
        let overlap = Overlap::new(&self.words.source, &self.words.target, None);
        let (neighbourhood, candidates) = overlap.compare_within(PROPOSALS, reach);
        anchors(&candidates, &neighbourhood, 0, self.columns)
    }

    /// Returns the nodes to search and the similarity of the blocks there. In long texts these
    /// are near a chain of similar sentences, and of those the ones that a search with
    /// small beads of `model` leaves open.
    pub(crate) fn survey(
        &self,
        overlap: &Overlap<'_>,
        fixed: &[Bead],
        model: &BeadModel,
    ) -> (Band, Similarity) {
        let (neighbourhood, candidates) = overlap.neighbourhood(PROPOSALS);
        let similarity = |band: &Band, sum: usize, neighbourhood| Similarity {
            blocks: overlap.blocks(band, sum),
            neighbourhood,
            block_means: None,
        };
        if !self.is_long() {
            let band = Band::full(self.rows, self.columns);
            let found = similarity(&band, slot::MAX_SUM, neighbourhood);
            return (band, found);
        }
        let path = anchors(&candidates, &neighbourhood, 0, self.columns);
        let wide = Band::around(self.rows, self.columns, &merge(path, fixed), WIDTH);
        let first = similarity(&wide, SMALL_SEEN, neighbourhood);
        let evidence = Evidence::new(&wide, &self.profiles, [Some(&first), None]);
        let open = gaps(fixed, (self.rows, self.columns));
        let band = narrowed(&evidence, model, &open).with_block_nodes(&wide);
        let found = similarity(&band, slot::MAX_SUM, first.neighbourhood);
        (band, found)
    }
}
