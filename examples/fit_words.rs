//! Fits the weights of word links on pairs that were linked by hand.
//!
//! `fit_words GOLD.tsv OUT_DIR [SET_DIR]` reads the odd lines of the gold (see its head for
//! the form), fits two logistic regressions, with the encoder and without, and writes
//! `words-encoder.txt` and `words.txt`. Each pair is read twice, once with what the aligned
//! texts of `SET_DIR` teach and once without, so that the weights serve long and short texts.
//! Possible links are left out of the fit.

#![allow(clippy::print_stdout, reason = "a tool that prints its figures")]

use bayn_align::encoder::Encoder;
use bayn_align::{
    WORD_FEATURE_COUNT as COUNT, WordFeatures, WordLinker, WordModel, read_ladder,
    word_feature_name,
};
use bayn_doc::{Bead, Bitext, Document};
use bayn_doc::{Score, Sides};
use bayn_text::Lang;
use harf::Span;
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

struct Pair {
    texts: Sides<String>,
    sure: Vec<(usize, usize)>,
    possible: Vec<(usize, usize)>,
}

fn read_pair(line: &str, root: &Path) -> Result<Pair, Box<dyn Error>> {
    let cells: Vec<&str> = line.split('\t').collect();
    let mut starts = [0, 0];
    let mut texts = [String::new(), String::new()];
    for side in 0..2 {
        let parts: Vec<&str> = cells[side].split(' ').collect();
        let bytes = fs::read(root.join(parts[0]))?;
        let (start, end) = (parts[1].parse::<usize>()?, parts[2].parse::<usize>()?);
        starts[side] = start;
        texts[side] = String::from_utf8(bytes[start..end].to_vec())?;
    }
    let links = |cell: &str| -> Result<Vec<(usize, usize)>, Box<dyn Error>> {
        let mut found = Vec::new();
        for link in cell.split_whitespace() {
            let mut ends = [0, 0];
            for (end, word) in ends.iter_mut().zip(link.split(':')) {
                *end = word.split('+').next().unwrap_or("").parse()?;
            }
            found.push((ends[0] - starts[0], ends[1] - starts[1]));
        }
        Ok(found)
    };
    let [source, target] = texts;
    Ok(Pair {
        texts: Sides::new(source, target),
        sure: links(cells[2])?,
        possible: links(cells.get(3).copied().unwrap_or(""))?,
    })
}

/// Reads a set of aligned texts as one long bitext.
fn read_set(dir: &Path) -> Result<Bitext, Box<dyn Error>> {
    let mut texts = [String::new(), String::new()];
    let mut beads = Vec::new();
    let mut counts = [0, 0];
    let mut paths: Vec<_> = fs::read_dir(dir)?.flatten().map(|e| e.path()).collect();
    paths.sort();
    for path in paths
        .iter()
        .filter(|p| p.extension().is_some_and(|e| e == "gold"))
    {
        let gold = read_ladder(&fs::read_to_string(path)?).0;
        for (text, extension) in texts.iter_mut().zip(["src", "tgt"]) {
            text.push_str(&fs::read_to_string(path.with_extension(extension))?);
            text.push_str("\n\n");
        }
        for bead in gold {
            let range = |list: &[usize], at: usize| {
                let first = list.first().map_or(0, |first| first + at);
                first..list.last().map_or(first, |last| last + at + 1)
            };
            beads.push(Bead::new(
                Sides::new(
                    range(&bead.source, counts[0]),
                    range(&bead.target, counts[1]),
                ),
                Score::ONE,
            ));
        }
        for (count, text) in counts.iter_mut().zip(&texts) {
            *count = Document::pre_segmented(text).sentences.len();
        }
    }
    let [source, target] = texts.map(|text| Document::pre_segmented(&text));
    Ok(Bitext {
        documents: Sides::new(source, target),
        beads,
    })
}

type Sample = (WordFeatures, bool);

fn samples(linker: &WordLinker<'_>, pairs: &[Pair], model: &WordModel) -> Vec<Sample> {
    let langs = Sides::new(Lang::new("ar"), Lang::new("en"));
    let mut found = Vec::new();
    for pair in pairs {
        let texts = pair.texts.as_ref().map(String::as_str);
        for (source, target, features) in linker.features_of(texts, langs.as_ref(), model) {
            let holds = |links: &[(usize, usize)]| {
                let inside = |span: Span, at| span.contains(at);
                links
                    .iter()
                    .any(|&(s, t)| inside(source, s) && inside(target, t))
            };
            if !holds(&pair.possible) {
                found.push((features, holds(&pair.sure)));
            }
        }
    }
    found
}

/// Returns what a weight is before anything is seen. Words written alike on both sides are
/// too rare in the gold to teach anything.
fn prior(feature: usize) -> f64 {
    if word_feature_name(feature) == "string" {
        4.0
    } else {
        0.0
    }
}

/// Newton's method on the penalised log-likelihood (penalty 1 on the distance of each weight
/// from its prior).
fn fit(samples: &[Sample]) -> [f32; COUNT] {
    let mut weights: [f64; COUNT] = std::array::from_fn(prior);
    for _ in 0..25 {
        let mut gradient: [f64; COUNT] = std::array::from_fn(|at| prior(at) - weights[at]);
        let mut hessian = [[0.0_f64; COUNT]; COUNT];
        for (at, row) in hessian.iter_mut().enumerate() {
            row[at] = 1.0;
        }
        for (features, is_link) in samples {
            let x = features.map(f64::from);
            let sum: f64 = x.iter().zip(&weights).map(|(x, w)| x * w).sum();
            let p = 1.0 / (1.0 + (-sum).exp());
            let miss = f64::from(u8::from(*is_link)) - p;
            for at in 0..COUNT {
                gradient[at] += miss * x[at];
                for other in 0..COUNT {
                    hessian[at][other] += p * (1.0 - p) * x[at] * x[other];
                }
            }
        }
        for (weight, step) in weights.iter_mut().zip(solve(hessian, gradient)) {
            *weight += step;
        }
    }
    weights.map(|weight| weight as f32)
}

/// Gaussian elimination; the matrix is positive definite.
fn solve(mut matrix: [[f64; COUNT]; COUNT], mut right: [f64; COUNT]) -> [f64; COUNT] {
    for at in 0..COUNT {
        for below in at + 1..COUNT {
            let pivot = matrix[at];
            let factor = matrix[below][at] / pivot[at];
            for (cell, above) in matrix[below].iter_mut().zip(pivot).skip(at) {
                *cell -= factor * above;
            }
            right[below] -= factor * right[at];
        }
    }
    for at in (0..COUNT).rev() {
        for column in at + 1..COUNT {
            right[at] -= matrix[at][column] * right[column];
        }
        right[at] /= matrix[at][at];
    }
    right
}

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [gold, out, rest @ ..] = args.as_slice() else {
        return Err("usage: fit_words GOLD.tsv OUT_DIR [SET_DIR]".into());
    };
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let pairs: Vec<Pair> = fs::read_to_string(gold)?
        .lines()
        .filter(|line| !line.starts_with('#'))
        .step_by(2)
        .map(|line| read_pair(line, root))
        .collect::<Result<_, _>>()?;
    let set = rest
        .first()
        .map(|dir| read_set(Path::new(dir)))
        .transpose()?;
    for (name, title, encoder) in [
        (
            "words-encoder.txt",
            "whose vectors are compared",
            Encoder::load(),
        ),
        (
            "words.txt",
            "by strings, numbers, names and what the text teaches",
            None,
        ),
    ] {
        let plain = WordLinker::new(encoder);
        let mut taught = WordLinker::new(encoder);
        if let Some(set) = &set {
            taught.learn(set);
        }
        let mut model = WordModel {
            weights: [0.0; COUNT],
        };
        // The neighbours' features depend on the weights, so both are found in turn.
        for _ in 0..6 {
            let mut all = samples(&plain, &pairs, &model);
            all.extend(samples(&taught, &pairs, &model));
            model.weights = fit(&all);
        }
        let mut text = format!("# Weights for a pair of words {title}; examples/fit_words.rs.\n");
        for (at, weight) in model.weights.iter().enumerate() {
            writeln!(text, "{} {weight:.4}", word_feature_name(at))?;
        }
        println!("{name}\n{text}");
        fs::write(Path::new(out).join(name), text)?;
    }
    Ok(())
}
