//! Times pairing: as many Arabic and English documents as are asked for, made of sentences.
//!
//! `cargo bench --bench pair -- [--documents N] [--threads N] [--no-model] FOLDER` reads
//! `NAME.src` and `NAME.tgt` of a folder (one sentence a line, equally many), makes N documents
//! of twelve sentences drawn by a fixed rule, N translations in another order, pairs them, and
//! prints one JSON line with the times in seconds and the F1.

#![allow(clippy::print_stdout, reason = "a bench reports on standard output")]

use anyhow::Context as _;
use bayn_align::encoder::Encoder;
use bayn_doc::Document;
use bayn_review::compare::{Kind, Sketch, encode, pair};
use bayn_text::Lang;
use std::time::Instant;

/// Sentences of a document.
const SENTENCES: usize = 12;

fn main() -> anyhow::Result<()> {
    let (mut folder, mut count, mut threads, mut model) = (None, 2000, 2, true);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut value = || {
            arguments
                .next()
                .with_context(|| format!("{argument} needs a value"))
        };
        match argument.as_str() {
            "--documents" => count = value()?.parse()?,
            "--threads" => threads = value()?.parse()?,
            "--no-model" => model = false,
            "--bench" | "--test" => {}
            _ => folder = Some(argument),
        }
    }
    let Some(folder) = folder else {
        println!("nothing to do: give a folder of NAME.src and NAME.tgt");
        return Ok(());
    };
    rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build_global()?;
    let (source, target) = sentences(&folder)?;
    anyhow::ensure!(source.len() > 100, "too few sentences in {folder}");
    // A document takes sentences that lie a fixed step apart, so that every two share few.
    let draw = |number: usize| -> Vec<usize> {
        let step = 7 + 2 * (number / source.len());
        (0..SENTENCES)
            .map(|at| (number * 31 + at * step * 13) % source.len())
            .collect()
    };
    let document = |lines: &[String], number: usize, lang: &str| {
        let text: Vec<&str> = draw(number)
            .into_iter()
            .map(|at| lines[at].as_str())
            .collect();
        Document {
            lang: Lang::new(lang),
            ..Document::pre_segmented(&text.join("\n"))
        }
    };
    let start = Instant::now();
    let shuffled = |number: usize| (number * 7919 + 13) % count;
    let mut sketches: Vec<Sketch> = (0..count)
        .map(|number| Sketch::of(&document(&source, number, "ar")))
        .chain((0..count).map(|number| Sketch::of(&document(&target, shuffled(number), "en"))))
        .collect();
    let read = start.elapsed().as_secs_f64();
    if let Some(encoder) = Encoder::load().filter(|_| model) {
        encode(&mut sketches, encoder);
    }
    let encoded = start.elapsed().as_secs_f64();
    let pairs = pair(&sketches);
    let all = start.elapsed().as_secs_f64();
    let found: Vec<_> = pairs
        .iter()
        .filter(|pair| pair.kind == Kind::Translation)
        .collect();
    let right = found
        .iter()
        .filter(|pair| pair.target >= count && shuffled(pair.target - count) == pair.source)
        .count();
    let f1 = 2.0 * right as f64 / (found.len() + count) as f64;
    println!(
        "{{\"documents\": {count}, \"threads\": {threads}, \"model\": {model}, \"read\": {read:.1}, \
         \"encode\": {:.1}, \"pair\": {:.1}, \"total\": {all:.1}, \"f1\": {f1:.4}}}",
        encoded - read,
        all - encoded
    );
    Ok(())
}

/// Reads all sentences of a folder whose two sides have equally many.
fn sentences(folder: &str) -> anyhow::Result<(Vec<String>, Vec<String>)> {
    let (mut source, mut target) = (Vec::new(), Vec::new());
    let mut names: Vec<_> = std::fs::read_dir(folder)
        .with_context(|| folder.to_owned())?
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|name| name == "src"))
        .collect();
    names.sort();
    for name in names {
        let lines = |path: &std::path::Path| -> anyhow::Result<Vec<String>> {
            let text = std::fs::read_to_string(path)?;
            Ok(text
                .lines()
                .filter(|line| !line.trim().is_empty())
                .map(str::to_owned)
                .collect())
        };
        let (one, other) = (lines(&name)?, lines(&name.with_extension("tgt"))?);
        if one.len() == other.len() {
            source.extend(one);
            target.extend(other);
        }
    }
    Ok((source, target))
}
