//! Fits and measures the bead model.
//!
//! `--model DIR` before all else measures and fits with the encoder of a folder.
//! `train_align eval [quick | WEIGHTS.txt…] SET_DIR…` prints the figures of each set;
//! `train_align fit strings|lexicon|encoder OUT SET_DIR…` fits weights by L-BFGS on the
//! log-likelihood of gold and writes OUT-literal.txt (the sets as they are), OUT-loose.txt
//! (with free translations made of them), OUT-all.txt (with unrelated texts too). A set is a folder of NAME.src, NAME.tgt (one sentence a line, a
//! blank line is a paragraph break) and NAME.gold (a ladder).

#![allow(clippy::print_stdout, reason = "a tool that prints its figures")]

use bayn_align::encoder::Encoder;
use bayn_align::training::{Lattice, Prepared, Stage, order_gain};
use bayn_align::{
    BeadModel, Counts, FEATURE_COUNT, LadderBead, Options, align, count, read_ladder, summarise,
};
use bayn_doc::Sides;
use bayn_doc::{Bead, Document};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// The encoder of the folder that `--model` names, else the carried one.
static ENCODER: OnceLock<Option<Encoder>> = OnceLock::new();

fn encoder() -> Result<&'static Encoder, AnyError> {
    let named = ENCODER.get().and_then(Option::as_ref);
    Ok(named
        .or_else(Encoder::load)
        .ok_or("this build carries no encoder")?)
}

type AnyError = Box<dyn std::error::Error>;

struct Item {
    documents: Sides<Document>,
    gold: Vec<LadderBead>,
}

/// Reads a text as `bayn align --pre-segmented` does.
fn document(text: &str) -> Document {
    Document {
        lang: bayn_text::guess_language(text).lang,
        ..Document::pre_segmented(text)
    }
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
                documents: Sides::new(document(&read("src")?), document(&read("tgt")?)),
                gold: read_ladder(&read("gold")?).0,
            })
        })
        .collect()
}

/// Counts of one set, and how often beads of a confidence are right.
#[derive(Default)]
struct Tally {
    counts: Counts,
    bins: [(usize, usize, f64); 6],
}

impl Tally {
    fn add(&mut self, item: &Item, beads: &[Bead]) {
        let ladder: Vec<LadderBead> = beads.iter().map(LadderBead::from).collect();
        self.counts += count(&item.gold, &ladder);
        for (bead, line) in beads.iter().zip(&ladder) {
            let p = f64::from(bead.confidence.value());
            let bin = [0.5, 0.7, 0.9, 0.97, 0.99]
                .iter()
                .filter(|&&x| p >= x)
                .count();
            self.bins[bin].0 += 1;
            self.bins[bin].1 += usize::from(item.gold.contains(line));
            self.bins[bin].2 += p;
        }
    }

    fn print(&self, name: &str) {
        print!("{name:20} {} | right/said", summarise(&self.counts));
        for (all, right, sum) in self.bins {
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
}

/// Measures the model without encoder.
fn measure_quick(dirs: &[String]) -> Result<(), AnyError> {
    for dir in dirs {
        let mut tally = Tally::default();
        for item in read_set(Path::new(dir))? {
            tally.add(&item, &align(&item.documents, &Options::default()).beads);
        }
        tally.print(dir);
    }
    Ok(())
}

/// Measures models by their files of weights, or the carried one.
fn measure(files: &[&String], dirs: &[String]) -> Result<(), AnyError> {
    let encoder = encoder()?;
    let mut models = Vec::new();
    for file in files {
        let model = BeadModel::parse(&fs::read_to_string(file)?).0;
        models.push((file.as_str(), Some(model)));
    }
    if models.is_empty() {
        models.push(("carried", None));
    }
    for dir in dirs {
        let mut tallies: Vec<Tally> = models.iter().map(|_| Tally::default()).collect();
        for item in read_set(Path::new(dir))? {
            let prepared = Prepared::read(&item.documents, encoder);
            for (tally, (_, model)) in tallies.iter_mut().zip(&models) {
                tally.add(&item, &prepared.align(model.as_ref()).beads);
            }
        }
        for (tally, (name, _)) in tallies.iter().zip(&models) {
            tally.print(&format!("{dir} {name}"));
        }
    }
    Ok(())
}

/// Prints by how much the order of sentences fits for each text with its translation, and with
/// the translation of the next text.
fn order(dirs: &[String]) -> Result<(), AnyError> {
    let encoder = encoder()?;
    for dir in dirs {
        let set = read_set(Path::new(dir))?;
        for (at, item) in set.iter().enumerate() {
            let other = &set[(at + 1) % set.len()];
            for (kind, target) in [
                ("true", &item.documents.target),
                ("false", &other.documents.target),
            ] {
                let documents = Sides::new(item.documents.source.clone(), target.clone());
                let shorter = documents.source.sentences.len().min(target.sentences.len());
                let (words, meaning) = order_gain(&documents, encoder);
                let (as_is, gain) = words.unwrap_or((f64::NAN, f64::NAN));
                println!(
                    "{dir} {kind} {shorter} as_is {as_is:.3} gain {gain:.3} meaning {meaning:.4}"
                );
            }
        }
    }
    Ok(())
}

/// Writes what was found for each document as ladders with probabilities.
fn show(weights: &str, out: &str, dirs: &[String]) -> Result<(), AnyError> {
    let model = match weights {
        "carried" => None,
        file => Some(BeadModel::parse(&fs::read_to_string(file)?).0),
    };
    let encoder = encoder()?;
    for dir in dirs {
        for (at, item) in read_set(Path::new(dir))?.into_iter().enumerate() {
            let beads = Prepared::read(&item.documents, encoder)
                .align(model.as_ref())
                .beads;
            let lines: String = beads
                .iter()
                .map(|bead| {
                    let line = LadderBead::from(bead);
                    format!(
                        "{:?}:{:?}:{:.3}\n",
                        line.source,
                        line.target,
                        bead.confidence.value()
                    )
                })
                .collect();
            fs::write(format!("{out}.{at}"), lines)?;
        }
    }
    Ok(())
}

struct Weighted {
    lattice: Lattice,
    weight: f64,
}

fn objective(groups: &[&[Weighted]], point: &[f64], ridge: f64) -> (f64, Vec<f64>) {
    let model = BeadModel {
        weights: point[..FEATURE_COUNT].iter().map(|&w| w as f32).collect(),
        opening: point[FEATURE_COUNT] as f32,
        temperature: 1.0,
    };
    let mut loss = 0.0;
    let mut gradient: Vec<f64> = point.iter().map(|w| ridge * w).collect();
    for item in groups.iter().copied().flatten() {
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

/// A linear congruential generator (Knuth's MMIX numbers): noise must be the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % sides.max(1)
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}

/// Drops a run of words from a sentence, as a free translator does; the last word stays, and
/// with it the mark that closes the sentence.
fn cut(text: &str, dice: &mut Dice) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.len() < 7 {
        return text.to_owned();
    }
    let most = words.len() - 1;
    let gone = most / 6 + dice.below(most / 3 + 1);
    let from = dice.below(most - gone + 1);
    [&words[..from], &words[from + gone..]].concat().join(" ")
}

/// Puts a run of words of another sentence in the place of some of its own, as a paraphrase
/// whose words say little.
fn blur(text: &str, foreign: &str, dice: &mut Dice) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let others: Vec<&str> = foreign.split_whitespace().collect();
    if words.len() < 7 {
        return text.to_owned();
    }
    let most = words.len() - 1;
    let gone = most / 6 + dice.below(most / 4 + 1);
    let from = dice.below(most - gone + 1);
    let other = dice.below(others.len().saturating_sub(gone + 1) + 1);
    let put = &others[other.min(others.len())..(other + gone).min(others.len())];
    [&words[..from], put, &words[from + gone..]]
        .concat()
        .join(" ")
}

/// Moves the last words of the first sentence to the front of the second; both end as the
/// first did.
fn shift(first: &str, second: &str, dice: &mut Dice) -> (String, String) {
    let words: Vec<&str> = first.split_whitespace().collect();
    let keep = (words.len() * (45 + dice.below(30)) / 100).max(1);
    let (kept, moved) = words.split_at(keep.min(words.len()));
    let mark = if closed(first) { "." } else { "" };
    let kept = bare(&kept.join(" ")).to_owned() + mark;
    (kept, format!("{} {second}", bare(&moved.join(" "))))
}

const MARKS: [char; 8] = ['.', '!', '?', '\u{61f}', '\u{2026}', ':', ';', ','];

/// Returns the text without the mark at its end.
fn bare(text: &str) -> &str {
    text.trim_end_matches(MARKS).trim_end()
}

fn closed(text: &str) -> bool {
    text.ends_with(MARKS)
}

/// How free a translation is made, in hundredths.
#[derive(Clone, Copy)]
struct Noise {
    /// The least share of sentences that are joined on one side; at most 45 more.
    joined: usize,
    /// Sentences that lose words.
    cut: usize,
    /// Sentences in which other words are in the place of some.
    blur: usize,
    /// The most sentences without counterpart.
    unaligned: usize,
}

/// Makes free translations of literal ones: sentences of one side joined in runs, cut, moved
/// across their boundary, left out, put in from elsewhere; in some texts the closing marks of
/// both sides are left off here and there. The longer side and all rates are drawn for each
/// text.
fn loosen(set: &[Item], seed: u64, noise: Noise) -> Vec<Item> {
    let mut dice = Dice(seed);
    let mut made = Vec::new();
    for group in set.chunks(3) {
        let joined_side = dice.below(2);
        let joining = noise.joined + dice.below(45);
        let bareness = [0, 0, 0, 20, 50][dice.below(5)];
        let unaligned = dice.below(noise.unaligned + 1);
        let mut pairs: Vec<[String; 2]> = Vec::new();
        for item in group {
            for bead in &item.gold {
                let text = |document: &Document, list: &[usize]| {
                    let parts: Vec<&str> = list.iter().map(|&at| document.sentence(at)).collect();
                    parts.join(" ")
                };
                pairs.push([
                    text(&item.documents.source, &bead.source),
                    text(&item.documents.target, &bead.target),
                ]);
            }
        }
        let mut sides: [Vec<String>; 2] = [Vec::new(), Vec::new()];
        let mut gold = Vec::new();
        let mut rest = pairs.as_slice();
        while !rest.is_empty() {
            if dice.chance(unaligned) {
                // A sentence of another text is here alone.
                let item = &set[dice.below(set.len())];
                let side = dice.below(2);
                let document = if side == 0 {
                    &item.documents.source
                } else {
                    &item.documents.target
                };
                let foreign = document.sentence(dice.below(document.sentences.len()));
                gold.push(bead_of([side == 0, side == 1].map(usize::from), &sides));
                sides[side].push(foreign.to_owned());
            }
            let run = if dice.chance(joining) {
                2 + [0, 0, 0, 0, 1, 1, 2, 2, 3, 4][dice.below(10)]
            } else {
                1
            };
            let (here, next) = rest.split_at(run.min(rest.len()));
            rest = next;
            let mut texts: [Vec<String>; 2] =
                [0, 1].map(|side| here.iter().map(|pair| pair[side].clone()).collect());
            for (side, texts) in texts.iter_mut().enumerate() {
                for text in texts.iter_mut() {
                    if dice.chance(noise.cut) {
                        *text = cut(text, &mut dice);
                    }
                    if dice.chance(noise.blur) {
                        let [source, target] = &pairs[dice.below(pairs.len())];
                        let foreign = if side == 0 { source } else { target };
                        *text = blur(text, foreign, &mut dice);
                    }
                }
            }
            if here.len() > 1 {
                let side = if dice.chance(85) {
                    joined_side
                } else {
                    1 - joined_side
                };
                if dice.chance(25) {
                    // Two against the rest: the boundary of the joined side is elsewhere.
                    let (one, other) = texts[side].split_at(1);
                    let (one, other) = shift(&one.join(" "), &other.join(" "), &mut dice);
                    texts[side] = vec![one, other];
                } else {
                    texts[side] = vec![texts[side].join(" ")];
                }
            } else if dice.chance(unaligned) {
                texts[dice.below(2)].clear();
            }
            if dice.chance(bareness) {
                for text in texts.iter_mut().filter_map(|texts| texts.last_mut()) {
                    if !bare(text).is_empty() {
                        *text = bare(text).to_owned();
                    }
                }
            }
            let counts = [texts[0].len(), texts[1].len()];
            if counts != [0, 0] {
                gold.push(bead_of(counts, &sides));
            }
            for (side, texts) in texts.into_iter().enumerate() {
                sides[side].extend(texts);
            }
        }
        let [source, target] = sides.map(|lines| document(&lines.join("\n")));
        made.push(Item {
            documents: Sides::new(source, target),
            gold,
        });
    }
    made
}

/// Returns the bead of so many sentences that come next on both sides.
fn bead_of(counts: [usize; 2], sides: &[Vec<String>; 2]) -> LadderBead {
    let [source, target] =
        [0, 1].map(|side| (sides[side].len()..sides[side].len() + counts[side]).collect());
    LadderBead { source, target }
}

fn fit(kind: Stage<'_>, out: &str, dirs: &[String]) -> Result<(), AnyError> {
    const fn noise(joined: usize, cut: usize, blur: usize, unaligned: usize) -> Noise {
        Noise {
            joined,
            cut,
            blur,
            unaligned,
        }
    }
    const MADE: [Noise; 5] = [
        noise(15, 30, 0, 8),
        noise(15, 55, 55, 6),
        noise(15, 60, 85, 1),
        noise(30, 60, 85, 1),
        noise(30, 70, 100, 1),
    ];
    let mut literal = Vec::new();
    let mut made: [Vec<Weighted>; 5] = Default::default();
    for dir in dirs {
        let set = read_set(Path::new(dir))?;
        let beads: usize = set.iter().map(|item| item.gold.len()).sum();
        let weight = (300.0 / beads.max(1) as f64).sqrt();
        let read = |items: &[Item], into: &mut Vec<Weighted>| {
            for item in items {
                into.push(Weighted {
                    lattice: Lattice::read(&item.documents, &item.gold, kind),
                    weight,
                });
            }
        };
        read(&set, &mut literal);
        // Only a set without noise of its own is loosened.
        if dir.trim_end_matches('/').ends_with("nat") {
            for (seed, (noise, into)) in (1_u64..).zip(MADE.into_iter().zip(&mut made)) {
                for turn in [0, 10] {
                    read(&loosen(&set, seed + turn, noise), into);
                }
            }
        }
        eprintln!("read {dir}");
    }
    let [loose, rough, free, joined, freest] = &made;
    let variants: [(&str, Vec<&[Weighted]>); 6] = [
        ("literal", vec![&literal]),
        ("all", vec![&literal, loose, rough]),
        ("free", vec![free]),
        ("joined", vec![joined]),
        ("freest", vec![freest]),
        ("freeall", vec![free, joined, freest]),
    ];
    let mut start = vec![0.0; FEATURE_COUNT + 1];
    for (name, groups) in variants {
        let point = minimise(start.clone(), 100, |point| objective(&groups, point, RIDGE));
        let model = BeadModel {
            weights: point[..FEATURE_COUNT].iter().map(|&w| w as f32).collect(),
            opening: point[FEATURE_COUNT] as f32,
            temperature: 1.0,
        };
        let text = format!("{}{}", HAND_SET, model.to_text());
        fs::write(format!("{out}-{name}.txt"), text)?;
        eprintln!("{name} done");
        start = point;
    }
    Ok(())
}

/// The weight of the squares of all weights in the loss.
const RIDGE: f64 = 0.1;

/// Weights of what no set shows, set by hand.
const HAND_SET: &str = "furniture_mixed -8\nnull_furniture 1\nitems 1.5\nitems_odd -1\n";

fn main() -> Result<(), AnyError> {
    let mut args: Vec<String> = std::env::args().skip(1).collect();
    if args.len() > 2 && args[0] == "--model" {
        let files = bayn::store::open_model(Path::new(&args[1]))?;
        let _first = ENCODER.set(Some(Encoder::from_files(&files)?));
        args.drain(..2);
    }
    match args
        .iter()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .as_slice()
    {
        ["eval", "quick", ..] => measure_quick(&args[2..]),
        ["show", weights, out, ..] => show(weights, out, &args[3..]),
        ["order", ..] => order(&args[1..]),
        ["eval", ..] => {
            let (files, dirs): (Vec<&String>, Vec<&String>) =
                args[1..].iter().partition(|arg| arg.ends_with(".txt"));
            let dirs: Vec<String> = dirs.into_iter().cloned().collect();
            measure(&files, &dirs)
        }
        ["fit", "strings", out, ..] => fit(Stage::Strings, out, &args[3..]),
        ["fit", "lexicon", out, ..] => fit(Stage::Lexicon, out, &args[3..]),
        ["fit", "encoder", out, ..] => {
            let encoder = encoder()?;
            fit(Stage::Encoder(encoder), out, &args[3..])
        }
        _ => Err("usage: train_align eval [quick | WEIGHTS.txt…] DIR… | \
                  fit strings|lexicon|encoder OUT DIR…"
            .into()),
    }
}
