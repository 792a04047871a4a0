//! What compares words and clauses by meaning: the encoder, with what it was asked before.
//!
//! A vector is always the same, so it is kept while texts are checked again and again. Two
//! generations bound the memory, as with the vectors of words.

use bayn_align::encoder::{Encoder, WIDTH, for_languages};
use bayn_align::{WordLink, WordLinker};
use bayn_doc::Bitext;
use rayon::prelude::*;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Vectors in one generation: two of them take sixteen megabytes.
const GENERATION: usize = 4096;

/// The unit vector of a clause.
pub(super) type Vector = Arc<[f32; WIDTH]>;

/// Compares by meaning; shared by all runs over texts in the same languages.
#[derive(Debug)]
pub struct Meaning {
    encoder: &'static Encoder,
    /// Linkers that nobody uses now, with the vectors of the words that they met.
    linkers: Mutex<Vec<WordLinker<'static>>>,
    clauses: Mutex<[HashMap<String, Vector>; 2]>,
}

impl Meaning {
    /// Returns what compares texts in these languages, given by their primary subtags; `None`
    /// where no encoder knows both.
    #[must_use]
    pub fn for_languages(langs: &[&str]) -> Option<Arc<Self>> {
        for_languages(langs).map(|encoder| {
            Arc::new(Self {
                encoder,
                linkers: Mutex::default(),
                clauses: Mutex::default(),
            })
        })
    }

    /// Returns the word links of each bead.
    pub(super) fn links(&self, bitext: &Bitext) -> Vec<Vec<WordLink>> {
        /// Beads that one linker takes in a row.
        const BEADS: usize = 32;
        let of_run = |beads: &[bayn_doc::Bead]| {
            let free = self
                .linkers
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .pop();
            let mut linker = free.unwrap_or_else(|| WordLinker::new(Some(self.encoder)));
            let links: Vec<Vec<WordLink>> = beads
                .iter()
                .map(|bead| linker.links(bitext, bead))
                .collect();
            self.linkers
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(linker);
            links
        };
        bitext
            .beads
            .par_chunks(BEADS)
            .flat_map_iter(of_run)
            .collect()
    }

    /// Returns how near two words are by themselves.
    pub(super) fn cosine(&self, one: &str, other: &str) -> f32 {
        match self.vectors(&[one, other])[..] {
            [ref one, ref other] => one.iter().zip(other.iter()).map(|(a, b)| a * b).sum(),
            _ => 0.0,
        }
    }

    /// Returns the unit vectors of clauses, one for each.
    pub(super) fn vectors(&self, clauses: &[&str]) -> Vec<Vector> {
        let mut known: HashMap<&str, Vector> = HashMap::new();
        let mut new: Vec<&str> = Vec::new();
        {
            let kept = self.clauses.lock().unwrap_or_else(PoisonError::into_inner);
            for &clause in clauses {
                match kept.iter().find_map(|generation| generation.get(clause)) {
                    Some(vector) => {
                        known.insert(clause, Arc::clone(vector));
                    }
                    None => new.push(clause),
                }
            }
        }
        new.sort_unstable();
        new.dedup();
        let made = self.encoder.embed_all(&new);
        let mut kept = self.clauses.lock().unwrap_or_else(PoisonError::into_inner);
        for (clause, vector) in new.into_iter().zip(made) {
            let vector = Arc::new(vector);
            let [young, old] = &mut *kept;
            if young.len() >= GENERATION {
                *old = std::mem::take(young);
            }
            young.insert(clause.to_owned(), Arc::clone(&vector));
            known.insert(clause, vector);
        }
        clauses
            .iter()
            .filter_map(|clause| known.get(clause).cloned())
            .collect()
    }
}
