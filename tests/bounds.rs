//! How much memory long texts cost, counted by the allocator: nothing may grow faster than the
//! text, and what is shown costs what the screen shows.
//!
//! One test at a time is measured. Texts whose time once grew with the square of their length
//! are long enough here that such a step back would not end at all.

use bayn::session::{About, ScrollTarget, State};
use bayn::tui::page::RowCache;
use bayn::tui::view::{Look, screen};
use bayn_align::align_in_windows;
use bayn_doc::{Bead, Bitext, Document};
use bayn_doc::{Score, Side, Sides};
use bayn_text::{LONGEST_SENTENCE, Lang, decode, paragraphs, sanitise, sentences};
use peak_alloc::PeakAlloc;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::sync::{Mutex, PoisonError};

#[global_allocator]
static COUNTED: PeakAlloc = PeakAlloc;

/// The allocator counts for the whole process.
static ALONE: Mutex<()> = Mutex::new(());

/// Returns what `work` gives, and the bytes that it held at most beyond those before it.
fn peak<T>(work: impl FnOnce() -> T) -> (T, usize) {
    let before = COUNTED.current_usage();
    COUNTED.reset_peak_usage();
    let made = work();
    (made, COUNTED.peak_usage().saturating_sub(before))
}

/// Reads the bytes of a file as the program does.
fn read(bytes: &[u8]) -> (Document, About) {
    let decoded = decode(bytes, None);
    let clean = sanitise(&decoded.text);
    let document = Document::from_text(&clean.text, &Lang::new("en"));
    let about = About {
        found: clean.found,
        ..About::default()
    };
    (document, about)
}

/// Texts by what they repeat, and the most bytes of memory that one of theirs may cost where
/// the structure is as dense as it can be.
const TEXTS: &[(&str, &str, usize)] = &[
    ("one line of words", "word ", 12),
    ("no space at all", "a", 12),
    ("sentences in one line", "Go on, said the old man. ", 12),
    ("Arabic words", "\u{643}\u{644}\u{645}\u{629} ", 12),
    ("directions in turn", "ab \u{5d0}\u{5d1} ", 12),
    ("marks on one letter", "\u{301}", 12),
    ("emoji that are joined", "\u{1f468}\u{200d}", 12),
    ("line feeds alone", "\n", 12),
    ("spaces alone", " ", 12),
    ("tabs", "\t", 12),
    ("brackets that never close", "!(", 12),
    ("lines of a sentence", "Nobody answers this question.\n", 12),
    ("paragraphs of one letter", "a\n\n", 48),
    ("characters without width", "\u{200b}", 14),
    ("isolates that never end", "\u{2067}", 24),
    ("embeddings in turn", "\u{202b}a\u{202c}b", 16),
    ("control strings that never end", "\u{9d}", 28),
];

#[test]
fn reading_costs_so_many_bytes_for_each_byte_of_text() {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let mut over = Vec::new();
    for (what, piece, most) in TEXTS {
        let bytes = piece.repeat((600 << 10) / piece.len()).into_bytes();
        let (_, used) = peak(|| read(&bytes));
        let ground = 64 << 10;
        let each = used.saturating_sub(ground).div_ceil(bytes.len());
        if each > *most {
            over.push(format!("{what}: {each} bytes for each byte of text"));
        }
    }
    assert!(over.is_empty(), "{over:#?}");
}

#[test]
fn no_sentence_is_longer_than_the_bound_and_none_loses_a_letter() {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    for (what, piece, _) in TEXTS {
        let text = piece.repeat((100 << 10) / piece.len());
        let text = format!("x{text}x");
        let clean = sanitise(&text).text;
        for paragraph in paragraphs(&clean) {
            let inside = paragraph.of(&clean);
            let spans = sentences(inside, &Lang::new("en"));
            assert!(spans.iter().all(|span| span.len() <= LONGEST_SENTENCE));
            let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
            let kept: usize = spans.iter().map(|span| letters(span.of(inside))).sum();
            assert_eq!(kept, letters(inside), "{what}");
        }
    }
}

/// Draws a frame of a text whose only bead holds all its sentences.
fn frames(document: Document) -> (usize, Buffer) {
    let all = 0..document.sentences.len();
    let mut bitext = Bitext {
        documents: Sides::new(document, Document::default()),
        beads: vec![Bead::new(Sides::new(all, 0..0), Score::ONE)],
    };
    bitext.name_beads();
    let mut state = State::new(bitext, Sides::default());
    let end = state.texts.bitext.documents.source.text.trim_end().len() - 1;
    let area = Rect::new(0, 0, 80, 24);
    let mut buffer = Buffer::empty(area);
    let ((), used) = peak(|| {
        let mut cache = RowCache::default();
        screen(&mut buffer, &state, &Look::default(), &mut cache);
        state.reading.view.scroll_target = ScrollTarget::Row {
            side: Side::Source,
            byte: end,
            row: 5,
        };
        state.reading.cursor.caret = Some(end);
        buffer.reset();
        screen(&mut buffer, &state, &Look::default(), &mut cache);
    });
    (used, buffer)
}

#[test]
fn a_bead_of_any_length_is_shown_in_bounded_memory() {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let long = |bytes: usize| {
        let line = "word ".repeat(bytes / 5) + "omega";
        frames(Document::pre_segmented(&line))
    };
    let (some, _) = long(600 << 10);
    let (more, last) = long(1_200 << 10);
    assert!(
        more < some + (some / 8) + (256 << 10),
        "{some} and {more} bytes"
    );
    let shown: String = last.content().iter().map(|cell| cell.symbol()).collect();
    assert!(
        shown.contains("omega"),
        "the end of the text is on the screen"
    );
}

#[test]
fn a_text_alone_has_its_beads_without_a_search() {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let text = |letter: &str, count: usize| {
        Document::from_text(&format!("{letter}\n\n").repeat(count), &Lang::new("en"))
    };
    let used = |count: usize| {
        let documents = Sides::new(text("a", count), Document::default());
        let (beads, used) = peak(|| align_in_windows(&documents, |_| ()));
        assert_eq!(beads.len(), count);
        used.saturating_sub(beads.capacity() * size_of::<Bead>())
    };
    let (some, more) = (used(6_000), used(24_000));
    assert!(more < 2 * some, "{some} and {more} bytes beside the beads");
}

#[test]
fn long_texts_that_repeat_themselves_are_aligned_in_memory_that_does_not_grow() {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    // A few hundred sentences again and again: every word of theirs is everywhere.
    let text = |word: &str, count: usize| {
        let line = |at: usize| format!("{word} {} comes {}.\n\n", at % 300 + 1000, at % 300 * 7);
        Document::from_text(&(0..count).map(line).collect::<String>(), &Lang::new("en"))
    };
    let used = |count: usize| {
        let documents = Sides::new("Item", "Number").map(|word| text(word, count));
        let (beads, used) = peak(|| align_in_windows(&documents, |_| ()));
        assert!(beads.len() >= count);
        used as f64 / count as f64
    };
    let (some, more) = (used(4_000), used(12_000));
    assert!(more < some, "{some} and {more} bytes a sentence");
}
