//! Beads that hold two: sentences run together on purpose are cut where they were joined.
//!
//! The pairs are those of a development set beside the project; two sentences of one side
//! are joined by a clause mark, as a careless splitter or a translator would leave them.

use crate::sets_kit;

use bayn_align::encoder::Encoder;
use bayn_align::{LadderBead, find_splits};
use bayn_doc::{Bead, Bitext, Document};
use bayn_doc::{Score, Side, Sides};
use bayn_text::Lang;
use sets_kit::{Gold, read_set};

/// Joined beads, and the byte at which each was joined.
fn joined(most: usize) -> Option<(Bitext, Vec<(Side, usize)>)> {
    let documents = read_set("ntrex-nat")?;
    let mut texts = Sides::new(String::new(), String::new());
    let mut shapes = Vec::new();
    let mut joints = Vec::new();
    for Gold {
        texts: read,
        beads: gold,
    } in &documents
    {
        let lines = read.as_ref().map(|text| {
            let lines = text.lines().filter(|line| !line.trim().is_empty());
            lines.collect::<Vec<_>>()
        });
        for two in gold.chunks(2) {
            let one_to_one = |bead: &LadderBead| bead.source.len() == 1 && bead.target.len() == 1;
            if two.len() < 2 || !two.iter().all(one_to_one) || shapes.len() >= most {
                continue;
            }
            let side = if shapes.len() % 2 == 0 {
                Side::Source
            } else {
                Side::Target
            };
            for at in Side::BOTH {
                let sentence = |bead: &LadderBead| match at {
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
        testkit::skip("shared/align/ntrex-nat is absent");
        return;
    };
    let Some(encoder) = Encoder::load() else {
        testkit::skip("this build carries no encoder");
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
    let read = |text: &str, lang: &str| Document {
        lang: Lang::new(lang),
        ..Document::pre_segmented(text)
    };
    let range = |list: &[usize], end: &mut usize| {
        let start = list.first().copied().unwrap_or(*end);
        *end = list.last().map_or(*end, |last| last + 1);
        start..*end
    };
    let bitext = |Gold { texts, beads: gold }: Gold| {
        let mut at = Sides::new(0, 0);
        let beads = gold.iter().map(|bead: &LadderBead| {
            let source = range(&bead.source, &mut at.source);
            let target = range(&bead.target, &mut at.target);
            Bead::new(Sides::new(source, target), Score::new(0.9))
        });
        let mut bitext = Bitext {
            beads: beads.collect(),
            documents: Sides::new(read(&texts.source, "ar"), read(&texts.target, "en")),
        };
        bitext.name_beads();
        bitext
    };
    Some(read_set("ntrex-nat")?.into_iter().map(bitext).collect())
}

#[test]
fn clean_pairs_are_hardly_ever_cut() {
    let Some(bitexts) = clean() else {
        testkit::skip("shared/align/ntrex-nat is absent");
        return;
    };
    let Some(encoder) = Encoder::load() else {
        testkit::skip("this build carries no encoder");
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

/// What the ordinary alignment of a set offers to cut.
#[derive(Debug, Default)]
struct Offered {
    /// Sentences that were run together.
    joined: usize,
    /// Those of them that share a bead with both of their counterparts.
    whole: usize,
    /// Those that would be cut where they were joined.
    found: usize,
    /// Pairs offered.
    pairs: usize,
    /// Pairs offered that hold nothing that was joined.
    others: usize,
    /// All pairs.
    beads: usize,
}

/// Returns every so many couples of neighbours that are one to one: a side, its first sentence,
/// and the first that answers on the other side.
fn couples(gold: &[LadderBead], every: usize, turn: &mut usize) -> Vec<(usize, usize, usize)> {
    let mut wanted = Vec::new();
    let mut last = usize::MAX;
    for (at, two) in gold.windows(2).enumerate() {
        let places = |bead: &LadderBead| match (&bead.source[..], &bead.target[..]) {
            (&[source], &[target]) => Some([source, target]),
            _ => None,
        };
        let (Some(head), Some(tail)) = (places(&two[0]), places(&two[1])) else {
            continue;
        };
        if every == 0 || last == at || [0, 1].iter().any(|&side| tail[side] != head[side] + 1) {
            continue;
        }
        *turn += 1;
        if turn.is_multiple_of(every) {
            let side = (*turn / every) % 2;
            wanted.push((side, head[side], head[1 - side]));
            last = at + 1;
        }
    }
    wanted
}

/// Aligns the documents of a set in which every sixth couple of neighbours that are one to one
/// was run together, on one side and the other by turns: with the mark between them left as it
/// is (`None`), as where a splitter overlooked it, or with another in its place; `every` 0
/// joins none.
fn offered(set: &str, langs: [&str; 2], every: usize, seam: Option<char>) -> Option<Offered> {
    let documents = read_set(set)?;
    let mut total = Offered::default();
    let mut turn = 0;
    for Gold { texts, beads: gold } in documents {
        let mut lines = [texts.source, texts.target].map(|text| {
            let lines = text.lines().filter(|line| !line.trim().is_empty());
            lines.map(|line| line.trim().to_owned()).collect::<Vec<_>>()
        });
        let wanted = couples(&gold, every, &mut turn);
        let mut starts: Vec<(usize, usize, usize, usize)> = Vec::new();
        for &(side, at, other) in wanted.iter().rev() {
            let tail = lines[side].remove(at + 1);
            let head = &mut lines[side][at];
            if let Some(mark) = seam {
                let bare = head.trim_end_matches(['.', '\u{61f}', '?', '!', '"']).len();
                head.truncate(bare);
                head.push(mark);
            }
            head.push(' ');
            starts.push((side, at, head.len(), other));
            head.push_str(&tail);
        }
        let documents = Sides::new((langs[0], &lines[0]), (langs[1], &lines[1]));
        let documents = documents.map(|(lang, lines)| Document {
            lang: Lang::new(lang),
            ..Document::pre_segmented(&lines.join("\n"))
        });
        let encoder = bayn_align::encoder::for_languages(&langs);
        let options = bayn_align::Options {
            encoder,
            ..bayn_align::Options::default()
        };
        let beads = bayn_align::align(&documents, &options).beads;
        let mut bitext = Bitext { documents, beads };
        bitext.name_beads();
        // Where each joint is now, after those before it shortened the text.
        let joints = starts.iter().map(|&(side, at, byte, other)| {
            let shorter = |of: usize, before: usize| {
                let gone = |&&(s, a, ..): &&(usize, usize, usize)| s == of && a < before;
                before - wanted.iter().filter(gone).count()
            };
            let side_of = [Side::Source, Side::Target];
            let sentence = shorter(side, at);
            let start = bitext.documents[side_of[side]].sentences[sentence]
                .span
                .start;
            let others = [shorter(1 - side, other), shorter(1 - side, other + 1)];
            (side_of[side], sentence, start + byte, others)
        });
        let joints: Vec<_> = joints.collect();
        let bead_of = |side: Side, sentence: usize| {
            let holds = |bead: &Bead| bead.sentences[side].contains(&sentence);
            bitext.beads.iter().position(holds)
        };
        let splits = find_splits(&bitext, encoder);
        let mut fit = std::collections::HashSet::new();
        for (side, sentence, byte, others) in &joints {
            let bead = bead_of(*side, *sentence);
            let whole = others.iter().all(|at| bead_of(side.other(), *at) == bead);
            total.joined += 1;
            total.whole += usize::from(whole);
            let split = splits.iter().find(|split| Some(split.bead) == bead);
            let cut = split.is_some_and(|split| split.cuts(&bitext, *side).contains(byte));
            total.found += usize::from(cut);
            fit.extend(bead);
        }
        total.pairs += splits.len();
        total.others += splits
            .iter()
            .filter(|split| !fit.contains(&split.bead))
            .count();
        total.beads += bitext.beads.len();
    }
    Some(total)
}

#[test]
#[ignore = "takes minutes without optimisation"]
fn the_ordinary_alignment_offers_to_cut_what_was_run_together() {
    let mut below = Vec::new();
    for (set, langs, shares) in [
        ("ntrex-nat", ["ar", "en"], [70, 80]),
        ("alignar-law", ["ar", "en"], [60, 60]),
        ("alignar-literature", ["ar", "en"], [0, 0]),
        ("textberg", ["de", "fr"], [50, 50]),
        ("parice", ["en", "is"], [45, 45]),
    ] {
        let Some(clean) = offered(set, langs, 0, None) else {
            testkit::skip(format_args!("shared/align/{set} is absent"));
            continue;
        };
        eprintln!("{set:20} clean {clean:?}");
        for (seam, least) in [(None, shares[0]), (Some(';'), shares[1])] {
            let found = offered(set, langs, 6, seam).expect("it was there");
            eprintln!("{set:20} {seam:?} {found:?}");
            if found.found * 100 < found.joined * least {
                below.push(format!("{set} {seam:?}: {found:?}"));
            }
        }
    }
    assert!(below.is_empty(), "{below:#?}");
}
