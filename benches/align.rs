//! How long alignment takes: ten thousand sentences against ten thousand without the encoder,
//! the search after encoding, and a short pair from end to end.
//!
//! The texts are a development set that is beside the project, repeated; without it the
//! benches align the bundled sentences with themselves. `cargo bench --bench align` reports,
//! with the memory that each run takes at most.

use bayn_align::encoder::Encoder;
use bayn_align::training::Prepared;
use bayn_align::{Options, align, align_in_windows};
use bayn_doc::Document;
use bayn_doc::Sides;
use divan::{AllocProfiler, Bencher};
use std::fs;
use std::path::PathBuf;

#[global_allocator]
static ALLOC: AllocProfiler = AllocProfiler::system();

/// Sentences for a run without the set.
const SAMPLE: &str = include_str!("../crates/bayn-align/tests/data/encoder/sentences.txt");

fn main() {
    divan::main();
}

/// Returns two texts of about so many sentences.
fn documents(count: usize) -> Sides<Document> {
    let dir = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/align/ntrex-h4");
    Sides::new("src", "tgt").map(|ext| {
        let text = fs::read_to_string(dir.join("all-dev").with_extension(ext))
            .unwrap_or_else(|_| SAMPLE.to_owned());
        let lines: Vec<&str> = text
            .lines()
            .filter(|line| !line.trim().is_empty())
            .collect();
        let lines: Vec<&str> = lines.into_iter().cycle().take(count).collect();
        Document::pre_segmented(&lines.join("\n"))
    })
}

#[divan::bench(args = [100, 1_000, 10_000], sample_count = 3)]
fn quick(bencher: Bencher<'_, '_>, count: usize) {
    let documents = documents(count);
    bencher.bench_local(|| align_in_windows(&documents, |_share| ()));
}

#[divan::bench(args = [100, 1_000, 10_000], sample_count = 3)]
fn search_after_encoding(bencher: Bencher<'_, '_>, count: usize) {
    let Some(encoder) = Encoder::load() else {
        return;
    };
    let documents = documents(count);
    let prepared = Prepared::read(&documents, encoder);
    bencher.bench_local(|| prepared.align(None));
}

#[divan::bench(args = [24, 100, 1_000], sample_count = 3)]
fn end_to_end(bencher: Bencher<'_, '_>, count: usize) {
    let documents = documents(count);
    let options = Options {
        encoder: Encoder::load(),
        ..Options::default()
    };
    bencher.bench_local(|| align(&documents, &options));
}
