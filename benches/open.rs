//! How long it takes to the first frame, and from a key to its frame.
//!
//! Prints medians; nothing is gated. `cargo bench --bench open` uses the bundled sample and a
//! text of ten thousand sentences a side made from it; files given as arguments are measured
//! instead of the sample.
#![allow(clippy::print_stdout, reason = "a bench reports on standard output")]

mod reader;

use bayn::session::{About, State};
use bayn_align::{Options, align, draft};
use bayn_doc::Sides;
use bayn_doc::{Bitext, Document};
use bayn_text::{decode, guess_language, sanitise};
use reader::{Reader, median};
use std::time::Instant;

/// Reads, aligns and draws two texts.
fn open(bytes: &Sides<Vec<u8>>, aligned: bool) -> Reader {
    let read = |bytes: &[u8]| {
        let clean = sanitise(&decode(bytes, None).text);
        let lang = guess_language(&clean.text).lang;
        Document::from_text(&clean.text, &lang)
    };
    let documents = std::thread::scope(|scope| {
        let source = scope.spawn(|| read(&bytes.source));
        let target = read(&bytes.target);
        Sides::new(source.join().expect("no panic"), target)
    });
    let beads = if aligned {
        align(&documents, &Options::default()).beads
    } else {
        draft([
            documents.source.sentences.len(),
            documents.target.sentences.len(),
        ])
    };
    let state = State::new(Bitext { documents, beads }, Sides::<About>::default());
    Reader::new(state, 120, 36)
}

fn measure(name: &str, bytes: &Sides<Vec<u8>>, aligned: bool, runs: usize) {
    let opens = (0..runs)
        .map(|_| {
            let start = Instant::now();
            let reader = open(bytes, aligned);
            let time = start.elapsed();
            drop(reader);
            time
        })
        .collect();
    println!("{name}: first frame {:.1} ms", median(opens));
    let mut reader = open(bytes, aligned);
    for key in ["j", "ctrl-f", "G", "k", "w", "n"] {
        if key == "n" {
            for key in ["/", "a", "l", "enter"] {
                reader.keys(key);
            }
        }
        let times = (0..40)
            .map(|_| {
                let start = Instant::now();
                reader.keys(key);
                start.elapsed()
            })
            .collect();
        println!("{name}: key {key:<6} to its frame {:.2} ms", median(times));
    }
}

fn main() {
    let files: Vec<String> = std::env::args()
        .skip(1)
        .filter(|arg| !arg.starts_with("--"))
        .collect();
    let sample = match files.as_slice() {
        [source, target] => {
            Sides::new(source, target).map(|path| std::fs::read(path).expect("a file"))
        }
        _ => Sides::new(
            include_bytes!("../assets/sample/report.ar.txt").to_vec(),
            include_bytes!("../assets/sample/report.en.txt").to_vec(),
        ),
    };
    measure("report", &sample, true, 9);
    let long = sample.map(|text| {
        let mut long = Vec::new();
        while long.len() < text.len() * 380 {
            long.extend_from_slice(&text);
            long.extend_from_slice(b"\n\n");
        }
        long
    });
    measure("ten thousand sentences", &long, false, 3);
}
