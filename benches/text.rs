//! How long the text floor takes on about 2 MB, the size of 10,000 sentences.
//!
//! The texts are the cases of the tests, repeated; `cargo bench --bench text` reports.

use bayn_doc::Document;
use bayn_text as text;
use bayn_text::Lang;
use divan::Bencher;
use divan::counter::BytesCount;

const ARABIC: &str = include_str!("../crates/bayn-text/tests/data/sentences/ar.txt");
const ENGLISH: &str = include_str!("../crates/bayn-text/tests/data/sentences/en.txt");

fn main() {
    divan::main();
}

/// Returns about 2 MB of a language.
fn text_of(lang: &str) -> String {
    let cases = if lang == "ar" { ARABIC } else { ENGLISH };
    let paragraph = cases.replace('|', "").replace('\n', "\n\n");
    paragraph.repeat((2 << 20) / paragraph.len())
}

fn run<T>(bencher: Bencher<'_, '_>, lang: &str, work: impl Fn(&str) -> T + Sync) {
    let text = text_of(lang);
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| work(&text));
}

#[divan::bench(args = ["ar", "en"], sample_count = 10)]
fn open(bencher: Bencher<'_, '_>, lang: &str) {
    let of = Lang::new(lang);
    run(bencher, lang, |text| {
        let decoded = text::decode(text.as_bytes(), None);
        let clean = text::sanitise(&decoded.text);
        Document::from_text(&clean.text, &of)
    });
}

#[divan::bench(args = ["ar", "en"], sample_count = 10)]
fn decode(bencher: Bencher<'_, '_>, lang: &str) {
    run(bencher, lang, |text| text::decode(text.as_bytes(), None));
}

#[divan::bench(args = ["ar", "en"], sample_count = 10)]
fn sanitise(bencher: Bencher<'_, '_>, lang: &str) {
    run(bencher, lang, text::sanitise);
}

#[divan::bench(args = ["ar", "en"], sample_count = 10)]
fn fold(bencher: Bencher<'_, '_>, lang: &str) {
    run(bencher, lang, text::fold);
}

#[divan::bench(args = ["ar", "en"], sample_count = 10)]
fn words(bencher: Bencher<'_, '_>, lang: &str) {
    run(bencher, lang, |text| text::words(text).count());
}

#[divan::bench(args = ["ar", "en"], sample_count = 10)]
fn guess_language(bencher: Bencher<'_, '_>, lang: &str) {
    run(bencher, lang, text::guess_language);
}

#[divan::bench(args = ["ar", "en"], sample_count = 5)]
fn numbers(bencher: Bencher<'_, '_>, lang: &str) {
    let of = Lang::new(lang);
    run(bencher, lang, |text| text::numbers(text, &of));
}

#[divan::bench(args = ["ar", "en"], sample_count = 5)]
fn number_words(bencher: Bencher<'_, '_>, lang: &str) {
    let of = Lang::new(lang);
    run(bencher, lang, |text| text::number_words(text, &of));
}
