//! Beads that hold two: sentences run together on purpose are cut where they were joined.
//!
//! The pairs are those of a development set beside the project; two sentences of one side
//! are joined by a clause mark, as a careless splitter or a translator would leave them.

use bayn::align::encoder::Encoder;
use bayn::align::{find_splits, read_ladder};
use bayn::doc::{Bead, Bitext, Document};
use bayn::text::Lang;
use bayn::units::{Score, Side, Sides};
use std::fs;
use std::path::Path;

/// Joined beads, and the byte at which each was joined.
fn joined(most: usize) -> Option<(Bitext, Vec<(Side, usize)>)> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/align/ntrex-nat");
    let mut paths: Vec<_> = fs::read_dir(&dir)
        .ok()?
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|ext| ext == "gold"))
        .collect();
    paths.sort();
    let mut texts = Sides::new(String::new(), String::new());
    let mut shapes = Vec::new();
    let mut joints = Vec::new();
    for path in paths {
        let read = |ext: &str| fs::read_to_string(path.with_extension(ext)).expect("readable");
        let lines = Sides::new(read("src"), read("tgt"));
        let lines = lines.as_ref().map(|text| {
            let lines = text.lines().filter(|line| !line.trim().is_empty());
            lines.collect::<Vec<_>>()
        });
        let gold = read_ladder(&read("gold")).0;
        for two in gold.chunks(2) {
            let one_to_one =
                |bead: &bayn::align::LadderBead| bead.source.len() == 1 && bead.target.len() == 1;
            if two.len() < 2 || !two.iter().all(one_to_one) || shapes.len() >= most {
                continue;
            }
            let side = if shapes.len() % 2 == 0 {
                Side::Source
            } else {
                Side::Target
            };
            for at in Side::BOTH {
                let sentence = |bead: &bayn::align::LadderBead| match at {
                    Side::Source => lines.source[bead.source[0]].trim(),
                    Side::Target => lines.target[bead.target[0]].trim(),
                };
                let (head, tail) = (sentence(&two[0]), sentence(&two[1]));
                if at == side {
                    let head = head.trim_end_matches(['.', '\u{61f}', '?', '!', '"']);
                    let mark = if at == Side::Source { "\u{61b}" } else { ";" };
                    texts[at].push_str(&format!("{head}{mark} "));
                    joints.push((at, texts[at].len()));
                    texts[at].push_str(&format!("{tail}\n"));
                } else {
                    texts[at].push_str(&format!("{head}\n{tail}\n"));
                }
            }
            shapes.push(side);
        }
    }
    let langs = Sides::new("ar", "en");
    let documents = Sides::from_fn(|side| Document {
        lang: Lang::new(langs[side]),
        ..Document::pre_segmented(&texts[side])
    });
    let mut next = Sides::new(0, 0);
    let mut beads = Vec::new();
    for side in shapes {
        let size = |at: Side| if at == side { 1 } else { 2 };
        let sentences = Sides::from_fn(|at| next[at]..next[at] + size(at));
        next = Sides::from_fn(|at| next[at] + size(at));
        beads.push(Bead::new(sentences, Score::new(0.9)));
    }
    let mut bitext = Bitext { documents, beads };
    bitext.name_beads();
    assert!(bitext.is_tiled());
    Some((bitext, joints))
}

#[test]
fn sentences_run_together_are_cut_where_they_were_joined() {
    let Some((bitext, joints)) = joined(24) else {
        eprintln!("skipped: ../shared/align/ntrex-nat is absent");
        return;
    };
    let Some(encoder) = Encoder::load() else {
        eprintln!("skipped: this build carries no encoder");
        return;
    };
    let splits = find_splits(&bitext, Some(encoder));
    let cuts: Vec<(Side, usize)> = splits
        .iter()
        .flat_map(|split| {
            let bitext = &bitext;
            Side::BOTH.into_iter().flat_map(move |side| {
                split
                    .cuts(bitext, side)
                    .into_iter()
                    .map(move |at| (side, at))
            })
        })
        .collect();
    let right = cuts.iter().filter(|cut| joints.contains(cut)).count();
    println!(
        "cuts {}, right {right}, joined {}: precision {:.2}, recall {:.2}",
        cuts.len(),
        joints.len(),
        right as f64 / cuts.len().max(1) as f64,
        right as f64 / joints.len() as f64
    );
    assert!(right * 100 >= cuts.len() * 80, "{right} of {}", cuts.len());
    assert!(
        right * 100 >= joints.len() * 60,
        "{right} of {}",
        joints.len()
    );
}

/// Gold of every document of the clean set, as beads.
fn clean() -> Option<Vec<Bitext>> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/align/ntrex-nat");
    let mut paths: Vec<_> = fs::read_dir(&dir)
        .ok()?
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|ext| ext == "gold"))
        .collect();
    paths.sort();
    let read = |path: &Path, ext: &str, lang: &str| Document {
        lang: Lang::new(lang),
        ..Document::pre_segmented(&fs::read_to_string(path.with_extension(ext)).expect("text"))
    };
    let range = |list: &[usize], end: &mut usize| {
        let start = list.first().copied().unwrap_or(*end);
        *end = list.last().map_or(*end, |last| last + 1);
        start..*end
    };
    let bitext = |path: &std::path::PathBuf| {
        let gold = fs::read_to_string(path).expect("gold");
        let mut at = Sides::new(0, 0);
        let gold = read_ladder(&gold).0;
        let beads = gold.iter().map(|bead| {
            let source = range(&bead.source, &mut at.source);
            let target = range(&bead.target, &mut at.target);
            Bead::new(Sides::new(source, target), Score::new(0.9))
        });
        let mut bitext = Bitext {
            beads: beads.collect(),
            documents: Sides::new(read(path, "src", "ar"), read(path, "tgt", "en")),
        };
        bitext.name_beads();
        bitext
    };
    Some(paths.iter().map(bitext).collect())
}

#[test]
fn clean_pairs_are_hardly_ever_cut() {
    let Some(bitexts) = clean() else {
        eprintln!("skipped: ../shared/align/ntrex-nat is absent");
        return;
    };
    let Some(encoder) = Encoder::load() else {
        eprintln!("skipped: this build carries no encoder");
        return;
    };
    let beads: usize = bitexts.iter().map(|bitext| bitext.beads.len()).sum();
    let mut offered = 0;
    for bitext in &bitexts {
        for split in find_splits(bitext, Some(encoder)) {
            offered += 1;
            let bead = &bitext.beads[split.bead];
            println!("offered: {:?}, {} parts", bead.shape(), split.parts.len());
        }
    }
    println!(
        "{} texts, {beads} pairs, {offered} offered to be cut",
        bitexts.len()
    );
    // One of two hundred pairs.
    assert!(offered * 200 <= beads, "{offered} of {beads}");
}
