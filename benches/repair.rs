//! How long an edit of the alignment takes to its frame, in a text of ten thousand pairs; how
//! long aligning five hundred again, and explaining a link.
//!
//! Prints medians and worst times; nothing is gated. `cargo bench --bench repair`.
#![allow(clippy::print_stdout, reason = "a bench reports on standard output")]

use bayn::session::{About, Event, Geometry, State, update};
use bayn::tui::draw::{draw, take_back_scroll};
use bayn::tui::page::RowCache;
use bayn::tui::view::Look;
use bayn::tui::workers::links::{explained, realigned};
use bayn_align::encoder::Encoder;
use bayn_doc::{Bead, Bitext, Document};
use bayn_doc::{Score, Sides};
use bayn_text::Lang;
use harf::encode::Encoding;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use std::time::{Duration, Instant};

const PAIRS: usize = 10_000;

fn document(count: usize, words: [&str; 3]) -> Document {
    let text: String = (0..count)
        .map(|at| {
            let [first, second, third] = words;
            let end = if at % 3 == 2 { "\n\n" } else { " " };
            format!(
                "{first} {} {second} {third} {}.{end}",
                at * 7 + 1000,
                at * 13 + 5000
            )
        })
        .collect();
    Document::from_text(&text, &Lang::new("en"))
}

fn bitext(count: usize) -> Bitext {
    let documents = Sides::new(
        document(
            count,
            ["Item", "was seen in the house by", "reporters near"],
        ),
        document(
            count,
            ["Number", "wurde im Haus gesehen von", "Reportern bei"],
        ),
    );
    let beads = (0..count)
        .map(|at| Bead::new(Sides::new(at..at + 1, at..at + 1), Score::new(0.95)))
        .collect();
    let mut bitext = Bitext { documents, beads };
    bitext.name_beads();
    assert!(bitext.is_tiled());
    bitext
}

fn report(what: &str, mut times: Vec<Duration>) {
    times.sort();
    let (Some(median), Some(worst)) = (times.get(times.len() / 2), times.last()) else {
        return;
    };
    println!("{what:<34} median {median:>10.2?}   worst {worst:>10.2?}");
}

fn main() {
    edits();
    answers();
}

/// Each edit a hundred times, undone after each, from the key to its frame.
fn edits() {
    let mut state = State::new(bitext(PAIRS), Sides::<About>::default());
    let look = Look::default();
    let mut cache = RowCache::default();
    let mut terminal = Terminal::new(TestBackend::new(120, 36)).expect("a test screen");
    state.aligning.link.on = true;
    let mut geometry = Geometry::default();
    let mut press = |state: &mut State, keys: &str| {
        let start = Instant::now();
        for key in keys.split(' ') {
            let chord = key.parse().expect("the name of a key");
            let _asked = update(state, &look.keymap, Event::Key(chord), &geometry);
        }
        geometry =
            draw(&mut terminal, state, &look, Encoding::Visual, &mut cache).expect("a test screen");
        take_back_scroll(&mut state.reading, &geometry);
        start.elapsed()
    };
    press(&mut state, "j");
    for keys in [
        "m", "M", "J", "K", ">", "<", "x", "X", "f", "c", "C", "w S", "w -",
    ] {
        let mut times = Vec::new();
        let mut back = Vec::new();
        for at in 0..100 {
            state.reading.cursor.bead = 1 + at * 97;
            state.reading.cursor.caret = None;
            press(&mut state, "k");
            let done = state.reviewing.review.history.done.len();
            times.push(press(&mut state, keys));
            if state.reviewing.review.history.done.len() > done {
                back.push(press(&mut state, "u"));
            }
        }
        report(&format!("{keys}, to its frame"), times);
        report("  u, to its frame", back);
    }
}

/// What the aligner is asked beside the loop.
fn answers() {
    let whole = bitext(500);
    let times = |run: &dyn Fn()| -> Vec<Duration> {
        (0..7)
            .map(|_| {
                let start = Instant::now();
                run();
                start.elapsed()
            })
            .collect()
    };
    report(
        "realign 500 pairs by strings",
        times(&|| drop(realigned(&whole, 0..500, None))),
    );
    report(
        "explain a link by strings",
        times(&|| drop(explained(&whole, 250, None))),
    );
    let small = bitext(30);
    if let Some(encoder) = Encoder::load() {
        report(
            "realign 30 pairs by meaning",
            times(&|| drop(realigned(&small, 0..30, Some(encoder)))),
        );
        report(
            "explain a link by meaning",
            times(&|| drop(explained(&whole, 250, Some(encoder)))),
        );
    }
}
