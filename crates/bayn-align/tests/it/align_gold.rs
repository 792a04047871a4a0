//! Floors under the figures of the aligner on the development sets.
//!
//! The sets are beside the project and are not part of it; without them the tests say that
//! they are skipped. A floor is raised when the aligner gets better. The whole sets with the
//! encoder take minutes without optimisation:
//! `cargo test --release -p bayn-align --test it align_gold:: -- --ignored`.

use crate::sets_kit;

use bayn_align::encoder::Encoder;
use bayn_align::{Counts, LadderBead, Options, align, count, read_ladder, summarise};
use bayn_doc::{Document, Sides};
use bayn_text::guess_language;
use sets_kit::{Gold, read_set};
use std::fs;

/// How sure each bead was said to be, and whether it was right.
type Said = Vec<(f64, bool)>;

/// Reads a text in the language that it is guessed to be in.
fn document(text: &str) -> Document {
    Document {
        lang: guess_language(text).lang,
        ..Document::pre_segmented(text)
    }
}

/// Aligns at most `most` documents of a set; `None` where the set is absent.
fn measure(set: &str, most: usize, options: &Options<'_>) -> Option<(Counts, Said)> {
    let documents = read_set(set)?;
    let mut total = Counts::default();
    let mut said = Said::new();
    for item in documents.iter().take(most) {
        let (documents, gold) = (item.texts.as_ref().map(|text| document(text)), &item.beads);
        let beads = align(&documents, options).beads;
        let ladder: Vec<LadderBead> = beads.iter().map(LadderBead::from).collect();
        total += count(gold, &ladder);
        said.extend(
            beads
                .iter()
                .zip(&ladder)
                .map(|(bead, line)| (f64::from(bead.confidence.value()), gold.contains(line))),
        );
    }
    Some((total, said))
}

#[test]
fn quick_mode_stays_above_its_floors() {
    for (set, most, floor) in [
        ("ntrex-nat", 12, 0.99),
        ("ntrex-h1", 12, 0.93),
        ("parice", 9, 0.85),
    ] {
        if let Some((counts, _)) = measure(set, most, &Options::default()) {
            let summary = summarise(&counts);
            assert!(summary.f1 >= floor, "{set}: {summary}");
        }
    }
}

#[test]
#[ignore = "takes minutes without optimisation"]
fn the_encoder_stays_above_its_floors() {
    let Some(encoder) = Encoder::load() else {
        testkit::skip("this build carries no encoder");
        return;
    };
    let options = Options {
        encoder: Some(encoder),
        ..Options::default()
    };
    let (mut below, mut all) = (Vec::new(), Said::new());
    for (set, floor, null_floor) in [
        ("ntrex-nat", 0.9975, 0.0),
        ("ntrex-h1", 0.9965, 0.0),
        ("ntrex-h2", 0.9965, 0.97),
        ("ntrex-h3", 0.9835, 0.935),
        ("ntrex-h5", 0.998, 0.996),
        ("alignar-law", 0.9895, 0.0),
        ("alignar-literature", 0.84, 0.0),
        ("textberg", 0.909, 0.855),
        ("parice", 0.88, 0.47),
    ] {
        if let Some((counts, said)) = measure(set, usize::MAX, &options) {
            all.extend(said);
            let summary = summarise(&counts);
            eprintln!("{set:20} {summary}");
            if summary.f1 < floor || summary.null_f1 < null_floor {
                below.push(format!("{set}: {summary}"));
            }
        }
    }
    below.extend(misjudged(&all));
    assert!(below.is_empty(), "{below:#?}");
}

/// Returns the bins of probability whose share of right beads is more than .05 from what was
/// said of them; bins of a few beads prove nothing.
fn misjudged(said: &Said) -> Vec<String> {
    const FEW: usize = 25;
    let edges = [0.0, 0.5, 0.7, 0.9, 0.97, f64::INFINITY];
    let bin = |ends: &[f64]| {
        let inside: Vec<_> = said
            .iter()
            .filter(|(sure, _)| (ends[0]..ends[1]).contains(sure))
            .collect();
        let size = inside.len() as f64;
        let right = inside.iter().filter(|(_, right)| *right).count() as f64 / size;
        let mean = inside.iter().map(|(sure, _)| sure).sum::<f64>() / size;
        let line = format!("of {size} beads said {mean:.3} right {right:.3}");
        eprintln!("{line}");
        (inside.len() >= FEW && (right - mean).abs() > 0.05).then_some(line)
    };
    edges.windows(2).filter_map(bin).collect()
}

/// Returns a document without what answers to two tenths of its source, each in one piece: its texts, and
/// its gold.
fn with_gaps(gold: &Gold) -> (Sides<String>, Vec<LadderBead>) {
    let count = gold.beads.len();
    let tenth = count / 10;
    let gaps = [count / 4, count * 6 / 10].map(|from| from..from + tenth);
    let lines: Vec<&str> = gold
        .texts
        .target
        .lines()
        .filter(|line| !line.trim().is_empty())
        .collect();
    let mut kept = Vec::new();
    let mut beads = Vec::new();
    for (at, bead) in gold.beads.iter().enumerate() {
        if gaps.iter().any(|gap| gap.contains(&at)) {
            beads.extend(bead.source.iter().map(|&alone| LadderBead {
                source: vec![alone],
                target: Vec::new(),
            }));
            continue;
        }
        let start = kept.len();
        kept.extend(bead.target.iter().map(|&line| lines[line]));
        beads.push(LadderBead {
            source: bead.source.clone(),
            target: (start..kept.len()).collect(),
        });
    }
    (
        Sides::new(gold.texts.source.clone(), kept.join("\n")),
        beads,
    )
}

#[test]
#[ignore = "takes minutes without optimisation"]
fn free_translations_that_lack_whole_blocks_stay_above_their_floor() {
    let Some(encoder) = Encoder::load() else {
        testkit::skip("this build carries no encoder");
        return;
    };
    let Some(set) = read_set("alignar-literature") else {
        return;
    };
    let options = Options {
        encoder: Some(encoder),
        ..Options::default()
    };
    let mut counts = Counts::default();
    for gold in &set {
        let (texts, beads) = with_gaps(gold);
        let documents = texts.as_ref().map(|text| document(text));
        let found = align(&documents, &options).beads;
        let ladder: Vec<LadderBead> = found.iter().map(LadderBead::from).collect();
        counts += count(&beads, &ladder);
    }
    let summary = summarise(&counts);
    eprintln!("literature, a tenth missing twice {summary}");
    assert!(summary.f1 >= 0.84 && summary.null_f1 >= 0.92, "{summary}");
}

#[test]
fn figures_agree_with_the_scorer_of_the_sets() {
    let scorer = testkit::shared("align/score.py");
    if !scorer.exists() {
        testkit::skip(format_args!("{} is absent", scorer.display()));
        return;
    }
    let dir = std::env::temp_dir().join(format!("bayn-score-{}", std::process::id()));
    fs::create_dir_all(&dir).expect("a folder can be made");
    let gold = "[0]:[0]\n[1, 2]:[1]\n[3]:[2, 3]\n[]:[4]\n[4]:[]\n[5]:[5]\n[6]:[6, 7]\n";
    let predicted = "[0]:[0]\n[1]:[1]\n[2]:[]\n[3]:[2, 3]\n[]:[4]\n[4, 5]:[5]\n[6]:[6]\n[]:[7]\n";
    fs::write(dir.join("a.gold"), gold).expect("writable");
    fs::write(dir.join("a.pred"), predicted).expect("writable");
    let run = std::process::Command::new("python3")
        .arg(&scorer)
        .args([&dir, &dir])
        .arg("--json")
        .output();
    let _ = fs::remove_dir_all(&dir);
    let Ok(output) = run else {
        testkit::skip("python3 is absent");
        return;
    };
    let theirs: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let ours = summarise(&count(&read_ladder(gold).0, &read_ladder(predicted).0));
    for (name, value) in [
        ("P", ours.precision),
        ("R", ours.recall),
        ("F", ours.f1),
        ("Plax", ours.lax_precision),
        ("Rlax", ours.lax_recall),
        ("Flax", ours.lax_f1),
        ("nullF", ours.null_f1),
        ("linkF", ours.link_f1),
    ] {
        let theirs = theirs[name].as_f64().expect("a figure");
        assert!(
            (theirs - value).abs() < 1e-12,
            "{name}: {theirs} and {value}"
        );
    }
}
