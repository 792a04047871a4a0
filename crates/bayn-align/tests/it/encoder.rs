//! The encoder against the package that its model comes from.
//!
//! `crates/bayn-align/tests/data/encoder` holds what the package answered (`tools/model/reference.py` writes
//! it): ids must be the same, vectors must point the same way as far as the quantised table
//! allows. With the package's own table (`tools/model/build.py --full`) they must be equal;
//! that test, and the ones on the alignment sets beside the project, are skipped where those
//! are absent.
#![cfg(feature = "model")]

use fnv::FnvHasher;
use std::fs;
use std::hash::Hasher;
use std::path::{Path, PathBuf};

use bayn_align::encoder::{Block, Encoder, WIDTH};
use proptest::prelude::*;

const SENTENCES: &str = include_str!("../data/encoder/sentences.txt");
const REFERENCE: &str = include_str!("../data/encoder/reference.tsv");
const IDS: &str = include_str!("../data/encoder/ids.tsv");

fn encoder() -> &'static Encoder {
    Encoder::load().expect("the carried model is whole")
}

fn beside(path: &str) -> PathBuf {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).join(path)
}

/// Each sentence with its ids and its vector, the latter in whole levels.
fn reference() -> Vec<(&'static str, Vec<u32>, Vec<f32>)> {
    let found: Vec<_> = SENTENCES
        .split_terminator('\n')
        .zip(REFERENCE.lines())
        .map(|(text, line)| {
            let (ids, levels) = line.split_once('\t').expect("two columns");
            let ids = ids
                .split(' ')
                .map(|id| id.parse().expect("an id"))
                .collect();
            let levels = (0..levels.len()).step_by(2);
            let level = |at| u8::from_str_radix(&line[line.len() - 2 * WIDTH..][at..at + 2], 16);
            let vector = levels.map(|at| f32::from(level(at).expect("hex").cast_signed()));
            (text, ids, vector.collect())
        })
        .collect();
    assert_eq!(found.len(), REFERENCE.lines().count());
    found
}

fn cosine(a: &[f32], b: &[f32]) -> f32 {
    let dot = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f32>();
    dot(a, b) / (dot(a, a) * dot(b, b)).sqrt()
}

/// Mean and least cosine of an encoder's vectors to the package's.
fn agreement(encoder: &Encoder) -> (f32, f32) {
    let reference = reference();
    let texts: Vec<&str> = reference.iter().map(|(text, ..)| *text).collect();
    let cosines: Vec<f32> = encoder
        .embed_all(&texts)
        .iter()
        .zip(&reference)
        .map(|(vector, (.., expected))| cosine(vector, expected))
        .collect();
    let least = cosines.iter().copied().fold(1.0, f32::min);
    (cosines.iter().sum::<f32>() / cosines.len() as f32, least)
}

#[test]
fn ids_of_the_sample_are_the_package_s() {
    for (text, ids, _) in reference() {
        assert_eq!(encoder().ids(text), ids, "{text:?}");
    }
}

#[test]
fn carried_vectors_point_where_the_package_s_do() {
    let (mean, least) = agreement(encoder());
    assert!(mean >= 0.93 && least >= 0.80, "mean {mean}, least {least}");
}

#[test]
fn with_the_package_s_table_vectors_are_the_package_s() {
    let path = beside("target/model/full.bin");
    let Ok(bytes) = fs::read(&path) else {
        testkit::skip(format_args!(
            "no {} (tools/model/build.py --full)",
            path.display()
        ));
        return;
    };
    let encoder = Encoder::from_bytes(&[Vec::leak(bytes)]).expect("a whole model");
    let (mean, least) = agreement(&encoder);
    // The stored vectors are rounded to 127ths of their greatest number: cosine .9998.
    assert!(
        mean >= 0.999 && least >= 0.999,
        "mean {mean}, least {least}"
    );
}

/// The hash of the little-endian bytes of ids.
fn hash(ids: &[u32]) -> u64 {
    let mut hash = FnvHasher::default();
    for id in ids {
        hash.write(&id.to_le_bytes());
    }
    hash.finish()
}

/// Checks the ids of a body of text against its line in `ids.tsv`.
fn check_body<T: AsRef<str>>(name: &str, body: &[T]) {
    let line = IDS
        .lines()
        .find(|line| line.split('\t').next() == Some(name))
        .expect("ids.tsv has the body");
    let ids: Vec<u32> = body
        .iter()
        .flat_map(|text| encoder().ids(text.as_ref()))
        .collect();
    let found = format!("{name}\t{}\t{}\t{:016x}", body.len(), ids.len(), hash(&ids));
    assert_eq!(found, line);
}

/// Draws sentences as `tools/model/reference.py` does.
fn drawn(first: u32, last: u32) -> Vec<String> {
    let mut state = u64::from(first);
    let mut draw = |below: u32| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((state >> 33) % u64::from(below)) as u32
    };
    let character = |code| char::from_u32(code).expect("no surrogate is drawn");
    (0..1000)
        .map(|_| {
            (0..5 + draw(56))
                .map(|_| match draw(16) {
                    0..3 => ' ',
                    3 => character(0xFB50 + draw(0x4AF)),
                    _ => character(first + draw(last - first + 1)),
                })
                .collect()
        })
        .collect()
}

#[test]
fn ids_of_drawn_characters_are_the_package_s() {
    check_body("drawn-arabic", &drawn(0x0621, 0x0653));
    check_body("drawn-latin", &drawn(0x0061, 0x024F));
    check_body("drawn-cyrillic", &drawn(0x0410, 0x045F));
    check_body("drawn-cjk", &drawn(0x4E00, 0x9FA5));
    check_body("drawn-any", &drawn(0x0001, 0xD7FF));
}

#[test]
fn ids_of_the_alignment_sets_are_the_package_s() {
    let bodies: [(&str, &[(&str, &str)]); 5] = [
        (
            "ar",
            &[
                ("ntrex-nat", "src"),
                ("ntrex-h2", "src"),
                ("ntrex-h5", "src"),
            ],
        ),
        (
            "en",
            &[("ntrex-nat", "tgt"), ("parice", "src"), ("ntrex-h5", "tgt")],
        ),
        ("de", &[("textberg", "src")]),
        ("fr", &[("textberg", "tgt")]),
        ("is", &[("parice", "tgt")]),
    ];
    let sets = testkit::shared("align");
    if !sets.is_dir() {
        testkit::skip(format_args!("no {}", sets.display()));
        return;
    }
    for (name, files) in bodies {
        let mut lines = Vec::new();
        for (set, ending) in files {
            let mut paths: Vec<PathBuf> = fs::read_dir(sets.join(set))
                .expect("the set is readable")
                .map(|entry| entry.expect("readable").path())
                .filter(|path| path.extension().is_some_and(|found| found == *ending))
                .collect();
            paths.sort();
            for path in paths {
                let text = fs::read_to_string(path).expect("UTF-8");
                let whole = text
                    .split('\n')
                    .filter(|line| !line.trim_matches(' ').is_empty());
                lines.extend(whole.map(str::to_owned));
            }
        }
        lines.truncate(1000);
        check_body(name, &lines);
    }
}

#[test]
fn batches_and_threads_change_no_bit() {
    let texts: Vec<&str> = SENTENCES.lines().cycle().take(250).collect();
    let with = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        let pool = pool.expect("threads can be started");
        pool.install(|| encoder().parts_of(&texts))
    };
    let (one, three) = (with(1), with(3));
    assert!(one == three, "threads change the result");
    for (text, parts) in texts.iter().zip(&one).take(31) {
        assert!(
            encoder().parts(text) == *parts,
            "alone, {text:?} is another"
        );
    }
    let blocks: Vec<Block> = (0..texts.len())
        .filter_map(|at| Block::over(one.get(at..(at + 1 + at % 8).min(one.len()))?))
        .collect();
    let together = encoder().head(&blocks);
    for (block, vector) in blocks.iter().zip(&together).take(20) {
        assert!(encoder().head(std::slice::from_ref(block)) == [*vector]);
    }
}

#[test]
fn a_translation_is_nearer_than_any_other_sentence() {
    // Lines 0, 2, 6, 8, 10, 11 … of the sample say the same in fifteen languages.
    let lines: Vec<&str> = SENTENCES.lines().collect();
    let same = [0, 2, 6, 8, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21];
    let other = [1, 3, 4, 7, 9];
    let vectors = encoder().embed_all(&lines);
    for left in same {
        for right in same {
            let near = cosine(&vectors[left], &vectors[right]);
            for far in other {
                let far_cosine = cosine(&vectors[left], &vectors[far]);
                assert!(
                    near > far_cosine,
                    "{left} {right} {near}, {left} {far} {far_cosine}"
                );
            }
        }
    }
}

#[test]
fn a_block_of_sentences_is_near_to_the_same_text_read_at_once() {
    let lines: Vec<&str> = SENTENCES.lines().take(2).collect();
    let parts = encoder().parts_of(&lines);
    let block = Block::over(&parts).expect("two sentences");
    let composed = encoder().head(&[block]);
    let whole = encoder().embed(&lines.join(" "));
    let near = cosine(&composed[0], &whole);
    assert!(near > 0.93, "{near}");
    assert!(Block::over(&[]).is_none());
}

#[test]
fn a_text_without_end_is_read_to_a_bound() {
    let long = "word ".repeat(100_000);
    let ids = encoder().ids(&long);
    assert!(ids.len() <= 8193 && ids.last() == Some(&2));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_has_ids_and_a_unit_vector(text in ".{0,60}") {
        let ids = encoder().ids(&text);
        prop_assert!(ids.len() >= 3 && ids.first() == Some(&1) && ids.last() == Some(&2));
        let vector = encoder().embed(&text);
        let length = vector.iter().map(|value| value * value).sum::<f32>();
        prop_assert!((length - 1.0).abs() < 1e-3);
    }

    #[test]
    fn a_cut_model_is_refused(end in 0usize..20_000) {
        static COMMON: &[u8] = include_bytes!("../../../bayn-model-common/use-m3-common.bin");
        static RARE: &[u8] = include_bytes!("../../../bayn-model-rare/use-m3-rare.bin");
        prop_assert!(Encoder::from_bytes(&[&COMMON[..end], RARE]).is_none());
        prop_assert!(Encoder::from_bytes(&[COMMON, &RARE[..end]]).is_none());
    }
}
