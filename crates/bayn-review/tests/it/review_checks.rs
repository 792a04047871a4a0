//! What the checks find, and what they leave alone, on whole texts: the bundled sample, news
//! that was translated by professionals, and a report whose errors a reviewer listed.
//!
//! The figures are printed (`--nocapture`) and gated. Data that lies beside the project is
//! used where it is there.

#![allow(clippy::print_stdout, reason = "the figures are for people to read")]

use bayn_doc::{Bead, BeadKind, Bitext, Document, Paragraph, Sentence, Severity};
use bayn_doc::{Score, Side, Sides};
use bayn_review::Finding;
use bayn_review::check::{Options, run};
use bayn_text::Lang;
use harf::Span;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

fn path(name: &str) -> PathBuf {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).join(name)
}

fn read(name: &str) -> String {
    fs::read_to_string(path(name)).expect("the file is readable")
}

/// A document whose sentences are the given spans, each a paragraph.
fn document(text: String, lang: &str, spans: &[Span]) -> Document {
    Document {
        text,
        lang: Lang::new(lang),
        paragraphs: spans
            .iter()
            .enumerate()
            .map(|(index, &span)| Paragraph {
                span,
                sentences: index..index + 1,
            })
            .collect(),
        sentences: spans
            .iter()
            .enumerate()
            .map(|(paragraph, &span)| Sentence { span, paragraph })
            .collect(),
    }
}

/// A bitext from its texts and, bead by bead, the spans of each side.
fn bitext(texts: [String; 2], beads: &[(BeadKind, [Vec<Span>; 2])]) -> Bitext {
    let spans = |side: usize| -> Vec<Span> {
        beads
            .iter()
            .flat_map(|(_, sides)| sides[side].clone())
            .collect()
    };
    let [source, target] = texts;
    let documents = Sides::new(
        document(source, "ar", &spans(0)),
        document(target, "en", &spans(1)),
    );
    let mut next = [0, 0];
    let beads = beads
        .iter()
        .map(|(kind, sides)| {
            let mut range = |side: usize| {
                let start = next[side];
                next[side] += sides[side].len();
                start..next[side]
            };
            let sentences = Sides::new(range(0), range(1));
            let mut bead = Bead::new(sentences, Score::ONE);
            bead.kind = *kind;
            bead
        })
        .collect();
    let mut bitext = Bitext { documents, beads };
    bitext.name_beads();
    assert!(bitext.is_tiled());
    bitext
}

fn kind(name: &str) -> BeadKind {
    match name {
        "title" => BeadKind::Title,
        "furniture" | "boilerplate" => BeadKind::Furniture,
        _ => BeadKind::Text,
    }
}

fn offset(value: &Value) -> usize {
    usize::try_from(value.as_u64().expect("an offset")).expect("an offset that fits")
}

fn sample() -> Bitext {
    let gold: Value = serde_json::from_str(&read("assets/sample/alignment.json")).expect("JSON");
    let beads: Vec<_> = gold["sentences"]
        .as_array()
        .expect("beads")
        .iter()
        .map(|bead| {
            let side = |name: &str| -> Vec<Span> {
                let spans = bead[name].as_array().expect("spans").iter();
                spans
                    .map(|span| Span::new(offset(&span["start"]), offset(&span["end"])))
                    .collect()
            };
            let kind = kind(bead["kind"].as_str().expect("a kind"));
            (kind, [side("source"), side("target")])
        })
        .collect();
    bitext(
        [
            read("assets/sample/report.ar.txt"),
            read("assets/sample/report.en.txt"),
        ],
        &beads,
    )
}

fn show(bitext: &Bitext, findings: &[Finding]) {
    for finding in findings {
        let words = |side: Side| -> Vec<&str> {
            let text = &bitext.documents[side].text;
            finding.spans[side]
                .iter()
                .map(|span| span.of(text))
                .collect()
        };
        println!(
            "{:3} {:12} {:8} {:?} | {:?} | {}",
            finding.bead,
            finding.check,
            finding.severity.name(),
            words(Side::Source),
            words(Side::Target),
            finding.message
        );
        if std::env::var("SHOW").is_ok_and(|id| id == finding.check) {
            for side in Side::BOTH {
                let bead = &bitext.beads[finding.bead].sentences[side];
                let document = &bitext.documents[side];
                println!(
                    "      {:?}",
                    document.span_of(bead).map(|span| span.of(&document.text))
                );
            }
        }
    }
}

#[test]
fn planted_slips_of_the_sample_are_all_found() {
    let bitext = sample();
    let findings = run(&bitext, &Options::default());
    show(&bitext, &findings);
    let slips: Value = serde_json::from_str(&read("assets/sample/slips.json")).expect("JSON");
    let slips = slips.as_array().expect("slips");
    let spot = |slip: &Value| {
        let side = if slip["side"] == "source" {
            Side::Source
        } else {
            Side::Target
        };
        (
            side,
            Span::new(offset(&slip["start"]), offset(&slip["end"])),
        )
    };
    let hits = |finding: &Finding, slip: &Value| {
        let (side, span) = spot(slip);
        finding.spans[side].iter().any(|own| own.overlaps(span))
    };
    let missed: Vec<&Value> = slips
        .iter()
        .filter(|slip| {
            !findings
                .iter()
                .any(|finding| slip["check"] == finding.check.as_str() && hits(finding, slip))
        })
        .map(|slip| &slip["id"])
        .collect();
    let wrong: Vec<&Finding> = findings
        .iter()
        .filter(|finding| finding.severity > Severity::Neutral)
        .filter(|finding| !slips.iter().any(|slip| hits(finding, slip)))
        .collect();
    println!(
        "sample: {} of {} slips found, {} findings, {} of them beside a slip",
        slips.len() - missed.len(),
        slips.len(),
        findings.len(),
        wrong.len()
    );
    assert!(missed.is_empty(), "missed: {missed:?}");
    assert!(wrong.is_empty(), "beside a slip: {wrong:?}");
}

/// The errors of the report that a reader marked: byte ranges of either file. It is the list of
/// one reader who knew what the checks say, so the figures are hopeful; what it leaves out counts
/// as no error.
fn marked() -> Sides<Vec<Span>> {
    let list: Value = serde_json::from_str(&read(
        "crates/bayn-review/tests/data/checks/report_errors.json",
    ))
    .expect("JSON");
    Sides::from_fn(|side| {
        let name = if side == Side::Source {
            "source"
        } else {
            "target"
        };
        let spans = list[name].as_array().expect("spans").iter();
        spans
            .map(|span| Span::new(offset(&span[0]), offset(&span[1])))
            .collect()
    })
}

/// The 1-1 beads of news translated by professionals, one bitext a document.
fn clean_news() -> Vec<Bitext> {
    let dir = testkit::shared("align/ntrex-nat");
    let Ok(entries) = fs::read_dir(&dir) else {
        return Vec::new();
    };
    let mut names: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    names.retain(|name| name.extension().is_some_and(|ext| ext == "gold"));
    names.sort();
    let lines = |name: &Path, ext: &str| -> Vec<String> {
        let text = fs::read_to_string(name.with_extension(ext)).expect("a text beside its gold");
        let lines = text.lines().filter(|line| !line.trim().is_empty());
        lines.map(|line| line.trim().to_owned()).collect()
    };
    names
        .iter()
        .map(|name| {
            let (source, target) = (lines(name, "src"), lines(name, "tgt"));
            let gold = fs::read_to_string(name).expect("a gold file");
            let mut texts = [String::new(), String::new()];
            let mut beads = Vec::new();
            for line in gold.lines() {
                let Some((own, other)) = line.split_once("]:[") else {
                    continue;
                };
                let own = own.trim_start_matches('[').parse::<usize>();
                let other = other.split(']').next().unwrap_or("").parse::<usize>();
                let (Ok(own), Ok(other)) = (own, other) else {
                    continue;
                };
                let sides = [(0, &source[own]), (1, &target[other])].map(|(side, line)| {
                    let text: &mut String = &mut texts[side];
                    let start = text.len();
                    text.push_str(line);
                    let span = Span::new(start, text.len());
                    text.push_str("\n\n");
                    vec![span]
                });
                beads.push((BeadKind::Text, sides));
            }
            bitext(texts, &beads)
        })
        .collect()
}

#[test]
fn clean_news_is_left_alone() {
    let news = clean_news();
    if news.is_empty() {
        testkit::skip("no data beside the project");
        return;
    }
    let mut by_check: BTreeMap<String, usize> = BTreeMap::new();
    let mut beads = 0;
    for bitext in &news {
        let mut findings = run(bitext, &Options::default());
        findings.retain(|finding| finding.severity > Severity::Neutral);
        show(bitext, &findings);
        beads += bitext.beads.len();
        for finding in findings {
            *by_check.entry(finding.check).or_default() += 1;
        }
    }
    let mut turned: BTreeMap<String, usize> = BTreeMap::new();
    for bitext in &news {
        let swap = |bead: &Bead| Bead {
            sentences: Sides::new(bead.sentences.target.clone(), bead.sentences.source.clone()),
            ..bead.clone()
        };
        let other = Bitext {
            documents: Sides::new(
                bitext.documents.target.clone(),
                bitext.documents.source.clone(),
            ),
            beads: bitext.beads.iter().map(swap).collect(),
        };
        let mut findings = run(&other, &Options::default());
        findings.retain(|finding| finding.severity > Severity::Neutral);
        if std::env::var_os("SHOW_TURNED").is_some() {
            show(&other, &findings);
        }
        for finding in findings {
            *turned.entry(finding.check).or_default() += 1;
        }
    }
    let turned_all: usize = turned.values().sum();
    println!("the same from English: {turned_all} findings: {turned:?}");
    let all: usize = by_check.values().sum();
    let rate = all as f64 * 100.0 / beads as f64;
    println!("clean news: {all} findings in {beads} beads, {rate:.2} in 100: {by_check:?}");
    assert!(rate <= 2.2, "{rate:.2} findings in 100 beads");
}

fn report() -> Option<Bitext> {
    let gold = fs::read_to_string(testkit::shared("seeds/seed_gold_alignment.json")).ok()?;
    let gold: Value = serde_json::from_str(&gold).expect("JSON");
    let beads: Vec<_> = gold["sentences"]
        .as_array()
        .expect("beads")
        .iter()
        .map(|bead| {
            let side = |name: &str| -> Vec<Span> {
                let spans = bead[name].as_array().expect("spans").iter();
                spans
                    .map(|span| Span::new(offset(&span["byte_start"]), offset(&span["byte_end"])))
                    .collect()
            };
            let kind = kind(bead["kind"].as_str().unwrap_or("text"));
            (kind, [side("ar"), side("en")])
        })
        .collect();
    let text = |side: &str| {
        let file = gold[side]["file"].as_str().expect("a file");
        fs::read_to_string(testkit::shared(&format!("seeds/{file}"))).expect("a seed")
    };
    Some(bitext([text("source"), text("target")], &beads))
}

#[test]
fn errors_of_a_reviewed_report_are_pointed_at() {
    let Some(bitext) = report() else {
        testkit::skip("no data beside the project");
        return;
    };
    let findings = run(&bitext, &Options::default());
    show(&bitext, &findings);
    let marked = marked();
    let hits = |finding: &Finding, side: Side, error: &Span| {
        finding.spans[side].iter().any(|span| span.overlaps(*error))
    };
    let right = findings
        .iter()
        .filter(|finding| {
            Side::BOTH
                .iter()
                .any(|&side| marked[side].iter().any(|error| hits(finding, side, error)))
        })
        .count();
    let errors = Side::BOTH.map(|side| {
        let found = |error: &&Span| findings.iter().any(|finding| hits(finding, side, error));
        marked[side].iter().filter(found).count()
    });
    let found: usize = errors.iter().sum();
    let all = marked.source.len() + marked.target.len();
    let precision = right as f64 / findings.len().max(1) as f64;
    println!(
        "report: {} findings, precision {precision:.2}, {found} of {all} marked errors hit",
        findings.len()
    );
    assert!(precision >= 0.85, "precision {precision:.2}");
    assert!(found >= 42, "{found} errors hit");
}
