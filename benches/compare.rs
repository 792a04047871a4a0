//! How long several texts and words take at a hundred thousand pairs.
//!
//! Prints medians; nothing is gated. `cargo bench --bench compare` makes a text of a hundred
//! thousand sentences a side out of the bundled sample, shows two translations beside it, and
//! measures keys to their frames, the index of words and the list of a word's places.
#![allow(clippy::print_stdout, reason = "a bench reports on standard output")]

mod reader;

use bayn::session::{About, Answer, Event, State};
use bayn::tui::workers::words;
use bayn_align::draft;
use bayn_doc::Sides;
use bayn_doc::{Bitext, Document};
use bayn_text::{Lang, sanitise};
use reader::{Reader, median};
use std::sync::Arc;
use std::time::Instant;

const SENTENCES: usize = 100_000;

fn document(text: &str, lang: &str) -> Document {
    let clean = sanitise(text).text;
    let once = Document::from_text(&clean, &Lang::new(lang))
        .sentences
        .len();
    let mut long = String::new();
    for _ in 0..SENTENCES.div_ceil(once.max(1)) {
        long.push_str(&clean);
        long.push_str("\n\n");
    }
    Document::from_text(&long, &Lang::new(lang))
}

fn counts(source: &Document, target: &Document) -> [usize; 2] {
    [source.sentences.len(), target.sentences.len()]
}

fn main() {
    let source = document(include_str!("../assets/sample/report.ar.txt"), "ar");
    let target = document(include_str!("../assets/sample/report.en.txt"), "en");
    let second = document(include_str!("../tests/data/several/report.2.en.txt"), "en");
    let beads = draft(counts(&source, &target));
    let other = draft(counts(&source, &second));
    let bitext = Bitext {
        documents: Sides::new(source, target),
        beads,
    };
    println!("{} pairs, three panes, 160 by 48", bitext.beads.len());
    let mut state = State::new(bitext, Sides::<About>::default());
    let start = Instant::now();
    let main = state.texts.bitext.clone();
    state
        .texts
        .several
        .add(&main, second, About::default(), other);
    println!(
        "groups of the second translation: {:.1} ms",
        start.elapsed().as_secs_f64() * 1e3
    );
    let mut reader = Reader::new(state, 160, 48);
    for (setup, key) in [
        ("", "j"),
        ("", "ctrl-f"),
        ("5 0 0 0 0 G", "ctrl-f"),
        ("G", "k"),
        ("g g D", "j"),
        ("", "ctrl-f"),
        ("", "] d"),
        ("t r", "ctrl-f"),
        ("t r t r t r", "w"),
    ] {
        reader.keys(setup);
        let times = (0..60)
            .map(|_| {
                let start = Instant::now();
                reader.keys(key);
                start.elapsed()
            })
            .collect::<Vec<_>>();
        let worst = times.iter().max().copied().unwrap_or_default();
        println!(
            "{setup:<12} {key:<7} to its frame {:.2} ms, at most {:.2} ms",
            median(times),
            worst.as_secs_f64() * 1e3
        );
    }
    reader.keys("esc g g tab w w w");
    let bitext = Arc::clone(&reader.state.texts.bitext);
    let start = Instant::now();
    let index = words::index(&bitext);
    println!(
        "index of all words: {:.0} ms",
        start.elapsed().as_secs_f64() * 1e3
    );
    let ticket = reader.state.texts.ticket();
    reader.event(Event::Answer(ticket, Answer::WordsIndexed(Arc::new(index))));
    for keys in ["*", "g *"] {
        let times = (0..20)
            .map(|_| {
                let start = Instant::now();
                reader.keys(keys);
                let time = start.elapsed();
                reader.keys("esc");
                time
            })
            .collect();
        reader.keys(keys);
        let places = reader.geometry.list_length;
        println!(
            "{keys}: {places} places, to the frame {:.2} ms",
            median(times)
        );
        let times = (0..40)
            .map(|_| {
                let start = Instant::now();
                reader.keys("ctrl-d");
                start.elapsed()
            })
            .collect();
        println!("{keys}: ctrl-d in the list {:.2} ms", median(times));
        reader.keys("esc");
    }
}
