//! Fits and measures the bead model.
//!
//! `train_align eval SET_DIR…` prints the figures of each set with the carried weights;
//! `train_align fit strings|lexicon SET_DIR… > weights.txt` fits weights by L-BFGS on the
//! log-likelihood of gold. A set is a folder of NAME.src, NAME.tgt (one sentence a line, a
//! blank line is a paragraph break) and NAME.gold (a ladder).

#![allow(clippy::print_stdout, reason = "a tool that prints its figures")]

use bayn::align::training::Lattice;
use bayn::align::{
    BeadModel, Counts, FEATURE_COUNT, LadderBead, Options, align, count, read_ladder, summarise,
};
use bayn::doc::Document;
use bayn::units::Sides;
use std::fs;
use std::path::{Path, PathBuf};

type AnyError = Box<dyn std::error::Error>;

struct Item {
    documents: Sides<Document>,
    gold: Vec<LadderBead>,
}

fn read_set(dir: &Path) -> Result<Vec<Item>, AnyError> {
    let mut paths: Vec<PathBuf> = fs::read_dir(dir)?
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|ext| ext == "gold"))
        .collect();
    paths.sort();
    paths
        .iter()
        .map(|path| {
            let read = |ext: &str| fs::read_to_string(path.with_extension(ext));
            Ok(Item {
                documents: Sides::new(
                    Document::pre_segmented(&read("src")?),
                    Document::pre_segmented(&read("tgt")?),
                ),
                gold: read_ladder(&read("gold")?).0,
            })
        })
        .collect()
}

fn evaluate(dirs: &[String]) -> Result<(), AnyError> {
    for dir in dirs {
        let mut total = Counts::default();
        let mut bins = [(0_usize, 0_usize, 0.0_f64); 6];
        let began = std::time::Instant::now();
        for item in read_set(Path::new(dir))? {
            let beads = align(&item.documents, &Options::default()).beads;
            let ladder: Vec<LadderBead> = beads.iter().map(LadderBead::from).collect();
            total += count(&item.gold, &ladder);
            for (bead, line) in beads.iter().zip(&ladder) {
                let p = f64::from(bead.confidence.value());
                let bin = [0.5, 0.7, 0.9, 0.97, 0.99]
                    .iter()
                    .filter(|&&x| p >= x)
                    .count();
                bins[bin].0 += 1;
                bins[bin].1 += usize::from(item.gold.contains(line));
                bins[bin].2 += p;
            }
        }
        let name = Path::new(dir)
            .file_name()
            .unwrap_or_default()
            .to_string_lossy();
        print!("{name:20} {} {:.1?} |", summarise(&total), began.elapsed());
        for (all, right, sum) in bins {
            if all > 0 {
                print!(
                    " {:.2}/{:.2}({all})",
                    right as f64 / all as f64,
                    sum / all as f64
                );
            }
        }
        println!();
    }
    Ok(())
}

struct Weighted {
    lattice: Lattice,
    weight: f64,
}

fn objective(items: &[Weighted], point: &[f64], ridge: f64) -> (f64, Vec<f64>) {
    let model = BeadModel {
        weights: point[..FEATURE_COUNT].iter().map(|&w| w as f32).collect(),
        opening: point[FEATURE_COUNT] as f32,
        temperature: 1.0,
    };
    let mut loss = 0.0;
    let mut gradient: Vec<f64> = point.iter().map(|w| ridge * w).collect();
    for item in items {
        if let Some(slope) = item.lattice.slope(&model) {
            loss += item.weight * slope.loss;
            for (sum, part) in gradient.iter_mut().zip(&slope.gradient) {
                *sum += item.weight * part;
            }
        }
    }
    loss += ridge / 2.0 * point.iter().map(|w| w * w).sum::<f64>();
    (loss, gradient)
}

fn inner(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

/// Minimises by L-BFGS (Nocedal 1980) with ten pairs and backtracking.
fn minimise(mut point: Vec<f64>, rounds: usize, f: impl Fn(&[f64]) -> (f64, Vec<f64>)) -> Vec<f64> {
    let mut pairs: Vec<(Vec<f64>, Vec<f64>)> = Vec::new();
    let (mut value, mut gradient) = f(&point);
    for round in 0..rounds {
        let mut direction: Vec<f64> = gradient.clone();
        let mut alphas = Vec::new();
        for (s, y) in pairs.iter().rev() {
            let alpha = inner(s, &direction) / inner(s, y);
            for (d, y) in direction.iter_mut().zip(y) {
                *d -= alpha * y;
            }
            alphas.push(alpha);
        }
        let scale = pairs.last().map_or(
            1.0 / inner(&gradient, &gradient).sqrt().max(1e-9),
            |(s, y)| inner(s, y) / inner(y, y),
        );
        direction.iter_mut().for_each(|d| *d *= scale);
        for ((s, y), alpha) in pairs.iter().zip(alphas.iter().rev()) {
            let beta = inner(y, &direction) / inner(s, y);
            for (d, s) in direction.iter_mut().zip(s) {
                *d += (alpha - beta) * s;
            }
        }
        let slope = -inner(&direction, &gradient);
        let mut step = 1.0;
        let found = loop {
            let next: Vec<f64> = point
                .iter()
                .zip(&direction)
                .map(|(p, d)| p - step * d)
                .collect();
            let (next_value, next_gradient) = f(&next);
            if next_value <= value + 1e-4 * step * slope {
                break Some((next, next_value, next_gradient));
            }
            step /= 2.0;
            if step < 1e-6 {
                break None;
            }
        };
        let Some((next, next_value, next_gradient)) = found else {
            break;
        };
        let s: Vec<f64> = next.iter().zip(&point).map(|(a, b)| a - b).collect();
        let y: Vec<f64> = next_gradient
            .iter()
            .zip(&gradient)
            .map(|(a, b)| a - b)
            .collect();
        if inner(&s, &y) > 1e-10 {
            pairs.push((s, y));
            if pairs.len() > 10 {
                pairs.remove(0);
            }
        }
        let done = (value - next_value).abs() < 1e-5 * value.abs();
        point = next;
        value = next_value;
        gradient = next_gradient;
        if round % 10 == 0 || done {
            eprintln!("round {round}: {value:.3}");
        }
        if done {
            break;
        }
    }
    point
}

/// One unrelated pair for so many texts.
const UNRELATED: usize = 4;

fn unrelated(one: &Item, other: &Item, kind: &str) -> Lattice {
    let documents = Sides::new(one.documents.source.clone(), other.documents.target.clone());
    let gold = [
        LadderBead {
            source: (0..documents.source.sentences.len()).collect(),
            target: Vec::new(),
        },
        LadderBead {
            source: Vec::new(),
            target: (0..documents.target.sentences.len()).collect(),
        },
    ];
    Lattice::read(&documents, &gold, kind == "lexicon")
}

fn fit(kind: &str, dirs: &[String]) -> Result<(), AnyError> {
    let mut items = Vec::new();
    for dir in dirs {
        let set = read_set(Path::new(dir))?;
        let beads: usize = set.iter().map(|item| item.gold.len()).sum();
        // Texts that have nothing to do with each other, all of whose sentences stand alone.
        let pairs = set.iter().zip(set.iter().skip(1)).step_by(UNRELATED);
        for (one, other) in pairs {
            items.push(Weighted {
                lattice: unrelated(one, other, kind),
                weight: 0.5 * (300.0 / beads.max(1) as f64).sqrt(),
            });
        }
        for item in &set {
            items.push(Weighted {
                lattice: Lattice::read(&item.documents, &item.gold, kind == "lexicon"),
                weight: (300.0 / beads.max(1) as f64).sqrt(),
            });
        }
    }
    let point = minimise(vec![0.0; FEATURE_COUNT + 1], 120, |point| {
        objective(&items, point, 0.1)
    });
    let model = BeadModel {
        weights: point[..FEATURE_COUNT].iter().map(|&w| w as f32).collect(),
        opening: point[FEATURE_COUNT] as f32,
        temperature: 1.0,
    };
    print!("{}", model.to_text());
    Ok(())
}

fn main() -> Result<(), AnyError> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args
        .iter()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .as_slice()
    {
        ["eval", ..] => evaluate(&args[1..]),
        ["fit", kind, ..] => fit(kind, &args[2..]),
        _ => Err("usage: train_align eval DIR… | fit strings|lexicon DIR…".into()),
    }
}
