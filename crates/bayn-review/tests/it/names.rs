//! Names of the five seed reports across files, against the list made by hand.
//!
//! A name is found when every spelling of the list is in one cluster: each of its places
//! in the files is one of the cluster's, or lies inside one. A wrong join is a further name of
//! the list in a cluster. The seeds lie beside the project; without them the test says so.

use bayn_align::encoder::Encoder;
use bayn_align::{Options, align};
use bayn_doc::Document;
use bayn_doc::Sides;
use bayn_review::compare::{Linked, Name, Occurrence, Texts, names};
use bayn_text::{guess_language, sanitise};
use harf::Span;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

fn read(folder: &Path, id: &str) -> Option<Document> {
    let entry = std::fs::read_dir(folder).ok()?.flatten().find(|entry| {
        let name = entry.file_name().to_string_lossy().into_owned();
        name.starts_with(id) && name.ends_with(".txt")
    })?;
    let text = sanitise(&std::fs::read_to_string(entry.path()).ok()?).text;
    let lang = guess_language(&text).lang;
    Some(Document::from_text(&text, &lang))
}

/// Returns the places of a spelling as whole words; Arabic ones under their proclitics.
fn places(document: &Document, spelling: &str) -> Vec<Span> {
    let text = &document.text;
    let word = |c: char| c.is_alphanumeric();
    text.match_indices(spelling)
        .map(|(at, found)| Span::new(at, at + found.len()))
        .filter(|span| {
            let before: String = text[..span.start]
                .chars()
                .rev()
                .take_while(|&c| word(c))
                .collect();
            let proclitic = before
                .chars()
                .all(|c| "\u{648}\u{641}\u{628}\u{643}\u{644}\u{627}".contains(c));
            proclitic && !text[span.end..].starts_with(word)
        })
        .collect()
}

struct Judged {
    found: usize,
    total: usize,
    wrong_joins: usize,
    report: String,
}

/// Every listed spelling in every file: the name's id, the spelling, the file and its places.
fn spelled<'a>(
    documents: &'a [Document],
    gold: &'a serde_json::Value,
) -> impl Iterator<Item = (&'a str, &'a String, usize, Vec<Span>)> {
    let names = gold["names"].as_array().expect("names");
    names.iter().flat_map(move |entry| {
        let id = entry["id"].as_str().expect("id");
        let scripts = ["arabic", "english"].into_iter();
        let spellings =
            scripts.flat_map(move |script| entry[script].as_object().expect("spellings"));
        spellings.flat_map(move |(spelling, files)| {
            let files = files.as_object().expect("files").keys();
            files.map(move |file| {
                let at: usize = file.parse().expect("number");
                (id, spelling, at, places(&documents[at], spelling))
            })
        })
    })
}

fn judge(documents: &[Document], names: &[Name], gold: &serde_json::Value) -> Judged {
    let mut judged = Judged {
        found: 0,
        total: 0,
        wrong_joins: 0,
        report: String::new(),
    };
    let mut held: BTreeMap<usize, BTreeSet<&str>> = BTreeMap::new();
    let own: Vec<Vec<Occurrence>> = names.iter().map(Name::places).collect();
    // The list counts `Syria` inside `Syria's democratic forces` too; there it is the longer
    // name that is to be found.
    let mut all: Vec<(&str, usize, Span)> = Vec::new();
    for (id, _, at, spans) in spelled(documents, gold) {
        all.extend(spans.into_iter().map(|span| (id, at, span)));
    }
    let inside = |id: &str, at: usize, span: &Span| {
        all.iter().any(|(other, file, long)| {
            *other != id && *file == at && long.len() > span.len() && long.cover(*span) == *long
        })
    };
    for entry in gold["names"].as_array().expect("names") {
        judged.total += 1;
        let id = entry["id"].as_str().expect("id");
        let mut wanted: Vec<(String, usize, Vec<Span>)> = Vec::new();
        for (_, spelling, at, mut spans) in spelled(documents, gold).filter(|(own, ..)| *own == id)
        {
            let count = spans.len();
            spans.retain(|span| !inside(id, at, span));
            if count == 0 || !spans.is_empty() {
                wanted.push((spelling.clone(), at, spans));
            }
        }
        let covers = |cluster: &Vec<Occurrence>, document: usize, span: &Span| {
            cluster
                .iter()
                .any(|place| place.document == document && place.span.overlaps(*span))
        };
        let best = (0..names.len())
            .max_by_key(|&at| {
                let hits = wanted
                    .iter()
                    .flat_map(|(_, d, spans)| spans.iter().map(move |s| (*d, s)));
                hits.filter(|(d, s)| covers(&own[at], *d, s)).count()
            })
            .expect("names");
        held.entry(best).or_default().insert(id);
        let missing: Vec<String> = wanted
            .iter()
            .filter_map(|(spelling, d, spans)| {
                let out = spans
                    .iter()
                    .filter(|span| !covers(&own[best], *d, span))
                    .count();
                (out > 0 || spans.is_empty())
                    .then(|| format!("{spelling} {d}: {out} of {}", spans.len()))
            })
            .collect();
        if missing.is_empty() {
            judged.found += 1;
        } else {
            judged.report.push_str(&format!("{id}: {missing:?}\n"));
        }
    }
    // A cluster that holds places of another name joins two.
    for (id, _, at, spans) in spelled(documents, gold) {
        for span in spans {
            for (cluster, own) in own.iter().enumerate() {
                let same = |place: &Occurrence| place.document == at && place.span == span;
                if own.iter().any(same) {
                    held.entry(cluster).or_default().insert(id);
                }
            }
        }
    }
    for (cluster, ids) in held {
        if ids.len() > 1 {
            judged.wrong_joins += ids.len() - 1;
            judged
                .report
                .push_str(&format!("joined {cluster}: {ids:?}\n"));
        }
    }
    judged
}

fn seeds() -> Option<(Vec<Document>, serde_json::Value)> {
    let folder = testkit::shared("seeds");
    let gold = std::fs::read_to_string(folder.join("seed_name_variants.json")).ok()?;
    let documents = ["000", "001", "002", "003", "004"]
        .iter()
        .map(|id| read(&folder, id))
        .collect::<Option<_>>()?;
    Some((documents, serde_json::from_str(&gold).expect("json")))
}

#[test]
fn spellings_of_a_name_are_found_across_files_and_scripts() {
    let Some((documents, gold)) = seeds() else {
        testkit::skip("the seeds are not there");
        return;
    };
    let encoder = Encoder::load();
    let pair = Sides::new(documents[4].clone(), documents[0].clone());
    let options = Options {
        encoder,
        ..Options::default()
    };
    let beads = align(&pair, &options).beads;
    let all: Vec<&Document> = documents.iter().collect();
    let found = names(&Texts {
        documents: &all,
        linked: &[Linked {
            source: 4,
            target: 0,
            beads: &beads,
        }],
        encoder,
    });
    let judged = judge(&documents, &found, &gold);
    println!("{}", judged.report);
    println!(
        "names with all spellings: {} of {}, wrong joins: {}",
        judged.found, judged.total, judged.wrong_joins
    );
    if std::env::var_os("BAYN_NAMES").is_some() {
        for name in &found {
            let all: Vec<String> = name
                .spellings
                .iter()
                .map(|s| format!("{} {}", s.text, s.places.len()))
                .collect();
            println!("{:>3}  {}", name.count(), all.join(" | "));
        }
    }
    assert!(
        judged.found >= 30 || encoder.is_none(),
        "{} of {}",
        judged.found,
        judged.total
    );
    assert!(
        judged.wrong_joins <= 3,
        "{} wrong joins",
        judged.wrong_joins
    );
}
