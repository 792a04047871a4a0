//! Word links: facts about small pairs, and the figures on pairs that were linked by hand.

use bayn_align::encoder::Encoder;
use bayn_align::{WordLink, WordLinker, word_links};
use bayn_doc::Sides;
use bayn_text::Lang;
use std::fs;
use std::path::Path;

fn linked(source: &str, target: &str, encoder: Option<&Encoder>) -> Vec<(String, String)> {
    let langs = Sides::new(Lang::new("ar"), Lang::new("en"));
    let links: Vec<WordLink> = word_links(Sides::new(source, target), langs.as_ref(), encoder);
    links
        .iter()
        .map(|link| {
            let pair = (link.source.of(source), link.target.of(target));
            (pair.0.to_owned(), pair.1.to_owned())
        })
        .collect()
}

#[test]
fn names_and_numbers_need_no_encoder() {
    let source = "\u{642}\u{627}\u{644} \u{627}\u{644}\u{628}\u{63a}\u{62f}\u{627}\u{62f}\u{64a} \u{663}\u{665}\u{660}\u{660}";
    let found = linked(source, "Baghdadi said 3,500", None);
    let has = |word: &str| found.iter().any(|(_, target)| target == word);
    assert!(has("Baghdadi") && has("3,500"), "{found:?}");
}

#[test]
fn an_empty_side_has_no_links() {
    assert!(linked("", "one two", None).is_empty());
    assert!(linked("\u{642}\u{627}\u{644}", "", Encoder::load()).is_empty());
}

/// A pair of sentences and its links, sure ones and possible ones, by the first bytes of both
/// words.
struct Gold {
    texts: Sides<String>,
    sure: Vec<(usize, usize)>,
    possible: Vec<(usize, usize)>,
}

/// Reads the gold; `None` for a line whose files are not there.
fn gold() -> Vec<Option<Gold>> {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."));
    let text = fs::read_to_string(root.join("crates/bayn-align/tests/data/words/links.tsv"))
        .expect("the gold");
    let read = |cell: &str| {
        let parts: Vec<&str> = cell.split(' ').collect();
        let bytes = fs::read(root.join(parts[0])).ok()?;
        let (start, end): (usize, usize) = (parts[1].parse().ok()?, parts[2].parse().ok()?);
        Some((
            start,
            String::from_utf8(bytes.get(start..end)?.to_vec()).ok()?,
        ))
    };
    text.lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| {
            let cells: Vec<&str> = line.split('\t').collect();
            let ((from, source), (to, target)) = (read(cells[0])?, read(cells[1])?);
            let links = |cell: &str| {
                cell.split_whitespace()
                    .map(|link| {
                        let mut ends = link
                            .split(':')
                            .map(|word| word.split('+').next().unwrap_or("").parse::<usize>());
                        let mut end = || ends.next().expect("a word").expect("an offset");
                        (end() - from, end() - to)
                    })
                    .collect()
            };
            Some(Gold {
                texts: Sides::new(source, target),
                sure: links(cells[2]),
                possible: links(cells.get(3).copied().unwrap_or("")),
            })
        })
        .collect()
}

/// Precision and recall as Och and Ney (2003) define them.
#[derive(Default)]
struct Tally {
    found: usize,
    right: usize,
    sure_found: usize,
    sure: usize,
}

impl Tally {
    fn add(&mut self, gold: &Gold, links: &[WordLink]) {
        let is = |link: &WordLink, list: &[(usize, usize)]| {
            list.iter()
                .any(|&(s, t)| link.source.contains(s) && link.target.contains(t))
        };
        let sure = links.iter().filter(|link| is(link, &gold.sure)).count();
        let possible = links.iter().filter(|link| is(link, &gold.possible)).count();
        self.found += links.len();
        self.right += sure + possible;
        self.sure_found += sure;
        self.sure += gold.sure.len();
    }

    fn precision(&self) -> f64 {
        self.right as f64 / self.found.max(1) as f64
    }

    fn recall(&self) -> f64 {
        self.sure_found as f64 / self.sure.max(1) as f64
    }
}

/// Figures of the half that weights were fitted on, and of the other.
fn figures(gold: &[Option<Gold>], encoder: Option<&Encoder>) -> [Tally; 2] {
    let langs = Sides::new(Lang::new("ar"), Lang::new("en"));
    let linker = WordLinker::new(encoder);
    let mut halves = [Tally::default(), Tally::default()];
    for (at, gold) in gold.iter().enumerate() {
        let Some(gold) = gold else { continue };
        let links = linker.links_of(gold.texts.as_ref().map(String::as_str), langs.as_ref());
        halves[at % 2].add(gold, &links);
    }
    halves
}

#[test]
fn links_agree_with_those_made_by_hand() {
    let gold = gold();
    let missing = gold.iter().filter(|pair| pair.is_none()).count();
    if missing > 0 {
        testkit::skip(format_args!("{missing} of {} pairs are absent", gold.len()));
    }
    let modes = [
        ("encoder", Encoder::load(), 0.86, 0.75),
        ("strings", None, 0.75, 0.08),
    ];
    for (name, encoder, precision, recall) in modes {
        if name == "encoder" && encoder.is_none() {
            testkit::skip("this build carries no encoder");
            continue;
        }
        let halves = figures(&gold, encoder);
        for (half, tally) in ["fitted", "unseen"].iter().zip(&halves) {
            println!(
                "{name} {half}: precision {:.3}, recall {:.3}, links {}",
                tally.precision(),
                tally.recall(),
                tally.found
            );
            assert!(tally.precision() >= precision, "{name} {half}");
            assert!(tally.recall() >= recall, "{name} {half}");
        }
    }
}
