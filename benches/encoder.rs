//! Times the sentence encoder, and writes what it finds for `tools/model/compare.py`.
//!
//! `cargo bench --bench encoder -- [--model FILE] [--threads N] [--runs N] [--dump OUT] [TEXT]`
//! (FILE of `tools/model/build.py --full`, or a folder for `bayn --model`)
//! reads one sentence a line (by default the bundled ones), prints one JSON line with the
//! time of each run in milliseconds (and the processor time of all runs together, where the
//! system tells it, which says more on a busy machine), and writes to OUT for each sentence the number of its
//! ids, the ids, and its vector, little-endian.

#![allow(clippy::print_stdout, reason = "a bench reports on standard output")]

use std::time::Instant;

use anyhow::Context as _;
use bayn_align::encoder::Encoder;

/// Sentences for a run without arguments.
const SAMPLE: &str = include_str!("../crates/bayn-align/tests/data/encoder/sentences.txt");

fn main() -> anyhow::Result<()> {
    let (mut model, mut dump, mut text) = (None, None, None);
    let (mut threads, mut runs) = (1, 3);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut value = || {
            arguments
                .next()
                .with_context(|| format!("{argument} needs a value"))
        };
        match argument.as_str() {
            "--model" => model = Some(value()?),
            "--dump" => dump = Some(value()?),
            "--threads" => threads = value()?.parse()?,
            "--runs" => runs = value()?.parse()?,
            "--bench" | "--test" => {}
            _ => text = Some(argument),
        }
    }
    rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build_global()?;
    let start = Instant::now();
    let other;
    let encoder = match model {
        Some(path) if std::path::Path::new(&path).is_dir() => {
            let files = bayn::store::open_model(path.as_ref())?;
            other = Some(Encoder::from_files(&files)?);
            other.as_ref()
        }
        Some(path) => {
            let bytes: &'static [u8] = Vec::leak(std::fs::read(path)?);
            other = Encoder::from_bytes(&[bytes]);
            other.as_ref()
        }
        None => Encoder::load(),
    }
    .context("no model")?;
    let load = millis(start);
    let text = text.map_or_else(|| Ok(SAMPLE.to_owned()), std::fs::read_to_string)?;
    let sentences: Vec<&str> = text.lines().collect();
    let ids: Vec<Vec<u32>> = sentences.iter().map(|text| encoder.ids(text)).collect();
    let mut times = Vec::new();
    let mut vectors = Vec::new();
    let before = processor_millis();
    for _ in 0..runs {
        let start = Instant::now();
        vectors = encoder.embed_all(&sentences);
        times.push(millis(start));
    }
    let processor = processor_millis() - before;
    let tokens: usize = ids.iter().map(Vec::len).sum();
    println!(
        "{{\"sentences\":{},\"tokens\":{tokens},\"threads\":{threads},\"load_ms\":{load:.2},\"cpu_ms\":{processor:.2},\"ms\":{times:.2?}}}",
        sentences.len()
    );
    if let Some(path) = dump {
        let mut out = Vec::new();
        for (ids, vector) in ids.iter().zip(&vectors) {
            out.extend((ids.len() as u32).to_le_bytes());
            out.extend(ids.iter().flat_map(|id| id.to_le_bytes()));
            out.extend(vector.iter().flat_map(|value| value.to_le_bytes()));
        }
        std::fs::write(path, out)?;
    }
    Ok(())
}

fn millis(start: Instant) -> f64 {
    start.elapsed().as_secs_f64() * 1000.0
}

/// Returns the processor time of all threads so far; 0 where `/proc` does not tell it.
fn processor_millis() -> f64 {
    let Ok(threads) = std::fs::read_dir("/proc/self/task") else {
        return 0.0;
    };
    threads
        .flatten()
        .filter_map(|thread| std::fs::read_to_string(thread.path().join("schedstat")).ok())
        .filter_map(|line| line.split(' ').next()?.parse::<f64>().ok())
        .sum::<f64>()
        / 1e6
}
