//! Compares words and clauses by meaning: the encoder with a cache.
//!
//! A vector is always the same, so it is cached while texts are checked repeatedly. Two
//! generations bound the memory, as with the vectors of words.

use bayn_align::encoder::{Encoder, WIDTH, for_languages};
use bayn_align::{WordLink, WordLinker};
use bayn_doc::{Bead, Bitext, Side, Sides};
use fnv::FnvHasher;
use rayon::prelude::*;
use std::borrow::Borrow;
use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Vectors in one generation: two of them take sixteen megabytes.
const GENERATION: usize = 4096;

/// The unit vector of a clause.
pub(super) type Vector = Arc<[f32; WIDTH]>;

/// The word links of a bead, as bytes of its two texts, by the digest of these.
type Links = Arc<Vec<WordLink>>;

/// Compares by meaning; shared by all runs over texts in the same languages.
#[derive(Debug)]
pub struct Meaning {
    encoder: &'static Encoder,
    /// Idle linkers, with their cached word vectors.
    linkers: Mutex<Vec<WordLinker<'static>>>,
    clauses: Mutex<[HashMap<String, Vector>; 2]>,
    /// Cached links, so that checking a text again after a change of one word costs little.
    linked: Mutex<[HashMap<u64, Links>; 2]>,
}

/// Compared by identity.
impl PartialEq for Meaning {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Meaning {
    /// Returns the comparison for texts in these languages, given by their primary subtags; `None`
    /// if no encoder supports both.
    #[must_use]
    pub fn for_languages(langs: &[&str]) -> Option<Arc<Self>> {
        for_languages(langs).map(|encoder| {
            Arc::new(Self {
                encoder,
                linkers: Mutex::default(),
                clauses: Mutex::default(),
                linked: Mutex::default(),
            })
        })
    }

    /// Returns the word links of each bead.
    pub(super) fn links(&self, bitext: &Bitext) -> Vec<Vec<WordLink>> {
        /// The number of consecutive beads for one linker.
        const BEADS: usize = 32;
        let of_run = |beads: &[Bead]| {
            let free = locked(&self.linkers).pop();
            let mut linker = free.unwrap_or_else(|| WordLinker::new(Some(self.encoder)));
            let links: Vec<Vec<WordLink>> = beads
                .iter()
                .map(|bead| self.links_of(&mut linker, bitext, bead))
                .collect();
            locked(&self.linkers).push(linker);
            links
        };
        bitext
            .beads
            .par_chunks(BEADS)
            .flat_map_iter(of_run)
            .collect()
    }

    fn links_of(
        &self,
        linker: &mut WordLinker<'static>,
        bitext: &Bitext,
        bead: &Bead,
    ) -> Vec<WordLink> {
        let documents = bitext.documents.as_ref();
        let spans = Sides::from_fn(|side| documents[side].span_of(&bead.sentences[side]));
        let (Some(source), Some(target)) = (spans.source, spans.target) else {
            return Vec::new();
        };
        let mut digest = FnvHasher::default();
        for (side, span) in [(Side::Source, source), (Side::Target, target)] {
            digest.write(documents[side].lang.primary().as_bytes());
            digest.write(b"\x1e");
            digest.write(span.of(&documents[side].text).as_bytes());
            digest.write(b"\x1f");
        }
        let digest = digest.finish();
        let placed = |links: &[WordLink]| {
            let place = |link: &WordLink| WordLink {
                source: link.source.shifted(source.start),
                target: link.target.shifted(target.start),
                ..*link
            };
            links.iter().map(place).collect()
        };
        let known = find(&locked(&self.linked), &digest);
        if let Some(known) = known {
            return placed(&known);
        }
        let texts = Sides::new(
            source.of(&documents.source.text),
            target.of(&documents.target.text),
        );
        let found: Links =
            Arc::new(linker.links_of(texts, documents.map(|document| &document.lang)));
        keep(&mut locked(&self.linked), digest, Arc::clone(&found));
        placed(&found)
    }

    /// Returns the similarity of two words by themselves.
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
            let kept = locked(&self.clauses);
            for &clause in clauses {
                match find(&kept, clause) {
                    Some(vector) => {
                        known.insert(clause, vector);
                    }
                    None => new.push(clause),
                }
            }
        }
        new.sort_unstable();
        new.dedup();
        let made = self.encoder.embed_all(&new);
        let mut kept = locked(&self.clauses);
        for (clause, vector) in new.into_iter().zip(made) {
            let vector = Arc::new(vector);
            keep(&mut kept, clause.to_owned(), Arc::clone(&vector));
            known.insert(clause, vector);
        }
        clauses
            .iter()
            .filter_map(|clause| known.get(clause).cloned())
            .collect()
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Returns the cached value of a key, from the young or the old generation.
fn find<K, Q, V>(kept: &[HashMap<K, Arc<V>>; 2], key: &Q) -> Option<Arc<V>>
where
    K: Borrow<Q> + Eq + Hash,
    Q: Eq + Hash + ?Sized,
{
    kept.iter()
        .find_map(|generation| generation.get(key))
        .cloned()
}

/// Caches a value; when the young generation is full, the old one is dropped.
fn keep<K: Eq + Hash, V>(kept: &mut [HashMap<K, Arc<V>>; 2], key: K, value: Arc<V>) {
    let [young, old] = kept;
    if young.len() >= GENERATION {
        *old = std::mem::take(young);
    }
    young.insert(key, value);
}
